/** The fields of everything that a workspace file holds: units, platforms, columns, exemptions, settings. */
import type { RegisterField } from './register-form.js'

const PLACES: RegisterField = {
  path: 'places',
  kind: 'rows',
  fields: [
    { path: 'role', kind: 'choice', options: 'places' },
    { path: 'url', kind: 'line' },
  ],
}
const PAUSES: RegisterField = {
  path: 'pauses',
  kind: 'rows',
  fields: [
    { path: 'from', kind: 'line' },
    { path: 'to', kind: 'line' },
    { path: 'reason', kind: 'line' },
  ],
}
const SITE: readonly RegisterField[] = [
  PLACES,
  PAUSES,
  { path: 'robots.authorised', kind: 'line' },
  { path: 'formerOrigins', kind: 'many' },
  { path: 'timezone', kind: 'line' },
]

/** A unit, but for its columns, which are edited one by one. */
export const UNIT_FIELDS: readonly RegisterField[] = [
  { path: 'id', kind: 'line', required: true, fixed: true },
  { path: 'name', kind: 'line', required: true },
  { path: 'portal', kind: 'line', required: true },
  { path: 'kind', kind: 'choice', options: 'kinds' },
  { path: 'group', kind: 'line' },
  { path: 'platform', kind: 'choice', options: 'platforms' },
  { path: 'scope', kind: 'many' },
  { path: 'aliases', kind: 'many' },
  {
    path: 'formerNames',
    kind: 'rows',
    fields: [
      { path: 'name', kind: 'line' },
      { path: 'until', kind: 'date' },
    ],
  },
  { path: 'code', kind: 'line' },
  { path: 'ownSite', kind: 'yes-no' },
  { path: 'disclosure', kind: 'yes-no' },
  { path: 'duties.annualReport.due', kind: 'line' },
  { path: 'upperPortals', kind: 'many' },
  { path: 'search', kind: 'line' },
  ...SITE,
]

/** A platform, but for its columns. */
export const PLATFORM_FIELDS: readonly RegisterField[] = [
  { path: 'id', kind: 'line', required: true, fixed: true },
  { path: 'name', kind: 'line', required: true },
  { path: 'home', kind: 'line', required: true },
  { path: 'operator', kind: 'choice', options: 'units' },
  ...SITE,
]

/** A column, pinned to a unit or platform, or a row of the column register. */
export const COLUMN_FIELDS: readonly RegisterField[] = [
  { path: 'name', kind: 'line', required: true },
  { path: 'url', kind: 'line' },
  { path: 'path', kind: 'many' },
  { path: 'role', kind: 'choice', options: 'roles' },
  { path: 'owner', kind: 'line' },
  { path: 'supporting', kind: 'many' },
  { path: 'frequency', kind: 'line' },
  { path: 'maxAgeDays', kind: 'number' },
  { path: 'quarterlyItems', kind: 'number' },
  { path: 'key', kind: 'yes-no' },
  { path: 'basis', kind: 'line' },
  { path: 'from', kind: 'date' },
  { path: 'until', kind: 'date' },
  { path: 'series.every', kind: 'choice', options: 'every' },
  { path: 'series.dueDays', kind: 'number' },
  { path: 'series.from', kind: 'line' },
  { path: 'series.exempt', kind: 'many' },
]

/** An exemption. */
export const EXEMPTION_FIELDS: readonly RegisterField[] = [
  { path: 'unit', kind: 'choice', options: 'units', required: true },
  { path: 'column', kind: 'line' },
  { path: 'code', kind: 'choice', options: 'codes', label: 'exempt-code' },
  { path: 'basis', kind: 'line', required: true },
  { path: 'document', kind: 'line' },
  { path: 'until', kind: 'date' },
]

const CONFIRM: readonly RegisterField[] = [
  { path: 'observations', kind: 'number' },
  { path: 'days', kind: 'number' },
  { path: 'workingHours', kind: 'yes-no' },
  { path: 'vantages', kind: 'number' },
]

