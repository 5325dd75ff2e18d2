/** Availability sampling: spread over the day, kept by day, and followed by a proper look where a start page fails. */
import { describe, expect, it } from 'vitest'
import { availabilityOf, type Sample } from '../../src/ledger/availability.js'
import { registry } from '../../src/ledger/registry-store.js'
import type { Office } from '../../src/server/office.js'
import { samplesDue, samplingTask } from '../../src/server/sampling.js'
import { NOW, served } from './served.js'

const HOUR = 3_600_000
const units = Array.from({ length: 240 }, (_, n) => ({
  id: `u${n}`,
  name: `u${n}`,
  portal: 'http://a.test/',
}))

describe('what is due', () => {
  it('is every unit once in each part of the day, never all at once', () => {
    const last = new Map<string, number>()
    const [start, step] = [NOW, 5 * 60_000]
    const counts = new Map<string, number>()
    let most = 0
    for (let now = start; now < start + 24 * HOUR; now += step) {
      const due = samplesDue({ units, defaults: {} }, last, start, now)
      most = Math.max(most, due.length)
      for (const unit of due) {
        last.set(unit, now)
        counts.set(unit, (counts.get(unit) ?? 0) + 1)
      }
    }
    expect([Math.min(...counts.values()), Math.max(...counts.values())]).toEqual([23, 24])
    expect(most).toBeLessThan(60)
  })

  it.each([
    ['nothing is said', {}, true],
    ['a window is closed', { politeness: { window: { from: '22:00', to: '06:00' } } }, false],
    [
      'a window is closed and samples are asked for',
      { politeness: { window: { from: '22:00', to: '06:00' } }, sampling: { perDay: 24 } },
      true,
    ],
    ['none are wanted', { sampling: { perDay: 0 } }, false],
  ])('where %s', (_, defaults, some) => {
    expect(samplesDue({ units, defaults }, new Map(), NOW - HOUR, NOW).length > 0).toBe(some)
  })
})

describe('the task', () => {
  it('keeps what was seen, and has inspected once what may be a fault', async () => {
    const { office, ledger } = await served()
    registry(ledger).update({ defaults: { sampling: { perDay: 288 } } })
    let now = NOW
    const looked: string[][] = []
    const seen: Record<string, Pick<Sample, 'outcome' | 'cause'>> = {
      edu: { outcome: 'down', cause: 'http-404' },
      tax: { outcome: 'doubt', cause: 'timeout' },
    }
    const own: Office = {
      ...office,
      now: () => now,
      sample: async (ids) =>
        ids.map((unit) => ({
          unit,
          timezone: 'Asia/Shanghai',
          at: now,
          ...(seen[unit] ?? { outcome: 'up', cause: null }),
        })),
      inspectStarts: async (ids) => {
        looked.push([...ids])
        return { id: 'r', done: Promise.resolve() }
      },
    }
    const task = samplingTask(own)
    await task.tick()
    expect(looked).toEqual([])
    for (let n = 0; n < 3; n += 1) {
      now += 5 * 60_000
      await task.tick()
    }
    seen.edu = { outcome: 'up', cause: null }
    now += 4 * HOUR
    await task.tick()
    expect(looked).toEqual([['edu']])
    const shown = availabilityOf(ledger, { today: '2026-05-20', days: 7 })
    expect(shown).toMatchObject([
      { unit: 'edu', up: 1, down: 3, doubt: 0, unknown: 0, failedShare: null, last: 'up' },
      { unit: 'tax', up: 0, down: 0, doubt: 4, unknown: 0, last: 'doubt' },
    ])
    expect(shown[0]?.failures.map(({ cause }) => cause)).toEqual(['http-404', 'http-404', 'http-404'])
    expect(availabilityOf(ledger, { today: '2026-05-28', days: 7 })).toEqual([])
  })
})
