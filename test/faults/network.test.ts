/** Reliability matrix B: names, connections, redirects, walls, robots.txt and traps. Rows are named by their number. */
import { afterEach, describe, expect, it } from 'vitest'
import { openEgress, type PinnedAddress } from '../../src/crawl/egress.js'
import { openPacer, type Pacer } from '../../src/crawl/pacer.js'
import { cleanUp, job, pagesOf, run } from '../crawl/jobs.js'
import { testSettings } from '../crawl/servers.js'
import { inspecting, problems, reached } from './inspecting.js'
import { answer, blackHole, closeAll, closedPort, type Handler, home, page, raw, serve } from './server.js'

afterEach(async () => {
  cleanUp()
  await closeAll()
})

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const MARK = '中国政府网'

/** A guard whose resolver is a table; a string is the code that it fails with. */
function names(
  table: Readonly<Record<string, readonly PinnedAddress[] | string>>,
  allow = ['127.0.0.0/8', '::1'],
) {
  return openEgress(testSettings({ allowPrivate: allow }), {
    resolve: async (host) => {
      const answers = table[host] ?? 'ENOTFOUND'
      if (typeof answers === 'string') throw Object.assign(new Error(answers), { code: answers })
      return answers
    },
  })
}

const v4 = (address: string): PinnedAddress => ({ address, family: 4 })

describe('B. names and connections', () => {
  it.each([
    ['24: NXDOMAIN', 'ENOTFOUND', 'dns'],
    ['25: EAI_AGAIN', 'EAI_AGAIN', 'timeout'],
    ['25: SERVFAIL', 'ESERVFAIL', 'timeout'],
  ])('%s is a doubt without a browser, as a link and as a start page', async (_row, code, cause) => {
    const canary = await serve({ '/': MARK })
    const portal = await serve({ '/': home('http://gone.example.gov.cn/a.html') })
    const settings = { canaries: [{ url: `${canary.origin}/`, contains: MARK }] }
    const egress = names({ 'gone.example.gov.cn': code })
    const result = await inspecting(job(portal.origin, { settings }), { http: { egress } })
    expect(reached(result, portal.origin)).toEqual([
      `link-broken http://gone.example.gov.cn/a.html cannot-tell ${cause}`,
    ])
    const start = await inspecting(job('http://gone.example.gov.cn', { settings }), { http: { egress } })
    expect(start.units[0]).toMatchObject({ status: 'unreachable', reason: cause })
    expect(problems(start)).toEqual([])
  })

  it('26, 28: refused is definite; cut connections are doubts', async () => {
    const refused = `http://127.0.0.1:${await closedPort()}/`
    const cut = await raw((path, socket) => {
      if (path === '/early') socket.resetAndDestroy()
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n<p>', () => socket.resetAndDestroy())
    })
    const portal = await serve({ '/': home(refused, `${cut}/early`, `${cut}/late`) })
    const result = await inspecting(job(portal.origin))
    const short = (line: string) => line.replace(refused, 'REFUSED').replace(cut, 'CUT')
    expect(reached(result, portal.origin).map(short).sort()).toEqual([
      'link-broken CUT/early cannot-tell reset',
      'link-broken CUT/late cannot-tell reset',
      'link-broken REFUSED problem refused',
    ])
  })

  it('27: a swallowed connection is a doubt', async () => {
    const hole = `http://127.0.0.1:${await blackHole()}/`
    const portal = await serve({ '/': home(hole) })
    const one = job(portal.origin, { settings: { retrySeconds: [0] } })
    const result = await inspecting(one, { http: { timeouts: { connectMs: 250 } } })
    expect(reached(result, portal.origin)).toEqual([`link-broken ${hole} cannot-tell timeout`])
  })

  it('34, 35: a dead first address, or one that takes long, does not make a host dead', async () => {
    const portal = await serve({ '/': page('好') })
    const hole = await blackHole()
    const egress = names({
      'six.example.gov.cn': [{ address: '::1', family: 6 }, v4('127.0.0.1')],
      'two.example.gov.cn': [v4('127.9.9.9'), v4('127.0.0.1')],
      'slow.example.gov.cn': [v4('127.0.0.1'), v4('127.0.0.1')],
    })
    const start = await serve({
      '/': home(`http://six.example.gov.cn:${portal.port}/`, `http://two.example.gov.cn:${portal.port}/`),
    })
    expect(reached(await inspecting(job(start.origin), { http: { egress } }), start.origin)).toEqual([])
    // An address gets longer than Node's quarter of a second before the next is tried.
    const slow = await inspecting(
      job(`http://slow.example.gov.cn:${hole}`, { settings: { retrySeconds: [0] } }),
      {
        http: { egress, timeouts: { connectMs: 600 } },
      },
    )
    const [attempt] = slow.evidence.flatMap((item) => item.attempts)
    expect(attempt?.cause).toBe('timeout')
    expect((attempt?.finishedAt ?? 0) - (attempt?.startedAt ?? 0)).toBeGreaterThanOrEqual(550)
  })

  it('37: loops only without cookies are ours; with them they are definite, and so are 30 hops', async () => {
    const portal = await serve({ '/': home('/cookie', '/loop', '/hop/0') }, (request, response) => {
      const [path, cookie] = [request.url ?? '/', request.headers.cookie ?? '']
      const hop = /^\/hop\/(\d+)$/.exec(path)
      if (path === '/cookie' && cookie.includes('seen=1')) response.writeHead(200, HTML).end(page('好'))
      else if (path === '/cookie')
        response.writeHead(302, { location: '/cookie', 'set-cookie': 'seen=1; Path=/; HttpOnly' }).end()
      else if (path === '/loop') {
        const count = Number(/n=(\d+)/.exec(cookie)?.[1] ?? 0) + 1
        response.writeHead(302, { location: '/loop', 'set-cookie': `n=${count}` }).end()
      } else if (hop && Number(hop[1]) < 30)
        response.writeHead(302, { location: `/hop/${Number(hop[1]) + 1}` }).end()
      else response.writeHead(path === '/hop/30' ? 200 : 404, HTML).end(page('到了'))
    })
    expect(reached(await inspecting(job(portal.origin)), portal.origin)).toEqual([
      'link-broken /hop/0 problem redirect-loop',
      'link-broken /loop problem redirect-loop',
    ])
  })

  it('38: HEAD is never asked, so what it answers says nothing', async () => {
    const methods = new Set<string>()
    const portal = await serve({}, (request, response) => {
      methods.add(request.method ?? '')
      response.writeHead(request.method === 'HEAD' ? 405 : 200, HTML).end(home('/a.html', '/b.pdf'))
    })
    await inspecting(job(portal.origin))
    expect([...methods]).toEqual(['GET'])
  })
})

