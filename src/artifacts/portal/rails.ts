/** Lists of a template: a block of latest entries that stands on every page, articles too, and is the list of none of them. */
import type { PageRecord } from '../../model/harvest.js'
import type { ListItem, PageFacts, PageLink } from '../../model/page.js'
import { newestOf } from '../payload.js'
import { columnKey } from './address-key.js'
import { isRepeated } from './page-frame.js'
import { speaksFor } from './plain-harvest.js'

/** On fewer lists an entry is in no template. */
const MIN_LISTS = 3
/** Fewer articles do not tell what stands on all of them. */
const MIN_ARTICLES = 5

/** The visible links of a page to each of some targets. */
function linksTo(facts: PageFacts, targets: ReadonlySet<string>): Map<string, PageLink[]> {
  const found = new Map<string, PageLink[]>()
  for (const link of facts.links) {
    const { target, hidden, role } = link
    if (target === null || hidden || role === 'frame' || !targets.has(target)) continue
    const known = found.get(target)
    if (known) known.push(link)
    else found.set(target, [link])
  }
  return found
}

/** Entries that several lists show, further pages of one list left out, and the addresses of all that have a day. */
function listedOn(records: readonly PageRecord[]): { shared: Set<string>; dated: Set<string> } {
  const lists = new Map<string, number>()
  const dated = new Set<string>()
  for (const { facts, via } of records) {
    for (const { url, date } of facts?.items ?? []) {
      if (url === null) continue
      if (date !== null) dated.add(url)
      if (via !== 'pager' && via !== 'frame') lists.set(url, (lists.get(url) ?? 0) + 1)
    }
  }
  return { shared: new Set([...lists].flatMap(([url, n]) => (n >= MIN_LISTS ? url : []))), dated }
}

/** From what place how many of some pages lead to each target, and how often one of them does at least. */
function placesOn(records: readonly PageRecord[], targets: ReadonlySet<string>): Map<string, Places> {
  const places = new Map<string, Places>()
  for (const { facts } of records)
    for (const [target, links] of linksTo(facts as PageFacts, targets)) {
      const known = places.get(target) ?? { times: links.length, counts: new Map() }
      places.set(target, known)
      known.times = Math.min(known.times, links.length)
      for (const signature of new Set(links.map((link) => link.signature)))
        known.counts.set(signature, (known.counts.get(signature) ?? 0) + 1)
    }
  return places
}

/**
 * What a template leads to: entries to which most articles and most of the other pages lead from one and the same
 * place. What stands below articles alone may look like the list of the column that it is taken from.
 */
function railOf(records: readonly PageRecord[]): ReadonlyMap<string, Rail> {
  const { shared, dated } = listedOn(records)
  if (shared.size === 0) return new Map()
  const entries = new Set([...dated].map(columnKey))
  const read = records.filter(({ facts }) => facts !== null && facts.blocked === null)
  const articles = read.filter(({ url }) => entries.has(columnKey(url)))
  if (articles.length < MIN_ARTICLES) return new Map()
  const others = read.filter(
    ({ url, via }) => !entries.has(columnKey(url)) && via !== 'pager' && via !== 'frame',
  )
  const [below, beside] = [placesOn(articles, shared), placesOn(others, shared)]
  return new Map(
    [...below].flatMap(([target, { times, counts }]): [string, Rail][] => {
      const most = [...counts].flatMap(([signature, count]) => {
        const elsewhere = beside.get(target)?.counts.get(signature) ?? 0
        const onArticles = count >= MIN_ARTICLES && isRepeated(count, articles.length)
        return onArticles && isRepeated(elsewhere, others.length) ? signature : []
      })
      return most.length > 0 ? [[target, { times, signatures: new Set(most) }]] : []
    }),
  )
}

interface Places {
  times: number
  readonly counts: Map<string, number>
}

interface Rail {
  readonly times: number
  readonly signatures: ReadonlySet<string>
}

/** Facts with fewer entries; what is made when it is asked for stays so. */
function withItems(facts: PageFacts, items: readonly ListItem[]): PageFacts {
  const less: PageFacts = {
    ...facts,
    items,
    newest: newestOf(items),
    listFrom: items.length > 0 ? facts.listFrom : facts.frames.length > 0 ? 'iframe' : 'none',
    needsScript: facts.needsScript || (items.length === 0 && facts.signs?.scriptedBeside === true),
    get links() {
      return facts.links
    },
    get menu() {
      return facts.menu
    },
    get text() {
      return facts.text
    },
    get frameText() {
      return facts.frameText
    },
  }
  speaksFor(less, facts)
  return less
}

/** What a page lists that a template leads to as well, and from no other place than it does. */
function railedIn(facts: PageFacts, rail: ReadonlyMap<string, Rail>): ReadonlySet<string> {
  const listed = facts.items.flatMap(({ url }) => (url !== null && rail.has(url) ? url : []))
  const links = listed.length === 0 ? null : linksTo(facts, new Set(listed))
  return new Set(
    listed.filter((url) => {
      const [known, own] = [rail.get(url), links?.get(url)]
      if (known === undefined || own === undefined) return false
      return own.length <= known.times && own.every(({ signature }) => known.signatures.has(signature))
    }),
  )
}

/**
 * The records, their lists without what a template puts on every page. An entry that a page leads to once more, or from
 * another place, is in its own list as well. One that no column lists so stays on all of them: its own may be the page
 * that goes without the template's block, and look like it.
 */
export function withoutRails(records: readonly PageRecord[]): readonly PageRecord[] {
  const rail = railOf(records)
  if (rail.size === 0) return records
  const railed = records.map(({ facts }) => (facts === null ? null : railedIn(facts, rail)))
  const homed = new Set<string>()
  for (const [n, { facts, via }] of records.entries()) {
    if (facts === null || facts.kind === 'home' || via === 'frame') continue
    for (const { url } of facts.items) if (url !== null && !railed[n]?.has(url)) homed.add(url)
  }
  return records.map((record, n) => {
    const { facts } = record
    if (facts === null || !railed[n]?.size) return record
    const items = facts.items.filter(({ url }) => url === null || !railed[n]?.has(url) || !homed.has(url))
    return items.length < facts.items.length ? { ...record, facts: withItems(facts, items) } : record
  })
}
