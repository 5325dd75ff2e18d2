/** Recording: an inspection's result enters the database of record, one site in one transaction (contract §9). */
import { evidenceId } from '../model/evidence.js'
import type { InspectionResult } from '../model/inspection.js'
import type { UnitStatus } from '../model/vocabulary.js'
import { openEntries, type Warning } from './entries.js'
import type { Ledger } from './open.js'
import { heldToPrecision } from './precision.js'
import { type NamedItem, type RecordDeps, type Recording, recordingOf } from './record-context.js'
import { type RecordedFinding, recordSeen } from './record-findings.js'
import { recordFixed } from './record-fixed.js'
import { indexEvidence, putInspection, recordUnits } from './record-unit.js'
import { recordScores } from './scores.js'
import { heldToVantage } from './vantage.js'
import { voidMended } from './void-mended.js'

export type { Warning } from './entries.js'
export type { RecordDeps } from './record-context.js'

/** What recording one inspection came to. `inspectionJson` prints the whole run from the database. */
export interface Recorded {
  readonly run: string
  readonly site: string
  /** false: nothing was written: the site was recorded in this run before, or its crawl was interrupted. */
  readonly recorded: boolean
  readonly units: readonly {
    readonly id: string
    readonly status: UnitStatus
    readonly reason: string | null
  }[]
  /** Public ids of findings by what happened to them. */
  readonly confirmed: readonly string[]
  readonly fixed: readonly string[]
  /** Ids of the entries that were opened. */
  readonly entries: readonly string[]
  readonly warnings: readonly Warning[]
}

function isRecorded(ledger: Ledger, result: InspectionResult): boolean {
  const found = ledger.sql('SELECT 1 FROM inspections WHERE run = ? AND site = ?')
  return found.get(result.runId, result.site.id) !== undefined
}

function unchanged(ledger: Ledger, result: InspectionResult): Recorded {
  const units = ledger
    .sql('SELECT unit AS id, status, reason FROM unit_results WHERE run = ? AND site = ? ORDER BY unit')
    .all(result.runId, result.site.id) as Recorded['units']
  return {
    run: result.runId,
    site: result.site.id,
    recorded: false,
    units,
    confirmed: [],
    fixed: [],
    entries: [],
    warnings: [],
  }
}

/** What this run saw, as it prints it again: a snapshot in the state after recording. */
function putRunFindings(recording: Recording, findings: readonly RecordedFinding[]): void {
  const put = recording.ledger.sql(
    'INSERT INTO run_findings (run, unit, fingerprint, site, shared, json) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const { under, finding, shown, evidence } of findings)
    put.run(
      recording.result.runId,
      under ?? finding.unit,
      finding.fingerprint,
      recording.result.site.id,
      under === null ? 1 : 0,
      JSON.stringify({ ...shown, evidence }),
    )
}

function recordNow(
  ledger: Ledger,
  result: InspectionResult,
  deps: RecordDeps,
  brought: readonly NamedItem[],
): Recorded {
  const counting = heldToVantage(heldToPrecision(ledger, result), deps.vantages ?? null)
  const recording = recordingOf(ledger, counting, deps, brought)
  putInspection(recording)
  indexEvidence(recording)
  const seen = recordSeen(recording)
  const findings = [...seen, ...recordFixed(recording, seen)]
  recordUnits(recording)
  putRunFindings(recording, findings)
  voidMended(recording, findings)
  const opened = openEntries(recording)
  recordScores(recording, findings)
  const changed = (...changes: string[]): string[] =>
    findings.filter((one) => changes.includes(one.change ?? '')).map((one) => one.finding.id)
  return {
    run: result.runId,
    site: result.site.id,
    recorded: true,
    units: recording.out.units.map(({ id, status, reason }) => ({ id, status, reason })),
    confirmed: changed('confirmed', 'recurred'),
    fixed: changed('fixed'),
    entries: opened.entries,
    warnings: opened.warnings,
  }
}

/**
 * Records one inspection: evidence items first, each made durable by `putItem`, then everything else in one immediate
 * transaction, so that no entry ever stands without its evidence and a crash leaves the whole site or nothing.
 * Recording the same site of the same run again, or a crawl that was interrupted, writes nothing. Throws UserFault for
 * an unknown run, a locked database or a full disk.
 */
export async function record(ledger: Ledger, result: InspectionResult, deps: RecordDeps): Promise<Recorded> {
  if (result.interrupted || isRecorded(ledger, result)) return unchanged(ledger, result)
  for (const key of result.keys ?? []) deps.keepKey?.(key)
  const brought: NamedItem[] = []
  for (const manifest of result.evidence) {
    await deps.putItem(manifest)
    // Named here, between waits for the disk: within the transaction everybody else waits.
    brought.push({ id: evidenceId(manifest), manifest })
  }
  return ledger.immediate(() =>
    isRecorded(ledger, result) ? unchanged(ledger, result) : recordNow(ledger, result, deps, brought),
  )
}
