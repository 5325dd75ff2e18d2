/** The working-day calendar: against a second opinion, against known counts, outside its years, with a file. */
import { isWorkday as secondOpinion } from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCalendarExtension } from '../../src/calendar/extension.js'
import { HOLIDAY_YEARS } from '../../src/calendar/holidays.js'
import { stateCouncilCalendar } from '../../src/calendar/state-council.js'
import { render } from '../../src/messages/catalogue.js'
import { addDays } from '../../src/model/date.js'
import { UserFault } from '../../src/model/error.js'

const calendar = stateCouncilCalendar()

function everyDay(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

describe('the table of 2004–2026', () => {
  it('agrees with chinese-days on every day', () => {
    // The library reads local date parts of a UTC parse: right only east of Greenwich or in UTC.
    expect(process.env.TZ).toBe('UTC')
    const days = everyDay('2004-01-01', '2026-12-31')
    expect(days).toHaveLength(8401)
    expect(days.filter((day) => calendar.isWorkday(day) !== secondOpinion(day))).toEqual([])
  })

  it('names one source per year, without gaps', () => {
    expect(HOLIDAY_YEARS.map(({ year }) => year)).toEqual(calendar.years)
    expect(calendar.years).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
    expect(calendar.sourceOf(2025)).toBe(
      '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
    )
    expect(calendar.sourceOf(2027)).toBeNull()
  })

  it.each<[string, boolean | null, string]>([
    ['2020-01-31', false, 'extended Spring Festival'],
    ['2020-02-01', false, 'make-up Saturday revoked by the extension'],
    ['2020-02-03', true, 'back at work'],
    ['2015-09-03', false, 'victory day'],
    ['2015-09-06', true, 'make-up Sunday for it'],
    ['2019-05-03', false, 'May holiday as changed'],
    ['2026-02-14', true, 'make-up Saturday'],
    ['2026-02-30', null, 'no such day'],
    ['2003-12-31', null, 'before the table'],
    ['2027-01-04', null, 'after the table'],
  ])('%s works: %s (%s)', (day, works) => {
    expect(calendar.isWorkday(day)).toBe(works)
  })
})

describe('counting', () => {
  it.each<[string, string, number | null, string]>([
    ['2025-01-15', '2025-02-18', 20, 'in time to the day'],
    ['2025-01-15', '2025-02-19', 21, 'late by one'],
    ['2025-01-15', '2025-01-15', 0, 'same day'],
    ['2025-02-19', '2025-01-15', 0, 'backwards'],
    ['2024-12-31', '2025-01-02', 1, 'across a year'],
    ['2023-12-29', '2025-01-02', 252, 'over a whole year'],
    ['2003-12-31', '2004-01-02', 1, 'only the days counted need a year'],
    ['2003-12-30', '2004-01-02', null, 'a day before the table counts'],
    ['2026-12-31', '2027-01-04', null, 'after the table'],
  ])('%s to %s: %s (%s)', (from, to, expected) => {
    expect(calendar.workdaysBetween(from, to)).toBe(expected)
  })

  it.each([
    ['2026-01-31', '2026-02-02'],
    ['2026-02-14', '2026-02-14'],
    ['2026-02-15', '2026-02-24'],
    ['2020-01-24', '2020-02-03'],
    ['2027-01-01', null],
    ['not-a-day', null],
  ])('next working day on or after %s: %s', (day, expected) => {
    expect(calendar.nextWorkday(day)).toBe(expected)
  })

  it('equals counting day by day, and adds up', () => {
    const day = fc.integer({ min: 0, max: 8400 }).map((n) => addDays('2004-01-01', n))
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 800 }), (from, length) => {
        const to = addDays(from, length)
        fc.pre(to <= '2026-12-31')
        const counted = everyDay(addDays(from, 1), to).filter((one) => calendar.isWorkday(one)).length
        expect(calendar.workdaysBetween(from, to)).toBe(counted)
      }),
      { numRuns: 200 },
    )
  })
})

describe('further years from a file', () => {
  const file = {
    years: [
      {
        year: 2027,
        source: '国务院办公厅关于2027年部分节假日安排的通知',
        off: ['2027-01-01', { from: '2027-02-05', to: '2027-02-11' }],
        work: ['2027-01-30', '2026-12-26'],
      },
    ],
  }

  it('adds the year, and days that its notice moves into the year before', () => {
    const longer = stateCouncilCalendar(parseCalendarExtension(file, 'calendar.yaml'))
    expect(longer.years.at(-1)).toBe(2027)
    expect(longer.sourceOf(2027)).toBe('国务院办公厅关于2027年部分节假日安排的通知')
    expect(
      ['2026-12-26', '2027-01-01', '2027-01-02', '2027-01-04', '2027-01-30', '2027-02-08'].map((day) =>
        longer.isWorkday(day),
      ),
    ).toEqual([true, false, false, true, true, false])
    expect(longer.workdaysBetween('2026-12-31', '2027-01-04')).toBe(1)
    expect(calendar.isWorkday('2026-12-26')).toBe(false)
  })

  it('amends a year that the table holds and keeps both sources', () => {
    const amended = stateCouncilCalendar({
      years: [{ year: 2026, source: '更正', off: ['2026-11-20'], work: [] }],
    })
    expect(amended.isWorkday('2026-11-20')).toBe(false)
    expect(amended.isWorkday('2026-10-01')).toBe(false)
    expect(amended.sourceOf(2026)).toBe(
      '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）；更正',
    )
  })

  it.each([
    ['no years', { years: [] }, 'years'],
    ['not an object', 7, 'years'],
    ['unknown key', { years: [{ ...file.years[0], holidays: [] }] }, 'years.0'],
    ['no such day', { years: [{ ...file.years[0], off: ['2027-02-30'] }] }, 'years.0.off.0'],
    [
      'backwards',
      { years: [{ ...file.years[0], off: [{ from: '2027-02-02', to: '2027-02-01' }] }] },
      'years.0.off.0',
    ],
    [
      'a century',
      { years: [{ ...file.years[0], off: [{ from: '2027-01-01', to: '2126-12-31' }] }] },
      'years.0.off.0',
    ],
    ['off and worked', { years: [{ ...file.years[0], work: ['2027-01-01'] }] }, 'years.0.work.0'],
    ['another year', { years: [{ ...file.years[0], work: ['2029-01-01'] }] }, 'years.0'],
  ])('refuses %s and names the place', (_, value, where) => {
    let thrown: unknown
    try {
      parseCalendarExtension(value, 'calendar.yaml')
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(UserFault)
    const fault = thrown as UserFault
    expect([fault.key, fault.facts.file, fault.facts.where, fault.exitStatus]).toEqual([
      'calendar.extension-invalid',
      'calendar.yaml',
      where,
      2,
    ])
    expect(render(fault.key, fault.facts, 'zh-CN')).toContain(`calendar.yaml 的 ${where}`)
  })
})
