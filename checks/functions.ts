/** Functions of the portal that answer and do not do what they are for: a search that finds nothing. 网站功能 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { SearchView, UnitView } from '../src/model/portal.js'

/** One article may be missing from an index for reasons of its own. */
const MIN_LOOKED = 2

/** What looking up known articles says of the search; null where it works or nothing was looked up. */
function judge(search: SearchView, unit: UnitView): 'not-judged' | 'works' | Finding {
  const known = search.known ?? []
  if (search.state !== 'works' || known.length === 0) return 'not-judged'
  if (known.some(({ outcome }) => outcome === 'found')) return 'works'
  const read = known.filter(({ outcome }) => outcome !== 'unread')
  if (read.length === 0) return 'not-judged'
  const why = search.knownDoubt
    ? search.knownDoubt
    : read.some(({ outcome }) => outcome === 'other')
      ? 'other-results'
      : read.length < MIN_LOOKED || read.length < known.length
        ? 'few-looked'
        : null
  const resultUrl = read[0]?.resultUrl ?? unit.portal
  return findingOf({
    code: 'function-broken',
    verdict: why === null ? 'problem' : 'cannot-tell',
    subject: 'search',
    url: unit.portal,
    facts: {
      function: 'search',
      titles: read.map(({ title }) => title),
      articles: read.map(({ url }) => url),
      resultUrl,
      ...(why === null ? {} : { why }),
    },
    pages: [unit.portal, ...read.map(({ url }) => url)],
    region: search.url === null ? { kind: 'page' } : { kind: 'link', target: search.url },
  })
}

/** A search that answers is asked for articles that stand on the portal; downloads are judged with the links. */
export const functions = defineCheck({
  id: 'functions',
  version: 2,
  codes: ['function-broken'],
  needs: ['unit', 'search'],
  params: z.object({}),
  run({ unit, search }) {
    const judged = judge(search, unit)
    return {
      examined: judged === 'not-judged' ? new Set() : new Set(['search']),
      findings: typeof judged === 'string' ? [] : [judged],
    }
  },
})
