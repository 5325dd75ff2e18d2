/** The browser: renders, clicks, searches and captures as a visitor would, and survives what pages do to it. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import type { BrowserPort } from '../../src/crawl/ports.js'
import { browserFor, type Portal, startPortal } from './browser-portal.js'

const found = findBrowser(process.env)

let portal: Portal
let inside: Portal
let silentHost: Portal
let browser: BrowserPort | null = null

const LIST = `<!doctype html><meta charset=utf-8><title>工作动态</title>
<style>.twin{display:none}.sub{display:none}.nav:hover .sub{display:block}.ghost{visibility:hidden}</style>
<ul class=nav><li>政务公开<div class=sub><a href=/gk/>信息公开</a></div></li></ul>
<ul id=list></ul><div class=twin>暂无数据</div><div class=ghost>正在建设中</div><noscript>请启用脚本</noscript>
<iframe src=/frame></iframe><x-card></x-card><x-lock></x-lock>
<script>
Array.prototype.toJSON = () => 'broken'; Element.prototype.cloneNode = () => { throw 1 }
fetch('/api').then((r) => r.json()).then((l) => { for (const t of l.list) list.insertAdjacentHTML('beforeend', '<li><a href=/a/' + t + '.html>' + t + '</a></li>') })
document.querySelector('x-card').attachShadow({ mode: 'open' }).innerHTML = '<p>影子内容</p>'
document.querySelector('x-lock').attachShadow({ mode: 'closed' }).innerHTML = '<p>锁住的内容</p>'
</script>`

const CLICKS = `<!doctype html><meta charset=utf-8><title>点击</title>
<style>.sub{display:none}.menu:hover .sub{display:block}#panel{display:none}.far{height:3000px}</style>
<a href=#>空链接</a> <a href="javascript:void(0)">空脚本</a> <a href="">空地址</a> <a href=" # " target=_blank>新窗空链</a> <a href="" onclick="fetch('/api')">空址请求</a> <a href="" id=late>后到路由</a><br>
<div class=menu><a href=#>悬停菜单</a><div class=sub><a href=/x>子栏目</a></div></div>
<a href=# onclick="document.getElementById('panel').style.display='block'">展开</a><div id=panel>内容</div>
<a href=# onclick="alert('您好')">提示</a> <a href=# onclick="window.open('/x')">弹窗</a>
<a href="javascript:location.href='/x'">跳转</a> <a href=# onclick="fetch('/api')">请求</a>
<a href=#part>锚点</a> <form action=/sent method=post><a href=# onclick="this.parentNode.submit()">提交申请</a></form>
<script>late.onmouseover = () => addEventListener('click', (e) => {
  if (!e.defaultPrevented && e.target === late) { e.preventDefault(); panel.style.display = 'block' }
})</script>
<span id=clock></span><script>setInterval(() => { clock.textContent = Date.now() }, 50); document.body.append(document.createElement('i'))</script>
<div class=far></div><p id=part>段落</p><a href=#>返回顶部</a><a href=#>页底空链</a>`

const HITS = (
  at: string,
) => `<!doctype html><meta charset=utf-8><img src="${at}/img"><iframe src="${at}/frame"></iframe>
<script>fetch('${at}/fetch').catch(() => 0); navigator.sendBeacon('${at}/beacon'); new WebSocket('${at.replace('http', 'ws')}/ws')
navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0)</script><p>完</p>`

beforeAll(async () => {
  inside = await startPortal({})
  silentHost = await startPortal({ '/hang': () => undefined })
  portal = await startPortal({
    '/list': LIST,
    '/frame': '<meta charset=utf-8><ul><li><a href="b/1.html">框内条目</a></ul>',
    '/api': (_, response) => void setTimeout(() => response.end('{"list":["一","二"]}'), 150),
    '/late':
      '<meta charset=utf-8><p>先</p><script>fetch("/x").then(() => setTimeout(() => document.body.append("后到的内容"), 220))</script>',
    '/clicks': CLICKS,
    '/based':
      '<base href="/x"><meta charset=utf-8><a href="">空地址</a> <a href=#>空链接</a> <a href="javascript:void(0)">空脚本</a>',
    '/x': '<p>X</p>',
    '/slow-other': (_, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<script src="${silentHost.origin}/hang"></script><ul><li>在脚本之后</ul>`),
    '/sent': '<p>sent</p>',
    '/hits': (_, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(HITS(inside.origin)),
    '/to-inside': (_, response) => void response.writeHead(302, { location: `${inside.origin}/meta` }).end(),
    '/moved': (_, response) => void response.writeHead(301, { location: '/x' }).end(),
    '/loop': (_, response) => void response.writeHead(302, { location: '/loop' }).end(),
    '/broken': (_, response) => void response.writeHead(500).end('error'),
    '/pretend': (_, response) =>
      void response.writeHead(403, { 'x-xuncha-egress': 'denied', 'content-type': 'text/html' }).end('no'),
    '/reset': (request) => void request.socket.destroy(),
    '/file': (_, response) =>
      void response
        .writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment; filename=a.doc',
        })
        .end('doc'),
    '/spin': '<p>x</p><script>while (true) {}</script>',
    '/alerts': '<p>x</p><script>for (;;) alert(1)</script>',
    '/popups': '<p>好</p><script>for (let i = 0; i < 100; i++) window.open("/x")</script>',
    '/search': `<meta charset=utf-8><form action=/result target=_blank><input name=q><button>搜索</button></form>`,
    '/search-same': `<meta charset=utf-8><input id=key><a id=go href=javascript:void(0)>搜 索</a><p id=out></p>
      <script>go.onclick = async () => { await fetch('/api'); out.textContent = '共1条：' + key.value }</script>`,
    '/search-dead': '<meta charset=utf-8><input name=q><button>搜索</button>',
    '/result': (request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<p>结果：${new URL(request.url ?? '', 'http://x').searchParams.get('q')}</p>`),
    '/page': `<!doctype html><meta charset=utf-8><body style="margin:0"><div style="height:2500px">顶</div>
      <a href="/gone.html?jsessionid=1" style="display:block;width:200px;height:30px;background:#0a0">失效链接</a><p>本栏目暂无信息</p></body>`,
  })
  browser = await browserFor([portal, silentHost], {
    navigationMs: 1_500,
    settleMs: 1_500,
    patienceMs: 400,
    jobMs: 9_000,
  })
})

afterAll(async () => {
  await browser?.close()
  await portal.close()
  await inside.close()
  await silentHost.close()
})

/** Without any browser on the machine there is nothing to drive: then finding none is what is asserted. */
function withBrowser(run: (browser: BrowserPort) => Promise<void>): () => Promise<void> {
  return async () => {
    if (browser) return run(browser)
    expect(found).toBeNull()
  }
}

