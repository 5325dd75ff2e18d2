/** Breakers over recorded monitoring runs: their new entries wait until the whole run is known, and longer where one trips (contract §7). */
import { BREAKER_NEEDS, type RunRates, type Trip, tripsOf } from '../model/breaker.js'
import { postEntry } from './decide.js'
import { entriesUnderDispute } from './dispute-rows.js'
import { entryOf } from './entry-state.js'
import type { Ledger } from './open.js'
import { type Run, runById } from './runs.js'

/** Earlier runs that are compared with, newest first: what three of them were let through with is the new usual. */
const COMPARED = 5

function ratesOf(ledger: Ledger, run: string): RunRates {
  const { units, failed } = ledger
    .sql(
      `SELECT count(*) AS units, coalesce(sum(status <> 'inspected'), 0) AS failed FROM unit_results WHERE run = ?`,
    )
    .get(run) as { units: number; failed: number }
  const problems = ledger
    .sql(
      `SELECT json_extract(json, '$.check') AS id, count(DISTINCT unit) AS units FROM run_findings
        WHERE run = ? AND shared = 0 AND json_extract(json, '$.verdict') = 'problem'
          AND json_extract(json, '$.state') IN ('candidate', 'confirmed') GROUP BY id`,
    )
    .all(run) as { id: string; units: number }[]
  return { units, failed, problems: new Map(problems.map((one) => [one.id, one.units])) }
}

/**
 * Monitoring runs before this one with enough units: complete ones, and held ones of which a person has posted
 * something since, so that a change for good does not hold every run to come.
 */
function earlierRuns(ledger: Ledger, run: Run): string[] {
  return ledger
    .sql(
      `SELECT r.id FROM runs r WHERE r.purpose = 'monitor' AND r.scope = 'all' AND r.id <> ? AND r.started_at <= ?
          AND json_array_length(r.units) >= ${BREAKER_NEEDS.units}
          AND (r.status = 'complete' OR (r.status = 'held' AND EXISTS (
            SELECT 1 FROM ledger o JOIN ledger p ON p.entry = o.entry AND p.kind = 'post'
              WHERE o.run = r.id AND o.key IS NOT NULL)))
        ORDER BY r.started_at DESC, r.id DESC LIMIT ${COMPARED}`,
    )
    .pluck()
    .all(run.id, run.startedAt) as string[]
}

/** True for a run that breakers look at: entries that it opens stay pending until `settleRun`. */
export function isGuarded(ledger: Ledger, run: Run): boolean {
  return (
    run.purpose === 'monitor' &&
    run.units.length >= BREAKER_NEEDS.units &&
    earlierRuns(ledger, run).length >= BREAKER_NEEDS.runs
  )
}

/** Entries that a run opened and that are still pending and not contested. */
function waiting(ledger: Ledger, run: string): string[] {
  const contested = entriesUnderDispute(ledger)
  const opened = ledger
    .sql('SELECT entry FROM ledger WHERE run = ? AND key IS NOT NULL ORDER BY seq')
    .pluck()
    .all(run) as string[]
  return opened.filter((id) => !contested.has(id) && entryOf(ledger, id).state === 'pending')
}

/** What the run prints of its entries was noted while they waited. */
function tellPosted(ledger: Ledger, run: string, posted: ReadonlySet<string>): void {
  const rows = ledger.sql('SELECT unit, rubric, period, json FROM run_scores WHERE run = ?').all(run) as {
    unit: string
    rubric: string
    period: string
    json: string
  }[]
  const put = ledger.sql(
    'UPDATE run_scores SET json = ? WHERE run = ? AND unit = ? AND rubric = ? AND period = ?',
  )
  for (const { unit, rubric, period, json } of rows) {
    const score = JSON.parse(json) as { indicators: { entries: { id: string; state: string }[] }[] }
    for (const entry of score.indicators.flatMap(({ entries }) => entries))
      if (posted.has(entry.id)) entry.state = 'posted'
    put.run(JSON.stringify(score), run, unit, rubric, period)
  }
}

/**
 * Asks the breakers about a run whose sites are all recorded. Tripped: its new entries stay pending until `ledger
 * post`, whatever the posting. Else, under automatic posting, what waited is posted. Runs that no breaker looks at
 * are left as they are. Returns why the run is held; empty: it is not.
 */
export function settleRun(
  ledger: Ledger,
  id: string,
  given: { readonly posting: 'approval' | 'automatic'; readonly actor: string },
): Trip[] {
  return ledger.immediate(() => {
    const run = runById(ledger, id)
    if (run === null || !isGuarded(ledger, run)) return []
    const trips = tripsOf(
      ratesOf(ledger, id),
      earlierRuns(ledger, run).map((earlier) => ratesOf(ledger, earlier)),
    )
    if (trips.length > 0 || given.posting !== 'automatic') return trips
    const posted = waiting(ledger, id)
    for (const entry of posted)
      postEntry(ledger, entry, { actor: given.actor, reason: null, decidedBy: 'auto', run: id })
    tellPosted(ledger, id, new Set(posted))
    return []
  })
}
