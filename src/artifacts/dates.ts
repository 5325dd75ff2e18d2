/** Reads Chinese dates in all the forms that portals write them in; never asks the clock. */
import { type PlainDate, plainDate } from '../model/date.js'
import { hanDigits, hanNumber, NOUGHTS } from '../model/numerals.js'
import { KIND, kindsIn } from './characters.js'
import { JOINT } from './shown-text.js'

/** One date found in a text. `date` is null where the year is not written or the day does not exist. */
export interface DateMark {
  readonly from: number
  readonly to: number
  readonly date: PlainDate | null
  /** Month and day of a date written without a year. */
  readonly monthDay: { readonly month: number; readonly day: number } | null
  /** Nothing but the date, its time, brackets or a label stands in its piece of text. */
  readonly alone: boolean
  /** The label before it in the same piece, without colon: 发布日期, 截止时间; '' when none. */
  readonly label: string
}

const J = `${JOINT}?`
/** Joints may stand between the parts of a date, never inside a number. */
const GAP = `[ \\u3000]?${J}[ \\u3000\\n]?`
const FULL = new RegExp(
  `((?:19|20)\\d{2})${GAP}([-/.年])${GAP}(\\d{1,2})${GAP}([-/.月])${GAP}(\\d{1,2})(?:${GAP}日)?`,
  'g',
)
const COMPACT = /((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/g
/** Between Chinese numerals: they may be spread out, or set in elements of their own. */
const SPREAD = `[\\s${JOINT}]{0,3}`
const IS_SPREAD = new RegExp(`[\\s${JOINT}]`)
const YEAR_DIGIT = `[${NOUGHTS}一二三四五六七八九]`
const numeral = (chars: string, most: number): string => `(?:[${chars}]${SPREAD}){1,${most}}`
/** 二〇二六年三月一日: year, month and day. */
export const HAN_DAY = `((?:${YEAR_DIGIT}${SPREAD}){4})年${SPREAD}(${numeral('一二三四五六七八九十元正', 3)})月${SPREAD}(${numeral('一二三四五六七八九十廿卅', 4)})日`
const HAN_DATE = new RegExp(HAN_DAY, 'g')
const BLANKS = new RegExp(`[\\s${JOINT}]+`, 'g')
const DAY_FIRST = new RegExp(
  `(\\d{1,2})[日]?[${JOINT}\\n ]{1,3}((?:19|20)\\d{2})\\s?[-/.年]\\s?(\\d{1,2})(?!\\d)月?`,
  'g',
)
const YEAR_APART = new RegExp(
  `((?:19|20)\\d{2})年?[${JOINT}\\n ]{1,3}(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})(?!\\d)日?`,
  'g',
)
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH_NAME = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?'
/** Nov 20, 2026 and 20 Nov 2026, as small sites' templates write them. */
const ENGLISH = new RegExp(
  `\\b(?:${MONTH_NAME} (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})|(\\d{1,2})(?:st|nd|rd|th)? ${MONTH_NAME},? ((?:19|20)\\d{2}))`,
  'gi',
)
const MAY_BE_ENGLISH = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? \d/i
const MONTH_DAY = new RegExp(`(\\d{1,2})${GAP}([-/.月])${GAP}(\\d{1,2})(?:${GAP}日)?`, 'g')

/** The day that a whole text names, in any form with a year; null when there is none or it does not exist. */
export function readDate(text: string): PlainDate | null {
  for (const mark of findDates(text)) if (mark.date !== null) return mark.date
  return null
}

interface Found {
  from: number
  to: number
  date: PlainDate | null
  monthDay: DateMark['monthDay']
}

const MAX_DATES = 20_000

interface Stretch {
  readonly from: number
  readonly text: string
}

/** What a date in digits is made of: nothing of it lies outside such a stretch. */
const DATE_CHARACTER = new RegExp(`[\\d\\s${JOINT}年月日./-]`)
const PARTS = /[-/.年月]/
const OF_DATES: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  DATE_CHARACTER.test(String.fromCharCode(code)),
)
const isOfDate = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code < 128 ? (OF_DATES[code] ?? false) : DATE_CHARACTER.test(text.charAt(at))
}

/** The stretches of a text that dates in digits can stand in: each has a digit, and ends where no date goes on. */
function stretchesOf(text: string): Stretch[] {
  const out: Stretch[] = []
  const digit = /\d/g
  for (let m = digit.exec(text); m !== null; m = digit.exec(text)) {
    let from = m.index
    while (from > 0 && isOfDate(text, from - 1)) from--
    let to = m.index + 1
    while (to < text.length && isOfDate(text, to)) to++
    // Eight digits in a row, or what parts a month from its day: no date is written with less.
    if (to - from < 3) {
      digit.lastIndex = to
      continue
    }
    const stretch = text.slice(from, to)
    if (to - from >= 8 || PARTS.test(stretch)) out.push({ from, text: stretch })
    digit.lastIndex = to
  }
  return out
}

