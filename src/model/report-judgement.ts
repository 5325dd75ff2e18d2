/** What is wrong inside annual reports: sections missing, numbers that contradict each other, words of another year. */
import type { PlainDate } from './date.js'
import { byText, type FindingDraft, findingOf, pathTo } from './draft.js'
import type { Facts, Finding } from './finding.js'
import type { ColumnView, ReportView, UnitView } from './portal.js'
import type { ReportContent } from './portal-pages.js'
import { missingSections, proseShingles, sharedPassages, similarity } from './report-prose.js'
import {
  type Applications,
  applicationMismatches,
  applicationsIn,
  carriedMismatch,
  disputeMismatches,
  type Mismatch,
  quotedMismatch,
  readDisputes,
} from './report-tables.js'

/** The first year whose report has the format of 国办公开办函〔2021〕30号. */
const FORMAT_SINCE = 2021
/** From here on two texts are one with another year on it; from the lower bound on a person should compare them. */
const SAME_PERCENT = 85
const ALIKE_PERCENT = 70
/** Of a text with fewer runs of characters than these more must be the same. */
const SHORT_TEXT = 296
const SAME_PERCENT_OF_SHORT = 95
const SECTIONS = [1, 2, 3, 4, 5, 6]

type Read = ReportView & { readonly content: ReportContent }

/** What is judged by. */
export interface Seen {
  readonly unit: UnitView
  readonly columns: readonly ColumnView[]
  readonly reports: readonly ReportView[]
}

/** Subjects judged, and what is wrong with them. */
export interface Judged {
  readonly examined: readonly string[]
  readonly findings: readonly Finding[]
}

/** Pages and documents that a report was read from. */
function sourcesOf(report: ReportView): readonly string[] {
  return report.content?.from ?? []
}

function drafted(
  report: Read,
  seen: Seen,
  code: FindingDraft['code'],
  subject: string,
  given: { readonly facts: Facts; readonly why: string | null; readonly pages?: readonly string[] },
): Finding {
  const { facts, why, pages } = given
  return findingOf({
    code,
    verdict: why === null ? 'problem' : 'cannot-tell',
    subject,
    url: report.url,
    where: [...pathTo(report.url, 'annual-report', seen.columns), report.title],
    facts: { year: report.year, ...facts, ...(why === null ? {} : { why }) },
    pages: [...new Set([...(pages ?? [report.url]), ...sourcesOf(report)])],
  })
}

/** Words of the standard tables that are a section whatever stands above them. */
const TABLE_OF: Readonly<Record<number, RegExp>> = {
  2: /制发件数|处理决定数量/,
  3: /本年新收/,
  4: /尚未审结|结果维持/,
}

function holdsTableOf(section: number, tables: ReportContent['parts']['tables']): boolean {
  const words = TABLE_OF[section]
  return words !== undefined && tables.some((grid) => words.test(grid.flat().join('').replace(/\s/g, '')))
}

/** Less prose than this beside pictures is no report: the pictures are. */
const CAPTION = 200

function judgeSections(report: Read, seen: Seen): Judged {
  const { parts, cut, files, images } = report.content
  const missing = missingSections(parts.prose)?.filter((section) => !holdsTableOf(section, parts.tables))
  if (missing === undefined) return { examined: [], findings: [] }
  const why = cut ? 'cut' : files > 0 ? 'file' : images > 0 ? 'pictures' : null
  return {
    examined: SECTIONS.map((section) => `${report.year}/${section}`),
    findings: missing.map((section) =>
      drafted(report, seen, 'annual-report-incomplete', `${report.year}/${section}`, {
        facts: { section },
        why,
      }),
    ),
  }
}

const first = <T>(found: readonly (T | null)[]): T | null => found.find((one) => one !== null) ?? null

function applicationsOf(report: ReportView | undefined): Applications | null {
  return report?.content ? applicationsIn(report.content.parts.tables) : null
}

