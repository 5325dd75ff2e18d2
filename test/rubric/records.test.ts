/** Laws over everything that people and imports may enter, under every rubric, and ceilings worked by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/model/ledger.js'
import type { ScoringFacts, Standing } from '../../src/model/scoring.js'
import { KINDS } from '../../src/model/vocabulary.js'
import { explainIndicator } from '../../src/rubric/explain.js'
import { listRubrics, rubricById } from '../../src/rubric/load.js'
import { priceRecord, priceStanding } from '../../src/rubric/record.js'
import type { Rubric } from '../../src/rubric/schema.js'
import { scoreUnit } from '../../src/rubric/score.js'
import { facts, linziPriced, manual, opened } from './facts.js'

const RUBRICS = [...listRubrics(), linziPriced()]
const STATES = ['posted', 'posted', 'pending', 'reversed', 'voided'] as const

interface Drawn {
  readonly rule: number
  readonly n: number
  readonly month: number
  readonly points: number
  readonly state: number
}
const drawnArb: fc.Arbitrary<Drawn> = fc.record({
  rule: fc.nat({ max: 9999 }),
  n: fc.nat({ max: 6 }),
  month: fc.integer({ min: 1, max: 12 }),
  points: fc.integer({ min: -1500, max: 300 }),
  state: fc.nat({ max: STATES.length - 1 }),
})

/** Facts of a unit with whatever of the drawn records the rubric has a price for. */
function enter(rubric: Rubric, kind: (typeof KINDS)[number], drawn: readonly Drawn[]): ScoringFacts {
  const given = facts({ unit: { ...facts().unit, kind } })
  const rules = rubric.indicators.flatMap((row) => row.rules)
  const entries = drawn.flatMap(({ rule: pick, n, month, points, state }, i): Entry[] => {
    const rule = rules[pick % rules.length]
    if (!rule) return []
    const occurrence = rule.type === 'list' ? `${rule.items[n % rule.items.length]?.id}#${i}` : `record-${i}`
    const record = { rule: rule.id, occurrence, on: `2026-${String(month).padStart(2, '0')}-15`, points }
    const { entry } = priceRecord(rubric, given, record)
    return entry ? [{ ...opened(rubric, entry, STATES[state] ?? 'posted'), seq: i + 1 }] : []
  })
  return { ...given, entries }
}

const enteredArb = fc
  .record({
    at: fc.nat({ max: RUBRICS.length - 1 }),
    kind: fc.constantFrom(...KINDS),
    drawn: fc.array(drawnArb, { maxLength: 50 }),
  })
  // A counterexample prints the drawn numbers, not a whole rubric.
  .map(({ at, kind, drawn }) => {
    const rubric = RUBRICS[at] ?? linziPriced()
    return Object.assign(() => ({ rubric, given: enter(rubric, kind, drawn) }), {
      toString: () => JSON.stringify({ rubric: rubric.id, kind, drawn }),
    })
  })

