/** Budgets of domains and addresses over all workers, in Redis: so many connections at once, so long from one request to the next. */
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { keyOf } from './redis.js'

/** One lane: what it is called, its connections at once, milliseconds from one request to the next. */
interface Lane {
  readonly key: string
  readonly connections: number
  readonly intervalMs: number
}

/**
 * Grants all lanes or none, by Redis' own clock. A connection whose holder has not been heard of for a lease is free
 * again. Answers 0 for granted, else milliseconds to wait; -1: a connection has to come free.
 */
const TAKE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local id, lease, burst, debt = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', tonumber(ARGV[4])
local wait = 0
for i = 1, #KEYS, 2 do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now)
  if redis.call('ZCARD', KEYS[i]) >= tonumber(ARGV[4 + i]) then return -1 end
  local free = tonumber(redis.call('GET', KEYS[i + 1]) or '0')
  if not burst and free - now > wait then wait = free - now end
end
if wait > 0 then return math.ceil(wait) end
for i = 1, #KEYS, 2 do
  redis.call('ZADD', KEYS[i], now + lease, id)
  redis.call('PEXPIRE', KEYS[i], lease)
  local interval = tonumber(ARGV[5 + i])
  if interval > 0 then
    local free = tonumber(redis.call('GET', KEYS[i + 1]) or '0')
    local after = math.max(now, free) + interval
    if burst then after = math.max(free, math.min(after, now + debt)) end
    redis.call('SET', KEYS[i + 1], after, 'PX', math.ceil(after - now) + 60000)
  end
end
return 0`

/** Moves a lane's next free instant: by an interval from where it stands, or to so many milliseconds from now at least. */
const PUSH = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local free = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local after = math.max(math.min(free + tonumber(ARGV[1]), now + tonumber(ARGV[3])), now + tonumber(ARGV[2]))
if after > free then redis.call('SET', KEYS[1], after, 'PX', math.ceil(after - now) + 60000) end
return 1`

const RENEW = `
local t = redis.call('TIME')
local till = t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[1])
for i = 1, #KEYS do
  redis.call('ZADD', KEYS[i], 'XX', till, ARGV[1 + i])
  redis.call('PEXPIRE', KEYS[i], ARGV[1])
end
return 1`

/** Between two looks for a connection that comes free, and the longest wait before another look. */
const BUSY_MS = 25
const LONGEST_WAIT_MS = 2_000
/** A page of many parts is paid back for at most this long. */
const LONGEST_DEBT_MS = 10_000

const busyKey = (lane: string): string => keyOf('busy', lane)
const freeKey = (lane: string): string => keyOf('free', lane)

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

/** The value, unless the signal comes first: while Redis is away nothing comes at all. */
function orAborted<T>(asked: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return asked
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The budgets as one worker sees them. */
export interface Budget {
  take(lanes: readonly Lane[], burst: boolean, signal?: AbortSignal): Promise<() => void>
  owe(lanes: readonly Lane[]): void
  hold(lane: string, ms: number): void
  /** Stops renewing what is held. */
  close(): void
}

/**
 * Opens the budgets.
 * @param leaseMs how long what a worker holds outlives it
 */
export function openBudget(redis: Redis, leaseMs: number): Budget {
  /** Connections held, with the lanes that they are of. */
  const held = new Map<string, readonly string[]>()
  const quietly = (asked: Promise<unknown>): void => void asked.catch(() => undefined)
  const renewal = setInterval(() => {
    const pairs = [...held].flatMap(([id, lanes]) => lanes.map((lane) => [busyKey(lane), id] as const))
    if (pairs.length === 0) return
    const [keys, ids] = [pairs.map(([key]) => key), pairs.map(([, id]) => id)]
    quietly(redis.eval(RENEW, keys.length, ...keys, String(leaseMs), ...ids))
  }, leaseMs / 3)
  const giveBack = (id: string): void => {
    const lanes = held.get(id)
    if (!held.delete(id) || !lanes) return
    const asked = redis.pipeline()
    for (const lane of lanes) asked.zrem(busyKey(lane), id)
    quietly(asked.exec())
  }
  const ask = async (id: string, lanes: readonly Lane[], burst: boolean): Promise<number> => {
    const keys = lanes.flatMap(({ key }) => [busyKey(key), freeKey(key)])
    const limits = lanes.flatMap(({ connections, intervalMs }) => [String(connections), String(intervalMs)])
    const given = [id, String(leaseMs), burst ? '1' : '0', String(LONGEST_DEBT_MS), ...limits]
    return Number(await redis.eval(TAKE, keys.length, ...keys, ...given))
  }
  return {
    async take(lanes, burst, signal) {
      const id = randomUUID()
      for (;;) {
        signal?.throwIfAborted()
        const wait = await orAborted(ask(id, lanes, burst), signal)
        if (wait === 0) {
          held.set(
            id,
            lanes.map(({ key }) => key),
          )
          return () => giveBack(id)
        }
        await pause(wait < 0 ? BUSY_MS : Math.min(wait, LONGEST_WAIT_MS), signal)
      }
    },
    owe(lanes) {
      for (const { key, intervalMs } of lanes)
        if (intervalMs > 0)
          quietly(redis.eval(PUSH, 1, freeKey(key), String(intervalMs), '0', String(LONGEST_DEBT_MS)))
    },
    hold(lane, ms) {
      quietly(redis.eval(PUSH, 1, freeKey(lane), '0', String(ms), '0'))
    },
    close: () => clearInterval(renewal),
  }
}
