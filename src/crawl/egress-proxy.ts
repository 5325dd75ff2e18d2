/** The forward proxy that all browser traffic goes through: asks the egress guard, and connects only to what it pinned. */
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Cause } from '../model/fault.js'
import { causeOfError, describeError } from './cause.js'
import type { Egress } from './egress.js'
import { connectPaced } from './egress-connect.js'
import type { Pacer } from './pacer.js'

/** Header of every answer that is the proxy's own. Taken off what a site sends, so that a site cannot pretend. */
export const EGRESS_HEADER = 'x-xuncha-egress'

/** What became of the last connection to a `host:port`: the browser itself only sees its proxy. */
export interface EgressNote {
  /** null: connected. */
  readonly cause: Cause | null
  /** The address connected to, or null. */
  readonly address: string | null
  readonly error: string | null
}

/** Bounds of the proxy. Bytes are per connection in both directions together; times are milliseconds. */
export interface ProxyLimits {
  readonly connections: number
  readonly bytes: number
  readonly connectMs: number
  readonly idleMs: number
}

const LIMITS: ProxyLimits = { connections: 256, bytes: 64 * 1024 * 1024, connectMs: 10_000, idleMs: 30_000 }
const NOTES_MAX = 5_000

/** The running proxy. */
export interface EgressProxy {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string
  /** The last connection to the URL's host and port; undefined when none was tried. */
  noteOf(url: string): EgressNote | undefined
  /** Ends what is under way to the URL's host and port for longer than so many milliseconds. */
  drop(url: string, olderThanMs: number): void
  close(): Promise<void>
}

/** Something under way: since when, and how it is ended. */
interface UnderWay {
  readonly since: number
  end(): void
}

