/** The coordinator's side of the shared queue: orders go out, signed results come in, each is handed to recording once. */
import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { EvidenceStore } from '../evidence/store.js'
import { UserFault } from '../model/error.js'
import type { InspectionResult } from '../model/inspection.js'
import { type Figures, figuresOf, Pace } from './figures.js'
import { deliverySchema, fits, type Order } from './order.js'
import { dropFiles, fetchFiles } from './parcel.js'
import {
  clockFault,
  KEY_PREFIX,
  LANES,
  type Lane,
  laneName,
  PARTING_MS,
  resultKey,
  tellFailure,
  within,
} from './redis.js'
import { HEARD_EVERY_MS, type Member, membersOf, sayGone, sayThere } from './roll.js'
import { open, type Signer, sign } from './signed.js'

/** An order whose tries are used up: its site is set aside. The message says why it failed last. */
export class SetAside extends Error {}

/** How often results are looked for, and how often orders that brought none. */
const LOOK_MS = 150
const STATES_EVERY = 8
/** Tries of one order, and the pause between two. A worker that dies with it counts as one. */
const TRIES = 3
const AGAIN_MS = 2_000
/** How orders are tried that somebody may come back for, and passing ones: once, behind all others of their lane. */
const LASTING = { attempts: TRIES, removeOnFail: { age: 14 * 86_400 } }
const PASSING = { attempts: 1, removeOnFail: true, priority: 10 }

/** What a coordinator works with. */
export interface CoordinatorDeps {
  readonly redis: Redis
  readonly signer: Signer
  /** Name and version of the program: workers of another get no orders. */
  readonly tool: string
  readonly store: Pick<EvidenceStore, 'hasBlob' | 'putBlob' | 'settle'>
  now(): number
  readonly log: Logger
}

/** An order before it is placed. */
export type Unplaced = Omit<Order, 'placedAt'>

/** A lane; `passing`: behind whoever waits, wanted only now: taken back when its asker goes, and without its files. */
type Asked = Lane | 'passing'

/** Orders and their results. */
export interface Coordinator {
  /**
   * Places an order, or finds it placed already, and waits for its result. Rejects with SetAside when its tries are
   * used up, and with the signal's reason when that is aborted: the order stays, for whoever takes the run up again.
   */
  ask(order: Unplaced, lane: Asked, signal: AbortSignal): Promise<InspectionResult>
  /** The result of this order is in the database: nothing of it is kept any longer. */
  recorded(key: string): Promise<void>
  figures(): Figures
  members(): Promise<Member[]>
  close(): Promise<void>
}

interface Waiting {
  readonly order: Unplaced
  readonly lane: Asked
  bad: number
  taking: boolean
  resolve(result: InspectionResult): void
  reject(error: unknown): void
}

class SharedQueue implements Coordinator {
  readonly #id = randomUUID()
  readonly #queues: ReadonlyMap<Lane, Queue>
  readonly #waiting = new Map<string, Waiting>()
  /** Results handed over and not yet recorded. */
  readonly #handed = new Map<string, InspectionResult>()
  readonly #pace = new Pace()
  #figures: Figures = {}
  #ticks = 0
  #looking: Promise<void> | null = null
  readonly #timers: NodeJS.Timeout[]

