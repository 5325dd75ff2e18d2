/** What recording one inspection rests on: the run, the site's memory, what counts, and when things were seen. */
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { EvidenceManifest } from '../model/evidence.js'
import type { InspectionResult } from '../model/inspection.js'
import type { ScoringRubric } from '../model/scoring.js'
import type { UnitSpec } from '../model/site.js'
import type { Confirm } from '../model/workspace.js'
import { isGuarded } from './breakers.js'
import type { JudgedFinding, UnitStanding } from './judged.js'
import { validStatus } from './judged.js'
import type { Weight } from './lifecycle.js'
import type { Ledger } from './open.js'
import { runById } from './runs.js'
import { type SharedOut, type SiteMemory, share } from './share.js'
import type { UnitColumns } from './share-columns.js'

/** What recording is given beside the result. */
export interface RecordDeps {
  readonly rubrics: readonly ScoringRubric[]
  /** The clock, UTC milliseconds. */
  now(): number
  /** Who asked for it: stands in the ledger's rows. */
  readonly actor: string
  readonly posting: 'approval' | 'automatic'
  readonly confirm: Confirm
  /** Vantage points whose observations count; absent: all. */
  readonly vantages?: readonly string[]
  /** Period of the assessments; null: the calendar year of the inspection's `at`. */
  readonly period: string | null
  /** Fingerprints of the findings that a re-check is about: nothing else is observed, confirmed or fixed. Absent: all. */
  readonly only?: ReadonlySet<string>
  /** Working days after `from` up to and including `to`; null where no calendar covers it. Absent: as if none did. */
  workdaysBetween?(from: PlainDate, to: PlainDate): number | null
  /** Stores an evidence item durably; awaited for every item before anything is written to the database. */
  putItem(manifest: EvidenceManifest): unknown
  /** Keeps the key of an original that holds personal data, durably; `secret` in base64. Absent: none is kept. */
  keepKey?(key: { readonly id: string; readonly secret: string }): void
}

/** An item of evidence under its name. */
export interface NamedItem {
  readonly id: string
  readonly manifest: EvidenceManifest
}

/** Everything that the parts of recording share. */
export interface Recording {
  readonly ledger: Ledger
  readonly result: InspectionResult
  /** The evidence that the result brings. */
  readonly brought: readonly NamedItem[]
  readonly deps: RecordDeps
  readonly period: string
  /** Breakers look at the run: what it opens waits until all its sites are recorded, even under automatic posting. */
  readonly guarded: boolean
  /** self-check and trial: kept apart from every state and from the ledger. */
  readonly apart: boolean
  /** Ids of the units that the run inspects: nothing is recorded, fixed or charged for others. */
  readonly roster: ReadonlySet<string>
  readonly out: SharedOut
  /** What observations of a unit, or of what its units share, may do. */
  weightOf(unit: UnitStanding): Weight
  readonly siteWeight: Weight
  /** True for a unit that was read to its end: only there anything can be found gone. */
  isComplete(unit: UnitStanding): boolean
  specOf(unit: string): UnitSpec | null
  timezoneOf(unit: string): string
  /** The clock's instant at which a finding was seen. */
  instantOf(finding: JudgedFinding): number
}

/** Purposes whose inspections have a say in the life of findings. */
const STATEFUL = `('formal', 'monitor', 'recheck')`

function memoryOf(ledger: Ledger, result: InspectionResult, brought: ReadonlySet<string>): SiteMemory {
  const site = result.site.id
  const frames = new Map<string, Set<string>>()
  for (const { unit, signature } of ledger
    .sql('SELECT unit, signature FROM frames WHERE site = ?')
    .all(site) as { unit: string; signature: string }[]) {
    const known = frames.get(unit)
    if (known) known.add(signature)
    else frames.set(unit, new Set([signature]))
  }
  const columns = new Map<string, Map<string, boolean>>()
  for (const { unit, name, empty } of ledger
    .sql('SELECT unit, name, empty FROM unit_columns WHERE site = ?')
    .all(site) as { unit: string; name: string; empty: number }[]) {
    const known = columns.get(unit)
    if (known) known.set(name, empty === 1)
    else columns.set(unit, new Map([[name, empty === 1]]))
  }
  const read = ledger
    .sql(
      `SELECT DISTINCT unit FROM unit_results WHERE site = ? AND status = 'inspected' AND purpose IN ${STATEFUL}`,
    )
    .pluck()
    .all(site) as string[]
  const indexed = ledger.sql('SELECT 1 FROM evidence WHERE id = ?')
  return {
    frames,
    columns: columns as ReadonlyMap<string, UnitColumns>,
    read: new Set(read),
    holdsEvidence: (id) => brought.has(id) || indexed.get(id) !== undefined,
  }
}

function latestAt(ledger: Ledger, table: 'unit_results' | 'inspections', id: string, run: string): PlainDate {
  const column = table === 'unit_results' ? 'unit' : 'site'
  const latest = ledger
    .sql(`SELECT max(at) FROM ${table} WHERE ${column} = ? AND run <> ? AND purpose IN ${STATEFUL}`)
    .pluck()
    .get(id, run) as string | null
  return latest ?? ''
}

/**
 * Loads the context of one recording, within its transaction.
 * @param brought the result's evidence, each item under its name
 * @throws UserFault for an unknown run
 */
export function recordingOf(
  ledger: Ledger,
  result: InspectionResult,
  deps: RecordDeps,
  brought: readonly NamedItem[],
): Recording {
  const run = runById(ledger, result.runId)
  if (!run) throw new UserFault('ledger.unknown-run', { run: result.runId })
  const takenAt = new Map(brought.map(({ id, manifest }) => [id, manifest.takenAt]))
  const out = share(result, memoryOf(ledger, result, new Set(takenAt.keys())))
  const stale = (table: 'unit_results' | 'inspections', id: string): boolean =>
    result.at < latestAt(ledger, table, id, result.runId)
  const staleUnits = new Map(out.units.map((unit) => [unit.id, stale('unit_results', unit.id)]))
  const weightOf = (unit: UnitStanding): Weight => {
    if (!validStatus(unit.status)) return 'doubtful'
    return staleUnits.get(unit.id) ? 'stale' : 'counts'
  }
  const specs = new Map(result.site.units.map((unit) => [unit.id, unit]))
  return {
    ledger,
    result,
    brought,
    deps,
    period: deps.period ?? run.period ?? result.at.slice(0, 4),
    guarded: isGuarded(ledger, run),
    apart: result.purpose === 'self-check' || result.purpose === 'trial',
    roster: new Set([...run.units, ...result.units.map((unit) => unit.id)]),
    out,
    weightOf,
    siteWeight: stale('inspections', result.site.id) ? 'stale' : 'counts',
    isComplete: (unit) =>
      unit.status === 'inspected' && unit.reason !== 'limit' && weightOf(unit) === 'counts',
    specOf: (unit) => specs.get(unit) ?? null,
    timezoneOf: (unit) => specs.get(unit)?.timezone ?? result.site.timezone,
    instantOf: (finding) => {
      const instants = finding.evidence.flatMap((id) => takenAt.get(id) ?? [])
      return instants.length > 0 ? Math.min(...instants) : result.startedAt
    },
  }
}
