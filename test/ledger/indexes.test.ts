/** What is asked of large books again and again is found by an index: a run is sealed while people wait for their pages. */
import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/open.js'
import { evidenceIdsOfRun, indexedEvidence, listEvidence } from '../../src/ledger/read.js'
import { scoresOverTime } from '../../src/ledger/results-read.js'
import { finding, inspect, ownSite, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

/** How SQLite would carry out whatever a reader asks. */
function plansOf(ledger: Ledger, read: (spied: Ledger) => unknown): string[] {
  const texts: string[] = []
  const sql = (text: string) => {
    texts.push(text)
    return ledger.sql(text)
  }
  read({ ...ledger, sql })
  return texts.flatMap((text) =>
    ledger.db
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all(...Array(text.split('?').length - 1).fill(''))
      .map((step) => (step as { detail: string }).detail),
  )
}

describe('no reader goes through a whole table', () => {
  const readers: [string, (ledger: Ledger) => unknown][] = [
    ['ids of a run', (ledger) => evidenceIdsOfRun(ledger, 'r')],
    ['evidence of a run', (ledger) => listEvidence(ledger, { run: 'r' })],
    ['one item', (ledger) => indexedEvidence(ledger, 'sha256:0')],
    ['scores of all units', (ledger) => scoresOverTime(ledger, 'r', '2026')],
    ['scores of a unit', (ledger) => scoresOverTime(ledger, 'r', '2026', 'edu')],
  ]
  test.each(readers)('%s', (_, read) => {
    const plans = plansOf(ledgerAt().ledger, read)
    expect(plans.length).toBeGreaterThan(0)
    expect(plans.filter((step) => step.startsWith('SCAN'))).toEqual([])
  })
})

test('ids of a run and one item say what the whole index says', async () => {
  const { ledger, clock } = ledgerAt()
  for (const unit of ['edu', 'tax']) {
    clock.now += 1_000
    const shown = unitResult(unit, { findings: [finding('column-empty', `http://127.0.0.1/${unit}/`)] })
    await inspect(ledger, clock, { site: ownSite(unit), units: [shown] })
  }
  const [first, second] = listEvidence(ledger)
  expect([first?.unit, second?.unit]).toEqual(['edu', 'tax'])
  expect(evidenceIdsOfRun(ledger, first?.run ?? '')).toEqual([first?.id])
  expect(listEvidence(ledger, { run: second?.run ?? '' })).toEqual([second])
  expect(listEvidence(ledger, { run: first?.run ?? '', unit: 'tax' })).toEqual([])
  expect(indexedEvidence(ledger, second?.id ?? '')).toEqual(second)
  expect(indexedEvidence(ledger, 'sha256:0')).toBeNull()
})
