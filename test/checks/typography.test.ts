/** typography: what is wrong with an article's text, the gravest first, once a page. */
import { typography } from '../../checks/typography.js'
import type { IrregularText } from '../../src/model/page.js'
import type { PageView } from '../../src/model/portal-pages.js'
import { page } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = page('动态').url
const set = (irregular: readonly IrregularText[], empty: NonNullable<PageView['layout']>['empty'] = null) =>
  page('动态', { layout: { irregular, empty } })
const bad = (kind: string, quote: string | null, why: string | null = null) => ({
  code: 'layout-irregular' as const,
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '通知公告', '关于动态的通知'],
  facts: {
    kind,
    title: '关于动态的通知',
    articleDate: '2026-05-20',
    ...(quote === null ? {} : { quote }),
    ...(why === null ? {} : { why }),
  },
  at: {
    pages: [URL_OF],
    region: quote === null ? { kind: 'page' as const } : { kind: 'text' as const, text: quote },
  },
})
const MARKUP: IrregularText = { kind: 'markup', quote: '<p>各校</p>', doubt: null }
const GARBLED: IrregularText = { kind: 'mojibake', quote: '锟斤拷', doubt: null }

checkTable(typography, {
  clean: [
    { name: 'well set', seen: { pages: [set([])] }, examined: [URL_OF] },
    {
      name: 'a page without a text of its own',
      seen: { pages: [page('动态', { layout: null })] },
      examined: [],
    },
  ],
  problem: [
    {
      name: 'markup',
      seen: { pages: [set([MARKUP])] },
      findings: [bad('markup', '<p>各校</p>')],
      examined: [URL_OF],
    },
    {
      name: 'one finding a page, the gravest',
      seen: { pages: [set([MARKUP, GARBLED])] },
      findings: [bad('mojibake', '锟斤拷')],
      examined: [URL_OF],
    },
    {
      name: 'the certain before the doubtful',
      seen: { pages: [set([{ ...GARBLED, doubt: 'charset' }, MARKUP])] },
      findings: [bad('markup', '<p>各校</p>')],
      examined: [URL_OF],
    },
    {
      name: 'no body',
      seen: { pages: [set([], 'yes')] },
      findings: [bad('no-body', null)],
      examined: [URL_OF],
    },
  ],
  cannotTell: [
    {
      name: 'a script may bring the body',
      seen: { pages: [set([], 'script')] },
      findings: [{ ...bad('no-body', null, 'script'), verdict: 'cannot-tell' }],
      examined: [URL_OF],
    },
    ...(['charset', 'quoted', 'form', 'single'] as const).map((why) => ({
      name: `doubt: ${why}`,
      seen: { pages: [set([{ ...MARKUP, doubt: why }])] },
      findings: [{ ...bad('markup', '<p>各校</p>', why), verdict: 'cannot-tell' as const }],
      examined: [URL_OF],
    })),
  ],
})
