/** Does the unit's start page answer? 站点可用性 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { normaliseUrl } from '../src/model/address.js'
import type { Reach } from '../src/model/attempt.js'
import { findingOf } from '../src/model/draft.js'
import type { FactValue } from '../src/model/finding.js'
import { judgeReach } from '../src/model/reach-verdict.js'

/** Enough to show that the attempts agree. */
const MAX_ATTEMPTS = 6

function attemptsOf(reach: Reach): FactValue[] {
  return reach.attempts.slice(0, MAX_ATTEMPTS).map(({ client, status, cause, startedAt }) => ({
    client,
    status,
    cause,
    at: new Date(startedAt).toISOString(),
  }))
}

/** Contract §6: a definite answer or refusal is a problem, timeout and TLS cannot tell, a block or a red self-test is nothing. */
export const siteAvailability = defineCheck({
  id: 'site-availability',
  version: 2,
  codes: ['homepage-unreachable'],
  needs: ['unit', 'start'],
  params: z.object({}),
  run({ unit, start }) {
    const { verdict, why } = judgeReach(start.reach, start, { massCause: null })
    // A challenge or a login says nothing about availability: the unit is inconclusive, and nobody is named.
    if (verdict === 'unseen' || why === 'blocked') return { examined: new Set(), findings: [] }
    const examined = new Set([unit.portal])
    if (verdict === 'ok') return { examined, findings: [] }
    const { cause, status } = start.reach
    const finding = findingOf({
      code: 'homepage-unreachable',
      verdict,
      subject: unit.portal,
      url: start.url,
      facts: {
        cause,
        status,
        attempts: attemptsOf(start.reach),
        // The start page answers, and sends its visitors on to what does not.
        ...(start.reach.url === (normaliseUrl(start.url) ?? start.url) ? {} : { target: start.reach.url }),
        ...(why ? { why } : {}),
      },
    })
    return { examined, findings: [finding] }
  },
})
