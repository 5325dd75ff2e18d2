/** Chinese dates in every form portals write them in, and years of dates that are written without one. */
import { describe, expect, it } from 'vitest'
import { findDates, readDate } from '../../src/artifacts/dates.js'
import { dateInUrl, settleYears } from '../../src/artifacts/years.js'

const J = '\u0001'

describe('readDate', () => {
  it.each([
    ['2026-1-5', '2026-01-05'],
    ['2026-01-05 09:30:00', '2026-01-05'],
    ['2026-01-05-10:20:00', '2026-01-05'],
    ['2026/01/05', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['2026年01月05日 10时', '2026-01-05'],
    ['2026 年 1 月 5 日', '2026-01-05'],
    ['二〇二六年一月五日', '2026-01-05'],
    ['二○一八年四月十九日', '2018-04-19'],
    ['二零二五年十二月三十一日', '2025-12-31'],
    ['二O二六年一月五日', '2026-01-05'],
    ['二Ｏ二六年一月五日', '2026-01-05'],
    ['二０二六年一月五日', '2026-01-05'],
    ['二◯二六年一月五日', '2026-01-05'],
    ['二 〇 二 六 年 一 月 五 日', '2026-01-05'],
    [`二〇二六年${J}十二月${J}卅一日`, '2026-12-31'],
    ['２０２６年１月５日', '2026-01-05'],
    ['２０２６－０１－０５', '2026-01-05'],
    ['2026—01—05', '2026-01-05'],
    ['2026．1．5', '2026-01-05'],
    ['2026／1／5', '2026-01-05'],
    ['2024—2026', null],
    ['2026—1．5', null],
    ['（2026-01-05）', '2026-01-05'],
    ['[2026-01-05]', '2026-01-05'],
    [`2026${J}-${J}01${J}-${J}05`, '2026-01-05'],
    [`05${J}2026-01`, '2026-01-05'],
    [`2026${J}01-05`, '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['2026-02-30', null],
    ['2026-13-01', null],
    ['电话 0577-2026-0105', null],
    ['192.168.1.20', null],
    ['2026-1', null],
    ['', null],
  ])('%s', (text, date) => {
    expect(readDate(text)).toBe(date)
  })
})

describe('findDates', () => {
  it('tells a date of its own from one in a sentence', () => {
    const marks = findDates(`关于2026年3月1日停水的公告${J}[2026-02-27]`)
    expect(marks.map(({ date, alone }) => ({ date, alone }))).toEqual([
      { date: '2026-03-01', alone: false },
      { date: '2026-02-27', alone: true },
    ])
  })

  it('reads the label in the piece or in the element before', () => {
    expect(findDates('截止日期：2026-03-01')[0]?.label).toBe('截止日期')
    expect(findDates(`时间：${J}2026-03-01`)[0]?.label).toBe('时间')
    expect(findDates('2026-03-01')[0]?.label).toBe('')
  })

  it('keeps month and day of a date without a year', () => {
    expect(findDates('01-05')[0]).toMatchObject({ date: null, monthDay: { month: 1, day: 5 }, alone: true })
  })
})

describe('dateInUrl', () => {
  it.each([
    ['http://a/b/202009/t20200903_2748784.html', '2020-09-03'],
    ['http://a/art/2020/2/6/art_1_2.html', '2020-02-06'],
    ['http://a/20200906/x.html', '2020-09-06'],
    ['http://a/202009/x.html', null],
    ['http://a/t20209903_1.html', null],
  ])('%s', (url, date) => {
    expect(dateInUrl(url)).toBe(date)
  })
})

describe('settleYears', () => {
  const md = (month: number, day: number, url: string | null = null) => ({
    date: null,
    monthDay: { month, day },
    url,
  })
  const full = (date: string) => ({ date, monthDay: null, url: null })

  it('takes the year from the entry’s own address', () => {
    expect(settleYears([md(1, 5, 'http://a/202601/x.html'), md(9, 28, 'http://a/2025/9/28/x.html')])).toEqual(
      ['2026-01-05', '2025-09-28'],
    )
  })

  it('minds New Year between the day shown and the address', () => {
    expect(settleYears([md(12, 30, 'http://a/202601/x.html')])).toEqual(['2025-12-30'])
  })

  it('takes the year from dated neighbours when only one fits', () => {
    expect(settleYears([full('2026-02-01'), md(1, 5), full('2025-12-20')])).toEqual([
      '2026-02-01',
      '2026-01-05',
      '2025-12-20',
    ])
  })

  it('stays without a year when neighbours leave a choice, are missing or unordered', () => {
    expect(settleYears([full('2026-02-01'), md(1, 5), full('2024-12-20')])[1]).toBeNull()
    expect(settleYears([md(1, 5), full('2025-12-20')])[0]).toBeNull()
    expect(settleYears([full('2026-02-01'), md(1, 5), full('2025-12-20'), full('2026-03-01')])[1]).toBeNull()
    expect(settleYears([md(9, 28), md(8, 20)])).toEqual([null, null])
  })
})
