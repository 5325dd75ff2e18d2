/** Tells the frame of a page (header, menus, footer, side blocks) from its content. */
import { outwards, type Place } from './place.js'
import { JOINT } from './shown-text.js'
import type { Tag } from './tag.js'
import { type El, type Tree, tidy } from './tree.js'

/** frame: header, menu, footer, breadcrumb, friend links. side: a column beside the content. content: the rest. */
export type Region = 'content' | 'side' | 'frame'

const CONTENT = 0
const SIDE = 1
const FRAME = 2

const FRAME_TAGS = new Set(['nav', 'footer', 'select'])
const FRAME_TOKENS = new Set(
  (
    'header headers topbar toplink toplinks topnav tophead banner nav navs navi navbar navigation navbox mainnav topmenu menu menus ' +
    'memu mainmenu submenu leftmenu sidemenu leftnav sidenav subnav footer footers foot bottom copyright copy banquan breadcrumb ' +
    'breadcrumbs crumb crumbs bread mianbaoxie mbx dqwz dangqian weizhi wz location curpos position postion pos path site-path ' +
    'yqlj friendlink friendlinks friend youlian toolbar share bdsharebuttonbox fenxiang daohang header1 footer1 foot1 ' +
    'hotword hotwords hotkey down dhlm wzdh sitelink sitelinks flink flinks pagination'
  ).split(' '),
)
const SIDE_TAGS = new Set(['aside'])
const SIDE_TOKENS = new Set(
  (
    'side sidebar sidebox sidelist aside-right hot hots rdzx rdtj tuijian recommend recommended related relate xgxx xgwz xgbd xgyd ' +
    'xglj ranking rank paihang phb toplist topzx hotnews hotlist right-list leftbar rightbar'
  ).split(' '),
)
/** Headings of blocks that repeat other columns' entries beside or below the content. */
export const SIDE_HEADING =
  /^(?:热点|热门|最热|最新|推荐|相关|点击|阅读|浏览|排行|图片新闻|猜你|大家都在|延伸阅读|专题专栏|友情链接|网站链接|热点资讯|为您推荐)/

const NO_TOKENS: readonly string[] = []

/** Class and id of an element as lower-case words; camel case and digits at the end are taken apart. */
export function tokensOf(el: El): readonly string[] {
  return tokensOfTag(el.place.tag)
}

/** Class and id of a tag as words. */
export function tokensOfTag(tag: Tag): readonly string[] {
  const { class: named, id } = tag.attrs
  tag.tokens ??=
    named === undefined && id === undefined ? NO_TOKENS : wordsOf(`${named ?? ''} ${id ?? ''}`.slice(0, 300))
  return tag.tokens
}

function wordsOf(raw: string): readonly string[] {
  const spread = raw.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  const words = new Set<string>()
  for (const word of raw.toLowerCase().split(/\s+/)) if (word !== '') words.add(word)
  for (const word of spread.split(/[\s_-]+/)) if (word !== '') words.add(word)
  return [...words]
}

/** Area of each element, by index; see {@link regionOf}. */
export interface Regions {
  readonly of: Uint8Array
}

/** Region of an element. */
export function regionOf(regions: Regions, el: El): Region {
  const value = regions.of[el.index]
  return value === FRAME ? 'frame' : value === SIDE ? 'side' : 'content'
}

/** Amount of visible text of an element that stands in links, and in all. */
function linkShare(el: El, linkText: Float64Array): { linked: number; size: number } {
  const linked = (linkText[el.end] ?? 0) - (linkText[el.index] ?? 0)
  return { linked, size: Math.max(0, el.to - el.from) }
}

/** Running sum of link text before each element, so that any subtree's share is one subtraction. */
function linkSums(tree: Tree): Float64Array {
  const sums = new Float64Array(tree.els.length + 1)
  let total = 0
  for (const el of tree.els) {
    sums[el.index] = total
    if (el.tag === 'a' && !el.hidden) total += el.to - el.from
  }
  sums[tree.els.length] = total
  return sums
}

/**
 * Region of every element. A block named like a frame part that holds most of the page's prose is not one:
 * templates name their wrappers carelessly.
 */
export function mapRegions(tree: Tree): Regions {
  const of = new Uint8Array(tree.els.length)
  const links = linkSums(tree)
  const page = Math.max(1, tree.visible.length)
  for (const el of tree.els) {
    const inherited = el.parent >= 0 ? (of[el.parent] ?? CONTENT) : CONTENT
    if (inherited === FRAME) of[el.index] = FRAME
    else if (MENU_TAGS.has(el.tag) && isMenu(tree, el, links)) of[el.index] = FRAME
    else {
      const own = namedRegion(el)
      of[el.index] = own === CONTENT ? inherited : Math.max(inherited, ownRegion(el, own, links, page))
    }
  }
  return { of }
}

