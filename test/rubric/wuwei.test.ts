/** Wuwei worked by hand: the keyword row in every reading, yes/no rows on columns. */
import { describe, expect, it } from 'vitest'
import { formatPoints } from '../../src/model/points.js'
import type { ScoredIndicator, ScoredMetric, ScoringFacts } from '../../src/model/scoring.js'
import { explainIndicator } from '../../src/rubric/explain.js'
import { lintRubric, rubricById } from '../../src/rubric/load.js'
import { proposeEntries } from '../../src/rubric/propose.js'
import type { Rubric } from '../../src/rubric/schema.js'
import { scoreUnit, withProposals } from '../../src/rubric/score.js'
import { facts, finding, hits, manual, opened } from './facts.js'

const wuwei = rubricById('wuwei-2020')
const KEYWORDS = ['精准扶贫', '脱贫攻坚', '防范风险', '生态环保'] as const
const counts = (...n: readonly number[]): Record<string, number> =>
  Object.fromEntries(KEYWORDS.map((keyword, i) => [keyword, n[i] ?? 0]))

function answered(answers: string): Rubric {
  const text = `rubric: wuwei-2020\nanswers:\n${answers}`
  const { rubric, errors } = lintRubric(wuwei.source.text, 'w.yaml', { path: 'p.yaml', text })
  if (!rubric) throw new Error(JSON.stringify(errors))
  return rubric
}

function row(given: ScoringFacts, id: string, rubric = wuwei): ScoredIndicator {
  const found = scoreUnit(rubric, withProposals(rubric, given)).indicators.find((item) => item.id === id)
  if (!found) throw new Error(`no row ${id}`)
  return found
}

const ten = (metric: ScoredMetric, rubric = wuwei): ScoredIndicator =>
  row(facts({ metrics: [metric] }), '10', rubric)

describe('row 10: one keyword through the tiers', () => {
  it.each([
    [0, '0'],
    [2, '0'],
    [3, '1'],
    [4, '2'],
    [5, '2'],
    [6, '3'],
    [7, '3'],
    [8, '4'],
    [9, '4'],
    [10, '5'],
    [250, '5'],
  ])('%i occurrences of each give %s', (n, points) => {
    expect(formatPoints(ten(hits(counts(n, n, n, n))).score ?? -1)).toBe(points)
  })
})

describe('row 10: four keywords', () => {
  it('the mean of the tiers is entered as a deduction from full marks, with the arithmetic', () => {
    // 12 → 5, 7 → 3, 2 → 0, 4 → 2: mean 2.5
    const metric = hits(counts(12, 7, 2, 4))
    expect(proposeEntries(wuwei, facts({ metrics: [metric] }))).toEqual([
      {
        kind: 'deduct',
        indicator: '10',
        rule: 'ww-10',
        occurrence: 'metric',
        points: -250,
        clause: '检索结果第一页出现10次及以上，得5分；出现6-10次，得3-4分；出现3-5次，得1-2分；2次以下不得分',
        arithmetic:
          '精准扶贫 12 次得 5；脱贫攻坚 7 次得 3；防范风险 2 次得 0；生态环保 4 次得 2；平均得 2.5；2.5 − 5 = -2.5',
        finding: null,
        chargedOn: '2026-11-21',
      },
    ])
    // Lowest reading: the worst keyword (0). Highest: the best, or the sum of 25 (5).
    expect(ten(metric)).toMatchObject({ max: 500, score: 250, status: 'scored', interval: [0, 500] })
  })

  it('full marks are entered too, as 0; nothing else could be read', () => {
    expect(proposeEntries(wuwei, facts({ metrics: [hits(counts(11, 12, 13, 14))] }))[0]?.points).toBe(0)
    expect(ten(hits(counts(11, 12, 13, 14)))).toMatchObject({ score: 500, interval: null })
  })

  it.each([
    ['aggregate', 'sum', counts(3, 3, 2, 2), '5'],
    ['aggregate', 'min', counts(12, 7, 3, 4), '1'],
    ['aggregate', 'max', counts(9, 7, 3, 4), '4'],
    ['aggregate', 'mean', counts(3, 3, 2, 2), '0.5'],
  ])('keyword-%s: %s', (_, value, given, points) => {
    const rubric = answered(`  keyword-aggregate: { value: ${value}, by: 办公室, on: 2026-01-05 }\n`)
    expect(formatPoints(ten(hits(given), rubric).score ?? -1)).toBe(points)
  })

  it.each([
    ['tier-fill: { value: low', counts(9, 9, 5, 5), '2'],
    ['tier-fill: { value: high', counts(6, 6, 3, 3), '3'],
    ['tier-boundary: { value: lower', counts(10, 10, 10, 10), '4'],
    ['keyword-count: { value: entries', counts(20, 20, 20, 20), '1'],
  ])('%s', (answer, given, points) => {
    const rubric = answered(`  ${answer}, by: 办公室, on: 2026-01-05 }\n`)
    expect(formatPoints(ten(hits(given, {}, counts(3, 3, 3, 3)), rubric).score ?? -1)).toBe(points)
  })

  it.each<[string, ScoredMetric[], string]>([
    ['no metric', [], 'rubric.because.metric-missing'],
    [
      'a metric of another rubric',
      [hits(counts(9), { askedBy: ['other'] })],
      'rubric.because.metric-missing',
    ],
    [
      'two collections that disagree',
      [hits(counts(9), { agreed: false })],
      'rubric.because.metric-disagrees',
    ],
    [
      'a unit not inspected to its end',
      [hits(counts(9), { unitInspected: false })],
      'rubric.because.not-inspected',
    ],
    ['a keyword without a count', [hits({ 精准扶贫: 3, 脱贫攻坚: 2 })], 'rubric.because.keywords-missing'],
    ['hostile facts', [hits({ ...counts(9), 防范风险: -1 })], 'rubric.because.keywords-missing'],
  ])('%s: pending, no entry', (_, metrics, key) => {
    const given = facts({ metrics })
    expect(proposeEntries(wuwei, given)).toEqual([])
    expect(row(given, '10')).toMatchObject({
      status: 'pending',
      score: null,
      because: { key },
      interval: null,
    })
  })

  it('an agreed metric without an entry is pending, a renewed one counts once, a reversed one costs nothing', () => {
    const given = facts({ metrics: [hits(counts(12, 7, 2, 4))] })
    expect(scoreUnit(wuwei, given).indicators.find((item) => item.id === '10')).toMatchObject({
      status: 'pending',
      because: { key: 'rubric.because.not-entered' },
    })
    const [proposed] = proposeEntries(wuwei, given)
    if (!proposed) throw new Error('nothing proposed')
    const first = opened(wuwei, { ...proposed, occurrence: '1', points: -400 }, 'reversed')
    const second = opened(wuwei, { ...proposed, occurrence: '2' })
    expect(row({ ...given, entries: [first, second] }, '10')).toMatchObject({ status: 'scored', score: 250 })
    expect(row({ ...given, entries: [first] }, '10')).toMatchObject({ status: 'scored', score: 500 })
  })

  it('the explanation shows every declared reading and the one in force', () => {
    const told = explainIndicator(wuwei, facts({ metrics: [hits(counts(12, 7, 2, 4))] }), '10')
    expect(told?.metric?.inForce).toEqual({
      aggregate: 'mean',
      count: 'occurrences',
      fill: 'interpolated',
      boundary: 'upper',
      points: '2.5',
      exact: '250',
    })
    expect(told?.metric?.readings).toHaveLength(4 * 2 * 3 * 2)
    expect(told?.interval).toEqual(['0', '5'])
    expect(told?.questions.map((asked) => asked.id)).toContain('keyword-aggregate')
  })
})

