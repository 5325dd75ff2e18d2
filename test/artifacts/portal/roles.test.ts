/** Roles of columns by label, page tag and path; and which names are one column. */
import { describe, expect, it } from 'vitest'
import { roleOf } from '../../../src/artifacts/portal/roles.js'
import { columnMatches } from '../../../src/artifacts/portal/synonyms.js'

const ANY = 'http://www.yunxi.test/c/1/'

describe('roleOf', () => {
  it.each([
    ['政府信息公开指南', 'guide'],
    ['信息公开指南', 'guide'],
    ['办事指南', null],
    ['依申请公开', 'application'],
    ['政府信息公开申请', 'application'],
    ['依申请公开流程', null],
    ['政府信息公开年报', 'annual-report'],
    ['政府信息公开工作年度报告', 'annual-report'],
    ['统计年报', 'statistics'],
    ['政府网站工作年报', null],
    ['政府信息公开目录', 'catalog'],
    ['主动公开基本目录', 'catalog'],
    ['集中采购目录', 'procurement'],
    ['政府信息公开制度', 'system'],
    ['法定主动公开内容', 'statutory'],
    ['政策解读', 'interpretation'],
    ['机构职能', 'institution'],
    ['机构概况', 'institution'],
    ['领导信息', 'leaders'],
    ['领导活动', null],
    ['领导信箱', 'mailbox'],
    ['工作动态', 'news'],
    ['部门动态', 'news'],
    ['政务要闻', 'news'],
    ['政务资讯', 'news'],
    ['培训资讯', null],
    ['人事动态', 'recruitment'],
    ['视频新闻', null],
    ['通知公告', 'notices'],
    ['公示公告', 'notices'],
    ['征地公告', null],
    ['政策文件', 'documents'],
    ['规范性文件', 'documents'],
    ['上级政策文件', null],
    ['重点领域信息公开', 'priority'],
    ['财政预决算', 'budget'],
    ['行政处罚', 'permits-penalties'],
    ['权责清单', 'power-list'],
    ['人事招考', 'recruitment'],
    ['应急管理', 'emergency'],
    ['建议提案', 'proposals'],
    ['招生考试', null],
    ['这是一条很长的并不是栏目名称的工作动态', null],
  ])('%s', (label, role) => {
    expect(roleOf(label, ANY, null)?.role ?? null).toBe(role)
  })

  it.each([
    [
      'the tag where the label says nothing',
      '教育视窗',
      ANY,
      '工作动态',
      { role: 'news', because: 'columnType:工作动态' },
    ],
    [
      'the label before the tag',
      '政策解读',
      ANY,
      '工作动态',
      { role: 'interpretation', because: 'label:政策解读' },
    ],
    [
      'the path where there is no label',
      '',
      'http://x.test/gzdt/',
      null,
      { role: 'news', because: 'path:gzdt' },
    ],
    [
      'long initials under any label',
      '公开说明',
      'http://x.test/zfxxgkzn/',
      null,
      { role: 'guide', because: 'path:zfxxgkzn' },
    ],
    [
      'short initials below a folder of open information',
      '',
      'http://x.test/zwgk/nb/index.html',
      null,
      { role: 'annual-report', because: 'path:nb' },
    ],
    ['short initials elsewhere', '', 'http://x.test/zn/', null, null],
    ['a path alone makes no column that must be updated', '某某专题', 'http://x.test/gzdt/', null, null],
    ['a tag that is a property of every object', '某某专题', ANY, 'constructor', null],
  ])('takes %s', (_, label, url, type, expected) => {
    expect(roleOf(label, url, type)).toEqual(expected)
  })
})

describe('columnMatches', () => {
  it.each([
    ['财政预决算', [], '预决算公开', true],
    ['财政预决算', [], '财政预决算信息', true],
    ['政策解读', [], '文件解读', true],
    ['工作动态', [], '部门动态', true],
    ['机构职能', [], '单位概况', true],
    ['行政处罚', [], '行政许可', false],
    ['双随机一公开', ['随机抽查'], '随机抽查', true],
    ['政策文件', [], '政策文件解读', false],
    ['应急管理', [], '应急', false],
    ['通知公告', [], '', false],
  ])('%s %j is %s: %s', (name, synonyms, shown, same) => {
    expect(columnMatches({ name, synonyms }, shown)).toBe(same)
  })
})
