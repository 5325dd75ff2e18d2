/** How many there are of things, for a monitor: counted by the database, never listed. */
import { FINDING_STATES, UNIT_STATUSES } from '../model/vocabulary.js'
import type { Ledger } from './open.js'
import { latestStatus } from './results-read.js'

const RUN_STATUSES = ['running', 'complete', 'interrupted', 'held', 'void'] as const

/** Counts by word, and when the last run came to its end (UTC milliseconds; 0: none did). */
export interface BookFigures {
  readonly runs: ReadonlyMap<string, number>
  readonly findings: ReadonlyMap<string, number>
  readonly units: ReadonlyMap<string, number>
  readonly lastComplete: number
}

function counted(words: readonly string[], found: Iterable<readonly [string, number]>): Map<string, number> {
  const counts = new Map<string, number>(words.map((word) => [word, 0]))
  for (const [word, count] of found) counts.set(word, (counts.get(word) ?? 0) + count)
  return counts
}

/** The figures as the books stand. A word that nothing has is told as 0. */
export function bookFigures(ledger: Ledger): BookFigures {
  const grouped = (sql: string) => ledger.sql(sql).raw().all() as [string, number][]
  const statuses = [...latestStatus(ledger).values()].map(({ status }) => [status, 1] as const)
  const last = ledger.sql(`SELECT max(finished_at) FROM runs WHERE status = 'complete' AND scope = 'all'`)
  return {
    runs: counted(RUN_STATUSES, grouped('SELECT status, count(*) FROM runs GROUP BY status')),
    findings: counted(FINDING_STATES, grouped('SELECT state, count(*) FROM findings GROUP BY state')),
    units: counted(UNIT_STATUSES, statuses),
    lastComplete: (last.pluck().get() ?? 0) as number,
  }
}
