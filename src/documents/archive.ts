/** Zip archives, opened within limits: entries, bytes and ratio are judged before anything is unfolded. */
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

/** What an archive may come to: entries, bytes unfolded in all and in one entry, and how much more they are than the file. */
export interface ArchiveLimits {
  readonly entries: number
  readonly bytes: number
  readonly part: number
  readonly ratio: number
}

/** An archive of somebody else beyond any of these is not opened. */
const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 2_000,
  bytes: 200_000_000,
  part: 60_000_000,
  ratio: 100,
}
/** The ratio says nothing about small archives. */
const RATIO_FROM_BYTES = 5_000_000

/** The archive is larger than what is read; told as data by those who open it. */
export class LimitExceeded extends Error {}

/** An opened archive. Names are as the archive spells them, without a leading stroke. */
export interface Archive {
  readonly names: readonly string[]
  /** Bytes of a part; null where there is none of that name. Rejects with LimitExceeded, or where it is damaged. */
  read(name: string): Promise<Buffer | null>
}

function open(body: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Sizes are checked while a part unfolds: what lies about them ends with an error.
    fromBuffer(body, { lazyEntries: true, validateEntrySizes: true, decodeStrings: true }, (error, zip) => {
      if (error) reject(error)
      else resolve(zip)
    })
  })
}

function listed(zip: ZipFile, size: number, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    let bytes = 0
    const most = Math.min(limits.bytes, Math.max(RATIO_FROM_BYTES, size * limits.ratio))
    if (zip.entryCount > limits.entries) {
      reject(new LimitExceeded(`${zip.entryCount} entries`))
      return
    }
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      bytes += entry.uncompressedSize
      if (bytes > most || entries.size >= limits.entries) {
        reject(new LimitExceeded(`${bytes} bytes in ${entries.size} entries`))
        return
      }
      entries.set(entry.fileName.replace(/^\/+/, ''), entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function unfold(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (entry.uncompressedSize > most) {
      reject(new LimitExceeded(`${entry.uncompressedSize} bytes in one entry`))
      return
    }
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error)
        return
      }
      const chunks: Buffer[] = []
      let bytes = 0
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > most) stream.destroy(new LimitExceeded(`${bytes} bytes in one entry`))
        else chunks.push(chunk)
      })
      stream.on('error', reject)
      stream.on('end', () => resolve(Buffer.concat(chunks)))
    })
  })
}

/** Opens an archive. Rejects with LimitExceeded beyond the limits, with another error where it is damaged. */
export async function openArchive(body: Buffer, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
  const zip = await open(body)
  const entries = await listed(zip, body.length, limits)
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name)
      return entry ? unfold(zip, entry, limits.part) : null
    },
  }
}
