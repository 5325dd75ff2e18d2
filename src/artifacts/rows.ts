/** Finds the rows of lists: the smallest block that holds a date and what it dates. */

import { type Clickable, lowerBound, NUMBER_ONLY } from './clickables.js'
import type { DateMark } from './dates.js'
import { entryTitle, PIECES } from './row-title.js'
import { type El, tidy } from './tree.js'
import { from, titlesIn, to, type View } from './view.js'
import { isWholeArticle } from './whole-article.js'

/** One row of a list before years are settled. */
export interface Row {
  /** The block that holds it. */
  readonly el: El
  /** What the list's other rows share: parent element's index. */
  readonly container: number
  readonly title: string
  readonly url: string | null
  readonly date: DateMark | null
  readonly source: string | null
}

/** Deepest element whose text holds the position. */
function deepestAt(view: View, at: number): El | undefined {
  const { els } = view.tree
  let low = 0
  let high = els.length
  while (low < high) {
    const mid = (low + high) >> 1
    const el = els[mid]
    if (el !== undefined && from(view, el) <= at) low = mid + 1
    else high = mid
  }
  let el = els[low - 1]
  while (el !== undefined && to(view, el) <= at) el = els[el.parent]
  return el
}

/** Clickables inside an element, itself included. */
export function clickablesIn(view: View, el: El): readonly Clickable[] {
  const first = lowerBound(view.clickIndex, el.index)
  const last = lowerBound(view.clickIndex, el.end)
  return view.clickables.slice(first, last)
}

