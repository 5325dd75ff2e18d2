/** Evidence in a store that several machines share: what cannot be sent stays here until it can, so that nothing is lost. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { evidenceId } from '../model/evidence.js'
import type { Objects } from './objects.js'
import type { EvidenceStore } from './store.js'

/** Keys in the store are the paths of a data directory: a directory that is shared as it is works the same. */
const blobKey = (hash: string): string => `evidence/blobs/${hash.slice(0, 2)}/${hash}`
const itemKey = (hash: string): string => `evidence/items/${hash.slice(0, 2)}/${hash}.json`

/**
 * Lays a shared store over the local one. Reading looks here first. A blob is kept here only while it could not be
 * sent; manifests, which are small, are kept on both sides.
 */
export function sharedStore(local: EvidenceStore, objects: Objects): EvidenceStore {
  const unsentFolder = join(local.folder, 'unsent')
  const mark = async (name: string): Promise<void> => {
    await mkdir(unsentFolder, { recursive: true })
    await writeFile(join(unsentFolder, name), '', { flush: true })
  }
  /** Sends one object; false, and noted, where that fails. */
  const send = async (name: string, key: string, bytes: Uint8Array): Promise<boolean> => {
    try {
      if (!(await objects.has(key))) await objects.put(key, bytes)
      return true
    } catch (error) {
      if (!(error instanceof UserFault)) throw error
      await mark(name)
      return false
    }
  }
  const fetched = async (hash: string, key: string): Promise<Buffer> => {
    const bytes = await objects.get(key)
    if (bytes === null)
      throw new UserFault('evidence.missing', { file: `${objects.name}/${key}`, name: hash })
    if (sha256(bytes) !== hash) throw new UserFault('evidence.altered', { file: `${objects.name}/${key}` })
    return bytes
  }
  const unsent = async (): Promise<string[]> => {
    try {
      return await readdir(unsentFolder)
    } catch {
      return []
    }
  }
  const resend = async (name: string): Promise<boolean> => {
    const [kind = '', hash = ''] = name.split('-')
    const path = kind === 'item' ? local.itemPath(hash) : local.blobPath(hash)
    const bytes = await readFile(path)
    const key = kind === 'item' ? itemKey(hash) : blobKey(hash)
    await objects.put(key, bytes)
    if (kind === 'blob') await local.removeBlob(hash)
    await rm(join(unsentFolder, name), { force: true })
    return true
  }
  return {
    ...local,
    async putBlob(bytes) {
      const hash = sha256(bytes)
      if (!(await send(`blob-${hash}`, blobKey(hash), bytes))) await local.putBlob(bytes)
      return { sha256: hash, bytes: bytes.byteLength }
    },
    async readBlob(hash) {
      return (await local.hasBlob(hash)) ? local.readBlob(hash) : fetched(hash, blobKey(hash))
    },
    async hasBlob(hash) {
      return (await local.hasBlob(hash)) || objects.has(blobKey(hash))
    },
    async removeBlob(hash) {
      await local.removeBlob(hash)
      await objects.remove(blobKey(hash))
    },
    async putItem(manifest) {
      const id = await local.putItem(manifest)
      const hash = evidenceId(manifest).slice('sha256:'.length)
      await send(`item-${hash}`, itemKey(hash), Buffer.from(canonicalJson(manifest), 'utf8'))
      return id
    },
    async bring(hash) {
      if (!(await local.hasBlob(hash))) await local.putBlob(await fetched(hash, blobKey(hash)))
    },
    async settle() {
      for (const name of await unsent()) {
        try {
          await resend(name)
        } catch (error) {
          // The store is still away, or what was kept is damaged: what it is stays noted.
          if (error instanceof UserFault) break
        }
      }
      return (await unsent()).length
    },
  }
}
