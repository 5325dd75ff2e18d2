/** Lanes: tasks that wait their turn per host, so that one slow host holds up only itself. */
import PQueue from 'p-queue'
import { laneOf } from './pacer.js'

/** Runs tasks, a bounded number per host at a time. */
export class Lanes {
  readonly #queues = new Map<string, PQueue>()

  constructor(private readonly perLane: number) {}

  /** Runs a task in the lane of its URL and gives its result. */
  async run<T>(url: string, task: () => Promise<T>): Promise<T> {
    const key = laneOf(url)
    let queue = this.#queues.get(key)
    if (!queue) {
      queue = new PQueue({ concurrency: this.perLane })
      this.#queues.set(key, queue)
    }
    return queue.add(task)
  }

  /** Tasks that wait or run. */
  get pending(): number {
    let sum = 0
    for (const queue of this.#queues.values()) sum += queue.size + queue.pending
    return sum
  }
}
