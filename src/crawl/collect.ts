/** Collecting: one crawl of one site, from the network self-test to the harvest. */
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { normaliseUrl } from '../model/address.js'
import type { FileRecord } from '../model/file.js'
import type { Harvest } from '../model/harvest.js'
import type { InspectionJob } from '../model/inspection.js'
import type { SearchView } from '../model/portal.js'
import type { UnitSpec } from '../model/site.js'
import { Canary } from './canary.js'
import { clickVoidLinks } from './clicking.js'
import { type CollectDeps, CrawlContext } from './context.js'
import { type DeadLink, deadLinks } from './dead-links.js'
import { isLoopback } from './egress.js'
import { Follower } from './follow.js'
import { Frontier } from './frontier.js'
import { LOOPBACK_CONNECTIONS } from './pacer.js'
import type { Planned } from './planned.js'
import { runPool } from './pool.js'
import { Robots, spacingOf } from './robots.js'
import { Searching } from './searching.js'
import { seedsOf } from './seeds.js'
import { startReach } from './start-reach.js'
import { CrawlState } from './state/crawl-state.js'
import { isDamage, removeDatabase } from './state/database.js'
import { crawlDbPath, startsDbPath } from './state/folder.js'
import { lockSite } from './state/lock.js'
import { Targets } from './targets.js'
import { Shapes } from './traps.js'
import { Visitor } from './visit.js'

export type { CollectDeps, CrawlLog, Progress } from './context.js'

/**
 * A harvest that holds a database open. `searchAgain` tries every search of the site anew, for the witness. `deadLinks`
 * is what a crawl for links alone was made for. `big`: it takes memory to judge.
 */
export type OpenHarvest = Harvest & {
  searchAgain(): Promise<ReadonlyMap<string, SearchView>>
  deadLinks(): DeadLink[]
  readonly big: boolean
  close(): void
}

/** A portal of so many pages takes memory to judge: what the crawl left is given back first. */
const BIG_PAGES = 2_000

interface Extras {
  big: boolean
  search: ReadonlyMap<string, SearchView>
  clicks: ReadonlyMap<string, 'nothing' | 'something'>
  files: ReadonlyMap<string, FileRecord>
  shares?: Harvest['shares']
}

function harvestOf(context: CrawlContext, extras: Extras): OpenHarvest {
  const { state, job, canary } = context
  const units = job.site.units.filter((unit) => context.territory.inspected.has(unit.id))
  const first = <T>(url: string, find: (spelling: string) => T | undefined): T | undefined => {
    const found = find(url)
    if (found !== undefined) return found
    const spelling = normaliseUrl(url)
    return spelling === null || spelling === url ? undefined : find(spelling)
  }
  const page = (url: string) => first(url, (one) => state.page(one))
  const reach = (url: string) => first(url, (one) => state.reachOf(one))
  return {
    site: job.site,
    pages: () => state.pages(),
    page,
    reach,
    bodySha256: (url) => first(url, (one) => state.bodySha256(one) ?? undefined) ?? null,
    starts: new Map(units.map(({ id, portal }) => [id, startReach(portal, { reach, page })])),
    gaps: context.gaps.list(),
    search: extras.search,
    clicks: extras.clicks,
    ...(extras.shares ? { shares: extras.shares } : {}),
    file: (url) => first(url, (one) => extras.files.get(one)),
    canary: canary.colour,
    interrupted: context.deps.signal.aborted,
    searchAgain: () => new Searching(context).all(),
    deadLinks: () => deadLinks(state),
    big: extras.big,
    close: () => state.close(),
  }
}

function isPaused(job: InspectionJob, now: number): boolean {
  return job.site.pauses.some((pause) => pause.from <= now && now < pause.to)
}

/** One crawl as it goes. */
class Collecting {
  readonly #stop = new AbortController()
  readonly #context: CrawlContext
  readonly #frontier: Frontier
  readonly #targets: Targets
  readonly #follower: Follower
  readonly #visitor: Visitor
  readonly #connections: number
  #paused = false

