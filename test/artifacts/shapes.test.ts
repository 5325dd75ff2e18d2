/** Shapes of pages of other systems: forms round the page, cards, bare paragraphs, days in titles; each read whole. */
import { describe, expect, it } from 'vitest'
import { findSearchForm } from '../../src/artifacts/search.js'
import { read } from './page.js'

const BODY =
  '<p>一、制定背景。原有做法已不适应工作需要，群众反映较多。</p><p>二、主要内容。明确了对象和程序。</p>'

const shape = (html: string, path = '/a/b.html') => {
  const { kind, title, breadcrumb, published, formed, source, items } = read(html, `http://gov.test${path}`)
  return {
    kind,
    title,
    breadcrumb,
    published,
    formed,
    source,
    items: items.map(({ title: t, date }) => `${t}|${date}`),
  }
}

const article = (rest: Partial<ReturnType<typeof shape>>): ReturnType<typeof shape> => ({
  kind: 'article',
  title: '《补助发放管理办法》政策解读',
  breadcrumb: ['首页', '政策解读'],
  published: '2026-03-10',
  formed: null,
  source: '云溪区民政局',
  items: [],
  ...rest,
})

const LINK = '<p>文件原文：<a href="/nr/wj/26210.html">补助发放管理办法</a></p>'
const CRUMB = '<a href="/">首页</a> &gt; <a href="/jd/">政策解读</a>'

const PAGES: readonly (readonly [string, string, ReturnType<typeof shape>])[] = [
  [
    'a grid page in one form, its trail without a label, the site behind a dash',
    `<title>《补助发放管理办法》政策解读-云溪区民政局</title><form method="post" action="./"><input type="hidden" name="__VIEWSTATE" value="/wEP"><table><tr><td><span><span>${CRUMB}</span></span>
<table><tr><td align="center"><span>《补助发放管理办法》政策解读</span></td></tr><tr><td align="center">发布时间：<span>2026/3/10 10:11:12</span> 来源：<span>云溪区民政局</span> 点击：<span>120</span></td></tr><tr><td><span>${BODY}${LINK}</span></td></tr></table></td></tr></table></form>`,
    article({}),
  ],
  [
    'day and source inside the heading, a jump to the comments beside them',
    `<title>《补助发放管理办法》政策解读 - 政策解读 - 云溪区民政局</title><div><div class="crumbs">${CRUMB} &gt; 正文</div><div id="Article"><h1>《补助发放管理办法》政策解读<br><span>2026-03-10 08:40:00&nbsp;&nbsp;来源：云溪区民政局&nbsp;&nbsp;评论：<a href="#comment">0</a> 点击：<span></span></span></h1><div class="content">${BODY}${LINK}</div></div></div>`,
    article({}),
  ],
  [
    'a card: who, a stroke, 发布于 and the day',
    `<title>云溪区民政局 政策解读 《补助发放管理办法》政策解读</title><div class="inner"><p class="path-line">当前位置：${CRUMB}</p><div class="art"><h2 class="art-h">《补助发放管理办法》政策解读</h2><div class="art-i">云溪区民政局　｜　发布于 2026年3月10日 09:00</div><div class="art-b">${BODY}${LINK}</div></div></div>`,
    article({ source: null }),
  ],
  [
    'bare paragraphs below a heading, the day in brackets',
    `<title>《补助发放管理办法》政策解读－云溪区民政局</title><p>位置：${CRUMB}</p><h3 align="center">《补助发放管理办法》政策解读</h3><p align="center">（2026-03-10）　信息来源：云溪区民政局</p>${BODY}${LINK}`,
    article({}),
  ],
  [
    'a day of formation without a colon between publication and text',
    `<title>《补助发放管理办法》政策解读</title><div class="bc">您的位置 : ${CRUMB}</div><div class="xl-t">《补助发放管理办法》政策解读</div><div><span>2026-03-10 09:10:33</span><span>来源：云溪区民政局</span></div><div><label>成文日期</label><em>2026-03-02</em></div><div class="xl-c">${BODY}</div>`,
    article({ formed: '2026-03-02' }),
  ],
]

