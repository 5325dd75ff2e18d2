/** The workspace file and the registry made of it: units, platforms, columns, exemptions, defaults (contract §2). */
import { z } from 'zod'
import { CODES } from './code.js'
import { isPlainDate } from './date.js'
import { seriesSchema } from './duty.js'
import { notifySchema } from './notify.js'
import { columnRoleSchema, kindSchema } from './vocabulary.js'
import { windowSchema } from './window-schema.js'

/** Tells the reader which sentence explains a refusal: the key of a message in src/messages/registry.ts. */
const expects = (key: string) => ({ message: key, params: { key } })

/** True for an absolute http(s) URL without user name. */
export function isWebUrl(text: string): boolean {
  try {
    const url = new URL(text)
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && !/\s/.test(text)
  } catch {
    return false
  }
}

/** True for an absolute http(s) URL or a path that can stand behind a start URL: `./nb/`, `../x`, `/zwgk/`, `?a=1`. */
function isWebReference(text: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return isWebUrl(text)
  return /^(?:\.{0,2}\/|\?)/.test(text) && !/\s/.test(text) && !text.startsWith('//')
}

/** True for a time zone that this machine knows. */
function isTimezone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const isMonthDay = (text: string): boolean => /^\d\d-\d\d$/.test(text) && isPlainDate(`2024-${text}`)
const isLocalTime = (text: string): boolean => {
  const parts = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.exec(text)
  return parts !== null && isPlainDate(parts[1] ?? '')
}
const PRIVATE_RANGE =
  /^(?:(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?|\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*(?:\/\d{1,3})?\]?)(?::\d{1,5}(?:-\d{1,5})?)?$/
/** True where the numbers of such a range are possible ones; the pattern alone lets 999.1.1.1 pass. */
const isPossibleRange = (text: string): boolean => {
  const ipv6 = text.includes('[') || text.split(':').length > 2
  const [, base = '', bits, from, to] = ipv6
    ? (/^\[?([0-9a-fA-F:.]+)(?:\/(\d+))?\]?(?:(?<=\]):(\d+)(?:-(\d+))?)?$/.exec(text) ?? [])
    : (/^([\d.]+)(?:\/(\d+))?(?::(\d+)(?:-(\d+))?)?$/.exec(text) ?? [])
  const first = Number(from ?? 1)
  const last = Number(to ?? from ?? 65_535)
  const address = ipv6
    ? URL.canParse(`http://[${base}]/`)
    : base.split('.').every((part) => part !== '' && Number(part) <= 255)
  return (
    base !== '' &&
    address &&
    Number(bits ?? 0) <= (ipv6 ? 128 : 32) &&
    1 <= first &&
    first <= last &&
    last <= 65_535
  )
}
const SCOPE_PARAMETER = /^\?[^&=\s]+=[^&\s]+$/
const isScope = (text: string): boolean =>
  text.startsWith('?')
    ? SCOPE_PARAMETER.test(text)
    : /^(?:\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)
      ? isWebReference(text)
      : text.trim() !== ''

const text = z.string().trim().min(1).max(500)
const id = z
  .string()
  .max(80)
  .regex(/^[a-z0-9-]+$/, { message: 'registry.bad-id' })
const webUrl = z.string().refine(isWebUrl, expects('registry.bad-url'))
const webReference = z.string().refine(isWebReference, expects('registry.bad-reference'))
const timezone = z.string().refine(isTimezone, expects('registry.bad-timezone'))
const date = z.string().refine(isPlainDate, expects('registry.bad-date'))
const localTime = z.string().refine(isLocalTime, expects('registry.bad-time'))
const days = z.number().int().positive().max(36_600)

/** How reachability findings are confirmed (contract §7). */
const confirmRuleSchema = z.strictObject({
  observations: z.number().int().positive().max(100).optional(),
  days: z.number().int().positive().max(366).optional(),
  workingHours: z.boolean().optional(),
  /** Vantage points that must have seen it; 1 unless said. */
  vantages: z.number().int().positive().max(20).optional(),
})
const confirmSchema = z.union([
  z.literal('immediate'),
  confirmRuleSchema.extend({
    retrySeconds: z.array(z.number().nonnegative().max(3600)).min(1).max(10).optional(),
    codes: z.partialRecord(z.enum(Object.keys(CODES) as [keyof typeof CODES]), confirmRuleSchema).optional(),
  }),
])
export type Confirm = z.infer<typeof confirmSchema>

