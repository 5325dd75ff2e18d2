/** From attempts to what is known of a target (contract §6): pure, and the only place where "broken" is said. */
import type { Attempt, Reach } from '../model/attempt.js'
import { type Cause, weightOf } from '../model/fault.js'
import { isLoopback, isLoopbackAddress } from './egress.js'

/** What a verdict rests on beside the attempts. */
export interface Standing {
  /** GETs that must agree before anything is broken: one per retry offset. */
  readonly needed: number
  /** The network self-test; `none` where it is not configured. */
  readonly canary: 'green' | 'red' | 'none'
  /** The portal that links here is itself at a private address. */
  readonly privatePortal: boolean
}

/** Causes of the path to a server: off loopback they prove nothing without a network self-test. */
const OF_THE_PATH: ReadonlySet<Cause> = new Set(['dns', 'refused', 'timeout', 'tls', 'reset'])

function reachOf(
  url: string,
  outcome: Reach['outcome'],
  cause: Cause | null,
  attempts: readonly Attempt[],
  telling: Attempt | undefined,
): Reach {
  return {
    url,
    outcome,
    cause,
    status: telling?.status ?? null,
    bytes: telling?.bytes ?? null,
    finalUrl: telling?.finalUrl ?? url,
    attempts,
  }
}

function isLocal(attempt: Attempt): boolean {
  if (attempt.address !== null) return isLoopbackAddress(attempt.address)
  return isLoopback(attempt.finalUrl)
}

/** The one cause that all attempts of a client name; null when they disagree or there are none. */
function agreed(attempts: readonly Attempt[]): Cause | null {
  const first = attempts[0]?.cause ?? null
  return attempts.every((attempt) => attempt.cause === first) ? first : null
}

/** What a lasting failure may be called at most. */
function isBroken(cause: Cause, http: readonly Attempt[], browser: readonly Attempt[], standing: Standing) {
  if (http.length < standing.needed) return false
  const weight = weightOf(cause)
  if (weight !== 'definite' && weight !== 'browser') return false
  const offLoopback = !http.every(isLocal)
  if (OF_THE_PATH.has(cause) && offLoopback && standing.canary !== 'green') return false
  if (weight === 'browser') return browser.length > 0 && agreed(browser) === cause
  return true
}

/** True when the guard settled it without contacting anybody: the link itself spells a private address. */
function isSpelled(attempts: readonly Attempt[]): boolean {
  return attempts.some((attempt) => attempt.cause === 'private-address' && attempt.redirects.length === 0)
}

/**
 * What several attempts at one target amount to.
 * Any success makes it ok: what answers a visitor is not broken. A wall makes it unverified at once. Otherwise the
 * attempts must agree, as often and by as many clients as the cause's weight asks; if not, doubt remains.
 */
export function classify(url: string, attempts: readonly Attempt[], standing: Standing): Reach {
  const [only] = attempts
  if (only?.cause === null && attempts.length === 1) return reachOf(url, 'ok', null, attempts, only)
  // An aborted or internally failed request is no observation as long as there is any other.
  const observed = attempts.filter((attempt) => attempt.cause !== 'internal')
  const success = observed.findLast((attempt) => attempt.cause === null)
  if (success) return reachOf(url, 'ok', null, attempts, success)
  const last = observed.at(-1)
  if (!last?.cause)
    return reachOf(
      url,
      attempts.length ? 'unverified' : 'unknown',
      attempts[0]?.cause ?? null,
      attempts,
      attempts[0],
    )
  if (isSpelled(observed))
    return reachOf(url, standing.privatePortal ? 'unverified' : 'broken', 'private-address', attempts, last)
  const tooLarge = observed.find((attempt) => attempt.cause === 'too-large')
  if (tooLarge) return reachOf(url, 'ok', null, attempts, tooLarge)
  const wall = observed.findLast((attempt) => attempt.cause !== null && weightOf(attempt.cause) === 'block')
  if (wall) return reachOf(url, 'unverified', wall.cause, attempts, wall)
  const ours = observed.find((attempt) => attempt.cause !== null && weightOf(attempt.cause) === 'ours')
  if (ours) return reachOf(url, 'unverified', ours.cause, attempts, ours)
  const http = observed.filter((attempt) => attempt.client === 'http')
  const browser = observed.filter((attempt) => attempt.client === 'browser')
  const cause = agreed(http)
  if (cause && isBroken(cause, http, browser, standing))
    return reachOf(url, 'broken', cause, attempts, http.at(-1))
  const doubt = http.findLast((attempt) => attempt.cause !== null && weightOf(attempt.cause) === 'doubt')
  const shown = doubt ?? http.at(-1) ?? last
  return reachOf(url, 'unverified', shown.cause, attempts, shown)
}

/** True when another GET could still change what is known: it failed, and not for a wall or a decision of ours. */
export function deservesRepeat(attempts: readonly Attempt[], needed: number): boolean {
  const http = attempts.filter((attempt) => attempt.client === 'http')
  const last = http.at(-1)
  if (!last?.cause || http.length >= needed || isSpelled(attempts)) return false
  // A host that asked for a pause is asked again after it; that can only help it.
  if (last.cause === 'rate-limited' || last.cause === 'internal') return true
  // The pinned answer of the resolver stays the same.
  if (last.cause === 'split-horizon') return false
  const weight = weightOf(last.cause)
  return weight === 'definite' || weight === 'browser' || weight === 'doubt'
}

/** Doubts that a visitor may not have: chains and protocol slips that browsers forgive. Its success ends them. */
const FORGIVEN: ReadonlySet<Cause> = new Set(['tls', 'protocol', 'reset'])

/** True when HTTP has said all it can and only the browser can settle it. */
export function needsBrowser(attempts: readonly Attempt[], needed: number): boolean {
  const http = attempts.filter((attempt) => attempt.client === 'http' && attempt.cause !== 'internal')
  const cause = agreed(http)
  return (
    cause !== null &&
    http.length >= needed &&
    (weightOf(cause) === 'browser' || FORGIVEN.has(cause)) &&
    !attempts.some((attempt) => attempt.client === 'browser')
  )
}
