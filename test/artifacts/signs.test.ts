/** Signs that few pages have: numbers of persons, irregular text, concealed links; and everything that only looks like them. */
import { describe, expect, it } from 'vitest'
import { framed, read } from './page.js'

const article = (body: string, head = '') =>
  read(
    framed(
      `<h1>关于发放补贴的通知</h1><p>发布日期：2026-05-20 来源：区教育局</p><div id="zoom">${body}</div>`,
      {
        title: '关于发放补贴的通知',
        head: `<meta name="ArticleTitle" content="关于发放补贴的通知">${head}`,
      },
    ),
  )
const FILLED =
  '<p>各单位要高度重视，加强组织领导，认真抓好落实，确保各项任务按期完成，并及时报送进展情况。</p>'

/** Made-up numbers with valid checksums. */
const ID = '330303197805060419'
const CARD = '6228480000001234566'

describe('numbers of persons', () => {
  const found = (body: string) =>
    (article(FILLED + body).signs?.personal ?? []).map(
      ({ kind, masked, certain }) => `${kind} ${masked} ${certain ? 'certain' : 'doubtful'}`,
    )
  const WHOLE = 'resident-id 3303************19'

  it.each([
    ['with its label', `<p>身份证号：${ID}</p>`, [`${WHOLE} certain`]],
    ['in a table', `<table><tr><td>李某</td><td>${ID}</td></tr></table>`, [`${WHOLE} certain`]],
    ['in full-width digits', '<p>李某，３３０３０３１９７８０５０６０４１９</p>', [`${WHOLE} certain`]],
    ['in groups', '<p>李某 330303 19780506 0419</p>', [`${WHOLE} certain`]],
    ['in groups of four', '<p>李某 330303 1978 0506 0419</p>', [`${WHOLE} certain`]],
    ['in groups with dashes', '<p>李某 330303-19780506-0419</p>', [`${WHOLE} certain`]],
    ['in groups with hard blanks', '<p>李某 330303&nbsp;197805060419</p>', [`${WHOLE} certain`]],
    ['with a wide X', '<p>李某 33030319850101002Ｘ</p>', ['resident-id 3303************2X certain']],
    [
      'in the number of a disabled person’s card',
      `<p>残疾人证号：${ID}43</p>`,
      ['resident-id 3303**************43 certain'],
    ],
    [
      'of such a card as an example',
      `<p>残疾人证号填写示例：${ID}43</p>`,
      ['resident-id 3303**************43 doubtful'],
    ],
    ['in a longer number of something else', `<p>流水号：${ID}43</p>`, []],
    ['a donation account', `<p>捐款账户：云溪区慈善总会，账号${CARD}</p>`, []],
    ['cut by inline elements', `<p><span>330303</span><span>19780506</span>0419</p>`, [`${WHOLE} certain`]],
    [
      'of Gansu, no card',
      '<p>公民身份号码620102197203141029</p>',
      ['resident-id 6201************29 certain'],
    ],
    ['beside a permit’s number', '<p>许可证编号：330303197805060419</p>', [`${WHOLE} doubtful`]],
    ['as an example', `<p>填写示例：${ID}</p>`, [`${WHOLE} doubtful`]],
    ['a card with its label', `<p>银行卡号：${CARD}</p>`, ['bank-card 6228*************66 certain']],
    ['a card in groups', '<p>账号 6228 4800 0000 1234 566</p>', ['bank-card 6228*************66 certain']],
    ['a card without a label', `<p>李某 ${CARD}</p>`, ['bank-card 6228*************66 doubtful']],
    ['masked', '<p>身份证号：330303********0419</p>', []],
    ['masked at its end', '<p>身份证号：33030319780506****</p>', []],
    ['checksum fails', '<p>身份证号：330303197805060418</p>', []],
    ['no such day', '<p>身份证号：330303197802300415</p>', []],
    ['no such province', '<p>身份证号：990303197805060419</p>', []],
    ['an organisation’s code', '<p>统一社会信用代码：113303040025123456</p>', []],
    ['a code with letters', '<p>统一社会信用代码：91330303MA2AB3CD4E</p>', []],
    ['part of a longer number', `<p>流水号：${ID}8812</p>`, []],
    ['in an address', `<p>http://www.yunxi.gov.cn/doc/${ID}.html</p>`, []],
    ['a card whose checksum fails', '<p>银行卡号：6228480000001234567</p>', []],
    ['a public account', `<p>户名：云溪区财政局</p><p>账号：${CARD}</p><p>开户行：农业银行</p>`, []],
    ['an order number', `<p>合同编号：${CARD}</p>`, []],
    ['Gansu’s shape, checksum fails', '<p>卡号：620102197203141028</p>', []],
    ['hidden from sight', `<p style="display:none">${ID}</p>`, []],
  ])('%s', (_, body, expected) => {
    expect(found(body)).toEqual(expected)
  })

  it('are told up to twenty, and stand nowhere in what was read, however many they are', () => {
    // The last digit is the check: three serial numbers of one day with the digits that they ask for.
    const ids = [ID, '330303197805060427', '330303197805060435']
    const many = [...Array.from({ length: 24 }, () => ID), ...ids.slice(1)]
    const rows = many.map((id) => `<tr><td>李某</td><td>${id}</td></tr>`).join('')
    const facts = article(`${FILLED}<table>${rows}</table>`)
    expect(facts.signs?.personal).toHaveLength(20)
    expect(ids.filter((id) => JSON.stringify(facts).includes(id))).toEqual([])
  })

  it('leave no trace in the facts', () => {
    const facts = article(
      `${FILLED}<p>李某，身份证号${ID}，卡号${CARD}</p><p><a href="/x.html">${ID}</a></p>`,
    )
    expect(JSON.stringify(facts)).not.toMatch(/197805060419|330303 19780506|4800000012/)
    expect(facts.text).toContain('3303************19')
  })
})

