/** The disclosure guide: is it there, does it say what it must, is it of today's law? 政府信息公开指南 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { absence, byText, findingOf, inOrder, pathTo } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { CoverageView, GuideView } from '../src/model/portal.js'

/** The regulation as revised in 2019 is in force from this day (国务院令第711号). */
const REGULATION_2019 = '2019-05-15'

/** Element ids of contract §5, regulation article 12. */
const ELEMENTS: ReadonlySet<string> = new Set(['name', 'address', 'hours', 'phone', 'fax', 'internet'])

/** A part of the guide that was not read may hold what seems to be missing. */
function partUnread(url: string, coverage: CoverageView): boolean {
  const folder = /^https?:\/\/[^/]+\/.+\/(index\.\w+)?$/.test(url)
    ? url.slice(0, url.lastIndexOf('/') + 1)
    : null
  return coverage.gaps.some((gap) => gap.url === url || (folder !== null && gap.url.startsWith(folder)))
}

function missingElements(
  guide: GuideView,
  url: string,
  where: readonly string[],
  coverage: CoverageView,
): Finding[] {
  const unread = guide.unreadable ? 'unreadable' : partUnread(url, coverage) ? 'coverage' : null
  const elsewhere = guide.elements.flatMap(({ found }) => (found ? [found.url] : [])).sort(byText)
  return guide.elements
    .filter(({ element, found }) => ELEMENTS.has(element) && found === null)
    .map(({ element, unsure }) => {
      const why = unread ?? (unsure ? 'placed' : null)
      return findingOf({
        code: 'guide-incomplete',
        verdict: why === null ? 'problem' : 'cannot-tell',
        subject: element,
        url,
        where,
        facts: { element, ...(why === null ? {} : { why }) },
        pages: [url, ...(guide.from ?? []), ...elsewhere],
      })
    })
}

function outdated(guide: GuideView, url: string, where: readonly string[]): Finding[] {
  const [first] = [...guide.outdated].sort((a, b) => byText(a.reason, b.reason) || byText(a.quote, b.quote))
  if (!first) return []
  return [
    findingOf({
      code: 'guide-outdated',
      verdict: 'problem',
      subject: url,
      url,
      where,
      facts: { reason: first.reason, quote: first.quote },
      pages: [url, ...(guide.from ?? [])],
      region: { kind: 'text', text: first.quote },
    }),
  ]
}

/** The guide of article 12 of the regulation, in the unit's portal or the places. */
export const disclosureGuide = defineCheck({
  id: 'disclosure-guide',
  version: 2,
  codes: ['guide-missing', 'guide-incomplete', 'guide-outdated'],
  needs: ['unit', 'coverage', 'columns', 'guide'],
  params: z.object({}),
  run({ unit, coverage, columns, guide }, { at }) {
    const examined = new Set([unit.portal])
    const { url } = guide
    if (url === null) {
      const { verdict, facts } = absence(coverage, ['guide'])
      const finding = findingOf({
        code: 'guide-missing',
        verdict,
        subject: unit.portal,
        url: unit.portal,
        facts,
        pages: [unit.portal, ...guide.expectedAt],
      })
      return { examined, findings: [finding] }
    }
    const where = pathTo(url, 'guide', columns)
    for (const { element } of guide.elements) if (ELEMENTS.has(element)) examined.add(element)
    const findings = missingElements(guide, url, where, coverage)
    // Before that day the old regulation and its 15 working days were the law.
    if (at >= REGULATION_2019 && (!guide.unreadable || guide.outdated.length > 0)) {
      examined.add(url)
      findings.push(...outdated(guide, url, where))
    }
    return { examined, findings: inOrder(findings) }
  },
})
