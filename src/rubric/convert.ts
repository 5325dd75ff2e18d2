/** What a total is called and what it is in another scheme: grades (等次) and conversions (折算); the total itself stays. */
import { type Fraction, fraction, roundHalfUp } from '../model/points.js'
import type { ConvertedScore } from '../model/scoring.js'
import { amount } from './amount.js'
import type { Grade, Rubric } from './schema.js'

/** The total in every scheme whose full marks are known: total × marks there ÷ full marks here, rounded once. */
export function convert(rubric: Rubric, total: Fraction): ConvertedScore[] {
  return (rubric.conversions ?? []).flatMap(({ id, title, to }) => {
    const full = amount(rubric.max)
    if (to === undefined || full === 0) return []
    const exact = fraction(total.num * BigInt(amount(to)), total.den * BigInt(full))
    return [
      {
        id,
        title,
        max: amount(to),
        score: roundHalfUp(exact),
        exact: exact.den === 1n ? exact.num.toString() : `${exact.num}/${exact.den}`,
      },
    ]
  })
}

/** The first grade that a total reaches; null where none is declared or reached, or marks are still pending. */
export function gradeOf(rubric: Rubric, total: Fraction, pending: number): Grade | null {
  if (pending > 0) return null
  return rubric.grades?.find(({ from }) => total.num >= BigInt(amount(from)) * total.den) ?? null
}
