/** Voids entries that are still pending when their finding is found mended, where the rubric says so (contract §7). */
import { actingRow } from './acting-row.js'
import { append } from './append.js'
import { assessmentId, isBucketClosed } from './assessment.js'
import { entriesUnderDispute } from './dispute-rows.js'
import type { StoredFinding } from './finding-rows.js'
import { foldEntries } from './fold.js'
import type { Recording } from './record-context.js'
import type { RecordedFinding } from './record-findings.js'
import { rowsOfEntry } from './rows.js'

/** Entries that the program opened for a finding in the assessment of the period. */
function entriesFor(recording: Recording, rubric: string, finding: StoredFinding): string[] {
  return recording.ledger
    .sql(
      `SELECT entry FROM ledger WHERE assessment = ? AND unit = ? AND finding = ? AND kind = 'deduct'
        AND decided_by = 'auto' ORDER BY seq`,
    )
    .pluck()
    .all(assessmentId(rubric, recording.period), finding.unit, finding.fingerprint) as string[]
}

/**
 * Voids what is pending for the findings that this inspection found fixed. What is posted, under dispute, decided by a
 * person, or in a published bucket stays: being fixed reverses nothing.
 */
export function voidMended(recording: Recording, findings: readonly RecordedFinding[]): void {
  const { ledger, deps, result } = recording
  const fixed = findings.filter((one) => one.change === 'fixed' && one.kept).map(({ finding }) => finding)
  const rubrics = deps.rubrics.filter((rubric) => rubric.voidsMended)
  if (fixed.length === 0 || rubrics.length === 0) return
  const under = entriesUnderDispute(ledger)
  for (const finding of fixed)
    for (const rubric of rubrics)
      for (const id of entriesFor(recording, rubric.id, finding)) {
        const [entry] = foldEntries(rowsOfEntry(ledger, id))
        if (entry?.state !== 'pending' || under.has(id)) continue
        if (isBucketClosed(ledger, entry.assessment, entry.bucket)) continue
        const reason = `${finding.no}: ${finding.fixedBy ?? 'fixed'}`
        append(
          ledger,
          actingRow('void', entry, { actor: deps.actor, run: result.runId, decidedBy: 'auto', reason }),
        )
      }
}
