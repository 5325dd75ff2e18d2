/** Every finding in memory, for a process that lives long and is asked often: after a change only its units are read again. */
import { standOf, unitsChanged } from './changes.js'
import { asFinding, findingsOfUnit, type StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'

/** More findings than that are read anew each time: memory is dearer. */
const MOST = 50_000

interface Held {
  readonly others: number
  last: number
  readonly byUnit: Map<string, readonly StoredFinding[]>
  /** By number; null: to be sorted again. */
  sorted: readonly StoredFinding[] | null
}

const HELD = new WeakMap<Ledger, Held>()

function readAll(ledger: Ledger, others: number, last: number): Held {
  const byUnit = new Map<string, StoredFinding[]>()
  for (const finding of ledger.sql('SELECT * FROM findings').all().map(asFinding)) {
    const own = byUnit.get(finding.unit)
    if (own) own.push(finding)
    else byUnit.set(finding.unit, [finding])
  }
  return { others, last, byUnit, sorted: null }
}

const byNumber = (a: StoredFinding, b: StoredFinding): number => (a.no < b.no ? -1 : a.no > b.no ? 1 : 0)

/** All findings by number; null where they are not held: the caller asks the database. Nobody may change what it gives. */
export function heldFindings(ledger: Ledger): readonly StoredFinding[] | null {
  const stand = standOf(ledger)
  if (stand === null) return null
  let held = HELD.get(ledger)
  if (held?.others !== stand.others) {
    const count = ledger.sql('SELECT count(*) FROM findings').pluck().get() as number
    if (count > MOST) return null
    held = readAll(ledger, stand.others, stand.last)
    HELD.set(ledger, held)
  } else if (held.last !== stand.last) {
    for (const unit of unitsChanged(ledger, held.last)) held.byUnit.set(unit, findingsOfUnit(ledger, unit))
    held.last = stand.last
    held.sorted = null
  }
  held.sorted ??= [...held.byUnit.values()].flat().sort(byNumber)
  return held.sorted
}
