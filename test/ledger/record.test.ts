/** Recording: entries opened once, metrics renewed, order without effect, and the result printed from the database. */
import { describe, expect, test } from 'vitest'
import { assessmentStage, pinnedVersion } from '../../src/ledger/assessment.js'
import { voidEntry } from '../../src/ledger/decide.js'
import { inspectionJson } from '../../src/ledger/inspection-json.js'
import type { Ledger } from '../../src/ledger/open.js'
import { evidenceFor, listEntries, listEvidence, listFindings, scoringFacts } from '../../src/ledger/read.js'
import { record } from '../../src/ledger/record.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import {
  DAY,
  depsOf,
  finding,
  hits,
  inspect,
  MONDAY,
  manifest,
  newRun,
  ORIGIN,
  ownSite,
  platform,
  resultOf,
  testRubric,
  unitResult,
} from './made.js'
import { ledgerAt } from './opened.js'

const EMPTY = finding('column-empty', `${ORIGIN}/a/`, { facts: { column: '规划计划' } })
const DEAD = finding('link-broken', `${ORIGIN}/dead.html`)
const MISSING = finding('column-missing', '应急管理', { facts: { column: '应急管理' } })
const LATE_OLD = finding('published-late', `${ORIGIN}/old.html`, { occurredOn: '2025-12-30' })

const shows = (...findings: (typeof DEAD)[]) => unitResult('edu', { findings })

/** Keys, kinds, points and clauses: what makes two ledgers equal (contract §7). */
function substance(ledger: Ledger) {
  return [...ledgerRows(ledger)]
    .map((row) => [row.key, row.kind, row.points, row.clause, row.assessment].join('|'))
    .sort()
}

