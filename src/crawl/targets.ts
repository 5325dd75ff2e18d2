/** Link targets that are not read as pages: each distinct one is probed once, and again where it fails. */
import type { Attempt, Reach } from '../model/attempt.js'
import type { Address } from './addresses.js'
import { Background } from './background.js'
import { settle, settledBy } from './confirm.js'
import type { CrawlContext } from './context.js'
import { isHtml, type Look, type TargetRole, wentHome } from './look.js'
import { laneOf } from './pacer.js'
import { lookAt, lookAtRendered } from './reading.js'

/** Probes that the browser settles; it is the scarce one. */
const BROWSER_LOOKS = 200

/** A target that pages use in several ways is judged in the strictest of them, in whatever order they are met. */
const ROLES: readonly TargetRole[] = ['page', 'attachment', 'image']

/** The stricter of two roles. */
export function strictest(one: TargetRole, other: TargetRole): TargetRole {
  return ROLES.indexOf(one) < ROLES.indexOf(other) ? other : one
}

/** Targets of one host that wait for their first probe: as addresses, for a large site has more of them than memory for promises. */
class Line {
  readonly #waiting: Address[] = []
  #next = 0
  active = 0

  push(address: Address): void {
    this.#waiting.push(address)
  }

  get length(): number {
    return this.#waiting.length - this.#next
  }

  shift(): Address | undefined {
    const address = this.#waiting[this.#next]
    this.#next += 1
    if (this.#next >= this.#waiting.length) {
      this.#waiting.length = 0
      this.#next = 0
    }
    return address
  }
}

/** Every target of the crawl. */
export class Targets {
  #count = 0
  #waiting = 0
  readonly #lines = new Map<string, Line>()
  readonly #probes = new Background()
  readonly #left: [Address, TargetRole][] = []
  #browserLooks = 0

  constructor(private readonly context: CrawlContext) {
    for (const { no, url, role, probed } of context.state.targets()) {
      const address = context.addresses.get(url) ?? context.addresses.restore(no, url)
      if (probed) {
        address.role = role
        this.#count += 1
      } else this.#left.push([address, role])
    }
  }

  /** Probes what an interrupted crawl had noted and not probed. */
  resume(): void {
    for (const [address, role] of this.#left.splice(0)) {
      if (/^file:/i.test(address.url)) this.wantFile(address.url)
      else if (address.page === null) this.wantAddress(address, role)
    }
  }

  /** Targets known so far. */
  get count(): number {
    return this.#count
  }

  /** Probes that are not settled yet. */
  get pending(): number {
    return this.#waiting + this.#probes.size
  }

  /** Asks for a target to be probed; once is enough, unless a page uses it as something that is judged more strictly. */
  want(url: string, role: TargetRole): void {
    this.wantAddress(this.context.addresses.of(url), role)
  }

  /** The same for an address at hand. */
  wantAddress(address: Address, role: TargetRole): void {
    if (this.context.planned?.probes(address, role) === false) return
    if (!this.#isNew(address, role)) return
    const lane = laneOf(address.url)
    let line = this.#lines.get(lane)
    if (!line) {
      line = new Line()
      this.#lines.set(lane, line)
    }
    line.push(address)
    this.#waiting += 1
    this.#advance(line)
  }

  #advance(line: Line): void {
    while (line.active < this.context.connections && line.length > 0) {
      const address = line.shift()
      if (!address) return
      this.#waiting -= 1
      line.active += 1
      this.#probes.add(this.#probe(address, () => this.#free(line)))
    }
  }