/** A column as a file pins it or a column register (栏目分工表) lists it. `owner`: unit id, name or alias. */
export const columnEntrySchema = z.strictObject({
  name: text,
  url: webReference.optional(),
  role: columnRoleSchema.optional(),
  owner: text.optional(),
  maxAgeDays: days.optional(),
  /** Names above it, from the top: 一级/二级栏目. */
  path: z.array(text).max(6).optional(),
  /** 配合单位. */
  supporting: z.array(text).max(50).optional(),
  /** 更新频次 as written; `maxAgeDays` is read from it where it names a period. */
  frequency: text.optional(),
  /** 季度最低条数. */
  quarterlyItems: z.number().int().nonnegative().max(100_000).optional(),
  /** 定期公开: a series that must appear period by period. */
  series: seriesSchema.optional(),
  /** 是否重点. */
  key: z.boolean().optional(),
  /** 依据. */
  basis: text.optional(),
  /** 起止日期: the duty holds from … until …, both included. */
  from: date.optional(),
  until: date.optional(),
})
export type ColumnEntry = z.infer<typeof columnEntrySchema>

const placeEntrySchema = z.strictObject({
  role: z.union([columnRoleSchema, z.enum(['search'])]),
  url: webReference,
})
const robotsSchema = z.strictObject({ authorised: text })
const pauseEntrySchema = z.strictObject({ from: localTime, to: localTime, reason: text })

/** What may stand on a platform, and on a unit with a site of its own. */
const siteShape = {
  robots: robotsSchema.optional(),
  pauses: z.array(pauseEntrySchema).max(1000).optional(),
  places: z.array(placeEntrySchema).max(200).optional(),
  columns: z.array(columnEntrySchema).max(20_000).optional(),
  formerOrigins: z.array(webUrl).max(50).optional(),
  timezone: timezone.optional(),
}

/** 集约化平台 as written. */
export const platformEntrySchema = z.strictObject({
  id,
  name: text,
  home: webUrl,
  operator: id.optional(),
  ...siteShape,
})
export type PlatformEntry = z.infer<typeof platformEntrySchema>

/** 单位 as written: only `id`, `name` and `portal` are needed. */
export const unitEntrySchema = z.strictObject({
  id,
  name: text,
  kind: kindSchema.optional(),
  code: text.optional(),
  aliases: z.array(text).max(50).optional(),
  formerNames: z
    .array(z.strictObject({ name: text, until: date.optional() }))
    .max(50)
    .optional(),
  group: text.optional(),
  ownSite: z.boolean().optional(),
  disclosure: z.boolean().optional(),
  portal: webUrl,
  scope: z
    .array(z.string().refine(isScope, expects('registry.bad-scope')))
    .min(1)
    .max(100)
    .optional(),
  platform: id.optional(),
  upperPortals: z.array(webUrl).max(50).optional(),
  search: z
    .string()
    .refine((value) => isWebUrl(value.replace('{keyword}', 'x')) && value.includes('{keyword}'), {
      ...expects('registry.bad-search'),
    })
    .optional(),
  duties: z
    .strictObject({
      annualReport: z
        .strictObject({ due: z.string().refine(isMonthDay, expects('registry.bad-month-day')) })
        .optional(),
    })
    .optional(),
  ...siteShape,
})
export type UnitEntry = z.infer<typeof unitEntrySchema>

/** 豁免: granted beforehand by the office. Without column and code it covers the whole unit. */
export const exemptionEntrySchema = z.strictObject({
  unit: id,
  column: text.optional(),
  code: z.enum(Object.keys(CODES) as [keyof typeof CODES]).optional(),
  basis: text,
  document: text.optional(),
  until: date.optional(),
})
export type ExemptionEntry = z.infer<typeof exemptionEntrySchema>
/** What an exemption is about: the same words again replace it. */
export const exemptionKey = ({ unit, column, code }: ExemptionEntry): string =>
  JSON.stringify([unit, column ?? null, code ?? null])

