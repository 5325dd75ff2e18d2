/** The registers in the database: each entry as the document that somebody wrote, updated by name, never deleted. */
import { UserFault } from '../model/error.js'
import {
  exemptionKey,
  type RegisterRow,
  type Registry,
  registrySchema,
  type WorkspaceFile,
} from '../model/workspace.js'
import { lastChange, standOf } from './changes.js'
import type { Ledger } from './open.js'

/** The registers of one database. */
export interface RegistryStore {
  /** All that is registered, each list in the order in which its entries first came. Nobody may change what it gives. */
  load(): Registry
  /**
   * Lays a workspace file over it: the units, platforms and exemptions that it names and its defaults are updated,
   * none is deleted. Throws UserFault when an id is taken by the other register.
   */
  update(file: WorkspaceFile): void
  /**
   * Makes the registers hold exactly this: what is not in it is taken out. Throws UserFault for a unit that
   * would go although an inspection of it is recorded, and for an id that both registers claim.
   */
  replace(after: Registry): void
  /** Replaces the imported column register of every holder that the rows name. */
  replaceColumns(rows: readonly RegisterRow[]): void
}

type Kind = 'defaults' | 'platform' | 'unit' | 'exemption' | 'column'

function columnId(row: RegisterRow): string {
  return JSON.stringify([row.holder, row.path ?? [], row.name, row.url ?? null, row.owner ?? null])
}

/** What was read last of each open database. */
const HELD = new WeakMap<Ledger, { readonly mark: string; readonly registry: Registry }>()

/** The store of this ledger's registers. */
export function registry(ledger: Ledger): RegistryStore {
  const all = (kind: Kind): unknown[] =>
    (ledger.sql('SELECT json FROM register WHERE kind = ? ORDER BY rowid').pluck().all(kind) as string[]).map(
      (json) => JSON.parse(json) as unknown,
    )
  const put = (kind: Kind, id: string, value: unknown): void => {
    ledger
      .sql(
        'INSERT INTO register (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json',
      )
      .run(kind, id, JSON.stringify(value))
  }
  const putNamed = (
    kind: 'unit' | 'platform',
    other: 'unit' | 'platform',
    id: string,
    value: unknown,
  ): void => {
    if (ledger.sql('SELECT 1 FROM register WHERE kind = ? AND id = ?').get(other, id))
      throw new UserFault('ledger.id-taken', { id, holder: other }, 2)
    put(kind, id, value)
  }
  const idsOf = (kind: Kind): string[] =>
    ledger.sql('SELECT id FROM register WHERE kind = ?').pluck().all(kind) as string[]
  const takeOut = (kind: Kind, id: string): void => {
    const seen = kind === 'unit' && ledger.sql('SELECT 1 FROM unit_results WHERE unit = ? LIMIT 1').get(id)
    if (seen) throw new UserFault('ledger.unit-in-use', { id }, 2)
    ledger.sql('DELETE FROM register WHERE kind = ? AND id = ?').run(kind, id)
  }
  const read = (): Registry =>
    registrySchema.parse({
      defaults: all('defaults')[0] ?? {},
      platforms: all('platform'),
      units: all('unit'),
      exemptions: all('exemption'),
      columns: all('column'),
    })
  const load = (): Registry => {
    const stand = standOf(ledger)
    if (stand === null) return read()
    const mark = `${stand.others} ${lastChange(ledger, 'register')}`
    const held = HELD.get(ledger)
    if (held?.mark === mark) return held.registry
    const registry = read()
    HELD.set(ledger, { mark, registry })
    return registry
  }
  return {
    load,
    update: (file) =>
      ledger.immediate(() => {
        for (const platform of file.platforms ?? []) putNamed('platform', 'unit', platform.id, platform)
        for (const unit of file.units ?? []) putNamed('unit', 'platform', unit.id, unit)
        for (const exemption of file.exemptions ?? []) put('exemption', exemptionKey(exemption), exemption)
        if (file.defaults) put('defaults', 'defaults', { ...(all('defaults')[0] ?? {}), ...file.defaults })
      }),
    replace: (after) =>
      ledger.immediate(() => {
        const kept: Readonly<Record<Exclude<Kind, 'defaults'>, readonly (readonly [string, unknown])[]>> = {
          platform: after.platforms.map((one) => [one.id, one]),
          unit: after.units.map((one) => [one.id, one]),
          exemption: after.exemptions.map((one) => [exemptionKey(one), one]),
          column: after.columns.map((one) => [columnId(one), one]),
        }
        for (const kind of ['platform', 'unit', 'exemption', 'column'] as const) {
          const ids = new Set(kept[kind].map(([id]) => id))
          for (const id of idsOf(kind)) if (!ids.has(id)) takeOut(kind, id)
        }
        for (const [id, value] of kept.platform) putNamed('platform', 'unit', id, value)
        for (const [id, value] of kept.unit) putNamed('unit', 'platform', id, value)
        for (const kind of ['exemption', 'column'] as const)
          for (const [id, value] of kept[kind]) put(kind, id, value)
        put('defaults', 'defaults', after.defaults)
      }),
    replaceColumns: (rows) =>
      ledger.immediate(() => {
        const clear = ledger.sql(`DELETE FROM register WHERE kind = 'column' AND json ->> '$.holder' = ?`)
        for (const holder of new Set(rows.map((row) => row.holder))) clear.run(holder)
        for (const row of rows) put('column', columnId(row), row)
      }),
  }
}
