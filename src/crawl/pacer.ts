/** Politeness: how many connections and how many requests per second a domain and an address get (contract §2). */

import { remembered } from '../artifacts/remembered.js'
import { authorityOf } from '../model/address.js'
import { domainOf } from './domain.js'
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
  /** A slot if there is one at this moment and nobody else waits; null: it has to be waited for. */
  take(url: string, address: string | null): Release | null
  /**
   * The same for what a browser's page loads by itself: it waits for a connection and not for its turn, since a page
   * that loads at a crawler's pace would never finish. What it took too early is taken from the requests that follow.
   */
  burst(url: string, address: string | null): Promise<Release>
  /** A request went out beside the pacer (a browser's, inside a tunnel): it is taken from those that follow. */
  owe(url: string, address: string | null): void
  /** The host asked for less: its rate is halved, and nothing is sent for `waitMs`. */
  slowDown(url: string, waitMs: number): void
  /** robots.txt asks for this many milliseconds between two requests. */
  spacing(url: string, intervalMs: number): void
  /** Most connections that may stand open to the URL's host. */
  limitOf(url: string): number
  /** Places of the URL's host that nobody holds at this moment. */
  freeOf(url: string): number
}

/** Connections to one loopback origin: fixtures and local portals. */
export const LOOPBACK_CONNECTIONS = 10
/** Connections of the whole process. */
const TOTAL_CONNECTIONS = 64
/** A portal may hold us up this long at a time, not for ever. */
const LONGEST_WAIT_MS = 60_000
const LONGEST_SPACING_MS = 10_000
const LONGEST_LOOPBACK_WAIT_MS = 2_000
const SLOWEST_FACTOR = 16
/** Requests come this much later than they might, at random: a beat that is too even looks like an attack. */
const JITTER = 0.25
/** A page of many parts is paid back for at most this long. */
const LONGEST_DEBT_MS = 10_000
/** Answers in good order after which a slowed host gets half of its rate back. */
const RECOVER_AFTER = 50

/** What one domain, or one address, is given. */
export interface PaceLimits {
  readonly connections: number
  readonly requestsPerSecond: number
}

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
  readonly burst: boolean
  readonly lanes: readonly Lane[]
  readonly signal: AbortSignal | undefined
  go(): void
  abandon(reason: unknown): void
}

/** Requests per second that a domain off loopback gets in the long run, jitter taken off. */
export function meanRate({ requestsPerSecond }: Pick<PaceLimits, 'requestsPerSecond'>): number {
  return requestsPerSecond / (1 + JITTER / 2)
}

/** What a URL counts against: its origin on loopback, else the registrable domain, else the host. */
export function laneOf(url: string): string {
  const authority = authorityOf(url)
  return authority === null ? judgedLane(url) : laneOfAuthority(authority)
}

function judgedLane(url: string): string {
  const parsed = new URL(url)
  if (isLoopback(url)) return parsed.origin
  return domainOf(parsed.hostname) ?? parsed.hostname
}

const laneOfAuthority = remembered(5_000, 300, judgedLane)

/** When a waiter may go: now, at an instant, or not before somebody gives a slot back (infinity). */
function readyAtOf({ burst, lanes }: Waiter, at: number): number {
  let readyAt = at
  for (const lane of lanes) {
    if (lane.busy >= lane.limit) return Number.POSITIVE_INFINITY
    if (!burst && lane.nextAt > readyAt) readyAt = lane.nextAt
  }
  return readyAt
}

class LanePacer implements Pacer {
  readonly #lanes = new Map<string, Lane>()
  readonly #waiting: Waiter[] = []
  /** Signals that are listened to, each once: listeners that come and go with every request cost more than it does. */
  readonly #heard = new WeakSet<AbortSignal>()
  #total = 0
  #timer: NodeJS.Timeout | null = null

  constructor(
    private readonly limits: PaceLimits,
    private readonly now: () => number,
    private readonly random: () => number,
  ) {}

