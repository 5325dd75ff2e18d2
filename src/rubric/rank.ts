/** Places in a list that ranks units, with ties, and the points that a place gives. */
import { type Hundredths, parsePoints } from '../model/points.js'
import type { Standing } from '../model/scoring.js'
import { amount } from './amount.js'
import { answerTo } from './parameters.js'
import { type RankRule, type Rubric, TIE_OPTIONS, type Ties } from './schema.js'

/** A unit's place from the top and from the bottom, in a list of so many. */
export interface Place {
  readonly place: number
  readonly fromLast: number
  readonly of: number
}

/** Larger comes first: decimals are compared exactly, a unit without a value comes after all that have one. */
function before(a: string | null, b: string | null): number {
  const [x, y] = [a === null ? null : parsePoints(a), b === null ? null : parsePoints(b)]
  return (y ?? Number.NEGATIVE_INFINITY) - (x ?? Number.NEGATIVE_INFINITY) || 0
}

/** Keys that order the rows: a smaller key stands higher; equal keys are level. */
function keysOf(standing: Standing): Map<string, number> {
  const byPlace = standing.rows.every((row) => row.place !== null)
  const sorted = [...standing.rows].sort((a, b) =>
    byPlace ? (a.place ?? 0) - (b.place ?? 0) : before(a.value, b.value),
  )
  const keys = new Map<string, number>()
  let key = 0
  for (const [i, row] of sorted.entries()) {
    const above = sorted[i - 1]
    const level =
      above !== undefined && (byPlace ? above.place === row.place : before(above.value, row.value) === 0)
    if (!level) key += 1
    keys.set(row.unit, key)
  }
  return keys
}

/** Where a unit stands; null where the list does not name it. Units that are level share a place as `ties` says. */
export function placeOf(standing: Standing, unit: string, ties: Ties): Place | null {
  const keys = keysOf(standing)
  const own = keys.get(unit)
  if (own === undefined) return null
  const all = [...keys.values()]
  const above = all.filter((key) => key < own).length
  const level = all.filter((key) => key === own).length
  if (ties === 'dense') {
    const distinct = new Set(all).size
    return { place: own, fromLast: distinct - own + 1, of: distinct }
  }
  const place = ties === 'best' ? above + 1 : above + level
  return { place, fromLast: all.length - place + 1, of: all.length }
}

/** The way of placing level units that is in force for a rule. */
export function tiesInForce(rubric: Rubric, rule: RankRule): Ties {
  const answer = answerTo(rubric, rule.ties)
  const known = TIE_OPTIONS.find((option) => option === answer)
  if (known === undefined) throw new TypeError(`no way to place level units: ${answer}`)
  return known
}

/** Marks that a place gives; 0 where no band holds it. */
export function marksFor(rule: RankRule, { place, fromLast }: Place): Hundredths {
  if (rule.steps) {
    const { top, by, every } = rule.steps
    return Math.max(0, amount(top) - amount(by) * Math.floor((place - 1) / every))
  }
  const band = rule.bands?.find(
    ({ first, last, rest }) =>
      rest === true || (first !== undefined && place <= first) || (last !== undefined && fromLast <= last),
  )
  return band ? amount(band.points) : 0
}
