/** The site's database: its tables, and what of an earlier crawl is worth keeping. */
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { CONTENT_SCHEMA, isOvergrown } from './contents.js'

/** Of the tables; a state of another version is thrown away. */
const VERSION = 3
const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY, depth INTEGER NOT NULL, via TEXT NOT NULL, parent TEXT, mode TEXT NOT NULL,
  final_url TEXT, content INTEGER, rendered INTEGER NOT NULL DEFAULT 0, reach TEXT, sha256 TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS page_order ON page (depth, url);
CREATE INDEX IF NOT EXISTS page_final ON page (final_url);
CREATE INDEX IF NOT EXISTS page_content ON page (content);
CREATE TABLE IF NOT EXISTS target (url TEXT PRIMARY KEY, role TEXT NOT NULL, reach TEXT NOT NULL) STRICT, WITHOUT ROWID;
${CONTENT_SCHEMA}
PRAGMA user_version = ${VERSION};
`
const RESUME_WITHIN_MS = 24 * 3_600_000

function open(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    // Pages are written once and read when all are there: few checkpoints are enough.
    db.pragma('wal_autocheckpoint = 4000')
    const version = db.pragma('user_version', { simple: true })
    if (version !== 0 && version !== VERSION) throw new Error(`state of version ${version}`)
    const found = db.pragma('quick_check(1)', { simple: true })
    if (found !== 'ok') throw new Error(`damaged state: ${found}`)
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

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

/** Removes a site's database: derived state is not worth repairing. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
}

/** True for an error that says the file is no whole database: the next crawl must not meet it again. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)
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
      db.exec('BEGIN; DELETE FROM page; DELETE FROM target; DELETE FROM meta; COMMIT')
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
