/** What thousands of rows bear alike (outcomes, ways, trails): a database gives each row one of its own. */
import type { PageFacts } from '../../model/page.js'
import { Recent } from './pieces.js'

const REMEMBERED = 5_000
const known = new Recent<string, string>(REMEMBERED)

/** The same text, one string for all who bear it. */
export function sharedText<T extends string | null>(text: T): T {
  if (text === null) return text
  const shared = known.get(text)
  if (shared !== undefined) return shared as T
  known.set(text, text)
  return text
}

/** No entries, for all that have none. */
export const NONE: readonly never[] = []

/** Trails of pages: those of one column share theirs. */
const trails = new Recent<string, readonly string[]>(2_000)

/** A trail of names, one for all that show it. */
function sharedTrail(names: readonly string[]): readonly string[] {
  if (names.length === 0) return NONE
  const key = JSON.stringify(names)
  const known = trails.get(key)
  if (known) return known
  const own = names.map(sharedText)
  trails.set(key, own)
  return own
}

type Alike = Pick<
  PageFacts,
  | 'breadcrumb'
  | 'siteName'
  | 'siteId'
  | 'column'
  | 'columnType'
  | 'source'
  | 'items'
  | 'attachments'
  | 'frames'
>

/** The facts themselves, with what thousands of pages bear alike as one for all: every page is held while judging. */
export function sharing<T extends Alike>(facts: T): T {
  const { breadcrumb, siteName, siteId, column, columnType, source, items, attachments, frames } = facts
  return Object.assign(facts, {
    breadcrumb: sharedTrail(breadcrumb),
    siteName: sharedText(siteName),
    siteId: sharedText(siteId),
    column: sharedText(column),
    columnType: sharedText(columnType),
    source: sharedText(source),
    items: items.length === 0 ? NONE : items,
    attachments: attachments.length === 0 ? NONE : attachments,
    frames: frames.length === 0 ? NONE : frames,
  })
}
