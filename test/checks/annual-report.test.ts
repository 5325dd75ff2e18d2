/** annual-report: due dates by law and calendar, what is missing and what came late. */
import { annualReport } from '../../checks/annual-report.js'
import type { ReportView } from '../../src/model/portal.js'
import { contentCases } from './annual-report-content.js'
import { artifacts, at, CUT, column, document, PORTAL, report } from './artifacts.js'
import { checkTable } from './tester.js'

const { unit } = artifacts()
const columns = [column('公开年报', 'nb/', { role: 'annual-report' })]
const reports = (...list: ReportView[]) => ({
  reports: list,
  column: at('nb/'),
  expectedAt: [at('gk/')],
  undatable: [] as string[],
})
const missing = (year: number, due: string | null, doubt: Record<string, string | string[]> = {}) => ({
  code: 'annual-report-missing' as const,
  subject: String(year),
  url: at('nb/'),
  where: ['首页', '公开年报'],
  facts: { year, due, ...doubt },
  at: { pages: [at('nb/'), PORTAL, at('gk/')], region: { kind: 'page' as const } },
})
const late = (year: number, published: string, due: string | null, doubt: Record<string, string> = {}) => ({
  code: 'annual-report-late' as const,
  subject: String(year),
  occurredOn: published,
  url: at(`nb/${year}.html`),
  where: ['首页', '公开年报', `${year}年政府信息公开工作年度报告`],
  facts: { year, published, due, ...doubt },
  at: { pages: [at(`nb/${year}.html`)], region: { kind: 'text' as const, text: published } },
})
/** Twelve documents stamped with one day, formed on twelve days. */
const stamped = Array.from({ length: 12 }, (_, n) =>
  document(`旧${n}`, `2019-${String(n + 1).padStart(2, '0')}-08`, '2022-05-20'),
)

