/** Result entries of a search page, found by their structure: one title each, with the words below it. */
import { tailOf } from '../model/address.js'
import { type Clickable, CONTROL } from './clickables.js'
import { type Regions, regionOf, tokensOf } from './regions.js'
import { shapeOf } from './shape.js'
import { JOINT } from './shown-text.js'
import { type El, type Tree, tidy } from './tree.js'

/** One result. */
export interface SearchResult {
  readonly title: string
  readonly url: string | null
  readonly snippet: string
}

const SAYS_SEARCH =
  /(?:找到|搜索到|检索到|搜到|查询到|查到|命中)[^\n]{0,20}(?:\d|条|篇|个|结果)|(?:搜索|检索|查询)(?:的)?结果|没有(?:找到|搜索到|检索到|查询到|相关)[^\n]{0,30}(?:结果|信息|内容|记录|数据)?|与[^\n]{1,30}相关的?(?:结果|信息|内容)/
const NOTHING =
  /(?:找到|搜索到|检索到|搜到|查询到|查到|共|约|命中)[^\n\d]{0,12}(?<!\d)0\s*(?:条|篇|个|项|则)|(?:搜索|检索|查询)结果\s*[:：]\s*0\s*(?:条|篇|个|项|则)|(?:没有|未能?)(?:找到|搜索到|检索到|查询到|搜到)|(?:没有|暂无|无)(?:您要|符合条件|与[^\n]{1,30}|任何|搜索|检索|查询)[^\n]{0,10}(?:结果|信息|内容|记录|数据)/
const SEARCH_PATH = /search|was\d|jrobot|sousuo|jiansuo|\/ssp\/|\/so\/|query/i
const QUERY =
  /^(?:q|kw|key|keys|keyword|keywords|searchword|sword|wd|word|words|text|querystring|searchkey|searchtext|searchcontent|qt|title|content|s|query)$/i

/** True when a page is the answer to a search. */
export function isSearchPage(tree: Tree, url: string): boolean {
  let path = ''
  let asked = false
  try {
    const { pathname, search } = tailOf(url)
    path = pathname
    if (search !== '')
      for (const [name, value] of new URLSearchParams(search))
        if (QUERY.test(name) && value.trim() !== '') asked = true
  } catch {
    return false
  }
  const named = SEARCH_PATH.test(path)
  if (named && asked) return true
  if (!named && !asked && !/(?:搜索|检索)结果/.test(tree.title)) return false
  return /搜索|检索/.test(tree.title) || SAYS_SEARCH.test(tidy(tree.visible, 20_000))
}

/** Entries of a search page's first result list. */
export function readResults(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  pagerUrls: ReadonlySet<string>,
): SearchResult[] {
  if (NOTHING.test(tidy(tree.visible, 20_000))) return []
  const titles = clickables.filter(
    (c) =>
      !c.el.hidden &&
      c.text.length >= 3 &&
      !CONTROL.test(c.text) &&
      regionOf(regions, c.el) === 'content' &&
      (c.url === null || !pagerUrls.has(c.url)) &&
      !/^(?:https?:\/\/|www\.)/i.test(c.text) &&
      !insideForm(tree, c.el),
  )
  const groups = new Map<string, Clickable[]>()
  for (const c of titles) {
    const key = shapeOf(tree, c.el, 4)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [c])
    else group.push(c)
  }
  let best: { entries: SearchResult[]; score: number } = { entries: [], score: 0 }
  for (const group of groups.values()) {
    const entries = entriesOf(tree, group.slice(0, 200))
    const score = scoreOf(tree, group, entries)
    if (score > best.score) best = { entries, score }
  }
  return best.entries
}

function insideForm(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 12 && at !== undefined; i++) {
    if (at.tag === 'form' && at.to - at.from < 800) return true
    at = tree.els[at.parent]
  }
  return false
}

