/** SQLite for the site's state, loaded as the CommonJS that it is: as a module it takes every start twice as long. */
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'

/** Opens a database. */
export const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof Database

/** Opens a database in a folder that is made where it is missing; closes it again when setting it up fails. */
export function openedWith(path: string, setUp: (db: Database.Database) => void): Database.Database {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Sqlite(path)
  try {
    db.pragma('journal_mode = WAL')
    setUp(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
