/** application-entry: missing, broken, incomplete; a login, a paper form and a second entry. */
import { applicationEntry } from '../../checks/application-entry.js'
import {
  application,
  at,
  broken,
  CUT,
  coverage,
  link,
  PORTAL,
  referrer,
  unknown,
  unverified,
} from './artifacts.js'
import { checkTable } from './tester.js'

const ENTRY = at('ysq/')
const FORM = at('ysq/form.html')
const inMenu = referrer({ text: '依申请公开', region: 'frame', signature: 'f1' })
const menuLink = link(ENTRY, { role: 'entry', referrers: [inMenu] })
const none = application({ entry: null, reach: null, channel: 'none', fields: [], formUrl: null })
const missing = {
  code: 'application-entry-missing' as const,
  subject: PORTAL,
  url: PORTAL,
  facts: {},
  at: { pages: [PORTAL, at('gk/')], region: { kind: 'page' as const } },
}
const dead = (cause: string, status: number | null, target = ENTRY) => ({
  code: 'application-entry-broken' as const,
  subject: ENTRY,
  url: PORTAL,
  where: ['首页', '依申请公开'],
  facts: { cause, status, target, linkText: '依申请公开' },
  at: { pages: [PORTAL], region: { kind: 'link' as const, target } },
  frame: ['f1'],
})
const incomplete = (lacking: readonly string[]) => ({
  code: 'application-form-incomplete' as const,
  subject: ENTRY,
  url: FORM,
  where: ['首页', '依申请公开'],
  facts: { missing: lacking },
  at: { pages: [FORM, ENTRY], region: { kind: 'page' as const } },
})

checkTable(applicationEntry, {
  clean: [
    { name: 'a complete form', seen: { links: [menuLink] }, examined: [PORTAL, ENTRY] },
    {
      name: 'a sign-in page is available, whatever its form lacks',
      seen: { application: application({ login: true, reach: unverified(ENTRY, 'login', 200), fields: [] }) },
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'known as a sign-in page by its answer alone',
      seen: { application: application({ reach: unverified(ENTRY, 'login', 401), channel: 'unread' }) },
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'post and e-mail with a form to download',
      seen: { application: application({ channel: 'offline', fields: [], formUrl: null }) },
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'a form that only a browser shows is not judged',
      seen: { application: application({ channel: 'unread', fields: [] }) },
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'nobody opened it',
      seen: { application: application({ reach: unknown(ENTRY), fields: [] }) },
      examined: [PORTAL],
    },
    {
      name: 'nothing is known of how it answers',
      seen: { application: application({ reach: null, fields: [] }) },
      examined: [PORTAL],
    },
    {
      name: 'what it is known by is the link to it',
      seen: { links: [menuLink], application: application({ reach: null }) },
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'another page’s dead links are not its own',
      seen: { links: [link(at('x'), { reach: broken(at('x'), 'http-404', 404) })] },
      examined: [PORTAL, ENTRY],
    },
  ],
  problem: [
    { name: 'no entry', seen: { application: none }, findings: [missing], examined: [PORTAL] },
    {
      name: 'the entry is dead: the form is not judged as well',
      seen: {
        links: [menuLink],
        application: application({ reach: broken(ENTRY, 'http-404', 404), fields: [] }),
      },
      findings: [dead('http-404', 404)],
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'the entry opens, its form is dead',
      seen: {
        links: [menuLink, link(FORM, { role: 'entry', reach: broken(FORM, 'http-404', 404) })],
        application: application({ formUrl: FORM, channel: 'none', fields: [] }),
      },
      findings: [dead('http-404', 404, FORM)],
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'the only entry is a dead link that led nowhere else',
      seen: {
        links: [{ ...menuLink, reach: broken(ENTRY, 'soft-404', 200) }],
        application: none,
      },
      findings: [dead('soft-404', 200)],
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'a second entry is dead while the first works',
      seen: {
        links: [
          menuLink,
          link(at('old/'), { role: 'entry', referrers: [], reach: broken(at('old/'), 'http-410', 410) }),
        ],
      },
      findings: [
        {
          code: 'application-entry-broken',
          subject: at('old/'),
          url: PORTAL,
          facts: { cause: 'http-410', status: 410, target: at('old/'), linkText: '' },
          at: { pages: [PORTAL], region: { kind: 'link', target: at('old/') } },
        },
      ],
      examined: [PORTAL, ENTRY, at('old/')],
    },
    {
      name: 'the form lacks two elements, named in the order of the law',
      seen: {
        links: [menuLink],
        application: application({ formUrl: FORM, fields: ['content', 'applicant'] }),
      },
      findings: [incomplete(['contact', 'form'])],
      examined: [PORTAL, ENTRY],
    },
  ],
  cannotTell: [
    {
      name: 'none found, but not everything was read',
      seen: { application: none, coverage: CUT },
      findings: [
        { ...missing, verdict: 'cannot-tell', facts: { why: 'coverage', gaps: ['blocked', 'limit'] } },
      ],
      examined: [PORTAL],
    },
    {
      name: 'blocked',
      seen: { links: [menuLink], application: application({ reach: unverified(ENTRY, 'challenge', 412) }) },
      findings: [
        {
          ...dead('challenge', 412),
          verdict: 'cannot-tell',
          facts: { ...dead('challenge', 412).facts, why: 'blocked' },
        },
      ],
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'it fails as most of the unit’s pages do',
      seen: {
        links: [menuLink],
        coverage: coverage({ massCause: 'http-5xx' }),
        application: application({ reach: broken(ENTRY, 'http-5xx', 503) }),
      },
      findings: [
        {
          ...dead('http-5xx', 503),
          verdict: 'cannot-tell',
          facts: { ...dead('http-5xx', 503).facts, why: 'mass' },
        },
      ],
      examined: [PORTAL, ENTRY],
    },
    {
      name: 'an entry page with neither form nor instructions',
      seen: { links: [menuLink], application: application({ channel: 'none', fields: [], formUrl: null }) },
      findings: [
        {
          ...incomplete(['applicant', 'contact', 'content', 'form']),
          verdict: 'cannot-tell',
          url: ENTRY,
          facts: { missing: ['applicant', 'contact', 'content', 'form'], why: 'no-channel' },
          at: { pages: [ENTRY], region: { kind: 'page' } },
        },
      ],
      examined: [PORTAL, ENTRY],
    },
  ],
})
