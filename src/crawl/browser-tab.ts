/** One tab: goes to a page, knows when it has settled, reads it from an isolated world, and says how the visit went. */
import type { BrowserContext, CDPSession, Page, Request, Response } from 'playwright'
import type { Attempt } from '../model/attempt.js'
import { causeOfNavigationError } from './browser-cause.js'
import { inTime } from './browser-process.js'
import { hopsOf, hostOf, isMainFrame, isOurs } from './browser-response.js'
import { SERIALISE } from './browser-scripts.js'
import { evaluateIsolated } from './browser-world.js'
import { causeOfStatus } from './cause.js'
import type { EgressProxy } from './egress-proxy.js'

/** Times in milliseconds. */
export interface TabLimits {
  readonly navigationMs: number
  readonly settleMs: number
  readonly quietMs: number
  readonly evaluateMs: number
  /** How long a script or style sheet of another host may hold up the page. */
  readonly patienceMs: number
}

/** How a visit went. `shown`: the browser shows a document of the site, be it an error page. */
export interface Visit {
  readonly attempt: Attempt
  readonly shown: boolean
}

/** What happened in a tab since it was last asked. */
export interface Happenings {
  popups: Page[]
  dialogs: number
  downloads: number
  requests: number
}

const WAITED_FOR: ReadonlySet<string> = new Set(['document', 'script', 'xhr', 'fetch'])
/** What only scripts ask for. */
const LATE: ReadonlySet<string> = new Set(['xhr', 'fetch'])
/** What holds up the parser until it answers. */
const BLOCKING: ReadonlySet<string> = new Set(['script', 'stylesheet'])
const HTML_TYPE = /html|xml|text\/plain/i
const NAVIGATION_RETRIES = 3
const POPUPS_KEPT = 3
/** Left out when only the text of a page matters: spares the portal. */
const PICTURES = 'png jpg jpeg gif webp ico woff woff2 ttf mp4 mp3 flv'.split(' ').map((ext) => `*.${ext}`)

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A page of a context with its listeners. Make one per page; close it with its context. */
export class Tab {
  readonly happened: Happenings = { popups: [], dialogs: 0, downloads: 0, requests: 0 }
  /** Popups are closed at once unless somebody waits for one. */
  keepPopups = false
  /** The last visit ran out of time: the page may never let go, so the tab is not used again. */
  stuck = false
  readonly #inFlight = new Set<Request>()
  readonly #blockers = new Map<Request, number>()
  #lastActivity = 0
  #loaded = false
  /** The page's scripts ask for things: what it shows may come late. */
  #scripted = false
  #main: Response | null = null
  #blocking = false

  private constructor(
    readonly page: Page,
    readonly cdp: CDPSession,
    readonly proxy: EgressProxy,
    readonly limits: TabLimits,
    readonly now: () => number,
  ) {}

