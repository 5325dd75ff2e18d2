/** Plain dates: calendar days without time or zone, written YYYY-MM-DD. */

/** A calendar day `YYYY-MM-DD` that exists. Compare with `<`: ISO order is date order. */
export type PlainDate = string

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** Milliseconds of the day's midnight UTC; NaN when the day does not exist. */
function toUtc(date: PlainDate): number {
  const parts = SHAPE.exec(date)
  if (!parts) return Number.NaN
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const ms = Date.UTC(year, month - 1, day)
  const back = new Date(ms)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms : Number.NaN
}

/** True for an existing day in the form YYYY-MM-DD; `2026-02-30` is not one. */
export function isPlainDate(text: string): text is PlainDate {
  return !Number.isNaN(toUtc(text))
}

/** The day `year-month-day`, or null when it does not exist. Months count from 1. */
export function plainDate(year: number, month: number, day: number): PlainDate | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isPlainDate(text) ? text : null
}

/** The day `days` after `date` (before, when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(toUtc(date) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((toUtc(to) - toUtc(from)) / DAY_MS)
}

/** Making a formatter is dear, and there are few time zones. */
const CALENDARS = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant (UTC milliseconds) in an IANA time zone. */
export function dayIn(timezone: string, instantMs: number): PlainDate {
  const known = CALENDARS.get(timezone)
  const days = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const calendar = known ?? new Intl.DateTimeFormat('en-CA', { timeZone: timezone, ...days })
  if (!known) CALENDARS.set(timezone, calendar)
  return calendar.format(new Date(instantMs))
}
