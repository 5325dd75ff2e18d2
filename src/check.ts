/** The check author's whole contract: a pure function from artifacts to what is wrong. */
import type { z } from 'zod'
import type { WorkCalendar } from './calendar/calendar.js'
import type { Code } from './model/code.js'
import type { PlainDate } from './model/date.js'
import type { Outcome } from './model/finding.js'
import type { Artifacts } from './model/portal.js'

export type { WorkCalendar } from './calendar/calendar.js'
export type { Finding, Metric, Outcome, Sighting } from './model/finding.js'
export type { Artifacts } from './model/portal.js'

/** All that a check is given beside the artifacts. */
export interface Given<Params> {
  readonly params: Params
  /** The assessment date: the only "today" there is. */
  readonly at: PlainDate
  readonly calendar: WorkCalendar
}

/** One check. 检查项 */
export interface Check<Need extends keyof Artifacts = keyof Artifacts, Params = unknown> {
  /** Noun phrase in kebab-case, equal to the file name. */
  readonly id: string
  /** Raised whenever the same artifacts could now give another outcome. */
  readonly version: number
  /** Every code that it can report; no other check reports them. */
  readonly codes: readonly Code[]
  readonly needs: readonly Need[]
  readonly params: z.ZodType<Params>
  /** Pure: no network, no file, no clock, no log, no idea of points. */
  run(seen: Readonly<Pick<Artifacts, Need>>, given: Given<Params>): Outcome
}

/** Gives a check its types; returns it unchanged. */
export function defineCheck<const Need extends keyof Artifacts, Params>(
  check: Check<Need, Params>,
): Check<Need, Params> {
  return check
}