  static async open(
    context: BrowserContext,
    proxy: EgressProxy,
    limits: TabLimits,
    now: () => number,
    existing?: Page,
  ): Promise<Tab> {
    const page = existing ?? (await context.newPage())
    const cdp = await context.newCDPSession(page)
    const tab = new Tab(page, cdp, proxy, limits, now)
    tab.#listen()
    // A window that opened by itself may have loaded before anybody listened.
    tab.#loaded = existing !== undefined
    // A cached body is no independent observation (contract §6), and the witness may follow the crawl at once.
    await cdp.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 })
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
    return tab
  }

  #listen(): void {
    const { page } = this
    page.on('dialog', (dialog) => {
      this.happened.dialogs++
      // Dismissing a beforeunload dialog would keep the visitor on the page for ever.
      const answer = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss()
      answer.catch(() => undefined)
    })
    // The context holds this page and what it opens, with or without an opener.
    page.context().on('page', (popup) => {
      if (popup === page) return
      if (this.happened.popups.length < POPUPS_KEPT) this.happened.popups.push(popup)
      if (!this.keepPopups || this.happened.popups.length > 1) popup.close().catch(() => undefined)
    })
    page.on('download', () => {
      this.happened.downloads++
    })
    page.on('load', () => {
      this.#loaded = true
    })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#active()
    })
    page.on('request', (request) => {
      if (BLOCKING.has(request.resourceType())) this.#blockers.set(request, performance.now())
      if (!WAITED_FOR.has(request.resourceType())) return
      this.happened.requests++
      if (LATE.has(request.resourceType())) this.#scripted = true
      this.#inFlight.add(request)
      this.#active()
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.#loaded = false
    })
    const done = (request: Request): void => {
      this.#blockers.delete(request)
      if (this.#inFlight.delete(request)) this.#active()
    }
    page.on('requestfinished', done)
    page.on('requestfailed', done)
    page.on('response', (response) => {
      const request = response.request()
      if (request.isNavigationRequest() && isMainFrame(request, page)) this.#main = response
    })
  }

  #active(): void {
    this.#lastActivity = performance.now()
  }

  #reset(): void {
    this.#inFlight.clear()
    this.#blockers.clear()
    this.#main = null
    this.#loaded = false
    this.#scripted = false
    this.stuck = false
    this.#active()
    this.forget()
  }

  /** Forgets what happened so far. */
  forget(): void {
    Object.assign(this.happened, { popups: [], dialogs: 0, downloads: 0, requests: 0 })
  }

  /** Whether pictures and fonts are fetched; a browser that does not know the command fetches them. */
  async fetchPictures(wanted: boolean): Promise<void> {
    if (this.#blocking === !wanted) return
    this.#blocking = !wanted
    await this.cdp.send('Network.setBlockedURLs', { urls: wanted ? [] : PICTURES }).catch(() => undefined)
  }

  /**
   * Goes to the URL and waits until the page has settled. Never throws for a portal's fault; throws when the tab died.
   * `quietMs`: how long a page that asks for nothing by script must be quiet; default as for any page.
   */
  async visit(url: string, quietMs?: number): Promise<Visit> {
    this.#reset()
    const startedAt = this.now()
    const impatience = setInterval(() => this.#giveUpOthers(), this.limits.patienceMs / 4)
    try {
      await this.page.goto(url, { waitUntil: 'domcontentloaded', timeout: this.limits.navigationMs })
    } catch (error) {
      return await this.#failed(url, startedAt, error)
    } finally {
      clearInterval(impatience)
    }
    await this.settle(quietMs)
    return this.describe(url, startedAt)
  }

  /** Gives up scripts and styles of other hosts that never come: statistics must not make a portal unreadable. */
  #giveUpOthers(): void {
    const own = this.#main ? hostOf(this.#main.url()) : null
    if (own === null) return
    const { patienceMs } = this.limits
    for (const [request, since] of this.#blockers)
      if (performance.now() - since >= patienceMs && hostOf(request.url()) !== own)
        this.proxy.drop(request.url(), patienceMs / 2)
  }

  async #failed(url: string, startedAt: number, error: unknown): Promise<Visit> {
    if (this.page.isClosed() || !this.page.context().browser()?.isConnected()) throw error
    const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
    if (/crash/i.test(message)) throw error
    // A file: the browser refuses to show it, which says nothing against the link.
    const download = this.happened.downloads > 0 || /Download is starting|ERR_ABORTED/.test(message)
    this.stuck = /Timeout/.test(message)
    const note = this.proxy.noteOf(this.page.url() === 'about:blank' ? url : (this.#main?.url() ?? url))
    const cause = download ? null : (note?.cause ?? causeOfNavigationError(message))
    return {
      shown: false,
      attempt: this.#attempt(url, startedAt, {
        cause,
        error: download ? 'download' : message.slice(0, 300),
        status: this.#main && !isOurs(this.#main) ? this.#main.status() : null,
        redirects: this.#main ? await hopsOf(this.#main.request()) : [],
      }),
    }
  }

  /** Waits for load and for a moment without requests, at most `settleMs`. */
  async settle(plainQuietMs?: number): Promise<void> {
    const { settleMs } = this.limits
    const started = performance.now()
    for (;;) {
      const now = performance.now()
      if (now - started >= settleMs) return
      const quiet = now - this.#lastActivity
      const quietMs = this.#scripted ? this.limits.quietMs : (plainQuietMs ?? this.limits.quietMs)
      if (this.#inFlight.size === 0 && this.#loaded && quiet >= quietMs) return
      await pause(Math.max(20, Math.min(quietMs - quiet, 100)))
      if (this.page.isClosed()) return
    }
  }

  /** The visit as it stands now, after redirects that scripts made too. */
  async describe(url: string, startedAt: number): Promise<Visit> {
    const main = this.#main
    if (main && isOurs(main)) {
      const note = this.proxy.noteOf(main.url())
      const cause = note?.cause ?? 'egress'
      return {
        shown: false,
        attempt: this.#attempt(url, startedAt, {
          cause,
          error: note?.error ?? 'refused by the egress guard',
        }),
      }
    }
    const status = main?.status() ?? null
    const contentType = main?.headers()['content-type'] ?? null
    const cause = status === null ? null : causeOfStatus(status)
    const redirects = main ? await hopsOf(main.request()) : []
    const attempt = this.#attempt(url, startedAt, { status, contentType, cause, redirects })
    return { shown: contentType === null || HTML_TYPE.test(contentType), attempt }
  }

  #attempt(url: string, startedAt: number, over: Partial<Attempt>): Attempt {
    const finalUrl = this.#main?.url() ?? url
    return {
      client: 'browser',
      url,
      startedAt,
      finishedAt: this.now(),
      finalUrl,
      status: null,
      cause: null,
      error: null,
      address: this.proxy.noteOf(finalUrl)?.address ?? null,
      redirects: [],
      bytes: 0,
      bodySha256: null,
      contentType: null,
      ...over,
    }
  }

  /** The document as HTML, see SERIALISE; null when it cannot be had. */
  async serialise(): Promise<string | null> {
    const html = await this.evaluate<string>(SERIALISE)
    return typeof html === 'string' && html.length > 0 ? html : null
  }

  /**
   * Value of an expression in an isolated world of the main frame; null when the page keeps navigating, refuses,
   * or does not answer in time, in which case the tab is stuck.
   */
  async evaluate<T>(expression: string): Promise<T | null> {
    const late = Symbol('late')
    for (let round = 0; round < NAVIGATION_RETRIES; round++) {
      if (this.stuck) return null
      try {
        const value = await inTime(
          evaluateIsolated<T>(this.cdp, expression, this.limits.evaluateMs),
          2 * this.limits.evaluateMs,
          late,
        )
        if (value !== late) return value as T | null
        this.stuck = true
      } catch (error) {
        if (this.page.isClosed() || !this.page.context().browser()?.isConnected()) throw error
        await this.settle()
      }
    }
    return null
  }
}
