/** Reads an HTML page: one pass over the markup, then each notion from the same index. */
import type { ListItem, PageFacts, PageKind } from '../model/page.js'
import { applicationForm, readApplicationEntry } from './application.js'
import {
  articleTitle,
  attachmentsOf,
  countPictures,
  findBody,
  findHeading,
  formedOn,
  linesOf,
  publishedOn,
  sizeOf,
  tidyTitle,
} from './article.js'
import { readBlock, readSoftError } from './blocked.js'
import { readBreadcrumb } from './breadcrumb.js'
import { type Clickable, findClickables } from './clickables.js'
import { contentText, frameText } from './content-text.js'
import { readDataStore, storePager, writtenMarkup } from './datastore.js'
import { documentNumber, type Fields, indexNumber, readFields } from './fields.js'
import { readForms } from './forms.js'
import { readForward, readFrames } from './frames.js'
import { decideKind, isArticle, type Signals } from './kind.js'
import { readLinks } from './links.js'
import { type Lists, readLists } from './lists.js'
import { readMenu } from './menu.js'
import { type Metas, meta, readMetas, readSiteId, readSiteName } from './metadata.js'
import { type FoundPager, readPager } from './pager.js'
import { emptyFacts, itemsOfMarkup, newestOf } from './payload.js'
import { readNotApplicable, readPlaceholder } from './placeholder.js'
import { mapRegions, type Regions } from './regions.js'
import { isSearchPage, readResults } from './results.js'
import { needsScript } from './script-need.js'
import { type El, readTree, type Tree } from './tree.js'
import { baseOf, isArticleUrl } from './urls.js'

/** Everything read before the kind is decided. */
interface Reading {
  readonly html: string
  readonly url: string
  readonly base: string
  readonly tree: Tree
  readonly metas: Metas
  readonly regions: Regions
  readonly clickables: readonly Clickable[]
  readonly pager: FoundPager
  readonly lists: Lists
  readonly body: { el: El; sure: boolean } | null
  readonly fields: Fields
  readonly breadcrumb: readonly string[]
}

function gather(html: string, url: string, tree: Tree): Reading {
  const base = baseOf(tree, url)
  const metas = readMetas(tree)
  const regions = mapRegions(tree)
  const clickables = findClickables(tree, base)
  const pager = readPager(tree, clickables, html, url, base)
  const lists = readLists(tree, clickables, regions, pager.at)
  const body = findBody(tree, regions)
  return {
    html,
    url,
    base,
    tree,
    metas,
    regions,
    clickables,
    pager,
    lists,
    body,
    fields: headFields(tree, regions, body?.el ?? null),
    breadcrumb: readBreadcrumb(tree),
  }
}

/** Labelled fields stand before the body, or at its top; labels far down in prose are prose. */
function headFields(tree: Tree, regions: Regions, body: El | null): Fields {
  const head =
    body === null
      ? contentText(tree, regions).slice(0, 6000)
      : tree.visible.slice(Math.max(0, body.from - 6000), body.from)
  const inside = body === null ? '' : tree.visible.slice(body.from, Math.min(body.to, body.from + 400))
  const after = body === null ? '' : tree.visible.slice(body.to, body.to + 600)
  return readFields(`${head}\n${inside}\n${after}`)
}

/** Reads one decoded HTML page. */
export function readHtml(html: string, url: string, charset: string, status: number | null): PageFacts {
  const tree = readTree(html)
  const blocked = readBlock(html, tree, status)
  if (blocked !== null)
    return {
      ...emptyFacts(url, charset),
      kind: 'blocked',
      title: tree.title || null,
      blocked,
      needsScript: /challenge/.test(blocked),
    }
  const r = gather(html, url, tree)
  const softError = readSoftError(tree)
  const stored = storedItems(r)
  const items = stored.items
  const body = r.body?.el ?? null
  const published = publishedOn(tree, r.metas, r.fields, body)
  const forms = readForms(tree, r.base)
  const heading = findHeading(tree, r.regions, null)
  const context = `${tree.title}\n${heading ?? ''}\n${r.breadcrumb.join('\n')}`
  const placeholder = items.length > 0 ? null : readPlaceholder(tree, r.regions)
  const frames = readFrames(tree, r.base)
  const signals: Signals = {
    ...baseSignals(r, items, published !== null, heading ?? ''),
    error: softError !== null || (status !== null && status >= 400),
    searchPage: isSearchPage(tree, url, html),
    applicationForm: applicationForm(forms, context) !== null,
    otherForm: forms.some((form) => form.fields.filter((field) => field.type !== 'hidden').length > 4),
    placeholder: placeholder !== null,
    needsScript: false,
  }
  const article = isArticle(signals)
  const script = needsScript(tree, r.regions, {
    items: items.length,
    textLength: body === null ? contentText(tree, r.regions).length : sizeOf(tree, body),
    placeholder: placeholder !== null,
    article,
    frames: frames.length,
    form: forms.some((form) => form.fields.length > 4),
  })
  const kind = decideKind({ ...signals, needsScript: script })
  return compose(r, {
    charset,
    kind,
    items,
    stored,
    published,
    heading,
    placeholder,
    script,
    softError,
    forms,
    frames,
    context,
  })
}