describe('records under every rubric', () => {
  it('the order of entries does not matter', () => {
    fc.assert(
      fc.property(enteredArb, (draw) => {
        const { rubric, given } = draw()
        const turned = { ...given, entries: [...given.entries].reverse() }
        expect(scoreUnit(rubric, turned)).toEqual(scoreUnit(rubric, given))
      }),
      { numRuns: 150 },
    )
  })

  it('no row and no bucket leaves 0 to its full marks, no total its limits; nothing is both scored and pending', () => {
    fc.assert(
      fc.property(enteredArb, (draw) => {
        const { rubric, given } = draw()
        const score = scoreUnit(rubric, given)
        const { floor, ceiling } = rubric.total
        expect(score.assessed + score.pending).toBe(score.max)
        expect(score.score).toBeLessThanOrEqual(Number(ceiling) * 100)
        if (floor !== 'none') expect(score.score).toBeGreaterThanOrEqual(Number(floor) * 100)
        for (const pot of score.pots ?? []) {
          expect(pot.max + pot.change).toBeGreaterThanOrEqual(0)
          if (pot.score !== null) expect(pot.score).toBeLessThanOrEqual(pot.max)
        }
        for (const row of score.indicators) {
          if (row.max === 0 || row.score === null) continue
          expect(row.score).toBeGreaterThanOrEqual(0)
          expect(row.score).toBeLessThanOrEqual(row.max)
        }
      }),
      { numRuns: 250 },
    )
  })

  it('entries that are undone count as if they had never been made', () => {
    fc.assert(
      fc.property(enteredArb, (draw) => {
        const { rubric, given } = draw()
        const undone = given.entries.filter((entry) => entry.state === 'reversed' || entry.state === 'voided')
        const rest = given.entries.filter((entry) => !undone.includes(entry))
        const [some, none] = [given, { ...given, entries: rest }].map((one) => scoreUnit(rubric, one))
        expect({ ...some, indicators: [] }).toEqual({ ...none, indicators: [] })
      }),
      { numRuns: 150 },
    )
  })

  it('a memo for another scheme changes nothing', () => {
    fc.assert(
      fc.property(enteredArb, (draw) => {
        const { rubric, given } = draw()
        const rest = given.entries.filter((entry) => entry.kind !== 'external')
        expect(scoreUnit(rubric, given)).toEqual(scoreUnit(rubric, { ...given, entries: rest }))
      }),
      { numRuns: 100 },
    )
  })

  it('the explanation adds up to the score', () => {
    fc.assert(
      fc.property(enteredArb, (draw) => {
        const { rubric, given } = draw()
        const score = scoreUnit(rubric, given)
        for (const row of score.indicators) {
          const told = explainIndicator(rubric, given, row.id)
          if (!told) throw new Error(`row ${row.id} is not explained`)
          expect(told.score === null ? null : Math.round(Number(told.score) * 100)).toBe(row.score)
          const of = (list: readonly { effective: string }[]): number =>
            list.reduce((sum, entry) => sum + Math.round(Number(entry.effective) * 100), 0)
          const effective = of([...told.rules.flatMap((rule) => rule.entries), ...told.others])
          expect(effective).toBe(row.entries.reduce((sum, entry) => sum + entry.effective, 0))
          expect(Math.round(Number(told.total.score) * 100)).toBe(score.score)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('ceilings', () => {
  const wuwei = rubricById('wuwei-2020')
  const five = (
    ...entries: readonly [rule: string, points: number][]
  ): readonly [number | null, number[]] => {
    const given = facts({
      unit: { ...facts().unit, kind: 'district' },
      entries: entries.map(([rule, points], i) => manual(wuwei, '5', rule, points, `r-${i}`)),
    })
    const row = scoreUnit(wuwei, given).indicators.find(({ id }) => id === '5')
    return [row?.score ?? null, row?.entries.map((entry) => entry.effective) ?? []]
  }

  it('最多得2分 leaves at most 2 of 4, and does not add to what is lost already', () => {
    expect(five(['ww-5-unclear', -200])).toEqual([200, [-200]])
    expect(five(['ww-5-unclear', -200], ['own', -100])).toEqual([200, [-100, -100]])
    expect(five(['ww-5-unclear', -200], ['own', -300])).toEqual([100, [0, -300]])
  })

  it('of two ceilings the lower holds: 不得分', () => {
    expect(five(['ww-5-unclear', -200], ['ww-5-none', -400])).toEqual([0, [-400, 0]])
  })

  it('a record under a ceiling is entered with what it takes at most', () => {
    const record = { rule: 'ww-5-unclear', occurrence: 'r', on: '2026-03-04', points: null }
    const district = facts({ unit: { ...facts().unit, kind: 'district' } })
    expect(priceRecord(wuwei, district, record).entry).toMatchObject({
      points: -200,
      arithmetic: '本项最多得 2；满分 4',
    })
  })
})

describe('ouhai-2017: places', () => {
  const ouhai = rubricById('ouhai-2017')
  const list = (name: string, of: number, own: number): Standing => ({
    list: name,
    record: 'rank-1',
    on: '2026-12-31',
    rows: Array.from({ length: of }, (_, i) => ({
      unit: i + 1 === own ? 'edu' : `u-${i + 1}`,
      place: i + 1,
      value: null,
    })),
  })
  it.each<['department' | 'town', string, number, number, [string, number][]]>([
    ['department', 'OA应用综合得分', 63, 20, [['oh-3-rank', 0]]],
    ['department', 'OA应用综合得分', 63, 21, [['oh-3-rank', -200]]],
    ['department', 'OA应用综合得分', 63, 44, [['oh-3-rank', -400]]],
    ['department', '网站信息计分（部门）', 50, 11, [['oh-15-departments', -25]]],
    ['department', '网站信息计分（部门）', 50, 50, [['oh-15-departments', -100]]],
    ['town', '网站信息计分（镇街）', 13, 13, [['oh-15-towns', -300]]],
    ['town', '网站信息计分（部门）', 50, 1, []],
  ])('a %s in %s of %i at place %i: %j', (kind, name, of, own, expected) => {
    const given = facts({ unit: { ...facts().unit, kind } })
    expect(
      priceStanding(ouhai, given, list(name, of, own)).map((entry) => [entry.rule, entry.points]),
    ).toEqual(expected)
  })
})
