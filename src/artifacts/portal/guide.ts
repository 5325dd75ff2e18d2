/** The disclosure guide: which page it is, which elements it gives, whether it rests on repealed law. */
import type { PageFacts } from '../../model/page.js'
import type { ElementView, GuideView } from '../../model/portal.js'
import type { Columns } from './columns.js'
import { type ContactElement, findContact } from './elements.js'
import { outdatedIn } from './guide-law.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import { isNamed, type UnitPages } from './unit-pages.js'

/** Elements of a guide (条例 art. 12), in the contract's order. */
export const GUIDE_ELEMENTS: readonly ContactElement[] = [
  'name',
  'address',
  'hours',
  'phone',
  'fax',
  'internet',
]

const GUIDE_TITLE = /(?:信息|政务)公开(?:工作)?指南|^公开指南|^指南$/
/** What only the text of a guide says. */
const GUIDE_WORDS = [
  /编制本(?:《?.{0,12}指南|指南)|本指南/,
  /公开(?:的)?(?:范围|形式|方式|时限)|获取(?:政府)?信息|获取方式/,
  /编排体系|信息(?:的)?分类/,
  /受理(?:机构|部门|时间)|工作机构/,
  /依申请公开|提出申请|申请表|申请人/,
  /监督(?:方式|渠道|投诉)|行政复议/,
]
/** Text shorter than this beside pictures or files is only their caption. */
const CAPTION = 160
const MAX_BELOW = 40

/** A page that may be the guide, with how much of one it is. */
interface Reading {
  readonly page: SitePage
  readonly facts: PageFacts
  readonly elements: readonly ElementView[]
  readonly score: number
}

function elementsOf(page: SitePage, facts: PageFacts): ElementView[] {
  return GUIDE_ELEMENTS.map((element) => {
    const quote = findContact(facts.text, element) ?? (element === 'internet' ? internetLink(facts) : null)
    return { element, found: quote === null ? null : { url: page.record.url, quote } }
  })
}

/** An online form or an address to write to, linked from the text itself. */
function internetLink(facts: PageFacts): string | null {
  const link = facts.links.find(
    (one) =>
      one.region === 'content' &&
      !one.hidden &&
      (/^mailto:/i.test(one.raw) || /在线申请|网上申请|依申请公开|申请公开|在线提交/.test(one.text)),
  )
  return link === undefined ? null : link.text || link.raw.slice(0, 80)
}

function readingOf(page: SitePage): Reading | null {
  if (!isRead(page.record) || page.facts === null) return null
  const elements = elementsOf(page, page.facts)
  const text = page.facts.text
  const words = GUIDE_WORDS.filter((word) => word.test(text)).length
  const found = elements.filter((one) => one.found !== null).length
  return { page, facts: page.facts, elements, score: words * 2 + found }
}

/** A guide tells how to get information: two of its usual parts, or one and two ways to reach the office. */
function isGuide(reading: Reading): boolean {
  const words = Math.floor((reading.score - reading.elements.filter((one) => one.found).length) / 2)
  const found = reading.elements.filter((one) => one.found !== null).length
  return words >= 2 || (words >= 1 && found >= 2) || found >= 4
}

/** Nothing but a picture or a file carries the content. */
function isUnreadable(facts: PageFacts): boolean {
  const carried = facts.images > 0 || facts.attachments.some(({ name }) => !/申请表|流程/.test(name))
  return carried && facts.textLength < CAPTION
}

/** Pages one level below a guide column: entries of its list and links of its text that speak of the unit or of a guide. */
function below(page: SitePage, pages: UnitPages, foreign: boolean): SitePage[] {
  const facts = page.facts
  if (facts === null) return []
  const entries = [
    ...facts.items.map((item) => ({ url: item.url, title: item.title })),
    ...facts.links
      .filter((link) => link.region === 'content' && !link.hidden)
      .map((link) => ({ url: link.target, title: link.text })),
  ]
  const found = new Map<string, SitePage>()
  for (const { url, title } of entries) {
    if (url === null || found.size >= MAX_BELOW) continue
    const named = isNamed(pages, title)
    if (!named && (foreign || !GUIDE_TITLE.test(title.replace(/\s+/g, '')))) continue
    const next = pages.index.find(url)
    if (next !== undefined && next !== page) found.set(next.key, next)
  }
  return [...found.values()]
}

