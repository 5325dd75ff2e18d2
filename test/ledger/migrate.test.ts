/** A database of an earlier version is brought up to date: its rows stay as they are, byte for byte. */
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { append } from '../../src/ledger/append.js'
import { ledgerPath, openLedger } from '../../src/ledger/open.js'
import {
  APPLICATION_ID,
  applyMigration,
  MIGRATIONS,
  migrationChecksum,
  SCHEMA_VERSION,
} from '../../src/ledger/schema.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { type LedgerRow, ledgerHash } from '../../src/model/ledger.js'
import { MONDAY } from './made.js'
import { folder } from './opened.js'

/** A database as the first version of the schema made it, with rows of its own writing. */
function firstVersion(): string {
  const dir = folder()
  const db = new Database(ledgerPath(dir))
  const [first] = MIGRATIONS
  if (!first) throw new Error('there is no first migration')
  db.pragma(`application_id = ${APPLICATION_ID}`)
  applyMigration(db, first)
  db.prepare('INSERT INTO migrations VALUES (1, ?, ?, ?)').run(first.name, migrationChecksum(first), MONDAY)
  db.pragma('user_version = 1')
  let prev = '0'.repeat(64)
  for (let seq = 1; seq <= 3; seq += 1) {
    const columns = {
      seq,
      v: 1,
      recorded_at: MONDAY,
      kind: 'assessment-open',
      assessment: `a/${seq}`,
      decided_by: 'auto',
      actor: '甲',
    }
    const row = Object.fromEntries(
      db
        .prepare('PRAGMA table_info(ledger)')
        .all()
        .map((column) => [(column as { name: string }).name, null]),
    )
    const named: Record<string, string> = {
      recorded_at: 'recordedAt',
      rubric_version: 'rubricVersion',
      decided_by: 'decidedBy',
    }
    const fields = Object.fromEntries(
      Object.entries({ ...row, ...columns }).map(([name, value]) => [named[name] ?? name, value]),
    )
    const { hash: _, ...unstamped } = { ...fields, prev } as unknown as LedgerRow
    const hash = ledgerHash(unstamped)
    const all: Record<string, unknown> = { ...row, ...columns, prev, hash }
    db.prepare(
      `INSERT INTO ledger (${Object.keys(all).join(', ')}) VALUES (${Object.keys(all)
        .map((name) => `@${name}`)
        .join(', ')})`,
    ).run(all)
    prev = hash
  }
  db.close()
  return dir
}

const rowsOf = (dir: string) => {
  const db = new Database(ledgerPath(dir), { readonly: true })
  try {
    return db.prepare('SELECT rowid AS at, * FROM ledger ORDER BY seq').all()
  } finally {
    db.close()
  }
}

test('no migration rewrites a row, and the chain goes on', () => {
  const dir = firstVersion()
  const before = rowsOf(dir)
  expect(before).toHaveLength(3)
  const ledger = openLedger(dir, { now: () => MONDAY })
  expect(ledger.db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
  expect(rowsOf(dir)).toEqual(before)
  append(ledger, { kind: 'assessment-settings', assessment: 'a/1', decidedBy: 'person', actor: '乙' })
  ledger.close()
  expect(rowsOf(dir).slice(0, 3)).toEqual(before)
  expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: 4 })
})

test('no step speaks of changing or deleting rows of the ledger', () => {
  const statements = MIGRATIONS.slice(1).flatMap(({ sql }) => sql.split(';'))
  expect(
    statements.filter((sql) =>
      /^\s*(UPDATE|DELETE FROM|INSERT INTO|REPLACE INTO|DROP TABLE)\s+ledger\b/i.test(sql),
    ),
  ).toEqual([])
})

test('after migrating, the schema can be altered by no one as before', () => {
  const dir = firstVersion()
  const ledger = openLedger(dir, { now: () => MONDAY })
  expect(() => ledger.db.exec(`UPDATE sqlite_schema SET sql = '' WHERE name = 'ledger'`)).toThrow(
    /may not be modified/,
  )
  ledger.close()
})
