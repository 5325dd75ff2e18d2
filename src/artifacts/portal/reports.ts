/** The unit's annual disclosure reports, from its portal and from the places. */
import type { PlainDate } from '../../model/date.js'
import { foldLabel } from '../../model/label.js'
import type { PageFacts } from '../../model/page.js'
import type { ReportsView, ReportView } from '../../model/portal.js'
import { columnKey } from './address-key.js'
import { mayBeRenamed } from './bodies.js'
import type { Columns } from './columns.js'
import { listPagesOf } from './list-pages.js'
import { isReportTitle, nameInReport, whoseReport, yearOf } from './report-title.js'
import type { SitePage } from './site-index.js'
import { isBeside, isNamed, type UnitPages } from './unit-pages.js'

/** A title that may be a report's, where it leads, and what is known of it there. */
interface Sighted {
  readonly title: string
  readonly url: string
  readonly date: PlainDate | null
  readonly source: string | null
  /** The page that it stands on. */
  readonly on: string
  /** It stands in a column of annual reports. */
  readonly inColumn: boolean
  /** It stands in a place of many units: only a name makes it this unit's. */
  readonly inPlace: boolean
}

/** Entries and named links of one page. */
function sightedOn(page: SitePage, inColumn: boolean, inPlace: boolean): Sighted[] {
  const facts = page.facts
  if (facts === null) return []
  const on = page.record.url
  const found: Sighted[] = facts.items.flatMap((item) =>
    item.url === null
      ? []
      : [{ title: item.title, url: item.url, date: item.date, source: item.source, on, inColumn, inPlace }],
  )
  const known = new Set(found.map((one) => one.url))
  const own = { date: null, source: null, on, inColumn, inPlace }
  if (facts.kind !== 'article') {
    for (const link of facts.links) {
      if (link.target === null || link.hidden || link.role === 'image' || known.has(link.target)) continue
      if (link.region === 'frame' && !inColumn) continue
      if (isReportTitle(link.text, inColumn)) found.push({ title: link.text, url: link.target, ...own })
    }
  }
  const title = facts.title ?? facts.heading ?? ''
  if (facts.items.length === 0 && (facts.kind === 'annual-report' || facts.kind === 'article')) {
    found.push({ ...own, title, url: page.record.url, date: facts.published, source: facts.source })
  }
  return found
}

/** Every title of the unit's pages and the places that may be a report's. */
function sightings(pages: UnitPages, columns: Columns): Sighted[] {
  const inColumn = new Set<SitePage>()
  for (const { reading, view } of columns.all) {
    if (view.role !== 'annual-report' && !view.path.some((name) => isReportTitle(name, false))) continue
    for (const record of reading.pages) {
      const page = pages.index.find(record.url)
      if (page) inColumn.add(page)
    }
  }
  const places = new Set(pages.placePages('annual-report'))
  // The navigation's own list one hop outside the scope counts where it names the unit.
  for (const { url } of columns.ofRole('annual-report').map(({ view }) => view)) {
    const page = pages.index.find(url)
    if (page === undefined || !isBeside(page, pages)) continue
    for (const list of listPagesOf(page.record, pages.index.records).pages) {
      const listed = pages.index.find(list.url)
      if (listed) places.add(listed)
    }
  }
  const mayBe = (one: Sighted): boolean => {
    if (isReportTitle(one.title, one.inColumn)) return true
    if (!one.inColumn) return false
    // A list of departments by name: the article behind says that it is the report.
    const title = pages.index.find(one.url)?.facts?.title ?? null
    return title !== null ? isReportTitle(title, false) : one.inPlace && isNamed(pages, one.title)
  }
  const own = pages.pages.flatMap((page) =>
    places.has(page) ? [] : sightedOn(page, inColumn.has(page), false).filter(mayBe),
  )
  return [...own, ...[...places].flatMap((page) => sightedOn(page, true, true).filter(mayBe))]
}

/** The first day that list or article show: what was public on it was published. */
function earliest(...dates: readonly (PlainDate | null | undefined)[]): PlainDate | null {
  return dates.reduce<PlainDate | null>(
    (min, date) => (date && (min === null || date < min) ? date : min),
    null,
  )
}

/** Whether a sighting is the unit's own report, told by title, source and article. */
function isOwn(one: Sighted, article: SitePage | undefined, pages: UnitPages): boolean {
  const source = one.source ?? article?.facts?.source ?? null
  if (one.inPlace)
    return (
      isNamed(pages, one.title, one.source, article?.facts?.title ?? null, source) ||
      whoseReport(one.title, source, pages) === 'own'
    )
  return whoseReport(one.title, source, pages) !== 'other'
}

