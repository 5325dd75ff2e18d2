/** The State Council's working-day calendar: the table of holidays.ts, and an operator's further years. */
import type { PlainDate } from '../model/date.js'
import { addDays, isPlainDate } from '../model/date.js'
import type { WorkCalendar } from './calendar.js'
import { type CalendarExtension, daysOf } from './extension.js'
import { HOLIDAY_YEARS } from './holidays.js'

/** No run of days off is longer: bounds the search for the next working day. */
const LONGEST_PAUSE_DAYS = 40

/** One covered year. `before[n]` counts the working days among its first n days, so a range is one subtraction. */
interface CoveredYear {
  readonly before: Uint16Array
}

/** The calendar with where each year comes from. */
export interface StateCouncilCalendar extends WorkCalendar {
  /** Notices that arranged the year; null when it is not covered. */
  sourceOf(year: number): string | null
}

function spanned(year: number, text: string): PlainDate[] {
  return text.split(' ').flatMap((part) => {
    const [from = '', to = from] = part.split('..')
    return daysOf({ from: `${year}-${from}`, to: `${year}-${to}` })
  })
}

/** Whole days since the year's 1 January. */
function dayOfYear(day: PlainDate): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.round((Date.UTC(year, month - 1, date) - Date.UTC(year, 0, 1)) / 86_400_000)
}

function isWeekend(year: number, index: number): boolean {
  const weekday = new Date(Date.UTC(year, 0, 1 + index)).getUTCDay()
  return weekday === 0 || weekday === 6
}

function covered(year: number, changed: ReadonlyMap<PlainDate, boolean>): CoveredYear {
  const days = dayOfYear(`${year}-12-31`) + 1
  const before = new Uint16Array(days + 1)
  for (let index = 0; index < days; index++) {
    const day = addDays(`${year}-01-01`, index)
    const works = changed.get(day) ?? !isWeekend(year, index)
    before[index + 1] = (before[index] ?? 0) + (works ? 1 : 0)
  }
  return { before }
}

/** Day → does it work, from the table, then the operator's file over it; with each year's sources. */
function arrangements(extension: CalendarExtension | undefined): {
  changed: Map<PlainDate, boolean>
  sources: Map<number, string>
} {
  const changed = new Map<PlainDate, boolean>()
  const sources = new Map<number, string>()
  for (const { year, source, off, work } of HOLIDAY_YEARS) {
    sources.set(year, source)
    for (const day of spanned(year, off)) changed.set(day, false)
    for (const day of spanned(year, work)) changed.set(day, true)
  }
  for (const { year, source, off, work } of extension?.years ?? []) {
    const known = sources.get(year)
    sources.set(year, known ? `${known}；${source}` : source)
    for (const day of off.flatMap(daysOf)) changed.set(day, false)
    for (const day of work) changed.set(day, true)
  }
  return { changed, sources }
}

/**
 * The working days of 2004–2026 by the State Council's notices, and of the years that `extension` adds or amends.
 * Outside them every answer is null: an unknown year is never guessed from Monday to Friday.
 */
export function stateCouncilCalendar(extension?: CalendarExtension): StateCouncilCalendar {
  const { changed, sources } = arrangements(extension)
  const counted = new Map<number, CoveredYear>()
  /** A year's days are counted when somebody asks for them: most runs ask for one or two. */
  const yearly = (year: number): CoveredYear | undefined => {
    if (!sources.has(year)) return undefined
    const known = counted.get(year) ?? covered(year, changed)
    counted.set(year, known)
    return known
  }
  const yearOf = (day: PlainDate): number => Number(day.slice(0, 4))

  /** Working days of the day's year up to and including it. */
  const upTo = (day: PlainDate): number | null => yearly(yearOf(day))?.before[dayOfYear(day) + 1] ?? null

  const isWorkday = (day: PlainDate): boolean | null => {
    const year = isPlainDate(day) ? yearly(yearOf(day)) : undefined
    if (!year) return null
    const index = dayOfYear(day)
    return year.before[index + 1] !== year.before[index]
  }

  return {
    years: [...sources.keys()].sort((a, b) => a - b),
    sourceOf: (year) => sources.get(year) ?? null,
    isWorkday,
    workdaysBetween(from, to) {
      if (!isPlainDate(from) || !isPlainDate(to)) return null
      if (to <= from) return 0
      // The first day that counts is the one after `from`; its year, not that of `from`, must be known.
      const first = addDays(from, 1)
      const last = upTo(to)
      const start = upTo(first)
      if (last === null || start === null) return null
      let total = last - start + (isWorkday(first) ? 1 : 0)
      for (let year = yearOf(first); year < yearOf(to); year++) {
        const whole = yearly(year)
        if (!whole) return null
        total += whole.before.at(-1) ?? 0
      }
      return total
    },
    nextWorkday(day) {
      if (!isPlainDate(day)) return null
      let tried = day
      for (let step = 0; step <= LONGEST_PAUSE_DAYS; step++) {
        const works = isWorkday(tried)
        if (works === null) return null
        if (works) return tried
        tried = addDays(tried, 1)
      }
      return null
    },
  }
}
