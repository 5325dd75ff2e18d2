/** Opening one entry: the row that a proposal becomes, its proof, and its posting where that is automatic. */
import type { AssessmentSettings } from '../model/assessment.js'
import type { ProposedEntry, ScoringFacts, ScoringRubric } from '../model/scoring.js'
import { actingRow } from './acting-row.js'
import { append, entryId, entryKey, type NewRow } from './append.js'
import { bucketNamed } from './assessment.js'
import type { Recording } from './record-context.js'

/** Something that a person should read about, as a message key with its facts. */
export interface Warning {
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Opening entries of one unit in one assessment. */
export interface Opening {
  readonly recording: Recording
  readonly rubric: ScoringRubric
  readonly assessment: string
  readonly settings: AssessmentSettings
  /** True for a bucket that is published. */
  readonly closed: (bucket: string) => boolean
  readonly unit: string
  readonly facts: ScoringFacts
  readonly opened: string[]
  readonly warnings: Warning[]
}

/** Evidence that an entry rests on: of its finding, else of the unit's metrics; null where there is none. */
function proofOf(recording: Recording, unit: string, finding: string | null): string | null {
  const { ledger } = recording
  if (finding !== null) {
    const id = ledger
      .sql(
        `SELECT evidence FROM finding_evidence WHERE fingerprint = ? AND run = ? ORDER BY evidence LIMIT 1`,
      )
      .pluck()
      .get(finding, recording.result.runId)
    return (id as string | undefined) ?? null
  }
  const id = ledger
    .sql(
      `SELECT e.value FROM metrics m, json_each(m.evidence) e JOIN evidence known ON known.id = e.value
        WHERE m.unit = ? AND m.run = ? ORDER BY e.value LIMIT 1`,
    )
    .pluck()
    .get(unit, recording.result.runId)
  return (id as string | undefined) ?? null
}

/** The row that a proposal becomes under this occurrence. */
export function rowFor(
  opening: Opening,
  proposal: ProposedEntry,
  occurrence: string,
): NewRow & { key: string } {
  const { recording, rubric, assessment, unit } = opening
  const bucket = bucketNamed(opening.settings, proposal)
  const { indicator, rule } = proposal
  // The key holds the bucket only where the cap binds in it: what binds per year is one entry a year.
  const binding = proposal.bucket ?? 'Y'
  const key = entryKey({ assessment, bucket: binding, unit, rubric: rubric.id, indicator, rule, occurrence })
  return {
    kind: proposal.kind,
    key,
    entry: entryId(key),
    assessment,
    bucket,
    unit,
    rubric: rubric.id,
    rubricVersion: rubric.version,
    indicator,
    rule,
    occurrence,
    points: proposal.points,
    clause: proposal.clause,
    arithmetic: proposal.arithmetic,
    finding: proposal.finding,
    evidence: proofOf(recording, unit, proposal.finding),
    decidedBy: 'auto',
    actor: recording.deps.actor,
    run: recording.result.runId,
  }
}

/** Appends the row; under automatic posting it is posted in the same transaction, unless breakers look at the run first. */
export function openRow(opening: Opening, row: NewRow): void {
  const { ledger, deps, result, guarded } = opening.recording
  append(ledger, row)
  opening.opened.push(row.entry ?? '')
  if (deps.posting === 'automatic' && !guarded)
    append(
      ledger,
      actingRow('post', row, { actor: deps.actor, run: result.runId, decidedBy: 'auto', reason: null }),
    )
}
