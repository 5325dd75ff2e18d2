/** UUIDv7: run ids that sort by the time at which the run began (RFC 9562). */
import { randomBytes } from 'node:crypto'

/** A UUIDv7 of the instant (UTC milliseconds); `random` gives at least 10 bytes and is replaced in tests. */
export function uuidv7(nowMs: number, random: (bytes: number) => Uint8Array = randomBytes): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes.set(random(10).subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
