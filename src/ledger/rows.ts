/** Ledger rows as the database holds them, read under their field names. */
import { LEDGER_COLUMNS, type LedgerRow, ledgerRowSchema } from '../model/ledger.js'
import type { Ledger } from './open.js'

/** Column list that reads a row under its field names. */
export const SELECT_ROW = LEDGER_COLUMNS.map(([field, column]) => `${column} AS "${field}"`).join(', ')

/** Rows in order of `seq`, from `after` (exclusive) on. Throws when a row is malformed: `verify` says which. */
export function* ledgerRows(ledger: Ledger, after = 0): Generator<LedgerRow> {
  const rows = ledger.db.prepare(`SELECT ${SELECT_ROW} FROM ledger WHERE seq > ? ORDER BY seq`).iterate(after)
  for (const row of rows) yield ledgerRowSchema.parse(row)
}

/** The rows that open or act on entries of one unit in one assessment, in order. */
export function rowsOf(ledger: Ledger, assessment: string, unit: string): LedgerRow[] {
  return ledger
    .sql(`SELECT ${SELECT_ROW} FROM ledger WHERE assessment = ? AND unit = ? ORDER BY seq`)
    .all(assessment, unit) as LedgerRow[]
}

/** Every row of one assessment, in order. */
export function assessmentRows(ledger: Ledger, assessment: string): LedgerRow[] {
  return ledger
    .sql(`SELECT ${SELECT_ROW} FROM ledger WHERE assessment = ? ORDER BY seq`)
    .all(assessment) as LedgerRow[]
}

/** Every row that opens or acts on one entry, in order. */
export function rowsOfEntry(ledger: Ledger, entry: string): LedgerRow[] {
  return ledger.sql(`SELECT ${SELECT_ROW} FROM ledger WHERE entry = ? ORDER BY seq`).all(entry) as LedgerRow[]
}

/** The opening row with this idempotency key. */
export function rowByKey(ledger: Ledger, key: string): LedgerRow | null {
  return (ledger.sql(`SELECT ${SELECT_ROW} FROM ledger WHERE key = ?`).get(key) ?? null) as LedgerRow | null
}

/** Number and hash of the last row; 0 and zeros while there is none. */
export function ledgerHead(ledger: Ledger): { readonly seq: number; readonly hash: string } {
  const last = ledger.sql('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1').get()
  return (last ?? { seq: 0, hash: '0'.repeat(64) }) as { seq: number; hash: string }
}
