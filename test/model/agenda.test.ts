/** The assessment calendar: what is near, what is late, and by how many working days. */
import { describe, expect, it } from 'vitest'
import { stateCouncilCalendar } from '../../src/calendar/state-council.js'
import { type AgendaItem, agendaOn, type Duty } from '../../src/model/agenda.js'
import { firstDayOf, lastDayOf } from '../../src/model/bucket.js'

const calendar = stateCouncilCalendar()
const between = (from: string, to: string) => calendar.workdaysBetween(from, to)
const duty = (due: string): Duty => ({ kind: 'dispute', subject: 'D-1', unit: null, due, count: 1 })
const only = (due: string, today: string): Pick<AgendaItem, 'state' | 'workingDays'>[] =>
  agendaOn([duty(due)], today, between).map(({ state, workingDays }) => ({ state, workingDays }))

describe('a duty', () => {
  it.each([
    // 1–5 May 2026 are days off, 9 May is worked.
    ['2026-05-11', '2026-04-28', 'ahead', 7],
    ['2026-05-08', '2026-05-05', 'soon', 3],
    ['2026-05-08', '2026-05-08', 'soon', 0],
    ['2026-05-08', '2026-05-09', 'late', -1],
    ['2026-05-09', '2026-05-10', 'late', 0],
    ['2026-04-30', '2026-05-06', 'late', -1],
  ])('due on %s is on %s %s, %s working days', (due, today, state, workingDays) => {
    expect(only(due, today)).toEqual([{ state, workingDays }])
  })

  it('is told in plain days where no calendar covers the year, and not at all long before', () => {
    expect(only('2099-05-08', '2099-05-06')).toEqual([{ state: 'soon', workingDays: null }])
    expect(only('2099-05-08', '2099-05-01')).toEqual([{ state: 'ahead', workingDays: null }])
    expect(only('2026-12-31', '2026-05-01')).toEqual([])
  })

  it('stands in the order of the days, whatever order it comes in', () => {
    const days = ['2026-05-20', '2026-05-01', '2026-05-12']
    expect(agendaOn(days.map(duty), '2026-05-10', between).map(({ due }) => due)).toEqual([...days].sort())
  })
})

describe('a part of the year', () => {
  it.each([
    ['M02', '2024-02-01', '2024-02-29'],
    ['M12', '2024-12-01', '2024-12-31'],
    ['Q2', '2024-04-01', '2024-06-30'],
    ['Y', '2024-01-01', '2024-12-31'],
  ])('%s is from %s to %s', (bucket, first, last) => {
    expect([firstDayOf('2024', bucket), lastDayOf('2024', bucket)]).toEqual([first, last])
  })
})
