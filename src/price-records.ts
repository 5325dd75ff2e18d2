/** Pricing what is registered outside the web: when it comes in, and whenever an inspection assesses its year. */
import { replyClock } from '../../calendar/reply-limit.js'
import type { Ledger } from '../../ledger/open.js'
import { openRecordEntries, type PricedRecords } from '../../ledger/record-entries.js'
import { listRecords } from '../../ledger/records.js'
import { registry } from '../../ledger/registry-store.js'
import type { PlainDate } from '../../model/date.js'
import type { OffWebRecord } from '../../model/record.js'
import type { Registry } from '../../model/workspace.js'
import { calendarOf } from '../calendar-file.js'
import type { Shell } from '../shell.js'
import { makeKnown, pricingRubric, rubricsOfYear } from './pricing.js'

const yearOf = (day: PlainDate): string => day.slice(0, 4)

/** Why a record costs nothing although it names a rule; an application answered in time never does. */
function sparing(
  held: Registry,
): (record: OffWebRecord) => { key: string; facts: Record<string, string | number> } | null {
  const calendar = calendarOf(held.defaults.calendar ?? null)
  return (record) => {
    if (record.passed === true) return { key: 'records.passed', facts: {} }
    if (record.type !== 'application' || record.received === null) return null
    const clock = replyClock({ ...record, received: record.received }, record.on, calendar)
    if (clock.late === null) return { key: 'records.clock-unknown', facts: { received: record.received } }
    const facts = { workingDays: clock.workingDays ?? 0, limit: clock.limit }
    return clock.late ? null : { key: 'records.in-time', facts }
  }
}

/** Prices records year by year, each year under the rubrics that assess it; `named` are added to them. */
export function priced(
  shell: Shell,
  ledger: Ledger,
  records: readonly OffWebRecord[],
  named: readonly string[],
): PricedRecords {
  const held = registry(ledger).load()
  const years = [...new Set(records.map((record) => yearOf(record.on)))].sort()
  const parts = years.map((year) => {
    const own = records.filter((record) => yearOf(record.on) === year)
    makeKnown(ledger, held, new Set(own.map((record) => record.unit)), `${year}-12-31`)
    return openRecordEntries(ledger, own, {
      rubrics: rubricsOfYear(ledger, year, named, shell).map(pricingRubric),
      actor: shell.actor,
      posting: held.defaults.posting ?? 'approval',
      spared: sparing(held),
    })
  })
  return {
    entries: parts.flatMap((part) => part.entries),
    unpriced: parts.flatMap((part) => part.unpriced),
  }
}

/** Opens what the year's records call for under rubrics that came into use after them. Nothing where there are none. */
export function priceRegistered(
  shell: Shell,
  ledger: Ledger,
  period: string,
  named: readonly string[],
): void {
  const records = listRecords(ledger, { period })
  if (records.length > 0) priced(shell, ledger, records, named)
}
