/** A chain of redirects as it goes: where it stands, what it has seen, how much time is left. */
import type { Hop } from '../model/attempt.js'
import type { ChainCookies } from './cookies.js'

/** One chain; it begins with the address that was asked for. */
export interface Chain {
  url: string
  method: 'GET' | 'POST'
  form: string | null
  readonly redirects: Hop[]
  /** What was asked for before a redirect. */
  readonly seen: Set<string>
  cookies: ChainCookies | null
  budgetMs: number
  /** When the first request went out, UTC milliseconds: waiting for its turn is no time of the host's. */
  startedAt: number
  /** How long the last exchange took, in milliseconds. */
  tookMs: number
  /** It was sent again because the connection that it went over first was no more. */
  resent: boolean
}

/**
 * Begins a chain.
 * @param url written out by a parser, without a fragment
 * @param budgetMs for all its exchanges together
 * @param now UTC milliseconds
 */
export function chainFrom(
  url: string,
  { method, form }: Pick<Chain, 'method' | 'form'>,
  budgetMs: number,
  now: number,
): Chain {
  return {
    url,
    method,
    form,
    redirects: [],
    seen: new Set(),
    cookies: null,
    budgetMs,
    startedAt: now,
    tookMs: 0,
    resent: false,
  }
}

/** What a step asks for: met again, it leads nowhere. */
export function stepOf({ method, url }: Chain, cookie: string): string {
  return `${method} ${url} ${cookie}`
}
