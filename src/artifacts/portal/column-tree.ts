/** The tree of columns: which stands under which, and the names on the way down. */
import { foldLabel } from '../../model/label.js'
import { columnKey, directoryOf } from './address-key.js'
import type { Draft } from './column-draft.js'
import { isRepeated } from './page-frame.js'
import type { UnitPages } from './unit-pages.js'

/** Deepest tree that is followed. */
const MAX_DEPTH = 8
const HOME = /^(?:网站|平台)?(?:首页|主页)$/

/** The nearest column whose directory holds this one's. */
function byDirectory(draft: Draft, directories: ReadonlyMap<string, Draft>, top: string): Draft | null {
  let directory = directoryOf(draft.candidate.key)
  for (let step = 0; step < MAX_DEPTH * 2; step++) {
    directory = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1)
    if (directory.length <= top.length || !directory.startsWith(top)) return null
    const holder = directories.get(directory)
    if (holder && holder !== draft) return holder
  }
  return null
}

/** The column that the breadcrumb names right above this one; null: none is; undefined: there is no telling breadcrumb. */
function byBreadcrumb(draft: Draft, byName: ReadonlyMap<string, Draft | null>): Draft | null | undefined {
  const trail = (draft.page?.facts?.breadcrumb ?? []).map(foldLabel).filter((name) => name !== '')
  const own = foldLabel(draft.name)
  if (trail.length === 0 || (trail.at(-1) !== own && trail.length < 2)) return undefined
  const above = trail.at(-1) === own ? trail.at(-2) : trail.at(-1)
  if (above === undefined || above === own || HOME.test(above)) return null
  return byName.get(above) ?? null
}

function descends(from: Draft, candidate: Draft): boolean {
  let at: Draft | null = from
  for (let step = 0; at !== null && step < 64; step++, at = at.parent) if (at === candidate) return true
  return at !== null
}

/** Pages that carry each visible link of the content, by its signature. */
function carriersOf(drafts: readonly Draft[]): Map<string, Set<Draft>> {
  const carriers = new Map<string, Set<Draft>>()
  for (const draft of drafts)
    for (const { signature, region, hidden } of draft.page?.facts?.links ?? []) {
      if (region !== 'content' || hidden) continue
      const known = carriers.get(signature)
      if (known) known.add(draft)
      else carriers.set(signature, new Set([draft]))
    }
  return carriers
}

/**
 * The columns that a page without entries leads to in its content: it is their front. What most columns carry is a menu,
 * and so is a block that names the column itself and stands on the columns beside it as well.
 */
function shownBelow(
  draft: Draft,
  byKey: ReadonlyMap<string, Draft>,
  carriers: ReadonlyMap<string, ReadonlySet<Draft>>,
  pagesRead: number,
): Draft[] {
  const below = new Set<Draft>()
  let named: ReadonlySet<Draft>[] = []
  const trail = new Set(draft.page?.facts?.breadcrumb.map(foldLabel))
  for (const { target, text, region, hidden, signature } of draft.page?.facts?.links ?? []) {
    if (target === null || region !== 'content' || hidden) continue
    const on = carriers.get(signature) ?? new Set()
    const column = byKey.get(columnKey(target))
    if (column === undefined || isRepeated(on.size, pagesRead)) continue
    // What leads away from several columns is a block of links beside their content.
    if (column.candidate.external && on.size > 1) continue
    // A trail in a plain cell leads up.
    if (column !== draft && trail.has(foldLabel(text))) continue
    if (column === draft) named = [...named, on]
    else below.add(column)
  }
  return named.some((on) => [...below].some((column) => on.has(column))) ? [] : [...below]
}

/** Shorter labels are a menu's. */
const MIN_TITLE = 8
/** Fewer columns do not tell what pages have in common. */
const MIN_COMPARED = 3

/** Whether each empty page has links beside its content that no other column's page has. */
function noteAside(fronts: readonly Draft[], drafts: readonly Draft[]): void {
  const targetsOf = (draft: Draft): Set<string> =>
    new Set(
      (draft.page?.facts?.links ?? []).flatMap(({ target, text, region, role, hidden }) =>
        region === 'frame' && role === 'page' && !hidden && text.length >= MIN_TITLE ? (target ?? []) : [],
      ),
    )
  const all = drafts.filter(({ page }) => page?.facts).map((draft) => ({ draft, targets: targetsOf(draft) }))
  if (all.length < MIN_COMPARED) return
  const carried = new Map<string, number>()
  for (const { targets } of all)
    for (const target of targets) carried.set(target, (carried.get(target) ?? 0) + 1)
  for (const { draft, targets } of all)
    if (fronts.includes(draft))
      draft.listsAside = [...targets].filter((target) => carried.get(target) === 1).length > 1
}

/**
 * Gives each column its parent: by breadcrumb, else menu, else directory. Whatever any of the three puts below a column,
 * and what a page without entries leads to, counts as held by it: an empty page above filled columns is not an empty column.
 */
export function linkColumns(drafts: readonly Draft[], pages: UnitPages): void {
  const byKey = new Map(drafts.map((draft) => [draft.candidate.key, draft]))
  const byName = new Map<string, Draft | null>()
  const directories = new Map<string, Draft>()
  for (const draft of drafts) {
    if (draft.candidate.external) continue
    const name = foldLabel(draft.name)
    // A name that two columns bear tells no parent.
    byName.set(name, byName.has(name) ? null : draft)
    if (draft.candidate.key.endsWith('/')) directories.set(draft.candidate.key, draft)
  }
  const top = directoryOf(pages.unit.portal)
  for (const draft of drafts) {
    const { under } = draft.candidate
    const menu = under === null ? null : (byKey.get(under) ?? null)
    const trail = byBreadcrumb(draft, byName)
    const holder = byDirectory(draft, directories, top)
    const parent = trail !== undefined ? trail : (menu ?? holder)
    if (parent !== null && !parent.candidate.external && !descends(parent, draft)) draft.parent = parent
    for (const above of [menu, trail ?? null, holder]) {
      if (above !== null && above !== draft && !above.candidate.external) above.children.add(draft)
    }
    for (const above of [trail ?? null, holder]) if (above !== null) above.holdsByAddress = true
  }
  const fronts = drafts.filter(({ candidate, reading }) => !candidate.external && reading.items.length === 0)
  const carriers = fronts.length > 0 ? carriersOf(drafts) : new Map<string, Set<Draft>>()
  if (fronts.length > 0) noteAside(fronts, drafts)
  const read = drafts.filter(({ page }) => page?.facts).length
  for (const draft of fronts)
    for (const column of shownBelow(draft, byKey, carriers, read)) draft.children.add(column)
}

/** Names from the start page down to the column. */
export function pathOf(draft: Draft): string[] {
  const names: string[] = []
  let at: Draft | null = draft
  let top: Draft = draft
  for (let step = 0; at !== null && step < MAX_DEPTH; step++, at = at.parent) {
    names.unshift(at.name)
    top = at
  }
  const trail = (top.page?.facts?.breadcrumb ?? []).filter((name) => !HOME.test(foldLabel(name)))
  const above = trail.map(foldLabel).lastIndexOf(foldLabel(top.name))
  const lead =
    top.candidate.labelsAbove.length > 0 ? top.candidate.labelsAbove : above > 0 ? trail.slice(0, above) : []
  return ['首页', ...lead, ...names]
}
