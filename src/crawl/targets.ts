/** Link targets that are not read as pages: each distinct one is probed once, and again where it fails. */
import type { Attempt, Reach } from '../model/attempt.js'
import { settle } from './confirm.js'
import type { CrawlContext } from './context.js'
import { isHtml, type Look, type TargetRole } from './look.js'
import { wentHome } from './nowhere.js'
import { lookAt, lookAtRendered } from './reading.js'

/** Probes that the browser settles; it is the scarce one. */
const BROWSER_LOOKS = 200

/** Every target of the crawl. */
export class Targets {
  readonly #known: Set<string>
  readonly #running = new Set<Promise<void>>()
  #browserLooks = 0
  #failure: { readonly error: unknown } | null = null

  constructor(private readonly context: CrawlContext) {
    this.#known = new Set(context.state.targets())
  }

  /** Targets known so far. */
  get count(): number {
    return this.#known.size
  }

  /** Probes that are not settled yet. */
  get pending(): number {
    return this.#running.size
  }

  /** Asks for a target to be probed; once is enough. */
  want(url: string, role: TargetRole): void {
    if (this.#known.has(url)) return
    this.#known.add(Buffer.from(url).toString())
    this.#track(this.#probe(url, role))
  }

  /** A `file:` link: no client is asked, its spelling is the fault. */
  wantFile(raw: string): void {
    if (this.#known.has(raw)) return
    this.#known.add(raw)
    const now = this.context.now()
    const attempt: Attempt = {
      client: 'http',
      url: raw,
      startedAt: now,
      finishedAt: now,
      finalUrl: raw,
      status: null,
      cause: 'private-address',
      error: 'file: is an address of one machine only',
      address: null,
      redirects: [],
      bytes: 0,
      bodySha256: null,
      contentType: null,
    }
    const outcome = this.context.standing().privatePortal ? 'unverified' : 'broken'
    this.context.state.target(raw, {
      url: raw,
      outcome,
      cause: 'private-address',
      status: null,
      bytes: null,
      finalUrl: raw,
      attempts: [attempt],
    })
  }

  /** Waits until every probe is settled or the crawl is stopped; rejects with the first bug. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    if (this.#failure) throw this.#failure.error
  }

  #track(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => {
        this.#running.delete(running)
      })
    this.#running.add(running)
  }

  async #probe(url: string, role: TargetRole): Promise<void> {
    const { context } = this
    const first = await context.lanes.run(url, () => this.#look(url, role))
    if (first === null || context.signal.aborted) return
    if (!('attempt' in first)) {
      context.state.target(url, first)
      return
    }
    const { reach } = await settle(
      url,
      first,
      {
        again: async () => {
          const look = await context.lanes.run(url, () => this.#get(url, role))
          return look ?? first
        },
        browser: this.#browser(url),
      },
      context.rules,
    )
    if (!context.signal.aborted) context.state.target(url, reach)
  }

  /** First look; a Reach where nobody is asked, null where the crawl was stopped meanwhile. */
  async #look(url: string, role: TargetRole): Promise<Look | Reach | null> {
    const { context } = this
    if (context.signal.aborted) return null
    const verdict = await context.robots.verdict(url)
    if (verdict === 'disallowed') {
      const nothing = { status: null, bytes: null, finalUrl: url, attempts: [] }
      return { url, outcome: 'unknown', cause: 'robots', ...nothing }
    }
    const silent = context.health.givenUp(url)
    if (silent) {
      const { status, cause } = silent
      return { url, outcome: 'unverified', cause, status, bytes: null, finalUrl: url, attempts: [silent] }
    }
    return this.#get(url, role)
  }

  async #get(url: string, role: TargetRole): Promise<Look | null> {
    const { context } = this
    if (context.signal.aborted) return null
    const answer = await context.http.get(url, { signal: context.signal, probe: true, fresh: true })
    context.health.note(answer.attempt)
    const complete = answer.attempt.bodySha256 !== null && isHtml(answer.attempt.contentType, answer.body)
    const look = lookAt(answer, role, complete)
    return role === 'page' ? context.suspect(look) : look
  }

  #browser(url: string): (() => Promise<Look>) | null {
    const { browser, signal } = this.context
    if (!browser || this.#browserLooks >= BROWSER_LOOKS) return null
    return async () => {
      this.#browserLooks += 1
      const look = lookAtRendered(await this.context.renderSlot(() => browser.render(url, { signal })))
      // Sent home is sent home in the browser too: then both clients saw the same nothing.
      return look.attempt.cause === null && wentHome(look, this.context.homes)
        ? this.context.suspect(look)
        : look
    }
  }
}
