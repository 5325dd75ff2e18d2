/** How far a unit's portal and its places were read, and whether most of it failed for one cause. */
import type { Cause } from '../../model/fault.js'
import { isSameOrigin } from '../../model/landing.js'
import type { CoverageView, Gap, LinkView } from '../../model/portal.js'
import { gapOf } from '../../model/reach-gap.js'
import { columnKey } from './address-key.js'
import type { Columns } from './columns.js'
import { deadEndsOf } from './dead-ends.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import { leadingPages, type UnitPages } from './unit-pages.js'

/** So deep a page whose menu a script brings is rendered; see src/crawl/visit.ts. */
const MENU_DEPTH = 1
const MAX_SEARCHED = 200_000
const MAX_GAPS = 1_000
/** Fewer failing pages than this say nothing of the whole (contract §6). */
const MASS_PAGES = 10

/** Why a fetched page could not be read; null for a page that was, and for one that is a defect of its own. */
function unreadBecause(page: SitePage): Gap | null {
  const { facts, record } = page
  if (facts?.blocked != null) return facts.blocked === 'login' ? 'login' : 'blocked'
  // A menu that only a script leads on from: what stands behind it has no address to be read at.
  if (facts?.signs?.unled) return 'unrendered'
  if (facts?.signs?.menuSlot && record.depth <= MENU_DEPTH && !record.rendered) return 'unrendered'
  if (facts !== null) return facts.needsScript && !record.rendered ? 'unrendered' : null
  return gapOf(record.reach)
}

/** The cause that more than half of the unit's pages, and at least ten, fail for, be it ours; never 404 or 410. */
function massCauseOf(pages: readonly SitePage[]): Cause | null {
  const counts = new Map<Cause, number>()
  for (const { record } of pages) {
    const { cause, outcome } = record.reach
    if (outcome === 'ok' || outcome === 'unknown' || cause === null) continue
    if (cause === 'http-404' || cause === 'http-410') continue
    counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  for (const [cause, count] of counts) if (count >= MASS_PAGES && count * 2 > pages.length) return cause
  return null
}

/** Pages that what is missing may stand on: the unit's, those of the places, and the common ones its navigation leads to. */
function pagesAsked(pages: UnitPages): Set<SitePage> {
  const { operator } = pages.index.site
  const asked = new Set(pages.pages)
  for (const page of pages.index.pages) if (page.places.length > 0) asked.add(page)
  for (const { facts } of leadingPages(pages)) {
    for (const { url } of facts?.menu ?? []) {
      const page = url === null ? undefined : pages.index.find(url)
      if (page && (page.owner === null || page.owner === operator)) asked.add(page)
    }
  }
  return asked
}

/** The start page, and every registered place: what cannot be read there is not absent, however it fails. */
function unreadRoots(pages: UnitPages): string[] {
  const places = pages.index.site.places.flatMap(({ role, url }) => (role === 'search' ? [] : [url]))
  return [pages.unit.portal, ...places].filter((url) => !isRead(pages.index.find(url)?.record))
}

/** Where the start page leads when that is somebody else's site: then the unit's part of it was never asked for. */
function ledElsewhere(pages: UnitPages): string | null {
  const { index, start, unit } = pages
  const record = start?.record
  const landed = record?.facts?.forward ?? record?.finalUrl ?? unit.portal
  const own = isSameOrigin(index.site, landed, unit.portal) || index.ownerOfUrl(landed) === unit.id
  return own ? null : landed
}

/** Path of a page; `/`, `/index.html` and `/default.aspx` are one, under whichever name of the host. */
const frontOf = (url: string): string =>
  url
    .replace(/^[^:]+:\/\/[^/?#]*/, '')
    .replace(/[?#].*$/s, '')
    .replace(/(?:^|\/)(?:index|default)\.[a-z]{3,5}$|^$/i, '/')

/**
 * Where the start page only leads on to, past every menu: the content of a frameset without the frame that holds its
 * navigation. What that leads to was never seen; a trail of steps is no menu.
 */
function ledPastMenus(pages: UnitPages): string | null {
  const { start, unit } = pages
  const landed = start?.record.facts?.forward ?? start?.record.finalUrl ?? unit.portal
  if (frontOf(landed) === frontOf(unit.portal)) return null
  const hasMenu = pages.pages.some(({ facts }) =>
    facts?.menu.some(({ label }) => !facts.breadcrumb.includes(label)),
  )
  return hasMenu ? null : landed
}

/** A start page from which nothing of the unit's leads on is no whole portal: what visitors get to was not met. */
function ledNowhere(pages: UnitPages): string | null {
  const { start, unit, index } = pages
  if (!start || !isRead(start.record) || pages.pages.some((page) => page !== start && isRead(page.record)))
    return null
  const own = (url: string | null): boolean =>
    url !== null && isSameOrigin(index.site, url, unit.portal) && !index.startKeys.has(columnKey(url))
  const { links = [], menu = [] } = start.facts ?? {}
  const leads = links.some(({ target, role, hidden }) => role === 'page' && !hidden && own(target))
  return leads || menu.some(({ url }) => own(url)) ? null : unit.portal
}

/** What was read of the unit's part, its places and what its navigation leads to. */
export function coverageOf(pages: UnitPages, columns: Columns, links: readonly LinkView[]): CoverageView {
  const { harvest } = pages.index
  const gaps = new Map<string, Gap>()
  for (const gap of harvest.gaps) {
    if (gap.unit === null || gap.unit === pages.unit.id) gaps.set(gap.url, gap.reason)
  }
  const asked = pagesAsked(pages)
  const read = [...asked].filter((page) => isRead(page.record))
  for (const page of asked) {
    const reason = unreadBecause(page)
    if (reason !== null && !gaps.has(page.record.url)) gaps.set(page.record.url, reason)
  }
  for (const url of unreadRoots(pages)) if (!gaps.has(url)) gaps.set(url, 'failed')
  const elsewhere = ledElsewhere(pages) ?? ledPastMenus(pages) ?? ledNowhere(pages)
  if (elsewhere !== null && !gaps.has(elsewhere)) gaps.set(elsewhere, 'elsewhere')
  if (harvest.interrupted && gaps.size === 0) gaps.set(pages.unit.portal, 'limit')
  return {
    // A sign-in shuts nothing that is public: what bears its name is among the dead ends, the rest was read.
    complete: [...gaps.values()].every((reason) => reason === 'login'),
    gaps: [...gaps].slice(0, MAX_GAPS).map(([url, reason]) => ({ url, reason })),
    pagesRead: read.length,
    searched: read.slice(0, MAX_SEARCHED).map((page) => page.record.url),
    massCause: massCauseOf(pages.pages),
    deadEnds: deadEndsOf(columns, links, pages.index, pages.pages),
  }
}
