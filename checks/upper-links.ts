/** Links to the upper-level portals that a unit must lead to. 与上级政府信息公开网站的链接 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { absence, findingOf, inOrder } from '../src/model/draft.js'

/** Every upper portal that the workspace names for the unit. */
export const upperLinks = defineCheck({
  id: 'upper-links',
  version: 1,
  codes: ['upper-link-missing'],
  needs: ['unit', 'coverage', 'start', 'upperPortals'],
  params: z.object({}),
  run({ unit, coverage, start, upperPortals }) {
    // A portal that does not answer shows no links at all: that is its own defect.
    if (start.reach.outcome === 'broken') return { examined: new Set(), findings: [] }
    const findings = upperPortals
      .filter(({ linked }) => linked !== 'link')
      .map(({ url, linked }) => {
        const { verdict, facts } =
          linked === 'related'
            ? { verdict: 'cannot-tell' as const, facts: { why: 'related-host' } }
            : absence(coverage, null)
        return findingOf({
          code: 'upper-link-missing',
          verdict,
          subject: url,
          url: unit.portal,
          where: ['首页'],
          facts: { upper: url, ...facts },
        })
      })
    return { examined: new Set(upperPortals.map(({ url }) => url)), findings: inOrder(findings) }
  },
})
