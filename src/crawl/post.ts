/** One POST to a service that the operator named, e.g. an authority of time stamps: bounded in time and size, no redirects. */
import { request } from 'undici'

/** What is sent, and what is the most that is waited for and kept. */
export interface Post {
  readonly contentType: string
  readonly body: Buffer
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** The body of a 200 answer. Rejects for any other answer, and beyond the limits. */
export async function postFor(url: string, post: Post): Promise<Buffer> {
  const signal = AbortSignal.timeout(post.timeoutMs)
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': post.contentType },
    body: post.body,
    signal,
  })
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.byteLength
    if (size > post.maxBytes) throw new Error(`more than ${post.maxBytes} bytes`)
    parts.push(part)
  }
  if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`)
  return Buffer.concat(parts)
}
