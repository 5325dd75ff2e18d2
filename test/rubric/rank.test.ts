/** Laws of places in a list, and the points that a place gives. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePoints } from '../../src/model/points.js'
import type { Standing } from '../../src/model/scoring.js'
import { marksFor, placeOf } from '../../src/rubric/rank.js'
import { type RankRule, TIE_OPTIONS } from '../../src/rubric/schema.js'

const rule = (rest: Partial<RankRule>): RankRule => ({
  id: 'r',
  clause: 'c',
  type: 'rank',
  list: 'l',
  ties: 't',
  ...rest,
})
const THIRDS = rule({
  bands: [
    { first: 20, points: '6' },
    { last: 20, points: '2' },
    { rest: true, points: '4' },
  ],
})
const list = (values: readonly (string | null)[]): Standing => ({
  list: 'l',
  record: 'r-1',
  on: '2026-12-31',
  rows: values.map((value, i) => ({ unit: `u-${i}`, place: null, value })),
})

describe('placeOf', () => {
  const standing = list(['90', '95', '90', '80', null])
  it.each([
    ['best', [2, 1, 2, 4, 5], [4, 5, 4, 2, 1]],
    ['worst', [3, 1, 3, 4, 5], [3, 5, 3, 2, 1]],
    ['dense', [2, 1, 2, 3, 4], [3, 4, 3, 2, 1]],
  ] as const)('%s', (ties, places, fromLast) => {
    const held = standing.rows.map((row) => placeOf(standing, row.unit, ties))
    expect(held.map((place) => place?.place)).toEqual(places)
    expect(held.map((place) => place?.fromLast)).toEqual(fromLast)
  })

  it('takes places that the list states, and decimals as numbers, not as words', () => {
    const stated: Standing = {
      ...standing,
      rows: [
        { unit: 'a', place: 2, value: null },
        { unit: 'b', place: 1, value: null },
      ],
    }
    expect(placeOf(stated, 'a', 'best')).toEqual({ place: 2, fromLast: 1, of: 2 })
    expect(placeOf(list(['9.5', '10']), 'u-0', 'best')?.place).toBe(2)
    expect(placeOf(stated, 'nobody', 'best')).toBeNull()
  })

  it('order does not matter; level units share points; nobody gets more than who stands above', () => {
    const values = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 70 })
    fc.assert(
      fc.property(values, fc.constantFrom(...TIE_OPTIONS), fc.nat(), (given, ties, turn) => {
        const standing = list(given.map(String))
        const at = turn % standing.rows.length
        const turned = { ...standing, rows: [...standing.rows.slice(at), ...standing.rows.slice(0, at)] }
        const marks = standing.rows.map((row) => {
          const place = placeOf(standing, row.unit, ties)
          expect(placeOf(turned, row.unit, ties)).toEqual(place)
          return place ? marksFor(THIRDS, place) : Number.NaN
        })
        for (const [i, a] of given.entries())
          for (const [j, b] of given.entries())
            if (a === b) expect(marks[i]).toBe(marks[j])
            else if (a > b) expect(marks[i]).toBeGreaterThanOrEqual(marks[j] ?? Number.NaN)
      }),
      { numRuns: 60 },
    )
  })
})

describe('marksFor', () => {
  it.each([
    [1, 60, '6'],
    [20, 41, '6'],
    [21, 40, '4'],
    [40, 21, '4'],
    [41, 20, '2'],
    [15, 10, '6'],
  ])('place %i of 60, %i from the last: %s', (place, fromLast, points) => {
    expect(marksFor(THIRDS, { place, fromLast, of: 60 })).toBe(parsePoints(points))
  })

  it.each([
    [1, '10'],
    [10, '10'],
    [11, '9.75'],
    [50, '9'],
    [999, '0'],
  ])('steps of ten: place %i gives %s', (place, points) => {
    const steps = rule({ steps: { top: '10', by: '0.25', every: 10 } })
    expect(marksFor(steps, { place, fromLast: 1, of: 999 })).toBe(parsePoints(points))
  })

  it('a place that no band holds gives nothing', () => {
    expect(marksFor(rule({ bands: [{ first: 3, points: '2' }] }), { place: 4, fromLast: 1, of: 4 })).toBe(0)
  })
})
