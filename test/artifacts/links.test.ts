/** Links: targets, roles, regions, signatures, entries that lead nowhere; menus, pagers, frames and forwards. */
import { describe, expect, it } from 'vitest'
import type { PageLink } from '../../src/model/page.js'
import { framed, HERE, read } from './page.js'

const link = (html: string, text: string): PageLink | undefined =>
  read(framed(html)).links.find((l) => l.text === text)

describe('links', () => {
  it.each([
    ['<a href="a.html#top">甲</a>', `${HERE}a.html`],
    ['<a href=" /b/ ">甲</a>', 'http://xxgk.yunxi.gov.cn/b/'],
    ['<a href="//c.gov.cn/x">甲</a>', 'http://c.gov.cn/x'],
    ['<a href="mailto:a@b.cn">甲</a>', null],
    ['<a href="javascript:void(0)">甲</a>', null],
    ['<a onclick="window.open(\'/d.html\')">甲</a>', 'http://xxgk.yunxi.gov.cn/d.html'],
  ])('%s', (html, target) => {
    expect(link(html, '甲')?.target).toBe(target)
  })

  it('honours a base, and no script base', () => {
    const page = (base: string) =>
      read(`<head><base href="${base}"></head><a href="a.html">甲</a>`).links[0]?.target
    expect(page('http://b.gov.cn/x/')).toBe('http://b.gov.cn/x/a.html')
    expect(page('javascript:alert(1)')).toBe(`${HERE}a.html`)
  })

  it('gives each its role; icons, trackers and inline data are none', () => {
    const facts = read(
      framed(`<div id="zoom"><a href="x.docx">一</a><a href="y.jpg">二</a><a href="/download.jsp?filename=3">三</a><img src="/p/1.jpg" alt="四"><img data-src="/p/2.jpg" alt="五">
      <img src="data:image/png;base64,AA" alt="六"><img src="/t.gif" width="1" height="1" alt="七"><img src="/ico/doc.gif" alt="八"><iframe src="/in.html" title="九"></iframe><video src="/v.mp4"></video></div>`),
    )
    const roles = facts.links.filter((l) => l.region === 'content').map((l) => [l.text, l.role])
    expect(roles).toEqual([
      ['一', 'attachment'],
      ['二', 'image'],
      ['三', 'attachment'],
      ['四', 'image'],
      ['五', 'image'],
      ['九', 'frame'],
      ['', 'attachment'],
    ])
  })

  it('leads on from lists to choose from', () => {
    const targets = (select: string) =>
      read(framed(select)).links.flatMap((l) =>
        /b\.gov|2025/.test(l.target ?? '') ? `${l.hidden} ${l.role} ${l.target} ${l.text}` : [],
      )
    const options =
      '<option value="">友情链接</option><option value="http://b.gov.cn/x?a=1&amp;b=2"> 市政府 </option><option value=2025.pdf selected>2025年</option><option value="3">三</option><option value="http://so.gov.cn/s?wd=">搜索</option>'
    expect(targets(`<div id="zoom"><select name="a">${options}</select></div>`)).toEqual([
      'false page http://b.gov.cn/x?a=1&b=2 市政府',
    ])
    const jump = 'onchange="if(this.value)window.open(this.options[this.selectedIndex].value)"'
    expect(targets(`<div id="zoom"><select ${jump} style="display:none">${options}</select></div>`)).toEqual([
      'true page http://b.gov.cn/x?a=1&b=2 市政府',
      `true attachment ${HERE}2025.pdf 2025年`,
    ])
  })

  it('tells hidden links and the frame’s from the content’s', () => {
    const facts = read(
      framed(
        '<div id="zoom"><p><a href="/in">正文</a></p></div><div style="display:none"><a href="http://x.com/">暗链</a></div>',
      ),
    )
    const by = new Map(facts.links.map((l) => [l.text, l]))
    expect(by.get('正文')).toMatchObject({ region: 'content', hidden: false })
    expect(by.get('暗链')).toMatchObject({ hidden: true })
    for (const text of ['通知公告', '中国政府网中华人民共和国中央人民政府', '首页'])
      expect(by.get(text)?.region).toBe('frame')
  })

  it('signs the same piece of frame alike on two pages, whatever its state and place', () => {
    const sign = (html: string) => read(html, HERE).links.find((l) => l.text === '通知公告')?.signature
    const one = sign(
      '<body><div class="nav"><ul><li class="on"><a href="/tz/">通知公告</a></li></ul></div></body>',
    )
    const two = sign(
      '<body><p>x</p><div class="nav"><ul><li><a href="/dt/">动态</a></li><li class="active"><a class="cur" href="/tz/">通知公告</a></li></ul></div></body>',
    )
    const other = sign('<body><div class="list"><ul><li><a href="/tz/">通知公告</a></li></ul></div></body>')
    expect(one).toMatch(/^[0-9a-f]{16}$/)
    expect(two).toBe(one)
    expect(other).not.toBe(one)
  })
})

