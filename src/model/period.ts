/** Periods of a series: reading them from titles, their ends, and the run of them between two. */
import { addDays, type PlainDate } from './date.js'
import type { SeriesEvery } from './duty.js'
import { hanDigits, hanNumber, NOUGHTS } from './numerals.js'

const two = (n: number): string => String(n).padStart(2, '0')
const PER_YEAR: Readonly<Record<SeriesEvery, number>> = { month: 12, quarter: 4, 'half-year': 2, year: 1 }

/** Name of the nth period (from 0) of a year. */
function nameOf(every: SeriesEvery, year: number, n: number): string {
  if (every === 'year') return String(year)
  if (every === 'month') return `${year}-${two(n + 1)}`
  return `${year}-${every === 'quarter' ? 'Q' : 'H'}${n + 1}`
}

/** Position of a period on one line of periods; null for a name of another kind. */
function indexOf(every: SeriesEvery, period: string): number | null {
  const parts = /^(\d{4})(?:-([QH]?)(\d{1,2}))?$/.exec(period)
  if (!parts) return null
  const kind = parts[3] === undefined ? 'year' : { Q: 'quarter', H: 'half-year', '': 'month' }[parts[2] ?? '']
  return kind === every ? Number(parts[1]) * PER_YEAR[every] + Number(parts[3] ?? 1) - 1 : null
}

/** Whether a name is one of this kind of periods. */
export function isPeriodOf(every: SeriesEvery, period: string): boolean {
  return indexOf(every, period) !== null
}

/** The last day of a period. */
export function lastDayOf(every: SeriesEvery, period: string): PlainDate {
  const next = (indexOf(every, period) ?? 0) + 1
  const months = 12 / PER_YEAR[every]
  const year = Math.floor(next / PER_YEAR[every])
  return addDays(`${year}-${two((next % PER_YEAR[every]) * months + 1)}-01`, -1)
}

/** Periods from one to another, both included; at most 600. */
export function periodsBetween(every: SeriesEvery, from: string, to: string): string[] {
  const [first, last] = [indexOf(every, from), indexOf(every, to)]
  if (first === null || last === null) return []
  const count = Math.min(600, last - first + 1)
  const per = PER_YEAR[every]
  return Array.from({ length: Math.max(0, count) }, (_, n) =>
    nameOf(every, Math.floor((first + n) / per), (first + n) % per),
  )
}

/** The period that a day lies in. */
export function periodOf(every: SeriesEvery, day: PlainDate): string {
  const month = Number(day.slice(5, 7)) - 1
  return nameOf(every, Number(day.slice(0, 4)), Math.floor((month * PER_YEAR[every]) / 12))
}

const number = (text: string): number => (/\d/.test(text) ? Number(text) : hanNumber(text))

const YEAR = /((?:19|20)\d\d)\s*(?:年|-|\.|\/|财年)?/
const HAN_YEAR = new RegExp(`([一二][${NOUGHTS}一二三四五六七八九]{3})年`)
const MONTH = '(\\d{1,2}|十[一二]?|[一二三四五六七八九])'
const MONTHS = new RegExp(`${MONTH}\\s*(?:月份?)?\\s*[-—–~～至到]{1,2}\\s*${MONTH}\\s*月`)
/** A day is no period: 3月15日. */
const ONE_MONTH = new RegExp(`(?<!第)${MONTH}\\s*月(?!刊|\\s*[\\d一二三四五六七八九十]{1,3}\\s*[日号])`)
const DIGIT_MONTH = /(?:19|20)\d\d\s*[-./]\s*(0?[1-9]|1[0-2])(?!\d|\s*[-./]\s*\d)/
const QUARTER = /第?\s*([一二三四1-4])\s*季度?|前\s*([二三2-3])\s*季度?|([1-4])\s*季度|[Qq]([1-4])/
const HALF = /(上|下)半年|半年/

/** Months (1–12) that a title speaks of last, with the first of them; null: it names none. */
function monthsIn(title: string): { first: number; last: number } | null {
  const range = MONTHS.exec(title)
  if (range) return { first: number(range[1] ?? ''), last: number(range[2] ?? '') }
  const quarter = QUARTER.exec(title)
  if (quarter) {
    const n = number(quarter[1] ?? quarter[2] ?? quarter[3] ?? quarter[4] ?? '')
    return { first: quarter[2] === undefined ? n * 3 - 2 : 1, last: n * 3 }
  }
  const half = HALF.exec(title)
  if (half) return half[1] === '下' ? { first: 7, last: 12 } : { first: 1, last: 6 }
  if (/全年|年度|年报|年终/.test(title)) return { first: 1, last: 12 }
  const digits = DIGIT_MONTH.exec(title)
  if (digits) return { first: Number(digits[1]), last: Number(digits[1]) }
  const one = ONE_MONTH.exec(title)
  return one ? { first: number(one[1] ?? ''), last: number(one[1] ?? '') } : null
}

function yearIn(title: string): number | null {
  const han = HAN_YEAR.exec(title)?.[1]
  if (han) return Number(hanDigits(han))
  const plain = YEAR.exec(title)?.[1]
  return plain === undefined ? null : Number(plain)
}

/**
 * Periods that a title covers: 2026年3月 is March; 1—2月 is January and February; 1—9月 and 前三季度 are issued for
 * September and the third quarter. A title without a year takes it from its date: a month that lies ahead of the date is
 * last year's. Empty where nothing tells.
 */
export function periodsIn(title: string, every: SeriesEvery, date: PlainDate | null): string[] {
  const text = title.normalize('NFKC').slice(0, 200)
  const months = monthsIn(text)
  const written = yearIn(text)
  if (every === 'year') return written === null ? [] : [String(written)]
  if (months === null || !(months.first >= 1 && months.last <= 12 && months.first <= months.last)) return []
  const dated =
    date === null ? null : Number(date.slice(0, 4)) - (months.last > Number(date.slice(5, 7)) ? 1 : 0)
  const year = written ?? dated
  if (year === null) return []
  const per = 12 / PER_YEAR[every]
  const short = every === 'month' && months.last - months.first === 1
  const first = Math.floor(((short ? months.first : months.last) - 1) / per)
  const last = Math.floor((months.last - 1) / per)
  return Array.from({ length: last - first + 1 }, (_, n) => nameOf(every, year, first + n))
}

/** A title without what names its period: 云溪区月工业生产情况. Two entries of one series share it. */
export function stemOf(title: string): string {
  return title
    .normalize('NFKC')
    .slice(0, 200)
    .replace(new RegExp(MONTHS.source, 'g'), '')
    .replace(new RegExp(`${QUARTER.source}|${HALF.source}|${HAN_YEAR.source}`, 'g'), '')
    .replace(/[一二三四五六七八九十\d]+\s*(?:月份?|年度?|日|期|号)|全年|年度|[\d\s\p{P}\p{S}]+/gu, '')
}
