/** The entries of lists, as they are told: rows and catalogues as items, each once, with their days. */
import type { ListItem } from '../model/page.js'
import type { Row } from './rows.js'
import type { Catalogue } from './tables.js'
import { settleYears } from './years.js'

const MAX_ITEMS = 3000

/** How many entries have a day. */
export function datedOf(items: readonly ListItem[]): number {
  return items.reduce((count, { date }) => (date === null ? count : count + 1), 0)
}

/** Entries of a catalogue table. */
export function fromCatalogue(catalogue: Catalogue | null): ListItem[] {
  if (catalogue === null) return []
  const dates = settleYears(catalogue.rows)
  return catalogue.rows.map((row, i) => ({
    title: row.title,
    url: row.url,
    date: dates[i] ?? null,
    source: row.source,
  }))
}

/** Entries of rows, the years of their days settled. */
export function settled(rows: readonly Row[]): ListItem[] {
  const dates = settleYears(
    rows.map((row) => ({ date: row.date?.date ?? null, monthDay: row.date?.monthDay ?? null, url: row.url })),
  )
  return rows.map((row, i) => ({
    title: row.title,
    url: row.url,
    date: dates[i] ?? null,
    source: row.source,
  }))
}

/** One entry per title and target, in reading order; at most 3,000. */
export function unique(items: readonly ListItem[]): ListItem[] {
  const seen = new Set<string>()
  const out: ListItem[] = []
  for (const item of items) {
    const key = `${item.url ?? ''}\n${item.url === null ? `${item.title}${out.length}` : item.title}`
    if (item.title === '' || seen.has(key)) continue
    seen.add(key)
    out.push(item)
    if (out.length >= MAX_ITEMS) break
  }
  return out
}
