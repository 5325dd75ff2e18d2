/** Annual reports on disclosure: is last year's there, was each in time, is each whole, consistent and its own year's? 政府信息公开工作年度报告 */
import { z } from 'zod'
import { defineCheck, type WorkCalendar } from '../src/check.js'
import { addDays, isPlainDate, type PlainDate } from '../src/model/date.js'
import { absence, byText, findingOf, inOrder, pathTo } from '../src/model/draft.js'
import type { Facts, Finding } from '../src/model/finding.js'
import { migrationDays } from '../src/model/migration.js'
import type { Artifacts, ReportView } from '../src/model/portal.js'
import { judgeReportContents } from '../src/model/report-judgement.js'
import type { Verdict } from '../src/model/vocabulary.js'

/** The regulation of 2007 made the first reports those on 2008. */
const FIRST_YEAR = 2008
/** Reports due up to this year fell under the regulation of 2007: 31 March for everybody (article 31). */
const LAST_YEAR_OF_OLD_LAW = 2019
const OLD_DUE = '03-31'
/** The earliest due date that any kind of unit has (article 49 of the regulation of 2019). */
const EARLIEST_DUE = '01-31'
/** No pause ever lasted longer: past it a due date is over whatever the calendar of that year says. */
const LONGEST_PAUSE_DAYS = 14

/** Day by which the report on `year` was due; null where the unit's kind leaves it open. */
function dueOf(year: number, reportDue: string | null): PlainDate | null {
  const dueYear = year + 1
  if (dueYear <= LAST_YEAR_OF_OLD_LAW) return `${dueYear}-${OLD_DUE}`
  return reportDue === null ? null : `${dueYear}-${reportDue}`
}

/** A due date on a day off may move to the next working day: up to then nobody can be blamed for sure. */
function graceOf(day: PlainDate, due: PlainDate, calendar: WorkCalendar): 'holiday' | 'calendar' | null {
  if (!isPlainDate(due)) return null
  const next = calendar.nextWorkday(due)
  if (next === null) return day <= addDays(due, LONGEST_PAUSE_DAYS) ? 'calendar' : null
  return day <= next ? 'holiday' : null
}

/** `why` of a doubt, with the cause that contract §5 names where the calendar is short. */
function doubt(why: string): { verdict: Verdict; facts: Facts } {
  return { verdict: 'cannot-tell', facts: why === 'calendar' ? { why, cause: 'calendar' } : { why } }
}

type Need = Pick<Artifacts, 'unit' | 'coverage' | 'columns' | 'reports' | 'documents'>

function missing(
  seen: Need,
  year: number,
  at: PlainDate,
  calendar: WorkCalendar,
): 'not-due' | 'there' | Finding {
  const { unit, coverage, columns, reports } = seen
  const due = dueOf(year, unit.reportDue)
  if (year < FIRST_YEAR || at <= (due ?? `${year + 1}-${EARLIEST_DUE}`)) return 'not-due'
  if (reports.reports.some((report) => report.year === year)) return 'there'
  const grace = due === null ? 'kind' : graceOf(at, due, calendar)
  const merged = unit.renamedOn !== null && Number(unit.renamedOn.slice(0, 4)) >= year
  const whose = reports.doubtful?.includes(year) ? 'whose' : null
  const undatable = reports.undatable.length > 0 ? 'undatable' : null
  const listed = reports.listed?.includes(year) ? 'listed' : null
  const why = grace ?? (merged ? 'renamed' : (listed ?? whose ?? undatable))
  const { verdict, facts } = why === null ? absence(coverage, ['annual-report']) : doubt(why)
  const column = reports.column
  return findingOf({
    code: 'annual-report-missing',
    verdict,
    subject: String(year),
    url: column ?? unit.portal,
    where: column === null ? [] : pathTo(column, 'annual-report', columns),
    facts: { year, due, ...facts },
    pages: [...(column === null ? [] : [column]), unit.portal, ...reports.expectedAt],
  })
}

