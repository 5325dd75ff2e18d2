/** Breakers: what is too unlike earlier runs trips one, and too little to compare with trips none. */
import { describe, expect, it } from 'vitest'
import { type RunRates, tripsOf } from '../../src/model/breaker.js'

const rates = (failed: number, problems: Record<string, number>, units = 20): RunRates => ({
  units,
  failed,
  problems: new Map(Object.entries(problems)),
})
const usual = (count = 5, one = rates(1, { 'broken-link': 2 })) => Array.from({ length: count }, () => one)

describe('a monitoring run', () => {
  it.each<[string, RunRates, readonly RunRates[], readonly (string | null)[]]>([
    ['like the others is let through', rates(1, { 'broken-link': 3 }), usual(), []],
    ['with a check that jumps is held', rates(1, { 'broken-link': 12 }), usual(), ['broken-link']],
    ['with a check never seen before is held', rates(0, { 'stale-column': 9 }), usual(), ['stale-column']],
    ['with units that fail at once is held', rates(8, {}), usual(), [null]],
    ['with two at once says both', rates(8, { 'broken-link': 12 }), usual(), [null, 'broken-link']],
    ['that is the fifth is never held', rates(20, { 'broken-link': 20 }), usual(4), []],
    ['of nine units is never held', rates(9, { 'broken-link': 9 }, 9), usual(), []],
    ['is not compared with runs of few units', rates(9, {}), usual(9, rates(0, {}, 3)), []],
    ['that fails as ever is let through', rates(8, {}), usual(5, rates(7, {})), []],
    [
      'is not misled by one odd run',
      rates(0, { 'broken-link': 12 }),
      [...usual(), rates(0, { 'broken-link': 20 })],
      ['broken-link'],
    ],
  ])('%s', (_, run, earlier, held) => {
    expect(tripsOf(run, earlier).map(({ check }) => check)).toEqual(held)
  })

  it('says how far it is from the usual', () => {
    expect(tripsOf(rates(1, { 'broken-link': 12 }), usual())).toEqual([
      { breaker: 'check-rate', check: 'broken-link', units: 12, percent: 60, usualPercent: 10 },
    ])
  })
})
