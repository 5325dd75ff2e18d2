/** The portal's own search: does it answer, and how often do the asked keywords stand in its first result page? 站内搜索 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { absence, byText, findingOf } from '../src/model/draft.js'
import type { Finding, Metric } from '../src/model/finding.js'
import type { Artifacts, SearchView } from '../src/model/portal.js'
import { judgeReach } from '../src/model/reach-verdict.js'

const paramsSchema = z.object({
  keywords: z
    .array(z.object({ keyword: z.string().min(1), askedBy: z.array(z.string()).default([]) }))
    .default([]),
  /** Rubrics that ask for the portal to have a search at all. */
  search: z.array(z.string()).default([]),
})
type Params = z.output<typeof paramsSchema>

type Need = Pick<Artifacts, 'unit' | 'start' | 'coverage' | 'search'>

function unavailable(seen: Need, params: Params): 'not-judged' | 'works' | Finding {
  const { unit, start, coverage, search } = seen
  const claim = {
    code: 'search-unavailable' as const,
    subject: unit.portal,
    url: unit.portal,
    pages: [unit.portal, ...(search.url === null ? [] : [search.url])],
  }
  if (search.found === null) {
    if (params.search.length === 0) return 'not-judged'
    const { verdict, facts } = absence(coverage, null)
    const askedBy = [...new Set(params.search)].sort(byText)
    return findingOf({ ...claim, verdict, facts: { cause: 'not-found', ...facts }, askedBy })
  }
  if (search.state === 'works') return 'works'
  const { reach } = search
  // Whoever was not let in, or timed out, cannot tell; a page that answered and was not read says nothing.
  const doubtful = search.state === 'unread' && reach !== null && reach.outcome !== 'ok'
  if (search.state !== 'failed' && !doubtful) return 'not-judged'
  const judged = reach === null ? null : judgeReach(reach, start, coverage)
  if (judged?.verdict === 'unseen') return 'not-judged'
  // It answers, but not as a search does: only a person can say that it fails.
  const unlike = judged === null || judged.verdict === 'ok'
  const why = unlike ? 'no-results-page' : judged.why
  return findingOf({
    ...claim,
    verdict: !unlike && judged.verdict === 'problem' ? 'problem' : 'cannot-tell',
    facts: {
      cause: reach?.cause ?? null,
      status: reach?.status ?? null,
      found: search.found,
      ...(why === null ? {} : { why }),
    },
    region: search.url === null ? { kind: 'page' } : { kind: 'link', target: search.url },
  })
}

/** The sum over all asked keywords; none where one of them was not counted, or there is nothing to count. */
function keywordHits(search: SearchView, params: Params): Metric | null {
  if (search.state !== 'works' || params.keywords.length === 0) return null
  const counts = new Map(search.counts.map((count) => [count.keyword, count]))
  const keywords = [...new Set(params.keywords.map(({ keyword }) => keyword))].sort(byText)
  const counted = keywords.flatMap((keyword) => counts.get(keyword) ?? [])
  if (counted.length < keywords.length) return null
  const askedBy = [...new Set(params.keywords.flatMap((asked) => asked.askedBy))].sort(byText)
  return {
    name: 'keyword-hits',
    value: counted.reduce((sum, { occurrences }) => sum + occurrences, 0),
    facts: {
      perKeyword: Object.fromEntries(counted.map(({ keyword, occurrences }) => [keyword, occurrences])),
      entries: Object.fromEntries(counted.map(({ keyword, entries }) => [keyword, entries])),
      keywords,
      venue: 'own-site',
    },
    ...(askedBy.length ? { askedBy } : {}),
  }
}

/** A search that works is measured, one that fails is found; none at all is a fault only where a rubric asks. */
export const keywordSearch = defineCheck({
  id: 'keyword-search',
  version: 2,
  codes: ['search-unavailable'],
  needs: ['unit', 'start', 'coverage', 'search'],
  params: paramsSchema,
  run(seen, { params }) {
    const judged = unavailable(seen, params)
    const metric = keywordHits(seen.search, params)
    return {
      examined: judged === 'not-judged' ? new Set() : new Set([seen.unit.portal]),
      findings: typeof judged === 'string' ? [] : [judged],
      ...(metric ? { metrics: [metric] } : {}),
    }
  },
})
