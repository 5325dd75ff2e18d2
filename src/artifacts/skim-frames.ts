/** Page frames as skimming meets them: the head and the tail that pages of a site share letter by letter are passed over once. */
import { copyOf } from './flat.js'
import { commonEnd, commonFrom, isAt } from './shared-stretch.js'
import type { SkimLink, SkimRun } from './skim.js'
import type { SkimSigns } from './skim-doubt.js'

/** What a skim had gathered when it stood at `at`. */
export interface Mark {
  readonly at: number
  readonly links: number
  readonly text: number
  readonly prose: number
  readonly gaps: number
  readonly scripts: number
  readonly outside: number
}

/** One page as it was passed over. */
export interface Passage {
  readonly html: string
  /** The first place behind the title; null where there is none. */
  readonly start: Mark | null
  /** Places between two tags, outside of anchors, in order. */
  readonly marks: readonly Mark[]
  readonly end: Mark
  readonly links: readonly SkimLink[]
  readonly signs: SkimSigns
}

/** A stretch of markup and everything that passing over it gathers. */
export interface Piece {
  readonly html: string
  readonly run: SkimRun
  readonly signs: SkimSigns
}

/** Shorter stretches are passed over as fast as they are compared. */
const SHORTEST = 600
const PIECES = 8
const DULL_MAX = 5_000
function pieceOf({ html, links, signs }: Passage, from: Mark, to: Mark): Piece {
  const own = links.slice(from.links, to.links).map(({ raw, use }) => ({ raw: copyOf(raw), use }))
  return {
    html: copyOf(html.slice(from.at, to.at)),
    run: { links: own, frame: true },
    signs: {
      text: to.text - from.text,
      prose: to.prose - from.prose,
      gaps: signs.gaps.slice(from.gaps, to.gaps).map((at) => at - from.at),
      scripts: signs.scripts.slice(from.scripts, to.scripts).map(copyOf),
      outside: signs.outside.slice(from.outside, to.outside).map(copyOf),
    },
  }
}

/** Frames of the pages skimmed so far; the last few heads and tails. */
export class SkimFrames {
  #heads: Piece[] = []
  #tails: Piece[] = []
  #last: Passage | null = null
  readonly #dull = new Set<string>()

  /** Opening tags, up to their end, that say nothing to a skim. */
  get dull(): ReadonlySet<string> {
    return this.#dull
  }

  /** Remembers such a tag. */
  addDull(tag: string): void {
    if (this.#dull.size >= DULL_MAX) this.#dull.clear()
    this.#dull.add(copyOf(tag))
  }

  /** The piece that a page goes on with behind its title; null for none that is known. */
  head(html: string, at: number): Piece | null {
    return this.#heads.find((piece) => isAt(piece.html, html, at)) ?? null
  }

  /** The piece that a page ends with. */
  tail(html: string): Piece | null {
    return (
      this.#tails.find(
        (piece) =>
          piece.html.length <= html.length && isAt(piece.html, html, html.length - piece.html.length),
      ) ?? null
    )
  }

  /** Compares a page with the one before it and keeps what they share. `met`: which of its ends were known. */
  learn(page: Passage, met: { readonly head: boolean; readonly tail: boolean }): void {
    const last = this.#last
    this.#last = page
    if (!last) return
    if (!met.head && last.start && page.start) {
      const { at } = last.start
      const length = commonFrom(last.html, at, page.html, page.start.at)
      const to = last.marks.findLast((mark) => mark.at < at + length)
      if (to && to.at - at >= SHORTEST)
        this.#heads = [pieceOf(last, last.start, to), ...this.#heads].slice(0, PIECES)
    }
    if (met.tail) return
    const { length } = last.html
    const common = commonEnd(last.html, page.html)
    const from = last.marks.find((mark) => mark.at > length - common)
    if (from && length - from.at >= SHORTEST)
      this.#tails = [pieceOf(last, from, last.end), ...this.#tails].slice(0, PIECES)
  }
}
