/** Why a row has the points it has: the clause, each occurrence, every step of the arithmetic, as data to print. */
import type { Facts } from '../model/finding.js'
import type { EntryState } from '../model/ledger.js'
import { formatPoints, roundHalfUp } from '../model/points.js'
import type { ScoredFinding, ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { ruleApplies, ruleInForce } from './applies.js'
import { ENTRY_STEPS, EVALUATION_ORDER, effectiveOf, type Line, ruleCap } from './evaluate.js'
import { isFindingRule, sortFindings } from './match.js'
import type { OpenQuestion, Rubric, Rule, TierRule } from './schema.js'
import { intervalOf, previewCosts, showFraction } from './score.js'
import type { Because } from './status.js'
import { declaredReadings, type Graded, grade, type Reading, readingInForce, usableMetric } from './tiers.js'
import { type EvaluatedRow, type Evaluation, evaluateUnit } from './total.js'

/** A finding as an explanation names it. */
export interface ExplainedFinding {
  readonly fingerprint: string
  readonly code: string
  readonly subject: string
  readonly facts: Facts
}

/** One entry with what each step leaves of it; points as decimal strings. */
export interface ExplainedEntry {
  readonly id: string
  readonly state: EntryState
  readonly occurrence: string
  readonly finding: string | null
  readonly subject: string | null
  readonly points: string
  readonly arithmetic: string
  /** Message key of why it has no effect at all; null where it has. */
  readonly idle: string | null
  readonly after: readonly { readonly step: string; readonly left: string }[]
  readonly toTotal: string
  readonly effective: string
}

/** One rule with all that it rests on. */
export interface ExplainedRule {
  readonly id: string
  readonly type: Rule['type']
  readonly clause: string
  readonly points: string | null
  readonly cap: string | null
  readonly codes: readonly string[]
  readonly inForce: boolean
  readonly applies: 'yes' | 'no' | 'unclear'
  readonly entries: readonly ExplainedEntry[]
  /** Confirmed problems: priced by the entries; on a row for a person, what is proposed. */
  readonly confirmed: readonly ExplainedFinding[]
  readonly candidates: readonly ExplainedFinding[]
  readonly doubts: readonly ExplainedFinding[]
}

/** One step of the arithmetic: a message key with facts, and the figure after it. */
export interface ExplainedStep {
  readonly step: (typeof EVALUATION_ORDER)[number]
  readonly key: string
  readonly facts: Facts
  readonly value: string
}

/** A metric row under every declared reading. */
export interface ExplainedMetric {
  readonly inForce: Reading & { readonly points: string; readonly exact: string }
  readonly perKeyword: readonly {
    readonly keyword: string
    readonly count: number
    readonly points: string
  }[]
  readonly readings: readonly (Reading & { readonly points: string })[]
}

/** All that explains one row of one unit. Points as decimal strings; fractions in hundredths, exact. */
export interface Explanation {
  readonly rubric: string
  readonly rubricVersion: string
  readonly period: string
  readonly unit: { readonly id: string; readonly name: string }
  readonly indicator: {
    readonly id: string
    readonly title: string
    readonly place: string
    readonly clause: string
    readonly max: string
    readonly method: 'auto' | 'assisted' | 'manual'
  }
  /** The clause, sentence by sentence. */
  readonly sentences: readonly string[]
  readonly status: 'scored' | 'pending' | 'not-applicable'
  readonly because: Because | null
  readonly score: string | null
  readonly rules: readonly ExplainedRule[]
  /** Entries whose rule the rubric does not name: a person's, without a rule. */
  readonly others: readonly ExplainedEntry[]
  /** The row's arithmetic, in the declared order. */
  readonly steps: readonly ExplainedStep[]
  /** The declared order of evaluation, whole. */
  readonly order: typeof EVALUATION_ORDER
  readonly metric: ExplainedMetric | null
  readonly interval: readonly [string, string] | null
  /** What candidates would cost beside the entries. */
  readonly preview: string
  /** Open questions that bear on the row, with the answer in force. */
  readonly questions: readonly OpenQuestion[]
  readonly total: {
    readonly steps: readonly ExplainedStep[]
    readonly max: string
    readonly assessed: string
    readonly pending: string
    readonly score: string
    /** In hundredths, e.g. "25000/3". */
    readonly exact: string
  }
}

const show = formatPoints

function tell(finding: ScoredFinding): ExplainedFinding {
  const { fingerprint, code, subject, facts } = finding
  return { fingerprint, code, subject, facts }
}

function tellEntry(line: Line, facts: ScoringFacts): ExplainedEntry {
  const { entry } = line
  return {
    id: entry.id,
    state: entry.state,
    occurrence: entry.occurrence,
    finding: entry.finding,
    subject: facts.findings.find((finding) => finding.fingerprint === entry.occurrence)?.subject ?? null,
    points: show(entry.points),
    arithmetic: entry.arithmetic,
    idle: line.idle,
    after: ENTRY_STEPS.map((step) => ({ step, left: show(line.after[step]) })),
    toTotal: show(line.toTotal),
    effective: show(effectiveOf(line)),
  }
}

function tellRule(rubric: Rubric, rule: Rule, row: EvaluatedRow, facts: ScoringFacts): ExplainedRule {
  const found = isFindingRule(rule) ? sortFindings(rubric, rule, facts) : null
  const cap = ruleCap(rule)
  return {
    id: rule.id,
    type: rule.type,
    clause: rule.clause,
    points: 'points' in rule && rule.points !== undefined ? rule.points : null,
    cap: cap === null ? null : show(cap),
    codes: isFindingRule(rule) ? rule.codes : [],
    inForce: ruleInForce(rubric, rule),
    applies: ruleApplies(rule, facts.unit).is,
    entries: row.lines.filter((line) => line.rule === rule).map((line) => tellEntry(line, facts)),
    confirmed: (found?.charged ?? []).map(tell),
    candidates: (found?.candidates ?? []).map(tell),
    doubts: (found?.doubts ?? []).map(tell),
  }
}

function rowSteps(row: EvaluatedRow): ExplainedStep[] {
  const max = amount(row.row.max)
  const total = (of: (line: Line) => number): number => row.lines.reduce((sum, line) => sum + of(line), 0)
  const live = row.lines.filter((line) => line.idle === null)
  return [
    {
      step: 'occurrences',
      key: 'rubric.step.occurrences',
      facts: { count: live.length, idle: row.lines.length - live.length },
      value: show(total((line) => line.raw)),
    },
    ...ENTRY_STEPS.map(
      (step): ExplainedStep => ({
        step,
        key: `rubric.step.${step}`,
        facts: { max: row.row.max },
        value: show(total((line) => line.after[step])),
      }),
    ),
    {
      step: 'floor',
      key: row.score === null ? 'rubric.step.not-scored' : 'rubric.step.floor',
      facts: { max: row.row.max, change: show(total((line) => line.after['group-cap'])) },
      value: show(row.score ?? max),
    },
  ]
}

function totalSteps(rubric: Rubric, evaluation: Evaluation): ExplainedStep[] {
  const { sum, factor, applicable, overflow, bonus, total } = evaluation
  const scaled = factor ? roundHalfUp({ num: BigInt(sum) * factor.num, den: factor.den }) : sum
  return [
    { step: 'floor', key: 'rubric.step.sum', facts: { applicable: show(applicable) }, value: show(sum) },
    {
      step: 'rescale',
      key: factor ? 'rubric.step.rescale' : 'rubric.step.no-rescale',
      facts: factor ? { factor: showFraction(factor) } : {},
      value: show(scaled),
    },
    { step: 'overflow', key: 'rubric.step.overflow', facts: {}, value: show(overflow) },
    { step: 'bonus', key: 'rubric.step.bonus', facts: {}, value: show(bonus) },
    {
      step: 'clamp',
      key: 'rubric.step.clamp',
      facts: { floor: rubric.total.floor, ceiling: rubric.total.ceiling, exact: showFraction(total) },
      value: show(roundHalfUp(total)),
    },
  ]
}

function tellMetric(rubric: Rubric, rule: TierRule, facts: ScoringFacts): ExplainedMetric | null {
  const usable = usableMetric(rubric, rule, facts)
  if ('because' in usable) return null
  const reading = readingInForce(rubric, rule)
  const graded: Graded = grade(rule, usable.counts, reading)
  return {
    inForce: { ...reading, points: show(graded.points), exact: showFraction(graded.exact) },
    perKeyword: graded.perKeyword.map((held) => ({ ...held, points: show(held.points) })),
    readings: declaredReadings(rubric, rule).map((other) => ({
      ...other,
      points: show(grade(rule, usable.counts, other).points),
    })),
  }
}

/** The sentences of a clause, split at full stops and semicolons. */
export function sentencesOf(clause: string): string[] {
  return clause
    .split(/(?<=[。；;])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Explains one row; null when the rubric has no such row. */
export function explainIndicator(
  rubric: Rubric,
  facts: ScoringFacts,
  indicatorId: string,
): Explanation | null {
  const evaluation = evaluateUnit(rubric, facts)
  const evaluated = evaluation.rows.find(({ row }) => row.id === indicatorId)
  if (!evaluated) return null
  const { row } = evaluated
  const tiers = row.rules.find((rule) => rule.type === 'tiers')
  const interval = evaluated.status === 'not-applicable' ? null : intervalOf(rubric, row, facts)
  return {
    rubric: rubric.id,
    rubricVersion: rubric.version,
    period: facts.period,
    unit: { id: facts.unit.id, name: facts.unit.name },
    indicator: {
      id: row.id,
      title: row.title,
      place: row.place,
      clause: row.clause,
      max: row.max,
      method: row.method,
    },
    sentences: sentencesOf(row.clause),
    status: evaluated.status,
    because: evaluated.because,
    score: evaluated.score === null ? null : show(evaluated.score),
    rules: row.rules.map((rule) => tellRule(rubric, rule, evaluated, facts)),
    others: evaluated.lines.filter((line) => line.rule === null).map((line) => tellEntry(line, facts)),
    steps: rowSteps(evaluated),
    order: EVALUATION_ORDER,
    metric: tiers ? tellMetric(rubric, tiers, facts) : null,
    interval: interval ? [show(interval[0]), show(interval[1])] : null,
    preview: show(previewCosts(rubric, facts).get(row.id) ?? 0),
    questions: rubric.openQuestions.filter((question) => question.changes.includes(row.id)),
    total: {
      steps: totalSteps(rubric, evaluation),
      max: show(evaluation.max),
      assessed: show(evaluation.assessed),
      pending: show(evaluation.pending),
      score: show(roundHalfUp(evaluation.total)),
      exact: showFraction(evaluation.total),
    },
  }
}
