/** Connections to the Redis that coordinator and workers share, and how its keys are called. */
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'

/** Before every key of ours, BullMQ's too. */
export const KEY_PREFIX = 'xuncha'
/** prompt: what somebody waits for, and re-checks; bulk: the night, and runs over many sites. */
export const LANES = ['prompt', 'bulk'] as const
export type Lane = (typeof LANES)[number]

const CONNECT_MS = 8_000
/** A connection that owes an answer for so long is dead, whatever TCP believes. Longer than any blocking wait. */
const SILENT_MS = 20_000
const LONGEST_RETRY_MS = 1_000

/** A key of ours. */
export function keyOf(...parts: readonly string[]): string {
  return [KEY_PREFIX, ...parts].join(':')
}

/** Name of a lane's queue: each version of the program has its own, so that none is ever given another's orders. */
export function laneName(lane: Lane, tool: string): string {
  return `${lane}-${tool.replace(/[^\w.-]+/g, '-')}`
}

/** The URL as it may be shown: without its password. */
export function shownUrl(url: string): string {
  try {
    const parsed = new URL(url)
    if (parsed.password !== '') parsed.password = '***'
    return parsed.href
  } catch {
    return url
  }
}

function checkedUrl(url: string): string {
  const scheme = URL.canParse(url) ? new URL(url).protocol : ''
  if (scheme !== 'redis:' && scheme !== 'rediss:')
    throw new UserFault('queue.bad-url', { found: shownUrl(url) }, 2)
  return url
}

/** Settles when connected. @throws UserFault when that takes too long */
async function connected(redis: Redis, url: string): Promise<void> {
  let last = ''
  const heard = (error: Error): void => {
    last = error.message
  }
  redis.on('error', heard)
  let timer: NodeJS.Timeout | null = null
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new UserFault('queue.unreachable', { url: shownUrl(url), detail: last })),
      CONNECT_MS,
    )
  })
  try {
    await Promise.race([redis.ping(), late])
  } catch (error) {
    redis.disconnect()
    throw error instanceof UserFault
      ? error
      : new UserFault('queue.unreachable', {
          url: shownUrl(url),
          detail: error instanceof Error ? error.message : String(error),
        })
  } finally {
    if (timer) clearTimeout(timer)
    redis.off('error', heard)
  }
}

/**
 * Opens a connection that mends itself: what is asked while Redis is away is asked again when it is back.
 * @throws UserFault for what is no URL of Redis (exit status 2), or where nobody answers within eight seconds
 */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new Redis(checkedUrl(url), {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    socketTimeout: SILENT_MS,
    retryStrategy: (times) => Math.min(LONGEST_RETRY_MS, 50 * times),
  })
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) log.warn({ err: error.message }, 'the shared queue cannot be reached; it is tried again')
    away = true
  })
  redis.on('ready', () => {
    if (away) log.warn('the shared queue is there again')
    away = false
  })
  await connected(redis, url)
  return redis
}

/** Clocks that differ by less are one: an answer takes its time. */
const CLOCKS_APART_MS = 60_000

/**
 * Why a machine may not serve the queue whose clock is not Redis': on which day, and at which hour, something was
 * observed is told by the worker's clock, and nobody else's. Null where the clocks agree.
 */
export async function clockFault(redis: Redis, now: () => number): Promise<UserFault | null> {
  const [seconds, microseconds] = await redis.time()
  const apartMs = now() - Number(seconds) * 1_000 - Number(microseconds) / 1_000
  if (Math.abs(apartMs) < CLOCKS_APART_MS) return null
  return new UserFault('queue.clock', { seconds: Math.round(apartMs / 1_000) })
}

/** Logs what went wrong with the queue; that Redis is away is told by the connection, once. */
export function tellFailure(log: Logger, error: Error): void {
  const isAway = 'code' in error && /^E[A-Z]+$/.test(String(error.code))
  if (!isAway) log.warn({ err: error.message }, 'the shared queue failed')
}

/** What a site is locked by: any text becomes a key of one shape. */
export function siteKey(site: string): string {
  return keyOf('site', sha256(site))
}

/** Where the delivery of an order lies until it is recorded. */
export function resultKey(order: string): string {
  return keyOf('result', order)
}

/** Whoever leaves says so within this time, or not at all. */
export const PARTING_MS = 1_000

/** Settles with the work or when the time is up, whichever comes first. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | null = null
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work.catch(() => undefined), late])
  if (timer) clearTimeout(timer)
}
