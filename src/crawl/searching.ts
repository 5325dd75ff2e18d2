/** Searching: each distinct search of the site is tried once per keyword, as a visitor would. */
import { countKeyword, findSearchForm } from '../artifacts/search.js'
import type { Attempt, Reach } from '../model/attempt.js'
import type { PageFacts } from '../model/page.js'
import type { KeywordCount, SearchView } from '../model/portal.js'
import type { KnownItemView } from '../model/portal-duties.js'
import type { UnitSpec } from '../model/site.js'
import { cameBack, searchByBrowser, searchByHttp, searchByTyping } from './asking.js'
import { settle } from './confirm.js'
import type { CrawlContext } from './context.js'
import { chooseKnown, type KnownItem, outcomeOf } from './known-items.js'
import { queryFor, type SearchWay, wayKey } from './query.js'

/** Tried where a portal shows a search and no rubric asks for a keyword: it stands on every such portal. */
const NEUTRAL = '公开'
/** Words of which every living index knows one: a search that finds an entry for any of them has not lost its index. */
const EVERYDAY = [NEUTRAL, '工作', '脱贫攻坚', '生态环保']

/** Pages that are looked through for a search where the start page shows none. */
const MAX_FORM_PAGES = 200
/** A start page that leads on is followed so far. */
const MAX_FORWARDS = 3
/** So many pages at the least carry a box that belongs to the whole site. */
const CARRIED_BY = 3
/** On an inner page a box may look up one list only; the address tells a search of the site. */
const SEARCHES_SITE = /search|sousuo|jiansuo|was\d|\/ssp\/|\/so\b/i

/** What one keyword gave. `facts` null: the result page could not be read. */
interface Result {
  readonly keyword: string
  readonly reach: Reach
  readonly facts: PageFacts | null
  readonly attempts: readonly Attempt[]
}

/** Words of a search for something else than articles. */
const SPECIAL = /办事|事项|服务|法规|企业|公报|案件|信件|名单|办件|进度/

/** Why a search may not find an article: it is for something else, or reads our words in another charset. */
function doubtOf(way: SearchWay | null): SearchView['knownDoubt'] | null {
  if (way?.found !== 'form') return null
  const words = way.form.fields.map(({ label, value }) => `${label} ${value}`).join(' ')
  if (SPECIAL.test(words.slice(0, 1_000))) return 'special-search'
  return /^utf-?8$/i.test(way.charset) ? null : 'search-charset'
}

/** The searches of one site. */
export class Searching {
  readonly #results = new Map<string, Promise<Result>>()
  #chosen: ReadonlyMap<string, readonly KnownItem[]> | null = null

  constructor(private readonly context: CrawlContext) {}

