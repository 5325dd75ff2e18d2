/** disclosure-catalog: missing, and what a person must look at. */
import { disclosureCatalog } from '../../checks/disclosure-catalog.js'
import { at, CUT, coverage, PORTAL } from './artifacts.js'
import { checkTable } from './tester.js'

const none = { url: null, statutoryOnly: null, expectedAt: [at('gk/')] }
const missing = {
  code: 'catalog-missing' as const,
  subject: PORTAL,
  url: PORTAL,
  facts: {},
  at: { pages: [PORTAL, at('gk/')], region: { kind: 'page' as const } },
}

checkTable(disclosureCatalog, {
  clean: [
    { name: 'there', seen: {}, examined: [PORTAL] },
    { name: 'there on a portal not read to its end', seen: { coverage: CUT }, examined: [PORTAL] },
  ],
  problem: [
    { name: 'none', seen: { catalog: none }, findings: [missing], examined: [PORTAL] },
    {
      name: 'none, and something else’s link is dead',
      seen: { catalog: none, coverage: coverage({ deadEnds: [{ url: at('zn/'), role: 'guide' }] }) },
      findings: [missing],
      examined: [PORTAL],
    },
  ],
  cannotTell: [
    {
      name: 'only the statutory content',
      seen: { catalog: { ...none, statutoryOnly: at('fd/') } },
      findings: [
        {
          ...missing,
          verdict: 'cannot-tell',
          url: at('fd/'),
          facts: { why: 'statutory-only', statutoryOnly: at('fd/') },
          at: { pages: [at('fd/'), PORTAL, at('gk/')], region: { kind: 'page' } },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'none found, but its own link is dead: that is found as a dead link',
      seen: { catalog: none, coverage: coverage({ deadEnds: [{ url: at('ml/'), role: 'catalog' }] }) },
      findings: [{ ...missing, verdict: 'cannot-tell', facts: { why: 'dead-link', deadLink: at('ml/') } }],
      examined: [PORTAL],
    },
    {
      name: 'none found, but all disclosure stands behind a dead link',
      seen: { catalog: none, coverage: coverage({ deadEnds: [{ url: at('gk/'), role: null }] }) },
      findings: [{ ...missing, verdict: 'cannot-tell', facts: { why: 'dead-link', deadLink: at('gk/') } }],
      examined: [PORTAL],
    },
    {
      name: 'none found, but not everything was read',
      seen: { catalog: none, coverage: CUT },
      findings: [
        { ...missing, verdict: 'cannot-tell', facts: { why: 'coverage', gaps: ['blocked', 'limit'] } },
      ],
      examined: [PORTAL],
    },
  ],
})
