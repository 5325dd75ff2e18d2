/** The disclosure guide: which page or document it is, which elements it gives, whether it rests on repealed law. */
import type { PageFacts } from '../../model/page.js'
import type { GuideView } from '../../model/portal.js'
import type { Columns } from './columns.js'
import { outdatedIn } from './guide-law.js'
import { guideDocuments, partsOf } from './guide-parts.js'
import {
  fileReading,
  GUIDE_ELEMENTS,
  type GuideReading,
  guideWords,
  isGuide,
  joined,
  pageReading,
  union,
} from './guide-reading.js'
import { holdsSection } from './sections.js'
import type { SitePage } from './site-index.js'
import { isBeside, isNamed, livesOnCommonPages, type UnitPages } from './unit-pages.js'

const GUIDE_TITLE = /(?:信息|政务)公开(?:工作)?指南|^公开指南|^指南$/
/** The same as a heading within a page. */
const SECTION_TITLE =
  /^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])?(?:政府|政务)?信息公开(?:工作)?指南$/
/** Text shorter than this beside pictures or files is only their caption. */
const CAPTION = 160
const MAX_BELOW = 40

/** A page under the name of a guide. */
function isTitled(facts: PageFacts | null): boolean {
  const title = facts?.title ?? facts?.heading ?? ''
  return facts?.kind === 'guide' || GUIDE_TITLE.test(title.replace(/\s+/g, ''))
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
      const foreign = livesOnCommonPages(pages) && listed?.owner !== pages.unit.id
      if (listed) for (const page of below(listed, pages, foreign)) put(page)
    }
  }
  for (const page of pages.pages) if (isTitled(page.facts)) put(page)
  for (const page of pages.placePages('guide')) {
    for (const next of below(page, pages, true)) put(next)
    if (isNamed(pages, page.facts?.title ?? null, page.facts?.source ?? null)) put(page)
  }
  // The navigation's own guide one hop outside the scope counts when it speaks of the unit.
  for (const page of pages.index.pages) {
    if (!isBeside(page, pages)) continue
    const facts = page.facts
    if (facts && isTitled(facts) && isNamed(pages, facts.title, facts.source, facts.text.slice(0, 400)))
      put(page)
  }
  return [...found.values()]
}

/** Columns of the guide that cannot be read at all: off the site, a file, blocked, left unrendered. */
function unreadColumn(columns: Columns): string | null {
  const column = columns
    .ofRole('guide')
    .find(({ view }) => view.form === 'external' || view.read === 'unrendered' || view.read === 'blocked')
  return column?.view.url ?? null
}

/** Where the guide ought to stand. */
function expectedAt(pages: UnitPages, columns: Columns, readings: readonly GuideReading[]): string[] {
  return [
    ...new Set([
      ...columns.ofRole('guide').map((column) => column.view.url),
      ...readings.map(({ url }) => url),
      ...pages.placeUrls('guide'),
      pages.unit.portal,
    ]),
  ].slice(0, 20)
}

/** The guide where a text of one was read: the fullest page, completed by all that belongs to it. */
function readGuide(
  guides: readonly GuideReading[],
  pages: UnitPages,
  columns: Columns,
): Omit<GuideView, 'expectedAt'> {
  const [best] = guides as readonly [GuideReading, ...GuideReading[]]
  // A department's own entry below a common introduction completes it; older editions do not outdate the newest.
  const parts = partsOf(guides, pages, columns)
  const all = [...guides, ...parts.readings]
  const pictured = best.page?.facts ? isUnreadable(best.page.facts) : false
  return {
    url: best.url,
    elements: union(all),
    unreadable: parts.unread || pictured,
    outdated: outdatedIn(newest(guides).text),
    from: all.slice(1, 12).map(({ url }) => url),
  }
}

/** A page under the guide's name that says next to nothing itself: what it holds is a picture or a document. */
function shellOf(readings: readonly GuideReading[]): GuideReading | undefined {
  return readings.find(({ page }) => page?.facts && page.facts.items.length === 0 && isUnreadable(page.facts))
}

/** A page under the guide's own name that says too little of one alone, and leads on to its other parts. */
function partedGuide(
  readings: readonly GuideReading[],
  pages: UnitPages,
  columns: Columns,
): GuideReading | undefined {
  return readings.find((reading) => {
    if (!isTitled(reading.page?.facts ?? null) || guideWords(reading) === 0) return false
    const { readings: parts } = partsOf([reading], pages, columns)
    return parts.length > 0 && isGuide(joined([reading, ...parts]))
  })
}

/** The guide as a part of the one page that holds all of the disclosure. */
function sectionGuide(pages: UnitPages): GuideReading | undefined {
  const page = pages.pages.find(
    ({ facts }) => facts?.frameText.includes('指南') && holdsSection(facts, SECTION_TITLE),
  )
  const reading = page === undefined ? null : pageReading(page)
  return reading !== null && isGuide(reading) ? reading : undefined
}

/** Finds and reads the unit's guide. */
export function guideOf(pages: UnitPages, columns: Columns): GuideView {
  const readings = candidatesFor(pages, columns).flatMap((page) => pageReading(page) ?? [])
  const guides = readings
    .filter(isGuide)
    .sort((a, b) => b.score - a.score || (b.published ?? '').localeCompare(a.published ?? ''))
  const expected = expectedAt(pages, columns, readings)
  if (guides.length > 0) return { ...readGuide(guides, pages, columns), expectedAt: expected }
  const apart = partedGuide(readings, pages, columns) ?? sectionGuide(pages)
  if (apart) return { ...readGuide([apart], pages, columns), expectedAt: expected }
  // No page is one: it may be a document, alone or on a page that holds nothing else.
  const shell = shellOf(readings)
  const named = guideDocuments(pages, columns)
  const held = shell ? partsOf([shell], pages, columns) : { readings: [], unread: false }
  const documents = [...held.readings, ...named.flatMap((url) => fileReading(pages.index.file(url)) ?? [])]
    .filter(isGuide)
    .sort((a, b) => b.score - a.score)
  if (documents[0]) {
    const read = readGuide(documents, pages, columns)
    const inShell = shell !== undefined && held.readings.includes(documents[0])
    return {
      ...read,
      ...(inShell ? { url: shell.url, from: [documents[0].url, ...(read.from ?? [])] } : {}),
      unreadable: held.unread,
      expectedAt: expected,
    }
  }
  const none = GUIDE_ELEMENTS.map((element) => ({ element, found: null }))
  const url = shell?.url ?? unreadColumn(columns) ?? named[0] ?? null
  return { url, elements: none, unreadable: url !== null, outdated: [], expectedAt: expected }
}

/** The edition in force: the newest by date, else the fullest. */
function newest(guides: readonly GuideReading[]): GuideReading {
  const dated = guides.filter((guide) => guide.published !== null)
  return dated.length === guides.length
    ? dated.reduce((a, b) => ((b.published ?? '') > (a.published ?? '') ? b : a))
    : (guides[0] as GuideReading)
}