describe('render', () => {
  it(
    'reads the list that a script fetched, frames and shadows inlined, what is hidden marked',
    withBrowser(async (open) => {
      const { html, attempt, finalUrl } = await open.render(`${portal.origin}/list`)
      expect(finalUrl).toBe(`${portal.origin}/list`)
      expect(attempt).toMatchObject({ client: 'browser', status: 200, cause: null, address: '127.0.0.1' })
      expect(html).toContain('<a href="/a/一.html">一</a>')
      expect(html).toContain(`<a href="${portal.origin}/b/1.html">框内条目</a>`)
      expect(html).toContain('影子内容')
      expect(html).toContain('锁住的内容')
      expect(html).toContain('<div class="twin" hidden="">')
      expect(html).toContain('<div class="ghost" hidden="">')
      expect(html).toContain('<div class="sub"><a href="/gk/">')
      expect(html).not.toContain('请启用脚本')
      expect(attempt.bytes).toBe(Buffer.byteLength(html ?? ''))
    }),
  )

  it.each([
    ['/gone', 'http-404', 404],
    ['/broken', 'http-5xx', 500],
    ['/loop', 'redirect-loop', 302],
    ['/reset', 'reset', null],
    ['/pretend', 'forbidden', 403],
    ['/file', null, 200],
    ['/to-inside', 'private-address', null],
  ])('says what became of %s: %s', (path, cause, status) =>
    withBrowser(async (open) => {
      const { html, attempt } = await open.render(portal.origin + path)
      expect({ html, cause: attempt.cause, status: attempt.status }).toEqual({ html: null, cause, status })
    })(),
  )

  it(
    'keeps the redirect chain, and tells a refused connection and an unknown host from an answer',
    withBrowser(async (open) => {
      const moved = await open.render(`${portal.origin}/moved`)
      expect(moved.finalUrl).toBe(`${portal.origin}/x`)
      expect(moved.attempt.redirects).toEqual([
        { url: `${portal.origin}/moved`, status: 301, location: '/x' },
      ])
      expect((await open.render('http://name.invalid/')).attempt.cause).toBe('dns')
      expect((await open.render('http://127.0.0.1:49999/')).attempt).toMatchObject({
        cause: 'private-address',
      })
      expect(await open.render('file:///etc/passwd')).toMatchObject({
        html: null,
        attempt: { cause: 'egress' },
      })
    }),
  )

  it(
    'never reaches an inner address by any way a page may try',
    withBrowser(async (open) => {
      const { html } = await open.render(`${portal.origin}/hits`)
      expect(html).toContain('完')
      await open.capture(`${portal.origin}/hits`, [])
      expect(inside.hits).toEqual([])
      expect(portal.hits.some((hit) => hit.includes('sw.js'))).toBe(false)
    }),
  )

  it(
    'is identified honestly',
    withBrowser(async (open) => {
      expect(open.version).toMatch(/^Chromium \d+\./)
      expect(open.viewport).toBe('1280x900@1')
    }),
  )
})

