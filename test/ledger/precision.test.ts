/** A check that disputes found wrong too often only suspects: what it finds next costs nothing until a person says so. */
import { describe, expect, test } from 'vitest'
import { postEntry } from '../../src/ledger/decide.js'
import { decideDispute, openDispute } from '../../src/ledger/disputes.js'
import { findingsOfUnit } from '../../src/ledger/finding-rows.js'
import { checkRecords, demotedChecks } from '../../src/ledger/precision.js'
import { listEntries } from '../../src/ledger/read.js'
import { registry } from '../../src/ledger/registry-store.js'
import type { DisputeReason } from '../../src/model/dispute.js'
import { checkRecord } from '../../src/model/precision.js'
import { DAY, finding, inspect, ORIGIN, ownSite, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

type At = ReturnType<typeof ledgerAt>

/** Finds these dead links, and one empty column, for certain. */
async function look({ ledger, clock }: At, names: readonly string[]) {
  clock.now += DAY
  const links = names.map((name) => finding('link-broken', `${ORIGIN}/${name}`))
  const units = [
    unitResult('edu', { findings: [...links, finding('column-empty', `${ORIGIN}/${names[0]}/`)] }),
  ]
  await inspect(ledger, clock, { site: ownSite('edu'), units })
}

/** Contests so many entries of the check `broken-link`; each is cancelled for the reason. */
function cancel({ ledger }: At, count: number, code: DisputeReason): void {
  const own = listEntries(ledger).filter(({ rule, state }) => rule === 'link-broken' && state === 'pending')
  for (const { id } of own.slice(0, count)) {
    postEntry(ledger, id, { actor: '王五', reason: null })
    const said = { statement: '误判', by: '教育局', onBehalf: false, scan: null, files: [] }
    const dispute = openDispute(ledger, {
      ...said,
      entry: id,
      openedOn: '2026-03-05',
      dueOn: null,
      actor: '李四',
    })
    const decision = { outcome: 'cancelled' as const, code, reason: '核实', points: null, files: [] }
    decideDispute(ledger, { ...decision, dispute: dispute.id, decidedOn: '2026-03-06', actor: '王五' })
  }
}

const NAMES = ['a', 'b', 'c', 'd', 'e']

describe('a check', () => {
  test.each([
    ['found wrong three times of five only suspects', 3, 'false-positive', undefined, ['broken-link']],
    ['that blamed the wrong unit only suspects', 4, 'not-ours', undefined, ['broken-link']],
    ['found wrong twice is believed', 2, 'false-positive', undefined, []],
    ['whose entries were cancelled for other reasons is believed', 4, 'fixed-later', undefined, []],
    ['is believed where the office sets less', 3, 'false-positive', 30, []],
  ] as const)('%s', async (_, count, code, precision, demoted) => {
    const at = ledgerAt()
    if (precision !== undefined) registry(at.ledger).update({ defaults: { precision } })
    await look(at, NAMES)
    cancel(at, count, code)
    expect([...demotedChecks(at.ledger)]).toEqual(demoted)
    await look(at, ['new'])
    const [seen] = findingsOfUnit(at.ledger, 'edu').filter(({ subject }) => subject === '/new')
    expect(seen?.verdict).toBe(demoted.length > 0 ? 'cannot-tell' : 'problem')
    // Other checks go on as they were.
    const [column] = findingsOfUnit(at.ledger, 'edu').filter(({ subject }) => subject === '/new/')
    expect(column?.verdict).toBe('problem')
    const charged = listEntries(at.ledger).filter(({ finding: of }) => of === seen?.fingerprint)
    expect(charged).toHaveLength(demoted.length > 0 ? 0 : 1)
  })

  test('is told with what its entries came to', async () => {
    const at = ledgerAt()
    await look(at, NAMES)
    cancel(at, 3, 'false-positive')
    expect(Object.fromEntries(checkRecords(at.ledger))).toEqual({
      'broken-link': { entries: 5, wrong: 3, precision: 4000, demoted: true },
      'empty-column': { entries: 1, wrong: 0, precision: 10_000, demoted: false },
    })
  })

  test.each([
    [0, 0, { entries: 0, wrong: 0, precision: null, demoted: false }],
    [1000, 3, { entries: 1000, wrong: 3, precision: 9970, demoted: false }],
    [30, 3, { entries: 30, wrong: 3, precision: 9000, demoted: false }],
    [29, 3, { entries: 29, wrong: 3, precision: 8965, demoted: true }],
  ])('of %i entries, %i wrong', (entries, wrong, record) => {
    expect(checkRecord(entries, wrong, 90)).toEqual(record)
  })
})
