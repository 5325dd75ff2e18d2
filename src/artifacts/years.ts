/** The year of a date that is written without one: from the entry's address or its neighbours, never from the clock. */
import { type PlainDate, plainDate } from '../model/date.js'
import type { DateMark } from './dates.js'

/** Calendar day that a URL carries: t20200903_1.html, /2020/9/3/, /20200903/; null when it names only a month or none. */
export function dateInUrl(url: string): PlainDate | null {
  const path = pathOf(url)
  const trs =
    /\/t((?:19|20)\d{2})(\d{2})(\d{2})_/.exec(path) ??
    /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})\//.exec(path)
  const packed = trs ?? /\/((?:19|20)\d{2})(\d{2})(\d{2})\//.exec(path)
  return packed === null ? null : plainDate(Number(packed[1]), Number(packed[2]), Number(packed[3]))
}

function pathOf(url: string): string {
  const cut = url.indexOf('?')
  return url.slice(0, cut < 0 ? Math.min(url.length, 2000) : Math.min(cut, 2000))
}

/** Year and month that a URL carries: /202009/, /2020/9/ or a whole date; null when none. */
export function monthInUrl(url: string): { year: number; month: number } | null {
  const whole = dateInUrl(url)
  if (whole !== null) return { year: Number(whole.slice(0, 4)), month: Number(whole.slice(5, 7)) }
  const found =
    /\/((?:19|20)\d{2})\/?(0[1-9]|1[0-2])\//.exec(pathOf(url)) ??
    /\/((?:19|20)\d{2})\/([1-9])\//.exec(pathOf(url))
  return found === null ? null : { year: Number(found[1]), month: Number(found[2]) }
}

/** A dated list entry before its year is settled. */
export interface LooseDate {
  readonly date: PlainDate | null
  readonly monthDay: DateMark['monthDay']
  readonly url: string | null
}

/**
 * Dates of a list. A date without year takes it from the entry's own URL, else from the list's order where the dated
 * neighbours on both sides leave one year only; else it stays null (contract §6: never from the clock).
 */
export function settleYears(entries: readonly LooseDate[]): (PlainDate | null)[] {
  const settled = entries.map((entry) => entry.date ?? fromUrl(entry))
  const falling = order(settled)
  if (falling === 0) return settled
  const before = carried(settled)
  const after = carried([...settled].reverse()).reverse()
  return settled.map((date, i) => date ?? between(entries[i], before[i] ?? null, after[i] ?? null, falling))
}

/** The last known date up to each place. */
function carried(dates: readonly (PlainDate | null)[]): (PlainDate | null)[] {
  let last: PlainDate | null = null
  return dates.map((date) => {
    last = date ?? last
    return last
  })
}

function fromUrl(entry: LooseDate): PlainDate | null {
  if (entry.monthDay === null || entry.url === null) return null
  const hint = monthInUrl(entry.url)
  if (hint === null) return null
  const { month, day } = entry.monthDay
  // Shown days lag or lead the URL's by weeks at most: over New Year the years differ.
  const shift = month - hint.month
  const year = shift > 6 ? hint.year - 1 : shift < -6 ? hint.year + 1 : hint.year
  return plainDate(year, month, day)
}

/** 1: newest first, -1: oldest first, 0: no order or fewer than two known dates. */
function order(dates: readonly (PlainDate | null)[]): number {
  const known = dates.filter((date): date is PlainDate => date !== null)
  if (known.length < 2) return 0
  let falls = 0
  let rises = 0
  for (let i = 1; i < known.length; i++) {
    const [a, b] = [known[i - 1] ?? '', known[i] ?? '']
    if (a > b) falls++
    else if (a < b) rises++
  }
  if (falls > 0 && rises > 0) return 0
  return rises > 0 ? -1 : 1
}

function between(
  entry: LooseDate | undefined,
  before: PlainDate | null,
  after: PlainDate | null,
  falling: number,
): PlainDate | null {
  if (entry?.monthDay == null || before === null || after === null) return null
  const [low, high] = falling > 0 ? [after, before] : [before, after]
  const fits: PlainDate[] = []
  for (let year = Number(low.slice(0, 4)); year <= Number(high.slice(0, 4)) && fits.length < 2; year++) {
    const day = plainDate(year, entry.monthDay.month, entry.monthDay.day)
    if (day !== null && day >= low && day <= high) fits.push(day)
  }
  return fits.length === 1 ? (fits[0] ?? null) : null
}
