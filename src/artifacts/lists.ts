/** A page's list: which rows are the column's own entries, and which belong to menus, side blocks and footers. */
import type { ListItem } from '../model/page.js'
import { type Clickable, CONTROL } from './clickables.js'
import { datedOf, fromCatalogue, settled, unique } from './list-items.js'
import { once } from './portal/once.js'
import { blockHeading, type Region, type Regions, regionOf, SIDE_HEADING, tokensOf } from './regions.js'
import { datedRows, type Row, undatedRows } from './rows.js'
import { shapeOf } from './shape.js'
import { JOINT } from './shown-text.js'
import { hiddenTabs } from './tab-panels.js'
import { type Catalogue, readCatalogues } from './tables.js'
import { withTitleDays } from './title-days.js'
import type { El, Tree } from './tree.js'
import { isArticleUrl } from './urls.js'
import { type View, viewOf } from './view.js'

/** Rows that belong together: same shape, same block heading. */
export interface ListBlock {
  readonly container: El
  readonly heading: string | null
  readonly region: Region
  readonly rows: readonly Row[]
  readonly dated: boolean
}

/** What makes up the list of a page. */
interface Found {
  readonly items: readonly ListItem[]
  readonly blocks: readonly ListBlock[]
  /** Several headed blocks: the front of a column tree, not one list. */
  readonly manyBlocks: boolean
}

/** The lists found on a page. Lists that date nothing are looked for when they are asked for: an article has none. */
export interface Lists extends Found {
  /** How many of the entries have a day. */
  readonly dated: number
  /** All of the entries stand in hidden panels: nobody sees them before a click, if a script puts nothing else there. */
  readonly behind: boolean
  readonly catalogue: Catalogue | null
}

/**
 * Reads the lists of a page.
 * @param pagerAt index of the element that pages through the list, or -1
 * @param names what the page itself is called: a list under such a heading is its own
 */
export function readLists(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  pagerAt: number,
  names: readonly string[] = [],
): Lists {
  const view = viewOf(tree, clickables, regions, false)
  const catalogues = readCatalogues(view)
  const inTable = (el: El): boolean => catalogues.some((c) => el.index > c.el.index && el.index < c.el.end)
  const rows = datedRows(view).filter((row) => !inTable(row.el))
  const hidden = hiddenTabs(tree, clickables, regions, rows)
  const blocks = toBlocks(tree, regions, withUndated(view, rows), hidden)
  const catalogue = catalogues.find((c) => regionOf(regions, c.el) === 'content') ?? null
  const chosen = choose(tree, blocks, pagerAt, names)
  const dated = chosen.blocks.flatMap((block) => settled(block.rows))
  const items = [...fromCatalogue(catalogue), ...dated]
  const shown: Found | null =
    items.length > 0
      ? { items: unique(items), blocks, manyBlocks: chosen.many }
      : withDaysInTitles(view, regions, blocks, pagerAt, names)
  return new FoundLists(
    once(() => shown ?? undatedOnly(view, regions, blocks, names)),
    datedOf(shown?.items ?? []),
    items.length > 0 && catalogue === null && chosen.blocks.every(isBehind),
    shown?.manyBlocks ?? false,
    catalogue,
  )
}

class FoundLists implements Lists {
  constructor(
    private readonly found: () => Found,
    readonly dated: number,
    readonly behind: boolean,
    readonly manyBlocks: boolean,
    readonly catalogue: Catalogue | null,
  ) {}

  get items(): readonly ListItem[] {
    return this.found().items
  }

  get blocks(): readonly ListBlock[] {
    return this.found().blocks
  }
}

function isBehind({ rows }: ListBlock): boolean {
  return rows.every(({ el }) => el.hidden)
}

/** Lists that show their days at the ends of titles; null where none does. */
function withDaysInTitles(
  view: View,
  regions: Regions,
  blocks: readonly ListBlock[],
  pagerAt: number,
  names: readonly string[],
): Found | null {
  const { tree } = view
  const marked = withTitleDays(view)
  if (marked.marks.length === 0) return null
  const ended = choose(tree, toBlocks(tree, regions, datedRows(marked), []), pagerAt, names).blocks
  if (ended.length === 0) return null
  return { items: unique(ended.flatMap(({ rows }) => settled(rows))), blocks, manyBlocks: false }
}

function undatedOnly(
  view: View,
  regions: Regions,
  blocks: readonly ListBlock[],
  names: readonly string[],
): Found {
  const loose = undatedLists(view, regions, names)
  return {
    items: unique(loose.flatMap((block) => settled(block.rows))),
    blocks: [...blocks, ...loose],
    manyBlocks: false,
  }
}

/** Adds the rows that stand undated among dated ones. */
function withUndated(view: View, rows: readonly Row[]): Row[] {
  const containers = new Map<number, number>()
  for (const row of rows) containers.set(row.container, (containers.get(row.container) ?? 0) + 1)
  const taken = new Set(rows.map((row) => row.el.index))
  const out = [...rows]
  for (const [index, count] of containers) {
    const container = view.tree.els[index]
    if (container === undefined || count < 2) continue
    const tag = rows.find((row) => row.container === index)?.el.tag
    for (const row of undatedRows(view, container, taken)) {
      if (row.el.tag === tag && row.title.length >= 4 && !CONTROL.test(row.title)) out.push(row)
    }
  }
  return out.sort((a, b) => a.el.index - b.el.index)
}

