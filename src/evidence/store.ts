/** The evidence store: content-addressed blobs and item manifests under DATA/evidence, written once and verified on reading. */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { canonicalJson, sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { type EvidenceManifest, evidenceIdOf, evidenceManifestSchema } from '../model/evidence.js'
import { sharedStore } from './shared-store.js'
import { openObjects, sharedStoreOf } from './store-setting.js'

/** A stored blob: lower-case hex hash and length in bytes. */
export interface StoredBlob {
  readonly sha256: string
  readonly bytes: number
}

/** Where evidence is kept. Ids are `sha256:` and 64 hex digits; only such digits ever reach a path. */
export interface EvidenceStore {
  /** Folder of the store, for messages. */
  readonly folder: string
  /** Stores bytes once; a second put of the same bytes writes nothing. */
  putBlob(bytes: Uint8Array): Promise<StoredBlob>
  /** The bytes of a blob, checked against its name. Throws UserFault when missing or altered. */
  readBlob(hash: string): Promise<Buffer>
  hasBlob(hash: string): Promise<boolean>
  /** Deletes a blob for good; nothing happens where it is gone already. Only retention does so. */
  removeBlob(hash: string): Promise<void>
  /** Stores a manifest in canonical form; returns its id. Its blobs must be stored before. */
  putItem(manifest: EvidenceManifest): Promise<string>
  /** The manifest of an id, checked against it. Throws UserFault when missing, altered, or no manifest. */
  readItem(id: string): Promise<EvidenceManifest>
  hasItem(id: string): Promise<boolean>
  /** Where a blob lies, for streaming; the file need not exist. */
  blobPath(hash: string): string
  /** Where an item's manifest lies. */
  itemPath(id: string): string
  /** Makes a blob a file of this machine, for whoever reads it by its path; nothing where it cannot be had. */
  bring(hash: string): Promise<void>
  /** Sends what a shared store would not take when it was stored; how many files it still has not. */
  settle(): Promise<number>
}

const HEX_64 = /^[0-9a-f]{64}$/

/** The 64 hex digits of `sha256:…` or of a bare hash; a UserFault for anything else, so that no other text reaches a path. */
function hexOf(id: string): string {
  const hex = id.startsWith('sha256:') ? id.slice('sha256:'.length) : id
  if (!HEX_64.test(hex)) throw new UserFault('evidence.bad-id', { id: id.slice(0, 100) }, 2)
  return hex
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** A rename is durable only once the folder that holds the name is on the disk as well. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function readNamed(path: string, name: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) throw new UserFault('evidence.missing', { file: path, name })
    throw error
  }
}

/**
 * Opens the store of a data directory: the directory, and the shared store where one is set (DATA/store.json). Folders
 * are made as they are needed. @throws UserFault for a shared store whose endpoint or keys the environment does not name
 */
export function openStore(dataDir: string): EvidenceStore {
  const shared = sharedStoreOf(dataDir)
  const local = openLocalStore(dataDir)
  return shared === null ? local : sharedStore(local, openObjects(shared, process.env))
}

function openLocalStore(dataDir: string): EvidenceStore {
  const folder = join(dataDir, 'evidence')
  const blobPath = (hash: string): string => {
    const hex = hexOf(hash)
    return join(folder, 'blobs', hex.slice(0, 2), hex)
  }
  const itemPath = (id: string): string => {
    const hex = hexOf(id)
    return join(folder, 'items', hex.slice(0, 2), `${hex}.json`)
  }
  return {
    folder,
    blobPath,
    itemPath,
    async putBlob(bytes) {
      const hash = sha256(bytes)
      const path = blobPath(hash)
      if (!(await exists(path))) await writeOnce(path, bytes)
      return { sha256: hash, bytes: bytes.byteLength }
    },
    async readBlob(hash) {
      const path = blobPath(hash)
      const bytes = await readNamed(path, hash)
      if (sha256(bytes) !== hexOf(hash)) throw new UserFault('evidence.altered', { file: path })
      return bytes
    },
    hasBlob: (hash) => exists(blobPath(hash)),
    removeBlob: (hash) => rm(blobPath(hash), { force: true }),
    async putItem(manifest) {
      const text = canonicalJson(manifest)
      const id = evidenceIdOf(text)
      const path = itemPath(id)
      if (!(await exists(path))) await writeOnce(path, Buffer.from(text, 'utf8'))
      return id
    },
    async readItem(id) {
      const path = itemPath(id)
      const bytes = await readNamed(path, id)
      if (sha256(bytes) !== hexOf(id)) throw new UserFault('evidence.altered', { file: path })
      return parseManifest(bytes, path)
    },
    hasItem: (id) => exists(itemPath(id)),
    bring: () => Promise.resolve(),
    settle: () => Promise.resolve(0),
  }
}

/** The manifest in a file's bytes; a UserFault naming the file when it holds none. */
export function parseManifest(bytes: Uint8Array, file: string): EvidenceManifest {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new UserFault('evidence.not-manifest', { file }, 2)
  }
  const parsed = evidenceManifestSchema.safeParse(value)
  if (!parsed.success) throw new UserFault('evidence.not-manifest', { file }, 2)
  return parsed.data
}
