/** Ways: where the links of skimmed pages lead. What is written alike is understood once; most links stand on every page. */
import type { Skim, SkimLink, SkimUse } from '../artifacts/skim.js'
import { resolveSkimmed, skimBase } from '../artifacts/skim-target.js'
import { originOf } from '../model/address.js'
import type { Address, Addresses } from './addresses.js'
import type { TargetRole } from './look.js'
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

/** Spellings of one scope and generation, and scopes: folders come and go. */
const REMEMBERED = 20_000
const SCOPES_MAX = 64
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
  /** Links of the page frame by themselves: no text need be looked at. */
  readonly frame: Map<SkimLink, Way | FileWay | null>
}

function newScope(): Scope {
  return {
    frame: new Map(),
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
   * Visits the ways of a skimmed page in the order of its links, those that lead nowhere left out; some come twice.
   * @param url where the page was read
   */
  visit(skim: Skim, url: string, visit: (way: Way | FileWay) => void): void {
    const base = skimBase(skim, url)
    const everywhere = this.#scope(originOf(base))
    const path = base.split(/[?#]/, 1)[0] ?? base
    const folder = this.#scope(path.slice(0, path.lastIndexOf('/') + 1))
    for (const link of skim.links) {
      const way = this.#way(link, base, isRooted(link.raw) ? everywhere : folder)
      if (way !== null) visit(way)
    }
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

  #way(link: SkimLink, base: string, scope: Scope): Way | FileWay | null {
    if (!link.shared) return this.#spelled(link, base, scope)
    const known = scope.frame.get(link)
    if (known !== undefined) return known
    const way = this.#spelled(link, base, scope)
    if (scope.frame.size >= REMEMBERED) scope.frame.clear()
    if (!hangsOnPage(link.raw)) scope.frame.set(link, way)
    return way
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
      reads: role === 'page' && !isFileUrl(url) && this.territory.isInScope(url),
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
