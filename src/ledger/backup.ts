/** Copies of the database of record: taken while others write, and put back in place of a lost or damaged one. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { append } from './append.js'
import { headOf, type LedgerHead, ledgerFault, ledgerPath, openLedger } from './open.js'
import { APPLICATION_ID } from './schema.js'
import { verifyDatabase, verifyLedger } from './verify.js'

/** A copy that was taken and verified. */
export interface Backup {
  readonly file: string
  readonly bytes: number
  /** SHA-256 of the file, lower-case hex. */
  readonly sha256: string
  readonly rows: number
  readonly head: string
  /** Items of the evidence index; the evidence itself lies beside the database and is not in the copy. */
  readonly evidence: number
}

/** Where the file header of SQLite holds the application id. */
const APPLICATION_ID_AT = 68

/** True for a file that says it is a database of ours; a folder is none. */
function isOurs(path: string): boolean {
  if (!statSync(path).isFile()) return false
  const bytes = Buffer.alloc(APPLICATION_ID_AT + 4)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, bytes, 0, bytes.length, 0)
  } finally {
    closeSync(handle)
  }
  return bytes.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID
}

/** All pages at once: with a writer at work, a copy in pieces would begin anew after each of its transactions. */
const WHOLE = { progress: () => 0x7fff_ffff }

/** One plain file, with no log beside it, on the disk. */
function settle(path: string): void {
  const copy = new Database(path)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function evidenceCount(path: string): number {
  const db = new Database(path, { readonly: true })
  try {
    return db.prepare('SELECT count(*) FROM evidence').pluck().get() as number
  } finally {
    db.close()
  }
}

/**
 * Copies the database of record as it stands at one instant, whoever writes meanwhile, verifies the copy and puts it in
 * place in one step. Throws UserFault when there is nothing to copy, `file` is something else than an earlier copy, the
 * disk is full, or the copy does not verify.
 */
export async function backupTo(dataDir: string, file: string): Promise<Backup> {
  const path = ledgerPath(dataDir)
  if (!existsSync(path)) throw new UserFault('ledger.missing', { path })
  if (!existsSync(dirname(resolve(file)))) throw new UserFault('ledger.no-backup-folder', { file }, 2)
  if (existsSync(file) && !isOurs(file)) throw new UserFault('ledger.backup-foreign', { file }, 2)
  const partial = `${file}.${process.pid}.partial`
  const source = new Database(path, { readonly: true, fileMustExist: true })
  try {
    await source.backup(partial, WHOLE)
    settle(partial)
    const verified = verifyDatabase(partial)
    if (!verified.valid) throw new UserFault('ledger.backup-broken', { file: path, ...brokenFacts(verified) })
    renameSync(partial, file)
    const { rows, head } = verified
    const bytes = statSync(file).size
    return { file, bytes, sha256: sha256(readFileSync(file)), rows, head, evidence: evidenceCount(file) }
  } catch (error) {
    throw ledgerFault(error, partial)
  } finally {
    source.close()
    for (const rest of [partial, `${partial}-wal`, `${partial}-shm`, `${partial}-journal`])
      rmSync(rest, { force: true })
  }
}

function brokenFacts(of: { readonly key: string; readonly facts: object }): { key: string; detail: string } {
  return { key: of.key, detail: JSON.stringify(of.facts) }
}

/** What a restore did. */
export interface Restored {
  readonly file: string
  readonly sha256: string
  /** The end of the chain as the backup had it. */
  readonly restored: LedgerHead
  /** The end of the chain that was replaced; null where there was none that could be read. */
  readonly replaced: LedgerHead | null
  /** Where the replaced database was put; null where there was none. */
  readonly aside: string | null
  /** The end of the chain now, its last row saying that it was restored. */
  readonly head: LedgerHead
}

/** The backup in a folder of its own, brought to the schema of this version and verified. */
function prepared(dataDir: string, file: string, now: () => number): string {
  const folder = mkdtempSync(join(dataDir, 'restore-'))
  try {
    copyFileSync(file, ledgerPath(folder))
    openLedger(folder, { now }).close()
    const verified = verifyLedger(folder)
    if (!verified.valid) throw new UserFault('ledger.backup-broken', { file, ...brokenFacts(verified) })
    return folder
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Keeps the present database under another name; its end of the chain, where it can be read. */
async function putAside(
  dataDir: string,
  now: number,
): Promise<{ aside: string | null; replaced: LedgerHead | null }> {
  const path = ledgerPath(dataDir)
  if (!existsSync(path)) return { aside: null, replaced: null }
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  const aside = join(dataDir, `xuncha.before-restore-${stamp}.db`)
  try {
    const present = new Database(path, { fileMustExist: true })
    try {
      const replaced = headOf(present)
      await present.backup(aside, WHOLE)
      settle(aside)
      return { aside, replaced }
    } finally {
      present.close()
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code.startsWith('SQLITE_BUSY')) throw error
    // It is no database any more: the file is kept as it is, and a new one takes its name.
    for (const rest of ['', '-wal', '-shm'])
      if (existsSync(`${path}${rest}`)) renameSync(`${path}${rest}`, `${aside}${rest}`)
    return { aside, replaced: null }
  }
}

/**
 * Puts a backup in place of the database of record and appends a row that says so. The present one is kept beside it.
 * Throws UserFault (exit status 2) for a file that is no backup, and for one that does not verify; while another process
 * writes; then the present database stays as it is.
 */
export async function restoreFrom(
  dataDir: string,
  file: string,
  by: { readonly actor: string; readonly reason: string | null; readonly now: () => number },
): Promise<Restored> {
  if (!existsSync(file)) throw new UserFault('ledger.no-backup', { file }, 2)
  if (!isOurs(file)) throw new UserFault('ledger.backup-foreign', { file }, 2)
  const hash = sha256(readFileSync(file))
  const folder = prepared(dataDir, file, by.now)
  try {
    const { aside, replaced } = await putAside(dataDir, by.now())
    const source = new Database(ledgerPath(folder), { fileMustExist: true })
    const restored = headOf(source)
    try {
      await source.backup(ledgerPath(dataDir), WHOLE)
    } finally {
      source.close()
    }
    const ledger = openLedger(dataDir, { now: by.now })
    try {
      append(ledger, {
        kind: 'restore',
        occurrence: `sha256:${hash}`,
        clause: `${restored.seq} ${restored.hash}`,
        arithmetic: replaced === null ? null : `${replaced.seq} ${replaced.hash}`,
        decidedBy: 'person',
        actor: by.actor,
        reason: by.reason,
      })
      return { file, sha256: hash, restored, replaced, aside, head: headOf(ledger.db) }
    } finally {
      ledger.close()
    }
  } catch (error) {
    throw ledgerFault(error, ledgerPath(dataDir))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
