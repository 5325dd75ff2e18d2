/** Linzi worked by hand: four quarters of 20 and a year end of 20, discretion with and without a local tariff. */
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/model/ledger.js'
import type { ScoringFacts } from '../../src/model/scoring.js'
import { explainIndicator } from '../../src/rubric/explain.js'
import { lintRubric, rubricById } from '../../src/rubric/load.js'
import { proposeEntries } from '../../src/rubric/propose.js'
import { priceRecord } from '../../src/rubric/record.js'
import type { Rubric } from '../../src/rubric/schema.js'
import { scoreUnit, withProposals } from '../../src/rubric/score.js'
import { facts, finding, manual } from './facts.js'

const linzi = rubricById('linzi-2021')

const local = (body: string): Rubric => {
  const text = `rubric: linzi-2021\n${body}`
  const { rubric, errors } = lintRubric(linzi.source.text, 'l.yaml', { path: 'p.yaml', text })
  if (!rubric) throw new Error(JSON.stringify(errors))
  return rubric
}

const priced = local(`tariffs:
  lz-13-3a: { points: "0.5", cap: "5", by: 区政务公开办, on: 2026-01-05 }
  lz-13-2f: { points: "2", by: 区政务公开办, on: 2026-01-05 }
conversions:
  district: { to: "5", by: 区政务公开办, on: 2026-01-05 }
grades: { value: [{ name: 优秀, from: "90" }, { name: 良好, from: "80" }], by: 区政务公开办, on: 2026-01-05 }
`)

const late = (n: number, month: string): ReturnType<typeof finding>[] =>
  Array.from({ length: n }, (_, i) =>
    finding('published-late', `/d/${month}-${i}.html`, {
      occurredOn: `2026-${month}-10`,
      chargedOn: `2026-${month}-10`,
    }),
  )

/** A person's signature under a bucket. */
const signed = (rubric: Rubric, bucket: string, points = 0): Entry => {
  const year = bucket === 'Y'
  return {
    ...manual(rubric, year ? '14.1' : '13.1', year ? 'lz-14-1' : 'lz-13-1', points, `signed-${bucket}`),
    bucket,
  }
}
const all = (rubric: Rubric): Entry[] => ['Q1', 'Q2', 'Q3', 'Q4', 'Y'].map((bucket) => signed(rubric, bucket))

const pots = (rubric: Rubric, given: ScoringFacts) =>
  (scoreUnit(rubric, withProposals(rubric, given)).pots ?? []).map(
    ({ bucket, change, score }) => [bucket, change, score] as const,
  )

describe('linzi-2021 without a tariff', () => {
  it('proposes nothing, and every point is pending until a person signs its bucket', () => {
    const given = facts({ findings: [...late(3, '02'), finding('guide-missing', '/')] })
    expect(proposeEntries(linzi, given)).toEqual([])
    expect(scoreUnit(linzi, given)).toMatchObject({ max: 10000, assessed: 0, pending: 10000, score: 0 })
    expect(explainIndicator(linzi, given, '13.3a')?.rules[0]).toMatchObject({
      type: 'hint',
      points: null,
      confirmed: [{ subject: '/d/02-0.html' }, { subject: '/d/02-1.html' }, { subject: '/d/02-2.html' }],
    })
  })

  it('a signed quarter is worth its 20 less what was entered in it, never below 0', () => {
    const entries = [
      signed(linzi, 'Q1', -150),
      signed(linzi, 'Q2', -2500),
      { ...manual(linzi, '13.2c', 'lz-13-2c', -50, 'typo'), bucket: 'Q1' },
      { ...manual(linzi, '13.5', 'lz-13-5', -100, 'training'), bucket: 'Q3' },
    ]
    expect(pots(linzi, facts({ entries }))).toEqual([
      ['Q1', -200, 1800],
      ['Q2', -2000, 0],
      ['Q3', -100, null],
      ['Q4', 0, null],
      ['Y', 0, null],
    ])
    expect(scoreUnit(linzi, facts({ entries }))).toMatchObject({ assessed: 4000, pending: 6000, score: 1800 })
  })

  it('an entry without a quarter has no effect on a quarterly pot, and says so', () => {
    const given = facts({ entries: [...all(linzi), manual(linzi, '13.2e', 'lz-13-2e', -100)] })
    expect(scoreUnit(linzi, given).score).toBe(10000)
    expect(explainIndicator(linzi, given, '13.2e')?.rules.at(-1)?.entries[0]).toMatchObject({
      effective: '0',
      idle: 'rubric.idle.no-bucket',
    })
  })
})

