/** Two places to work in: one context per host, reused; the browser is relaunched after a crash and now and then. */
import type { BrowserContext } from 'playwright'
import type { Attempt } from '../model/attempt.js'
import type { Cause } from '../model/fault.js'
import type { BrowserDeps } from './browser.js'
import type { Confinement } from './browser-confined.js'
import { watchAnswers } from './browser-courtesy.js'
import { BrowserProcess, within } from './browser-process.js'
import { hostOf } from './browser-response.js'
import { Tab, type TabLimits } from './browser-tab.js'
import { isLoopback } from './egress.js'
import type { EgressProxy } from './egress-proxy.js'

/** Limits of the browser; times in milliseconds. `jobMs` ends a page that nothing else ended. */
export interface PoolLimits extends TabLimits {
  readonly jobMs: number
  readonly jobsPerBrowser: number
}

export const POOL_LIMITS: PoolLimits = {
  navigationMs: 20_000,
  settleMs: 5_000,
  quietMs: 300,
  evaluateMs: 5_000,
  patienceMs: 6_000,
  jobMs: 60_000,
  jobsPerBrowser: 300,
}

const SLOTS = 2
const CLOSE_MS = 2_000
const CRASH_RETRIES = 1

interface Slot {
  host: string
  busy: boolean
  process: BrowserProcess | null
  context: BrowserContext | null
  tab: Tab | null
}

/** Thrown inside a job that took too long; a job sees it as a failed visit, never as a fault of the portal. */
class JobTimeout extends Error {}

