/** disclosure-guide: missing, incomplete, outdated; and the law of the day. */
import { disclosureGuide } from '../../checks/disclosure-guide.js'
import { at, CUT, column, coverage, elements, guide, PORTAL } from './artifacts.js'
import { checkTable } from './tester.js'

const ALL = ['name', 'address', 'hours', 'phone', 'fax', 'internet']
const GUIDE = at('zn/')
const columns = [
  column('指南', 'gk/zn.html', { role: 'guide', path: ['首页', '信息公开', '指南'] }),
  column('公开指南', 'zn/', { role: 'guide', path: ['首页', '公开指南'] }),
]
const lacks = (element: string) => ({
  code: 'guide-incomplete' as const,
  subject: element,
  url: GUIDE,
  where: ['首页', '公开指南'],
  facts: { element },
  at: { pages: [GUIDE, at('lx/')], region: { kind: 'page' as const } },
})
const partial = {
  ...guide(),
  elements: [...elements('name !hours !fax', GUIDE), ...elements('address phone internet', at('lx/'))],
}
const old = [
  { reason: 'reply-15-days' as const, quote: '15个工作日内予以答复' },
  { reason: 'regulation-2007' as const, quote: '根据国务院令第492号' },
]
const outdated = {
  code: 'guide-outdated' as const,
  subject: GUIDE,
  url: GUIDE,
  where: ['首页', '公开指南'],
  facts: { reason: 'regulation-2007', quote: '根据国务院令第492号' },
  at: { pages: [GUIDE], region: { kind: 'text' as const, text: '根据国务院令第492号' } },
}

checkTable(disclosureGuide, {
  clean: [
    { name: 'complete and current', seen: { columns }, examined: [PORTAL, GUIDE, ...ALL] },
    {
      name: 'complete on a portal that was not read to its end',
      seen: { columns, coverage: CUT },
      examined: [PORTAL, GUIDE, ...ALL],
    },
    {
      name: 'the old law while it was the law',
      seen: { columns, guide: guide({ outdated: old }) },
      at: '2019-05-14',
      examined: [PORTAL, ...ALL],
    },
    {
      name: 'an element that was not looked for, and one that is nobody’s',
      seen: { guide: guide({ elements: elements('name !postcode', GUIDE) }) },
      examined: [PORTAL, GUIDE, 'name'],
    },
  ],
  problem: [
    {
      name: 'none anywhere',
      seen: { guide: guide({ url: null, elements: elements('!name !address', GUIDE) }) },
      findings: [
        {
          code: 'guide-missing',
          subject: PORTAL,
          url: PORTAL,
          facts: {},
          at: { pages: [PORTAL, at('gk/')], region: { kind: 'page' } },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'two elements missing, on a portal cut elsewhere',
      seen: { columns, coverage: CUT, guide: partial },
      findings: [lacks('fax'), lacks('hours')],
      examined: [PORTAL, GUIDE, ...ALL],
    },
    {
      name: 'of the old law since the new one is in force',
      seen: { columns, guide: guide({ outdated: old }) },
      at: '2019-05-15',
      findings: [outdated],
      examined: [PORTAL, GUIDE, ...ALL],
    },
    {
      name: 'found at an address that no column has: named by the role',
      seen: { columns: columns.slice(0, 1), guide: guide({ outdated: old }) },
      findings: [{ ...outdated, where: ['首页', '信息公开', '指南'] }],
      examined: [PORTAL, GUIDE, ...ALL],
    },
  ],
  cannotTell: [
    {
      name: 'none found, but not everything was read',
      seen: { coverage: CUT, guide: guide({ url: null }) },
      findings: [
        {
          code: 'guide-missing',
          verdict: 'cannot-tell',
          subject: PORTAL,
          url: PORTAL,
          facts: { why: 'coverage', gaps: ['blocked', 'limit'] },
          at: { pages: [PORTAL, at('gk/')], region: { kind: 'page' } },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'it is a picture',
      seen: { guide: guide({ unreadable: true, elements: elements('name !fax', GUIDE) }) },
      findings: [
        {
          ...lacks('fax'),
          verdict: 'cannot-tell',
          where: [],
          facts: { element: 'fax', why: 'unreadable' },
          at: { pages: [GUIDE], region: { kind: 'page' } },
        },
      ],
      examined: [PORTAL, 'name', 'fax'],
    },
    {
      name: 'a part of it was not read',
      seen: {
        columns,
        guide: partial,
        coverage: coverage({ complete: false, gaps: [{ url: at('zn/2.html'), reason: 'failed' }] }),
      },
      findings: ['fax', 'hours'].map((element) => ({
        ...lacks(element),
        verdict: 'cannot-tell' as const,
        facts: { element, why: 'coverage' },
      })),
      examined: [PORTAL, GUIDE, ...ALL],
    },
  ],
})
