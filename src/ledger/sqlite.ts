/** SQLite for the database of record, loaded as the CommonJS that it is: as a module it takes every start twice as long. */
import { createRequire } from 'node:module'
import type Database from 'better-sqlite3'

/** Opens a database. */
export const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof Database
