/** The ledger grows and nothing else: triggers, idempotency, conflicts, decisions, export. */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { append, type EntryIdentity, entryId, entryKey, type NewRow } from '../../src/ledger/append.js'
import { adjustEntry, manualEntry, postEntry, reverseEntry, voidEntry } from '../../src/ledger/decide.js'
import { csvCell, exportLedger } from '../../src/ledger/export.js'
import { type Ledger, openLedger } from '../../src/ledger/open.js'
import { listEntries } from '../../src/ledger/read.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { UserFault } from '../../src/model/error.js'
import { MONDAY } from './made.js'
import { folder, ledgerAt } from './opened.js'

const IDENTITY: EntryIdentity = {
  assessment: 'test/2026',
  bucket: 'Y',
  unit: 'edu',
  rubric: 'test',
  indicator: '14',
  rule: 'column-empty',
  occurrence: 'f1',
}

function opening(over: Partial<NewRow & EntryIdentity> = {}): NewRow {
  const identity = { ...IDENTITY, ...over }
  const key = entryKey(identity)
  return {
    kind: 'deduct',
    key,
    entry: entryId(key),
    points: -100,
    clause: '每发现1处扣1分',
    decidedBy: 'auto',
    actor: 'tester',
    rubricVersion: '1',
    ...identity,
    ...over,
  }
}

function faultOf(work: () => unknown): UserFault {
  try {
    work()
  } catch (error) {
    if (error instanceof UserFault) return error
    throw error
  }
  throw new Error('expected a UserFault')
}

