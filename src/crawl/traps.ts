/** Spider traps: addresses that never end. Bounds only; what they cut is told as a gap. */

const SEGMENTS_MAX = 20
const LENGTH_MAX = 2_000
const REPEATS_MAX = 2
/** Addresses of one shape that differ in parameters only. */
const PER_QUERY_SHAPE = 3_000
/** The same where a parameter turns pages of a calendar. */
const PER_CALENDAR = 200
const CALENDAR = /(?:^|&)[^=&]*(?:year|month|date|day|riqi|nian|yue|calendar)[^=&]*=/i

/** Counts shapes; one per crawl. */
export class Traps {
  readonly #shapes = new Map<string, number>()

  /** Why an address is not followed, or null. Counts it: ask once per address. */
  verdict(href: string): 'length' | 'segments' | 'repetition' | 'calendar' | 'template' | null {
    if (href.length > LENGTH_MAX) return 'length'
    const url = new URL(href)
    const segments = url.pathname.split('/').filter((segment) => segment !== '')
    if (segments.length > SEGMENTS_MAX) return 'segments'
    const counts = new Map<string, number>()
    for (const segment of segments) {
      // Years, months and ids repeat honestly: /2011/11/11/11.html
      if (/^\d+$/.test(segment)) continue
      const count = (counts.get(segment) ?? 0) + 1
      if (count > REPEATS_MAX) return 'repetition'
      counts.set(segment, count)
    }
    if (!url.search) return null
    const names = url.search
      .slice(1)
      .split('&')
      .map((pair) => pair.split('=', 1)[0] ?? '')
      .sort()
    const calendar = CALENDAR.test(url.search.slice(1))
    const shape = `${url.origin}${url.pathname.replace(/\d+/g, '0')}?${names.join('&')}`
    const seen = (this.#shapes.get(shape) ?? 0) + 1
    this.#shapes.set(shape, seen)
    if (calendar && seen > PER_CALENDAR) return 'calendar'
    return seen > PER_QUERY_SHAPE ? 'template' : null
  }
}
