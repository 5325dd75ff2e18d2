/** A workspace file laid over what is registered: it updates what it names and deletes nothing (contract §2). */
import type { ExemptionEntry, RegisterRow, Registry, WorkspaceFile } from '../model/workspace.js'

function over<T>(held: readonly T[], given: readonly T[], keyOf: (entry: T) => string): T[] {
  const merged = new Map(held.map((entry) => [keyOf(entry), entry]))
  for (const entry of given) merged.set(keyOf(entry), entry)
  return [...merged.values()]
}

/** What an exemption is about: the same words again replace it. */
export function exemptionKey(exemption: ExemptionEntry): string {
  return JSON.stringify([exemption.unit, exemption.column ?? null, exemption.code ?? null])
}

/** What a row of a column register is about. */
export function registerKey(row: RegisterRow): string {
  return JSON.stringify([row.holder, row.path ?? [], row.name, row.url ?? null, row.owner ?? null])
}

/** The registry after the file: units, platforms and exemptions that it names, and its defaults, replace the held ones. */
export function mergeWorkspace(held: Registry, file: WorkspaceFile): Registry {
  return {
    defaults: { ...held.defaults, ...file.defaults },
    platforms: over(held.platforms, file.platforms ?? [], (platform) => platform.id),
    units: over(held.units, file.units ?? [], (unit) => unit.id),
    exemptions: over(held.exemptions, file.exemptions ?? [], exemptionKey),
    columns: held.columns,
  }
}

/** The registry after an imported column register: the rows of each holder that it names are replaced as a whole. */
export function mergeRegister(held: Registry, rows: readonly RegisterRow[]): Registry {
  const holders = new Set(rows.map((row) => row.holder))
  const kept = held.columns.filter((row) => !holders.has(row.holder))
  return { ...held, columns: [...kept, ...over([], rows, registerKey)] }
}
