/** The frontier: what is still to be read, level by level and by URL, so that a cut always falls in the same place. */
import type { Via } from '../model/harvest.js'
import { type Address, Addresses } from './addresses.js'
import type { CrawlState, FrontierEntry } from './state/crawl-state.js'
import { isWider } from './territory.js'

/** Which of several ways of equal length an address is said to have been found by: the first of these. */
const RANKS: Readonly<Record<Via, number>> = {
  start: 0,
  place: 1,
  menu: 2,
  link: 3,
  pager: 4,
  frame: 5,
  hop: 6,
}

/** Addresses remembered beyond what may be read: enough to tell what was cut. */
const KNOWN_PER_PAGE = 20
const KNOWN_MIN = 20_000

/** True when `one` is the way to name: the shorter, then the plainer, then that from the first page by URL. Answers come in any order. */
function isBetterWay(one: FrontierEntry, other: FrontierEntry): boolean {
  if (one.depth !== other.depth) return one.depth < other.depth
  if (one.via !== other.via) return RANKS[one.via] < RANKS[other.via]
  return (one.parent ?? '') < (other.parent ?? '')
}

/** The frontier of one crawl, written through to the site's state. */
export class Frontier {
  readonly #levels = new Map<number, Address[]>()
  readonly #most: number
  #round: Address[] = []
  #roundDepth = 0
  #known = 0
  #taken = 0
  #busy = 0
  #waiting = 0

  constructor(
    private readonly state: CrawlState,
    private readonly maxPages: number,
    /** Asked once for each address, level by level and by URL; what it refuses is left unread. */
    private readonly admits: (url: string) => boolean = () => true,
    private readonly addresses: Addresses = new Addresses(),
  ) {
    this.#most = Math.max(KNOWN_MIN, maxPages * KNOWN_PER_PAGE)
    for (const { no, read, url, depth, via, parent, mode } of state.frontier()) {
      const address = addresses.get(url) ?? addresses.restore(no, url)
      Object.assign(address, { depth, via, parent, mode })
      this.#known += 1
      if (read) {
        address.page = 'read'
        address.admitted = this.admits(url)
        this.#taken += 1
      } else this.#shelve(address)
    }
  }

  #shelve(address: Address): void {
    address.page = 'waiting'
    this.#waiting += 1
    const level = this.#levels.get(address.depth)
    if (level) level.push(address)
    else this.#levels.set(address.depth, [address])
  }

  /**
   * Adds an address, or finds a better way or a wider mode for a known one.
   * 'again' says that a page already read is to be followed again; 'full' that too many are known.
   */
  add(entry: FrontierEntry): 'new' | 'known' | 'again' | 'full' {
    return this.offer(this.addresses.of(entry.url), entry)
  }

  /** The same for an address at hand. */
  offer(address: Address, entry: FrontierEntry): 'new' | 'known' | 'again' | 'full' {
    if (address.page === null) {
      if (this.#known >= this.#most) return 'full'
      this.#known += 1
      address.depth = entry.depth
      address.via = entry.via
      address.parent = entry.parent
      address.mode = entry.mode
      this.#shelve(address)
      this.state.queue(address)
      return 'new'
    }
    const better = isBetterWay(entry, address)
    const wider = isWider(entry.mode, address.mode)
    return better || wider ? this.#improve(address, entry, better, wider) : 'known'
  }

  #improve(address: Address, entry: FrontierEntry, better: boolean, wider: boolean): 'known' | 'again' {
    const { via } = address
    const nearer = entry.depth < address.depth
    if (better) {
      address.depth = entry.depth
      address.via = entry.via
      address.parent = entry.parent
    }
    if (wider) address.mode = entry.mode
    this.state.move(address)
    if (address.page === 'waiting') {
      if (nearer) {
        // Its old place is told by the depth that it no longer has.
        this.#waiting -= 1
        this.#shelve(address)
      }
      return 'known'
    }
    // What it leads to was noted from where it stood before: by depth and mode, and what forwards, by its way.
    return wider || nearer || address.via !== via ? 'again' : 'known'
  }

  /** What is known of an address: its present depth and mode. */
  entry(url: string): Address | undefined {
    const address = this.addresses.get(url)
    return address?.page ? address : undefined
  }

  /** True for an address that is or will be read as a page. */
  has(url: string): boolean {
    return this.entry(url) !== undefined
  }

  #nextRound(): void {
    if (this.#busy > 0 || this.#taken >= this.maxPages) return
    while (this.#round.length === 0 && this.#levels.size > 0) {
      const depth = Math.min(...this.#levels.keys())
      const level = this.#levels.get(depth) ?? []
      this.#levels.delete(depth)
      // A moved entry left its old place behind; only the present one counts.
      const valid = level.filter((address) => address.page === 'waiting' && address.depth === depth)
      valid.sort((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0))
      this.#roundDepth = depth
      this.#round = valid.filter((address) => this.#isAdmitted(address)).reverse()
    }
  }

  #isAdmitted(address: Address): boolean {
    address.admitted ??= this.admits(address.url)
    return address.admitted
  }

  /** Asks once more for what was refused: there may be room for it now. */
  reconsider(): void {
    for (const address of this.addresses.all()) {
      if (address.page !== 'waiting' || address.admitted !== false) continue
      address.admitted = undefined
      this.#waiting -= 1
      this.#shelve(address)
    }
  }

  /** True when an address may be taken now. A level is finished before the next begins. */
  ready(): boolean {
    if (this.#round.length === 0) this.#nextRound()
    return this.#round.length > 0 && this.#taken < this.maxPages
  }

  /** Takes the next address; call `done` for it when it was read or given up. */
  take(): Address | null {
    while (this.ready()) {
      const next = this.#round.pop()
      if (!next) return null
      if (next.page !== 'waiting' || next.depth !== this.#roundDepth) continue
      next.page = 'taken'
      this.#taken += 1
      this.#waiting -= 1
      this.#busy += 1
      return next
    }
    return null
  }

  /** The first look at a taken address is over. */
  done(url: string): void {
    const address = this.addresses.get(url)
    if (address?.page !== 'taken') return
    address.page = 'read'
    this.#busy -= 1
  }

  /** True when nothing is being read and nothing more may be taken. */
  exhausted(): boolean {
    return this.#busy === 0 && !this.ready()
  }

  /** Addresses known and not read, in order of depth and URL. */
  left(): FrontierEntry[] {
    return [...this.addresses.all()]
      .filter((address) => address.page === 'waiting')
      .sort((a, b) => a.depth - b.depth || (a.url < b.url ? -1 : 1))
  }

  /** Counts for progress. */
  counts(): { readonly taken: number; readonly waiting: number } {
    return { taken: this.#taken, waiting: this.#waiting }
  }
}
