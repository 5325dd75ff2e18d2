/** Accounts in new media that the operator lists, and since when they are silent. 政务新媒体 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { daysBetween } from '../src/model/date.js'
import { findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'

/** Every account listed for the unit; what is known of it was imported, so nothing here is ever a problem. */
export const newMedia = defineCheck({
  id: 'new-media',
  version: 1,
  codes: ['new-media-stale'],
  needs: ['suspicious', 'start'],
  params: z.object({
    /** Days without a post: two weeks, by the inspection indicators of 2019. */
    maxAgeDays: z.number().int().positive().default(14),
  }),
  run({ suspicious: { accounts }, start }, { params, at }) {
    if (accounts.length === 0) return { examined: new Set<string>(), findings: [] }
    const findings = new Map<string, Finding>()
    const examined = new Set<string>()
    for (const { platform, name, lastPost, seenOn, shownAt } of accounts) {
      const subject = `${platform}:${name}`
      examined.add(subject)
      // What somebody saw on a day says nothing of the days after it.
      const until = seenOn !== null && seenOn < at ? seenOn : at
      const ageDays = lastPost === null ? null : daysBetween(lastPost, until)
      if (ageDays === null ? seenOn === null : ageDays <= params.maxAgeDays) continue
      const url = shownAt ?? start.url
      findings.set(
        subject,
        findingOf({
          code: 'new-media-stale',
          verdict: 'cannot-tell',
          subject,
          url,
          facts: {
            platform,
            name,
            lastPost,
            seenOn,
            ageDays,
            maxAgeDays: params.maxAgeDays,
            why: 'by-import',
          },
        }),
      )
    }
    return { examined, findings: inOrder([...findings.values()]) }
  },
})
