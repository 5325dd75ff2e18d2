/** How an editor finds a page: names from the start page down. */
import { foldLabel } from '../../model/label.js'
import type { ColumnView } from '../../model/portal.js'
import { columnKey } from './address-key.js'
import type { Columns } from './columns.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'

/** Says where a page stands, and which column lists it. */
export interface Whereabouts {
  where(page: SitePage): readonly string[]
  /** The column that lists the page; undefined for a page that no list names. */
  listedIn(page: SitePage): ColumnView | undefined
}

const HOME = /^(?:网站|平台)?(?:首页|主页)$/
const MAX_TITLE = 60

/** Builds the whereabouts of one unit's pages; one pass over the entries of its columns. */
export function whereaboutsOf(pages: UnitPages, columns: Columns): Whereabouts {
  const listed = new Map<string, ColumnView>()
  const onward = new Map<string, ColumnView>()
  for (const { view, reading } of columns.all) {
    if (view.assignedAway) continue
    for (const page of reading.pages) {
      const key = columnKey(page.url)
      if (!onward.has(key)) onward.set(key, view)
    }
    for (const item of reading.items) {
      if (item.url === null) continue
      const key = columnKey(item.url)
      const known = listed.get(key)
      // The deepest column that lists an article is where its editor put it.
      if (!known || (view.form === 'list' && view.path.length > known.path.length)) listed.set(key, view)
    }
  }
  const cache = new Map<SitePage, readonly string[]>()
  const compute = (page: SitePage): readonly string[] => {
    if (page === pages.start) return ['首页']
    const column = columns.byUrl(page.record.url)?.view ?? onward.get(page.key)
    if (column) return column.path
    const title = page.facts?.title ?? page.facts?.heading ?? null
    const tail = title === null || title === '' ? [] : [title.slice(0, MAX_TITLE)]
    const list = listed.get(page.key)
    // Not spread: that leaves room for more in an array that thousands have one of.
    if (list) return list.path.concat(tail)
    const trail = (page.facts?.breadcrumb ?? []).filter((name) => !HOME.test(foldLabel(name)))
    return ['首页'].concat(
      trail,
      tail.filter((name) => name !== trail.at(-1)),
    )
  }
  return {
    where: (page) => {
      const known = cache.get(page)
      if (known) return known
      const path = compute(page)
      cache.set(page, path)
      return path
    },
    listedIn: (page) => listed.get(page.key),
  }
}