describe('pages that misbehave', () => {
  it.each(['/spin', '/alerts'])('%s is ended and the next page is read', (path) =>
    withBrowser(async (open) => {
      const { html } = await open.render(portal.origin + path)
      expect(html).toBeNull()
      expect((await open.render(`${portal.origin}/x`)).html).toContain('X')
    })(),
  )

  it(
    'a script of another host that never comes does not hold up the page',
    withBrowser(async (open) => {
      expect((await open.render(`${portal.origin}/slow-other`)).html).toContain('在脚本之后')
    }),
  )

  it(
    'a hundred windows do not hang it, and an aborted signal ends a visit',
    withBrowser(async (open) => {
      expect(await open.render(`${portal.origin}/popups`)).toMatchObject({
        html: expect.stringContaining('好'),
      })
      const stop = AbortSignal.timeout(300)
      const { attempt } = await open.render(`${portal.origin}/spin`, { signal: stop })
      expect(attempt.cause).toBe('limit')
    }),
  )
})

describe('click', () => {
  const EXPECTED: Readonly<Record<string, 'nothing' | 'something'>> = {
    空链接: 'nothing',
    空脚本: 'nothing',
    空地址: 'nothing',
    新窗空链: 'nothing',
    空址请求: 'something',
    后到路由: 'something',
    页底空链: 'nothing',
    悬停菜单: 'something',
    展开: 'something',
    提示: 'something',
    弹窗: 'something',
    跳转: 'something',
    请求: 'something',
    锚点: 'something',
    返回顶部: 'something',
    没有这个字: 'something',
    提交申请: 'something',
  }

  it(
    'tells an entry that leads nowhere from one that does anything at all, and submits no form',
    withBrowser(async (open) => {
      const clicked = await Promise.all(
        Object.keys(EXPECTED).map(async (text) => [text, await open.click(`${portal.origin}/clicks`, text)]),
      )
      expect(Object.fromEntries(clicked)).toEqual(EXPECTED)
      expect(portal.hits.filter((hit) => hit.startsWith('POST'))).toEqual([])
    }),
    60_000,
  )

  it.each([
    ['空地址', 'something'],
    ['空链接', 'something'],
    ['空脚本', 'nothing'],
  ])('follows %s to the base that a page declares: %s', (text, came) =>
    withBrowser(async (open) => {
      expect(await open.click(`${portal.origin}/based`, text)).toBe(came)
    })(),
  )
})

describe('search', () => {
  it(
    'types as a visitor does, in the same page or a new window, and says when the box is dead',
    withBrowser(async (open) => {
      const popup = await open.search(`${portal.origin}/search`, 'q', '精准扶贫')
      expect(popup.html).toContain('结果：精准扶贫')
      expect(new URL(popup.finalUrl).pathname).toBe('/result')
      const same = await open.search(`${portal.origin}/search-same`, 'key', '生态环保')
      expect(same.html).toContain('共1条：生态环保')
      const dead = await open.search(`${portal.origin}/search-dead`, 'q', '生态环保')
      expect(dead).toMatchObject({ html: null, attempt: { error: 'search-inert', cause: null } })
      const none = await open.search(`${portal.origin}/x`, 'q', '生态环保')
      expect(none).toMatchObject({ html: null, attempt: { error: 'search-no-field', cause: null } })
    }),
  )
})

describe('capture', () => {
  it(
    'takes pictures, copies and regions in page coordinates',
    withBrowser(async (open) => {
      const target = `${portal.origin}/gone.html`
      const capture = await open.capture(`${portal.origin}/page`, [
        { kind: 'link', target },
        { kind: 'text', text: '本栏目 暂无信息' },
        { kind: 'page' },
      ])
      expect(capture.missing).toEqual([])
      expect(capture.regions.map(({ text, x, y, width, height }) => ({ text, x, y, width, height }))).toEqual(
        [
          { text: target, x: 0, y: 2500, width: 200, height: 30 },
          { text: '本栏目 暂无信息', x: 0, y: expect.any(Number), width: 1280, height: expect.any(Number) },
        ],
      )
      const full = sharp(capture.full ?? undefined)
      expect(await full.metadata()).toMatchObject({ format: 'png', width: 1280 })
      const green = await full
        .extract({ left: 90, top: 2515, width: 1, height: 1 })
        .removeAlpha()
        .raw()
        .toBuffer()
      expect([...green]).toEqual([0, 170, 0])
      expect(await sharp(capture.viewport ?? undefined).metadata()).toMatchObject({
        width: 1280,
        height: 900,
      })
      expect(Buffer.from(capture.mhtml ?? []).toString()).toContain('multipart/related')
      expect(capture.html).toContain('失效链接')
    }),
  )

  it(
    'waits longer where scripts ask for things than where a page is what it is',
    withBrowser(async (open) => {
      const late = await open.capture(`${portal.origin}/late`, [])
      expect(late.html).toMatch(/^<!DOCTYPE html>|^<html/)
      expect(late.html).toContain('后到的内容</body>')
      const { tookMs } = await open.capture(`${portal.origin}/page`, [])
      expect(Object.keys(tookMs ?? {})).toEqual(['framed', 'full'])
    }),
  )

  it(
    'of a page that does not answer takes nothing and says so',
    withBrowser(async (open) => {
      const capture = await open.capture(`${portal.origin}/reset`, [])
      expect(capture).toMatchObject({
        attempt: { cause: 'reset' },
        full: null,
        missing: ['viewport', 'full', 'dom', 'mhtml'],
      })
    }),
  )
})
