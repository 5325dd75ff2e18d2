/** What the rows of lists are looked for in: a page's text, its days and what can be clicked, all of it either visible or hidden. */
import { type Clickable, CONTROL, lowerBound } from './clickables.js'
import { type DateMark, findDates, OTHER_DAY } from './dates.js'
import { type Regions, regionOf } from './regions.js'
import { isDateOnly } from './row-title.js'
import { askedOfSaid } from './said.js'
import type { El, Tree } from './tree.js'

/** What rows are looked for in: what is visible, or also what is hidden. */
export interface View {
  readonly tree: Tree
  readonly hidden: boolean
  readonly text: string
  readonly marks: readonly DateMark[]
  readonly clickables: readonly Clickable[]
  readonly clickIndex: readonly number[]
  /** Clickables whose text can be an entry's title, and their element indices. */
  readonly titles: readonly Clickable[]
  readonly titleIndex: readonly number[]
}

/** Neither a control's label nor a date. */
const canBeTitle = askedOfSaid(({ text }) => !CONTROL.test(text) && !isDateOnly(text))

const AROUND = 60
/** Words of a pager. */
const PAGING = /页|共(?:计|有)?\s*\d+\s*[条项篇则]/
const STEP = /^[\s<>«»‹›]*[上下前后首尾末][^\n]{0,3}页/

/** True for 3/12 between the steps of a pager, or in its line: the third of twelve, not a day in March. */
function isPageCount(text: string, { from: start, to: end, date }: DateMark): boolean {
  if (date !== null || !/^\d{1,2}\s*\/\s*\d{1,2}$/.test(text.slice(start, end))) return false
  const before = text.slice(Math.max(0, start - AROUND), start)
  const after = text.slice(end, end + AROUND)
  const line = before.lastIndexOf('\n') + 1
  if (PAGING.test(`${before.slice(line)}/${after.split('\n', 1)[0]}`)) return true
  const last =
    before
      .slice(0, Math.max(0, line - 1))
      .split('\n')
      .at(-1) ?? ''
  return STEP.test(last) && STEP.test(after.split('\n')[1] ?? '')
}

/** Prepares a page for row finding. What stands in the frame, as the links of a trail, titles nothing. */
export function viewOf(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  hidden: boolean,
): View {
  const text = hidden ? tree.all : tree.visible
  const usable = clickables.filter((c) => c.el.hidden === hidden)
  // A jump within the page, say to its comments, is no entry.
  const titles = usable.filter(
    (c) =>
      canBeTitle(c.said) && (c.url !== null || !/^#./.test(c.raw)) && regionOf(regions, c.el) !== 'frame',
  )
  return {
    tree,
    hidden,
    text,
    marks: findDates(text, hidden ? undefined : tree.shown.kinds).filter(
      (mark) => mark.alone && !OTHER_DAY.test(mark.label) && !isPageCount(text, mark),
    ),
    clickables: usable,
    clickIndex: usable.map((c) => c.el.index),
    titles,
    titleIndex: titles.map((c) => c.el.index),
  }
}

/** Where an element's text begins in the view's text. */
export const from = (view: View, el: El): number => (view.hidden ? el.allFrom : el.from)
/** Where it ends. */
export const to = (view: View, el: El): number => (view.hidden ? el.allTo : el.to)

/** Titles inside an element, in order. */
export function titlesIn(view: View, el: El): readonly Clickable[] {
  return view.titles.slice(lowerBound(view.titleIndex, el.index), lowerBound(view.titleIndex, el.end))
}
