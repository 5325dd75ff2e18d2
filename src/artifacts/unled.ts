/** Names of columns that a page shows and no address stands behind: a menu by which only a script leads on. */
import { foldLabel } from '../model/label.js'
import type { MenuEntry } from '../model/page.js'
import type { Clickable } from './clickables.js'
import { roleOf } from './portal/roles.js'
import { remembered } from './remembered.js'
import { runs } from './script-need.js'
import { type El, type Tree, tidy } from './tree.js'

const MAX_LABEL = 40
const MAX_LOOKED_AT = 60_000
/** Fewer such names are headings. */
const MENU_NAMES = 3

/** What the browser leaves at an element that it clicked: `nothing` happened, or `something` that has no address. */
export const TRIED = 'data-xuncha-click'

/** The folded name of a column with a role; '' for other words. */
const columnNamed = remembered(4_000, MAX_LABEL, (raw): string => {
  const label = tidy(raw, MAX_LABEL)
  return roleOf(label, '', null) === null ? '' : foldLabel(label)
})

/** Words, and controls of forms, that are no menu's. */
const NO_LABEL = new Set([
  'option',
  'label',
  'legend',
  'script',
  'title',
  'th',
  'caption',
  'p',
  'strong',
  'b',
])

/** True for a cell of a table of facts: something else than names of columns stands in its row. */
function isFact(tree: Tree, el: El): boolean {
  let row: El | undefined = el
  for (let i = 0; i < 4 && row !== undefined && row.tag !== 'tr'; i++) row = tree.els[row.parent]
  if (row?.tag !== 'tr') return false
  for (let i = row.index + 1; i < row.end; i++) {
    const cell = tree.els[i]
    if (cell?.tag !== 'td' && cell?.tag !== 'th') continue
    const text = tree.visible.slice(cell.from, cell.to)
    if (text.trim() !== '' && columnNamed(text.slice(0, MAX_LABEL + 1)) === '') return true
  }
  return false
}

/** Innermost elements that hold nothing but the name of a column. */
function bareNames(tree: Tree, clickables: readonly Clickable[]): Map<string, El> {
  const found = new Map<string, El>()
  const put = (name: string, el: El): void => {
    if (name !== '' && !found.has(name)) found.set(name, el)
  }
  for (const { el, url, text } of clickables)
    if (url === null && !el.hidden && text.length <= MAX_LABEL) put(columnNamed(text), el)
  let left = MAX_LOOKED_AT
  for (const el of tree.els) {
    if (left-- <= 0) break
    const size = el.to - el.from
    if (size < 2 || size > MAX_LABEL || el.hidden || NO_LABEL.has(el.tag) || /^h\d$/.test(el.tag)) continue
    const name = columnNamed(tree.visible.slice(el.from, el.to))
    if (name !== '' && !isFact(tree, el)) put(name, el)
  }
  return found
}

/** What a click on the element did, where the browser tried it or what it stands in. */
function triedAt(tree: Tree, el: El): string | undefined {
  let at: El | undefined = el
  for (let i = 0; i < 4 && at !== undefined; i++) {
    const tried = at.attrs[TRIED]
    if (tried !== undefined) return tried
    at = tree.els[at.parent]
  }
  for (let i = el.index + 1; i < Math.min(el.end, el.index + 8); i++) {
    const tried = tree.els[i]?.attrs[TRIED]
    if (tried !== undefined) return tried
  }
  return undefined
}

/**
 * True for a page that mostly leads on by script: it has scripts, and names more columns that nothing in its HTML leads
 * to than columns with an address. What a browser clicked in vain leads nowhere by script either.
 */
export function isLedByScript(
  tree: Tree,
  clickables: readonly Clickable[],
  menu: readonly MenuEntry[],
): boolean {
  if (!tree.scripts.some(runs)) return false
  const bare = bareNames(tree, clickables)
  if (bare.size < MENU_NAMES) return false
  const linked = new Set<string>()
  for (const { label, url } of menu) if (url !== null) linked.add(columnNamed(label))
  for (const { text, url } of clickables)
    if (url !== null && text.length <= MAX_LABEL) linked.add(columnNamed(text))
  linked.delete('')
  const open = [...bare].filter(([name, el]) => !linked.has(name) && triedAt(tree, el) !== 'nothing')
  return open.length >= MENU_NAMES && open.length > linked.size
}
