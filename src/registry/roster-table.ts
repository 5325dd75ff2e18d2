/** Rosters (考核单位名单) as tables: which registered units an assessment is about, in which groups, with which duties. */
import type { RosterUnit } from '../model/assessment.js'
import { isPlainDate } from '../model/date.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import type { UnitEntry } from '../model/workspace.js'
import type { Cell } from '../tables/csv.js'
import { type Headers, type TableRow, tableOf } from '../tables/table.js'
import { kindOf } from './kind.js'
import { unitFinder } from './references.js'
import { reportDueOf } from './resolve.js'
import { inOrder, shown } from './schema-problems.js'

type Field = 'unit' | 'group' | 'due' | 'note'

const HEADERS: Headers<Field> = {
  unit: ['单位', '单位名称', '单位编号', '责任单位', '被考核单位', 'id', 'name'],
  group: ['考核分组', '分组', '组别'],
  due: ['年报时限', '年报公开时限', 'annual report due', 'report due'],
  note: ['备注', '推荐单位', '申报理由', 'note'],
}

const UNITS_KEPT = 10_000

/** A registered unit as a roster lists it: in its own group, with its own duty. */
export function listedUnit(unit: UnitEntry): RosterUnit {
  const kind = unit.kind ?? kindOf(unit.name)
  return {
    unit: unit.id,
    name: unit.name,
    group: unit.group ?? kind,
    annualReportDue: unit.duties?.annualReport?.due ?? reportDueOf(kind),
    note: null,
  }
}

/** `01-31` of 01-31, 1月31日 and the like; undefined for what is no day of the year. */
function dueOf(text: string): string | undefined {
  const parts = /^(\d{1,2})\s*[-月./]\s*(\d{1,2})日?$/.exec(text)
  if (!parts) return undefined
  const due = `${parts[1]?.padStart(2, '0')}-${parts[2]?.padStart(2, '0')}`
  return isPlainDate(`2024-${due}`) ? due : undefined
}

/**
 * Reads a roster. Units are matched by id, name, alias or former name; what the table does not say is the unit's own.
 * @throws FileFault naming every row whose unit is not registered or named twice, and every day that is none
 */
export function readRosterTable(
  cells: readonly (readonly Cell[])[],
  path: string,
  units: readonly UnitEntry[],
): RosterUnit[] {
  const table = tableOf(cells, HEADERS, ['unit'])
  if (table.problems.length > 0) throw new FileFault(path, table.problems)
  const problems: FileProblem[] = []
  const find = unitFinder(units)
  const listed = new Set<string>()
  const roster = table.rows.slice(0, UNITS_KEPT).flatMap((row: TableRow<Field>): RosterUnit[] => {
    const cell = row.cells.get('unit')
    if (!cell || cell.text === '') return []
    const unit = find(cell.text)
    const at = { line: cell.line, column: cell.column }
    if (unit === undefined || unit === 'ambiguous' || listed.has(unit.id)) {
      const key = typeof unit === 'object' ? 'registry.roster-twice' : 'registry.roster-unknown'
      problems.push({ ...at, key, facts: { found: shown(cell.text) } })
      return []
    }
    listed.add(unit.id)
    const due = row.cells.get('due')
    const day = due && due.text !== '' ? dueOf(due.text) : null
    if (day === undefined && due)
      problems.push({
        line: due.line,
        column: due.column,
        key: 'registry.roster-due',
        facts: { found: shown(due.text) },
      })
    const own = listedUnit(unit)
    return [
      {
        ...own,
        group: row.cells.get('group')?.text || own.group,
        annualReportDue: day ?? own.annualReportDue,
        note: row.cells.get('note')?.text || null,
      },
    ]
  })
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return roster
}
