/** The ledger as CSV or JSON lines, complete and in order. */
import { canonicalJson } from '../model/canonical.js'
import { LEDGER_COLUMNS, type LedgerRow, ledgerDocument } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import type { Ledger } from './open.js'
import { ledgerRows } from './rows.js'

/** How to export; `bom` (default true) lets spreadsheet programs see that a CSV is UTF-8. */
export interface ExportOptions {
  readonly format: 'csv' | 'jsonl'
  /** Rows after this number only. */
  readonly after?: number
  readonly bom?: boolean
}

/** Beginnings that a spreadsheet takes for a formula, full-width twins too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
const NUMBER = /^-?\d+(\.\d+)?$/

/** One CSV cell (RFC 4180). Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function csvLine(row: LedgerRow): string {
  const cells = LEDGER_COLUMNS.map(([field]) => {
    if (field === 'points') return row.points === null ? '' : formatPoints(row.points)
    if (field === 'recordedAt') return new Date(row.recordedAt).toISOString()
    return csvCell(row[field])
  })
  return `${cells.join(',')}\r\n`
}

/**
 * The rows as text, a piece per row, under the table's column names. CSV: points as decimals, instants as ISO 8601 in UTC.
 * JSON lines: each row in its canonical form, hundredths and milliseconds, so that hashes can be recomputed from it.
 */
export function* exportLedger(ledger: Ledger, options: ExportOptions): Generator<string> {
  const csv = options.format === 'csv'
  if (csv)
    yield `${(options.bom ?? true) ? '\uFEFF' : ''}${LEDGER_COLUMNS.map(([, column]) => column).join(',')}\r\n`
  for (const row of ledgerRows(ledger, options.after ?? 0))
    yield csv ? csvLine(row) : `${canonicalJson(ledgerDocument(row))}\n`
}