const MORE_PAGES: readonly (readonly [string, string, ReturnType<typeof shape>])[] = [
  [
    'an HTML5 article with a head of its own and an English day, no trail',
    `<title>《补助发放管理办法》政策解读 – 云溪区民政局</title><header><p><a href="/">云溪区民政局</a></p></header><main><article class="post"><header class="entry-header"><h1>《补助发放管理办法》政策解读</h1><div>发布日期：<time>Mar 10, 2026</time> 作者：<span>办公室</span></div></header><div>${BODY}</div></article></main><aside><h2>近期文章</h2></aside>`,
    article({ breadcrumb: [], source: null }),
  ],
  [
    'the site as the first part of the title and as a heading, the day between blanks',
    `<title>云溪区民政局--《补助发放管理办法》政策解读</title><div class="hd0"><h1>云溪区民政局</h1></div><div><b>当前位置</b>：首页 &gt;&gt; 政策解读</div><div><p align="center"><strong>《补助发放管理办法》政策解读</strong></p><p align="center">云溪区民政局网站　　2026年03月10日　　来源：云溪区民政局</p><p>【成文日期】2026-03-02</p><div>${BODY}</div></div>`,
    article({ formed: '2026-03-02' }),
  ],
  [
    'a trail in an element that is not called one is no list of one entry',
    `<title>云溪区民政局 政策解读 《补助发放管理办法》政策解读</title><div class="in"><p class="line9">您的位置 : ${CRUMB}</p><h2>《补助发放管理办法》政策解读</h2><div>云溪区民政局 ｜ 发布于 2026年3月10日</div><div>${BODY}</div></div>`,
    article({ source: null }),
  ],
]

const LISTS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'days at the ends of titles, paragraphs without a list',
    '<p>◆ <a href="/nr/1.html">第9次巡查纪实（2026.11.20）</a></p><p>◆ <a href="/nr/2.html">第8次巡查纪实（2026.11.14）</a></p>',
    ['第9次巡查纪实（2026.11.20）|2026-11-20', '第8次巡查纪实（2026.11.14）|2026-11-14'],
  ],
  [
    'entries that a script in the content writes in literals',
    `<ul><script>document.write('<li><a href="/nr/1.html">第9次巡查纪实</a><span>2026-11-20</span></li>');document.write('<li><a href="/nr/2.html">第8次巡查纪实</a><span>2026-11-14</span></li>');</script></ul>`,
    ['第9次巡查纪实|2026-11-20', '第8次巡查纪实|2026-11-14'],
  ],
  [
    'articles with heads, linked titles and English days in the main part',
    '<main><article><header><h2><a href="/?p=1">第9次巡查纪实</a></h2><time>Nov 20, 2026</time></header><p>摘要…… <a href="/?p=1">继续阅读</a></p></article><article><header><h2><a href="/?p=2">第8次巡查纪实</a></h2><time>14 Nov 2026</time></header><p>摘要…… <a href="/?p=2">继续阅读</a></p></article></main>',
    ['第9次巡查纪实|2026-11-20', '第8次巡查纪实|2026-11-14'],
  ],
  [
    'a list that dates its entries beside their titles does not take days out of titles',
    '<ul><li><a href="/nr/1.html">关于场馆开放的公告（2026年5月1日）</a><span>2026-11-20</span></li><li><a href="/nr/2.html">第8次巡查纪实</a><span>2026-11-14</span></li></ul>',
    ['关于场馆开放的公告（2026年5月1日）|2026-11-20', '第8次巡查纪实|2026-11-14'],
  ],
]

const BOXES: readonly (readonly [string, string, string | null])[] = [
  [
    'a label spread out',
    '<form action="/cx.html"><input name="kw"><input type="submit" value="检 索"></form>',
    'kw',
  ],
  [
    'one box that says nothing',
    '<form action="/cx.html"><input name="keyword"><input type="image" src="/i/s.png"></form>',
    'keyword',
  ],
  [
    'a code to be typed',
    '<form action="/yz.html">验证码<input name="k"><input type="submit" value="确定"></form>',
    null,
  ],
]

const MENU = (text: string): string =>
  `<title>规划计划</title><div id="mm"><a href="/">首 页</a>&nbsp;|&nbsp;${['工作动态', '通知公告', '政策文件', '机构职能', '依申请公开'].map((name, n) => `<a href="/c${n}/">${name}</a>`).join('&nbsp;|&nbsp;')}</div>${text}`

