/** Signing keys of an installation: Ed25519, made on first use, readable by their owner only, rotated without loss. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { placeFile } from './place-file.js'

/** A key that signs. `id`: first 16 hex digits of the SHA-256 of its public half in DER. */
export interface SigningKey {
  readonly id: string
  /** Public half, PEM (SPKI). */
  readonly publicPem: string
  /** Ed25519 signature, 64 bytes. */
  sign(bytes: Uint8Array): Buffer
}

/** A public key as it may be given away. */
export interface PublicKey {
  readonly id: string
  readonly pem: string
  /** The one that signs now. */
  readonly current: boolean
}

const KEY_ID = /^[0-9a-f]{16}$/

/** Folder of the keys, DATA/keys. */
export function keyFolder(dataDir: string): string {
  return join(dataDir, 'keys')
}

/** Id of a public key: first 16 hex digits of the SHA-256 of its DER form. Throws UserFault for text that is no key. */
export function keyIdOf(publicPem: string): string {
  return idOf(publicKeyOf(publicPem))
}

function publicKeyOf(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, with what was expected.
  }
  throw new UserFault('evidence.bad-key', {}, 2)
}

function idOf(key: KeyObject): string {
  return sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 16)
}

/** True when the signature is the key's over these bytes. Throws UserFault for text that is no key. */
export function isSignedBy(publicPem: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, bytes, publicKeyOf(publicPem), signature)
}

function openFolder(dataDir: string): string {
  const folder = keyFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // An older folder, or a lax umask: keys are nobody else's business.
  chmodSync(folder, 0o700)
  return folder
}

/** Makes a key pair and stores both halves; says its id. It signs only once `current` names it. */
function makeKey(folder: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const id = idOf(publicKey)
  placeFile(
    join(folder, `${id}.key.pem`),
    privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    0o600,
  )
  placeFile(join(folder, `${id}.pub.pem`), publicKey.export({ type: 'spki', format: 'pem' }) as string, 0o644)
  return id
}

function currentId(folder: string): string | null {
  try {
    const id = readFileSync(join(folder, 'current'), 'utf8').trim()
    return KEY_ID.test(id) ? id : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Says that this key is the first one, unless another process was quicker; returns the one that is. */
function claimFirst(folder: string, id: string): string {
  const temporary = join(folder, `current.${process.pid}.tmp`)
  writeFileSync(temporary, `${id}\n`, { mode: 0o600 })
  try {
    linkSync(temporary, join(folder, 'current'))
    return id
  } catch (error) {
    const other = currentId(folder)
    if (other === null) throw error
    for (const half of ['key', 'pub']) rmSync(join(folder, `${id}.${half}.pem`), { force: true })
    return other
  } finally {
    rmSync(temporary, { force: true })
  }
}

function readKey(folder: string, id: string): SigningKey {
  const path = join(folder, `${id}.key.pem`)
  let key: KeyObject
  try {
    key = createPrivateKey(readFileSync(path, 'utf8'))
  } catch {
    throw new UserFault('evidence.key-unreadable', { file: path })
  }
  const publicKey = createPublicKey(key)
  if (idOf(publicKey) !== id) throw new UserFault('evidence.key-unreadable', { file: path })
  return {
    id,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    sign: (bytes) => sign(null, bytes, key),
  }
}

/** The key that signs now; made when there is none yet. Throws UserFault when its file is damaged. */
export function currentKey(dataDir: string): SigningKey {
  const folder = openFolder(dataDir)
  return readKey(folder, currentId(folder) ?? claimFirst(folder, makeKey(folder)))
}

/** Makes a new key that signs from now on. Older ones stay: what they signed is still to be verified. */
export function rotateKey(dataDir: string): SigningKey {
  const folder = openFolder(dataDir)
  const id = makeKey(folder)
  placeFile(join(folder, 'current'), `${id}\n`, 0o600)
  return readKey(folder, id)
}

/** Every public key of the installation, by id; none is made. */
export function publicKeys(dataDir: string): PublicKey[] {
  const folder = keyFolder(dataDir)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const current = currentId(folder)
  return names
    .flatMap((name) => /^([0-9a-f]{16})\.pub\.pem$/.exec(name)?.[1] ?? [])
    .sort()
    .map((id) => ({
      id,
      pem: readFileSync(join(folder, `${id}.pub.pem`), 'utf8'),
      current: id === current,
    }))
}
