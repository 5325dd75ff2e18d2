/** Content decoding with limits: a few kilobytes on the wire must not become a full memory. */
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib'

/** Bytes of a body as it travels, and decoded; and how much larger than the wire the decoded body may be. */
export const LIMITS = { wireBytes: 10_000_000, decodedBytes: 50_000_000, ratio: 100 } as const
/** The ratio says nothing about small bodies. */
const RATIO_FROM_BYTES = 2_000_000
/** Most pages are decoded in one piece. */
const CHUNK_BYTES = 32_768

/** What became of a body. */
export type Decoded =
  | { readonly body: Uint8Array; readonly fault: null }
  | { readonly body: null; readonly fault: 'too-large' | 'protocol' }

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

/** How bytes of these encodings begin. */
const BEGINS: Readonly<Record<string, readonly number[]>> = {
  gzip: [0x1f, 0x8b],
  'x-gzip': [0x1f, 0x8b],
  compress: [0x1f, 0x9d],
  'x-compress': [0x1f, 0x9d],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
}
/** Never asked for, and not to be read: what was sent all the same is no text. */
const UNREAD: ReadonlySet<string> = new Set(['compress', 'x-compress', 'zstd'])

/** A declared encoding that the bytes do not carry is a common slip of proxies; browsers shrug, and so do we. */
function carries(encoding: string, bytes: Uint8Array): boolean {
  return (
    !Object.hasOwn(BEGINS, encoding) || BEGINS[encoding]?.every((byte, at) => bytes[at] === byte) === true
  )
}

/** Length of the header of a gzip stream. */
function gzipHeader(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)
  for (const named of [8, 16]) if (flags & named) at = bytes.indexOf(0, at) + 1 || bytes.length
  return flags & 2 ? at + 2 : at
}

/** A stream with a wrong sum, or with something behind it, is shown by browsers as far as it goes. */
function gunzip(bytes: Uint8Array, zlib: ZlibOptions): Uint8Array {
  try {
    return gunzipSync(bytes, zlib)
  } catch (error) {
    if (isTooLarge(error)) throw error
    return inflateRawSync(bytes.subarray(gzipHeader(bytes)), zlib)
  }
}

function decodeOnce(encoding: string, bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  // Cut bodies (probes, dropped connections) are decoded as far as they go.
  const zlib = { maxOutputLength, chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH }
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gunzip(bytes, zlib)
    case 'deflate':
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, zlib) : inflateRawSync(bytes, zlib)
    case 'br':
      return brotliDecompressSync(bytes, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH })
    default:
      return bytes
  }
}

/**
 * Decodes a body by its Content-Encoding header.
 * @param wire bytes as received
 * @param header the Content-Encoding header, '' for none; several encodings are undone from the last
 */
export function decodeBody(wire: Uint8Array, header: string): Decoded {
  if (header === '') return { body: wire, fault: null }
  const encodings = header
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity')
  if (wire.length === 0 || encodings.length === 0) return { body: wire, fault: null }
  if (encodings.length > 3) return { body: null, fault: 'protocol' }
  const most = Math.min(LIMITS.decodedBytes, Math.max(RATIO_FROM_BYTES, wire.length * LIMITS.ratio))
  let body = wire
  try {
    for (const encoding of encodings.reverse()) {
      if (!carries(encoding, body)) continue
      if (UNREAD.has(encoding)) return { body: null, fault: 'protocol' }
      body = decodeOnce(encoding, body, most)
    }
    return { body, fault: null }
  } catch (error) {
    return { body: null, fault: isTooLarge(error) ? 'too-large' : 'protocol' }
  }
}
