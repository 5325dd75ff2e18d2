/** What belongs to a guide beside its own page: documents that hold it or a part of it, and pages one level down. */
import type { PageFacts } from '../../model/page.js'
import type { Columns } from './columns.js'
import { fileReading, type GuideReading, pageReading } from './guide-reading.js'
import type { SitePage } from './site-index.js'
import { isNamed, type UnitPages } from './unit-pages.js'
import { isDocumentUrl, wantedFiles } from './wanted-files.js'

const GUIDE_NAME = /(?:信息|政务)公开(?:工作)?指南|^公开指南|^指南/
/** Links of a guide's text behind which its own parts stand. */
const PART =
  /联系(?:方式|我们|电话|信息)|(?:工作|受理|公开|办理|负责|承办)(?:机构|部门|单位)|办公(?:地址|时间|地点)|受理(?:点|渠道|窗口|方式|时间)|机构(?:信息|概况|简介|名录)|通讯(?:录|地址)|申请(?:方式|流程|渠道|须知|说明|程序)|公开(?:范围|形式|时限|方式)|获取(?:方式|途径)|指南/
/** Documents that only show how to apply. */
const NO_PART = /申请表|申请书|流程/
const MAX_PARTS = 20

/** Parts of a guide that were read, and whether one was not. */
export interface GuideParts {
  readonly readings: readonly GuideReading[]
  readonly unread: boolean
}

/** Documents that are the guide by their name: entries of its column, links of the unit's pages and of the places. */
export function guideDocuments(pages: UnitPages, columns: Columns): string[] {
  const found = new Set<string>()
  const put = (url: string | null) => {
    if (url !== null && found.size < MAX_PARTS && isDocumentUrl(url)) found.add(url)
  }
  for (const column of columns.ofRole('guide')) {
    put(column.view.url)
    for (const { url, title } of column.reading.items) if (/指南/.test(title)) put(url)
  }
  const offered = (page: SitePage) => (page.facts === null ? [] : wantedFiles(page.facts))
  for (const page of pages.pages)
    for (const { url, name, use } of offered(page))
      if (use === 'guide' && GUIDE_NAME.test(plain(name))) put(url)
  for (const page of pages.placePages('guide'))
    for (const { url, name, use } of offered(page)) if (use === 'guide' && isNamed(pages, name)) put(url)
  return [...found]
}

const plain = (text: string): string => text.replace(/\s+/g, '')

/** Documents attached to a guide's page. */
function attached(facts: PageFacts, pages: UnitPages): GuideParts {
  const files = wantedFiles(facts).slice(0, MAX_PARTS)
  const readings = files.flatMap(({ url }) => fileReading(pages.index.file(url)) ?? [])
  const read = new Set(readings.map(({ url }) => url))
  // Archives and the like are not even asked for.
  const all = [...files, ...facts.attachments]
  return { readings, unread: all.some(({ url, name }) => !read.has(url) && !NO_PART.test(name)) }
}

/** Pages that a guide's own text leads to, and that its column holds. */
function oneDown(page: SitePage, pages: UnitPages, columns: Columns): GuideParts {
  const links = (page.facts?.links ?? []).filter(
    (link) =>
      link.region === 'content' &&
      !link.hidden &&
      link.role === 'page' &&
      link.target !== null &&
      PART.test(plain(link.text)),
  )
  const children = columns.byUrl(page.record.url)?.view.children ?? []
  const urls = [...new Set([...links.map(({ target }) => target ?? ''), ...children])].slice(0, MAX_PARTS)
  const found = urls.map((url) => pages.index.find(url)).filter((next) => next !== page)
  const readings = found.flatMap((next) => (next ? (pageReading(next) ?? []) : []))
  // A dead link is a defect of its own and hides nothing; what was not asked for may hold what is missing.
  const unread = found.some(
    (next) => next !== undefined && next.facts === null && next.record.reach.outcome !== 'broken',
  )
  return { readings, unread }
}

/** Everything that belongs to the pages of a guide. */
export function partsOf(guides: readonly GuideReading[], pages: UnitPages, columns: Columns): GuideParts {
  const parts = guides.flatMap(({ page }) =>
    page?.facts ? [attached(page.facts, pages), oneDown(page, pages, columns)] : [],
  )
  const seen = new Set(guides.map(({ url }) => url))
  const readings = parts.flatMap((part) => part.readings).filter(({ url }) => !seen.has(url) && seen.add(url))
  return { readings, unread: parts.some((part) => part.unread) }
}
