/** The element that holds an article's text, and that text as lines. */
import { type Regions, regionOf, tokensOf } from './regions.js'
import type { El, Tree } from './tree.js'

const BODY_TOKENS = new Set(
  (
    'zoom trs_editor trs_editor_view trs_ueditor ucap-content v_news_content js_content article-body article-content article_content ' +
    'articlecontent article_body articlebody newscontent news_content news-content conzoom pages_content text-content detail-content ' +
    'detail_content xxgk_content zwxl-content content-body contentbody wzcon artcontent art_con art-content main-txt main-text textcontent ' +
    'vsbcontent info-content infocontent view-content zhengwen bodytext news_text news-text article-con'
  ).split(' '),
)

/** The element that holds the article's text; null when nothing on the page looks like one. */
export function findBody(tree: Tree, regions: Regions): { el: El; sure: boolean } | null {
  const marked = tree.els[tree.bodyMark]
  if (marked !== undefined && !marked.hidden) return { el: marked, sure: true }
  let best: El | null = null
  for (const el of tree.els) {
    if (el.hidden || regionOf(regions, el) === 'frame') continue
    if (el.attrs.id !== 'text' && !tokensOf(el).some((token) => BODY_TOKENS.has(token))) continue
    if (insideRow(tree, el)) continue
    if (
      best === null ||
      (el.index >= best.end && el.to - el.from > best.to - best.from) ||
      best.to - best.from < 2
    )
      best = el
  }
  if (best !== null && (best.to - best.from > 0 || holdsPicture(tree, best))) return { el: best, sure: true }
  const dense = densest(tree, regions) ?? belowHead(tree, regions)
  return dense === null || dense.to === dense.from ? null : { el: dense, sure: false }
}

