/** Ways: where the links of skimmed pages lead. What is written alike is understood once; most links stand on every page. */
import { resolveSkimmed, type Skim, type SkimLink, skimBase } from '../artifacts/skim.js'
import { normaliseUrl, originOf } from '../model/address.js'
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

/** Spellings of one generation. */
const REMEMBERED = 50_000
const LONGEST = 500

type Spelled = Map<string, Way | FileWay | null>

/** What spellings mean, by the scope in which they mean it; two generations: what the frame names stays. */
class Spellings {
  #young = new Map<string, Spelled>()
  #old = new Map<string, Spelled>()
  #size = 0

  get(scope: string, raw: string): Way | FileWay | null | undefined {
    const known = this.#young.get(scope)?.get(raw)
    if (known !== undefined) return known
    const before = this.#old.get(scope)?.get(raw)
    if (before !== undefined) this.set(scope, raw, before)
    return before
  }

  set(scope: string, raw: string, way: Way | FileWay | null): void {
    if (this.#size >= REMEMBERED) this.forget(this.#young)
    this.#size += 1
    // A copy: a piece of a page would keep the whole page alive.
    const spelled = Buffer.from(raw, 'utf16le').toString('utf16le')
    const known = this.#young.get(scope)
    if (known) known.set(spelled, way)
    else this.#young.set(scope, new Map([[spelled, way]]))
  }

  /** Forgets all but what is given. */
  forget(old: Map<string, Spelled> = new Map()): void {
    this.#old = old
    this.#young = new Map()
    this.#size = 0
  }
}

/** The ways of one crawl. */
export class Ways {
  readonly #spellings = new Spellings()

  constructor(
    private readonly addresses: Addresses,
    private readonly territory: Territory,
  ) {}

  /** The territory has learned something: what was understood may be wrong. */
  forget(): void {
    this.#spellings.forget()
  }

  /**
   * The ways of a skimmed page in the order of its links, those that lead nowhere left out; some may come twice.
   * @param url where the page was read
   */
  *of(skim: Skim, url: string): Generator<Way | FileWay> {
    const base = skimBase(skim, url)
    const everywhere = `${originOf(base)} `
    const folder = `${base.slice(0, base.split(/[?#]/, 1)[0]?.lastIndexOf('/') ?? base.length)} `
    for (const link of skim.links) {
      const way = this.#way(link, base, isRooted(link.raw) ? everywhere : folder)
      if (way !== null) yield way
    }
  }

  #way(link: SkimLink, base: string, scope: string): Way | FileWay | null {
    const { raw, use } = link
    // A query or a fragment alone depends on the page itself.
    const first = raw.charCodeAt(0)
    if (raw.length > LONGEST || first === 0x3f || first === 0x23) return this.#understand(link, base)
    const known = this.#spellings.get(scope + use, raw)
    if (known !== undefined) return known
    const way = this.#understand(link, base)
    this.#spellings.set(scope + use, raw, way)
    return way
  }

  #understand(link: SkimLink, base: string): Way | FileWay | null {
    const target = resolveSkimmed(link, base)
    if (target === null || 'file' in target) return target
    const url = normaliseUrl(target.url)
    if (url === null) return null
    const { role } = target
    return {
      address: this.addresses.of(url),
      role,
      reads: role === 'page' && !isFileUrl(url) && this.territory.isInScope(url),
    }
  }
}

/** True for a spelling that means the same on every page of an origin. */
function isRooted(raw: string): boolean {
  const first = raw.charCodeAt(0)
  if (first === 0x2f) return raw.charCodeAt(1) !== 0x2f
  return (first === 0x68 || first === 0x48) && /^https?:\/\//i.test(raw)
}
