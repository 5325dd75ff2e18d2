/** Template columns: what stays empty at half or more of the units that have it is the platform's, not theirs (contract §2). */
import type { InspectionResult, UnitResult } from '../model/inspection.js'
import type { SiteSpec } from '../model/site.js'
import type { JudgedFinding } from './judged.js'

/** Columns of one unit by folded name: true where it is empty. */
export type UnitColumns = ReadonlyMap<string, boolean>

/** A column name as names are compared. */
export function foldName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

/** The column that a finding names, or null. */
export function columnOf(finding: Pick<JudgedFinding, 'facts'>): string | null {
  const named = finding.facts.column
  return typeof named === 'string' && named.trim() !== '' ? named : null
}

const isEmptyColumn = (finding: Pick<JudgedFinding, 'code' | 'facts'>): boolean =>
  finding.code === 'column-empty' && columnOf(finding) !== null

/** The columns that this inspection saw at a unit. */
export function columnsOf(unit: UnitResult): Map<string, boolean> {
  const columns = new Map(unit.columns.map((column) => [foldName(column.name), false]))
  for (const finding of unit.findings)
    if (isEmptyColumn(finding)) columns.set(foldName(columnOf(finding) ?? ''), true)
  return columns
}

/** How a column stands over the units of a site. */
export interface Tally {
  readonly have: number
  readonly empty: number
}

/** Counts over this inspection's readable units and, of the others, what was recorded when they were last read. */
export function tallyColumns(
  seen: ReadonlyMap<string, UnitColumns>,
  recorded: ReadonlyMap<string, UnitColumns>,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const columns of new Map([...recorded, ...seen]).values()) {
    for (const [name, empty] of columns) {
      const { have, empty: empties } = tallies.get(name) ?? { have: 0, empty: 0 }
      tallies.set(name, { have: have + 1, empty: empties + (empty ? 1 : 0) })
    }
  }
  return tallies
}

/** True for a column that the template makes empty: at least two units have it, and it is empty at half or more of them. */
export function isTemplateColumn(tally: Tally | undefined): boolean {
  return tally !== undefined && tally.have >= 2 && tally.empty * 2 >= tally.have
}

/** An empty column at one unit, told from those that the template makes empty. */
export type ColumnVerdict = 'own' | 'template' | 'unknown'

/** Whose emptiness a column-empty finding is. Unknown: the site serves several units and only one was ever read. */
export function columnVerdict(
  finding: JudgedFinding,
  site: SiteSpec,
  tallies: ReadonlyMap<string, Tally>,
  unitsRead: number,
): ColumnVerdict {
  if (!isEmptyColumn(finding) || site.units.length < 2) return 'own'
  if (isTemplateColumn(tallies.get(foldName(columnOf(finding) ?? '')))) return 'template'
  return unitsRead < 2 ? 'unknown' : 'own'
}

/** Folded names of columns that this inspection judged at a unit which it read to the end. */
export function examinedColumns(result: InspectionResult, complete: ReadonlySet<string>): Set<string> {
  const names = new Set<string>()
  for (const unit of result.units) {
    if (!complete.has(unit.id) || !unit.examined['empty-column']) continue
    for (const column of unit.columns) names.add(foldName(column.name))
  }
  return names
}
