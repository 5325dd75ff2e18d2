/** Opens DATA/xuncha.db: durable, strict, migrated, and with every refusal said in a sentence. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { UserFault } from '../model/error.js'
import { APPLICATION_ID, applyMigration, MIGRATIONS, migrationChecksum, SCHEMA_VERSION } from './schema.js'
import { Sqlite } from './sqlite.js'

/** The open database of record. */
export interface Ledger {
  readonly db: Database.Database
  readonly path: string
  readonly readonly: boolean
  /**
   * The statement of this text, compiled once. Give each text one way of reading (`pluck` or not), and do not iterate
   * over it: two readers of one statement would be in each other's way.
   */
  sql(text: string): Database.Statement
  /** The clock that times of recording come from, UTC milliseconds. */
  now(): number
  /**
   * Runs `work` in one immediate transaction, or within the one that is open. Throws UserFault when another process
   * keeps the lock, the disk is full or the file cannot be written; then nothing of it is kept.
   */
  immediate<T>(work: () => T): T
  close(): void
}

/** The end of the chain: number and hash of the last row, 0 and 64 zeros before the first. */
export interface LedgerHead {
  readonly seq: number
  readonly hash: string
}

/** How to open. */
export interface OpenOptions {
  readonly readonly?: boolean
  /** The clock, UTC milliseconds. */
  readonly now?: () => number
  /** Told the new end of the chain after each transaction that moved it, once it is durable. */
  readonly onHead?: (head: LedgerHead) => void
  /** Called at the end of each outermost transaction that added rows, within it: what it writes stands or falls with them. */
  readonly onRows?: (ledger: Ledger) => void
}

/** Where the chain ends. */
export function headOf(db: Database.Database): LedgerHead {
  const last = db.prepare('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1').get()
  return (last as LedgerHead | undefined) ?? { seq: 0, hash: '0'.repeat(64) }
}

const BUSY_TIMEOUT_MS = 10_000
/** Value of `pragma synchronous` for FULL. */
const FULL = 2

/** Where the database of record lies. */
export function ledgerPath(dataDir: string): string {
  return join(dataDir, 'xuncha.db')
}

function sqliteCode(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : ''
}

/** A fault of the machine or the file as a UserFault with its sentence; anything else as it is. */
export function ledgerFault(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED')
    return new UserFault('ledger.busy', { path })
  if (code === 'SQLITE_FULL') return new UserFault('ledger.disk-full', { path })
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_PERM')
    return new UserFault('ledger.not-writable', { path, detail })
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return new UserFault('ledger.not-a-database', { path, detail })
  return error
}

function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

function refuseForeign(db: Database.Database, path: string): void {
  const objects = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number
  const id = db.pragma('application_id', { simple: true })
  if (objects > 0 && id !== APPLICATION_ID)
    throw new UserFault('ledger.not-a-database', { path, detail: `application id ${String(id)}` })
  const found = versionOf(db)
  if (found > SCHEMA_VERSION) throw new UserFault('ledger.newer', { path, found, known: SCHEMA_VERSION })
}

function checkApplied(db: Database.Database, path: string): void {
  const applied = db.prepare('SELECT version, checksum FROM migrations ORDER BY version').all() as {
    version: number
    checksum: string
  }[]
  for (const { version, checksum } of applied) {
    const migration = MIGRATIONS[version - 1]
    if (!migration || migrationChecksum(migration) !== checksum)
      throw new UserFault('ledger.changed-migration', { path, version })
  }
}

/** Applies what is missing, one immediate transaction for all: a crash leaves the old schema or the new one. */
function migrate(db: Database.Database, now: number): void {
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(versionOf(db))) {
      applyMigration(db, migration)
      db.prepare('INSERT INTO migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)').run(
        migration.version,
        migration.name,
        migrationChecksum(migration),
        now,
      )
      db.pragma(`user_version = ${migration.version}`)
    }
  }).immediate()
}

function prepareForWriting(db: Database.Database, path: string, now: number): void {
  refuseForeign(db, path)
  if (versionOf(db) === 0) db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  if (db.pragma('synchronous', { simple: true }) !== FULL)
    throw new Error(
      'the driver does not honour synchronous=FULL: a committed row could be lost at power failure',
    )
  db.pragma('foreign_keys = ON')
  if (versionOf(db) < SCHEMA_VERSION) migrate(db, now)
  checkApplied(db, path)
}

function prepareForReading(db: Database.Database, path: string): void {
  refuseForeign(db, path)
  const found = versionOf(db)
  if (found < SCHEMA_VERSION) throw new UserFault('ledger.older', { path, found })
  db.pragma('query_only = ON')
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new UserFault('ledger.no-folder', { folder: dirname(path), detail })
  }
}

function headTeller(db: Database.Database, onHead: OpenOptions['onHead']): () => void {
  if (!onHead) return () => undefined
  let told = headOf(db).seq
  return () => {
    const head = headOf(db)
    if (head.seq === told) return
    onHead(head)
    told = head.seq
  }
}

/**
 * Opens the database of record, creating and migrating it unless `readonly`. Several processes may have it open; the
 * writes of each are immediate transactions. Throws UserFault for a missing (readonly), foreign, newer or locked file.
 */
export function openLedger(dataDir: string, options: OpenOptions = {}): Ledger {
  const path = ledgerPath(dataDir)
  const readonly = options.readonly ?? false
  const now = options.now ?? Date.now
  if (readonly && !existsSync(path)) throw new UserFault('ledger.missing', { path })
  if (!readonly) makeFolder(path)
  let db: Database.Database | null = null
  try {
    db = new Sqlite(path, { readonly, fileMustExist: readonly, timeout: BUSY_TIMEOUT_MS })
    if (readonly) prepareForReading(db, path)
    else prepareForWriting(db, path, now())
  } catch (error) {
    db?.close()
    throw ledgerFault(error, path)
  }
  const open = db
  const statements = new Map<string, Database.Statement>()
  const tellHead = headTeller(open, options.onHead)
  /** The work and, where it added rows, what must be written together with them. */
  const withFollower = <T>(work: () => T, outermost: boolean): T => {
    const before = outermost && options.onRows ? headOf(open).seq : 0
    const result = work()
    if (outermost && options.onRows && headOf(open).seq !== before) options.onRows(ledger)
    return result
  }
  const ledger: Ledger = {
    db: open,
    sql: (text) => {
      const known = statements.get(text)
      if (known) return known
      const compiled = open.prepare(text)
      statements.set(text, compiled)
      return compiled
    },
    path,
    readonly,
    now,
    immediate<T>(work: () => T): T {
      const outermost = !open.inTransaction
      let result: T
      try {
        result = open.transaction(() => withFollower(work, outermost)).immediate()
      } catch (error) {
        throw ledgerFault(error, path)
      }
      if (outermost) tellHead()
      return result
    },
    close: () => void open.close(),
  }
  return ledger
}
