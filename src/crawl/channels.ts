/** Channels: one guarded connection pool per origin, so that no socket opens to an address that was not checked. */
import type { LookupFunction, Socket } from 'node:net'
import type { buildConnector as Connect, Pool as Connections, Client as Single } from 'undici'
import { originOf } from '../model/address.js'
import { type Connection, connectionOf } from './connection-facts.js'
import type { Egress, EgressVerdict, PinnedAddress } from './egress.js'
import { laneOf, type Pacer } from './pacer.js'
import { buildConnector, Client, Pool } from './undici.js'

/** Milliseconds that a connection, the headers and the whole answer may take. */
export interface Timeouts {
  readonly connectMs: number
  readonly headersMs: number
  readonly totalMs: number
}

/** The guard said no; `verdict` says why. */
export class EgressRefusal extends Error {
  readonly code = 'XUNCHA_EGRESS'
  constructor(readonly verdict: Extract<EgressVerdict, { allowed: false }>) {
    super(verdict.error)
    this.name = 'EgressRefusal'
  }
}

/** The pools of a client. */
export interface Channels {
  /** The pool for a URL's origin. Idle sockets of its lane are given up where a new one would exceed the limit. */
  poolFor(url: string): Connections
  /** How the origin was last connected to; null when it never was. */
  connectionOf(url: string): Connection | null
  /** Address that the origin was last connected to. */
  addressOf(url: string): string | null
  /** Gives up the idle sockets of the URL's lane that are more than its free places. True: there were some. */
  spare(url: string): boolean
  /** Gives up all idle sockets of the URL's lane: what is sent next goes over a new one. */
  renew(url: string): void
  close(): Promise<void>
}

const POOLS_MAX = 300
const KEEP_ALIVE_MS = 5_000

function lookupOf(addresses: readonly PinnedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const first = addresses[0]
    if (options.all) callback(null, [...addresses] as never)
    else if (first) callback(null, first.address, first.family)
    else callback(new Error('no address'), '', 4)
  }
}

function connectorOf(
  egress: Egress,
  connectMs: number,
  ca: string | undefined,
  onConnect: (origin: string, connection: Connection) => void,
): Connect.connector {
  return (options, callback) => {
    const host = options.hostname.includes(':') ? `[${options.hostname}]` : options.hostname
    const origin = `${options.protocol}//${host}${options.port ? `:${options.port}` : ''}`
    Promise.resolve(egress.check(`${origin}/`)).then(
      (verdict) => {
        if (!verdict.allowed) {
          callback(new EgressRefusal(verdict), null)
          return
        }
        const connect = buildConnector({
          timeout: connectMs,
          lookup: lookupOf(verdict.addresses),
          ...(ca === undefined ? {} : { ca }),
        })
        // A literal is connected to as judged, whatever its spelling; a name by the pinned answers.
        connect(options, (...answer) => {
          const socket = answer[1]
          if (socket?.remoteAddress)
            onConnect(new URL(origin).origin, connectionOf(socket, options.hostname, verdict.addresses))
          callback(...answer)
        })
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    )
  }
}

/** Opens an empty set of channels. `ca`: certificate authorities to trust instead of the usual ones. */
export function openChannels(egress: Egress, pacer: Pacer, timeouts: Timeouts, ca?: string): Channels {
  const pools = new Map<string, Connections>()
  const connections = new Map<string, Connection>()
  /** Every open socket, with whose it is. */
  const sockets = new Map<Socket, { readonly client: Single; readonly lane: string }>()
  const connect = connectorOf(egress, timeouts.connectMs, ca, (origin, connection) =>
    connections.set(origin, connection),
  )

  /** Closes the idle sockets of the URL's lane but for so many. */
  const closeIdle = (url: string, but: number): boolean => {
    const lane = laneOf(url)
    const idle = [...sockets].filter(([, own]) => own.lane === lane && own.client.stats.size === 0)
    const spared = idle.slice(Math.max(0, but))
    for (const [socket] of spared) socket.destroy()
    return spared.length > 0
  }
  const spare = (url: string): boolean => closeIdle(url, pacer.freeOf(url))

  const clientOf = (origin: URL, options: object): Single => {
    const { href } = origin
    const lane = laneOf(href)
    const client: Single = new Client(origin, {
      ...options,
      connect: (given, callback) => {
        // Its place is taken already: what is idle, here or at a neighbour, would come on top.
        spare(href)
        connect(given, (...answer) => {
          const socket = answer[1]
          if (socket) {
            sockets.set(socket, { client, lane })
            socket.once('close', () => sockets.delete(socket))
            // The wire's own errors do not say whether it had brought answers before.
            socket.once('error', (error) => Object.assign(error, { socket: { bytesRead: socket.bytesRead } }))
          }
          callback(...answer)
        })
      },
    })
    return client
  }

  const giveUp = (origin: string, pool: Connections): void => {
    pools.delete(origin)
    void pool.close()
  }

  const makeRoom = (): void => {
    if (pools.size < POOLS_MAX) return
    const idle = [...pools].find(([, pool]) => pool.stats.running + pool.stats.pending === 0)
    if (idle) giveUp(idle[0], idle[1])
  }

  return {
    poolFor(url) {
      const origin = originOf(url)
      let pool = pools.get(origin)
      if (!pool) {
        makeRoom()
        pool = new Pool(origin, {
          connect,
          factory: clientOf,
          connections: pacer.limitOf(url),
          pipelining: 1,
          keepAliveTimeout: KEEP_ALIVE_MS,
          headersTimeout: timeouts.headersMs,
          bodyTimeout: timeouts.totalMs,
        })
        pools.set(origin, pool)
      }
      return pool
    },
    connectionOf(url) {
      return connections.get(originOf(url)) ?? null
    },
    addressOf(url) {
      return connections.get(originOf(url))?.address ?? null
    },
    spare,
    renew(url) {
      closeIdle(url, 0)
    },
    async close() {
      const all = [...pools.values()]
      pools.clear()
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
}
