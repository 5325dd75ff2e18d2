/** How far a run is: the units that are recorded in it. */
import type { UnitStatus } from '../model/vocabulary.js'
import type { Ledger } from './open.js'

/** A unit as a run recorded it. */
export interface UnitStanding {
  readonly id: string
  readonly status: UnitStatus
  readonly reason: string | null
}

/** Units recorded in the run so far, by id. */
export function unitStandings(ledger: Ledger, run: string): UnitStanding[] {
  return ledger
    .sql('SELECT unit AS id, status, reason FROM unit_results WHERE run = ? ORDER BY unit')
    .all(run) as UnitStanding[]
}
