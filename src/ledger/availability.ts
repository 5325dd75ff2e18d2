/** Samples of start pages as they are kept: counts a day for each unit, and each failure by itself. */
import { addDays, dayIn, type PlainDate } from '../model/date.js'
import type { Ledger } from './open.js'

/** up: it answered. down: it failed for certain. doubt: it failed so that nothing is certain. unknown: we could not look. */
export type SampleOutcome = 'up' | 'down' | 'doubt' | 'unknown'

/** One light look at a unit's start page; `at` in UTC milliseconds. */
export interface Sample {
  readonly unit: string
  readonly timezone: string
  readonly at: number
  readonly outcome: SampleOutcome
  /** What it failed of, or why we could not look; null where it answered. */
  readonly cause: string | null
}

/** So long each failure is kept by itself. */
const KEPT_DAYS = 400
const DAY_MS = 86_400_000

/** Keeps samples, and lets go of failures that are older than 400 days. */
export function putSamples(ledger: Ledger, samples: readonly Sample[]): void {
  ledger.immediate(() => {
    for (const { unit, timezone, at, outcome, cause } of samples) {
      ledger
        .sql(
          `INSERT INTO availability (unit, day, ${outcome}, last_at, last) VALUES (?, ?, 1, ?, ?)
            ON CONFLICT (unit, day) DO UPDATE SET ${outcome} = ${outcome} + 1, last_at = excluded.last_at, last = excluded.last`,
        )
        .run(unit, dayIn(timezone, at), at, outcome)
      if (outcome === 'down' || outcome === 'doubt')
        ledger
          .sql(
            'INSERT INTO availability_failures (unit, at, outcome, cause) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          )
          .run(unit, at, outcome, cause)
    }
    ledger.sql('DELETE FROM availability_failures WHERE at < ?').run(ledger.now() - KEPT_DAYS * DAY_MS)
  })
}

/** When each unit was last sampled, UTC milliseconds. */
export function lastSamples(ledger: Ledger): Map<string, number> {
  const rows = ledger.sql('SELECT unit, max(last_at) AS at FROM availability GROUP BY unit').all()
  return new Map((rows as { unit: string; at: number }[]).map(({ unit, at }) => [unit, at]))
}

/** How a unit's start page answered over some days. */
export interface Availability {
  readonly unit: string
  readonly up: number
  readonly down: number
  readonly doubt: number
  readonly unknown: number
  /** Share of samples that failed for certain among those that are certain, in hundredths of a percent; null below 100. */
  readonly failedShare: number | null
  readonly last: SampleOutcome
  readonly lastAt: number
  /** The newest failures, at most 20, newest first. */
  readonly failures: readonly {
    readonly at: number
    readonly outcome: string
    readonly cause: string | null
  }[]
}

/** Fewer certain samples than that say nothing of a share. */
const ENOUGH = 100

/** How start pages answered over the last days up to `today`, by unit; `unit` narrows. */
export function availabilityOf(
  ledger: Ledger,
  given: { readonly today: PlainDate; readonly days: number; readonly unit?: string },
): Availability[] {
  const from = addDays(given.today, 1 - given.days)
  const rows = ledger
    .sql(
      `SELECT unit, sum(up) AS up, sum(down) AS down, sum(doubt) AS doubt, sum(unknown) AS unknown,
          last, max(last_at) AS lastAt FROM availability
        WHERE day >= @from AND (@unit IS NULL OR unit = @unit) GROUP BY unit ORDER BY unit`,
    )
    .all({ from, unit: given.unit ?? null }) as Omit<Availability, 'failedShare' | 'failures'>[]
  const failures = ledger.sql(
    `SELECT at, outcome, cause FROM availability_failures WHERE unit = ? AND at >= ? ORDER BY at DESC LIMIT 20`,
  )
  // The day before: zones differ by less than a day.
  const since = Date.parse(`${addDays(from, -1)}T00:00:00Z`)
  return rows.map((row) => {
    const certain = row.up + row.down
    return {
      ...row,
      failedShare: certain < ENOUGH ? null : Math.round((row.down * 10_000) / certain),
      failures: failures.all(row.unit, since) as Availability['failures'],
    }
  })
}
