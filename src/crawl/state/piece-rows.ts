/** Rows of pieces: a page's links or menu entries, as what they share with a page before it and what is their own. */
import { type Folded, type Pieces, Recent } from './pieces.js'
import { sharedEnds } from './shared-ends.js'

/** Frames of a site that are compared at a time: its home, lists, articles, special pages. */
const PATTERNS = 6
/** Less than this in common is not worth a reference. */
const COMMON_MIN = 12
/** Rows that others refer to, of one generation. */
const REMEMBERED = 200

interface Pattern<T> {
  readonly id: number
  readonly row: readonly T[]
}

/** A row as stored: the number of the row it is compared with, how many of its first and of its last it shares, its own. */
export type FoldedRow<T> = readonly [pattern: number, head: number, tail: number, own: readonly Folded<T>[]]

/** Rows of one kind of piece. Writes: call `fold` inside a transaction. */
export class PieceRows<T extends object> {
  /** The one that was of use last stands first. */
  #patterns: Pattern<T>[] = []
  readonly #rows = new Recent<number, readonly T[]>(REMEMBERED)

  constructor(
    private readonly pieces: Pieces,
    /** Tells everything that a piece says. */
    private readonly keyOf: (piece: T) => string,
  ) {}

  /** The row in as little as may be. */
  fold(row: readonly T[]): FoldedRow<T> {
    if (row.length < COMMON_MIN) return [0, 0, 0, this.#each(row)]
    let best: { readonly pattern: Pattern<T>; readonly head: number; readonly tail: number } | null = null
    for (const pattern of this.#patterns) {
      const { head, tail } = sharedEnds(pattern.row, row)
      if (head + tail >= COMMON_MIN && head + tail > (best ? best.head + best.tail : 0))
        best = { pattern, head, tail }
    }
    // A better one may come: whoever shares less than half becomes a pattern itself.
    if (!best || (best.head + best.tail) * 2 < row.length) {
      const id = this.pieces.add(this.#each(row))
      this.#use({ id, row })
      return [id, row.length, 0, []]
    }
    const { pattern, head, tail } = best
    this.#use(pattern)
    return [pattern.id, head, tail, this.#each(row.slice(head, row.length - tail))]
  }

  #each(row: readonly T[]): Folded<T>[] {
    return row.map((piece) => this.pieces.fold(piece, this.keyOf))
  }

  #use(pattern: Pattern<T>): void {
    if (this.#patterns[0] === pattern) return
    this.#patterns = [pattern, ...this.#patterns.filter((one) => one !== pattern)].slice(0, PATTERNS)
  }

  /** The row again: what pages share is the same objects. */
  unfold([id, head, tail, own]: FoldedRow<T>): T[] {
    const middle = own.map((piece) => this.pieces.unfold(piece))
    if (id === 0) return middle
    const pattern = this.#rowAt(id)
    return [...pattern.slice(0, head), ...middle, ...(tail > 0 ? pattern.slice(-tail) : [])]
  }

  #rowAt(id: number): readonly T[] {
    const known = this.#rows.get(id)
    if (known) return known
    const row = this.pieces.at<readonly Folded<T>[]>(id).map((piece) => this.pieces.unfold(piece))
    this.#rows.set(id, row)
    return row
  }
}

/** Entries of rows that are held unfolded: those of some four thousand pages. */
const ROW_ROOM = 500_000

/** Rows as whoever judges asks for them, again and again and in one order: the first stay, and the one asked for last. */
export class UnfoldedRows<T extends object> {
  readonly #kept = new Map<number, readonly T[]>()
  #last: { readonly id: number; readonly row: readonly T[] } | null = null
  #room = ROW_ROOM

  constructor(private readonly rows: PieceRows<T>) {}

  /** @param id names the page whose row it is */
  of(id: number, folded: () => FoldedRow<T>): readonly T[] {
    if (this.#last?.id === id) return this.#last.row
    const kept = this.#kept.get(id)
    if (kept) return kept
    const row = this.rows.unfold(folded())
    this.#last = { id, row }
    if (row.length <= this.#room) {
      this.#kept.set(id, row)
      this.#room -= row.length
    }
    return row
  }

  /** Numbers may be given to other pages from now on. */
  clear(): void {
    this.#kept.clear()
    this.#last = null
    this.#room = ROW_ROOM
  }
}
