/** One thing of the registers at a time: found, read from a form, checked as a workspace file is, saved with its earlier text kept. */
import { stringify } from 'yaml'
import { z } from 'zod'
import type { Ledger } from '../../ledger/open.js'
import { keepVersion, versionAt } from '../../ledger/register-versions.js'
import { registry } from '../../ledger/registry-store.js'
import type { Principal } from '../../model/access.js'
import { canonicalJson, sha256 } from '../../model/canonical.js'
import type { ColumnEntry, Registry, WorkspaceFile } from '../../model/workspace.js'
import { readWorkspace } from '../../registry/read-workspace.js'
import { readColumns } from '../../registry/registers.js'
import { syncedYaml } from '../../registry/yaml-sync.js'
import {
  COLUMN_FIELDS,
  DEFAULT_FIELDS,
  EXEMPTION_FIELDS,
  givenDefaults,
  PLATFORM_FIELDS,
  shownDefaults,
  UNIT_FIELDS,
} from '../pages/register-fields.js'
import { formData, type RegisterField } from '../pages/register-form.js'
import { Refusal } from '../problem.js'

/** What can be edited by a form. `column`: pinned to its holder; `row`: of the imported column register. */
export const REGISTER_KINDS = ['unit', 'platform', 'column', 'row', 'exemption', 'defaults'] as const
export type RegisterKind = (typeof REGISTER_KINDS)[number]

/** Which one is meant: a unit or platform by id, a column or exemption by its place; null: a new one. */
export interface Meant {
  readonly kind: RegisterKind
  /** Unit or platform of a column; the id of a unit or platform. */
  readonly id: string
  readonly n: number | null
}

type Plain = Readonly<Record<string, unknown>>

const FIELDS: Readonly<Record<RegisterKind, readonly RegisterField[]>> = {
  unit: UNIT_FIELDS,
  platform: PLATFORM_FIELDS,
  column: COLUMN_FIELDS,
  row: [{ path: 'holder', kind: 'line', required: true }, ...COLUMN_FIELDS],
  exemption: EXEMPTION_FIELDS,
  defaults: DEFAULT_FIELDS,
}

/** The fields of its form. */
export function fieldsOf(kind: RegisterKind): readonly RegisterField[] {
  return FIELDS[kind]
}

const holderOf = (held: Registry, id: string) =>
  held.units.find((one) => one.id === id) ?? held.platforms.find((one) => one.id === id)

/** The entry as it is registered; null where there is none yet. */
export function entryMeant(held: Registry, { kind, id, n }: Meant): Plain | null {
  if (kind === 'defaults') return held.defaults
  if (kind === 'unit') return held.units.find((one) => one.id === id) ?? null
  if (kind === 'platform') return held.platforms.find((one) => one.id === id) ?? null
  if (n === null) return null
  if (kind === 'exemption') return held.exemptions[n] ?? null
  return (kind === 'row' ? held.columns[n] : holderOf(held, id)?.columns?.[n]) ?? null
}

/** Mark of an entry, by which a form notices that somebody else changed it meanwhile. */
export function markOf(entry: Plain | null): string {
  return entry === null ? '' : sha256(JSON.stringify(entry)).slice(0, 16)
}

/** The entry as its form shows it. */
export function shownEntry(kind: RegisterKind, entry: Plain | null): Plain {
  if (entry === null) return {}
  return kind === 'defaults' ? shownDefaults(entry) : entry
}

/** The entry that a form describes: what the form has no field for stays as it was. */
export function entryGiven(kind: RegisterKind, before: Plain | null, given: (name: string) => string): Plain {
  const form = formData(FIELDS[kind], given, shownEntry(kind, before))
  return kind === 'defaults' ? givenDefaults(form) : form
}

const withColumns = (held: Registry, id: string, columns: readonly ColumnEntry[]): WorkspaceFile => {
  const put = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
    list.filter((one) => one.id === id).map(({ ...one }) => ({ ...one, columns: [...columns] }))
  return { units: put(held.units), platforms: put(held.platforms) }
}

const replaced = <T>(list: readonly T[], n: number | null, next: T | null): T[] => {
  if (n === null) return next === null ? [...list] : [...list, next]
  return list.flatMap((one, index) => (index !== n ? [one] : next === null ? [] : [next]))
}

/** Entries of a list laid over those of the same id. */
function laid<T extends { readonly id: string }>(list: readonly T[], over: readonly T[]): T[] {
  const ids = new Map(over.map((one) => [one.id, one]))
  const changed = list.map((one) => ids.get(one.id) ?? one)
  return [...changed, ...over.filter(({ id }) => !list.some((one) => one.id === id))]
}

const NAME = 'xuncha.yaml'

