/** Sealing a run: one Merkle root over its evidence and the ledger's head, signed, under DATA/runs/<id>. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { type ItemProof, type Seal, sealBytes, sealSchema } from '../model/seal.js'
import { currentKey, isSignedBy } from './keys.js'
import { inclusionProof, merkleRoot } from './merkle.js'
import { placeFile } from './place-file.js'

/** What is sealed: the run as recorded, its items, and the ledger's last row. */
export type Sealing = Omit<Seal, 'schema' | 'number' | 'items' | 'root' | 'key' | 'previous'> & {
  /** Ids (`sha256:…`) of every item of the run, in any order. */
  readonly evidence: readonly string[]
}

/** A seal as it is stored. */
export interface StoredSeal {
  readonly seal: Seal
  /** SHA-256 of seal.json: its first 16 digits are printed on reports. */
  readonly sha256: string
  readonly bytes: Buffer
  readonly signature: Buffer
  readonly publicPem: string
  /** Names of the files round it, by their ending: `json`, `sig`, `pub.pem`, `sm3`, and of any time stamps. */
  readonly base: string
  readonly folder: string
}

/** Folder of a run's files, DATA/runs/<id>. Throws UserFault for text that is no run's id. */
function runFolder(dataDir: string, run: string): string {
  if (!/^[0-9a-zA-Z-]{1,64}$/.test(run)) throw new UserFault('evidence.bad-run', { run: run.slice(0, 80) }, 2)
  return join(dataDir, 'runs', run)
}

/** Order of the items under the root: ascending ids, each once. */
export function sealedOrder(evidence: readonly string[]): string[] {
  return [...new Set(evidence)].sort()
}

function leafOf(id: string): Buffer {
  return Buffer.from(id.replace(/^sha256:/, ''), 'hex')
}

/** Proof that an item is under the root of its run; null when it is not one of them. */
export function itemProof(evidence: readonly string[], item: string): ItemProof | null {
  const ids = sealedOrder(evidence)
  const index = ids.indexOf(item)
  if (index < 0) return null
  const proof = inclusionProof(ids.map(leafOf), index)
  return { schema: 'xuncha.proof/1', item, index, size: proof.size, path: [...proof.path] }
}

/** Name of a run's n-th seal, without ending. */
export function sealBase(number: number): string {
  return number === 1 ? 'seal' : `seal-${number}`
}

/** The root over items in their sealed order. */
export function itemsRoot(ids: readonly string[]): string {
  return merkleRoot(ids.map(leafOf))
}

function readSealAt(folder: string, base: string): StoredSeal | null {
  const path = (ending: string): string => join(folder, `${base}.${ending}`)
  // The signature is written last: without it nothing was sealed.
  if (!existsSync(path('sig'))) return null
  let bytes: Buffer
  let signature: Buffer
  let publicPem: string
  try {
    bytes = readFileSync(path('json'))
    signature = readFileSync(path('sig'))
    publicPem = readFileSync(path('pub.pem'), 'utf8')
  } catch {
    throw new UserFault('evidence.seal-unreadable', { file: path('json') })
  }
  const seal = parseSeal(bytes)
  if (seal === null || !isSignedBy(publicPem, bytes, signature))
    throw new UserFault('evidence.seal-unreadable', { file: path('json') })
  return { seal, sha256: sha256(bytes), bytes, signature, publicPem, base, folder }
}

/** The seal in a file's bytes; null when they hold none in its canonical form. */
export function parseSeal(bytes: Uint8Array): Seal | null {
  try {
    const parsed = sealSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    return parsed.success && sealBytes(parsed.data).equals(bytes) ? parsed.data : null
  } catch {
    return null
  }
}

/** True when the run has a seal, whatever it is worth. */
export function isSealed(dataDir: string, run: string): boolean {
  return existsSync(join(runFolder(dataDir, run), `${sealBase(1)}.sig`))
}

/** The newest seal of a run, or null. Throws UserFault when its files are damaged. */
export function readSeal(dataDir: string, run: string): StoredSeal | null {
  const folder = runFolder(dataDir, run)
  let newest: StoredSeal | null = null
  for (let number = 1; existsSync(join(folder, `${sealBase(number)}.sig`)); number += 1)
    newest = readSealAt(folder, sealBase(number))
  return newest
}

/** Names of the time stamps that lie beside a seal, in their order. */
export function stampsBeside({ folder, base }: Pick<StoredSeal, 'folder' | 'base'>): string[] {
  const mine = new RegExp(`^${base}(?:\\.\\d+)?\\.tsr$`)
  return readdirSync(folder)
    .filter((name) => mine.test(name))
    .sort()
}

/** SM3 of the bytes in the form of a checksum file: hex, two blanks, name. */
function sm3Line(bytes: Uint8Array, name: string): string {
  return `${createHash('sm3').update(bytes).digest('hex')}  ${name}\n`
}

/**
 * Seals a run with the key of this installation and returns the seal. A run whose newest seal says the same of the same
 * items is left as it is; one that went on since gets another seal, and the older one stays.
 */
export function sealRun(dataDir: string, sealing: Sealing): StoredSeal {
  const { evidence, ...said } = sealing
  const ids = sealedOrder(evidence)
  const root = itemsRoot(ids)
  const before = readSeal(dataDir, sealing.run)
  if (before && before.seal.root === root && before.seal.status === sealing.status) return before
  const key = currentKey(dataDir)
  const number = (before?.seal.number ?? 0) + 1
  const seal: Seal = {
    schema: 'xuncha.seal/1',
    ...said,
    number,
    items: ids.length,
    root,
    key: key.id,
    previous: before?.sha256 ?? null,
  }
  const folder = runFolder(dataDir, sealing.run)
  mkdirSync(folder, { recursive: true })
  const bytes = sealBytes(sealSchema.parse(seal))
  const base = sealBase(number)
  const signature = key.sign(bytes)
  placeFile(join(folder, `${base}.json`), bytes)
  placeFile(join(folder, `${base}.pub.pem`), key.publicPem)
  placeFile(join(folder, `${base}.sm3`), sm3Line(bytes, `${base}.json`))
  placeFile(join(folder, `${base}.sig`), signature)
  return { seal, sha256: sha256(bytes), bytes, signature, publicPem: key.publicPem, base, folder }
}
