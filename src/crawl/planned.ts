/** The plan at work in one crawl: which pages are read and which links are probed, and what is remembered for the next one. */
import { normaliseUrl } from '../model/address.js'
import type { Reach } from '../model/attempt.js'
import { sha256 } from '../model/canonical.js'
import type { SiteShare } from '../model/harvest.js'
import type { InspectionJob } from '../model/inspection.js'
import type { PageFacts } from '../model/page.js'
import { openUntil } from '../model/window.js'
import type { Address, Addresses } from './addresses.js'
import { isLoopback } from './egress.js'
import type { TargetRole } from './look.js'
import { meanRate } from './pacer.js'
import { KEPT_MS, type KnownKind, Plan } from './plan.js'
import { knownDbPath } from './state/folder.js'
import { KnownSite, type Noted } from './state/known.js'
import { strictest } from './targets.js'
import type { Territory } from './territory.js'

/** How an inspection may ask: until when (UTC ms), and how often; infinite where nothing bounds it. */
export interface Allowance {
  readonly until: number
  readonly requests: number
}

/**
 * What the nightly window and the workspace allow an inspection: `closed` outside the window. Only monitoring keeps to
 * them; whoever orders a formal inspection, or a look at start pages, chooses its hour.
 */
export function allowanceOf(job: InspectionJob, now: number): Allowance | 'closed' {
  const { window, maxRequests } = job.settings
  const requests = maxRequests ?? Number.POSITIVE_INFINITY
  if (job.purpose !== 'monitor' || job.startsOnly)
    return { until: Number.POSITIVE_INFINITY, requests: Number.POSITIVE_INFINITY }
  if (!window) return { until: Number.POSITIVE_INFINITY, requests }
  const until = openUntil(window, job.site.timezone, now)
  if (until === null) return 'closed'
  const paced = isLoopback(job.site.origin)
    ? Number.POSITIVE_INFINITY
    : Math.floor((meanRate(job.settings) * (until - now)) / 1000)
  return { until, requests: Math.min(requests, paced) }
}

/** True where the workspace bounds monitoring: then every inspection leaves what the next plan is made of. */
export function isPlanned(job: InspectionJob): boolean {
  const { window, maxRequests } = job.settings
  return !job.startsOnly && (window ?? maxRequests ?? null) !== null
}

/** A page that leads on, whatever it is: the way to everything else. */
function isFront({ depth, via }: Address, facts: PageFacts | undefined): boolean {
  if (via === 'pager') return false
  if (depth === 0 || via === 'menu' || via === 'start' || via === 'place' || via === 'hop') return true
  return facts !== undefined && facts.kind !== 'article' && facts.kind !== 'other'
}

/** One crawl's plan. */
export class Planned {
  readonly #known: KnownSite
  readonly #plan: Plan | null
  readonly #starts: ReadonlySet<string>
  readonly #kinds = new Map<string, KnownKind>()
  readonly #marks = new Map<string, string>()
  readonly #changed = new Set<string>()
  /** Links that are not probed this time, with the strictest use and the page that names them. */
  readonly #held = new Map<Address, { role: TargetRole; from: string }>()
  readonly #parents = new Map<string, string>()
  readonly #missed = new Set<string>()
  /** The page that is being followed; null while a resumed crawl takes up what it had noted. */
  #from: string | null = null

  private constructor(
    job: InspectionJob,
    private readonly now: () => number,
    private readonly startedAt: number,
    private readonly allowance: Allowance,
    homes: readonly string[],
  ) {
    this.#known = KnownSite.open(knownDbPath(job.dataDir, job.site.id))
    this.#starts = new Set(homes.map((url) => normaliseUrl(url) ?? url))
    const open = (job.history.open ?? []).flatMap((url) => normaliseUrl(url) ?? [])
    this.#plan = Number.isFinite(allowance.requests)
      ? new Plan(allowance.requests, this.#known, startedAt, open)
      : null
  }

  /** The plan of a job; null where the workspace bounds nothing, so that everything is looked at and nothing remembered. */
  static open(
    job: InspectionJob,
    allowance: Allowance,
    homes: readonly string[],
    now: () => number,
  ): Planned | null {
    return isPlanned(job) ? new Planned(job, now, now(), allowance, homes) : null
  }

  /** The window has closed: nothing more is begun. */
  isOver(): boolean {
    return this.now() >= this.allowance.until
  }

  #isNew(url: string): boolean {
    return this.#changed.has(url) || this.#known.find(url) === undefined
  }

