/** Several machines: whatever happens to workers, Redis and the network, every unit is recorded once, as one process would. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import {
  booked,
  cable,
  folder,
  type Portals,
  portals,
  type RedisServer,
  type Running,
  redisServer,
  start,
  strike,
  until,
  worker,
} from './stage.js'

const AT = '2026-05-20'
let redis: RedisServer
let town: Portals
let alone: ReturnType<typeof booked>

function inspect(data: string, ...more: readonly string[]): Running {
  return start(['inspect', '--units', town.file, '--data', data, '--at', AT, '--json', ...more])
}

beforeAll(async () => {
  redis = await redisServer()
  town = await portals(4, 80)
  const data = folder()
  expect(await inspect(data).done).toBe(0)
  alone = booked(data)
})
afterAll(strike)

/** Processes start slowly on a machine that has other things to do. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

/** Waits until so many more requests have reached the portals: somebody is in the middle of a site. */
function midway(requests: number): Promise<void> {
  const before = town.asked()
  return until('requests', () => town.asked() - before >= requests)
}

it('means something: the single process booked entries for every unit', () => {
  expect(alone.units).toEqual(town.units.map((unit) => ({ unit, status: 'inspected', times: 1 })))
  expect(alone.ledger.length).toBeGreaterThan(town.units.length)
})

it('two workers share a run, and the books are those of one process', async () => {
  const [one, two] = await Promise.all([worker(redis.url), worker(redis.url)])
  const data = folder()
  const run = inspect(data, '--redis', redis.url)
  expect(await run.done).toBe(0)
  expect(booked(data)).toEqual(alone)
  for (const { child } of [one, two]) child.kill('SIGTERM')
  expect(await Promise.all([one.done, two.done])).toEqual([130, 130])
})

it('of two workers one is killed in the middle of a site, the other told to stop: a third one finishes', async () => {
  const [killed, stopped] = await Promise.all([
    worker(redis.url, '--concurrency', '1'),
    worker(redis.url, '--concurrency', '1'),
  ])
  const data = folder()
  const run = inspect(data, '--redis', redis.url)
  await midway(6)
  killed.child.kill('SIGKILL')
  stopped.child.kill('SIGTERM')
  expect(await stopped.done).toBe(130)
  expect(run.child.exitCode).toBeNull()
  const third = await worker(redis.url)
  expect(await run.done).toBe(0)
  expect(booked(data)).toEqual(alone)
  third.child.kill('SIGTERM')
  await third.done
})

it('Redis is restarted and the cable to it cut in the middle of a run', async () => {
  const line = await cable(redis.port)
  const workers = await Promise.all([
    worker(line.url, '--concurrency', '2'),
    worker(redis.url, '--concurrency', '2'),
  ])
  const data = folder()
  const run = inspect(data, '--redis', redis.url)
  await midway(6)
  await redis.restart()
  await midway(6)
  line.cut()
  // Nothing is heard of the lonely worker any more: the other one takes over what it has in hand.
  expect(await run.done).toBe(0)
  expect(booked(data)).toEqual(alone)
  line.mend()
  for (const { child } of workers) child.kill('SIGTERM')
  await Promise.all(workers.map(({ done }) => done))
  expect(booked(data)).toEqual(alone)
})

it('a coordinator that is killed is taken up where it was, and nothing is inspected twice', async () => {
  const data = folder()
  const first = inspect(data, '--redis', redis.url)
  const hand = await worker(redis.url)
  await midway(10)
  first.child.kill('SIGKILL')
  await first.done
  const second = inspect(data, '--redis', redis.url)
  expect(await second.done).toBe(0)
  expect(second.said()).toContain('going on with the interrupted run')
  expect(booked(data)).toEqual(alone)
  hand.child.kill('SIGTERM')
  await hand.done
})
