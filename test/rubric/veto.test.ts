/** Veto (单项否决): while a person's entry of it stands the total is held down, whatever was earned; a reversal restores it. */
import { describe, expect, it } from 'vitest'
import type { ScoringFacts } from '../../src/model/scoring.js'
import { explainIndicator } from '../../src/rubric/explain.js'
import { loadRubric } from '../../src/rubric/load.js'
import { priceRecord } from '../../src/rubric/record.js'
import { scoreUnit } from '../../src/rubric/score.js'
import { facts, opened } from './facts.js'

const RUBRIC = loadRubric(
  `schema: xuncha.rubric/1
id: veto
name: 否决
year: 2026
document: { title: 否决, issuer: 区政务公开办 }
max: "100"
total: { floor: "0", ceiling: "100" }
groups: []
indicators:
  - { id: "1", title: 内容, clause: 视情况扣分。, place: 第1项, max: "100", method: manual, rules: [{ id: v-1, type: discretionary, clause: 视情况扣分 }] }
  - id: "2"
    title: 单项否决
    clause: 站点无法访问的，总分不超过59分；泄密的，总分为0分。
    place: 第2项
    max: "0"
    adjusts: total
    method: manual
    rules:
      - { id: v-2, type: ceiling, clause: 站点无法访问的，总分不超过59分, ceiling: "59" }
      - { id: v-3, type: ceiling, clause: 泄密的，总分为0分, ceiling: "0" }
`,
  'veto.yaml',
)

function entryOf(rule: string, points: number | null, state: 'posted' | 'reversed' = 'posted') {
  const priced = priceRecord(RUBRIC, facts(), { occurrence: `r-${rule}`, rule, on: '2026-05-06', points })
  if (priced.entry === null) throw new Error(priced.refused.key)
  return opened(RUBRIC, priced.entry, state)
}

const with_ = (...entries: ScoringFacts['entries'][number][]) => facts({ entries })

describe('a veto', () => {
  it.each([
    ['none: the total is what the rows give', with_(entryOf('v-1', -1000)), '9000', 9000],
    ['one holds the total', with_(entryOf('v-1', -1000), entryOf('v-2', null)), '5900', 5900],
    [
      'the lowest of two holds',
      with_(entryOf('v-1', -1000), entryOf('v-2', null), entryOf('v-3', null)),
      '0',
      0,
    ],
    ['it never raises a total', with_(entryOf('v-1', -7000), entryOf('v-2', null)), '3000', 3000],
    [
      'reversed it holds nothing',
      with_(entryOf('v-1', -1000), entryOf('v-2', null, 'reversed')),
      '9000',
      9000,
    ],
  ])('%s', (_, given, exact, score) => {
    const told = scoreUnit(RUBRIC, given)
    expect([told.score, told.exact]).toEqual([score, exact])
  })

  it('its entry carries no points of its own, and the explanation prints the step', () => {
    const given = with_(entryOf('v-1', -1000), entryOf('v-2', null))
    const told = scoreUnit(RUBRIC, given)
    expect(told.indicators[1]?.entries.map(({ points, effective }) => [points, effective])).toEqual([[0, 0]])
    const steps = explainIndicator(RUBRIC, given, '2')?.total.steps.map(({ step, value }) => [step, value])
    expect(steps?.slice(-2)).toEqual([
      ['clamp', '90'],
      ['veto', '59'],
    ])
  })
})
