/** functions: a search that answers, asked for what stands on the portal. */
import { functions } from '../../checks/functions.js'
import type { KnownItemView } from '../../src/model/portal-duties.js'
import { at, PORTAL, search } from './artifacts.js'
import { checkTable } from './tester.js'

const item = (n: number, outcome: KnownItemView['outcome']): KnownItemView => ({
  title: `关于第${n}次安全检查的通报`,
  url: at(`gg/${n}.html`),
  outcome,
  resultUrl: at(`search?q=${n}`),
})
const broken = (numbers: readonly number[], why: string | null = null) => ({
  code: 'function-broken' as const,
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
  subject: 'search',
  url: PORTAL,
  facts: {
    function: 'search',
    titles: numbers.map((n) => item(n, 'none').title),
    articles: numbers.map((n) => item(n, 'none').url),
    resultUrl: at(`search?q=${numbers[0]}`),
    ...(why === null ? {} : { why }),
  },
  at: {
    pages: [PORTAL, ...numbers.map((n) => item(n, 'none').url)],
    region: { kind: 'link' as const, target: at('search') },
  },
})
const known = (...items: KnownItemView[]) => ({
  seen: { search: search({ known: items }) },
  examined: ['search'],
})

checkTable(functions, {
  clean: [
    { name: 'found at once', ...known(item(1, 'found')) },
    { name: 'the second one is found', ...known(item(1, 'none'), item(2, 'found')) },
    { name: 'nothing was looked up', ...known(), examined: [] },
    { name: 'no result page could be read', ...known(item(1, 'unread'), item(2, 'unread')), examined: [] },
    {
      name: 'a search that fails has a code of its own',
      seen: { search: search({ state: 'failed', known: [item(1, 'none'), item(2, 'none')] }) },
      examined: [],
    },
  ],
  problem: [
    { name: 'two of two', ...known(item(1, 'none'), item(2, 'none')), findings: [broken([1, 2])] },
    {
      name: 'three of three',
      ...known(item(1, 'none'), item(2, 'none'), item(3, 'none')),
      findings: [broken([1, 2, 3])],
    },
  ],
  cannotTell: [
    { name: 'one article alone', ...known(item(1, 'none')), findings: [broken([1], 'few-looked')] },
    {
      name: 'other results on the first page',
      ...known(item(1, 'none'), item(2, 'other')),
      findings: [broken([1, 2], 'other-results')],
    },
    {
      name: 'one result page could not be read',
      ...known(item(1, 'none'), item(2, 'none'), item(3, 'unread')),
      findings: [broken([1, 2], 'few-looked')],
    },
    {
      name: 'it searches something else',
      seen: { search: search({ known: [item(1, 'none'), item(2, 'none')], knownDoubt: 'special-search' }) },
      findings: [broken([1, 2], 'special-search')],
      examined: ['search'],
    },
    {
      name: 'it finds entries for other words',
      seen: { search: search({ known: [item(1, 'none'), item(2, 'none')], knownDoubt: 'finds-others' }) },
      findings: [broken([1, 2], 'finds-others')],
      examined: ['search'],
    },
    {
      name: 'it may have read our words in another charset',
      seen: { search: search({ known: [item(1, 'none'), item(2, 'none')], knownDoubt: 'search-charset' }) },
      findings: [broken([1, 2], 'search-charset')],
      examined: ['search'],
    },
  ],
})
