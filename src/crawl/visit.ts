/** Visiting pages: fetch, read, render where scripts make the content, note, and follow. */
import { normaliseUrl, routeOf } from '../model/address.js'
import type { Reach } from '../model/attempt.js'
import type { PageFacts } from '../model/page.js'
import { gapOf } from '../model/reach-gap.js'
import type { Address } from './addresses.js'
import { Background } from './background.js'
import { TURNS_MAX } from './browser-turn.js'
import { deservesRepeat, needsBrowser } from './classify.js'
import { type Settled, settle, settledBy } from './confirm.js'
import type { CrawlContext } from './context.js'
import type { Follower } from './follow.js'
import type { Frontier } from './frontier.js'
import type { Look } from './look.js'
import { lookAt, lookAtRendered, type Reader, reading } from './reading.js'
import type { RobotsVerdict } from './robots.js'
import { contentKey } from './state/contents.js'
import { validatorsIn } from './state/validators.js'

/** Pages that may be rendered in one crawl: the browser is the scarce one. */
const RENDERS_MAX = 2_000
/** Pages of lists that it turns to by script in one crawl. */
const TURNS_PER_CRAWL = 3_000

/** An address as a parser wrote it out, with nothing in it that could be taken off. */
const PLAIN_URL = /^https?:[^?#;@]*$/

/** Menus are looked for so deep: on start pages, and where these lead to. */
const MENU_DEPTH = 1

/** True for a page of which the HTML does not show what its visitors see: text, further pages of its list, its menu. */
function isForBrowser({ needsScript, pager, signs }: PageFacts, depth: number): boolean {
  return (
    needsScript ||
    pager?.turns === true ||
    signs?.unled === true ||
    (signs?.menuSlot === true && depth <= MENU_DEPTH)
  )
}

/** How long a page that shows next to nothing may take to ask for what it shows. */
const PATIENT_MS = 2_000
/** Characters of a heading and of a sentence that says that there is nothing. */
const NEXT_TO_NOTHING = 60

/** True for a page that is no single one and lists nothing. */
function showsNothing({ facts }: Look): boolean {
  if (facts === null || facts.items.length > 0 || facts.images > 0 || facts.attachments.length > 0)
    return false
  if (facts.kind !== 'column' && facts.kind !== 'other' && facts.kind !== 'home') return false
  return facts.needsScript || facts.placeholder !== null || facts.textLength < NEXT_TO_NOTHING
}

/** Visits what the frontier gives. */
export class Visitor {
  readonly #starts: ReadonlySet<string>
  readonly #confirming = new Background()
  #renders = 0
  #turns = 0

  constructor(
    private readonly context: CrawlContext,
    private readonly frontier: Frontier,
    private readonly follower: Follower,
  ) {
    this.#starts = new Set([...context.homes, ...context.job.site.places.map((place) => place.url)])
  }

  /** Pages that failed once and are looked at again. */
  get confirming(): number {
    return this.#confirming.size
  }

  /** First look at an address; what fails goes on being confirmed while the crawl goes on. */
  async visit(entry: Address): Promise<void> {
    try {
      const verdict = this.context.robots.verdict(entry.url)
      const refused = this.#refused(entry, verdict instanceof Promise ? await verdict : verdict)
      if (refused) return this.#note(entry, refused, null, null, false)
      const first = await this.#get(entry)
      if (this.context.signal.aborted) return
      const standing = this.context.standing()
      const { attempt } = first
      const failed = attempt.cause !== null
      if (failed && (deservesRepeat([attempt], standing.needed) || needsBrowser([attempt], standing.needed)))
        this.#confirming.add(this.#confirm(entry, first))
      else await this.#settled(entry, settledBy(entry.url, first, standing))
    } finally {
      this.frontier.done(entry.url)
    }
  }

  /** Waits for what is still being confirmed; rejects with the first bug. */
  finish(): Promise<void> {
    return this.#confirming.finish()
  }

  /** Why an address is not even asked for. */
  #refused(entry: Address, verdict: RobotsVerdict): Reach | null {
    const { context } = this
    const base = { url: entry.url, status: null, bytes: null, finalUrl: entry.url }
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

  /** Beyond the scope it is the facts that say what is followed. */
  #reader({ mode }: Address): Reader {
    const links = this.context.linksOnly && (mode === 'scope' || mode === 'hop')
    return links ? this.context.skimming : this.#reading
  }

  async #get(entry: Address): Promise<Look> {
    const { context } = this
    const { linksOnly, signal } = context
    const before = linksOnly ? null : context.state.validators.find(entry.url, context.reader)
    const facts = before ? context.state.factsAt(before.content) : null
    const unless = before && facts ? { unless: before } : {}
    const answer = await context.http.get(entry.url, { signal, unhashed: linksOnly, ...unless })
    context.health.note(answer.attempt)
    if (before && answer.attempt.status === 304 && answer.attempt.cause === null)
      return context.suspect({ attempt: answer.attempt, facts, validators: before })
    const look = await context.suspect(lookAt(answer, 'page', true, this.#reader(entry)))
    return look.facts ? { ...look, validators: validatorsIn(answer.headers) } : look
  }

  /** In full, unless the very same answer was read before. */
  readonly #reading: Reader = (attempt, body) => {
    const key = contentKey(attempt, this.context.reader)
    const facts = key === null ? null : this.context.state.factsOf(key)
    return facts ? { facts } : reading(attempt, body)
  }

  #settle(entry: Address, first: Look): Promise<Settled> {
    const { context } = this
    const { url } = entry
    const { browser, signal } = context
    return settle(
      url,
      first,
      {
        again: () =>
          context.lanes.run(url, async () => {
            const answer = await context.http.get(url, { signal, fresh: true })
            context.health.note(answer.attempt)
            return context.suspect(lookAt(answer, 'page', true, this.#reader(entry)))
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

  async #confirm(entry: Address, first: Look): Promise<void> {
    const settled = await this.#settle(entry, first)
    if (!this.context.signal.aborted) await this.#settled(entry, settled)
  }

  #settled(entry: Address, settled: Settled): void | Promise<void> {
    const { url } = entry
    const { reach, look, rendered } = settled
    if (this.context.homes.includes(url)) {
      this.context.learnAddress(look.attempt.address)
      if (reach.outcome === 'ok') {
        this.context.territory.learnLanding(url, look.facts?.forward ?? reach.finalUrl)
        this.follower.relearn()
      }
    }
    const facts = reach.outcome === 'ok' ? look.facts : null
    if (facts && !rendered && isForBrowser(facts, entry.depth))
      return this.#scripted(entry, reach, look, facts)
    return this.#note(entry, reach, facts, look, rendered)
  }

  /** Notes a page as its scripts make it, as far as a browser is at hand. */
  async #scripted(entry: Address, reach: Reach, look: Look, facts: PageFacts): Promise<void> {
    const { url } = entry
    const seen = await this.#render(url)
    if (this.context.signal.aborted) return
    if (seen) return this.#note(entry, reach, seen.facts, { ...look, facts: seen.facts }, true)
    // A list that nobody could turn is known by its pager; its first page was read.
    if (facts.needsScript) this.follower.gap(url, 'unrendered')
    return this.#note(entry, reach, facts, look, false)
  }

  /**
   * The page after its scripts ran; null where no browser is at hand or it sees no page. What shows next to nothing is
   * given more time, and counts as unseen where the data that its scripts ask for do not come.
   */
  async #render(url: string): Promise<Look | null> {
    const first = await this.#rendered(url)
    if (first === null || !showsNothing(first.look)) return first?.look ?? null
    const again = (await this.#rendered(url, PATIENT_MS)) ?? first
    return again.failed && showsNothing(again.look) ? null : again.look
  }

  async #rendered(url: string, quietMs?: number): Promise<{ look: Look; failed: boolean } | null> {
    const { browser, signal } = this.context
    if (!browser || this.#renders >= RENDERS_MAX || signal.aborted) return null
    this.#renders += 1
    const turns = Math.min(TURNS_MAX, TURNS_PER_CRAWL - this.#turns)
    const patience = quietMs === undefined ? {} : { quietMs }
    const rendered = await this.context.renderSlot(() => browser.render(url, { signal, turns, ...patience }))
    this.#turns += rendered.turned?.pages.length ?? 0
    const look = lookAtRendered(rendered)
    return look.attempt.cause === null && look.facts !== null
      ? { look, failed: rendered.failed === true }
      : null
  }

  #note(entry: Address, reach: Reach, facts: PageFacts | null, look: Look | null, rendered: boolean): void {
    const { context, follower } = this
    const { no, url } = entry
    context.planned?.took(reach)
    const bodySha256 = look?.attempt.bodySha256 ?? look?.validators?.sha256 ?? null
    const landed = PLAIN_URL.test(reach.finalUrl)
      ? reach.finalUrl
      : (normaliseUrl(reach.finalUrl) ?? reach.finalUrl)
    // No answer names the route: the page that answers leads there by itself.
    const finalUrl = landed + routeOf(url) === url ? url : landed
    const skim = reach.outcome === 'ok' ? look?.skim : null
    const seen = { no, finalUrl, facts, rendered, reach, bodySha256 }
    if (skim && !facts) {
      const links = follower.skim(entry, finalUrl, skim)
      context.state.store({ ...seen, title: skim.title, links }, null, context.now())
    } else {
      const key = look === null || rendered ? null : contentKey(look.attempt, context.reader)
      const { validators = null } = look ?? {}
      // A page that was sent on is another page's content; those of a reading that still holds are kept already.
      const lasting =
        validators && validators.sha256 === undefined && !rendered && finalUrl === url
          ? { ...validators, reader: context.reader }
          : null
      context.state.store({ ...seen, ...(lasting ? { validators: lasting } : {}) }, key, context.now())
    }
    const gap = gapOf(reach)
    if (gap) follower.gap(url, gap)
    else if (reach.outcome === 'ok' && look?.attempt.cause === 'too-large') follower.gap(url, 'failed')
    if (facts) follower.facts(entry, finalUrl, facts)
  }
}
