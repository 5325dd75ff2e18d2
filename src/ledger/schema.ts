/** The schema of xuncha.db as an ordered list of migrations. A released migration is never edited: a new one is added. */
import type Database from 'better-sqlite3'
import { sha256 } from '../model/canonical.js'
import { CASES_STEP_SQL } from './schema-cases.js'
import { FROZEN_STEP_SQL, LEDGER_INDEX_SQL } from './schema-frozen.js'
import { PROOF_INDEX_SQL } from './schema-indexes.js'
import { LEDGER_SQL } from './schema-ledger.js'
import { OFFICE_STEP_SQL } from './schema-office.js'
import { OPERATIONS_STEP_SQL } from './schema-operations.js'
import { RECORD_SQL } from './schema-records.js'
import { REGISTERS_STEP_SQL } from './schema-registers.js'
import { VANTAGE_STEP_SQL } from './schema-vantage.js'
import { VIEW_SQL } from './schema-views.js'

/** One step of the schema; `version` counts from 1 without gaps. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** Every migration, in order. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'registers, runs, findings, ledger, views', sql: RECORD_SQL + LEDGER_SQL + VIEW_SQL },
  { version: 2, name: 'assessments, publications, disputes', sql: FROZEN_STEP_SQL },
  { version: 3, name: 'records, dismissals, rectification', sql: CASES_STEP_SQL },
  { version: 4, name: 'index of the ledger by kind', sql: LEDGER_INDEX_SQL },
  { version: 5, name: 'accounts, tokens, audit, feed, schedule', sql: OFFICE_STEP_SQL },
  { version: 6, name: 'availability samples, notices, scope of runs', sql: OPERATIONS_STEP_SQL },
  { version: 7, name: 'earlier texts of the registers', sql: REGISTERS_STEP_SQL },
  { version: 8, name: 'vantage points', sql: VANTAGE_STEP_SQL },
  { version: 9, name: 'indexes of evidence and of scores', sql: PROOF_INDEX_SQL },
]

/**
 * Runs one step. A step may alter the stored text of the schema, which SQLite permits only to a connection that says so;
 * no row of the ledger is ever rewritten by one.
 */
export function applyMigration(db: Database.Database, migration: Migration): void {
  db.unsafeMode(true)
  try {
    db.exec(migration.sql)
  } finally {
    db.unsafeMode(false)
  }
}

/** The schema version that this program writes. */
export const SCHEMA_VERSION = MIGRATIONS.length

/** Marks the file as ours in its header: "XUNC". */
export const APPLICATION_ID = 0x58554e43

/** What the migrations table keeps of a step, so that another text under the same number is noticed. */
export function migrationChecksum(migration: Migration): string {
  return sha256(`${migration.version}\n${migration.name}\n${migration.sql}`)
}
