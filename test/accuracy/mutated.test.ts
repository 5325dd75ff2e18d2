/** Part of what `npm run accuracy` measures: what is planted, of every code once by the mutator and all by hand, is found and nothing else. */
import { describe, expect, it } from 'vitest'
import { HAND_SEED } from '../../fixtures/accuracy/full.js'
import { measure } from '../../fixtures/accuracy/measure.js'
import { HAND } from '../../fixtures/hand/all.js'
import { ACCURACY_DATE } from '../../fixtures/mutate/clean.js'
import { LAYOUTS } from '../../fixtures/mutate/layouts/write.js'
import { mutated, spread, UPPER } from '../../fixtures/mutate/mutate.js'
import { PLANTS } from '../../fixtures/mutate/plants/all.js'
import { CODES } from '../../src/model/code.js'
import { ROOT } from '../end-to-end/harness.js'

const SUSPICIONS = new Set(
  Object.entries(CODES).flatMap(([code, traits]) => ('suspicion' in traits ? [code] : [])),
)
/** What only several inspections and a problem list make: measured by themselves. */
const ELSEWHERE = ['not-rectified', 'recurred']

describe('plants', () => {
  it('exist of every code, a defect and a look-alike each', () => {
    const of = (kind: string) => [
      ...new Set(PLANTS.filter((one) => one.kind === kind).map(({ code }) => code)),
    ]
    const codes = Object.keys(CODES).filter((code) => !ELSEWHERE.includes(code))
    expect(of('defect').sort()).toEqual(codes.sort())
    expect(of('look-alike').sort()).toEqual(codes.sort())
  })

  it('have names of their own', () => {
    const names = [...PLANTS, ...HAND].map(({ code, kind, name }) => `${code} ${kind} ${name}`)
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([])
  })

  it('come at least as often as asked, and no two use one part of a portal', () => {
    const all = spread(
      PLANTS,
      10,
      LAYOUTS.map(({ name }) => name),
      7,
    )
    for (const one of all)
      one.portal.workspace({ [one.unit]: 'http://127.0.0.1:1', [UPPER.name]: 'http://127.0.0.1:2' })
    const counts = new Map<string, number>()
    for (const { code, kind } of all.flatMap((one) => one.truths())) {
      const key = `${kind} ${code}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect([...counts].filter(([, count]) => count < 10)).toEqual([])
    const takes = new Map(PLANTS.map((plant) => [`${plant.code} ${plant.kind} ${plant.name}`, plant.takes]))
    const shared = all.flatMap((one) => {
      const parts = one
        .truths()
        .flatMap((truth) => takes.get(`${truth.code} ${truth.kind} ${truth.plant}`) ?? [])
      return parts.filter((part, n) => parts.indexOf(part) !== n)
    })
    expect(shared).toEqual([])
  })

  it('are the same for a seed', () => {
    const paths = (seed: number) => {
      const { portal, unit } = mutated(
        seed,
        'trs',
        PLANTS.filter(({ name }) => name === 'no guide'),
      )
      return Object.keys(portal.routes({ [unit]: 'http://127.0.0.1:1' })).sort()
    }
    expect(paths(41)).toEqual(paths(41))
    expect(paths(41)).not.toEqual(paths(42))
  })
})

const wanted = { root: ROOT, browser: false, at: ACCURACY_DATE, suspicions: SUSPICIONS } as const

describe('what is planted', () => {
  it('by the mutator is found, and nothing else is', async () => {
    const told = await measure({
      ...wanted,
      plants: PLANTS,
      by: 'mutator',
      atLeast: 1,
      every: false,
      seed: 20_261,
    })
    expect(told.misses).toEqual([])
    const all = [...told.tallies.values()].reduce((sum, row) => sum + row.planted.mutator, 0)
    expect(all).toBeGreaterThanOrEqual(Object.keys(CODES).length - ELSEWHERE.length)
  }, 120_000)

  it('by hand is found, and nothing else is', async () => {
    const told = await measure({ ...wanted, plants: HAND, by: 'hand', atLeast: 0, seed: HAND_SEED })
    expect(told.misses).toEqual([])
  }, 170_000)
})
