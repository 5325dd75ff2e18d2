/** What earlier inspections met at a site and when each address was last looked at: what the next plan is made of. */
import { rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Known, KnownAddress, KnownKind } from '../plan.js'
import { openedWith } from './sqlite.js'

/** Of the tables; a memory of another version is thrown away. */
const VERSION = 1
const SCHEMA = `
CREATE TABLE IF NOT EXISTS address (
  url TEXT PRIMARY KEY, kind TEXT NOT NULL, depth INTEGER NOT NULL, parent TEXT, looked_at INTEGER NOT NULL,
  mark TEXT, met_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${VERSION};
`
const COLUMNS = 'url, kind, parent, looked_at AS lookedAt'

/** An address as one inspection leaves it. */
export interface Noted {
  readonly url: string
  readonly kind: KnownKind
  readonly depth: number
  readonly parent: string | null
  /** It was looked at this time. */
  readonly looked: boolean
  /** How the list that names it showed it when it was looked at: another mark says that it has changed. */
  readonly mark: string | null
}

const open = (path: string): Database.Database =>
  openedWith(path, (db) => {
    db.pragma('synchronous = NORMAL')
    const version = db.pragma('user_version', { simple: true })
    if (version !== 0 && version !== VERSION) throw new Error(`memory of version ${version}`)
    db.exec(SCHEMA)
  })

/** The memory of one site. Derived: where it is damaged or gone, the next inspection begins with what it meets. */
export class KnownSite implements Known {
  readonly #db: Database.Database
  readonly #find
  readonly #mark
  readonly size: number

  private constructor(db: Database.Database) {
    this.#db = db
    this.#find = db.prepare<[string], KnownAddress>(`SELECT ${COLUMNS} FROM address WHERE url = ?`)
    this.#mark = db.prepare<[string], { mark: string | null }>('SELECT mark FROM address WHERE url = ?')
    const pages = this.#count(`kind = 'article' AND looked_at > 0`)
    this.size = this.#count('true')
    this.linksPerPage = pages === 0 ? 1 : this.#count(`kind = 'target'`) / pages
  }

  /** Opens the memory at a path; one that cannot be read is begun anew. */
  static open(path: string): KnownSite {
    try {
      return new KnownSite(open(path))
    } catch {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
      return new KnownSite(open(path))
    }
  }

  #count(where: string): number {
    return this.#db.prepare(`SELECT count(*) FROM address WHERE ${where}`).pluck().get() as number
  }

  readonly linksPerPage: number

  find(url: string): KnownAddress | undefined {
    return this.#find.get(url)
  }

  /** How a list showed an address when it was last looked at; null where nothing is known of that. */
  markOf(url: string): string | null {
    return this.#mark.get(url)?.mark ?? null
  }

  front(): Iterable<KnownAddress> {
    return this.#db
      .prepare<[], KnownAddress>(
        `SELECT ${COLUMNS} FROM address WHERE kind = 'front' ORDER BY depth > 0, looked_at, depth, url`,
      )
      .iterate()
  }

  oldest(before: number): Iterable<KnownAddress> {
    return this.#db
      .prepare<[number], KnownAddress>(
        `SELECT ${COLUMNS} FROM address WHERE kind <> 'front' AND looked_at < ? ORDER BY looked_at, depth, url`,
      )
      .iterate(Math.min(before, Number.MAX_SAFE_INTEGER))
  }

  /** Every address, in no order that matters. */
  all(): Iterable<KnownAddress> {
    return this.#db.prepare<[], KnownAddress>(`SELECT ${COLUMNS} FROM address`).iterate()
  }

  /**
   * Notes what an inspection met.
   * @param at when it began, UTC milliseconds
   * @param whole it met all that there is: what it did not meet is forgotten
   */
  note(met: Iterable<Noted>, at: number, whole: boolean): void {
    const put = this.#db.prepare(
      `INSERT INTO address (url, kind, depth, parent, looked_at, mark, met_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, depth = excluded.depth, parent = excluded.parent,
         looked_at = max(looked_at, excluded.looked_at), mark = coalesce(excluded.mark, mark), met_at = excluded.met_at`,
    )
    this.#db.transaction(() => {
      for (const { url, kind, depth, parent, looked, mark } of met)
        put.run(url, kind, depth, parent, looked ? at : 0, looked ? mark : null, at)
      if (whole) this.#db.prepare('DELETE FROM address WHERE met_at < ?').run(at)
    })()
  }

  close(): void {
    this.#db.close()
  }
}