describe('entries', () => {
  test('a second inspection of an unchanged portal adds nothing', async () => {
    const { ledger, clock, dir } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [shows(EMPTY, DEAD, MISSING)] })
    const first = substance(ledger)
    expect(
      listEntries(ledger)
        .map((entry) => entry.points)
        .sort(),
    ).toEqual([-100, -100, -200])
    clock.now += DAY
    await inspect(ledger, clock, { site, units: [shows(EMPTY, DEAD, MISSING)], at: '2026-03-03' })
    expect(substance(ledger)).toEqual(first)
    expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: first.length })
  })

  test('recording the same result twice writes nothing', async () => {
    const { ledger, clock } = ledgerAt()
    const inspection = { site: ownSite('edu'), units: [shows(EMPTY)] }
    const run = newRun(ledger, inspection)
    const result = resultOf(inspection, run, clock.now)
    const first = await record(ledger, result, depsOf())
    const again = await record(ledger, result, depsOf())
    expect(first).toMatchObject({ recorded: true, entries: [expect.stringMatching(/^e-[0-9a-f]{16}$/)] })
    expect(again).toMatchObject({ recorded: false, entries: [], units: [{ id: 'edu', status: 'inspected' }] })
  })

  test('an interrupted crawl is not recorded', async () => {
    const { ledger, clock } = ledgerAt()
    const done = await inspect(ledger, clock, {
      site: ownSite('edu'),
      units: [shows(EMPTY)],
      over: { interrupted: true },
    })
    expect(done.recorded).toBe(false)
    expect(listFindings(ledger)).toEqual([])
  })

  test('evidence is stored before anything is written, and an entry names it', async () => {
    const { ledger, clock } = ledgerAt()
    const seen: number[] = []
    const putItem = async () => {
      await Promise.resolve()
      seen.push(listFindings(ledger).length)
    }
    await inspect(ledger, clock, { site: ownSite('edu'), units: [shows(EMPTY)] }, { putItem })
    expect(seen).toEqual([0])
    const [entry] = listEntries(ledger)
    const [item] = listEvidence(ledger)
    expect(evidenceFor(ledger, entry?.id ?? '')).toEqual([item?.id])
    expect(evidenceFor(ledger, entry?.finding ?? '')).toEqual([item?.id])
    expect(item?.fingerprints).toEqual([entry?.finding])
  })

  test('when the evidence cannot be stored nothing is recorded', async () => {
    const { ledger, clock } = ledgerAt()
    const putItem = () => Promise.reject(new Error('disk'))
    await expect(
      inspect(ledger, clock, { site: ownSite('edu'), units: [shows(EMPTY)] }, { putItem }),
    ).rejects.toThrow('disk')
    expect([listFindings(ledger), [...ledgerRows(ledger)]]).toEqual([[], []])
  })

  test('a failing rubric leaves nothing behind', async () => {
    const { ledger, clock } = ledgerAt()
    const broken = testRubric({
      score: () => {
        throw new Error('bug')
      },
    })
    await expect(
      inspect(ledger, clock, { site: ownSite('edu'), units: [shows(EMPTY)] }, { rubrics: [broken] }),
    ).rejects.toThrow('bug')
    expect([listFindings(ledger), [...ledgerRows(ledger)]]).toEqual([[], []])
  })

  test('automatic posting posts in the same transaction', async () => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, { site: ownSite('edu'), units: [shows(EMPTY)] }, { posting: 'automatic' })
    expect([...ledgerRows(ledger)].map((row) => row.kind)).toEqual(['assessment-open', 'deduct', 'post'])
    expect(listEntries(ledger)).toMatchObject([{ state: 'posted', decidedBy: 'auto' }])
  })

  test('no rubric: findings and no entry, no score', async () => {
    const { ledger, clock } = ledgerAt()
    const done = await inspect(
      ledger,
      clock,
      { site: ownSite('edu'), units: [shows(EMPTY)] },
      { rubrics: [] },
    )
    expect([...ledgerRows(ledger)]).toEqual([])
    expect(inspectionJson(ledger, done.run, String).units[0]?.scores).toEqual([])
  })

  test('an event of another year is reported and opens no entry', async () => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, { site: ownSite('edu'), units: [shows(LATE_OLD)] })
    expect(listFindings(ledger)).toMatchObject([{ state: 'confirmed', occurredOn: '2025-12-30' }])
    expect(listEntries(ledger)).toEqual([])
  })

  test('what only another rubric asked for is not priced', async () => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, {
      site: ownSite('edu'),
      units: [shows({ ...MISSING, askedBy: ['other'] }, { ...EMPTY, askedBy: ['test'] })],
    })
    expect(listEntries(ledger).map((entry) => entry.rule)).toEqual(['column-empty'])
  })

  test('a finding still open in the next year is charged to that assessment on the day that met it', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [shows(EMPTY)], at: '2026-11-21' })
    clock.now += 100 * DAY
    await inspect(ledger, clock, { site, units: [shows(EMPTY)], at: '2027-02-01' })
    expect(listEntries(ledger).map((entry) => entry.assessment)).toEqual(['test/2026', 'test/2027'])
    const charged = (period: string) => scoringFacts(ledger, 'edu', period, 'test')?.findings[0]?.chargedOn
    expect([charged('2026'), charged('2027')]).toEqual(['2026-11-21', '2027-02-01'])
  })

  test('the period may be given', async () => {
    const { ledger, clock } = ledgerAt()
    const given = { site: ownSite('edu'), units: [shows(EMPTY)], at: '2026-01-20' }
    await inspect(ledger, clock, given, { period: '2025' })
    expect(listEntries(ledger)).toMatchObject([{ assessment: 'test/2025' }])
    expect(scoringFacts(ledger, 'edu', '2025', 'test')?.findings[0]?.chargedOn).toBe('2025-12-31')
  })

  test('the assessment pins its version: another one opens nothing and says so', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    const rubrics = [testRubric({ source: 'rows: []' })]
    await inspect(ledger, clock, { site, units: [shows(EMPTY)] }, { rubrics })
    expect(pinnedVersion(ledger, 'test/2026')).toEqual({ version: '1', source: 'rows: []' })
    expect(assessmentStage(ledger, 'test/2026')).toEqual({ stage: 'draft', closed: false })
    const done = await inspect(
      ledger,
      clock,
      { site, units: [shows(EMPTY, DEAD)] },
      { rubrics: [testRubric({ version: '2' })] },
    )
    expect(done.warnings).toEqual([
      { key: 'ledger.pinned-version', facts: { assessment: 'test/2026', pinned: '1', given: '2' } },
    ])
    expect(listEntries(ledger)).toHaveLength(1)
  })

  test('a held entry that would now be priced otherwise is left alone and told', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [shows(EMPTY)] })
    const dearer = testRubric()
    const rubric = testRubric({
      propose: (facts) => dearer.propose(facts).map((one) => ({ ...one, points: -300 })),
    })
    const done = await inspect(ledger, clock, { site, units: [shows(EMPTY)] }, { rubrics: [rubric] })
    expect(done.warnings).toMatchObject([{ key: 'ledger.payload-differs' }])
    expect(listEntries(ledger)).toMatchObject([{ points: -100 }])
  })

  test('a voided entry is not opened again', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [shows(EMPTY)] })
    const [entry] = listEntries(ledger)
    voidEntry(ledger, entry?.id ?? '', { actor: '王科', reason: '不属本单位' })
    await inspect(ledger, clock, { site, units: [shows(EMPTY)] })
    expect(listEntries(ledger)).toMatchObject([{ state: 'voided' }])
  })

  test('the bucket stands in the entry and its key where the cap binds there', async () => {
    const { ledger, clock } = ledgerAt()
    const plain = testRubric()
    const rubric = testRubric({
      propose: (facts) => plain.propose(facts).map((one) => ({ ...one, bucket: 'Q1' })),
    })
    await inspect(ledger, clock, { site: ownSite('edu'), units: [shows(EMPTY)] }, { rubrics: [rubric] })
    const quarter = [...ledgerRows(ledger)].at(-1)
    const other = ledgerAt()
    await inspect(other.ledger, other.clock, { site: ownSite('edu'), units: [shows(EMPTY)] })
    const year = [...ledgerRows(other.ledger)].at(-1)
    expect([quarter?.bucket, year?.bucket]).toEqual(['Q1', 'Y'])
    expect(quarter?.key).not.toBe(year?.key)
  })
})

