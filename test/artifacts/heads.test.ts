/** The head and the signature of an article: which of several days it was published on and formed on, whatever labels are spelled like. */
import { describe, expect, it } from 'vitest'
import { framed, read } from './page.js'

const PROSE = '<p>各学校要认真落实安全责任，逐级检查到位，确保校车安全，责任到人，不留死角。</p>'.repeat(3)
const article = (head: string, body: string) =>
  read(
    framed(
      `<h1>关于做好校车安全工作的通知</h1><div class="info">${head}</div><div class="TRS_Editor">${body}</div>`,
      {
        title: '关于做好校车安全工作的通知',
        crumbs: ['通知公告', '正文'],
      },
    ),
    'http://xxgk.yunxi.gov.cn/tzgg/202605/t20260512_31.html',
  )
const published = (head: string, body = PROSE) => article(head, body).published

describe('the day of publication', () => {
  it.each([
    ['更新时间：2026-06-12 发布时间：2026-05-12', '2026-05-12'],
    ['时间：2026-06-12 发布日期：2026-05-12', '2026-05-12'],
    ['录入时间：2026-06-12 公开日期：2026-05-12', '2026-05-12'],
    ['更新日期：2026-06-12 信息公开日期：2026-05-12', '2026-05-12'],
    ['访谈时间：2026-06-12 发布时间：2026-05-12', '2026-05-12'],
    ['更新时间：2026-06-12', '2026-06-12'],
    ['时间：2026-05-12', '2026-05-12'],
    ['发佈日期：2026-05-12', '2026-05-12'],
    ['發佈時間：２０２６年５月１２日', '2026-05-12'],
    ['［发布日期］2026-05-12', '2026-05-12'],
    ['「发布日期」2026-05-12', '2026-05-12'],
    ['〔发布时间〕２０２６－０５－１２', '2026-05-12'],
    ['<b>发布</b><b>日</b><b>期</b>：2026-05-12', '2026-05-12'],
    ['<i>发</i> <i>布</i> <i>日期</i>：<span>2026-05-12</span>', '2026-05-12'],
    ['修订日期：2026-04-01', null],
    ['信息来源：县府办责任编辑：王某审核：李某发布时间：2026-05-12', '2026-05-12'],
    ['会议地点：县府办会议发布时间：2026-05-12', null],
  ])('%s', (head, day) => {
    expect(published(head)).toBe(day)
  })

  it.each(['时间：2026年5月20日上午9点', '日期：2026-05-20'])(
    'is none at the top of the text: %s',
    (line) => {
      const body = `<p>${line}</p><p>地点：区政府三楼会议室</p>${PROSE}`
      expect([published('来源：区教育局', body), published('时间：2026-05-12', body)]).toEqual([
        null,
        '2026-05-12',
      ])
    },
  )
})

describe('a label whose characters stand in elements of their own', () => {
  it('is a label, behind the value of another field too', () => {
    const facts = article(
      '<b>索</b> <b>引</b> <b>号</b>：002489/2026-12 <span>县政府</span> <span>成文日</span><span>期</span>：2026年2月27日 发布时间：2026-05-12 （来源：区教育局）',
      PROSE,
    )
    expect([facts.indexNumber, facts.formed, facts.formedFrom, facts.source]).toEqual([
      '002489/2026-12',
      '2026-02-27',
      '成文日期',
      '区教育局',
    ])
  })
})

