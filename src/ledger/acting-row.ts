/** A row that acts on an entry, or records something about it: where it belongs is taken from the entry. */
import type { LedgerRow } from '../model/ledger.js'
import type { NewRow } from './append.js'

/** Who acts, in which run, and why. */
export interface ActingBy {
  readonly actor: string
  readonly decidedBy: 'auto' | 'person' | 'import'
  readonly run: string | null
  readonly reason: string | null
}

/** What names an entry and where it belongs: the entry itself, a row of it, or a line about it. */
export interface ActedOn {
  readonly id?: string
  readonly entry?: string | null
  readonly assessment?: string | null
  readonly bucket?: string | null
  readonly unit?: string | null
  readonly rubric?: string | null
  readonly rubricVersion?: string | null
  readonly indicator?: string | null
  readonly rule?: string | null
  readonly finding?: string | null
}

/** The row, without points: only some kinds carry them. */
export function actingRow(kind: LedgerRow['kind'], of: ActedOn, by: ActingBy): NewRow {
  return {
    kind,
    entry: of.entry ?? of.id ?? null,
    assessment: of.assessment ?? null,
    bucket: of.bucket ?? null,
    unit: of.unit ?? null,
    rubric: of.rubric ?? null,
    rubricVersion: of.rubricVersion ?? null,
    indicator: of.indicator ?? null,
    rule: of.rule ?? null,
    finding: of.finding ?? null,
    decidedBy: by.decidedBy,
    actor: by.actor,
    run: by.run,
    reason: by.reason,
  }
}