describe('linzi-2021 with a local tariff', () => {
  it('a row whose discretion has a price is automatic, the others stay with a person', () => {
    const methods = Object.fromEntries(priced.indicators.map((row) => [row.id, row.method]))
    expect([methods['13.3a'], methods['13.2f'], methods['14.3b'], methods['13.5']]).toEqual([
      'auto',
      'auto',
      'assisted',
      'manual',
    ])
    expect(priced.version).not.toBe(linzi.version)
    expect(priced.overlays[0]).toEqual({
      what: 'tariff',
      id: 'lz-13-3a',
      value: '0.5 (≤ 5)',
      by: '区政务公开办',
      on: '2026-01-05',
    })
  })

  it('prices each occurrence in the quarter of its date; the cap binds in every quarter anew', () => {
    const given = facts({ findings: [...late(12, '02'), ...late(2, '12')], entries: all(priced) })
    const proposed = proposeEntries(priced, given)
    expect(proposed).toHaveLength(14)
    expect(proposed.find((entry) => entry.occurrence.includes('/d/12-0'))).toEqual({
      kind: 'deduct',
      indicator: '13.3a',
      rule: 'lz-13-3a',
      occurrence: 'published-late /d/12-0.html',
      points: -50,
      clause: '属于主动公开的信息未公开或未在规定时间内公开的，根据情节酌情扣分',
      arithmetic: '1 × -0.5；本条合计至多 -5；第 13.3a 项与同组各项共 20 分',
      finding: 'published-late /d/12-0.html',
      chargedOn: '2026-12-10',
      bucket: 'Q4',
    })
    // 12 × 0.5 = 6, at most 5 a quarter: 15; 2 × 0.5 = 1: 19.
    expect(pots(priced, given)).toEqual([
      ['Q1', -500, 1500],
      ['Q2', 0, 2000],
      ['Q3', 0, 2000],
      ['Q4', -100, 1900],
      ['Y', 0, 2000],
    ])
  })

  it('a quarter ends at 0 and takes nothing from the next; the total converts and both figures stay', () => {
    const broken = Array.from({ length: 30 }, (_, i) => finding('attachment-broken', `/f/${i}.pdf`))
    const given = facts({ findings: broken, entries: all(priced) })
    const score = scoreUnit(priced, withProposals(priced, given))
    expect(score.pots?.find(({ bucket }) => bucket === 'Q4')).toMatchObject({ change: -2000, score: 0 })
    expect(score).toMatchObject({
      score: 8000,
      converted: [{ id: 'district', title: '全区考核', max: 500, score: 400, exact: '400' }],
      grade: '良好',
    })
    const lost = score.indicators
      .flatMap((row) => row.entries)
      .reduce((sum, entry) => sum + entry.effective, 0)
    expect(lost).toBe(-2000)
  })

  it('has no grade while marks are pending', () => {
    expect(scoreUnit(priced, facts({ entries: [signed(priced, 'Q1')] })).grade).toBeNull()
  })

  it('a record is priced in its quarter; without a price a person has to say', () => {
    const record = { occurrence: 'r-7', rule: 'lz-13-5', on: '2026-08-03' }
    expect(priceRecord(priced, facts(), { ...record, points: -150 }).entry).toMatchObject({
      kind: 'manual',
      indicator: '13.5',
      points: -150,
      bucket: 'Q3',
      arithmetic: '人工认定 -1.5',
    })
    expect(priceRecord(priced, facts(), { ...record, points: null }).refused).toEqual({
      key: 'rubric.record.no-price',
      facts: { rule: 'lz-13-5' },
    })
    expect(priceRecord(priced, facts(), { ...record, on: '2025-08-03', points: -150 }).refused?.key).toBe(
      'rubric.record.other-year',
    )
  })

  it('bonuses go to the total, which stops at 100', () => {
    const praised = manual(priced, '14.5', 'lz-14-5', 200, 'praise')
    const minus = signed(priced, 'Y', -100)
    expect(scoreUnit(priced, facts({ entries: [...all(priced), praised] })).score).toBe(10000)
    expect(scoreUnit(priced, facts({ entries: [...all(priced).slice(0, 4), minus, praised] })).score).toBe(
      10000,
    )
    expect(scoreUnit(priced, facts({ entries: [...all(priced).slice(0, 4), minus] })).score).toBe(9900)
  })
})

describe('local prices', () => {
  it.each([
    ['tariffs: { lz-99: { points: "1", by: 甲, on: 2026-01-05 } }', 'rubric.lint.unknown'],
    ['tariffs: { lz-13-3a: { points: "0", by: 甲, on: 2026-01-05 } }', 'rubric.lint.tariff'],
    ['tariffs: { lz-13-3a: { points: "-1", by: 甲, on: 2026-01-05 } }', 'rubric.lint.positive'],
    ['tariffs: { lz-13-3a: { points: "1" } }', 'rubric.lint.expected'],
    ['tariffs: { lz-13-3a: { points: "2", cap: "1", by: 甲, on: 2026-01-05 } }', 'rubric.lint.cap'],
    ['conversions: { city: { to: "5", by: 甲, on: 2026-01-05 } }', 'rubric.lint.unknown'],
    [
      'grades: { value: [{ name: 良好, from: "80" }, { name: 优秀, from: "90" }], by: 甲, on: 2026-01-05 }',
      'rubric.lint.grade-order',
    ],
  ])('%s is %s', (body, key) => {
    const { errors, rubric } = lintRubric(linzi.source.text, 'l.yaml', {
      path: 'p.yaml',
      text: `rubric: linzi-2021\n${body}\n`,
    })
    expect(rubric).toBeNull()
    expect(errors.map((error) => [error.file, error.line, error.key])).toContainEqual(['p.yaml', 2, key])
  })
})
