/** The unit and its start URL as checks may know them, and its search. */
import type { SearchView, StartView, UnitView } from '../../model/portal.js'
import { unknownReach } from './site-index.js'
import type { UnitPages } from './unit-pages.js'

/** True for an address of this machine. */
function isLoopback(url: string): boolean {
  const host = new URL(url).hostname
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host)
  )
}

/** The start URL as it answered, between canaries or not. */
export function startOf(pages: UnitPages): StartView {
  const { harvest } = pages.index
  const url = pages.unit.portal
  const ipv6 = harvest.ipv6?.get(new URL(url).hostname)
  return {
    url,
    reach:
      harvest.starts.get(pages.unit.id) ??
      harvest.reach(url) ??
      pages.start?.record.reach ??
      unknownReach(url),
    canary: harvest.canary === 'none' ? null : harvest.canary,
    loopback: isLoopback(url),
    ...(ipv6 ? { ipv6 } : {}),
  }
}

/** The unit. `renamedOn` is the last day of its latest former name. */
export function unitViewOf(pages: UnitPages): UnitView {
  const { id, name, kind, portal, reportDue, formerNames } = pages.unit
  const days = formerNames.flatMap((former) => (former.until === null ? [] : [former.until])).sort()
  return { id, name, kind, portal, reportDue, renamedOn: days.at(-1) ?? null }
}

/** The search as the crawl tried it; `not-tried` where it did not. */
export function searchOf(pages: UnitPages): SearchView {
  const none: SearchView = {
    found: null,
    url: null,
    state: 'not-tried',
    reach: null,
    counts: [],
    common: false,
  }
  return pages.index.harvest.search.get(pages.unit.id) ?? none
}