  /** May a page be read? Start pages always: without them nothing is known of a unit. */
  reads(url: string): boolean {
    const plan = this.#plan
    if (plan === null || this.#starts.has(url) || plan.why(url) !== undefined) return true
    return this.#isNew(url) && plan.meetPage(url)
  }

  /** May a link be probed now? One that may not is held, and asked for again after `fill`. */
  probes(address: Address, role: TargetRole): boolean {
    const from = this.#from
    if (from !== null && !this.#parents.has(address.url)) this.#parents.set(address.url, from)
    const plan = this.#plan
    if (plan === null || address.role !== null || plan.why(address.url) !== undefined) return true
    if (this.#isNew(address.url) && plan.meetLink(address.url)) return true
    const held = this.#held.get(address)
    this.#held.set(address, {
      role: strictest(role, held?.role ?? role),
      from: held?.from ?? from ?? address.url,
    })
    return false
  }

  /** Takes notice of how an address was looked at: what was asked again, and where it was sent on, was not planned. */
  took({ attempts }: Reach): void {
    let requests = 0
    for (const { client, redirects } of attempts) if (client === 'http') requests += 1 + redirects.length
    if (requests > 1) this.#plan?.charge(requests - 1)
  }

  /** True when a probe comes too late, and is left out. */
  misses(url: string): boolean {
    if (!this.isOver()) return false
    this.#missed.add(url)
    return true
  }

  /** Takes notice of a page before it is followed: what it is, and how it shows what it lists. */
  saw(address: Address, facts: PageFacts): void {
    this.#from = address.url
    this.#kinds.set(address.url, isFront(address, facts) ? 'front' : 'article')
    for (const { url, title, date } of facts.items) {
      const item = url === null ? null : normaliseUrl(url)
      if (item === null) continue
      const mark = sha256(`${title}\n${date ?? ''}`).slice(0, 12)
      const before = this.#known.markOf(item)
      if (before !== null && before !== mark) this.#changed.add(item)
      this.#marks.set(item, mark)
    }
  }

  /** Fills up with what was looked at longest ago; gives the held links that are now to be probed. */
  fill(): [Address, TargetRole][] {
    if (this.#plan === null || this.isOver()) return []
    this.#plan.fill()
    const due: [Address, TargetRole][] = []
    for (const [address, { role }] of this.#held)
      if (this.#plan.why(address.url) !== undefined) {
        this.#held.delete(address)
        due.push([address, role])
      }
    return due
  }

  /** Pages that name links which were not probed. */
  unprobedAt(): Set<string> {
    const pages = new Set([...this.#held.values()].map(({ from }) => from))
    for (const url of this.#missed) pages.add(this.#parents.get(url) ?? url)
    return pages
  }

  #kindOf(address: Address): KnownKind {
    if (address.page === null) return 'target'
    const kind = this.#kinds.get(address.url) ?? this.#known.find(address.url)?.kind
    return kind !== undefined && kind !== 'target' ? kind : isFront(address, undefined) ? 'front' : 'article'
  }

  *#noted(addresses: Addresses): Generator<Noted> {
    for (const address of addresses.all()) {
      const { url, page, role } = address
      if (page === null && role === null && !this.#held.has(address)) continue
      yield {
        url,
        kind: this.#kindOf(address),
        depth: address.depth,
        parent: page === null ? (this.#parents.get(url) ?? null) : address.parent,
        looked: page === null ? role !== null && !this.#missed.has(url) : page === 'read',
        mark: this.#marks.get(url) ?? null,
      }
    }
  }

  /**
   * Remembers what was met and what was looked at.
   * @param whole everything that there is was met: nothing was refused, and every unit inspected
   */
  remember(addresses: Addresses, whole: boolean): void {
    this.#known.note([...this.#noted(addresses)], this.startedAt, whole)
  }

  /** What is known of each unit, and how much of it was looked at this time and in the days that count. */
  shares(territory: Territory): Map<string, SiteShare> {
    const shares = new Map<string, SiteShare>()
    const units = new Map<string, string | null>()
    const unitOf = (url: string): string | null => {
      let unit = units.get(url)
      if (unit === undefined) {
        unit = territory.unitOf(url)?.id ?? null
        units.set(url, unit)
      }
      return unit
    }
    for (const { url, kind, parent, lookedAt } of this.#known.all()) {
      const unit = unitOf(kind === 'target' && parent !== null ? parent : url)
      if (unit === null) continue
      const share = shares.get(unit) ?? { fronts: none(), pages: none(), links: none() }
      shares.set(unit, share)
      const counts =
        kind === 'target' ? [share.links] : kind === 'front' ? [share.fronts, share.pages] : [share.pages]
      for (const count of counts) {
        count.known += 1
        if (lookedAt >= this.startedAt) count.looked += 1
        if (lookedAt > this.startedAt - KEPT_MS) count.recent += 1
      }
    }
    return shares
  }

  close(): void {
    this.#known.close()
  }
}

function none() {
  return { known: 0, looked: 0, recent: 0 }
}