describe('metrics', () => {
  const entries = (ledger: Ledger) =>
    listEntries(ledger).map((entry) => [entry.occurrence, entry.points, entry.state])

  test('one entry, reversed and renewed only when its points change', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    const visit = (value: number) =>
      inspect(ledger, clock, { site, units: [hits(value)] }, { posting: 'automatic' })
    await visit(3)
    await visit(3)
    expect(entries(ledger)).toEqual([['1', -200, 'posted']])
    await visit(5)
    await visit(9)
    expect(entries(ledger)).toEqual([
      ['1', -200, 'reversed'],
      ['2', 0, 'posted'],
    ])
    await visit(3)
    expect(entries(ledger).at(-1)).toEqual(['3', -200, 'posted'])
  })

  test.each([
    ['not collected twice', { agreed: false }, {}],
    ['of a unit that was not inspected', {}, { status: 'partial' as const, reason: 'timeout' }],
  ])('%s: no entry', async (_, metric, unit) => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, { site: ownSite('edu'), units: [{ ...hits(3, metric), ...unit }] })
    expect(listEntries(ledger)).toEqual([])
  })

  test('an earlier assessment date renews nothing', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [hits(3)], at: '2026-06-01' })
    await inspect(ledger, clock, { site, units: [hits(5)], at: '2026-05-01' })
    expect(entries(ledger)).toEqual([['1', -200, 'pending']])
  })

  test('what a person voided is not renewed while nothing changes', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [hits(3)] })
    voidEntry(ledger, listEntries(ledger)[0]?.id ?? '', { actor: '王科', reason: '检索栏目有误' })
    await inspect(ledger, clock, { site, units: [hits(3)] })
    expect(entries(ledger)).toEqual([['1', -200, 'voided']])
  })
})

describe('order', () => {
  const sites = ['edu', 'gov', 'tax'].map((id, index) => {
    const origin = `http://127.0.0.1:81${index}0`
    const site = { ...ownSite(id), id: origin }
    return { site, units: [unitResult(id, { findings: [EMPTY, DEAD, MISSING] })] }
  })

  test('in whatever order sites, units and findings come, ledgers and findings are equal', async () => {
    const outcome = async (order: readonly number[], turn: boolean) => {
      const { ledger, clock } = ledgerAt()
      const run = newRun(ledger, { site: ownSite('edu'), units: [] }, ['edu', 'gov', 'tax'])
      for (const index of order) {
        const inspection = sites[index]
        if (!inspection) continue
        const units = inspection.units.map((unit) => ({
          ...unit,
          findings: turn ? [...unit.findings].reverse() : unit.findings,
        }))
        await inspect(ledger, clock, { ...inspection, units, run })
        clock.now += 60_000
      }
      const findings = listFindings(ledger).map((one) => [one.fingerprint, one.no, one.state, one.verdict])
      return { findings, rows: substance(ledger) }
    }
    const whole = await outcome([0, 1, 2], false)
    expect(whole.findings).toHaveLength(9)
    expect(await outcome([2, 0, 1], true)).toEqual(whole)
  })

  test('an operator recorded after the platform is charged all the same', async () => {
    const common = platform(['edu', 'gov'], { operator: 'office' })
    const form = finding('application-form-incomplete', `${ORIGIN}/ysqgk/`, { common: true })
    const onPlatform = {
      site: common,
      units: [unitResult('edu', { findings: [form] }), unitResult('gov', { findings: [form] })],
    }
    const operator = {
      site: { ...ownSite('office'), id: 'http://127.0.0.1:8199' },
      units: [unitResult('office')],
    }
    const outcome = async (inspections: (typeof onPlatform)[]) => {
      const { ledger, clock } = ledgerAt()
      const run = newRun(ledger, onPlatform, ['edu', 'gov', 'office'])
      for (const inspection of inspections) await inspect(ledger, clock, { ...inspection, run })
      const json = inspectionJson(ledger, run, String)
      const office = json.units.find((unit) => unit.id === 'office')
      return { rows: substance(ledger), score: office?.scores[0]?.score, entries: listEntries(ledger).length }
    }
    const first = await outcome([onPlatform, operator])
    expect(first).toMatchObject({ score: '33', entries: 1 })
    expect(await outcome([operator, onPlatform])).toEqual(first)
  })
})

test('an evidence id that is only claimed proves nothing', async () => {
  const { ledger, clock } = ledgerAt()
  const inspection = { site: ownSite('edu'), units: [shows(EMPTY)] }
  const run = newRun(ledger, inspection)
  const result = {
    ...resultOf(inspection, run, clock.now),
    evidence: [manifest(run, 'edu', 'x', 'x', MONDAY)],
  }
  await record(ledger, result, depsOf())
  expect(listFindings(ledger)).toMatchObject([{ state: 'candidate', verdict: 'cannot-tell' }])
  expect(listEntries(ledger)).toEqual([])
})