  #free(line: Line): void {
    line.active -= 1
    this.#advance(line)
  }

  #isNew(address: Address, role: TargetRole): boolean {
    const known = address.role
    if (known !== null && known === strictest(known, role)) return false
    if (known === null) {
      this.#count += 1
      this.context.state.want(address.no, address.url, role)
    }
    address.role = role
    return true
  }

  /** A `file:` link: no client is asked, its spelling is the fault. */
  wantFile(raw: string): void {
    const address = this.context.addresses.of(raw)
    if (!this.#isNew(address, 'page')) return
    const now = this.context.now()
    const attempt: Attempt = {
      client: 'http',
      url: raw,
      startedAt: now,
      finishedAt: now,
      finalUrl: raw,
      status: null,
      cause: 'private-address',
      error: 'file: is an address of one machine only',
      address: null,
      redirects: [],
      bytes: 0,
      bodySha256: null,
      contentType: null,
    }
    const outcome = this.context.standing().privatePortal ? 'unverified' : 'broken'
    this.context.state.target(address.no, 'page', {
      url: raw,
      outcome,
      cause: 'private-address',
      status: null,
      bytes: null,
      finalUrl: raw,
      attempts: [attempt],
    })
  }

  /** Waits until every probe is settled or the crawl is stopped; rejects with the first bug. */
  finish(): Promise<void> {
    return this.#probes.finish()
  }

  /** @param looked called when the first look is over: confirming a failure holds nobody up */
  async #probe(address: Address, looked: () => void): Promise<void> {
    const { context } = this
    const { url } = address
    const role = address.role ?? 'page'
    let first: Look | Reach | null
    try {
      first = await this.#look(url, role)
    } finally {
      looked()
    }
    if (first === null || context.signal.aborted) return
    if (!('attempt' in first)) {
      this.#keep(address, role, first)
      return
    }
    if (first.attempt.cause === null) {
      this.#keep(address, role, settledBy(url, first, context.standing()).reach)
      return
    }
    const eyes = {
      again: async () => (await context.lanes.run(url, () => this.#get(url, role))) ?? (first as Look),
      browser: this.#browser(url),
    }
    const { reach } = await settle(url, first, eyes, context.rules)
    if (!context.signal.aborted) this.#keep(address, role, reach)
  }

  /** What was asked in a stricter role meanwhile is left to that. */
  #keep(address: Address, role: TargetRole, reach: Reach): void {
    this.context.planned?.took(reach)
    if (address.role === role) this.context.state.target(address.no, role, reach)
  }

  /** First look; a Reach where nobody is asked, null where the crawl was stopped meanwhile. */
  async #look(url: string, role: TargetRole): Promise<Look | Reach | null> {
    const { context } = this
    if (context.signal.aborted || context.planned?.misses(url)) return null
    const asked = context.robots.verdict(url)
    const verdict = asked instanceof Promise ? await asked : asked
    if (verdict === 'disallowed') {
      const nothing = { status: null, bytes: null, finalUrl: url, attempts: [] }
      return { url, outcome: 'unknown', cause: 'robots', ...nothing }
    }
    const silent = context.health.givenUp(url)
    if (silent) {
      const { status, cause } = silent
      return { url, outcome: 'unverified', cause, status, bytes: null, finalUrl: url, attempts: [silent] }
    }
    return this.#get(url, role)
  }

  async #get(url: string, role: TargetRole): Promise<Look | null> {
    const { context } = this
    if (context.signal.aborted) return null
    const answer = await context.http.get(url, {
      signal: context.signal,
      probe: true,
      fresh: true,
      unhashed: context.linksOnly,
    })
    context.health.note(answer.attempt)
    const complete = answer.complete && isHtml(answer.attempt.contentType, answer.body)
    const look = lookAt(answer, role, complete, context.skimming)
    return role === 'page' ? context.suspect(look) : look
  }

  #browser(url: string): (() => Promise<Look>) | null {
    const { browser, signal } = this.context
    if (!browser || this.#browserLooks >= BROWSER_LOOKS) return null
    return async () => {
      this.#browserLooks += 1
      const look = lookAtRendered(await this.context.renderSlot(() => browser.render(url, { signal })))
      // Sent home is sent home in the browser too: then both clients saw the same nothing.
      return look.attempt.cause === null && wentHome(look.attempt, this.context.homes)
        ? this.context.suspect(look)
        : look
    }
  }
}
