/** Visiting pages: fetch, read, render where scripts make the content, note, and follow. */
import { normaliseUrl } from '../model/address.js'
import type { Attempt, Reach } from '../model/attempt.js'
import type { PageFacts } from '../model/page.js'
import { gapOf } from '../model/reach-gap.js'
import { deservesRepeat, needsBrowser } from './classify.js'
import { type Settled, settle } from './confirm.js'
import type { CrawlContext } from './context.js'
import { expand } from './expand.js'
import type { Frontier } from './frontier.js'
import type { Look, TargetRole } from './look.js'
import { lookAt, lookAtRendered } from './reading.js'
import { contentKey } from './state/contents.js'
import type { FrontierEntry } from './state/crawl-state.js'
import { strictest, type Targets } from './targets.js'
import { trapOf } from './traps.js'

/** Pages that may be rendered in one crawl: the browser is the scarce one. */
const RENDERS_MAX = 2_000
const SPELLINGS_MAX = 200_000

/** Visits what the frontier gives. */
export class Visitor {
  readonly #spellings = new Map<string, string | null>()
  readonly #starts: ReadonlySet<string>
  readonly #confirming = new Set<Promise<void>>()
  /** Pages read before that are to be followed again. */
  readonly #again = new Set<string>()
  #following = false
  #renders = 0
  #failure: { readonly error: unknown } | null = null

  constructor(
    private readonly context: CrawlContext,
    private readonly frontier: Frontier,
    private readonly targets: Targets,
  ) {
    this.#starts = new Set([...context.homes, ...context.job.site.places.map((place) => place.url)])
  }

  /** Pages that failed once and are looked at again. */
  get confirming(): number {
    return this.#confirming.size
  }

  /** Adds an address to read, unless it is a trap. */
  add(entry: FrontierEntry): void {
    if (this.#isTrap(entry)) return
    const outcome = this.frontier.add(entry)
    if (outcome === 'full') this.#gap(entry.url, 'limit')
    if (outcome === 'again') {
      this.#again.add(entry.url)
      this.#followAgain()
    }
  }

  #isTrap(entry: FrontierEntry): boolean {
    if (this.frontier.has(entry.url)) return false
    const why = trapOf(entry.url)
    if (why !== null) this.#gap(entry.url.slice(0, 2_000), 'limit')
    return why !== null
  }

