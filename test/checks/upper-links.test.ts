/** upper-links: the upper portals that a workspace names, and the ways that lead there. */
import { upperLinks } from '../../checks/upper-links.js'
import { broken, CUT, PORTAL, start } from './artifacts.js'
import { checkTable } from './tester.js'

const CITY = 'http://www.wenzhou.gov.cn/'
const DISTRICT = 'http://www.yunxi.gov.cn/'
const missing = (upper: string, facts: Record<string, string | string[]> = {}) => ({
  code: 'upper-link-missing' as const,
  subject: upper,
  url: PORTAL,
  where: ['首页'],
  facts: { upper, ...facts },
})

checkTable(upperLinks, {
  clean: [
    { name: 'none is named', seen: {}, examined: [] },
    { name: 'linked', seen: { upperPortals: [{ url: CITY, linked: 'link' }] }, examined: [CITY] },
    {
      name: 'a portal that fails shows no links',
      seen: {
        start: start({ reach: broken(PORTAL, 'http-404', 404) }),
        upperPortals: [{ url: CITY, linked: null }],
      },
      examined: [],
    },
  ],
  problem: [
    {
      name: 'one of two is not linked',
      seen: {
        upperPortals: [
          { url: DISTRICT, linked: 'link' },
          { url: CITY, linked: null },
        ],
      },
      findings: [missing(CITY)],
      examined: [CITY, DISTRICT],
    },
  ],
  cannotTell: [
    {
      name: 'only a script or a neighbour leads there',
      seen: { upperPortals: [{ url: CITY, linked: 'related' }] },
      findings: [{ ...missing(CITY, { why: 'related-host' }), verdict: 'cannot-tell' }],
      examined: [CITY],
    },
    {
      name: 'not everything was read',
      seen: { coverage: CUT, upperPortals: [{ url: CITY, linked: null }] },
      findings: [
        { ...missing(CITY, { why: 'coverage', gaps: ['blocked', 'limit'] }), verdict: 'cannot-tell' },
      ],
      examined: [CITY],
    },
  ],
})
