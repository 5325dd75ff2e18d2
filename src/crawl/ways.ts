/** Ways: where the links of skimmed pages lead. What is written alike is understood once; most links stand on every page. */
import type { Skim, SkimLink, SkimRun, SkimUse } from '../artifacts/skim.js'
import { resolveSkimmed, skimBase } from '../artifacts/skim-target.js'
import { originOf } from '../model/address.js'
import type { Address, Addresses } from './addresses.js'
import type { TargetRole } from './look.js'
import { strictest } from './targets.js'
import { isFileUrl, type Territory } from './territory.js'

/** Where a link leads. `reads`: it is read as a page, else probed in its role. */
export interface Way {
  readonly address: Address
  readonly role: TargetRole
  readonly reads: boolean
}

/** A link to a file on somebody's own machine, as written. */
export interface FileWay {
  readonly file: string
}

/** Where a part of a page frame leads, understood once for all pages of a scope. */
export interface FrameWays {
  /** In order; some come twice. */
  readonly ways: readonly (Way | FileWay)[]
  /** The addresses among them, each once. */
  readonly addresses: readonly Address[]
  /** What means something else on every page. */
  readonly hanging: readonly SkimLink[]
  /** Pages as deep as this, or deeper, find nothing in it that is not noted. */
  settledFrom: number
}

/** True when no page as deep as this could bring a way nearer, or have it probed more strictly. It stays so. */
export function isSettled(way: Way | FileWay, depth: number): boolean {
  if ('file' in way) return true
  const { page, mode, role } = way.address
  if (way.reads) return page !== null && mode === 'scope' && way.address.depth <= depth
  return page !== null || (role !== null && role === strictest(role, way.role))
}

/** Who is told of ways: those of frames together, the others one by one. */
export interface WayVisitor {
  frame(frame: FrameWays): void
  way(way: Way | FileWay): void
}

/** Spellings of one scope and generation, and scopes: folders come and go. */
const REMEMBERED = 20_000
const SCOPES_MAX = 64
const FRAMES_MAX = 64
const LONGEST = 500

/** What spellings mean in one scope, in two generations: those of the frame are met on every page and stay. */
class Spellings {
  #young = new Map<string, Way | FileWay | null>()
  #old = new Map<string, Way | FileWay | null>()

  get(raw: string): Way | FileWay | null | undefined {
    const known = this.#young.get(raw)
    if (known !== undefined) return known
    const before = this.#old.get(raw)
    if (before !== undefined) this.set(raw, before)
    return before
  }

  set(raw: string, way: Way | FileWay | null): void {
    if (this.#young.size >= REMEMBERED) {
      this.#old = this.#young
      this.#young = new Map()
    }
    // A copy: a piece of a page would keep the whole page alive.
    this.#young.set(Buffer.from(raw, 'utf16le').toString('utf16le'), way)
  }
}

type Scope = Readonly<Record<SkimUse, Spellings>> & {
  readonly frames: Map<SkimRun, FrameWays>
}

function newScope(): Scope {
  return {
    frames: new Map(),
    click: new Spellings(),
    download: new Spellings(),
    handler: new Spellings(),
    picture: new Spellings(),
    media: new Spellings(),
  }
}

/** The ways of one crawl. */
export class Ways {
  readonly #scopes = new Map<string, Scope>()

  constructor(
    private readonly addresses: Addresses,
    private readonly territory: Territory,
  ) {}

  /** The territory has learned something: what was understood may be wrong. */
  forget(): void {
    this.#scopes.clear()
  }

  /**
   * Visits the ways of a skimmed page, those that lead nowhere left out; some come twice.
   * @param url where the page was read
   */
  visit(skim: Skim, url: string, visitor: WayVisitor): void {
    const base = skimBase(skim, url)
    const everywhere = this.#scope(originOf(base))
    const path = base.split(/[?#]/, 1)[0] ?? base
    const folder = this.#scope(path.slice(0, path.lastIndexOf('/') + 1))
    for (const run of skim.runs) {
      const frame = run.frame ? this.#frame(run, base, everywhere, folder) : null
      if (frame) visitor.frame(frame)
      for (const link of frame?.hanging ?? run.links) {
        const way = this.#spelled(link, base, isRooted(link.raw) ? everywhere : folder)
        if (way !== null) visitor.way(way)
      }
    }
  }

  #frame(run: SkimRun, base: string, everywhere: Scope, folder: Scope): FrameWays {
    const known = everywhere.frames.get(run) ?? folder.frames.get(run)
    if (known) return known
    const hanging = run.links.filter(({ raw }) => hangsOnPage(raw))
    const lasting = run.links.filter(({ raw }) => !hangsOnPage(raw))
    const ways = lasting.flatMap((link) => {
      const way = this.#spelled(link, base, isRooted(link.raw) ? everywhere : folder)
      return way === null ? [] : [way]
    })
    const addresses = new Set(ways.flatMap((way) => ('file' in way ? [] : [way.address])))
    const frame = { ways, addresses: [...addresses], hanging, settledFrom: Number.POSITIVE_INFINITY }
    const { frames } = lasting.every(({ raw }) => isRooted(raw)) ? everywhere : folder
    if (frames.size >= FRAMES_MAX) frames.clear()
    frames.set(run, frame)
    return frame
  }

  /** Spellings of a scope by use; the folder that was asked for longest ago makes room. */
  #scope(name: string): Scope {
    let scope = this.#scopes.get(name)
    if (scope) this.#scopes.delete(name)
    else scope = newScope()
    this.#scopes.set(name, scope)
    if (this.#scopes.size > SCOPES_MAX)
      for (const oldest of this.#scopes.keys()) {
        this.#scopes.delete(oldest)
        break
      }
    return scope
  }

  #spelled(link: SkimLink, base: string, scope: Scope): Way | FileWay | null {
    const { raw, use } = link
    if (raw.length > LONGEST || hangsOnPage(raw)) return this.#understand(link, base)
    const spellings = scope[use]
    const known = spellings.get(raw)
    if (known !== undefined) return known
    const way = this.#understand(link, base)
    spellings.set(raw, way)
    return way
  }

  #understand(link: SkimLink, base: string): Way | FileWay | null {
    const target = resolveSkimmed(link, base)
    if (target === null || 'file' in target) return target
    const { role, url } = target
    return {
      address: this.addresses.of(url),
      role,
      reads: role === 'page' && !isFileUrl(url) && this.territory.isNewInScope(url),
    }
  }
}

/** A query or a fragment alone means something else on every page. */
function hangsOnPage(raw: string): boolean {
  const first = raw.charCodeAt(0)
  return first === 0x3f || first === 0x23 || raw.trim() === ''
}

/** True for a spelling that means the same on every page of an origin. */
function isRooted(raw: string): boolean {
  const first = raw.charCodeAt(0)
  if (first === 0x2f) return raw.charCodeAt(1) !== 0x2f
  return (first === 0x68 || first === 0x48) && /^https?:\/\//i.test(raw)
}
