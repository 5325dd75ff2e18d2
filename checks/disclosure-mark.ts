/** Official documents without the mark of how they are disclosed. 公文公开属性标注 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, inOrder } from '../src/model/draft.js'

/** Every official document of the unit: an article whose text opens with a document number. */
export const disclosureMark = defineCheck({
  id: 'disclosure-mark',
  version: 1,
  codes: ['disclosure-mark-missing'],
  needs: ['pages'],
  params: z.object({}),
  run({ pages }) {
    const examined = new Set<string>()
    const findings = pages.flatMap(({ url, title, where, published, mark }) => {
      if (mark === null) return []
      examined.add(url)
      if (mark.mark !== null) return []
      const { documentNumber, doubt } = mark
      return [
        findingOf({
          code: 'disclosure-mark-missing',
          verdict: doubt === null ? 'problem' : 'cannot-tell',
          subject: url,
          url,
          where,
          facts: {
            title,
            documentNumber,
            articleDate: published,
            ...(doubt === null ? {} : { why: doubt }),
          },
          region: { kind: 'text', text: documentNumber },
        }),
      ]
    })
    return { examined, findings: inOrder(findings) }
  },
})
