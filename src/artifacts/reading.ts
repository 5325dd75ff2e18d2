/** What is read of an HTML page before its kind is decided. */
import type { ListItem, PageFacts } from '../model/page.js'
import { type Heading, readHeadings, titleParts } from './article.js'
import { findBody } from './body.js'
import { readBreadcrumb } from './breadcrumb.js'
import { type Clickable, findClickables } from './clickables.js'
import { contentHead, contentText } from './content-text.js'
import { type DataStore, readDataStore, storePager, writtenMarkup } from './datastore.js'
import { type Fields, readFields } from './fields.js'
import { imprintOf } from './imprint.js'
import { datedOf } from './list-items.js'
import { type Lists, readLists } from './lists.js'
import { type Metas, readMetas } from './metadata.js'
import { type FoundPager, readPager } from './pager.js'
import { itemsOfMarkup } from './payload.js'
import { frameSpan, mapRegions, type Regions } from './regions.js'
import { inkOf } from './shown-text.js'
import type { El, Tree } from './tree.js'
import { baseOf } from './urls.js'

/** One page's parts. */
export interface Reading {
  readonly html: string
  readonly url: string
  readonly base: string
  readonly tree: Tree
  readonly metas: Metas
  readonly regions: Regions
  readonly clickables: readonly Clickable[]
  readonly pager: FoundPager
  readonly lists: Lists
  readonly headings: readonly Heading[]
  readonly body: { readonly el: El; readonly sure: boolean } | null
  readonly fields: Fields
  readonly breadcrumb: readonly string[]
  /** Text of the content region, once it is asked for. */
  readonly content: string
  /** Its characters without white space. */
  readonly contentSize: number
}

/** The parts are read as it is made, in this order. A class, as objects with accessors of their own are slow to read. */
class PageReading implements Reading {
  readonly base: string
  readonly regions: Regions
  readonly breadcrumb: readonly string[]
  readonly clickables: readonly Clickable[]
  readonly pager: FoundPager
  readonly body: Reading['body']
  readonly metas: Metas
  readonly lists: Lists
  readonly headings: readonly Heading[]
  readonly fields: Fields
  #content: string | null = null
  #contentSize = -1

  constructor(
    readonly html: string,
    readonly url: string,
    readonly tree: Tree,
  ) {
    const base = baseOf(tree, url)
    const regions = mapRegions(tree)
    const trail = readBreadcrumb(tree)
    frameSpan(tree, regions, trail.from, trail.to)
    const imprint = imprintOf(tree)
    if (imprint !== null) frameSpan(tree, regions, imprint.from, imprint.to)
    const clickables = findClickables(tree, base)
    const names = namesOf(tree, clickables, url, trail.crumbs)
    this.base = base
    this.regions = regions
    this.breadcrumb = trail.crumbs
    this.clickables = clickables
    this.pager = readPager(tree, clickables, html, url, base)
    this.body = findBody(tree, regions)
    this.metas = readMetas(tree)
    this.lists = readLists(tree, clickables, regions, this.pager.at, names)
    this.headings = readHeadings(tree, regions)
    this.fields = headFields(tree, regions, this.body)
  }

  get content(): string {
    this.#content ??= contentText(this.tree, this.regions)
    return this.#content
  }

  get contentSize(): number {
    if (this.#contentSize < 0) this.#contentSize = inkOf(this.content)
    return this.#contentSize
  }
}

/** Reads the parts of a page. */
export function gather(html: string, url: string, tree: Tree): Reading {
  return new PageReading(html, url, tree)
}

/** What a page is called: by its title, at the end of its trail, and by what leads to it. */
function namesOf(
  { title }: Tree,
  clickables: readonly Clickable[],
  url: string,
  crumbs: readonly string[],
): string[] {
  const led = clickables.filter((one) => one.url === url).map(({ text }) => text)
  return [...titleParts(title), ...crumbs.slice(-1), ...led]
}

/** 时间 at the top of a text is when something takes place. */
const OF_THE_TEXT = ['时间', '日期'] as const
const MAYBE_OF_THE_TEXT = /(?:时|日)[\s\u0001]*(?:间|期)[\s\u0001]*[:：]/

/** Labelled fields stand before the body, at its top or right after it; labels far down in prose are prose. */
function headFields(tree: Tree, regions: Regions, body: Reading['body']): Fields {
  if (body === null) return readFields(contentHead(tree, regions, 6000))
  const { from, to } = body.el
  const before = tree.visible.slice(Math.max(0, from - 6000), from)
  const inside = tree.visible.slice(from, Math.min(to, from + 400))
  const after = tree.visible.slice(to, to + 600)
  const fields = readFields(`${before}\n${inside}\n${after}`)
  if (!body.sure || !MAYBE_OF_THE_TEXT.test(inside)) return fields
  const round = readFields(`${before}\n${after}`)
  const spelled = new Map(fields.spelled)
  for (const label of OF_THE_TEXT) if (!round.spelled.has(label)) spelled.delete(label)
  return Object.assign(new Map(fields), { spelled })
}

/** A list with where it was found. */
export interface Stored {
  readonly items: readonly ListItem[]
  /** How many of them have a day: known without a look for entries that have none. */
  readonly dated: number
  readonly from: PageFacts['listFrom']
  readonly pager: PageFacts['pager']
  /** They stand in hidden panels, all of them. */
  readonly behind?: boolean
  /** A data store says that it holds entries, and none could be read of it. */
  readonly unread: boolean
}

/** The list as the page shows it, else as an inline data store or a literal script holds it. */
export function storedItems(r: Reading): Stored {
  const { lists } = r
  const store = /<datastore\b/i.test(r.html) ? readDataStore(r.html) : null
  const inStore = store === null ? null : fromStore(store, r, lists.items)
  if (inStore !== null) return { ...inStore, dated: datedOf(inStore.items), unread: false }
  const written = writtenMarkup(r.tree)
  if (written !== '' && lists.items.length === 0) {
    const items = itemsOfMarkup(written, r.base)
    const dated = datedOf(items)
    if (dated > 0) return { items, dated, from: 'datastore', pager: null, unread: false }
  }
  const told = store !== null && (store.records > 0 || (store.total ?? 0) > 0)
  return new ShownList(lists, told && lists.items.length === 0)
}

/** The list as the page shows it. */
class ShownList implements Stored {
  readonly dated: number
  readonly behind: boolean
  readonly from = 'html'
  readonly pager = null

  constructor(
    private readonly lists: Lists,
    readonly unread: boolean,
  ) {
    this.dated = lists.dated
    this.behind = lists.behind
  }

  get items(): readonly ListItem[] {
    return this.lists.items
  }
}

/** No list. */
export const NO_LIST: Stored = { items: [], dated: 0, from: 'html', pager: null, unread: false }

/** A data store's entries, and what the page shows beside them: which of both is its list, one page alone does not tell. */
function fromStore(
  store: DataStore,
  r: Reading,
  shown: readonly ListItem[],
): Omit<Stored, 'dated' | 'unread'> | null {
  const items = itemsOfMarkup(store.markup, r.base)
  if (items.length === 0) return null
  const found = r.pager.pager ?? storePager(store, r.base)
  const pager = { ...found, total: found.total ?? store.total, pages: found.pages ?? store.pages }
  const known = new Set(items.map((item) => item.url))
  if (shown.length === 0 || !shown.some((item) => item.date !== null))
    return { items, from: 'datastore', pager }
  return { items: [...items, ...shown.filter((item) => !known.has(item.url))], from: 'html', pager }
}
