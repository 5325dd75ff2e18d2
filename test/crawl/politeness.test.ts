/** Politeness on the wire: what servers count while one run asks them by pages, probes and the browser. */
import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { userAgentOf } from '../../src/crawl/answer.js'
import { openBrowser } from '../../src/crawl/browser.js'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { Courtesy } from '../../src/crawl/courtesy.js'
import { openEgress } from '../../src/crawl/egress.js'
import { openHttp } from '../../src/crawl/http.js'
import { openPacer } from '../../src/crawl/pacer.js'
import type { BrowserPort, HttpPort } from '../../src/crawl/ports.js'
import { cleanUp, job, run, unit } from './jobs.js'
import { closeServers, type Handler, serve, testSettings } from './servers.js'

const found = findBrowser(process.env)
const silent = { info: () => undefined, warn: () => undefined }
const CONTACT = 'openness@yunxi.gov.cn'
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const ANSWER_MS = 15
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  cleanUp()
  await closeServers()
})

interface Asked {
  readonly host: string
  readonly path: string
  readonly at: number
  readonly agent: string
}

/** A server that notes who asks what when, how many ask at a time, and how many sockets stand open to it. */
async function counting(answer: (request: IncomingMessage) => string | Handler) {
  const seen = { asked: [] as Asked[], busy: 0, most: 0, mostSockets: 0 }
  const sockets = new Set<object>()
  const server = await serve({}, (request, response) => {
    const { socket } = request
    if (!sockets.has(socket)) socket.once('close', () => sockets.delete(socket))
    seen.mostSockets = Math.max(seen.mostSockets, sockets.add(socket).size)
    const { host = '', 'user-agent': agent = '' } = request.headers
    seen.asked.push({ host: host.split(':')[0] ?? '', path: request.url ?? '', at: performance.now(), agent })
    seen.busy += 1
    seen.most = Math.max(seen.most, seen.busy)
    response.once('close', () => {
      seen.busy -= 1
    })
    const reply = answer(request)
    if (typeof reply === 'function') return reply(request, response)
    setTimeout(() => response.writeHead(reply === '' ? 404 : 200, HTML).end(reply), ANSWER_MS)
  })
  return { seen, port: server.port }
}

/** The clients of one run; every name is on this machine. */
async function clients(limits: { connections: number; requestsPerSecond: number }, withBrowser = false) {
  const settings = testSettings({ ...limits, contact: CONTACT, allowPrivate: ['127.0.0.0/8'] })
  const egress = openEgress(settings, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
  const pacer = openPacer(settings)
  const courtesy = new Courtesy(pacer, Date.now)
  const http = openHttp(settings, { egress, pacer, courtesy })
  closers.push(() => http.close())
  const userAgent = userAgentOf('xuncha 0.1.0', CONTACT)
  let browser: BrowserPort | null = null
  if (withBrowser && found) {
    const makeRoom = (url: string): boolean => http.spare?.(url) ?? false
    const given = { executable: found.path, egress, pacer, makeRoom, courtesy, userAgent }
    const deps = { ...given, now: Date.now, log: silent }
    browser = await openBrowser({ ...deps, timezone: 'Asia/Shanghai' })
    const open = browser
    closers.push(() => open.close())
  }
  return { settings, http, browser }
}

const all = (http: HttpPort, urls: readonly string[]) => Promise.all(urls.map((url) => http.get(url)))
const spanOf = (asked: readonly Asked[]): number => (asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0)

const PARTS = 4
const SCRIPTED = `<!doctype html><meta charset=utf-8><title>公告</title><h1>公告</h1><div id=list></div>
<script src=/part/0.js></script><script>fetch('/part/1').then(() => { list.innerHTML = '<ul>' + '<li><a href=/p/0>甲</a> 2026-11-01'.repeat(4) + '</ul>' })
for (let n = 2; n < ${PARTS}; n++) fetch('/part/' + n)</script>`

describe('one budget', () => {
  it('for pages, probes, robots.txt and the browser, over all hosts of a domain', async () => {
    const limits = { connections: 3, requestsPerSecond: 25 }
    const { seen, port } = await counting((request) => {
      const path = request.url ?? ''
      if (path === '/')
        return `<meta charset=utf-8><title>区教育局</title><h1>区教育局</h1>${[0, 1, 2, 3]
          .map(
            (n) => `<a href=/p/${n}>页面${n}</a> <a href=http://b.yunxi.gov.cn:${port}/q/${n}>链接${n}</a>`,
          )
          .join('')}<ul><li><a href=/list>公告</a></ul>`
      if (path === '/list') return SCRIPTED
      if (/^\/(?:p|q|part)\//.test(path)) return `<title>${path}</title><p>${'内容'.repeat(30)}`
      return ''
    })
    const origin = `http://a.yunxi.gov.cn:${port}`
    const { settings, http, browser } = await clients(limits, true)
    const one = job(origin, {
      site: { units: [unit('edu', `${origin}/`)] },
      settings: { ...settings, browser: browser !== null },
    })
    await run(one, { http, browser })
    const { asked, most } = seen
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(['a.yunxi.gov.cn', 'b.yunxi.gov.cn']))
    expect(asked.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/',
        '/robots.txt',
        '/p/3',
        '/q/3',
        ...(browser ? ['/part/0.js', '/part/3'] : []),
      ]),
    )
    expect(most).toBeLessThanOrEqual(limits.connections)
    // What a page loads by itself may come at once; it is paid for by what follows.
    const early = browser ? PARTS + 1 : 0
    expect(spanOf(asked)).toBeGreaterThan((asked.length - 1 - early) * (1000 / limits.requestsPerSecond) - 5)
    for (const { agent } of asked) expect(agent).toMatch(/Xuncha\/0\.1 \(\+openness@yunxi\.gov\.cn\)$/)
  }, 20_000)

  it('for all domains on one address', async () => {
    const limits = { connections: 2, requestsPerSecond: 25 }
    const { seen, port } = await counting(() => '<p>好')
    const { http } = await clients(limits)
    await all(
      http,
      [1, 2, 3, 4, 5].flatMap((n) => [
        `http://a.yunxi.gov.cn:${port}/${n}`,
        `http://a.linxi.gov.cn:${port}/${n}`,
      ]),
    )
    expect(seen.asked).toHaveLength(10)
    expect(seen.most).toBeLessThanOrEqual(limits.connections)
    expect(spanOf(seen.asked)).toBeGreaterThan(9 * 40 - 5)
    // A beat that is too even looks like an attack.
    const gaps = seen.asked.slice(1).map(({ at }, index) => Math.round(at - (seen.asked[index]?.at ?? 0)))
    expect(new Set(gaps).size).toBeGreaterThan(2)
  })
})

