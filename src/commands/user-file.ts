/** Reading a file that a person named: what is wrong with it is said with its path. */
import { readFileSync } from 'node:fs'
import { UserFault } from '../model/error.js'

const KEYS: Readonly<Record<string, string>> = {
  ENOENT: 'cli.file-missing',
  EISDIR: 'cli.file-is-folder',
  ENOTDIR: 'cli.file-missing',
  EACCES: 'cli.file-denied',
  EPERM: 'cli.file-denied',
}

/** The bytes of the file. @throws UserFault (exit status 2) where it cannot be read */
export function readUserFile(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const key = KEYS[code]
    if (key === undefined) throw error
    throw new UserFault(key, { file: path, code }, 2)
  }
}
