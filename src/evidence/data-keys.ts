/** Keys of single pages whose originals hold personal data: one file each, its owner's only, gone for good once deleted. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { UserFault } from '../model/error.js'
import { keyFolder } from './keys.js'
import { placeFile } from './place-file.js'

/** A key for AES-256-GCM. `id`: 32 hex digits drawn by chance; `secret`: 32 bytes. */
export interface DataKey {
  readonly id: string
  readonly secret: Buffer
}

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_ID = /^[0-9a-f]{32}$/

/** A new key, kept nowhere yet. */
export function makeDataKey(): DataKey {
  return { id: randomBytes(16).toString('hex'), secret: randomBytes(32) }
}

/** Nonce (12 bytes), ciphertext and tag (16 bytes) of AES-256-GCM; the key's id is authenticated with it. */
export function encrypted(bytes: Uint8Array, key: DataKey): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key.secret, nonce)
  cipher.setAAD(Buffer.from(key.id, 'ascii'))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** What was encrypted; null where key and bytes do not belong together, or were altered. */
export function decrypted(bytes: Buffer, key: DataKey): Buffer | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv(ALGORITHM, key.secret, bytes.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(key.id, 'ascii'))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

function folderOf(dataDir: string): string {
  return join(keyFolder(dataDir), 'data')
}

function pathOf(dataDir: string, id: string): string {
  if (!KEY_ID.test(id)) throw new UserFault('evidence.bad-id', { id: id.slice(0, 100) }, 2)
  return join(folderOf(dataDir), `${id}.key`)
}

/** Keeps a key, durably, readable by its owner only; one that is kept already stays as it is. */
export function keepDataKey(dataDir: string, key: DataKey): void {
  const path = pathOf(dataDir, key.id)
  if (existsSync(path)) return
  for (const folder of [keyFolder(dataDir), folderOf(dataDir)]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
  }
  placeFile(path, key.secret, 0o600)
}

/** The key of that id, or null: it was deleted, or never was here. */
export function readDataKey(dataDir: string, id: string): DataKey | null {
  try {
    const secret = readFileSync(pathOf(dataDir, id))
    return secret.length === 32 ? { id, secret } : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Ids of the keys that are kept, in order. */
export function dataKeyIds(dataDir: string): string[] {
  const folder = folderOf(dataDir)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => /^([0-9a-f]{32})\.key$/.exec(name)?.[1] ?? [])
    .sort()
}

/** Deletes a key: what it encrypted can be read by nobody from now on. False where it was gone already. */
export function deleteDataKey(dataDir: string, id: string): boolean {
  const path = pathOf(dataDir, id)
  if (!existsSync(path)) return false
  rmSync(path)
  return true
}
