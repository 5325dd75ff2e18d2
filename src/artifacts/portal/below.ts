/** A column with the columns below it: its entries over all of them, each once, with the dates that the lists show. */
import type { PlainDate } from '../../model/date.js'
import type { ListItem } from '../../model/page.js'
import { columnKey } from './address-key.js'
import type { Column, Columns } from './columns.js'

/** Entries of a column and its sub-columns. */
export interface Holdings {
  readonly entries: readonly { readonly item: ListItem; readonly date: PlainDate | null }[]
  /** Every list among them was read to its end. */
  readonly complete: boolean
  /** Pages of the lists, the first one first; at most 20. */
  readonly pages: readonly string[]
}

const MAX_PAGES = 20

/** The column and what stands below it, each once. */
function withBelow(top: Column, columns: Columns): Column[] {
  const seen = new Set<Column>([top])
  for (const column of seen)
    for (const url of column.view.children) {
      const child = columns.byUrl(url)
      if (child && !child.view.assignedAway) seen.add(child)
    }
  return [...seen]
}

/** Gathers the entries of a column and of what stands below it. */
export function holdingsOf(top: Column, columns: Columns): Holdings {
  const entries = new Map<string, { item: ListItem; date: PlainDate | null }>()
  let complete = true
  const pages: string[] = []
  for (const { view, reading } of withBelow(top, columns)) {
    if (view.form === 'external' || (view.form === 'single' && view.url !== top.view.url)) continue
    if (view.form !== 'parent' || reading.items.length > 0) complete &&= reading.complete
    pages.push(...reading.pages.map((page) => page.url))
    for (const [n, item] of reading.items.entries()) {
      const key = `${item.url === null ? '' : columnKey(item.url)}\n${item.url === null ? item.title : ''}`
      const date = reading.dates[n] ?? null
      const known = entries.get(key)
      if (!known || (known.date === null && date !== null)) entries.set(key, { item, date })
    }
  }
  return { entries: [...entries.values()], complete, pages: pages.slice(0, MAX_PAGES) }
}
