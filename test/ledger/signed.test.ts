/** Signed checkpoints: what the hash chain alone cannot tell — a cut tail, a chain stamped anew — they do. */
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkpointPath, headSigner, readCheckpoints } from '../../src/evidence/checkpoints.js'
import { append } from '../../src/ledger/append.js'
import { openLedger } from '../../src/ledger/open.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { hasMessage } from '../../src/messages/catalogue.js'
import { type LedgerRow, ledgerHash } from '../../src/model/ledger.js'
import { MONDAY } from './made.js'
import { folder } from './opened.js'
import { tampered } from './tampered.js'

/** A ledger of so many rows, each signed when it came. */
function signed(rows: number, dir = folder()): string {
  const now = () => MONDAY
  const ledger = openLedger(dir, { now, onHead: headSigner(dir, now) })
  for (let nth = 0; nth < rows; nth += 1)
    append(ledger, { kind: 'assessment-open', assessment: `a/${nth}`, decidedBy: 'person', actor: '王科' })
  ledger.db.pragma('wal_checkpoint(TRUNCATE)')
  ledger.db.pragma('journal_mode = DELETE')
  ledger.close()
  return dir
}

const verified = (dir: string) => verifyLedger(dir, readCheckpoints(dir))

/** Rewrites a row and stamps it and all after it anew, as somebody who knows the contract would. */
function restamp(dir: string, seq: number): void {
  const db = new Database(join(dir, 'xuncha.db'))
  const rows = db.prepare('SELECT * FROM ledger ORDER BY seq').all() as Record<
    string,
    string | number | null
  >[]
  db.close()
  let prev = '0'.repeat(64)
  const updates = rows.map((row) => {
    const actor = row.seq === seq ? '另一人' : String(row.actor)
    const fields = {
      seq: row.seq,
      v: 1,
      recordedAt: row.recorded_at,
      kind: row.kind,
      assessment: row.assessment,
      decidedBy: row.decided_by,
      actor,
      entry: null,
      key: null,
      bucket: null,
      unit: null,
      rubric: null,
      rubricVersion: null,
      indicator: null,
      rule: null,
      occurrence: null,
      points: null,
      clause: null,
      arithmetic: null,
      finding: null,
      evidence: null,
      reason: null,
      run: null,
      prev,
    } as Omit<LedgerRow, 'hash'>
    const hash = ledgerHash(fields)
    const sql = `UPDATE ledger SET actor = '${actor}', prev = '${prev}', hash = '${hash}' WHERE seq = ${row.seq};`
    prev = hash
    return sql
  })
  tampered(dir, updates.join(''))
}

describe('a signed ledger', () => {
  test('is valid up to its last row, its keys are nobody else’s business', () => {
    const dir = signed(5)
    expect(verified(dir)).toMatchObject({ valid: true, rows: 5, signedUpTo: 5 })
    expect(statSync(join(dir, 'keys')).mode & 0o777).toBe(0o700)
    expect(statSync(checkpointPath(dir)).mode & 0o777).toBe(0o600)
  })

  test('rows that nobody signed yet are valid, and told', () => {
    const dir = signed(3)
    const plain = openLedger(dir, { now: () => MONDAY })
    append(plain, { kind: 'assessment-open', assessment: 'a/9', decidedBy: 'person', actor: '王科' })
    plain.close()
    expect(verified(dir)).toMatchObject({ valid: true, rows: 4, signedUpTo: 3 })
    signed(1, dir)
    expect(verified(dir)).toMatchObject({ valid: true, rows: 5, signedUpTo: 5 })
  })

  test('a copy of the database alone is valid, unsigned', () => {
    const dir = signed(3)
    const copy = folder()
    writeFileSync(join(copy, 'xuncha.db'), readFileSync(join(dir, 'xuncha.db')))
    expect(verified(copy)).toMatchObject({ valid: true, rows: 3, signedUpTo: null })
  })

  test('one transaction of many rows is one checkpoint; a failed one is none', () => {
    const dir = signed(1)
    const now = () => MONDAY
    const ledger = openLedger(dir, { now, onHead: headSigner(dir, now) })
    ledger.immediate(() => {
      for (const name of ['x', 'y', 'z'])
        append(ledger, { kind: 'assessment-open', assessment: name, decidedBy: 'person', actor: '王科' })
    })
    expect(() =>
      ledger.immediate(() => {
        append(ledger, { kind: 'assessment-open', assessment: 'w', decidedBy: 'person', actor: '王科' })
        throw new Error('not after all')
      }),
    ).toThrow('not after all')
    ledger.close()
    expect(readCheckpoints(dir)?.map(({ checkpoint }) => checkpoint?.seq)).toEqual([1, 4])
  })
})

