/** Frames of sites: the stretches from <body> on, and up to the end, that pages share letter by letter are read once. */
import { copyOf } from './flat.js'
import { Kept } from './kept.js'
import { type Detours, type OpenNames, walkMarkup } from './markup.js'
import { commonEnd, commonFrom, isAt } from './shared-stretch.js'
import type { El } from './tree.js'
import type { Builder, Piece, Standing } from './tree-builder.js'

/** Shorter stretches are read as fast as they are compared. */
const SHORTEST = 600
const PIECES = 16
/** Pages of which an end was not known, to compare the next ones with: sites may be read in turn. */
const RECENT = 6

/** Longer pages, in characters, are none of many alike. */
const LONGEST_PAGE = 1_000_000

const BODY = '<body'
const ENTRIES = new Set(['li', 'dd', 'dt', 'p', 'span'])

/** The ends of pages that may be met again; the last few of each. Forgotten with the process. */
class Frames {
  heads: readonly Piece[] = []
  tails: readonly Piece[] = []
  recent: readonly string[] = []

  /** Puts a piece first, be it new or met again: what is met no more is forgotten. */
  keep(kind: 'heads' | 'tails', piece: Piece): void {
    if (this[kind][0] === piece) return
    this[kind] = [piece, ...this[kind].filter((one) => one !== piece)].slice(0, PIECES)
  }

  forget(piece: Piece): void {
    const others = (one: Piece): boolean => one !== piece
    this.heads = this.heads.filter(others)
    this.tails = this.tails.filter(others)
  }
}

const frames = new Frames()

const longest = (pieces: readonly Piece[]): Piece | null =>
  pieces.reduce<Piece | null>((best, one) => (best && best.html.length >= one.html.length ? best : one), null)

/** An element and those that it stands in, the innermost first. */
function chainOf(els: readonly El[], innermost: El | undefined): El[] {
  const chain: El[] = []
  for (let el = innermost; el !== undefined; el = els[el.parent]) chain.push(el)
  return chain
}

/** What reading the markup between two places made; null where it did something that a page does once. */
function pieceOf(html: string, builder: Builder, from: Standing, to: Standing): Piece | null {
  if (to.at - from.at < SHORTEST || from.once !== to.once) return null
  const open = new Set(chainOf(builder.els, to.top))
  const els = builder.els.slice(from.els, to.els)
  const scripts = builder.scripts.slice(from.scripts, to.scripts)
  const holders = els.filter(({ tag }) => tag === 'script')
  if (holders.length !== scripts.length) return null
  for (const el of els) if (!open.has(el)) el.kept = new Kept()
  return {
    html: copyOf(html.slice(from.at, to.at)),
    from,
    els: els.map((el) => (open.has(el) ? { ...el, kept: null } : el)),
    names: new Set(els.map(({ tag }) => tag)),
    closes: chainOf(builder.els, from.top)
      .filter((el) => !open.has(el))
      .map(({ end, to: until, allTo }) => ({ end, to: until, allTo })),
    visible: copyOf(builder.visible.toString().slice(from.visible, to.visible)),
    all: copyOf(builder.all.toString().slice(from.all, to.all)),
    scripts: scripts.map((script, n) => ({
      script: { ...script, text: copyOf(script.text) },
      at: holders[n]?.index ?? 0,
    })),
  }
}

/** One page's way through its markup: its ends are passed over where they are known, and learned where another page has them. */
class Passage implements Detours {
  next: number
  readonly #bodyAt: number
  readonly #head: Piece | null
  readonly #tail: Piece | null
  readonly #tailAt: number
  /** Up to where the head is another page's, and from where on the tail is; -1 where nothing is to be learned. */
  #headUntil = -1
  #tailFrom = -1
  #headFrom: Standing | null = null
  #headTo: Standing | null = null
  #tailStart: Standing | null = null
  #tailEnd: Standing | null = null

  constructor(
    private readonly html: string,
    private readonly builder: Builder,
    bodyAt: number,
  ) {
    this.#bodyAt = bodyAt
    this.#head = longest(frames.heads.filter((piece) => isAt(piece.html, html, bodyAt)))
    this.#tail = longest(
      frames.tails.filter(
        (piece) =>
          piece.html.length <= html.length && isAt(piece.html, html, html.length - piece.html.length),
      ),
    )
    this.#tailAt = this.#tail === null ? Number.POSITIVE_INFINITY : html.length - this.#tail.html.length
    if (this.#head === null || this.#tail === null) this.#compare()
    this.next = bodyAt
  }

