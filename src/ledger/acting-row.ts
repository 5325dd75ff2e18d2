/** A row that acts on an entry, or records something about it: where it belongs is taken from the entry. */
import type { Entry, LedgerRow } from '../model/ledger.js'
import type { NewRow } from './append.js'

/** Who acts, in which run, and why. */
export interface ActingBy {
  readonly actor: string
  readonly decidedBy: 'auto' | 'person' | 'import'
  readonly run: string | null
  readonly reason: string | null
}

/** The row; `of` is the entry, or its opening row. Points only where the kind carries them. */
export function actingRow(
  kind: LedgerRow['kind'],
  of: (Entry & { readonly entry?: never }) | NewRow | LedgerRow,
  by: ActingBy,
): NewRow {
  return {
    kind,
    entry: ('id' in of ? of.id : of.entry) ?? null,
    assessment: of.assessment ?? null,
    bucket: of.bucket ?? null,
    unit: of.unit ?? null,
    rubric: of.rubric ?? null,
    rubricVersion: ('rubricVersion' in of ? of.rubricVersion : null) ?? null,
    indicator: of.indicator ?? null,
    rule: of.rule ?? null,
    finding: of.finding ?? null,
    decidedBy: by.decidedBy,
    actor: by.actor,
    run: by.run,
    reason: by.reason,
  }
}
