/** Text that a page folds away below what it shows of it: answers below their questions, steps below their names. */
import { type Regions, regionOf } from './regions.js'
import type { El, Tree } from './tree.js'

const FOLDS = new Set(['div', 'dd', 'p', 'ul', 'ol', 'li', 'section', 'article', 'table', 'tr', 'td'])
/** Fewer characters are a label. */
const MIN_FOLDED = 20
const HAN = /\p{Script=Han}/gu

/** True for a page whose content hides a text right behind something that is shown beside it. */
export function hasFolded(tree: Tree, regions: Regions): boolean {
  const shown = new Set<number>()
  for (const el of tree.els) {
    if (!el.hidden) {
      if (el.to > el.from) shown.add(el.parent)
      continue
    }
    const outer = tree.els[el.parent]
    if (outer === undefined || outer.hidden || !shown.has(outer.index) || !FOLDS.has(el.tag)) continue
    if (regionOf(regions, el) === 'content' && isText(tree, el)) return true
  }
  return false
}

/** Boxes that templates keep at hand for every page: sharing, signing in, leaving the site. */
const BOX = /微信|扫一扫|二维码|分享|登录|登陆|密码|验证码|即将离开|即将跳转|浏览器版本|加载/

function isText(tree: Tree, el: El): boolean {
  for (let i = el.index + 1; i < el.end; i++)
    if (/^(?:form|input|textarea|select)$/.test(tree.els[i]?.tag ?? '')) return false
  const text = tree.all.slice(el.allFrom, el.allTo)
  return !BOX.test(text) && (text.match(HAN) ?? []).length >= MIN_FOLDED
}