const WALLS: readonly [string, Handler][] = [
  ['/401.html', answer(401, { 'www-authenticate': 'Basic' })],
  ['/403.html', answer(403, HTML, page('禁止访问'))],
  ['/405.html', answer(405)],
  ['/412.html', answer(412, HTML, '<script>$_ts=window["$_ts"]</script>')],
  ['/429.html', answer(429, { 'retry-after': 'soon' })],
  ['/521.html', answer(521, { 'set-cookie': '__jsl_clearance_s=1' }, '<script>document.cookie=1</script>')],
]

describe('B. walls', () => {
  it('39: a wall is never broken, and one closed page does not close the host', async () => {
    const paths = WALLS.map(([path]) => path)
    const portal = await serve({
      ...Object.fromEntries(WALLS),
      '/': home(...paths, '/z.html'),
      '/z.html': page('好'),
    })
    const result = await inspecting(job(portal.origin))
    expect(problems(result).filter((code) => code.endsWith('-broken'))).toEqual([])
    expect(reached(result, portal.origin)).toEqual([
      'link-broken /401.html cannot-tell login',
      'link-broken /403.html cannot-tell forbidden',
      'link-broken /405.html cannot-tell forbidden',
      'link-broken /412.html cannot-tell challenge',
      'link-broken /429.html cannot-tell rate-limited',
      'link-broken /521.html cannot-tell challenge',
    ])
    expect(result.units[0]?.pages).toBe(2)
  })

  it('39: a visitor who is blocked asks the control, and then leaves the host alone', async () => {
    let open = 3
    const paths = Array.from({ length: 40 }, (_, index) => `/p/${index}.html`)
    const portal = await serve({ '/robots.txt': answer(404) }, (request, response) => {
      open -= 1
      const known = request.url === '/' || paths.includes(request.url ?? '')
      if (open < 0) response.writeHead(403, HTML).end(page('您的访问过于频繁'))
      else response.writeHead(known ? 200 : 404, HTML).end(request.url === '/' ? home(...paths) : page('好'))
    })
    const result = await inspecting(job(portal.origin))
    const pages = portal.asked.filter((path) => path.startsWith('/p/'))
    // Those under way when the wall went up, and no more.
    expect(pages.length).toBeLessThan(25)
    expect(problems(result)).toEqual([])
    expect(result.units[0]).toMatchObject({ status: 'partial', reason: 'forbidden' })
  })

  it.each([
    ['7', 7_000],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9_000],
    ['soon', 0],
    ['-5', 0],
  ])('39: Retry-After %s is waited for', async (header, expected) => {
    const portal = await serve({ '/': answer(429, { 'retry-after': header }) })
    const asked: number[] = []
    const free = openPacer({ connections: 4, requestsPerSecond: 1000 })
    const pacer: Pacer = {
      take: () => null,
      acquire: (url, address, signal) => free.acquire(url, address, signal),
      burst: (url, address) => free.burst(url, address),
      spacing: () => undefined,
      owe: () => undefined,
      limitOf: () => 4,
      freeOf: () => 4,
      slowDown: (_url, waitMs) => void asked.push(waitMs),
    }
    const now = () => Date.UTC(2026, 0, 1)
    const result = await inspecting(job(portal.origin, { settings: { retrySeconds: [0] } }), {
      http: { pacer, now },
    })
    expect(new Set(asked)).toEqual(new Set([expected]))
    expect(result.units[0]).toMatchObject({ status: 'inconclusive', reason: 'rate-limited' })
  })

  it('39: a host that asks for an hour is not asked again', async () => {
    const portal = await serve({ '/': answer(429, { 'retry-after': '3600' }), '/robots.txt': answer(404) })
    const result = await inspecting(job(portal.origin))
    expect(result.units[0]).toMatchObject({ status: 'inconclusive', reason: 'rate-limited' })
    expect(portal.asked.filter((path) => path === '/')).toHaveLength(1)
  })

  it('40, 41: a 503 that ends, and a page that answers every other time, are well', async () => {
    const counts = new Map<string, number>()
    const portal = await serve({ '/': home('/503.html', '/flap.html') }, (request, response) => {
      const path = request.url ?? '/'
      const count = (counts.get(path) ?? 0) + 1
      counts.set(path, count)
      const fails = path === '/503.html' ? count < 3 : count % 2 === 1
      response.writeHead(path === '/robots.txt' ? 404 : fails ? 503 : 200, HTML).end(page('好'))
    })
    expect(reached(await inspecting(job(portal.origin)), portal.origin)).toEqual([])
  })
})