function judgeTables(report: Read, before: ReportView | undefined, seen: Seen): Judged {
  const { parts, images, unread: closed } = report.content
  const applications = applicationsOf(report)
  const disputes = first(parts.tables.map(readDisputes))
  const told = (identity: string, facts: Facts, why: string | null, pages?: readonly string[]) =>
    drafted(report, seen, 'annual-report-inconsistent', `${report.year}/${identity}`, {
      facts: { identity, ...facts },
      why,
      ...(pages ? { pages } : {}),
    })
  const unread = applications === null && (parts.tables.length > 0 || images > 0)
  const pictured = images > 0 && parts.prose.length < CAPTION
  const missing = missingSections(parts.prose)
  const isLeftOut = missing?.includes(3) === true && images === 0 && !holdsTableOf(3, parts.tables)
  const why = closed ?? (unread && (pictured || missing !== null) && !isLeftOut ? 'tables' : null)
  if (why !== null)
    return {
      examined: [`${report.year}/applications-balance`],
      findings: [told('applications-balance', {}, why)],
    }
  const earlier = applicationsOf(before)
  const found = [
    ...(applications ? applicationMismatches(applications) : []),
    ...(applications ? [quotedMismatch(parts.prose, report.year, applications)] : []),
    ...(disputes ? disputeMismatches(disputes) : []),
  ].filter((one) => one !== null)
  const carried = applications && earlier ? carriedMismatch(applications, earlier) : null
  const merged = seen.unit.renamedOn !== null && Number(seen.unit.renamedOn.slice(0, 4)) >= report.year - 1
  const whyOf = ({ identity, doubtful }: Mismatch) =>
    doubtful ? 'blank' : identity === 'carried-over' && merged ? 'renamed' : null
  const examined = [
    ...(applications
      ? ['applications-balance', 'applications-results', 'applicants-total', 'text-applications']
      : []),
    ...(applications && earlier ? ['carried-over'] : []),
    ...(disputes ? ['review-total', 'lawsuit-total', 'lawsuit-after-review-total'] : []),
  ]
  return {
    examined: examined.map((identity) => `${report.year}/${identity}`),
    findings: [...found, ...(carried ? [carried] : [])].map((one) =>
      told(
        one.identity,
        { left: one.left, right: one.right, at: one.at },
        whyOf(one),
        one === carried && before ? [report.url, before.url, ...sourcesOf(before)] : undefined,
      ),
    ),
  }
}

/** Each year against every earlier one; told is the earlier year that it is most like. */
function judgeLikeness(reports: readonly Read[], seen: Seen): Judged {
  const read = reports.flatMap((report) => {
    const shingles = proseShingles(report.content.parts.prose)
    return shingles ? [{ report, shingles, prose: report.content.parts.prose }] : []
  })
  const examined: string[] = []
  const findings = read.flatMap(({ report, shingles, prose }, i) => {
    const alike = read.slice(0, i).flatMap((other) => {
      if (other.report.url === report.url || other.report.year === report.year) return []
      examined.push(`${report.year}~${other.report.year}`)
      const isShort = Math.min(shingles.size, other.shingles.size) < SHORT_TEXT
      const same = isShort ? SAME_PERCENT_OF_SHORT : SAME_PERCENT
      return [
        { other: other.report, shared: other.shingles, percent: similarity(shingles, other.shingles), same },
      ]
    })
    const [most] = alike.sort((a, b) => b.percent - a.percent || b.other.year - a.other.year)
    if (!most || most.percent < ALIKE_PERCENT) return []
    const { other, percent, shared, same } = most
    const passages = sharedPassages(prose, shared)
    return [
      drafted(report, seen, 'annual-report-duplicate', `${report.year}~${other.year}`, {
        facts: { otherYear: other.year, similarity: percent, passages },
        why: percent < same ? 'similar' : null,
        pages: [report.url, other.url, ...sourcesOf(other)],
      }),
    ]
  })
  return { examined, findings }
}

/** Judges the content of every report that could be read and was published by the day `at`; one a year, the copy that came first. */
export function judgeReportContents(seen: Seen, at: PlainDate): Judged {
  const byYear = new Map<number, Read>()
  const inOrder = [...seen.reports].sort(
    (a, b) => a.year - b.year || byText(a.published ?? '9', b.published ?? '9') || byText(a.url, b.url),
  )
  for (const report of inOrder)
    if (report.content && (report.published ?? '') <= at && !byYear.has(report.year))
      byYear.set(report.year, { ...report, content: report.content })
  const read = [...byYear.values()]
  const current = read.filter(({ year }) => year >= FORMAT_SINCE)
  const judged = [
    ...current.map((report) => judgeSections(report, seen)),
    ...current.map((report) => judgeTables(report, byYear.get(report.year - 1), seen)),
    judgeLikeness(read, seen),
  ]
  return { examined: judged.flatMap((one) => one.examined), findings: judged.flatMap((one) => one.findings) }
}
