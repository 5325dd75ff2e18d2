/** One pass over a page's markup: its elements in document order, and what a visitor reads of it. */
import { copyOf } from './flat.js'
import { type MarkupSink, walkMarkup } from './markup.js'
import { type Place, pagePlace } from './place.js'
import { JOINT, ShownText } from './shown-text.js'
import { type HiddenNames, hiddenByName, hiddenNames, NOTHING_HIDDEN } from './stylesheet.js'
import type { Tag } from './tag.js'

/** One element. `end` is the index after its last descendant; `from`..`to` its visible text, `allFrom`..`allTo` with what is hidden. */
export interface El {
  readonly index: number
  readonly tag: string
  readonly attrs: Readonly<Record<string, string>>
  /** Its tag and those that it stands in: shared by all elements that stand alike, on whatever page. */
  readonly place: Place
  readonly parent: number
  /** Hidden from sight, itself or by an ancestor. */
  readonly hidden: boolean
  end: number
  from: number
  to: number
  allFrom: number
  allTo: number
}

/** A script: its source text, where it comes from, and the element it stands in. */
export interface Script {
  readonly src: string | null
  readonly type: string
  readonly text: string
  readonly parent: number
}

/** The page as an index. Text has JOINT between inline elements and a line break between blocks. */
export interface Tree {
  readonly els: readonly El[]
  readonly visible: string
  /** The visible text, measured. */
  readonly shown: ShownText
  readonly all: string
  readonly scripts: readonly Script[]
  readonly title: string
  /** Where a comment says that the article's body begins and ends: element index, or -1. */
  readonly bodyMark: number
  /** The source holds style blocks, be it in a comment. */
  readonly styled: boolean
  /** Page larger than what is read: absence on it proves nothing. */
  readonly truncated: boolean
}

const MAX_CHARACTERS = 12_000_000
const MAX_ELEMENTS = 400_000
const MAX_SCRIPT = 2_000_000

/** Server-page comments that were never executed are nothing that a visitor reads. */
function withoutServerComments(html: string): string {
  if (!html.includes('<%--')) return html
  const parts: string[] = []
  let at = 0
  for (;;) {
    const open = html.indexOf('<%--', at)
    if (open < 0) break
    const close = html.indexOf('--%>', open + 4)
    parts.push(html.slice(at, open))
    if (close < 0) return parts.join('')
    at = close + 4
  }
  parts.push(html.slice(at))
  return parts.join('')
}

/** Control, zero-width and direction characters: they are no text, and hide text from a search. */
const UNPRINTED = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+/g

/** Anything that folding would change: what is not printed, and white space other than single blanks. */
const UNTIDY =
  /[\u0000-\u001f\u007f\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]| {2}/

/** Text under construction: folds white space, remembers length only. */
class TextFlow {
  readonly #parts: string[] = []
  length = 0
  #last = '\n'

  #push(text: string): void {
    this.#parts.push(text)
    this.length += text.length
    this.#last = text.charAt(text.length - 1)
  }

  text(raw: string): void {
    let folded = UNTIDY.test(raw) ? raw.replace(UNPRINTED, '').replace(/\s+/g, ' ') : raw
    if (folded.startsWith(' ') && (this.#last === ' ' || this.#last === '\n')) folded = folded.slice(1)
    if (folded !== '') this.#push(folded)
  }

  line(): void {
    if (this.#last !== '\n') this.#push('\n')
  }

  joint(): void {
    if (this.#last !== '\n' && this.#last !== JOINT) this.#push(JOINT)
  }

  toString(): string {
    return this.#parts.join('')
  }
}

class Builder implements MarkupSink {
  readonly els: El[] = []
  readonly visible = new TextFlow()
  readonly all = new TextFlow()
  readonly scripts: Script[] = []
  readonly #stack: El[] = []
  #unread = 0
  #script: { src: string | null; type: string; parts: string[]; size: number } | null = null
  #title = 0
  titleText = ''
  bodyMark = -1
  truncated = false
  readonly #names: HiddenNames
  readonly #page = pagePlace()

  constructor(names: HiddenNames) {
    this.#names = names
  }

  open(tag: Tag): void {
    const { name, attrs } = tag
    const parent = this.#stack[this.#stack.length - 1]
    const hidden =
      tag.hides ||
      (parent !== undefined && (parent.hidden || this.#unread > 0)) ||
      hiddenByName(this.#names, attrs)
    this.#border(tag.inline, hidden)
    const el: El = {
      index: this.els.length,
      tag: name,
      attrs,
      place: (parent?.place ?? this.#page).inner(tag),
      parent: parent?.index ?? -1,
      hidden,
      end: 0,
      from: this.visible.length,
      to: 0,
      allFrom: this.all.length,
      allTo: 0,
    }
    if (this.els.length < MAX_ELEMENTS) this.els.push(el)
    else this.truncated = true
    this.#stack.push(el)
    if (tag.unread) this.#unread++
    if (name === 'script') {
      this.#script = { src: attrs.src ?? null, type: (attrs.type ?? '').toLowerCase(), parts: [], size: 0 }
    }
    if (name === 'title' && this.titleText === '' && parent?.tag !== 'svg') this.#title++
    if (name === 'meta' && attrs.name?.toLowerCase() === 'contentstart') this.bodyMark = parent?.index ?? -1
  }

  close(): void {
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
    this.all.text(data)
    if (!(this.#stack[this.#stack.length - 1]?.hidden ?? false)) this.visible.text(data)
  }

  comment(data: string): void {
    if (this.bodyMark >= 0 || data.length > 60) return
    if (/信息内容\]?>?begin|content\.begin|正文\s*(?:begin|start|开始)/i.test(data)) {
      this.bodyMark = this.#stack[this.#stack.length - 1]?.index ?? -1
    }
  }
}

/** Reads markup of any quality. Never throws, never recurses; larger pages than 12 million characters are cut. */
export function readTree(html: string): Tree {
  const styled = /<style/i.test(html)
  const builder = new Builder(styled ? hiddenNames(html) : NOTHING_HIDDEN)
  const cut = html.length > MAX_CHARACTERS
  walkMarkup(withoutServerComments(cut ? html.slice(0, MAX_CHARACTERS) : html), builder)
  const visible = builder.visible.toString()
  let all: string | null = null
  return {
    els: builder.els,
    visible,
    shown: new ShownText(visible),
    get all() {
      all ??= builder.all.toString()
      return all
    },
    scripts: builder.scripts,
    title: tidy(builder.titleText),
    bodyMark: builder.bodyMark,
    styled,
    truncated: cut || builder.truncated,
  }
}

/** Text as a person reads it: joints gone, white space folded, ends trimmed; a copy that does not keep the page alive. */
export function tidy(text: string, max = 2000): string {
  const start = text.length > max * 4 ? text.slice(0, max * 4) : text
  const folded = UNTIDY.test(start) ? start.replace(UNPRINTED, '').replace(/\s+/g, ' ') : start
  return copyOf(folded.trim().slice(0, max))
}

/** Visible text of an element, tidied. */
export function textOf(tree: Tree, el: El, max?: number): string {
  return tidy(tree.visible.slice(el.from, el.to), max)
}

/** Text of an element with what is hidden in it, tidied. */
export function allTextOf(tree: Tree, el: El, max?: number): string {
  return tidy(tree.all.slice(el.allFrom, el.allTo), max)
}
