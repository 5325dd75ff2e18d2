/** Makes a page's elements and texts out of its markup, or out of pieces of it that were read before. */
import type { MarkupSink } from './markup.js'
import { type Place, pagePlace } from './place.js'
import { type HiddenNames, hiddenByName } from './stylesheet.js'
import type { Tag } from './tag.js'
import { folded, TextFlow } from './text-flow.js'
import type { El, Script } from './tree.js'

const MAX_ELEMENTS = 400_000
/** What is nested deeper stands side by side, as browsers draw it: readers look through all that an element holds. */
const MAX_DEPTH = 512
const MAX_SCRIPT = 2_000_000
const BODY_BEGINS = /信息内容\]?>?begin|content\.begin|正文\s*(?:begin|start|开始)/i

/** Where a builder stands between two pieces of markup: what it has made, and all that what comes depends on. */
export interface Standing {
  /** In the markup. */
  readonly at: number
  readonly els: number
  readonly scripts: number
  readonly visible: number
  readonly all: number
  /** The last characters of the visible text and of the whole text. */
  readonly after: string
  /** The innermost open element. */
  readonly top: El | undefined
  readonly page: Place
  /** What the page's style blocks hide, see {@link HiddenNames}. */
  readonly hidden: string
  readonly once: number
}

/** A stretch of markup and all that reading it makes, as on the page that it was learned from. */
export interface Piece {
  readonly html: string
  readonly from: Standing
  /** Elements in document order; those that are still open at its end keep nothing. */
  readonly els: readonly El[]
  readonly names: ReadonlySet<string>
  /** Where the elements end that were open before and are closed in it, the innermost first. */
  readonly closes: readonly Pick<El, 'end' | 'to' | 'allTo'>[]
  readonly visible: string
  readonly all: string
  /** Scripts with the index of their element. */
  readonly scripts: readonly { readonly script: Script; readonly at: number }[]
}

/** Makes the index of a page while its markup is walked through. */
export class Builder implements MarkupSink {
  readonly els: El[] = []
  readonly elementNames = new Set<string>()
  readonly visible = new TextFlow()
  readonly all = new TextFlow()
  readonly scripts: Script[] = []
  readonly #stack: El[] = []
  /** Elements that the markup has not closed, and that were ended when they stood too deep to hold others. */
  #ended = 0
  #unread = 0
  #script: { src: string | null; type: string; parts: string[]; size: number } | null = null
  #title = 0
  titleText = ''
  bodyMark = -1
  truncated = false
  /** How often something was met that the page takes note of once: its title, the mark of its article. */
  #once = 0
  readonly #page = pagePlace()

  constructor(private readonly names: HiddenNames) {}