/** Settings that hold for every unit. `confirm.mode` stands for the word `immediate`. */
export const DEFAULT_FIELDS: readonly RegisterField[] = [
  { group: 'general', path: 'rubric', kind: 'line' },
  { path: 'timezone', kind: 'line' },
  { path: 'contact', kind: 'line' },
  { group: 'posting', path: 'posting', kind: 'choice', options: 'posting' },
  { path: 'confirm.mode', kind: 'choice', options: 'confirm' },
  ...CONFIRM.map((one) => ({ ...one, path: `confirm.${one.path}` })),
  { path: 'confirm.retrySeconds', kind: 'numbers' },
  {
    path: 'confirm.codes',
    kind: 'rows',
    fields: [{ path: 'code', kind: 'choice', options: 'codes' }, ...CONFIRM],
  },
  { path: 'precision', kind: 'number' },
  { group: 'visiting', path: 'politeness.connections', kind: 'number' },
  { path: 'politeness.requestsPerSecond', kind: 'number' },
  { path: 'politeness.window.from', kind: 'line' },
  { path: 'politeness.window.to', kind: 'line' },
  { path: 'limits.maxPages', kind: 'number' },
  { path: 'limits.maxRequests', kind: 'number' },
  { path: 'allowPrivate', kind: 'many' },
  {
    path: 'canaries',
    kind: 'rows',
    fields: [
      { path: 'url', kind: 'line' },
      { path: 'contains', kind: 'line' },
    ],
  },
  {
    group: 'proof',
    path: 'timestamps',
    kind: 'rows',
    fields: [
      { path: 'url', kind: 'line' },
      { path: 'ca', kind: 'line' },
    ],
  },
  { group: 'lists', path: 'calendar', kind: 'line' },
  { path: 'wordings', kind: 'line' },
  { path: 'dictionary', kind: 'line' },
  { path: 'leaders', kind: 'line' },
  { path: 'newMedia', kind: 'line' },
  { group: 'watch', path: 'sampling.perDay', kind: 'number' },
  { path: 'vantages', kind: 'many', label: 'vantage-names' },
  { path: 'retention.evidenceDays', kind: 'number' },
  { group: 'notify', path: 'notify.language', kind: 'choice', options: 'languages' },
  {
    path: 'notify.webhooks',
    kind: 'rows',
    fields: [
      { path: 'url', kind: 'line' },
      { path: 'secret', kind: 'line' },
    ],
  },
  { path: 'notify.mail.host', kind: 'line' },
  { path: 'notify.mail.port', kind: 'number' },
  { path: 'notify.mail.security', kind: 'choice', options: 'security' },
  { path: 'notify.mail.user', kind: 'line' },
  { path: 'notify.mail.password', kind: 'line' },
  { path: 'notify.mail.from', kind: 'line' },
  { path: 'notify.mail.to', kind: 'many' },
]

type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Settings as the form shows them: the word `immediate` as a mode, rules of single codes as rows. */
export function shownDefaults(defaults: Plain): Plain {
  const { confirm, ...rest } = defaults
  if (confirm === 'immediate') return { ...rest, confirm: { mode: 'immediate' } }
  if (!isPlain(confirm)) return defaults
  const codes = isPlain(confirm.codes)
    ? Object.entries(confirm.codes).map(([code, rule]) => ({ code, ...(isPlain(rule) ? rule : {}) }))
    : undefined
  return { ...rest, confirm: { ...confirm, mode: 'observed', ...(codes ? { codes } : {}) } }
}

/** What the form says, as settings. */
export function givenDefaults(form: Plain): Record<string, unknown> {
  const { confirm, ...rest } = form
  if (!isPlain(confirm)) return rest
  // Rules that were filled in hold, whether or not somebody also picked their mode.
  const { mode, codes, ...rules } = confirm
  if (mode === 'immediate') return { ...rest, confirm: 'immediate' }
  const byCode = Array.isArray(codes)
    ? Object.fromEntries(codes.filter(isPlain).map(({ code, ...rule }) => [String(code), rule]))
    : undefined
  const made = { ...rules, ...(byCode ? { codes: byCode } : {}) }
  return Object.keys(made).length === 0 ? rest : { ...rest, confirm: made }
}
