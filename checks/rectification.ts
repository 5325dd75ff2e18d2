/** Findings on problem lists: still there after their due date, or back after they were mended. 整改 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { RectificationView } from '../src/model/portal-duties.js'

function judge(one: RectificationView, at: string): Finding | null {
  if (one.now === 'gone' || one.now === 'not-examined') return null
  const back = one.mendedOn !== null
  if (!back && at <= one.dueOn) return null
  return findingOf({
    code: back ? 'recurred' : 'not-rectified',
    verdict: one.now,
    subject: one.finding,
    url: one.url,
    where: one.where,
    facts: {
      finding: one.finding,
      dueOn: one.dueOn,
      issuedOn: one.issuedOn,
      code: one.code,
      subject: one.subjectText,
      ...(back ? { mendedOn: one.mendedOn } : {}),
      ...(one.now === 'problem' ? {} : { why: 'rectified-unclear' }),
    },
    pages: one.lookAt,
  })
}

/** Every finding on a problem list that this inspection looked at again. Before its due date it is open, not overdue. */
export const rectification = defineCheck({
  id: 'rectification',
  version: 1,
  codes: ['not-rectified', 'recurred'],
  needs: ['rectifications'],
  params: z.object({}),
  run({ rectifications }, { at }) {
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const one of rectifications) {
      // An event that happened cannot be mended; a list issued after this inspection's day is not yet known.
      if (one.now === 'not-examined' || one.issuedOn > at || examined.has(one.finding)) continue
      examined.add(one.finding)
      const finding = judge(one, at)
      if (finding) findings.push(finding)
    }
    return { examined, findings: inOrder(findings) }
  },
})
