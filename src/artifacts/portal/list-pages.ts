/** A list over all its pages: what the pager, an iframe or a data store goes on with. */
import type { PageRecord } from '../../model/harvest.js'
import type { ListItem, PageFacts } from '../../model/page.js'
import { listShown } from '../list-shown.js'
import { columnKey } from './address-key.js'

/** More pages than this no list of one column has. */
const MAX_LIST_PAGES = 2_000

/** The records of one list, the first page first; `whole` when every page that the list names was read. */
export interface ListPages {
  readonly pages: readonly PageRecord[]
  readonly whole: boolean
  /** Iframes or data stores of the list that were not read. */
  readonly missingFrames: number
}

/** How the records of a site are found: by address, and those that the crawl fetched to go on with a list. */
export interface Records {
  find(url: string): PageRecord | undefined
  continuations(url: string): readonly PageRecord[]
}

/** True for a page whose content can be read: answered, neither blocked nor an error page. */
export function isRead(record: PageRecord | undefined): record is PageRecord & { facts: PageFacts } {
  const facts = record?.facts
  return facts !== undefined && facts !== null && facts.blocked === null && facts.softError === null
}

/** Pages that show what others did, and whose pager counts more than was shown: its pages are given to others, not to us. */
function promiseMore(repeated: readonly PageRecord[], pages: readonly PageRecord[]): boolean {
  return repeated.some(({ facts }) => {
    const { total = null, pages: count = null } = facts?.pager ?? {}
    return (total ?? 0) > itemsOf(pages).length || (count ?? 0) > pages.length - repeated.length
  })
}

/** Walks pager and frames from a list's first page. Bounded; each page once. */
export function listPagesOf(first: PageRecord, records: Records): ListPages {
  const pages: PageRecord[] = []
  const seen = new Set<string>([columnKey(first.url), columnKey(first.finalUrl)])
  const queue: PageRecord[] = [first]
  const shown = new Set<string>()
  const repeated: PageRecord[] = []
  let whole = true
  let missingFrames = 0
  for (let at = 0; at < queue.length; at++) {
    const record = queue[at]
    if (record === undefined || pages.length >= MAX_LIST_PAGES) break
    if (!isRead(record)) {
      whole = false
      continue
    }
    pages.push(record)
    // Behind a page that shows what another did the list has come to its end, wherever it says it goes on.
    const { facts } = record
    if (facts.pager?.urls.length && !facts.needsScript) {
      const own = listShown(facts)
      if (shown.has(own)) {
        repeated.push(record)
        continue
      }
      shown.add(own)
    }
    for (const next of records.continuations(record.url)) {
      const key = columnKey(next.url)
      if (!seen.has(key)) queue.push(next)
      seen.add(key)
    }
    const further: [string, boolean][] = [
      ...(record.facts?.pager?.urls ?? []).map((url): [string, boolean] => [url, false]),
      ...(record.facts?.frames ?? []).map((url): [string, boolean] => [url, true]),
    ]
    for (const [url, framed] of further) {
      const key = columnKey(url)
      if (seen.has(key)) continue
      seen.add(key)
      const next = records.find(url)
      if (next !== undefined) queue.push(next)
      else if (framed) missingFrames++
      else whole = false
    }
  }
  whole &&= pages.length < MAX_LIST_PAGES && !promiseMore(repeated, pages)
  return { pages, whole, missingFrames }
}

/** Entries of a list over all its pages, each once. */
export function itemsOf(pages: readonly PageRecord[]): ListItem[] {
  const items = new Map<string, ListItem>()
  for (const page of pages) {
    for (const item of page.facts?.items ?? []) {
      const key = `${item.url ?? ''}\n${item.title}`
      const known = items.get(key)
      if (!known || (known.date === null && item.date !== null)) items.set(key, item)
    }
  }
  return [...items.values()]
}
