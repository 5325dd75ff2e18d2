/** Text that a page folds away below what it shows of it: answers below their questions, steps below their names. */
import { readExposed } from './personal.js'
import { type Regions, regionOf } from './regions.js'
import { JOINT } from './shown-text.js'
import type { El, Tree } from './tree.js'

const FOLDS = new Set(['div', 'dd', 'p', 'ul', 'ol', 'li', 'section', 'article', 'table', 'tr', 'td'])
/** Fewer characters are a label. */
const MIN_FOLDED = 20
const HAN = /\p{Script=Han}/gu

/** Blocks of the content that are hidden right behind something that is shown beside them. */
function* foldsOf(tree: Tree, regions: Regions): Generator<El> {
  const shown = new Set<number>()
  for (const el of tree.els) {
    if (!el.hidden) {
      if (el.to > el.from) shown.add(el.parent)
      continue
    }
    const outer = tree.els[el.parent]
    if (outer === undefined || outer.hidden || !shown.has(outer.index) || !FOLDS.has(el.tag)) continue
    if (regionOf(regions, el) === 'content') yield el
  }
}

/** True for a page whose content hides a text right behind something that is shown beside it. */
export function hasFolded(tree: Tree, regions: Regions): boolean {
  for (const el of foldsOf(tree, regions)) if (isText(tree, el)) return true
  return false
}

const MAX_TEXT = 8_000
const JOINTS = new RegExp(JOINT, 'g')

/** What the content folds away: panes behind tabs, answers behind questions; NFKC, numbers of persons masked, at most 8,000 characters. */
export function foldedText(tree: Tree, regions: Regions): string {
  let text = ''
  for (const el of foldsOf(tree, regions)) {
    if (text.length >= MAX_TEXT) break
    text += `${tree.all.slice(el.allFrom, Math.min(el.allTo, el.allFrom + MAX_TEXT)).replace(JOINTS, '')}\n`
  }
  const plain = text.normalize('NFKC').trim().slice(0, MAX_TEXT)
  return readExposed(plain)?.blot(plain) ?? plain
}

/** Boxes that templates keep at hand for every page: sharing, signing in, leaving the site. */
const BOX = /微信|扫一扫|二维码|分享|登录|登陆|密码|验证码|即将离开|即将跳转|浏览器版本|加载/

function isText(tree: Tree, el: El): boolean {
  for (let i = el.index + 1; i < el.end; i++)
    if (/^(?:form|input|textarea|select)$/.test(tree.els[i]?.tag ?? '')) return false
  const text = tree.all.slice(el.allFrom, el.allTo)
  return !BOX.test(text) && (text.match(HAN) ?? []).length >= MIN_FOLDED
}
