/** From rows to a total: full marks that apply, rescaling, what goes beyond a row, the clamp. Exact fractions throughout. */
import { addFractions, type Fraction, fraction, type Hundredths, roundHalfUp } from '../model/points.js'
import type { ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { rescalingOf, rowApplies } from './applies.js'
import { evaluateRows, type RowLines } from './evaluate.js'
import type { Rubric } from './schema.js'
import { type RowStatus, statusOf } from './status.js'

/** One row after all steps that are its own. `score` is null where the row is not scored. */
export interface EvaluatedRow extends RowLines, RowStatus {
  readonly score: Hundredths | null
}

/** Every row and the total of one unit, with each figure of the way; hundredths, exact where they may be fractions. */
export interface Evaluation {
  readonly rows: readonly EvaluatedRow[]
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
  /** The total after the clamp, before rounding. */
  readonly total: Fraction
}

const times = (a: Fraction, b: Fraction): Fraction => fraction(a.num * b.num, a.den * b.den)
const less = (a: Fraction, b: Fraction): boolean => a.num * b.den < b.num * a.den

function scoreRow(lines: RowLines, status: RowStatus): Hundredths | null {
  if (status.status !== 'scored') return null
  const change = lines.lines.reduce((sum, line) => sum + line.after['group-cap'], 0)
  if (lines.row.adjusts === 'total') return change
  const max = amount(lines.row.max)
  return Math.min(max, Math.max(0, max + change))
}

/** Evaluates every row and the total. The same facts in any order give the same evaluation. */
export function evaluateUnit(rubric: Rubric, facts: ScoringFacts): Evaluation {
  const rows = evaluateRows(rubric, facts, (row) => rowApplies(rubric, row, facts.unit).is !== 'no').map(
    (lines): EvaluatedRow => {
      const status = statusOf(rubric, lines, facts)
      return { ...lines, ...status, score: scoreRow(lines, status) }
    },
  )
  const marked = rows.filter(({ row, status }) => row.adjusts === undefined && status !== 'not-applicable')
  const applicable = marked.reduce((sum, { row }) => sum + amount(row.max), 0)
  const scored = marked.filter(({ score }) => score !== null)
  const sum = scored.reduce((total, { score }) => total + (score ?? 0), 0)
  const reached = scored.reduce((total, { row }) => total + amount(row.max), 0)

  const scale = rescalingOf(rubric, facts.unit)
  const factor = scale && applicable > 0 ? fraction(amount(scale.to), applicable) : null
  const scaled = (points: Hundredths): Fraction =>
    factor ? times(fraction(points), factor) : fraction(points)
  const max = roundHalfUp(scaled(applicable))
  const assessed = roundHalfUp(scaled(reached))

  const lines = rows.flatMap((row) => (row.score === null ? [] : row.lines))
  const beyond = lines.reduce((total, line) => total + line.toTotal, 0)
  const adjusting = rows
    .filter(({ row }) => row.adjusts === 'total')
    .flatMap((row) => (row.score === null ? [] : row.lines))
  const changes = adjusting.map((line) => line.after['group-cap'])
  const overflow = changes.filter((points) => points < 0).reduce((total, points) => total + points, beyond)
  const bonus = changes.filter((points) => points > 0).reduce((total, points) => total + points, 0)

  const raw = addFractions(scaled(sum), fraction(overflow + bonus))
  const [floor, ceiling] = [fraction(amount(rubric.total.floor)), fraction(amount(rubric.total.ceiling))]
  const total = less(raw, floor) ? floor : less(ceiling, raw) ? ceiling : raw
  return { rows, max, assessed, pending: max - assessed, sum, applicable, factor, overflow, bonus, total }
}
