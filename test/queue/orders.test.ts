/** Orders and deliveries: each is told by its signature, each comes once, and what cannot be done is set aside with its reason. */
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../../src/evidence/store.js'
import type { EvidenceManifest } from '../../src/model/evidence.js'
import type { InspectionResult } from '../../src/model/inspection.js'
import type { Coordinator } from '../../src/queue/coordinator.js'
import { resultKey } from '../../src/queue/redis.js'
import type { QueueWorker } from '../../src/queue/worker.js'
import { coordinator, hand, job, nothing, order } from './office.js'
import { folder, type RedisServer, redisServer, strike, until } from './stage.js'

vi.setConfig({ testTimeout: 60_000 })
let redis: RedisServer
let line: Redis
const open: (Coordinator | QueueWorker)[] = []
const NEVER = new AbortController().signal

beforeAll(async () => {
  redis = await redisServer()
  line = new Redis(redis.url, { maxRetriesPerRequest: null })
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => ('drain' in one ? one.drain(0) : one.close())))
  await line.flushall()
})
afterAll(async () => {
  line.disconnect()
  await strike()
})

async function both<C extends Coordinator | QueueWorker>(one: Promise<C>): Promise<C> {
  const opened = await one
  open.push(opened)
  return opened
}

function manifest(sha256: string, bytes: number): EvidenceManifest {
  return {
    schema: 'xuncha.evidence/1',
    run: 'r',
    unit: 'edu',
    check: 'broken-link',
    checkVersion: 1,
    claim: { code: 'link-broken', subject: '/x', kind: 'availability', facts: '{}' },
    tool: 'xuncha 0.1.0',
    at: '2026-11-21',
    takenAt: 2_000,
    attempts: [],
    searched: [],
    limits: { hit: false, maxPages: 10 },
    environment: {
      node: 'v20',
      platform: 'linux x64',
      browser: null,
      userAgent: 'xuncha',
      viewport: '',
      timezone: 'Asia/Shanghai',
      canary: 'none',
      confirm: 'immediate',
      robots: null,
    },
    files: [{ role: 'body', of: 'http://127.0.0.1:9/x', mediaType: 'text/html', bytes, sha256 }],
    regions: [],
    state: 'complete',
    missing: [],
  }
}

