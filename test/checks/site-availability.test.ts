/** site-availability: what an unreachable start page is, and what it is not. */
import { siteAvailability } from '../../checks/site-availability.js'
import { attempt, broken, ok, PORTAL, start, unknown, unverified } from './artifacts.js'
import { checkTable } from './tester.js'

const PUBLIC = 'http://edu.yunxi.gov.cn/'
const publicUnit = {
  id: 'edu',
  name: '区教育局',
  kind: 'department' as const,
  portal: PUBLIC,
  reportDue: '01-31',
  renamedOn: null,
}
const tried = (status: number | null, cause: string) => [
  { client: 'http', status, cause, at: '2026-11-21T01:00:00.000Z' },
]
const finding = { code: 'homepage-unreachable' as const, subject: PORTAL, url: PORTAL }
const publicFinding = { ...finding, subject: PUBLIC, url: PUBLIC }

checkTable(siteAvailability, {
  clean: [
    { name: 'it answers', seen: {}, examined: [PORTAL] },
    {
      name: 'it answers although the self-test is red',
      seen: { start: start({ canary: 'red', reach: ok(PORTAL) }) },
      examined: [PORTAL],
    },
    {
      name: 'a challenge page names nobody',
      seen: { start: start({ reach: unverified(PORTAL, 'challenge', 412) }) },
      examined: [],
    },
    {
      name: 'a sign-in wall names nobody',
      seen: { start: start({ reach: unverified(PORTAL, 'login', 200) }) },
      examined: [],
    },
    {
      name: 'robots.txt is not an outage',
      seen: { start: start({ reach: unverified(PORTAL, 'robots') }) },
      examined: [],
    },
    {
      name: 'a pause: never looked at',
      seen: { start: start({ reach: unknown(PORTAL) }) },
      examined: [],
    },
    {
      name: 'the self-test is red',
      seen: { start: start({ canary: 'red', reach: broken(PORTAL, 'refused') }) },
      examined: [],
    },
  ],
  problem: [
    {
      name: '404, with the attempts that agree',
      seen: { start: start({ reach: broken(PORTAL, 'http-404', 404) }) },
      findings: [{ ...finding, facts: { cause: 'http-404', status: 404, attempts: tried(404, 'http-404') } }],
      examined: [PORTAL],
    },
    {
      name: 'refused on loopback needs no self-test; at most six attempts are named',
      seen: {
        start: start({
          reach: {
            ...broken(PORTAL, 'refused'),
            attempts: Array.from({ length: 9 }, () => attempt(PORTAL, { status: null, cause: 'refused' })),
          },
        }),
      },
      findings: [
        {
          ...finding,
          facts: {
            cause: 'refused',
            status: null,
            attempts: Array.from({ length: 6 }, () => tried(null, 'refused')[0] ?? null),
          },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'unknown host on the open web with a green self-test',
      seen: {
        unit: publicUnit,
        start: start({ url: PUBLIC, loopback: false, canary: 'green', reach: broken(PUBLIC, 'dns') }),
      },
      findings: [{ ...publicFinding, facts: { cause: 'dns', status: null, attempts: tried(null, 'dns') } }],
      examined: [PUBLIC],
    },
    {
      name: 'a persistent 5xx that the browser confirms',
      seen: { start: start({ reach: broken(PORTAL, 'http-5xx', 503) }) },
      findings: [{ ...finding, facts: { cause: 'http-5xx', status: 503, attempts: tried(503, 'http-5xx') } }],
      examined: [PORTAL],
    },
  ],
  cannotTell: [
    {
      name: 'a timeout, even if the crawl called it broken',
      seen: { start: start({ reach: broken(PORTAL, 'timeout') }) },
      findings: [
        {
          ...finding,
          verdict: 'cannot-tell',
          facts: { cause: 'timeout', status: null, attempts: tried(null, 'timeout'), why: 'unverified' },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'a 5xx without a browser',
      seen: { start: start({ reach: unverified(PORTAL, 'http-5xx', 502) }) },
      findings: [
        {
          ...finding,
          verdict: 'cannot-tell',
          facts: { cause: 'http-5xx', status: 502, attempts: tried(502, 'http-5xx'), why: 'unverified' },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'refused on the open web without a self-test',
      seen: {
        unit: publicUnit,
        start: start({ url: PUBLIC, loopback: false, reach: broken(PUBLIC, 'refused') }),
      },
      findings: [
        {
          ...publicFinding,
          verdict: 'cannot-tell',
          facts: { cause: 'refused', status: null, attempts: tried(null, 'refused'), why: 'no-canary' },
        },
      ],
      examined: [PUBLIC],
    },
  ],
})
