/** Objects in a bucket of any store that speaks S3: path style, every request and its body signed. */
import { createRequire } from 'node:module'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import type { ObjectAccess } from './objects.js'

type Aws4Fetch = typeof import('aws4fetch')

/** Where a bucket is and who asks. */
export interface Bucket {
  /** `https://host:port` of the store. */
  readonly endpoint: string
  readonly bucket: string
  /** Before every key; empty, or without slashes at its ends. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const ANSWER_MS = 60_000

/**
 * The bucket that `s3://bucket/prefix` names; endpoint and keys come from the environment.
 * @throws UserFault (exit status 2) for what is no such URL, or where endpoint or keys are missing
 */
export function bucketOf(url: string, env: Readonly<Record<string, string | undefined>>): Bucket {
  const named = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(url)
  if (!named) throw new UserFault('evidence.bad-store', { found: url }, 2)
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL ?? ''
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!URL.canParse(endpoint) || !accessKeyId || !secretAccessKey)
    throw new UserFault('evidence.store-keys', { store: url }, 2)
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    bucket: named[1] ?? '',
    prefix: (named[2] ?? '').replace(/^\/+|\/+$/g, ''),
    region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
  }
}

/** Raw access to a bucket. Answers other than those expected are errors with the store's own words. */
export function s3Access(bucket: Bucket): ObjectAccess {
  const { AwsClient } = createRequire(import.meta.url)('aws4fetch') as Aws4Fetch
  const { endpoint, prefix, region, accessKeyId, secretAccessKey } = bucket
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 })
  const base = [endpoint, bucket.bucket, ...(prefix === '' ? [] : [prefix])].join('/')
  const ask = async (method: string, key: string, body: Uint8Array | null = null): Promise<Response> =>
    client.fetch(`${base}/${key.split('/').map(encodeURIComponent).join('/')}`, {
      method,
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { 'x-amz-content-sha256': sha256(body ?? '') },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
  const refused = async (method: string, answer: Response): Promise<Error> => {
    const text = method === 'HEAD' ? '' : (await answer.text()).slice(0, 300)
    return new Error(`${method} ${answer.status} ${text}`.trim())
  }
  return {
    name: `s3://${bucket.bucket}${prefix === '' ? '' : `/${prefix}`}`,
    async put(key, bytes) {
      const answer = await ask('PUT', key, bytes)
      if (!answer.ok) throw await refused('PUT', answer)
      await answer.arrayBuffer()
    },
    async get(key) {
      const answer = await ask('GET', key)
      if (answer.status === 404) {
        await answer.arrayBuffer()
        return null
      }
      if (!answer.ok) throw await refused('GET', answer)
      return Buffer.from(await answer.arrayBuffer())
    },
    async has(key) {
      const answer = await ask('HEAD', key)
      if (answer.status === 404) return false
      if (!answer.ok) throw await refused('HEAD', answer)
      return true
    },
    async remove(key) {
      const answer = await ask('DELETE', key)
      if (!answer.ok && answer.status !== 404) throw await refused('DELETE', answer)
      await answer.arrayBuffer()
    },
  }
}