describe('entries that lead nowhere', () => {
  it.each([
    ['<ul class="menu"><li><a href="#">数据发布</a></li></ul>', 'hash'],
    ['<ul class="menu"><li><a href="">数据发布</a></li></ul>', 'empty'],
    ['<base href="./"><ul class="menu"><li><a href="#">数据发布</a></li></ul>', 'hash'],
    ['<base href="/"><ul class="menu"><li><a href="javascript:;">数据发布</a></li></ul>', 'script'],
    ['<ul class="menu"><li><a href="javascript:void(0)">数据发布</a></li></ul>', 'script'],
    ['<ul class="menu"><li><a href="javascript:;">数据发布</a></li></ul>', 'script'],
    ['<ul class="menu"><li><a href="#" onclick="return false">数据发布</a></li></ul>', 'hash'],
  ])('%s', (html, how) => {
    expect(link(html, '数据发布')?.void).toBe(how)
  })

  it.each([
    [
      'an empty address on a page with another base',
      '<base href="/"><ul><li><a href="">数据发布</a></li></ul>',
    ],
    [
      'the end of a trail that no class calls so',
      '<p class="zf-r1">当前位置：<a href="/">首页</a> - <a href="/gg/">公告</a> - <a href="#">数据发布</a></p>',
    ],
    ['a hash on a page with another base', '<base href="/"><ul><li><a href="#">数据发布</a></li></ul>'],
    [
      'a menu that opens',
      '<ul class="menu"><li><a href="#">数据发布</a><ul><li><a href="/a/">甲</a></li></ul></li></ul>',
    ],
    [
      'a menu that opens on hover',
      '<ul class="menu"><li onmouseover="show(1)"><a href="#">数据发布</a></li></ul>',
    ],
    [
      'a heading above its entries',
      '<dl><dt><a href="#">数据发布</a></dt><dd><a href="/a/">甲</a></dd></dl>',
    ],
    ['a tab', '<ul class="tab-hd"><li><a href="javascript:;">数据发布</a></li></ul>'],
    ['a real handler', '<ul class="menu"><li><a href="#" onclick="go(3)">数据发布</a></li></ul>'],
    ['a row with a handler', '<ul class="menu"><li onclick="go(3)"><a href="#">数据发布</a></li></ul>'],
    ['a link in prose', '<p>详见<a href="#">数据发布</a>。</p>'],
    ['an anchor on the page', '<ul class="menu"><li><a href="#part2">数据发布</a></li></ul>'],
    ['hidden', '<ul class="menu" style="display:none"><li><a href="#">数据发布</a></li></ul>'],
    [
      'a framework handler',
      '<ul class="menu"><li><a href="javascript:;" ms-click="open()">数据发布</a></li></ul>',
    ],
  ])('not %s', (_, html) => {
    expect(link(html, '数据发布')?.void ?? null).toBeNull()
  })

  it.each([
    '返回顶部',
    '打印本页',
    '关闭窗口',
    '加入收藏',
    '放大',
    '长者模式',
    '下一页',
    '2',
    '登录',
    '分享到微信',
  ])('not %s', (text) => {
    expect(link(`<ul><li><a href="#">${text}</a></li></ul>`, text)?.void).toBeNull()
  })
})

describe('menu', () => {
  it('lists labels in reading order with their levels, without breadcrumb and friend links', () => {
    const facts = read(
      framed(
        '<ul class="left-menu"><li><a href="/jg/">机构</a><ul><li><a href="/jg/ld/">领导信息</a></li></ul></li></ul>',
      ),
    )
    expect(facts.menu).toEqual([
      { label: '云溪区教育局', url: 'http://xxgk.yunxi.gov.cn/', level: 0 },
      { label: '工作动态', url: HERE, level: 0 },
      { label: '通知公告', url: 'http://xxgk.yunxi.gov.cn/tzgg/', level: 0 },
      { label: '依申请公开', url: 'http://xxgk.yunxi.gov.cn/ysqgk/', level: 0 },
      { label: '机构', url: 'http://xxgk.yunxi.gov.cn/jg/', level: 0 },
      { label: '领导信息', url: 'http://xxgk.yunxi.gov.cn/jg/ld/', level: 1 },
    ])
  })

  it('names a 更多 link by its block', () => {
    const facts = read(
      framed(
        '<div class="tit"><h2>统计信息</h2><a href="/tjxx/">更多&gt;&gt;</a></div><ul><li><a href="/tjxx/t20260101_1.html">一季度统计</a><span>2026-01-01</span></li></ul>',
      ),
    )
    expect(facts.menu).toContainEqual({ label: '统计信息', url: 'http://xxgk.yunxi.gov.cn/tjxx/', level: 0 })
  })

  it('keeps labels that have no link', () => {
    expect(read(framed('<ul class="side-menu"><li>信息公开年报</li></ul>')).menu).toContainEqual({
      label: '信息公开年报',
      url: null,
      level: 0,
    })
  })
})

