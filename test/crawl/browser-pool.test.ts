/** The browser's places: crashes and recycling cost nobody anything, and a page that hangs costs its own visit only. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clickEntry } from '../../src/crawl/browser-click.js'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { BrowserPool, POOL_LIMITS } from '../../src/crawl/browser-pool.js'
import { BrowserProcess } from '../../src/crawl/browser-process.js'
import type { Tab } from '../../src/crawl/browser-tab.js'
import { openEgress } from '../../src/crawl/egress.js'
import { type EgressProxy, startEgressProxy } from '../../src/crawl/egress-proxy.js'
import { type Portal, startPortal } from './browser-portal.js'

const found = findBrowser(process.env)
const limits = {
  ...POOL_LIMITS,
  navigationMs: 3_000,
  settleMs: 800,
  evaluateMs: 500,
  jobMs: 6_000,
  jobsPerBrowser: 3,
}

let portal: Portal
let stage: { pool: BrowserPool; proxy: EgressProxy; first: BrowserProcess } | null = null

beforeAll(async () => {
  portal = await startPortal({
    '/': (asked, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<p id=ua>${asked.headers['user-agent']}</p>`),
    '/windows': `<meta charset=utf-8><a href=# onclick="for (let n = 0; n < 4; n++) window.open('/')">打开</a>
      <script>onbeforeunload = (event) => { event.preventDefault(); return 1 }</script>`,
    '/asks':
      '<meta charset=utf-8><p>前</p><script>if (!confirm("继续？")) document.body.append("之后的内容")</script>',
    '/later': '<p>x</p><script>setTimeout(() => { for (;;); }, 50)</script>',
  })
  if (!found) return
  const egress = openEgress({ allowPrivate: [], namedOrigins: [portal.origin] })
  const deps = {
    executable: found.path,
    egress,
    userAgent: 'Xuncha/0.1.0 (+政务公开办)',
    timezone: 'Asia/Shanghai',
    now: Date.now,
    log: { info: () => undefined, warn: () => undefined },
  }
  const proxy = await startEgressProxy(egress)
  const first = await BrowserProcess.launch(deps, proxy.url, 'none')
  stage = { pool: new BrowserPool(deps, proxy, limits, first, 'none'), proxy, first }
})

afterAll(async () => {
  await stage?.pool.close()
  await stage?.proxy.close()
  await portal.close()
})

async function read(tab: Tab): Promise<string | null> {
  await tab.visit(`${portal.origin}/`)
  return tab.serialise()
}

describe('the pool', () => {
  it('goes on after a crash, a hanging page and a recycled browser', async () => {
    if (!stage) return expect(found).toBeNull()
    const { pool, first } = stage
    const run = <T>(job: (tab: Tab) => Promise<T>) =>
      pool.run<T | string>(`${portal.origin}/`, job, (lost) => lost.error ?? '')

    const html = await run(read)
    expect(html).toMatch(/HeadlessChrome\/[\d.]+ Safari\/[\d.]+ Xuncha\/0\.1\.0 \(\+%E6/)

    let rounds = 0
    const afterCrash = await run(async (tab) => {
      rounds++
      if (rounds === 1) first.kill()
      return read(tab)
    })
    expect({ rounds, read: afterCrash?.includes('Xuncha') }).toEqual({
      rounds: 2,
      read: true,
    })

    const hung = await run(async (tab) => {
      await tab.visit(`${portal.origin}/later`)
      return tab.serialise()
    })
    expect(hung).toBeNull()

    const recycled = await Promise.all(Array.from({ length: 6 }, () => run(read)))
    expect(recycled.every((one) => one?.includes('Xuncha'))).toBe(true)
  }, 40_000)

  it('opens two contexts at most, keeps a page for its host, and a browser for so many pages', async () => {
    if (!stage) return expect(found).toBeNull()
    const { pool } = stage
    const pages: unknown[] = []
    const browsers = new Map<unknown, number>()
    let most = 0
    const visit = (url: string) =>
      pool.run<string | null>(
        url,
        async (tab) => {
          const browser = tab.page.context().browser()
          browsers.set(browser, (browsers.get(browser) ?? 0) + 1)
          pages.push(tab.page)
          most = Math.max(most, browser?.contexts().length ?? 0)
          return read(tab)
        },
        () => null,
      )
    const hosts = ['localhost', '127.0.0.1', 'a.localhost', 'b.localhost'].map((name) =>
      portal.origin.replace('127.0.0.1', name),
    )
    await Promise.all(hosts.map((host) => visit(`${host}/`)))
    expect(most).toBeLessThanOrEqual(2)
    expect(Math.max(...browsers.values())).toBeLessThanOrEqual(limits.jobsPerBrowser)
    expect(browsers.size).toBeGreaterThanOrEqual(2)
    pages.length = 0
    for (let n = 0; n < limits.jobsPerBrowser + 1; n += 1) await visit(`${portal.origin}/`)
    // A browser serves three pages: of four, taken one by one, no more than two are new.
    expect(new Set(pages).size).toBeLessThanOrEqual(2)
  }, 40_000)

  it('answers what a page asks, closes the windows it opens, and leaves it although it begs to stay', async () => {
    if (!stage) return expect(found).toBeNull()
    const { pool } = stage
    const run = <T>(job: (tab: Tab) => Promise<T>) => pool.run<T | null>(`${portal.origin}/`, job, () => null)
    const asked = await run(async (tab) => {
      await tab.visit(`${portal.origin}/asks`)
      return tab.serialise()
    })
    expect(asked).toContain('之后的内容')
    const first = await run(async (tab) => {
      const clicked = await clickEntry(tab, `${portal.origin}/windows`, '打开')
      await expect.poll(() => tab.page.context().pages().length).toBe(1)
      return { clicked, page: tab.page }
    })
    expect(first?.clicked).toBe('something')
    expect(
      await run(async (tab) => [tab.page === first?.page, (await read(tab))?.includes('Xuncha')]),
    ).toEqual([true, true])
  }, 40_000)

  it('loses a job that never ends, and tells a job that crashes twice from one that failed', async () => {
    if (!stage) return expect(found).toBeNull()
    const { pool } = stage
    const endless = await pool.run(
      `${portal.origin}/`,
      () => new Promise<string>(() => undefined),
      ({ cause, error }) => `${cause}: ${error}`,
    )
    expect(endless).toBe('internal: the page took too long')
    const twice = await pool.run(
      `${portal.origin}/`,
      async (tab) => {
        await tab.page.close()
        return read(tab).then(() => 'read')
      },
      ({ cause }) => `${cause}`,
    )
    expect(twice).toBe('internal')
  }, 40_000)
})
