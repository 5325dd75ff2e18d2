/** The schedule: tasks that are asked every half minute whether something is due, by one process for one database. */
import { hostname } from 'node:os'
import { Cron } from 'croner'
import { dropLease, holdLease } from '../ledger/leases.js'
import type { Companion, Office } from './office.js'

const LEASE = 'scheduler'
const LEASE_MS = 90_000

/** One thing that the schedule does. A tick that still goes on is not begun a second time. */
export interface Task {
  readonly name: string
  /** Does what is due now; nothing where nothing is. */
  tick(): Promise<void>
  figures(): Readonly<Record<string, number>>
}

/** True for a process of this machine that lives no more: a server that was killed keeps nobody from starting it again. */
function isDead(holder: string): boolean {
  const [host, pid] = holder.split(' ')
  if (host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/**
 * Runs the tasks until it is stopped. The lease on the database is renewed as long as it lives.
 * @throws UserFault while another process runs the schedule of this database
 */
export function openSchedule(
  office: Office,
  tasks: readonly Task[],
  onFailure: (task: string, error: unknown) => void = () => undefined,
): Companion {
  const { ledger, log } = office
  const holder = `${hostname()} ${process.pid}`
  holdLease(ledger, LEASE, holder, LEASE_MS, isDead)
  const going = new Map<string, Promise<void>>()
  let failures = 0
  const failed = (task: string) => (error: unknown) => {
    failures += 1
    log.error({ task, err: error }, 'a task of the schedule failed; it is tried again')
    onFailure(task, error)
  }
  const tick = async () => {
    holdLease(ledger, LEASE, holder, LEASE_MS)
    for (const task of tasks) {
      if (going.has(task.name)) continue
      const work = Promise.resolve()
        .then(() => task.tick())
        .catch(failed(task.name))
        .finally(() => going.delete(task.name))
      going.set(task.name, work)
    }
  }
  // Every half minute: a machine that slept, or whose clock was set, still finds what is due.
  const cron = new Cron('*/30 * * * * *', () => {
    tick().catch(failed('lease'))
  })
  return {
    stop: async () => {
      cron.stop()
      await Promise.all(going.values())
      dropLease(ledger, LEASE, holder)
    },
    figures: () =>
      Object.assign({ schedule_failures_total: failures }, ...tasks.map((task) => task.figures())) as Record<
        string,
        number
      >,
  }
}
