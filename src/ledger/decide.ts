/** What a person decides on the ledger: post, void, adjust, reverse, and entries by hand. Always more rows, never an edit. */
import { UserFault } from '../model/error.js'
import type { ACTING_KINDS, Entry } from '../model/ledger.js'
import { append, type EntryIdentity, entryId, entryKey } from './append.js'
import { isBucketClosed } from './assessment.js'
import { refuseDisputed } from './dispute-rows.js'
import { entryOf, STATE_WORDS } from './entry-state.js'
import { mayAct } from './fold.js'
import type { Ledger } from './open.js'

export { entryOf } from './entry-state.js'

/** Who decides, and why. */
export interface Decision {
  readonly actor: string
  /** May be null only for posting. */
  readonly reason: string | null
  /** auto where the program acts by a standing setting. */
  readonly decidedBy?: 'auto' | 'person' | 'import'
  readonly run?: string | null
}

function act(
  ledger: Ledger,
  kind: (typeof ACTING_KINDS)[number],
  id: string,
  decision: Decision,
  points: number | null,
): Entry {
  return ledger.immediate(() => {
    const entry = entryOf(ledger, id)
    if (kind !== 'post' && !decision.reason?.trim())
      throw new UserFault('ledger.reason-needed', { action: kind }, 2)
    if (!mayAct(kind, entry.state))
      throw new UserFault('ledger.wrong-state', {
        entry: id,
        state: STATE_WORDS[entry.state],
        action: kind,
      })
    const closed =
      (kind === 'post' || kind === 'void') && isBucketClosed(ledger, entry.assessment, entry.bucket)
    if (closed) throw new UserFault('ledger.bucket-published', { assessment: entry.assessment, action: kind })
    if (kind === 'post' || kind === 'void') refuseDisputed(ledger, id, kind)
    append(ledger, {
      kind,
      entry: id,
      assessment: entry.assessment,
      bucket: entry.bucket,
      unit: entry.unit,
      rubric: entry.rubric,
      indicator: entry.indicator,
      rule: entry.rule,
      points,
      finding: entry.finding,
      decidedBy: decision.decidedBy ?? 'person',
      actor: decision.actor,
      reason: decision.reason,
      run: decision.run ?? null,
    })
    return entryOf(ledger, id)
  })
}

/** Posts a pending entry (入账). */
export function postEntry(ledger: Ledger, id: string, decision: Decision): Entry {
  return act(ledger, 'post', id, decision, null)
}

/** Voids a pending entry (作废); a reason is needed. */
export function voidEntry(ledger: Ledger, id: string, decision: Decision): Entry {
  return act(ledger, 'void', id, decision, null)
}

/** Reverses an entry (冲销); a reason is needed. */
export function reverseEntry(ledger: Ledger, id: string, decision: Decision): Entry {
  return act(ledger, 'reverse', id, decision, null)
}

/** Lets an entry count with other points (whole hundredths) from now on; a reason is needed. */
export function adjustEntry(ledger: Ledger, id: string, points: number, decision: Decision): Entry {
  return act(ledger, 'adjust', id, decision, points)
}

/** An entry that a person opens; without `occurrence` it is the next one by hand under that rule. */
export interface ManualEntry extends Omit<EntryIdentity, 'occurrence'> {
  readonly occurrence?: string
  readonly rubricVersion: string
  readonly points: number
  readonly clause: string
  readonly arithmetic?: string
  readonly finding?: string | null
  readonly evidence?: string | null
}

/** Opens an entry of kind `manual`, pending; the same occurrence again adds nothing. A reason is needed. */
export function manualEntry(ledger: Ledger, given: ManualEntry, decision: Decision): Entry {
  return ledger.immediate(() => {
    if (!decision.reason?.trim()) throw new UserFault('ledger.reason-needed', { action: 'manual' }, 2)
    if (isBucketClosed(ledger, given.assessment, given.bucket))
      throw new UserFault('ledger.bucket-published', { assessment: given.assessment, action: 'manual' })
    const occurrence = given.occurrence ?? nextByHand(ledger, given)
    const key = entryKey({ ...given, occurrence })
    const { row } = append(ledger, {
      kind: 'manual',
      key,
      entry: entryId(key),
      assessment: given.assessment,
      bucket: given.bucket,
      unit: given.unit,
      rubric: given.rubric,
      rubricVersion: given.rubricVersion,
      indicator: given.indicator,
      rule: given.rule,
      occurrence,
      points: given.points,
      clause: given.clause,
      arithmetic: given.arithmetic ?? null,
      finding: given.finding ?? null,
      evidence: given.evidence ?? null,
      decidedBy: decision.decidedBy ?? 'person',
      actor: decision.actor,
      reason: decision.reason,
    })
    return entryOf(ledger, row.entry ?? '')
  })
}

function nextByHand(ledger: Ledger, given: ManualEntry): string {
  const held = ledger
    .sql(
      `SELECT count(*) FROM ledger WHERE kind = 'manual' AND assessment = ? AND unit = ? AND rubric = ?
        AND indicator = ? AND rule = ?`,
    )
    .pluck()
    .get(given.assessment, given.unit, given.rubric, given.indicator, given.rule) as number
  return `manual-${held + 1}`
}
