/** Runs are begun, finished and resumed; run ids sort by time. */
import { expect, test } from 'vitest'
import { inspectionJson } from '../../src/ledger/inspection-json.js'
import {
  finishRun,
  listRuns,
  recordedSites,
  reopenRun,
  resumableRun,
  runById,
} from '../../src/ledger/runs.js'
import { uuidv7 } from '../../src/ledger/uuid.js'
import { DAY, HOUR, inspect, MONDAY, newRun, ORIGIN, ownSite, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

const INSPECTION = { site: ownSite('edu'), units: [unitResult('edu')] }

test('a UUIDv7 carries its instant, version and variant, and sorts by time', () => {
  const zeros = (bytes: number) => new Uint8Array(bytes)
  expect(uuidv7(0x0123456789ab, zeros)).toBe('01234567-89ab-7000-8000-000000000000')
  expect(uuidv7(1, () => new Uint8Array(16).fill(255))).toBe('00000000-0001-7fff-bfff-ffffffffffff')
  expect(uuidv7(MONDAY) < uuidv7(MONDAY + 1)).toBe(true)
})

test('a run is kept as it was begun', () => {
  const { ledger } = ledgerAt()
  const id = newRun(ledger, INSPECTION, ['edu', 'gov'])
  expect(runById(ledger, id)).toEqual({
    id,
    purpose: 'formal',
    at: '2026-03-02',
    period: null,
    tool: 'xuncha 0.1.0',
    actor: 'tester',
    resumeKey: 'key',
    units: ['edu', 'gov'],
    rubrics: ['test'],
    scope: 'all',
    status: 'running',
    startedAt: MONDAY,
    finishedAt: null,
  })
})

test.each([
  ['complete', 'inspected', 'complete'],
  ['complete', 'inconclusive', 'void'],
  ['complete', 'partial', 'complete'],
  ['interrupted', 'inconclusive', 'interrupted'],
] as const)('finished %s with a unit %s is %s', async (said, status, recorded) => {
  const { ledger, clock } = ledgerAt()
  const run = newRun(ledger, INSPECTION)
  await inspect(ledger, clock, { site: INSPECTION.site, units: [unitResult('edu', { status })], run })
  expect(finishRun(ledger, run, said)).toBe(recorded)
  expect(inspectionJson(ledger, run, String).run.status).toBe(recorded)
})

test('an unknown run is refused', () => {
  const { ledger } = ledgerAt()
  expect(() => finishRun(ledger, 'none', 'complete')).toThrow(
    expect.objectContaining({ key: 'ledger.unknown-run' }),
  )
  expect(() => inspectionJson(ledger, 'none', String)).toThrow(
    expect.objectContaining({ key: 'ledger.unknown-run' }),
  )
})

test('an interrupted run is resumed by the same key within a day, and knows what is recorded', async () => {
  const { ledger, clock } = ledgerAt()
  const run = newRun(ledger, INSPECTION)
  await inspect(ledger, clock, { ...INSPECTION, run })
  finishRun(ledger, run, 'interrupted')
  expect(resumableRun(ledger, 'key', MONDAY + DAY - HOUR)?.id).toBe(run)
  expect(resumableRun(ledger, 'another key', MONDAY + HOUR)).toBeNull()
  expect(resumableRun(ledger, 'key', MONDAY + DAY)).toBeNull()
  expect(recordedSites(ledger, run)).toEqual(new Set([ORIGIN]))
  reopenRun(ledger, run)
  expect(runById(ledger, run)).toMatchObject({ status: 'running', finishedAt: null })
  finishRun(ledger, run, 'complete')
  expect(resumableRun(ledger, 'key', MONDAY + HOUR)).toBeNull()
})

test('a killed run is resumed, one that a living process works on is not', () => {
  const { ledger } = ledgerAt()
  const run = newRun(ledger, INSPECTION)
  expect(resumableRun(ledger, 'key', MONDAY + HOUR)?.id).toBe(run)
  ledger.db.prepare('UPDATE runs SET pid = ?').run(process.ppid)
  expect(resumableRun(ledger, 'key', MONDAY + HOUR)).toBeNull()
  ledger.db.prepare(`UPDATE runs SET pid = 2147483646`).run()
  expect(resumableRun(ledger, 'key', MONDAY + HOUR)?.id).toBe(run)
})

test('runs are listed newest first', () => {
  const { ledger, clock } = ledgerAt()
  const first = newRun(ledger, INSPECTION)
  clock.now += HOUR
  const second = newRun(ledger, INSPECTION)
  expect(listRuns(ledger).map((run) => run.id)).toEqual([second, first])
})
