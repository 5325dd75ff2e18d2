/** What a failing page leaves open: the one reading of contract §6 by which the crawl and the coverage tell gaps. */
import type { Reach } from './attempt.js'
import { weightOf } from './fault.js'
import type { Gap } from './portal.js'

/**
 * Why a page that was not read leaves the portal unread; null when nothing is open: it was read, or attempts agree that
 * it is not there or does not work, which is a defect of its own and hides nothing from a visitor.
 */
export function gapOf(reach: Reach): Gap | null {
  // It answers, but was too long to be read to its end.
  if (reach.outcome === 'ok' && reach.attempts.at(-1)?.cause === 'too-large') return 'failed'
  if (reach.outcome === 'ok' || reach.outcome === 'broken' || reach.cause === null) return null
  if (reach.cause === 'login') return 'login'
  if (reach.cause === 'robots') return 'robots'
  if (reach.cause === 'limit') return 'limit'
  if (weightOf(reach.cause) === 'block') return 'blocked'
  // It says that nothing is there; only that it does so with status 200 is not settled.
  return reach.cause === 'soft-404' ? null : 'failed'
}
