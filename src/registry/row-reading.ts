/** One row of a register as it is read: its cells, and what is wrong with them, by line and column. */
import type { FileProblem } from '../model/file-fault.js'
import type { Cell } from '../tables/csv.js'
import type { Headers, TableRow } from '../tables/table.js'
import { shown } from './schema-problems.js'

/** A row, and the table's problems so far. */
export interface RowReading<Field extends string> {
  readonly row: TableRow<Field>
  readonly problems: FileProblem[]
}

/** The cell of a field; an empty one at the row's line where the table has no such column. */
export function cellOf<Field extends string>({ row }: RowReading<Field>, field: Field): Cell {
  return row.cells.get(field) ?? { line: row.line, column: 1, text: '' }
}

/** Notes that a cell is wrong: as missing where it is empty, else by `key`. */
export function reportCell<Field extends string>(
  reading: RowReading<Field>,
  headers: Headers<Field>,
  field: Field,
  key: string,
): void {
  const { line, column, text } = cellOf(reading, field)
  const facts = { where: headers[field][0] ?? field, found: shown(text), expected: '' }
  reading.problems.push({ line, column, key: text === '' ? 'registry.cell-missing' : key, facts })
}