describe('an order', () => {
  it('comes back once, however often it is placed, and leaves nothing behind when it is recorded', async () => {
    const asked: string[] = []
    const desk = await both(coordinator(redis.url))
    const placed = order(job('once'))
    const first = desk.ask(placed, 'prompt', NEVER)
    const other = await both(coordinator(redis.url))
    const second = other.ask(placed, 'prompt', NEVER)
    await both(
      hand(redis.url, async (one) => {
        asked.push(one.job.runId)
        return nothing(one)
      }),
    )
    expect(await Promise.all([first, second])).toEqual([nothing(placed), nothing(placed)])
    expect(asked).toEqual(['once'])
    await desk.recorded(placed.key)
    expect(await line.exists(resultKey(placed.key))).toBe(0)
  })

  it('is set aside with its reason when its tries are used up', async () => {
    let tries = 0
    const desk = await both(coordinator(redis.url))
    await both(
      hand(redis.url, () => {
        tries += 1
        return Promise.reject(new Error('the page ate the machine'))
      }),
    )
    await expect(desk.ask(order(job('poison')), 'bulk', NEVER)).rejects.toThrow('the page ate the machine')
    expect(tries).toBe(3)
  })

  it('is placed again where Redis forgot it', async () => {
    const desk = await both(coordinator(redis.url))
    const placed = order(job('forgotten'))
    const asked = desk.ask(placed, 'bulk', NEVER)
    await line.flushall()
    await both(hand(redis.url, async (one) => nothing(one)))
    expect(await asked).toEqual(nothing(placed))
  })

  it('that waited for more than a day is done where somebody still waits for it', async () => {
    let now = Date.now()
    const desk = await both(coordinator(redis.url, { now: () => now }))
    now -= 25 * 3_600_000
    const placed = order(job('slow'))
    const asked = desk.ask(placed, 'bulk', NEVER)
    await until('the order', async () => (await line.keys(`xuncha:bulk-*:${placed.key}`)).length === 1)
    now = Date.now()
    await both(hand(redis.url, async (one) => nothing(one)))
    expect(await asked).toEqual(nothing(placed))
  })

  it('of a coordinator that stops stays for whoever takes the run up', async () => {
    const stop = new AbortController()
    const desk = await both(coordinator(redis.url))
    const placed = order(job('left'))
    const asked = desk.ask(placed, 'bulk', stop.signal)
    stop.abort(new Error('stopped'))
    await expect(asked).rejects.toThrow('stopped')
    await both(hand(redis.url, async (one) => nothing(one)))
    await until('the delivery', async () => (await line.exists(resultKey(placed.key))) === 1)
    expect(await desk.ask(placed, 'bulk', NEVER)).toEqual(nothing(placed))
  })

  it('that only passes is taken back when its asker goes', async () => {
    const stop = new AbortController()
    const desk = await both(coordinator(redis.url))
    const asked = desk.ask(order(job('sample')), 'passing', stop.signal)
    await until('the order', async () => (await line.keys('*:prioritized')).length === 1)
    stop.abort(new Error('gone'))
    await expect(asked).rejects.toThrow('gone')
    await until('nothing', async () => (await line.keys('*:prioritized')).length === 0)
    const taken: string[] = []
    await both(
      hand(redis.url, async (one) => {
        taken.push(one.job.runId)
        return nothing(one)
      }),
    )
    await desk.ask(order(job('next')), 'prompt', NEVER)
    expect(taken).toEqual(['next'])
  })

  it('that only passes stands behind whoever waits, is tried once, and brings no files', async () => {
    const data = folder()
    const desk = await both(coordinator(redis.url, { data }))
    const passing = [1, 2].map((n) => order(job(`sample-${n}`, `http://127.0.0.1:1${n}`)))
    const asked = passing.map((one) => desk.ask(one, 'passing', NEVER))
    const waits = desk.ask(order(job('now')), 'prompt', NEVER)
    await until('three orders', async () => {
      const [[behind = ''], [before = '']] = [await line.keys('*:prioritized'), await line.keys('*:wait')]
      return (await line.zcard(behind)) === 2 && (await line.llen(before)) === 1
    })
    const theirs = folder()
    const { sha256, bytes } = await openStore(theirs).putBlob(Buffer.from('a page'))
    const tries: string[] = []
    await both(
      hand(
        redis.url,
        async (one) => {
          tries.push(one.job.runId)
          if (one.job.runId === 'sample-2') throw new Error('the page ate the machine')
          return one.job.runId === 'now'
            ? nothing(one)
            : { ...nothing(one), evidence: [manifest(sha256, bytes)] }
        },
        { data: theirs, slots: 1 },
      ),
    )
    await waits
    const [first, second] = await Promise.allSettled(asked)
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected'])
    expect(tries[0]).toBe('now')
    expect(tries.slice(1).sort()).toEqual(['sample-1', 'sample-2'])
    expect(await openStore(data).hasBlob(sha256)).toBe(false)
    await desk.recorded(passing[0]?.key ?? '')
    expect(await line.exists(resultKey(passing[0]?.key ?? ''))).toBe(0)
  })

  it('for a site that is being inspected waits its turn', async () => {
    const desk = await both(coordinator(redis.url))
    let going = 0
    let most = 0
    await both(
      hand(redis.url, async (one) => {
        going += 1
        most = Math.max(most, going)
        await new Promise((resolve) => setTimeout(resolve, 50))
        going -= 1
        return nothing(one)
      }),
    )
    const orders = [order(job('one')), order(job('two'))]
    await Promise.all(orders.map((one, index) => desk.ask(one, index === 0 ? 'prompt' : 'bulk', NEVER)))
    expect(most).toBe(1)
  })

  it('that somebody waits for is not behind the night', async () => {
    const desk = await both(coordinator(redis.url))
    const night = [1, 2, 3, 4].map((n) => order(job(`night-${n}`, `http://127.0.0.1:1${n}`)))
    const done: string[] = []
    let free: () => void = () => undefined
    const dawn = new Promise<void>((resolve) => {
      free = resolve
    })
    await both(
      hand(redis.url, async (one) => {
        if (one.job.runId.startsWith('night')) await dawn
        done.push(one.job.runId)
        return nothing(one)
      }),
    )
    const asleep = night.map((one) => desk.ask(one, 'bulk', NEVER))
    await desk.ask(order(job('now')), 'prompt', NEVER)
    expect(done).toEqual(['now'])
    free()
    await Promise.all(asleep)
    expect(done).toHaveLength(5)
  })
})