  #gap(url: string, reason: Parameters<CrawlContext['gaps']['add']>[0]['reason']): void {
    this.context.gaps.add({ unit: this.context.territory.unitOf(url)?.id ?? null, url, reason })
  }

  readonly #normalise = (url: string): string | null => {
    let spelled = this.#spellings.get(url)
    if (spelled === undefined) {
      spelled = normaliseUrl(url)
      if (this.#spellings.size >= SPELLINGS_MAX) this.#spellings.clear()
      // Copies: a piece of a page would keep the whole page alive.
      this.#spellings.set(Buffer.from(url).toString(), spelled)
    }
    return spelled
  }

  /** First look at an address; what fails goes on being confirmed while the crawl goes on. */
  async visit(entry: FrontierEntry): Promise<void> {
    try {
      const refused = await this.#refused(entry)
      if (refused) return this.#note(entry.url, refused, null, null, false)
      const first = await this.#get(entry.url)
      if (this.context.signal.aborted) return
      const { needed } = this.context.standing()
      if (deservesRepeat([first.attempt], needed) || needsBrowser([first.attempt], needed))
        this.#track(this.#confirm(entry.url, first))
      else await this.#settled(entry.url, await this.#settle(entry.url, first))
    } finally {
      this.frontier.done(entry.url)
    }
  }

  /** Waits for what is still being confirmed; rejects with the first bug. */
  async finish(): Promise<void> {
    while (this.#confirming.size > 0) await Promise.all(this.#confirming)
    if (this.#failure) throw this.#failure.error
  }

  #track(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => {
        this.#confirming.delete(running)
      })
    this.#confirming.add(running)
  }

  /** Why an address is not even asked for. */
  async #refused(entry: FrontierEntry): Promise<Reach | null> {
    const { context } = this
    const base = { url: entry.url, status: null, bytes: null, finalUrl: entry.url }
    const verdict = await context.robots.verdict(entry.url)
    const closed =
      verdict === 'disallowed' ||
      // Nobody knows what is allowed where the portal works and its robots.txt does not: only start pages are asked for.
      (verdict === 'unavailable' && context.territory.isSameSite(entry.url) && !this.#starts.has(entry.url))
    if (closed) return { ...base, outcome: 'unknown', cause: 'robots', attempts: [] }
    const silent = context.health.givenUp(entry.url)
    return silent && !this.#starts.has(entry.url)
      ? { ...base, outcome: 'unverified', cause: silent.cause, attempts: [silent] }
      : null
  }

  async #get(url: string): Promise<Look> {
    const { context } = this
    const answer = await context.http.get(url, { signal: context.signal })
    context.health.note(answer.attempt)
    return context.suspect(lookAt(answer, 'page', true, this.#known))
  }

  /** What the very same answer said before. */
  readonly #known = (attempt: Attempt): PageFacts | null => {
    const key = contentKey(attempt, this.context.reader)
    return key === null ? null : this.context.state.factsOf(key)
  }

  #settle(url: string, first: Look): Promise<Settled> {
    const { context } = this
    const { browser, signal } = context
    return settle(
      url,
      first,
      {
        again: () =>
          context.lanes.run(url, async () => {
            const answer = await context.http.get(url, { signal, fresh: true })
            context.health.note(answer.attempt)
            return context.suspect(lookAt(answer, 'page', true, this.#known))
          }),
        browser:
          browser && this.#renders < RENDERS_MAX
            ? async () => {
                this.#renders += 1
                const look = lookAtRendered(await context.renderSlot(() => browser.render(url, { signal })))
                return context.suspect(look)
              }
            : null,
      },
      context.rules,
    )
  }

  async #confirm(url: string, first: Look): Promise<void> {
    const settled = await this.#settle(url, first)
    if (!this.context.signal.aborted) await this.#settled(url, settled)
  }

  async #settled(url: string, settled: Settled): Promise<void> {
    const { reach, look, rendered } = settled
    if (this.context.homes.includes(url)) {
      this.context.learnAddress(look.attempt.address)
      if (reach.outcome === 'ok')
        this.context.territory.learnLanding(url, look.facts?.forward ?? reach.finalUrl)
    }
    const facts = reach.outcome === 'ok' ? look.facts : null
    if (!facts?.needsScript || rendered) return this.#note(url, reach, facts, look, rendered)
    const seen = await this.#render(url)
    if (this.context.signal.aborted) return
    if (seen) return this.#note(url, reach, seen.facts, { ...look, facts: seen.facts }, true)
    this.#gap(url, 'unrendered')
    return this.#note(url, reach, facts, look, false)
  }

  /** The page after its scripts ran; null where no browser is at hand or it sees no page. */
  async #render(url: string): Promise<Look | null> {
    const { browser, signal } = this.context
    if (!browser || this.#renders >= RENDERS_MAX) return null
    this.#renders += 1
    const look = lookAtRendered(await this.context.renderSlot(() => browser.render(url, { signal })))
    return look.attempt.cause === null && look.facts !== null ? look : null
  }

  #note(url: string, reach: Reach, facts: PageFacts | null, look: Look | null, rendered: boolean): void {
    const bodySha256 = look?.attempt.bodySha256 ?? null
    const finalUrl = normaliseUrl(reach.finalUrl) ?? reach.finalUrl
    const key = look === null || rendered ? null : contentKey(look.attempt, this.context.reader)
    this.context.state.store({ url, finalUrl, facts, rendered, reach, bodySha256 }, key, this.context.now())
    const gap = gapOf(reach)
    if (gap) this.#gap(url, gap)
    else if (reach.outcome === 'ok' && look?.attempt.cause === 'too-large') this.#gap(url, 'failed')
    if (facts) this.#followFacts(url, finalUrl, facts)
  }

  /** One page that came nearer brings others nearer: a loop, however long the chain. */
  #followAgain(): void {
    if (this.#following) return
    this.#following = true
    for (const url of this.#again) {
      this.#again.delete(url)
      this.#follow(url)
    }
    this.#following = false
  }

  /** Follows a page that was read before, now from nearer or in a wider mode. */
  #follow(url: string): void {
    const page = this.context.state.page(url)
    if (page?.facts) this.#followFacts(url, page.finalUrl, page.facts)
  }

  #followFacts(url: string, finalUrl: string, facts: PageFacts): void {
    const entry = this.frontier.entry(url)
    if (!entry) return
    const found = expand({ entry, finalUrl, facts }, this.context.territory, this.#normalise)
    for (const page of found.pages) this.add(page)
    const roles = new Map<string, TargetRole>()
    for (const { url, role } of found.targets) roles.set(url, strictest(role, roles.get(url) ?? role))
    for (const [url, role] of roles) if (!this.frontier.has(url)) this.targets.want(url, role)
    for (const raw of found.files) this.targets.wantFile(raw)
  }

  /** Follows again what a resumed crawl had read: its targets and ways on were not all noted. */
  resume(urls: readonly string[]): void {
    for (const url of urls) this.#follow(url)
  }
}
