/** Gaps: what was not read and why, told once each. */

import type { HarvestGap } from '../model/harvest.js'

const GAPS_MAX = 5_000
/** Kept for each unit and reason, however many the others have: a unit without a gap would count as read to its end. */
const GAPS_OWN = 20

/** Collects gaps; the first few thousand are kept by name. */
export class Gaps {
  readonly #gaps = new Map<string, HarvestGap>()
  readonly #owned = new Map<string, number>()

  /** Notes a gap; `unit` null for the common part. */
  add(gap: HarvestGap): void {
    const owner = `${gap.reason} ${gap.unit ?? ''}`
    const key = `${owner} ${gap.url}`
    if (this.#gaps.has(key)) return
    const own = this.#owned.get(owner) ?? 0
    if (this.#gaps.size >= GAPS_MAX && own >= GAPS_OWN) return
    this.#owned.set(owner, own + 1)
    this.#gaps.set(key, gap)
  }

  /** All gaps in order of URL, reason and unit. */
  list(): HarvestGap[] {
    const key = ({ url, reason, unit }: HarvestGap) => `${url}\n${reason}\n${unit ?? ''}`
    return [...this.#gaps.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }
}