/** Template text that no script has filled in. */
const TEMPLATE = /\{\{|\$\{|<%|\$\.|^$/

const TOP = new Set(['body', 'html'])
const MAX_CLIMB = 9
const MAX_ROW = 3000
/** Links that an undated row may hold: its title, a category, a download, a share button. */
const MAX_ROW_LINKS = 8

/** Rows with a date. */
export function datedRows(view: View): Row[] {
  const blocks = new Map<number, DateMark[]>()
  for (const mark of view.marks) {
    const block = blockOf(view, mark)
    if (block === null) continue
    const marks = blocks.get(block.index)
    if (marks === undefined) blocks.set(block.index, [mark])
    else marks.push(mark)
  }
  const rows: Row[] = []
  const indices = [...blocks.keys()].sort((a, b) => a - b)
  for (const [index, marks] of blocks) {
    const el = view.tree.els[index]
    if (el !== undefined && !isRoundRows(view, el, indices))
      rows.push(...rowsOfBlock(view, el, marks).filter((row) => !TEMPLATE.test(row.title)))
    if (rows.length > 5000) break
  }
  return rows.sort((a, b) => a.el.index - b.el.index)
}

/** True for a block round whole rows: every title in it has a day of its own, so that its day is that of none of them. */
function isRoundRows(view: View, el: El, blocks: readonly number[]): boolean {
  let [rows, inner] = [0, 0]
  for (let i = lowerBound(blocks, el.index + 1); i < blocks.length && (blocks[i] ?? 0) < el.end; ) {
    const block = view.tree.els[blocks[i] ?? -1]
    if (block === undefined) break
    rows++
    inner += titleCount(view, block)
    i = lowerBound(blocks, block.end)
  }
  return rows > 1 && inner === titleCount(view, el)
}

/** The smallest block round a date that also holds something to click that is no control. */
function blockOf(view: View, mark: DateMark): El | null {
  let el = deepestAt(view, mark.from)
  for (let step = 0; step < MAX_CLIMB && el !== undefined && !TOP.has(el.tag); step++) {
    if (to(view, el) - from(view, el) > MAX_ROW && step > 1) {
      // A long flat list: its date and link are siblings in one big element.
      return titleCount(view, el) > 1 ? el : null
    }
    if (titleCount(view, el) > 0) return el
    // A date alone in its own row dates nothing outside it.
    if (el.tag === 'li' || el.tag === 'tr') return null
    el = view.tree.els[el.parent]
  }
  return null
}

/** How many titles stand in an element. */
function titleCount(view: View, el: El): number {
  return lowerBound(view.titleIndex, el.end) - lowerBound(view.titleIndex, el.index)
}

function rowsOfBlock(view: View, el: El, marks: readonly DateMark[]): Row[] {
  const count = titleCount(view, el)
  if (count === 0 || (count > 6 && marks.length < count / 2) || isWholeArticle(view, el, marks)) return []
  const titles = titlesIn(view, el)
  const targets = new Set(titles.map((c) => c.url ?? c.text))
  if (marks.length > 1 && targets.size > 1 && targets.size >= marks.length)
    return flatRows(view, el, marks, titles)
  if (titles.length > 3 && to(view, el) - from(view, el) > 1500) return []
  const best = longest(titles)
  const date = pick(marks)
  return [makeRow(view, outermost(view, el), best, date)]
}

/** Of several days in one row, the one said to be the publication, else the first. */
function pick(marks: readonly DateMark[]): DateMark | null {
  return marks.find((mark) => /发布|公布|公开|发表/.test(mark.label)) ?? marks[0] ?? null
}

function longest(list: readonly Clickable[]): Clickable {
  let best = list[0] as Clickable
  for (const c of list) if (c.text.length > best.text.length) best = c
  return best
}

/** Links and dates that alternate inside one element, without a block of their own. */
function flatRows(view: View, el: El, marks: readonly DateMark[], titles: readonly Clickable[]): Row[] {
  const rows: Row[] = []
  const first = titles[0]
  const linkFirst = first !== undefined && from(view, first.el) <= (marks[0]?.from ?? 0)
  let at = 0
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i] as DateMark
    const next = marks[i + 1]?.from ?? Number.POSITIVE_INFINITY
    const own: Clickable[] = []
    while (at < titles.length) {
      const c = titles[at] as Clickable
      const position = from(view, c.el)
      if (linkFirst ? position > mark.from : position >= next) break
      own.push(c)
      at++
    }
    if (own.length > 0) rows.push(makeRow(view, (own[0] as Clickable).el, longest(own), mark, el.index))
  }
  return rows
}

/** Climbs while the parent holds nothing else: `<li><a>…</a></li>` is one row, not its anchor. */
function outermost(view: View, el: El): El {
  let at = el
  for (let step = 0; step < 4; step++) {
    const parent = view.tree.els[at.parent]
    if (parent === undefined || TOP.has(parent.tag) || at.tag === 'li' || at.tag === 'tr') break
    if (to(view, parent) - from(view, parent) > to(view, at) - from(view, at) + 3) break
    if (parent.tag === 'ul' || parent.tag === 'ol' || parent.tag === 'table' || parent.tag === 'tbody') break
    at = parent
  }
  return at
}

class FoundRow implements Row {
  readonly title: string
  readonly url: string | null
  #source: string | null | undefined

  constructor(
    private readonly view: View,
    readonly el: El,
    private readonly link: Clickable,
    readonly date: DateMark | null,
    readonly container: number,
  ) {
    this.title = titleOf(view, link)
    this.url = link.url
  }

  /** Worked out when it is asked for: most rows are looked at and left. */
  get source(): string | null {
    if (this.#source === undefined) this.#source = sourceOf(this.view, this.el, this.link)
    return this.#source
  }
}

function makeRow(view: View, el: El, link: Clickable, date: DateMark | null, container = el.parent): Row {
  return new FoundRow(view, el, link, date, container)
}

/** Title of an entry: its text without the date in it; the title attribute where the text is cut short. */
export function titleOf(view: View, link: Clickable): string {
  const raw = view.text.slice(from(view, link.el), to(view, link.el))
  const { said } = link
  if (link.title !== '' || said.raw !== raw) return entryTitle(raw, link)
  said.title ??= entryTitle(raw, link)
  return said.title
}

const BODY_NAME = /(?:局|委|办|政府|厅|镇|乡|街道|中心|院|部|处|科|室|会|队|所|公司|日报|晚报|新华社|网)$/

/** Publisher shown in a row: a labelled field, a name in brackets, or a short piece that ends like a body's name. */
function sourceOf(view: View, el: El, link: Clickable): string | null {
  const a = from(view, el)
  const text = `${view.text.slice(a, from(view, link.el))}\n${view.text.slice(to(view, link.el), Math.min(to(view, el), a + 1500))}`
  for (const raw of text.split(PIECES)) {
    const piece = raw.trim()
    const labelled = /(?:来源|发布机构|发文机关|发布单位|发布部门)\s*[:：]\s*([^\s:：]{2,30})/.exec(
      piece,
    )?.[1]
    if (labelled !== undefined) return tidy(labelled)
    const name = /^[[【（(]?([^\s[\]【】()（）]{2,20})[\]】）)]?$/.exec(piece)?.[1]
    if (name !== undefined && BODY_NAME.test(name)) return tidy(name)
  }
  return null
}

/** Rows without a date beside dated ones, and rows of lists that date nothing: one clickable each, child of the container. */
export function undatedRows(view: View, container: El, taken: ReadonlySet<number>): Row[] {
  const rows: Row[] = []
  const step = (el: El): number => el.end
  for (let i = container.index + 1; i < container.end && rows.length < 2000; ) {
    const child = view.tree.els[i]
    if (child === undefined) break
    const count = titleCount(view, child)
    if (count > 0 && count <= MAX_ROW_LINKS && !taken.has(child.index) && child.hidden === view.hidden) {
      const titles = titlesIn(view, child).filter((c) => !NUMBER_ONLY.test(c.text))
      const first = titles[0]
      if (first !== undefined && new Set(titles.map((c) => c.url ?? c.text)).size <= 2) {
        const best = longest(titles)
        const title = titleOf(view, best)
        if (title.length >= 2) rows.push(makeRow(view, child, best, null, container.index))
      }
    }
    i = step(child)
  }
  return rows
}
