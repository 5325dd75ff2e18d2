/** Disputes in the ledger: opened on an entry, decided once, the whole trail as rows (contract §7). */
import {
  type DecisionDocument,
  type DisputeState,
  decisionSchema,
  type Statement,
  statementSchema,
} from '../model/dispute.js'
import { UserFault } from '../model/error.js'
import { amendedOccurrence, type Entry } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import { type ActingBy, actingRow } from './acting-row.js'
import { append, entryId, entryKey } from './append.js'
import { isBucketClosed, stagesOf } from './assessment.js'
import { disputeStates, refuseDisputed } from './dispute-rows.js'
import { entryOf, STATE_WORDS } from './entry-state.js'
import { freeze, thawed } from './frozen.js'
import type { Ledger } from './open.js'
import { rowsOfEntry } from './rows.js'

/** A dispute with what was said: the statement and, once decided, the decision. */
export interface Dispute extends DisputeState {
  readonly said: Statement | null
  readonly decided: DecisionDocument | null
}

/** Which disputes; what is left out does not narrow. */
export interface DisputeFilter {
  readonly unit?: string
  readonly assessment?: string
  readonly entry?: string
  readonly state?: DisputeState['state']
}

/** Disputes in the order in which they were opened. */
export function listDisputes(ledger: Ledger, filter: DisputeFilter = {}): Dispute[] {
  return disputeStates(ledger)
    .filter(
      (one) =>
        (filter.unit === undefined || one.unit === filter.unit) &&
        (filter.assessment === undefined || one.assessment === filter.assessment) &&
        (filter.entry === undefined || one.entry === filter.entry) &&
        (filter.state === undefined || one.state === filter.state),
    )
    .map((one) => ({
      ...one,
      said: thawed(ledger, one.statement, statementSchema),
      decided: thawed(ledger, one.decision, decisionSchema),
    }))
}

/** What somebody saw when the contested subject was first looked at again after a dispute was opened. */
export interface LookedAgain {
  readonly run: string
  /** there: seen again · gone: looked at, and no more · doubt: seen, but not for certain. */
  readonly outcome: 'there' | 'gone' | 'doubt'
}

/** The first run of purpose recheck since the dispute that looked at its finding; null: none did. */
export function lookedAgain(ledger: Ledger, dispute: DisputeState): LookedAgain | null {
  const row = ledger
    .sql(
      `SELECT r.id AS run, o.counts, f.fixed_run AS fixedRun FROM runs r
        JOIN findings f ON f.fingerprint = @finding
        LEFT JOIN observations o ON o.run = r.id AND o.fingerprint = f.fingerprint
        WHERE r.purpose = 'recheck' AND r.started_at >= @since AND (o.run IS NOT NULL OR f.fixed_run = r.id)
        ORDER BY r.started_at, r.id LIMIT 1`,
    )
    .get({ finding: dispute.finding, since: dispute.openedAt }) as
    | { run: string; counts: number | null; fixedRun: string | null }
    | undefined
  if (!row) return null
  const outcome = row.fixedRun === row.run ? 'gone' : row.counts === 1 ? 'there' : 'doubt'
  return { run: row.run, outcome }
}

/** A dispute by its number. Throws UserFault when there is none. */
export function disputeById(ledger: Ledger, id: string): Dispute {
  const found = listDisputes(ledger).find((one) => one.id === id)
  if (!found) throw new UserFault('ledger.unknown-dispute', { dispute: id })
  return found
}

/** What a dispute is opened with. */
export interface NewDispute extends Omit<Statement, 'schema' | 'id'> {
  readonly actor: string
}

function nextId(ledger: Ledger, entry: Entry): string {
  const year = entry.assessment.slice(entry.assessment.lastIndexOf('/') + 1)
  const held = disputeStates(ledger).filter((one) => one.id.startsWith(`D-${year}-`)).length
  return `D-${year}-${String(held + 1).padStart(3, '0')}`
}

const person = (actor: string, reason: string | null): ActingBy => ({
  actor,
  decidedBy: 'person',
  run: null,
  reason,
})

/**
 * The entry, if it can be contested. Throws UserFault for one that is void or reversed, one that is under dispute
 * already, and in a bucket that is archived.
 */
export function contestable(ledger: Ledger, id: string): Entry {
  const entry = entryOf(ledger, id)
  if (entry.state !== 'pending' && entry.state !== 'posted')
    throw new UserFault('ledger.wrong-state', {
      entry: entry.id,
      state: STATE_WORDS[entry.state],
      action: 'dispute',
    })
  refuseDisputed(ledger, entry.id, 'dispute')
  if (stagesOf(ledger, entry.assessment, [entry.bucket]).get(entry.bucket) === 'archived')
    throw new UserFault('ledger.bucket-archived', { assessment: entry.assessment, bucket: entry.bucket })
  return entry
}