  /** Finds what the page shares with the last ones that had something new. */
  #compare(): void {
    const { html } = this
    let [head, tail] = [0, 0]
    for (const other of frames.recent) {
      head = Math.max(head, commonFrom(other, other.indexOf(BODY), html, this.#bodyAt))
      tail = Math.max(tail, commonEnd(other, html))
    }
    if (this.#head === null && head >= SHORTEST) this.#headUntil = this.#bodyAt + head
    if (this.#tail === null && tail >= SHORTEST) this.#tailFrom = Math.max(this.#bodyAt, html.length - tail)
    frames.recent = [html, ...frames.recent].slice(0, RECENT)
  }

  reached(at: number, open: OpenNames, spot: { plain: boolean; afterText: boolean }): number {
    const here = spot.plain ? this.builder.standing(at) : null
    if (here !== null) this.#note(at, here, spot.afterText)
    const piece = at === this.#bodyAt ? this.#head : at === this.#tailAt ? this.#tail : null
    const on = piece === null ? at : this.#passOver(piece, at, open, here)
    this.next = this.#nextAfter(on)
    return on
  }

  #passOver(piece: Piece, at: number, open: OpenNames, here: Standing | null): number {
    if (here === null || !this.builder.follows(piece, here)) {
      // Its tags are others than they were: it is learned anew.
      frames.forget(piece)
      return at
    }
    for (let n = 0; n < piece.closes.length; n++) open.pop()
    for (const { kept, tag } of piece.els) if (kept === null) open.push(tag)
    this.builder.append(piece)
    frames.keep(piece === this.#head ? 'heads' : 'tails', piece)
    return at + piece.html.length
  }

  #note(at: number, here: Standing, afterText: boolean): void {
    if (at === this.#bodyAt && this.#headUntil >= 0) this.#headFrom = here
    // At the end of the page a walk may have passed over markup that is not whole.
    const ended = at === this.html.length
    if (this.#headFrom?.once === here.once && at <= this.#headUntil && !ended && !afterText)
      this.#headTo = here
    if (this.#tailFrom < 0 || at < this.#tailFrom) return
    if (!afterText && !this.#isWithinEntry(here.top)) this.#tailStart ??= here
    if (ended) this.#tailEnd = here
  }

  /** Within a link or a row of a list, whose tags are seldom those of another page. */
  #isWithinEntry(innermost: El | undefined): boolean {
    if (innermost !== undefined && ENTRIES.has(innermost.tag)) return true
    return chainOf(this.builder.els, innermost).some(({ tag }) => tag === 'a')
  }

  #nextAfter(at: number): number {
    const learning = this.#headFrom !== null && at < this.#headUntil
    return learning ? at + 1 : this.#nextOfTail(at)
  }

  #nextOfTail(at: number): number {
    if (this.#tailFrom < 0) return at < this.#tailAt ? this.#tailAt : Number.POSITIVE_INFINITY
    return this.#tailStart === null ? Math.max(this.#tailFrom, at + 1) : this.html.length
  }

  /** Keeps what the page shares with others, once it is read. */
  learn(): void {
    const { html, builder } = this
    if (builder.truncated) return
    const [head, headTo, tail, tailEnd] = [this.#headFrom, this.#headTo, this.#tailStart, this.#tailEnd]
    const headPiece = head && headTo ? pieceOf(html, builder, head, headTo) : null
    if (headPiece !== null) frames.keep('heads', headPiece)
    const tailPiece = tail && tailEnd ? pieceOf(html, builder, tail, tailEnd) : null
    if (tailPiece !== null) frames.keep('tails', tailPiece)
  }
}

/** Gives a page's markup to its builder; what was read before on pages of its site is put together instead. */
export function readMarkup(html: string, builder: Builder): void {
  const bodyAt = html.indexOf(BODY)
  if (bodyAt < 0 || html.length < bodyAt + SHORTEST || html.length > LONGEST_PAGE) {
    walkMarkup(html, builder)
    return
  }
  const passage = new Passage(html, builder, bodyAt)
  walkMarkup(html, builder, passage)
  passage.learn()
}