describe('pager', () => {
  const rows = '<ul><li><a href="t20260101_1.html">第一号文件</a><span>2026-01-01</span></li></ul>'
  it.each([
    [
      'createPageHTML',
      `<script>createPageHTML(3, 0, "index", "html");</script>`,
      { total: null, pages: 3, urls: [`${HERE}index_1.html`, `${HERE}index_2.html`] },
    ],
    [
      'countPage',
      `<script>var currentPage = 0;var countPage = 2;document.write("<a href='index_1.html'>")</script>`,
      { total: null, pages: 2, urls: [`${HERE}index_1.html`] },
    ],
    [
      'links and words',
      `<div class="page">共25条 第1/3页 <a href="index.html">首页</a><a href="index_1.html">2</a><a href="index_2.html">3</a><a href="index_1.html">下一页</a><a href="index_2.html">尾页</a></div>`,
      { total: 25, pages: 3, urls: [`${HERE}index.html`, `${HERE}index_1.html`, `${HERE}index_2.html`] },
    ],
    [
      'query parameters',
      `<div><a href="?page=2">2</a> <a href="?page=3">3</a></div>`,
      { total: null, pages: null, urls: [`${HERE}?page=2`, `${HERE}?page=3`] },
    ],
  ])('%s', (_, html, pager) => {
    expect(read(framed(rows + html)).pager).toEqual(pager)
  })

  it('of hanweb: the groups of the data proxy', () => {
    const html = `<script>var totalRecord = 100; var perPage = 15; var url = '/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&columnid=7&unitid=9&webid=3';</script>`
    expect(read(framed(rows + html)).pager).toMatchObject({
      total: 100,
      pages: 7,
      urls: [
        'http://xxgk.yunxi.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15&columnid=7&unitid=9&webid=3',
        'http://xxgk.yunxi.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=91&endrecord=100&perpage=15&columnid=7&unitid=9&webid=3',
      ],
    })
  })

  it('is none where a page has no other pages', () => {
    expect(read(framed(rows)).pager).toBeNull()
  })
})

describe('frames and forwards', () => {
  it('keeps iframes of the site that may hold content', () => {
    const facts = read(
      framed(
        `<iframe src="/frame/list.html" width="700" height="500"></iframe><iframe src="http://tianqi.2345.com/x"></iframe><iframe src="/module/visitcount/visit.jsp" style="display:none"></iframe><iframe src="/s.html" height="0"></iframe>`,
      ),
    )
    expect(facts).toMatchObject({
      frames: ['http://xxgk.yunxi.gov.cn/frame/list.html'],
      listFrom: 'iframe',
      items: [],
      needsScript: false,
    })
  })

  it.each([
    ['<meta http-equiv="refresh" content="0;url=/new/">', 'http://xxgk.yunxi.gov.cn/new/'],
    ['<script>window.location.href="index.html";</script>', `${HERE}index.html`],
    ['<script>location.replace("/new/")</script>', 'http://xxgk.yunxi.gov.cn/new/'],
    ['<script>if(navigator.userAgent.match(/mobile/)){location.href="/m/"}</script>', null],
    ['<meta http-equiv="refresh" content="600">', null],
    [`<script>setTimeout("location.href='main.html'", 3000)</script>`, `${HERE}main.html`],
    [`<script>setTimeout(function () { location.href = 'main.html' }, 3000)</script>`, `${HERE}main.html`],
    [`</head><body onload="location='main.asp'"><img src="/logo.gif">`, `${HERE}main.asp`],
  ])('%s', (html, forward) => {
    expect(read(`<html><head>${html}</head><body></body></html>`).forward).toBe(forward)
  })

  it.each([
    ['<script>window.location.href="http://wz.yunxi.gov.cn/";</script>', 'http://wz.yunxi.gov.cn/'],
    ['<script>window.open("http://wz.yunxi.gov.cn/", "_self")</script>', 'http://wz.yunxi.gov.cn/'],
    ['<script>window.open("http://wz.yunxi.gov.cn/", "_blank")</script>', null],
    ['<script>var u="/m/"; if (screen.width < 700) location.href="/m/";</script>', null],
    ['<script>if (top != self) top.location = "/";</script>', null],
  ])('a whole page with %s', (script, forward) => {
    expect(
      read(framed(`<p>${'全区教育工作会议召开，部署全年重点任务。'.repeat(6)}</p>${script}`)).forward,
    ).toBe(forward)
  })
})
