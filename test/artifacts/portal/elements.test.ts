/** Contact elements in text, outdated law in guides, leaders' names, titles of reports. */
import { describe, expect, it } from 'vitest'
import { type ContactElement, findContact, isLeftOpen } from '../../../src/artifacts/portal/elements.js'
import { outdatedIn } from '../../../src/artifacts/portal/guide-law.js'
import { leaderIn } from '../../../src/artifacts/portal/leader.js'
import { isReportTitle, yearOf } from '../../../src/artifacts/portal/report-title.js'

describe('findContact', () => {
  it.each<[ContactElement, string, string | null]>([
    ['name', '受理机构：云溪区教育局办公室。', '受理机构：云溪区教育局办公室'],
    ['name', '本机关政府信息公开工作机构为区教育局办公室', '工作机构：区教育局办公室'],
    ['name', '工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式', null],
    ['name', '机构名称：\n办公地址：云溪区人民路1号', null],
    ['address', '办公地址：云溪区人民路1号　邮政编码：325000', '办公地址：云溪区人民路1号'],
    ['address', '办 公 地 点 云溪区行政中心3号楼2楼', '办 公 地 点：云溪区行政中心3号楼2楼'],
    ['address', '受理机构：区商务局办公室（云溪区龙兴路8号，邮编350400）', '云溪区龙兴路8号'],
    ['address', '网站地址：http://www.yunxi.gov.cn/路', null],
    ['address', '办公地址：　办公时间：工作日8:30-12:00', null],
    ['hours', '办公时间为每周一至周五8:30—12:00。', '办公时间：每周一至周五8:30—12:00'],
    ['hours', '时间：周一到周五', '周一到周五'],
    ['fax', '传真：同电话', '传真：同电话'],
    ['fax', 'FAX: +86-577-88110002', 'FAX：+86-577-88110002'],
    ['phone', 'Tel：0577-88110002', 'Tel：0577-88110002'],
    ['phone', '办公室：88110001 人事科：88110002', '办公室：88110001'],
    ['phone', '联系人：王明 手机：13812345678', '手机：13812345678'],
    ['phone', '办公室：三楼', null],
    ['hours', '办理时间：收到申请之日起20个以内', null],
    ['hours', '每周一至周五上午八时半至十二时对外办公', '周一至周五上午八时半至十二时'],
    ['hours', '受理时间：上午九点到十一点半', '受理时间：上午九点到十一点半'],
    ['hours', '（上午8:30—12:00，节假日除外）', '上午8:30—'],
    ['hours', '第一时间报告，一时间难以答复的说明理由', null],
    ['hours', '接待群众（每周一至周五上午8:30-11:30）', '周一至周五上午8:30-11:30'],
    ['phone', '联系电话（工作日）：0577-88110001', '联系电话：0577-88110001'],
    ['phone', '电　　话\n（0577）6277 1234', '电　　话：6277 1234'],
    ['phone', '电话/传真：0577-88110001', '电话：0577-88110001'],
    ['phone', '联系电话\n传真\n0577-88110002', null],
    ['phone', '联系电话：　　监督电话：0577-88110009', null],
    ['phone', '监督电话：0577-88110009', null],
    ['phone', '传真电话：0577-88110009', null],
    ['fax', '传真：无', '传真：无'],
    ['fax', '联系电话（传真）：0577-88110001', '传真：0577-88110001'],
    ['fax', '电话/传真：0577-88110001', '传真：0577-88110001'],
    [
      'fax',
      '机构名称\n联系地址\n电话/传真\n邮箱\n党政办公室\n西湖路1号\n0556-6120001\nxh@tc.gov.cn',
      '电话/传真：0556-6120001',
    ],
    [
      'address',
      '机构名称\n地址及邮编\n联系电话\n党政办公室\n云溪区西湖路1号，325000\n0556-6120001',
      '地址及邮编：云溪区西湖路1号，325000',
    ],
    ['fax', '传真：\n电子邮箱：a@b.gov.cn', null],
    ['fax', '申请人可通过信函、传真、电子邮件提出', null],
    ['fax', '联系方式\n81234567（兼传真）\n邮箱：a@b.cn', '81234567（兼传真）'],
    ['fax', '电话：0577-81234567\n传真：同上', '传真：同上'],
    ['fax', '81234567（值班）', null],
    ['address', '办公场所：清河区行政中心2号楼503室', '办公场所：清河区行政中心2号楼503室'],
    ['hours', '接件时间：工作日', '接件时间：工作日'],
    ['name', '受理科室：区水务局办公室', '受理科室：区水务局办公室'],
    ['internet', '电子邮箱：jyj@yunxi.gov.cn', '电子邮箱：jyj@yunxi.gov.cn'],
    ['internet', '可登录区政府门户网站依申请公开栏目在线提交', '登录区政府门户网站依申请公开栏目'],
    ['internet', '传真号码、互联网联系方式', null],
    ['internet', '或发送至qhsw#example.gov.cn（#换成@）', 'qhsw#example.gov.cn'],
    ['internet', '电子邮箱：qhsw(at)example.com', '电子邮箱：qhsw(at)example.com'],
    ['internet', '见附件#1和第2(3)条', null],
    ['name', '机构名称\n地址\n电话\n区水务局办公室\n水韵路8号\n81234567', '机构名称：区水务局办公室'],
    ['phone', '名称\n地址\n电话\n传真\n办公室\n水韵路8号\n81234567\n81234568', '电话：81234567'],
    ['fax', '名称\n电话\n传真\n地址\n办公室\n81234567\n81234568\n水韵路8号', '传真：81234568'],
    ['fax', '名称\n电话\n传真\n地址\n办公室\n81234567\n无\n水韵路8号', '传真：无'],
    ['fax', '名称\n电话\n传真\n地址\n办公室\n81234567\n水韵路8号', null],
    ['hours', '名称\n地址\n办公时间\n办公室\n水韵路8号\n——', null],
    ['internet', '可在云溪区政府信息公开平台查阅', null],
  ])('%s in %s', (element, text, quote) => {
    expect(findContact(text, element)).toBe(quote)
  })

  it('reads a long hostile text in little time', () => {
    const started = performance.now()
    for (const element of ['name', 'address', 'hours', 'phone', 'fax', 'internet'] as const) {
      expect(findContact('电话（'.repeat(15_000), element)).toBeNull()
      expect(findContact('办公室'.repeat(20_000), element)).toBeNull()
    }
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})

describe('a label with nothing behind it', () => {
  it.each<[ContactElement, string, boolean]>([
    ['internet', '传真：无\n电子邮箱：\n监督电话：12345', true],
    ['phone', '联系电话：', true],
    ['phone', '联系电话：0577-88110001', false],
    ['fax', '可通过信函、传真提出申请', false],
    ['fax', '传真', false],
  ])('%s in %s', (element, text, open) => {
    expect(isLeftOpen(text, element)).toBe(open)
  })
})

describe('outdatedIn', () => {
  it.each([
    ['根据《政府信息公开条例》（国务院令第492号）的规定', ['regulation-2007']],
    ['根据2008年5月1日起施行的《中华人民共和国政府信息公开条例》', ['regulation-2007']],
    ['根据《政府信息公开条例》（国务院令第711号）', []],
    ['依据2019年修订的条例（国务院令第711号，原国务院令第492号）编制', []],
    ['国务院令第492号已废止', []],
    ['本机关收到申请后，自收到申请之日起15个工作日内予以答复', ['reply-15-days']],
    [
      '能够当场答复的当场答复；不能当场答复的，自收到申请之日起十五个工作日内答复，可延长15个工作日',
      ['reply-15-days'],
    ],
    ['自收到申请之日起20个工作日内答复', []],
    ['自收到申请之日起20个工作日内答复，延长答复的期限最长不得超过15个工作日', []],
    ['第三方应当自收到征求意见书之日起15个工作日内提出意见', []],
    ['需要征求第三方意见的，第三方15个工作日内未答复的按不同意处理', []],
    ['15个工作日', []],
  ])('%s', (text, reasons) => {
    expect(outdatedIn(text).map((one) => one.reason)).toEqual(reasons)
  })
})

describe('leaderIn', () => {
  it.each([
    ['主要负责人：局长 周志远，主持全面工作', '主要负责人：局长 周志远'],
    ['负责人：周明远', '负责人：周明远'],
    ['党组书记、局长：李 明', '党组书记、局长：李 明'],
    ['党委书记、局长：张三 主持全面工作', '党委书记、局长：张三'],
    ['党组副书记、副局长（主持工作）赵大年', '党组副书记、副局长（主持工作）赵大年'],
    ['二级调研员：窦文涛', '二级调研员：窦文涛'],
    ['姓 名\n周志远\n职务', '姓 名\n周志远'],
    ['党委书记、局长：主持全面工作', null],
    ['局长、书记 信箱', null],
    ['局长：仉志强', '局长：仉志强'],
    ['党委书记、局长\n逯峰', '局长\n逯峰'],
    ['局长：买买提·艾力', '局长：买买提·艾力'],
    ['张三，男，汉族，1970年5月生，现任党组书记。', '张三，男，'],
    ['局长：暂缺', '局长：暂缺'],
    ['局长：待定', null],
    ['局长：负责\n全面工作', null],
    ['书记\n动态', null],
    ['姓名：王小明 职务：主任', '姓名：王小明'],
    ['张三丰 党组成员、副局长', '张三丰 党组成员'],
    ['申请人姓名或者名称、联系方式', null],
    ['负责人：', null],
    ['领导信箱 局长', null],
    ['主要职责：负责教育工作', null],
  ])('%s', (text, quote) => {
    expect(leaderIn(text)?.replace(/^主要/, '') ?? null).toBe(quote?.replace(/^主要/, '') ?? null)
  })
})

describe('titles of annual reports', () => {
  it.each([
    ['云溪区统计局2025年政府信息公开工作年度报告', false, true, 2025],
    ['2025年度政府信息公开年报', false, true, 2025],
    ['二〇二五年政府信息公开工作年度报告', false, true, 2025],
    ['关于2025年度政府信息公开工作情况的报告', false, true, 2025],
    ['2025年政府信息公开工作年度报告（2026年1月发布）', false, true, 2025],
    ['政府信息公开工作年度报告', false, true, null],
    ['2025年年报', true, true, 2025],
    ['2025年年报', false, false, 2025],
    ['2025', true, true, 2025],
    ['关于做好2025年政府信息公开年报编制工作的通知', true, false, null],
    ['2025年法治政府建设年度报告', true, false, 2025],
    ['2025年政府网站工作年度报表', true, false, 2025],
  ])('%s', (title, inColumn, report, year) => {
    expect(isReportTitle(title, inColumn)).toBe(report)
    if (report) expect(yearOf(title)).toBe(year)
  })
})
