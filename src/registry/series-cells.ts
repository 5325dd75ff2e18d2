/** 定期公开 in a column table: how often, days after the period, first period, exempt periods; read from cells and written to them. */
import { PERIOD_SHAPE, type Series, type SeriesEvery } from '../model/duty.js'

/** The cells of a series, as written. */
export interface SeriesCells {
  readonly every: string
  readonly dueDays: string
  readonly firstPeriod: string
  readonly exemptPeriods: string
}

const EVERY: readonly (readonly [RegExp, SeriesEvery, string])[] = [
  [/^(?:month|(?:[按每]个?)?月度?(?:报|公开)?)$/i, 'month', '月'],
  [/^(?:quarter|(?:[按每]个?)?季度?(?:报|公开)?)$/i, 'quarter', '季'],
  [/^(?:half-year|(?:[按每]个?)?半年度?(?:报|公开)?)$/i, 'half-year', '半年'],
  [/^(?:year|(?:[按每]个?)?年度?(?:报|公开)?)$/i, 'year', '年'],
]

/** 2026年3月, 2026年一季度, 2026年上半年, 2026年 as `2026-03`, `2026-Q1`, `2026-H1`, `2026`; other words stay as they are. */
function periodText(text: string): string {
  if (PERIOD_SHAPE.test(text)) return text
  const [, year = '', rest = ''] = /^(\d{4})年?(.*)$/.exec(text.replace(/\s+/g, '')) ?? []
  const month = /^(\d{1,2})月$/.exec(rest)?.[1]
  const quarter = /^第?([一二三四1-4])季度?$/.exec(rest)?.[1]
  const half = /^([上下])半年$/.exec(rest)?.[1]
  if (year === '') return text
  if (rest === '' || rest === '度') return year
  if (month !== undefined) return `${year}-${month.padStart(2, '0')}`
  if (quarter !== undefined) return `${year}-Q${'一二三四'.indexOf(quarter) + 1 || quarter}`
  return half === undefined ? text : `${year}-H${half === '上' ? 1 : 2}`
}

/** What the cells say, for the schema to judge; null where no frequency is written. */
export function seriesOfCells(cells: SeriesCells): Record<string, unknown> | null {
  const { every, dueDays, firstPeriod, exemptPeriods } = cells
  if (every === '') return null
  const known = EVERY.find(([shape]) => shape.test(every))
  const exempt = exemptPeriods.split(/[、,，;；\s]+/).filter((one) => one !== '')
  return {
    every: known?.[1] ?? every,
    ...(dueDays === '' ? {} : { dueDays: /^\d{1,4}$/.test(dueDays) ? Number(dueDays) : dueDays }),
    ...(firstPeriod === '' ? {} : { from: periodText(firstPeriod) }),
    ...(exempt.length === 0 ? {} : { exempt: exempt.map(periodText) }),
  }
}

/** The cells of a series; all empty without one. */
export function cellsOfSeries(series: Series | undefined): SeriesCells {
  return {
    every: EVERY.find(([, every]) => every === series?.every)?.[2] ?? '',
    dueDays: series?.dueDays === undefined ? '' : String(series.dueDays),
    firstPeriod: series?.from ?? '',
    exemptPeriods: (series?.exempt ?? []).join('、'),
  }
}
