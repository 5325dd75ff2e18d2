/** What kind of page it is, from everything that was read of it. */
import { routeOf, tailOf } from '../model/address.js'
import type { PageKind } from '../model/page.js'

/** Signals that the decision rests on. Entries without a day, placeholders and the text are worked out when they are asked for. */
export interface Signals {
  readonly url: string
  readonly blocked: boolean
  readonly error: boolean
  readonly searchPage: boolean
  readonly applicationForm: boolean
  /** A form of some size that is not the application's: letters, consultations, registrations. */
  readonly otherForm: boolean
  readonly titleText: string
  readonly heading: string
  readonly breadcrumb: readonly string[]
  readonly columnName: string
  readonly columnType: string
  readonly taggedTitle: boolean
  readonly articleUrl: boolean
  readonly published: boolean
  readonly fields: number
  readonly sureBody: boolean
  readonly bodySize: number
  /** Its text outside links. */
  readonly bodyProse: number
  /** Pictures and downloads of the body, or of the content where no body was found. */
  readonly bodyThings: number
  readonly contentSize: number
  readonly items: number
  readonly datedItems: number
  /** The only labelled day stands between the heading and the first entry: it is the heading's. */
  readonly headed: boolean
  /** A text stands below the heading and the only labelled day, before any entry. */
  readonly textBelow: boolean
  readonly manyBlocks: boolean
  readonly pager: boolean
  readonly placeholder: boolean
  readonly menu: number
  readonly text: string
}

