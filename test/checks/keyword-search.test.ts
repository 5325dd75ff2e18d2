/** keyword-search: hits of the asked keywords, and a search that fails. */
import { keywordSearch } from '../../checks/keyword-search.js'
import type { KeywordCount } from '../../src/model/portal.js'
import { at, broken, CUT, ok, PORTAL, search, unverified } from './artifacts.js'
import { checkTable } from './tester.js'

const count = (keyword: string, occurrences: number, entries: number): KeywordCount => ({
  keyword,
  occurrences,
  entries,
  resultUrl: at(`search?q=${keyword}`),
  attempts: [],
})
const counts = [count('脱贫攻坚', 7, 4), count('生态环保', 0, 0), count('无人问津', 3, 3)]
const keywords = [
  { keyword: '脱贫攻坚', askedBy: ['wuwei-2020'] },
  { keyword: '生态环保', askedBy: ['wuwei-2020', 'own'] },
]
const none = search({ found: null, url: null, state: 'not-tried', reach: null })
const failing = {
  code: 'search-unavailable' as const,
  subject: PORTAL,
  url: PORTAL,
  facts: { cause: 'http-5xx', status: 500, found: 'form' },
  at: { pages: [PORTAL, at('search')], region: { kind: 'link' as const, target: at('search') } },
}

checkTable(keywordSearch, {
  clean: [
    {
      name: 'it works and nobody asks for keywords',
      seen: { search: search({ counts }) },
      examined: [PORTAL],
    },
    {
      name: 'the sum over the asked keywords, zero among them',
      seen: { search: search({ counts }) },
      params: { keywords },
      examined: [PORTAL],
      metrics: [
        {
          name: 'keyword-hits',
          value: 7,
          facts: {
            perKeyword: { 脱贫攻坚: 7, 生态环保: 0 },
            entries: { 脱贫攻坚: 4, 生态环保: 0 },
            keywords: ['生态环保', '脱贫攻坚'],
            venue: 'own-site',
          },
          askedBy: ['own', 'wuwei-2020'],
        },
      ],
    },
    {
      name: 'one keyword was not counted: no number at all',
      seen: { search: search({ counts: counts.slice(0, 1) }) },
      params: { keywords },
      examined: [PORTAL],
    },
    {
      name: 'not to be judged: unrendered',
      seen: { search: search({ state: 'unread', reach: ok(at('search')), counts }) },
      params: { keywords },
      examined: [],
    },
    { name: 'none, and nobody asks for one', seen: { search: none }, examined: [] },
    {
      name: 'failed by our own limit',
      seen: { search: search({ state: 'failed', reach: unverified(at('search'), 'limit') }) },
      examined: [],
    },
  ],
  problem: [
    {
      name: 'it fails',
      seen: { search: search({ state: 'failed', reach: broken(at('search'), 'http-5xx', 500) }) },
      params: { keywords },
      findings: [failing],
      examined: [PORTAL],
    },
    {
      name: 'none, and two rubrics ask for one',
      seen: { search: none },
      params: { search: ['wuwei-2020', 'own', 'own'] },
      findings: [
        {
          ...failing,
          facts: { cause: 'not-found' },
          at: { pages: [PORTAL], region: { kind: 'page' } },
          askedBy: ['own', 'wuwei-2020'],
        },
      ],
      examined: [PORTAL],
    },
  ],
  cannotTell: [
    {
      name: 'none found, but not everything was read',
      seen: { search: none, coverage: CUT },
      params: { search: ['own'] },
      findings: [
        {
          ...failing,
          verdict: 'cannot-tell',
          facts: { cause: 'not-found', why: 'coverage', gaps: ['blocked', 'limit'] },
          at: { pages: [PORTAL], region: { kind: 'page' } },
          askedBy: ['own'],
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'a server error that no browser saw',
      seen: { search: search({ state: 'unread', reach: unverified(at('search'), 'http-5xx', 500) }) },
      findings: [
        {
          ...failing,
          verdict: 'cannot-tell',
          facts: { cause: 'http-5xx', status: 500, found: 'form', why: 'unverified' },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'nobody was let in, and no number is given',
      seen: {
        search: search({ state: 'unread', reach: unverified(at('search'), 'challenge', 412), counts }),
      },
      params: { keywords },
      findings: [
        {
          ...failing,
          verdict: 'cannot-tell',
          facts: { cause: 'challenge', status: 412, found: 'form', why: 'blocked' },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'it timed out',
      seen: { search: search({ state: 'failed', reach: unverified(at('search'), 'timeout') }) },
      findings: [
        {
          ...failing,
          verdict: 'cannot-tell',
          facts: { cause: 'timeout', status: null, found: 'form', why: 'unverified' },
        },
      ],
      examined: [PORTAL],
    },
    {
      name: 'it answers, but not as a search does',
      seen: { search: search({ found: 'template', state: 'failed', reach: ok(at('search')) }) },
      findings: [
        {
          ...failing,
          verdict: 'cannot-tell',
          facts: { cause: null, status: 200, found: 'template', why: 'no-results-page' },
        },
      ],
      examined: [PORTAL],
    },
  ],
})
