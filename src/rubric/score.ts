/** A unit's score under one rubric, and what candidates would cost: the public face of the arithmetic. */
import type { Entry } from '../model/ledger.js'
import { type Fraction, roundHalfUp } from '../model/points.js'
import type { ProposedEntry, Score, ScoredIndicator, ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { rowApplies, rulesFor } from './applies.js'
import { potBuckets } from './bucket.js'
import { effectiveOf, evaluateRows } from './evaluate.js'
import { sortFindings } from './match.js'
import { entryFor, proposeEntries } from './propose.js'
import type { Indicator, Rubric } from './schema.js'
import { declaredReadings, grade, usableMetric } from './tiers.js'
import { type EvaluatedRow, type Evaluation, evaluateUnit } from './total.js'

/** The exact fraction in hundredths, "2750" or "25000/3". */
export function showFraction(f: Fraction): string {
  return f.den === 1n ? f.num.toString() : `${f.num}/${f.den}`
}

/** An entry as it would stand in the ledger, for previews: never written. */
function asEntry(rubric: Rubric, facts: ScoringFacts, proposed: ProposedEntry): Entry {
  return {
    id: `preview:${proposed.rule}:${proposed.occurrence}`,
    kind: proposed.kind,
    state: 'pending',
    assessment: '',
    bucket: proposed.bucket ?? 'Y',
    unit: facts.unit.id,
    rubric: rubric.id,
    indicator: proposed.indicator,
    rule: proposed.rule,
    occurrence: proposed.occurrence,
    points: proposed.points,
    clause: proposed.clause,
    arithmetic: proposed.arithmetic,
    finding: proposed.finding,
    decidedBy: 'auto',
    seq: 0,
  }
}

/**
 * The same facts with the entries that they call for and that no ledger holds yet: scoring under a rubric
 * that no assessment uses is such a preview.
 */
export function withProposals(rubric: Rubric, facts: ScoringFacts): ScoringFacts {
  const pots = new Set(potBuckets(rubric))
  const key = (of: { indicator: string; rule: string; occurrence: string; bucket?: string }): string => {
    // As in the ledger's key, a bucket counts only where marks are given in it.
    const bucket = of.bucket !== undefined && pots.has(of.bucket) ? of.bucket : null
    return JSON.stringify([of.indicator, of.rule, of.occurrence, bucket])
  }
  const held = facts.entries.filter((entry) => entry.rubric === rubric.id && entry.unit === facts.unit.id)
  const keys = new Set(held.map(key))
  const missing = proposeEntries(rubric, facts).filter((proposed) =>
    proposed.finding === null
      ? !held.some((entry) => entry.indicator === proposed.indicator && entry.rule === proposed.rule)
      : !keys.has(key(proposed)),
  )
  return {
    ...facts,
    entries: [...facts.entries, ...missing.map((proposed) => asEntry(rubric, facts, proposed))],
  }
}

/** The same facts as if every candidate of an automatic row were confirmed. */
function withCandidates(rubric: Rubric, facts: ScoringFacts): ScoringFacts {
  const held = new Set(facts.entries.map((entry) => `${entry.rule} ${entry.occurrence}`))
  const more = rubric.indicators
    .filter((row) => row.method === 'auto')
    .flatMap((row) =>
      rulesFor(rubric, row, facts.unit).rules.flatMap((rule) =>
        rule.type === 'each' || rule.type === 'once'
          ? sortFindings(rubric, rule, facts)
              .candidates.filter((finding) => !held.has(`${rule.id} ${finding.fingerprint}`))
              .map((finding) => asEntry(rubric, facts, entryFor(rubric, row, rule, finding, facts.period)))
          : [],
      ),
    )
  return { ...facts, entries: [...facts.entries, ...more] }
}

/** What the candidates of each row would cost beside its entries, by indicator id: zero or negative hundredths. */
export function previewCosts(rubric: Rubric, facts: ScoringFacts): Map<string, number> {
  const sums = (given: ScoringFacts): Map<string, number> =>
    new Map(
      evaluateRows(rubric, given, (row) => rowApplies(rubric, row, facts.unit).is !== 'no').map(
        ({ row, lines }) => [row.id, lines.reduce((sum, line) => sum + line.after['group-cap'], 0)],
      ),
    )
  const now = sums(facts)
  const then = sums(withCandidates(rubric, facts))
  return new Map([...then].map(([id, cost]) => [id, Math.min(0, cost - (now.get(id) ?? 0))]))
}

/** Points that each declared reading of a metric row gives: [lowest, highest]; null where there is one only or no metric. */
export function intervalOf(
  rubric: Rubric,
  row: Indicator,
  facts: ScoringFacts,
): readonly [number, number] | null {
  const rule = row.rules.find((candidate) => candidate.type === 'tiers')
  if (!rule) return null
  const usable = usableMetric(rubric, rule, facts)
  if ('because' in usable) return null
  const points = declaredReadings(rubric, rule).map((reading) => grade(rule, usable.counts, reading).points)
  const [low, high] = [Math.min(...points), Math.max(...points)]
  return low === high ? null : [low, high]
}

function indicatorOf(
  rubric: Rubric,
  facts: ScoringFacts,
  evaluated: EvaluatedRow,
  previews: ReadonlyMap<string, number>,
): ScoredIndicator {
  const { row, lines, status, because, score } = evaluated
  const applies = status !== 'not-applicable'
  return {
    id: row.id,
    title: row.title,
    max: amount(row.max),
    score,
    method: row.method,
    status,
    because,
    interval: applies ? intervalOf(rubric, row, facts) : null,
    entries: lines.map((line) => ({
      id: line.entry.id,
      state: line.entry.state,
      points: line.entry.points,
      effective: effectiveOf(line),
      finding: line.entry.finding,
      clause: line.entry.clause,
    })),
    preview: applies ? (previews.get(row.id) ?? 0) : 0,
  }
}

/** The score that an evaluation amounts to. */
export function scoreOf(
  rubric: Rubric,
  facts: ScoringFacts,
  evaluation: Evaluation,
  stage: Score['stage'],
): Score {
  const previews = previewCosts(rubric, facts)
  return {
    rubric: rubric.id,
    rubricVersion: rubric.version,
    period: facts.period,
    max: evaluation.max,
    assessed: evaluation.assessed,
    pending: evaluation.pending,
    score: roundHalfUp(evaluation.total),
    exact: showFraction(evaluation.total),
    stage,
    indicators: evaluation.rows.map((row) => indicatorOf(rubric, facts, row, previews)),
    ...(evaluation.pots.length > 0 && { pots: evaluation.pots }),
    ...(evaluation.converted.length > 0 && { converted: evaluation.converted }),
    ...(rubric.grades && { grade: evaluation.grade?.name ?? null }),
  }
}

/** The score table of one unit. Counts pending and posted entries; `stage` is final only once published. */
export function scoreUnit(rubric: Rubric, facts: ScoringFacts, stage: Score['stage'] = 'provisional'): Score {
  return scoreOf(rubric, facts, evaluateUnit(rubric, facts), stage)
}
