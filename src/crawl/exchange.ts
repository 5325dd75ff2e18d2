/** One exchange: a single request and its answer, bounded in bytes and seconds, no redirect followed. */
import type { Dispatcher } from 'undici'
import type { Channels } from './channels.js'
import { LIMITS } from './decode.js'

/** What is sent. */
export interface ExchangeRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Stop reading after so many bytes. */
  readonly maxBytes: number
  /** Stop altogether after so many milliseconds, however slowly it drips. */
  readonly budgetMs: number
  readonly signal: AbortSignal | undefined
}

/** What came back. Header values are as sent, several joined by a comma; `setCookie` apart. */
export interface ExchangeAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly setCookie: readonly string[]
  readonly wire: Uint8Array
  /** The whole body was read. */
  readonly complete: boolean
}

/** Thrown when an answer takes longer than it may, however busily it sends. */
export class TotalTimeout extends Error {
  readonly code = 'XUNCHA_TOTAL_TIMEOUT'
  constructor(budgetMs: number) {
    super(`no complete answer within ${budgetMs} ms`)
    this.name = 'TotalTimeout'
  }
}

async function readBody(
  body: Dispatcher.ResponseData['body'],
  maxBytes: number,
): Promise<{ wire: Uint8Array; complete: boolean }> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes) break
  }
  const complete = bytes <= maxBytes
  const wire = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  return { wire: complete ? wire : wire.subarray(0, maxBytes), complete }
}

function flatHeaders(raw: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue
    // Repeated singletons (two Content-Types) are read like browsers do: the last one.
    flat[name] = Array.isArray(value)
      ? name === 'content-type' || name === 'location'
        ? (value.at(-1) ?? '')
        : value.join(', ')
      : value
  }
  return flat
}

/** Sends one request over its channel. Rejects with the wire's error, an EgressRefusal or a TotalTimeout. */
export async function exchange(channels: Channels, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const url = new URL(request.url)
  const stop = new AbortController()
  const forward = (): void => stop.abort(request.signal?.reason)
  if (request.signal?.aborted) forward()
  request.signal?.addEventListener('abort', forward, { once: true })
  const timer = setTimeout(() => stop.abort(new TotalTimeout(request.budgetMs)), request.budgetMs)
  try {
    const answer = await channels.poolFor(request.url).request({
      path: url.pathname + url.search,
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: stop.signal,
    })
    // Cutting a body short makes its stream complain; the cut is ours.
    answer.body.on('error', () => undefined)
    const { wire, complete } = await readBody(answer.body, Math.min(request.maxBytes, LIMITS.wireBytes))
    const setCookie = answer.headers['set-cookie']
    return {
      status: answer.statusCode,
      headers: flatHeaders(answer.headers),
      setCookie: setCookie === undefined ? [] : Array.isArray(setCookie) ? setCookie : [setCookie],
      wire,
      complete,
    }
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', forward)
  }
}
