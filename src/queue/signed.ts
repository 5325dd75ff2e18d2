/** Signed messages: what coordinator and workers leave for each other in Redis, which anybody with a password may write to. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { isSignedBy, keyIdOf, type SigningKey } from '../evidence/keys.js'
import { UserFault } from '../model/error.js'

/**
 * Who signs, and the secret by which an installation's machines know each other: messages are encrypted under it, so that
 * Redis and its files hold nothing readable. Null: whoever reaches Redis belongs to the installation.
 */
export interface Signer {
  readonly key: SigningKey
  readonly secret: string | null
}

/** What a message is: an order to inspect, its delivery, or who somebody is. One is never taken for another. */
export type MessageKind = 'order' | 'delivery' | 'introduction'

const DOMAIN = 'xuncha/queue/1'
/** Results of the largest platforms are some tens of megabytes. */
const MOST_BYTES = 512 * 1024 * 1024
/** First byte of a message: as it is, or encrypted. */
const PLAIN = 0
const SEALED = 1
const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

const signedSchema = z.object({
  body: z.string(),
  /** Public key of who signed, PEM. */
  key: z.string(),
  /** Ed25519 over domain, kind and body, base64. */
  signature: z.string(),
})

const squeeze = promisify(gzip)
const unfold = promisify(gunzip)

function signedBytes(kind: MessageKind, body: string): Buffer {
  return Buffer.from(`${DOMAIN}\n${kind}\n${body}`, 'utf8')
}

function keyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', DOMAIN, 32))
}

function sealed(packed: Buffer, secret: string | null): Buffer {
  if (secret === null) return Buffer.concat([Buffer.from([PLAIN]), packed])
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(secret), iv)
  const body = Buffer.concat([cipher.update(packed), cipher.final()])
  return Buffer.concat([Buffer.from([SEALED]), iv, cipher.getAuthTag(), body])
}

/** @throws UserFault where one side has a secret and the other has none, or another one */
function unsealed(message: Buffer, secret: string | null): Buffer {
  const mark = message[0]
  if (mark !== PLAIN && mark !== SEALED) throw new UserFault('queue.unreadable', {})
  if ((mark === SEALED) !== (secret !== null)) throw new UserFault('queue.stranger', {})
  if (secret === null) return message.subarray(1)
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret), message.subarray(1, 1 + IV_BYTES))
    decipher.setAuthTag(message.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(message.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    throw new UserFault('queue.stranger', {})
  }
}

/** Signs a value and packs it. */
export async function sign(kind: MessageKind, value: unknown, { key, secret }: Signer): Promise<Buffer> {
  const body = JSON.stringify(value)
  const signed: z.infer<typeof signedSchema> = {
    body,
    key: key.publicPem,
    signature: key.sign(signedBytes(kind, body)).toString('base64'),
  }
  return sealed(await squeeze(JSON.stringify(signed)), secret)
}

async function unpacked(message: Buffer, secret: string | null): Promise<z.infer<typeof signedSchema>> {
  const packed = unsealed(message, secret)
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
  message: Buffer,
  secret: string | null,
): Promise<{ readonly value: unknown; readonly by: string }> {
  const { body, key, signature } = await unpacked(message, secret)
  const by = keyIdOf(key)
  if (!isSignedBy(key, signedBytes(kind, body), Buffer.from(signature, 'base64')))
    throw new UserFault('queue.forged', { by })
  return { value: JSON.parse(body) as unknown, by }
}
