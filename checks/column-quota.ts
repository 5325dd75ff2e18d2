/** Columns with fewer entries in the last quarter than the register asks. 栏目最低条数 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import type { PlainDate } from '../src/model/date.js'
import { findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { QuotaView } from '../src/model/portal-duties.js'

/** The quarter that ended last before the day: its name, first and last day. */
function lastQuarter(at: PlainDate): { name: string; first: PlainDate; last: PlainDate } {
  const now = Math.ceil(Number(at.slice(5, 7)) / 3)
  const quarter = now === 1 ? 4 : now - 1
  const year = Number(at.slice(0, 4)) - (now === 1 ? 1 : 0)
  const month = (n: number) => String(n).padStart(2, '0')
  const last = quarter === 1 || quarter === 4 ? 31 : 30
  return {
    name: `${year}-Q${quarter}`,
    first: `${year}-${month(quarter * 3 - 2)}-01`,
    last: `${year}-${month(quarter * 3)}-${last}`,
  }
}

function judge(view: QuotaView, at: PlainDate): Finding | null {
  const { name, first, last } = lastQuarter(at)
  const items = view.dates.filter((date) => first <= date && date <= last).length
  if (items >= view.quota) return null
  const why = !view.complete ? 'incomplete' : items + view.undated >= view.quota ? 'undated' : null
  return findingOf({
    code: 'column-quota-missed',
    verdict: why === null ? 'problem' : 'cannot-tell',
    subject: view.url,
    url: view.url,
    where: view.where,
    facts: {
      column: view.column,
      items,
      quota: view.quota,
      bucket: name,
      first,
      last,
      ...(why === null ? {} : { why }),
    },
    pages: [view.url, ...view.lookAt],
  })
}

/** The last quarter that has ended; a column owed only since some day in it is judged from the next one on. */
export const columnQuota = defineCheck({
  id: 'column-quota',
  version: 1,
  codes: ['column-quota-missed'],
  needs: ['quotas'],
  params: z.object({}),
  run({ quotas }, { at }) {
    const { first } = lastQuarter(at)
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const view of quotas) {
      if ((view.since !== null && view.since > first) || examined.has(view.url)) continue
      examined.add(view.url)
      const finding = judge(view, at)
      if (finding) findings.push(finding)
    }
    return { examined, findings: inOrder(findings) }
  },
})
