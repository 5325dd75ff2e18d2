/** Bonuses that rest on the total before bonuses: worked out on reading, for they hold only while the total does. */
import type { Fraction, Hundredths } from '../model/points.js'
import { amount } from './amount.js'
import type { BonusRule, Indicator } from './schema.js'
import type { RowStatus } from './status.js'

/** The rule of a row that is worked out so; null for every other row. */
export function bonusRuleOf(row: Indicator): BonusRule | null {
  return row.rules.find((rule) => rule.type === 'bonus') ?? null
}

/** What a row gives for a total. */
export interface Bonus extends RowStatus {
  readonly score: Hundredths | null
}

/**
 * The bonus for a total before bonuses with `pending` marks open. It is given once what is assessed reaches the mark,
 * refused once even full marks in all that is open would not, and pending in between.
 */
export function bonusFor(rule: BonusRule, before: Fraction, pending: Hundredths): Bonus {
  const mark = BigInt(amount(rule.atLeast)) * before.den
  if (before.num >= mark) return { status: 'scored', because: null, score: amount(rule.points) }
  if (before.num + BigInt(pending) * before.den < mark) return { status: 'scored', because: null, score: 0 }
  return {
    status: 'pending',
    because: { key: 'rubric.because.total-open', facts: { atLeast: rule.atLeast } },
    score: null,
  }
}
