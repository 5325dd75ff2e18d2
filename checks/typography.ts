/** Articles that are badly set: garbled, with markup or an editor's words in the text, or without any text. 排版不规范 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, inOrder } from '../src/model/draft.js'
import { IRREGULARITIES, type Irregularity } from '../src/model/page.js'
import type { PageView } from '../src/model/portal-pages.js'

interface Fault {
  readonly kind: Irregularity
  readonly quote: string | null
  readonly doubt: string | null
}

/** What is wrong with one article, the certain before the doubtful, the gravest first. */
function faultsOf(layout: NonNullable<PageView['layout']>): Fault[] {
  const empty: Fault[] =
    layout.empty === null
      ? []
      : [{ kind: 'no-body', quote: null, doubt: layout.empty === 'script' ? 'script' : null }]
  const grave = (fault: Fault) => (fault.doubt === null ? 0 : 10) + IRREGULARITIES.indexOf(fault.kind)
  return [...layout.irregular, ...empty].sort((a, b) => grave(a) - grave(b))
}

/** Every article of the unit; one finding a page, however much is wrong with it. */
export const typography = defineCheck({
  id: 'typography',
  version: 1,
  codes: ['layout-irregular'],
  needs: ['pages'],
  params: z.object({}),
  run({ pages }) {
    const examined = new Set<string>()
    const findings = pages.flatMap(({ url, title, where, published, layout }) => {
      if (layout === null) return []
      examined.add(url)
      const [first] = faultsOf(layout)
      if (!first) return []
      const { kind, quote, doubt } = first
      return [
        findingOf({
          code: 'layout-irregular',
          verdict: doubt === null ? 'problem' : 'cannot-tell',
          subject: url,
          url,
          where,
          facts: {
            kind,
            title,
            articleDate: published,
            ...(quote === null ? {} : { quote }),
            ...(doubt === null ? {} : { why: doubt }),
          },
          ...(quote === null ? {} : { region: { kind: 'text' as const, text: quote } }),
        }),
      ]
    })
    return { examined, findings: inOrder(findings) }
  },
})
