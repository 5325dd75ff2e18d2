/** Why a row has the points it has: the clause, each occurrence, every step of the arithmetic, as data to print. */
import type { Facts } from '../model/finding.js'
import type { EntryState } from '../model/ledger.js'
import { formatPoints, roundHalfUp } from '../model/points.js'
import type { ScoredFinding, ScoringFacts } from '../model/scoring.js'
import { ruleApplies, ruleInForce } from './applies.js'
import { ENTRY_STEPS, EVALUATION_ORDER, effectiveOf, type Line, memosOf, ruleCap } from './evaluate.js'
import { type ExplainedStep, rowSteps, totalSteps } from './explain-steps.js'
import { isFindingRule, sortFindings } from './match.js'
import { type DrawnSample, drawnSamples } from './sample.js'
import type { Draw, OpenQuestion, Rubric, Rule, TierRule } from './schema.js'
import { intervalOf, previewCosts, showFraction } from './score.js'
import type { Because } from './status.js'
import { declaredReadings, type Graded, grade, type Reading, readingInForce, usableMetric } from './tiers.js'
import { type EvaluatedRow, evaluateUnit } from './total.js'

export type { ExplainedStep } from './explain-steps.js'

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
  /** The sample that decides which findings count; absent where the rule draws none. */
  readonly sample?: { readonly draw: Draw; readonly buckets: readonly DrawnSample[] }
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
    /** 考核方式, 备注; absent where the document has none. */
    readonly remark?: string
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
    /** Name of the grade, once nothing is pending. */
    readonly grade: string | null
  }
  /** Buckets of the marks that the row shares with others; points as decimal strings. */
  readonly pots: readonly {
    readonly bucket: string
    readonly max: string
    readonly change: string
    readonly score: string | null
  }[]
  /** Entries for other schemes that this row wrote down; never in the score. */
  readonly memos: readonly {
    readonly id: string
    readonly points: string
    readonly arithmetic: string
    readonly state: EntryState
  }[]
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
    subject: facts.findings.find((finding) => finding.fingerprint === entry.finding)?.subject ?? null,
    points: show(entry.points),
    arithmetic: entry.arithmetic,
    idle: line.idle,
    after: ENTRY_STEPS.map((step) => ({ step, left: show(line.after[step]) })),
    toTotal: show(line.toTotal),
    effective: show(effectiveOf(line)),
  }
}

function sampleOf(rubric: Rubric, rule: Rule, facts: ScoringFacts): Pick<ExplainedRule, 'sample'> {
  const draw = rule.type === 'each' && rule.sample !== undefined ? rubric.draws[rule.sample] : undefined
  if (rule.type !== 'each' || !draw) return {}
  return { sample: { draw, buckets: drawnSamples(rule, draw, facts) } }
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
    ...sampleOf(rubric, rule, facts),
  }
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
      ...(row.remark !== undefined && { remark: row.remark }),
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
      grade: evaluation.grade?.name ?? null,
    },
    pots: evaluation.pots
      .filter((pot) => row.adjusts === 'pot' && pot.group === row.group)
      .map(({ bucket, max, change, score }) => ({
        bucket,
        max: show(max),
        change: show(change),
        score: score === null ? null : show(score),
      })),
    memos: memosOf(rubric, facts)
      .filter((entry) => entry.indicator === row.id)
      .map(({ id, points, arithmetic, state }) => ({ id, points: show(points), arithmetic, state })),
  }
}
