/** Cases of the check of suspicions about days, and what all its cases are made with. */
import type { ArticleView } from '../../src/model/portal-articles.js'
import { article, suspicious } from './artifacts.js'
import type { Case, Expected } from './tester.js'

/** What a portal with these articles gives. */
export const seen = (...articles: ArticleView[]) => ({ suspicious: suspicious({ articles }) })
/** Their addresses. */
export const urls = (...articles: ArticleView[]) => articles.map(({ url }) => url)
/** A case of which nothing is to be said. */
export const clean = (name: string, ...articles: ArticleView[]): Case => ({
  name,
  seen: seen(...articles),
  examined: urls(...articles),
})
/** A suspicion of an article. */
export const doubt = (
  code: Expected['code'],
  one: ArticleView,
  facts: Record<string, unknown>,
  text: string | null = null,
): Expected => ({
  code,
  verdict: 'cannot-tell',
  subject: one.url,
  url: one.url,
  where: one.where,
  facts: facts as Expected['facts'],
  at: { pages: [one.url], region: text === null ? { kind: 'page' } : { kind: 'text', text } },
})
/** A case of one suspicion, among others of which there is none. */
export const suspect = (
  name: string,
  one: ArticleView,
  code: Expected['code'],
  facts: Record<string, unknown>,
  text: string | null = null,
  others: readonly ArticleView[] = [],
): Case => ({
  name,
  seen: seen(one, ...others),
  findings: [doubt(code, one, facts, text)],
  examined: urls(one, ...others),
})

/** A series of twelve notices, five days apart, numbered one after the other. */
export const SERIES = Array.from({ length: 12 }, (_, n) =>
  article(`s${n}`, {
    published: new Date(Date.UTC(2026, 6, 1 + n * 5)).toISOString().slice(0, 10),
    serial: { series: '/wz/*', number: 100 + n },
  }),
)
const SLIPPED = article('slipped', { published: '2026-06-20', serial: { series: '/wz/*', number: 105.5 } })
const FUTURE = article('future', { published: '2062-01-05' })

/** Days that contradict each other, and days before we know of the article. */
export const DATED: readonly Case[] = [
  suspect(
    'published before it was formed',
    article('d', { formed: '2026-06-20', formedFrom: '成文日期' }),
    'date-contradiction',
    {
      title: '关于d的通知',
      kind: 'published-before-formed',
      published: '2026-05-20',
      formed: '2026-06-20',
      formedFrom: '成文日期',
      why: 'by-dates',
    },
    '2026-05-20',
  ),
  suspect(
    'of the future',
    FUTURE,
    'date-contradiction',
    {
      title: '关于future的通知',
      kind: 'future',
      published: '2062-01-05',
      at: '2026-11-21',
      why: 'by-dates',
    },
    '2062-01-05',
  ),
  suspect(
    'cites what came later',
    article('d', { published: '2025-05-20', cited: { year: 2026, quote: '云政〔2026〕3号' } }),
    'date-contradiction',
    {
      title: '关于d的通知',
      kind: 'cites-later',
      published: '2025-05-20',
      cited: '云政〔2026〕3号',
      year: 2026,
      why: 'by-dates',
    },
    '云政〔2026〕3号',
  ),
  suspect(
    'ends before it begins',
    article('d', {
      span: { begin: '2026-05-20', end: '2026-05-02', quote: '2026年5月20日至2026年5月2日' },
    }),
    'date-contradiction',
    {
      title: '关于d的通知',
      kind: 'end-before-begin',
      published: '2026-05-20',
      begin: '2026-05-20',
      end: '2026-05-02',
      why: 'by-dates',
    },
    '2026年5月20日至2026年5月2日',
  ),
  suspect(
    'an address months earlier',
    article('d', { pathDate: '2026-01-05' }),
    'date-contradiction',
    {
      title: '关于d的通知',
      kind: 'address-earlier',
      published: '2026-05-20',
      pathDate: '2026-01-05',
      why: 'by-dates',
    },
    '2026-05-20',
  ),
  suspect(
    'an address ten days later',
    article('d', { pathDate: '2026-05-30' }),
    'backdated',
    {
      title: '关于d的通知',
      how: 'address',
      published: '2026-05-20',
      pathDate: '2026-05-30',
      why: 'by-history',
    },
    '2026-05-20',
  ),
  suspect(
    'its list was read without it',
    article('f', { absentOn: '2026-06-01' }),
    'backdated',
    {
      title: '关于f的通知',
      how: 'first-seen',
      published: '2026-05-20',
      absentOn: '2026-06-01',
      firstSeen: null,
      column: '通知公告',
      why: 'by-history',
    },
    '2026-05-20',
  ),
  suspect(
    'numbered among later ones',
    SLIPPED,
    'backdated',
    {
      title: '关于slipped的通知',
      how: 'serial',
      published: '2026-06-20',
      neighbours: '2026-07-31',
      why: 'by-history',
    },
    '2026-06-20',
    SERIES,
  ),
]
