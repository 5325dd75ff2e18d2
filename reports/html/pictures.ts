/** Pictures of a report: each finding's region cropped from its evidence, framed now, never in the original. */
import { cropRegion } from '../../src/evidence/picture.js'
import { shownPicture } from '../../src/evidence/shown-picture.js'
import type { EvidenceFile, EvidenceManifest } from '../../src/model/evidence.js'

/** Where evidence is read from. Null: the item or file is not at hand. */
export interface EvidenceReader {
  manifest(id: string): EvidenceManifest | null
  /** The original, also of what is kept encrypted. */
  original(file: EvidenceFile): Uint8Array | null
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

/** The first picture that the evidence ids hold, cropped to the region at fault; null where there is none. */
export async function reportPicture(
  ids: readonly string[],
  reader: EvidenceReader,
): Promise<ReportPicture | null> {
  for (const id of ids) {
    const manifest = reader.manifest(id)
    const picture = manifest && shownPicture(manifest)
    const bytes = picture && reader.original(picture.file)
    if (!manifest || !picture || !bytes) continue
    const { region, masks, hide } = picture
    const jpeg = await cropRegion(bytes, region, { hide, masks })
    return {
      dataUri: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`,
      of: picture.file.of,
      takenAt: picture.file.from?.takenAt ?? manifest.takenAt,
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
