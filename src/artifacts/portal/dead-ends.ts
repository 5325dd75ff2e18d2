/** Dead ends: links under a role's name whose pages fail, stand elsewhere, or hold a list cut short. What is behind them is unknown, not absent. */
import type { Reach } from '../../model/attempt.js'
import { weightOf } from '../../model/fault.js'
import { foldLabel } from '../../model/label.js'
import type { ColumnView, DeadEnd, LinkView } from '../../model/portal.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import type { Columns } from './columns.js'
import { isRead } from './list-pages.js'
import { roleOf } from './roles.js'
import type { SiteIndex, SitePage } from './site-index.js'

/** The column that all of a portal's disclosure stands behind. */
const DISCLOSURE = /^(?:(?:政府|政务)?(?:信息|政务)公开|政务)(?:专栏|专区|专题|平台|栏目|网)?$/
const MAX_NAME = 24
const MAX_DEAD_ENDS = 200

/** What may stand behind a link of this name; undefined: nothing that anybody asks for. */
function behind(label: string, url: string): Pick<DeadEnd, 'role'> | undefined {
  const folded = foldLabel(label)
  if (folded === '' || folded.length > MAX_NAME) return undefined
  if (DISCLOSURE.test(folded)) return { role: null }
  const role = roleOf(label, url, null)?.role
  if (role === undefined) return undefined
  return { role: role === 'statutory' ? null : role }
}

/** It failed. What was shut to us, or not asked for, is a gap of the coverage and no dead link. */
function isDead({ outcome, cause }: Reach): boolean {
  if (cause === null || (outcome !== 'broken' && outcome !== 'unverified')) return false
  // What is kept behind a sign-in is no disclosure, but neither is it absent.
  if (cause === 'login') return true
  const weight = weightOf(cause)
  return weight !== 'block' && weight !== 'ours'
}

/**
 * The unit keeps the column on another site. A list read there, one step from the portal, tells what it holds; anything
 * else (a site's front, a search, a page that comes by script) may lead on to it.
 */
function isElsewhere(view: ColumnView, index: SiteIndex): boolean {
  if (view.form !== 'external' || view.role === 'other') return false
  const page = index.find(view.url)
  return page === undefined || !isRead(page.record) || page.facts === null || page.facts.items.length === 0
}

/** A list of which only a part was read: what is asked for may be an entry of the rest. */
function isCut({ form, items, complete, read }: ColumnView): boolean {
  return form === 'list' && items > 0 && !complete && (read === 'html' || read === 'rendered')
}

/** Names that a page shows as a menu and that only a script leads anywhere: those of roles that no column bears. */
function unledOn(pages: readonly SitePage[], columns: Columns): DeadEnd[] {
  const found = new Map<ColumnRole | null, DeadEnd>()
  for (const { facts, record } of pages)
    for (const name of facts?.signs?.unledNames ?? []) {
      const named = behind(name, record.url)
      if (named === undefined || found.has(named.role)) continue
      if (named.role !== null && columns.ofRole(named.role).length > 0) continue
      found.set(named.role, { url: record.url, role: named.role, why: 'unled' })
    }
  return [...found.values()]
}

/** Every dead end of a unit's portal, columns first, each address once; then what only a script leads to. */
export function deadEndsOf(
  columns: Columns,
  links: readonly LinkView[],
  index: SiteIndex,
  pages: readonly SitePage[],
): DeadEnd[] {
  const found = new Map<string, DeadEnd>()
  for (const { view } of columns.all) {
    if (isElsewhere(view, index)) {
      found.set(view.url, { url: view.url, role: view.role, why: 'elsewhere' })
      continue
    }
    if (view.assignedAway) continue
    const cut = isCut(view)
    if (!cut && (view.read !== 'failed' || !isDead(index.reachOf(view.url)))) continue
    const known = DISCLOSURE.test(foldLabel(view.name)) || view.role === 'statutory'
    if (known || view.role !== 'other')
      found.set(view.url, {
        url: view.url,
        role: known ? null : view.role,
        ...(cut ? { why: 'incomplete' as const } : {}),
      })
  }
  for (const link of links) {
    const { target, reach } = link
    if (found.size >= MAX_DEAD_ENDS) break
    if (found.has(target) || !isDead(reach)) continue
    const named = link.referrers.map(({ text }) => behind(text, target)).find((one) => one !== undefined)
    if (named) found.set(target, { url: target, ...named })
  }
  return [...found.values(), ...unledOn(pages, columns)]
}
