/** The worker pool: so many tasks at a time, the next as soon as one ends. */

/** Where the pool takes its work from, and what it does with it. */
export interface PoolWork<Task> {
  readonly concurrency: number
  take(): Task | null
  /** True when no task will ever come again. */
  finished(): boolean
  /** Portals' faults are data: what it throws is a bug, and ends the pool. */
  handle(task: Task): Promise<void>
}

/** How often it is asked for work that came from elsewhere than a task: the confirming of a failure. */
const POLL_MS = 50

/**
 * Runs until the work is finished or the signal aborts, and what had begun has ended; rejects with the first error of a
 * handler. Retries are not its affair, for every attempt is evidence.
 */
export function runPool<Task>(work: PoolWork<Task>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let busy = 0
    let failure: { readonly error: unknown } | null = null
    const advance = (): void => {
      const over = signal.aborted || failure !== null
      while (!over && busy < work.concurrency) {
        const task = work.take()
        if (task === null) break
        busy += 1
        work.handle(task).then(ended, failed)
      }
      if (busy > 0 || !(over || work.finished())) return
      clearInterval(poll)
      if (failure) reject(failure.error)
      else resolve()
    }
    const ended = (): void => {
      busy -= 1
      advance()
    }
    const failed = (error: unknown): void => {
      failure ??= { error }
      ended()
    }
    const poll = setInterval(advance, POLL_MS)
    advance()
  })
}
