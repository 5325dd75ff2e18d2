/** A workspace file laid over what is registered: it updates what it names and deletes nothing (contract §2). */
import { exemptionKey, type Registry, type WorkspaceFile } from '../model/workspace.js'

function over<T>(held: readonly T[], given: readonly T[], keyOf: (entry: T) => string): T[] {
  const merged = new Map(held.map((entry) => [keyOf(entry), entry]))
  for (const entry of given) merged.set(keyOf(entry), entry)
  return [...merged.values()]
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