  /** What each inspected unit's search gives. Units whose start page did not answer are left untried. */
  async all(): Promise<Map<string, SearchView>> {
    const { context } = this
    const units = context.job.site.units.filter((unit) => context.territory.inspected.has(unit.id))
    const ways = new Map(units.map((unit) => [unit, this.#wayOf(unit)]))
    const users = new Map<string, number>()
    for (const way of ways.values()) if (way) users.set(wayKey(way), (users.get(wayKey(way)) ?? 0) + 1)
    const views = new Map<string, SearchView>()
    for (const [unit, way] of ways) {
      if (context.signal.aborted) break
      const common = way !== null && this.#isCommon(unit, way, users.get(wayKey(way)) ?? 0)
      const view = await this.#view(way, common)
      const known = way && view.state === 'works' ? await this.#known(unit, way) : []
      const doubt = doubtOf(way) ?? (way && (await this.#findsOthers(way, known)) ? 'finds-others' : null)
      const looked = known.length === 0 ? {} : { known, ...(doubt === null ? {} : { knownDoubt: doubt }) }
      views.set(unit.id, { ...view, ...looked })
    }
    return views
  }

  #formOn(url: string): SearchWay | null {
    const page = this.context.state.page(url)
    const form = page?.facts ? findSearchForm(page.facts) : null
    return page?.facts && form
      ? { found: 'form', form, page: page.finalUrl, charset: page.facts.charset }
      : null
  }

  /** Where a visitor of the start page ends: it may only lead on, or show other pages in its frames. */
  #landings(unit: UnitSpec): string[] {
    const { state } = this.context
    const landings: string[] = []
    let facts = state.page(unit.portal)?.facts ?? null
    for (let hop = 0; hop < MAX_FORWARDS && facts !== null; hop += 1) {
      landings.push(...facts.frames)
      if (facts.forward === null || landings.includes(facts.forward)) break
      landings.push(facts.forward)
      facts = state.page(facts.forward)?.facts ?? null
    }
    return landings
  }

  /** A search of the site on one of the unit's other pages: it says so, or most of the pages carry it. */
  #formWithin(unit: UnitSpec): SearchWay | null {
    const { state, territory } = this.context
    const carried = new Map<string, { readonly way: SearchWay; pages: number }>()
    let looked = 0
    for (const page of state.pages()) {
      if (looked >= MAX_FORM_PAGES) break
      if (page.facts === null || territory.unitOf(page.url)?.id !== unit.id) continue
      looked += 1
      const there = this.#formOn(page.url)
      if (there?.found !== 'form') continue
      if (SEARCHES_SITE.test(there.form.action)) return there
      const known = carried.get(there.form.action)
      if (known) known.pages += 1
      else carried.set(there.form.action, { way: there, pages: 1 })
    }
    for (const { way, pages } of carried.values()) if (pages >= CARRIED_BY && pages * 2 > looked) return way
    return null
  }

  #wayOf(unit: UnitSpec): SearchWay | null {
    const { site } = this.context.job
    if (unit.search !== null) return { found: 'template', template: unit.search }
    for (const url of [unit.portal, site.home, ...this.#landings(unit)]) {
      const there = this.#formOn(url)
      if (there) return there
    }
    const within = this.#formWithin(unit)
    if (within) return within
    for (const place of site.places) {
      if (place.role !== 'search') continue
      if (place.url.includes('{keyword}') || place.url.includes('%7Bkeyword%7D'))
        return { found: 'template', template: place.url.replace('%7Bkeyword%7D', '{keyword}') }
      const there = this.#formOn(place.url)
      if (there) return there
    }
    return null
  }

  /** A search serves all when several use it, or when it stands outside what is this unit's own. */
  #isCommon(unit: UnitSpec, way: SearchWay, users: number): boolean {
    const { site } = this.context.job
    if (site.units.length < 2) return false
    const { url } = queryFor(way, NEUTRAL)
    return (
      users > 1 ||
      !this.context.territory.isSameOrigin(url, unit.portal) ||
      this.context.territory.unitOf(url)?.id !== unit.id
    )
  }

  async #view(way: SearchWay | null, common: boolean): Promise<SearchView> {
    if (!way) return { found: null, url: null, state: 'not-tried', reach: null, counts: [], common: false }
    const asked = this.context.job.needs.keywords.map((one) => one.keyword)
    const results: Result[] = []
    for (const keyword of asked.length > 0 ? asked : [NEUTRAL]) {
      if (this.context.signal.aborted) break
      results.push(await this.#once(way, keyword))
    }
    const url = way.found === 'form' ? way.form.action : queryFor(way, asked[0] ?? NEUTRAL).url
    const worst =
      results.find((one) => one.reach.outcome === 'broken') ??
      results.find((one) => one.reach.outcome !== 'ok' || one.facts === null) ??
      results[0]
    const state = !worst
      ? 'not-tried'
      : worst.reach.outcome === 'broken'
        ? 'failed'
        : worst.reach.outcome === 'ok' && worst.facts !== null
          ? 'works'
          : 'unread'
    const counts = asked.length === 0 ? [] : results.flatMap((one) => this.#count(one))
    return { found: way.found, url, state, reach: worst?.reach ?? null, counts, common }
  }

  #items(): ReadonlyMap<string, readonly KnownItem[]> {
    const { territory, state, job } = this.context
    const unitOf = (url: string) => {
      const id = territory.unitOf(url)?.id ?? null
      return id !== null && territory.inspected.has(id) ? id : null
    }
    this.#chosen ??= chooseKnown(state.pages(), unitOf, territory.inspected.size, job.at)
    return this.#chosen
  }

  /** Looks for known articles by their titles, until one is found. */
  async #known(unit: UnitSpec, way: SearchWay): Promise<KnownItemView[]> {
    const { signal } = this.context
    const views: KnownItemView[] = []
    for (const item of this.#items().get(unit.id) ?? []) {
      let last: KnownItemView | null = null
      for (const words of new Set([item.title, item.phrase])) {
        if (signal.aborted || last?.outcome === 'found') break
        const { facts, reach } = await this.#once(way, words)
        const { title, url } = item
        const outcome = reach.outcome === 'ok' ? outcomeOf(facts, item) : 'unread'
        last = { title, url, outcome, resultUrl: reach.finalUrl }
      }
      if (last) views.push(last)
      if (last?.outcome === 'found') break
    }
    return views
  }

