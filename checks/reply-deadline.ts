/** Letters that the portal publishes: answered within the limit of working days, or not. 来信答复时限 */
import { z } from 'zod'
import { defineCheck, type WorkCalendar } from '../src/check.js'
import { daysBetween, type PlainDate } from '../src/model/date.js'
import { byText, findingOf, inOrder } from '../src/model/draft.js'
import { repliesDutySchema } from '../src/model/duty.js'
import type { Finding } from '../src/model/finding.js'
import type { LetterView } from '../src/model/portal-duties.js'

const dutySchema = repliesDutySchema.extend({ askedBy: z.array(z.string()).default([]) })
type Duty = z.output<typeof dutySchema>

type Count = { readonly workingDays: number } | 'in-time' | 'calendar'

/** Working days after the day of the letter up to and including `until`; the day itself is not counted. */
function countOf(from: PlainDate, until: PlainDate, limit: number, calendar: WorkCalendar): Count {
  if (daysBetween(from, until) <= limit) return 'in-time'
  const workingDays = calendar.workdaysBetween(from, until)
  if (workingDays === null) return 'calendar'
  return workingDays <= limit ? 'in-time' : { workingDays }
}

/** What one duty says of one letter; null where it is kept, or nothing can be held against anybody. */
function judge(letter: LetterView, duty: Duty, at: PlainDate, calendar: WorkCalendar): Finding | null {
  const start = letter.received ?? letter.accepted
  if (start === null || start > at || letter.state === 'closed') return null
  const late = letter.state === 'answered'
  if (late && (letter.replied === null || letter.replied < start || letter.replied > at)) return null
  const until = late ? (letter.replied as PlainDate) : at
  const count = countOf(start, until, duty.workingDays, calendar)
  if (count === 'in-time') return null
  const accepted = letter.accepted !== null && letter.accepted > start ? letter.accepted : null
  const why =
    letter.doubt ??
    (letter.state === 'unclear'
      ? 'reply-unclear'
      : count === 'calendar'
        ? 'calendar'
        : accepted !== null && countOf(accepted, until, duty.workingDays, calendar) === 'in-time'
          ? 'accepted'
          : null)
  return findingOf({
    code: late ? 'reply-late' : 'reply-missing',
    verdict: why === null ? 'problem' : 'cannot-tell',
    subject: letter.subject,
    url: letter.page,
    where: letter.where.at(-1) === letter.title ? letter.where : [...letter.where, letter.title],
    facts: {
      title: letter.title,
      received: start,
      ...(letter.accepted === null ? {} : { accepted: letter.accepted }),
      replied: late ? letter.replied : null,
      workingDays: count === 'calendar' ? null : count.workingDays,
      limit: duty.workingDays,
      ...(why === null ? {} : { why }),
      ...(why === 'calendar' ? { cause: 'calendar' } : {}),
    },
    ...(late ? { occurredOn: until } : {}),
    region: { kind: 'text', text: late ? until : letter.title },
    askedBy: duty.askedBy,
  })
}

/** One finding for a letter however many rubrics ask: that of the strictest limit, asked by all whose limit is passed. */
function strictest(findings: readonly Finding[]): Finding | null {
  const [first] = findings
  if (!first) return null
  const everybody = findings.some((one) => one.askedBy === undefined)
  const askedBy = [...new Set(findings.flatMap((one) => one.askedBy ?? []))].sort(byText)
  const { askedBy: _, ...rest } = first
  return { ...rest, ...(everybody || askedBy.length === 0 ? {} : { askedBy }) }
}

/** Every letter of the mailbox, by the limits that rubrics ask for. */
export const replyDeadline = defineCheck({
  id: 'reply-deadline',
  version: 2,
  codes: ['reply-missing', 'reply-late'],
  needs: ['letters'],
  params: z.object({ replies: z.array(dutySchema).default([]) }),
  run({ letters }, { params, at, calendar }) {
    const duties = [...params.replies].sort((a, b) => a.workingDays - b.workingDays)
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const letter of duties.length ? letters : []) {
      examined.add(letter.subject)
      const finding = strictest(duties.flatMap((duty) => judge(letter, duty, at, calendar) ?? []))
      if (finding) findings.push(finding)
    }
    return { examined, findings: inOrder(findings) }
  },
})