describe('irregular text', () => {
  const found = (body: string) =>
    (article(body).signs?.irregular ?? []).map(({ kind, doubt }) => [kind, doubt])

  it.each([
    ['锟斤拷', `${FILLED}<p>会议由锟斤拷锟斤拷主持。</p>`, [['mojibake', null]]],
    ['UTF-8 read as Latin-1', `${FILLED}<p>ä¸­å›½ä¼šè®®é€šçŸ¥</p>`, [['mojibake', null]]],
    ['lost characters', `${FILLED}<p>会议由\ufffd\ufffd主持，\ufffd参加。</p>`, [['mojibake', null]]],
    ['one lost character', `${FILLED}<p>会议由朱\ufffd主持。</p>`, [['mojibake', 'single']]],
    ['tags as text', `${FILLED}<p>&lt;span style="x"&gt;请各单位&lt;/span&gt;</p>`, [['markup', null]]],
    ['entities as text', `${FILLED}<p>会议&amp;nbsp;&amp;nbsp;强调</p>`, [['markup', null]]],
    ['an editor’s hint', `${FILLED}<p>请在此处输入正文</p>`, [['placeholder', null]]],
    ['an editor’s hint in brackets', `${FILLED}<p>【点击此处添加图片】</p>`, [['placeholder', null]]],
    ['quoted code', `${FILLED}<p>接口返回HTML片段&lt;div class="a"&gt;</p>`, [['markup', 'quoted']]],
    ['code in its own element', `${FILLED}<pre>&lt;div class="a"&gt;</pre>`, []],
    ['a blank to fill in', `${FILLED}<p>申请人：&lt;姓名&gt;，日期&lt;年月日&gt;</p>`, []],
    ['a comparison', `${FILLED}<p>pH值&lt;7的，含量a&lt;b，增长率&gt;5%</p>`, []],
    ['names with accents', `${FILLED}<p>Café Müller、Åre、São Paulo 等参会</p>`, []],
    ['a sentence that asks to fill in', `${FILLED}<p>请在此处下载申请表并输入本人信息后提交。</p>`, []],
    ['a character of the garbled kind in a name', `${FILLED}<p>鍦是一个古字。</p>`, []],
  ])('%s', (_, body, expected) => {
    expect(found(body)).toEqual(expected)
  })
})

