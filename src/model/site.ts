/** A site and the units on it: what one crawl serves, and which unit a page belongs to. */
import { z } from 'zod'
import { plainDateSchema } from './date.js'
import { columnRoleSchema, kindSchema } from './vocabulary.js'

/** What belongs to a unit: a URL prefix, one query parameter on any path of the origin, or a publisher's name. */
export const scopeSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('prefix'), url: z.string() }),
  z.object({ by: z.literal('parameter'), name: z.string(), value: z.string() }),
  z.object({ by: z.literal('publisher'), name: z.string() }),
])
export type Scope = z.infer<typeof scopeSchema>

/** A pinned or registered column. `url` is absolute. `owner` is a unit id. */
export const columnRegistrationSchema = z.object({
  name: z.string(),
  url: z.string().nullable(),
  role: columnRoleSchema.nullable(),
  owner: z.string().nullable(),
  maxAgeDays: z.number().int().positive().nullable(),
  /** pinned: by the unit's or file's own `columns`; register: by an imported 栏目分工表. */
  from: z.enum(['pinned', 'register']),
})
export type ColumnRegistration = z.infer<typeof columnRegistrationSchema>

/** Where things of many units stand. */
export const placeSchema = z.object({
  role: z.union([columnRoleSchema, z.enum(['search'])]),
  url: z.string(),
})
export type Place = z.infer<typeof placeSchema>

/** A registered pause: instants in the platform's time zone, already resolved to UTC milliseconds. */
export const pauseSchema = z.object({ from: z.number().int(), to: z.number().int(), reason: z.string() })

/** A unit as an inspection needs it. All URLs are absolute. */
export const unitSpecSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: kindSchema.nullable(),
  aliases: z.array(z.string()),
  formerNames: z.array(z.object({ name: z.string(), until: plainDateSchema.nullable() })),
  group: z.string().nullable(),
  ownSite: z.boolean(),
  disclosure: z.boolean(),
  portal: z.string(),
  scopes: z.array(scopeSchema),
  formerOrigins: z.array(z.string()),
  upperPortals: z.array(z.string()),
  /** Template with {keyword}, or null: the portal's own form is found. */
  search: z.string().nullable(),
  /** MM-DD of the annual report, preset by kind; null when the kind is unclear. */
  reportDue: z.string().nullable(),
  columns: z.array(columnRegistrationSchema),
  exemptions: z.array(
    z.object({
      column: z.string().nullable(),
      code: z.string().nullable(),
      basis: z.string(),
      document: z.string().nullable(),
      until: plainDateSchema.nullable(),
    }),
  ),
  timezone: z.string(),
  /** Operator of the platform with the root as scope: gets what no other unit claims. */
  takesRest: z.boolean(),
})
export type UnitSpec = z.infer<typeof unitSpecSchema>

/** One site with every unit on it. */
export const siteSpecSchema = z.object({
  /** Platform id, else the origin. */
  id: z.string(),
  name: z.string(),
  /** Start page of the site: platform home, else the origin's root. */
  home: z.string(),
  origin: z.string(),
  platform: z.boolean(),
  operator: z.string().nullable(),
  formerOrigins: z.array(z.string()),
  units: z.array(unitSpecSchema),
  /** Places on this site, and those that a platform lends to units with an own site. */
  places: z.array(placeSchema),
  columns: z.array(columnRegistrationSchema),
  /** Reference of the document that lifts robots.txt. */
  robotsAuthorised: z.string().nullable(),
  pauses: z.array(pauseSchema),
  timezone: z.string(),
})
export type SiteSpec = z.infer<typeof siteSpecSchema>

/** The origins on which a subject key keeps path and query only: the site's own and its units' former ones. */
export function ownOrigins(site: SiteSpec, unit: UnitSpec | null): string[] {
  const former = unit ? unit.formerOrigins : []
  return [site.origin, ...site.formerOrigins, ...former].map((url) => new URL(url).origin)
}

function inScope(url: URL, scope: Scope): boolean {
  if (scope.by === 'prefix') return url.href.startsWith(scope.url)
  if (scope.by === 'parameter') return url.searchParams.getAll(scope.name).includes(scope.value)
  return false
}

/** The unit whose scope holds the URL: a start page always, then the longest prefix or a parameter; null is the common part. */
export function unitByScope(site: SiteSpec, href: string): UnitSpec | null {
  const url = new URL(href)
  if (url.origin !== site.origin) return site.units.find((unit) => unit.portal === href) ?? null
  const byStart = site.units.find((unit) => unit.portal === href)
  if (byStart) return byStart
  let best: { unit: UnitSpec; length: number } | null = null
  for (const unit of site.units) {
    if (unit.takesRest) continue
    for (const scope of unit.scopes) {
      if (!inScope(url, scope)) continue
      const length = scope.by === 'prefix' ? scope.url.length : Number.MAX_SAFE_INTEGER
      if (!best || length > best.length) best = { unit, length }
    }
  }
  return best?.unit ?? null
}

/** True when a text names the unit by its name, an alias or a former name. */
export function namesUnit(text: string, unit: UnitSpec): boolean {
  const folded = text.normalize('NFKC').replace(/\s+/g, '')
  return [unit.name, ...unit.aliases, ...unit.formerNames.map((former) => former.name)].some((name) =>
    folded.includes(name),
  )
}

/** The unit that answers for a page: column owner, then scope, then publisher; null is the common part (the operator's). */
export function ownerOf(site: SiteSpec, href: string, publisher: string | null): UnitSpec | null {
  const registered = site.columns.find(
    (column) => column.owner !== null && column.url !== null && href.startsWith(column.url),
  )
  if (registered) return site.units.find((unit) => unit.id === registered.owner) ?? null
  const scoped = unitByScope(site, href)
  if (scoped) return scoped
  if (publisher !== null) {
    const named = site.units.filter(
      (unit) =>
        unit.scopes.some((scope) => scope.by === 'publisher' && publisher.includes(scope.name)) ||
        namesUnit(publisher, unit),
    )
    if (named.length === 1) return named[0] ?? null
  }
  return site.units.find((unit) => unit.takesRest) ?? null
}
