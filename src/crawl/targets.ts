/** Link targets that are not read as pages: each distinct one is probed once, and again where it fails. */
import type { Attempt, Reach } from '../model/attempt.js'
import { settle } from './confirm.js'
import type { CrawlContext } from './context.js'
import { isHtml, type Look, type TargetRole } from './look.js'
import { wentHome } from './nowhere.js'
import { lookAt, lookAtRendered } from './reading.js'

/** Probes that the browser settles; it is the scarce one. */
const BROWSER_LOOKS = 200

/** A target that pages use in several ways is judged in the strictest of them, in whatever order they are met. */
const ROLES: readonly TargetRole[] = ['page', 'attachment', 'image']

/** The stricter of two roles. */
export function strictest(one: TargetRole, other: TargetRole): TargetRole {
  return ROLES.indexOf(one) < ROLES.indexOf(other) ? other : one
}

/** Every target of the crawl. */
export class Targets {
  readonly #known: Map<string, TargetRole>
  readonly #running = new Set<Promise<void>>()
  #browserLooks = 0
  #failure: { readonly error: unknown } | null = null

  constructor(private readonly context: CrawlContext) {
    this.#known = context.state.targets()
  }

  /** Targets known so far. */
  get count(): number {
    return this.#known.size
  }

  /** Probes that are not settled yet. */
  get pending(): number {
    return this.#running.size
  }

  /** Asks for a target to be probed; once is enough, unless a page uses it as something that is judged more strictly. */
  want(url: string, role: TargetRole): void {
    const known = this.#known.get(url)
    if (known !== undefined && known === strictest(known, role)) return
    this.#known.set(Buffer.from(url).toString(), role)
    this.#track(this.#probe(url, role))
  }

  /** A `file:` link: no client is asked, its spelling is the fault. */
  wantFile(raw: string): void {
    if (this.#known.has(raw)) return
    this.#known.set(raw, 'page')
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
    this.context.state.target(raw, 'page', {
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
      this.#keep(url, role, first)
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
    if (!context.signal.aborted) this.#keep(url, role, reach)
  }

  /** What was asked in a stricter role meanwhile is left to that. */
  #keep(url: string, role: TargetRole, reach: Reach): void {
    if (this.#known.get(url) === role) this.context.state.target(url, role, reach)
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
