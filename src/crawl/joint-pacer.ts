/** Politeness over several processes: before a request goes out, what all of them take of a host is asked for too. */
import { isLoopback } from './egress.js'
import { LOOPBACK_CONNECTIONS, laneOf, type PaceLimits, type Pacer, type Release } from './pacer.js'

/** One budget that all processes share: a registrable domain, a loopback origin, or an address. */
export interface SharedLane {
  readonly key: string
  readonly connections: number
  /** Milliseconds from one request to the next; 0: no rate. */
  readonly intervalMs: number
}

/** Where the budgets stand. */
export interface SharedBudget {
  /**
   * Waits for a connection of every lane, and unless `burst` for its turn. Rejects with the signal's reason.
   * While the place where budgets stand cannot be reached nobody gets anything.
   */
  take(lanes: readonly SharedLane[], burst: boolean, signal?: AbortSignal): Promise<Release>
  /** A request went out already: it is taken from those that follow. */
  owe(lanes: readonly SharedLane[]): void
  /** Nobody asks this lane anything for so many milliseconds. */
  hold(lane: string, ms: number): void
}

const LONGEST_HOLD_MS = 60_000
const LONGEST_LOOPBACK_HOLD_MS = 2_000

/** This process's pace within what all processes share. The own one goes first: it keeps order and knows who is slow. */
class SharedPacer implements Pacer {
  readonly #spacings = new Map<string, number>()

  constructor(
    private readonly own: Pacer,
    private readonly limits: PaceLimits,
    private readonly budget: SharedBudget,
    private readonly sharesLoopback: boolean,
  ) {}

  #isShared(url: string): boolean {
    return this.sharesLoopback || !isLoopback(url)
  }

  #lanes(url: string, address: string | null): SharedLane[] {
    const key = laneOf(url)
    if (isLoopback(url)) return [{ key, connections: LOOPBACK_CONNECTIONS, intervalMs: 0 }]
    const { connections, requestsPerSecond } = this.limits
    const intervalMs = 1_000 / requestsPerSecond
    const lane = { key, connections, intervalMs: Math.max(intervalMs, this.#spacings.get(key) ?? 0) }
    return address === null ? [lane] : [lane, { key: `address ${address}`, connections, intervalMs }]
  }

  acquire(url: string, address: string | null, signal?: AbortSignal): Promise<Release> {
    const own = this.own.acquire(url, address, signal)
    return this.#isShared(url) ? this.#both(own, url, address, false, signal) : own
  }

  /** What all share is never known at once. */
  take(url: string, address: string | null): Release | null {
    return this.#isShared(url) ? null : this.own.take(url, address)
  }

  burst(url: string, address: string | null): Promise<Release> {
    const own = this.own.burst(url, address)
    return this.#isShared(url) ? this.#both(own, url, address, true) : own
  }

  async #both(
    owned: Promise<Release>,
    url: string,
    address: string | null,
    burst: boolean,
    signal?: AbortSignal,
  ): Promise<Release> {
    const own = await owned
    try {
      const shared = await this.budget.take(this.#lanes(url, address), burst, signal)
      return () => {
        own()
        shared()
      }
    } catch (error) {
      own()
      throw error
    }
  }

  owe(url: string, address: string | null): void {
    this.own.owe(url, address)
    if (this.#isShared(url)) this.budget.owe(this.#lanes(url, address))
  }

  slowDown(url: string, waitMs: number): void {
    this.own.slowDown(url, waitMs)
    const longest = isLoopback(url) ? LONGEST_LOOPBACK_HOLD_MS : LONGEST_HOLD_MS
    if (waitMs > 0 && this.#isShared(url)) this.budget.hold(laneOf(url), Math.min(longest, waitMs))
  }

  spacing(url: string, intervalMs: number): void {
    this.own.spacing(url, intervalMs)
    const key = laneOf(url)
    this.#spacings.set(key, Math.max(this.#spacings.get(key) ?? 0, Math.min(LONGEST_SPACING_MS, intervalMs)))
  }

  limitOf(url: string): number {
    return this.own.limitOf(url)
  }

  freeOf(url: string): number {
    return this.own.freeOf(url)
  }
}

const LONGEST_SPACING_MS = 10_000

/**
 * Lays a shared budget over a process's own pace.
 * @param sharesLoopback false: portals of this machine are asked as often as each process likes
 */
export function sharePacer(
  own: Pacer,
  limits: PaceLimits,
  budget: SharedBudget,
  sharesLoopback = true,
): Pacer {
  return new SharedPacer(own, limits, budget, sharesLoopback)
}