/** Settings that hold for every unit. */
export const defaultsSchema = z.strictObject({
  rubric: text.optional(),
  timezone: timezone.optional(),
  contact: text.optional(),
  allowPrivate: z
    .array(
      z
        .string()
        .regex(PRIVATE_RANGE, { message: 'registry.bad-private-range', abort: true })
        .refine(isPossibleRange, expects('registry.bad-private-range')),
    )
    .max(200)
    .optional(),
  canaries: z
    .array(z.strictObject({ url: webUrl, contains: text }))
    .max(20)
    .optional(),
  politeness: z
    .strictObject({
      connections: z.number().int().positive().max(64).optional(),
      requestsPerSecond: z.number().positive().max(1000).optional(),
      /** Hours in which monitoring may ask a site, in its own time zone. */
      window: windowSchema.optional(),
    })
    .optional(),
  /** 可用性抽查: how often a day each start page is looked at by the server; 0: never. */
  sampling: z.strictObject({ perDay: z.number().int().min(0).max(288) }).optional(),
  /** 通知: whom the server tells what goes wrong and what is due. */
  notify: notifySchema.optional(),
  confirm: confirmSchema.optional(),
  /** 监测点: places that may be looked from, by the names that workers give; from elsewhere nothing counts. Absent: every place. */
  vantages: z.array(text).min(1).max(50).optional(),
  posting: z.enum(['approval', 'automatic']).optional(),
  /** Percent of a check's entries that must stand after disputes; below it the check only suspects. */
  precision: z.number().min(0).max(100).optional(),
  limits: z
    .strictObject({
      maxPages: z.number().int().positive().max(10_000_000).optional(),
      /** Requests planned for one monitoring inspection of a site, repeats and the witness not counted; the rest comes in later ones. */
      maxRequests: z.number().int().positive().max(100_000_000).optional(),
    })
    .optional(),
  /** How long evidence is kept that no entry, dispute or open assessment rests on: `evidence prune` goes by it. */
  retention: z.strictObject({ evidenceDays: days }).optional(),
  /** Authorities that stamp each run's seal (RFC 3161); `ca`: their root certificates, a PEM file beside the workspace file. */
  timestamps: z
    .array(z.strictObject({ url: webUrl, ca: text }))
    .max(5)
    .optional(),
  /** File with further years of the working-day calendar, relative to the workspace file. */
  calendar: text.optional(),
  /** 同义词: file of further words by which portals call things, beside the bundled ones. */
  wordings: text.optional(),
  /** 错误表述名单: file of expressions that ought not to stand; relative to the workspace file, as those below. */
  dictionary: text.optional(),
  /** 领导名单: file of who holds or held which post. */
  leaders: text.optional(),
  /** 政务新媒体账号: file of accounts with their last posts. */
  newMedia: text.optional(),
})
export type Defaults = z.infer<typeof defaultsSchema>

/** The whole workspace file. */
export const workspaceSchema = z.strictObject({
  defaults: defaultsSchema.optional(),
  platforms: z.array(platformEntrySchema).max(10_000).optional(),
  units: z.array(unitEntrySchema).max(200_000).optional(),
  exemptions: z.array(exemptionEntrySchema).max(200_000).optional(),
})
export type WorkspaceFile = z.infer<typeof workspaceSchema>

/** A row of an imported 栏目分工表: `holder` is the platform's id, or the unit's with its own site. */
export const registerRowSchema = columnEntrySchema.extend({ holder: id })
export type RegisterRow = z.infer<typeof registerRowSchema>

/** All that is registered: what the database holds and `resolveSites` reads. */
export const registrySchema = z.object({
  defaults: defaultsSchema,
  platforms: z.array(platformEntrySchema),
  units: z.array(unitEntrySchema),
  exemptions: z.array(exemptionEntrySchema),
  /** Imported column registers; a file's own `columns` prevail over them. */
  columns: z.array(registerRowSchema),
})
export type Registry = z.infer<typeof registrySchema>

/** A registry that holds nothing. */
export function emptyRegistry(): Registry {
  return { defaults: {}, platforms: [], units: [], exemptions: [], columns: [] }
}
