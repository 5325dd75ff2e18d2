/** The site's database: its tables, and what of an earlier crawl is worth keeping. */
import { rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { CONTENT_SCHEMA, isOvergrown } from './contents.js'
import { LINK_SET_SCHEMA } from './link-sets.js'
import { REACH_COLUMNS } from './reach-row.js'
import { openedWith, Sqlite } from './sqlite.js'
import { VALIDATOR_SCHEMA } from './validators.js'

/** Of the tables; a state of another version is thrown away. */
const VERSION = 8
const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
  no INTEGER PRIMARY KEY, url TEXT NOT NULL, depth INTEGER NOT NULL, via TEXT NOT NULL, parent TEXT,
  mode TEXT NOT NULL, final_url TEXT, content INTEGER, title TEXT, links BLOB,
  rendered INTEGER NOT NULL DEFAULT 0, sha256 TEXT, ${REACH_COLUMNS}
) STRICT;
CREATE TABLE IF NOT EXISTS target (
  no INTEGER PRIMARY KEY, url TEXT NOT NULL, role TEXT NOT NULL, ${REACH_COLUMNS}
) STRICT;
${LINK_SET_SCHEMA}
${CONTENT_SCHEMA}
${VALIDATOR_SCHEMA}
PRAGMA user_version = ${VERSION};
`
/** Made when somebody asks for the first time: rows come in order of their numbers, and that is all a crawl needs. */
const INDEXES = `
CREATE INDEX IF NOT EXISTS page_order ON page (depth, url);
CREATE INDEX IF NOT EXISTS page_url ON page (url);
CREATE INDEX IF NOT EXISTS page_final ON page (final_url) WHERE final_url IS NOT NULL;
CREATE INDEX IF NOT EXISTS target_url ON target (url);
`
const NO_INDEXES =
  'DROP INDEX IF EXISTS page_order; DROP INDEX IF EXISTS page_url; DROP INDEX IF EXISTS page_final; DROP INDEX IF EXISTS target_url;'
const RESUME_WITHIN_MS = 24 * 3_600_000

const open = (path: string): Database.Database =>
  openedWith(path, (db) => {
    // What a dying process wrote is safe; what a dying machine leaves is checked, and thrown away if need be.
    db.pragma('synchronous = OFF')
    // Pages are written once and read when all are there: few checkpoints are enough.
    db.pragma('wal_autocheckpoint = 4000')
    const version = db.pragma('user_version', { simple: true })
    if (version !== 0 && version !== VERSION) throw new Error(`state of version ${version}`)
    const found = db.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new Error(`damaged state: ${found}`)
    db.exec(SCHEMA)
  })

/** True when the state on disk is an unfinished crawl for the same job, young enough to go on with. */
function isResumable(db: Database.Database, resumeKey: string, now: number): boolean {
  const meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const value = (key: string): string | undefined => meta.get(key)?.value
  const startedAt = Number(value('startedAt') ?? Number.NaN)
  return (
    value('resumeKey') === resumeKey &&
    value('finished') === '0' &&
    now >= startedAt &&
    now - startedAt < RESUME_WITHIN_MS
  )
}

/** Makes what asking by address and in order needs. */
export function indexAddresses(db: Database.Database): void {
  db.exec(INDEXES)
}

/** Removes a site's database: derived state is not worth repairing. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
}

/** True for an error that says the file is no whole database: the next crawl must not meet it again. */
export function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)
}

function reopened(path: string): Database.Database {
  removeDatabase(path)
  return open(path)
}

function openWhole(path: string): Database.Database {
  try {
    return open(path)
  } catch {
    // Damaged or of another version.
    return reopened(path)
  }
}

/** The database without what the last crawl found: pages and targets are asked for anew. */
function begunAnew(db: Database.Database, path: string): Database.Database {
  try {
    if (!isOvergrown(db)) {
      db.exec(
        `BEGIN; ${NO_INDEXES} DELETE FROM page; DELETE FROM target; DELETE FROM link_set; DELETE FROM meta; COMMIT`,
      )
      return db
    }
  } catch {
    // No room even to delete: without the old state there is some.
  }
  db.close()
  return reopened(path)
}

/**
 * Opens a site's database. `resumed`: it holds an unfinished crawl of the same job, at most a day old; else of the
 * crawl before only contents are left.
 */
export function openDatabase(
  path: string,
  resumeKey: string,
  now: number,
): { readonly db: Database.Database; readonly resumed: boolean } {
  const db = openWhole(path)
  return isResumable(db, resumeKey, now) ? { db, resumed: true } : { db: begunAnew(db, path), resumed: false }
}