  constructor(private readonly deps: CoordinatorDeps) {
    const { redis, tool } = deps
    this.#queues = new Map(
      LANES.map((lane) => {
        const queue = new Queue(laneName(lane, tool), { connection: redis, prefix: KEY_PREFIX })
        queue.on('error', (error) => tellFailure(deps.log, error))
        return [lane, queue]
      }),
    )
    this.#timers = [
      setInterval(() => {
        this.#looking ??= this.#look().finally(() => {
          this.#looking = null
        })
      }, LOOK_MS),
      setInterval(() => void this.#say(), HEARD_EVERY_MS),
    ]
  }

  /** Says that this coordinator is there, and takes the figures anew. What fails is tried again in a moment. */
  async #say(): Promise<void> {
    const { redis, signer, tool, log, store } = this.deps
    try {
      const own = { role: 'coordinator', id: this.#id, tool, vantage: null, slots: 0, busy: 0 } as const
      await sayThere(redis, own, signer)
      const queues = [...this.#queues.values()]
      this.#figures = {
        ...(await figuresOf(redis, queues, await this.members(), this.#pace)),
        evidence_unsent_files: await store.settle(),
      }
    } catch (error) {
      log.debug({ err: error }, 'the roll could not be kept')
    }
  }

  /** Says for the first time who is there. */
  begin(): Promise<void> {
    return this.#say()
  }

  async ask(order: Unplaced, lane: Asked, signal: AbortSignal): Promise<InspectionResult> {
    signal.throwIfAborted()
    await this.#place(order, lane)
    return new Promise((resolve, reject) => {
      const abandon = (): void => {
        this.#waiting.delete(order.key)
        // What is in hand already comes to its end, and goes by its age.
        if (lane === 'passing')
          void this.#queue(lane)
            .remove(order.key)
            .catch(() => 0)
        reject(signal.reason)
      }
      if (signal.aborted) return abandon()
      signal.addEventListener('abort', abandon, { once: true })
      const settled = <T>(settle: (value: T) => void) => {
        return (value: T): void => {
          signal.removeEventListener('abort', abandon)
          this.#waiting.delete(order.key)
          settle(value)
        }
      }
      this.#waiting.set(order.key, {
        order,
        lane,
        bad: 0,
        taking: false,
        resolve: settled(resolve),
        reject: settled(reject),
      })
    })
  }

  /**
   * Places an order. One that waits already is told anew: history may have grown since. The time is that of placing:
   * an order whose coordinator still waits never grows old for good, however long the queue is.
   */
  async #place(unplaced: Unplaced, lane: Asked): Promise<void> {
    const queue = this.#queue(lane)
    const order: Order = { ...unplaced, placedAt: this.deps.now() }
    const data = { order: (await sign('order', order, this.deps.signer)).toString('base64') }
    const placed = await queue.getJob(order.key)
    if (placed && (await placed.isWaiting())) await placed.updateData(data)
    if (placed) return
    await queue.add('inspect', data, {
      jobId: order.key,
      ...(lane === 'passing' ? PASSING : LASTING),
      backoff: { type: 'fixed', delay: AGAIN_MS },
      removeOnComplete: true,
    })
  }

  #queue(lane: Asked): Queue {
    const queue = this.#queues.get(lane === 'passing' ? 'prompt' : lane)
    if (!queue) throw new Error(`no lane ${lane}`)
    return queue
  }

  /** One look at everything that is waited for. Nothing that goes wrong here is lost: the next look sees it again. */
  async #look(): Promise<void> {
    const waiting = [...this.#waiting.values()].filter((one) => !one.taking)
    if (waiting.length === 0) return
    this.#ticks += 1
    try {
      if (this.#ticks % STATES_EVERY === 0) await this.#lookAtStates(waiting)
      const asked = this.deps.redis.pipeline()
      for (const { order } of waiting) asked.exists(resultKey(order.key))
      const found = (await asked.exec()) ?? []
      await Promise.all(waiting.map((one, index) => (found[index]?.[1] === 1 ? this.#take(one) : null)))
    } catch (error) {
      this.deps.log.warn({ err: error }, 'results could not be looked for')
    }
  }

  /** Orders that failed for good are given up; those that Redis has forgotten are placed again. */
  async #lookAtStates(waiting: readonly Waiting[]): Promise<void> {
    for (const one of waiting) {
      const job = await this.#queue(one.lane).getJob(one.order.key)
      if (job && (await job.isFailed())) one.reject(new SetAside(job.failedReason))
      // Delivered while we looked: the result stands there before its order goes.
      else if (!job && (await this.deps.redis.exists(resultKey(one.order.key))) === 0)
        if (one.lane === 'passing') one.reject(new SetAside('it failed'))
        else await this.#place(one.order, one.lane)
    }
  }

  async #take(one: Waiting): Promise<void> {
    one.taking = true
    try {
      const packed = await this.deps.redis.getBuffer(resultKey(one.order.key))
      if (packed === null) return
      const result = await this.#checked(one, packed)
      this.#handed.set(one.order.key, result)
      this.#pace.note(result.finishedAt - result.startedAt)
      one.resolve(result)
    } catch (error) {
      await this.#refuse(one, error)
    } finally {
      one.taking = false
    }
  }

  /** The result of a delivery that is whole. @throws UserFault for one that is not */
  async #checked({ order, lane }: Waiting, packed: Buffer): Promise<InspectionResult> {
    const { redis, signer, store } = this.deps
    const { value, by } = await open('delivery', packed, signer.secret)
    const delivery = deliverySchema.safeParse(value)
    if (!delivery.success || delivery.data.key !== order.key || !fits(order, delivery.data.result))
      throw new UserFault('queue.misfit', { by })
    const result = { ...delivery.data.result, site: order.job.site }
    const lost = lane === 'passing' ? [] : await fetchFiles(redis, store, result)
    if (lost.length > 0) throw new UserFault('queue.files-lost', { by, count: lost.length })
    return result
  }

  /** A delivery that cannot be used is thrown away and asked for again, as often as an order is tried. */
  async #refuse(one: Waiting, error: unknown): Promise<void> {
    const { redis, log } = this.deps
    log.error({ site: one.order.job.site.id, err: error }, 'a delivery was refused')
    if (!(error instanceof UserFault)) return
    one.bad += 1
    await redis.del(resultKey(one.order.key))
    if (one.bad >= TRIES || one.lane === 'passing') one.reject(new SetAside(error.message))
    else await this.#place(one.order, one.lane)
  }

  async recorded(key: string): Promise<void> {
    const result = this.#handed.get(key)
    this.#handed.delete(key)
    if (!result) return
    await this.deps.redis.unlink(resultKey(key))
    await dropFiles(this.deps.redis, result)
  }

  readonly figures = (): Figures => this.#figures

  members(): Promise<Member[]> {
    return membersOf(this.deps.redis, this.deps.signer.secret)
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#looking
    for (const one of this.#waiting.values()) one.reject(new Error('the coordinator has closed'))
    await within(PARTING_MS, sayGone(this.deps.redis, this.#id))
    await within(PARTING_MS, Promise.allSettled([...this.#queues.values()].map((queue) => queue.close())))
    this.deps.redis.disconnect()
  }
}

/**
 * Opens the coordinator's side and says that it is there. It closes the connection that it was given.
 * @throws UserFault where this machine's clock is wrong: its orders would be too old for every worker
 */
export async function openCoordinator(deps: CoordinatorDeps): Promise<Coordinator> {
  const clock = await clockFault(deps.redis, deps.now)
  if (clock) {
    deps.redis.disconnect()
    throw clock
  }
  const queue = new SharedQueue(deps)
  await queue.begin()
  return queue
}
