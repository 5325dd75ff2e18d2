/** Attachments that a text promises and its page does not hold. 附件缺失 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, inOrder } from '../src/model/draft.js'

/** Every article of the unit. */
export const attachments = defineCheck({
  id: 'attachments',
  version: 1,
  codes: ['attachment-missing'],
  needs: ['pages'],
  params: z.object({}),
  run({ pages }) {
    const examined = new Set(pages.map(({ url }) => url))
    const findings = pages.flatMap(({ url, title, where, published, annex }) =>
      annex?.standing !== 'none'
        ? []
        : [
            findingOf({
              code: 'attachment-missing',
              verdict: annex.doubt === null ? 'problem' : 'cannot-tell',
              subject: url,
              url,
              where,
              facts: {
                title,
                quote: annex.quote,
                articleDate: published,
                ...(annex.doubt === null ? {} : { why: annex.doubt }),
              },
              region: { kind: 'text', text: annex.quote },
            }),
          ],
    )
    return { examined, findings: inOrder(findings) }
  },
})
