/** What the address of an article tells: the CMS record, the day in its path, its number within a series. */
import { type PlainDate, plainDate } from '../../model/date.js'

/** What an address says of the record behind it. */
export interface RecordAddress {
  readonly record: string
  readonly pathDate: PlainDate | null
  readonly serial: { readonly series: string; readonly number: number } | null
}

/** 2026/3/4 and 2026-03-04 as folders or words of a path. */
const PARTED = /(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)/
/** 20260304 as a word of its own, after t (t20260304_12.html), or as 202603/04. */
const COMPACT = /(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])\/?(0[1-9]|[12]\d|3[01])(?!\d)/

function pathDateOf(path: string): { date: PlainDate; rest: string } | null {
  for (const shape of [PARTED, COMPACT]) {
    const found = shape.exec(path)
    const date = found ? plainDate(Number(found[1]), Number(found[2]), Number(found[3])) : null
    if (found && date !== null) return { date, rest: path.replace(shape, '*') }
  }
  return null
}

/** Query parameters under which a CMS hands over the record. */
const ID_PARAMETER = /^(?:id|aid|nid|newsid|articleid|infoid|contentid|docid|content_id|article_id|info_id)$/i
const MAX_NUMBER_DIGITS = 12

/**
 * Reads an address. Addresses of one record in several columns have one `record`: the last name of the path without its
 * folders, of a hanweb address (art_COLUMN_RECORD) the record's number, else the record's parameter.
 */
export function readAddress(url: string): RecordAddress {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return { record: url, pathDate: null, serial: null }
  }
  const path = parsed.pathname
  const dated = pathDateOf(path)
  for (const [name, value] of parsed.searchParams) {
    if (!ID_PARAMETER.test(name) || value === '') continue
    const number = /^\d{1,12}$/.test(value) ? Number(value) : null
    return {
      record: `${path}?${name}=${value}`,
      pathDate: dated?.date ?? null,
      serial: number === null ? null : { series: `${path}?${name}`, number },
    }
  }
  const rest = (dated?.rest ?? path).replace(/\.(?:s?html?|jspx?|aspx?|php)$/i, '')
  const last = path.split('/').findLast((part) => part !== '') ?? path
  const hanweb = /^art_\d+_(\w+)\.\w+$/.exec(last)
  // Letters between the digits are no number but a hash.
  const number = /(?<=\/[a-z]{0,10}[\d*_-]{0,40}?)(\d+)$/i.exec(rest)
  const digits = number?.[1] ?? ''
  return {
    // A name without a number (index.html) is that of many pages.
    record: hanweb ? `art_${hanweb[1]}` : (/\d/.test(last) ? last : path) + parsed.search,
    pathDate: dated?.date ?? null,
    serial:
      digits === '' || digits.length > MAX_NUMBER_DIGITS
        ? null
        : // Months in the folders are no part of the series: /202603/t…_12 and /202604/t…_13 follow each other.
          {
            series: rest.slice(0, number?.index).replace(/\d{4}[/-]?(?:\d{1,2})?(?=\/)/g, '*'),
            number: Number(digits),
          },
  }
}
