/** Places in a page's frame that a script fills: a menu that the HTML does not hold. */
import type { MenuEntry } from '../model/page.js'
import { libraryScripts } from './library-scripts.js'
import { tokensOf } from './regions.js'
import type { El, Script, Tree } from './tree.js'
import { columnNamed } from './unled.js'

/** With so many columns in its HTML a page holds its menu itself, whatever is put into its head and foot. */
const WHOLE_MENU = 6
/** What a menu beside the content is called… */
const MENU_WORD = /^(?:.*(?:nav|menu|tree|lanmu|catalog)|(?:left|side)(?:bar|box|con|list)?)\d{0,2}$/
/** …and the parts of a frame that a menu may come with. */
const FRAME_WORD = /^(?:head|header|top|banner|nav|menu|dh|daohang|common|public|foot|footer|bottom)\w{0,8}$/
/** …and the script that writes it. */
const MENU_FILE = /(?:^|\/)\w{0,12}(?:nav|menu|head|top|daohang|lanmu|left)\w{0,8}(?:\.min)?\.js(?:\?|$)/i
/** Scripts that put no menu anywhere. */
const bringsNoMenu = libraryScripts('date|calendar')
const FILLS =
  /\.(?:html|append|prepend|load|replaceWith)\s*\(|innerHTML|insertAdjacentHTML|appendChild|document\.write/
const LOADS = /\(\s*['"]([#.][\w-]{1,60})['"]\s*\)\s*\.\s*(?:load|html|append|replaceWith)\s*\(/g

const HOLDERS = new Set(['div', 'ul', 'ol', 'td', 'nav', 'header', 'footer', 'aside', 'section', 'dl'])
const THINGS = new Set(
  'a img iframe embed object video input select textarea form svg canvas li option'.split(' '),
)
const MAX_ELEMENTS = 60_000

function mayFill({ src, text }: Script): boolean {
  return src === null ? FILLS.test(text) : src.trim() !== '' && !bringsNoMenu(src)
}

/** Shown, and holding nothing to see; a script may stand in it. */
function isBlank(tree: Tree, el: El): boolean {
  if (el.hidden || el.to > el.from + 2 || tree.visible.slice(el.from, el.to).trim() !== '') return false
  for (let i = el.index + 1; i < el.end; i++) if (THINGS.has(tree.els[i]?.tag ?? '')) return false
  return true
}

/** Names by which scripts of the page fill elements. */
function filledNames(tree: Tree): Set<string> {
  const names = new Set<string>()
  for (const { src, text } of tree.scripts)
    if (src === null && text.length < 400_000)
      for (const [, name = ''] of text.matchAll(LOADS)) names.add(name.toLowerCase())
  return names
}

/** True where a page's menu, or one beside its content, is for a script to bring: its place is there and empty. */
export function hasMenuSlot(tree: Tree, menu: readonly MenuEntry[]): boolean {
  if (!tree.scripts.some(mayFill)) return false
  const named = new Set(menu.flatMap(({ label, url }) => (url === null ? [] : columnNamed(label))))
  named.delete('')
  const thin = named.size < WHOLE_MENU
  const filled = filledNames(tree)
  for (const el of tree.els.slice(0, MAX_ELEMENTS)) {
    if (!HOLDERS.has(el.tag) || !isBlank(tree, el)) continue
    const words = tokensOf(el)
    if (words.some((word) => MENU_WORD.test(word)) && el.tag !== 'header' && el.tag !== 'footer') return true
    if (!thin) continue
    if (el.tag === 'nav' || el.tag === 'header' || words.some((word) => FRAME_WORD.test(word))) return true
    const id = el.attrs.id === undefined ? '' : `#${el.attrs.id.toLowerCase()}`
    if (filled.has(id) || words.some((word) => filled.has(`.${word}`))) return true
  }
  return (
    thin &&
    tree.scripts.some((script) => writesAlone(tree, script) || (named.size === 0 && isMenu(tree, script)))
  )
}

/** A script of the site's own that is called a menu and stands in the body of a page that names no column. */
function isMenu(tree: Tree, { src, parent }: Script): boolean {
  return src !== null && MENU_FILE.test(src) && !bringsNoMenu(src) && tree.els[parent]?.tag === 'body'
}

/** A script of the site's own that is all that an element of the body holds: it writes what is to be seen there. */
function writesAlone(tree: Tree, script: Script): boolean {
  const holder = tree.els[script.parent]
  if (holder === undefined || script.src === null || bringsNoMenu(script.src)) return false
  return HOLDERS.has(holder.tag) && isBlank(tree, holder)
}
