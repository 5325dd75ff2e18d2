/** What commands and server alike do about disputes beside the ledger's own operations: days, documents, dismissals. */
import { deadlineAfter } from './calendar/deadline.js'
import { calendarOf } from './calendar-file.js'
import { askDismissal, listDismissals } from './ledger/dismissals.js'
import { type Decided, type Dispute, lookedAgain } from './ledger/disputes.js'
import { entryOf } from './ledger/entry-state.js'
import type { Ledger } from './ledger/open.js'
import { findFinding, listFindings, type StoredFinding } from './ledger/read.js'
import { registry } from './ledger/registry-store.js'
import { dayIn, type PlainDate } from './model/date.js'
import { isOverdue } from './model/dispute.js'
import { formatPoints } from './model/points.js'
import { DEFAULT_TIMEZONE } from './registry/resolve.js'

/** Today in the workspace's time zone, and the last day for a decision; null where no calendar covers it. */
export function daysOf(
  ledger: Ledger,
  now: number,
  workingDays: number,
): { readonly today: PlainDate; readonly dueOn: PlainDate | null } {
  const { defaults } = registry(ledger).load()
  const today = dayIn(defaults.timezone ?? DEFAULT_TIMEZONE, now)
  return { today, dueOn: deadlineAfter(calendarOf(defaults.calendar ?? null), today, workingDays) }
}

/** A dispute as it is printed: the entry, what the unit said, what was decided. */
export function disputeDocument(ledger: Ledger, dispute: Dispute, today: PlainDate) {
  const { said, decided } = dispute
  const entry = entryOf(ledger, dispute.entry)
  const finding = dispute.finding === null ? null : findFinding(ledger, dispute.finding)
  return {
    id: dispute.id,
    entry: dispute.entry,
    unit: dispute.unit,
    assessment: dispute.assessment,
    bucket: dispute.bucket,
    finding:
      finding === null ? null : { id: finding.id, no: finding.no, check: finding.check, code: finding.code },
    points: formatPoints(entry.points),
    clause: entry.clause,
    state: dispute.state,
    entryState: entry.state,
    openedAt: new Date(dispute.openedAt).toISOString(),
    openedBy: dispute.openedBy,
    by: said?.by ?? null,
    onBehalf: said?.onBehalf ?? false,
    scan: said?.scan ?? null,
    statement: said?.statement ?? null,
    files: said?.files ?? [],
    recheck: lookedAgain(ledger, dispute),
    dueOn: said?.dueOn ?? null,
    overdue: isOverdue({ state: dispute.state, dueOn: said?.dueOn ?? null }, today),
    outcome: dispute.outcome,
    code: dispute.code,
    reason: decided?.reason ?? dispute.reason,
    decidedAt: dispute.decidedAt === null ? null : new Date(dispute.decidedAt).toISOString(),
    decidedBy: dispute.decidedBy,
    decidedFiles: decided?.files ?? [],
  }
}

/** Reasons by which the finding itself was no defect of the unit's: others must not be charged by it either. */
const NO_DEFECT: ReadonlySet<string> = new Set([
  'false-positive',
  'not-ours',
  'platform-cause',
  'exempted',
  'not-applicable',
])

/**
 * Asks for the dismissal of a finding that was none; a second person approves it, as for every dismissal.
 * @returns the finding whose dismissal was asked for; null where none is called for
 */
export function proposeDismissal(
  ledger: Ledger,
  { dispute }: Decided,
  by: { readonly reason: string; readonly actor: string },
): StoredFinding | null {
  if (dispute.outcome !== 'cancelled' || dispute.code === null || !NO_DEFECT.has(dispute.code)) return null
  const finding = listFindings(ledger, { unit: dispute.unit }).find(
    (one) => one.fingerprint === dispute.finding,
  )
  if (!finding || (finding.state !== 'candidate' && finding.state !== 'confirmed')) return null
  if (listDismissals(ledger, true).some((one) => one.fingerprint === finding.fingerprint)) return null
  const period = dispute.assessment.slice(dispute.assessment.lastIndexOf('/') + 1)
  askDismissal(ledger, {
    finding,
    scope: 'finding',
    reason: `${dispute.id}: ${by.reason}`.slice(0, 500),
    until: `${period}-12-31`,
    latest: `${period}-12-31`,
    actor: by.actor,
  })
  return finding
}
