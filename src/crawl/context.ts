/** What all parts of one crawl share: clients, rules, memory. */
import { READER_VERSION } from '../artifacts/read-page.js'
import { canonicalJson, sha256 } from '../model/canonical.js'
import type { DocumentReader } from '../model/file.js'
import type { InspectionJob } from '../model/inspection.js'
import { Addresses } from './addresses.js'
import type { Canary } from './canary.js'
import type { Standing } from './classify.js'
import type { ConfirmRules } from './confirm.js'
import { spellsPrivate } from './egress.js'
import { Filing } from './filing.js'
import { Gaps } from './gaps.js'
import { Health } from './health.js'
import { Lanes } from './lanes.js'
import { type Look, wentHome, withCause } from './look.js'
import { Nowhere } from './nowhere.js'
import { allowanceOf, Planned } from './planned.js'
import type { BrowserPort, HttpPort, MemoryPort } from './ports.js'
import { type Reader, skimmer } from './reading.js'
import { homesOf, visiting } from './referer.js'
import { RenderPool } from './render-pool.js'
import type { Robots } from './robots.js'
import type { CrawlState } from './state/crawl-state.js'
import { Territory } from './territory.js'

/** The pino-like part of a logger that the crawl writes to. */
export interface CrawlLog {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** How far a crawl is. */
export interface Progress {
  readonly pages: number
  readonly links: number
  readonly queued: number
}

/** What a crawl works with. */
export interface CollectDeps {
  readonly http: HttpPort
  /** null: no browser at hand; what needs one stays open. */
  readonly browser: BrowserPort | null
  /** Reads documents that pages offer; absent: files are probed as links and not read. */
  readonly documents?: DocumentReader | null
  /** Absent: memory is taken as it comes. */
  readonly memory?: MemoryPort
  readonly signal: AbortSignal
  readonly log: CrawlLog
  /** UTC milliseconds. */
  now(): number
  /** How pages are read: in full for an inspection (the default), or for their links alone. */
  readonly depth?: 'full' | 'links'
  /** Least time between two self-tests that failures call for; default 5 s. */
  readonly canaryEveryMs?: number
  onProgress?(progress: Progress): void
}

/** The shared part of one crawl. */
export class CrawlContext {
  readonly territory: Territory
  readonly gaps = new Gaps()
  readonly addresses = new Addresses()
  readonly health: Health
  readonly lanes: Lanes
  readonly filing: Filing
  readonly http: HttpPort
  readonly browser: BrowserPort | null
  readonly homes: readonly string[]
  /** Pages are read for their links alone. */
  readonly linksOnly: boolean
  /** Reads no more of a page than its links and whether it is one. */
  readonly skimming: Reader
  readonly rules: ConfirmRules
  /** What this crawl is to look at; null: everything. 'closed': now is not the hour to look at anything. */
  readonly planned: Planned | null
  readonly closed: boolean
  readonly now: () => number
  /** Whose reading facts are: those of another version are not taken over. */
  readonly reader: string
  readonly #renderers = new RenderPool()
  readonly #nowhere: Nowhere
  #privatePortal: boolean

  constructor(
    readonly job: InspectionJob,
    readonly deps: CollectDeps,
    readonly state: CrawlState,
    readonly canary: Canary,
    readonly robots: Robots,
    /** Aborts with the caller's signal, and when the crawl itself must stop. */
    readonly signal: AbortSignal,
    /** Requests at a time to one host. */
    readonly connections: number,
  ) {
    this.homes = homesOf(job.site)
    this.http = visiting(deps.http, job.site)
    this.browser = job.settings.browser ? deps.browser : null
    this.now = () => deps.now()
    this.reader = [
      READER_VERSION,
      job.tool,
      ...(job.wordings ? [sha256(canonicalJson(job.wordings))] : []),
    ].join(' ')
    this.territory = new Territory(job)
    this.lanes = new Lanes(connections)
    this.filing = new Filing(this)
    this.#nowhere = new Nowhere(this.http, signal)
    this.#privatePortal = spellsPrivate(job.site.origin)
    this.health = new Health({
      get: async (url) => (await deps.http.get(url, { signal, probe: true, fresh: true })).attempt,
      onDoubt: () => canary.doubt(),
    })
    this.skimming = skimmer(this.homes)
    this.linksOnly = deps.depth === 'links'
    const allowance = allowanceOf(job, deps.now())
    this.closed = allowance === 'closed'
    this.planned = allowance === 'closed' ? null : Planned.open(job, allowance, this.homes, this.now)
    this.rules = {
      retrySeconds: job.settings.retrySeconds,
      signal,
      now: this.now,
      standing: () => this.standing(),
    }
  }

  /** What verdicts rest on at this moment. */
  standing(): Standing {
    return {
      needed: Math.max(1, this.job.settings.retrySeconds.length),
      canary: this.canary.colour,
      privatePortal: this.#privatePortal,
    }
  }

  /** The portal's own address, once known, may turn out to be a private one. */
  learnAddress(address: string | null): void {
    if (address !== null)
      this.#privatePortal ||= spellsPrivate(`http://${address.includes(':') ? `[${address}]` : address}/`)
  }

  /** Runs something in the browser when one of its few places is free. */
  async renderSlot<T>(task: () => Promise<T>): Promise<T> {
    return this.#renderers.run(task)
  }

  /**
   * A second question to its host where an answer may not be what it seems: a page that may be an error page in
   * disguise (what does it say to nonsense?), a wall that may stand before us alone (what of a page that answered?).
   */
  suspect(look: Look): Look | Promise<Look> {
    const { attempt, facts } = look
    if (attempt.cause !== null) return this.health.blocked(attempt).then(() => look)
    if (this.homes.includes(attempt.url)) return look
    const wording = facts !== null && facts.softError !== null
    return wording || wentHome(attempt, this.homes) ? this.#unmask(look) : look
  }

  /** What an answer is that may be an error page in disguise. */
  async #unmask(look: Look): Promise<Look> {
    return (await this.#nowhere.answersAlike(look))
      ? { facts: look.facts, attempt: withCause(look.attempt, 'soft-404') }
      : look
  }
}
