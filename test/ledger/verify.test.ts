/** Verification: any byte of a row, any row, any trigger; the first broken thing is named. */
import { readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { append } from '../../src/ledger/append.js'
import { ledgerPath, openLedger } from '../../src/ledger/open.js'
import { listEntries } from '../../src/ledger/read.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { hasMessage } from '../../src/messages/catalogue.js'
import { finding, inspect, ORIGIN, ownSite, unitResult } from './made.js'
import { folder, ledgerAt } from './opened.js'
import { tampered } from './tampered.js'

/** A closed ledger of six rows in one plain file (no write-ahead log beside it). */
async function filled(): Promise<string> {
  const { ledger, clock, dir } = ledgerAt()
  const findings = ['a', 'b', 'c', 'd', 'e'].map((name) => finding('link-broken', `${ORIGIN}/${name}`))
  await inspect(ledger, clock, { site: ownSite('edu'), units: [unitResult('edu', { findings })] })
  ledger.db.pragma('wal_checkpoint(TRUNCATE)')
  ledger.db.pragma('journal_mode = DELETE')
  return dir
}

const COPY = `CREATE TEMP TABLE kept AS SELECT * FROM ledger WHERE seq = 3; DELETE FROM ledger WHERE seq = 3;`

describe('a sound ledger', () => {
  test('is valid, with its head', async () => {
    const dir = await filled()
    const reader = openLedger(dir, { readonly: true })
    const rows = [...ledgerRows(reader)]
    reader.close()
    expect(rows).toHaveLength(6)
    expect(verifyLedger(dir)).toEqual({ valid: true, rows: 6, head: rows.at(-1)?.hash, signedUpTo: null })
  })

  test('an empty one is valid too; a missing one is no such file', () => {
    expect(verifyLedger(ledgerAt().dir)).toEqual({
      valid: true,
      rows: 0,
      head: '0'.repeat(64),
      signedUpTo: null,
    })
    expect(() => verifyLedger(folder())).toThrow(
      expect.objectContaining({ key: 'ledger.missing', exitStatus: 2 }),
    )
  })
})

describe('what is broken is named', () => {
  test.each([
    ['points', 'UPDATE ledger SET points = -1 WHERE seq = 3', 'ledger.broken.hash', { seq: 3 }],
    ['a word', `UPDATE ledger SET clause = '别的' WHERE seq = 2`, 'ledger.broken.hash', { seq: 2 }],
    [
      'a time',
      'UPDATE ledger SET recorded_at = recorded_at + 1 WHERE seq = 4',
      'ledger.broken.hash',
      { seq: 4 },
    ],
    [
      'the hash',
      `UPDATE ledger SET hash = '${'0'.repeat(64)}' WHERE seq = 2`,
      'ledger.broken.hash',
      { seq: 2 },
    ],
    [
      'the link',
      `UPDATE ledger SET prev = '${'0'.repeat(64)}' WHERE seq = 3`,
      'ledger.broken.link',
      { seq: 3 },
    ],
    ['a kind', `UPDATE ledger SET kind = 'bonus' WHERE seq = 3`, 'ledger.broken.shape', { seq: 3 }],
    [
      'a missing row',
      'DELETE FROM ledger WHERE seq = 3',
      'ledger.broken.sequence',
      { expected: 3, found: 4 },
    ],
    [
      'a missing beginning',
      'DELETE FROM ledger WHERE seq = 1',
      'ledger.broken.sequence',
      { expected: 1, found: 2 },
    ],
    [
      'two rows that changed places',
      `${COPY} UPDATE ledger SET seq = 3 WHERE seq = 4; UPDATE kept SET seq = 4; INSERT INTO ledger SELECT * FROM kept;`,
      'ledger.broken.link',
      { seq: 3 },
    ],
    [
      'evidence that is gone',
      'DELETE FROM finding_evidence; DELETE FROM evidence',
      'ledger.broken.evidence',
      { seq: 2 },
    ],
    ['a dropped trigger', 'SELECT 1', 'ledger.broken.schema', { name: 'ledger_no_delete' }],
    ['a further trigger', 'CREATE TABLE x (a)', 'ledger.broken.schema', { name: 'x' }],
    [
      'a finding of no run',
      `UPDATE observations SET run = 'none'`,
      'ledger.broken.foreign-key',
      { table: 'observations' },
    ],
    ['another version', 'PRAGMA user_version = 7', 'ledger.broken.pragma', { found: 7 }],
  ])('%s', async (what, sql, key, facts) => {
    const dir = await filled()
    tampered(dir, sql)
    if (what === 'a dropped trigger') {
      const db = new Database(ledgerPath(dir))
      db.exec('DROP TRIGGER ledger_no_delete')
      db.close()
    }
    const found = verifyLedger(dir)
    expect(found).toMatchObject({ valid: false, key, facts })
    expect(hasMessage(key)).toBe(true)
  })

  test('a file that is no database any more', async () => {
    const dir = await filled()
    writeFileSync(
      ledgerPath(dir),
      'not a database, not even a little, and longer than a header of hundred bytes'.repeat(9),
    )
    expect(verifyLedger(dir)).toMatchObject({ valid: false, key: 'ledger.broken.file' })
  })
})

test('whatever byte of the file is flipped: it is told, or not one row reads differently', async () => {
  const dir = await filled()
  const path = ledgerPath(dir)
  const whole = readFileSync(path)
  const rowsNow = (): string => {
    const db = new Database(path, { readonly: true })
    try {
      return JSON.stringify(db.prepare('SELECT * FROM ledger ORDER BY seq').all())
    } finally {
      db.close()
    }
  }
  const sound = rowsNow()
  let told = 0
  const flip = (index: number, bit: number): void => {
    const bytes = Buffer.from(whole)
    bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
    writeFileSync(path, bytes)
    if (!verifyLedger(dir).valid) told += 1
    else expect(rowsNow()).toBe(sound)
  }
  const marker = whole.indexOf('每发现1处扣1分')
  for (let index = marker - 200; index < marker + 200; index += 7) flip(index, index % 8)
  expect(told).toBeGreaterThan(50)
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(7), (index, bit) => flip(index, bit)),
    { numRuns: 150, examples: [[72_291, 0]] },
  )
})

test('a truncated tail is a shorter, valid chain: its head differs from the one that was told', async () => {
  const dir = await filled()
  const before = verifyLedger(dir)
  tampered(dir, 'DELETE FROM ledger WHERE seq = 6')
  const after = verifyLedger(dir)
  expect([before, after]).toMatchObject([
    { valid: true, rows: 6 },
    { valid: true, rows: 5 },
  ])
  expect(after).not.toMatchObject({ head: 'head' in before ? before.head : '' })
})

test('rows appended later continue what was verified', async () => {
  const dir = await filled()
  const ledger = openLedger(dir, { now: () => 1 })
  append(ledger, { kind: 'publication', assessment: 'test/2026', decidedBy: 'person', actor: '王科' })
  expect(listEntries(ledger)).toHaveLength(5)
  ledger.close()
  expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: 7 })
})
