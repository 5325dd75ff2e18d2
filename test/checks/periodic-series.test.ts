/** periodic-series: periods owed against periods found. */
import { periodicSeries } from '../../checks/periodic-series.js'
import type { SeriesView } from '../../src/model/portal-duties.js'
import { at } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = at('tjyb/')
const series = (changes: Partial<SeriesView> = {}): SeriesView => ({
  name: '统计月报',
  url: URL_OF,
  where: ['首页', '统计月报'],
  every: 'month',
  dueDays: 15,
  from: '2026-08',
  exempt: [],
  periods: ['2026-08', '2026-09', '2026-10'],
  unplaced: 0,
  complete: true,
  holesOnly: false,
  lookAt: [URL_OF],
  askedBy: [],
  ...changes,
})
const gap = (period: string, due: string, why: string | null = null, every = 'month') => ({
  code: 'period-gap' as const,
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
  subject: period,
  url: URL_OF,
  where: ['首页', '统计月报'],
  facts: { period, column: '统计月报', every, due, ...(why === null ? {} : { why }) },
})
const owed = (...periods: string[]) => periods
const THREE = owed('2026-08', '2026-09', '2026-10')

const PRICES = series({
  name: '价格月报',
  url: at('jgyb/'),
  where: ['首页', '价格月报'],
  lookAt: [at('jgyb/')],
  periods: ['2026-08', '2026-10'],
})

checkTable(periodicSeries, {
  clean: [
    { name: 'every period is there', seen: { series: [series()] }, examined: THREE },
    {
      name: 'the newest is due on the day itself',
      seen: { series: [series({ periods: ['2026-08', '2026-09'] })] },
      at: '2026-11-15',
      examined: owed('2026-08', '2026-09'),
    },
    {
      name: 'an exempt period',
      seen: { series: [series({ periods: ['2026-08', '2026-10'], exempt: ['2026-09'] })] },
      examined: owed('2026-08', '2026-10'),
    },
    {
      name: 'a frequency alone says nothing of the newest',
      seen: {
        series: [series({ periods: ['2026-08', '2026-09'], from: null, dueDays: null, holesOnly: true })],
      },
      examined: owed('2026-08', '2026-09'),
    },
    {
      name: 'without a first period what is before the first one shown is not owed',
      seen: { series: [series({ periods: ['2026-09', '2026-10'], from: null })] },
      examined: owed('2026-09', '2026-10'),
    },
    { name: 'no series at all', seen: {}, examined: [] },
    {
      name: 'nothing found and no first period named',
      seen: { series: [series({ periods: [], from: null })] },
      examined: [],
    },
  ],
  problem: [
    {
      name: 'a hole between two periods',
      seen: { series: [series({ periods: ['2026-08', '2026-10'] })] },
      findings: [gap('2026-09', '2026-10-15')],
      examined: THREE,
    },
    {
      name: 'the newest is a day overdue',
      seen: { series: [series({ periods: ['2026-08', '2026-09'] })] },
      at: '2026-11-16',
      findings: [gap('2026-10', '2026-11-15')],
      examined: THREE,
    },
    {
      name: 'a hole under a frequency, overdue when the next period has ended',
      seen: {
        series: [series({ periods: ['2026-08', '2026-10'], from: null, dueDays: null, holesOnly: true })],
      },
      findings: [gap('2026-09', '2026-10-31')],
      examined: owed('2026-08', '2026-09'),
    },
    {
      name: 'a quarter, asked for by a rubric',
      seen: {
        series: [
          series({
            every: 'quarter',
            from: '2026-Q1',
            periods: ['2026-Q1', '2026-Q3'],
            askedBy: ['linzi-2021'],
          }),
        ],
      },
      findings: [{ ...gap('2026-Q2', '2026-07-15', null, 'quarter'), askedBy: ['linzi-2021'] }],
      examined: owed('2026-Q1', '2026-Q2', '2026-Q3'),
    },
    {
      name: 'a year; holes of more than three years ago are nobody’s any more',
      seen: {
        series: [
          series({ every: 'year', from: '2020', dueDays: 31, periods: ['2020', '2022', '2023', '2025'] }),
        ],
      },
      findings: [gap('2024', '2025-01-31', null, 'year')],
      examined: owed('2023', '2024', '2025'),
    },
    {
      name: 'two series lack the same month: one finding that names both',
      seen: {
        series: [series({ periods: ['2026-08', '2026-10'] }), PRICES],
      },
      findings: [
        {
          ...gap('2026-09', '2026-10-15'),
          url: at('jgyb/'),
          where: ['首页', '价格月报'],
          facts: { period: '2026-09', column: '价格月报、统计月报', every: 'month', due: '2026-10-15' },
          at: { pages: [at('jgyb/'), URL_OF], region: { kind: 'page' as const } },
        },
      ],
      examined: THREE,
    },
    {
      name: 'one series lacks the month for certain, another perhaps: the certain one is told',
      seen: {
        series: [series({ periods: ['2026-08', '2026-10'] }), { ...PRICES, unplaced: 1 }],
      },
      findings: [gap('2026-09', '2026-10-15')],
      examined: THREE,
    },
  ],
  cannotTell: [
    {
      name: 'an entry names no period',
      seen: { series: [series({ periods: ['2026-08', '2026-10'], unplaced: 1 })] },
      findings: [gap('2026-09', '2026-10-15', 'unplaced')],
      examined: THREE,
    },
    {
      name: 'the list was cut',
      seen: { series: [series({ periods: ['2026-08', '2026-10'], complete: false })] },
      findings: [gap('2026-09', '2026-10-15', 'incomplete')],
      examined: THREE,
    },
  ],
})