/** Opens a dispute on a pending or posted entry; returns it. Throws UserFault as `contestable` does. */
export function openDispute(ledger: Ledger, given: NewDispute): Dispute {
  return ledger.immediate(() => {
    const entry = contestable(ledger, given.entry)
    const { actor, ...said } = given
    const id = nextId(ledger, entry)
    const statement: Statement = { schema: 'xuncha.dispute/1', id, ...said }
    append(ledger, {
      ...actingRow('assessment-dispute', entry, person(actor, given.statement.slice(0, 500))),
      occurrence: id,
      evidence: freeze(ledger, statement),
    })
    return disputeById(ledger, id)
  })
}

/** What a dispute is decided with. */
export interface NewDecision extends Omit<DecisionDocument, 'schema'> {
  readonly actor: string
}

/** What a decision did. */
export interface Decided {
  readonly dispute: Dispute
  /** The contested entry as it stands now. */
  readonly entry: Entry
  /** The entry that took its place; null unless amended. */
  readonly renewed: Entry | null
}

function checkAmended(entry: Entry, points: number | null): number {
  if (points === null) throw new UserFault('ledger.amend-points', { entry: entry.id }, 2)
  if (points === entry.points || Math.sign(points) * Math.sign(entry.points) < 0 || points === 0)
    throw new UserFault(
      'ledger.amend-same',
      { entry: entry.id, held: formatPoints(entry.points), given: formatPoints(points) },
      2,
    )
  return points
}

/** The new entry beside a reversed one: the same rule and finding, other points, its own occurrence. */
function renew(ledger: Ledger, entry: Entry, points: number, dispute: string, by: ActingBy): Entry {
  const [opening] = rowsOfEntry(ledger, entry.id)
  const occurrence = amendedOccurrence(entry.occurrence, dispute)
  const { assessment, bucket, unit, rubric, indicator, rule } = entry
  const key = entryKey({ assessment, bucket, unit, rubric, indicator, rule, occurrence })
  const about = actingRow(entry.kind, { ...(opening ?? entry), bucket }, by)
  const row = {
    ...about,
    key,
    entry: entryId(key),
    occurrence,
    points,
    clause: entry.clause,
    arithmetic: `${dispute}: ${formatPoints(entry.points)} → ${formatPoints(points)}`,
    evidence: opening?.evidence ?? null,
  }
  append(ledger, row)
  // A published bucket takes no posting later on: what a dispute enters there counts at once.
  if (entry.state === 'posted' || isBucketClosed(ledger, assessment, bucket))
    append(ledger, actingRow('post', row, by))
  return entryOf(ledger, row.entry)
}

/**
 * Decides an open dispute: maintained leaves the entry, cancelled reverses it, amended reverses it and opens a new one
 * with the points given; all rows in one transaction, in whatever state the bucket is. Throws UserFault for an unknown
 * or decided dispute, a cancelled or amended one without a reason code, and an entry that was reversed meanwhile.
 */
export function decideDispute(ledger: Ledger, given: NewDecision): Decided {
  return ledger.immediate(() => {
    const { actor, ...said } = given
    const dispute = disputeById(ledger, given.dispute)
    if (dispute.state === 'decided')
      throw new UserFault('ledger.dispute-decided', { dispute: dispute.id, outcome: dispute.outcome ?? '' })
    if (given.outcome !== 'maintained' && given.code === null)
      throw new UserFault('ledger.dispute-code', { dispute: dispute.id, outcome: given.outcome }, 2)
    if (given.outcome !== 'amended' && given.points !== null)
      throw new UserFault('ledger.points-unasked', { outcome: given.outcome }, 2)
    const entry = entryOf(ledger, dispute.entry)
    const points = given.outcome === 'amended' ? checkAmended(entry, given.points) : null
    if (given.outcome === 'amended' && entry.state !== 'pending' && entry.state !== 'posted')
      throw new UserFault('ledger.wrong-state', {
        entry: entry.id,
        state: STATE_WORDS[entry.state],
        action: 'amend',
      })
    const decision: DecisionDocument = { schema: 'xuncha.decision/1', ...said }
    append(ledger, {
      ...actingRow('assessment-decision', entry, person(actor, given.reason.slice(0, 500))),
      occurrence: dispute.id,
      points,
      clause: given.outcome,
      arithmetic: given.code,
      evidence: freeze(ledger, decision),
    })
    const by = person(actor, `${dispute.id}: ${given.reason.slice(0, 480)}`)
    if (given.outcome !== 'maintained' && (entry.state === 'pending' || entry.state === 'posted'))
      append(ledger, actingRow('reverse', entry, by))
    const renewed = points === null ? null : renew(ledger, entry, points, dispute.id, by)
    return { dispute: disputeById(ledger, dispute.id), entry: entryOf(ledger, entry.id), renewed }
  })
}
