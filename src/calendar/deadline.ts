/** Deadlines in working days: the day by which something is due. */
import { addDays, type PlainDate } from '../model/date.js'
import type { WorkCalendar } from './calendar.js'

/** More working days than that nobody is given; a bound on the walk. */
const MOST = 1_000

/**
 * The last day in time when `days` working days are given from `from` on: that day itself does not count. Null where the
 * calendar does not cover the years, or where more than 1,000 days are asked for.
 */
export function deadlineAfter(calendar: WorkCalendar, from: PlainDate, days: number): PlainDate | null {
  if (days > MOST) return null
  let day: PlainDate | null = from
  for (let nth = 0; nth < days && day !== null; nth += 1) day = calendar.nextWorkday(addDays(day, 1))
  return day
}
