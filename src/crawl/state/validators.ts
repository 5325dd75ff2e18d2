/** Validators: what hosts said of their pages, by which the next crawl asks whether they changed instead of fetching them. */
import type Database from 'better-sqlite3'
import type { Validators } from '../ports.js'

/** Table of the validators; it outlives a crawl like the contents do. */
export const VALIDATOR_SCHEMA = `
CREATE TABLE IF NOT EXISTS validator (
  url TEXT PRIMARY KEY, etag TEXT, modified TEXT, content INTEGER NOT NULL, sha256 TEXT NOT NULL, reader TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`

/** What was read of a page under its validators. */
export interface ReadBefore extends Validators {
  /** Number of the content, and hash of the body that it was read from. */
  readonly content: number
  readonly sha256: string
}

/** The validators of one site. Writes belong inside a transaction of the caller's. */
export class KnownValidators {
  readonly #db: Database.Database
  readonly #insert: Database.Statement<[string, string | null, string | null, number, string, string]>
  readonly #select: Database.Statement<[string, string], ReadBefore>

  constructor(db: Database.Database) {
    this.#db = db
    this.#insert = db.prepare(
      'INSERT OR REPLACE INTO validator (url, etag, modified, content, sha256, reader) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#select = db.prepare(
      'SELECT etag, modified, content, sha256 FROM validator WHERE url = ? AND reader = ?',
    )
  }

  /** Keeps what a page's answer said, with what was read of it. */
  keep(url: string, read: ReadBefore, reader: string): void {
    this.#insert.run(url, read.etag, read.modified, read.content, read.sha256, reader)
  }

  /** What the same reader read of an address before; null where there is nothing to ask the host by. */
  find(url: string, reader: string): ReadBefore | null {
    return this.#select.get(url, reader) ?? null
  }

  /** Forgets those whose content was forgotten. */
  prune(): void {
    this.#db.exec('DELETE FROM validator WHERE content NOT IN (SELECT id FROM content)')
  }
}

/** The validators in an answer's headers; null where there are none. */
export function validatorsIn(headers: Readonly<Record<string, string>>): Validators | null {
  const { etag = null, 'last-modified': modified = null } = headers
  return etag === null && modified === null ? null : { etag, modified }
}
