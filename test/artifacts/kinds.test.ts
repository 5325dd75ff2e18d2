/** What kind of page it is; blocks, soft errors, forms and entries. */
import { describe, expect, it } from 'vitest'
import { framed, HERE, read } from './page.js'

const GUIDE = '为方便公民、法人和其他组织获取政府信息，编制本指南。'
const REPORT = '一、总体情况。本局全面贯彻政府信息公开条例，主动公开信息一百二十条。'.repeat(4)

const APPLICATION = `<form action="/ysq/save" method="post"><p>申请人姓名：<input name="xm"></p><p>联系电话：<input name="dh"></p><p>所需信息内容描述：<textarea name="nr"></textarea></p><p>获取方式：<select name="fs"><option value="1">邮寄</option></select></p></form>`
const LETTER = `<form action="/zxly/save" method="post"><p>姓名：<input name="xm"></p><p>身份证号：<input name="sfz"></p><p>联系电话：<input name="dh"></p><p>咨询标题：<input name="bt"></p><p>内容：<textarea name="nr"></textarea></p><p>验证码：<input name="yzm"></p></form>`

describe('kind', () => {
  const list = '<ul><li><a href="/a/t20260101_1.html">第一号文件</a><span>2026-01-01</span></li></ul>'
  const table: [string, string, string, string][] = [
    [
      'home',
      'http://xxgk.yunxi.gov.cn/',
      framed(`<h2>要闻</h2>${list}`, { title: '首页', crumbs: [] }),
      'home',
    ],
    ['column', HERE, framed(list), 'column'],
    ['empty column', HERE, framed('<ul class="list"></ul>'), 'column'],
    [
      'guide by heading',
      HERE,
      framed(`<h2>云溪区教育局政府信息公开指南</h2><div id="zoom">${GUIDE}</div>`, { title: '信息公开' }),
      'guide',
    ],
    [
      'guide with the wrong text',
      HERE,
      framed('<h2>信息公开指南</h2><div id="text">2014年9月16日，撤销商务局，组建市商务局。</div>', {
        crumbs: ['工作动态'],
      }),
      'guide',
    ],
    [
      'guide by its wording',
      HERE,
      framed(
        `<h1>标题</h1><div id="text">申请人提出申请的，应当提供身份证复印件。政府信息分为三类：一是主动公开的信息；二是依申请公开的信息。${GUIDE.repeat(5)}</div>`,
        { title: '云溪区政府网', crumbs: ['政务公开'] },
      ),
      'guide',
    ],
    [
      'a notice about a guide',
      'http://a.gov.cn/x/t20260226_1.html',
      framed(
        `<h1>关于公布政府信息公开指南的通知</h1><p>发布日期：2026-02-26</p><div id="zoom">${GUIDE}</div>`,
      ),
      'article',
    ],
    [
      'annual report',
      'http://a.gov.cn/nb/t20260120_1.html',
      framed(
        `<h1>云溪区教育局2025年政府信息公开工作年度报告</h1><p>发布日期：2026-01-20</p><div id="zoom">${REPORT}</div>`,
      ),
      'annual-report',
    ],
    [
      'a notice about annual reports',
      'http://a.gov.cn/nb/t20260120_2.html',
      framed(
        `<h1>关于做好政府信息公开工作年度报告编制的通知</h1><p>发布日期：2026-01-20</p><div id="zoom">${REPORT}</div>`,
      ),
      'article',
    ],
    [
      'application form',
      HERE,
      framed(`<h2>依申请公开</h2>${APPLICATION}`, { crumbs: ['依申请公开'] }),
      'application-form',
    ],
    ['letter form', HERE, framed(`<h2>咨询留言</h2>${LETTER}`, { crumbs: ['政民互动', '咨询'] }), 'other'],
    [
      'entry',
      HERE,
      framed(
        '<h2>依申请公开</h2><p>申请人可以书面提交申请，也可以<a href="/sq.html">在线申请</a>，受理机构收到后答复。</p>',
        { crumbs: ['依申请公开'] },
      ),
      'application-entry',
    ],
    [
      'soft error by its title',
      HERE,
      '<html><head><title>页面不存在</title></head><body><p>返回</p></body></html>',
      'error',
    ],
    ['soft error in the main text', HERE, framed('<h2>您访问的页面不存在</h2><p>请返回首页</p>'), 'error'],
    [
      'words of an error in a script only',
      HERE,
      framed(`<script>var m='系统正在升级，您访问的页面不存在'</script>${list}`),
      'column',
    ],
    [
      'single page of prose',
      HERE,
      framed(`<h2>机构职能</h2><div id="zoom">${REPORT}</div>`, { crumbs: ['机构职能'] }),
      'other',
    ],
    [
      'a short notice with one link',
      'http://xxgk.yunxi.gov.cn/zc/1.html',
      framed(
        '<h1>关于放假的通知</h1><div class="info">发布日期：2026-11-11 来源：区教育局</div><div class="TRS_Editor"><p>各校按校历放假，详情见附件。</p><a href="/d1.pdf">附件</a></div>',
      ),
      'article',
    ],
  ]
  it.each(table)('%s', (_, url, html, kind) => {
    expect(read(html, url).kind).toBe(kind)
  })

  const entries = [1, 2, 3, 4, 5]
    .map(
      (n) =>
        `<tr><td><a href="/show.asp?id=${n}">区教育局第${n}次安全检查</a></td><td>2026-11-0${n}</td></tr>`,
    )
    .join('')
  const NAME = '关于做好校车管理的通知'
  const head = `<table><tr><td align=center><b>${NAME}</b></td></tr><tr><td>发布日期：2026-11-02　来源：区教育局</td></tr></table>`
  const body = `<table><tr><td><p>${'各校要逐车建立台账，落实随车照管人员。'.repeat(4)}</p></td></tr></table>`
  const block = `<table>${entries}</table>`
  it.each([
    ['an article above a block of entries', `${head}${body}${block}`, '通知公告', 'article'],
    ['an article below one', `${block}${head}${body}`, '通知公告', 'article'],
    ['a list under a heading with its day', `${head}${block}`, '通知公告', 'column'],
    ['a list with a text below it', `${head}${block}${body}`, '通知公告', 'column'],
    ['a column that tells what it is for', `${head}${body}${block}`, NAME, 'column'],
  ])('%s', (_, content, crumb, kind) => {
    const html = framed(content, { title: NAME, crumbs: [crumb] })
    expect(read(html, 'http://xxgk.yunxi.gov.cn/show.asp?id=9').kind).toBe(kind)
  })

  it('follows an error status', () => {
    expect(read('<html><body><h1>Internal Server Error</h1></body></html>', HERE, 500)).toMatchObject({
      kind: 'error',
      softError: null,
    })
    expect(read(framed('<h2>您要查看的页面不存在</h2>')).softError).toBe('您要查看的页面不存在')
    const box = '<script>alert("该文章不存在或已被删除！");history.back();</script>'
    expect(read(`<html><body>${box}</body></html>`).softError).toBe('该文章不存在或已被删除！')
    expect(read(framed(`<p>${'全区各学校自查安全隐患。'.repeat(5)}</p>${box}`)).softError).toBeNull()
    // What an application says when something fails is not said by its page.
    for (const code of ['function gone(){alert("页面不存在")}', 'if(!window.app)alert("页面不存在")'])
      expect(
        read(`<html><body><div id="app"></div><script>${code}</script></body></html>`).softError,
      ).toBeNull()
  })
})

