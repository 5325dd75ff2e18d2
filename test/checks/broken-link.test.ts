/** broken-link: dead, doubtful and void links, and whose they are. */
import { brokenLink } from '../../checks/broken-link.js'
import {
  at,
  broken,
  coverage,
  link,
  PORTAL,
  referrer,
  start,
  unknown,
  unverified,
  voidLink,
} from './artifacts.js'
import { checkTable } from './tester.js'

const DEAD = at('xw/1.html')
const FILE = at('fj/1.pdf')
const OUTSIDE = 'http://www.yunxi.gov.cn/a.html'

const facts = (target: string, status: number | null, cause: string) => ({
  target,
  status,
  cause,
  linkText: '查看详情',
  inSite: true,
  level: 'home',
  articleDate: null,
  referrers: { count: 1, first: [PORTAL] },
})
const seenAt = (target: string) => ({
  pages: [PORTAL],
  region: { kind: 'link' as const, target },
})
const dead = (target: string, status: number | null, cause: string) => ({
  code: 'link-broken' as const,
  subject: target,
  url: PORTAL,
  where: ['首页', '查看详情'],
  facts: facts(target, status, cause),
  at: seenAt(target),
})
const doubtful = (
  target: string,
  status: number | null,
  cause: string | null,
  why: string,
  inSite = true,
) => ({
  ...dead(target, status, ''),
  verdict: 'cannot-tell' as const,
  facts: { ...facts(target, status, ''), cause, inSite, why },
})
const nowhere = (page: string, path: string, linkText: string, where: readonly string[]) => ({
  code: 'link-void' as const,
  subject: `${path} ${linkText}`,
  url: page,
  where: [...where, linkText],
  facts: { linkText, how: 'hash' },
  at: { pages: [page], region: { kind: 'text' as const, text: linkText } },
})
const gone = link(DEAD, { reach: broken(DEAD, 'http-404', 404) })

