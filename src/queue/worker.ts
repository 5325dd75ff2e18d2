/** A worker's side of the shared queue: takes orders, has them inspected, signs and delivers their results. */
import { randomUUID } from 'node:crypto'
import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { EvidenceStore } from '../evidence/store.js'
import { UserFault } from '../model/error.js'
import type { InspectionResult } from '../model/inspection.js'
import { type Delivery, type Order, orderSchema } from './order.js'
import { PARCEL_KEPT_S, sendFiles } from './parcel.js'
import {
  clockFault,
  KEY_PREFIX,
  LANES,
  laneName,
  PARTING_MS,
  resultKey,
  tellFailure,
  within,
} from './redis.js'
import { HEARD_EVERY_MS, membersOf, sayGone, sayThere } from './roll.js'
import { open, type Signer, sign } from './signed.js'
import { holdSite } from './site-lock.js'

/** What a worker works with. */
export interface WorkerDeps {
  readonly redis: Redis
  readonly signer: Signer
  readonly tool: string
  /** Where it looks from. */
  readonly vantage: string
  /** Sites of the night at once, and as many beside them of what somebody waits for. */
  readonly slots: number
  /** A worker that has not been heard of for so long is dead, and its site is another's. */
  readonly leaseMs: number
  readonly store: Pick<EvidenceStore, 'readBlob' | 'settle'>
  /** Which store its evidence goes to; an order that names another gets its files sent along. */
  readonly storeId: string
  /** Carries out one order; interrupted where `signal` stopped it. */
  inspect(order: Order, signal: AbortSignal): Promise<InspectionResult>
  /** True for a fault of this machine: the order goes to another worker, and this one stops. */
  isOwnFault(error: unknown): boolean
  now(): number
  readonly log: Logger
}

/** A worker at work. */
export interface QueueWorker {
  /** Settles when the worker may not go on: its machine fails, its clock goes wrong, or the coordinator is of another version. Never by itself otherwise. */
  readonly broken: Promise<UserFault>
  /** Takes nothing more; what is in hand may finish for so many milliseconds and is handed back then. */
  drain(graceMs: number): Promise<void>
}

/** A run can be resumed for a day: an older order is nobody's. */
const ORDER_LIVES_MS = 24 * 3_600_000
/** A site that somebody else has is asked for again after so long. */
const BUSY_MS = 1_000
const STALLS = 2
const STRANGER = 'queue.stranger'
const SITE_BUSY = 'crawl.site-busy'

const HAND_BACK_MS = 10_000

type Task = Job<{ order: string }>

class Taker implements QueueWorker {
  readonly #id = randomUUID()
  readonly #workers: readonly Worker[]
  readonly #stopped = new AbortController()
  readonly #timer: NodeJS.Timeout
  #busy = 0
  #closing = false
  #break: (fault: UserFault) => void = () => undefined
  readonly broken = new Promise<UserFault>((resolve) => {
    this.#break = resolve
  })

