/** Pictures of a report: each finding's region cropped from its evidence, framed now, never in the original. */
import { cropRegion, hidesPicture } from '../../src/evidence/picture.js'
import type { EvidenceFile, EvidenceManifest } from '../../src/model/evidence.js'

/** Where evidence is read from. Null: the item or file is not at hand. */
export interface EvidenceReader {
  manifest(id: string): EvidenceManifest | null
  blob(sha256: string): Uint8Array | null
}

/** One picture as the report holds it. */
export interface ReportPicture {
  readonly dataUri: string
  /** Page that it shows. */
  readonly of: string
  readonly takenAt: number
  /** A region at fault is framed in it. */
  readonly framed: boolean
}

function pictureOf(manifest: EvidenceManifest): { file: EvidenceFile; full: boolean } | null {
  const full = manifest.files.find((file) => file.role === 'full')
  if (full) return { file: full, full: true }
  const viewport = manifest.files.find((file) => file.role === 'viewport')
  return viewport ? { file: viewport, full: false } : null
}

/** The first picture that the evidence ids hold, cropped to the region at fault; null where there is none. */
export async function reportPicture(
  ids: readonly string[],
  reader: EvidenceReader,
): Promise<ReportPicture | null> {
  for (const id of ids) {
    const manifest = reader.manifest(id)
    const picture = manifest && pictureOf(manifest)
    const bytes = picture && reader.blob(picture.file.sha256)
    if (!manifest || !picture || !bytes) continue
    const region = picture.full
      ? (manifest.regions.find((one) => one.of === picture.file.of) ?? manifest.regions[0] ?? null)
      : null
    const jpeg = await cropRegion(bytes, region, { hide: hidesPicture(manifest) })
    return {
      dataUri: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`,
      of: picture.file.of,
      takenAt: manifest.takenAt,
      framed: region !== null,
    }
  }
  return null
}

/** How many of these findings could have a picture: decides between one file and one per unit. */
export function countPictures(ids: readonly (readonly string[])[], reader: EvidenceReader): number {
  return ids.filter((list) =>
    list.some((id) =>
      reader.manifest(id)?.files.some((file) => file.role === 'full' || file.role === 'viewport'),
    ),
  ).length
}
