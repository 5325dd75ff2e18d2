/** Numbers that people can say on the phone: 2026-区教育局-012, given once and for ever. */
import type { PlainDate } from '../model/date.js'
import type { InspectionResult } from '../model/inspection.js'
import type { Ledger } from './open.js'

/** A finding that has no number yet; `unit` as it answers for it. */
export interface Unnumbered {
  readonly fingerprint: string
  readonly unit: string
  /** False: it is shown by this recording and kept nowhere. */
  readonly kept: boolean
}

/** Name of a unit in a number: as the site spells it, else as recorded, else its id; `@…` is the site's name. */
export function unitName(ledger: Ledger, result: InspectionResult, unit: string): string {
  if (unit === `@${result.site.id}`) return result.site.name
  const spec = result.site.units.find((known) => known.id === unit)
  if (spec) return spec.name
  const recorded = ledger
    .sql(
      `SELECT json ->> '$.name' FROM scored_units WHERE unit = ?
       UNION ALL SELECT json ->> '$.name' FROM register WHERE kind = 'unit' AND id = ?`,
    )
    .pluck()
    .get(unit, unit) as string | undefined
  return recorded ?? unit
}

/** Highest number given under a prefix, which ends in '-': the next character in order, '.', ends the range. */
function lastNumber(ledger: Ledger, prefix: string): number {
  const highest = ledger
    .sql('SELECT max(CAST(substr(no, ?) AS INTEGER)) FROM findings WHERE no >= ? AND no < ?')
    .pluck()
    .get([...prefix].length + 1, prefix, `${prefix.slice(0, -1)}.`) as number | null
  return highest ?? 0
}

/** The next number of a unit, by its name, in the year of a day: for a finding that no inspection brought. */
export function numberUnder(ledger: Ledger, name: string, on: PlainDate): string {
  const prefix = `${on.slice(0, 4)}-${name}-`
  return `${prefix}${String(lastNumber(ledger, prefix) + 1).padStart(3, '0')}`
}

/** Stands in the number of a finding that is shown and not kept: no recorded finding ever has it. 临时 */
const PASSING = '临-'

/**
 * Numbers for new findings, by fingerprint: per year and unit name, in the order of their fingerprints. What is not
 * kept (a self-check's finding) is numbered within the recording, apart from those that last.
 */
export function numbersFor(
  ledger: Ledger,
  result: InspectionResult,
  fresh: readonly Unnumbered[],
  at: PlainDate,
): Map<string, string> {
  const next = new Map<string, number>()
  const numbers = new Map<string, string>()
  for (const { fingerprint, unit, kept } of [...fresh].sort((a, b) =>
    a.fingerprint < b.fingerprint ? -1 : 1,
  )) {
    const prefix = `${at.slice(0, 4)}-${unitName(ledger, result, unit)}-${kept ? '' : PASSING}`
    const number = next.get(prefix) ?? lastNumber(ledger, prefix) + 1
    next.set(prefix, number + 1)
    numbers.set(fingerprint, `${prefix}${String(number).padStart(3, '0')}`)
  }
  return numbers
}