describe('pages of other systems', () => {
  it.each(BOXES)('searches by %s', (_, html, field) => {
    expect(findSearchForm(read(html, 'http://gov.test/'))?.field ?? null).toBe(field)
  })
  it('gives a menu with strokes to the frame, and no block that holds more', () => {
    expect(read(MENU('<p>本局规划正在修订。</p>'), 'http://gov.test/gh/').text).toBe('本局规划正在修订。')
    expect(read(`<div>${MENU('本局规划正在修订。')}</div>`, 'http://gov.test/gh/').text).toBe(
      '本局规划正在修订。',
    )
  })
  it.each([...PAGES, ...MORE_PAGES])('%s', (_, html, wanted) => {
    expect(shape(html)).toEqual(wanted)
  })
  it.each(LISTS)('%s', (_, html, wanted) => {
    expect(shape(`<title>工作动态</title>${html}`, '/list.html').items).toEqual(wanted)
  })
})

describe('a heading with its day above a few links', () => {
  const TITLE = '一图读懂补助发放管理办法'
  const under = (title: string, head: string, content: string, named = `${title}-云溪区民政局`) =>
    shape(`<title>${named}</title><h2>${title}</h2>${head}<div class="txt">${content}</div>`, '/jd/1.html')
  const DAY = '<div>发布时间：2026-03-10　来源：云溪区民政局</div>'
  it.each([
    ['a picture and the original', `<p><img src="/u/1.png" width="600" height="900"></p>${LINK}`],
    ['a film and the original', `<video src="/u/1.mp4" controls></video>${LINK}`],
    ['files', '<p><a href="/u/1.pdf">办法全文.pdf</a></p><p><a href="/u/2.xlsx">附表.xlsx</a></p>'],
  ])('is an article: %s', (_, content) => {
    expect(under(TITLE, DAY, content)).toMatchObject({
      kind: 'article',
      title: TITLE,
      published: '2026-03-10',
      items: [],
    })
  })

  it('is an article where the site’s name stands first', () => {
    const picture = `<p><img src="/u/1.png"></p>${LINK}`
    expect(under(TITLE, DAY, picture, `云溪区民政局 ${TITLE}`)).toMatchObject({ kind: 'article', items: [] })
  })

  it('is a list where the day follows the entry', () => {
    expect(
      under('云溪区民政局政策解读', '', `<ul><li>${LINK}<span>发布时间：2026-03-10</span></li></ul>`),
    ).toMatchObject({ kind: 'column', items: ['补助发放管理办法|2026-03-10'] })
  })
})

it('a text whose paragraphs are blocks of their own is read whole', () => {
  const paragraphs = [
    '为了便于公民、法人和其他组织获得本局的政府信息，编制本指南，每年更新一次。',
    `本局政府信息公开工作机构为办公室，${'负责受理申请、答复申请人、保管档案；'.repeat(8)}`,
    '自收到申请之日起二十个工作日内予以答复，需要延长的另行书面告知申请人。',
  ]
  const html = `<title>指南</title><table><tr><td><b>指南</b>${paragraphs.map((text) => `<div>${text}</div>`).join('')}</td></tr></table>`
  expect(read(html, 'http://gov.test/zn.html').text).toBe(
    ['指南', ...paragraphs].join('\n').normalize('NFKC'),
  )
})

it('a trail that ends at the front page takes nothing of the list below it', () => {
  const rows = ['区体育局召开会议', '区体育局开展演练'].map(
    (title, n) => `<li><a href="/v-${n}.html">${title}</a><em>2026-11-1${n}</em></li>`,
  )
  expect(
    shape(
      `<p>当前位置：首页 &gt; </p><div><span>工作动态</span><ul>${rows.join('')}</ul></div><div>区体育局</div>`,
      '/',
    ),
  ).toMatchObject({ kind: 'home', items: ['区体育局召开会议|2026-11-10', '区体育局开展演练|2026-11-11'] })
})

it.each([
  [
    'cards that are pictures by style',
    '<a href="/v-1.html" class="c1"></a><a href="/v-2.html" class="c2"></a>',
    2,
  ],
  [
    'arrows of a pager, the front page, the page itself',
    '<a class="prev" href="/l-2.html"></a><a href="/"></a><a href="/list.html#a"></a>',
    undefined,
  ],
  ['another site', '<a href="http://other.test/x.html"></a>', undefined],
])('of %s, without a word, counts what is shown', (_, html, embeds) => {
  const page = read(`<title>工作动态</title><div class="cards">${html}</div>`, 'http://gov.test/list.html')
  expect(page.embeds).toBe(embeds)
})
