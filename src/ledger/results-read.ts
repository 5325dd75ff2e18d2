/** What inspections recorded of units, run by run: standings, scores over time, what each run saw. Read only. */
import type { PlainDate } from '../model/date.js'
import type { FindingState, Purpose, UnitStatus, Verdict } from '../model/vocabulary.js'
import { lastChange, standOf } from './changes.js'
import type { Ledger } from './open.js'
import type { UnitSummary } from './record-unit.js'

/** One unit in one run. */
export interface RecordedResult {
  readonly run: string
  readonly unit: string
  readonly name: string
  readonly site: string
  readonly purpose: Purpose
  readonly at: PlainDate
  readonly status: UnitStatus
  readonly reason: string | null
  /** UTC milliseconds. */
  readonly startedAt: number
  readonly summary: UnitSummary
}

const RESULT = `SELECT u.run, u.unit, u.name, u.site, u.purpose, u.at, u.status, u.reason, u.json, r.started_at AS startedAt
  FROM unit_results u JOIN runs r ON r.id = u.run`

function asResult(raw: unknown): RecordedResult {
  const { json, ...row } = raw as Omit<RecordedResult, 'summary'> & { json: string }
  return { ...row, summary: JSON.parse(json) as UnitSummary }
}

/** A start page that answered where only start pages were looked at says nothing of how the unit stands. */
const WHOLE = `NOT (r.scope = 'starts' AND u.status = 'inconclusive')`

/** Results of a unit, newest first. A look again at single findings is none. */
export function resultsOfUnit(ledger: Ledger, unit: string, most = 50): RecordedResult[] {
  return ledger
    .sql(
      `${RESULT} WHERE u.unit = ? AND u.purpose <> 'recheck' AND ${WHOLE} ORDER BY r.started_at DESC, u.run DESC LIMIT ?`,
    )
    .all(unit, most)
    .map(asResult)
}

/** Results of every unit of a run, by unit. */
export function resultsOfRun(ledger: Ledger, run: string): RecordedResult[] {
  return ledger.sql(`${RESULT} WHERE u.run = ? ORDER BY u.unit`).all(run).map(asResult)
}

/** How each unit stood when it was last inspected formally or by monitoring. */
export function latestStatus(
  ledger: Ledger,
): Map<string, { readonly status: UnitStatus; readonly reason: string | null; readonly at: PlainDate }> {
  const rows = ledger
    .sql(
      `SELECT u.unit, u.status, u.reason, u.at, max(r.started_at) FROM unit_results u JOIN runs r ON r.id = u.run
        WHERE u.purpose IN ('formal', 'monitor') AND ${WHOLE} GROUP BY u.unit`,
    )
    .all() as { unit: string; status: UnitStatus; reason: string | null; at: string }[]
  return new Map(rows.map(({ unit, status, reason, at }) => [unit, { status, reason, at }]))
}

/** A unit's score as it stood after a run; points in whole hundredths. */
export interface ScoreThen {
  readonly run: string
  readonly unit: string
  readonly at: PlainDate
  readonly max: number
  readonly assessed: number
  readonly score: number
}

function scoresRead(ledger: Ledger, rubric: string, period: string, unit?: string): ScoreThen[] {
  return ledger
    .sql(
      `SELECT s.run, s.unit, r.at, s.json ->> '$.max' AS max, s.json ->> '$.assessed' AS assessed,
          s.json ->> '$.score' AS score FROM run_scores s JOIN runs r ON r.id = s.run
        WHERE s.rubric = ? AND s.period = ? AND r.purpose = 'formal' ${unit === undefined ? '' : 'AND s.unit = ?'}
        ORDER BY r.started_at, s.run, s.unit`,
    )
    .all(...[rubric, period, unit].filter((one) => one !== undefined)) as ScoreThen[]
}

const HELD = new WeakMap<
  Ledger,
  Map<string, { readonly mark: string; readonly rows: readonly ScoreThen[] }>
>()

/** Scores after each formal run under a rubric in a period, oldest first; `unit` narrows. Kept until a score is recorded. */
export function scoresOverTime(
  ledger: Ledger,
  rubric: string,
  period: string,
  unit?: string,
): readonly ScoreThen[] {
  const stand = standOf(ledger)
  if (stand === null) return scoresRead(ledger, rubric, period, unit)
  const mark = `${stand.others} ${lastChange(ledger, 'scores')}`
  const held = HELD.get(ledger) ?? new Map<string, { mark: string; rows: readonly ScoreThen[] }>()
  HELD.set(ledger, held)
  const name = `${period} ${rubric}`
  const known = held.get(name)
  const rows = known?.mark === mark ? known.rows : scoresRead(ledger, rubric, period)
  if (rows !== known?.rows) held.set(name, { mark, rows })
  return unit === undefined ? rows : rows.filter((one) => one.unit === unit)
}

/** By unit: the change between the last two formal runs that scored it over the same rows, in hundredths; absent: they cannot be compared. */
export function lastChanges(ledger: Ledger, rubric: string, period: string): Map<string, number> {
  const last = new Map<string, number>()
  const before = new Map<string, ScoreThen>()
  for (const now of scoresOverTime(ledger, rubric, period)) {
    const held = before.get(now.unit)
    if (held && held.assessed === now.assessed) last.set(now.unit, now.score - held.score)
    else last.delete(now.unit)
    before.set(now.unit, now)
  }
  return last
}

/** What a run said of a finding, in the state after recording. */
export interface Sighting {
  readonly fingerprint: string
  readonly no: string
  readonly unit: string
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly verdict: Verdict
  readonly state: FindingState
}

/** What a run saw or found fixed, by fingerprint. */
export function sightingsOf(ledger: Ledger, run: string): Map<string, Sighting> {
  const rows = ledger.sql('SELECT json FROM run_findings WHERE run = ? ORDER BY fingerprint').pluck().all(run)
  const seen = (rows as string[]).map((json) => JSON.parse(json) as Sighting)
  return new Map(seen.map((one) => [one.fingerprint, one]))
}

/** How many sites of a run are recorded so far. */
export function recordedUnitsOf(ledger: Ledger, run: string): number {
  return ledger.sql('SELECT count(*) FROM unit_results WHERE run = ?').pluck().get(run) as number
}
