/** Opens one entry that a rubric proposed for something a person brought in or ruled on (contract §7). */
import type { Facts } from '../model/finding.js'
import type { ProposedEntry, ScoringRubric } from '../model/scoring.js'
import { append, entryId, entryKey, type NewRow, payloadText, samePayload } from './append.js'
import { assessmentId, isBucketClosed } from './assessment.js'
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

/** What the rows that open an entry and that post it have in common. */
function aboutOf(given: Proposed) {
  const { rubric, proposal, unit } = given
  const { indicator, rule, finding } = proposal
  return {
    assessment: assessmentId(rubric.id, given.period),
    bucket: proposal.bucket ?? 'Y',
    unit,
    rubric: rubric.id,
    rubricVersion: rubric.version,
    indicator,
    rule,
    finding,
    decidedBy: given.decidedBy,
    actor: given.actor,
    run: given.run,
  }
}

/**
 * Opens the entry unless its key is there already or its bucket is published; under `automatic` it is posted in the
 * same transaction.
 */
export function openProposed(ledger: Ledger, given: Proposed): OpenedEntry {
  return ledger.immediate(() => {
    const about = aboutOf(given)
    const { kind, occurrence, points, clause, arithmetic } = given.proposal
    const key = entryKey({ ...about, occurrence })
    const entry = entryId(key)
    const { evidence, reason } = given
    const row: NewRow = {
      ...about,
      kind,
      key,
      entry,
      occurrence,
      points,
      clause,
      arithmetic,
      evidence,
      reason,
    }
    const held = rowByKey(ledger, key)
    if (held) {
      const facts = { entry, held: payloadText(held), given: payloadText(row) }
      const warning = samePayload(held, row) ? null : { key: 'ledger.payload-differs', facts }
      return { entry, added: false, warning }
    }
    if (isBucketClosed(ledger, about.assessment, about.bucket)) {
      const facts = { assessment: about.assessment, action: kind }
      return { entry, added: false, warning: { key: 'ledger.bucket-published', facts } }
    }
    append(ledger, row)
    if (given.posting === 'automatic') append(ledger, { ...about, kind: 'post', entry })
    return { entry, added: true, warning: null }
  })
}
