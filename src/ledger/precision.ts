/** Each check's precision out of this office's ledger and disputes, and what that does to what it finds next. */
import type { InspectionResult, WitnessedFinding } from '../model/inspection.js'
import { type CheckRecord, checkRecord, isFalseBlame, USUAL_PRECISION_PERCENT } from '../model/precision.js'
import { disputeStates } from './dispute-rows.js'
import type { Ledger } from './open.js'
import { registry } from './registry-store.js'

function checksOfEntries(ledger: Ledger): { entry: string; id: string }[] {
  return ledger
    .sql(
      `SELECT l.entry, f.check_id AS id FROM ledger l JOIN findings f ON f.fingerprint = l.finding
        WHERE l.key IS NOT NULL AND l.kind = 'deduct'`,
    )
    .all() as { entry: string; id: string }[]
}

/** Every check that ever opened an entry, by its id. */
export function checkRecords(ledger: Ledger): Map<string, CheckRecord> {
  const least = registry(ledger).load().defaults.precision ?? USUAL_PRECISION_PERCENT
  const wrong = new Set(
    disputeStates(ledger)
      .filter(isFalseBlame)
      .map(({ entry }) => entry),
  )
  const counts = new Map<string, { entries: number; wrong: number }>()
  for (const { entry, id } of checksOfEntries(ledger)) {
    const held = counts.get(id) ?? { entries: 0, wrong: 0 }
    counts.set(id, { entries: held.entries + 1, wrong: held.wrong + (wrong.has(entry) ? 1 : 0) })
  }
  return new Map([...counts].map(([id, held]) => [id, checkRecord(held.entries, held.wrong, least)]))
}

/** Checks whose problems only a person may confirm. Most offices have no cancelled entry: then nothing is counted. */
export function demotedChecks(ledger: Ledger): Set<string> {
  if (!disputeStates(ledger).some(isFalseBlame)) return new Set()
  return new Set([...checkRecords(ledger)].filter(([, { demoted }]) => demoted).map(([id]) => id))
}

/** The result with what demoted checks found as doubts: seen, kept, told, and never priced by themselves. */
export function heldToPrecision(ledger: Ledger, result: InspectionResult): InspectionResult {
  const demoted = demotedChecks(ledger)
  if (demoted.size === 0) return result
  const doubted = (finding: WitnessedFinding): WitnessedFinding =>
    demoted.has(finding.check) ? { ...finding, verdict: 'cannot-tell' } : finding
  return {
    ...result,
    units: result.units.map((unit) => ({ ...unit, findings: unit.findings.map(doubted) })),
  }
}