  open(tag: Tag): void {
    const { name, attrs } = tag
    const outer = this.#top
    const hidden =
      tag.hides ||
      (outer !== undefined && (outer.hidden || this.#unread > 0)) ||
      hiddenByName(this.names, attrs)
    if (this.#stack.length > MAX_DEPTH) {
      this.#end()
      this.#ended++
    }
    const parent = this.#top
    this.#border(tag.inline, hidden)
    const el: El = {
      index: this.els.length,
      tag: name,
      attrs,
      place: (parent?.place ?? this.#page).inner(tag),
      parent: parent?.index ?? -1,
      hidden,
      kept: null,
      end: 0,
      from: this.visible.length,
      to: 0,
      allFrom: this.all.length,
      allTo: 0,
    }
    if (this.els.length < MAX_ELEMENTS) {
      this.els.push(el)
      this.elementNames.add(name)
    } else this.truncated = true
    this.#stack.push(el)
    if (tag.unread) this.#unread++
    if (name === 'script') {
      this.#script = { src: attrs.src ?? null, type: (attrs.type ?? '').toLowerCase(), parts: [], size: 0 }
    }
    if (name === 'title') {
      this.#once++
      if (this.titleText === '' && parent?.tag !== 'svg') this.#title++
    }
    if (name === 'meta' && attrs.name?.toLowerCase() === 'contentstart') {
      this.#once++
      this.bodyMark = parent?.index ?? -1
    }
  }

  close(): void {
    if (this.#ended > 0 && this.#stack.length === MAX_DEPTH) this.#ended--
    else this.#end()
  }

  #end(): void {
    const el = this.#stack.pop()
    if (el === undefined) return
    el.end = this.els.length
    el.to = this.visible.length
    el.allTo = this.all.length
    if (el.place.tag.unread) this.#unread--
    if (el.tag === 'title' && this.#title > 0) this.#title--
    if (el.tag === 'script' && this.#script !== null) {
      const { src, type, parts } = this.#script
      this.scripts.push({ src, type, text: parts.join(''), parent: el.parent })
      this.#script = null
    }
    this.#border(el.place.tag.inline, el.hidden)
  }

  #border(inline: boolean, hidden: boolean): void {
    if (inline) this.all.joint()
    else this.all.line()
    if (hidden) return
    if (inline) this.visible.joint()
    else this.visible.line()
  }

  text(data: string): void {
    if (this.#script !== null) {
      if (this.#script.size < MAX_SCRIPT) this.#script.parts.push(data)
      this.#script.size += data.length
      return
    }
    if (this.#title > 0) this.titleText += data
    if (this.#unread > 0) return
    const text = folded(data)
    this.all.text(text)
    if (!(this.#stack[this.#stack.length - 1]?.hidden ?? false)) this.visible.text(text)
  }

  comment(data: string): void {
    if (data.length > 60 || !BODY_BEGINS.test(data)) return
    this.#once++
    if (this.bodyMark < 0) this.bodyMark = this.#top?.index ?? -1
  }

  get #top(): El | undefined {
    return this.#stack[this.#stack.length - 1]
  }

  /** Where it stands between two pieces of markup; null inside of what is no text of the page. */
  standing(at: number): Standing | null {
    if (this.#unread > 0 || this.#script !== null || this.#title > 0 || this.truncated || this.#ended > 0)
      return null
    const { els, scripts, visible, all } = this
    return {
      at,
      els: els.length,
      scripts: scripts.length,
      visible: visible.length,
      all: all.length,
      after: `${visible.last}${all.last}`,
      top: this.#top,
      page: this.#page,
      hidden: this.names.key,
      once: this.#once,
    }
  }

  /** True where what a piece made of the page that it was learned from is what reading it here would make. */
  follows(piece: Piece, here: Standing): boolean {
    const { from } = piece
    return (
      here.els + piece.els.length <= MAX_ELEMENTS &&
      here.after === from.after &&
      here.hidden === from.hidden &&
      here.page === from.page &&
      here.top?.place === from.top?.place
    )
  }

  /** Puts what reading a piece makes at the end, moved to where it stands here. Closes and opens elements as the piece does. */
  append(piece: Piece): void {
    const { els, visible, all } = this
    const { from, closes } = piece
    const [by, shown, whole] = [els.length - from.els, visible.length - from.visible, all.length - from.all]
    const still = by === 0 && shown === 0 && whole === 0
    let closed = 0
    for (const name of piece.names) this.elementNames.add(name)
    const closeUpTo = (index: number): void => {
      for (let next = closes[closed]; next !== undefined && next.end <= index; next = closes[closed]) {
        const el = this.#stack.pop()
        if (el === undefined) return
        el.end = next.end + by
        el.to = next.to + shown
        el.allTo = next.allTo + whole
        closed++
      }
    }
    for (const known of piece.els) {
      closeUpTo(known.index)
      const parent = known.parent >= from.els ? known.parent + by : (this.#top?.index ?? -1)
      if (still && known.kept !== null && known.parent === parent) {
        els.push(known)
        continue
      }
      const el: El = {
        index: known.index + by,
        tag: known.tag,
        attrs: known.attrs,
        place: known.place,
        parent,
        hidden: known.hidden,
        kept: known.kept,
        end: known.end + by,
        from: known.from + shown,
        to: known.to + shown,
        allFrom: known.allFrom + whole,
        allTo: known.allTo + whole,
      }
      els.push(el)
      // It is still open at the piece's end.
      if (el.kept === null) this.#stack.push(el)
    }
    closeUpTo(Number.POSITIVE_INFINITY)
    visible.piece(piece.visible)
    all.piece(piece.all)
    for (const { script, at } of piece.scripts)
      this.scripts.push({ ...script, parent: els[at + by]?.parent ?? -1 })
  }
}
