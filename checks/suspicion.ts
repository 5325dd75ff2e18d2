/** What looks wrong and only a person can judge: wording, past names, tests, dates, copies, strangers, backdating. 疑点线索 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { dayIn, type PlainDate } from '../src/model/date.js'
import {
  copiesOf,
  filledByOthers,
  isTestColumn,
  strangeTopic,
  testWords,
} from '../src/model/doubtful-articles.js'
import { backdatings, contradictions, type DateDoubt } from '../src/model/doubtful-dates.js'
import { byText, findingOf, inOrder } from '../src/model/draft.js'
import type { Facts, Finding, Sighting } from '../src/model/finding.js'
import type { ColumnView, StartView } from '../src/model/portal.js'
import type { ArticleView, ExpressionView, PastNameView } from '../src/model/portal-articles.js'

type SuspicionCode =
  | 'wording-suspect'
  | 'leader-outdated'
  | 'unit-name-outdated'
  | 'test-content'
  | 'date-contradiction'
  | 'duplicate-article'
  | 'misplaced'
  | 'repost-out-of-scope'
  | 'backdated'

/** The gravest first: one page is one finding of a code. */
const GRAVITY: readonly ExpressionView['kind'][] = ['sensitive', 'order', 'post', 'organ', 'wording']
/** So many places of a page are told. */
const MAX_TOLD = 10

interface Place {
  readonly url: string
  readonly where: readonly string[]
}

function suspect(
  code: SuspicionCode,
  place: Place,
  why: string,
  facts: Facts,
  quote?: string | null,
): Finding {
  const region: Sighting['region'] = quote ? { kind: 'text', text: quote } : { kind: 'page' }
  const { url, where } = place
  return findingOf({
    code,
    verdict: 'cannot-tell',
    subject: url,
    url,
    where,
    facts: { ...facts, why },
    region,
  })
}

/** Groups by page, in the order of the pages' addresses. */
function byPage<T extends Place>(places: readonly T[]): T[][] {
  const pages = new Map<string, T[]>()
  for (const place of places) pages.set(place.url, [...(pages.get(place.url) ?? []), place])
  return [...pages.values()]
}

function wording(expressions: readonly ExpressionView[]): Finding[] {
  return byPage(expressions).flatMap((onPage) => {
    const ordered = [...onPage].sort(
      (a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind) || byText(a.found, b.found),
    )
    const [first] = ordered
    if (!first) return []
    const places = ordered
      .slice(0, MAX_TOLD)
      .map(({ kind, found, right, quote }) => ({ kind, found, right, quote }))
    const { kind, found, right, quote, title } = first
    const facts = { kind, found, right, quote, title, count: onPage.length, places }
    return [
      suspect(
        'wording-suspect',
        first,
        kind === 'order' || kind === 'post' ? 'by-leaders' : 'by-list',
        facts,
        found,
      ),
    ]
  })
}

function pastNames(names: readonly PastNameView[]): Finding[] {
  const of = (which: PastNameView['of']) => byPage(names.filter((one) => one.of === which))
  const report =
    (code: 'leader-outdated' | 'unit-name-outdated', why: string) => (onPage: PastNameView[]) => {
      const ordered = [...onPage].sort((a, b) => byText(a.name, b.name))
      const [first] = ordered
      if (!first) return []
      const names = [...new Set(ordered.map(({ name }) => name))]
      const { name, post, until, quote } = first
      return [
        suspect(code, first, why, { name, names, ...(post === null ? {} : { post }), until, quote }, name),
      ]
    }
  return [
    ...of('leader').flatMap(report('leader-outdated', 'by-leaders')),
    ...of('unit').flatMap(report('unit-name-outdated', 'by-former-name')),
  ]
}

function tests(articles: readonly ArticleView[], columns: readonly ColumnView[]): Finding[] {
  const made = columns.filter(isTestColumn).map((column) =>
    suspect('test-content', { url: column.url, where: column.path }, 'by-words', {
      title: column.name,
      found: column.name,
    }),
  )
  const typed = articles.flatMap((article) => {
    const found = testWords(article)
    if (found === null) return []
    return [suspect('test-content', article, 'by-words', { title: article.title, found }, found)]
  })
  return [...made, ...typed]
}

function days(
  doubts: readonly DateDoubt[],
  code: 'date-contradiction' | 'backdated',
  why: string,
): Finding[] {
  return doubts.map(({ article, facts, quote }) =>
    suspect(code, article, why, { title: article.title, ...facts }, quote),
  )
}

function copies(articles: readonly ArticleView[]): Finding[] {
  return copiesOf(articles).map(({ article, first }) => {
    const { title, published } = article
    const facts = { title, published, other: first.url, otherPublished: first.published }
    return {
      ...suspect('duplicate-article', article, 'by-text', facts),
      at: { pages: [article.url, first.url], region: { kind: 'page' as const } },
    }
  })
}

function strangers(articles: readonly ArticleView[]): Finding[] {
  return articles.flatMap((article) => {
    const topic = strangeTopic(article)
    if (topic === null || article.column === null) return []
    const facts = { title: article.title, topic, column: article.column.name, columnUrl: article.column.url }
    return [suspect('misplaced', article, 'by-title', facts, article.title)]
  })
}

function reposts(articles: readonly ArticleView[], columns: readonly ColumnView[]): Finding[] {
  return filledByOthers(articles, columns).map(({ column, items, foreign, sources }) =>
    suspect('repost-out-of-scope', { url: column.url, where: column.path }, 'by-sources', {
      column: column.name,
      items,
      foreign,
      sources,
    }),
  )
}

/** The day on which the portal was read, where China's clocks stand. */
function seenOn({ reach }: StartView): PlainDate | null {
  const last = Math.max(...reach.attempts.map(({ startedAt }) => startedAt))
  return Number.isFinite(last) ? dayIn('Asia/Shanghai', last) : null
}

function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.subject}`, finding])).values()]
}

/** Every suspicion of the unit. None is ever a problem; what a person rules on one lasts. */
export const suspicion = defineCheck({
  id: 'suspicion',
  version: 2,
  codes: [
    'wording-suspect',
    'leader-outdated',
    'unit-name-outdated',
    'test-content',
    'date-contradiction',
    'duplicate-article',
    'misplaced',
    'repost-out-of-scope',
    'backdated',
  ],
  needs: ['suspicious', 'pages', 'columns', 'start'],
  params: z.object({}),
  run({ suspicious, pages, columns, start }, { at }: { readonly at: PlainDate }) {
    const ordered = [...suspicious.articles].sort((a, b) => byText(a.url, b.url))
    const own = columns.filter((column) => !column.assignedAway)
    const backdated = days(backdatings(ordered), 'backdated', 'by-history')
    const findings = once([
      ...wording(suspicious.expressions),
      ...pastNames(suspicious.pastNames),
      ...tests(ordered, own),
      ...days(contradictions(ordered, at, seenOn(start)), 'date-contradiction', 'by-dates'),
      ...copies(ordered),
      ...strangers(ordered),
      ...reposts(ordered, own),
      ...backdated,
    ])
    const examined = new Set([
      ...pages.map(({ url }) => url),
      ...ordered.map(({ url }) => url),
      ...own.map(({ url }) => url),
      ...findings.map(({ subject }) => subject),
    ])
    return { examined, findings: inOrder(findings) }
  },
})
