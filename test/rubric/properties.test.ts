/** Laws of scoring over arbitrary findings: order, caps, reversal, re-runs, explanations that add up. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODES, type Code } from '../../src/model/code.js'
import type { Entry } from '../../src/model/ledger.js'
import { parsePoints } from '../../src/model/points.js'
import type { ScoredFinding, ScoringFacts } from '../../src/model/scoring.js'
import { explainIndicator } from '../../src/rubric/explain.js'
import { rubricById } from '../../src/rubric/load.js'
import { proposeEntries } from '../../src/rubric/propose.js'
import { scoreUnit, withProposals } from '../../src/rubric/score.js'
import { evaluateUnit } from '../../src/rubric/total.js'
import { facts, finding, hits, linziPriced, opened } from './facts.js'

const RUBRICS = [
  rubricById('ouhai-2017'),
  rubricById('wuwei-2020'),
  rubricById('yanjiang-2021'),
  linziPriced(),
  rubricById('baohe-2021'),
]
const rubricArb = fc.constantFrom(...RUBRICS)
const SUBJECTS = [
  '/a',
  '/b',
  '/c',
  '/d',
  '/e',
  'name',
  'phone',
  'leader',
  '2025',
  '统计信息',
  '权责清单',
  '/',
]

const findingArb: fc.Arbitrary<ScoredFinding> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(CODES) as Code[])),
    subject: fc.constantFrom(...SUBJECTS),
    verdict: fc.constantFrom('problem' as const, 'problem' as const, 'cannot-tell' as const),
    state: fc.constantFrom('candidate', 'confirmed', 'confirmed', 'fixed', 'dismissed' as const),
    column: fc.constantFrom('统计信息', '统计数据', '工作动态'),
    ageDays: fc.integer({ min: 0, max: 900 }),
    inSite: fc.boolean(),
    formal: fc.boolean(),
  })
  .map(({ code, subject, verdict, state, formal, ...rest }) =>
    finding(code, subject, { verdict, state, formal, facts: rest }),
  )

const factsArb: fc.Arbitrary<ScoringFacts> = fc
  .record({
    findings: fc.uniqueArray(findingArb, { selector: (held) => held.fingerprint, maxLength: 40 }),
    counts: fc.array(fc.nat({ max: 14 }), { minLength: 4, maxLength: 4 }),
    ownSite: fc.boolean(),
    disclosure: fc.constantFrom(true, true, true, false),
  })
  .map(({ findings, counts, ownSite, disclosure }) => {
    const perKeyword = Object.fromEntries(
      ['精准扶贫', '脱贫攻坚', '防范风险', '生态环保'].map((k, i) => [k, counts[i] ?? 0]),
    )
    const { unit } = facts()
    return facts({ findings, metrics: [hits(perKeyword)], unit: { ...unit, ownSite, disclosure } })
  })

/** Facts with the entries that they call for, some of them undone. */
const enteredArb = fc
  .record({
    rubric: rubricArb,
    given: factsArb,
    undone: fc.array(fc.nat({ max: 3 }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ rubric, given, undone }) => {
    const entries = proposeEntries(rubric, given).map((proposed, i): Entry => {
      const state = (['posted', 'pending', 'reversed', 'voided'] as const)[undone[i] ?? 0] ?? 'posted'
      return opened(rubric, proposed, state)
    })
    return { rubric, given: { ...given, entries } }
  })

const shuffled = <T>(list: readonly T[], seed: number): T[] =>
  list
    .map((item, i) => ({ item, at: ((i + 1) * (seed + 7919)) % 1009 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

describe('scoring laws', () => {
  it('the order of findings, entries and metrics does not matter', () => {
    fc.assert(
      fc.property(enteredArb, fc.nat({ max: 1000 }), ({ rubric, given }, seed) => {
        const other: ScoringFacts = {
          ...given,
          findings: shuffled(given.findings, seed),
          entries: shuffled(given.entries, seed),
          metrics: shuffled(given.metrics, seed),
        }
        expect(scoreUnit(rubric, other)).toEqual(scoreUnit(rubric, given))
        expect(proposeEntries(rubric, other)).toEqual(proposeEntries(rubric, given))
      }),
      { numRuns: 150 },
    )
  })

  it('what is proposed does not depend on what was entered, and keys are unique', () => {
    fc.assert(
      fc.property(enteredArb, ({ rubric, given }) => {
        const again = proposeEntries(rubric, given)
        expect(again).toEqual(proposeEntries(rubric, { ...given, entries: [] }))
        const keys = again.map((entry) => JSON.stringify([entry.indicator, entry.rule, entry.occurrence]))
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 150 },
    )
  })

  it('a finding that comes or goes changes no other key', () => {
    fc.assert(
      fc.property(rubricArb, factsArb, (rubric, given) => {
        const all = proposeEntries(rubric, given)
        const rest = proposeEntries(rubric, { ...given, findings: given.findings.slice(1) })
        const gone = given.findings[0]?.fingerprint
        expect(rest).toEqual(all.filter((entry) => entry.finding === null || entry.finding !== gone))
      }),
      { numRuns: 150 },
    )
  })

  it('doubt is never priced: only confirmed problems seen formally open entries', () => {
    fc.assert(
      fc.property(rubricArb, factsArb, (rubric, given) => {
        for (const proposed of proposeEntries(rubric, given)) {
          if (proposed.finding === null) continue
          const held = given.findings.find((candidate) => candidate.fingerprint === proposed.finding)
          expect(held).toMatchObject({ verdict: 'problem', state: 'confirmed', formal: true })
        }
      }),
      { numRuns: 150 },
    )
  })

  it('no row loses more than its full marks, no total leaves 0 to 100, and nothing is both scored and pending', () => {
    fc.assert(
      fc.property(enteredArb, ({ rubric, given }) => {
        const score = scoreUnit(rubric, given)
        expect(score.assessed + score.pending).toBe(score.max)
        expect(score.score).toBeGreaterThanOrEqual(0)
        expect(score.score).toBeLessThanOrEqual(score.assessed)
        for (const pot of score.pots ?? []) expect(pot.max + pot.change).toBeGreaterThanOrEqual(0)
        for (const row of score.indicators) {
          const lost = row.entries.reduce((sum, entry) => sum - entry.effective, 0)
          const inPot = rubric.indicators.find(({ id }) => id === row.id)?.adjusts === 'pot'
          if (!inPot) expect(lost).toBeLessThanOrEqual(row.max)
          expect(row.score === null).toBe(row.status !== 'scored')
          if (row.score !== null) expect(row.score).toBe(row.max - lost)
          for (const entry of row.entries) {
            expect(Math.abs(entry.effective)).toBeLessThanOrEqual(Math.abs(entry.points))
            if (entry.state === 'voided' || entry.state === 'reversed') expect(entry.effective).toBe(0)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('a reversal restores: it never lowers a score, and all reversed is as if nothing was found', () => {
    fc.assert(
      fc.property(enteredArb, fc.nat(), ({ rubric, given }, pick) => {
        const before = evaluateUnit(rubric, given)
        const victim = given.entries[pick % Math.max(1, given.entries.length)]
        const entries = given.entries.map((entry) =>
          entry === victim ? { ...entry, state: 'reversed' as const } : entry,
        )
        const after = evaluateUnit(rubric, { ...given, entries })
        for (const [i, row] of after.rows.entries()) {
          const held = before.rows[i]?.score ?? null
          if (row.score !== null && held !== null) expect(row.score).toBeGreaterThanOrEqual(held)
        }
        const none = given.entries.map((entry) => ({ ...entry, state: 'reversed' as const }))
        for (const row of evaluateUnit(rubric, { ...given, entries: none }).rows)
          if (row.score !== null && row.row.adjusts === undefined)
            expect(row.score).toBe(parsePoints(row.row.max))
      }),
      { numRuns: 200 },
    )
  })

  it('the explanation adds up to the score', () => {
    fc.assert(
      fc.property(enteredArb, ({ rubric, given }) => {
        const score = scoreUnit(rubric, given)
        let sum = 0
        for (const row of score.indicators) {
          const told = explainIndicator(rubric, given, row.id)
          if (!told) throw new Error(`row ${row.id} is not explained`)
          expect(told.score === null ? null : parsePoints(told.score)).toBe(row.score)
          const effective = [...told.rules.flatMap((rule) => rule.entries), ...told.others].reduce(
            (total, entry) => total + (parsePoints(entry.effective) ?? Number.NaN),
            0,
          )
          if (row.score !== null) {
            expect(row.max + effective).toBe(row.score)
            if (!told.pots.length) sum += row.score
          }
          expect(parsePoints(told.total.score)).toBe(score.score)
        }
        const { factor } = evaluateUnit(rubric, given)
        if (!factor) expect(sum).toBe(score.score)
        expect(scoreUnit(rubric, withProposals(rubric, { ...given, entries: [] })).max).toBe(score.max)
      }),
      { numRuns: 60 },
    )
  })
})
