/** One pass over a page's markup: its elements in document order, and what a visitor reads of it. */
import { copyOf } from './flat.js'
import type { Kept } from './kept.js'
import type { Place } from './place.js'
import { ShownText } from './shown-text.js'
import { readMarkup } from './site-frames.js'
import { hiddenNames, NOTHING_HIDDEN } from './stylesheet.js'
import { folded, type TextFlow } from './text-flow.js'
import { Builder } from './tree-builder.js'

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
  /** What readers keep of it, where it is whole within a piece that pages of its site share letter by letter. */
  kept: Kept | null
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
  /** Names of all elements, so that nobody looks for what is not there. */
  readonly names: ReadonlySet<string>
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

/** A page as its builder leaves it: a class, as objects with accessors of their own are slow to read. */
class BuiltTree implements Tree {
  readonly els: readonly El[]
  readonly names: ReadonlySet<string>
  readonly visible: string
  readonly shown: ShownText
  readonly scripts: readonly Script[]
  readonly title: string
  readonly bodyMark: number
  readonly truncated: boolean
  readonly #whole: TextFlow
  #all: string | null = null

  constructor(
    builder: Builder,
    readonly styled: boolean,
    cut: boolean,
  ) {
    this.els = builder.els
    this.names = builder.elementNames
    this.visible = builder.visible.toString()
    this.shown = new ShownText(this.visible)
    this.scripts = builder.scripts
    this.title = tidy(builder.titleText)
    this.bodyMark = builder.bodyMark
    this.truncated = cut || builder.truncated
    this.#whole = builder.all
  }

  get all(): string {
    this.#all ??= this.#whole.toString()
    return this.#all
  }
}

/** Reads markup of any quality. Never throws, never recurses; larger pages than 12 million characters are cut. */
export function readTree(html: string): Tree {
  const styled = /<style/i.test(html)
  const builder = new Builder(styled ? hiddenNames(html) : NOTHING_HIDDEN)
  const cut = html.length > MAX_CHARACTERS
  readMarkup(withoutServerComments(cut ? html.slice(0, MAX_CHARACTERS) : html), builder)
  return new BuiltTree(builder, styled, cut)
}

/** Text as a person reads it: joints gone, white space folded, ends trimmed; a copy that does not keep the page alive. */
export function tidy(text: string, max = 2000): string {
  return copyOf(tidied(text, max))
}

/** As {@link tidy} gives it, for what does not outlive its page, or is no piece of one. */
export function tidied(text: string, max: number): string {
  const start = text.length > max * 4 ? text.slice(0, max * 4) : text
  return folded(start).trim().slice(0, max)
}

/** Visible text of an element, tidied. */
export function textOf(tree: Tree, el: El, max?: number): string {
  return tidy(tree.visible.slice(el.from, el.to), max)
}

/** Text of an element with what is hidden in it, tidied. */
export function allTextOf(tree: Tree, el: El, max?: number): string {
  return tidy(tree.all.slice(el.allFrom, el.allTo), max)
}
