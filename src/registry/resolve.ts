/** The registry → sites with their units, as an inspection needs them (contract §2). */
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { ColumnRegistration, Place, SiteSpec, UnitSpec } from '../model/site.js'
import type { Kind } from '../model/vocabulary.js'
import type { ExemptionEntry, PlatformEntry, RegisterRow, Registry, UnitEntry } from '../model/workspace.js'
import { columnsInForce, registrationOf } from './column-register.js'
import { kindOf } from './kind.js'
import { layOut, layoutConflicts, type PlacedUnit, type SiteLayout } from './layout.js'
import { instantOf } from './local-time.js'
import { unitFinder } from './references.js'

/** Time zone where the workspace names none. */
export const DEFAULT_TIMEZONE = 'Asia/Shanghai'

/** Day (MM-DD) by which the annual report of a kind is due: 政府 31 March, 部门 and others 31 January; null when unclear. */
export function reportDueOf(kind: Kind | null): string | null {
  if (kind === null) return null
  return kind === 'district' || kind === 'city' ? '03-31' : '01-31'
}

interface Context {
  readonly registry: Registry
  readonly at: PlainDate
  readonly find: ReturnType<typeof unitFinder>
  readonly platforms: ReadonlyMap<string, PlatformEntry>
  readonly register: ReadonlyMap<string, RegisterRow[]>
  readonly exemptions: ReadonlyMap<string, ExemptionEntry[]>
}

function timezoneOf(context: Context, ...holders: (PlatformEntry | UnitEntry | null | undefined)[]): string {
  return (
    holders.find((holder) => holder?.timezone !== undefined)?.timezone ??
    context.registry.defaults.timezone ??
    DEFAULT_TIMEZONE
  )
}

function columnsOf(
  holder: PlatformEntry | UnitEntry,
  base: string,
  context: Context,
  ownerless: string | null,
) {
  const rows = context.register.get(holder.id) ?? []
  return columnsInForce(holder.columns ?? [], rows, base, context.at).map((held) =>
    registrationOf(held, base, context.find, ownerless),
  )
}

function placesOf(holder: PlatformEntry | UnitEntry, base: string): Place[] {
  return (holder.places ?? []).map(({ role, url }) => ({ role, url: new URL(url, base).href }))
}

function pausesOf(holder: PlatformEntry | UnitEntry, timezone: string) {
  return (holder.pauses ?? []).map(({ from, to, reason }) => ({
    from: instantOf(from, timezone),
    to: instantOf(to, timezone),
    reason,
  }))
}

/** True when the column stands where the unit's own scope or site makes it the unit's anyway. */
function isHome(column: ColumnRegistration, unit: PlacedUnit, site: SiteLayout): boolean {
  if (column.owner !== unit.id) return false
  const { url } = column
  if (url === null || (site.platform === null && site.units.length === 1)) return true
  return unit.scopes.some((scope) => scope.by === 'prefix' && url.startsWith(scope.url))
}

function unitSpec(
  placed: PlacedUnit,
  site: SiteLayout,
  columns: readonly ColumnRegistration[],
  context: Context,
): UnitSpec {
  const { entry, portal } = placed
  const kind = entry.kind ?? kindOf(entry.name)
  return {
    id: entry.id,
    name: entry.name,
    kind,
    aliases: entry.aliases ?? [],
    formerNames: (entry.formerNames ?? []).map(({ name, until }) => ({ name, until: until ?? null })),
    group: entry.group ?? kind,
    ownSite: entry.ownSite ?? (site.platform === null && site.units.length === 1),
    disclosure: entry.disclosure ?? true,
    portal,
    scopes: placed.scopes,
    formerOrigins: entry.formerOrigins ?? [],
    upperPortals: entry.upperPortals ?? [],
    search: entry.search ?? null,
    reportDue: entry.duties?.annualReport?.due ?? reportDueOf(kind),
    columns: columns.filter((column) => isHome(column, placed, site)),
    exemptions: (context.exemptions.get(entry.id) ?? []).map(({ column, code, basis, document, until }) => ({
      column: column ?? null,
      code: code ?? null,
      basis,
      document: document ?? null,
      until: until ?? null,
    })),
    timezone: timezoneOf(context, entry, site.platform),
    takesRest: placed.takesRest,
  }
}

