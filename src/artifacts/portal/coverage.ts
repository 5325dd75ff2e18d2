/** How far a unit's portal and its places were read, and whether most of it failed for one cause. */
import { type Cause, weightOf } from '../../model/fault.js'
import type { CoverageView, Gap } from '../../model/portal.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'

const MAX_SEARCHED = 5_000
const MAX_GAPS = 1_000
/** Fewer failing pages than this say nothing of the whole (contract §6). */
const MASS_PAGES = 10

/** Why a fetched page could not be read; null for a page that was, and for one that is definitely not there. */
function gapOf(page: SitePage): Gap | null {
  const { facts, record } = page
  const { cause, outcome } = record.reach
  if (facts?.blocked != null) return facts.blocked === 'login' ? 'login' : 'blocked'
  if (facts !== null) return facts.needsScript && !record.rendered ? 'unrendered' : null
  if (outcome === 'ok' || cause === null) return null
  if (cause === 'login') return 'login'
  if (cause === 'robots') return 'robots'
  if (cause === 'limit') return 'limit'
  const weight = weightOf(cause)
  if (weight === 'block') return 'blocked'
  return weight === 'definite' ? null : 'failed'
}

/** The cause that more than half of the unit's pages, and at least ten, fail for; never 404 or 410. */
function massCauseOf(pages: readonly SitePage[]): Cause | null {
  const counts = new Map<Cause, number>()
  for (const { record } of pages) {
    const { cause, outcome } = record.reach
    if (outcome === 'ok' || outcome === 'unknown' || cause === null) continue
    if (cause === 'http-404' || cause === 'http-410' || weightOf(cause) === 'ours') continue
    counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  for (const [cause, count] of counts) if (count >= MASS_PAGES && count * 2 > pages.length) return cause
  return null
}

/** What was read of the unit's part, its places and what its navigation leads to. */
export function coverageOf(pages: UnitPages): CoverageView {
  const { harvest } = pages.index
  const gaps = new Map<string, Gap>()
  for (const gap of harvest.gaps) {
    if (gap.unit === null || gap.unit === pages.unit.id) gaps.set(gap.url, gap.reason)
  }
  const own = new Set(pages.pages)
  for (const page of pages.index.pages) {
    if (own.has(page) || page.places.length === 0) continue
    own.add(page)
  }
  for (const page of own) {
    const reason = gapOf(page)
    if (reason !== null && !gaps.has(page.record.url)) gaps.set(page.record.url, reason)
  }
  const startRead = pages.start !== undefined && isRead(pages.start.record)
  if (!startRead && !gaps.has(pages.unit.portal)) gaps.set(pages.unit.portal, 'failed')
  if (harvest.interrupted && gaps.size === 0) gaps.set(pages.unit.portal, 'limit')
  return {
    complete: gaps.size === 0,
    gaps: [...gaps].slice(0, MAX_GAPS).map(([url, reason]) => ({ url, reason })),
    searched: [...own]
      .filter((page) => isRead(page.record))
      .slice(0, MAX_SEARCHED)
      .map((page) => page.record.url),
    massCause: massCauseOf(pages.pages),
  }
}
