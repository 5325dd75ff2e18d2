/** Breakers over recorded runs: a wave waits for a person even under automatic posting; everything usual is posted at the run's end. */
import { expect, test } from 'vitest'
import { openAssessment } from '../../src/ledger/assessment.js'
import { settleRun } from '../../src/ledger/breakers.js'
import { postEntry } from '../../src/ledger/decide.js'
import { inspectionJson } from '../../src/ledger/inspection-json.js'
import { listEntries } from '../../src/ledger/read.js'
import { finishRun } from '../../src/ledger/runs.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { USUAL_SETTINGS } from '../../src/model/assessment.js'
import type { Purpose } from '../../src/model/vocabulary.js'
import { DAY, finding, inspect, newRun, ORIGIN, platform, testRubric, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

const IDS = Array.from({ length: 12 }, (_, n) => `u${n + 1}`)
const AUTOMATIC = { posting: 'automatic', actor: 'tester' } as const

type At = ReturnType<typeof ledgerAt>

function begun(): At {
  const at = ledgerAt()
  const settings = { ...USUAL_SETTINGS, monitorGraceWorkingDays: 0 }
  openAssessment(at.ledger, testRubric(), '2026', { actor: 'tester', run: null, settings })
  return at
}

/** One run over all units, in which these have a dead link; returns its id, what held it and its end. */
async function watch(
  { ledger, clock }: At,
  bad: readonly string[],
  { purpose = 'monitor', name = 'a' }: { purpose?: Purpose; name?: string } = {},
) {
  clock.now += DAY
  const units = IDS.map((id) =>
    unitResult(id, {
      findings: bad.includes(id) ? [finding('link-broken', `${ORIGIN}/${id}/${name}`)] : [],
      examined: { 'broken-link': [] },
    }),
  )
  const inspection = { site: platform(IDS), units, at: '2026-03-02', purpose }
  const run = newRun(ledger, inspection)
  await inspect(ledger, clock, { ...inspection, run }, { posting: 'automatic', workdaysBetween: () => 0 })
  const trips = settleRun(ledger, run, AUTOMATIC)
  const status = finishRun(ledger, run, trips.length > 0 ? 'held' : 'complete')
  return { run, trips, status }
}

const states = ({ ledger }: At) =>
  Object.fromEntries(listEntries(ledger).map(({ unit, state }) => [unit, state]))

test('a wave after five quiet runs is held; its entries wait although posting is automatic', async () => {
  const at = begun()
  for (let n = 0; n < 5; n++) await watch(at, ['u1'])
  expect(states(at)).toEqual({ u1: 'posted' })
  const wave = await watch(at, IDS.slice(1, 9))
  expect(wave.status).toBe('held')
  expect(wave.trips.map(({ check, units }) => [check, units])).toEqual([['broken-link', 8]])
  expect(new Set(Object.values({ ...states(at), u1: 'pending' }))).toEqual(new Set(['pending']))
  expect(inspectionJson(at.ledger, wave.run, String).run.status).toBe('held')
  expect(verifyLedger(at.dir).valid).toBe(true)
})

test('a change for good is the new usual once a person has let it through three times', async () => {
  const at = begun()
  for (let n = 0; n < 5; n++) await watch(at, [])
  const ends: string[] = []
  for (const name of ['a', 'b', 'c', 'd']) {
    ends.push((await watch(at, IDS, { name })).status)
    for (const { id, state } of listEntries(at.ledger))
      if (state === 'pending') postEntry(at.ledger, id, { actor: '李四', reason: null })
  }
  expect(ends).toEqual(['held', 'held', 'held', 'complete'])
})

test('what is usual is posted when the run ends, and printed so', async () => {
  const at = begun()
  for (let n = 0; n < 5; n++) await watch(at, [])
  const { run, status } = await watch(at, ['u3', 'u4'])
  expect(status).toBe('complete')
  expect(states(at)).toEqual({ u3: 'posted', u4: 'posted' })
  const printed = inspectionJson(at.ledger, run, String).units.find(({ id }) => id === 'u3')
  expect(printed?.scores[0]?.indicators[0]?.entries.map(({ state }) => state)).toEqual(['posted'])
})

test.each([
  ['the first runs', 4, 'monitor'],
  ['a formal run', 6, 'formal'],
] as const)('%s are never held', async (_, earlier, purpose) => {
  const at = begun()
  for (let n = 0; n < earlier; n++) await watch(at, [])
  expect((await watch(at, IDS, { purpose })).status).toBe('complete')
  expect(new Set(Object.values(states(at)))).toEqual(new Set(['posted']))
})
