/** The read side: what commands and reports ask of the database of record. Nothing here writes. */
import type { Entry } from '../model/ledger.js'
import type { FindingState } from '../model/vocabulary.js'
import { asFinding, evidenceOf, type StoredFinding } from './finding-rows.js'
import { foldEntries } from './fold.js'
import { heldEntries } from './held-entries.js'
import { heldFindings } from './held-findings.js'
import type { Ledger } from './open.js'
import { rowsOfEntry } from './rows.js'

export { assessedRubrics, assessmentId, assessmentStage, pinnedVersion } from './assessment.js'
export { evidenceOf, type StoredFinding } from './finding-rows.js'
export { history } from './history.js'
export { type InspectionJson, inspectionJson, type Render } from './inspection-json.js'
export { listRuns, type Run, recordedSites, resumableRun, runById } from './runs.js'
export { entriesOf, recordedUnit, scoringFacts } from './scoring-facts.js'

/** Which findings; what is left out does not narrow. */
export interface FindingFilter {
  readonly unit?: string
  readonly state?: FindingState
  readonly code?: string
  /** Only what this run saw or found fixed. */
  readonly run?: string
}

/** Findings by number. */
export function listFindings(ledger: Ledger, filter: FindingFilter = {}): StoredFinding[] {
  const held = filter.run === undefined ? heldFindings(ledger) : null
  if (held)
    return held.filter(
      (one) =>
        (filter.unit === undefined || one.unit === filter.unit) &&
        (filter.state === undefined || one.state === filter.state) &&
        (filter.code === undefined || one.code === filter.code),
    )
  const where: string[] = []
  const values: string[] = []
  const narrow = (sql: string, value: string | undefined): void => {
    if (value === undefined) return
    where.push(sql)
    values.push(value)
  }
  narrow('unit = ?', filter.unit)
  narrow('state = ?', filter.state)
  narrow('code = ?', filter.code)
  narrow('fingerprint IN (SELECT fingerprint FROM run_findings WHERE run = ?)', filter.run)
  return ledger
    .sql(`SELECT * FROM findings ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY no`)
    .all(...values)
    .map(asFinding)
}

/** A finding by its id `f-…`, its fingerprint, or its number; null when there is none. */
export function findFinding(ledger: Ledger, name: string): StoredFinding | null {
  const row = ledger
    .sql('SELECT * FROM findings WHERE id = ? OR fingerprint = ? OR no = ?')
    .get(name, name, name)
  return row ? asFinding(row) : null
}

/** One observation of a finding. */
export interface Observation {
  readonly run: string
  readonly at: string
  /** UTC milliseconds. */
  readonly observedAt: number
  readonly verdict: string
  readonly counts: boolean
}

/** Observations of a finding, oldest first. */
export function observationsOf(ledger: Ledger, fingerprint: string): Observation[] {
  const rows = ledger
    .sql(
      `SELECT run, at, observed_at AS observedAt, verdict, counts FROM observations WHERE fingerprint = ?
        ORDER BY observed_at, run`,
    )
    .all(fingerprint) as (Omit<Observation, 'counts'> & { counts: number })[]
  return rows.map((row) => ({ ...row, counts: row.counts === 1 }))
}

/** Every entry of the ledger, or of one unit, by the number of its opening row. */
export function listEntries(ledger: Ledger, unit?: string): Entry[] {
  const entries = heldEntries(ledger)
  return unit === undefined ? entries : entries.filter((entry) => entry.unit === unit)
}

/** One entry with its rows, or null. */
export function findEntry(ledger: Ledger, id: string): Entry | null {
  return foldEntries(rowsOfEntry(ledger, id))[0] ?? null
}

/** One item of the evidence index. */
export interface IndexedEvidence {
  readonly id: string
  readonly run: string
  readonly unit: string
  readonly check: string
  readonly code: string
  readonly state: 'complete' | 'partial'
  /** UTC milliseconds. */
  readonly takenAt: number
  readonly fingerprints: readonly string[]
}

const INDEXED = `SELECT id, run, unit, check_id AS "check", code, state, taken_at AS takenAt,
    (SELECT json_group_array(f.fingerprint) FROM finding_evidence f WHERE f.evidence = e.id) AS fingerprints
  FROM evidence e`

function asIndexed(raw: unknown): IndexedEvidence {
  const row = raw as Omit<IndexedEvidence, 'fingerprints'> & { fingerprints: string }
  return { ...row, fingerprints: (JSON.parse(row.fingerprints) as string[]).sort() }
}

/** The evidence index, oldest first; `of` narrows to a run or a unit. */
export function listEvidence(
  ledger: Ledger,
  of: { readonly run?: string; readonly unit?: string } = {},
): IndexedEvidence[] {
  const where = (['run', 'unit'] as const).filter((name) => of[name] !== undefined)
  const narrowed = where.length > 0 ? `WHERE ${where.map((name) => `${name} = ?`).join(' AND ')}` : ''
  return ledger
    .sql(`${INDEXED} ${narrowed} ORDER BY taken_at, id`)
    .all(...where.map((name) => of[name]))
    .map(asIndexed)
}

/** One item of the evidence index, by its id; null where there is none. */
export function indexedEvidence(ledger: Ledger, id: string): IndexedEvidence | null {
  const row = ledger.sql(`${INDEXED} WHERE id = ?`).get(id)
  return row ? asIndexed(row) : null
}

/** Ids of a run's evidence, oldest first. */
export function evidenceIdsOfRun(ledger: Ledger, run: string): string[] {
  const found = ledger.sql('SELECT id FROM evidence WHERE run = ? ORDER BY taken_at, id').pluck().all(run)
  return found as string[]
}

/** Evidence that an entry or a finding rests on; `name` is an entry's id or anything that names a finding. */
export function evidenceFor(ledger: Ledger, name: string): string[] {
  const entry = findEntry(ledger, name)
  if (entry) {
    // A dispute's row names the document that was handed in; items are what inspections took.
    const indexed = ledger.sql('SELECT 1 FROM evidence WHERE id = ?')
    const own = rowsOfEntry(ledger, entry.id)
      .flatMap((row) => row.evidence ?? [])
      .filter((id) => indexed.get(id) !== undefined)
    return [...new Set([...own, ...(entry.finding === null ? [] : evidenceOf(ledger, entry.finding))])]
  }
  const finding = findFinding(ledger, name)
  return finding ? evidenceOf(ledger, finding.fingerprint) : []
}

/** Ids of units of which something is recorded. */
export function recordedUnits(ledger: Ledger): string[] {
  return ledger.sql('SELECT unit FROM scored_units ORDER BY unit').pluck().all() as string[]
}
