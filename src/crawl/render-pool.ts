/** Renderings: Crawlee's autoscaled pool, which gives the browser fewer pages while the machine is short of memory or time. The only file that knows Crawlee. */

/** Pages rendered at a time, at most. */
const RENDERERS = 2
const POLL_SECONDS = 0.05
const SYSTEM_INFO_MS = 2_000

/** Runs what needs the browser, a few at a time. Crawlee is loaded with the first task: most crawls render nothing. */
export class RenderPool {
  readonly #waiting: (() => Promise<void>)[] = []
  #running: Promise<void> | null = null

  /** Runs a task when its turn comes and gives its result. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => task().then(resolve, reject))
      this.#start(reject)
    })
  }

  #start(onError: (error: unknown) => void): void {
    if (this.#running) return
    this.#running = this.#work()
      .catch(onError)
      .finally(() => {
        this.#running = null
        // What came while it was ending.
        if (this.#waiting.length > 0) this.#start(onError)
      })
  }

  async #work(): Promise<void> {
    const { AutoscaledPool, Configuration, Log, LogLevel, log } = await import('@crawlee/basic')
    log.setLevel(LogLevel.OFF)
    const quiet = new Log({ level: LogLevel.OFF })
    const config = new Configuration({ persistStorage: false, systemInfoIntervalMillis: SYSTEM_INFO_MS })
    const pool = new AutoscaledPool(
      {
        minConcurrency: 1,
        desiredConcurrency: RENDERERS,
        maxConcurrency: RENDERERS,
        maybeRunIntervalSecs: POLL_SECONDS,
        loggingIntervalSecs: null,
        log: quiet,
        snapshotterOptions: { log: quiet },
        isTaskReadyFunction: async () => this.#waiting.length > 0,
        isFinishedFunction: async () => this.#waiting.length === 0,
        // A task answers for itself: what it rejects with is its caller's.
        runTaskFunction: async () => this.#waiting.shift()?.(),
      },
      config,
    )
    const events = config.getEventManager()
    await events.init()
    try {
      await pool.run()
    } finally {
      await events.close()
    }
  }
}
