/** Bringing records (登记事项) in, for commands and server alike: a table read as a whole, its files kept, registered and priced at once. */
import { calendarOf } from './calendar-file.js'
import type { Ledger } from './ledger/open.js'
import type { PricedRecords } from './ledger/record-entries.js'
import { addRecords, type BroughtBy, isRecordKnown } from './ledger/records.js'
import { registry } from './ledger/registry-store.js'
import type { OffWebRecord } from './model/record.js'
import type { AttachedFile } from './model/supporting.js'
import { priceRecords } from './price-records.js'
import { rubricsOfYear, type Tell } from './pricing.js'
import { type ReadRecord, readRecordTable } from './registry/record-table.js'
import { ruleFinder } from './rubric/rule-finder.js'
import type { Cell } from './tables/csv.js'

/** A table of records, and how it comes in. */
export interface BroughtTable {
  readonly cells: readonly (readonly Cell[])[]
  /** What faults call the table. */
  readonly name: string
  /** Calendar year whose rubrics rules are looked for in first. */
  readonly year: string
  /** Rubrics named beside the workspace's and those that assess the year. */
  readonly rubrics: readonly string[]
  readonly by: BroughtBy
  /** What the records say they came from; null: entered by hand. */
  readonly source: string | null
  readonly tell: Tell
  /** Keeps the files of each row; called when every row is understood. */
  keepFiles(rows: readonly ReadRecord[]): Promise<readonly (readonly AttachedFile[])[]>
}

/** Fields of a record that are entered one by one, as the headers of a table name them. */
export const ENTERED_FIELDS = [
  'type',
  'unit',
  'on',
  'title',
  'document',
  'points',
  'received',
  'answered',
  'extended',
  'result',
  'list',
  'place',
  'value',
  'note',
] as const

/** One record by hand as a table of one row: the same words mean the same. Fields are named as the table's headers. */
export function tableOfOne(given: readonly (readonly [string, string])[]): Cell[][] {
  return [given.map(([name]) => name), given.map(([, text]) => text)].map((row, line) =>
    row.map((text, column) => ({ text: text.trim(), line: line + 1, column: column + 1 })),
  )
}

/**
 * Registers and prices every row of a table in one transaction, or none.
 * @throws FileFault with every problem's row and column; UserFault as `addRecords` does
 */
export async function bringRecords(
  ledger: Ledger,
  brought: BroughtTable,
): Promise<{ readonly records: readonly OffWebRecord[]; readonly outcome: PricedRecords }> {
  const { by, rubrics, tell } = brought
  const { units, defaults } = registry(ledger).load()
  const rules = ruleFinder(rubricsOfYear(ledger, brought.year, rubrics, tell))
  const taken = (id: string) => isRecordKnown(ledger, id)
  const rows = readRecordTable(brought.cells, brought.name, { units, rules, taken })
  const kept = await brought.keepFiles(rows)
  const given = rows.map(({ fileNames: _, at: __, ...row }, index) => ({
    ...row,
    files: [...(kept[index] ?? [])],
    source: brought.source,
  }))
  const calendar = calendarOf(defaults.calendar ?? null)
  return ledger.immediate(() => {
    const records = addRecords(ledger, given, by)
    return { records, outcome: priceRecords(ledger, records, { rubrics, actor: by.actor, calendar, tell }) }
  })
}
