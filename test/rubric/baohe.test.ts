/** Baohe worked by hand: 60 common points and one of two tables of 40; weights that only a person or a tariff prices. */
import { describe, expect, it } from 'vitest'
import type { ScoredUnit } from '../../src/model/scoring.js'
import { lintRubric, rubricById } from '../../src/rubric/load.js'
import { proposeEntries } from '../../src/rubric/propose.js'
import { scoreUnit } from '../../src/rubric/score.js'
import { facts, finding, manual } from './facts.js'

const baohe = rubricById('baohe-2021')
const unit = (kind: ScoredUnit['kind'], name: string): ScoredUnit => ({ ...facts().unit, kind, name })

describe('baohe-2021', () => {
  it.each<[ScoredUnit['kind'], string, number, number]>([
    ['street', '包公街道办事处', 35, 10000],
    ['town', '大圩镇人民政府', 35, 10000],
    [null, '方兴大社区', 35, 10000],
    ['department', '区教育局', 32, 10000],
    ['vertical', '区税务局', 32, 10000],
    ['village', '某村民委员会', 27, 6000],
    [null, '某处', 40, 10000],
  ])('%s %s has %i rows of %i hundredths', (kind, name, rows, max) => {
    const score = scoreUnit(baohe, facts({ unit: unit(kind, name) }))
    expect(score.indicators.filter((row) => row.status !== 'not-applicable')).toHaveLength(rows)
    expect(score.max).toBe(max)
  })

  it('prices nothing by itself: every row waits for a person', () => {
    const findings = [
      finding('published-late', '/a'),
      finding('column-empty', '/b'),
      finding('annual-report-missing', '2025'),
    ]
    expect(proposeEntries(baohe, facts({ findings }))).toEqual([])
    expect(scoreUnit(baohe, facts({ findings }))).toMatchObject({ assessed: 0, pending: 10000, score: 0 })
  })

  it('a person’s figures: 58.5 of 60 and 31 of 40 make 89.5', () => {
    const given = facts({ unit: unit('department', '区教育局') })
    const entries = scoreUnit(baohe, given)
      .indicators.filter((row) => row.status !== 'not-applicable')
      .map((row) => {
        const lost = { '15': -100, '27': -50, b2: -400, b3: -500 }[row.id] ?? 0
        return manual(baohe, row.id, `bh-${row.id}`, lost, `signed-${row.id}`)
      })
    expect(scoreUnit(baohe, { ...given, entries })).toMatchObject({
      max: 10000,
      assessed: 10000,
      pending: 0,
      score: 8950,
    })
  })

  it('row 15 is automatic only once all three of its clauses have a tariff', () => {
    const under = (ids: readonly string[]) => {
      const lines = ids.map((id) => `  ${id}: { points: "0.5", by: 区政务公开办, on: 2026-01-05 }`)
      const text = `rubric: baohe-2021\ntariffs:\n${lines.join('\n')}\n`
      const { rubric } = lintRubric(baohe.source.text, 'b.yaml', { path: 'p.yaml', text })
      if (!rubric) throw new Error('refused')
      const given = facts({ findings: [finding('column-empty', '/b'), finding('published-late', '/a')] })
      return proposeEntries(rubric, given).map((entry) => [entry.rule, entry.points])
    }
    expect(under(['bh-15-late', 'bh-15-column'])).toEqual([])
    expect(under(['bh-15-late', 'bh-15-column', 'bh-15-link'])).toEqual([
      ['bh-15-late', -50],
      ['bh-15-column', -50],
    ])
  })
})
