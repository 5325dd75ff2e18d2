/** An article's title, dates, numbers, attachments and pictures, and the traps that surround them. */
import { describe, expect, it } from 'vitest'
import { pageSummarySchema, summarisePage } from '../../src/artifacts/page-summary.js'
import { framed, read } from './page.js'

const URL = 'http://xxgk.yunxi.gov.cn/zcwj/202602/t20260226_31.html'
const PROSE =
  '各学校、机关各科室：为做好全区义务教育招生工作，根据上级部署，结合我区实际，现就有关事项通知如下。'
const article = (info: string, body = `<p>${PROSE}</p>`, head = '') =>
  read(
    framed(`<h1>关于做好招生工作的通知</h1>${info}<div id="zoom">${body}</div>`, {
      title: '关于做好招生工作的通知',
      head,
      crumbs: ['政策文件', '正文'],
    }),
    URL,
  )

describe('an article', () => {
  it('gives every field of the public summary', () => {
    const facts = article(
      `<table><tr><td><b>索  引  号: </b>330399/2026-31</td><td><b>发文机关: </b>云溪区教育局</td><td><b>文      号:</b> 云教〔2026〕6号</td></tr>
       <tr><td><b>主题分类: </b>教育</td><td><b>成文日期: </b> 2026-02-21 </td></tr></table><p>发布日期：2026-02-26 10:44</p>`,
      `<p>${PROSE}</p><p><img src="/pic/1.jpg" width="600"><img src="/images/icon_doc.gif"></p><p>附件：<img src="/ico/doc.gif"><a href="P0.DOCX">报名表</a> <a href="/down/x.pdf">学区图.pdf</a></p>`,
    )
    const summary = summarisePage(facts)
    expect(pageSummarySchema.parse(summary)).toEqual({
      schema: 'xuncha.page/1',
      url: URL,
      charset: 'utf-8',
      kind: 'article',
      siteName: '云溪区教育局',
      siteId: '3303990012',
      title: '关于做好招生工作的通知',
      breadcrumb: ['首页', '政策文件'],
      column: '政策文件',
      published: '2026-02-26',
      formed: '2026-02-21',
      formedFrom: '成文日期',
      documentNumber: '云教〔2026〕6号',
      indexNumber: '330399/2026-31',
      source: '云溪区教育局',
      items: [],
      newest: null,
      attachments: [
        { name: '报名表', url: 'http://xxgk.yunxi.gov.cn/zcwj/202602/P0.DOCX' },
        { name: '学区图.pdf', url: 'http://xxgk.yunxi.gov.cn/down/x.pdf' },
      ],
      images: 1,
      textLength: PROSE.length + '附件：报名表学区图.pdf'.length,
      applicationEntry: 'http://xxgk.yunxi.gov.cn/ysqgk/',
      needsScript: false,
      blocked: null,
    })
  })

  it.each([
    ['a label', '<p>发布时间：2026-02-26 10:44</p>'],
    ['a label in its own element', '<span alt="时间：2017-11-08 20:26"><i>时间：</i>2026-02-26 06:23</span>'],
    ['a label without colon in a table', '<table><tr><td>发布日期</td><td>2026年2月26日</td></tr></table>'],
    ['a date split over spans', '<p>发布日期：<span>2026</span>-<span>02</span>-<span>26</span></p>'],
    ['a date in brackets', '<p>（2026-02-26）</p>'],
    ['a bare date with its source', '<p>2026-02-26 10:20 来源：区教育局 浏览次数：12</p>'],
    ['a page tag beside a stale comment', '<!-- 发布日期：2011-01-01 -->'],
  ])('was published on the day of %s', (name, info) => {
    const head = name.startsWith('a page tag') ? '<meta name="pubDate" content="2026年02月26日 10:44">' : ''
    expect(article(info, undefined, head)).toMatchObject({ kind: 'article', published: '2026-02-26' })
  })

  it.each([
    [
      '成文日期 before 发文日期',
      '<p>发文日期：2026-02-23</p><p>成文日期：2026-02-21</p>',
      '2026-02-21',
      '成文日期',
    ],
    ['生成日期', '<p>生成日期：2026-02-21</p>', '2026-02-21', '生成日期'],
    ['印发日期', '<p>印发日期：2026-02-21</p>', '2026-02-21', '印发日期'],
    ['an empty field', '<p><b>成文日期：</b></p><p><b>发布日期：</b>2026-02-26</p>', null, null],
    ['a day that does not exist', '<p>成文日期：2026-02-30</p>', null, null],
  ])('was formed: %s', (_, info, formed, formedFrom) => {
    expect(article(info)).toMatchObject({ formed, formedFrom })
  })

  it.each([
    [
      'below its signer',
      `<p>${PROSE}</p><p>自发布之日起施行。</p><p>云溪区教育局</p><p>2026年2月21日</p>`,
      '2026-02-21',
    ],
    [
      'in Chinese figures',
      `<p>${PROSE}</p><p>特此通知。</p><p>云溪区教育局</p><p>二〇二六年二月二十一日</p>`,
      '2026-02-21',
    ],
    [
      'before the disclosure mark',
      `<p>${PROSE}</p><p>附件：职责分工</p><p>2026年2月21日</p><p>（此件主动公开）</p><p>附件</p><p>${PROSE}</p>`,
      '2026-02-21',
    ],
    ['nowhere: a day in the prose', `<p>${PROSE}</p><p>2026年2月21日召开会议，部署工作。</p>`, null],
    ['nowhere: another label', `<p>${PROSE}</p><p>第二条</p><p>报名截止日期：2026-02-21</p>`, null],
  ])('was signed %s', (_, body, formed) => {
    expect(article('<p>发布日期：2026-02-26</p>', body)).toMatchObject({
      formed,
      formedFrom: formed === null ? null : '落款',
    })
  })

  it.each([
    ['无', '文号：无'],
    ['an empty field before the next label', '<b>文号：</b></td><td><b>主题分类：</b>教育'],
    ['a dash', '文号：—'],
  ])('has no document number: %s', (_, cell) => {
    const facts = article(`<table><tr><td>${cell}</td></tr></table><p>发布日期：2026-02-26</p>`)
    expect(facts.documentNumber).toBeNull()
  })

  it('is an article though it is one picture', () => {
    const facts = article(
      '<p>发布日期：2026-02-26</p>',
      '<p><img data-src="/pic/tujie.png" src="data:image/gif;base64,R0"></p>',
    )
    expect(facts).toMatchObject({
      kind: 'article',
      images: 1,
      textLength: 0,
      placeholder: null,
      needsScript: false,
    })
  })

  it('takes an attachment box below the body, and each file once', () => {
    const facts = read(
      framed(
        `<h1>通知</h1><p>发布日期：2026-02-26</p><div id="zoom"><p>${PROSE}</p><a href="a.ofd">附件一</a></div><div class="fj"><a href="a.ofd">附件一</a><a href="/module/download/downfile.jsp?filename=b.wps">附件二</a></div>`,
      ),
      URL,
    )
    expect(facts.attachments.map((file) => file.name)).toEqual(['附件一', '附件二'])
  })

  it('never lists entries of a related block', () => {
    const facts = article(
      '<p>发布日期：2026-02-26</p>',
      `<p>${PROSE.repeat(4)}</p></div><div class="xg"><h3>相关阅读</h3><ul><li><a href="t20250101_1.html">往年通知</a><span>2025-01-01</span></li></ul>`,
    )
    expect(facts).toMatchObject({ kind: 'article', items: [], published: '2026-02-26' })
  })

  it('takes its title from the page tag, else the heading, never from a leaked template tag', () => {
    const tagged = article('', undefined, '<meta name="articletitle" content="完整的标题">')
    expect(tagged.title).toBe('完整的标题')
    const leaked = read(
      '<html><head><title><%=title%></title></head><body><h2>本标题</h2><p>发布日期：2026-02-26</p><div id="zoom"><p>正文正文正文正文正文正文</p></div></body></html>',
      URL,
    )
    expect(leaked.title).toBe('本标题')
  })
})

