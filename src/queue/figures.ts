/** Figures of the shared queue: what waits, since when, who works, and how many workers it would take. */
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Member } from './roll.js'

/** Name without prefix to value, as /metrics shows them. */
export type Figures = Readonly<Record<string, number>>

/** What waits should be done within an hour: the aim that the number of workers is reckoned by. */
const AIM_S = 3_600
/** A site takes so long where none was inspected yet. */
const USUAL_SITE_S = 300
/** How much one site moves the average. */
const SHARE = 0.1

/** How long a site takes, on average over the last ones. */
export class Pace {
  #meanMs: number | null = null

  note(tookMs: number): void {
    this.#meanMs = this.#meanMs === null ? tookMs : this.#meanMs + SHARE * (tookMs - this.#meanMs)
  }

  /** Seconds a site. */
  get seconds(): number {
    return this.#meanMs === null ? USUAL_SITE_S : this.#meanMs / 1_000
  }
}

async function oldestMs(redis: Redis, queue: Queue): Promise<number | null> {
  const id = await redis.lindex(queue.toKey('wait'), -1)
  if (id === null) return null
  const stamp = Number(await redis.hget(queue.toKey(id), 'timestamp'))
  return Number.isFinite(stamp) && stamp > 0 ? stamp : null
}

/**
 * Takes the figures. `queue_workers_needed` is what an autoscaler follows: workers of the usual number of slots that
 * would do what waits and runs within an hour, at least one while anything does.
 */
export async function figuresOf(
  redis: Redis,
  queues: readonly Queue[],
  members: readonly Member[],
  pace: Pace,
): Promise<Figures> {
  const counts = await Promise.all(
    queues.map((queue) => queue.getJobCounts('wait', 'delayed', 'active', 'failed')),
  )
  const sum = (state: string): number => counts.reduce((total, one) => total + (one[state] ?? 0), 0)
  const oldest = (await Promise.all(queues.map((queue) => oldestMs(redis, queue)))).filter(
    (at) => at !== null,
  )
  const [seconds = '0'] = await redis.time()
  const workers = members.filter((member) => member.role === 'worker')
  const slots = workers.reduce((total, worker) => total + worker.slots, 0)
  const perWorker = workers.length > 0 ? Math.max(1, slots / workers.length) : 4
  const open = sum('wait') + sum('delayed') + sum('active')
  return {
    queue_waiting: sum('wait') + sum('delayed'),
    queue_oldest_waiting_seconds:
      oldest.length > 0 ? Math.max(0, Math.round(Number(seconds) - Math.min(...oldest) / 1_000)) : 0,
    queue_running: sum('active'),
    queue_set_aside: sum('failed'),
    queue_workers: workers.length,
    queue_worker_slots: slots,
    queue_site_seconds: Math.round(pace.seconds * 10) / 10,
    queue_workers_needed: Math.ceil((open * pace.seconds) / AIM_S / perWorker),
  }
}
