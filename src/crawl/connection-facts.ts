/** How a connection was made: what evidence keeps of the resolver, of TLS and of the host's clock. */
import { createHash } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls'
import type { Attempt, TlsFacts } from '../model/attempt.js'
import type { PinnedAddress } from './egress.js'

/** One connection. `dns`: all answers of the resolver, null where the address itself was spelt. */
export interface Connection {
  readonly address: string
  readonly dns: readonly string[] | null
  readonly tls: TlsFacts | null
}

/** A chain longer than this is not looked at any further. */
const CHAIN_MAX = 10

function chainOf(first: DetailedPeerCertificate): string[] {
  const chain: string[] = []
  let at: DetailedPeerCertificate | undefined = first
  while (at?.raw && chain.length < CHAIN_MAX) {
    chain.push(createHash('sha256').update(at.raw).digest('hex'))
    // A root is its own issuer.
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate
  }
  return chain
}

function tlsOf(socket: TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate(true)
  return {
    version: socket.getProtocol(),
    cipher: socket.getCipher()?.standardName ?? null,
    chain: chainOf(certificate),
    notAfter: certificate.valid_to ?? null,
    error: socket.authorizationError ? String(socket.authorizationError) : null,
  }
}

/** What is known of an open socket to `hostname`, which was pinned to these answers. */
export function connectionOf(
  socket: Socket,
  hostname: string,
  answers: readonly PinnedAddress[],
): Connection {
  return {
    address: socket.remoteAddress ?? '',
    dns: isIP(hostname.replace(/^\[|\]$/g, '')) ? null : answers.map((answer) => answer.address),
    tls: socket instanceof TLSSocket ? tlsOf(socket) : null,
  }
}

/** What an attempt says of its connection beside the address. */
export function connectionFacts(
  connection: Connection | null,
  answer: { header(name: string): string | undefined },
): Pick<Attempt, 'dns' | 'tls' | 'serverDate'> {
  const date = answer.header('date')?.slice(0, 100)
  return {
    ...(connection?.dns ? { dns: connection.dns } : {}),
    ...(connection?.tls ? { tls: connection.tls } : {}),
    ...(date === undefined ? {} : { serverDate: date }),
  }
}
