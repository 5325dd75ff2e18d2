/** Politeness: how many connections and how many requests per second a domain and an address get (contract §2). */
import { getDomain } from 'tldts'
import { isLoopback } from './egress.js'

/** Gives the slot back; call exactly once, however the request went. */
export type Release = () => void

/** Slots for requests. One pacer serves a whole run, so that several sites on one host share its limit. */
export interface Pacer {
  /**
   * Waits for a slot of the URL's registrable domain (loopback: origin) and of its address.
   * Rejects with the signal's reason when aborted meanwhile.
   */
  acquire(url: string, address: string | null, signal?: AbortSignal): Promise<Release>
  /** The host asked for less: its rate is halved, and nothing is sent for `waitMs`. */
  slowDown(url: string, waitMs: number): void
  /** robots.txt asks for this many milliseconds between two requests. */
  spacing(url: string, intervalMs: number): void
  /** Most connections that may stand open to the URL's host. */
  limitOf(url: string): number
}

/** Connections to one loopback origin: fixtures and local portals. */
export const LOOPBACK_CONNECTIONS = 10
/** Connections of the whole process. */
const TOTAL_CONNECTIONS = 64
/** A portal may hold us up this long at a time, not for ever. */
const LONGEST_WAIT_MS = 60_000
const LONGEST_LOOPBACK_WAIT_MS = 2_000
const SLOWEST_FACTOR = 16
/** Answers in good order after which a slowed host gets half of its rate back. */
const RECOVER_AFTER = 50

interface Lane {
  readonly limit: number
  readonly loopback: boolean
  intervalMs: number
  factor: number
  busy: number
  nextAt: number
  served: number
}

interface Waiter {
  readonly lanes: readonly Lane[]
  go: () => void
}

/** What a URL counts against: its origin on loopback, else the registrable domain, else the host. */
export function laneOf(url: string): string {
  const parsed = new URL(url)
  if (isLoopback(url)) return parsed.origin
  return getDomain(parsed.hostname) ?? parsed.hostname
}

/**
 * Opens a pacer.
 * @param limits connections and requests per second, each per domain and per address
 * @param now monotonic or wall clock in milliseconds
 */
export function openPacer(
  limits: { readonly connections: number; readonly requestsPerSecond: number },
  now: () => number = Date.now,
): Pacer {
  const lanes = new Map<string, Lane>()
  const waiting: Waiter[] = []
  let total = 0
  let timer: NodeJS.Timeout | null = null

  const laneFor = (key: string, loopback: boolean): Lane => {
    let lane = lanes.get(key)
    if (!lane) {
      lane = {
        limit: loopback ? LOOPBACK_CONNECTIONS : limits.connections,
        loopback,
        intervalMs: loopback ? 0 : 1000 / limits.requestsPerSecond,
        factor: 1,
        busy: 0,
        nextAt: 0,
        served: 0,
      }
      lanes.set(key, lane)
    }
    return lane
  }

  const lanesFor = (url: string, address: string | null): Lane[] => {
    const loopback = isLoopback(url)
    const own = laneFor(laneOf(url), loopback)
    if (loopback || address === null) return [own]
    return [own, laneFor(`address ${address}`, false)]
  }

  const take = (waiter: Waiter, at: number): void => {
    total += 1
    for (const lane of waiter.lanes) {
      lane.busy += 1
      lane.nextAt = Math.max(at, lane.nextAt) + lane.intervalMs * lane.factor
    }
    waiter.go()
  }

  /** Starts whatever may start now, first come first served per lane, and sets the clock for the rest. */
  const serve = (): void => {
    const at = now()
    let wake = Number.POSITIVE_INFINITY
    for (let index = 0; index < waiting.length && total < TOTAL_CONNECTIONS; ) {
      const waiter = waiting[index]
      if (!waiter) break
      const free = waiter.lanes.every((lane) => lane.busy < lane.limit)
      const readyAt = Math.max(...waiter.lanes.map((lane) => lane.nextAt))
      if (free && readyAt <= at) {
        waiting.splice(index, 1)
        take(waiter, at)
        continue
      }
      if (free) wake = Math.min(wake, readyAt)
      index += 1
    }
    if (timer) clearTimeout(timer)
    timer = wake < Number.POSITIVE_INFINITY ? setTimeout(serve, Math.max(1, Math.ceil(wake - at))) : null
  }

  const releaseOf = (held: readonly Lane[]): Release => {
    let open = true
    return () => {
      if (!open) return
      open = false
      total -= 1
      for (const lane of held) {
        lane.busy -= 1
        lane.served += 1
        if (lane.factor > 1 && lane.served % RECOVER_AFTER === 0) lane.factor /= 2
      }
      serve()
    }
  }

  return {
    acquire(url, address, signal) {
      const held = lanesFor(url, address)
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason)
          return
        }
        const abandon = (): void => {
          const index = waiting.indexOf(waiter)
          if (index >= 0) waiting.splice(index, 1)
          reject(signal?.reason)
        }
        const waiter: Waiter = {
          lanes: held,
          go: () => {
            signal?.removeEventListener('abort', abandon)
            resolve(releaseOf(held))
          },
        }
        signal?.addEventListener('abort', abandon, { once: true })
        waiting.push(waiter)
        serve()
      })
    },
    slowDown(url, waitMs) {
      const lane = laneFor(laneOf(url), isLoopback(url))
      lane.factor = Math.min(SLOWEST_FACTOR, lane.factor * 2)
      const longest = lane.loopback ? LONGEST_LOOPBACK_WAIT_MS : LONGEST_WAIT_MS
      lane.nextAt = Math.max(lane.nextAt, now() + Math.min(longest, Math.max(0, waitMs)))
    },
    spacing(url, intervalMs) {
      const lane = laneFor(laneOf(url), isLoopback(url))
      if (!lane.loopback) lane.intervalMs = Math.min(LONGEST_WAIT_MS, Math.max(lane.intervalMs, intervalMs))
    },
    limitOf(url) {
      return isLoopback(url) ? LOOPBACK_CONNECTIONS : limits.connections
    },
  }
}
