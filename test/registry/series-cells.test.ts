/** 定期公开 in a column table: what offices write, and what comes back. */
import { describe, expect, it } from 'vitest'
import { cellsOfSeries, seriesOfCells } from '../../src/registry/series-cells.js'

const cells = (every: string, dueDays = '', firstPeriod = '', exemptPeriods = '') => ({
  every,
  dueDays,
  firstPeriod,
  exemptPeriods,
})

describe('cells of a series', () => {
  it.each([
    [cells('月'), { every: 'month' }],
    [cells('每月', '15', '2026年3月'), { every: 'month', dueDays: 15, from: '2026-03' }],
    [cells('按季度', '30', '2026年一季度'), { every: 'quarter', dueDays: 30, from: '2026-Q1' }],
    [cells('半年', '', '2026年上半年'), { every: 'half-year', from: '2026-H1' }],
    [cells('年度', '', '2026年', '2027、2028年'), { every: 'year', from: '2026', exempt: ['2027', '2028'] }],
    [
      cells('month', '', '2026-03', '2026-04,2026-05'),
      { every: 'month', from: '2026-03', exempt: ['2026-04', '2026-05'] },
    ],
    [cells('偶尔', '很久'), { every: '偶尔', dueDays: '很久' }],
    [cells('', '15'), null],
  ])('%j', (given, expected) => {
    expect(seriesOfCells(given)).toEqual(expected)
  })

  it('come back as they went out', () => {
    for (const series of [
      { every: 'month', dueDays: 15, from: '2026-03', exempt: ['2026-04', '2026-05'] },
      { every: 'half-year', from: '2026-H2' },
    ] as const)
      expect(
        seriesOfCells(cellsOfSeries({ ...series, exempt: [...('exempt' in series ? series.exempt : [])] })),
      ).toEqual(series)
    expect(cellsOfSeries(undefined)).toEqual(cells(''))
  })
})
