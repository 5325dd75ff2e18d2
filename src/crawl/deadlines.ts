/** Deadlines: one timer for all that is being received, and one listener a signal. Thousands that come and go cost more than they are worth. */

/** Something that must be over by a time. */
export interface Pending {
  readonly signal: AbortSignal | undefined
  /** On the clock of `performance.now()`. */
  dueAt: number
  /** Its time is up. */
  expire(): void
  /** Its signal was aborted. */
  stop(): void
}

/** A timer that fires so late says that this process was at work, not that the host was slow. */
const BUSY_MS = 50

/** All that a process waits for. */
export class Deadlines {
  readonly #pending = new Set<Pending>()
  readonly #heard = new WeakSet<AbortSignal>()
  #timer: NodeJS.Timeout | null = null
  #timerAt = Number.POSITIVE_INFINITY

  /** @param now milliseconds on the clock of `performance.now()` */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Watches something until it is dropped. */
  add(one: Pending): void {
    this.#pending.add(one)
    if (one.signal) this.#hear(one.signal)
    if (one.dueAt < this.#timerAt) this.#arm(one.dueAt)
    else if (this.#pending.size === 1) this.#timer?.ref()
  }

  /** It is over. */
  drop(one: Pending): void {
    // The timer stays for those that come; it must not keep the process.
    if (this.#pending.delete(one) && this.#pending.size === 0) this.#timer?.unref()
  }

  #hear(signal: AbortSignal): void {
    if (this.#heard.has(signal)) return
    this.#heard.add(signal)
    signal.addEventListener('abort', () => {
      for (const one of [...this.#pending]) if (one.signal === signal) one.stop()
    })
  }

  #arm(at: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timerAt = at
    this.#timer = setTimeout(this.#check, Math.max(0, Math.ceil(at - this.now())))
  }

  /** Time in which this process was too busy to listen is given back, and what has arrived is heard first. */
  readonly #check = (): void => {
    this.#timer = null
    this.#timerAt = Number.POSITIVE_INFINITY
    const now = this.now()
    for (const one of [...this.#pending]) {
      const lateMs = now - one.dueAt
      if (lateMs > BUSY_MS) one.dueAt = now + lateMs
      else if (lateMs >= 0) one.expire()
    }
    let next = Number.POSITIVE_INFINITY
    for (const { dueAt } of this.#pending) next = Math.min(next, dueAt)
    if (next < Number.POSITIVE_INFINITY) this.#arm(next)
  }
}

/** Those of this process. */
export const deadlines = new Deadlines()
