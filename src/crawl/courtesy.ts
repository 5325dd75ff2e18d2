/** Courtesy: what a host's answers ask of us, so that it is not pressed while it is slow, failing or wants a pause. */
import type { Cause } from '../model/fault.js'
import { isLoopback } from './egress.js'
import { laneOf, type Pacer } from './pacer.js'

/** A pause up to this long is waited for; during a longer one the host is not asked at all. */
const WAITED_FOR_MS = 60_000
/** Nobody closes a host to us for longer than a day by one header. */
const LONGEST_PAUSE_MS = 24 * 3_600_000
/** An answer that takes longer says that the host is busy. */
const SLOW_MS = 5_000
/** So does one that takes so many times as long as usual, if that is felt at all. */
const SLOWER_TIMES = 5
const FELT_MS = 800
/** How much one answer moves what is usual, and answers before anything is. */
const USUAL_SHARE = 0.05
const USUAL_AFTER = 10
/** Troubles in a row after which a host is asked half as often. */
const TROUBLES = 3
const TROUBLE: ReadonlySet<Cause> = new Set(['timeout', 'reset', 'http-5xx'])

/** Milliseconds that a Retry-After header asks for: seconds or a date; 0 for none and for nonsense. */
export function retryAfterMs(header: string | undefined, now: number): number {
  if (!header) return 0
  const seconds = /^\s*\d{1,9}\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0
}

/** How long a host takes when nothing is the matter: an average in milliseconds, over so many answers. */
interface Usual {
  ms: number
  answers: number
}

/** What is remembered of hosts; one for all clients of a run. */
export class Courtesy {
  readonly #pausedUntil = new Map<string, number>()
  readonly #troubles = new Map<string, number>()
  readonly #usual = new Map<string, Usual>()

  constructor(
    private readonly pacer: Pacer,
    /** UTC milliseconds. */
    private readonly now: () => number,
  ) {}

  /** True while the host of a URL has asked not to be asked. */
  isPaused(url: string): boolean {
    const until = this.#pausedUntil.get(laneOf(url))
    return until !== undefined && this.now() < until
  }

  /** Takes notice of an exchange: its cause (null: well), the time it took, and its Retry-After header. */
  note(url: string, cause: Cause | null, tookMs: number, retryAfter?: string): void {
    const lane = laneOf(url)
    const wait = retryAfterMs(retryAfter, this.now())
    if (cause === 'rate-limited' || (cause === 'http-5xx' && wait > 0)) {
      if (wait > WAITED_FOR_MS) this.#pausedUntil.set(lane, this.now() + Math.min(wait, LONGEST_PAUSE_MS))
      else this.pacer.slowDown(url, wait)
      return
    }
    if (isLoopback(url)) return
    const troubled = (cause !== null && TROUBLE.has(cause)) || this.#isSlow(lane, tookMs)
    const count = troubled ? (this.#troubles.get(lane) ?? 0) + 1 : 0
    this.#troubles.set(lane, count)
    if (count > 0 && count % TROUBLES === 0) this.pacer.slowDown(url, 0)
  }

  #isSlow(lane: string, tookMs: number): boolean {
    const usual = this.#usual.get(lane) ?? { ms: 0, answers: 0 }
    const known = usual.answers >= USUAL_AFTER
    const slow = tookMs > SLOW_MS || (known && tookMs > FELT_MS && tookMs > SLOWER_TIMES * usual.ms)
    usual.answers += 1
    // What is slow moves it too, or a host that was fast once would be slowed for ever.
    usual.ms += (tookMs - usual.ms) * (known ? USUAL_SHARE : 1 / usual.answers)
    this.#usual.set(lane, usual)
    return slow
  }
}