  #lane(key: string, loopback: boolean): Lane {
    let lane = this.#lanes.get(key)
    if (!lane) {
      lane = {
        limit: loopback ? LOOPBACK_CONNECTIONS : this.limits.connections,
        loopback,
        intervalMs: loopback ? 0 : 1000 / this.limits.requestsPerSecond,
        factor: 1,
        busy: 0,
        nextAt: 0,
        served: 0,
      }
      this.#lanes.set(key, lane)
    }
    return lane
  }

  #own(url: string): Lane {
    return this.#lane(laneOf(url), isLoopback(url))
  }

  take(url: string, address: string | null): Release | null {
    if (this.#waiting.length > 0 || this.#total >= TOTAL_CONNECTIONS) return null
    const held = this.#lanesOf(url, address)
    const at = this.now()
    for (const lane of held) if (lane.busy >= lane.limit || lane.nextAt > at) return null
    this.#occupy(held, at, false)
    return this.#releaseOf(held)
  }

  acquire(url: string, address: string | null, signal?: AbortSignal): Promise<Release> {
    return this.#wait(url, address, false, signal)
  }

  burst(url: string, address: string | null): Promise<Release> {
    return this.#wait(url, address, true)
  }

  #lanesOf(url: string, address: string | null): Lane[] {
    const own = this.#own(url)
    return own.loopback || address === null ? [own] : [own, this.#lane(`address ${address}`, false)]
  }

  #wait(url: string, address: string | null, burst: boolean, signal?: AbortSignal): Promise<Release> {
    const held = this.#lanesOf(url, address)
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      if (signal) this.#hear(signal)
      const go = (): void => resolve(this.#releaseOf(held))
      this.#waiting.push({ burst, lanes: held, signal, go, abandon: reject })
      this.#serve()
    })
  }

  #hear(signal: AbortSignal): void {
    if (this.#heard.has(signal)) return
    this.#heard.add(signal)
    const abandon = (): void => {
      for (const waiter of this.#waiting.filter((one) => one.signal === signal)) {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        waiter.abandon(signal.reason)
      }
    }
    signal.addEventListener('abort', abandon, { once: true })
  }

  /** Starts whatever may start now, first come first served per lane, and sets the clock for the rest. */
  #serve(): void {
    const at = this.now()
    let wake = Number.POSITIVE_INFINITY
    for (let index = 0; index < this.#waiting.length && this.#total < TOTAL_CONNECTIONS; ) {
      const waiter = this.#waiting[index]
      if (!waiter) break
      const readyAt = readyAtOf(waiter, at)
      if (readyAt <= at) {
        this.#waiting.splice(index, 1)
        this.#occupy(waiter.lanes, at, waiter.burst)
        waiter.go()
        continue
      }
      wake = Math.min(wake, readyAt)
      index += 1
    }
    if (this.#timer) clearTimeout(this.#timer)
    const waits = wake < Number.POSITIVE_INFINITY
    this.#timer = waits ? setTimeout(() => this.#serve(), Math.max(1, Math.ceil(wake - at))) : null
  }

  #occupy(lanes: readonly Lane[], at: number, burst: boolean): void {
    this.#total += 1
    for (const lane of lanes) {
      lane.busy += 1
      this.#charge(lane, at, burst)
    }
  }

  #charge(lane: Lane, at: number, burst: boolean): void {
    const interval = lane.intervalMs * lane.factor * (1 + JITTER * this.random())
    const next = Math.max(at, lane.nextAt) + interval
    lane.nextAt = burst ? Math.max(lane.nextAt, Math.min(next, at + LONGEST_DEBT_MS)) : next
  }

  owe(url: string, address: string | null): void {
    const at = this.now()
    for (const lane of this.#lanesOf(url, address)) this.#charge(lane, at, true)
  }

  #releaseOf(held: readonly Lane[]): Release {
    let open = true
    return () => {
      if (!open) return
      open = false
      this.#total -= 1
      for (const lane of held) {
        lane.busy -= 1
        lane.served += 1
        if (lane.factor > 1 && lane.served % RECOVER_AFTER === 0) lane.factor /= 2
      }
      this.#serve()
    }
  }

  slowDown(url: string, waitMs: number): void {
    const lane = this.#own(url)
    lane.factor = Math.min(SLOWEST_FACTOR, lane.factor * 2)
    const longest = lane.loopback ? LONGEST_LOOPBACK_WAIT_MS : LONGEST_WAIT_MS
    lane.nextAt = Math.max(lane.nextAt, this.now() + Math.min(longest, Math.max(0, waitMs)))
  }

  spacing(url: string, intervalMs: number): void {
    const lane = this.#own(url)
    if (!lane.loopback) lane.intervalMs = Math.min(LONGEST_SPACING_MS, Math.max(lane.intervalMs, intervalMs))
  }

  limitOf(url: string): number {
    return this.#own(url).limit
  }

  freeOf(url: string): number {
    const { limit, busy } = this.#own(url)
    return limit - busy
  }
}

/**
 * Opens a pacer.
 * @param limits connections and requests per second, each per domain and per address
 * @param now monotonic clock in milliseconds: the machine's may be put back in the middle of a night
 * @param random 0 to 1
 */
export function openPacer(
  limits: PaceLimits,
  now: () => number = () => performance.now(),
  random: () => number = Math.random,
): Pacer {
  return new LanePacer(limits, now, random)
}
