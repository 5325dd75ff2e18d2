/** The link table: which addresses a page names, as what it shares with a page before it and what is its own. */
import type Database from 'better-sqlite3'
import { sharedEnds } from './shared-ends.js'

/** Table of the sets that pages are compared with. */
export const LINK_SET_SCHEMA =
  'CREATE TABLE IF NOT EXISTS link_set (id INTEGER PRIMARY KEY, links BLOB NOT NULL) STRICT;'
/** Frames of a site that are compared at a time: its home, lists, articles, special pages. */
const PATTERNS = 6
const UNPACKED_MAX = 64
/** Less than this in common is not worth a reference. */
const COMMON_MIN = 12

/** Of a folded row, its own numbers begin here. */
const OWN_FROM = 3

interface Pattern {
  readonly id: number
  readonly numbers: readonly number[]
}

function packed(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = []
  let last = 0
  for (const number of numbers) {
    const step = number - last
    last = number
    // Zigzag: small steps either way are short.
    for (let rest = step < 0 ? -2 * step - 1 : 2 * step; ; rest = Math.floor(rest / 128)) {
      bytes.push(rest >= 128 ? (rest % 128) | 128 : rest)
      if (rest < 128) break
    }
  }
  return Uint8Array.from(bytes)
}

function unpacked(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  let last = 0
  let rest = 0
  let weight = 1
  for (const byte of bytes) {
    rest += (byte & 127) * weight
    weight *= 128
    if (byte >= 128) continue
    last += rest % 2 === 1 ? -(rest + 1) / 2 : rest / 2
    numbers.push(last)
    rest = 0
    weight = 1
  }
  return numbers
}

/** The link sets of one site. Writes belong inside a transaction of the caller's. */
export class LinkSets {
  readonly #db: Database.Database
  readonly #ofPage: Database.Statement<[number], { links: Uint8Array | null }>
  readonly #insert: Database.Statement<[Uint8Array]>
  readonly #select: Database.Statement<[number], { links: Uint8Array }>
  #patterns: Pattern[] = []
  /** Sets that were unfolded last: thousands of pages share one. */
  readonly #unpacked = new Map<number, readonly number[]>()

  constructor(db: Database.Database) {
    this.#db = db
    this.#ofPage = db.prepare('SELECT links FROM page WHERE no = ?')
    this.#insert = db.prepare('INSERT INTO link_set (links) VALUES (?)')
    this.#select = db.prepare('SELECT links FROM link_set WHERE id = ?')
  }

  /** A page's links (numbers of addresses, in order) in as few bytes as may be: `[set, head, tail, own numbers …]`. */
  fold(numbers: readonly number[]): Uint8Array {
    let best: { readonly pattern: Pattern; readonly head: number; readonly tail: number } | null = null
    for (const pattern of this.#patterns) {
      const { head, tail } = sharedEnds(pattern.numbers, numbers)
      if (head + tail >= COMMON_MIN && head + tail > (best ? best.head + best.tail : 0))
        best = { pattern, head, tail }
    }
    // A better one may come: whoever shares less than half becomes a pattern itself.
    if (!best || (best.head + best.tail) * 2 < numbers.length) {
      const pattern = { id: Number(this.#insert.run(packed(numbers)).lastInsertRowid), numbers }
      this.#patterns = [pattern, ...this.#patterns].slice(0, PATTERNS)
      return packed([pattern.id, numbers.length, 0])
    }
    const { pattern, head, tail } = best
    return packed([pattern.id, head, tail, ...numbers.slice(head, numbers.length - tail)])
  }

  /** The numbers again. */
  unfold(folded: Uint8Array): number[] {
    const [id = 0, head = 0, tail = 0, ...own] = unpacked(folded)
    const pattern = this.#set(id)
    return [...pattern.slice(0, head), ...own, ...(tail > 0 ? pattern.slice(-tail) : [])]
  }

  #set(id: number): readonly number[] {
    const known = this.#unpacked.get(id)
    if (known) return known
    const row = this.#select.get(id)
    if (!row) throw new Error(`link set ${id} is not in the state of the site`)
    const numbers = unpacked(row.links)
    if (this.#unpacked.size >= UNPACKED_MAX) this.#unpacked.clear()
    this.#unpacked.set(id, numbers)
    return numbers
  }

  /** Numbers of the addresses that the page with this number names; null for one that was not skimmed. */
  of(no: number): number[] | null {
    const links = this.#ofPage.get(no)?.links
    return links ? this.unfold(links) : null
  }

  /**
   * The skimmed pages that name some of the wanted addresses, with the numbers of those, in order of depth and URL. What
   * a set holds of them is looked for once, not once for each of the thousands of pages that share it.
   */
  *naming(wanted: {
    has(no: number): boolean
  }): Generator<{ readonly url: string; readonly links: readonly number[] }> {
    const rows = this.#db
      .prepare<[], { url: string; links: Uint8Array }>(
        'SELECT url, links FROM page WHERE links IS NOT NULL ORDER BY depth, url',
      )
      .iterate()
    const places = new Map<number, readonly number[]>()
    for (const row of rows) {
      const folded = unpacked(row.links)
      const [id = 0, head = 0, tail = 0] = folded
      const set = this.#set(id)
      let held = places.get(id)
      if (!held) {
        held = set.flatMap((no, at) => (wanted.has(no) ? [at] : []))
        places.set(id, held)
      }
      const links: number[] = []
      for (const at of held) if (at < head || at >= set.length - tail) links.push(set[at] ?? 0)
      for (let at = OWN_FROM; at < folded.length; at += 1) {
        const no = folded[at] ?? 0
        if (wanted.has(no)) links.push(no)
      }
      if (links.length > 0) yield { url: row.url, links }
    }
  }

  /** Addresses that attempts agree to be broken. */
  broken(): { readonly no: number; readonly url: string; readonly cause: string }[] {
    const of = (table: string): string => `SELECT no, url, cause FROM ${table} WHERE outcome = 'broken'`
    const both = `${of('page')} UNION ${of('target')} ORDER BY url`
    return this.#db.prepare<[], { no: number; url: string; cause: string }>(both).all()
  }
}
