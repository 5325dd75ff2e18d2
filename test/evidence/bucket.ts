/** A store that speaks S3, small enough to read: path style, signatures checked, and faults that a test turns on. */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Keys that it knows. */
export const KEYS = { AWS_ACCESS_KEY_ID: 'AKXUNCHA', AWS_SECRET_ACCESS_KEY: 'secret/of+tests' }

/** How it misbehaves: not at all, keeps other bytes than it was sent, refuses to write, or answers nothing but 500. */
export type Mood = 'good' | 'alters' | 'refuses' | 'down'

export interface BucketServer {
  readonly env: Readonly<Record<string, string>>
  readonly objects: Map<string, Buffer>
  readonly asked: string[]
  mood: Mood
  close(): void
}

const hex = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** The signature that the request ought to bear (AWS Signature Version 4), worked out from what came. */
function expected(request: IncomingMessage, path: string, credential: string, signed: string): string {
  const [, day = '', region = '', service = ''] = credential.split('/')
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [
    request.method,
    path,
    '',
    headers.join(''),
    signed,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hex(canonical)].join('\n')
  const key = [region, service, 'aws4_request'].reduce<Buffer>(
    (held, part) => mac(held, part),
    mac(`AWS4${KEYS.AWS_SECRET_ACCESS_KEY}`, day),
  )
  return mac(key, text).toString('hex')
}

/** Why a request is not let in; null: it is. */
function refusal(request: IncomingMessage, path: string, body: Buffer): string | null {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  )
  if (!parts?.[1]?.startsWith(`${KEYS.AWS_ACCESS_KEY_ID}/`)) return 'InvalidAccessKeyId'
  if (expected(request, path, parts[1], parts[2] ?? '') !== parts[3]) return 'SignatureDoesNotMatch'
  return request.headers['x-amz-content-sha256'] === hex(body) ? null : 'XAmzContentSHA256Mismatch'
}

/** Starts it with an empty bucket. */
export async function bucketServer(): Promise<BucketServer> {
  const objects = new Map<string, Buffer>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const path = (request.url ?? '').split('?')[0] ?? ''
      const answer = (status: number, text: string | Buffer = ''): void => {
        response.writeHead(status, { 'content-length': text.length })
        response.end(request.method === 'HEAD' ? undefined : text)
      }
      asked.push(`${request.method} ${path}`)
      if (made.mood === 'down') return answer(500, 'InternalError')
      const why = refusal(request, path, body)
      if (why !== null) return answer(403, why)
      const held = objects.get(path)
      if (request.method === 'PUT') {
        if (made.mood === 'refuses') return answer(507, 'no room')
        const kept = Buffer.from(body)
        if (made.mood === 'alters') kept.writeUInt8((kept[0] ?? 0) ^ 1, 0)
        objects.set(path, kept)
        return answer(200)
      }
      if (request.method === 'DELETE') {
        objects.delete(path)
        return answer(204)
      }
      return held ? answer(200, held) : answer(404, 'NoSuchKey')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const made: BucketServer = {
    env: { ...KEYS, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    objects,
    asked,
    mood: 'good',
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return made
}