describe('a delivery', () => {
  it.each([
    ['knows another secret', { secret: 'right' }, { secret: 'wrong' }],
    ['knows none', { secret: 'right' }, {}],
    ['knows one that nobody asks for', {}, { secret: 'wrong' }],
  ])(
    'by a worker that %s never comes to be: it stops, the order stays for others',
    async (_, ours, theirs) => {
      const desk = await both(coordinator(redis.url, ours))
      const stranger = await both(hand(redis.url, async (one) => nothing(one), theirs))
      const placed = order(job('strange'))
      const asked = desk.ask(placed, 'bulk', NEVER)
      expect(await stranger.broken).toMatchObject({ key: 'queue.stranger' })
      await stranger.drain(0)
      await both(hand(redis.url, async (one) => nothing(one), ours))
      expect(await asked).toEqual(nothing(placed))
    },
  )

  it('that was altered is asked for again', async () => {
    const desk = await both(coordinator(redis.url))
    const placed = order(job('altered'))
    await line.set(resultKey(placed.key), Buffer.from('not what a worker wrote'))
    await both(hand(redis.url, async (one) => nothing(one)))
    expect(await desk.ask(placed, 'bulk', NEVER)).toEqual(nothing(placed))
  })

  it.each<[string, (result: InspectionResult) => Partial<InspectionResult>]>([
    ['run', () => ({ runId: 'another' })],
    ['site', ({ site }) => ({ site: { ...site, id: 'http://127.0.0.1:8' } })],
    ['date', () => ({ at: '2020-01-01' })],
    ['purpose', () => ({ purpose: 'trial' })],
    ['tool', () => ({ tool: 'xuncha 9.9.9' })],
    ['unit', ({ units }) => ({ units: units.map((unit) => ({ ...unit, id: 'tax' })) })],
    ['number of units', () => ({ units: [] })],
  ])('for another %s is refused, and set aside where it stays so', async (_, other) => {
    const desk = await both(coordinator(redis.url))
    await both(
      hand(redis.url, async (one) => {
        const result = nothing(one)
        return { ...result, ...other(result) }
      }),
    )
    await expect(desk.ask(order(job('misfit')), 'bulk', NEVER)).rejects.toThrow(/queue\.misfit/)
  })

  it('brings its files along where the worker keeps its own store', async () => {
    const [ours, theirs] = [folder(), folder()]
    const bytes = Buffer.from('<html>404</html>')
    const blob = await openStore(theirs).putBlob(bytes)
    const desk = await both(coordinator(redis.url, { data: ours }))
    const found = { evidence: [manifest(blob.sha256, blob.bytes)] }
    await both(hand(redis.url, async (one) => ({ ...nothing(one), ...found }), { data: theirs }))
    const placed = order(job('parcel'))
    await desk.ask(placed, 'bulk', NEVER)
    expect(await openStore(ours).readBlob(blob.sha256)).toEqual(bytes)
    await desk.recorded(placed.key)
    expect(await line.keys('xuncha:blob:*')).toEqual([])
  })

  it('without its files is no delivery', async () => {
    const theirs = folder()
    const lost = await openStore(theirs).putBlob(Buffer.from('gone'))
    const desk = await both(coordinator(redis.url))
    const found = { evidence: [manifest(lost.sha256, lost.bytes)] }
    // The worker says that it shares the coordinator's store, and does not.
    await both(hand(redis.url, async (one) => ({ ...nothing(one), ...found }), { data: theirs }))
    await expect(desk.ask(order(job('bare'), theirs), 'bulk', NEVER)).rejects.toThrow(/queue\.files-lost/)
  })
})

it.each([-90_000, 90_000])('a machine whose clock is %i ms off serves no queue', async (offMs) => {
  const now = () => Date.now() + offMs
  const fault = { key: 'queue.clock', exitStatus: 1 }
  await expect(hand(redis.url, async (one) => nothing(one), { now })).rejects.toMatchObject(fault)
  await expect(coordinator(redis.url, { now })).rejects.toMatchObject(fault)
})

it('a worker whose clock goes wrong stops', async () => {
  let offMs = 0
  const worker = await both(hand(redis.url, async (one) => nothing(one), { now: () => Date.now() + offMs }))
  offMs = 86_400_000
  expect(await worker.broken).toMatchObject({ key: 'queue.clock', facts: { seconds: 86_400 } })
})

describe('a worker of another version', () => {
  it('is refused with both versions', async () => {
    await both(coordinator(redis.url, { tool: 'xuncha 9.9.9' }))
    await expect(hand(redis.url, async (one) => nothing(one))).rejects.toMatchObject({
      key: 'queue.skew',
      facts: { own: 'xuncha 0.1.0', theirs: 'xuncha 9.9.9' },
      exitStatus: 1,
    })
  })

  it('may serve beside a coordinator of its own version', async () => {
    await both(coordinator(redis.url, { tool: 'xuncha 9.9.9' }))
    const desk = await both(coordinator(redis.url))
    await both(hand(redis.url, async (one) => nothing(one)))
    const placed = order(job('own'))
    expect(await desk.ask(placed, 'bulk', NEVER)).toEqual(nothing(placed))
  })
})

it('figures tell what waits, who works, and how many it would take', async () => {
  const desk = await both(coordinator(redis.url))
  void desk.ask(order(job('waits')), 'bulk', NEVER).catch(() => undefined)
  await until('figures', () => desk.figures().queue_waiting === 1)
  expect(desk.figures()).toMatchObject({
    queue_waiting: 1,
    queue_running: 0,
    queue_set_aside: 0,
    queue_workers: 0,
    queue_workers_needed: 1,
  })
})
