/** Which picture of an item views show, what they frame on it, and what they blot out: decided in one place for all of them. */
import type { EvidenceFile, EvidenceManifest, EvidenceRegion } from '../model/evidence.js'
import { decrypted, readDataKey } from './data-keys.js'
import type { EvidenceStore } from './store.js'

/** A picture as views may show it. */
export interface ShownPicture {
  readonly file: EvidenceFile
  /** The region at fault, in the picture's coordinates; null: none is framed. */
  readonly region: EvidenceRegion | null
  /** Every region at fault on it. */
  readonly regions: readonly EvidenceRegion[]
  /** Blotted out on every copy. */
  readonly masks: readonly EvidenceRegion[]
  /** Personal data stand somewhere on it, nobody knows where: the whole copy is made unreadable. */
  readonly hide: boolean
}

/** The picture of an item: the full page before the part of it that was in view; null where it has none. */
export function shownPicture(
  manifest: Pick<EvidenceManifest, 'claim' | 'files' | 'regions'>,
): ShownPicture | null {
  const full = manifest.files.find((file) => file.role === 'full')
  const file = full ?? manifest.files.find((one) => one.role === 'viewport')
  if (!file) return null
  const exposed = manifest.claim.code === 'personal-data-exposed'
  // A page on which numbers were found stands encrypted; one that proves them gone shows none any more.
  const personal = file.cipher !== undefined || (exposed && manifest.claim.kind !== 'gone')
  // Only the full picture has the page's coordinates.
  const own = full ? manifest.regions.filter((region) => region.of === file.of) : []
  const masks = own.filter(({ mask }) => mask)
  const regions = exposed ? own : own.filter(({ mask }) => !mask)
  return { file, region: regions[0] ?? null, regions, masks, hide: personal && masks.length === 0 }
}

/** True where a picture can still be shown: neither pruned nor encrypted under a key that is gone. */
export async function isViewable(
  dataDir: string,
  store: Pick<EvidenceStore, 'hasBlob'>,
  file: Pick<EvidenceFile, 'cipher' | 'sha256'>,
): Promise<boolean> {
  if (file.cipher && !readDataKey(dataDir, file.cipher.key)) return false
  return store.hasBlob(file.sha256)
}

/** What a stored file was before it was encrypted; null where its key is gone, or does not belong to it. */
export function originalOf(
  dataDir: string,
  file: Pick<EvidenceFile, 'cipher'>,
  stored: Buffer,
): Buffer | null {
  if (!file.cipher) return stored
  const key = readDataKey(dataDir, file.cipher.key)
  return key ? decrypted(stored, key) : null
}