describe('irregular text of a short article in an old template', () => {
  const short = (text: string) =>
    read(
      `<html><head><title>邻里活动周花絮</title></head><body><p>位置：<a href="/">首页</a></p><table><tr><td align="center"><b>邻里活动周花絮</b></td></tr><tr><td>发布时间：2026-09-25</td></tr><tr><td>${text}</td></tr></table></body></html>`,
    ).signs?.irregular ?? []

  it('is told below the heading', () => {
    expect(short('<p>锟斤拷锟斤拷锟斤拷锟斤拷活动于周六在文化礼堂举行锟斤拷。</p>')).toMatchObject([
      { kind: 'mojibake', doubt: null },
    ])
    expect(short('<p>活动于周六在文化礼堂举行，欢迎参加。</p>')).toEqual([])
  })
})

describe('concealed links', () => {
  const found = (html: string, head = '') =>
    article(FILLED + html, head).links.flatMap((link) =>
      link.concealed === undefined ? [] : [`${link.concealed} ${new URL(link.target ?? '').host}`],
    )
  const link = '<a href="http://www.stranger.example/">在线服务</a>'

  it.each([
    ['not displayed', `<div style="display:none">${link}</div>`, ['certain www.stranger.example']],
    [
      'off the screen',
      `<div style="position:absolute;left:-5000px">${link}</div>`,
      ['certain www.stranger.example'],
    ],
    ['without size', `<div style="height:0;overflow:hidden">${link}</div>`, ['certain www.stranger.example']],
    [
      'a running text without height',
      `<marquee height="1" width="5">${link}</marquee>`,
      ['certain www.stranger.example'],
    ],
    [
      'gambling in a menu',
      '<ul class="menu" style="display:none"><li><a href="http://www.stranger.example/">棋牌娱乐</a></li></ul>',
      ['certain www.stranger.example'],
    ],
    [
      'a script knows its name',
      `<div id="box9" style="display:none">${link}</div><script>show('box9')</script>`,
      ['doubtful www.stranger.example'],
    ],
    ['letters without size', `<div style="font-size:0">${link}</div>`, ['doubtful www.stranger.example']],
    ['in sight', link, []],
    [
      'a menu that opens',
      `<ul><li>服务<ul class="sub-menu" style="display:none"><li>${link}</li></ul></li></ul>`,
      [],
    ],
    ['a tab', `<div class="tab-con" style="display:none">${link}</div>`, []],
    [
      'panels that turn over',
      `<div><div class="c">第一组</div><div class="c" style="display:none">${link}</div></div>`,
      [],
    ],
    ['its own site', '<div style="display:none"><a href="/inner.html">内页</a></div>', []],
    ['a skip link', '<a href="#zoom" style="position:absolute;left:-9999px">跳到正文</a>', []],
    ['the maker’s credit', `<div style="display:none">技术支持：${link}</div>`, []],
    [
      'a slider in motion',
      `<div class="slide"><ul style="position:relative;left:-1903px"><li>${link}</li></ul></div>`,
      [],
    ],
    ['centred by a margin', `<div style="position:absolute;left:50%;margin-left:-600px">${link}</div>`, []],
    ['in a noscript', `<noscript>${link}</noscript>`, []],
  ])('%s', (_, html, expected) => {
    expect(found(html)).toEqual(expected)
  })

  it('by a style block that nothing lifts, not by one that a hover lifts', () => {
    const away = '<style>.zz9{position:absolute;left:-9999px}</style>'
    expect(found(`<div class="zz9">${link}</div>`, away)).toEqual(['certain www.stranger.example'])
    const lifted = '<style>.zz9{display:none} li:hover .zz9{display:block}</style>'
    expect(found(`<ul><li><div class="zz9">${link}</div></li></ul>`, lifted)).toEqual([])
  })
})

describe('hosts beside the links', () => {
  it('are offered by what scripts lead on from, or only mentioned by scripts', () => {
    const { signs } = read(
      framed(
        `<span data-url="http://www.zj.gov.cn/">省政府</span>
<li onclick="window.open('http://www.wenzhou.gov.cn/')">市政府</li><script>var api = "//api.yunxi.gov.cn/x"</script>`,
      ),
    )
    expect(signs?.offered).toEqual(expect.arrayContaining(['www.zj.gov.cn']))
    expect(signs?.mentioned).toEqual(['api.yunxi.gov.cn'])
  })
})
