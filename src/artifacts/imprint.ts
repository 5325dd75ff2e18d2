/** The imprint of a page (who runs the site, its filing numbers) where no class or tag says that it is the foot. */
import { type El, type Tree, tidy } from './tree.js'

/** What only the foot of a page says. */
const IMPRINT =
  /网站标识码|备案序?号|[\p{Script=Han}]ICP备|公网安备|版权所有|copyright\s*(?:©|\(c\)|&copy;|19|20)/giu
/** What stands beside it: one line of a foot. */
const FOOT_LINE =
  /网站标识码|备案|ICP|公网安备|版权|copyright|(?:主办|承办|协办|维护|运维|技术支持|制作|开发|设计)(?:单位)?|地\s*址|电\s*话|传\s*真|邮\s*[编箱政]|e-?mail|友情链接|相关链接|网站链接|网站地图|联系我们|关于我们|网站声明|法律声明|隐私|浏览器|分辨率|访问|您是第|工信部|建议使用|政府网站找错|(?:produced|designed|powered) by/i

/** It stands in the last of this many characters, and is no longer itself than so many. */
const MAX_END = 1_500
const MAX_SIZE = 600
const MAX_LEVELS = 12

/** Words of the links in an element, the longest first. */
function linkWords(tree: Tree, el: El): string[] {
  const words: string[] = []
  for (let i = el.index; i < el.end; i++) {
    const one = tree.els[i]
    if (one?.tag === 'a' && one.to > one.from)
      words.push(tidy(tree.visible.slice(one.from, one.to), MAX_SIZE))
  }
  return words.sort((x, y) => y.length - x.length)
}

/** Every line of the element could stand in a foot: an imprint's own, or links and nothing else. */
function isFoot(tree: Tree, el: El): boolean {
  if (el.to - el.from > MAX_SIZE) return false
  const links = linkWords(tree, el)
  return tree.visible
    .slice(el.from, el.to)
    .split('\n')
    .every((line) => {
      const text = tidy(line, MAX_SIZE)
      if (FOOT_LINE.test(text)) return true
      return !/[\p{L}\d]/u.test(links.reduce((rest, words) => rest.replaceAll(words, ''), text))
    })
}

/**
 * The span of a page's imprint in its visible text; null where none stands at its end, or where it stands in one block
 * with other text. What stands round an imprint is its foot only as far as it says what feet say.
 */
export function imprintOf(tree: Tree): { readonly from: number; readonly to: number } | null {
  const start = Math.max(0, tree.visible.length - MAX_END)
  const found = [...tree.visible.slice(start).matchAll(IMPRINT)].at(-1)
  if (found === undefined) return null
  const at = start + found.index
  let inner: El | undefined
  for (let i = tree.els.length - 1; i >= 0 && inner === undefined; i--) {
    const el = tree.els[i]
    if (el !== undefined && !el.hidden && el.from <= at && el.to > at) inner = el
  }
  let foot: El | null = null
  for (let level = 0; inner !== undefined && level < MAX_LEVELS; level++) {
    if (inner.tag === 'body' || inner.tag === 'html') break
    const isPart = inner.kept?.foot ?? isFoot(tree, inner)
    if (inner.kept !== null) inner.kept.foot = isPart
    if (!isPart) break
    foot = inner
    inner = tree.els[inner.parent]
  }
  return foot === null ? null : { from: foot.from, to: foot.to }
}