describe('yes/no rows on columns', () => {
  const required = wuwei.columns.map((column) => column.name)
  const district = facts({
    unit: {
      id: 'edu',
      name: '云溪区人民政府',
      kind: 'district',
      ownSite: true,
      disclosure: true,
      group: null,
    },
    examinedSubjects: new Map([
      ['required-columns', new Set(required)],
      ['institution-info', new Set(['functions', 'address', 'hours', 'phone', 'leader'])],
      ['annual-report', new Set(['2025'])],
    ]),
  })
  const missing = (name: string) => finding('column-missing', name, { askedBy: ['wuwei-2020'] })
  const empty = (column: string) => finding('column-empty', `/${column}/`, { facts: { column } })
  const stale = (column: string, ageDays: number) =>
    finding('column-stale', `/${column}/`, { facts: { column, ageDays } })

  it('a complete sheet: what is automatic is scored, what is not is pending', () => {
    const score = scoreUnit(wuwei, withProposals(wuwei, { ...district, metrics: [hits(counts(9, 9, 9, 9))] }))
    // 1.1–1.7: 7, 9: 3, 10: 4 of 5, 12.2–12.5: 4, 14.1: 2, 14.3: 1.5, 28.2: 0.5, 33.1: 1
    expect(score).toMatchObject({ max: 10000, assessed: 2400, pending: 7600, score: 2300 })
    expect(new Set(score.indicators.map((item) => `${item.method} ${item.status}`))).toEqual(
      new Set(['auto scored', 'assisted pending', 'manual pending']),
    )
  })

  it.each([
    ['missing', '14.1', missing('权责清单'), 0],
    ['missing, other row', '14.3', missing('权责清单'), 150],
    ['empty', '9', empty('建议提案办理'), 0],
    ['stale for a year', '1.4', stale('统计信息', 366), 0],
    ['stale for less', '1.4', stale('统计信息', 200), 100],
    ['stale, yet the row asks for presence only', '1.3', stale('规划计划', 900), 100],
    ['any stale column', '28.2', stale('工作动态', 20), 0],
  ])('%s: row %s', (_, id, found, score) => {
    expect(row({ ...district, findings: [found] }, id)).toMatchObject({ status: 'scored', score })
  })

  it.each([
    ['a column of a usual other name is empty', '1.5', empty('部门预决算'), 'rubric.because.cannot-tell'],
    [
      'it cannot be told',
      '1.5',
      { ...missing('财政预决算'), verdict: 'cannot-tell' as const, state: 'candidate' as const },
      'rubric.because.cannot-tell',
    ],
  ])('%s: pending', (_, id, found, key) => {
    expect(row({ ...district, findings: [found] }, id)).toMatchObject({ status: 'pending', because: { key } })
    expect(proposeEntries(wuwei, { ...district, findings: [found] })).toEqual([])
  })

  it('columns are asked of district governments: at a department these rows wait for a person', () => {
    const found = row(facts(), '1.4')
    expect(found).toMatchObject({
      status: 'pending',
      because: { key: 'rubric.because.not-examined', facts: { checks: ['required-columns: 统计信息'] } },
    })
    expect(row(facts({ entries: [manual(wuwei, '1.4', 'ww-1-4', 0)] }), '1.4')).toMatchObject({
      status: 'scored',
      score: 100,
    })
  })
})