describe('a document below its index block', () => {
  it('takes its title from the heading, not from the block that the template calls its title', () => {
    const facts = read(
      framed(
        `<div class="artile_zw"><div class="xxgkTitle"><table><tr><td>索 引 号：330399/2026-77</td><td>成文日期：2026-08-03</td></tr></table></div><p class="con-title">关于印发校外培训管理办法的通知</p><div id="zoom"><p>${PROSE}</p></div></div>`,
        { title: '云溪区教育局 政策文件 关于印发校外培训管理办法的通知' },
      ),
      URL,
    )
    expect(facts.title).toBe('关于印发校外培训管理办法的通知')
  })
})

describe('a saved page without an address', () => {
  it.each([
    ['the browser’s note', '<!-- saved from url=(0024)http://xxgk.yunxi.gov.cn/ -->'],
    ['its page tag', '<meta name="Url" content="http://xxgk.yunxi.gov.cn/">'],
  ])('takes it from %s', (_, head) => {
    const facts = read(
      `<html><head>${head}</head><body><a href="a.html">甲</a></body></html>`,
      'file:///tmp/saved.html',
    )
    expect(facts.url).toBe('http://xxgk.yunxi.gov.cn/')
    expect(facts.links[0]?.target).toBe('http://xxgk.yunxi.gov.cn/a.html')
  })

  it('leaves relative links unresolved when it names none', () => {
    const facts = read('<a href="a.html">甲</a>', 'file:///tmp/saved.html')
    expect(facts).toMatchObject({
      url: 'file:///tmp/saved.html',
      links: [{ target: null, raw: 'a.html', void: null }],
    })
  })
})

