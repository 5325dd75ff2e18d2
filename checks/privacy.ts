/** Resident identity numbers and bank cards that stand unmasked. 个人信息泄露 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, inOrder } from '../src/model/draft.js'

/** Every page of the unit. The numbers themselves are nowhere: what is told is masked. */
export const privacy = defineCheck({
  id: 'privacy',
  version: 1,
  codes: ['personal-data-exposed'],
  needs: ['pages'],
  params: z.object({}),
  run({ pages }) {
    const examined = new Set(pages.map(({ url }) => url))
    const findings = pages.flatMap(({ url, title, where, personal }) => {
      const first = personal.find(({ certain }) => certain) ?? personal[0]
      if (!first) return []
      const { kind, masked, certain } = first
      return [
        findingOf({
          code: 'personal-data-exposed',
          verdict: certain ? 'problem' : 'cannot-tell',
          subject: url,
          url,
          where,
          facts: {
            kind,
            masked,
            count: personal.filter((one) => one.certain === certain).length,
            title,
            ...(certain ? {} : { why: kind === 'bank-card' ? 'no-card-label' : 'other-number' }),
          },
        }),
      ]
    })
    return { examined, findings: inOrder(findings) }
  },
})
