/** The clock of applications for information (依申请公开答复时限): how many working days an answer took, and how many it may. */
import type { PlainDate } from '../model/date.js'
import type { WorkCalendar } from './calendar.js'

/** From this day on the regulation of 2019 (政府信息公开条例 第三十三条) is in force: 20 working days, and 20 more. */
const SINCE_2019 = '2019-05-15'

/** What the clock says. `late` null: the calendar does not cover the days, so nobody can tell. */
export interface ReplyClock {
  readonly limit: number
  readonly workingDays: number | null
  readonly late: boolean | null
}

/** Working days that the law gives for an answer to an application received on a day; before 2019-05-15 it was 15 and 15. */
function replyLimit(received: PlainDate, extended: boolean): number {
  const each = received >= SINCE_2019 ? 20 : 15
  return extended ? 2 * each : each
}

/**
 * The clock of one application: counted from the day after it was received, up to and including the day of the answer;
 * `asOf` stands in for the answer where there is none yet.
 */
export function replyClock(
  application: {
    readonly received: PlainDate
    readonly answered: PlainDate | null
    readonly extended: boolean
  },
  asOf: PlainDate,
  calendar: WorkCalendar,
): ReplyClock {
  const limit = replyLimit(application.received, application.extended)
  const workingDays = calendar.workdaysBetween(application.received, application.answered ?? asOf)
  return { limit, workingDays, late: workingDays === null ? null : workingDays > limit }
}
