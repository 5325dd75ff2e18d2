/** reply-deadline: letters answered in time, late, or not at all. */
import { replyDeadline } from '../../checks/reply-deadline.js'
import type { LetterView } from '../../src/model/portal-duties.js'
import { at } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = at('xx/7.html')
const TITLE = '关于公交站台的建议'
/** A Monday; 5 working days later is 2026-11-09. */
const letter = (changes: Partial<LetterView> = {}): LetterView => ({
  subject: URL_OF,
  page: URL_OF,
  title: TITLE,
  where: ['首页', '局长信箱', TITLE],
  received: '2026-11-02',
  accepted: null,
  replied: null,
  state: 'open',
  doubt: null,
  ...changes,
})
const answered = (replied: string | null, changes: Partial<LetterView> = {}) =>
  letter({ replied, state: 'answered', ...changes })
const params = { replies: [{ workingDays: 5, askedBy: ['linzi-2021'] }] }
const claim = (facts: Record<string, string | number | null>) => ({
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '局长信箱', TITLE],
  facts: { title: TITLE, received: '2026-11-02', replied: null, limit: 5, ...facts },
  askedBy: ['linzi-2021'],
})
const missing = (
  workingDays: number | null,
  why: string | null = null,
  more: Record<string, string> = {},
) => ({
  ...claim({ workingDays, ...more, ...(why === null ? {} : { why }) }),
  code: 'reply-missing' as const,
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
  at: { pages: [URL_OF], region: { kind: 'text' as const, text: TITLE } },
})
const late = (
  replied: string,
  workingDays: number,
  why: string | null = null,
  more: Record<string, string> = {},
) => ({
  ...claim({ replied, workingDays, ...more, ...(why === null ? {} : { why }) }),
  code: 'reply-late' as const,
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
  occurredOn: replied,
  at: { pages: [URL_OF], region: { kind: 'text' as const, text: replied } },
})
const examined = [URL_OF]
const one = (view: LetterView) => ({ seen: { letters: [view] }, params, examined })

checkTable(replyDeadline, {
  clean: [
    { name: 'answered on the last day', ...one(answered('2026-11-09')) },
    { name: 'not yet due', ...one(letter()), at: '2026-11-09' },
    { name: 'withdrawn or not taken', ...one(letter({ state: 'closed' })) },
    { name: 'answered, nobody knows when', ...one(answered(null)) },
    { name: 'answered before it came: the dates contradict each other', ...one(answered('2026-10-30')) },
    { name: 'without a day on which it came', ...one(letter({ received: null })) },
    { name: 'no rubric asks', seen: { letters: [letter()] }, examined: [] },
  ],
  problem: [
    { name: 'answered a day late', ...one(answered('2026-11-10')), findings: [late('2026-11-10', 6)] },
    { name: 'unanswered after the limit', ...one(letter()), at: '2026-11-10', findings: [missing(6)] },
    {
      name: 'counted from its acceptance where nothing else is shown',
      ...one(letter({ received: null, accepted: '2026-11-02' })),
      at: '2026-11-10',
      findings: [missing(6, null, { accepted: '2026-11-02' })],
    },
    {
      name: 'late by one rubric only: it alone asked for this',
      seen: { letters: [answered('2026-11-10')] },
      params: { replies: [...params.replies, { workingDays: 10, askedBy: ['other'] }] },
      findings: [late('2026-11-10', 6)],
      examined,
    },
    {
      name: 'late by both: the stricter limit is told',
      seen: { letters: [answered('2026-11-20')] },
      params: { replies: [{ workingDays: 10, askedBy: ['other'] }, ...params.replies] },
      findings: [{ ...late('2026-11-20', 14), askedBy: ['linzi-2021', 'other'] }],
      examined,
    },
  ],
  cannotTell: [
    {
      name: 'in time when counted from its acceptance',
      ...one(answered('2026-11-10', { accepted: '2026-11-03' })),
      findings: [late('2026-11-10', 6, 'accepted', { accepted: '2026-11-03' })],
    },
    {
      name: 'the page leaves open whether it was answered',
      ...one(letter({ state: 'unclear' })),
      findings: [missing(14, 'reply-unclear')],
    },
    ...(['other-unit', 'extended', 'script'] as const).map((doubt) => ({
      name: `doubt: ${doubt}`,
      ...one(letter({ doubt })),
      findings: [missing(14, doubt)],
    })),
    {
      name: 'the calendar does not reach',
      ...one(letter()),
      at: '2027-01-20',
      findings: [missing(null, 'calendar', { cause: 'calendar' })],
    },
  ],
})
