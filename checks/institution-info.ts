/** Functions, address, hours, phone and leader of the unit, anywhere on its portal. 机构信息 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { absence, findingOf, inOrder } from '../src/model/draft.js'

/** Element ids of contract §5, regulation article 20 (二). */
const ELEMENTS: ReadonlySet<string> = new Set(['functions', 'address', 'hours', 'phone', 'leader'])

/** One finding per element that is nowhere on the portal, the guide included. */
export const institutionInfo = defineCheck({
  id: 'institution-info',
  version: 2,
  codes: ['institution-info-missing'],
  needs: ['unit', 'coverage', 'institution'],
  params: z.object({}),
  run({ unit, coverage, institution }) {
    const asked = institution.elements.filter(({ element }) => ELEMENTS.has(element))
    const { verdict, facts } = institution.unreadable
      ? ({ verdict: 'cannot-tell', facts: { why: 'unreadable' } } as const)
      : absence(coverage, ['institution', 'leaders', 'guide'])
    const findings = asked
      .filter(({ found }) => found === null)
      .map(({ element, unsure }) =>
        findingOf({
          code: 'institution-info-missing',
          verdict: unsure ? 'cannot-tell' : verdict,
          subject: element,
          url: institution.expectedAt[0] ?? unit.portal,
          facts: { element, ...(unsure && verdict === 'problem' ? { why: 'placed' } : facts) },
          pages: [unit.portal, ...institution.expectedAt],
        }),
      )
    return { examined: new Set(asked.map(({ element }) => element)), findings: inOrder(findings) }
  },
})
