/** Names of columns that a page shows and no address stands behind: a menu by which only a script leads on. */
import { foldLabel } from '../model/label.js'
import type { MenuEntry } from '../model/page.js'
import type { Clickable } from './clickables.js'
import { roleOf } from './portal/roles.js'
import { remembered } from './remembered.js'
import type { Said } from './said.js'
import { FILLS, runs } from './script-need.js'
import { JOINT } from './shown-text.js'
import { type El, type Script, type Tree, tidy } from './tree.js'

const MAX_LABEL = 40
const MAX_LOOKED_AT = 60_000
/** Fewer such names are headings. */
const MENU_NAMES = 3

/** The folded name of a column with a role; empty for other words. */
export const columnNamed = remembered(4_000, MAX_LABEL, (raw): string => {
  const label = tidy(raw, MAX_LABEL)
  return roleOf(label, '', null) === null ? '' : foldLabel(label)
})

/** The same of something to click; empty where it says more than a name. */
function columnSaid(said: Said): string {
  said.role ??= said.text.length <= MAX_LABEL ? columnNamed(said.text) : ''
  return said.role
}

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

/** Pieces side by side: what holds several names is none. */
const SEVERAL = new RegExp(`[^\\s${JOINT}][\\s${JOINT}]*[\\n${JOINT}][\\s${JOINT}]*[^\\s${JOINT}]`)

/** The name of a column that is all that an element says; empty for others. */
function nameIn(tree: Tree, el: El): string {
  if (el.kept !== null && el.kept.name !== null) return el.kept.name
  const text = tree.visible.slice(el.from, el.to)
  const name = SEVERAL.test(text) ? '' : columnNamed(text)
  if (el.kept !== null) el.kept.name = name
  return name
}

/** Names of columns that stand alone in an element, or can be clicked without an address, and those that scripts hold. */
function bareNames(tree: Tree, clickables: readonly Clickable[]): Set<string> {
  const found = new Set(writtenNames(tree))
  for (const { el, url, said } of clickables) if (url === null && !el.hidden) found.add(columnSaid(said))
  let left = MAX_LOOKED_AT
  for (const el of tree.els) {
    if (left-- <= 0) break
    const size = el.to - el.from
    if (size < 2 || size > MAX_LABEL || el.hidden || NO_LABEL.has(el.tag) || /^h\d$/.test(el.tag)) continue
    // What fills the element round it is looked at as that: a heading stays one.
    const outer = tree.els[el.parent]
    if (outer?.from === el.from && outer.to === el.to) continue
    const name = nameIn(tree, el)
    if (name !== '' && !isFact(tree, el)) found.add(name)
  }
  found.delete('')
  return found
}

/** A label of a menu that a script holds as data, and in the same breath an address: 'name', '/path/'. */
const MENU_DATA =
  /(['"])([^'"\n]{2,24})\1(?=(?:[^;'"]{0,60}['"][\w$-]{0,30}['"]){0,4}[^;'"]{0,60}['"][^'"\n]{0,300}[/?#])/g
const MAX_DATA = 400_000
const MAX_WRITTEN = 500

/** Names of columns that scripts in the page hold with their addresses: a tree menu as it is before it is drawn. */
function writtenNames(tree: Tree): string[] {
  const names: string[] = []
  for (const { src, text } of tree.scripts) {
    if (src !== null || text.length > MAX_DATA) continue
    for (const [, , label = ''] of text.matchAll(MENU_DATA)) {
      const name = /\p{Script=Han}/u.test(label) ? columnNamed(label) : ''
      if (name !== '' && names.push(name) >= MAX_WRITTEN) return names
    }
  }
  return names
}

/** A script from elsewhere, or one that puts something into the page: a template may keep its menu there. */
const mayWriteMenu = (script: Script): boolean =>
  runs(script) && (script.src !== null || FILLS.test(script.text))

/** Folded names of columns that a page shows as a menu, and to which nothing in it leads. At most 40; none where it has no scripts. */
export interface Unled {
  readonly names: readonly string[]
  /** Most of what it names: the page leads on by script. */
  readonly most: boolean
}

const MAX_NAMES = 40

/**
 * What a page names that only a script may lead to. A front page that names next to nothing before its scripts ran leads
 * on by script, too.
 */
export function readUnled(
  tree: Tree,
  clickables: readonly Clickable[],
  menu: readonly MenuEntry[],
  { front, rendered }: { readonly front: boolean; readonly rendered: boolean },
): Unled {
  if (!tree.scripts.some(runs)) return { names: [], most: false }
  const linked = new Set<string>()
  for (const { label, url } of menu) if (url !== null) linked.add(columnNamed(label))
  for (const { said, url } of clickables) if (url !== null) linked.add(columnSaid(said))
  linked.delete('')
  const bare = bareNames(tree, clickables)
  const open = [...bare].filter((name) => !linked.has(name))
  const names = open.length >= MENU_NAMES ? open.slice(0, MAX_NAMES) : []
  const hidden = front && !rendered && linked.size < MENU_NAMES && tree.scripts.some(mayWriteMenu)
  return { names, most: hidden || names.length > linked.size }
}
