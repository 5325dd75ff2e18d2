/** Courtesy: pauses that hosts ask for, and troubles after which they are asked half as often. */
import { describe, expect, it } from 'vitest'
import { Courtesy, retryAfterMs } from '../../src/crawl/courtesy.js'
import { openPacer } from '../../src/crawl/pacer.js'
import type { Cause } from '../../src/model/fault.js'

const NOON = Date.UTC(2026, 10, 21, 4)
const URL_A = 'https://a.yunxi.gov.cn/x'

/** The waits that answers led to, in order. */
function waitsAfter(answers: readonly (readonly [Cause | null, number, string?])[], url = URL_A) {
  const waits: number[] = []
  const pacer = openPacer({ connections: 4, requestsPerSecond: 5 })
  const courtesy = new Courtesy({ ...pacer, slowDown: (_url, waitMs) => void waits.push(waitMs) }, () => NOON)
  for (const [cause, tookMs, retryAfter] of answers) courtesy.note(url, cause, tookMs, retryAfter)
  return { waits, courtesy }
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('Retry-After', () => {
  it.each([
    [undefined, 0],
    ['', 0],
    ['30', 30_000],
    ['-5', 0],
    ['Sat, 21 Nov 2026 04:02:00 GMT', 120_000],
    ['Sat, 21 Nov 2026 03:00:00 GMT', 0],
    ['soon', 0],
    ['99999999999999', 0],
  ])('%s asks for %i ms', (header, ms) => {
    expect(retryAfterMs(header, NOON)).toBe(ms)
  })

  it('is waited for when it is short, and closes the domain to every client when it is long', () => {
    expect(waitsAfter([['rate-limited', 10, '7']]).waits).toEqual([7_000])
    expect(waitsAfter([['http-5xx', 10, '7']]).waits).toEqual([7_000])
    const { courtesy, waits } = waitsAfter([['rate-limited', 10, '3600']])
    expect(waits).toEqual([])
    expect([
      courtesy.isPaused('http://b.yunxi.gov.cn/'),
      courtesy.isPaused('http://b.linxi.gov.cn/'),
    ]).toEqual([true, false])
  })
})

describe('troubles', () => {
  it.each<[string, Parameters<typeof waitsAfter>[0], number[]]>([
    ['two failures are none', times(2, ['timeout', 10] as const), []],
    ['three in a row', times(3, ['reset', 10] as const), [0]],
    ['six in a row', times(6, ['http-5xx', 10] as const), [0, 0]],
    [
      'failures with answers between',
      [
        ['timeout', 10],
        ['timeout', 10],
        [null, 10],
        ['timeout', 10],
      ],
      [],
    ],
    ['answers of the site that say no', times(9, ['http-404', 10] as const), []],
    ['a host that has always been slow', times(40, [null, 3_000] as const), []],
    ['a host that takes for ever', times(3, [null, 6_000] as const), [0]],
    [
      'a host that becomes much slower',
      [...times(10, [null, 100] as const), ...times(3, [null, 1_000] as const)],
      [0],
    ],
    ['slower, but not felt', [...times(10, [null, 10] as const), ...times(9, [null, 300] as const)], []],
  ])('%s', (_name, answers, waits) => {
    expect(waitsAfter(answers).waits).toEqual(waits)
  })

  it('of a portal on this machine say nothing', () => {
    expect(waitsAfter(times(9, ['timeout', 10] as const), 'http://127.0.0.1:8100/').waits).toEqual([])
  })
})
