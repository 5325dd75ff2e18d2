/** A site and the units on it as a job carries them: apart, for a crawl knows its job and checks no file. */
import { z } from 'zod'
import { plainDateSchema } from './date-schema.js'
import { SERIES_EVERY, seriesSchema } from './duty.js'
import { columnRoleSchema, kindSchema } from './vocabulary.js'

/** What belongs to a unit: a URL prefix, one query parameter on any path of the origin, or a publisher's name. */
const scopeSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('prefix'), url: z.string() }),
  z.object({ by: z.literal('parameter'), name: z.string(), value: z.string() }),
  z.object({ by: z.literal('publisher'), name: z.string() }),
])
export type Scope = z.infer<typeof scopeSchema>

/** A pinned or registered column. `url` is absolute. `owner` is a unit id. */
const columnRegistrationSchema = z.object({
  name: z.string(),
  url: z.string().nullable(),
  role: columnRoleSchema.nullable(),
  owner: z.string().nullable(),
  maxAgeDays: z.number().int().positive().nullable(),
  /** pinned: by the unit's or file's own `columns`; register: by an imported 栏目分工表. */
  from: z.enum(['pinned', 'register']),
  /** 季度最低条数. */
  quarterlyItems: z.number().int().positive().optional(),
  /** First day of the duty, where the register limits it. */
  since: plainDateSchema.optional(),
  /** 定期公开: as registered, or as a frequency (更新频次) that may be a series' if the list shows one. */
  series: seriesSchema.optional(),
  everyMaybe: z.enum(SERIES_EVERY).optional(),
})
export type ColumnRegistration = z.infer<typeof columnRegistrationSchema>

/** Where things of many units stand. */
const placeSchema = z.object({
  role: z.union([columnRoleSchema, z.enum(['search'])]),
  url: z.string(),
})
export type Place = z.infer<typeof placeSchema>

/** A registered pause: instants in the platform's time zone, already resolved to UTC milliseconds. */
const pauseSchema = z.object({ from: z.number().int(), to: z.number().int(), reason: z.string() })

/** A unit as an inspection needs it. All URLs are absolute. */
const unitSpecSchema = z.object({
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
  /** Origins of the same host (https, www) that a start page was seen to lead to, each for a declared one. Learned, never configured. */
  aliases: z.array(z.object({ origin: z.string(), of: z.string() })).optional(),
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
