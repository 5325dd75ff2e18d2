/** What the books say is due: problem lists, ends of months and quarters, answers, mending, disputes. Read only. */
import { deadlineAfter } from './calendar/deadline.js'
import { calendarOf } from './calendar-file.js'
import type { WorkCalendar } from './check.js'
import { listAssessments, settingsOf, stagesOf } from './ledger/assessment.js'
import { listDisputes } from './ledger/disputes.js'
import type { Ledger } from './ledger/open.js'
import { listFindings } from './ledger/read.js'
import { type StandingList, standingLists } from './ledger/rectification-read.js'
import { registry } from './ledger/registry-store.js'
import { stageBegan } from './ledger/stages.js'
import { type AgendaItem, agendaOn, type Duty } from './model/agenda.js'
import { USUAL_FEEDBACK_DAYS } from './model/assessment.js'
import { firstDayOf, lastDayOf } from './model/bucket.js'
import { addDays, dayIn, type PlainDate } from './model/date.js'
import type { Standing } from './model/rectification.js'
import { DEFAULT_TIMEZONE } from './registry/resolve.js'

/** Standings in which a unit still owes something. */
const OWED: ReadonlySet<Standing> = new Set(['working', 'overdue', 'not-mended', 'partly', 'recurred'])

/** The last working day of a day's month; its last day where no calendar covers it. */
function lastWorkday(day: PlainDate, calendar: WorkCalendar): PlainDate {
  const last = lastDayOf(day.slice(0, 4), `M${day.slice(5, 7)}`)
  for (let at = last; at.slice(0, 7) === last.slice(0, 7); at = addDays(at, -1))
    if (calendar.isWorkday(at) === true) return at
  return last
}

/** Confirmed problems that stand on no list are to be put on that of their month. */
function* unlisted(ledger: Ledger, lists: readonly StandingList[], calendar: WorkCalendar): Generator<Duty> {
  const listed = new Set(lists.flatMap(({ items }) => items.map((item) => item.finding.fingerprint)))
  const months = new Map<string, number>()
  for (const finding of listFindings(ledger, { state: 'confirmed' })) {
    const { confirmedOn, nature, verdict, unit, fingerprint } = finding
    if (confirmedOn === null || nature !== 'state' || verdict !== 'problem' || unit.startsWith('@')) continue
    if (listed.has(fingerprint)) continue
    const month = confirmedOn.slice(0, 7)
    months.set(month, (months.get(month) ?? 0) + 1)
  }
  for (const [month, count] of months)
    yield {
      kind: 'problem-list',
      subject: month,
      unit: null,
      due: lastWorkday(`${month}-01`, calendar),
      count,
    }
}

function* ofAssessments(
  ledger: Ledger,
  today: PlainDate,
  timezone: string,
  calendar: WorkCalendar,
): Generator<Duty> {
  for (const { assessment, period } of listAssessments(ledger)) {
    const days = settingsOf(ledger, assessment).feedbackWorkingDays ?? USUAL_FEEDBACK_DAYS
    for (const [bucket, stage] of stagesOf(ledger, assessment)) {
      const base = { subject: `${assessment} ${bucket}`, unit: null, count: 1 }
      if (stage === 'draft' && firstDayOf(period, bucket) <= today)
        yield { ...base, kind: 'bucket-end', due: lastDayOf(period, bucket) }
      const since =
        stage === 'feedback' ? stageBegan(ledger, assessment, bucket, (at) => dayIn(timezone, at)) : null
      const due = since === null ? null : deadlineAfter(calendar, since, days)
      if (due !== null) yield { ...base, kind: 'feedback', due }
    }
  }
}

function* owed(lists: readonly StandingList[]): Generator<Duty> {
  for (const { list, items } of lists) {
    const counts = new Map<PlainDate, number>()
    for (const { standing, dueOn } of items)
      if (OWED.has(standing)) counts.set(dueOn, (counts.get(dueOn) ?? 0) + 1)
    for (const [due, count] of counts)
      yield { kind: 'rectification', subject: list.id, unit: list.unit, due, count }
  }
}

function* contested(ledger: Ledger): Generator<Duty> {
  for (const { id, said } of listDisputes(ledger, { state: 'open' }))
    if (said?.dueOn) yield { kind: 'dispute', subject: id, unit: null, due: said.dueOn, count: 1 }
}

/**
 * The assessment calendar as it stands.
 * @param now UTC milliseconds
 */
export function agendaOf(ledger: Ledger, now: number): AgendaItem[] {
  const { defaults } = registry(ledger).load()
  const timezone = defaults.timezone ?? DEFAULT_TIMEZONE
  const calendar = calendarOf(defaults.calendar ?? null)
  const today = dayIn(timezone, now)
  const lists = standingLists(ledger, today, timezone)
  const duties = [
    ...unlisted(ledger, lists, calendar),
    ...ofAssessments(ledger, today, timezone, calendar),
    ...owed(lists),
    ...contested(ledger),
  ]
  return agendaOn(duties, today, (from, to) => calendar.workdaysBetween(from, to))
}
