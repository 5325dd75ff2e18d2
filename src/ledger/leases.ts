/** Leases: one holder at a time, over all processes of this database; and what the schedule has done. */
import { UserFault } from '../model/error.js'
import type { Ledger } from './open.js'

/**
 * Takes or prolongs a lease until so many milliseconds from now. Throws UserFault while another holder has it, unless
 * `isGone` knows that one to be dead.
 */
export function holdLease(
  ledger: Ledger,
  name: string,
  holder: string,
  forMs: number,
  isGone: (holder: string) => boolean = () => false,
): void {
  ledger.immediate(() => {
    const held = ledger.sql('SELECT holder, until FROM leases WHERE name = ?').get(name) as
      | { holder: string; until: number }
      | undefined
    if (held && held.holder !== holder && held.until > ledger.now() && !isGone(held.holder))
      throw new UserFault('server.scheduler-running', { holder: held.holder })
    ledger
      .sql(
        `INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until`,
      )
      .run(name, holder, ledger.now() + forMs)
  })
}

/** Gives a lease back. */
export function dropLease(ledger: Ledger, name: string, holder: string): void {
  ledger.immediate(() => ledger.sql('DELETE FROM leases WHERE name = ? AND holder = ?').run(name, holder))
}

/** Last due that a task was done for; null: never. */
export function lastMark(ledger: Ledger, task: string): string | null {
  const due = ledger.sql('SELECT max(due) FROM schedule_marks WHERE task = ?').pluck().get(task)
  return (due ?? null) as string | null
}

/** Writes down that a task was begun for a due day; a second time changes nothing. */
export function putMark(ledger: Ledger, task: string, due: string): void {
  ledger.immediate(() =>
    ledger
      .sql('INSERT INTO schedule_marks (task, due, done_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(task, due, ledger.now()),
  )
}
