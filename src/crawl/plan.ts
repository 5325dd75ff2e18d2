/**
 * Planning: what of a site an inspection looks at when its requests do not suffice for all of it. Pages that lead on
 * come first, then what is new or changed, open findings, then whatever was looked at longest ago. Pure.
 */

/** front: a start page, a column or another page that leads on. target: a link that is probed and not read. */
export type KnownKind = 'front' | 'article' | 'target'

/** An address as earlier inspections left it. */
export interface KnownAddress {
  readonly url: string
  readonly kind: KnownKind
  /** A page that names it; null for a start page. */
  readonly parent: string | null
  /** UTC milliseconds of the last look at it; 0: met and never looked at. */
  readonly lookedAt: number
}

/** What earlier inspections left of a site. */
export interface Known {
  readonly size: number
  /** Links that are probed only, per article that was read: what an unread one will ask for beside itself. 1 where none was. */
  readonly linksPerPage: number
  find(url: string): KnownAddress | undefined
  /** Front pages: start pages, then those looked at longest ago. */
  front(): Iterable<KnownAddress>
  /** All other addresses that were last looked at before an instant, those of longest ago first. */
  oldest(before: number): Iterable<KnownAddress>
}

/** Why an address is looked at. way: because another one is reached through it. */
export type Why = 'front' | 'open' | 'new' | 'oldest' | 'way'

const DAY_MS = 86_400_000
/** So long the site may rest on the last look at a link. */
export const KEPT_MS = 7 * DAY_MS
/** The next night may come too late. */
const REFRESHED_MS = KEPT_MS - DAY_MS
/** Held back for what failures ask for: repeated requests, control probes, the witness. */
const HELD_BACK = 0.05
/** What open findings may take of what front pages leave: news come before them, and are not known yet. */
const OPEN_SHARE = 0.5
/** An address that lies further behind pages not looked at is left to a whole inspection. */
const WAY_MAX = 20

/** The plan of one inspection. What it holds is to be looked at; what it does not hold was not looked at, whatever it is. */
export class Plan {
  readonly #due = new Map<string, Why>()
  #left: number
  /** What is held back and not used up. */
  #reserve: number
  /** Of what is left, what the links of unread pages will need. */
  #promised = 0

  /**
   * @param requests how many requests there may be
   * @param now UTC milliseconds
   * @param open addresses of open findings: where they are seen, and what they are about
   */
  constructor(
    requests: number,
    private readonly known: Known,
    private readonly now: number,
    open: Iterable<string>,
  ) {
    this.#left = Math.floor(requests * (1 - HELD_BACK))
    this.#reserve = requests - this.#left
    for (const { url } of known.front()) if (!this.#pick(url, 'front', this.#left)) break
    const kept = Math.ceil(this.#left * (1 - OPEN_SHARE))
    for (const url of open) if (!this.#pick(url, 'open', this.#left - kept)) break
  }

  /** Requests that nobody has asked for yet. */
  get left(): number {
    return this.#left
  }

  /** Takes notice of requests that nobody planned: what is held back pays for them, then what is left. */
  charge(requests: number): void {
    const paid = Math.min(requests, this.#reserve)
    this.#reserve -= paid
    this.#left = Math.max(0, this.#left - (requests - paid))
  }

  /** Whether an address is to be looked at, and why. */
  why(url: string): Why | undefined {
    return this.#due.get(url)
  }

  /** How many are looked at for each reason. */
  counts(): Record<Why, number> {
    const counts: Record<Why, number> = { front: 0, open: 0, new: 0, oldest: 0, way: 0 }
    for (const why of this.#due.values()) counts[why] += 1
    return counts
  }

  /** Takes in a page that was met for the first time, or has changed. False when the requests are used up. */
  meetPage(url: string): boolean {
    return this.#pickPage(url, 'new', this.known.linksPerPage)
  }

  /** The same for a link: those of pages that were taken in have a place kept for them. */
  meetLink(url: string): boolean {
    if (!this.#pick(url, 'new', this.#left)) return false
    this.#promised = Math.max(0, this.#promised - 1)
    return true
  }

  /** A page read without its links would have to be read once more for their sake. */
  #pickPage(url: string, why: Why, links: number): boolean {
    if (this.#due.has(url)) return true
    if (!this.#pick(url, why, this.#left - this.#promised - links)) return false
    this.#promised += links
    return true
  }

  /**
   * Takes in what was looked at longest ago, as far as the requests go. What was looked at in the last days is left
   * alone, unless the requests suffice for the whole site: then the whole site is looked at.
   */
  fill(): void {
    const counts = this.counts()
    const unplanned = this.known.size - (counts.front + counts.open + counts.way)
    const before = unplanned <= this.#left ? Number.POSITIVE_INFINITY : this.now - REFRESHED_MS
    // The links of what was read so far have been met.
    this.#promised = 0
    for (const { url, kind, lookedAt } of this.known.oldest(before)) {
      const links = kind === 'article' && lookedAt === 0 ? this.known.linksPerPage : 0
      if (!this.#pickPage(url, 'oldest', links)) break
    }
  }

  /** Puts an address on the list with the pages that it is reached through. False when that is more than there may be. */
  #pick(url: string, why: Why, most: number): boolean {
    if (this.#due.has(url)) return true
    const ways: string[] = []
    for (let at = this.known.find(url)?.parent; at && !this.#due.has(at); at = this.known.find(at)?.parent) {
      if (ways.length >= WAY_MAX || ways.includes(at)) return true
      ways.push(at)
    }
    if (ways.length + 1 > most) return false
    this.#left -= ways.length + 1
    this.#due.set(url, why)
    for (const way of ways) this.#due.set(way, 'way')
    return true
  }
}
