/** Attempts: one request as it went, kept for evidence, and the outcome that several of them agree on. */
import type { Cause } from './fault.js'

/** One hop of a redirect chain. */
export interface Hop {
  readonly url: string
  readonly status: number
  readonly location: string | null
}

/** A TLS connection as it was made. `chain`: SHA-256 of each certificate, the host's own first; `error`: why it is not trusted. */
export interface TlsFacts {
  readonly version: string | null
  readonly cipher: string | null
  readonly chain: readonly string[]
  /** End of the host's certificate as it states it. */
  readonly notAfter: string | null
  readonly error: string | null
}

/** One request, by the HTTP client or the browser, as evidence keeps it. Times are UTC milliseconds. */
export interface Attempt {
  readonly client: 'http' | 'browser'
  readonly url: string
  readonly startedAt: number
  readonly finishedAt: number
  readonly finalUrl: string
  readonly status: number | null
  readonly cause: Cause | null
  readonly error: string | null
  readonly address: string | null
  readonly redirects: readonly Hop[]
  readonly bytes: number
  readonly bodySha256: string | null
  readonly contentType: string | null
  /** Of requests that are evidence: the resolver's answers that were connected by, the connection, the host's clock. */
  readonly dns?: readonly string[]
  readonly tls?: TlsFacts
  readonly serverDate?: string
}

/**
 * What is known of a link target, a start URL, a file.
 * ok: it answers. broken: attempts agree that it fails. unverified: blocked, or doubt remains; `cause` says why.
 * unknown: never looked at (limit, robots, resume).
 */
export interface Reach {
  readonly url: string
  readonly outcome: 'ok' | 'broken' | 'unverified' | 'unknown'
  readonly cause: Cause | null
  readonly status: number | null
  readonly bytes: number | null
  readonly finalUrl: string
  readonly attempts: readonly Attempt[]
}
