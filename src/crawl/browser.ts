/** The browser port: Chromium through Playwright, guarded, bounded, and put away again. */
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Attempt } from '../model/attempt.js'
import { captureIn } from './browser-capture.js'
import { clickEntry } from './browser-click.js'
import { type Confinement, confinementsHere, loopbackOnly } from './browser-confined.js'
import { watchData } from './browser-data.js'
import { BrowserPool, POOL_LIMITS, type PoolLimits } from './browser-pool.js'
import { BrowserProcess, VIEWPORT } from './browser-process.js'
import { readTab, searchFrom } from './browser-search.js'
import { turnPages } from './browser-turn.js'
import type { Courtesy } from './courtesy.js'
import type { Egress } from './egress.js'
import { type ProxyLimits, startEgressProxy } from './egress-proxy.js'
import type { Pacer } from './pacer.js'
import type { BrowserPort, Capture, Rendered } from './ports.js'

/** What logging needs: pino or the like. */
export interface BrowserLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

/** All that the browser is given. */
export interface BrowserDeps {
  /** Path of a Chromium, see browser-find.ts. */
  readonly executable: string
  /** The guard that every request of the browser is put to. */
  readonly egress: Egress
  /** The budget of hosts that the HTTP client keeps to as well; none: its pages are not paced. */
  readonly pacer?: Pacer
  /** Told before it connects to a host: the HTTP client's idle connections there would come on top. */
  readonly makeRoom?: (url: string) => boolean
  /** What hosts asked of the HTTP client, and now ask of it. */
  readonly courtesy?: Courtesy
  /** Put behind Chromium's own user agent, e.g. `Xuncha/0.1.0 (+contact)`. */
  readonly userAgent: string
  /** IANA time zone that pages see. */
  readonly timezone: string
  /** UTC milliseconds. */
  now(): number
  readonly log: BrowserLog
  /** The confinements to try, strictest first; default: what this machine offers. */
  readonly confinements?: readonly Confinement[]
  /** Other limits than usual, for tests. */
  readonly limits?: Partial<PoolLimits>
  readonly proxyLimits?: Partial<ProxyLimits>
}

const VERSION_NOTE = /headless[-_]shell/

function failedRender(attempt: Attempt): Rendered {
  return { attempt, html: null, finalUrl: attempt.finalUrl }
}

function failedCapture(attempt: Attempt): Capture {
  const missing = ['viewport', 'full', 'dom', 'mhtml']
  return { attempt, html: null, viewport: null, full: null, mhtml: null, regions: [], missing }
}

/** Launches under the first confinement that works. Rejects with the last one's error. */
async function launchConfined(
  deps: BrowserDeps,
  proxyUrl: string,
): Promise<{ first: BrowserProcess; confinement: Confinement }> {
  let failure: unknown = new Error('no confinement to try')
  for (const confinement of deps.confinements ?? confinementsHere()) {
    try {
      return { first: await BrowserProcess.launch(deps, proxyUrl, confinement), confinement }
    } catch (error) {
      failure = error
      deps.log.info({ confinement, err: error }, 'the browser does not start so confined')
    }
  }
  throw failure
}

/** A host hears that connections were given up before it hears of the next one. */
const PARTING_MS = 20

/** Places for what its pages load; the connection that comes next is one of the host's limit. */
function pacing({ pacer, makeRoom }: BrowserDeps): Pick<Pacer, 'burst'> | null {
  if (!pacer) return null
  return {
    async burst(url, address) {
      const release = await pacer.burst(url, address)
      if (makeRoom?.(url)) await sleep(PARTING_MS)
      return release
    },
  }
}

/**
 * Launches the browser behind its own egress proxy, in its sandbox where the machine has one; without, its guard lets
 * it open loopback portals only.
 * @throws when it cannot be launched, with Playwright's message; nothing is left running then
 */
export async function openBrowser(deps: BrowserDeps): Promise<BrowserPort> {
  const confined = { egress: loopbackOnly(deps.egress) }
  const proxy = await startEgressProxy(
    { check: (url) => confined.egress.check(url) },
    deps.proxyLimits,
    pacing(deps),
  )
  const { first, confinement } = await launchConfined(deps, proxy.url).catch(async (error: unknown) => {
    await proxy.close()
    throw error
  })
  if (confinement !== 'none') confined.egress = deps.egress
  else deps.log.info({}, 'the browser runs without its sandbox: only loopback portals are opened in it')
  const pool = new BrowserPool(deps, proxy, { ...POOL_LIMITS, ...deps.limits }, first, confinement)
  const kind = VERSION_NOTE.test(basename(deps.executable)) ? ' (headless shell)' : ''
  return {
    confined: confinement !== 'none',
    version: `Chromium ${first.version}${kind}`,
    viewport: `${VIEWPORT.width}x${VIEWPORT.height}@1`,
    render: (url, options) =>
      pool.run(
        url,
        async (tab) => {
          await tab.fetchPictures(false)
          const { turns = 0, quietMs } = options ?? {}
          const data = watchData(tab.page)
          try {
            const visit = await tab.visit(url, quietMs)
            const read = await readTab(tab, visit.attempt, visit.shown)
            const seen = data.failed() ? { ...read, failed: true as const } : read
            return read.html === null || turns <= 0
              ? seen
              : { ...seen, turned: await turnPages(tab, turns, data.failures) }
          } finally {
            data.rest()
          }
        },
        failedRender,
        options?.signal,
      ),
    click: (url, text) =>
      pool.run<'nothing' | 'something'>(
        url,
        async (tab) => {
          await tab.fetchPictures(true)
          return clickEntry(tab, url, text)
        },
        () => 'something',
      ),
    search: (url, field, keyword) =>
      pool.run(
        url,
        async (tab) => {
          await tab.fetchPictures(true)
          return searchFrom(tab, url, field, keyword)
        },
        failedRender,
      ),
    capture: (url, regions) =>
      pool.run(
        url,
        async (tab) => {
          await tab.fetchPictures(true)
          return captureIn(tab, url, regions)
        },
        failedCapture,
      ),
    async close() {
      await pool.close()
      await proxy.close()
    },
  }
}
