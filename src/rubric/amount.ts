/** Decimal strings of a checked rubric as whole hundredths. */
import { type Hundredths, parsePoints } from '../model/points.js'

/** Hundredths of a decimal that the schema has let through; anything else is a bug of ours. */
export function amount(decimal: string): Hundredths {
  const value = parsePoints(decimal)
  if (value === null) throw new TypeError(`not a decimal with two places: ${decimal}`)
  return value
}
