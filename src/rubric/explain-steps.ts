/** The arithmetic of a row and of the total as steps to print, in the declared order. */
import type { Facts } from '../model/finding.js'
import { formatPoints, roundHalfUp } from '../model/points.js'
import { bonusRuleOf } from './bonus.js'
import { ENTRY_STEPS, type EVALUATION_ORDER, type Line } from './evaluate.js'
import type { Rubric } from './schema.js'
import { showFraction } from './score.js'
import type { EvaluatedRow, Evaluation } from './total.js'

/** One step of the arithmetic: a message key with facts, and the figure after it. */
export interface ExplainedStep {
  readonly step: (typeof EVALUATION_ORDER)[number]
  readonly key: string
  readonly facts: Facts
  readonly value: string
}

const show = formatPoints

/** How a row ends: in its own marks, in a pot or the total, in a bonus worked out from the total, or not scored. */
function endOf(row: EvaluatedRow, change: string): Omit<ExplainedStep, 'step'> {
  const { max, adjusts } = row.row
  const bonus = bonusRuleOf(row.row)
  if (row.score === null)
    return { key: 'rubric.step.not-scored', facts: { max, change }, value: adjusts ? change : max }
  if (bonus)
    return { key: 'rubric.step.from-total', facts: { atLeast: bonus.atLeast }, value: show(row.score) }
  return {
    key: adjusts === undefined ? 'rubric.step.floor' : `rubric.step.to-${adjusts}`,
    facts: { max, change },
    value: show(row.score),
  }
}

/** Steps of one row: what its entries cost after each. */
export function rowSteps(row: EvaluatedRow): ExplainedStep[] {
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
        key:
          step === 'item-cap' && row.row.adjusts !== undefined
            ? 'rubric.step.no-own-marks'
            : `rubric.step.${step}`,
        facts: { max: row.row.max },
        value: show(total((line) => line.after[step])),
      }),
    ),
    {
      step: 'floor',
      ...endOf(row, show(total((line) => line.after['group-cap']))),
    },
  ]
}

/** Steps from the rows to the total, and to other schemes. */
export function totalSteps(rubric: Rubric, evaluation: Evaluation): ExplainedStep[] {
  const { sum, factor, applicable, overflow, bonus, clamped, veto, total, converted } = evaluation
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
      key: rubric.total.floor === 'none' ? 'rubric.step.clamp-above' : 'rubric.step.clamp',
      facts: { floor: rubric.total.floor, ceiling: rubric.total.ceiling, exact: showFraction(clamped) },
      value: show(roundHalfUp(clamped)),
    },
    ...(veto === null
      ? []
      : [
          {
            step: 'veto',
            key: 'rubric.step.veto',
            facts: { ceiling: show(veto) },
            value: show(roundHalfUp(total)),
          } as const,
        ]),
    ...converted.map(
      (other): ExplainedStep => ({
        step: 'convert',
        key: 'rubric.step.convert',
        facts: { title: other.title, max: show(other.max), exact: other.exact },
        value: show(other.score),
      }),
    ),
  ]
}
