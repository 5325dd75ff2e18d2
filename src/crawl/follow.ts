/** Following: what a read page leads to is noted in the frontier and among the targets, again where it comes nearer. */
import { listShown } from '../artifacts/list-shown.js'
import type { Skim } from '../artifacts/skim.js'
import { normaliseUrl } from '../model/address.js'
import { sha256 } from '../model/canonical.js'
import type { HarvestGap } from '../model/harvest.js'
import type { PageFacts } from '../model/page.js'
import type { Address } from './addresses.js'
import type { CrawlContext } from './context.js'
import { expand } from './expand.js'
import type { Frontier } from './frontier.js'
import { Leads } from './leads.js'
import type { TargetRole } from './look.js'
import type { FrontierEntry } from './state/crawl-state.js'
import { strictest, type Targets } from './targets.js'
import { trapOf } from './traps.js'
import { type FileWay, type FrameWays, isSettled, type Way, Ways } from './ways.js'

const SPELLINGS_MAX = 200_000

const shapeOf = (url: string): string => url.replace(/\d+/g, '0')

/** A skimmed page as it is followed: whether its probes count, and the numbers of what it names, each once. */
interface Skimmed {
  readonly address: Address
  readonly judged: boolean
  readonly named: number[]
}

/** Follows what pages lead to. */
export class Follower {
  readonly #ways: Ways
  readonly #leads: Leads
  readonly #spellings = new Map<string, string | null>()
  /** Pages read before that are to be followed again. */
  readonly #again = new Set<Address>()
  /** What pages of lists show, by their addresses. */
  readonly #shown = new Map<string, string>()
  #following = false

  constructor(
    private readonly context: CrawlContext,
    private readonly frontier: Frontier,
    private readonly targets: Targets,
  ) {
    this.#ways = new Ways(context.addresses, context.territory)
    this.#leads = new Leads(context.addresses, context.territory, this.#normalise)
  }

  /** The territory has learned something. */
  relearn(): void {
    this.#ways.forget()
    this.#leads.forget()
  }

  /** Adds an address to read, unless it is a trap. */
  add(entry: FrontierEntry): void {
    this.#offer(this.context.addresses.of(entry.url), entry)
  }