/** Everything that may be the unit's guide: its columns and pages, and what stands for it in the places. */
function candidatesFor(pages: UnitPages, columns: Columns): SitePage[] {
  const found = new Map<string, SitePage>()
  const put = (page: SitePage | undefined) => {
    if (page !== undefined) found.set(page.key, page)
  }
  for (const column of columns.ofRole('guide')) {
    put(column.page)
    for (const list of column.reading.pages) {
      const listed = pages.index.find(list.url)
      if (listed) for (const page of below(listed, pages, false)) put(page)
    }
  }
  for (const page of pages.pages) {
    const title = page.facts?.title ?? page.facts?.heading ?? ''
    if (page.facts?.kind === 'guide' || GUIDE_TITLE.test(title.replace(/\s+/g, ''))) put(page)
  }
  for (const page of pages.placePages('guide')) {
    for (const next of below(page, pages, true)) put(next)
    if (isNamed(pages, page.facts?.title ?? null, page.facts?.source ?? null)) put(page)
  }
  // The navigation's own guide one hop outside the scope counts when it speaks of the unit.
  for (const page of pages.index.pages) {
    if (page.record.via !== 'hop' || page.owner === pages.unit.id) continue
    const facts = page.facts
    const titled =
      facts?.kind === 'guide' || GUIDE_TITLE.test((facts?.title ?? facts?.heading ?? '').replace(/\s+/g, ''))
    if (facts && titled && isNamed(pages, facts.title, facts.source, facts.text.slice(0, 400))) put(page)
  }
  return [...found.values()]
}

function union(readings: readonly Reading[]): ElementView[] {
  return GUIDE_ELEMENTS.map((element, n) => ({
    element,
    found:
      readings.map((reading) => reading.elements[n]?.found ?? null).find((found) => found !== null) ?? null,
  }))
}

/** Columns of the guide that cannot be read at all: off the site, a file, blocked, left unrendered. */
function unreadColumn(columns: Columns): string | null {
  const column = columns
    .ofRole('guide')
    .find(({ view }) => view.form === 'external' || view.read === 'unrendered' || view.read === 'blocked')
  return column?.view.url ?? null
}

/** Finds and reads the unit's guide. */
export function guideOf(pages: UnitPages, columns: Columns): GuideView {
  const candidates = candidatesFor(pages, columns)
  const readings = candidates.map(readingOf).filter((reading) => reading !== null)
  const guides = readings
    .filter(isGuide)
    .sort((a, b) => b.score - a.score || (b.facts.published ?? '').localeCompare(a.facts.published ?? ''))
  const expectedAt = [
    ...new Set([
      ...columns.ofRole('guide').map((column) => column.view.url),
      ...readings.map((reading) => reading.page.record.url),
      ...pages.placeUrls('guide'),
      pages.unit.portal,
    ]),
  ].slice(0, 20)
  const best = guides[0]
  if (best !== undefined) {
    // A department's own entry below a common introduction completes it; older editions do not outdate the newest.
    const elements = union([best, ...guides.filter((guide) => guide !== best)])
    const complete = elements.filter((one) => one.found !== null).length
    const file = best.facts.attachments.some(({ name }) => /指南/.test(name)) && complete < 4
    const pictured = isUnreadable(best.facts)
    return {
      url: best.page.record.url,
      elements,
      unreadable: file || pictured,
      outdated: outdatedIn(newest(guides).facts.text),
      expectedAt,
    }
  }
  const none = GUIDE_ELEMENTS.map((element) => ({ element, found: null }))
  const picture = readings.find((reading) => isUnreadable(reading.facts))
  const url = picture?.page.record.url ?? unreadColumn(columns) ?? guideFile(pages, columns)
  return { url, elements: none, unreadable: url !== null, outdated: [], expectedAt }
}

/** The edition in force: the newest by date, else the fullest. */
function newest(guides: readonly Reading[]): Reading {
  const dated = guides.filter((guide) => guide.facts.published !== null)
  return dated.length === guides.length
    ? dated.reduce((a, b) => ((b.facts.published ?? '') > (a.facts.published ?? '') ? b : a))
    : (guides[0] as Reading)
}

/** A guide that is only a file: linked under its name from the unit's lists or columns. */
function guideFile(pages: UnitPages, columns: Columns): string | null {
  for (const column of columns.ofRole('guide')) {
    const item = column.reading.items.find(({ url, title }) => url !== null && /指南/.test(title))
    if (item?.url) return item.url
  }
  for (const page of pages.pages) {
    const file = page.facts?.attachments.find(({ name }) => GUIDE_TITLE.test(name.replace(/\s+/g, '')))
    if (file) return file.url
  }
  return null
}
