/** Known articles that a site search ought to find: which to ask for, and whether a result page shows one. */
import { addDays, daysBetween, type PlainDate } from '../model/date.js'
import type { PageRecord } from '../model/harvest.js'
import { foldLabel } from '../model/label.js'
import type { PageFacts } from '../model/page.js'
import type { KnownItemView } from '../model/portal-duties.js'

/** Articles asked for, until one of them is found. */
export const KNOWN_ITEMS = 3
/** Pages of a unit, and of the site, looked through for candidates. */
const MAX_LOOKED = 400
const MAX_PAGES = 10_000
/** A search may take so long to index a new article… */
const SETTLED_DAYS = 30
/** …and may leave out what is very old. */
const MAX_DAYS = 1_100
const MIN_TITLE = 8
const MAX_TITLE = 40
/** Short enough that any search takes it as one phrase. */
const PHRASE = 12

/** One article that the search is asked for. */
export interface KnownItem {
  readonly title: string
  readonly url: string
  /** A piece of the title without marks, for a search that takes no long sentences. */
  readonly phrase: string
}

/** Title and day of an article that a search ought to know; null for any other page. */
function usable(
  { facts, reach, rendered }: PageRecord,
  at: PlainDate,
): { title: string; published: PlainDate } | null {
  if (facts === null || facts.kind !== 'article' || reach.outcome !== 'ok') return null
  if (facts.blocked !== null || facts.softError !== null || (facts.needsScript && !rendered)) return null
  const { title, published } = facts
  if (title === null || published === null || published > addDays(at, -SETTLED_DAYS)) return null
  const length = foldLabel(title).length
  const fits = daysBetween(published, at) <= MAX_DAYS && length >= MIN_TITLE && length <= MAX_TITLE
  return fits ? { title, published } : null
}

/** The longest run of characters without marks, cut to a phrase. */
function phraseOf(title: string): string {
  const runs = title.normalize('NFKC').split(/[^\p{L}\p{N}]+/u)
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest.slice(0, PHRASE)
}

interface Candidate {
  readonly title: string
  readonly url: string
  readonly published: PlainDate
  readonly column: string
}

/** Of different columns first, the newest first. A title that two pages bear is null. */
function choose(byTitle: ReadonlyMap<string, Candidate | null>): KnownItem[] {
  const newest = [...byTitle.values()]
    .flatMap((one) => one ?? [])
    .sort((a, b) =>
      a.published === b.published ? (a.url < b.url ? -1 : 1) : a.published < b.published ? 1 : -1,
    )
  const seen = new Set<string>()
  const spread = newest.filter(({ column }) => !seen.has(column) && seen.add(column))
  return [...spread, ...newest.filter((one) => !spread.includes(one))]
    .slice(0, KNOWN_ITEMS)
    .map(({ title, url }) => ({ title, url, phrase: phraseOf(title) }))
}

/**
 * Articles of each unit to look up, by unit id: one pass over the site, which ends when there is enough of every unit.
 * @param pages in order of depth and URL
 * @param unitOf the unit that an address belongs to; null: none of these
 * @param units how many units are asked for
 */
export function chooseKnown(
  pages: Iterable<PageRecord>,
  unitOf: (url: string) => string | null,
  units: number,
  at: PlainDate,
): Map<string, KnownItem[]> {
  const looked = new Map<string, number>()
  const found = new Map<string, Map<string, Candidate | null>>()
  let all = 0
  let enough = 0
  for (const page of pages) {
    if (enough >= units || all++ >= MAX_PAGES) break
    const { facts } = page
    const unit = facts === null ? null : unitOf(page.url)
    const count = unit === null ? MAX_LOOKED : (looked.get(unit) ?? 0)
    if (facts === null || unit === null || count >= MAX_LOOKED) continue
    looked.set(unit, count + 1)
    if (count + 1 === MAX_LOOKED) enough++
    const item = usable(page, at)
    if (item === null) continue
    const byTitle = found.get(unit) ?? new Map<string, Candidate | null>()
    found.set(unit, byTitle)
    const key = foldLabel(item.title)
    const column = facts.column ?? facts.breadcrumb.at(-1) ?? ''
    byTitle.set(key, byTitle.has(key) ? null : { ...item, url: page.url, column })
  }
  return new Map([...found].map(([unit, byTitle]) => [unit, choose(byTitle)]))
}

const NOTHING =
  /(?:没有|未|无|0\s*(?:条|个|项|篇))[^。]{0,8}(?:找到|搜索到|检索到|查询到|查到|相关|符合|匹配|结果|记录|信息|数据)|暂无|(?:共|约|找到|搜到|检索到|结果)[^。\d]{0,10}0\s*(?:条|个|项|篇)|no\s+(?:results?|records?)|0 results/i

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url
}

/** What a result page says of one article. A title that the results cut short is the article's where its opening is. */
export function outcomeOf(facts: PageFacts | null, item: KnownItem): KnownItemView['outcome'] {
  if (facts === null) return 'unread'
  const wanted = foldLabel(item.title)
  const entries = facts.results ?? facts.items.map(({ title, url }) => ({ title, url, snippet: '' }))
  const found = entries.some(({ title, url }) => {
    if (url !== null && pathOf(url) === pathOf(item.url)) return true
    const shown = foldLabel(title)
    return (
      shown.length >= 6 && (wanted.includes(shown) || shown.includes(wanted) || startsAlike(shown, wanted))
    )
  })
  if (found) return 'found'
  // A result link may lead through a counting address.
  if (facts.links.some(({ target, hidden }) => !hidden && target !== null && leadsTo(target, item.url)))
    return 'found'
  if (entries.length > 0) return 'other'
  return NOTHING.test(facts.text) || NOTHING.test(facts.frameText) ? 'none' : 'unread'
}

function startsAlike(shown: string, wanted: string): boolean {
  const opening = wanted.slice(0, 10)
  return opening.length >= 8 && shown.includes(opening)
}

function leadsTo(target: string, url: string): boolean {
  return target === url || target.includes(encodeURIComponent(url))
}
