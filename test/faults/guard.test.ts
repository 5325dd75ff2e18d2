/** Reliability matrix C: addresses that nobody may contact, by whatever way, and pages that attack the browser. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../../src/crawl/browser.js'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { type Egress, openEgress } from '../../src/crawl/egress.js'
import type { BrowserPort } from '../../src/crawl/ports.js'
import { type Portal, startPortal } from '../crawl/browser-portal.js'
import { cleanUp, job } from '../crawl/jobs.js'
import { testSettings } from '../crawl/servers.js'
import { inspecting, problems, reached } from './inspecting.js'
import { answer, closeAll, home, page, serve } from './server.js'

afterEach(async () => {
  cleanUp()
  await closeAll()
})

const HOST = 'http://edu.example.gov.cn'
/** A guard that lets only the portal's port of this machine through; the portal's name is public to everybody else. */
const guardFor = (port: number) =>
  openEgress(testSettings({ allowPrivate: [`127.0.0.1:${port}`] }), {
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })

describe('C. the client', () => {
  it('47, 50, 51: inner addresses in every spelling are never contacted, and blame goes by what is written', async () => {
    const inside = await serve({})
    const portal = await serve({
      '/': home(
        `http://127.0.0.1:${inside.port}/a`,
        `http://[::ffff:127.0.0.1]:${inside.port}/b`,
        `http://2130706433:${inside.port}/c`,
        `http://0177.0.0.1:${inside.port}/d`,
        `http://①②⑦.⓪.⓪.①:${inside.port}/e`,
        `http://localhost.:${inside.port}/f`,
        'file:///C:/notice.doc',
        '/redirect.html',
        'view-source:http://x.gov.cn/',
        'data:text/html,x',
        'gopher://x.gov.cn/',
      ),
      '/redirect.html': answer(302, { location: 'http://169.254.169.254/latest/meta-data/' }),
    })
    const origin = `${HOST}:${portal.port}`
    const result = await inspecting(job(origin), { http: { egress: guardFor(portal.port) } })
    expect(inside.asked).toEqual([])
    // The portal's name leads to this machine, so that it is itself a private one: nothing is blamed.
    expect(problems(result).filter((code) => code === 'link-broken')).toEqual([])
    const lines = reached(result, origin)
    expect(lines.every((line) => / cannot-tell (private-address|egress)$/.test(line))).toBe(true)
    expect(lines.filter((line) => line.includes(`:${inside.port}/`))).toHaveLength(
      new Set(lines.filter((line) => line.includes(`:${inside.port}/`))).size,
    )
    expect(lines.some((line) => line.includes('file:'))).toBe(true)
    expect(lines.join()).not.toMatch(/gopher|data:|view-source/)
  })

  it('49: a name that turns to an inner address between two questions gains nothing', async () => {
    const inside = await serve({})
    const portal = await serve({ '/': page('好') })
    let lookups = 0
    const flipping: Egress = openEgress(testSettings({ allowPrivate: [`127.0.0.1:${portal.port}`] }), {
      resolve: async () => {
        lookups += 1
        return [{ address: lookups === 1 ? '203.0.113.9' : '127.0.0.1', family: 4 }]
      },
    })
    const result = await inspecting(job(`http://flip.example.gov.cn:${inside.port}`), {
      http: { egress: flipping, timeouts: { connectMs: 200, totalMs: 400 } },
    })
    expect([inside.asked, problems(result)]).toEqual([[], []])
  })
})

const found = findBrowser(process.env)
const WAYS = [
  'img',
  'css',
  'script',
  'iframe',
  'fetch',
  'xhr',
  'beacon',
  'ping',
  'events',
  'worker',
  'form',
  'meta',
]

/** A page that tries every way to an address. */
const ATTACK = (at: string): string => `<!doctype html><meta charset=utf-8>
<link rel=stylesheet href="${at}/css"><link rel=prefetch href="${at}/prefetch"><link rel=preconnect href="${at}">
<img src="${at}/img"><iframe src="${at}/iframe"></iframe><script src="${at}/script"></script>
<iframe name=hole></iframe><form id=f action="${at}/form" method=post target=hole></form>
<iframe srcdoc="<meta http-equiv=refresh content='0;url=${at}/meta'>"></iframe>
<a id=a href="#" ping="${at}/ping">x</a><p>完</p>
<script>
fetch('${at}/fetch').catch(() => 0)
const x = new XMLHttpRequest(); x.open('GET', '${at}/xhr'); x.onerror = () => 0; x.send()
navigator.sendBeacon('${at}/beacon'); new EventSource('${at}/events')
new WebSocket('${at.replace('http', 'ws')}/ws')
new Worker(URL.createObjectURL(new Blob(["importScripts('${at}/worker')"])))
navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0)
f.submit(); a.click()
try { const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] }); c.createDataChannel('x'); c.createOffer().then((o) => c.setLocalDescription(o)) } catch {}
</script>`

