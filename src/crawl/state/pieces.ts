/** Pieces: links, menu entries and forms that stand on many pages, kept once. */
import type Database from 'better-sqlite3'

/** Keys of one generation: the frame of a site is met on every page and stays, what is met once is soon forgotten. */
const REMEMBERED = 10_000
const LONGEST_KEY = 2_000

/** Two generations of a map: what was not asked for during the last one is forgotten. */
export class Recent<Key, Value> {
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  /** @param most how many one generation holds */
  constructor(private readonly most: number) {}

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.most) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }
}

/** A piece as stored: the number of a shared one, or the thing itself. */
export type Folded<T> = number | T

/** The table of shared pieces. What is met for the second time is shared from then on. */
export class Pieces {
  readonly #insert: Database.Statement<[string]>
  readonly #select: Database.Statement<[number], { json: string }>
  /** By what a thing says; 0: met once. */
  readonly #ids = new Recent<string, number>(REMEMBERED)
  /** By the thing itself: the reader gives one object for every page that shares a piece of frame. */
  readonly #known = new WeakMap<object, number>()
  readonly #values = new Recent<number, object>(REMEMBERED)

  constructor(db: Database.Database) {
    this.#insert = db.prepare('INSERT INTO piece (json) VALUES (?)')
    this.#select = db.prepare('SELECT json FROM piece WHERE id = ?')
  }

  /**
   * The number under which a thing is shared, or the thing. Writes: call it inside a transaction.
   * @param keyOf tells everything that the thing says
   */
  fold<T extends object>(value: T, keyOf: (value: T) => string): Folded<T> {
    const shared = this.#known.get(value)
    if (shared !== undefined) return shared
    const key = keyOf(value)
    if (key.length > LONGEST_KEY) return value
    const known = this.#ids.get(key)
    if (known === undefined) {
      // A flat copy: a key made of pieces of a page would keep the page alive.
      this.#ids.set(Buffer.from(key, 'utf16le').toString('utf16le'), 0)
      return value
    }
    const id = known || this.add(value)
    if (known === 0) this.#ids.set(key, id)
    this.#known.set(value, id)
    return id
  }

  /** The thing again: the same object for every page that shares it. */
  unfold<T extends object>(folded: Folded<T>): T {
    if (typeof folded !== 'number') return folded
    const known = this.#values.get(folded)
    if (known) return known as T
    const value = this.at<T>(folded)
    this.#values.set(folded, value)
    this.#known.set(value, folded)
    return value
  }

  /** Keeps a thing, whatever was kept before; gives its number. Writes: call it inside a transaction. */
  add(value: object): number {
    return Number(this.#insert.run(JSON.stringify(value)).lastInsertRowid)
  }

  /** What was kept under a number, made anew. */
  at<T extends object>(id: number): T {
    const row = this.#select.get(id)
    if (!row) throw new Error(`piece ${id} is not in the state of the site`)
    return JSON.parse(row.json) as T
  }
}
