/** Entries of metrics: one entry a row, reversed and renewed only when its points change (contract §7). */
import type { Entry } from '../model/ledger.js'
import type { ProposedEntry } from '../model/scoring.js'
import { actingRow } from './acting-row.js'
import { append } from './append.js'
import { type Opening, openRow, rowFor } from './opening.js'

interface HeldMetric {
  readonly entry: string
  readonly points: number
  readonly occurrence: string
}

/** The entry last opened for a metric's rule, however it stands now. */
function heldMetric(opening: Opening, proposal: ProposedEntry): HeldMetric | undefined {
  return opening.recording.ledger
    .sql(
      `SELECT seq, entry, points, occurrence FROM ledger WHERE assessment = ? AND unit = ? AND rubric = ?
        AND indicator = ? AND rule = ? AND key IS NOT NULL AND finding IS NULL AND decided_by = 'auto'
        ORDER BY CAST(occurrence AS INTEGER) DESC LIMIT 1`,
    )
    .get(opening.assessment, opening.unit, opening.rubric.id, proposal.indicator, proposal.rule) as
    | HeldMetric
    | undefined
}

const isLive = (entry: Entry): boolean => entry.state === 'pending' || entry.state === 'posted'

/**
 * A metric's row is one entry: reversed and renewed, under the next number, only when its points change. What a person
 * decided about it stands, and a published bucket stays as it was told.
 */
export function openForMetric(opening: Opening, proposal: ProposedEntry): void {
  const { ledger, deps, result } = opening.recording
  const held = heldMetric(opening, proposal)
  const old = held && opening.facts.entries.find((entry) => entry.id === held.entry)
  if (held && (held.points === proposal.points || old?.points === proposal.points)) return
  const ofPerson = opening.facts.entries.find(
    (entry) =>
      isLive(entry) &&
      entry.decidedBy === 'person' &&
      entry.indicator === proposal.indicator &&
      entry.rule === proposal.rule,
  )
  const row = rowFor(opening, proposal, String(Number(held?.occurrence ?? 0) + 1))
  const bucket = row.bucket ?? 'Y'
  if (ofPerson || opening.closed(bucket) || (old && isLive(old) && opening.closed(old.bucket))) {
    const facts = {
      assessment: opening.assessment,
      bucket,
      indicator: proposal.indicator,
      unit: opening.unit,
    }
    opening.warnings.push({ key: ofPerson ? 'ledger.metric-decided' : 'ledger.metric-published', facts })
    return
  }
  if (row.evidence === null)
    throw new Error(`the metric behind ${proposal.indicator} has no evidence in the index`)
  if (old && isLive(old)) {
    const by = {
      actor: deps.actor,
      run: result.runId,
      decidedBy: 'auto',
      reason: `renewed by ${row.entry}`,
    } as const
    append(ledger, actingRow('reverse', { ...row, bucket: old.bucket, entry: old.id }, by))
  }
  openRow(opening, row)
}
