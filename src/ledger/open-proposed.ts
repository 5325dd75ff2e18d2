/** Opens one entry that a rubric proposed for something a person brought in or ruled on (contract §7). */
import { type AssessmentSettings, isOnRoster } from '../model/assessment.js'
import type { Facts } from '../model/finding.js'
import type { ProposedEntry, ScoringRubric } from '../model/scoring.js'
import { actingRow } from './acting-row.js'
import { append, entryId, entryKey, type NewRow, payloadText, samePayload } from './append.js'
import { assessmentId, bucketNamed, isBucketClosed, settingsOf } from './assessment.js'
import type { Ledger } from './open.js'
import { rowByKey } from './rows.js'

/** What is opened, and on whose word. */
export interface Proposed {
  readonly rubric: Pick<ScoringRubric, 'id' | 'version'>
  readonly period: string
  readonly unit: string
  readonly proposal: ProposedEntry
  readonly evidence: string | null
  readonly decidedBy: 'auto' | 'person' | 'import'
  readonly actor: string
  readonly run: string | null
  readonly reason: string | null
  readonly posting: 'approval' | 'automatic'
}

/** The entry; `added` false: it was there, or may not be opened. `warning`: why, or that it stays with another content. */
export interface OpenedEntry {
  readonly entry: string
  readonly added: boolean
  readonly warning: { readonly key: string; readonly facts: Facts } | null
}

/** Why nothing is opened for the unit in this bucket, or null. */
function refusal(
  ledger: Ledger,
  settings: AssessmentSettings,
  row: { readonly assessment: string; readonly bucket: string; readonly unit: string; readonly kind: string },
): OpenedEntry['warning'] {
  const { assessment, bucket, unit, kind } = row
  if (!isOnRoster(settings, unit)) return { key: 'ledger.not-on-roster', facts: { unit, assessment } }
  if (!isBucketClosed(ledger, assessment, bucket)) return null
  return { key: 'ledger.bucket-published', facts: { assessment, action: kind } }
}

/**
 * Opens the entry unless its key is there already, the unit is not on the roster, or its bucket is published; under
 * `automatic` it is posted in the same transaction.
 */
export function openProposed(ledger: Ledger, given: Proposed): OpenedEntry {
  return ledger.immediate(() => {
    const { rubric, proposal, unit, evidence, reason, decidedBy, actor, run } = given
    const { kind, indicator, rule, occurrence, points, clause, arithmetic, finding } = proposal
    const assessment = assessmentId(rubric.id, given.period)
    const settings = settingsOf(ledger, assessment)
    // The key holds the bucket only where the cap binds in it: what binds per year is one entry a year.
    const binding = proposal.bucket ?? 'Y'
    const key = entryKey({
      assessment,
      bucket: binding,
      unit,
      rubric: rubric.id,
      indicator,
      rule,
      occurrence,
    })
    const entry = entryId(key)
    const bucket = bucketNamed(settings, proposal)
    const row: NewRow = {
      ...{ kind, key, entry, assessment, bucket, unit, rubric: rubric.id, rubricVersion: rubric.version },
      ...{
        indicator,
        rule,
        occurrence,
        points,
        clause,
        arithmetic,
        finding,
        evidence,
        decidedBy,
        actor,
        reason,
        run,
      },
    }
    const held = rowByKey(ledger, key)
    if (held) {
      const facts = { entry, held: payloadText(held), given: payloadText(row) }
      // Of another version the prices may differ: those were settled when the assessment was repriced.
      const differs = held.rubricVersion === rubric.version && !samePayload(held, row)
      return { entry, added: false, warning: differs ? { key: 'ledger.payload-differs', facts } : null }
    }
    const warning = refusal(ledger, settings, { assessment, bucket, unit, kind })
    if (warning) return { entry, added: false, warning }
    append(ledger, row)
    if (given.posting === 'automatic')
      append(ledger, actingRow('post', row, { actor, run, decidedBy, reason: null }))
    return { entry, added: true, warning: null }
  })
}
