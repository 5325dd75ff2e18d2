/** Breakers (熔断): when a monitoring run looks so unlike the earlier ones that its entries wait for a person. Pure. */

/** What one complete monitoring run came to. */
export interface RunRates {
  /** Units that were looked at. */
  readonly units: number
  /** Of these, units that were unreachable, partial or inconclusive. */
  readonly failed: number
  /** By check: units with at least one open problem of it. */
  readonly problems: ReadonlyMap<string, number>
}

/** Why a breaker holds a run. Shares in whole percent. */
export interface Trip {
  readonly breaker: 'check-rate' | 'units-failing'
  /** The check; null for failing units. */
  readonly check: string | null
  readonly units: number
  readonly percent: number
  /** The middle one of the earlier runs. */
  readonly usualPercent: number
}

/** Breakers need this much to compare with: complete monitoring runs before, and units in each. */
export const BREAKER_NEEDS = { runs: 5, units: 10 } as const

/** Fewer units than this are no wave, however small the roster. */
const FEWEST_UNITS = 3
/** A check's share jumps when it is at least twice the usual one, and this many percent above it. */
const CHECK_JUMP_PERCENT = 25
/** A large part of the units. */
const FAILING_PERCENT = 30
const FAILING_JUMP_PERCENT = 15

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100)

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Every breaker that this run trips; none where there is too little to compare with. */
export function tripsOf(run: RunRates, earlier: readonly RunRates[]): Trip[] {
  const usual = earlier.filter(({ units }) => units >= BREAKER_NEEDS.units)
  if (run.units < BREAKER_NEEDS.units || usual.length < BREAKER_NEEDS.runs) return []
  const trips: Trip[] = []
  const compare = (
    breaker: Trip['breaker'],
    check: string | null,
    countOf: (rates: RunRates) => number,
    jumped: (now: number, before: number) => boolean,
  ): void => {
    const units = countOf(run)
    const now = percent(units, run.units)
    const before = middle(usual.map((rates) => percent(countOf(rates), rates.units)))
    if (units >= FEWEST_UNITS && jumped(now, before))
      trips.push({ breaker, check, units, percent: Math.round(now), usualPercent: Math.round(before) })
  }
  compare(
    'units-failing',
    null,
    ({ failed }) => failed,
    (now, before) => now >= FAILING_PERCENT && now - before >= FAILING_JUMP_PERCENT,
  )
  for (const check of [...run.problems.keys()].sort())
    compare(
      'check-rate',
      check,
      ({ problems }) => problems.get(check) ?? 0,
      (now, before) => now - before >= CHECK_JUMP_PERCENT && now >= 2 * before,
    )
  return trips
}