describe('sockets to the hosts of one domain', () => {
  const limits = { connections: 3, requestsPerSecond: 1000 }

  it('that stand idle make room for a neighbour', async () => {
    const { seen, port } = await counting(() => '<p>好')
    const { http } = await clients(limits)
    for (const host of ['a', 'b', 'a'])
      await all(
        http,
        [1, 2, 3].map((n) => `http://${host}.yunxi.gov.cn:${port}/${n}`),
      )
    expect([seen.asked.length, seen.mostSockets]).toEqual([9, limits.connections])
  })

  it.skipIf(found === null)('that stand idle make room for the browser', async () => {
    const { seen, port } = await counting((request) => (request.url === '/list' ? SCRIPTED : '<p>好'))
    const { http, browser } = await clients(limits, true)
    const pages = [1, 2, 3].map((n) => `http://a.yunxi.gov.cn:${port}/${n}`)
    await all(http, pages)
    const rendered = await browser?.render(`http://a.yunxi.gov.cn:${port}/list`)
    await all(http, pages)
    expect(rendered?.attempt).toMatchObject({ status: 200, cause: null })
    expect(seen.asked.map(({ path }) => path)).toEqual(expect.arrayContaining(['/list', '/part/3']))
    expect(seen.mostSockets).toBe(limits.connections)
  })
})

describe('waiting for a turn', () => {
  it('is no time that the host took: it is slowed by nothing of ours, and evidence counts from the request', async () => {
    const took: number[] = []
    class Noting extends Courtesy {
      override note(...[url, cause, tookMs, retryAfter]: Parameters<Courtesy['note']>): void {
        took.push(tookMs)
        super.note(url, cause, tookMs, retryAfter)
      }
    }
    const { port } = await counting(() => '<p>好')
    const limits = { connections: 1, requestsPerSecond: 4 }
    const settings = testSettings({ ...limits, allowPrivate: ['127.0.0.0/8'] })
    const egress = openEgress(settings, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
    const pacer = openPacer(limits)
    const http = openHttp(settings, { egress, pacer, courtesy: new Noting(pacer, Date.now) })
    closers.push(() => http.close())
    const urls = [1, 2, 3, 4, 5].map((n) => `http://a.yunxi.gov.cn:${port}/${n}`)
    const answers = await Promise.all(urls.map((url) => http.get(url)))
    const [first, last] = [answers[0]?.attempt, answers[4]?.attempt]
    expect((last?.startedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThan(900)
    expect([took.length, took.filter((ms) => ms > 900)]).toEqual([5, []])
  })
})

describe('a host that asks for a pause', () => {
  it('is left alone for as long as it says', async () => {
    let left = 1
    const { seen, port } = await counting(() => {
      left -= 1
      return left < 0
        ? '<p>好'
        : (_request, response) => void response.writeHead(429, { 'retry-after': '1' }).end()
    })
    const { http } = await clients({ connections: 4, requestsPerSecond: 1000 })
    await http.get(`http://a.yunxi.gov.cn:${port}/1`)
    await all(http, [`http://a.yunxi.gov.cn:${port}/2`, `http://b.yunxi.gov.cn:${port}/3`])
    expect((seen.asked[1]?.at ?? 0) - (seen.asked[0]?.at ?? 0)).toBeGreaterThan(990)
  })

  it.skipIf(found === null)(
    'in the browser is not asked by the client, nor the other way round',
    async () => {
      const { seen, port } = await counting(
        () => (_request, response) =>
          void response.writeHead(429, { ...HTML, 'retry-after': '3600' }).end('<p>稍后再试'),
      )
      const { http, browser } = await clients({ connections: 4, requestsPerSecond: 1000 }, true)
      const inBrowser = await browser?.render(`http://a.yunxi.gov.cn:${port}/1`)
      const byClient = await http.get(`http://a.yunxi.gov.cn:${port}/2`)
      await http.get(`http://a.linxi.gov.cn:${port}/3`)
      const again = await browser?.render(`http://a.linxi.gov.cn:${port}/4`)
      expect(seen.asked.map(({ path }) => path)).toEqual(['/1', '/3'])
      expect([inBrowser?.attempt, byClient.attempt, again?.attempt]).toMatchObject([
        { status: 429, cause: 'rate-limited' },
        { status: null, cause: 'rate-limited' },
        { status: null, cause: 'rate-limited' },
      ])
    },
  )
})