/** Gives what lies whole within a span of the visible text to the frame: the trail of a page, however its element is called. */
export function frameSpan(tree: Tree, regions: Regions, from: number, to: number): void {
  for (const el of tree.els) {
    if (el.from >= to) break
    if (el.from >= from && el.to <= to && el.to > el.from) regions.of[el.index] = FRAME
  }
}

const MENU_CELLS = 5
const MAX_MENU_LABEL = 12
const FRONT_PAGE = /^(?:网站|本站|返回)?(?:首\s*页|主页)$/

const MENU_TAGS = new Set(['tr', 'table', 'tbody', 'ul', 'ol', 'div', 'p', 'td', 'center'])
/** More elements are no menu's. */
const MOST_IN_MENU = 400
/** What may stand between the entries of a menu. */
const SEPARATORS = new RegExp(`^[\\s\\u3000${JOINT}|｜·•>»/\\-]*$`)

/** {@link isMenuItself}, asked once for all pages that hold the block. */
function isMenu(tree: Tree, block: El, sums: Float64Array): boolean {
  const { kept } = block
  if (kept === null) return isMenuItself(tree, block, sums)
  kept.menu ??= isMenuItself(tree, block, sums)
  return kept.menu
}

/** A menu, whatever it is called: short links with nothing but separators between, and one of them leads to the front page. */
function isMenuItself(tree: Tree, block: El, sums: Float64Array): boolean {
  const { linked, size } = linkShare(block, sums)
  if (linked === 0 || linked < size / 4 || size > 600 || block.end - block.index > MOST_IN_MENU) return false
  let [entries, front, at] = [0, false, block.from]
  for (let i = block.index + 1; i < block.end; ) {
    const el = tree.els[i]
    if (el === undefined) break
    i = el.tag === 'a' ? el.end : i + 1
    if (el.tag !== 'a' || el.hidden) continue
    const label = tidy(tree.visible.slice(el.from, el.to), MAX_MENU_LABEL * 2)
    if (label === '') continue
    if (label.length > MAX_MENU_LABEL || !SEPARATORS.test(tree.visible.slice(at, el.from))) return false
    front ||= FRONT_PAGE.test(label)
    at = el.to
    entries++
  }
  return front && entries >= MENU_CELLS && SEPARATORS.test(tree.visible.slice(at, block.to))
}

function ownRegion(el: El, own: number, links: Float64Array, page: number): number {
  if (el.tag === 'nav' || el.tag === 'footer') return own
  if (el.tag === 'html' || el.tag === 'body' || el.tag === 'article' || el.tag === 'main') return CONTENT
  const { linked, size } = linkShare(el, links)
  const prose = size - linked
  // Unclosed or wrapping blocks: most of the page's words, or a long text, is no menu.
  if (prose > 600 && prose > page * 0.4) return CONTENT
  if (own === SIDE && size > page * 0.7 && size > 400) return CONTENT
  return own
}

function namedRegion({ place }: El): number {
  if (place.region < 0) place.region = regionNamed(place)
  return place.region
}

/** Heads of an article or of the main part are no heads of the page. */
function isWithinMain(place: Place): boolean {
  for (const { tag } of outwards(place, 40))
    if (tag !== place.tag && (tag.name === 'article' || tag.name === 'main')) return true
  return false
}

function regionNamed(place: Place): number {
  const { tag, depth } = place
  const { name, attrs } = tag
  if (FRAME_TAGS.has(name)) return FRAME
  if (SIDE_TAGS.has(name)) return SIDE
  if (name === 'header' && depth <= 6 && !isWithinMain(place)) return FRAME
  if (attrs.role === 'navigation' || attrs.role === 'contentinfo' || attrs.role === 'banner') return FRAME
  for (const token of tokensOfTag(tag)) {
    if (FRAME_TOKENS.has(token) && !(token === 'header' && isWithinMain(place))) return FRAME
    if (SIDE_TOKENS.has(token)) return SIDE
    if (/^(?:footer|foot|nav|menu|yqlj|breadcrumb|header)\d{1,2}$/.test(token)) return FRAME
  }
  return CONTENT
}

/** The nearest heading of the block that an element stands in: looks at earlier siblings, level by level. */
export function blockHeading(tree: Tree, el: El, levels = 5): string | null {
  let at: El | undefined = el
  for (let level = 0; level < levels && at !== undefined; level++) {
    const parent: El | undefined = tree.els[at.parent]
    if (parent === undefined) return null
    const before = tidy(tree.visible.slice(parent.from, at.from), 400)
    if (before !== '') {
      const lines = tree.visible
        .slice(Math.max(parent.from, at.from - 400), at.from)
        .split('\n')
        .map((line) => tidy(line))
        .filter((line) => line !== '' && !/^(?:更多|more|>+|\+)/i.test(line))
      const last = lines[lines.length - 1]
      return last !== undefined && last.length <= 40
        ? last.replace(/\s*(?:更多|more)?\s*[>》+]*$/i, '')
        : null
    }
    at = parent
  }
  return null
}
