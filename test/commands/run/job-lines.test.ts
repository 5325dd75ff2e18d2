/** A result crosses the boundary to the server in lines: the whole of it arrives, whatever the lines of other jobs between. */
import { expect, test } from 'vitest'
import { fromChildSchema, jobSpoiled, linesOf, wholeResult } from '../../../src/commands/run/job-lines.js'
import { finding, ownSite, platform, resultOf, unitResult } from '../../ledger/made.js'

const shown = (unit: string) =>
  unitResult(unit, { findings: [finding('column-empty', `http://127.0.0.1:8100/${unit}/`)] })

test('units and evidence go line by line, and come out as they went in', () => {
  const first = resultOf(
    { site: platform(['edu', 'tax']), units: [shown('edu'), shown('tax')] },
    'run-1',
    1_700_000_000_000,
  )
  const second = resultOf({ site: ownSite('law'), units: [shown('law')] }, 'run-1', 1_700_000_000_001)
  const [one, two] = [[...linesOf(1, first)], [...linesOf(2, second)]]
  expect([one.length, two.length]).toEqual([5, 3])
  const mixed = one.flatMap((line, at) => [line, ...two.slice(at, at + 1)])
  const arrived = new Map(
    [1, 2].map((no) => [no, { evidence: [], units: [] } as Parameters<typeof wholeResult>[0]]),
  )
  const whole = new Map<number, unknown>()
  for (const line of mixed) {
    const read = fromChildSchema.parse(JSON.parse(JSON.stringify(line)))
    if (!('no' in read)) continue
    const parts = arrived.get(read.no)
    if (parts && 'item' in read) parts.evidence.push(read.item)
    if (parts && 'unit' in read) parts.units.push(read.unit)
    if (parts && 'result' in read) whole.set(read.no, wholeResult(parts, read.result))
  }
  expect(whole.get(1)).toEqual(JSON.parse(JSON.stringify(first)))
  expect(whole.get(2)).toEqual(JSON.parse(JSON.stringify(second)))
})

test('no line holds the whole of a platform', () => {
  const units = Array.from({ length: 30 }, (_, no) => `u${no}`)
  const result = resultOf({ site: platform(units), units: units.map(shown) }, 'run-1', 1_700_000_000_000)
  const lines = [...linesOf(1, result)].map((line) => JSON.stringify(line))
  expect(Math.max(...lines.slice(0, -1).map((line) => line.length))).toBeLessThan(
    JSON.stringify(result).length / 30,
  )
  expect(lines.at(-1)).not.toContain('column-empty')
})

test('a line that is no result is laid at the door of its job, a line of a library at nobody’s', () => {
  const spoiled = { no: 7, result: { schema: 'something else' } }
  expect(fromChildSchema.safeParse(spoiled).success).toBe(false)
  expect(jobSpoiled(spoiled)).toBe(7)
  expect([jobSpoiled(null), jobSpoiled({ level: 30 }), jobSpoiled('note')]).toEqual([null, null, null])
})
