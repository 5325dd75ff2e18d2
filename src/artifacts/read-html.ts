/** Reads an HTML page: one pass over the markup, then each notion from the same index. */
import type { PageFacts, PageKind, Pager, PageSigns } from '../model/page.js'
import { readApplicationEntry } from './application.js'
import { articleTitle, findHeading, formedOn, publishedOn, tidyTitle } from './article.js'
import { readBlock, readSoftError } from './blocked.js'
import { linesOf, sizeOf } from './body.js'
import { KIND } from './characters.js'
import { frameText } from './content-text.js'
import { documentNumber, indexNumber } from './fields.js'
import { readForms } from './forms.js'
import { countEmbeds, readForward, readFrames } from './frames.js'
import { decideKind, isArticle } from './kind.js'
import { readLinks } from './links.js'
import { matchedPage } from './matched-page.js'
import { readMenu } from './menu.js'
import { meta, readSiteId, readSiteName } from './metadata.js'
import { emptyFacts, newestOf } from './payload.js'
import { type Exposed, readExposed, withoutNumbers } from './personal.js'
import { attachmentsOf, countPictures } from './pictures.js'
import { readNotApplicable, readPlaceholder } from './placeholder.js'
import { once } from './portal/once.js'
import { gather, NO_LIST, type Reading, type Stored, storedItems } from './reading.js'
import { readReport } from './report-parts.js'
import { readResults } from './results.js'
import { needsScript } from './script-need.js'
import { signalsOf } from './signals.js'
import { readSigns } from './signs.js'
import { type El, readTree, type Tree } from './tree.js'
import { growsByScroll, numbersByScript, turnsByScript } from './turning.js'
import { savedFrom } from './urls.js'

/** Reads one decoded HTML page. A page in traditional characters is read as one in simplified ones, and told as it is written. */
export function readHtml(
  html: string,
  given: string,
  charset: string,
  status: number | null,
  rendered = false,
): PageFacts {
  const url = /^https?:/i.test(given) ? given : (savedFrom(html) ?? given)
  const tree = readTree(html)
  const exposed = readExposed(tree.visible, tree.shown.holds(KIND.wideDigit))
  const matched = matchedPage(html, tree)
  const told =
    matched === null
      ? readPlain(html, tree, { url, charset, status, exposed, rendered })
      : matched.asWritten(readPlain(matched.html, matched.tree, { url, charset, status, exposed, rendered }))
  return exposed === null ? told : withoutNumbers(told, exposed)
}

interface Known {
  readonly url: string
  readonly charset: string
  readonly status: number | null
  readonly exposed: Exposed | null
  /** Its scripts have run: what it says then is what a visitor sees. */
  readonly rendered: boolean
}

function readPlain(html: string, tree: Tree, known: Known): PageFacts {
  const { url, charset, status, exposed, rendered } = known
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
  const body = r.body?.el ?? null
  const forms = readForms(tree, r.base)
  const heading = findHeading(tree, r.headings, null, meta(r.metas, 'sitename'))
  const published = publishedOn(tree, r.metas, r.fields, body, heading)
  const context = `${tree.title}\n${heading ?? ''}\n${r.breadcrumb.join('\n')}`
  const placeholder = once(() => (stored.items.length > 0 ? null : readPlaceholder(tree, r.regions)))
  const frames = readFrames(tree, r.base)
  const signals = signalsOf(r, {
    list: stored,
    published: published !== null,
    heading: heading ?? '',
    error: softError !== null || (status !== null && status >= 400),
    placeholder,
    forms,
    context,
  })
  const article = isArticle(signals)
  const shown = {
    items: () => (stored.behind && !rendered ? 0 : stored.items.length),
    textLength: body === null ? r.content.length : sizeOf(tree, body),
    placeholder: () => placeholder() !== null,
    article,
    frames: frames.length,
    form: forms.some((form) => form.fields.length > 4),
  }
  const script = needsScript(tree, r.regions, shown) || stored.unread
  // What scripts bring is what a visitor sees; a panel that waits behind it says nothing of the list.
  const list = stored.behind && script && !rendered ? NO_LIST : stored
  const kind = decideKind(signals, script)
  const listed = kind === 'column' && !script && !rendered && stored.dated > 0
  return compose(r, {
    charset,
    kind,
    stored: list,
    published,
    heading,
    placeholder,
    script,
    softError,
    forms,
    frames,
    context,
    exposed,
    rendered,
    beside: listed && needsScript(tree, r.regions, { ...shown, items: () => 0 }),
  })
}

interface Decided {
  readonly charset: string
  readonly kind: PageKind
  readonly stored: Stored
  readonly published: string | null
  readonly heading: string | null
  readonly placeholder: () => string | null
  readonly script: boolean
  readonly softError: string | null
  readonly forms: ReturnType<typeof readForms>
  readonly frames: readonly string[]
  readonly context: string
  readonly exposed: Exposed | null
  readonly rendered: boolean
  /** A script may bring another list beside the one that is shown. */
  readonly beside: boolean
}