/** What a platform lends to units whose site is another: all its places, and the columns that they own. */
function lentTo(site: SiteLayout, context: Context): { places: Place[]; columns: ColumnRegistration[] } {
  const lenders = new Map<string, PlatformEntry>()
  for (const { entry } of site.units) {
    const lender = entry.platform === undefined ? undefined : context.platforms.get(entry.platform)
    if (lender && lender !== site.platform) lenders.set(lender.id, lender)
  }
  const ids = new Set(site.units.map((unit) => unit.id))
  const all = [...lenders.values()]
  return {
    places: all.flatMap((lender) => placesOf(lender, lender.home)),
    columns: all
      .flatMap((lender) => columnsOf(lender, lender.home, context, null))
      .filter((column) => column.owner !== null && ids.has(column.owner)),
  }
}

function siteSpec(site: SiteLayout, context: Context): SiteSpec {
  const { platform } = site
  const only = site.units.length === 1 ? site.units[0] : undefined
  const timezone = timezoneOf(context, platform, platform === null ? site.units[0]?.entry : null)
  const held = site.units.map((placed) => ({
    placed,
    columns: columnsOf(placed.entry, placed.portal, context, placed.id),
  }))
  const stray = held.flatMap(({ placed, columns }) =>
    columns.filter((column) => !isHome(column, placed, site)),
  )
  const lent = lentTo(site, context)
  const holders = platform === null ? site.units.map((unit) => unit.entry) : [platform]
  const baseOf = (holder: PlatformEntry | UnitEntry) => ('home' in holder ? holder.home : holder.portal)
  return {
    id: site.id,
    name: platform?.name ?? only?.name ?? site.origin,
    home: site.home,
    origin: site.origin,
    platform: platform !== null,
    operator: platform?.operator ?? null,
    formerOrigins: holders.flatMap((holder) => holder.formerOrigins ?? []),
    units: held.map(({ placed, columns }) => unitSpec(placed, site, columns, context)),
    places: [...holders.flatMap((holder) => placesOf(holder, baseOf(holder))), ...lent.places],
    columns: [
      ...(platform === null ? [] : columnsOf(platform, platform.home, context, null)),
      ...stray,
      ...lent.columns,
    ],
    robotsAuthorised: holders.find((holder) => holder.robots !== undefined)?.robots?.authorised ?? null,
    pauses: holders.flatMap((holder) => pausesOf(holder, timezoneOf(context, holder, platform))),
    timezone,
  }
}

/**
 * Every site of the registry with its units, in the registry's order; platforms without a unit are left out.
 * @param at the assessment date: which rows of the column register are in force
 * @throws UserFault (exit status 2) when scopes overlap, with a proposed scope
 */
export function resolveSites(registry: Registry, at: PlainDate): SiteSpec[] {
  const [conflict] = layoutConflicts(registry)
  if (conflict) throw new UserFault(conflict.key, conflict.facts, 2)
  const context: Context = {
    registry,
    at,
    find: unitFinder(registry.units),
    platforms: new Map(registry.platforms.map((platform) => [platform.id, platform])),
    register: grouped(registry.columns, (row) => row.holder),
    exemptions: grouped(registry.exemptions, (exemption) => exemption.unit),
  }
  return layOut(registry)
    .filter((site) => site.units.length > 0)
    .map((site) => siteSpec(site, context))
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** The origins that the workspace names, and that may be contacted although they are private (contract §2). */
export function namedOrigins(registry: Registry): string[] {
  const origins = new Set<string>()
  const add = (url: string, base?: string) => {
    const { origin, protocol } = new URL(url, base)
    if (protocol === 'http:' || protocol === 'https:') origins.add(origin)
  }
  for (const platform of registry.platforms) {
    add(platform.home)
    for (const place of platform.places ?? []) add(place.url, platform.home)
  }
  for (const unit of registry.units) {
    add(unit.portal)
    for (const scope of unit.scope ?? []) if (/^[a-z]+:\/\//i.test(scope)) add(scope)
    for (const url of unit.upperPortals ?? []) add(url)
    for (const place of unit.places ?? []) add(place.url, unit.portal)
    if (unit.search !== undefined) add(unit.search.replace('{keyword}', 'x'))
  }
  return [...origins].sort()
}
