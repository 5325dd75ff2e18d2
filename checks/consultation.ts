/** Public consultations that closed and of which no result is told within the limit. 征集结果反馈 */
import { z } from 'zod'
import { defineCheck, type WorkCalendar } from '../src/check.js'
import { daysBetween, type PlainDate } from '../src/model/date.js'
import { absence, byText, findingOf, inOrder } from '../src/model/draft.js'
import { consultationDutySchema } from '../src/model/duty.js'
import type { Finding } from '../src/model/finding.js'
import type { CoverageView } from '../src/model/portal.js'
import type { ConsultationView } from '../src/model/portal-duties.js'

const dutySchema = consultationDutySchema.extend({ askedBy: z.array(z.string()).default([]) })
type Duty = z.output<typeof dutySchema>

/** Days since it closed, as the duty counts them; null where the calendar does not reach. */
function daysSince(closed: PlainDate, at: PlainDate, duty: Duty, calendar: WorkCalendar): number | null {
  const days = daysBetween(closed, at)
  return duty.counted === 'calendar' || days <= duty.days ? days : calendar.workdaysBetween(closed, at)
}

function judge(
  view: ConsultationView,
  duties: readonly Duty[],
  coverage: CoverageView,
  at: PlainDate,
  calendar: WorkCalendar,
): Finding | null {
  const { closed } = view
  if (closed === null || view.result === 'own' || view.result === 'page') return null
  const passed = duties.flatMap((duty) => {
    const days = daysSince(closed, at, duty, calendar)
    return days !== null && days <= duty.days ? [] : [{ duty, days }]
  })
  const [first] = passed
  if (!first) return null
  const missing = absence(coverage, ['consultation'])
  const why =
    view.doubt ??
    (view.result === 'similar' ? 'result-similar' : null) ??
    (first.days === null ? 'calendar' : null)
  const askedBy = [...new Set(passed.flatMap(({ duty }) => duty.askedBy))].sort(byText)
  return findingOf({
    code: 'consultation-without-result',
    verdict: why === null ? missing.verdict : 'cannot-tell',
    subject: view.url,
    url: view.url,
    where: view.where.at(-1) === view.title ? view.where : [...view.where, view.title],
    facts: {
      closed,
      title: view.title,
      days: first.days,
      limit: first.duty.days,
      counted: first.duty.counted,
      ...(why === null ? missing.facts : { why }),
    },
    pages: view.lookAt,
    askedBy: passed.some(({ duty }) => duty.askedBy.length === 0) ? [] : askedBy,
  })
}

/** Every consultation of which the page says when it closes. */
export const consultation = defineCheck({
  id: 'consultation',
  version: 2,
  codes: ['consultation-without-result'],
  needs: ['coverage', 'consultations'],
  params: z.object({ consultation: z.array(dutySchema).default([]) }),
  run({ coverage, consultations }, { params, at, calendar }) {
    const duties = [...params.consultation].sort((a, b) => a.days - b.days)
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const view of duties.length ? consultations : []) {
      if (view.closed === null || view.closed > at) continue
      examined.add(view.url)
      const finding = judge(view, duties, coverage, at, calendar)
      if (finding) findings.push(finding)
    }
    return { examined, findings: inOrder(findings) }
  },
})
