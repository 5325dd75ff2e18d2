/** From rows to a total: full marks that apply, rescaling, what goes beyond a row, the clamp. Exact fractions throughout. */
import { addFractions, type Fraction, fraction, type Hundredths, roundHalfUp } from '../model/points.js'
import type { ConvertedScore, ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { rescalingOf, rowApplies } from './applies.js'
import { bonusFor, bonusRuleOf } from './bonus.js'
import { convert, gradeOf } from './convert.js'
import { evaluateRows, type RowLines } from './evaluate.js'
import { type EvaluatedPot, evaluatePots } from './pots.js'
import type { Grade, Indicator, Rubric } from './schema.js'
import { type RowStatus, statusOf } from './status.js'

/** One row after all steps that are its own. `score` is null where the row is not scored. */
export interface EvaluatedRow extends RowLines, RowStatus {
  readonly score: Hundredths | null
}

/** Every row and the total of one unit, with each figure of the way; hundredths, exact where they may be fractions. */
export interface Evaluation {
  readonly rows: readonly EvaluatedRow[]
  readonly pots: readonly EvaluatedPot[]
  readonly max: Hundredths
  readonly assessed: Hundredths
  readonly pending: Hundredths
  /** Sum of the scored rows with full marks. */
  readonly sum: Hundredths
  /** Sum of full marks that apply, before rescaling. */
  readonly applicable: Hundredths
  /** What the sum is multiplied with; null: nothing is rescaled. */
  readonly factor: Fraction | null
  readonly overflow: Hundredths
  readonly bonus: Hundredths
  /** The total after the clamp, before any veto. */
  readonly clamped: Fraction
  /** What a veto holds the total to; null: none stands. */
  readonly veto: Hundredths | null
  /** The total after the clamp and any veto, before rounding. */
  readonly total: Fraction
  readonly converted: readonly ConvertedScore[]
  readonly grade: Grade | null
}

const times = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.num, a.den * b.den)
const less = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den

function scoreRow(lines: RowLines, status: RowStatus): Hundredths | null {
  if (status.status !== 'scored') return null
  const change = lines.lines.reduce((sum, line) => sum + line.after['group-cap'], 0)
  if (lines.row.adjusts !== undefined) return change
  const max = amount(lines.row.max)
  return Math.min(max, Math.max(0, max + change))
}

/** The branch of an alternative that a row stands on: itself or one of the groups around it. */
function branchOf(rubric: Rubric, row: Indicator): { alternative: string; branch: string } | null {
  if (row.alternative !== undefined) return { alternative: row.alternative, branch: row.id }
  for (let at = row.group; at !== undefined; ) {
    const group = rubric.groups.find((held) => held.id === at)
    if (group?.alternative !== undefined) return { alternative: group.alternative, branch: group.id }
    at = group?.parent
  }
  return null
}

/** Full marks of rows; of several branches of one alternative, while a unit's kind is unclear, the first alone. */
function fullMarksOf(rubric: Rubric, rows: readonly EvaluatedRow[]): Hundredths {
  const kept = new Map<string, string>()
  return rows.reduce((sum, { row }) => {
    const held = branchOf(rubric, row)
    if (held && (kept.get(held.alternative) ?? held.branch) !== held.branch) return sum
    if (held) kept.set(held.alternative, held.branch)
    return sum + amount(row.max)
  }, 0)
}

/** What is counted apart from the rows' own marks. */
function besideRows(rows: readonly EvaluatedRow[]): { overflow: Hundredths; bonus: Hundredths } {
  const lines = rows.flatMap((row) => (row.score === null ? [] : row.lines))
  const changes = rows
    .filter(({ row }) => row.adjusts === 'total')
    .flatMap((row) => (row.score === null ? [] : row.lines))
    .map((line) => line.after['group-cap'])
  const beyond = lines.reduce((total, line) => total + line.toTotal, 0)
  return {
    overflow: changes.filter((points) => points < 0).reduce((total, points) => total + points, beyond),
    bonus: changes.filter((points) => points > 0).reduce((total, points) => total + points, 0),
  }
}

const clamp = (rubric: Rubric, raw: Fraction): Fraction => {
  const { floor, ceiling } = rubric.total
  if (floor !== 'none' && less(raw, fraction(amount(floor)))) return fraction(amount(floor))
  return less(fraction(amount(ceiling)), raw) ? fraction(amount(ceiling)) : raw
}

/** The lowest ceiling among the vetoes that stand: entries under a ceiling on rows that adjust the total. */
function vetoOf(rows: readonly EvaluatedRow[]): Hundredths | null {
  const held = rows
    .filter(({ row, score }) => row.adjusts === 'total' && score !== null)
    .flatMap(({ lines }) => lines)
    .flatMap(({ rule, idle }) => (rule?.type === 'ceiling' && idle === null ? [amount(rule.ceiling)] : []))
  return held.length === 0 ? null : Math.min(...held)
}

/** Evaluates every row and the total. The same facts in any order give the same evaluation. */
export function evaluateUnit(rubric: Rubric, facts: ScoringFacts): Evaluation {
  const decided = evaluateRows(rubric, facts, (row) => rowApplies(rubric, row, facts.unit).is !== 'no').map(
    (lines): EvaluatedRow => {
      const status = statusOf(rubric, lines, facts)
      return { ...lines, ...status, score: scoreRow(lines, status) }
    },
  )
  const pots = evaluatePots(rubric, decided)
  const signed = pots.filter(({ score }) => score !== null)
  const marked = decided.filter(({ row, status }) => row.adjusts === undefined && status !== 'not-applicable')
  const scored = marked.filter(({ score }) => score !== null)
  const applicable = fullMarksOf(rubric, marked) + pots.reduce((sum, { max }) => sum + max, 0)
  const sum = [...scored, ...signed].reduce((total, { score }) => total + (score ?? 0), 0)
  const reached =
    scored.reduce((total, { row }) => total + amount(row.max), 0) +
    signed.reduce((total, pot) => total + pot.max, 0)

  const scale = rescalingOf(rubric, facts.unit)
  const factor = scale && applicable > 0 ? fraction(amount(scale.to), applicable) : null
  const scaled = (points: Hundredths): Fraction =>
    factor ? times(fraction(points), factor) : fraction(points)
  const max = roundHalfUp(scaled(applicable))
  const assessed = roundHalfUp(scaled(reached))
  const pending = max - assessed

  const { overflow, bonus: entered } = besideRows(decided)
  const before = addFractions(scaled(sum), fraction(overflow))
  let worked = 0
  const rows = decided.map((row): EvaluatedRow => {
    const rule = bonusRuleOf(row.row)
    if (!rule || row.status === 'not-applicable') return row
    const given = bonusFor(rule, before, pending)
    worked += given.score ?? 0
    return { ...row, ...given, score: given.score === null ? null : given.score + (row.score ?? 0) }
  })
  const most = rubric.total.bonus
  const bonus = most === undefined ? entered + worked : Math.min(entered + worked, amount(most))
  const clamped = clamp(rubric, addFractions(before, fraction(bonus)))
  const veto = vetoOf(rows)
  const total = veto !== null && less(fraction(veto), clamped) ? fraction(veto) : clamped
  return {
    rows,
    pots,
    max,
    assessed,
    pending,
    sum,
    applicable,
    factor,
    overflow,
    bonus,
    clamped,
    veto,
    total,
    converted: convert(rubric, total),
    grade: gradeOf(rubric, total, pending),
  }
}
