/** A dispute as commands print it. */
import { type Dispute, lookedAgain } from '../ledger/disputes.js'
import { entryOf } from '../ledger/entry-state.js'
import type { Ledger } from '../ledger/open.js'
import { findFinding } from '../ledger/read.js'
import type { PlainDate } from '../model/date.js'
import { isOverdue } from '../model/dispute.js'
import { formatPoints } from '../model/points.js'
import { type Shell, word } from './shell.js'
import { table } from './terminal.js'

/** A dispute as it is printed: the entry, what the unit said, what was decided. */
export function documentOf(ledger: Ledger, dispute: Dispute, today: PlainDate) {
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

/** The document. */
export type DisputeDocument = ReturnType<typeof documentOf>

function stateText(shell: Shell, one: DisputeDocument): string {
  if (one.outcome !== null) return word(shell, 'cli.outcome', one.outcome)
  const due = one.dueOn === null ? '' : shell.say('cli.dispute.due', { day: one.dueOn })
  return `${word(shell, 'cli.dispute-state', one.overdue ? 'overdue' : 'open')}${due}`
}

/** Disputes for a terminal. */
export function printed(shell: Shell, disputes: readonly DisputeDocument[]): string {
  const heads = ['dispute', 'unit', 'entry', 'points', 'stage', 'statement']
  return table(
    heads.map((name) => shell.say(`cli.book.${name}`)),
    disputes.map((one) => [
      one.id,
      one.unit,
      one.entry,
      one.points,
      stateText(shell, one),
      one.statement ?? '',
    ]),
  )
}