const SINGLE = new Set<PageKind>(['article', 'annual-report', 'guide'])
const LISTING = new Set<PageKind>(['column', 'home', 'other', 'application-entry'])

function compose(r: Reading, d: Decided): PageFacts {
  const { tree, regions, metas } = r
  const single = SINGLE.has(d.kind)
  const items = LISTING.has(d.kind) ? d.stored.items : []
  const itemUrls = new Set(items.flatMap((item) => (item.url === null ? [] : [item.url])))
  const pager = pagerOf(r, d, items.length)
  const pagerUrls = new Set(pager?.urls ?? [])
  const body = single ? (r.body?.el ?? null) : null
  const area = body
  const text = area === null ? r.content : linesOf(tree, area.from, area.to, 60_000)
  const aboutDisclosure = /信息公开|政务公开|依申请/.test(
    `${d.context}\n${meta(metas, 'columnname', 'sitename') ?? ''}`,
  )
  const links = readLinks(tree, r.clickables, regions, r.base, r.html, r.url)
  const report = single ? readReport(tree, body, d.kind === 'annual-report') : null
  const embeds = countEmbeds(tree, regions, r.base, d.frames)
  const menu = readMenu(tree, r.clickables, regions, itemUrls, pagerUrls)
  const found = readSigns(r, d.kind, links, d.exposed, menu, d.rendered)
  const forward = readForward(tree, r.base)
  const ways: PageSigns = {
    ...(d.beside ? { scriptedBeside: true } : {}),
    ...(forward?.always ? { leadsOn: true } : {}),
  }
  const signs = Object.keys(ways).length > 0 ? { ...found, ...ways } : found
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
    images: countPictures(tree, area, regions),
    textLength: area === null ? r.contentSize : sizeOf(tree, area),
    text,
    frameText: frameText(tree, r.clickables, regions),
    placeholder: single || items.length > 0 || (d.script && !d.rendered) ? null : d.placeholder(),
    notApplicable: items.length > 0 ? null : readNotApplicable(tree, regions),
    applicationEntry: readApplicationEntry(r.clickables, aboutDisclosure),
    links,
    menu,
    forms: d.forms.map(({ action, method, text: words, fields }) => ({
      action,
      method,
      text: words,
      fields,
    })),
    frames: d.frames,
    ...(embeds > 0 ? { embeds } : {}),
    forward: forward?.url ?? null,
    needsScript: d.script,
    blocked: null,
    softError: d.softError,
    ...(d.kind === 'search-results' ? { results: readResults(tree, r.clickables, regions, pagerUrls) } : {}),
    ...(signs === null ? {} : { signs }),
    ...(report === null ? {} : { report }),
  }
}

/** The list's pager; a list that may be longer than what is shown, and has no addresses to go on with, may be turned by script. */
function pagerOf(r: Reading, d: Decided, items: number): Pager | null {
  const pager = d.stored.pager ?? r.pager.pager
  const { total = null, pages = null, urls = [] } = pager ?? {}
  const whole = items === 0 || urls.length > 0 || pages === 1 || (total !== null && total <= items)
  return whole || !goesOnByScript(r, d.kind, items) ? pager : { total, pages, urls, turns: true }
}

/** A control without an address, a number of a page, or scrolling brings more of the list. */
function goesOnByScript(
  { tree, html, base, lists, clickables }: Reading,
  kind: PageKind,
  items: number,
): boolean {
  if (turnsByScript(tree, html, base)) return true
  if (kind !== 'column') return false
  const below = Math.max(0, ...lists.blocks.map(({ rows }) => rows.at(-1)?.el.end ?? 0))
  return numbersByScript(tree, clickables, below) || growsByScroll(tree, items)
}

function titles(
  r: Reading,
  d: Decided,
  body: El | null,
): Pick<PageFacts, 'title' | 'heading' | 'breadcrumb' | 'column' | 'columnType'> {
  const { tree, metas } = r
  const article = d.kind === 'article' || d.kind === 'annual-report'
  const tagged = meta(metas, 'articletitle')
  const title = article ? articleTitle(tree, metas, r.headings, body) : (tagged ?? leakless(tree.title))
  const crumbs = r.breadcrumb.filter(
    (crumb) =>
      !/^(?:正文|详情|内容|文章正文|信息内容|详细内容|查看|列表|信息列表|文章列表|栏目列表)$/.test(crumb),
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
    ...formedOn(r.tree, r.fields, r.body?.el ?? null, d.published),
    documentNumber: documentNumber(r.fields),
    indexNumber: indexNumber(r.fields),
    source:
      r.fields.get('来源')?.replace(/\s+\p{Script=Han}{2,6}\s*[:：].*$/u, '') ??
      meta(r.metas, 'contentsource') ??
      r.fields.get('发布机构') ??
      null,
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
