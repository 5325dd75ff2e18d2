/** Yanjiang worked by hand: lists, counts, ranks, a bonus on the total, deductions without end, memos. */
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/model/ledger.js'
import type { ScoredUnit, ScoringFacts, Standing } from '../../src/model/scoring.js'
import { explainIndicator } from '../../src/rubric/explain.js'
import { lintRubric, rubricById } from '../../src/rubric/load.js'
import { priceRecord, priceStanding } from '../../src/rubric/record.js'
import type { Rubric } from '../../src/rubric/schema.js'
import { scoreUnit } from '../../src/rubric/score.js'
import { facts, manual, opened } from './facts.js'

const yanjiang = rubricById('yanjiang-2021')
const unit = (kind: ScoredUnit['kind'], name = '某单位'): ScoredUnit => ({ ...facts().unit, kind, name })

/** Entries that records open, as the ledger would hold them. */
function entered(
  given: ScoringFacts,
  records: readonly [rule: string, occurrence: string, points?: number][],
  rubric: Rubric = yanjiang,
): ScoringFacts {
  const entries = records.map(([rule, occurrence, points]): Entry => {
    const { entry, refused } = priceRecord(rubric, given, {
      rule,
      occurrence,
      on: '2026-06-01',
      points: points ?? null,
    })
    if (!entry) throw new Error(JSON.stringify(refused))
    return opened(rubric, entry)
  })
  return { ...given, entries: [...given.entries, ...entries] }
}

/** Every row that applies, decided by a person at full marks. */
const full = (given: ScoringFacts): ScoringFacts => ({
  ...given,
  entries: scoreUnit(yanjiang, given)
    .indicators.filter((row) => row.status !== 'not-applicable' && row.max > 0)
    .map((row) => manual(yanjiang, row.id, 'full', 0, `full-${row.id}`)),
})

const points = (given: ScoringFacts, id: string, rubric: Rubric = yanjiang): number | null | undefined =>
  scoreUnit(rubric, given).indicators.find((row) => row.id === id)?.score

describe('yanjiang-2021: how many', () => {
  it.each([
    [0, null],
    [1, 400],
    [2, 300],
    [3, 0],
    [4, 0],
  ])('%i circulars leave %j of row 8: tiers are not summed', (n, score) => {
    const given = entered(
      facts(),
      Array.from({ length: n }, (_, i) => ['yj-8-circulars', `c-${i}`]),
    )
    expect(points(given, '8')).toBe(score)
  })

  it.each([
    [1, 700, 0],
    [2, 1000, 300],
    [3, 1000, 500],
    [4, 1000, 500],
  ])('%i open days and consultations give %i and %i', (n, open, talks) => {
    const town = facts({ unit: unit('town', '某镇人民政府') })
    const of = (rule: string): [string, string][] =>
      Array.from({ length: n }, (_, i) => [rule, `${rule}-${i}`])
    const given = entered(town, [...of('yj-5a'), ...of('yj-6')])
    expect([points(given, '5a'), points(given, '6')]).toEqual([open, talks])
  })

  it('a reversed activity counts no more', () => {
    const given = entered(facts({ unit: unit('town') }), [
      ['yj-5a', 'a'],
      ['yj-5a', 'b'],
    ])
    const [first, second] = given.entries
    if (!first || !second) throw new Error('no entries')
    expect(points({ ...given, entries: [{ ...first, state: 'reversed' }, second] }, '5a')).toBe(700)
  })

  it.each<[ScoredUnit['kind'], string, number]>([
    ['town', 'consultation', 720],
    ['department', 'field-catalog', 675],
    ['zone', 'open-day', 600],
  ])('one missing item of a %s (%s) leaves %i of 9 points', (kind, item, score) => {
    expect(points(entered(facts({ unit: unit(kind) }), [['yj-3b', item]]), '3b')).toBe(score)
  })

  it('the same item missing twice costs once, all items cost all, an item that is not owed costs nothing', () => {
    const department = facts({ unit: unit('department') })
    expect(
      points(
        entered(department, [
          ['yj-3b', 'open-day#1'],
          ['yj-3b', 'open-day#2'],
        ]),
        '3b',
      ),
    ).toBe(675)
    const every = ['open-day', 'secrecy-review', 'representatives', 'field-catalog']
    expect(
      points(
        entered(
          department,
          every.map((item) => ['yj-3b', item]),
        ),
        '3b',
      ),
    ).toBe(0)
    const refused = (item: string, given: ScoringFacts): string | undefined =>
      priceRecord(yanjiang, given, { rule: 'yj-3b', occurrence: item, on: '2026-06-01', points: null })
        .refused?.key
    expect(refused('consultation', department)).toBe('rubric.record.item-not-due')
    expect(refused('nothing', department)).toBe('rubric.record.no-item')
    expect(refused('consultation', facts({ unit: unit(null) }))).toBe('rubric.because.kind-unclear')
  })
})