describe.runIf(found !== null)('C. the browser', () => {
  let portal: Portal
  let inside: Portal
  let browser: BrowserPort
  /** The guard's own log: what was asked of it and denied. */
  const denied: string[] = []
  let sent = 0

  beforeAll(async () => {
    inside = await startPortal({})
    portal = await startPortal({
      '/attack': (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(ATTACK(inside.origin)),
      '/x': '<p>好</p>',
      '/print': '<p>x</p><script>onbeforeunload = () => 1; for (let i = 0; i < 50; i++) print()</script>',
      '/download': '<p>好</p><script>setTimeout(() => { location.href = "/endless" }, 20)</script>',
      '/endless': (_, response) => {
        response.writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment; filename=a.zip',
        })
        const timer = setInterval(() => {
          sent += 1_000_000
          response.write(Buffer.alloc(1_000_000))
        }, 5)
        response.on('close', () => clearInterval(timer))
      },
      '/eats': '<p>x</p><script>const a = []; for (;;) a.push(new Array(1e6).fill(Math.random()))</script>',
    })
    const guard = openEgress({ allowPrivate: [], namedOrigins: [portal.origin] })
    browser = await openBrowser({
      executable: found?.path ?? '',
      egress: {
        async check(url, options) {
          const verdict = await guard.check(url, options)
          if (!verdict.allowed) denied.push(url)
          return verdict
        },
      },
      userAgent: 'Xuncha/0',
      timezone: 'Asia/Shanghai',
      now: Date.now,
      log: { info: () => undefined, warn: () => undefined },
      limits: { navigationMs: 2_500, settleMs: 1_000, evaluateMs: 800, patienceMs: 400, jobMs: 8_000 },
    })
  })
  afterAll(async () => {
    await browser?.close()
    await portal.close()
    await inside.close()
  })

  it('48: no way of a page leads to an inner address, and the guard knows each by its own log', async () => {
    const { html } = await browser.render(`${portal.origin}/attack`)
    await browser.capture(`${portal.origin}/attack`, [])
    expect(html).toContain('完')
    expect(inside.hits).toEqual([])
    expect(portal.hits.filter((hit) => hit.includes('sw.js'))).toEqual([])
    const ways = new Set(denied.map((url) => new URL(url).pathname.slice(1)))
    expect(WAYS.filter((way) => !ways.has(way))).toEqual([])
    // A WebSocket asks for a tunnel, which has no path.
    expect(ways.has('')).toBe(true)
  })

  it.each([
    ['52: print and beforeunload in a loop', '/print'],
    ['53: a download without an end', '/download'],
    ['54: a page that eats memory', '/eats'],
  ])('%s costs its own visit only, and is no fault of the portal', async (_row, path) => {
    const { attempt } = await browser.render(portal.origin + path)
    expect([null, 'internal', 'timeout']).toContain(attempt.cause)
    expect(sent).toBeLessThan(200_000_000)
    expect((await browser.render(`${portal.origin}/x`)).html).toContain('好')
  })

  it('54: the browser killed in mid-visit is tried again, and costs nobody anything', async () => {
    const visit = browser.render(`${portal.origin}/x`)
    expect(chromiums()).toHaveLength(1)
    for (const pid of chromiums()) process.kill(pid, 'SIGKILL')
    expect((await visit).attempt.cause).toBe(null)
  })

  it('runs in its sandbox, and not as root', () => {
    const seen = chromiums().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    expect(seen.length).toBeGreaterThan(0)
    expect(browser.confined).toBe(!seen.some((line) => line.includes('--no-sandbox')))
    const users = chromiums().map(
      (pid) => /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
    )
    if (browser.confined) expect(users).not.toContain('0')
  })

  it('without a sandbox opens portals on loopback only', async () => {
    const bare = await openBrowser({
      executable: found?.path ?? '',
      egress: openEgress({ allowPrivate: [], namedOrigins: [portal.origin] }),
      userAgent: 'Xuncha/0',
      timezone: 'Asia/Shanghai',
      now: Date.now,
      log: { info: () => undefined, warn: () => undefined },
      confinements: ['none'],
    })
    try {
      expect(bare.confined).toBe(false)
      expect((await bare.render(`${portal.origin}/x`)).html).toContain('好')
      expect((await bare.render('http://203.119.1.1/')).attempt.cause).toBe('egress')
    } finally {
      await bare.close()
    }
  })
})

/** Process ids of the browsers that this process started: the main process of each, behind whatever script starts it. */
function chromiums(): number[] {
  const read = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parents = new Map(pids.map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? '0']))
  const isOurs = (pid: string): boolean => {
    for (let up = parents.get(pid); up !== undefined && up !== '0'; up = parents.get(up))
      if (up === String(process.pid)) return true
    return false
  }
  return pids
    .filter((pid) => {
      const line = read(pid, 'cmdline')
      const main = line.includes('--remote-debugging-pipe') && !line.includes('--type=')
      return main && !/^\S*sh\0/.test(line) && isOurs(pid)
    })
    .map(Number)
}
