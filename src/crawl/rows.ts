/** Rows: the links of pages in order. Pages of one template share most of theirs, and what is done with is passed over at once. */
import { sharedEnds } from './state/shared-ends.js'

/** Rows that are compared with: those of the home, lists, articles, special pages. */
const ROWS = 6
/** Less than this in common is not worth a comparison. */
const COMMON_MIN = 12

interface Row<T> {
  readonly links: readonly T[]
  /** For each: pages as deep as this, or deeper, have nothing to do with it any more. */
  readonly settledFrom: number[]
}

/** A row, and how many of its first and of its last stand on a page. */
interface Match<T> {
  readonly row: Row<T>
  readonly head: number
  readonly tail: number
}

/** Rows of one kind. */
export class Rows<T extends object> {
  /** The one that was of use last stands first. */
  #rows: Row<T>[] = []

  /** What was settled may not be so any longer. */
  forget(): void {
    this.#rows = []
  }

  /**
   * Goes through the links of a page in order, those left out that are settled for a page so deep.
   * @param settle does what is to be done with one; true: on no page as deep as this there will be anything to do with it
   */
  each(links: readonly T[], depth: number, settle: (link: T) => boolean): void {
    const { row, head, tail } = this.#match(links)
    const { settledFrom } = row
    const shift = settledFrom.length - links.length
    for (const [index, link] of links.entries()) {
      const at = index < head ? index : index >= links.length - tail ? index + shift : -1
      if ((settledFrom[at] ?? Number.POSITIVE_INFINITY) <= depth) continue
      if (settle(link) && at >= 0) settledFrom[at] = depth
    }
  }

  /** The row that has most in common with the links; where that is less than half of them, they become one. */
  #match(links: readonly T[]): Match<T> {
    let best: Match<T> | null = null
    for (const row of this.#rows) {
      const { head, tail } = sharedEnds(row.links, links)
      if (best === null || head + tail > best.head + best.tail) best = { row, head, tail }
    }
    const common = best === null ? 0 : best.head + best.tail
    if (best === null || common < COMMON_MIN || common * 2 < links.length) {
      const row = { links, settledFrom: links.map(() => Number.POSITIVE_INFINITY) }
      best = { row, head: links.length, tail: 0 }
    }
    const { row } = best
    if (this.#rows[0] !== row) this.#rows = [row, ...this.#rows.filter((one) => one !== row)].slice(0, ROWS)
    return best
  }
}
