/** The tree of columns: which stands under which, and the names on the way down. */
import { foldLabel } from '../../model/label.js'
import { directoryOf } from './address-key.js'
import type { Draft } from './column-draft.js'
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

/**
 * Gives each column its parent: by breadcrumb, else menu, else directory. Whatever any of the three puts below a column
 * counts as held by it: an empty page above filled columns is not an empty column.
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
