/** Entries as their rows fold: nothing in the ledger is edited, a state is what the rows add up to (contract §7). */
import { ACTING_KINDS, type Entry, type LedgerRow, OPENING_KINDS } from '../model/ledger.js'

const OPENING: ReadonlySet<string> = new Set(OPENING_KINDS)
const ACTING: ReadonlySet<string> = new Set(ACTING_KINDS)

/** True for a row that opens an entry. */
function opensEntry(row: LedgerRow): row is LedgerRow & { kind: Entry['kind']; entry: string } {
  return OPENING.has(row.kind) && row.entry !== null
}

function opened(row: LedgerRow & { kind: Entry['kind']; entry: string }): Entry {
  return {
    id: row.entry,
    kind: row.kind,
    state: 'pending',
    assessment: row.assessment ?? '',
    bucket: row.bucket ?? '',
    unit: row.unit ?? '',
    rubric: row.rubric ?? '',
    indicator: row.indicator ?? '',
    rule: row.rule ?? '',
    occurrence: row.occurrence ?? '',
    points: row.points ?? 0,
    clause: row.clause ?? '',
    arithmetic: row.arithmetic ?? '',
    finding: row.finding,
    decidedBy: row.decidedBy,
    seq: row.seq,
  }
}

/** True when a row of this kind may act on an entry in this state; voided and reversed are final. */
export function mayAct(kind: (typeof ACTING_KINDS)[number], state: Entry['state']): boolean {
  if (kind === 'post' || kind === 'void') return state === 'pending'
  return state === 'pending' || state === 'posted'
}

function acted(entry: Entry, row: LedgerRow): Entry {
  const kind = row.kind as (typeof ACTING_KINDS)[number]
  if (!mayAct(kind, entry.state)) return entry
  if (kind === 'post') return { ...entry, state: 'posted' }
  if (kind === 'void') return { ...entry, state: 'voided' }
  if (kind === 'reverse') return { ...entry, state: 'reversed' }
  return row.points === null ? entry : { ...entry, points: row.points }
}

/**
 * The entries of the rows, by the number of their opening row. Rows may come in any order and are taken by `seq`.
 * post: pending to posted · void: pending to voided · reverse: pending or posted to reversed · adjust: the row's
 * points count from then on. A row that may not act in the state that it meets changes nothing.
 */
export function foldEntries(rows: Iterable<LedgerRow>): Entry[] {
  const entries = new Map<string, Entry>()
  foldInto(
    entries,
    [...rows].sort((a, b) => a.seq - b.seq),
  )
  return [...entries.values()]
}

/** Folds further rows into entries that earlier ones gave; here they must come in order of `seq`. */
export function foldInto(entries: Map<string, Entry>, rows: Iterable<LedgerRow>): void {
  for (const row of rows) {
    if (opensEntry(row)) {
      if (!entries.has(row.entry)) entries.set(row.entry, opened(row))
      continue
    }
    const entry = row.entry !== null && ACTING.has(row.kind) ? entries.get(row.entry) : undefined
    if (entry) entries.set(entry.id, acted(entry, row))
  }
}
