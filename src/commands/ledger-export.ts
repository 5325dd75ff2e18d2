/** `ledger export`: every row of the ledger as CSV, JSON lines or a spreadsheet. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { exportLedger } from '../ledger/export.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { ledgerRows } from '../ledger/rows.js'
import { LEDGER_COLUMNS, type LedgerRow } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import { writeXlsx } from '../tables/xlsx.js'
import { type Shell, usage } from './shell.js'

/** What the ledger can be exported as. */
export const EXPORT_FORMATS = ['csv', 'jsonl', 'xlsx'] as const

/** Rows that a sheet can hold, its header not counted (the format's own limit). */
const SHEET_ROWS = 1_048_575

/** Waits until the stream takes more; false when its reader has gone. */
async function drained(into: Writable): Promise<boolean> {
  try {
    await Promise.race([once(into, 'drain'), once(into, 'close')])
    return !into.destroyed
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return false
    throw error
  }
}

async function pour(pieces: Iterable<string | Buffer>, into: Writable): Promise<void> {
  for (const piece of pieces) {
    if (into.destroyed) return
    if (!into.write(piece) && !(await drained(into))) return
  }
}

/** A cell: points as a number, instants as ISO 8601 in UTC, all else as the row has it. */
function cellOf(row: LedgerRow, field: keyof LedgerRow): string | number {
  if (field === 'points') return row.points === null ? '' : Number(formatPoints(row.points))
  if (field === 'recordedAt') return new Date(row.recordedAt).toISOString()
  return row[field] ?? ''
}

async function spreadsheet(ledger: Ledger, shell: Shell): Promise<Buffer> {
  const rows = [...ledgerRows(ledger)]
  if (rows.length > SHEET_ROWS)
    throw usage('cli.ledger.too-many-rows', { rows: rows.length, most: SHEET_ROWS })
  return writeXlsx([
    {
      name: shell.say('cli.ledger.sheet'),
      headers: LEDGER_COLUMNS.map(([, column]) => column),
      rows: rows.map((row) => LEDGER_COLUMNS.map(([field]) => cellOf(row, field))),
    },
  ])
}

/** Writes the export to a file, or to stdout; a spreadsheet only to a file. */
export async function exportTo(
  shell: Shell,
  format: (typeof EXPORT_FORMATS)[number],
  output: string | undefined,
): Promise<void> {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    if (format === 'xlsx' && output === undefined) throw usage('cli.ledger.xlsx-to-file')
    const pieces = format === 'xlsx' ? [await spreadsheet(ledger, shell)] : exportLedger(ledger, { format })
    if (output === undefined) return await pour(pieces, shell.host.stdout)
    const file = createWriteStream(output)
    await once(file, 'open')
    await pour(pieces, file)
    file.end()
    await once(file, 'finish')
    shell.note('cli.written', { file: output })
  } finally {
    ledger.close()
  }
}
