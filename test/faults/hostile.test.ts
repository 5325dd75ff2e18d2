/** One portal with every hostile behaviour at once: it ends in bounded time and memory, right about its healthy pages. */
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { zipOf } from '../../fixtures/documents/zip.js'
import { readDocument } from '../../src/documents/read-document.js'
import { cleanUp, job } from '../crawl/jobs.js'
import { inspecting, reached } from './inspecting.js'
import { answer, closeAll, closedPort, type Handler, home, page, raw, serve } from './server.js'

afterEach(async () => {
  cleanUp()
  await closeAll()
})

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const BOMB = gzipSync(Buffer.alloc(60_000_000))

let flaps = 0
const drip: Handler = (_request, response) => {
  response.writeHead(200, HTML)
  const timer = setInterval(() => response.write('<p>'), 20)
  response.on('close', () => clearInterval(timer))
}

const TRAPS: Readonly<Record<string, Handler>> = {
  '/bomb.html': answer(200, { ...HTML, 'content-encoding': 'gzip' }, BOMB),
  '/drip.html': drip,
  '/silent.html': () => undefined,
  '/reset.html': (request) => request.socket.destroy(),
  '/wall.html': answer(412, HTML, '<script>$_ts=1</script>'),
  '/closed.html': answer(403, HTML),
  '/member.html': answer(302, { location: '/sso/login' }),
  '/sso/login': answer(200, HTML, page('<form><input type=password name=p></form>')),
  '/inside.html': answer(302, { location: 'http://169.254.169.254/' }),
  '/deep.html': answer(200, HTML, `${'<div>'.repeat(30_000)}深`),
  '/line.html': answer(200, HTML, 'x'.repeat(5_000_000)),
  '/odd.html': answer(
    200,
    HTML,
    `<title>\u0000\u001b[2J<script>alert(1)</script></title><base href="javascript:1">`,
  ),
  '/calendar': answer(200, HTML, page('日历')),
  '/503.html': answer(503, HTML),
  '/loop.html': answer(302, { location: '/loop.html' }),
  '/flap.html': (_request, response) => {
    flaps += 1
    response.writeHead(flaps % 2 === 1 ? 503 : 200, HTML).end(page('好'))
  },
  '/refresh.html': answer(200, { refresh: '0; url=/well/1.html' }),
  '/gbk.html': answer(302, { location: Buffer.from('2fcbae2e68746d6c', 'hex').toString('latin1') }),
  '/%CB%AE.html': answer(200, HTML, page('好')),
  '/zstd.html': answer(200, { ...HTML, 'content-encoding': 'zstd' }, Buffer.from('28b52ffd2000', 'hex')),
  '/links.html': answer(200, HTML, '<a href="/well/1.html">'.repeat(2_000)),
  '/521.html': answer(521, { 'set-cookie': '__jsluid_s=1' }, '<script>location.reload()</script>'),
  '/429.html': answer(429, { 'retry-after': 'soon' }),
  '/405.html': answer(405, HTML),
  '/304.html': answer(304),
  '/206.html': answer(206, HTML, page('好')),
  '/half.html': (request, response) => {
    response.writeHead(200, { ...HTML, 'content-length': 9_999 }).write('<p>')
    setTimeout(() => request.socket.destroy(), 20)
  },
  '/error.html': answer(200, HTML, page('<h1>您访问的页面不存在</h1>', '页面不存在')),
  '/weixin.html': answer(302, { location: 'weixin://x' }),
  '/bomb.xlsx': answer(200, {}, zipOf({ 'xl/worksheets/sheet1.xml': Buffer.alloc(40_000_000, 32) })),
  '/cut.pdf': answer(200, {}, '%PDF-1.4\n1 0 obj<</Type/Catalog'),
}

it('ends in bounded time and memory, with the right findings and none that is wrong', async () => {
  const refused = `http://127.0.0.1:${await closedPort()}/x`
  const nonsense = await raw((_path, socket) => socket.end('I am no server of the web\r\n\r\n'))
  let day = 0
  const portal = await serve({}, (request, response) => {
    const path = request.url ?? '/'
    const trap = Object.hasOwn(TRAPS, path) ? TRAPS[path] : undefined
    if (trap) return trap(request, response)
    if (path === '/')
      response
        .writeHead(200, HTML)
        .end(home('/well/', ...Object.keys(TRAPS), '/again/', refused, nonsense, '/calendar?day=0'))
    else if (path.startsWith('/calendar?')) {
      day += 1
      response
        .writeHead(200, HTML)
        .end(home(`/calendar?day=${day}`, `/calendar?day=${day};jsessionid=${day}`))
    } else if (/^\/(again\/)+$/.test(path))
      response.writeHead(200, HTML).end(page('<a href="again/">更多</a>'))
    else if (path === '/well/')
      response.writeHead(200, HTML).end(home('/well/1.html', '/well/2.html', '/gone.html'))
    else if (/^\/well\/\d\.html$/.test(path)) response.writeHead(200, HTML).end(page('好', `信息${path}`))
    else response.writeHead(404, HTML).end('<h1>404</h1>')
  })
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before)
  }, 50)
  const result = await inspecting(job(portal.origin), {
    http: { timeouts: { connectMs: 1_000, headersMs: 1_000, totalMs: 1_200 } },
    documents: { read: readDocument, close: async () => undefined },
  })
  clearInterval(watch)
  expect(most).toBeLessThan(400_000_000)
  expect(result.units[0]).toMatchObject({ status: 'inspected', reason: 'limit' })
  const lines = reached(result, portal.origin).map((line) =>
    line.replace(refused, 'REFUSED').replace(nonsense, 'NONSENSE'),
  )
  expect(lines.filter((line) => line.includes(' problem '))).toEqual([
    'link-broken /gone.html problem http-404',
    'link-broken /loop.html problem redirect-loop',
    'link-broken REFUSED problem refused',
  ])
  expect(lines.filter((line) => !line.includes(' problem '))).toEqual([
    'link-broken /304.html cannot-tell protocol',
    'link-broken /405.html cannot-tell forbidden',
    'link-broken /429.html cannot-tell rate-limited',
    'link-broken /503.html cannot-tell http-5xx',
    'link-broken /521.html cannot-tell challenge',
    'link-broken /closed.html cannot-tell forbidden',
    'link-broken /drip.html cannot-tell timeout',
    'link-broken /error.html cannot-tell soft-404',
    'link-broken /half.html cannot-tell reset',
    'link-broken /inside.html cannot-tell egress',
    'link-broken /member.html cannot-tell login',
    'link-broken /reset.html cannot-tell reset',
    'link-broken /silent.html cannot-tell timeout',
    'link-broken /wall.html cannot-tell challenge',
    'link-broken /weixin.html cannot-tell protocol',
    'link-broken /zstd.html cannot-tell protocol',
    'link-broken NONSENSE/ cannot-tell protocol',
  ])
}, 60_000)