describe('what contradicts the signatures is named', () => {
  test.each([
    [
      'a truncated tail',
      (dir: string) => tampered(dir, 'DELETE FROM ledger WHERE seq > 3'),
      'truncated',
      { rows: 3, signed: 4 },
    ],
    [
      'an emptied ledger',
      (dir: string) => tampered(dir, 'DELETE FROM ledger'),
      'truncated',
      { rows: 0, signed: 1 },
    ],
    ['a chain stamped anew', (dir: string) => restamp(dir, 4), 'restamped', { from: 4, seq: 4 }],
    [
      'a chain stamped anew from the first row on',
      (dir: string) => restamp(dir, 1),
      'restamped',
      { from: 1, seq: 1 },
    ],
    [
      'a missing checkpoint file',
      (dir: string) => rmSync(checkpointPath(dir)),
      'no-checkpoints',
      { rows: 6 },
    ],
    [
      'a forged checkpoint',
      (dir: string) =>
        appendFileSync(
          checkpointPath(dir),
          readFileSync(checkpointPath(dir), 'utf8')
            .split('\n')[1]
            ?.replace('"seq":1', '"seq":2')
            .concat('\n') ?? '',
        ),
      'checkpoint',
      {},
    ],
    [
      'a checkpoint that is no JSON',
      (dir: string) => appendFileSync(checkpointPath(dir), '{"kind":"head"\n'),
      'checkpoint',
      {},
    ],
    [
      'an edited row',
      (dir: string) => tampered(dir, `UPDATE ledger SET actor = '别人' WHERE seq = 2`),
      'hash',
      { seq: 2 },
    ],
    [
      'INSERT OR REPLACE',
      (dir: string) =>
        tampered(
          dir,
          `INSERT OR REPLACE INTO ledger SELECT seq, v, recorded_at, kind, entry, key, '别的', bucket, unit, rubric, rubric_version, indicator, rule, occurrence, points, clause, arithmetic, finding, evidence, decided_by, actor, reason, run, prev, hash FROM ledger WHERE seq = 5`,
        ),
      'hash',
      { seq: 5 },
    ],
  ] as const)('%s', (_, attack, what, facts) => {
    const dir = signed(6)
    attack(dir)
    const key = `ledger.broken.${what}`
    expect(verified(dir)).toMatchObject({ valid: false, key, facts })
    expect(hasMessage(key)).toBe(true)
  })

  test('a copy of the checkpoints kept elsewhere convicts who cut both', () => {
    const dir = signed(6)
    const kept = join(folder(), 'kept.jsonl')
    writeFileSync(kept, readFileSync(checkpointPath(dir)))
    tampered(dir, 'DELETE FROM ledger WHERE seq > 4')
    const lines = readFileSync(checkpointPath(dir), 'utf8').split('\n').filter(Boolean)
    writeFileSync(checkpointPath(dir), `${lines.slice(0, 4).join('\n')}\n`)
    expect(verified(dir)).toMatchObject({ valid: true, rows: 4 })
    expect(verifyLedger(dir, readCheckpoints(dir, kept))).toMatchObject({ key: 'ledger.broken.truncated' })
  })

  test('a line that is being written this moment says nothing yet', () => {
    const dir = signed(2)
    appendFileSync(checkpointPath(dir), '\n{"at":17')
    expect(verified(dir)).toMatchObject({ valid: true, rows: 2, signedUpTo: 2 })
  })

  test('a line cut off by a full disk is overlooked once a sound one follows', () => {
    const dir = signed(2)
    appendFileSync(checkpointPath(dir), '\n{"at":17')
    signed(1, dir)
    expect(verified(dir)).toMatchObject({ valid: true, rows: 3, signedUpTo: 3 })
  })
})