/** Dates of a text as they are found, a pattern at a time: what one took is not there for the next. */
class Search {
  readonly found: Found[] = []
  #taken: Uint8Array | null = null

  constructor(private readonly text: string) {}

  collect(
    stretches: readonly Stretch[],
    pattern: RegExp,
    read: (m: RegExpExecArray) => Omit<Found, 'from' | 'to'> | null,
  ): void {
    for (const stretch of stretches) {
      pattern.lastIndex = 0
      for (let m = pattern.exec(stretch.text); m !== null; m = pattern.exec(stretch.text)) {
        if (this.found.length >= MAX_DATES) return
        const from = stretch.from + m.index
        const to = from + m[0].length
        if (this.#taken?.[from] === 1 || this.#taken?.[to - 1] === 1) continue
        if (isNumeric(this.text, from - 1) || isNumeric(this.text, to)) continue
        const found = read(m)
        if (found === null) continue
        this.#taken ??= new Uint8Array(this.text.length)
        this.#taken.fill(1, from, to)
        this.found.push({ from, to, ...found })
      }
    }
  }
}

/** A neighbour that makes the digits part of a longer number, a phone number, a decimal or a version. */
function isNumeric(text: string, at: number): boolean {
  const char = text.charAt(at)
  if (char >= '0' && char <= '9') return true
  if (char !== '-' && char !== '.' && char !== '/') return false
  // 2020-02-21-10:20:00: a time hangs on by a dash.
  if (char === '-' && /^-\d{1,2}:\d{2}/.test(text.slice(at, at + 6))) return false
  const next = text.charAt(at + 1)
  return next >= '0' && next <= '9' && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9'
}

const full = (y: string | undefined, m: number, d: number) => ({
  date: plainDate(Number(y), m, d),
  monthDay: null,
})

const YEAR_DIGITS = new Set(`${NOUGHTS}一二三四五六七八九`)

/** True where a year in Chinese numerals may stand: {@link YEAR_DIGIT}, {@link SPREAD} and 年. */
function holdsHanYear(text: string): boolean {
  for (let at = text.indexOf('年'); at >= 0; at = text.indexOf('年', at + 1)) {
    let before = at - 1
    while (before > at - 5 && IS_SPREAD.test(text.charAt(before))) before--
    if (before > at - 5 && YEAR_DIGITS.has(text.charAt(before))) return true
  }
  return false
}

const WIDE_DIGIT = /[０-９]/g
/** 2026－03－01, 2026．3．1, 2026—03—01: what wide signs part is a date where a year begins it. */
const WIDELY_PARTED = /((?:19|20)\d{2})([－—–]|／|．)(\d{1,2})\2(\d{1,2})(?!\d)/g
const PARTED_LIKE = /[－—–／．]\d/

/** Digits and what parts them as they are usually typed, place for place. */
function narrow(text: string): string {
  const digits = text.replace(WIDE_DIGIT, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  if (!PARTED_LIKE.test(digits)) return digits
  return digits.replace(WIDELY_PARTED, (_, year, sign, month, day) => {
    const plain = sign === '／' ? '/' : sign === '．' ? '.' : '-'
    return `${year}${plain}${month}${plain}${day}`
  })
}

/**
 * All dates of a text, in order. Positions count in the text given, which may hold joints.
 * @param kinds of characters that the text may hold, where they are known
 */
export function findDates(written: string, kinds = kindsIn(written)): DateMark[] {
  if (written.length > 5_000_000) return []
  const hanYear = (kinds & KIND.year) !== 0 && holdsHanYear(written)
  const digits = (kinds & (KIND.digit | KIND.wideDigit)) !== 0
  // No date does without a digit, or a year in Chinese numerals.
  if (!digits && !hanYear) return []
  const text = (kinds & (KIND.wideDigit | KIND.wideSign)) === 0 ? written : narrow(written)
  const stretches = stretchesOf(text)
  const english = digits && (kinds & KIND.letter) !== 0 && MAY_BE_ENGLISH.test(text)
  if (stretches.length === 0 && !hanYear && !english) return []
  const search = new Search(text)
  search.collect(stretches, FULL, (m) => {
    const mixed = (m[2] === '年') !== (m[4] === '月')
    return mixed || (m[2] !== '年' && m[2] !== m[4]) ? null : full(m[1], Number(m[3]), Number(m[5]))
  })
  if (hanYear)
    search.collect([{ from: 0, text }], HAN_DATE, (m) => {
      const [year = '', month = '', day = ''] = m.slice(1).map((part) => part.replace(BLANKS, ''))
      return full(hanDigits(year), hanNumber(month), hanNumber(day))
    })
  if (english)
    search.collect([{ from: 0, text }], ENGLISH, (m) => {
      const month = MONTHS.indexOf((m[1] ?? m[5] ?? '').toLowerCase()) + 1
      return existing(m[3] ?? m[6], month, Number(m[2] ?? m[4]))
    })
  search.collect(stretches, DAY_FIRST, (m) => existing(m[2], Number(m[3]), Number(m[1])))
  search.collect(stretches, YEAR_APART, (m) => existing(m[1], Number(m[2]), Number(m[3])))
  search.collect(stretches, COMPACT, (m) => existing(m[1], Number(m[2]), Number(m[3])))
  search.collect(stretches, MONTH_DAY, (m) => {
    const [month, day] = [Number(m[1]), Number(m[3])]
    return plainDate(2000, month, day) === null || m[2] === '.'
      ? null
      : { date: null, monthDay: { month, day } }
  })
  const out = search.found.sort((a, b) => a.from - b.from)
  return out.map((found) => ({ ...found, ...surroundings(text, found) }))
}

function existing(y: string | undefined, month: number, day: number): Omit<Found, 'from' | 'to'> | null {
  const found = full(y, month, day)
  return found.date === null ? null : found
}

const CLOCK = /^\s*(?:T\s*)?\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2}(?:\.\d+)?)?\s*[秒分]?/
const BEFORE = /^[\s[（(【〔<《·•|>/-]*(?:[^\s:：]{0,12}(?:\s[^\s:：]{1,3}){0,3}[:：])?[\s[（(【〔]*$/
/** 发布于 2026年3月1日: what is said of the day right before it needs no colon, whoever is named before. */
const SAID_BEFORE = /((?:发布|发表|公布|刊发|更新)(?:于|时间|日期))\s*$/
/** Another field of the same line, with its value: 来源：区水利局 2026-03-01. */
const FIELD_BEFORE =
  /^[\s[（(【]*(?:(?:信息|文章|稿件)?来源|作者|发布机构|发布单位|编辑|点击数?|浏览(?:次数|量)?)\s*[:：]\s*[^\s:：]{0,30}[\s　]+[[（(【〔]*$/
const AFTER = /^[\s\]）)】〕>》|,，;；]*$/

/** What stands before and after a date within its own piece of text. */
function surroundings(text: string, found: Found): { alone: boolean; label: string } {
  let start = found.from
  while (start > 0 && found.from - start < 60 && !isBorder(text, start - 1)) start--
  let end = found.to
  while (end < text.length && end - found.to < 60 && !isBorder(text, end)) end++
  const before = text.slice(start, found.from)
  const after = text.slice(found.to, end).replace(CLOCK, '')
  const said = SAID_BEFORE.exec(before)?.[1]
  let label = said ?? /([^\s:：[\]（()）|]{1,12})\s*[:：]\s*[[（(]?\s*$/.exec(before)?.[1] ?? ''
  if (label === '' && before.trim() === '') label = labelBefore(text, start)
  const opens = said !== undefined || BEFORE.test(before) || FIELD_BEFORE.test(before)
  return { alone: opens && (AFTER.test(after) || startsField(after)), label }
}

/** A further field of the same line (来源：…) does not make the date part of a sentence. */
function startsField(after: string): boolean {
  return /^[\s|\]）)】]*(?:来源|信息来源|作者|浏览|点击|阅读|字体|字号|文章来源|发布机构|发布单位|责任编辑|编辑)/.test(
    after,
  )
}

function isBorder(text: string, at: number): boolean {
  const char = text.charAt(at)
  return char === '\n' || char === JOINT || char === '|' || char === '｜'
}

const LABEL_BEFORE = new RegExp(
  `(?:^|[\\n${JOINT}])\\s*([^\\n${JOINT}:：]{1,12})\\s*[:：]\\s*[\\n${JOINT} ]+$`,
)

/** A label in the element just before: <i>时间：</i>2019-09-18. Its colon is required. */
function labelBefore(text: string, start: number): string {
  const piece = text.slice(Math.max(0, start - 24), start)
  return LABEL_BEFORE.exec(piece)?.[1]?.replace(/\s/g, '') ?? ''
}

/** Labels of days that are no publication: deadlines, ends of validity, replies, meetings. */
export const OTHER_DAY =
  /截止|截至|有效|废止|失效|结束|开始|至$|到期|回复|办结|答复|转办|来信|写信|出生|会议|施行|实施|执行|修订/
