/** Disputes as their rows fold, and what an open one forbids. */
import { type DisputeRow, type DisputeState, foldDisputes } from '../model/dispute.js'
import { UserFault } from '../model/error.js'
import type { Ledger } from './open.js'
import { SELECT_ROW } from './rows.js'

/** Every dispute, in the order in which they were opened. */
export function disputeStates(ledger: Ledger): DisputeState[] {
  const rows = ledger
    .sql(
      `SELECT ${SELECT_ROW} FROM ledger INDEXED BY ledger_by_kind WHERE kind IN ('assessment-dispute', 'assessment-decision') ORDER BY seq`,
    )
    .all() as DisputeRow[]
  return foldDisputes(rows)
}

/** Ids of the entries of an assessment, or of all, that are under an open dispute. */
export function entriesUnderDispute(ledger: Ledger, assessment?: string): Set<string> {
  return new Set(
    disputeStates(ledger)
      .filter((one) => one.state === 'open' && (assessment === undefined || one.assessment === assessment))
      .map((one) => one.entry),
  )
}

/** Throws UserFault for an entry that is under an open dispute: nobody posts or voids it past the decision. */
export function refuseDisputed(ledger: Ledger, entry: string, action: string): void {
  const open = disputeStates(ledger).find((one) => one.entry === entry && one.state === 'open')
  if (open) throw new UserFault('ledger.under-dispute', { entry, dispute: open.id, action })
}