describe('yanjiang-2021: whom it is for', () => {
  it.each<[ScoredUnit['kind'], string, string[], number]>([
    ['town', '某镇人民政府', ['5b'], 10000],
    ['street', '某街道办事处', ['5b'], 10000],
    ['department', '雁江区行政审批局', ['5b', '6'], 9500],
    ['department', '区财政局', ['5a', '6'], 9500],
    ['zone', '城东新区管委会', ['5a', '6'], 9500],
  ])('%s %s: not %j', (kind, name, not, max) => {
    const score = scoreUnit(yanjiang, facts({ unit: unit(kind, name) }))
    expect(score.indicators.filter((row) => row.status === 'not-applicable').map((row) => row.id)).toEqual(
      not,
    )
    expect(score.max).toBe(max)
  })

  it('while the kind is unclear the alternatives of row 5 count once', () => {
    expect(scoreUnit(yanjiang, facts({ unit: unit(null) })).max).toBe(10000)
  })

  it('95 points can be rescaled to 100 when the answer says so', () => {
    const text = 'rubric: yanjiang-2021\nanswers: { na-rows: { value: rescaled, by: 甲, on: 2026-01-05 } }\n'
    const { rubric } = lintRubric(yanjiang.source.text, 'y.yaml', { path: 'p.yaml', text })
    if (!rubric) throw new Error('refused')
    const given = full(facts({ unit: unit('department', '区财政局') }))
    expect(scoreUnit(yanjiang, given)).toMatchObject({ max: 9500, score: 9800 })
    expect(scoreUnit(rubric, given)).toMatchObject({ max: 10000, assessed: 10000, score: 10300 })
  })
})

describe('yanjiang-2021: the total', () => {
  const town = full(facts({ unit: unit('town', '某镇人民政府') }))

  it.each([
    [0, 10000, 300],
    [-1000, 9000, 300],
    [-1001, 8999, 0],
  ])('%i in rows: %i before bonuses, bonus %i', (change, before, bonus) => {
    const given = { ...town, entries: [...town.entries, manual(yanjiang, '10', 'yj-10', change, 'tasks')] }
    expect(scoreUnit(yanjiang, given).score).toBe(before + bonus)
    expect(points(given, '11.1')).toBe(bonus)
  })

  it('the bonus waits while open rows may still decide it', () => {
    const without = (...ids: string[]) => ({
      ...town,
      entries: town.entries.filter((entry) => !ids.includes(entry.indicator)),
    })
    const of = (given: ScoringFacts) => scoreUnit(yanjiang, given).indicators.find((row) => row.id === '11.1')
    expect(of(without('9b'))).toMatchObject({ status: 'scored', score: 300 })
    expect(of(without('9a'))).toMatchObject({
      status: 'pending',
      score: null,
      because: { key: 'rubric.because.total-open', facts: { atLeast: '90' } },
    })
    const lost = without('9a')
    const entries = [...lost.entries, manual(yanjiang, '10', 'yj-10', -1100, 'tasks')]
    expect(of({ ...lost, entries })).toMatchObject({ status: 'scored', score: 0 })
    expect(explainIndicator(yanjiang, town, '11.1')?.steps.at(-1)).toEqual({
      step: 'floor',
      key: 'rubric.step.from-total',
      facts: { atLeast: '90' },
      value: '3',
    })
  })

  it('bonuses add 10 at most, in a total of 110', () => {
    const more = entered(town, [
      ['yj-11-2', 'news-1'],
      ['yj-11-2', 'news-2'],
    ])
    const ranked = { ...more, entries: [...more.entries, manual(yanjiang, '11.3', 'yj-11-3', 200, 'rank')] }
    expect(points(more, '11.2')).toBe(500)
    expect(scoreUnit(yanjiang, ranked).score).toBe(11000)
    const over = { ...ranked, entries: [...ranked.entries, manual(yanjiang, '11.2', 'other', 900, 'extra')] }
    expect(scoreUnit(yanjiang, over).score).toBe(11000)
  })

  it('circulars of the city have no end: the total falls below 0', () => {
    const given = entered(
      town,
      Array.from({ length: 23 }, (_, i) => ['yj-12', `circular-${i}`]),
    )
    expect(scoreUnit(yanjiang, given).score).toBe(10000 - 23 * 500)
  })

  it('five times what the city took is a memo for another scheme, never in this total', () => {
    const given = entered(town, [['yj-12-target', 'doc-3', -20]])
    expect(given.entries.at(-1)).toMatchObject({ kind: 'external', points: -100, arithmetic: '-0.2 × 5' })
    expect(scoreUnit(yanjiang, given).score).toBe(scoreUnit(yanjiang, town).score)
    expect(explainIndicator(yanjiang, given, '12')?.memos).toEqual([
      { id: 'e-yj-12-target-doc-3', points: '-1', arithmetic: '-0.2 × 5', state: 'posted' },
    ])
  })
})

describe('yanjiang-2021: places in a list', () => {
  const standing = (values: readonly string[]): Standing => ({
    list: '市（区）长信箱回复满意率',
    record: 'rank-2026',
    on: '2026-12-20',
    rows: values.map((value, i) => ({ unit: i === 0 ? 'edu' : `u-${i}`, place: null, value })),
  })

  it.each([
    [['99', '98', '97', '96'], 1],
    [['97', '99', '98', '96'], 3],
    [['97', '99', '98', '97'], 3],
    [['96', '99', '98', '97'], null],
  ])('of %j the first is at place %j', (values, place) => {
    const entries = priceStanding(yanjiang, facts(), standing(values))
    expect(entries.map((entry) => [entry.kind, entry.points, entry.arithmetic])).toEqual(
      place === null ? [] : [['award', 200, `市（区）长信箱回复满意率：4 名中第 ${place} 名，得 2`]],
    )
  })

  it('a unit that the list does not name, another list and another year give nothing', () => {
    const list = standing(['99', '98'])
    expect(priceStanding(yanjiang, facts({ unit: { ...facts().unit, id: 'x' } }), list)).toEqual([])
    expect(priceStanding(yanjiang, facts(), { ...list, list: '别的' })).toEqual([])
    expect(priceStanding(yanjiang, facts(), { ...list, on: '2025-12-20' })).toEqual([])
  })
})