checkTable(brokenLink, {
  clean: [
    { name: 'a link that answers', seen: { links: [link(DEAD)] }, examined: [DEAD] },
    {
      name: 'a link that nobody looked at is not examined',
      seen: { links: [link(DEAD, { reach: unknown(DEAD) })] },
      examined: [],
    },
    {
      name: 'a file too large to be read whole is our affair',
      seen: { links: [link(FILE, { role: 'attachment', reach: unverified(FILE, 'too-large', 200) })] },
      examined: [],
    },
    {
      name: 'a dead on-application entry belongs to application-entry',
      seen: { links: [link(DEAD, { role: 'entry', reach: broken(DEAD, 'http-404', 404) })] },
      examined: [],
    },
    {
      name: 'a dead start page is homepage-unreachable',
      seen: { links: [link(PORTAL, { reach: broken(PORTAL, 'http-404', 404) })] },
      examined: [],
    },
    {
      name: 'nothing counts while the self-test is red',
      seen: { start: start({ canary: 'red' }), links: [gone] },
      examined: [],
    },
    {
      name: 'a menu that opens on a click is not void, on whichever page it was clicked',
      seen: {
        voidLinks: [
          voidLink('政务服务', { clicked: 'something', referrer: referrer({ region: 'frame' }) }),
          voidLink('政务服务', {
            page: at('xw/'),
            clicked: 'nothing',
            referrer: referrer({ region: 'frame', url: at('xw/'), depth: 1 }),
          }),
        ],
      },
      examined: ['/ 政务服务'],
    },
  ],
  problem: [
    {
      name: '404 with level, dates and the first five of many referrers',
      seen: {
        links: [
          link(DEAD, {
            reach: broken(DEAD, 'http-404', 404),
            referrers: [1, 2, 3, 4, 5, 6].map((n) =>
              referrer({
                url: at(`wj/${n}.html`),
                level: 'article',
                depth: 2,
                text: '附件说明',
                articleDate: `2019-03-0${n}`,
                where: ['首页', '政策文件', `文件${n}`],
              }),
            ),
            referrerCount: 80,
          }),
        ],
      },
      findings: [
        {
          code: 'link-broken',
          subject: DEAD,
          url: at('wj/1.html'),
          where: ['首页', '政策文件', '文件1', '附件说明'],
          facts: {
            ...facts(DEAD, 404, 'http-404'),
            linkText: '附件说明',
            level: 'article',
            articleDate: '2019-03-01',
            referrers: { count: 80, first: [1, 2, 3, 4, 5].map((n) => at(`wj/${n}.html`)) },
          },
          at: { pages: [at('wj/1.html')], region: { kind: 'link', target: DEAD } },
        },
      ],
      examined: [DEAD],
    },
    {
      name: 'a piece of page frame names its signatures, content beside it or not',
      seen: {
        links: [
          link(DEAD, {
            reach: broken(DEAD, 'soft-404', 200),
            referrers: [
              referrer({ region: 'frame', signature: 'bbbb' }),
              referrer({ region: 'frame', signature: 'aaaa', depth: 1, url: at('xw/') }),
              referrer({ signature: 'cccc', depth: 2, url: at('xw/2.html') }),
            ],
            referrerCount: 3,
          }),
        ],
      },
      findings: [
        {
          ...dead(DEAD, 200, 'soft-404'),
          facts: {
            ...facts(DEAD, 200, 'soft-404'),
            referrers: { count: 3, first: [PORTAL, at('xw/'), at('xw/2.html')] },
          },
          frame: ['aaaa', 'bbbb'],
        },
      ],
      examined: [DEAD],
    },
    {
      name: 'each role its own code; columns and reports are pages, a report that is a file is a file',
      seen: {
        links: [
          link(FILE, { role: 'attachment', reach: broken(FILE, 'empty-file', 200) }),
          link(at('i.jpg'), { role: 'image', reach: broken(at('i.jpg'), 'http-410', 410) }),
          link(at('c/'), { role: 'column', reach: broken(at('c/'), 'http-404', 404) }),
          link(at('r/'), { role: 'report', reach: broken(at('r/'), 'redirect-loop', 302) }),
          link(at('r.PDF?v=1'), { role: 'report', reach: broken(at('r.PDF?v=1'), 'http-404', 404) }),
        ],
      },
      findings: [
        {
          ...dead(FILE, 200, 'empty-file'),
          code: 'attachment-broken',
          facts: { ...facts(FILE, 200, 'empty-file'), bytes: 0 },
        },
        {
          ...dead(at('r.PDF?v=1'), 404, 'http-404'),
          code: 'attachment-broken',
          facts: { ...facts(at('r.PDF?v=1'), 404, 'http-404'), bytes: 0 },
        },
        { ...dead(at('i.jpg'), 410, 'http-410'), code: 'image-broken' },
        dead(at('c/'), 404, 'http-404'),
        dead(at('r/'), 302, 'redirect-loop'),
      ],
      examined: [FILE, at('i.jpg'), at('c/'), at('r/'), at('r.PDF?v=1')],
    },
    {
      name: 'refused on loopback, unknown host with a green self-test',
      seen: {
        start: start({ canary: 'green' }),
        links: [
          link('http://127.0.0.1:1/', { reach: broken('http://127.0.0.1:1/', 'refused') }),
          link(OUTSIDE, { inSite: false, reach: broken(OUTSIDE, 'dns') }),
        ],
      },
      findings: [
        dead('http://127.0.0.1:1/', null, 'refused'),
        { ...dead(OUTSIDE, null, 'dns'), facts: { ...facts(OUTSIDE, null, 'dns'), inSite: false } },
      ],
      examined: ['http://127.0.0.1:1/', OUTSIDE],
    },
    {
      name: 'one void entry of the frame on two pages is one, at the page nearest to the start',
      seen: {
        voidLinks: [
          voidLink('区长信箱', {
            page: at('xw/'),
            clicked: null,
            referrer: referrer({
              region: 'frame',
              signature: 'f1',
              url: at('xw/'),
              depth: 1,
              where: ['首页', '新闻'],
            }),
          }),
          voidLink('区长信箱', { referrer: referrer({ region: 'frame', signature: 'f1' }) }),
          voidLink('更多', {
            page: at('xw/?c=1'),
            referrer: referrer({ url: at('xw/?c=1'), where: ['首页', '新闻'] }),
          }),
        ],
      },
      findings: [
        { ...nowhere(PORTAL, '/', '区长信箱', ['首页']), frame: ['f1'] },
        nowhere(at('xw/?c=1'), '/xw/?c=1', '更多', ['首页', '新闻']),
      ],
      examined: ['/ 区长信箱', '/xw/?c=1 更多'],
    },
  ],
  cannotTell: [
    {
      name: 'blocked, timed out, or broken only by a cause that is never certain',
      seen: {
        links: [
          link(DEAD, { reach: unverified(DEAD, 'challenge', 521) }),
          link(FILE, { reach: broken(FILE, 'timeout') }),
          link(at('x'), { reach: unverified(at('x'), null) }),
        ],
      },
      findings: [
        doubtful(FILE, null, 'timeout', 'unverified'),
        doubtful(at('x'), null, null, 'unverified'),
        doubtful(DEAD, 521, 'challenge', 'blocked'),
      ],
      examined: [DEAD, FILE, at('x')],
    },
    {
      name: 'most pages fail for the same cause',
      seen: {
        coverage: coverage({ massCause: 'http-5xx' }),
        links: [link(DEAD, { reach: broken(DEAD, 'http-5xx', 500) })],
      },
      findings: [doubtful(DEAD, 500, 'http-5xx', 'mass')],
      examined: [DEAD],
    },
    {
      name: 'a page of 0 bytes, which is named for files only',
      seen: { links: [link(DEAD, { reach: broken(DEAD, 'empty-file', 200) })] },
      findings: [doubtful(DEAD, 200, 'empty-file', 'empty-page')],
      examined: [DEAD],
    },
    {
      name: 'an unknown host without a self-test, also from a loopback portal',
      seen: { links: [link(OUTSIDE, { inSite: false, reach: broken(OUTSIDE, 'dns') })] },
      findings: [doubtful(OUTSIDE, null, 'dns', 'no-canary', false)],
      examined: [OUTSIDE],
    },
    {
      name: 'a link that spells an address which may not be contacted',
      seen: {
        links: [link('http://10.1.1.1/', { inSite: false, reach: unverified('http://10.1.1.1/', 'egress') })],
      },
      findings: [doubtful('http://10.1.1.1/', null, 'egress', 'unverified', false)],
      examined: ['http://10.1.1.1/'],
    },
    {
      name: 'a void entry that nobody clicked',
      seen: { voidLinks: [voidLink('更多', { how: 'script', clicked: null })] },
      findings: [
        {
          ...nowhere(PORTAL, '/', '更多', ['首页']),
          verdict: 'cannot-tell',
          facts: { linkText: '更多', how: 'script', why: 'not-clicked' },
        },
      ],
      examined: ['/ 更多'],
    },
  ],
})
