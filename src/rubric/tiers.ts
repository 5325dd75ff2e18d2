/** Metric rows: counts to points under the reading in force, and what every other declared reading would give. */

import type { Facts } from '../model/finding.js'
import { type Fraction, fraction, type Hundredths, roundHalfUp } from '../model/points.js'
import type { ScoredMetric, ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { answerTo } from './parameters.js'
import { READING_OPTIONS, type ReadingName, type Rubric, type Tier, type TierRule } from './schema.js'

/** One way to read the clause. */
export interface Reading {
  readonly aggregate: (typeof READING_OPTIONS.aggregate)[number]
  readonly count: (typeof READING_OPTIONS.count)[number]
  readonly fill: (typeof READING_OPTIONS.fill)[number]
  readonly boundary: (typeof READING_OPTIONS.boundary)[number]
}

/** Counts per keyword in both ways of counting. */
export interface Counts {
  readonly keyword: string
  readonly occurrences: number
  readonly entries: number
}

/** Points that a reading gives. */
export interface Graded {
  readonly points: Hundredths
  readonly exact: Fraction
  readonly perKeyword: readonly {
    readonly keyword: string
    readonly count: number
    readonly points: Hundredths
  }[]
}

function choice<Name extends ReadingName>(name: Name, value: string): Reading[Name] {
  const found = (READING_OPTIONS[name] as readonly string[]).find((option) => option === value)
  if (found === undefined) throw new TypeError(`no reading ${name}=${value}`)
  return found as Reading[Name]
}

/** The reading that the answers in force make. */
export function readingInForce(rubric: Rubric, rule: TierRule): Reading {
  const { aggregate, count, fill, boundary } = rule.reading
  return {
    aggregate: choice('aggregate', answerTo(rubric, aggregate)),
    count: choice('count', answerTo(rubric, count)),
    fill: choice('fill', answerTo(rubric, fill)),
    boundary: boundary === undefined ? 'upper' : choice('boundary', answerTo(rubric, boundary)),
  }
}

function optionsOf<Name extends ReadingName>(
  rubric: Rubric,
  name: Name,
  id: string | undefined,
): Reading[Name][] {
  const asked = rubric.questions.find((question) => question.id === id)
  return (asked?.options ?? []).map((option) => choice(name, option.value))
}

/** Every reading that the rubric's questions name. */
export function declaredReadings(rubric: Rubric, rule: TierRule): Reading[] {
  const boundaries = rule.reading.boundary
    ? optionsOf(rubric, 'boundary', rule.reading.boundary)
    : (['upper'] as const)
  return optionsOf(rubric, 'aggregate', rule.reading.aggregate).flatMap((aggregate) =>
    optionsOf(rubric, 'count', rule.reading.count).flatMap((count) =>
      optionsOf(rubric, 'fill', rule.reading.fill).flatMap((fill) =>
        boundaries.map((boundary) => ({ aggregate, count, fill, boundary })),
      ),
    ),
  )
}

function tierPoints(tier: Tier, count: number, fill: Reading['fill']): Hundredths {
  if (typeof tier.points === 'string') return amount(tier.points)
  if (fill === 'low') return amount(tier.points[0])
  if (fill === 'high') return amount(tier.points[1])
  const step = tier.fill?.find((candidate) => count <= candidate.to)
  if (!step) throw new TypeError(`no step of the tier from ${tier.from} holds ${count}`)
  return amount(step.points)
}

function pointsFor(rule: TierRule, count: number, reading: Reading): Hundredths {
  const holding = rule.tiers.filter(
    (tier) => count >= tier.from && count <= (tier.to ?? Number.MAX_SAFE_INTEGER),
  )
  // Tiers stand from the upper end down; a count on a border is in two of them.
  const tier = reading.boundary === 'upper' ? holding[0] : holding.at(-1)
  if (!tier) throw new TypeError(`no tier of ${rule.id} holds ${count}`)
  return tierPoints(tier, count, reading.fill)
}

/** Points for counts under one reading; rounded half-up to a hundredth where a mean is no whole one. */
export function grade(rule: TierRule, counts: readonly Counts[], reading: Reading): Graded {
  const perKeyword = counts.map((held) => {
    const count = reading.count === 'entries' ? held.entries : held.occurrences
    return { keyword: held.keyword, count, points: pointsFor(rule, count, reading) }
  })
  const all = perKeyword.map((held) => held.points)
  const sum = all.reduce((total, points) => total + points, 0)
  const total = perKeyword.reduce((n, held) => n + held.count, 0)
  const exact =
    reading.aggregate === 'mean'
      ? fraction(sum, all.length)
      : fraction(
          reading.aggregate === 'sum'
            ? pointsFor(rule, total, reading)
            : reading.aggregate === 'min'
              ? Math.min(...all)
              : Math.max(...all),
        )
  return { points: roundHalfUp(exact), exact, perKeyword }
}

/** A metric that can be priced, or the message key of why not. */
export type Usable =
  | { readonly metric: ScoredMetric; readonly counts: readonly Counts[] }
  | { readonly because: string; readonly facts: Facts }

function countOf(facts: Facts, name: string, keyword: string): number | null {
  const table = facts[name]
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return null
  const entry = Object.entries(table).find(([key]) => key === keyword)?.[1]
  return typeof entry === 'number' && Number.isSafeInteger(entry) && entry >= 0 ? entry : null
}

/** The metric that a tier rule rests on: collected for this rubric, twice with the same result, from an inspected unit. */
export function usableMetric(rubric: Rubric, rule: TierRule, facts: ScoringFacts): Usable {
  const metric = facts.metrics.find(
    (held) => held.name === rule.metric && (held.askedBy === null || held.askedBy.includes(rubric.id)),
  )
  if (!metric) return { because: 'rubric.because.metric-missing', facts: { metric: rule.metric } }
  if (!metric.unitInspected) return { because: 'rubric.because.not-inspected', facts: {} }
  if (!metric.agreed) return { because: 'rubric.because.metric-disagrees', facts: { metric: rule.metric } }
  const counts: Counts[] = []
  const missing: string[] = []
  const byEntries = readingInForce(rubric, rule).count === 'entries'
  for (const keyword of rule.keywords) {
    const occurrences = countOf(metric.facts, 'perKeyword', keyword)
    const entries = countOf(metric.facts, 'entries', keyword)
    const counted = byEntries ? entries : occurrences
    if (counted === null) missing.push(keyword)
    // Only the way of counting in force is asked for; the other widens the interval where it is known.
    else counts.push({ keyword, occurrences: occurrences ?? counted, entries: entries ?? counted })
  }
  return missing.length
    ? { because: 'rubric.because.keywords-missing', facts: { keywords: missing } }
    : { metric, counts }
}