/** Hash of a stored row by the words of the contract, not by our code for it. */
function recomputed(row: Record<string, string | number | null>): string {
  const { hash: _, prev, ...rest } = row
  const names = Object.keys(rest).sort()
  const json = `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(rest[name])}`).join(',')}}`
  return createHash('sha256')
    .update(`xuncha/ledger/1\n${String(prev)}\n${json}`)
    .digest('hex')
}

describe('append', () => {
  test('numbers from 1 and chains', () => {
    const { ledger } = ledgerAt()
    const first = append(ledger, opening()).row
    const second = append(ledger, opening({ occurrence: 'f2' })).row
    expect([first.seq, second.seq]).toEqual([1, 2])
    expect(first.prev).toBe('0'.repeat(64))
    expect(second.prev).toBe(first.hash)
    // As somebody with nothing but SQLite and SHA-256 would do it: the columns as they are stored.
    const stored = ledger.db.prepare('SELECT * FROM ledger').all() as Record<string, string | number | null>[]
    expect(stored.map(recomputed)).toEqual([first.hash, second.hash])
    expect(first.recordedAt).toBe(MONDAY)
  })

  test('the same key with the same payload adds nothing', () => {
    const { ledger, clock } = ledgerAt()
    const first = append(ledger, opening())
    clock.now += 1_000
    const again = append(ledger, opening({ arithmetic: 'other words', run: 'another run' }))
    expect(first.added).toBe(true)
    expect(again).toEqual({ row: first.row, added: false })
    expect([...ledgerRows(ledger)]).toHaveLength(1)
  })

  test.each([
    ['points', { points: -200 }],
    ['clause', { clause: '另一条' }],
    ['kind', { kind: 'award' as const }],
  ])('the same key with another %s is a conflict', (_, over) => {
    const { ledger } = ledgerAt()
    append(ledger, opening())
    expect(faultOf(() => append(ledger, opening(over))).key).toBe('ledger.conflict')
    expect([...ledgerRows(ledger)]).toHaveLength(1)
  })

  test('the key holds no version, run, time or evidence', () => {
    const { ledger } = ledgerAt()
    append(ledger, opening({ rubricVersion: '1' }))
    expect(append(ledger, opening({ rubricVersion: '2' })).added).toBe(false)
  })
})

describe('append-only', () => {
  const attacks: [string, string][] = [
    ['UPDATE', `UPDATE ledger SET points = 0 WHERE seq = 1`],
    ['UPDATE OR REPLACE', `UPDATE OR REPLACE ledger SET seq = 2 WHERE seq = 1`],
    ['DELETE', `DELETE FROM ledger WHERE seq = 1`],
    ['DELETE all', `DELETE FROM ledger`],
    ['REPLACE by seq', `INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 1`],
    [
      'REPLACE by key',
      `INSERT OR REPLACE INTO ledger (seq, v, recorded_at, kind, entry, key, assessment, unit, points, decided_by, actor, prev, hash)
       SELECT 3, v, recorded_at, kind, entry, key, assessment, unit, 0, decided_by, actor, (SELECT hash FROM ledger WHERE seq = 2), '${'a'.repeat(64)}' FROM ledger WHERE seq = 1`,
    ],
    [
      'REPLACE by hash',
      `INSERT OR REPLACE INTO ledger (seq, v, recorded_at, kind, decided_by, actor, prev, hash)
       SELECT 3, 1, 0, 'publication', 'auto', 'x', (SELECT hash FROM ledger WHERE seq = 2), hash FROM ledger WHERE seq = 1`,
    ],
    [
      'upsert',
      `INSERT INTO ledger SELECT * FROM ledger WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET points = 0`,
    ],
    [
      'a gap',
      `INSERT INTO ledger (seq, v, recorded_at, kind, decided_by, actor, prev, hash)
       SELECT 9, 1, 0, 'publication', 'auto', 'x', hash, '${'b'.repeat(64)}' FROM ledger WHERE seq = 2`,
    ],
    [
      'a fork',
      `INSERT INTO ledger (seq, v, recorded_at, kind, decided_by, actor, prev, hash)
       SELECT 3, 1, 0, 'publication', 'auto', 'x', hash, '${'c'.repeat(64)}' FROM ledger WHERE seq = 1`,
    ],
  ]

  test.each(attacks)('%s is refused', (_, sql) => {
    const { ledger, dir } = ledgerAt()
    append(ledger, opening())
    append(ledger, opening({ occurrence: 'f2' }))
    const before = [...ledgerRows(ledger)]
    const intruder = new Database(ledger.path)
    try {
      expect(() => intruder.exec(sql)).toThrow(/append-only/)
    } finally {
      intruder.close()
    }
    expect([...ledgerRows(ledger)]).toEqual(before)
    expect(verifyLedger(dir).valid).toBe(true)
  })
})

describe('decisions of a person', () => {
  const by = { actor: '王科', reason: '核实' }

  function opened(): { ledger: Ledger; id: string } {
    const { ledger } = ledgerAt()
    return { ledger, id: append(ledger, opening()).row.entry ?? '' }
  }

  test.each([
    ['post', (ledger: Ledger, id: string) => postEntry(ledger, id, by), 'posted', -100],
    ['void', (ledger: Ledger, id: string) => voidEntry(ledger, id, by), 'voided', -100],
    ['reverse', (ledger: Ledger, id: string) => reverseEntry(ledger, id, by), 'reversed', -100],
    ['adjust', (ledger: Ledger, id: string) => adjustEntry(ledger, id, -50, by), 'pending', -50],
  ])('%s', (kind, act, state, points) => {
    const { ledger, id } = opened()
    expect(act(ledger, id)).toMatchObject({ id, state, points })
    const last = [...ledgerRows(ledger)].at(-1)
    expect(last).toMatchObject({
      kind,
      entry: id,
      unit: 'edu',
      decidedBy: 'person',
      actor: '王科',
      reason: '核实',
    })
  })

  test('what is final stays final', () => {
    const { ledger, id } = opened()
    voidEntry(ledger, id, by)
    for (const act of [postEntry, voidEntry, reverseEntry])
      expect(faultOf(() => act(ledger, id, by)).key).toBe('ledger.wrong-state')
    expect([...ledgerRows(ledger)]).toHaveLength(2)
  })

  test('voiding needs a reason, and an entry', () => {
    const { ledger, id } = opened()
    expect(faultOf(() => voidEntry(ledger, id, { actor: '王科', reason: ' ' })).key).toBe(
      'ledger.reason-needed',
    )
    expect(faultOf(() => postEntry(ledger, 'e-none', by)).key).toBe('ledger.unknown-entry')
  })

  test('two entries by hand under one rule are two', () => {
    const { ledger } = ledgerAt()
    const { occurrence: _, ...rest } = IDENTITY
    const given = { ...rest, rubricVersion: '1', points: -50, clause: '酌情扣分' }
    manualEntry(ledger, given, by)
    manualEntry(ledger, given, by)
    expect(listEntries(ledger, 'edu').map((entry) => [entry.kind, entry.occurrence, entry.points])).toEqual([
      ['manual', 'manual-1', -50],
      ['manual', 'manual-2', -50],
    ])
  })

  test('a published assessment takes no new entry', () => {
    const { ledger, id } = opened()
    append(ledger, {
      kind: 'assessment-advance',
      assessment: 'test/2026',
      occurrence: 'published',
      decidedBy: 'person',
      actor: '王科',
    })
    expect(faultOf(() => postEntry(ledger, id, by)).key).toBe('ledger.bucket-published')
    expect(reverseEntry(ledger, id, by).state).toBe('reversed')
  })
})

describe('export', () => {
  test('CSV: formulas are defused, numbers stay numbers', () => {
    const { ledger } = ledgerAt()
    append(ledger, opening({ clause: '=HYPERLINK("http://x")', reason: '他说"好"' }))
    const [header, line] = [...exportLedger(ledger, { format: 'csv', bom: false })]
    expect(header?.split(',').slice(0, 4)).toEqual(['seq', 'v', 'recorded_at', 'kind'])
    expect(line).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(line).toContain(',-1,')
    expect(line).toContain('"他说""好"""')
    expect(line?.endsWith('\r\n')).toBe(true)
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['+86', "'+86"],
    ['-x', "'-x"],
    ['@cmd', "'@cmd"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠a', "'＠a"],
    ['-1.5', '-1.5'],
    [-3, '-3'],
    ['a,b', '"a,b"'],
    [null, ''],
  ])('cell %j', (given, cell) => expect(csvCell(given)).toBe(cell))

  test('JSON lines: hashes can be recomputed from the text alone', () => {
    const { ledger } = ledgerAt()
    append(ledger, opening())
    append(ledger, opening({ occurrence: 'f2' }))
    const rows = [...exportLedger(ledger, { format: 'jsonl' })].map(
      (line) => JSON.parse(line) as Record<string, string | number | null>,
    )
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(recomputed(row)).toBe(row.hash)
    expect([...exportLedger(ledger, { format: 'jsonl', after: 1 })]).toHaveLength(1)
  })
})

describe('opening the database', () => {
  test('is durable: WAL and synchronous=FULL', () => {
    const { ledger } = ledgerAt()
    expect(ledger.db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(ledger.db.pragma('synchronous', { simple: true })).toBe(2)
    expect(ledger.db.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('a missing, foreign or newer file is refused in a sentence', () => {
    const dir = folder()
    expect(faultOf(() => openLedger(dir, { readonly: true })).key).toBe('ledger.missing')
    const foreign = new Database(`${dir}/xuncha.db`)
    foreign.exec('CREATE TABLE other (a)')
    foreign.close()
    expect(faultOf(() => openLedger(dir)).key).toBe('ledger.not-a-database')
    const { ledger, dir: newer } = ledgerAt()
    ledger.db.pragma('user_version = 99')
    expect(faultOf(() => openLedger(newer)).key).toBe('ledger.newer')
  })

  test('reading only writes nothing', () => {
    const { dir } = ledgerAt()
    const reader = openLedger(dir, { readonly: true })
    expect(() => reader.db.prepare(`DELETE FROM runs`).run()).toThrow(/readonly/)
    reader.close()
  })

  test('another schema under a known number is refused', () => {
    const { ledger, dir } = ledgerAt()
    ledger.db.exec(`UPDATE migrations SET checksum = 'x'`)
    expect(faultOf(() => openLedger(dir)).key).toBe('ledger.changed-migration')
  })
})
