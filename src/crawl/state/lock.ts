/** One crawl per site at a time: a lock that ends with its process, however that ends. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { UserFault } from '../../model/error.js'
import { Sqlite } from './sqlite.js'

/** A held lock. */
export interface SiteLock {
  release(): void
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}

function holderOf(db: Database.Database): number {
  try {
    const row = db.prepare<[], { pid: number }>('SELECT pid FROM holder').get()
    return row?.pid ?? 0
  } catch {
    return 0
  }
}

/**
 * Takes the lock beside a site's state. It is a write transaction left open in a database of its own: the system drops
 * it when the process dies, so that there is no stale lock and no process number to trust.
 * @throws UserFault (exit status 1) while another process crawls the site
 */
export function lockSite(crawlDb: string, site: string): SiteLock {
  const folder = dirname(crawlDb)
  mkdirSync(folder, { recursive: true })
  const db = new Sqlite(join(folder, 'lock.db'), { timeout: 0 })
  try {
    db.exec('CREATE TABLE IF NOT EXISTS holder (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER) STRICT')
    db.exec('BEGIN IMMEDIATE')
    db.prepare<[number]>('INSERT OR REPLACE INTO holder (one, pid) VALUES (1, ?)').run(process.pid)
    // Committed, so that whoever is refused can read who holds it; then held for good.
    db.exec('COMMIT; BEGIN IMMEDIATE')
  } catch (error) {
    const pid = isBusy(error) ? holderOf(db) : 0
    db.close()
    if (isBusy(error)) throw new UserFault('crawl.site-busy', { site, pid, folder }, 1)
    throw error
  }
  return { release: () => void db.close() }
}
