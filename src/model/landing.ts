/** Where a portal's start page leads a visitor: its own host under https or www, or a directory of its own. */
import { originOf } from './address.js'
import { declaredAddress, type SiteSpec, type UnitSpec, unitByRegister, unitByScope } from './site.js'

function bareHost(url: URL): string {
  return url.hostname.replace(/^www\./, '')
}

function directoryOf(url: string): string {
  const bare = url.replace(/[?#].*$/s, '')
  return bare.slice(0, bare.lastIndexOf('/') + 1)
}

function withScope(site: SiteSpec, unit: UnitSpec, url: string): SiteSpec {
  const units = site.units.map((one) =>
    one === unit ? { ...one, scopes: [...one.scopes, { by: 'prefix' as const, url }] } : one,
  )
  return { ...site, units }
}

/**
 * The site as its visitors find it, when `requested` led them to `landed`. Another origin of the same host answers
 * for the declared one; the directory that a unit's start page lands in is the unit's unless somebody else has it
 * or it is a whole site. A start page on another host is somebody else's: nothing is taken in.
 */
export function landedAt(site: SiteSpec, requested: string, landed: string): SiteSpec {
  const unit = site.units.find((one) => one.portal === requested)
  if ((unit === undefined && site.home !== requested) || originOf(landed) === '') return site
  const [from, to] = [new URL(requested), new URL(landed)]
  let seen = site
  if (from.origin !== to.origin) {
    if (bareHost(from) !== bareHost(to)) return site
    const known = site.aliases ?? []
    if (!known.some(({ origin }) => origin === to.origin) && to.origin !== site.origin)
      seen = { ...site, aliases: [...known, { origin: to.origin, of: from.origin }] }
  }
  if (unit === undefined || unit.takesRest || unit.scopes.some(({ by }) => by !== 'prefix')) return seen
  const directory = directoryOf(declaredAddress(seen, landed))
  const whole = new URL(directory).pathname === '/'
  const taken = unitByRegister(seen, directory) ?? unitByScope(seen, directory)
  return whole || taken !== null ? seen : withScope(seen, unit, directory)
}

/** True when two addresses stand on one origin of the site, under whichever of its names. */
export function isSameOrigin(site: SiteSpec, one: string, other: string): boolean {
  return originOf(declaredAddress(site, one)) === originOf(declaredAddress(site, other))
}
