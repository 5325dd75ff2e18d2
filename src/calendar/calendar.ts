/** Working days by the State Council's notices: the interface that judging uses. */
import type { PlainDate } from '../model/date.js'

/** A calendar of working days. Outside the years it covers it answers null and never guesses. */
export interface WorkCalendar {
  /** Years whose notices are known, ascending. */
  readonly years: readonly number[]
  /** True, false, or null when the year is not covered. */
  isWorkday(day: PlainDate): boolean | null
  /** Working days after `from` up to and including `to`; null when a year in between is not covered; 0 when to <= from. */
  workdaysBetween(from: PlainDate, to: PlainDate): number | null
  /** The first working day on or after `day`; null when not covered. */
  nextWorkday(day: PlainDate): PlainDate | null
}