/** Runs jobs on tabs. Pages that hang, crash or take the browser with them cost their own job only. */
export class BrowserPool {
  readonly #slots: Slot[] = Array.from({ length: SLOTS }, () => ({
    host: '',
    busy: false,
    process: null,
    context: null,
    tab: null,
  }))
  readonly #waiting: (() => void)[] = []
  #process: BrowserProcess | null
  #launching: Promise<BrowserProcess> | null = null
  #closed = false

  constructor(
    readonly deps: BrowserDeps,
    readonly proxy: EgressProxy,
    readonly limits: PoolLimits,
    first: BrowserProcess,
    readonly confinement: Confinement,
  ) {
    this.#process = first
  }

  /**
   * Runs a job on a tab for the URL's host. A crash is tried once more; then, and on a timeout, `failed` makes the result.
   * An aborted signal gives `failed` with cause limit.
   */
  async run<T>(
    url: string,
    job: (tab: Tab) => Promise<T>,
    failed: (attempt: Attempt) => T,
    signal?: AbortSignal,
  ): Promise<T> {
    const startedAt = this.deps.now()
    // file:, chrome: and the like never go through the proxy, so the guard would not see them.
    if (!/^https?:\/\//i.test(url)) return failed(this.#lost(url, startedAt, 'egress', 'not an http(s) URL'))
    if (this.deps.courtesy?.isPaused(url))
      return failed(this.#lost(url, startedAt, 'rate-limited', 'the host asked for a long pause'))
    await this.#turn(url, signal)
    for (let round = 0; ; round++) {
      if (signal?.aborted || this.#closed) return failed(this.#lost(url, startedAt, 'limit', 'stopped'))
      const slot = await this.#take(hostOf(url))
      try {
        return await this.#within(slot, job, signal)
      } catch (error) {
        await this.#drop(slot)
        const message = error instanceof Error ? error.message.slice(0, 300) : String(error)
        if (signal?.aborted) return failed(this.#lost(url, startedAt, 'limit', 'stopped'))
        if (error instanceof JobTimeout) return failed(this.#lost(url, startedAt, 'internal', message))
        if (round >= CRASH_RETRIES) return failed(this.#lost(url, startedAt, 'internal', message))
        this.deps.log.warn({ url, error: message }, 'browser page lost, once more')
      } finally {
        this.#release(slot)
      }
    }
  }

  /** A page view is one request in its host's budget; what the page loads by itself is paid for afterwards. */
  async #turn(url: string, signal?: AbortSignal): Promise<void> {
    const { pacer } = this.deps
    if (!pacer || isLoopback(url)) return
    // Aborted: the caller's loop sees it.
    const release = await pacer
      .acquire(url, this.proxy.noteOf(url)?.address ?? null, signal)
      .catch(() => null)
    release?.()
  }

  #lost(url: string, startedAt: number, cause: Cause, error: string): Attempt {
    return {
      client: 'browser',
      url,
      startedAt,
      finishedAt: this.deps.now(),
      finalUrl: url,
      status: null,
      cause,
      error,
      address: null,
      redirects: [],
      bytes: 0,
      bodySha256: null,
      contentType: null,
    }
  }

  async #within<T>(slot: Slot, job: (tab: Tab) => Promise<T>, signal?: AbortSignal): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    let abort: (() => void) | undefined
    const stop = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new JobTimeout('the page took too long')), this.limits.jobMs)
      abort = () => reject(new Error('stopped'))
      signal?.addEventListener('abort', abort, { once: true })
    })
    const work = this.#tabOf(slot).then(async (tab) => {
      const crashed = new Promise<never>((_, reject) => {
        tab.page.once('crash', () => reject(new Error('the page crashed')))
        tab.page.once('close', () => reject(new Error('the page was closed')))
      })
      crashed.catch(() => undefined)
      return Promise.race([job(tab), crashed])
    })
    work.catch(() => undefined)
    try {
      const result = await Promise.race([work, stop])
      await this.#rest(slot)
      return result
    } finally {
      clearTimeout(timer)
      if (abort) signal?.removeEventListener('abort', abort)
    }
  }

  /** Leaves the page, so that its timers do not go on; a tab that cannot is dropped. */
  async #rest(slot: Slot): Promise<void> {
    if (!slot.tab) return
    if (slot.tab.stuck) return this.#drop(slot)
    const left = await within(
      slot.tab.page.goto('about:blank', { timeout: CLOSE_MS, waitUntil: 'commit' }).then(() => true),
      CLOSE_MS,
      false,
    )
    if (!left) await this.#drop(slot)
  }

  async #take(host: string): Promise<Slot> {
    for (;;) {
      const idle = this.#slots.filter((slot) => !slot.busy)
      const slot = idle.find((one) => one.host === host) ?? idle.find((one) => one.tab === null) ?? idle[0]
      if (slot) {
        slot.busy = true
        if (slot.host !== host) await this.#drop(slot)
        slot.host = host
        return slot
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  #release(slot: Slot): void {
    slot.busy = false
    this.#waiting.shift()?.()
  }

  async #tabOf(slot: Slot): Promise<Tab> {
    const current = await this.#current()
    if (slot.process !== current || slot.tab?.page.isClosed()) await this.#drop(slot)
    current.jobs++
    if (slot.tab) return slot.tab
    slot.process = current
    current.contexts++
    slot.context = await current.newContext(this.deps.timezone)
    watchAnswers(slot.context, this.proxy, this.deps.pacer, this.deps.courtesy)
    slot.tab = await Tab.open(slot.context, this.proxy, this.limits, this.deps.now)
    return slot.tab
  }

  /** The browser to use now; launches another after a crash or when this one has done its share. */
  async #current(): Promise<BrowserProcess> {
    const current = this.#process
    if (current?.alive && current.jobs < this.limits.jobsPerBrowser) return current
    if (this.#closed) throw new Error('the browser is closed')
    this.#launching ??= BrowserProcess.launch(this.deps, this.proxy.url, this.confinement).finally(() => {
      this.#launching = null
    })
    const next = await this.#launching
    if (this.#process !== next) {
      const old = this.#process
      this.#process = next
      for (const slot of this.#slots) if (!slot.busy && slot.process === old) await this.#drop(slot)
      if (old && old.contexts <= 0) await old.close()
    }
    return next
  }

  /** Gives up a place's context; a browser that cannot even close one is killed. */
  async #drop(slot: Slot): Promise<void> {
    const { context, process } = slot
    Object.assign(slot, { context: null, tab: null, process: null })
    if (!process) return
    process.contexts--
    if (context && process.alive) {
      const closed = await within(
        context.close().then(() => true),
        CLOSE_MS,
        false,
      )
      if (!closed) {
        this.deps.log.warn({}, 'browser did not close a context, killed')
        process.kill()
      }
    }
    if (process !== this.#process && process.contexts <= 0) await process.close()
  }

  /** Closes everything; jobs still running fail. */
  async close(): Promise<void> {
    this.#closed = true
    const processes = new Set([this.#process, ...this.#slots.map((slot) => slot.process)])
    const launching = await this.#launching?.catch(() => null)
    if (launching) processes.add(launching)
    await Promise.all([...processes].map((one) => one?.close()))
    for (const wake of this.#waiting.splice(0)) wake()
  }
}
