/** Every entry in memory, for a process that lives long: rows are only added, so that only new ones are ever folded. */
import type { Entry } from '../model/ledger.js'
import { foldInto } from './fold.js'
import type { Ledger } from './open.js'
import { ledgerHead, ledgerRows } from './rows.js'

interface Held {
  seq: number
  hash: string
  readonly entries: Map<string, Entry>
}

const HELD = new WeakMap<Ledger, Held>()

/** True while the row that was folded last is still the one that it was: a database may have been put back. */
function stands(ledger: Ledger, { seq, hash }: Held): boolean {
  return seq === 0 || ledger.sql('SELECT hash FROM ledger WHERE seq = ?').pluck().get(seq) === hash
}

/** Entries by the number of their opening row. Within a transaction, which may be taken back, nothing more is held. */
export function heldEntries(ledger: Ledger): Entry[] {
  const known = HELD.get(ledger)
  const held =
    known && stands(ledger, known) ? known : { seq: 0, hash: '', entries: new Map<string, Entry>() }
  const within = ledger.db.inTransaction
  const entries = within ? new Map(held.entries) : held.entries
  foldInto(entries, ledgerRows(ledger, held.seq))
  if (!within) HELD.set(ledger, Object.assign(held, ledgerHead(ledger)))
  return [...entries.values()]
}
