/** Connecting to what the egress guard pinned, and to nothing else. */
import { connect, type Socket } from 'node:net'
import type { PinnedAddress } from './egress.js'
import type { Pacer } from './pacer.js'

/** More addresses than this are not tried. */
const ADDRESSES_MAX = 4

/** Tries the pinned addresses in turn; resolves with an open socket or rejects with the first error. */
export async function connectTo(
  addresses: readonly PinnedAddress[],
  port: number,
  connectMs: number,
): Promise<{ socket: Socket; address: string }> {
  let first: unknown = null
  for (const { address } of addresses.slice(0, ADDRESSES_MAX)) {
    try {
      const socket = await new Promise<Socket>((resolve, reject) => {
        const socket = connect({ host: address, port, autoSelectFamily: false })
        const timer = setTimeout(() => {
          socket.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' }))
        }, connectMs)
        socket.once('connect', () => {
          clearTimeout(timer)
          socket.off('error', reject)
          resolve(socket)
        })
        socket.once('error', (error) => {
          clearTimeout(timer)
          reject(error)
        })
      })
      return { socket, address }
    } catch (error) {
      first ??= error
    }
  }
  throw first ?? new Error('no address')
}

/**
 * The same within the host's budget, as a part of a page that the browser loads. The connection keeps its place until
 * it closes; with `hold` false (a tunnel, which the browser keeps open for later) only while it is being made.
 */
export async function connectPaced(
  pacer: Pick<Pacer, 'burst'> | null,
  url: string,
  addresses: readonly PinnedAddress[],
  given: { readonly port: number; readonly connectMs: number; readonly hold: boolean },
): Promise<{ socket: Socket; address: string }> {
  const release = pacer ? await pacer.burst(url, addresses[0]?.address ?? null) : () => undefined
  try {
    const made = await connectTo(addresses, given.port, given.connectMs)
    if (given.hold) made.socket.once('close', release)
    else release()
    return made
  } catch (error) {
    release()
    throw error
  }
}
