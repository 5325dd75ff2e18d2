/** Runs (检查批次): begun, finished, resumed; what is recorded of one stays readable for ever. */
import { hostname } from 'node:os'
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { Purpose } from '../model/vocabulary.js'
import type { Ledger } from './open.js'
import { uuidv7 } from './uuid.js'

/** What a run is begun with. `units`: every unit that it is to inspect, in order. */
export interface NewRun {
  readonly purpose: Purpose
  readonly at: PlainDate
  readonly period: string | null
  readonly tool: string
  readonly actor: string
  /** Equal for runs that may resume each other: workspace entry, tool version, at, rubrics (contract §7). */
  readonly resumeKey: string
  readonly units: readonly string[]
  readonly rubrics: readonly string[]
  /** starts: it looks at start pages only, and is no whole inspection of anything. Absent: all. */
  readonly scope?: 'all' | 'starts'
}

/** A run as recorded; `running` is one that has not said how it ended. Instants are UTC milliseconds. */
export interface Run extends NewRun {
  readonly id: string
  readonly status: 'running' | 'complete' | 'interrupted' | 'held' | 'void'
  readonly startedAt: number
  readonly finishedAt: number | null
}

const RESUMABLE_MS = 24 * 3_600_000

interface RunRow {
  readonly id: string
  readonly purpose: Purpose
  readonly at: string
  readonly period: string | null
  readonly tool: string
  readonly actor: string
  readonly resume_key: string
  readonly units: string
  readonly rubrics: string
  readonly scope: 'all' | 'starts'
  readonly status: Run['status']
  readonly host: string
  readonly pid: number
  readonly started_at: number
  readonly finished_at: number | null
}

function asRun(row: RunRow): Run {
  return {
    id: row.id,
    purpose: row.purpose,
    at: row.at,
    period: row.period,
    tool: row.tool,
    actor: row.actor,
    resumeKey: row.resume_key,
    units: JSON.parse(row.units) as string[],
    rubrics: JSON.parse(row.rubrics) as string[],
    scope: row.scope,
    status: row.status,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}

/** Begins a run, now by the ledger's clock; returns its id, a UUIDv7. */
export function beginRun(ledger: Ledger, run: NewRun): string {
  const now = ledger.now()
  const id = uuidv7(now)
  ledger.immediate(() =>
    ledger
      .sql(
        `INSERT INTO runs (id, purpose, at, period, tool, actor, resume_key, units, rubrics, scope, status, host, pid, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?)`,
      )
      .run(
        id,
        run.purpose,
        run.at,
        run.period,
        run.tool,
        run.actor,
        run.resumeKey,
        JSON.stringify(run.units),
        JSON.stringify(run.rubrics),
        run.scope ?? 'all',
        hostname(),
        process.pid,
        now,
      ),
  )
  return id
}

/** The run, or null. */
export function runById(ledger: Ledger, id: string): Run | null {
  const row = ledger.sql('SELECT * FROM runs WHERE id = ?').get(id) as RunRow | undefined
  return row ? asRun(row) : null
}

/** Runs, newest first. */
export function listRuns(ledger: Ledger, limit = 1_000): Run[] {
  const rows = ledger.sql('SELECT * FROM runs ORDER BY started_at DESC, id DESC LIMIT ?').all(limit)
  return (rows as RunRow[]).map(asRun)
}

/**
 * Says how a run ended. A run to its end of which no unit has a valid observation is `void`. Throws UserFault for an
 * unknown run. Returns the status that was recorded.
 */
export function finishRun(
  ledger: Ledger,
  id: string,
  status: 'complete' | 'interrupted' | 'held',
): Run['status'] {
  return ledger.immediate(() => {
    if (!runById(ledger, id)) throw new UserFault('ledger.unknown-run', { run: id })
    const { all, valid } = ledger
      .sql(
        `SELECT count(*) AS "all", coalesce(sum(status <> 'inconclusive'), 0) AS valid FROM unit_results WHERE run = ?`,
      )
      .get(id) as { all: number; valid: number }
    const final = status !== 'interrupted' && all > 0 && valid === 0 ? 'void' : status
    ledger.sql('UPDATE runs SET status = ?, finished_at = ? WHERE id = ?').run(final, ledger.now(), id)
    return final
  })
}

/** Takes a run up again: it is running, in this process. */
export function reopenRun(ledger: Ledger, id: string): void {
  ledger.immediate(() =>
    ledger
      .sql(`UPDATE runs SET status = 'running', host = ?, pid = ?, finished_at = NULL WHERE id = ?`)
      .run(hostname(), process.pid, id),
  )
}

function aliveHere(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * The newest run with this key that broke off less than 24 hours before `now`, or null. A run that another living
 * process of this machine still works on is not resumable.
 */
export function resumableRun(ledger: Ledger, resumeKey: string, now: number): Run | null {
  const rows = ledger
    .sql(
      `SELECT * FROM runs WHERE resume_key = ? AND status IN ('running', 'interrupted') AND started_at > ?
        ORDER BY started_at DESC, id DESC`,
    )
    .all(resumeKey, now - RESUMABLE_MS) as RunRow[]
  const free = rows.find(
    (row) => row.status === 'interrupted' || row.host !== hostname() || !aliveHere(row.pid),
  )
  return free ? asRun(free) : null
}

/** Runs that no living process of this machine works on any more, oldest first: ended ones, and those that broke off. */
export function brokenOffRuns(ledger: Ledger): Run[] {
  const rows = ledger.sql('SELECT * FROM runs ORDER BY started_at, id').all() as RunRow[]
  return rows
    .filter((row) => row.status !== 'running' || (row.host === hostname() && !aliveHere(row.pid)))
    .map(asRun)
}

/** Sites that are recorded in this run: a resumed run leaves them alone. */
export function recordedSites(ledger: Ledger, id: string): Set<string> {
  const sites = ledger.sql('SELECT site FROM inspections WHERE run = ?').pluck().all(id)
  return new Set(sites as string[])
}
