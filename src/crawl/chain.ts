/** A chain of redirects as it goes: where it stands, what it has seen, how much time is left. */
import type { Hop } from '../model/attempt.js'
import type { ChainCookies } from './cookies.js'
import type { ExchangeAnswer } from './exchange.js'
import { isRedirect, locate, refreshOf } from './redirect.js'

/** A page may renew itself for ever. */
const REFRESHES_MAX = 3

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
  /** How often a Refresh header sent it on. */
  refreshes: number
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
    refreshes: 0,
    budgetMs,
    startedAt: now,
    tookMs: 0,
    resent: false,
  }
}

/** What a step asks for: met again, it leads nowhere. */
export function stepOf({ method, url }: Pick<Chain, 'method' | 'url'>, cookie: string): string {
  return `${method} ${url} ${cookie}`
}

/** Goes where a Refresh header leads, as browsers do; false where that was met before, or does not end. */
function refreshed(chain: Chain, answer: ExchangeAnswer, next: string, cookie: string): boolean {
  chain.seen.add(stepOf(chain, cookie))
  const step = stepOf({ method: 'GET', url: next }, chain.cookies?.header(next) ?? '')
  if (chain.refreshes >= REFRESHES_MAX || chain.seen.has(step)) return false
  chain.refreshes += 1
  chain.redirects.push({ url: chain.url, status: answer.status, location: next.slice(0, 2_000) })
  chain.method = 'GET'
  chain.form = null
  chain.url = next
  return true
}

/**
 * Takes the step that an answer asks for.
 * @param cookie what was sent with the request
 * @returns 'on' where the chain goes on, 'end' where the answer is its end, else why it can do neither
 */
export function sentOn(
  chain: Chain,
  answer: ExchangeAnswer,
  cookie: string,
): 'on' | 'end' | { readonly error: string } {
  const location = answer.header('location')
  if (isRedirect(answer.status) && location) {
    chain.seen.add(stepOf(chain, cookie))
    chain.redirects.push({ url: chain.url, status: answer.status, location: location.slice(0, 2_000) })
    const next = locate(location, chain.url)
    if (!next || !/^https?:/.test(next)) return { error: 'redirected to what is no web address' }
    if (answer.status === 303 || (chain.method === 'POST' && answer.status <= 302)) {
      chain.method = 'GET'
      chain.form = null
    }
    chain.url = next
    return 'on'
  }
  const next = answer.status < 300 ? refreshOf(answer.header('refresh'), chain.url) : null
  if (next === null) return 'end'
  if (refreshed(chain, answer, next, cookie)) return 'on'
  return answer.wire.length === 0 ? { error: 'refreshes without end' } : 'end'
}
