/** Contents of files by the hash of their bytes, in a database of their own: a file that did not change is not read again. */
import type Database from 'better-sqlite3'
import type { FileFacts } from '../../model/file.js'
import { removeDatabase } from './database.js'
import { openedWith } from './sqlite.js'

/** What nobody met for so long is forgotten. */
const KEPT_MS = 60 * 86_400_000
const SCHEMA = `
CREATE TABLE IF NOT EXISTS file (key TEXT PRIMARY KEY, kept_at INTEGER NOT NULL, facts TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
`

const open = (path: string): Database.Database =>
  openedWith(path, (db) => {
    db.pragma('synchronous = NORMAL')
    db.exec(SCHEMA)
  })

/** What files said. Deleting it changes no score. */
export class FileContents {
  readonly #db: Database.Database
  readonly #find
  readonly #keep
  readonly #met

  private constructor(db: Database.Database) {
    this.#db = db
    this.#find = db.prepare<[string], { facts: string }>('SELECT facts FROM file WHERE key = ?')
    this.#keep = db.prepare<[string, number, string]>(
      'INSERT INTO file (key, kept_at, facts) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET kept_at = excluded.kept_at, facts = excluded.facts',
    )
    this.#met = db.prepare<[number, string]>('UPDATE file SET kept_at = ? WHERE key = ?')
  }

  /** Opens the store; one that is damaged is thrown away. */
  static open(path: string): FileContents {
    try {
      return new FileContents(open(path))
    } catch {
      removeDatabase(path)
      return new FileContents(open(path))
    }
  }

  /** Facts of the bytes that the key names; null where they were never read. */
  find(key: string, now: number): FileFacts | null {
    const row = this.#find.get(key)
    if (!row) return null
    this.#met.run(now, key)
    return JSON.parse(row.facts) as FileFacts
  }

  /** Keeps facts under a key. */
  keep(key: string, facts: FileFacts, now: number): void {
    this.#keep.run(key, now, JSON.stringify(facts))
  }

  /** Forgets what was met too long ago, and closes. */
  close(now: number): void {
    this.#db.prepare('DELETE FROM file WHERE kept_at < ?').run(now - KEPT_MS)
    this.#db.close()
  }
}
