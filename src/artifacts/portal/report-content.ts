/** Gives the annual reports what their pages say. */
import type { ReportsView } from '../../model/portal.js'
import { isCut, isPaged } from './annex.js'
import type { UnitPages } from './unit-pages.js'

/** The reports with text and tables, where their pages were read. */
export function withContent(reports: ReportsView, pages: UnitPages): ReportsView {
  return {
    ...reports,
    reports: reports.reports.map((report) => {
      const facts = pages.index.find(report.url)?.facts
      if (!facts?.report || facts.blocked !== null || facts.needsScript) return report
      return {
        ...report,
        content: {
          parts: facts.report,
          images: facts.images,
          files: facts.attachments.length,
          cut: isCut(facts) || isPaged(facts),
        },
      }
    }),
  }
}
