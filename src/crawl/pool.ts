/** The worker pool: Crawlee's BasicCrawler on a queue of our own. The only file that knows Crawlee. */
import type { RequestProvider } from '@crawlee/basic'

/** Where the pool takes its work from, and what it does with it. */
export interface PoolWork<Task extends { readonly url: string }> {
  readonly concurrency: number
  /** True when `take` would give a task now. */
  ready(): boolean
  take(): Task | null
  /** True when no task will ever come again. */
  finished(): boolean
  /** Portals' faults are data: what it throws is a bug, and ends the pool. */
  handle(task: Task): Promise<void>
}

/** A handler is bounded by its own requests; this only stops what hangs for a reason nobody thought of. */
const HANDLER_SECONDS = 1_800
const POLL_SECONDS = 0.05

/**
 * Runs until the work is finished or the signal aborts; rejects with the first error of a handler.
 * The queue is ours because the stock one grows quadratic, and the retries are ours because every attempt is evidence.
 */
export async function runPool<Task extends { readonly url: string }>(
  work: PoolWork<Task>,
  signal: AbortSignal,
): Promise<void> {
  const { BasicCrawler, Configuration, Log, LogLevel, Request, log } = await import('@crawlee/basic')
  log.setLevel(LogLevel.OFF)
  const quiet = new Log({ level: LogLevel.OFF })
  const tasks = new Map<string, Task>()
  let failure: { readonly error: unknown } | null = null
  let serial = 0
  const over = (): boolean => signal.aborted || failure !== null
  const queue = {
    internalTimeoutMillis: 300_000,
    isEmpty: async () => over() || !work.ready(),
    isFinished: async () => over() || work.finished(),
    addRequest: async () => {
      throw new Error('work is added to the frontier, not to the pool')
    },
    fetchNextRequest: async () => {
      const task = over() ? null : work.take()
      if (!task) return null
      serial += 1
      const id = String(serial)
      tasks.set(id, task)
      return new Request({ url: task.url, uniqueKey: id, id })
    },
    markRequestHandled: async () => undefined,
    reclaimRequest: async () => undefined,
    getTotalCount: () => serial,
    getPendingCount: () => tasks.size,
    handledCount: async () => serial - tasks.size,
  }
  const crawler = new BasicCrawler(
    {
      requestQueue: queue as unknown as RequestProvider,
      minConcurrency: work.concurrency,
      maxConcurrency: work.concurrency,
      useSessionPool: false,
      maxRequestRetries: 0,
      requestHandlerTimeoutSecs: HANDLER_SECONDS,
      statusMessageLoggingInterval: 3_600,
      log: quiet,
      statisticsOptions: { saveErrorSnapshots: false, logIntervalSecs: 3_600 },
      autoscaledPoolOptions: {
        desiredConcurrency: work.concurrency,
        maybeRunIntervalSecs: POLL_SECONDS,
        loggingIntervalSecs: null,
        log: quiet,
        snapshotterOptions: { eventLoopSnapshotIntervalSecs: 2, clientSnapshotIntervalSecs: 30, log: quiet },
      },
      requestHandler: async ({ request }) => {
        const task = tasks.get(request.uniqueKey)
        tasks.delete(request.uniqueKey)
        if (!task) return
        try {
          await work.handle(task)
        } catch (error) {
          failure ??= { error }
        }
      },
    },
    new Configuration({
      persistStorage: false,
      purgeOnStart: false,
      persistStateIntervalMillis: 3_600_000,
      systemInfoIntervalMillis: 5_000,
    }),
  )
  await crawler.run()
  if (failure) throw (failure as { error: unknown }).error
}