  constructor(
    private readonly job: InspectionJob,
    private readonly deps: CollectDeps,
    private readonly state: CrawlState,
  ) {
    const { signal } = this.#stop
    // Every request under way listens to it.
    setMaxListeners(0, signal)
    if (deps.signal.aborted) this.#stop.abort()
    deps.signal.addEventListener('abort', this.#abort, { once: true })
    this.#connections = isLoopback(job.site.origin) ? LOOPBACK_CONNECTIONS : job.settings.connections
    const canary = new Canary(deps.http, job.settings.canaries, signal, deps.canaryEveryMs)
    const lifted = new Set(job.site.robotsAuthorised === null ? [] : [job.site.origin])
    const robots = new Robots(deps.http, lifted, signal, spacingOf(deps.http))
    this.#context = new CrawlContext(job, deps, state, canary, robots, signal, this.#connections)
    const shapes = new Shapes()
    const admits = (url: string): boolean => {
      if (this.#context.planned?.reads(url) === false) return false
      const why = shapes.verdict(url)
      if (why !== null)
        deps.log.info({ url: url.slice(0, 300), why }, 'an address that never ends is not followed')
      return why === null
    }
    this.#frontier = new Frontier(state, job.settings.maxPages, admits, this.#context.addresses)
    this.#targets = new Targets(this.#context)
    this.#follower = new Follower(this.#context, this.#frontier, this.#targets)
    this.#visitor = new Visitor(this.#context, this.#frontier, this.#follower)
  }

  readonly #abort = (): void => this.#stop.abort()

  async run(): Promise<OpenHarvest> {
    const { canary } = this.#context
    const extras: Extras = { big: false, search: new Map(), clicks: new Map(), files: new Map() }
    try {
      if (isPaused(this.job, this.deps.now())) this.#pause('pause')
      else if (this.#context.closed) this.#pause('window')
      else if ((await canary.ask()) !== 'red') {
        canary.watch(this.#abort)
        await this.#crawl()
        if (this.job.startsOnly || this.#context.linksOnly) await canary.ask()
        else if (!this.#stop.signal.aborted && !this.#paused) {
          await this.#file(extras)
          extras.search = await new Searching(this.#context).all()
          extras.clicks = await clickVoidLinks(this.#context)
          await canary.ask()
        }
      }
    } finally {
      canary.rest()
      this.deps.signal.removeEventListener('abort', this.#abort)
    }
    if (this.deps.signal.aborted) this.state.flush()
    else this.state.finish(this.deps.now())
    extras.shares = this.#remember()
    this.#context.addresses.clear()
    return harvestOf(this.#context, extras)
  }

  /** Reads files. The witness may ask for a few more: on a big portal a thread's start costs less than what it holds. */
  async #file(extras: Extras): Promise<void> {
    extras.big = this.#frontier.counts().taken >= BIG_PAGES
    if (extras.big) this.deps.memory?.sweep()
    extras.files = await this.#context.filing.read()
    if (extras.big) await this.deps.documents?.rest?.()
  }

  /** Leaves what the next plan is made of, unless the crawl was broken off. */
  #remember(): Extras['shares'] {
    const { addresses, gaps, planned, territory } = this.#context
    if (!planned) return undefined
    const whole = gaps.list().length === 0 && territory.inspected.size === this.job.site.units.length
    if (!this.#stop.signal.aborted) planned.remember(addresses, whole)
    const shares = planned.shares(territory)
    planned.close()
    return shares
  }

  #pause(reason: 'pause' | 'window'): void {
    this.#paused = true
    for (const { id, portal } of this.#inspectedUnits())
      this.#context.gaps.add({ unit: id, url: portal, reason })
  }

  #inspectedUnits(): UnitSpec[] {
    return this.job.site.units.filter((unit) => this.#context.territory.inspected.has(unit.id))
  }

  /** A robots.txt that cannot be had is asked for again like any other failure. True where it cannot. */
  async #askRobots(): Promise<boolean> {
    const { robots, signal } = this.#context
    let verdict = await robots.verdict(this.job.site.home)
    const offsets = this.job.settings.retrySeconds
    for (let index = 1; index < offsets.length && verdict === 'unavailable' && !signal.aborted; index += 1) {
      const wait = Math.max(0, (offsets[index] ?? 0) - (offsets[index - 1] ?? 0))
      await sleep(wait * 1000, undefined, { signal }).catch(() => undefined)
      verdict = await robots.again(this.job.site.home)
    }
    return verdict === 'unavailable'
  }

  /** Part of an outage, not a closure (contract §2): only start pages were asked for, and nothing else is known. */
  #noteOutage(): void {
    for (const { id, portal } of this.#inspectedUnits())
      if (this.state.reachOf(normaliseUrl(portal) ?? portal)?.outcome === 'ok')
        this.#context.gaps.add({ unit: id, url: portal, reason: 'outage' })
  }

  /** Nothing more is begun: a pause has come, or the nightly window has closed. */
  #isOver(): boolean {
    return this.#paused || this.#context.planned?.isOver() === true
  }

  /** Reads what the frontier gives until it gives nothing more. */
  async #read(): Promise<void> {
    await runPool(
      {
        concurrency: this.#connections,
        take: () => (this.#isOver() ? null : this.#frontier.take()),
        finished: () =>
          (this.#isOver() || this.#frontier.exhausted()) && (this.#paused || this.#visitor.confirming === 0),
        handle: async (entry) => {
          await this.#visitor.visit(entry)
          this.#tell()
          if (isPaused(this.job, this.deps.now())) this.#pause('pause')
        },
      },
      this.#context.signal,
    )
  }

  /** What the plan still has room for, once everything that comes first was looked at. */
  async #readOn(planned: Planned): Promise<void> {
    for (const [address, role] of planned.fill())
      if (address.page === null) this.#targets.wantAddress(address, role)
    this.#frontier.reconsider()
    await this.#read()
  }

  async #crawl(): Promise<void> {
    const { planned } = this.#context
    const unruled = await this.#askRobots()
    if (this.state.resumed) this.#follower.resume()
    for (const seed of seedsOf(this.job, this.#context.territory)) this.#follower.add(seed)
    await this.#read()
    if (planned && !this.#isOver()) await this.#readOn(planned)
    await this.#visitor.finish()
    await this.#targets.finish()
    if (unruled) this.#noteOutage()
    this.#tell()
    for (const { url } of this.#frontier.left()) this.#follower.gap(url, this.#paused ? 'pause' : 'limit')
    for (const url of planned?.unprobedAt() ?? []) this.#follower.gap(url, 'limit')
  }

  #tell(): void {
    const { taken, waiting } = this.#frontier.counts()
    this.deps.onProgress?.({
      pages: taken,
      links: this.#targets.count,
      queued: waiting + this.#targets.pending,
    })
  }
}

/**
 * Crawls one site and gives its harvest, backed by the site's own state until it is closed.
 * Faults of portals are data; it rejects only for bugs of ours, bad settings, a full disk, and while another process
 * crawls the site (UserFault). The lock is held until the harvest is closed.
 * An aborted signal ends it soon, with `interrupted`: the next call with the same `resumeKey` goes on within a day.
 */
export async function collect(job: InspectionJob, deps: CollectDeps): Promise<OpenHarvest> {
  const path = (job.startsOnly ? startsDbPath : crawlDbPath)(job.dataDir, job.site.id)
  const lock = lockSite(path, job.site.name)
  let state: CrawlState | null = null
  try {
    state = CrawlState.open(path, job.resumeKey, deps.now())
    const harvest = await new Collecting(job, deps, state).run()
    return {
      ...harvest,
      close: () => {
        harvest.close()
        lock.release()
      },
    }
  } catch (error) {
    try {
      state?.close()
    } catch {
      // A full disk refuses this too; what is told is why the crawl ended.
    }
    if (isDamage(error)) removeDatabase(path)
    lock.release()
    throw error
  }
}
