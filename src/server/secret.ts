/** Secrets that the workspace only names: a variable of the server's environment, or a file that nobody else can read. */
import { readFileSync, statSync } from 'node:fs'
import { UserFault } from '../model/error.js'

const OTHERS_BITS = 0o077
const MAX_BYTES = 10_000

type Env = Readonly<Record<string, string | undefined>>

/**
 * The secret behind `env:NAME` or `file:/PATH`; a line break at the file's end is none of it.
 * @throws UserFault where there is none, or others may read the file; it never says what is in it
 */
export function secretOf(ref: string, env: Env): string {
  const refuse = (why: string): never => {
    throw new UserFault('notice.no-secret', { ref, why })
  }
  if (ref.startsWith('env:')) return env[ref.slice(4)] || refuse('not set')
  const path = ref.slice('file:'.length)
  try {
    const { mode, size } = statSync(path)
    if ((mode & OTHERS_BITS) !== 0) return refuse('chmod 600')
    if (size > MAX_BYTES) return refuse('too large')
    return readFileSync(path, 'utf8').trimEnd() || refuse('empty')
  } catch (error) {
    if (error instanceof UserFault) throw error
    return refuse(error instanceof Error && 'code' in error ? String(error.code) : 'unreadable')
  }
}
