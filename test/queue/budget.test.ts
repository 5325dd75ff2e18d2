/** The shared budget: two workers together never take more of a host than one may. */
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { sharePacer } from '../../src/crawl/joint-pacer.js'
import { openPacer } from '../../src/crawl/pacer.js'
import { type Budget, openBudget } from '../../src/queue/budget.js'
import { redisServer, strike } from './stage.js'

const LIMITS = { connections: 2, requestsPerSecond: 20 }
let url = ''
let lines: Redis[] = []
let budgets: Budget[] = []

beforeAll(async () => {
  url = (await redisServer()).url
})
afterEach(async () => {
  for (const budget of budgets.splice(0)) budget.close()
  await lines[0]?.flushall()
  for (const line of lines.splice(0)) line.disconnect()
})
afterAll(strike)

/** A worker's pace within the shared budget. */
function pace(leaseMs = 5_000) {
  const line = new Redis(url, { maxRetriesPerRequest: null })
  const budget = openBudget(line, leaseMs)
  lines = [...lines, line]
  budgets = [...budgets, budget]
  return sharePacer(openPacer(LIMITS), LIMITS, budget)
}

/** Eight requests by two workers to sites of one domain, each answered after a while: most at once, and how long all took. */
async function eight(answerMs: number): Promise<{ atOnce: number; tookMs: number }> {
  const workers = [pace(), pace()]
  let open = 0
  let atOnce = 0
  const one = async (n: number) => {
    const release = await workers[n % 2]?.acquire(`http://${n % 2 ? 'edu' : 'tax'}.yunxi.gov.cn/`, null)
    open += 1
    atOnce = Math.max(atOnce, open)
    await new Promise((resolve) => setTimeout(resolve, answerMs))
    open -= 1
    release?.()
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: 8 }, (_, n) => one(n)))
  return { atOnce, tookMs: performance.now() - began }
}

it('sites of one domain on two workers share its connections', async () => {
  expect((await eight(150)).atOnce).toBe(LIMITS.connections)
})

it('sites of one domain on two workers share its rate', async () => {
  // The first goes at once, seven wait for their turn; a millisecond is lost to rounding each.
  expect((await eight(1)).tookMs).toBeGreaterThan((7 * 1_000) / LIMITS.requestsPerSecond - 8)
})

it('domains on one address share the address', async () => {
  const [one, two] = [pace(), pace()]
  const held = await Promise.all([
    one.acquire('http://a.example.cn/', '192.0.2.1'),
    two.acquire('http://b.example.org/', '192.0.2.1'),
  ])
  let came = false
  const third = one.acquire('http://c.example.net/', '192.0.2.1').then((release) => {
    came = true
    return release
  })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(came).toBe(false)
  held[0]?.()
  ;(await third)()
  held[1]?.()
})

it('what a dead worker held comes free with its lease', async () => {
  const dying = pace(400)
  await Promise.all([dying.acquire('http://x.cn/', null), dying.acquire('http://x.cn/', null)])
  budgets[0]?.close()
  const began = performance.now()
  ;(await pace(400).acquire('http://x.cn/', null))()
  expect(performance.now() - began).toBeGreaterThan(150)
})

it('a host that asks one worker for a pause is left alone by all', async () => {
  const [one, two] = [pace(), pace()]
  one.slowDown('http://x.cn/', 300)
  // What is asked over the same line comes after what was told over it.
  ;(await one.acquire('http://y.cn/', null))()
  const began = performance.now()
  ;(await two.acquire('http://x.cn/', null))()
  expect(performance.now() - began).toBeGreaterThan(150)
})

it('a wait for the budget ends with its signal', async () => {
  const [one, two] = [pace(), pace()]
  await Promise.all([one.acquire('http://x.cn/', null), one.acquire('http://x.cn/', null)])
  const stop = new AbortController()
  const waiting = two.acquire('http://x.cn/', null, stop.signal)
  setTimeout(() => stop.abort(new Error('enough')), 50)
  await expect(waiting).rejects.toThrow('enough')
})
