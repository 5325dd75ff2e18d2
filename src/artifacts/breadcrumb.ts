/** Where a page says that it stands: 首页 > 政务公开 > 政策文件. */

import { tokensOfTag } from './regions.js'
import { JOINT } from './shown-text.js'
import { askedOfTag } from './tag.js'
import { type El, type Tree, tidy } from './tree.js'

const LEAD =
  /^(?:您|你)?(?:现在|目前)?(?:的|所在)?(?:当前)?(?:位置|所在位置|所在地|的位置)(?:是|在|为)?\s*[:：]?|^(?:您|你)(?:现在|目前|当前)?(?:的|所在)?(?:的)?位置(?:是)?\s*[:：]?|^(?:当前|所在)(?:位置|栏目|页面)\s*[:：]?|^location\s*[:：]?/i
/** What a lead begins with. */
const LEAD_OPENS = new Set('您你现目的所当位lL')
const LEAD_ANYWHERE =
  /(?:当前|您现在的|你现在的|您的|你的|您所在的|您当前的|现在的|所在)位置(?:是|在|为)?\s*[:：]?|(?:您|你)(?:现在|当前|目前)?(?:所)?在(?:的)?(?:位置)?\s*[:：]/
const SEPARATOR = /\s*(?:>+|＞+|》+|»+|›+|→|\/(?!\/)|\\|-{1,2}>|\|)\s*/
const CRUMB_TOKENS = new Set(
  'breadcrumb breadcrumbs crumb crumbs crumb-nav bread mbx mianbaoxie dqwz position location path weizhi wz curpos currentpos pos postion bt-position position-txt nowpath'.split(
    ' ',
  ),
)
const isCrumbs = askedOfTag((tag) => tokensOfTag(tag).some((token) => CRUMB_TOKENS.has(token)))
/** Longest text of an element that can be a trail, in characters. */
const MAX_TRAIL = 400
/** Entries of a list below the trail: no column is named by a day. */
const DAY = /(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}/
const HOME = /^(?:网站|本站|返回)?首\s*页$|^主页$|^home$|门户网站$|^.{2,14}(?:网|政府)$/i

/** A trail with where it stands in the page's visible text. */
export interface Trail {
  readonly crumbs: readonly string[]
  readonly from: number
  readonly to: number
}

const NONE: Trail = { crumbs: [], from: 0, to: 0 }

/** Crumbs from the front page on; none when the page shows none. Links without a target count: a template may not be filled in. */
export function readBreadcrumb(tree: Tree): Trail {
  let named: Trail = NONE
  let led: Trail | null = null
  for (const el of tree.els) {
    const size = el.to - el.from
    if (el.hidden || size > MAX_TRAIL || size < 2 || el.tag === 'select' || el.kept?.trailless) continue
    const told = toldBy(tree, el)
    if (told === null) {
      if (el.kept !== null) el.kept.trailless = true
      continue
    }
    const { crumbs, leads } = told
    // Blocks round the trail begin with the same words: the smallest one with a whole trail is the trail.
    const trail = { crumbs, from: el.from, to: el.to }
    if (leads && crumbs.length >= 2 && (led === null || size <= led.to - led.from)) led = trail
    else if (crumbs.length > named.crumbs.length && HOME.test(crumbs[0] ?? '')) named = trail
  }
  if (led !== null) return led
  if (named.crumbs.length > 0) return named
  const written = fromText(tree)
  return written.crumbs.length > 0 ? written : fromLine(tree)
}

/** What an element says as a trail, and whether it leads with words for one; null where it is none. */
function toldBy(tree: Tree, el: El): { crumbs: string[]; leads: boolean } | null {
  const marked = isCrumbs(el.place.tag)
  if (!marked && !LEAD_OPENS.has(tree.shown.opening(el.from, el.to))) return null
  const raw = tree.visible.slice(el.from, el.to)
  const text = raw.replaceAll(JOINT, '').replace(/\s+/g, ' ').trim()
  const leads = LEAD.test(text)
  if (!leads && !marked) return null
  const crumbs = crumbsOf(tree, el, text, leads)
  return crumbs.length === 0 || crumbs.some((crumb) => DAY.test(crumb)) ? null : { crumbs, leads }
}

/** A line that begins with the front page and goes on with arrows, whatever its element is called. */
const ARROWS = /\s*(?:>+|＞+|》+|»+|›+|→)\s*/
const ARROW_LINE = new RegExp(
  `^[ \\t]*(?:网站|本站)?(?:首\\s*页|主页)[ ${JOINT}]*(?:>|＞|》|»|›|→)[^\\n]{1,200}$`,
  'm',
)

function fromLine(tree: Tree): Trail {
  const found = ARROW_LINE.exec(tree.visible.slice(0, 100_000))
  if (found === null) return NONE
  const [line] = found
  const crumbs = line
    .replaceAll(JOINT, '')
    .split(ARROWS)
    .map(clean)
    .filter((crumb) => crumb !== '')
  const whole = crumbs.length >= 2 && crumbs.length <= 8
  return whole ? { crumbs: sane(crumbs), from: found.index, to: found.index + line.length } : NONE
}

function crumbsOf(tree: Tree, el: El, text: string, led: boolean): string[] {
  const split = text
    .replace(LEAD, '')
    .split(SEPARATOR)
    .map(clean)
    .filter((crumb) => crumb !== '')
  if (split.length >= 2) return sane(split)
  const links: string[] = []
  for (let i = el.index + 1; i < el.end; i++) {
    const child = tree.els[i]
    if (child === undefined || child.hidden || (child.tag !== 'a' && child.tag !== 'li')) continue
    const label = clean(tidy(tree.visible.slice(child.from, child.to), 80))
    if (label !== '' && links[links.length - 1] !== label && !LEAD.test(label)) links.push(label)
  }
  if (links.length >= 2 && (led || HOME.test(links[0] ?? ''))) return sane(links)
  return led ? sane(split) : []
}

function clean(crumb: string): string {
  return tidy(crumb.replace(/^[\s>＞》»›|:：·]+|[\s>＞》»›|]+$/g, ''), 120)
}

function sane(crumbs: readonly string[]): string[] {
  const kept = crumbs.filter((crumb) => crumb.length <= 120)
  return kept.length > 12 ? [] : kept.map((crumb) => (/^首\s+页$/.test(crumb) ? '首页' : crumb))
}

/** The words 当前位置： stand in a block too large to be the trail itself: their own line is. */
function fromText(tree: Tree): Trail {
  const at = tree.visible.slice(0, 200_000).search(LEAD_ANYWHERE)
  if (at < 0) return NONE
  const rest = tree.visible.slice(at, at + 500)
  const lines = rest.split('\n')
  const crumbs: string[] = []
  let size = 0
  for (const line of lines.slice(0, 14)) {
    const text = line.replaceAll(JOINT, '').replace(LEAD_ANYWHERE, '').trim()
    const starts = /^[>＞》»›/|]/.test(text)
    const parts = text
      .split(SEPARATOR)
      .map(clean)
      .filter((part) => part !== '')
    if (crumbs.length > 0 && !starts && !/[>＞》»›]\s*$/.test(lines[lines.indexOf(line) - 1] ?? '')) break
    crumbs.push(...parts)
    size += line.length + 1
  }
  return crumbs.length >= 2 ? { crumbs: sane(crumbs), from: at, to: at + size } : NONE
}
