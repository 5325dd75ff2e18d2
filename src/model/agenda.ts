/** The assessment calendar (考核日程): what is due by when, who owes it, and how near or late it is. */
import { addDays, daysBetween, type PlainDate } from './date.js'

/**
 * problem-list: confirmed problems of a month stand on no list (每月问题清单). bucket-end: a month, quarter or year of an
 * assessment ends. feedback: units may answer until then. rectification: a problem list is to be done. dispute: one is
 * to be decided.
 */
const AGENDA_KINDS = ['problem-list', 'bucket-end', 'feedback', 'rectification', 'dispute'] as const
export type AgendaKind = (typeof AGENDA_KINDS)[number]

/** Something that is due. */
export interface Duty {
  readonly kind: AgendaKind
  /** What it is about: month, `ASSESSMENT BUCKET`, number of the list or the dispute. */
  readonly subject: string
  /** Unit that owes it; null: the office. */
  readonly unit: string | null
  readonly due: PlainDate
  /** How many findings or units are concerned. */
  readonly count: number
}

/** Working days after `from` up to and including `to`; null where no calendar covers them. */
export type WorkdaysBetween = (from: PlainDate, to: PlainDate) => number | null

/** A duty as it stands on a day. */
export interface AgendaItem extends Duty {
  readonly state: 'ahead' | 'soon' | 'late'
  /** Working days that are left, or that it is late by as a negative number; null where no calendar covers them. */
  readonly workingDays: number | null
}

/** So many working days before the day it is told as near. */
const SOON_WORKING_DAYS = 3
/** What is due later than that is not yet shown. */
const HORIZON_DAYS = 45

/** The duties of the next weeks and those that are late, the most urgent first. */
export function agendaOn(duties: Iterable<Duty>, today: PlainDate, between: WorkdaysBetween): AgendaItem[] {
  const items: AgendaItem[] = []
  for (const duty of duties) {
    if (duty.due > addDays(today, HORIZON_DAYS)) continue
    const late = duty.due < today
    const days = late ? between(duty.due, today) : between(today, duty.due)
    // Without a calendar days are days: told too early rather than not at all.
    const near = (days ?? daysBetween(today, duty.due)) <= SOON_WORKING_DAYS
    items.push({
      ...duty,
      state: late ? 'late' : near ? 'soon' : 'ahead',
      workingDays: days === null ? null : late ? -days || 0 : days,
    })
  }
  const key = (item: AgendaItem) => `${item.due} ${item.kind} ${item.subject}`
  return items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