/** The line below an article's title that says when it was published. A list may say it of each entry. */
export const PUBLISHED_LINE =
  /(?:发布|发表|公布|公开|更新|录入|上传|发稿)(?:日期|时间)[\s\u0001]*[:：]?[\s\u0001]*[[(【]?(?:19|20)\d\d/g
const BLOCKS = new Set(['div', 'p', 'table', 'tr', 'td', 'section', 'article', 'center', 'ul', 'pre'])
const MAX_CLIMB = 6

/** What stands beside that line and is no text: controls, and labels with what belongs to them. */
const ASIDE =
  /[\s\u0001\d:：|[\]【】()（）/,，、-]|字体|字号|大小|[大中小]|默认|打印|本页|页面|分享|关闭|窗口|(?:来源|作者|编辑|审核|供稿)[:：]?[\s\u0001]*\S{0,12}|浏览|点击|阅读|次数?|量|收藏|朗读|播报|扫一扫/g

/** The block with most text that follows the line of publication: the text of an article too short to be told by its length. */
function belowHead(tree: Tree, regions: Regions): El | null {
  const lines = [...tree.visible.matchAll(PUBLISHED_LINE)]
  const at = lines[0]?.index
  if (at === undefined || lines.length > 1) return null
  let head: El | undefined
  for (const el of tree.els) {
    if (el.from > at) break
    if (el.to > at && !el.hidden) head = el
  }
  for (let level = 0; level < MAX_CLIMB && head !== undefined && head.tag !== 'body'; level++) {
    const below = blocksAfter(tree, regions, head)
    // Blocks that hold nothing are an article without a text, not one whose text stands further away.
    if (below.length > 0)
      return below.reduce((best, el) => (el.to - el.from > best.to - best.from ? el : best))
    head = tree.els[head.parent]
  }
  return null
}

/** The later siblings of an element that a text may stand in. */
function blocksAfter(tree: Tree, regions: Regions, head: El): El[] {
  const parent = tree.els[head.parent]
  const blocks: El[] = []
  for (let i = head.end; parent !== undefined && i < parent.end; ) {
    const el = tree.els[i]
    if (el === undefined) break
    i = el.end
    if (el.hidden || !BLOCKS.has(el.tag) || regionOf(regions, el) !== 'content') continue
    const text = tree.visible.slice(el.from, Math.min(el.to, el.from + 200))
    if (text.trim() === '' || text.replace(ASIDE, '') !== '') blocks.push(el)
  }
  return blocks
}

/** The words of a list entry may be named like an article's. */
function insideRow(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 6 && at !== undefined; i++) {
    if (at.tag === 'a' || at.tag === 'li') return true
    at = tree.els[at.parent]
  }
  return false
}

function holdsPicture(tree: Tree, el: El): boolean {
  for (let i = el.index; i < el.end; i++) {
    const tag = tree.els[i]?.tag
    if (tag === 'img' || tag === 'iframe' || tag === 'embed' || tag === 'video' || tag === 'a') return true
  }
  return false
}

const PARAGRAPHS = new Set(['p', 'div', 'td', 'section', 'span', 'pre', 'blockquote', 'li'])

/** The block that holds most of the prose outside links. */
function densest(tree: Tree, regions: Regions): El | null {
  const blocks: { el: El; own: number }[] = []
  const sentences = new Map<number, number>()
  for (const el of tree.els) {
    if (el.hidden || !PARAGRAPHS.has(el.tag) || regionOf(regions, el) === 'frame') continue
    const own = ownProse(tree, el)
    if (own < 25) continue
    blocks.push({ el, own })
    if (isSentence(tree, el)) sentences.set(el.parent, (sentences.get(el.parent) ?? 0) + 1)
  }
  const scores = new Map<number, number>()
  for (const { el, own } of blocks) {
    const parent = tree.els[el.parent]
    const isHolder = el.tag === 'div' || el.tag === 'td' || el.tag === 'section'
    // Editors that write each paragraph as a block of its own: none of them is the text.
    const isOneOfMany = (sentences.get(el.parent) ?? 0) > 1 && isSentence(tree, el)
    const holder = isHolder && !isOneOfMany ? el : parent
    if (holder !== undefined) scores.set(holder.index, (scores.get(holder.index) ?? 0) + own)
    const above = holder === undefined ? undefined : tree.els[holder.parent]
    if (above !== undefined) scores.set(above.index, (scores.get(above.index) ?? 0) + own * 0.5)
  }
  let best: El | null = null
  let top = 60
  for (const [index, score] of scores) {
    const el = tree.els[index]
    if (el !== undefined && el.tag !== 'body' && el.tag !== 'html' && score > top) {
      best = el
      top = score
    }
  }
  return best
}

const INLINE_CHILD = new Set('a b strong i em u font span sub sup br img wbr o:p'.split(' '))

/** A block of full sentences with no block within. */
function isSentence(tree: Tree, el: El): boolean {
  if (el.tag !== 'div' && el.tag !== 'section') return false
  for (let i = el.index + 1; i < el.end; i++) if (!INLINE_CHILD.has(tree.els[i]?.tag ?? '')) return false
  return /[。；]/.test(tree.visible.slice(el.from, el.to))
}

/** Characters of an element's own text and its inline children's, without links and without block children. */
function ownProse(tree: Tree, el: El): number {
  let size = el.to - el.from
  if (size < 25) return 0
  for (let i = el.index + 1, seen = 0; i < el.end && seen < 400; seen++) {
    const child = tree.els[i]
    if (child === undefined) break
    if (child.tag === 'a' || !INLINE_CHILD.has(child.tag)) {
      size -= child.to - child.from
      i = child.end
    } else i++
  }
  return size
}

/** Text of a range as lines: white space folded, NFKC, at most `max` characters. */
export function linesOf(tree: Tree, from: number, to: number, max: number): string {
  return tree.shown.linesBetween(from, to, max)
}

/** Characters of a text without white space. */
export function sizeOf(tree: Tree, el: El): number {
  return tree.shown.ink(el.from, el.to)
}

/** Characters of an element's text outside links. */
export function proseOf(tree: Tree, el: El): number {
  let linked = 0
  for (let i = el.index; i < el.end; ) {
    const child = tree.els[i]
    if (child === undefined) break
    if (child.tag === 'a') {
      linked += sizeOf(tree, child)
      i = child.end
    } else i++
  }
  return sizeOf(tree, el) - linked
}
