/** Addresses: everything that a crawl met, each one object with one number, so that a link met again costs one look into a map. */
import type { Via } from '../model/harvest.js'
import type { TargetRole } from './look.js'
import type { Mode } from './territory.js'

/** What became of an address as a page to read; null: it is none. */
export type PageState = 'waiting' | 'taken' | 'read' | null

/** One address. As a page it has a place in the frontier, as a target the strictest role that it is used in. */
export interface Address {
  /** From 1, in order of meeting; the number under which links to it are stored. */
  readonly no: number
  readonly url: string
  page: PageState
  depth: number
  via: Via
  parent: string | null
  mode: Mode
  /** Whether it may be read at all; undefined until its turn comes. */
  admitted: boolean | undefined
  role: TargetRole | null
  /** The page that named it last: a page names most of its links more than once. */
  namedBy: number
}

/** A copy that does not keep the page alive that the text was cut from. */
function own(url: string): string {
  return Buffer.from(url).toString()
}

/** The addresses of one crawl. */
export class Addresses {
  readonly #byUrl = new Map<string, Address>()
  readonly #byNo: (Address | undefined)[] = []

  /** How many there are. */
  get size(): number {
    return this.#byUrl.size
  }

  /** A known address. */
  get(url: string): Address | undefined {
    return this.#byUrl.get(url)
  }

  /** The address with a number. */
  at(no: number): Address | undefined {
    return this.#byNo[no]
  }

  /** An address, known or new. */
  of(url: string): Address {
    return this.#byUrl.get(url) ?? this.restore(this.#byNo.length || 1, own(url))
  }

  /** An address of an earlier, interrupted crawl, under its old number. */
  restore(no: number, url: string): Address {
    const address: Address = {
      no,
      url,
      page: null,
      depth: 0,
      via: 'link',
      parent: null,
      mode: 'scope',
      admitted: undefined,
      role: null,
      namedBy: 0,
    }
    this.#byUrl.set(url, address)
    this.#byNo[no] = address
    return address
  }

  /** Forgets them all: a crawl that is over follows nothing. */
  clear(): void {
    this.#byUrl.clear()
    this.#byNo.length = 0
  }

  /** All of them, in order of their numbers. */
  *all(): Generator<Address> {
    for (const address of this.#byNo) if (address) yield address
  }
}
