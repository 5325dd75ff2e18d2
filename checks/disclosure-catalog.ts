/** The disclosure catalogue: is there one? 政府信息公开目录 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { absence, findingOf } from '../src/model/draft.js'

/** The catalogue of article 12 of the regulation; 法定主动公开内容 alone goes to a person. */
export const disclosureCatalog = defineCheck({
  id: 'disclosure-catalog',
  version: 1,
  codes: ['catalog-missing'],
  needs: ['unit', 'coverage', 'catalog'],
  params: z.object({}),
  run({ unit, coverage, catalog }) {
    const examined = new Set([unit.portal])
    if (catalog.url !== null) return { examined, findings: [] }
    const only = catalog.statutoryOnly
    const { verdict, facts } =
      only === null
        ? absence(coverage, ['catalog'])
        : ({ verdict: 'cannot-tell', facts: { why: 'statutory-only', statutoryOnly: only } } as const)
    const finding = findingOf({
      code: 'catalog-missing',
      verdict,
      subject: unit.portal,
      url: only ?? unit.portal,
      facts,
      pages: [...(only === null ? [] : [only]), unit.portal, ...catalog.expectedAt],
    })
    return { examined, findings: [finding] }
  },
})
