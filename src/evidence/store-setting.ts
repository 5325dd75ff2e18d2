/** Where a data directory's evidence goes beside the directory itself: one line in DATA/store.json, written by `--store`. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { UserFault } from '../model/error.js'
import { checkedObjects, folderAccess, type Objects } from './objects.js'
import { placeFile } from './place-file.js'
import { bucketOf, s3Access } from './s3.js'

const settingSchema = z.object({ store: z.string().min(1) })

const settingPath = (dataDir: string): string => join(dataDir, 'store.json')

/** The shared store of a data directory, `s3://bucket/prefix` or a folder; null: the directory alone. */
export function sharedStoreOf(dataDir: string): string | null {
  let text: string
  try {
    text = readFileSync(settingPath(dataDir), 'utf8')
  } catch {
    return null
  }
  try {
    return settingSchema.parse(JSON.parse(text)).store
  } catch {
    throw new UserFault('evidence.bad-store', { found: settingPath(dataDir) }, 2)
  }
}

/** Opens a shared store. @throws UserFault (exit status 2) for a bucket whose endpoint or keys are missing */
export function openObjects(store: string, env: Readonly<Record<string, string | undefined>>): Objects {
  return checkedObjects(store.startsWith('s3:') ? s3Access(bucketOf(store, env)) : folderAccess(store))
}

/** From now on the evidence of a data directory goes to a shared store too. What lies there already stays readable. */
export function setSharedStore(
  dataDir: string,
  store: string,
  env: Readonly<Record<string, string | undefined>>,
): void {
  // Refused now rather than in the middle of the night.
  openObjects(store, env)
  mkdirSync(dataDir, { recursive: true })
  const kept = store.startsWith('s3:') ? store : resolve(store)
  if (kept === resolve(dataDir)) return
  placeFile(settingPath(dataDir), `${JSON.stringify({ store: kept })}\n`)
}
