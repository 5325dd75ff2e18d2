/** Turning lists by script: every page of them is read, an inert or foreign control ends it, a limit is told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import type { BrowserPort } from '../../src/crawl/ports.js'
import { lookAtRendered } from '../../src/crawl/reading.js'
import { browserFor, type Portal, startPortal } from './browser-portal.js'

const found = findBrowser(process.env)
let portal: Portal
let browser: BrowserPort | null = null

const page = (script: string, pager: string) =>
  `<!doctype html><meta charset=utf-8><title>工作动态</title><div class=main><ul id=list></ul><div class=pages>${pager}</div></div><p id=clock></p>
<script>const line = (n) => '<li><a href="/a/' + n + '.html">工作动态第' + n + '期情况通报</a><span>2026-0' + n + '-11</span></li>'
setInterval(() => { clock.textContent = '现在是' + Date.now() }, 20);${script}</script>`

const PAGES: Record<string, string> = {
  // Pages come by request; the control is spent on the last one.
  '/fetched': page(
    `let at = 0; const show = (n) => fetch('/api?page=' + n).then((r) => r.json()).then((rows) => { at = n; list.innerHTML = rows.map(line).join(''); next.className = n < 3 ? '' : 'disabled' }); show(1)`,
    '<a href="javascript:void(0)" onclick="show(at - 1)">上一页</a><a id=next href="javascript:void(0)" onclick="show(at + 1)">下一页</a>',
  ),
  // Pages lie in memory; the control answers to the end and does nothing then.
  '/held': page(
    `const rows = [7, 6, 5, 4]; let at = 0; const show = () => { list.innerHTML = rows.slice(at, at + 2).map(line).join('') }; show()`,
    '<button type=button onclick="if (at + 2 < rows.length) { at += 2; setTimeout(show, 200) }">下一页</button>',
  ),
  '/grows': page(
    `let n = 7; const more = () => { for (let i = 0; i < 2 && n > 2; i++) list.insertAdjacentHTML('beforeend', line(n--)) }; more()`,
    '<div onclick="more()">点击加载更多</div>',
  ),
  '/away': page(
    'list.innerHTML = line(3) + line(2)',
    '<button type=button onclick="location.href=&quot;/elsewhere&quot;">下一页</button>',
  ),
  // Numbers only, and the one that is shown is marked.
  '/numbered': page(
    `const show = (n) => fetch('/api?page=' + n).then((r) => r.json()).then((rows) => { list.innerHTML = rows.map(line).join(''); [...document.querySelectorAll('.n')].forEach((el, i) => { el.className = i + 1 === n ? 'n on' : 'n' }) }); show(1)`,
    [1, 2, 3].map((n) => `<a class=n href="javascript:void(0)" onclick="show(${n})">${n}</a>`).join(' '),
  ),
  // More comes as the visitor scrolls.
  '/scrolled': page(
    `list.style.paddingBottom = '2000px'; let n = 9; const more = () => { for (let i = 0; i < 3 && n > 1; i++) list.insertAdjacentHTML('beforeend', line(n--)) }; more()
addEventListener('scroll', () => { if (scrollY + innerHeight >= document.documentElement.scrollHeight - 50) setTimeout(more, 30) })`,
    '',
  ),
  // The server fails when it is asked for the second page.
  '/lost': page(
    `list.innerHTML = line(5) + line(4)`,
    `<form method="post" action="/broken"></form><a href="javascript:document.forms[0].submit()">下一页</a>`,
  ),
  '/unheard': page(
    `list.innerHTML = line(5) + line(4); window.go = () => fetch('/broken')`,
    `<a href="javascript:go()">下一页</a>`,
  ),
  '/linked': page(`list.innerHTML = line(3) + line(2)`, '<a href="/linked/2">下一页</a>'),
  // The service behind it fails; another has no such file.
  '/failing': page(`fetch('/broken').then((r) => r.ok || (list.innerHTML = '<li>暂无信息</li>'))`, ''),
  '/absent': page(`fetch('/none.json').then((r) => r.ok || (list.innerHTML = '<li>暂无信息</li>'))`, ''),
  '/elsewhere': '<meta charset=utf-8><p>别处</p>',
}

beforeAll(async () => {
  portal = await startPortal({
    ...PAGES,
    '/broken': (_, response) => void response.writeHead(503).end('busy'),
    '/none.json': (_, response) => void response.writeHead(404).end('none'),
    '/api': (request, response) => {
      const n = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('page'))
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify([9 - 2 * n, 8 - 2 * n]))
    },
  })
  browser = await browserFor([portal])
})
afterAll(async () => {
  await browser?.close()
  await portal.close()
})

describe('a list that a script turns', () => {
  it.each([
    ['/fetched', 5, 6, undefined],
    ['/held', 5, 4, undefined],
    ['/grows', 5, 5, undefined],
    ['/numbered', 5, 6, undefined],
    ['/scrolled', 5, 8, undefined],
    // One further page only: it goes on.
    ['/fetched', 1, 4, true],
    ['/away', 5, 2, true],
    ['/linked', 5, 2, undefined],
    ['/held', 0, 2, true],
    ['/lost', 5, 2, true],
    ['/unheard', 5, 2, true],
  ])('%s, turned %i times at most, has %i entries', async (path, turns, items, goesOn) => {
    if (!browser) return expect(found).toBeNull()
    const { facts } = lookAtRendered(await browser.render(portal.origin + path, { turns }))
    expect([facts?.items.length, facts?.pager?.turns]).toEqual([items, goesOn])
  })
})

it.each([
  ['/failing', true],
  ['/absent', undefined],
  ['/fetched', undefined],
])('%s: data that did not come: %s', async (path, failed) => {
  if (!browser) return expect(found).toBeNull()
  expect((await browser.render(portal.origin + path)).failed).toBe(failed)
})
