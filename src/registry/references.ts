/** What a workspace file says about other entries: ids that must be unique, and references that must lead somewhere. */
import type { FileProblem } from '../model/file-fault.js'
import type { ColumnEntry, Registry, UnitEntry, WorkspaceFile } from '../model/workspace.js'
import type { YamlPath, YamlSource } from './yaml-source.js'

/** A name as owners are compared by: NFKC, no spaces. */
export function foldName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '')
}

/** Units by id, name, alias and former name; a name that two units carry leads to none of them. */
export function unitFinder(
  units: readonly UnitEntry[],
): (text: string) => UnitEntry | 'ambiguous' | undefined {
  const ids = new Map(units.map((unit) => [unit.id, unit]))
  const names = new Map<string, UnitEntry | 'ambiguous'>()
  const add = (name: string, unit: UnitEntry) => {
    const folded = foldName(name)
    const held = names.get(folded)
    names.set(folded, held === undefined || held === unit ? unit : 'ambiguous')
  }
  for (const unit of units) {
    add(unit.name, unit)
    for (const alias of unit.aliases ?? []) add(alias, unit)
  }
  // A former name may since belong to a successor: a present name always goes first.
  const former = new Map<string, UnitEntry | 'ambiguous'>()
  for (const unit of units) {
    for (const { name } of unit.formerNames ?? []) {
      const folded = foldName(name)
      const held = former.get(folded)
      former.set(folded, held === undefined || held === unit ? unit : 'ambiguous')
    }
  }
  return (text) => ids.get(text.trim()) ?? names.get(foldName(text)) ?? former.get(foldName(text))
}

/** Problems of references and ids within `file`, given what is registered already. */
export function referenceProblems(file: WorkspaceFile, known: Registry, source: YamlSource): FileProblem[] {
  const problems: FileProblem[] = []
  const report = (path: YamlPath, key: string, facts: Record<string, string | number>) => {
    problems.push({ ...source.place(path), key, facts })
  }
  const units = file.units ?? []
  const platforms = file.platforms ?? []
  const own = new Map<string, string>()
  const claim = (id: string, path: YamlPath, list: string, others: readonly { id: string }[]) => {
    const earlier = own.get(id)
    if (earlier !== undefined) report(path, 'registry.duplicate-id', { found: id, where: earlier })
    else if (others.some((other) => other.id === id))
      report(path, 'registry.duplicate-id', { found: id, where: list })
    own.set(id, `${list} ${id}`)
  }
  platforms.forEach((platform, index) => {
    claim(platform.id, ['platforms', index, 'id'], 'platforms', known.units)
  })
  units.forEach((unit, index) => {
    claim(unit.id, ['units', index, 'id'], 'units', known.platforms)
  })
  const all = [...units, ...known.units.filter((unit) => !own.has(unit.id))]
  const find = unitFinder(all)
  const ids = new Set(all.map((unit) => unit.id))
  const platformIds = new Set([...platforms, ...known.platforms].map((platform) => platform.id))
  const checkColumns = (columns: readonly ColumnEntry[] | undefined, base: YamlPath) => {
    columns?.forEach((column, index) => {
      if (column.owner === undefined) return
      const owner = find(column.owner)
      if (owner === undefined || owner === 'ambiguous')
        report(
          [...base, 'columns', index, 'owner'],
          owner === 'ambiguous' ? 'registry.ambiguous-owner' : 'registry.unknown-owner',
          { found: column.owner },
        )
    })
  }
  platforms.forEach((platform, index) => {
    if (platform.operator !== undefined && !ids.has(platform.operator))
      report(['platforms', index, 'operator'], 'registry.unknown-operator', { found: platform.operator })
    checkColumns(platform.columns, ['platforms', index])
    checkPauses(platform.pauses, ['platforms', index], report)
  })
  units.forEach((unit, index) => {
    if (unit.platform !== undefined && !platformIds.has(unit.platform))
      report(['units', index, 'platform'], 'registry.unknown-platform', { found: unit.platform })
    checkColumns(unit.columns, ['units', index])
    checkPauses(unit.pauses, ['units', index], report)
  })
  file.exemptions?.forEach((exemption, index) => {
    if (!ids.has(exemption.unit))
      report(['exemptions', index, 'unit'], 'registry.unknown-unit', { found: exemption.unit })
  })
  return problems
}

function checkPauses(
  pauses: UnitEntry['pauses'],
  base: YamlPath,
  report: (path: YamlPath, key: string, facts: Record<string, string | number>) => void,
): void {
  pauses?.forEach((pause, index) => {
    if (pause.to.replace(' ', 'T') <= pause.from.replace(' ', 'T'))
      report([...base, 'pauses', index, 'to'], 'registry.pause-order', {
        found: pause.to,
        expected: pause.from,
      })
  })
}
