/** How a unit's pages lead to the upper portals that the workspace names. */
import type { UpperPortalView } from '../../model/portal-pages.js'
import type { UnitPages } from './unit-pages.js'

/** A host without the prefix that adds nothing to it. */
const plain = (host: string): string => host.toLowerCase().replace(/^www\d?\./, '')

/** The domain that a host's neighbours share: government hosts by their last four labels at most. */
function domainOf(host: string): string | null {
  const name = plain(host)
  return /^[\d.]+(?::\d+)?$|^\[/.test(name) || !/\.[a-z]/.test(name) ? null : name
}

interface Led {
  readonly hosts: ReadonlySet<string>
  readonly named: ReadonlySet<string>
  /** Addresses that carry another address: redirect pages, rewritten hosts. */
  readonly carriers: readonly string[]
}

function ledFrom(pages: UnitPages): Led {
  const hosts = new Set<string>()
  const named = new Set<string>()
  const carriers = new Set<string>()
  const targets = new Set<string>()
  for (const { facts } of pages.pages) {
    for (const { target } of facts?.links ?? []) if (target !== null) targets.add(target)
    for (const host of facts?.signs?.offered ?? []) hosts.add(plain(host))
    for (const host of facts?.signs?.mentioned ?? []) named.add(plain(host))
  }
  for (const target of targets) {
    hosts.add(plain(new URL(target).host))
    const reach = pages.index.harvest.reach(target)
    if (reach && URL.canParse(reach.finalUrl)) hosts.add(plain(new URL(reach.finalUrl).host))
    if (/%2f%2f|=https?:|-gov-cn/i.test(target) && carriers.size < 2_000) carriers.add(target.toLowerCase())
  }
  return { hosts, named, carriers: [...carriers] }
}

function linkedTo(upper: string, led: Led, pages: UnitPages): UpperPortalView['linked'] {
  const host = plain(new URL(upper).host)
  const own = plain(new URL(pages.unit.portal).host)
  if (host === own) return 'link'
  const dashed = host.replace(/[.:]/g, '-')
  const carried = led.carriers.some((target) => target.includes(host) || target.includes(dashed))
  if (led.hosts.has(host) || carried) return 'link'
  if (led.named.has(host)) return 'related'
  const domain = domainOf(host)
  const related = domain !== null && [...led.hosts].some((one) => one !== own && one.endsWith(`.${domain}`))
  return related ? 'related' : null
}

/** One view for each upper portal that the workspace names. */
export function upperPortalsOf(pages: UnitPages): UpperPortalView[] {
  const { upperPortals } = pages.unit
  if (upperPortals.length === 0) return []
  const led = ledFrom(pages)
  return [...new Set(upperPortals)].map((url) => ({ url, linked: linkedTo(url, led, pages) }))
}
