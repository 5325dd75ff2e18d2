/** Periods of series: read from titles, their ends, and runs of them. */
import { describe, expect, it } from 'vitest'
import { lastDayOf, periodOf, periodsBetween, periodsIn, stemOf } from '../../src/model/period.js'

describe('periods in titles', () => {
  it.each([
    ['2026年3月份经济运行情况', 'month', null, ['2026-03']],
    ['二〇二六年三月统计月报', 'month', null, ['2026-03']],
    ['2026年1-2月份经济运行情况', 'month', null, ['2026-01', '2026-02']],
    ['2026年1—9月主要指标', 'month', null, ['2026-09']],
    ['统计月报（2026.03）', 'month', null, ['2026-03']],
    ['11月份价格监测', 'month', '2026-01-08', ['2025-11']],
    ['11月份价格监测', 'month', '2026-12-08', ['2026-11']],
    ['11月份价格监测', 'month', null, []],
    ['2026年3月15日公示', 'month', null, []],
    ['关于校车的通知', 'month', '2026-03-01', []],
    ['2026年第一季度预算执行', 'quarter', null, ['2026-Q1']],
    ['2026年前三季度收支情况', 'quarter', null, ['2026-Q3']],
    ['2026年上半年收支情况', 'quarter', null, ['2026-Q2']],
    ['三季度信访情况', 'quarter', '2026-10-12', ['2026-Q3']],
    ['四季度信访情况', 'quarter', '2027-01-12', ['2026-Q4']],
    ['2026年上半年总结', 'half-year', null, ['2026-H1']],
    ['2026年下半年总结', 'half-year', null, ['2026-H2']],
    ['区教育局2026年部门预算', 'year', null, ['2026']],
    ['部门决算公开', 'year', '2026-09-01', []],
    ['2026年13月', 'month', null, []],
  ] as const)('%s by %s (dated %s)', (title, every, date, expected) => {
    expect(periodsIn(title, every, date)).toEqual(expected)
  })

  it.each([
    ['2026年3月份云溪区工业生产情况', '1—9月云溪区工业生产情况'],
    ['2026年第一季度预算执行情况', '2025年四季度预算执行情况'],
  ])('%s and %s are of one series', (one, other) => {
    expect(stemOf(one)).toBe(stemOf(other))
    expect(stemOf(one).length).toBeGreaterThan(3)
  })
})

describe('runs of periods', () => {
  it('end on the last day of the month, quarter, half-year and year', () => {
    expect(lastDayOf('month', '2028-02')).toBe('2028-02-29')
    expect(lastDayOf('month', '2026-12')).toBe('2026-12-31')
    expect(lastDayOf('quarter', '2026-Q3')).toBe('2026-09-30')
    expect(lastDayOf('half-year', '2026-H1')).toBe('2026-06-30')
    expect(lastDayOf('year', '2026')).toBe('2026-12-31')
  })

  it('cross the turn of the year and stop where they are no run', () => {
    expect(periodsBetween('month', '2025-11', '2026-02')).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ])
    expect(periodsBetween('quarter', '2025-Q4', '2026-Q1')).toEqual(['2025-Q4', '2026-Q1'])
    expect(periodsBetween('month', '2026-02', '2025-11')).toEqual([])
    expect(periodsBetween('month', '2026-Q1', '2026-02')).toEqual([])
  })

  it('hold each day in one period', () => {
    expect(
      ['month', 'quarter', 'half-year', 'year'].map((every) => periodOf(every as 'month', '2026-07-01')),
    ).toEqual(['2026-07', '2026-Q3', '2026-H2', '2026'])
  })
})