describe('site', () => {
  it.each([
    ['an empty tag, then the footer', '<meta name="SiteIDCode" content="">', '3303990012'],
    ['a tag in another case', '<meta name="siteidcode" content="3303990077">', '3303990077'],
  ])('id from %s', (_, head, siteId) => {
    expect(read(framed('<p>x</p>', { head })).siteId).toBe(siteId)
  })

  it('id from the error-report script when nothing else has it', () => {
    expect(
      read(
        '<p>x</p><script id="_jiucuo_" sitecode="3303990055" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>',
      ).siteId,
    ).toBe('3303990055')
  })

  it('breadcrumb keeps out hidden names and the page behind it', () => {
    const facts = read(
      framed(
        `<div id="hidden" style="display:none"><span>3185</span><span>/col/1.html</span></div><p>${PROSE}</p>`,
        { crumbs: ['政务公开', '机构职能'] },
      ),
    )
    expect(facts).toMatchObject({ breadcrumb: ['首页', '政务公开', '机构职能'], column: '机构职能' })
  })
})

describe('a short text in a block without a name', () => {
  const laid = (rows: string) =>
    read(
      `<html><head><title>关于加强电梯监管的通知</title></head><body><table><tr><td>政务公开</td></tr><tr><td onclick="location.href='/zn/'">信息公开指南</td></tr></table><table><tr><td>当前位置：<a href="/">首页</a> &gt; 政策法规</td></tr></table>${rows}</body></html>`,
    )
  const TITLE = '<tr><td><b>关于加强电梯监管的通知</b></td></tr>'
  const LINE = '<tr><td>发布时间：2026/6/14 9:05:11　作者：办公室</td></tr>'
  const BODY = '<tr><td><p>请遵照执行。</p><p>云溪区市场监督管理局</p><p>二〇二六年四月二十一日</p></td></tr>'
  const TOOLS = '<tr><td>【<a href="javascript:window.print()">打印</a>】【关闭】</td></tr>'

  it.each([
    ['a row below the line of publication', `<table>${TITLE}${LINE}${BODY}${TOOLS}</table>`],
    [
      'a block below the block of the line',
      `<h2>关于加强电梯监管的通知</h2><div><div>发布时间：2026-06-14</div><div>字体：[大 中 小]　来源：区市场监管局</div></div><div><p>请遵照执行。</p><p>云溪区市场监督管理局</p><p>二〇二六年四月二十一日</p></div>`,
    ],
  ])('is the text of its article: %s', (_, rows) => {
    expect(laid(rows)).toMatchObject({
      kind: 'article',
      published: '2026-06-14',
      formed: '2026-04-21',
      text: '请遵照执行。\n云溪区市场监督管理局\n二〇二六年四月二十一日',
    })
  })

  it('is not looked for beyond the blocks of the article', () => {
    const empty = `<table>${TITLE}${LINE}<tr><td></td></tr></table><table><tr><td>云溪区教育局主办</td></tr></table>`
    expect(laid(empty).text).toContain('关于加强电梯监管的通知')
  })
})
