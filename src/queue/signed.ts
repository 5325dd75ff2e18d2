/** Signed messages: what coordinator and workers leave for each other in Redis, which anybody with a password may write to. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { isSignedBy, keyIdOf, type SigningKey } from '../evidence/keys.js'
import { UserFault } from '../model/error.js'

/** Who signs, and the secret by which an installation's machines know each other; null: whoever reaches Redis belongs to it. */
export interface Signer {
  readonly key: SigningKey
  readonly secret: string | null
}

/** What a message is: an order to inspect, its delivery, or who somebody is. One is never taken for another. */
export type MessageKind = 'order' | 'delivery' | 'introduction'

const DOMAIN = 'xuncha/queue/1'
/** Results of the largest platforms are some tens of megabytes. */
const MOST_BYTES = 512 * 1024 * 1024

const signedSchema = z.object({
  body: z.string(),
  /** Public key of who signed, PEM. */
  key: z.string(),
  /** Ed25519 over domain, kind and body, base64. */
  signature: z.string(),
  /** HMAC-SHA256 of the public key under the shared secret, hex; null where there is none. */
  proof: z.string().nullable(),
})

const squeeze = promisify(gzip)
const unfold = promisify(gunzip)

function signedBytes(kind: MessageKind, body: string): Buffer {
  return Buffer.from(`${DOMAIN}\n${kind}\n${body}`, 'utf8')
}

function proofOf(secret: string, key: string): Buffer {
  return createHmac('sha256', secret).update(`${DOMAIN}\n${key}`).digest()
}

/** Signs a value and packs it. */
export async function sign(kind: MessageKind, value: unknown, { key, secret }: Signer): Promise<Buffer> {
  const body = JSON.stringify(value)
  const signed: z.infer<typeof signedSchema> = {
    body,
    key: key.publicPem,
    signature: key.sign(signedBytes(kind, body)).toString('base64'),
    proof: secret === null ? null : proofOf(secret, key.publicPem).toString('hex'),
  }
  return squeeze(JSON.stringify(signed))
}

function isProved(secret: string, key: string, proof: string | null): boolean {
  const expected = proofOf(secret, key)
  const given = Buffer.from(proof ?? '', 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

async function unpacked(packed: Uint8Array): Promise<z.infer<typeof signedSchema>> {
  try {
    const text = await unfold(packed, { maxOutputLength: MOST_BYTES })
    return signedSchema.parse(JSON.parse(text.toString('utf8')))
  } catch {
    throw new UserFault('queue.unreadable', {})
  }
}

/**
 * The value of a message and the id of the key that signed it.
 * @param secret the shared secret that the signer must know; null: none is asked for
 * @throws UserFault for what cannot be read, is not signed by its key, or comes from somebody who does not know the secret
 */
export async function open(
  kind: MessageKind,
  packed: Uint8Array,
  secret: string | null,
): Promise<{ readonly value: unknown; readonly by: string }> {
  const { body, key, signature, proof } = await unpacked(packed)
  const by = keyIdOf(key)
  if (!isSignedBy(key, signedBytes(kind, body), Buffer.from(signature, 'base64')))
    throw new UserFault('queue.forged', { by })
  if (secret !== null && !isProved(secret, key, proof)) throw new UserFault('queue.stranger', { by })
  return { value: JSON.parse(body) as unknown, by }
}
