/** Politeness: slots per domain, per address and per loopback origin, rates, and hosts that ask for less. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { laneOf, openPacer as open, type PaceLimits } from '../../src/crawl/pacer.js'

/** Without jitter, by the fake clock. */
const openPacer = (limits: PaceLimits, random = () => 0) => open(limits, Date.now, random)

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Times at which `count` requests to the URLs may start when each takes `tookMs`. */
async function starts(
  pacer: ReturnType<typeof openPacer>,
  urls: readonly [string, string | null][],
  tookMs: number,
  forMs = 10_000,
): Promise<number[]> {
  const times: number[] = []
  const all = urls.map(async ([url, address], index) => {
    const release = await pacer.acquire(url, address)
    times[index] = Date.now()
    setTimeout(release, tookMs)
  })
  await vi.advanceTimersByTimeAsync(forMs)
  await Promise.all(all)
  return times
}

const repeat = (url: string, count: number, address: string | null = null): [string, string | null][] =>
  Array.from({ length: count }, () => [url, address])

describe('pacer', () => {
  it.each([
    ['http://a.yunxi.gov.cn/', 'yunxi.gov.cn'],
    ['https://www.gov.cn/', 'www.gov.cn'],
    ['http://edu.beijing.gov.cn:8080/x', 'beijing.gov.cn'],
    ['http://127.0.0.1:8100/x', 'http://127.0.0.1:8100'],
    ['http://10.0.0.1/x', '10.0.0.1'],
  ])('%s counts against %s', (url, lane) => {
    expect(laneOf(url)).toBe(lane)
  })

  it('keeps to requests per second over all hosts of a domain', async () => {
    const pacer = openPacer({ connections: 4, requestsPerSecond: 5 })
    const urls: [string, string | null][] = [
      ['http://a.yunxi.gov.cn/', null],
      ['http://b.yunxi.gov.cn/', null],
      ['https://yunxi.gov.cn/', null],
      ['http://other.gov.cn/', null],
    ]
    expect(await starts(pacer, urls, 10)).toEqual([0, 200, 400, 0])
  })

  it('is never faster than the rate, and not as even as a machine', async () => {
    const pacer = openPacer({ connections: 4, requestsPerSecond: 5 }, () => 0.5)
    expect(await starts(pacer, repeat('http://a.gov.cn/', 3), 10)).toEqual([0, 225, 450])
  })

  it('lets a page load its parts within the connections, and makes up for them afterwards', async () => {
    const pacer = openPacer({ connections: 2, requestsPerSecond: 5 })
    const times: number[] = []
    const parts = Array.from({ length: 4 }, async () => {
      const release = await pacer.burst('http://a.gov.cn/', null)
      times.push(Date.now())
      setTimeout(release, 10)
    })
    const after = starts(pacer, repeat('http://a.gov.cn/', 1), 10)
    await Promise.all(parts)
    expect(times).toEqual([0, 0, 10, 10])
    expect(await after).toEqual([800])
  })

  it('pays for what went out beside it, on the domain and on the address', async () => {
    const pacer = openPacer({ connections: 4, requestsPerSecond: 5 })
    for (let n = 0; n < 3; n += 1) pacer.owe('https://a.gov.cn/', '203.119.1.1')
    for (let n = 0; n < 300; n += 1) pacer.owe('https://c.gov.cn/', null)
    const urls: [string, string | null][] = [
      ['https://a.gov.cn/', null],
      ['https://b.gov.cn/', '203.119.1.1'],
      ['https://c.gov.cn/', null],
    ]
    expect(await starts(pacer, urls, 1, 20_000)).toEqual([600, 600, 10_000])
  })

  it('keeps to connections however fast it may ask', async () => {
    const pacer = openPacer({ connections: 2, requestsPerSecond: 1_000_000 })
    expect(await starts(pacer, repeat('http://a.gov.cn/', 5), 100)).toEqual([0, 1, 100, 101, 200])
  })

  it('counts domains on one address together', async () => {
    const pacer = openPacer({ connections: 1, requestsPerSecond: 1_000_000 })
    const urls: [string, string | null][] = [
      ['http://a.gov.cn/', '203.119.1.1'],
      ['http://b.gov.cn/', '203.119.1.1'],
      ['http://c.gov.cn/', '203.119.1.2'],
    ]
    expect(await starts(pacer, urls, 50)).toEqual([0, 50, 0])
  })

  it('gives a loopback origin ten connections and no rate', async () => {
    const pacer = openPacer({ connections: 1, requestsPerSecond: 1 })
    expect(await starts(pacer, repeat('http://127.0.0.1:8100/', 11), 50)).toEqual([...Array(10).fill(0), 50])
  })

  it('waits when a host asks for it, and asks half as often afterwards', async () => {
    const pacer = openPacer({ connections: 4, requestsPerSecond: 10 })
    pacer.slowDown('http://a.gov.cn/', 5_000)
    expect(await starts(pacer, repeat('http://a.gov.cn/', 3), 1)).toEqual([5_000, 5_200, 5_400])
  })

  it('does not wait for ever, least of all on loopback', async () => {
    const pacer = openPacer({ connections: 4, requestsPerSecond: 10 })
    pacer.slowDown('http://a.gov.cn/', 86_400_000)
    pacer.slowDown('http://127.0.0.1:1/', 86_400_000)
    const urls: [string, string | null][] = [
      ['http://a.gov.cn/', null],
      ['http://127.0.0.1:1/', null],
    ]
    expect(await starts(pacer, urls, 1, 70_000)).toEqual([60_000, 2_000])
  })

  it('lets go of who no longer waits', async () => {
    const pacer = openPacer({ connections: 1, requestsPerSecond: 1_000 })
    const stop = new AbortController()
    const first = await pacer.acquire('http://a.gov.cn/', null)
    const second = pacer.acquire('http://a.gov.cn/', null, stop.signal)
    stop.abort(new Error('stopped'))
    await expect(second).rejects.toThrow('stopped')
    first()
    first()
    await vi.advanceTimersByTimeAsync(10)
    expect(await starts(pacer, repeat('http://a.gov.cn/', 2), 5)).toEqual([10, 15])
  })
})