const GUIDE_TITLE = /^(?:.{0,40}?)(?:政府)?信息公开(?:工作)?指南(?:[\s(（【[].{0,20})?$/
const NO_GUIDE = /通知|公告|解读|印发|关于|意见|目录和|办事指南|申请指南/
const REPORT_TITLE =
  /(?:政府)?信息公开(?:工作)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度报告|年报|报告)|政府信息公开.{0,10}年度(?:工作)?报告/
const APPLICATION = /^(?:政府)?(?:信息)?依申请公开|信息公开申请|^公开申请$|^申请公开/
const FRONT = /^\/(?:(?:index|default|home|main)(?:_\w+)?\.(?:s?html?|jsp|php|aspx?|do|action)?)?$/i

/** Kind of a page (contract §4b). `needsScript`: what it is for is not in its HTML. */
export function decideKind(s: Signals, needsScript: boolean): PageKind {
  if (s.blocked) return 'blocked'
  if (s.error) return 'error'
  if (s.applicationForm) return 'application-form'
  if (s.searchPage) return 'search-results'
  const article = isArticle(s)
  if (isGuide(s)) return 'guide'
  if (article && isReport(s)) return 'annual-report'
  if (article) return 'article'
  if (isHome(s)) return 'home'
  if (isEntry(s)) return 'application-entry'
  if (isColumn(s, needsScript)) return 'column'
  return 'other'
}

/** True when a page is one article rather than a list of them. */
export function isArticle(s: Signals): boolean {
  // A list may stand in a block that is named like an article's body.
  const listing = s.datedItems > 0 && s.bodyProse < 40 + 20 * s.datedItems
  if (s.pager && s.datedItems >= 3 && listing) return false
  const content = s.bodySize >= 10 || s.bodyThings > 0
  if (s.taggedTitle) return s.datedItems < 8 || !listing
  if (s.articleUrl && content && (s.datedItems < 5 || !listing)) return true
  if (s.fields >= 3 && content && s.datedItems < 3) return true
  // A short notice with one link: the labelled date above it is the article's, not that of a list's only row.
  if (s.published && s.sureBody && content && s.datedItems <= 1) return true
  const dated =
    s.published &&
    content &&
    s.datedItems < 3 &&
    !listing &&
    (s.sureBody || s.bodySize >= 80 || s.bodyThings > 0)
  return dated || isShortArticle(s) || isPlainArticle(s) || isHeadOfLinks(s) || isBesideList(s)
}

/** Two lines under a heading and a labelled day: too short to be told as a body, and no list either. */
function isShortArticle(s: Signals): boolean {
  return s.articleUrl && s.published && s.heading !== '' && s.items === 0 && !s.placeholder && !s.otherForm
}

/** A heading of its own below a trail, a labelled day, some text and no entries: plain cells name no body. */
function isPlainArticle(s: Signals): boolean {
  const own = s.heading !== '' && s.heading !== s.breadcrumb[s.breadcrumb.length - 1]
  const bare = s.items === 0 && !s.pager && !s.placeholder && !s.otherForm && !s.applicationForm
  // Small sites have no trails: there the document's title says whose heading it is.
  const told = s.breadcrumb.length > 1 || (s.heading.length >= 4 && s.titleText.startsWith(s.heading))
  return own && bare && s.published && told && s.contentSize >= 30
}

/** A heading of its own below a trail that ends elsewhere, its day and a text, and a block of other entries on the page. */
function isBesideList(s: Signals): boolean {
  const own = s.heading.length >= 6 && s.breadcrumb.length > 1 && !s.breadcrumb.includes(s.heading)
  const bare = !s.pager && !s.placeholder && !s.otherForm && !s.applicationForm
  return own && bare && s.published && s.titleText.includes(s.heading) && s.textBelow
}

const MOST_LINKS = 3

/** A heading of its own with its day, and below it a picture or next to nothing and a few links: to the original, to files. */
function isHeadOfLinks(s: Signals): boolean {
  const own = s.heading.length >= 6 && s.heading !== s.breadcrumb[s.breadcrumb.length - 1]
  const few = s.datedItems <= 1 && s.items <= MOST_LINKS && !s.pager && !s.placeholder && !s.otherForm
  return own && few && s.headed && s.published && s.titleText.includes(s.heading)
}

function isGuide(s: Signals): boolean {
  const names = [s.titleText, s.heading]
  if (
    names.some(
      (name) => GUIDE_TITLE.test(name) && !NO_GUIDE.test(name.replace(/信息公开(?:工作)?指南.*/, '')),
    )
  ) {
    // One or two dated entries and next to no text: the guide lies one level down.
    return s.datedItems === 0 || (s.datedItems < 3 && s.contentSize >= 60 + 60 * s.datedItems)
  }
  const last = s.breadcrumb[s.breadcrumb.length - 1] ?? s.columnName
  const column = /信息公开(?:工作)?指南$/.test(last) || /信息公开指南/.test(s.columnType)
  if (column && s.datedItems === 0 && s.bodySize > 80) return true
  return !s.taggedTitle && !s.published && s.datedItems === 0 && s.bodySize > 150 && readsLikeGuide(s.text)
}

const GUIDE_PHRASES = [
  /(?:政府)?信息(?:的)?(?:分类|编排)|信息分为[一二三四两]类/,
  /主动公开的?(?:政府)?信息/,
  /依申请公开的?(?:政府)?信息|(?:申请|要求)(?:获取|获得)(?:政府)?信息/,
  /申请人(?:提出申请|填写|应当|可以)|提出申请的?|受理机构/,
  /获取(?:方式|途径)|公开形式|身份证复印件|身份证明/,
]

/** The wording of a guide under a title that does not say so. */
function readsLikeGuide(text: string): boolean {
  return GUIDE_PHRASES.filter((phrase) => phrase.test(text)).length >= 4
}

function isReport(s: Signals): boolean {
  const title = s.heading || s.titleText
  return REPORT_TITLE.test(title) && !/通知|解读|关于(?:做好|报送|编制|印发|开展)/.test(title)
}

function isHome(s: Signals): boolean {
  if (/^首页$/.test(s.columnType)) return true
  let path = ''
  let query = ''
  try {
    const { pathname, search } = tailOf(s.url)
    path = pathname
    query = search + routeOf(s.url)
  } catch {
    return false
  }
  const trail = s.breadcrumb.filter((crumb) => !/首\s*页|主页/.test(crumb))
  return FRONT.test(path) && query === '' && trail.length === 0 && !s.pager
}

function isEntry(s: Signals): boolean {
  const last = s.breadcrumb[s.breadcrumb.length - 1] ?? ''
  const named =
    [last, s.heading, s.columnName].some((name) => APPLICATION.test(name)) || APPLICATION.test(s.titleText)
  return named && s.datedItems < 3
}

function isColumn(s: Signals, needsScript: boolean): boolean {
  if (s.items > 0 || s.pager || s.placeholder) return true
  if (needsScript) return s.breadcrumb.length > 1 || s.columnName !== '' || s.menu > 0
  if (s.manyBlocks) return true
  return s.breadcrumb.length > 1 && s.bodySize < 60 && s.contentSize < 120 && !s.otherForm
}