/** Checks part of a workspace against all that is registered. @throws FileFault saying what is wrong */
const checkedPart = (part: Plain, held: Registry): WorkspaceFile => readWorkspace(stringify(part), NAME, held)

/**
 * The registers with one entry changed, added (`before` not there yet) or, with null, taken out.
 * @throws FileFault (or UserFault) saying what is wrong with it
 */
export async function changed(held: Registry, meant: Meant, next: Plain | null): Promise<Registry> {
  const { kind, id, n } = meant
  if (kind === 'defaults') {
    // Checked by itself: what is left out of the form is taken out of the settings.
    const file = checkedPart({ defaults: next ?? {} }, held)
    return { ...held, defaults: file.defaults ?? {} }
  }
  if (kind === 'unit' || kind === 'platform') {
    const list = kind === 'unit' ? 'units' : 'platforms'
    if (next === null) return { ...held, [list]: held[list].filter((one) => one.id !== id) }
    const file = checkedPart({ [list]: [next] }, held)
    return {
      ...held,
      units: laid(held.units, file.units ?? []),
      platforms: laid(held.platforms, file.platforms ?? []),
    }
  }
  if (kind === 'exemption') {
    if (next !== null) checkedPart({ exemptions: [next] }, held)
    return {
      ...held,
      exemptions: replaced(held.exemptions, n, next as Registry['exemptions'][number] | null),
    }
  }
  if (kind === 'row') {
    const [row = null] = next === null ? [] : await rowsOf([next], held)
    return { ...held, columns: replaced(held.columns, n, row) }
  }
  const columns = replaced(holderOf(held, id)?.columns ?? [], n, next as ColumnEntry | null)
  const part = withColumns(held, id, columns)
  const file = checkedPart(part, held)
  return {
    ...held,
    units: laid(held.units, file.units ?? []),
    platforms: laid(held.platforms, file.platforms ?? []),
  }
}

const rowsOf = (rows: readonly Plain[], held: Registry) =>
  readColumns(Buffer.from(stringify({ columns: rows })), NAME, held, null)

/** Everything that a workspace file holds, as plain data in the usual order. */
export function workspaceOf({ defaults, platforms, units, exemptions }: Registry): Plain {
  return {
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...(platforms.length > 0 ? { platforms } : {}),
    units,
    ...(exemptions.length > 0 ? { exemptions } : {}),
  }
}

/** The registers as text: what was written before keeps its comments. */
export function textsOf(ledger: Ledger, held: Registry): { workspace: string; columns: string } {
  const last = versionAt(ledger)
  return {
    workspace: syncedYaml(last?.workspace ?? '', workspaceOf(held)),
    columns: held.columns.length === 0 ? '' : syncedYaml(last?.columns ?? '', { columns: held.columns }),
  }
}

/**
 * How notices go out names secrets of the server (variables, files) and where they are sent to: whoever may change it may
 * send them to himself. That is for who runs the machine.
 */
function refuseNotify(before: Registry, after: Registry, by: Principal): void {
  const written = ({ defaults }: Registry) => canonicalJson(defaults.notify ?? null)
  if (by.role !== 'administrator' && written(before) !== written(after))
    throw new Refusal(403, 'console.reg.notify-administrator')
}

/**
 * Saves the registers in one transaction, with the text before (where nobody kept it) and after. `workspace`: as somebody
 * wrote it. @throws Refusal 403 where only an administrator may change it so
 */
export function save(
  ledger: Ledger,
  after: Registry,
  given: { readonly by: Principal; readonly what: string; readonly workspace?: string },
): void {
  const { by, what } = given
  ledger.immediate(() => {
    const store = registry(ledger)
    refuseNotify(store.load(), after, by)
    const last = versionAt(ledger)
    const before = textsOf(ledger, store.load())
    if (before.workspace !== last?.workspace || before.columns !== last.columns)
      keepVersion(ledger, { actor: '-', what: 'before', ...before })
    store.replace(after)
    const texts = textsOf(ledger, store.load())
    const workspace = given.workspace ?? texts.workspace
    keepVersion(ledger, { actor: by.name, what, workspace, columns: texts.columns })
  })
}

const columnsText = z.object({ columns: z.array(z.record(z.string(), z.unknown())) })

/** The registers that texts describe. @throws FileFault with every problem's line */
export async function registryOf(
  texts: { workspace: string; columns: string },
  parse: (text: string) => unknown,
) {
  const file = readWorkspace(texts.workspace, NAME)
  const read: Registry = {
    defaults: file.defaults ?? {},
    platforms: file.platforms ?? [],
    units: file.units ?? [],
    exemptions: file.exemptions ?? [],
    columns: [],
  }
  if (texts.columns.trim() === '') return read
  const { columns } = columnsText.parse(parse(texts.columns))
  return { ...read, columns: await rowsOf(columns, read) }
}