checkTable(annualReport, {
  clean: [
    ...contentCases.clean,
    { name: 'in time', seen: { columns }, examined: ['2025'] },
    { name: 'on the due date', seen: { reports: reports(report(2025, '2026-01-31')) }, examined: ['2025'] },
    { name: 'not due yet', seen: { reports: reports() }, at: '2026-01-31', examined: [] },
    {
      name: 'a district has until 31 March',
      seen: { unit: { ...unit, kind: 'district', reportDue: '03-31' }, reports: reports() },
      at: '2026-03-31',
      examined: [],
    },
    {
      name: 'before the law of 2019 everybody had until 31 March',
      seen: { reports: reports(report(2017, '2018-03-30'), report(2018, '2019-03-31')) },
      at: '2019-03-31',
      examined: ['2017', '2018'],
    },
    {
      name: 'the report on 2018 fell due before the new law',
      seen: { reports: reports(report(2018, '2019-03-31')) },
      at: '2019-12-31',
      examined: ['2018'],
    },
    {
      name: 'there without a date',
      seen: { reports: reports(report(2025, null)) },
      examined: ['2025'],
    },
    {
      name: 'the first of two copies counts',
      seen: {
        reports: reports(report(2025, '2026-05-01'), report(2025, '2026-01-15', { url: at('nb/2025.pdf') })),
      },
      examined: ['2025'],
    },
    {
      name: 'a copy without a date may have been the first',
      seen: { reports: reports(report(2025, '2026-05-01'), report(2025, null, { url: at('nb/2025.pdf') })) },
      examined: ['2025'],
    },
    {
      name: 'late only after the assessment date',
      seen: { reports: reports(report(2025, '2026-05-01')) },
      at: '2026-04-30',
      examined: ['2025'],
    },
    {
      name: 'of a year without the duty',
      seen: { reports: reports(report(2007, '2009-01-01'), report(2025, '2026-01-20')) },
      examined: ['2025'],
    },
    {
      name: 'the kind is unclear, in time for every kind',
      seen: { unit: { ...unit, kind: null, reportDue: null }, reports: reports(report(2025, '2026-01-31')) },
      examined: ['2025'],
    },
  ],
  problem: [
    ...contentCases.problem,
    {
      name: 'missing after the due date and its weekend',
      seen: { columns, reports: reports(report(2024, '2025-01-20')) },
      at: '2026-02-03',
      findings: [missing(2025, '2026-01-31')],
      examined: ['2024', '2025'],
    },
    {
      name: 'missing without any column for it',
      seen: { reports: { reports: [], column: null, expectedAt: [at('gk/')], undatable: [] } },
      findings: [
        {
          ...missing(2025, '2026-01-31'),
          url: PORTAL,
          where: [],
          at: { pages: [PORTAL, at('gk/')], region: { kind: 'page' } },
        },
      ],
      examined: ['2025'],
    },
    {
      name: 'missing under the old law',
      seen: { columns, reports: reports() },
      at: '2018-04-03',
      findings: [missing(2017, '2018-03-31')],
      examined: ['2017'],
    },
    {
      name: 'late, last year and years ago, under either law',
      seen: {
        columns,
        reports: reports(
          report(2017, '2018-04-02'),
          report(2022, '2023-02-01'),
          report(2024, '2025-03-15'),
          report(2025, '2026-01-20'),
        ),
      },
      findings: [
        late(2017, '2018-04-02', '2018-03-31', { why: 'holiday' }),
        late(2022, '2023-02-01', '2023-01-31'),
        late(2024, '2025-03-15', '2025-01-31'),
      ].map((finding) =>
        'why' in finding.facts ? { ...finding, verdict: 'cannot-tell' as const } : finding,
      ),
      examined: ['2017', '2022', '2024', '2025'],
    },
    {
      name: 'a renamed unit that published late published late',
      seen: {
        columns,
        unit: { ...unit, renamedOn: '2025-03-01' },
        reports: reports(report(2025, '2026-03-03')),
      },
      findings: [late(2025, '2026-03-03', '2026-01-31')],
      examined: ['2025'],
    },
    {
      name: 'far past its due date in a year without a calendar',
      seen: { columns, reports: reports(report(2026, '2027-02-15')) },
      at: '2027-03-01',
      findings: [late(2026, '2027-02-15', '2027-01-31')],
      examined: ['2026'],
    },
  ],
  cannotTell: [
    ...contentCases.cannotTell,
    {
      name: 'missing on the Sunday and the first working day after a due Saturday',
      seen: { columns, reports: reports() },
      at: '2026-02-02',
      findings: [{ ...missing(2025, '2026-01-31', { why: 'holiday' }), verdict: 'cannot-tell' }],
      examined: ['2025'],
    },
    {
      name: 'late on the first working day after a due holiday',
      seen: { columns, reports: reports(report(2024, '2025-02-05'), report(2025, '2026-01-20')) },
      findings: [{ ...late(2024, '2025-02-05', '2025-01-31', { why: 'holiday' }), verdict: 'cannot-tell' }],
      examined: ['2024', '2025'],
    },
    {
      name: 'a few days past its due date in a year without a calendar',
      seen: { columns, reports: reports(report(2026, '2027-02-14')) },
      at: '2027-03-01',
      findings: [
        {
          ...late(2026, '2027-02-14', '2027-01-31', { why: 'calendar', cause: 'calendar' }),
          verdict: 'cannot-tell',
        },
      ],
      examined: ['2026'],
    },
    {
      name: 'the unit was merged last year',
      seen: { columns, unit: { ...unit, renamedOn: '2025-03-01' }, reports: reports() },
      findings: [{ ...missing(2025, '2026-01-31', { why: 'renamed' }), verdict: 'cannot-tell' }],
      examined: ['2025'],
    },
    {
      name: 'a list names it without an address',
      seen: { columns, reports: { ...reports(), listed: [2025] } },
      findings: [{ ...missing(2025, '2026-01-31', { why: 'listed' }), verdict: 'cannot-tell' }],
      examined: ['2025'],
    },
    {
      name: 'a report of an unknown year is there',
      seen: { columns, reports: { ...reports(), undatable: [at('nb/x.pdf')] } },
      findings: [{ ...missing(2025, '2026-01-31', { why: 'undatable' }), verdict: 'cannot-tell' }],
      examined: ['2025'],
    },
    {
      name: 'not everything was read',
      seen: { columns, reports: reports(), coverage: CUT },
      findings: [
        {
          ...missing(2025, '2026-01-31', { why: 'coverage', gaps: ['blocked', 'limit'] }),
          verdict: 'cannot-tell',
        },
      ],
      examined: ['2025'],
    },
    {
      name: 'the kind of the unit is unclear',
      seen: {
        columns,
        unit: { ...unit, kind: null, reportDue: null },
        reports: reports(report(2024, '2025-03-20')),
      },
      findings: [
        { ...late(2024, '2025-03-20', null, { why: 'kind' }), verdict: 'cannot-tell' },
        { ...missing(2025, null, { why: 'kind' }), verdict: 'cannot-tell' },
      ],
      examined: ['2024', '2025'],
    },
    {
      name: 'several years’ reports bear the day of a migration, one that of many documents',
      seen: {
        columns,
        documents: stamped,
        reports: reports(
          report(2015, '2020-06-01'),
          report(2016, '2020-06-01'),
          report(2020, '2022-05-20'),
          report(2025, '2026-01-20'),
        ),
      },
      findings: [
        late(2015, '2020-06-01', '2016-03-31', { why: 'migration' }),
        late(2016, '2020-06-01', '2017-03-31', { why: 'migration' }),
        late(2020, '2022-05-20', '2021-01-31', { why: 'migration' }),
      ].map((finding) => ({ ...finding, verdict: 'cannot-tell' as const })),
      examined: ['2015', '2016', '2020', '2025'],
    },
  ],
})
