/** The frontier: what is still to be read, level by level and by URL, so that a cut always falls in the same place. */
import type { Via } from '../model/harvest.js'
import type { CrawlState, FrontierEntry } from './state/crawl-state.js'
import { isWider } from './territory.js'

type Known = { -readonly [Key in keyof FrontierEntry]: FrontierEntry[Key] } & {
  state: 'waiting' | 'taken' | 'read'
  /** Whether it may be read at all; undefined until its turn comes. */
  admitted?: boolean
}

/** Which of several ways of equal length an address is said to have been found by. */
const VIAS: readonly Via[] = ['start', 'place', 'menu', 'link', 'pager', 'frame', 'hop']

/** Addresses remembered beyond what may be read: enough to tell what was cut. */
const KNOWN_PER_PAGE = 20
const KNOWN_MIN = 20_000

/** A copy that does not keep the page alive that the text was cut from. */
function own(text: string): string {
  return Buffer.from(text).toString()
}

/** True when `one` is the way to name: the shorter, then the plainer, then that from the first page by URL. Answers come in any order. */
function isBetterWay(one: FrontierEntry, other: FrontierEntry): boolean {
  if (one.depth !== other.depth) return one.depth < other.depth
  if (one.via !== other.via) return VIAS.indexOf(one.via) < VIAS.indexOf(other.via)
  return (one.parent ?? '') < (other.parent ?? '')
}

/** The frontier of one crawl, written through to the site's state. */
export class Frontier {
  readonly #known = new Map<string, Known>()
  readonly #levels = new Map<number, Known[]>()
  readonly #most: number
  #round: Known[] = []
  #taken = 0
  #busy = 0
  #waiting = 0

  constructor(
    private readonly state: CrawlState,
    private readonly maxPages: number,
    /** Asked once for each address, level by level and by URL; what it refuses is left unread. */
    private readonly admits: (url: string) => boolean = () => true,
  ) {
    this.#most = Math.max(KNOWN_MIN, maxPages * KNOWN_PER_PAGE)
    for (const entry of state.frontier()) {
      const known: Known = { ...entry, state: entry.read ? 'read' : 'waiting' }
      this.#known.set(known.url, known)
      if (entry.read) {
        known.admitted = this.admits(known.url)
        this.#taken += 1
      } else this.#shelve(known)
    }
  }

  #shelve(known: Known): void {
    this.#waiting += 1
    const level = this.#levels.get(known.depth)
    if (level) level.push(known)
    else this.#levels.set(known.depth, [known])
  }

  /**
   * Adds an address, or finds a better way or a wider mode for a known one.
   * 'again' says that a page already read is to be followed again; 'full' that too many are known.
   */
  add(entry: FrontierEntry): 'new' | 'known' | 'again' | 'full' {
    const known = this.#known.get(entry.url)
    if (!known) {
      if (this.#known.size >= this.#most) return 'full'
      const fresh: Known = { ...entry, url: own(entry.url), state: 'waiting' }
      this.#known.set(fresh.url, fresh)
      this.#shelve(fresh)
      this.state.queue(fresh)
      return 'new'
    }
    const better = isBetterWay(entry, known)
    const wider = isWider(entry.mode, known.mode)
    return better || wider ? this.#improve(known, entry, better, wider) : 'known'
  }

  #improve(known: Known, entry: FrontierEntry, better: boolean, wider: boolean): 'known' | 'again' {
    const { depth, via } = known
    const nearer = better && entry.depth < depth
    // A waiting address that comes nearer waits on another level; the old place is told by its object.
    const moved: Known = nearer ? { ...known } : known
    if (better) Object.assign(moved, { depth: entry.depth, via: entry.via, parent: entry.parent })
    if (wider) moved.mode = entry.mode
    this.#known.set(moved.url, moved)
    this.state.move(moved)
    if (known.state === 'waiting') {
      if (!nearer) return 'known'
      this.#waiting -= 1
      this.#shelve(moved)
      return 'known'
    }
    // What it leads to was noted from where it stood before: by depth and mode, and what forwards, by its way.
    return wider || nearer || moved.via !== via ? 'again' : 'known'
  }

  /** What is known of an address: its present depth and mode. */
  entry(url: string): FrontierEntry | undefined {
    return this.#known.get(url)
  }

  /** True for an address that is or will be read as a page. */
  has(url: string): boolean {
    return this.#known.has(url)
  }

  #nextRound(): void {
    if (this.#busy > 0 || this.#taken >= this.maxPages) return
    while (this.#round.length === 0 && this.#levels.size > 0) {
      const depth = Math.min(...this.#levels.keys())
      const level = this.#levels.get(depth) ?? []
      this.#levels.delete(depth)
      // A moved entry left its old place behind; only the present one counts.
      const valid = level.filter((known) => this.#known.get(known.url) === known && known.state === 'waiting')
      valid.sort((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0))
      this.#round = valid.filter((known) => this.#isAdmitted(known)).reverse()
    }
  }

  #isAdmitted(known: Known): boolean {
    known.admitted ??= this.admits(known.url)
    return known.admitted
  }

  /** True when an address may be taken now. A level is finished before the next begins. */
  ready(): boolean {
    if (this.#round.length === 0) this.#nextRound()
    return this.#round.length > 0 && this.#taken < this.maxPages
  }

  /** Takes the next address; call `done` for it when it was read or given up. */
  take(): FrontierEntry | null {
    while (this.ready()) {
      const next = this.#round.pop()
      if (!next) return null
      if (this.#known.get(next.url) !== next || next.state !== 'waiting') continue
      next.state = 'taken'
      this.#taken += 1
      this.#waiting -= 1
      this.#busy += 1
      return next
    }
    return null
  }

  /** The first look at a taken address is over. */
  done(url: string): void {
    const known = this.#known.get(url)
    if (known?.state !== 'taken') return
    known.state = 'read'
    this.#busy -= 1
  }

  /** True when nothing is being read and nothing more may be taken. */
  exhausted(): boolean {
    return this.#busy === 0 && !this.ready()
  }

  /** Addresses known and not read, in order of depth and URL. */
  left(): FrontierEntry[] {
    return [...this.#known.values()]
      .filter((known) => known.state === 'waiting')
      .sort((a, b) => a.depth - b.depth || (a.url < b.url ? -1 : 1))
  }

  /** Counts for progress. */
  counts(): { readonly taken: number; readonly waiting: number } {
    return { taken: this.#taken, waiting: this.#waiting }
  }
}
