/** Hosts that a unit's pages lead to by links which no visitor can see. */
import type { Referrer } from '../../model/portal.js'
import type { HiddenLinkView } from '../../model/portal-pages.js'
import { inOrder, referrerOf } from './links.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

const MAX_REFERRERS = 50

interface Gathered {
  readonly target: string
  readonly text: string
  certain: boolean
  readonly referrers: Referrer[]
  count: number
}

/** Hosts that links which a visitor can see lead to. */
function openHosts(pages: readonly SitePage[]): Set<string> {
  const targets = new Set<string>()
  for (const page of pages)
    for (const link of page.facts?.links ?? [])
      if (link.concealed === undefined && !link.hidden && link.role === 'page' && link.text !== '')
        targets.add(link.target ?? '')
  targets.delete('')
  return new Set([...targets].map((target) => new URL(target).host))
}

/** One view a host. A host that a visible link leads to as well has nothing to hide: its hidden links are copies. */
export function hiddenLinksOf(pages: UnitPages, whereabouts: Whereabouts): HiddenLinkView[] {
  const hosts = new Map<string, Gathered>()
  const read = inOrder(pages)
  for (const page of read) {
    const onPage = new Set<string>()
    for (const link of page.facts?.links ?? []) {
      if (link.target === null || link.role === 'frame' || link.concealed === undefined) continue
      const { host } = new URL(link.target)
      const known = hosts.get(host) ?? {
        target: link.target,
        text: link.text,
        certain: false,
        referrers: [],
        count: 0,
      }
      hosts.set(host, known)
      known.certain ||= link.concealed === 'certain'
      if (onPage.has(host)) continue
      onPage.add(host)
      known.count++
      if (known.referrers.length < MAX_REFERRERS)
        known.referrers.push(referrerOf(page, link, pages, whereabouts))
    }
  }
  const open = hosts.size === 0 ? new Set<string>() : openHosts(read)
  return [...hosts]
    .filter(([host]) => !open.has(host))
    .map(([host, { count, ...found }]) => ({ host, ...found, pageCount: count }))
}