/** Rows that follow each other with nothing but white space between them, in the same shape, are one block. */
function toBlocks(tree: Tree, regions: Regions, rows: readonly Row[], hidden: readonly Row[]): ListBlock[] {
  const groups: Row[][] = []
  const open = new Map<string, Row[]>()
  for (const row of rows) {
    const shape = shapeOf(tree, row.el)
    const group = open.get(shape)
    const last = group?.[group.length - 1]
    if (group !== undefined && last !== undefined && adjoins(tree, last, row)) group.push(row)
    else {
      const fresh = [row]
      groups.push(fresh)
      open.set(shape, fresh)
    }
  }
  const tabs = new Map<number, Row[]>()
  for (const row of hidden) tabs.set(row.container, [...(tabs.get(row.container) ?? []), row])
  return [...groups, ...tabs.values()].flatMap((group): ListBlock[] => {
    const first = group[0]
    const container = first === undefined ? undefined : (tree.els[first.container] ?? first.el)
    if (container === undefined) return []
    return [
      {
        container,
        heading: blockHeading(tree, container),
        region: regionOf(regions, container),
        rows: group,
        dated: true,
      },
    ]
  })
}

/** White space and bullets. */
const BETWEEN = new RegExp(`^[\\s\\u3000${JOINT}·•▪◆■●○□◇★☆>»›*-]*$`)

function adjoins(tree: Tree, before: Row, after: Row): boolean {
  if (before.container === after.container) return true
  return after.el.from - before.el.to < 200 && BETWEEN.test(tree.visible.slice(before.el.to, after.el.from))
}

/** The blocks that are the column's own list. */
function choose(
  tree: Tree,
  blocks: readonly ListBlock[],
  pagerAt: number,
  names: readonly string[],
): { blocks: ListBlock[]; many: boolean } {
  const usable = blocks.filter((block) => block.region !== 'frame')
  const own = usable.filter((block) => block.region === 'content' && !isAside(block, names))
  const headings = new Set(own.map((block) => block.heading ?? `#${block.container.parent}`))
  if (pagerAt >= 0) {
    const before = own.filter((block) => block.container.index < pagerAt)
    const last = before[before.length - 1]
    if (last !== undefined) return { blocks: own.filter((block) => sameList(tree, block, last)), many: false }
  }
  if (headings.size >= 3) return { blocks: usable, many: true }
  return { blocks: own, many: headings.size > 1 }
}

/** Parts of one list: rows of one shape, say under a heading per month. */
function sameList(tree: Tree, block: ListBlock, last: ListBlock): boolean {
  const [a, b] = [block.rows[0], last.rows[0]]
  return block === last || (a !== undefined && b !== undefined && shapeOf(tree, a.el) === shapeOf(tree, b.el))
}

/** True for the heading of a block beside the content, unless it is the page's own name. */
function isSideHeading(heading: string | null, names: readonly string[]): boolean {
  return heading !== null && SIDE_HEADING.test(heading) && !names.includes(heading)
}

function isAside(block: ListBlock, names: readonly string[]): boolean {
  return isSideHeading(block.heading, names) && !/^最新(?:公开|信息|发布|文件)/.test(block.heading ?? '')
}

const LIST_TAGS = new Set(['ul', 'ol', 'tbody', 'table', 'dl', 'div', 'section', 'main', 'td', 'body'])

/** Lists that date nothing: entries with titles longer than a menu's, or that lead to articles. */
function undatedLists(view: View, regions: Regions, names: readonly string[]): ListBlock[] {
  const blocks: ListBlock[] = []
  let until = -1
  for (const el of view.tree.els) {
    if (el.index < until || el.hidden || !LIST_TAGS.has(el.tag) || regionOf(regions, el) !== 'content')
      continue
    const all = undatedRows(view, el, new Set()).filter((row) => !CONTROL.test(row.title))
    const rows = isNamedList(el) ? all : alike(view.tree, all)
    if (rows.length === 0 || !isList(el, rows)) continue
    const heading = blockHeading(view.tree, el)
    if (isSideHeading(heading, names)) continue
    blocks.push({ container: el, heading, region: 'content', rows, dated: false })
    until = el.end
  }
  return blocks
}

/** Elements that hold nothing but lists, or say that they do. */
function isNamedList(container: El): boolean {
  return container.tag === 'ul' || container.tag === 'ol' || tokensOf(container).some((t) => /list/.test(t))
}

/** The rows of one shape, the most there are: a trail above an article and a link in its text are no list of two. */
function alike(tree: Tree, rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const shape = shapeOf(tree, row.el, 1)
    groups.set(shape, [...(groups.get(shape) ?? []), row])
  }
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), [])
}

function isList(container: El, rows: readonly Row[]): boolean {
  const articles = rows.filter((row) => row.url !== null && isArticleUrl(row.url)).length
  const long = rows.filter((row) => row.title.length >= 9).length
  const named = isNamedList(container)
  if (articles * 2 >= rows.length && (named || rows.length >= 2)) return true
  return long * 2 > rows.length && rows.length >= 2 && named
}
