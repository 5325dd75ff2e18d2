/** Folds of assessments, disputes and publications: order never matters, the last word decides, nobody is ranked too soon. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bucketsIn,
  foldStages,
  leastStage,
  STAGES,
  type StageRow,
  stageRank,
  USUAL_SETTINGS,
} from '../../src/model/assessment.js'
import { ALL_BUCKETS, bucketOn, bucketsOf } from '../../src/model/bucket.js'
import {
  DISPUTE_REASONS,
  type DisputeRow,
  foldDisputes,
  isOverdue,
  OUTCOMES,
} from '../../src/model/dispute.js'
import { groupsOf, ranksOf } from '../../src/model/publication.js'
import type { Score } from '../../src/model/scoring.js'

const QUARTERS = bucketsOf('quarter')

/** The same things in another order, the same one for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, index) => ({ item, key: ((index + 1) * 7919 + seed) % 101 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

describe('stages', () => {
  const rows = fc
    .array(
      fc.record({
        bucket: fc.constantFrom(null, ...QUARTERS, 'M01'),
        stage: fc.constantFrom(null, 'bogus', ...STAGES),
      }),
      { maxLength: 30 },
    )
    .map((steps) => steps.map((step, index): StageRow => ({ ...step, seq: index + 1 })))

  test('the last row that speaks of a bucket decides it, whatever the order of the rows', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (given, seed) => {
        const stages = foldStages(given, QUARTERS)
        expect(foldStages(shuffled(given, seed), QUARTERS)).toEqual(stages)
        for (const bucket of QUARTERS) {
          const last = given.findLast(
            (row) =>
              (row.bucket === null || row.bucket === bucket) && STAGES.some((stage) => stage === row.stage),
          )
          expect(stages.get(bucket)).toBe(last?.stage ?? 'draft')
        }
        expect([...stages.keys()]).toEqual(QUARTERS)
      }),
    )
  })

  test('the assessment has its least advanced bucket’s', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STAGES), { minLength: 1, maxLength: 12 }), (held) => {
        const stages = new Map(held.map((stage, index) => [String(index), stage]))
        expect(stageRank(leastStage(stages))).toBe(Math.min(...held.map(stageRank)))
      }),
    )
  })

  test('buckets are those set, those of the rubric and those of entries, in order', () => {
    const settings = { ...USUAL_SETTINGS, per: 'quarter' as const }
    expect(bucketsIn(USUAL_SETTINGS, [], [])).toEqual(['Y'])
    expect(bucketsIn(settings, ['Y'], ['M03', 'bogus'])).toEqual(['M03', 'Q1', 'Q2', 'Q3', 'Q4', 'Y'])
    expect(ALL_BUCKETS).toHaveLength(17)
  })

  test.each([
    ['2026-01-01', 'M01', 'Q1'],
    ['2026-03-31', 'M03', 'Q1'],
    ['2026-04-01', 'M04', 'Q2'],
    ['2026-12-31', 'M12', 'Q4'],
  ])('%s lies in %s and %s', (day, month, quarter) => {
    expect([bucketOn(day, 'month'), bucketOn(day, 'quarter'), bucketOn(day, 'year')]).toEqual([
      month,
      quarter,
      'Y',
    ])
  })
})

describe('disputes', () => {
  const blank: Omit<DisputeRow, 'seq' | 'kind' | 'occurrence' | 'clause'> = {
    entry: 'e-1',
    assessment: 'a/2026',
    bucket: 'Y',
    unit: 'edu',
    finding: null,
    arithmetic: 'false-positive',
    evidence: null,
    actor: '王五',
    reason: 'x',
    recordedAt: 1,
  }
  const history = fc
    .array(
      fc.record({
        kind: fc.constantFrom('assessment-dispute' as const, 'assessment-decision' as const, 'post' as const),
        occurrence: fc.constantFrom('D-1', 'D-2', null),
        clause: fc.constantFrom(...OUTCOMES),
        arithmetic: fc.constantFrom(...DISPUTE_REASONS, null),
      }),
      { maxLength: 20 },
    )
    .map((steps) => steps.map((step, index): DisputeRow => ({ ...blank, ...step, seq: index + 1 })))

  test('open at the first opening row, decided by the first decision after it, whatever the order of the rows', () => {
    fc.assert(
      fc.property(history, fc.nat(), (rows, seed) => {
        const folded = foldDisputes(rows)
        expect(foldDisputes(shuffled(rows, seed))).toEqual(folded)
        for (const id of ['D-1', 'D-2']) {
          const own = rows.filter((row) => row.occurrence === id)
          const opening = own.find((row) => row.kind === 'assessment-dispute')
          const decision = own.find(
            (row) => row.kind === 'assessment-decision' && row.seq > (opening?.seq ?? Number.MAX_VALUE),
          )
          const held = folded.find((one) => one.id === id)
          expect([held?.openedSeq, held?.outcome ?? undefined, held?.code ?? undefined]).toEqual([
            opening?.seq,
            opening && decision?.clause,
            opening && (decision?.arithmetic ?? undefined),
          ])
          expect(held?.state).toBe(opening && (decision ? 'decided' : 'open'))
        }
      }),
    )
  })

  test('overdue only while open, and only after the day', () => {
    const due = '2026-06-03'
    expect(isOverdue({ state: 'open', dueOn: due }, '2026-06-03')).toBe(false)
    expect(isOverdue({ state: 'open', dueOn: due }, '2026-06-04')).toBe(true)
    expect(isOverdue({ state: 'decided', dueOn: due }, '2026-06-04')).toBe(false)
    expect(isOverdue({ state: 'open', dueOn: null }, '2027-01-01')).toBe(false)
  })
})

describe('places and averages', () => {
  const scoreOf = (num: number, den: number, pending: number): Score => ({
    rubric: 'r',
    rubricVersion: '1',
    period: '2026',
    max: 10_000,
    assessed: 10_000 - pending,
    pending,
    score: Math.round(num / den),
    exact: `${num}/${den}`,
    stage: 'final',
    indicators: [],
  })
  const units = fc
    .array(
      fc.record({
        group: fc.constantFrom(null, '部门组', '镇街组'),
        num: fc.integer({ min: -500, max: 30_000 }),
        den: fc.constantFrom(1, 3),
        state: fc.constantFrom('scored', 'scored', 'scored', 'pending', 'never'),
      }),
      { maxLength: 12 },
    )
    .map((all) =>
      all.map(({ group, num, den, state }, index) => ({
        unit: `u${index}`,
        group,
        score: state === 'never' ? null : scoreOf(num, den, state === 'pending' ? 500 : 0),
      })),
    )

  test('a place is one more than those before it in its group; none while anything of the group is pending', () => {
    fc.assert(
      fc.property(units, fc.nat(), (given, seed) => {
        const ranks = ranksOf(given)
        expect(new Map([...ranksOf(shuffled(given, seed))].sort())).toEqual(new Map([...ranks].sort()))
        for (const { unit, group, score } of given) {
          const members = given.filter((one) => one.group === group)
          const open = members.some((one) => one.score === null || one.score.pending > 0)
          if (open || score === null) {
            expect(ranks.get(unit)).toBeUndefined()
            continue
          }
          const value = (of: Score | null): number => {
            const [num = 0, den = 1] = (of?.exact ?? '0').split('/').map(Number)
            // Thirds and wholes over one denominator: no rounding in the oracle either.
            return den === 1 ? num * 3 : num
          }
          const before = members.filter((one) => value(one.score) > value(score)).length
          expect(ranks.get(unit)).toEqual({ place: before + 1, of: members.length })
        }
      }),
    )
  })

  test('an average is the exact mean, rounded once; none while anything of the group is pending', () => {
    const of = (group: string, exact: [number, number, number]) => ({
      unit: JSON.stringify(exact),
      group,
      score: scoreOf(...exact),
    })
    expect(
      groupsOf([
        of('甲', [9_000, 1, 0]),
        of('甲', [25_000, 3, 0]),
        of('乙', [9_000, 1, 0]),
        of('乙', [8_000, 1, 100]),
      ]),
    ).toEqual([
      { group: '乙', units: 2, average: null },
      { group: '甲', units: 2, average: 8_667 },
    ])
  })
})