  /** A search that found none of the articles may know other words: then it is not the index that is lost. */
  async #findsOthers(way: SearchWay, known: readonly KnownItemView[]): Promise<boolean> {
    if (known.length === 0 || known.some(({ outcome }) => outcome !== 'none')) return false
    const asked = this.context.job.needs.keywords.map((one) => one.keyword)
    for (const word of new Set([...asked, ...EVERYDAY])) {
      if (this.context.signal.aborted) return false
      const { facts } = await this.#once(way, word)
      if (facts !== null && (facts.results?.length ?? facts.items.length) > 0) return true
    }
    return false
  }

  #count(result: Result): KeywordCount[] {
    if (result.facts === null) return []
    const { occurrences, entries } = countKeyword(result.facts, result.keyword)
    const { keyword, attempts, reach } = result
    return [{ keyword, occurrences, entries, resultUrl: reach.finalUrl, attempts }]
  }

  #once(way: SearchWay, keyword: string): Promise<Result> {
    const key = `${wayKey(way)}\n${keyword}`
    let result = this.#results.get(key)
    if (!result) {
      result = this.#try(way, keyword)
      this.#results.set(key, result)
    }
    return result
  }

  async #try(way: SearchWay, keyword: string): Promise<Result> {
    const { context } = this
    const { url } = queryFor(way, keyword)
    if ((await context.robots.verdict(url)) === 'disallowed') {
      const reach: Reach = {
        url,
        outcome: 'unknown',
        cause: 'robots',
        status: null,
        bytes: null,
        finalUrl: url,
        attempts: [],
      }
      return { keyword, reach, facts: null, attempts: [] }
    }
    const { browser, signal } = context
    const byBrowser = browser
      ? () => context.renderSlot(() => searchByBrowser(way, keyword, browser, signal))
      : null
    const again = () => searchByHttp(way, keyword, context)
    const settled = await settle(url, await again(), { again, browser: byBrowser }, context.rules)
    const { reach, look, rendered } = settled
    if (reach.outcome !== 'ok' || look.facts === null)
      return { keyword, reach, facts: null, attempts: reach.attempts }
    const form = way.found === 'form' ? way : null
    const stood = form === null ? null : (context.state.page(form.page)?.facts ?? null)
    const back = cameBack(stood, look.facts)
    if (!back && (rendered || !look.facts.needsScript))
      return { keyword, reach, facts: look.facts, attempts: reach.attempts }
    const typed =
      form && browser ? () => context.renderSlot(() => searchByTyping(form, keyword, browser)) : null
    const seen = await (back ? typed : byBrowser)?.()
    const attempts = seen ? [...reach.attempts, seen.attempt] : reach.attempts
    const facts = seen?.attempt.cause === null && seen.facts !== null ? seen.facts : null
    return { keyword, reach, facts: facts !== null && cameBack(stood, facts) ? null : facts, attempts }
  }
}
