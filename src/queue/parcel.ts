/** Evidence that travels with its result: a worker that keeps its files elsewhere sends them along, by hash. */
import type { Redis } from 'ioredis'
import type { EvidenceStore } from '../evidence/store.js'
import { sha256 } from '../model/canonical.js'
import type { InspectionResult } from '../model/inspection.js'
import { keyOf } from './redis.js'

/** A parcel that nobody fetches is thrown away after so long: a run can be resumed for a day. */
export const PARCEL_KEPT_S = 3 * 86_400

const blobKey = (hash: string): string => keyOf('blob', hash)

/** Hashes of all files that the result's evidence is made of, each once. */
export function filesOf(result: InspectionResult): string[] {
  return [...new Set(result.evidence.flatMap((manifest) => manifest.files.map((file) => file.sha256)))]
}

/** Sends the files of a result along. Several results may rest on one file: it is sent once. */
export async function sendFiles(
  redis: Redis,
  store: Pick<EvidenceStore, 'readBlob'>,
  result: InspectionResult,
): Promise<void> {
  for (const hash of filesOf(result))
    await redis.set(blobKey(hash), await store.readBlob(hash), 'EX', PARCEL_KEPT_S)
}

/**
 * Puts what the store lacks of a result's files into it, out of what was sent along; each is held against its name.
 * Returns the hashes that are nowhere, or not what they are called: with one of them the result is not whole.
 */
export async function fetchFiles(
  redis: Redis,
  store: Pick<EvidenceStore, 'hasBlob' | 'putBlob'>,
  result: InspectionResult,
): Promise<string[]> {
  const lost: string[] = []
  for (const hash of filesOf(result)) {
    if (await store.hasBlob(hash)) continue
    const bytes = await redis.getBuffer(blobKey(hash))
    if (bytes === null || sha256(bytes) !== hash) lost.push(hash)
    else await store.putBlob(bytes)
  }
  return lost
}

/** Throws away what was sent along with a result that is recorded; what another one needs too is in the store by now. */
export async function dropFiles(redis: Redis, result: InspectionResult): Promise<void> {
  const files = filesOf(result).map(blobKey)
  if (files.length > 0) await redis.unlink(...files)
}
