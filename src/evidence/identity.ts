/** Which evidence store a folder is: two paths to one folder, on one machine or on two, are told to be the same. */
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedStoreOf } from './store-setting.js'

const SHAPE = /^[0-9a-f-]{36}$/

function readIdentity(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim()
    return SHAPE.test(text) ? text : null
  } catch {
    return null
  }
}

/**
 * What tells the evidence store of a data directory from others: the bucket, or the identity of the shared or own
 * folder, a UUID that is made when it is first asked for.
 */
export function storeIdentity(dataDir: string): string {
  const shared = sharedStoreOf(dataDir)
  if (shared?.startsWith('s3:')) return shared
  const folder = join(shared ?? dataDir, 'evidence')
  const path = join(folder, 'store-id')
  const known = readIdentity(path)
  if (known !== null) return known
  mkdirSync(folder, { recursive: true })
  const own = randomUUID()
  const temporary = join(folder, `.${own}.tmp`)
  writeFileSync(temporary, `${own}\n`)
  try {
    // Whoever is second keeps the first one's.
    linkSync(temporary, path)
  } catch (error) {
    const other = readIdentity(path)
    if (other === null) throw error
    return other
  } finally {
    rmSync(temporary, { force: true })
  }
  return own
}
