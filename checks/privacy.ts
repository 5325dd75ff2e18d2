/** Resident identity numbers and bank cards that stand unmasked. 个人信息泄露 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, inOrder } from '../src/model/draft.js'
import type { ExposedNumber } from '../src/model/page.js'

/** What exposes numbers: a page, or a document that a page offers. */
interface Source {
  readonly url: string
  /** The page that it is seen on. */
  readonly page: string
  readonly title: string
  readonly where: readonly string[]
  readonly personal: readonly ExposedNumber[]
  readonly document: boolean
}

/** Every page and readable document of the unit. The numbers themselves are nowhere: what is told is masked. */
export const privacy = defineCheck({
  id: 'privacy',
  version: 2,
  codes: ['personal-data-exposed'],
  needs: ['pages', 'files'],
  params: z.object({}),
  run({ pages, files }) {
    const sources: Source[] = [
      ...pages.map((page) => ({ ...page, page: page.url, document: false })),
      ...files.filter(({ read }) => read).map((file) => ({ ...file, title: file.name, document: true })),
    ]
    const examined = new Set(sources.map(({ url }) => url))
    const findings = sources.flatMap(({ url, page, title, where, personal, document }) => {
      const first = personal.find(({ certain }) => certain) ?? personal[0]
      if (!first) return []
      const { kind, masked, certain } = first
      return [
        findingOf({
          code: 'personal-data-exposed',
          verdict: certain ? 'problem' : 'cannot-tell',
          subject: url,
          url: page,
          where,
          facts: {
            kind,
            masked,
            count: personal.filter((one) => one.certain === certain).length,
            title,
            ...(document ? { document } : {}),
            ...(certain ? {} : { why: kind === 'bank-card' ? 'no-card-label' : 'other-number' }),
          },
          pages: document ? [url, page] : [url],
          ...(document ? {} : { region: { kind: 'numbers' } as const }),
        }),
      ]
    })
    return { examined, findings: inOrder(findings) }
  },
})
