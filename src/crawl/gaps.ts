/** Gaps: what was not read and why, told once each. */

import type { HarvestGap } from '../model/harvest.js'

const GAPS_MAX = 5_000

/** Collects gaps; the first few thousand are kept by name. */
export class Gaps {
  readonly #gaps = new Map<string, HarvestGap>()

  /** Notes a gap; `unit` null for the common part. */
  add(gap: HarvestGap): void {
    const key = `${gap.reason} ${gap.unit ?? ''} ${gap.url}`
    if (this.#gaps.size < GAPS_MAX) this.#gaps.set(key, gap)
  }

  /** All gaps in order of URL, reason and unit. */
  list(): HarvestGap[] {
    const key = ({ url, reason, unit }: HarvestGap) => `${url}\n${reason}\n${unit ?? ''}`
    return [...this.#gaps.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }
}