interface Decided {
  readonly charset: string
  readonly kind: PageKind
  readonly items: readonly ListItem[]
  readonly stored: Stored
  readonly published: string | null
  readonly heading: string | null
  readonly placeholder: string | null
  readonly script: boolean
  readonly softError: string | null
  readonly forms: ReturnType<typeof readForms>
  readonly frames: readonly string[]
  readonly context: string
}

const SINGLE = new Set<PageKind>(['article', 'annual-report', 'guide'])
const LISTING = new Set<PageKind>(['column', 'home', 'other', 'application-entry'])

function compose(r: Reading, d: Decided): PageFacts {
  const { tree, regions, metas } = r
  const single = SINGLE.has(d.kind)
  const items = LISTING.has(d.kind) ? d.items : []
  const itemUrls = new Set(items.flatMap((item) => (item.url === null ? [] : [item.url])))
  const pager = d.stored.pager ?? r.pager.pager
  const pagerUrls = new Set(pager?.urls ?? [])
  const body = single ? (r.body?.el ?? null) : null
  const area = body === null ? null : body
  const text = area === null ? contentText(tree, regions) : linesOf(tree, area.from, area.to, 60_000)
  const aboutDisclosure = /信息公开|政务公开|依申请/.test(
    `${d.context}\n${meta(metas, 'columnname', 'sitename') ?? ''}`,
  )
  const menu = readMenu(tree, r.clickables, regions, itemUrls, pagerUrls)
  return {
    url: r.url,
    charset: d.charset,
    kind: d.kind,
    siteName: readSiteName(tree, metas),
    siteId: readSiteId(tree, metas),
    ...titles(r, d, body),
    ...(single ? documentFacts(r, d) : listingFacts(r)),
    items,
    listFrom: items.length > 0 ? d.stored.from : d.frames.length > 0 && !single ? 'iframe' : 'none',
    newest: newestOf(items),
    pager: single ? null : pager,
    attachments: attachmentsOf(r.clickables, regions, itemUrls),
    images: countPictures(tree, area ?? contentRoot(tree), regions),
    textLength: area === null ? text.replace(/\s/g, '').length : sizeOf(tree, area),
    text,
    frameText: frameText(tree, r.clickables, regions),
    placeholder: single || items.length > 0 || d.script ? null : d.placeholder,
    notApplicable: items.length > 0 ? null : readNotApplicable(tree, regions),
    applicationEntry: readApplicationEntry(r.clickables, aboutDisclosure),
    links: readLinks(tree, r.clickables, regions, r.base),
    menu,
    forms: d.forms.map(({ action, method, text: words, fields }) => ({
      action,
      method,
      text: words,
      fields,
    })),
    frames: d.frames,
    forward: readForward(tree, r.base),
    needsScript: d.script,
    blocked: null,
    softError: d.softError,
    ...(d.kind === 'search-results' ? { results: readResults(tree, r.clickables, regions, pagerUrls) } : {}),
  }
}

function contentRoot(tree: Tree): El {
  return tree.els.find((el) => el.tag === 'body') ?? (tree.els[0] as El)
}

function titles(
  r: Reading,
  d: Decided,
  body: El | null,
): Pick<PageFacts, 'title' | 'heading' | 'breadcrumb' | 'column' | 'columnType'> {
  const { tree, metas } = r
  const article = d.kind === 'article' || d.kind === 'annual-report'
  const tagged = meta(metas, 'articletitle')
  const title = article ? articleTitle(tree, metas, r.regions, body) : (tagged ?? leakless(tree.title))
  const crumbs = r.breadcrumb.filter(
    (crumb) => !/^(?:正文|详情|内容|文章正文|信息内容|详细内容|查看)$/.test(crumb),
  )
  const trail =
    article && crumbs.length > 1 && sameTitle(crumbs[crumbs.length - 1] ?? '', title)
      ? crumbs.slice(0, -1)
      : crumbs
  const last = trail[trail.length - 1]
  const column =
    last !== undefined && !/^(?:首\s*页|主页|网站首页)$/.test(last)
      ? last
      : meta(metas, 'columnname', 'channel', 'lanmu')
  return {
    title,
    heading: d.heading ?? title ?? tidyTitle(tree.title, null),
    breadcrumb: trail,
    column,
    columnType: meta(metas, 'columntype'),
  }
}