describe('blocked', () => {
  const RUISHU = `<html><head><meta id="a" content="b" r="m"><script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;$_ts.cd="q";</script></head><body></body></html><script r='m'>_$cT();</script>`
  const JSL = `<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+(-~0+'');location.href=location.pathname+location.search</script>`
  it.each([
    ['a 412 challenge whatever its status', RUISHU, null, '412-challenge', true],
    ['a 521 challenge whatever its status', JSL, null, '521-challenge', true],
    [
      'a firewall page',
      '<html><head><title>访问被拦截</title></head><body>您的请求可能存在威胁，已被网站防火墙拦截</body></html>',
      200,
      'waf',
      false,
    ],
    ['a bare 403', '<html><body>Forbidden</body></html>', 403, '403', false],
  ])('%s', (_, html, status, blocked, needsScript) => {
    expect(read(html, HERE, status)).toMatchObject({
      kind: 'blocked',
      blocked,
      needsScript,
      items: [],
      softError: null,
    })
  })

  it('is not a page that only carries counters and sharing', () => {
    expect(
      read(
        framed(
          '<ul><li><a href="/a/t20260101_1.html">第一号文件</a>2026-01-01</li></ul><script>window.$_tsx=1</script>',
        ),
      ).blocked,
    ).toBeNull()
  })
})

describe('application entry', () => {
  it.each([
    ['依申请公开', '/sq/'],
    ['公开申请', '/sq/'],
    ['申请公开', '/sq/'],
    ['政府信息公开申请', '/sq/'],
    ['我要申请', '/sq/'],
    ['在线申请', '/sq/'],
  ])('%s', (label, href) => {
    const html = `<html><head><title>政府信息公开</title></head><body><div><a href="${href}">${label}</a></div></body></html>`
    expect(read(html).applicationEntry).toBe('http://xxgk.yunxi.gov.cn/sq/')
  })

  it.each([
    ['a label without a link', '<li>依申请公开</li>'],
    ['an empty address', '<a href="">依申请公开</a>'],
    ['a handler that goes nowhere', '<li onclick="location.href=\'\'">依申请公开</li>'],
    ['an article about it', '<a href="/a.html">关于依申请公开工作情况的通报</a>'],
  ])('not %s', (_, html) => {
    expect(
      read(`<html><head><title>政府信息公开</title></head><body>${html}</body></html>`).applicationEntry,
    ).toBeNull()
  })

  it('needs the context of open information for a short label', () => {
    expect(
      read('<html><head><title>政务服务</title></head><body><a href="/x/">在线申请</a></body></html>')
        .applicationEntry,
    ).toBeNull()
  })
})

describe('an article with a link in its text', () => {
  const reading = (day: string) =>
    `<article><h1>《服务评定办法》政策解读</h1><p class="meta">${day}</p><div class="content"><p>一、制定背景。原有做法已不适应工作需要。</p><p>二、主要内容。明确了对象、标准和程序。</p><p>文件原文：<a href="/article/26210">服务评定办法</a></p></div></article>`

  it.each([
    '<span>发布日期：</span><span>2026-03-10</span>　<span>来源：云溪区教育局</span>',
    '发布时间：2026-03-10',
  ])('below a heading and %s is no list', (day) => {
    const { kind, items, published } = read(framed(reading(day), { crumbs: ['政策解读'] }), `${HERE}26255`)
    expect({ kind, items, published }).toEqual({ kind: 'article', items: [], published: '2026-03-10' })
  })

  it.each([
    ['the entry before its day', '<a href="/article/26210">服务评定办法</a> <span>2026-03-10</span>'],
    [
      'a row of its own',
      '<ul><li><span>2026-03-10</span><a href="/article/26210">服务评定办法</a></li></ul>',
    ],
  ])('is unlike a list of one entry below a heading: %s', (_name, list) => {
    const { items } = read(framed(`<div><h1>政策解读</h1>${list}</div>`))
    expect(items.map(({ title, date }) => [title, date])).toEqual([['服务评定办法', '2026-03-10']])
  })
})