  constructor(private readonly deps: WorkerDeps) {
    const { redis, tool, slots, leaseMs, log } = deps
    this.#workers = LANES.map((lane) => {
      const worker: Worker = new Worker(
        laneName(lane, tool),
        (job: Task, token, signal) => this.#work(job, token ?? '', signal),
        {
          connection: redis,
          prefix: KEY_PREFIX,
          // Each lane has slots of its own: what somebody waits for never stands behind the night.
          concurrency: slots,
          lockDuration: leaseMs,
          stalledInterval: Math.max(500, Math.round(leaseMs / 3)),
          maxStalledCount: STALLS,
          drainDelay: 2,
        },
      )
      worker.on('error', (error) => tellFailure(log, error))
      // Another worker has the order by now: what we still do for it is of no use.
      worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => void worker.cancelJob(id, 'lost')))
      return worker
    })
    this.#timer = setInterval(() => void this.#say(), HEARD_EVERY_MS)
  }

  /** Says that this worker is there, and asks whether it may still serve. */
  async #say(): Promise<void> {
    const { redis, signer, tool, vantage, slots, log } = this.deps
    try {
      await sayThere(redis, { role: 'worker', id: this.#id, tool, vantage, slots, busy: this.#busy }, signer)
      const unfit = await unfitness(this.deps)
      if (unfit) this.#break(unfit)
    } catch (error) {
      log.debug({ err: error }, 'the roll could not be kept')
    }
  }

  begin(): Promise<void> {
    return this.#say()
  }

  async #work(job: Task, token: string, lost: AbortSignal | undefined): Promise<void> {
    const { redis, leaseMs, log } = this.deps
    const key = String(job.id)
    if ((await redis.exists(resultKey(key))) === 1) return
    const order = await this.#orderOf(job, key, token)
    if (order === null) return
    const held = await holdSite(redis, order.job.site.id, leaseMs)
    if (held === null) return this.#later(job, token)
    this.#busy += 1
    try {
      const signals = [this.#stopped.signal, ...(lost ? [lost] : [])]
      const result = await this.deps.inspect(order, AbortSignal.any(signals))
      if (lost?.aborted) log.warn({ site: order.job.site.id }, 'the order was given to another worker')
      else if (result.interrupted) await this.#handBack(job, token)
      else await this.#deliver(order, result)
    } catch (error) {
      await this.#failed(job, token, error)
    } finally {
      this.#busy -= 1
      await held.release()
    }
  }

  /** The order of a job; null for one that nobody waits for any longer. */
  async #orderOf(job: Task, key: string, token: string): Promise<Order | null> {
    const { signer, tool, now } = this.deps
    try {
      const { value } = await open('order', Buffer.from(job.data.order, 'base64'), signer.secret)
      const order = orderSchema.parse(value)
      if (order.key !== key || order.tool !== tool) throw new UserFault('queue.misfit', { by: order.tool })
      return now() - order.placedAt > ORDER_LIVES_MS ? null : order
    } catch (error) {
      // Either it does not belong here or this worker does not: the others may know it.
      if (error instanceof UserFault && error.key === STRANGER) {
        this.#break(error)
        return this.#handBack(job, token)
      }
      // Trying again makes no other message of it.
      throw new UnrecoverableError(error instanceof Error ? error.message : String(error))
    }
  }

  async #deliver(order: Order, result: InspectionResult): Promise<void> {
    const { redis, signer, store, storeId } = this.deps
    // What a shared store would not take goes along as well.
    const unsent = await store.settle()
    if (order.store !== storeId || unsent > 0) await sendFiles(redis, store, result)
    const delivery: Delivery = {
      schema: 'xuncha.delivery/1',
      key: order.key,
      worker: this.#id,
      result,
    }
    const packed = await sign('delivery', delivery, signer)
    await redis.set(resultKey(order.key), packed, 'EX', PARCEL_KEPT_S)
  }

  /** What failed here by no fault of the order is another's, at once; anything else is a try that is used up. */
  async #failed(job: Task, token: string, error: unknown): Promise<void> {
    if (error instanceof WaitingError || error instanceof DelayedError) throw error
    if (this.#stopped.signal.aborted) return this.#handBack(job, token)
    if (error instanceof UserFault && error.key === SITE_BUSY) return this.#later(job, token)
    if (error instanceof UserFault && this.deps.isOwnFault(error)) {
      this.#break(error)
      return this.#handBack(job, token)
    }
    throw error
  }

  async #handBack(job: Task, token: string): Promise<never> {
    await job.moveToWait(token)
    throw new WaitingError()
  }

  async #later(job: Task, token: string): Promise<never> {
    await job.moveToDelayed(this.deps.now() + BUSY_MS, token)
    throw new DelayedError()
  }

  async drain(graceMs: number): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    clearInterval(this.#timer)
    const timer = setTimeout(() => this.#stopped.abort(new Error('drained')), graceMs)
    // Where Redis is away nothing can be handed back: the lease gives it to others.
    await within(graceMs + HAND_BACK_MS, Promise.allSettled(this.#workers.map((worker) => worker.close())))
    clearTimeout(timer)
    await within(PARTING_MS, sayGone(this.deps.redis, this.#id))
  }
}

/**
 * Why this worker may not serve: its clock is wrong, or every coordinator there is runs another version. Null where one
 * fits, or none is there.
 */
async function unfitness({ redis, signer, tool, now }: WorkerDeps): Promise<UserFault | null> {
  const clock = await clockFault(redis, now)
  if (clock) return clock
  const members = await membersOf(redis, signer.secret)
  const others = members.filter((member) => member.role === 'coordinator')
  if (others.length === 0 || others.some((member) => member.tool === tool)) return null
  return new UserFault('queue.skew', {
    own: tool,
    theirs: [...new Set(others.map((one) => one.tool))].join(', '),
  })
}

/**
 * Starts to take orders.
 * @throws UserFault where this machine's clock is wrong, or every coordinator runs another version
 */
export async function openWorker(deps: WorkerDeps): Promise<QueueWorker> {
  const unfit = await unfitness(deps)
  if (unfit) throw unfit
  const taker = new Taker(deps)
  await taker.begin()
  return taker
}
