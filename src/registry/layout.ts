/** Which units live on which site, and where their scopes cannot be told apart (contract §2). */
import type { Scope } from '../model/site.js'
import type { PlatformEntry, Registry, UnitEntry } from '../model/workspace.js'
import { directoryOf, isRoot, overlapOf, proposeScope, readScope, type Scoped, showScope } from './scopes.js'

/** A unit with its scopes read. */
export interface PlacedUnit extends Scoped {
  readonly entry: UnitEntry
  readonly scopes: Scope[]
  /** Operator with the root as scope: gets what no other unit claims. */
  readonly takesRest: boolean
}

/** One site: a platform, or an origin of its own. */
export interface SiteLayout {
  readonly id: string
  readonly origin: string
  readonly home: string
  readonly platform: PlatformEntry | null
  readonly units: readonly PlacedUnit[]
}

/** Why a registry cannot be inspected: a message key with facts; `unit` or `platform` is the id it is about. */
export interface LayoutConflict {
  readonly list: 'units' | 'platforms'
  readonly id: string
  /** Key of the entry that the place of the problem is at, e.g. `scope`. */
  readonly at: string
  readonly key: string
  readonly facts: Readonly<Record<string, string>>
}

function place(entry: UnitEntry, platform: PlatformEntry | null): PlacedUnit {
  const portal = new URL(entry.portal).href
  const written = entry.scope?.map((text) => readScope(text, portal))
  const scopes: Scope[] = written ?? [{ by: 'prefix', url: directoryOf(portal) }]
  const takesRest =
    platform !== null &&
    platform.operator === entry.id &&
    scopes.some((scope) => isRoot(scope, platform.home))
  return { id: entry.id, name: entry.name, portal, entry, scopes, takesRest }
}

/** Sites in the order in which the registry first names them. */
export function layOut(registry: Registry): SiteLayout[] {
  const platforms = new Map<string, PlatformEntry>()
  for (const platform of registry.platforms) {
    const { origin } = new URL(platform.home)
    if (!platforms.has(origin)) platforms.set(origin, platform)
  }
  const sites = new Map<string, { platform: PlatformEntry | null; units: PlacedUnit[] }>()
  for (const [origin, platform] of platforms) sites.set(origin, { platform, units: [] })
  for (const entry of registry.units) {
    const { origin } = new URL(entry.portal)
    const site = sites.get(origin) ?? { platform: null, units: [] }
    site.units.push(place(entry, site.platform))
    sites.set(origin, site)
  }
  return [...sites].map(([origin, { platform, units }]) => ({
    id: platform?.id ?? origin,
    origin,
    home: new URL(platform?.home ?? `${origin}/`).href,
    platform,
    units,
  }))
}

function pairConflicts(site: SiteLayout): LayoutConflict[] {
  const conflicts: LayoutConflict[] = []
  const refused = new Set<string>()
  const narrow = site.units.filter((unit) => !unit.takesRest)
  const refuse = (unit: PlacedUnit, key: string, scope: Scope, facts: Record<string, string>) => {
    if (refused.has(unit.id)) return
    refused.add(unit.id)
    const others = site.units.filter((other) => other !== unit)
    const proposed = showScope(proposeScope(unit, site.home, others))
    conflicts.push({
      list: 'units',
      id: unit.id,
      at: unit.entry.scope ? 'scope' : 'portal',
      key,
      facts: { unit: unit.id, name: unit.name, scope: showScope(scope), proposed, ...facts },
    })
  }
  if (site.platform !== null || site.units.length > 1) {
    for (const unit of narrow) {
      const root = unit.scopes.find((scope) => isRoot(scope, site.home))
      if (root) refuse(unit, 'registry.scope-is-root', root, { site: site.id })
    }
  }
  for (const [scope, wide, other] of clashes(narrow))
    refuse(wide, 'registry.scope-overlap', scope, { other: other.id, otherName: other.name })
  return conflicts
}

/** Pairs of units whose scopes meet, the one with the wider scope first: narrowing it settles the matter. */
function* clashes(units: readonly PlacedUnit[]): Generator<[Scope, PlacedUnit, PlacedUnit]> {
  // In sorted order whatever lies inside a prefix follows it at once, and equal scopes are neighbours.
  const sorted = units
    .flatMap((unit) => unit.scopes.map((scope) => ({ unit, scope, text: showScope(scope) })))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
  const open: typeof sorted = []
  for (const item of sorted) {
    while (open.length > 0 && overlapOf([open.at(-1)?.scope ?? item.scope], [item.scope]) === null) open.pop()
    const outer = open.findLast((held) => held.unit !== item.unit && overlapOf([held.scope], [item.scope]))
    if (outer) {
      yield [outer.scope, outer.unit, item.unit]
      if (outer.text === item.text) yield [item.scope, item.unit, outer.unit]
    }
    open.push(item)
  }
}

const SITE_KEYS = ['robots', 'pauses', 'places'] as const

/** Everything that forbids inspecting this registry; empty when it can be resolved. */
export function layoutConflicts(registry: Registry): LayoutConflict[] {
  const conflicts: LayoutConflict[] = []
  const homes = new Map<string, string>()
  for (const platform of registry.platforms) {
    const { origin } = new URL(platform.home)
    const earlier = homes.get(origin)
    if (earlier !== undefined)
      conflicts.push({
        list: 'platforms',
        id: platform.id,
        at: 'home',
        key: 'registry.platforms-share-origin',
        facts: { platform: platform.id, other: earlier, origin },
      })
    homes.set(origin, platform.id)
  }
  for (const site of layOut(registry)) {
    conflicts.push(...pairConflicts(site))
    if (site.platform === null) continue
    for (const { entry } of site.units) {
      for (const name of SITE_KEYS) {
        if (entry[name] === undefined) continue
        conflicts.push({
          list: 'units',
          id: entry.id,
          at: name,
          key: 'registry.site-key-on-platform',
          facts: { unit: entry.id, name: entry.name, key: name, platform: site.platform.id },
        })
      }
    }
  }
  return conflicts
}
