/** One exchange: a single request and its answer, bounded in bytes and seconds, no redirect followed. */
import type { Dispatcher } from 'undici'
import { authorityOf } from '../model/address.js'
import type { Channels } from './channels.js'
import { deadlines, type Pending } from './deadlines.js'
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
  /** Value of the header of this (lower case) name. */
  header(name: string): string | undefined
  /** All of them, by lower-case name. */
  headers(): Readonly<Record<string, string>>
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

/** Thrown when a connection kept for later was closed by the host meanwhile: nothing was answered, and nothing refused. */
export class StaleConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause })
    this.name = 'StaleConnection'
  }
}

/** True for a socket that had brought answers before it was closed. */
function hadAnswered(error: Error): boolean {
  const socket = 'socket' in error ? error.socket : null
  if (typeof socket !== 'object' || socket === null || !('bytesRead' in socket)) return false
  return typeof socket.bytesRead === 'number' && socket.bytesRead > 0
}

type RawHeaders = Record<string, string | string[] | undefined>

/** Takes an answer as it comes: a body is a handful of chunks, and a stream round them would cost more than they do. */
class Reception implements Dispatcher.DispatchHandler, Pending {
  readonly done: Promise<ExchangeAnswer>
  dueAt: number
  readonly #chunks: Uint8Array[] = []
  #controller: Dispatcher.DispatchController | null = null
  #resolve: (received: ExchangeAnswer) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined
  #stopped: Error | null = null
  #status = 0
  #headers: RawHeaders = {}
  #bytes = 0

  constructor(
    private readonly maxBytes: number,
    readonly signal: AbortSignal | undefined,
    private readonly budgetMs: number,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.dueAt = performance.now() + budgetMs
    if (signal?.aborted) this.stop()
    else deadlines.add(this)
  }

  /** The caller's signal was aborted. */
  stop(): void {
    const reason: unknown = this.signal?.reason
    this.#stop(reason instanceof Error ? reason : new Error('stopped', { cause: reason }))
  }

  expire(): void {
    this.#stop(new TotalTimeout(this.budgetMs))
  }

  /** Nobody waits any longer, whether the request has begun or still waits for its connection. */
  #stop(error: Error): void {
    this.#stopped = error
    this.fail(error)
    this.#controller?.abort(error)
  }

  fail(error: unknown): void {
    deadlines.drop(this)
    this.#reject(error)
  }

  #finish(complete: boolean): void {
    deadlines.drop(this)
    const [first] = this.#chunks
    const wire = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)
    const kept = complete ? wire : wire.subarray(0, this.maxBytes)
    this.#resolve(new Received(this.#status, this.#headers, kept, complete))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#stopped) controller.abort(this.#stopped)
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: RawHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes <= this.maxBytes) return
    this.#finish(false)
    controller.abort(new Error('enough was read'))
  }

  onResponseEnd(): void {
    this.#finish(true)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(this.#status === 0 && hadAnswered(error) ? new StaleConnection(error) : error)
  }
}

/** Repeated singletons (two Content-Types) are read like browsers do: the last one. */
function joined(name: string, value: string | readonly string[]): string {
  if (typeof value === 'string') return value
  return name === 'content-type' || name === 'location' ? (value.at(-1) ?? '') : value.join(', ')
}

/** Names and values are looked at when somebody asks: most headers interest nobody. */
class Received implements ExchangeAnswer {
  constructor(
    readonly status: number,
    private readonly raw: RawHeaders,
    readonly wire: Uint8Array,
    readonly complete: boolean,
  ) {}

  header(name: string): string | undefined {
    const value = Object.hasOwn(this.raw, name) ? this.raw[name] : undefined
    return value === undefined ? undefined : joined(name, value)
  }

  headers(): Record<string, string> {
    const flat: Record<string, string> = Object.create(null)
    for (const [name, value] of Object.entries(this.raw))
      if (value !== undefined) flat[name] = joined(name, value)
    return flat
  }

  get setCookie(): readonly string[] {
    const value = this.raw['set-cookie']
    return value === undefined ? NONE : Array.isArray(value) ? value : [value]
  }
}

const NONE: readonly string[] = []

/** Path and query as they are sent, of a URL that was parsed and written out before. */
function pathOf(url: string): string {
  const authority = authorityOf(url)
  if (authority === null || url.charCodeAt(authority.length) !== 0x2f) {
    const { pathname, search } = new URL(url)
    return pathname + search
  }
  return url.slice(authority.length)
}

/**
 * Sends one request over its channel. Rejects with the wire's error, an EgressRefusal, a TotalTimeout or a StaleConnection.
 * @param request its URL is one that a parser wrote out, without a fragment
 */
export function exchange(channels: Channels, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const maxBytes = Math.min(request.maxBytes, LIMITS.wireBytes)
  const reception = new Reception(maxBytes, request.signal, request.budgetMs)
  try {
    const { url, method, headers, body } = request
    channels.poolFor(url).dispatch({ path: pathOf(url), method, headers, body }, reception)
  } catch (error) {
    reception.fail(error)
  }
  return reception.done
}
