/** Spider traps: addresses that never end. Bounds only; what they cut is told as a gap. */
import { tailOf } from '../model/address.js'

const SEGMENTS_MAX = 20
const LENGTH_MAX = 2_000
const REPEATS_MAX = 2
/** Addresses of one shape that differ in parameters only. */
const PER_QUERY_SHAPE = 3_000
/** The same where a parameter turns pages of a calendar. */
const PER_CALENDAR = 200
const CALENDAR = /(?:^|&)[^=&]*(?:year|month|date|day|riqi|nian|yue|calendar)[^=&]*=/i

/** Why an address is not followed whatever else was seen, or null. */
export function trapOf(href: string): 'length' | 'segments' | 'repetition' | null {
  if (href.length > LENGTH_MAX) return 'length'
  const segments = tailOf(href)
    .pathname.split('/')
    .filter((segment) => segment !== '')
  if (segments.length > SEGMENTS_MAX) return 'segments'
  const counts = new Map<string, number>()
  for (const segment of segments) {
    // Years, months and ids repeat honestly: /2011/11/11/11.html
    if (/^\d+$/.test(segment)) continue
    const count = (counts.get(segment) ?? 0) + 1
    if (count > REPEATS_MAX) return 'repetition'
    counts.set(segment, count)
  }
  return null
}

/** Counts addresses that differ in parameters only; one per crawl. Which of them are cut depends on the order of asking. */
export class Shapes {
  readonly #counts = new Map<string, number>()

  /** Why an address is one too many of its shape, or null. Counts it: ask once per address. */
  verdict(href: string): 'calendar' | 'template' | null {
    if (!href.includes('?')) return null
    const url = new URL(href)
    if (!url.search) return null
    const names = url.search
      .slice(1)
      .split('&')
      .map((pair) => pair.split('=', 1)[0] ?? '')
      .sort()
    const shape = `${url.origin}${url.pathname.replace(/\d+/g, '0')}?${names.join('&')}`
    const seen = (this.#counts.get(shape) ?? 0) + 1
    this.#counts.set(shape, seen)
    if (seen > PER_CALENDAR && CALENDAR.test(url.search.slice(1))) return 'calendar'
    return seen > PER_QUERY_SHAPE ? 'template' : null
  }
}
