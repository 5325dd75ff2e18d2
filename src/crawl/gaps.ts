/** Gaps: what was not read and why, told once each. */

import type { Reach } from '../model/attempt.js'
import { weightOf } from '../model/fault.js'
import type { HarvestGap } from '../model/harvest.js'
import type { Gap } from '../model/portal.js'

const GAPS_MAX = 5_000

/** What a page that was not read leaves open; null when nothing is open: it was read, or is not there. */
export function gapOf(reach: Reach): Gap | null {
  if (reach.outcome === 'ok' || reach.cause === null) return null
  if (reach.cause === 'login') return 'login'
  if (reach.cause === 'robots') return 'robots'
  if (reach.cause === 'limit') return 'limit'
  if (weightOf(reach.cause) === 'block') return 'blocked'
  // What is not there hides nothing; what fails to answer may.
  if (reach.cause === 'soft-404') return null
  if (reach.outcome === 'broken' && weightOf(reach.cause) === 'definite') return null
  return 'failed'
}

/** Collects gaps; the first few thousand are kept by name. */
export class Gaps {
  readonly #gaps = new Map<string, HarvestGap>()

  /** Notes a gap; `unit` null for the common part. */
  add(gap: HarvestGap): void {
    const key = `${gap.reason} ${gap.unit ?? ''} ${gap.url}`
    if (this.#gaps.size < GAPS_MAX) this.#gaps.set(key, gap)
  }

  /** All gaps in order of URL and reason. */
  list(): HarvestGap[] {
    return [...this.#gaps.values()].sort((a, b) =>
      a.url === b.url ? (a.reason < b.reason ? -1 : 1) : a.url < b.url ? -1 : 1,
    )
  }
}
