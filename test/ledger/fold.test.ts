/** Properties of the fold: order does not matter, final is final, a reversal takes its entry out. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldEntries } from '../../src/ledger/fold.js'
import type { LedgerRow } from '../../src/model/ledger.js'

const KINDS = ['deduct', 'award', 'post', 'void', 'reverse', 'adjust', 'publication'] as const

function rowOf(seq: number, kind: (typeof KINDS)[number], entry: string, points: number): LedgerRow {
  const opens = kind === 'deduct' || kind === 'award'
  return {
    seq,
    v: 1,
    recordedAt: seq,
    kind,
    entry: kind === 'publication' ? null : entry,
    key: opens ? `${entry}-key` : null,
    assessment: 'a',
    bucket: 'Y',
    unit: 'u',
    rubric: 'r',
    rubricVersion: '1',
    indicator: 'i',
    rule: 'x',
    occurrence: entry,
    points: opens || kind === 'adjust' ? points : null,
    clause: 'c',
    arithmetic: null,
    finding: null,
    evidence: null,
    decidedBy: 'auto',
    actor: 'a',
    reason: null,
    run: null,
    prev: '',
    hash: '',
  }
}

const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      entry: fc.constantFrom('e1', 'e2', 'e3'),
      points: fc.integer({ min: -500, max: 500 }),
    }),
    { maxLength: 40 },
  )
  .map((steps) => steps.map(({ kind, entry, points }, index) => rowOf(index + 1, kind, entry, points)))

/** The same rules told one entry at a time, as a person would walk through them. */
function naive(rows: readonly LedgerRow[], entry: string): [string, number] | null {
  let held: { state: string; points: number } | null = null
  for (const row of rows.filter((one) => one.entry === entry)) {
    if (row.kind === 'deduct' || row.kind === 'award') held ??= { state: 'pending', points: row.points ?? 0 }
    else if (!held || held.state === 'voided' || held.state === 'reversed') continue
    else if (row.kind === 'reverse') held.state = 'reversed'
    else if (row.kind === 'adjust') held.points = row.points ?? held.points
    else if (held.state === 'pending') held.state = row.kind === 'post' ? 'posted' : 'voided'
  }
  return held && [held.state, held.points]
}

test('is what walking through the rows gives', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const folded = new Map(foldEntries(rows).map((entry) => [entry.id, [entry.state, entry.points]]))
      for (const entry of ['e1', 'e2', 'e3']) expect(folded.get(entry) ?? null).toEqual(naive(rows, entry))
    }),
  )
})

test('the order in which rows are handed over does not matter', () => {
  fc.assert(
    fc.property(history, fc.integer(), (rows, seed) => {
      const shuffled = [...rows].sort((a, b) => ((a.seq * 7919 + seed) % 97) - ((b.seq * 7919 + seed) % 97))
      expect(foldEntries(shuffled)).toEqual(foldEntries(rows))
    }),
  )
})

test('a reversed entry stays reversed, whatever follows', () => {
  fc.assert(
    fc.property(history, history, (before, after) => {
      const opened = rowOf(before.length + 1, 'deduct', 'e9', -100)
      const reversed = rowOf(before.length + 2, 'reverse', 'e9', 0)
      const later = after.map((row, index) => ({ ...row, entry: 'e9', seq: before.length + 3 + index }))
      const entry = foldEntries([...before, opened, reversed, ...later]).find((one) => one.id === 'e9')
      expect([entry?.state, entry?.points]).toEqual(['reversed', -100])
    }),
  )
})

test('rows of other entries change nothing', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const one = rows.filter((row) => row.entry === 'e1')
      expect(foldEntries(rows).filter((entry) => entry.id === 'e1')).toEqual(foldEntries(one))
    }),
  )
})
