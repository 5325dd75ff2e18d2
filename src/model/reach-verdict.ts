/** What a reach may be blamed for: the one reading of contract §6 that every reachability check uses. */
import type { Reach } from './attempt.js'
import { type Cause, weightOf } from './fault.js'
import type { CoverageView, StartView } from './portal.js'

/** Why a reach that is not ok is no problem. */
export type ReachDoubt = 'blocked' | 'unverified' | 'no-canary' | 'mass'

/** ok and unseen are no finding; unseen was not looked at at all. */
export type ReachVerdict =
  | { readonly verdict: 'ok' | 'unseen' | 'problem'; readonly why: null }
  | { readonly verdict: 'cannot-tell'; readonly why: ReachDoubt }

/** Causes that a machine without network gives as well: nothing without a green self-test, off loopback. */
const NETWORK_CAUSES: ReadonlySet<Cause> = new Set(['dns', 'refused', 'reset', 'timeout', 'tls', 'protocol'])

/** Ours, but the link itself is in doubt: it spells an address that we do not contact. */
const UNCONTACTED: ReadonlySet<Cause> = new Set(['egress'])

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = new URL(url).hostname
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host)
}

/**
 * Judges one reach. A broken one is a problem only if its cause may become one, the network is known to have worked,
 * and the same cause does not fail most of the unit's pages.
 */
export function judgeReach(
  reach: Reach,
  start: Pick<StartView, 'canary'>,
  coverage: Pick<CoverageView, 'massCause'>,
): ReachVerdict {
  const { outcome, cause } = reach
  if (outcome === 'ok') return { verdict: 'ok', why: null }
  if (outcome === 'unknown' || start.canary === 'red') return { verdict: 'unseen', why: null }
  if (cause === null) return { verdict: 'cannot-tell', why: 'unverified' }
  const weight = weightOf(cause)
  if (weight === 'ours' && !UNCONTACTED.has(cause)) return { verdict: 'unseen', why: null }
  if (weight === 'block') return { verdict: 'cannot-tell', why: 'blocked' }
  if (outcome === 'unverified' || weight === 'doubt' || weight === 'ours')
    return { verdict: 'cannot-tell', why: 'unverified' }
  if (coverage.massCause === cause) return { verdict: 'cannot-tell', why: 'mass' }
  const local = [reach.url, reach.finalUrl].every((url) => url === '' || isLoopback(url))
  if (NETWORK_CAUSES.has(cause) && start.canary !== 'green' && !local)
    return { verdict: 'cannot-tell', why: 'no-canary' }
  return { verdict: 'problem', why: null }
}