  #offer(address: Address, entry: FrontierEntry): void {
    if (address.page === null && trapOf(address.url) !== null) {
      this.gap(address.url.slice(0, 2_000), 'limit')
      return
    }
    const outcome = this.frontier.offer(address, entry)
    if (outcome === 'full') this.gap(address.url, 'limit')
    if (outcome === 'again') {
      this.#again.add(address)
      this.#followAgain()
    }
  }

  /** Notes what was not read, with the unit it belongs to. */
  gap(url: string, reason: HarvestGap['reason']): void {
    this.context.gaps.add({ unit: this.context.territory.unitOf(url)?.id ?? null, url, reason })
  }

  readonly #normalise = (url: string): string | null => {
    let spelled = this.#spellings.get(url)
    if (spelled === undefined) {
      spelled = normaliseUrl(url)
      if (this.#spellings.size >= SPELLINGS_MAX) this.#spellings.clear()
      // Copies: a piece of a page would keep the whole page alive.
      this.#spellings.set(Buffer.from(url).toString(), spelled)
    }
    return spelled
  }

  /** One page that came nearer brings others nearer: a loop, however long the chain. */
  #followAgain(): void {
    if (this.#following) return
    this.#following = true
    for (const address of this.#again) {
      this.#again.delete(address)
      this.#refollow(address)
    }
    this.#following = false
  }

  /** Follows a page that was read before, now from nearer or in a wider mode, or as a resumed crawl finds it. */
  #refollow(address: Address): void {
    const links = this.context.state.links.of(address.no)
    if (links) {
      for (const no of links) {
        const named = this.context.addresses.at(no)
        if (named?.page) this.#read(named, address)
      }
      return
    }
    const page = this.context.state.pageAt(address.no)
    if (page?.facts) this.facts(address, page.finalUrl, page.facts)
  }

  #isJudged(address: Address): boolean {
    return this.context.territory.isJudged(address.url, address.mode, { source: null })
  }

  /** Follows a page by its facts. */
  facts(address: Address, finalUrl: string, facts: PageFacts): void {
    if (this.context.job.startsOnly) return
    this.context.filing.consider(address.url, facts)
    const { planned, territory } = this.context
    planned?.saw(address, facts)
    // A plan counts what it is asked for.
    const leads = planned ? null : this.#leads
    const repeats = this.#repeats(address, facts)
    const found = expand({ entry: address, finalUrl, facts, repeats }, territory, this.#normalise, leads)
    for (const page of found.pages) this.add(page)
    const roles = new Map<string, TargetRole>()
    for (const { url, role } of found.targets) roles.set(url, strictest(role, roles.get(url) ?? role))
    for (const [url, role] of roles) if (!this.frontier.has(url)) this.targets.want(url, role)
    for (const raw of found.files) this.targets.wantFile(raw)
  }

  /** True for a page of a list that shows what the page before it, of the same address but for a number, shows. */
  #repeats({ url, parent }: Address, facts: PageFacts): boolean {
    if (!facts.pager?.urls.length || facts.needsScript) return false
    const shown = sha256(listShown(facts)).slice(0, 16)
    this.#shown.set(url, shown)
    return parent !== null && this.#shown.get(parent) === shown && shapeOf(parent) === shapeOf(url)
  }

  /** Follows a skimmed page; gives the numbers of what it names, each once. Whatever lies outside the scope is probed, not read. */
  skim(address: Address, finalUrl: string, skim: Skim): number[] {
    const page: Skimmed = { address, judged: this.#isJudged(address), named: [] }
    this.#ways.visit(skim, finalUrl, {
      frame: (frame) => this.#frame(frame, page),
      way: (way) => this.#way(way, page),
    })
    return page.named
  }

  #way(way: Way | FileWay, { address, judged, named }: Skimmed): void {
    if ('file' in way) {
      if (judged) this.targets.wantFile(way.file)
      return
    }
    const other = way.address
    // Named before by this page, unless it now asks for more.
    if (other.namedBy === address.no && (way.reads || other.page !== null || way.role === other.role)) return
    if (!way.reads && !judged) return
    const first = other.namedBy !== address.no
    other.namedBy = address.no
    if (way.reads) this.#read(other, address)
    else if (other.page === null) this.targets.wantAddress(other, way.role)
    // What is neither read nor probed has no row, and its number no meaning tomorrow.
    if (first && (other.page !== null || other.role !== null)) named.push(other.no)
  }

  /** A part of the frame: once everything in it is noted as well as this page could, only its numbers are taken over. */
  #frame(frame: FrameWays, page: Skimmed): void {
    const { address, judged, named } = page
    if (judged && address.depth >= frame.settledFrom) {
      for (const other of frame.addresses) {
        if (other.namedBy === address.no) continue
        other.namedBy = address.no
        named.push(other.no)
      }
      return
    }
    for (const way of frame.ways) this.#way(way, page)
    if (judged && frame.ways.every((way) => isSettled(way, address.depth))) frame.settledFrom = address.depth
  }

  #read(other: Address, from: Address): void {
    // Known by a way as good: the case of almost every link.
    if (
      other.page !== null &&
      other.mode === 'scope' &&
      (other.depth <= from.depth ||
        (other.depth === from.depth + 1 && other.via === 'link' && (other.parent ?? '') <= from.url))
    )
      return
    this.#offer(other, {
      url: other.url,
      depth: from.depth + 1,
      via: 'link',
      parent: from.url,
      mode: 'scope',
    })
  }

  /** Follows again what a resumed crawl had read: its targets and ways on were not all noted. */
  resume(): void {
    this.targets.resume()
    for (const address of this.context.addresses.all()) if (address.page === 'read') this.#refollow(address)
  }
}
