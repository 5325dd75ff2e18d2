/** Channels: one guarded connection pool per origin, so that no socket opens to an address that was not checked. */
import type { LookupFunction } from 'node:net'
import type { buildConnector as Connect, Pool as Connections } from 'undici'
import { originOf } from '../model/address.js'
import { type Connection, connectionOf } from './connection-facts.js'
import type { Egress, EgressVerdict, PinnedAddress } from './egress.js'
import { laneOf, type Pacer } from './pacer.js'
import { buildConnector, Pool } from './undici.js'

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
  /** The pool for a URL's origin; idle sockets of neighbours in the same lane are given up when they would exceed its limit. */
  poolFor(url: string): Connections
  /** How the origin was last connected to; null when it never was. */
  connectionOf(url: string): Connection | null
  /** Address that the origin was last connected to. */
  addressOf(url: string): string | null
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

/** A pool that notes whether it has open sockets. */
function watched(pool: Connections, connected: Set<Connections>): Connections {
  return pool
    .on('connect', () => connected.add(pool))
    .on('disconnect', () => {
      if (pool.stats.connected === 0) connected.delete(pool)
    })
}

/** Opens an empty set of channels. `ca`: certificate authorities to trust instead of the usual ones. */
export function openChannels(egress: Egress, pacer: Pacer, timeouts: Timeouts, ca?: string): Channels {
  const pools = new Map<string, Connections>()
  const connections = new Map<string, Connection>()
  /** Pools with open sockets: asked at every request, where a pool's own figures are added up anew each time. */
  const connected = new Set<Connections>()
  const connect = connectorOf(egress, timeouts.connectMs, ca, (origin, connection) =>
    connections.set(origin, connection),
  )

  const giveUp = (origin: string, pool: Connections): void => {
    pools.delete(origin)
    void pool.close()
  }

  const makeRoom = (origin: string, url: string): void => {
    const lane = laneOf(url)
    const neighbours = [...pools].filter(([other]) => other !== origin && laneOf(other) === lane)
    let sockets = neighbours.reduce((sum, [, pool]) => sum + pool.stats.connected, 0)
    for (const [other, pool] of neighbours) {
      if (sockets < pacer.limitOf(url)) break
      if (pool.stats.running + pool.stats.pending > 0) continue
      sockets -= pool.stats.connected
      giveUp(other, pool)
    }
    if (pools.size < POOLS_MAX) return
    const idle = [...pools].find(([, pool]) => pool.stats.running + pool.stats.pending === 0)
    if (idle) giveUp(idle[0], idle[1])
  }

  return {
    poolFor(url) {
      const origin = originOf(url)
      let pool = pools.get(origin)
      if (!pool || !connected.has(pool)) makeRoom(origin, url)
      if (!pool) {
        pool = new Pool(origin, {
          connect,
          connections: pacer.limitOf(url),
          pipelining: 1,
          keepAliveTimeout: KEEP_ALIVE_MS,
          headersTimeout: timeouts.headersMs,
          bodyTimeout: timeouts.totalMs,
        })
        pools.set(origin, watched(pool, connected))
      }
      return pool
    },
    connectionOf(url) {
      return connections.get(originOf(url)) ?? null
    },
    addressOf(url) {
      return connections.get(originOf(url))?.address ?? null
    },
    async close() {
      const all = [...pools.values()]
      pools.clear()
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
}