/** Named as results, with words under the titles, and long titles: a menu scores nothing. */
function scoreOf(tree: Tree, group: readonly Clickable[], entries: readonly SearchResult[]): number {
  const average = entries.reduce((sum, entry) => sum + entry.title.length, 0) / Math.max(1, entries.length)
  const snippets = entries.filter((entry) => entry.snippet.length > 4).length
  const named = group[0] !== undefined && ancestorsNamed(tree, group[0].el)
  if (average < 8 && snippets * 2 < entries.length && !named) return 0
  return entries.length * (1 + (named ? 3 : 0)) * Math.min(average, 30) + snippets * 60 + (named ? 50 : 0)
}

function ancestorsNamed(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 6 && at !== undefined; i++) {
    if (
      tokensOf(at).some((token) =>
        /^(?:search-?)?results?\w*$|result|jsearch|searchlist|search-list|jcse|news-result/.test(token),
      )
    )
      return true
    at = tree.els[at.parent]
  }
  return false
}

function entriesOf(tree: Tree, group: readonly Clickable[]): SearchResult[] {
  const rows = group.map((c) => rowOf(tree, c, group))
  const gap = commonGap(tree, rows)
  return group.map((c, i) => {
    const row = rows[i] as El
    const next = rows[i + 1]
    const end = next !== undefined && next.parent === row.parent ? next.from : endOf(tree, row, gap)
    const before = tree.visible.slice(row.from, c.el.from)
    const after = tree.visible.slice(c.el.to, Math.min(end, c.el.to + 3000))
    return { title: tidy(c.text, 400), url: c.url, snippet: snippetOf(`${before}\n${after}`) }
  })
}

/** The largest block round a title that holds no other title of the group, no field and nothing of the page's frame. */
function rowOf(tree: Tree, c: Clickable, group: readonly Clickable[]): El {
  let row = c.el
  for (let i = 0; i < 6; i++) {
    const parent = tree.els[row.parent]
    if (
      parent === undefined ||
      parent.tag === 'body' ||
      parent.tag === 'ul' ||
      parent.tag === 'ol' ||
      parent.tag === 'tbody' ||
      parent.tag === 'form'
    )
      break
    if (
      parent.to - parent.from > 4000 ||
      group.some((other) => other !== c && other.el.index > parent.index && other.el.index < parent.end)
    )
      break
    if (
      group.length === 1 &&
      (holdsControls(tree, parent) ||
        SAYS_SEARCH.test(tidy(tree.visible.slice(parent.from, parent.to), 4000).replace(c.text, '')))
    )
      break
    row = parent
    if (row.tag === 'li' || row.tag === 'tr') break
  }
  return row
}

function holdsControls(tree: Tree, el: El): boolean {
  for (let i = el.index + 1; i < Math.min(el.end, el.index + 400); i++) {
    const tag = tree.els[i]?.tag
    if (tag === 'input' || tag === 'form' || tag === 'select' || tag === 'nav' || tag === 'footer')
      return true
  }
  return false
}

/** Siblings between two rows of a flat list (title block, words block): so many belong to the last row too. */
function commonGap(tree: Tree, rows: readonly El[]): number {
  const [first, second] = rows
  if (first === undefined || second === undefined || first.parent !== second.parent) return 0
  let count = 0
  for (let at = first.end; at < second.index && count < 10; count++) at = tree.els[at]?.end ?? second.index
  return count
}

function endOf(tree: Tree, row: El, gap: number): number {
  let end = row.to
  let at = row.end
  for (let i = 0; i < gap; i++) {
    const sibling = tree.els[at]
    if (sibling === undefined || sibling.parent !== row.parent) break
    end = sibling.to
    at = sibling.end
  }
  return end
}

/** Labelled lines (栏目, 来源, 网址) are about the entry, not its words. */
function snippetOf(text: string): string {
  return tidy(
    text
      .split('\n')
      .map((line) => line.replaceAll(JOINT, '').trim())
      .filter((line) => line !== '' && !LABELLED.test(line))
      .join(' '),
    1500,
  )
}

const LABELLED =
  /^[[【(（]?(?:所属栏目|栏目|来源|信息来源|网址|链接|url|分类|所在栏目|所属分类|网站|站点|发布时间|发布日期|时间|日期)\s*[:：]|^(?:https?:\/\/|www\.)\S+$|^(?:相关搜索|相关推荐|大家还在搜)/i