/** The copy that came first counts; a copy without a date leaves open which that was. */
function firstOf(
  copies: readonly ReportView[],
): { report: ReportView; published: PlainDate } | 'undated' | null {
  const dated = copies.flatMap((report) =>
    report.published === null ? [] : [{ report, published: report.published }],
  )
  const [first] = dated.sort((a, b) => byText(a.published, b.published) || byText(a.report.url, b.report.url))
  if (!first) return null
  return dated.length < copies.length ? 'undated' : first
}

/** Publication dates that several years' reports share, or many documents: the stamp of a migration. */
function stampedDays(seen: Need): ReadonlySet<PlainDate> {
  const years = new Map<PlainDate, Set<number>>()
  for (const { year, published } of seen.reports.reports) {
    if (published === null) continue
    years.set(published, (years.get(published) ?? new Set()).add(year))
  }
  const shared = [...years].filter(([, sharing]) => sharing.size > 1).map(([day]) => day)
  return new Set([...shared, ...migrationDays(seen.documents)])
}

function late(
  seen: Need,
  first: { report: ReportView; published: PlainDate },
  stamped: ReadonlySet<PlainDate>,
  calendar: WorkCalendar,
): Finding | null {
  const { report, published } = first
  const due = dueOf(report.year, seen.unit.reportDue)
  if (published <= (due ?? `${report.year + 1}-${EARLIEST_DUE}`)) return null
  const grace = due === null ? 'kind' : graceOf(published, due, calendar)
  const why = grace ?? (stamped.has(published) ? 'migration' : null)
  const { verdict, facts } = why === null ? { verdict: 'problem' as const, facts: {} } : doubt(why)
  return findingOf({
    code: 'annual-report-late',
    verdict,
    subject: String(report.year),
    occurredOn: published,
    url: report.url,
    where: [...pathTo(report.url, 'annual-report', seen.columns), report.title],
    facts: { year: report.year, published, due, ...facts },
    pages: [report.url, ...(report.datedOn === undefined ? [] : [report.datedOn])],
    region: { kind: 'text', text: published },
  })
}

/** Last year's report by the assessment date, every report's publication date up to it, and what the reports say. */
export const annualReport = defineCheck({
  id: 'annual-report',
  version: 5,
  codes: [
    'annual-report-missing',
    'annual-report-late',
    'annual-report-incomplete',
    'annual-report-inconsistent',
    'annual-report-duplicate',
  ],
  needs: ['unit', 'coverage', 'columns', 'reports', 'documents'],
  params: z.object({}),
  run(seen, { at, calendar }) {
    const examined = new Set<string>()
    const findings: Finding[] = []
    const lastYear = Number(at.slice(0, 4)) - 1
    const judged = missing(seen, lastYear, at, calendar)
    if (judged !== 'not-due') examined.add(String(lastYear))
    if (typeof judged !== 'string') findings.push(judged)

    const byYear = new Map<number, ReportView[]>()
    for (const report of seen.reports.reports) {
      const copies = byYear.get(report.year)
      if (copies) copies.push(report)
      else byYear.set(report.year, [report])
    }
    const stamped = stampedDays(seen)
    for (const [year, copies] of byYear) {
      const first = firstOf(copies)
      // An event after the assessment date has not happened yet.
      if (year < FIRST_YEAR || first === null || first === 'undated' || first.published > at) continue
      examined.add(String(year))
      const finding = late(seen, first, stamped, calendar)
      if (finding) findings.push(finding)
    }
    // Named one by one: a copy of all that was seen would have all of it worked out.
    const { unit, columns, reports } = seen
    const contents = judgeReportContents({ unit, columns, reports: reports.reports }, at)
    for (const subject of contents.examined) examined.add(subject)
    return { examined, findings: inOrder([...findings, ...contents.findings]) }
  },
})
