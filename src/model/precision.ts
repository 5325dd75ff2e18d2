/** How often a check was wrong about a unit, by what disputes came to; below a set precision it only suspects. Pure. */
import type { DisputeState } from './dispute.js'

/** One check's record in this office. */
export interface CheckRecord {
  /** Entries that its findings opened. */
  readonly entries: number
  /** Of these, cancelled on dispute because the unit was blamed for what was not so, or not its own. */
  readonly wrong: number
  /** Share of entries that stand, in hundredths of a percent, rounded down; null: none was ever opened. */
  readonly precision: number | null
  /** Its problems go to a person as cannot-tell. */
  readonly demoted: boolean
}

/** Percent of a check's entries that must stand, where the workspace says nothing. */
export const USUAL_PRECISION_PERCENT = 90
/** So few cancelled entries are chance. */
const FEWEST_WRONG = 3

/** True for a dispute that showed the finding to be false, or another's fault. */
export function isFalseBlame({ outcome, code }: Pick<DisputeState, 'outcome' | 'code'>): boolean {
  return (
    outcome === 'cancelled' && (code === 'false-positive' || code === 'not-ours' || code === 'platform-cause')
  )
}

/** What so many entries, so many of them wrong, come to. */
export function checkRecord(entries: number, wrong: number, leastPercent: number): CheckRecord {
  const precision = entries === 0 ? null : Math.floor(((entries - wrong) / entries) * 10_000)
  const demoted = precision !== null && wrong >= FEWEST_WRONG && precision < leastPercent * 100
  return { entries, wrong, precision, demoted }
}
