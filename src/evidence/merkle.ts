/** Merkle trees as RFC 6962 defines them: one root over all items of a run, and short proofs that an item is under it. */
import { createHash } from 'node:crypto'

/** Proof that a leaf is under a root: its place, the number of leaves, and the neighbours from the bottom up, as hex. */
export interface InclusionProof {
  readonly index: number
  readonly size: number
  readonly path: readonly string[]
}

/** The largest number of leaves that a proof may speak of; keeps hostile proofs short. */
const MAX_SIZE = 2 ** 40

function hash(prefix: 0 | 1, ...parts: readonly Uint8Array[]): Buffer {
  const digest = createHash('sha256').update(Uint8Array.of(prefix))
  for (const part of parts) digest.update(part)
  return digest.digest()
}

/** Hash of a leaf: SHA-256 of a zero byte and the leaf's bytes (RFC 6962 §2.1). */
function leafHash(leaf: Uint8Array): Buffer {
  return hash(0, leaf)
}

/** The largest power of two below `size`. */
function split(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

function rootOf(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes
  if (first === undefined) return createHash('sha256').digest()
  if (hashes.length === 1) return first
  const half = split(hashes.length)
  return hash(1, rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)))
}

/** Root over leaves in their order; that of no leaves is the hash of nothing. Hex. */
export function merkleRoot(leaves: readonly Uint8Array[]): string {
  return rootOf(leaves.map(leafHash)).toString('hex')
}

function pathTo(hashes: readonly Buffer[], index: number): Buffer[] {
  if (hashes.length <= 1) return []
  const half = split(hashes.length)
  const [left, right] = [hashes.slice(0, half), hashes.slice(half)]
  return index < half
    ? [...pathTo(left, index), rootOf(right)]
    : [...pathTo(right, index - half), rootOf(left)]
}

/** Proof for the leaf at `index`. Throws RangeError where there is none. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): InclusionProof {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`no leaf ${index} among ${leaves.length}`)
  return {
    index,
    size: leaves.length,
    path: pathTo(leaves.map(leafHash), index).map((neighbour) => neighbour.toString('hex')),
  }
}

/** The root that a leaf and its proof come to (RFC 9162 §2.1.3.2); null where the proof does not fit its own numbers. */
export function provenRoot(leaf: Uint8Array, proof: InclusionProof): string | null {
  const { index, size, path } = proof
  if (!Number.isSafeInteger(size) || size < 1 || size > MAX_SIZE) return null
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null
  let [at, last, root] = [index, size - 1, leafHash(leaf)]
  for (const step of path) {
    if (last === 0) return null
    const neighbour = Buffer.from(step, 'hex')
    if (at % 2 === 1 || at === last) {
      root = hash(1, neighbour, root)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else root = hash(1, root, neighbour)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root.toString('hex') : null
}