/** A year that the title leaves out may stand in the article's own title or its first lines. */
function yearFor(one: Sighted, article: SitePage | undefined): number | null {
  const facts = article?.facts
  const lead = facts ? /(20\d\d)年度?[^。]{0,30}(?:年度报告|年报)/.exec(facts.text.slice(0, 300)) : null
  return yearOf(one.title) ?? (facts?.title ? yearOf(facts.title) : null) ?? (lead ? Number(lead[1]) : null)
}

/** The report behind a sighting, with the first day that list or article show. */
function reportFrom(one: Sighted, article: SitePage | undefined, year: number): ReportView {
  const published = earliest(one.date, article?.facts?.published)
  const report = { year, url: one.url, title: one.title, published }
  return published !== null && published !== article?.facts?.published
    ? { ...report, datedOn: one.on }
    : report
}

/** A page under the report's own whole title, whose entries are of all kinds: an article beside a block of others. */
function isBesideOthers({ items, title, heading }: PageFacts, one: Sighted): boolean {
  const reports = items.filter((item) => isReportTitle(item.title, true)).length
  const named = [title, heading].some(
    (name) =>
      name !== null &&
      isReportTitle(name, false) &&
      yearOf(name) !== null &&
      foldLabel(name).includes(foldLabel(one.title)),
  )
  return named && reports * 2 <= items.length
}

/** A sighting that leads back to a column or a list is no report itself. */
function leadsToReport(one: Sighted, article: SitePage | undefined, columns: Columns): boolean {
  if (article?.facts?.items.length) return isBesideOthers(article.facts, one)
  const column = columns.byUrl(one.url)?.view
  return column === undefined || (column.form === 'single' && yearOf(one.title) !== null)
}

/** The year of the unit's own report whose title leads to a list that no menu knows: the start page, say, for what was moved. */
function strayYear(one: Sighted, article: SitePage | undefined, pages: UnitPages, columns: Columns) {
  if (!article?.facts?.items.length || columns.byUrl(one.url)?.view.inMenu || !isOwn(one, undefined, pages))
    return null
  return yearOf(one.title)
}

/** Years of the unit's own reports that its lists name without an address. */
function unledYears(pages: UnitPages, columns: Columns): Set<number> {
  const years = new Set<number>()
  for (const { reading, view } of columns.all)
    for (const { url, title, source } of reading.items) {
      if (url !== null || !isReportTitle(title, view.role === 'annual-report')) continue
      const year = yearOf(title)
      if (year !== null && whoseReport(title, source, pages) !== 'other') years.add(year)
    }
  return years
}

/** Collects the unit's reports, one per year: the copy published first. */
export function reportsOf(pages: UnitPages, columns: Columns): ReportsView {
  const byYear = new Map<number, ReportView>()
  const undatable = new Set<string>()
  const doubtful = new Set<number>()
  const listed = unledYears(pages, columns)
  for (const one of sightings(pages, columns)) {
    const article = pages.index.find(one.url)
    if (!leadsToReport(one, article, columns)) {
      const stray = strayYear(one, article, pages, columns)
      if (stray !== null) listed.add(stray)
      continue
    }
    const year = yearFor(one, article)
    if (!isOwn(one, article, pages)) {
      const alone = !one.inPlace && pages.index.site.units.length === 1
      if (alone && year !== null && mayBeRenamed(nameInReport(one.title), pages)) doubtful.add(year)
      continue
    }
    if (year === null) {
      undatable.add(one.url)
      continue
    }
    const sighted = reportFrom(one, article, year)
    const known = byYear.get(year)
    const title = one.title.length >= (known?.title.length ?? 0) ? one.title : (known?.title ?? one.title)
    if (known === undefined) byYear.set(year, sighted)
    else {
      const first =
        sighted.published !== null && (known.published === null || sighted.published < known.published)
      if (columnKey(known.url) === columnKey(one.url))
        byYear.set(year, { ...(first ? { ...sighted, url: known.url } : known), title })
      else if (first) byYear.set(year, sighted)
    }
  }
  const dated = new Set([...byYear.values()].map((report) => report.url))
  const own = columns.ofRole('annual-report')
  return {
    reports: [...byYear.values()].sort((a, b) => b.year - a.year),
    column: own[0]?.view.url ?? null,
    expectedAt: [
      ...new Set([
        ...own.map(({ view }) => view.url),
        ...pages.placeUrls('annual-report'),
        pages.unit.portal,
      ]),
    ].slice(0, 20),
    ...(doubtful.size === 0 ? {} : { doubtful: [...doubtful].sort((a, b) => b - a) }),
    ...(listed.size === 0 ? {} : { listed: [...listed].sort((a, b) => b - a) }),
    undatable: [...undatable].filter((url) => !dated.has(url)),
  }
}