const HOP_HEADERS: ReadonlySet<string> = new Set([
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** `host:port` of a URL, default ports written out. */
function hostPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** Headers of an answer that are passed on; ours, which a site might forge, are not. */
function headersOf(answer: IncomingMessage): OutgoingHttpHeaders {
  const kept = Object.entries(answer.headers).filter(
    ([name]) => !HOP_HEADERS.has(name) && name !== EGRESS_HEADER,
  )
  return Object.fromEntries(kept)
}

/** Ends a stream once more bytes than allowed went through it. */
function bound(stream: Duplex | IncomingMessage, budget: { left: number }, stop: () => void): void {
  stream.on('data', (chunk: Buffer) => {
    budget.left -= chunk.byteLength
    if (budget.left < 0) stop()
  })
}

class ForwardProxy implements EgressProxy {
  readonly #notes = new Map<string, EgressNote>()
  readonly #sockets = new Set<Duplex>()
  readonly #underWay = new Map<string, Set<UnderWay>>()
  readonly #server = createServer((request, response) => {
    this.#forward(request, response).catch((error: unknown) => response.destroy(error as Error))
  })

  url = ''

  constructor(
    readonly egress: Egress,
    readonly limits: ProxyLimits,
    readonly pacer: Pick<Pacer, 'burst'> | null,
  ) {
    this.#server.maxConnections = limits.connections
    this.#server.on('connection', (socket) => this.#hold(socket))
    this.#server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#tunnel(request, socket, head).catch((error: unknown) => socket.destroy(error as Error))
    })
    // ws:// through a proxy comes as CONNECT; a bare upgrade is nobody's honest request.
    this.#server.on('upgrade', (_request, socket: Duplex) => {
      socket.end(`HTTP/1.1 403 Forbidden\r\n${EGRESS_HEADER}: denied\r\nConnection: close\r\n\r\n`)
    })
    this.#server.on('clientError', (_error, socket) => socket.destroy())
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(0, '127.0.0.1', resolve)
    })
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #hold(socket: Duplex): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#sockets.delete(socket))
  }

  #note(key: string, note: EgressNote): void {
    if (this.#notes.size >= NOTES_MAX) this.#notes.clear()
    this.#notes.set(key, note)
  }

  noteOf(url: string): EgressNote | undefined {
    const parsed = parseUrl(url)
    return parsed ? this.#notes.get(hostPort(parsed)) : undefined
  }

  #begin(key: string, until: Duplex | ServerResponse, end: () => void): void {
    const own: UnderWay = { since: performance.now(), end }
    const all = this.#underWay.get(key) ?? new Set()
    this.#underWay.set(key, all.add(own))
    until.once('close', () => {
      all.delete(own)
      if (all.size === 0) this.#underWay.delete(key)
    })
  }

  drop(url: string, olderThanMs: number): void {
    const parsed = parseUrl(url)
    const now = performance.now()
    for (const one of [...((parsed && this.#underWay.get(hostPort(parsed))) ?? [])])
      if (now - one.since >= olderThanMs) one.end()
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = parseUrl(request.url ?? '')
    if (url?.protocol !== 'http:') {
      response.writeHead(400, { [EGRESS_HEADER]: 'denied' }).end()
      return
    }
    const key = hostPort(url)
    this.#begin(key, response, () => {
      if (response.headersSent) response.destroy()
      else response.writeHead(504, { [EGRESS_HEADER]: 'failed' }).end()
    })
    const verdict = await this.egress.check(url.href)
    if (!verdict.allowed) {
      this.#note(key, { cause: verdict.cause, address: null, error: verdict.error })
      response.writeHead(403, { [EGRESS_HEADER]: 'denied' }).end()
      return
    }
    try {
      const given = { port: Number(url.port) || 80, connectMs: this.limits.connectMs, hold: true }
      const { socket, address } = await connectPaced(this.pacer, url.href, verdict.addresses, given)
      this.#hold(socket)
      this.#note(key, { cause: null, address, error: null })
      if (response.headersSent) return void socket.destroy()
      this.#exchange(url, socket, request, response, key)
    } catch (error) {
      this.#note(key, { cause: causeOfError(error), address: null, error: describeError(error) })
      if (!response.headersSent) response.writeHead(502, { [EGRESS_HEADER]: 'failed' }).end()
    }
  }

  #exchange(url: URL, socket: Socket, request: IncomingMessage, response: ServerResponse, key: string): void {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !HOP_HEADERS.has(name)),
    )
    const upstream = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: url.pathname + url.search,
      headers: { ...headers, host: url.host, connection: 'close' },
      setHost: false,
      timeout: this.limits.idleMs,
      insecureHTTPParser: true,
    })
    upstream.on('timeout', () => upstream.destroy(Object.assign(new Error('idle'), { code: 'ETIMEDOUT' })))
    upstream.on('error', (error) => {
      socket.destroy()
      if (response.headersSent) response.destroy()
      else {
        this.#note(key, {
          cause: causeOfError(error),
          address: socket.remoteAddress ?? null,
          error: error.message,
        })
        response.writeHead(502, { [EGRESS_HEADER]: 'failed' }).end()
      }
    })
    upstream.on('response', (answer) => {
      try {
        response.writeHead(answer.statusCode ?? 502, headersOf(answer))
      } catch (error) {
        // Header values that HTTP does not allow: Node may read them leniently, but does not send them on.
        upstream.destroy(error as Error)
        return
      }
      bound(answer, { left: this.limits.bytes }, () => response.destroy())
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    response.on('close', () => upstream.destroy())
    request.pipe(upstream)
  }

  async #tunnel(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    this.#hold(client)
    // The scheme inside a tunnel is unknown: https, or http and ws. Either reading of the same host and port will do.
    const secure = parseUrl(`https://${request.url ?? ''}`)
    const plain = parseUrl(`http://${request.url ?? ''}`)
    if (!secure || !plain) return void client.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    const key = hostPort(secure)
    this.#begin(key, client, () => client.destroy())
    let verdict = await this.egress.check(secure.href)
    if (!verdict.allowed && secure.port !== '') verdict = await this.egress.check(plain.href)
    if (!verdict.allowed) {
      this.#note(key, { cause: verdict.cause, address: null, error: verdict.error })
      return void client.end(`HTTP/1.1 403 Forbidden\r\n${EGRESS_HEADER}: denied\r\n\r\n`)
    }
    try {
      const given = { port: Number(secure.port) || 443, connectMs: this.limits.connectMs, hold: false }
      const { socket, address } = await connectPaced(this.pacer, secure.href, verdict.addresses, given)
      this.#hold(socket)
      this.#note(key, { cause: null, address, error: null })
      if (client.destroyed) return void socket.destroy()
      this.#join(client, socket, head)
    } catch (error) {
      this.#note(key, { cause: causeOfError(error), address: null, error: describeError(error) })
      client.end(`HTTP/1.1 502 Bad Gateway\r\n${EGRESS_HEADER}: failed\r\n\r\n`)
    }
  }

  #join(client: Duplex, socket: Socket, head: Buffer): void {
    const stop = (): void => {
      client.destroy()
      socket.destroy()
    }
    const budget = { left: this.limits.bytes }
    bound(client, budget, stop)
    bound(socket, budget, stop)
    socket.setTimeout(this.limits.idleMs, stop)
    client.once('close', stop)
    socket.once('close', stop)
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.byteLength > 0) socket.write(head)
    client.pipe(socket)
    socket.pipe(client)
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    this.#server.closeAllConnections()
    await closed
  }
}

/** Starts the proxy on a free loopback port. With a pacer it keeps to the budget of each host. */
export async function startEgressProxy(
  egress: Egress,
  limits: Partial<ProxyLimits> = {},
  pacer: Pick<Pacer, 'burst'> | null = null,
): Promise<EgressProxy> {
  const proxy = new ForwardProxy(egress, { ...LIMITS, ...limits }, pacer)
  await proxy.listen()
  return proxy
}
