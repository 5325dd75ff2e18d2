/** Lists that a script turns: a control for the next page without an address, and such a list over all its pages. */
import type { ListItem, PageFacts, PageLink } from '../model/page.js'
import type { Clickable } from './clickables.js'
import { newestOf } from './payload.js'
import { FETCHES, FILLS } from './script-need.js'
import { JOINT } from './shown-text.js'
import { type El, type Tree, tidy } from './tree.js'
import { resolveLink } from './urls.js'

/** What a control says that shows the next page, or more of the same list. */
export const NEXT_PAGE =
  /^[\s<>«»‹›→]*(?:下一?页|后一?页|下一頁|next(?:\s*page)?|(?:点击|滑动)?加载更多|点击(?:查看)?更多|显示更多)[\s<>«»‹›→.…]*$/i
/** Class of such a control in the usual libraries, where it may bear an arrow only. */
export const NEXT_CLASS =
  /(?:^|[\s_-])(?:btn-next|pagination-next|laypage-next|page-?next|next-?page|pager-?next)(?=$|\s)/i
/** Class of a control that leads no further. */
export const SPENT = /disab|no-?more|nextdis|unclick/i

const CANDIDATES = new Set(['a', 'button', 'input', 'span', 'li', 'div', 'em'])
const MAX_ELEMENTS = 60_000
const MAX_TEXT = 60_000

/** The element itself, or the one round it, is marked as leading no further. */
function isSpent(tree: Tree, el: El): boolean {
  return [el, tree.els[el.parent]].some(
    (one) =>
      one !== undefined &&
      (one.attrs.disabled !== undefined ||
        one.attrs['aria-disabled'] === 'true' ||
        SPENT.test(one.attrs.class ?? '')),
  )
}

/** Written so that only a script answers a click: a handler, or an address that is none. */
function isScripted(tree: Tree, el: El, base: string): boolean {
  const { href, onclick } = el.attrs
  if (el.tag === 'button' || el.tag === 'input') return true
  if (el.tag === 'a') {
    if (href === undefined) return onclick !== undefined
    return /^\s*(?:#|javascript:|$)/i.test(href) || resolveLink(href, base) === null
  }
  if (onclick !== undefined) return true
  if (!NEXT_CLASS.test(el.attrs.class ?? '')) return false
  const inside = tree.els.slice(el.index + 1, Math.min(el.end, el.index + 8))
  return inside.every((one) => one.tag !== 'a' || isScripted(tree, one, base))
}

/** What scripts listen to that bring more of a list as it is scrolled. */
const SCROLLS = /['"(.]on?scroll|['"]scroll['"]|\.scroll\s*\(|IntersectionObserver/i
/** A shorter list is no first part of one that grows. */
const SCREENFUL = 5

/** True where a script of the page brings more of the list as it is scrolled. */
export function growsByScroll(tree: Tree, items: number): boolean {
  if (items < SCREENFUL) return false
  return tree.scripts.some(({ text }) => SCROLLS.test(text) && FETCHES.test(text) && FILLS.test(text))
}

/** The first page's number right before the second's. */
const AFTER_FIRST = new RegExp(`(?<!\\d)1[\\s${JOINT}\\]|]*\\[?$`)

/** True for page numbers below a list of which only a script answers the second: 1 [2] [3]. */
export function numbersByScript(tree: Tree, clickables: readonly Clickable[], below: number): boolean {
  return clickables.some(
    ({ el, url, text }) =>
      text === '2' &&
      url === null &&
      !el.hidden &&
      el.index >= below &&
      AFTER_FIRST.test(tree.visible.slice(Math.max(0, el.from - 8), el.from)),
  )
}

/** True where a visitor sees a control for the list's next page that has no address and is not spent. */
export function turnsByScript(tree: Tree, html: string, base: string): boolean {
  if (
    !/下一?[页頁]|后一?页|next|更多/i.test(tree.visible) &&
    !/(?:page|pager|pagination|btn)-?next|next-?page/i.test(html)
  )
    return false
  for (const el of tree.els.slice(0, MAX_ELEMENTS)) {
    if (el.hidden || !CANDIDATES.has(el.tag) || el.to - el.from > 40) continue
    const said = el.tag === 'input' ? (el.attrs.value ?? '') : tidy(tree.visible.slice(el.from, el.to), 40)
    const next = NEXT_PAGE.test(said) || NEXT_CLASS.test(el.attrs.class ?? '')
    if (next && isScripted(tree, el, base) && !isSpent(tree, el)) return true
  }
  return false
}

/** Each entry once; the one that shows its day goes before the same one without. */
function allItems(pages: readonly PageFacts[]): ListItem[] {
  const items = new Map<string, ListItem>()
  for (const item of pages.flatMap((page) => page.items)) {
    const key = `${item.url ?? ''}\n${item.title}`
    const known = items.get(key)
    if (!known || (known.date === null && item.date !== null)) items.set(key, item)
  }
  return [...items.values()]
}

/** Links of the first page, and those that only further pages show. */
function allLinks(first: PageFacts, pages: readonly PageFacts[]): PageLink[] {
  const keyOf = ({ target, raw, text, role }: PageLink) => `${role}\n${target ?? raw}\n${text}`
  const seen = new Set(first.links.map(keyOf))
  const further = pages.flatMap((page) =>
    page.links.filter((link) => link.region === 'content' && !seen.has(keyOf(link)) && seen.add(keyOf(link))),
  )
  return [...first.links, ...further]
}

/**
 * The facts of a list whose further pages a browser turned to, as of one page that shows them all.
 * @param pages facts of the further pages, in order
 * @param more the list goes on behind the last of them, or nobody could see whether it does
 */
export function withTurned(first: PageFacts, pages: readonly PageFacts[], more: boolean): PageFacts {
  const { pager } = first
  if (pages.length === 0 && pager?.turns !== true) return first
  const items = allItems([first, ...pages])
  return {
    // A list that came late shows that the page was not empty.
    ...(first.items.length > 0 ? first : (pages.find((page) => page.items.length > 0) ?? first)),
    items,
    newest: newestOf(items),
    links: allLinks(first, pages),
    text: [first, ...pages]
      .map(({ text }) => text)
      .join('\n')
      .slice(0, MAX_TEXT),
    pager: {
      total: pager?.total ?? null,
      pages: more ? (pager?.pages ?? null) : null,
      urls: pager?.urls ?? [],
      ...(more ? { turns: true as const } : {}),
    },
  }
}
