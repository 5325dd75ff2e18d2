/** Menus and column indexes of a page: short undated labels in reading order, and the 更多 links of its blocks. */
import type { MenuEntry } from '../model/page.js'
import { type Clickable, CONTROL, lowerBound } from './clickables.js'
import { findDates } from './dates.js'
import { leadsToFile } from './pictures.js'
import { askedOfPlace, outwards, type Place } from './place.js'
import { once } from './portal/once.js'
import { blockHeading, type Regions, regionOf, tokensOfTag } from './regions.js'
import { askedOfGoal, askedOfSaid, type Said } from './said.js'
import { askedOfTag } from './tag.js'
import { type El, type Tree, tidy } from './tree.js'
import { isArticleUrl } from './urls.js'

const MAX_ENTRIES = 2000
const MORE =
  /^[[【(（]?\s*(?:更多|查看更多|more|MORE|更多信息|更多内容|查看全部|全部)\s*(?:[>＞»》+.…]*|&gt;*)\s*[\]】)）]?$/i
const FRIENDS =
  /yqlj|friend|flink|youlian|copyright|banquan|beian|jiucuo|share|bdshare|breadcrumb|crumb|weizhi|position|mbx|location|pagination|hotword|hotkey/

/** Menu entries. Entries of lists (dated, long, or already items) are none. */
export function readMenu(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  itemUrls: ReadonlySet<string>,
  pagerUrls: ReadonlySet<string>,
): MenuEntry[] {
  const entries: MenuEntry[] = []
  const seen = new Map<string, string | null>()
  const others = new Map<string, Set<string | null>>()
  for (const c of clickables) {
    if (entries.length >= MAX_ENTRIES) break
    const label = labelOf(tree, c)
    if (label === null) continue
    if (c.url !== null && (itemUrls.has(c.url) || pagerUrls.has(c.url))) continue
    if (isOutside(c.el.place) || (!isMore(c.said) && !isMenuPlace(tree, c, regions))) continue
    const first = seen.get(label)
    if (first === undefined) seen.set(label, c.url)
    else {
      const further = others.get(label) ?? new Set()
      if (first === c.url || further.has(c.url)) continue
      others.set(label, further.add(c.url))
    }
    entries.push(entryAt(c.el.place, label, c.url))
  }
  return [...entries, ...bareLabels(tree, clickables, entries)].slice(0, MAX_ENTRIES)
}

/** The entry as it stood on another page, if it did. */
function entryAt(place: Place, label: string, url: string | null): MenuEntry {
  const known = place.entry
  if (known !== null && known.label === label && known.url === url) return known
  place.entry = { label, url, level: levelOf(place) }
  return place.entry
}

const isMore = askedOfSaid(({ text }) => MORE.test(text))
/** An article or a document is no column. */
const isSingle = askedOfGoal((goal) => isArticleUrl(goal.url) || leadsToFile(goal))

/** A label that can be a column's, tidied; '' for others. */
function columnLabel(said: Said): string {
  said.column ??= columnNamed(said.text)
  return said.column
}

function columnNamed(label: string): string {
  const text = label.replace(/^[\s·•▪◆■●○>»›|-]+|[\s>»›]+$/g, '')
  if (text === '' || text.length > 26 || CONTROL.test(text)) return ''
  return findDates(text).some((mark) => mark.alone) ? '' : tidy(text, 60)
}

function labelOf(tree: Tree, c: Clickable): string | null {
  if (isMore(c.said)) {
    const heading = c.title !== '' && !MORE.test(c.title) ? c.title : blockHeading(tree, c.el)
    return heading === null || c.url === null || heading.length > 30 ? null : tidy(heading, 60)
  }
  const label = columnLabel(c.said)
  return label === '' || (c.goal !== null && isSingle(c.goal)) ? null : label
}

/** Friend links, breadcrumbs, share bars and the like hold no columns. */
const isOutside = askedOfPlace((place) => {
  for (const { tag } of outwards(place, 8)) if (isOfFriends(tag)) return true
  return false
})
const isOfFriends = askedOfTag(
  ({ attrs }) =>
    (attrs.class !== undefined || attrs.id !== undefined) &&
    FRIENDS.test(`${attrs.class ?? ''} ${attrs.id ?? ''}`.toLowerCase()),
)

const HEADING = /^h\d$/
const isListed = askedOfTag((tag) => tokensOfTag(tag).some((token) => /nav|menu|list|item|col/.test(token)))

/** In a menu, a list row or a table cell with little else: not a link inside running text. */
function isMenuPlace(tree: Tree, c: Clickable, regions: Regions): boolean {
  if (regionOf(regions, c.el) !== 'content') return true
  let at: El | undefined = c.el
  const own = c.el.to - c.el.from
  for (let i = 0; i < 5 && at !== undefined && at.tag !== 'body'; i++) {
    if (at.tag === 'p' && at.to - at.from > own + 20) return false
    if (at.tag === 'li' || at.tag === 'td' || at.tag === 'dd' || at.tag === 'dt' || HEADING.test(at.tag))
      return true
    at = tree.els[at.parent]
  }
  const parent = tree.els[c.el.parent]
  return (
    parent !== undefined &&
    (parent.to - parent.from <= own + 12 || isListed(parent.place.tag) || parent.to - parent.from < 400)
  )
}

function levelOf(place: Place): number {
  if (place.level < 0) {
    let level = -1
    for (const { tag } of outwards(place, 40))
      if (tag.name === 'ul' || tag.name === 'ol' || tag.name === 'dl' || tag.name === 'dd') level++
    place.level = Math.max(0, Math.min(level, 9))
  }
  return place.level
}

const isMenuLike = askedOfTag((tag) =>
  tokensOfTag(tag).some((token) => /nav|menu|side|xxgk|left/.test(token)),
)

/** Entries of a menu that have no link at all: the labels are there for a reader, and lead nowhere. */
function bareLabels(tree: Tree, clickables: readonly Clickable[], known: readonly MenuEntry[]): MenuEntry[] {
  const linked = once(() => clickables.map((c) => c.el.index))
  const named = once(() => new Set(known.map((entry) => entry.label)))
  const out: MenuEntry[] = []
  for (const el of tree.els) {
    if (el.tag !== 'li' || el.hidden || out.length > 200 || el.to - el.from > 24) continue
    const [list, block] = [el.place.outer, el.place.outer?.outer]
    const menuLike = (list && isMenuLike(list.tag)) || (block && isMenuLike(block.tag))
    if (!menuLike || holdsAnchor(tree, el) || holdsClickable(el, linked())) continue
    const label = tidy(tree.visible.slice(el.from, el.to), 40)
    const labels = named()
    if (label.length < 2 || labels.has(label) || CONTROL.test(label)) continue
    labels.add(label)
    out.push({ label, url: null, level: levelOf(el.place) })
  }
  return out
}

function holdsAnchor(tree: Tree, el: El): boolean {
  if (el.kept?.anchored) return true
  for (let i = el.index; i < el.end; i++)
    if (tree.els[i]?.tag === 'a') {
      if (el.kept !== null) el.kept.anchored = true
      return true
    }
  return false
}

function holdsClickable(el: El, clickable: readonly number[]): boolean {
  const next = clickable[lowerBound(clickable, el.index)]
  return next !== undefined && next < el.end
}
