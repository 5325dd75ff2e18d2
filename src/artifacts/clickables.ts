/** Everything on a page that a visitor can click to go somewhere: anchors and elements with a click handler. */
import { openersOf } from './openers.js'
import type { Click } from './place.js'
import { type Goal, goalOf, type Said, saidOf } from './said.js'
import { type El, type Tree, tidy } from './tree.js'
import { clickTarget, resolvedBy, resolveLink, waysOf } from './urls.js'

/** One clickable element. */
export interface Clickable {
  readonly el: El
  /** Absolute target; null when it opens by script only or leads nowhere. */
  readonly url: string | null
  /** Attribute as written: href, else the click handler. */
  readonly raw: string
  /** Text as shown, else the title attribute, else a picture's alt. */
  readonly text: string
  /** The title attribute, tidied. */
  readonly title: string
  /** Text and target as things that readers note answers on. */
  readonly said: Said
  readonly goal: Goal | null
}

const MAX_CLICKABLES = 30_000
const CLICK_TAGS = new Set([
  'li',
  'p',
  'div',
  'tr',
  'td',
  'dd',
  'dt',
  'dl',
  'span',
  'h1',
  'h2',
  'h3',
  'h4',
  'label',
  'strong',
  'b',
  'font',
  'em',
  'i',
  'section',
])
const NO_HANDLER = /^\s*(?:javascript:)?\s*(?:void\s*\(?\s*0?\s*\)?|return\s+(?:false|true)|;)*\s*;?\s*$/i

/** Clickable elements in document order; a wrapper with a handler round an anchor is left to its anchor. */
export function findClickables(tree: Tree, base: string): Clickable[] {
  const out: Clickable[] = []
  const opened = openersOf(tree)
  const ways = waysOf(base)
  for (const el of tree.els) {
    if (out.length >= MAX_CLICKABLES) break
    const click = el.kept?.click
    if (click && (click.by === ways.origin || click.by === ways.folder)) {
      out.push(again(el, click))
      continue
    }
    const clickable =
      el.tag === 'a' || el.tag === 'area' ? anchor(tree, el, base, opened) : handler(tree, el, base, opened)
    if (clickable !== null) out.push(clickable)
  }
  if (out.every((c) => c.el.tag === 'a' || c.el.tag === 'area')) return out
  const anchors = out.filter((c) => c.el.tag === 'a').map((c) => c.el.index)
  return out.filter((c) => c.el.tag === 'a' || c.el.tag === 'area' || !holds(anchors, c.el))
}

/** Where a handler leads that calls a function of the page, see {@link openersOf}. */
type Opened = ReturnType<typeof openersOf>

function anchor(tree: Tree, el: El, base: string, opened: Opened): Clickable | null {
  const { href, onclick } = el.attrs
  if (href === undefined && onclick === undefined) return null
  const written = href ?? onclick ?? ''
  const by = resolvedBy(written, base)
  const words = wordsOf(tree, el)
  const known = el.place.click
  // The frame of a site stands on every page.
  if (known !== null && known.said.raw === words && known.by === by) return kept(el, known)
  const direct = href === undefined ? null : resolveLink(href, base)
  const scripted =
    direct === null ? (clickTarget(onclick) ?? clickTarget(href) ?? opened(onclick) ?? opened(href)) : null
  const url = direct ?? (scripted === null ? null : resolveLink(scripted, base))
  const said = saidOf(words)
  const goal = url === null ? null : goalOf(url)
  const title = el.attrs.title === undefined ? '' : tidy(el.attrs.title, 400)
  const raw = written.slice(0, 2000)
  if (said.text === '') return clickable(el, { said: saidOf(spoken(tree, el)), goal, raw, title })
  // A handler beside an address may lead elsewhere than the address is resolved by.
  if (by === null || direct === null) return clickable(el, { said, goal, raw, title })
  const click = { said, goal, by, raw, title }
  el.place.click = click
  return kept(el, click)
}

function kept(el: El, click: Click): Clickable {
  if (el.kept !== null) el.kept.click = click
  return clickable(el, click)
}

/** What was met before on another page: the very same where the element is. */
function again(el: El, click: Click): Clickable {
  const before = el.kept?.clickable
  if (before && before.el === el && before.said === click.said && before.goal === click.goal) return before
  const made = clickable(el, click)
  if (el.kept !== null) el.kept.clickable = made
  return made
}

function clickable(el: El, { said, goal, raw, title }: Omit<Click, 'by'>): Clickable {
  return { el, url: goal?.url ?? null, raw, text: said.text, title, said, goal }
}

function handler(tree: Tree, el: El, base: string, opened: Opened): Clickable | null {
  const { onclick } = el.attrs
  if (onclick === undefined || !CLICK_TAGS.has(el.tag) || NO_HANDLER.test(onclick)) return null
  const target = clickTarget(onclick) ?? opened(onclick)
  const url = target === null ? null : resolveLink(target, base)
  const said = saidOf(wordsOf(tree, el))
  return clickable(el, {
    said: said.text === '' ? saidOf(spoken(tree, el)) : said,
    goal: url === null ? null : goalOf(url),
    raw: onclick.slice(0, 2000),
    title: tidy(el.attrs.title ?? '', 400),
  })
}

function wordsOf(tree: Tree, el: El): string {
  return el.hidden ? tree.all.slice(el.allFrom, el.allTo) : tree.visible.slice(el.from, el.to)
}

/** What stands for words where there are none: the title, else a picture's alt. */
function spoken(tree: Tree, el: El): string {
  const title = tidy(el.attrs.title ?? '', 400)
  if (title !== '') return title
  for (let i = el.index + 1; i < Math.min(el.end, el.index + 12); i++) {
    const alt = tree.els[i]?.attrs.alt
    if (alt !== undefined && alt.trim() !== '') return tidy(alt, 400)
  }
  return ''
}

/** True when one of the sorted indices lies inside the element. */
function holds(sorted: readonly number[], el: El): boolean {
  const at = lowerBound(sorted, el.index + 1)
  const found = sorted[at]
  return found !== undefined && found < el.end
}

/** First position in a sorted list whose value is not below `value`. */
export function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((sorted[mid] ?? 0) < value) low = mid + 1
    else high = mid
  }
  return low
}

/** A page number, or a placeholder for a title. */
export const NUMBER_ONLY = /^[\s\d]*$/

/** Labels of controls that are no entry of any list. */
export const CONTROL =
  /^(?:[\s<>《》«»‹›|·.…]*|大|中|小|首页|尾页|末页|上一页|下一页|上页|下页|前一页|后一页|最后一页|第一页|最前页|最后页|更多|更多[>》+]*|more.*|查看更多|打印|关闭|打印本页|关闭窗口|关闭本页|收藏|加入收藏|设为首页|分享|返回|返回顶部|返回首页|回到顶部|顶部|top|go|转到|跳转|确定|搜索|检索|高级搜索|高级检索|查询|重置|登录|注册|简体|繁体|简|繁|无障碍浏览|长者模式|手机版|字体|放大|缩小|正常|复制链接|[【[]?字号.*)$/i