describe('the day of the signature', () => {
  const signed = (day: string, by = '云溪区教育局') => `<p>${by}</p><p>${day}</p>`
  it.each([
    [
      'the one of the document, not of an earlier one that it quotes',
      signed('2020年1月1日', '云溪区人民政府') + PROSE + signed('2026年5月1日'),
    ],
    [
      'the one of the document, not of an older annex',
      PROSE + signed('2026年5月1日') + PROSE + signed('2020年1月1日', '云溪区人民政府'),
    ],
    ['none after the day of publication', PROSE + signed('2026年5月1日') + PROSE + signed('2026年8月1日')],
    ['in numerals with a letter for nought', PROSE + signed('二Ｏ二六年五月一日')],
    ['in numerals that are spread out', PROSE + signed('二 〇 二 六 年 五 月 一 日')],
    ['in wide digits', PROSE + signed('２０２６年５月１日')],
  ])('%s', (_, body) => {
    const { formed, formedFrom } = article('发布日期：2026-05-12', PROSE + body)
    expect([formed, formedFrom]).toEqual(['2026-05-01', '落款'])
  })

  it.each(['会议时间', '报名截止日期：', '自'])(
    'is no day of something else at the end of the text: %s',
    (label) => {
      expect(article('发布日期：2026-05-12', `${PROSE}<p>${label}</p><p>2026年5月1日</p>`).formed).toBe(null)
    },
  )

  it('is the day that ends a text without a signer', () => {
    expect(article('发布日期：2026-05-12', `${PROSE}<p>特此通知。</p><p>2026年5月1日</p>`).formed).toBe(
      '2026-05-01',
    )
  })

  it('stands where it is later than the stated publication: the two contradict each other', () => {
    expect(article('发布日期：2026-05-12', PROSE + signed('2026年8月1日')).formed).toBe('2026-08-01')
  })
})

describe('a page in traditional characters', () => {
  const facts = article(
    '索引號：A001/2026-31 發佈日期：2026-05-12 來源：區教育局',
    `${PROSE}<p>附件：<a href="/files/%E8%A8%88.doc">關於計劃的說明</a></p><p><a href="/繁體/計劃.html" title="計劃">計劃</a></p>`,
  )

  it('is no page in plain ones that leads to its other spelling', () => {
    const variants = (more: string) => article('发布日期：2026-05-12', `${PROSE}${more}`).signs?.variants
    expect(variants('<p><a href="/gate/big5/">繁體版</a> <a href="/">简體</a></p>')).toBe(undefined)
    expect(variants('<p><a href="/gate/big5/">繁體版</a> 發佈</p>')).toBe(true)
  })

  it('is read by its labels and told as it is written', () => {
    expect([facts.kind, facts.published, facts.indexNumber, facts.attachments]).toEqual([
      'article',
      '2026-05-12',
      'A001/2026-31',
      [{ name: '關於計劃的說明', url: 'http://xxgk.yunxi.gov.cn/files/%E8%A8%88.doc' }],
    ])
    expect(facts.text).toContain('關於計劃的說明')
  })

  it('keeps its addresses', () => {
    expect(facts.links.map(({ target }) => decodeURI(target ?? ''))).toContain(
      'http://xxgk.yunxi.gov.cn/繁體/計劃.html',
    )
  })

  it.each([
    ['暫無相關信息', 'placeholder'],
    ['本單位不涉及此項', 'notApplicable'],
  ] as const)('says that it has nothing: %s', (words, sign) => {
    const list = read(framed(`<div class="list"><p>${words}</p></div>`))
    expect([list[sign], list.signs?.variants]).toEqual([words, true])
  })

  it('says that a page is not there', () => {
    expect(
      read('<html><head><title>提示</title></head><body><p>您訪問的頁面不存在</p></body></html>').softError,
    ).toBe('您訪問的頁面不存在')
  })

  it('is none where the text is garbled: that is told by its characters', () => {
    const garbled = '鍏充簬鍋氬ソ骞村害宸ヤ綔鐨勯€氱煡锛岃鍚勫崟浣嶈鐪熻惤瀹炪€'
    const { signs } = article('发布日期：2026-05-12', `${PROSE}<p>${garbled}</p>`)
    expect([signs?.variants, signs?.irregular?.map(({ kind, doubt }) => [kind, doubt])]).toEqual([
      undefined,
      [['mojibake', null]],
    ])
  })

  it('masks numbers of persons', () => {
    const { text } = read(
      framed('<div id="zoom"><p>身份證號：11010519491231002X，請與辦公室聯繫。</p></div>'),
    )
    expect(text).toContain('身份證號:1101************2X,請與辦公室聯繫。')
  })
})
