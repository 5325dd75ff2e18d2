/** Pricing what is registered outside the web: when it comes in, and whenever an inspection assesses its year. */

import type { WorkCalendar } from './calendar/calendar.js'
import { replyClock } from './calendar/reply-limit.js'
import type { Ledger } from './ledger/open.js'
import { openRecordEntries, type PricedRecords } from './ledger/record-entries.js'
import { listRecords } from './ledger/records.js'
import { registry } from './ledger/registry-store.js'
import type { PlainDate } from './model/date.js'
import type { OffWebRecord } from './model/record.js'
import { makeKnown, pricingRubric, rubricsOfYear, type Tell } from './pricing.js'

const yearOf = (day: PlainDate): string => day.slice(0, 4)

/** Why a record costs nothing although it names a rule; an application answered in time never does. */
function sparing(
  calendar: WorkCalendar,
): (record: OffWebRecord) => { key: string; facts: Record<string, string | number> } | null {
  return (record) => {
    if (record.passed === true) return { key: 'records.passed', facts: {} }
    if (record.type !== 'application' || record.received === null) return null
    const clock = replyClock({ ...record, received: record.received }, record.on, calendar)
    if (clock.late === null) return { key: 'records.clock-unknown', facts: { received: record.received } }
    const facts = { workingDays: clock.workingDays ?? 0, limit: clock.limit }
    return clock.late ? null : { key: 'records.in-time', facts }
  }
}

/** Under which rubrics beside the year's own, by whom, and what days work. */
export interface PricedBy {
  /** Rubrics named beside the workspace's and those that assess the year. */
  readonly rubrics: readonly string[]
  readonly actor: string
  readonly calendar: WorkCalendar
  readonly tell: Tell
}

/** Prices records year by year, each year under the rubrics that assess it. */
export function priceRecords(ledger: Ledger, records: readonly OffWebRecord[], by: PricedBy): PricedRecords {
  const held = registry(ledger).load()
  const years = [...new Set(records.map((record) => yearOf(record.on)))].sort()
  const parts = years.map((year) => {
    const own = records.filter((record) => yearOf(record.on) === year)
    makeKnown(ledger, held, new Set(own.map((record) => record.unit)), `${year}-12-31`)
    return openRecordEntries(ledger, own, {
      rubrics: rubricsOfYear(ledger, year, by.rubrics, by.tell).map(pricingRubric),
      actor: by.actor,
      posting: held.defaults.posting ?? 'approval',
      spared: sparing(by.calendar),
    })
  })
  return {
    entries: parts.flatMap((part) => part.entries),
    unpriced: parts.flatMap((part) => part.unpriced),
  }
}

/** Opens what the year's records call for under rubrics that came into use after them. Nothing where there are none. */
export function priceRegistered(ledger: Ledger, period: string, by: PricedBy): void {
  const records = listRecords(ledger, { period })
  if (records.length > 0) priceRecords(ledger, records, by)
}
