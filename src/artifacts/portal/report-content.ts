/** Gives the annual reports what their pages and documents say. */
import type { FileFacts } from '../../model/file.js'
import type { PageFacts, ReportParts } from '../../model/page.js'
import type { ReportsView, ReportView } from '../../model/portal.js'
import type { ReportContent } from '../../model/portal-pages.js'
import { missingSections } from '../../model/report-prose.js'
import { isCut, isPaged } from './annex.js'
import { yearOf } from './report-title.js'
import type { UnitPages } from './unit-pages.js'
import { wantedFiles } from './wanted-files.js'

const NOTHING: ReportParts = { tables: [], prose: '' }
const MAX_FILES = 6

function joined(parts: readonly ReportParts[]): ReportParts {
  return {
    tables: parts.flatMap(({ tables }) => tables),
    prose: parts
      .map(({ prose }) => prose)
      .filter((prose) => prose !== '')
      .join('\n'),
  }
}

/** What a document gives a report; a text that is none of the standard kind is still its prose. */
function partsOf(facts: FileFacts): ReportParts {
  return facts.report ?? { tables: [], prose: facts.text }
}

/** True when the text of a page is the whole report, so that files beside it are copies. */
function isWhole(parts: ReportParts): boolean {
  return missingSections(parts.prose)?.length === 0 && parts.tables.length > 0
}

/** A report that is a document itself. */
function fileContent(url: string, facts: FileFacts): ReportContent {
  if (facts.standing !== 'read')
    return { parts: NOTHING, images: 0, files: 0, cut: false, from: [url], unread: facts.standing }
  return { parts: partsOf(facts), images: facts.images, files: 0, cut: facts.cut, from: [url] }
}

/** Documents on the report's page that may hold it: not those that say that they are another year's. */
function attachedTo(facts: PageFacts, year: number): string[] {
  return wantedFiles(facts)
    .filter(({ use, name }) => use === 'report' && (yearOf(name) ?? year) === year)
    .map(({ url }) => url)
    .slice(0, MAX_FILES)
}

/** A report on a page, completed by the documents attached to it. */
function pageContent(report: ReportView, facts: PageFacts, pages: UnitPages): ReportContent | null {
  const own = facts.report ?? NOTHING
  const attached = attachedTo(facts, report.year)
  if (!facts.report && attached.length === 0) return null
  const cut = isCut(facts) || isPaged(facts)
  const files = facts.attachments.length
  if (isWhole(own) || attached.length === 0) return { parts: own, images: facts.images, files, cut }
  const documents = attached.map((url) => ({ url, facts: pages.index.file(url)?.facts ?? null }))
  const read = documents.flatMap(({ url, facts: file }) =>
    file?.standing === 'read' && (yearOf(file.title ?? '') ?? report.year) === report.year
      ? [{ url, file }]
      : [],
  )
  const unread = documents.find(({ facts: file }) => file !== null && file.standing !== 'read')?.facts
    ?.standing
  const parts = joined([own, ...read.map(({ file }) => partsOf(file))])
  return {
    parts,
    images: facts.images + read.reduce((sum, { file }) => sum + file.images, 0),
    files: documents.length - read.length,
    cut: cut || read.some(({ file }) => file.cut),
    ...(read.length > 0 ? { from: read.map(({ url }) => url) } : {}),
    ...(unread && unread !== 'read' && missingSections(parts.prose) === null ? { unread } : {}),
  }
}

function contentOf(report: ReportView, pages: UnitPages): ReportContent | null {
  const file = pages.index.file(report.url)
  if (file?.facts) return fileContent(file.url, file.facts)
  const facts = pages.index.find(report.url)?.facts
  if (!facts || facts.blocked !== null || facts.needsScript) return null
  return pageContent(report, facts, pages)
}

/** The reports with text and tables, where their pages or documents were read. */
export function withContent(reports: ReportsView, pages: UnitPages): ReportsView {
  return {
    ...reports,
    reports: reports.reports.map((report) => {
      const content = contentOf(report, pages)
      return content === null ? report : { ...report, content }
    }),
  }
}
