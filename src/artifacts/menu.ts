/** Menus and column indexes of a page: short undated labels in reading order, and the 更多 links of its blocks. */
import type { MenuEntry } from '../model/page.js'
import { type Clickable, CONTROL } from './clickables.js'
import { findDates } from './dates.js'
import { blockHeading, type Regions, regionOf, tokensOf } from './regions.js'
import { type El, type Tree, tidy } from './tree.js'
import { isArticleUrl, isFile } from './urls.js'

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
  const seen = new Set<string>()
  for (const c of clickables) {
    if (entries.length >= MAX_ENTRIES) break
    const label = labelOf(tree, c)
    if (label === null) continue
    if (c.url !== null && (itemUrls.has(c.url) || pagerUrls.has(c.url))) continue
    if (outside(tree, c.el) || (!MORE.test(c.text) && !isMenuPlace(tree, c, regions))) continue
    const key = `${label}\n${c.url ?? ''}`
    if (seen.has(key)) continue
    seen.add(key)
    entries.push({ label, url: c.url, level: levelOf(tree, c.el) })
  }
  return [...entries, ...bareLabels(tree, clickables, entries)].slice(0, MAX_ENTRIES)
}

function labelOf(tree: Tree, c: Clickable): string | null {
  if (MORE.test(c.text)) {
    const heading = c.title !== '' && !MORE.test(c.title) ? c.title : blockHeading(tree, c.el)
    return heading === null || c.url === null || heading.length > 30 ? null : tidy(heading, 60)
  }
  const text = c.text.replace(/^[\s·•▪◆■●○>»›|-]+|[\s>»›]+$/g, '')
  if (text === '' || text.length > 26 || CONTROL.test(text)) return null
  if (findDates(text).some((mark) => mark.alone)) return null
  if (c.url !== null && (isArticleUrl(c.url) || isFile(c.url))) return null
  return tidy(text, 60)
}

/** Friend links, breadcrumbs, share bars and the like hold no columns. */
function outside(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 8 && at !== undefined; i++) {
    if (FRIENDS.test(`${at.attrs.class ?? ''} ${at.attrs.id ?? ''}`.toLowerCase())) return true
    at = tree.els[at.parent]
  }
  return false
}

/** In a menu, a list row or a table cell with little else: not a link inside running text. */
function isMenuPlace(tree: Tree, c: Clickable, regions: Regions): boolean {
  if (regionOf(regions, c.el) !== 'content') return true
  let at: El | undefined = c.el
  const own = c.el.to - c.el.from
  for (let i = 0; i < 5 && at !== undefined && at.tag !== 'body'; i++) {
    if (at.tag === 'p' && at.to - at.from > own + 20) return false
    if (at.tag === 'li' || at.tag === 'td' || at.tag === 'dd' || at.tag === 'dt' || /^h\d$/.test(at.tag))
      return true
    at = tree.els[at.parent]
  }
  const parent = tree.els[c.el.parent]
  return (
    parent !== undefined &&
    (parent.to - parent.from <= own + 12 ||
      tokensOf(parent).some((t) => /nav|menu|list|item|col/.test(t)) ||
      parent.to - parent.from < 400)
  )
}

function levelOf(tree: Tree, el: El): number {
  let level = -1
  let at: El | undefined = el
  for (let i = 0; i < 40 && at !== undefined; i++) {
    if (at.tag === 'ul' || at.tag === 'ol' || at.tag === 'dl') level++
    if (at.tag === 'dd') level++
    at = tree.els[at.parent]
  }
  return Math.max(0, Math.min(level, 9))
}

/** Entries of a menu that have no link at all: the labels are there for a reader, and lead nowhere. */
function bareLabels(tree: Tree, clickables: readonly Clickable[], known: readonly MenuEntry[]): MenuEntry[] {
  const linked = new Set(clickables.map((c) => c.el.index))
  const labels = new Set(known.map((entry) => entry.label))
  const out: MenuEntry[] = []
  for (const el of tree.els) {
    if (el.tag !== 'li' || el.hidden || out.length > 200 || el.to - el.from > 24) continue
    const menuLike = [el.parent, tree.els[el.parent]?.parent ?? -1].some((i) => {
      const at = tree.els[i]
      return at !== undefined && tokensOf(at).some((t) => /nav|menu|side|xxgk|left/.test(t))
    })
    if (!menuLike || holdsLink(tree, el, linked)) continue
    const label = tidy(tree.visible.slice(el.from, el.to), 40)
    if (label.length < 2 || labels.has(label) || CONTROL.test(label)) continue
    labels.add(label)
    out.push({ label, url: null, level: levelOf(tree, el) })
  }
  return out
}

function holdsLink(tree: Tree, el: El, linked: ReadonlySet<number>): boolean {
  for (let i = el.index; i < el.end; i++) if (linked.has(i) || tree.els[i]?.tag === 'a') return true
  return false
}