describe('B. robots.txt and traps', () => {
  it('44: closed by robots: nothing is read and nothing is blamed', async () => {
    const portal = await serve({
      '/robots.txt': answer(200, { 'content-type': 'text/plain' }, 'User-agent: *\nDisallow: /'),
      '/': home('/gone.html'),
    })
    const result = await inspecting(job(portal.origin))
    expect([portal.asked, result.units[0]?.status, result.units[0]?.reason, problems(result)]).toEqual([
      ['/robots.txt'],
      'inconclusive',
      'robots',
      [],
    ])
  })

  it('45: session ids are one address; calendars and paths that repeat come to an end', async () => {
    let session = 0
    const portal = await serve({}, (request, response) => {
      session += 1
      const url = new URL(request.url ?? '/', 'http://x')
      const path = url.pathname.replace(/;.*/, '')
      if (path === '/robots.txt') return void response.writeHead(404).end()
      const day = Number(url.searchParams.get('day') ?? 0)
      const links = [
        `/list.html;jsessionid=${session}ABCDEF0123456789`,
        `/list.html?PHPSESSID=${session}abcdef0123456789abcdef01`,
        `/calendar?day=${day + 1}`,
        'a/',
      ]
      response.writeHead(200, HTML).end(home(...links))
    })
    const harvest = await run(job(portal.origin, { settings: { maxPages: 2_000 } }))
    const pages = pagesOf(harvest, portal.origin)
    expect(pages.filter((line) => line.includes('list.html')).length).toBeLessThanOrEqual(4)
    expect(pages.filter((line) => line.includes('/calendar')).length).toBeLessThanOrEqual(200)
    expect(pages.length).toBeLessThan(900)
    expect(harvest.gaps.some((gap) => gap.reason === 'limit')).toBe(true)
  })
})
