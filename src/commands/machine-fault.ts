/** Faults of the machine that a command runs on: full disks, missing rights, paths that are not what they should be. */
import { UserFault } from '../model/error.js'

interface Told {
  readonly code: string
  readonly path: string | null
}

/** Code and path of an error of the file system or of SQLite; null for any other, a network error too. */
function toldBy(error: unknown): Told | null {
  if (!(error instanceof Error) || !('code' in error) || 'address' in error) return null
  return { code: String(error.code), path: 'path' in error ? String(error.path) : null }
}

/**
 * The storage that gave out: a full disk, a directory that may not be written. It is no fault of a portal and no bug of
 * ours, and it stops a run. `where`: named where the error tells no path. Null for anything else.
 */
export function storageFault(error: unknown, where: string): UserFault | null {
  const told = toldBy(error)
  if (!told) return null
  const facts = { file: told.path ?? where, code: told.code }
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(told.code)) return new UserFault('cli.disk-full', facts)
  const denied = /^(?:EACCES|EPERM|EROFS|EIO|SQLITE_(?:READONLY|CANTOPEN|IOERR|PERM)\w*)$/.test(told.code)
  return denied ? new UserFault('cli.file-denied', facts) : null
}

/** What a command's failure says of the machine or of a path that somebody gave; null for anything else. */
export function machineFault(error: unknown, where: string): UserFault | null {
  const stored = storageFault(error, where)
  if (stored) return stored
  const told = toldBy(error)
  if (!told || told.path === null) return null
  const facts = { file: told.path, code: told.code }
  if (told.code === 'ENOENT') return new UserFault('cli.file-missing', facts, 2)
  if (told.code === 'EISDIR') return new UserFault('cli.file-is-folder', facts, 2)
  if (told.code === 'ENOTDIR' || told.code === 'EEXIST') return new UserFault('cli.not-a-folder', facts, 2)
  return null
}