function sameTitle(crumb: string, title: string | null): boolean {
  if (title === null) return false
  const stem = crumb.replace(/[.…]+$/, '')
  return stem.length >= 6 && (title.startsWith(stem) || stem.startsWith(title))
}

function leakless(title: string): string | null {
  return title.replace(/<%[^%]{0,80}%>|\{\{[^}]{0,80}\}\}|\$\{[^}]{0,80}\}|<[^<>]{1,80}>/g, '').trim() || null
}

function documentFacts(
  r: Reading,
  d: Decided,
): Pick<PageFacts, 'published' | 'formed' | 'formedFrom' | 'documentNumber' | 'indexNumber' | 'source'> {
  return {
    published: d.published,
    ...formedOn(r.tree, r.fields, r.body?.el ?? null),
    documentNumber: documentNumber(r.fields),
    indexNumber: indexNumber(r.fields),
    source: r.fields.get('来源') ?? meta(r.metas, 'contentsource') ?? r.fields.get('发布机构') ?? null,
  }
}

/** A list has no dates or numbers of its own; a catalogue with a single record shows that record's index number. */
function listingFacts(
  r: Reading,
): Pick<PageFacts, 'published' | 'formed' | 'formedFrom' | 'documentNumber' | 'indexNumber' | 'source'> {
  const rows = r.lists.catalogue?.rows ?? []
  return {
    published: null,
    formed: null,
    formedFrom: null,
    documentNumber: null,
    indexNumber: rows.length === 1 ? (rows[0]?.indexNumber ?? null) : null,
    source: null,
  }
}

interface Stored {
  readonly items: readonly ListItem[]
  readonly from: PageFacts['listFrom']
  readonly pager: PageFacts['pager']
}

/** The list as the page shows it, else as an inline data store or a literal script holds it. */
function storedItems(r: Reading): Stored {
  const shown = r.lists.items
  const store = /<datastore\b/i.test(r.html) ? readDataStore(r.html) : null
  if (store !== null) {
    const items = itemsOfMarkup(store.markup, r.base)
    const pager = r.pager.pager ?? storePager(store, r.base)
    const total = { ...pager, total: pager.total ?? store.total, pages: pager.pages ?? store.pages }
    const known = new Set(items.map((item) => item.url))
    const covers = shown.every((item) => known.has(item.url))
    if (items.length > 0 && (shown.length === 0 || covers))
      return { items, from: shown.length === 0 ? 'datastore' : 'html', pager: total }
    if (items.length > 0 && !shown.some((item) => item.date !== null))
      return { items, from: 'datastore', pager: total }
  }
  if (shown.length === 0) {
    const written = writtenMarkup(r.tree)
    const items = written === '' ? [] : itemsOfMarkup(written, r.base)
    if (items.some((item) => item.date !== null)) return { items, from: 'datastore', pager: null }
  }
  return { items: shown, from: 'html', pager: null }
}

function baseSignals(
  r: Reading,
  items: readonly ListItem[],
  published: boolean,
  heading: string,
): Omit<Signals, 'error' | 'searchPage' | 'applicationForm' | 'otherForm' | 'placeholder' | 'needsScript'> {
  const body = r.body?.el ?? null
  const inside = body === null ? 0 : countPictures(r.tree, body, r.regions)
  const known = [
    '成文日期',
    '生成日期',
    '形成日期',
    '发文日期',
    '印发日期',
    '文号',
    '索引号',
    '发布机构',
    '发布日期',
    '主题分类',
  ]
  return {
    url: r.url,
    blocked: false,
    titleText: r.tree.title,
    heading,
    breadcrumb: r.breadcrumb,
    columnName: meta(r.metas, 'columnname') ?? '',
    columnType: meta(r.metas, 'columntype') ?? '',
    taggedTitle: meta(r.metas, 'articletitle') !== null,
    articleUrl: isArticleUrl(r.url),
    published,
    fields: known.filter((label) => r.fields.has(label)).length,
    sureBody: r.body?.sure ?? false,
    bodySize: body === null ? 0 : sizeOf(r.tree, body),
    bodyThings: inside + attachmentsOf(r.clickables, r.regions, new Set()).length,
    items: items.length,
    datedItems: items.filter((item) => item.date !== null).length,
    manyBlocks: r.lists.manyBlocks,
    pager: r.pager.pager !== null && (r.pager.pager.urls.length > 0 || (r.pager.pager.pages ?? 0) > 1),
    menu: r.clickables.length,
    text: body === null ? contentText(r.tree, r.regions) : linesOf(r.tree, body.from, body.to, 20_000),
  }
}
