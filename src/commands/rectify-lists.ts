/** Problem lists as commands name and date them. */
import { deadlineAfter } from '../calendar/deadline.js'
import type { Ledger } from '../ledger/open.js'
import { listOfFinding, listProblemLists, problemList } from '../ledger/rectification.js'
import { standingLists } from '../ledger/rectification-read.js'
import { registry } from '../ledger/registry-store.js'
import type { PlainDate } from '../model/date.js'
import type { ProblemList } from '../model/rectification.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { calendarOf } from './calendar-file.js'
import { dayOption, findingNamed, today } from './findings-decide.js'
import { listDocument, listsText } from './rectify-documents.js'
import { type Shell, usage } from './shell.js'
import { countOption } from './values.js'

/** Working days that a unit has where nothing is said. */
const USUAL_DAYS = 10

/** Time zone in which days are counted. */
export function zoneOf(ledger: Ledger): string {
  return registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
}

/** The last day: given, or so many working days after a day. @throws UserFault where the calendar does not cover it */
export function dueDay(
  ledger: Ledger,
  from: PlainDate,
  given: { until?: string; days?: string },
): { dueOn: PlainDate; workingDays: number | null } {
  const until = dayOption(given.until)
  if (until !== null) return { dueOn: until, workingDays: null }
  const workingDays = countOption('--days', given.days) ?? USUAL_DAYS
  const calendar = calendarOf(registry(ledger).load().defaults.calendar ?? null)
  const dueOn = deadlineAfter(calendar, from, workingDays)
  if (dueOn === null) throw usage('rectify.no-calendar', { from, days: workingDays })
  return { dueOn, workingDays }
}

/** A list by its id, or the newest one of a unit or of a finding. @throws UserFault (exit status 2) */
export function listNamed(
  ledger: Ledger,
  name: string,
): { readonly list: ProblemList; readonly fingerprint: string | null } {
  const byId = problemList(ledger, name) ?? listProblemLists(ledger, name).at(-1) ?? null
  if (byId) return { list: byId, fingerprint: null }
  const finding = findingNamed(ledger, name)
  const list = listOfFinding(ledger, finding.fingerprint)
  if (!list) throw usage('rectify.not-listed', { finding: finding.no })
  return { list, fingerprint: finding.fingerprint }
}

/** Prints a list as it stands after something was recorded about it. */
export function tellList(shell: Shell, ledger: Ledger, id: string): void {
  const lists = standingLists(ledger, today(shell, ledger), zoneOf(ledger)).filter(
    ({ list }) => list.id === id,
  )
  shell.result({ lists: lists.map((one) => listDocument(shell, one)) }, () => listsText(shell, lists))
}
