/** One entry as it stands, by its id, and its state in words. */
import { UserFault } from '../model/error.js'
import type { Entry, EntryState } from '../model/ledger.js'
import { foldEntries } from './fold.js'
import type { Ledger } from './open.js'
import { rowsOfEntry } from './rows.js'

/** States as a refusal says them. */
export const STATE_WORDS: Record<EntryState, string> = {
  pending: '拟扣 (pending)',
  posted: '已入账 (posted)',
  voided: '作废 (voided)',
  reversed: '冲销 (reversed)',
}

/** The entry as it stands. Throws UserFault when there is none. */
export function entryOf(ledger: Ledger, id: string): Entry {
  const [entry] = foldEntries(rowsOfEntry(ledger, id))
  if (!entry) throw new UserFault('ledger.unknown-entry', { entry: id })
  return entry
}
