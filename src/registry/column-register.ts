/** Registered columns with their owners found, their addresses made absolute and their periods understood. */
import type { PlainDate } from '../model/date.js'
import type { SeriesEvery } from '../model/duty.js'
import type { ColumnRegistration } from '../model/site.js'
import type { ColumnEntry, RegisterRow, UnitEntry } from '../model/workspace.js'
import { foldName } from './references.js'

const DAYS_OF: readonly (readonly [RegExp, number])[] = [
  // Weekends and the longest public holidays lie between two working days.
  [/^(?:每?个?工作日|每天?个?工作日)(?:更新)?$/, 10],
  [/^(?:每[日天]|日)(?:更新)?$/, 3],
  [/^(?:每?[周星期]+|每?个?星期)(?:更新)?$/, 7],
  [/^(?:每?半个?月|双周)(?:更新)?$/, 16],
  [/^(?:每?个?月|月度)(?:更新)?$/, 31],
  [/^(?:每?个?季度?|季度)(?:更新)?$/, 92],
  [/^(?:每?半年度?)(?:更新)?$/, 184],
  [/^(?:每?年度?)(?:更新)?$/, 366],
]
const UNIT_DAYS: Readonly<Record<string, number>> = { 日: 1, 天: 1, 周: 7, 个月: 31, 月: 31, 年: 366 }

/** Days that a list may stay unchanged under an update frequency (更新频次); null where the words name no period (及时更新). */
export function daysOfFrequency(frequency: string): number | null {
  const plain = frequency
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[一1]次$|[/／]次$|更新[一1]次$/, '')
  const counted = /^(?:每)?(\d{1,4})(个?自然)?(日|天|周|个月|月|年)?(?:内)?(?:更新)?$/.exec(plain)
  if (counted) {
    const days = Number(counted[1]) * (UNIT_DAYS[counted[3] ?? '日'] ?? 1)
    return days > 0 && days <= 36_600 ? days : null
  }
  return DAYS_OF.find(([shape]) => shape.test(plain))?.[1] ?? null
}

const EVERY_DAYS: Readonly<Record<number, SeriesEvery>> = {
  31: 'month',
  92: 'quarter',
  184: 'half-year',
  366: 'year',
}

/** One column as registered by a holder: a platform, or a unit. */
export interface HeldColumn {
  readonly entry: ColumnEntry
  readonly from: 'pinned' | 'register'
}

function sameColumn(pinned: ColumnEntry, row: ColumnEntry, absolute: (url: string) => string): boolean {
  if (pinned.url !== undefined && row.url !== undefined) return absolute(pinned.url) === absolute(row.url)
  if (foldName(pinned.name) !== foldName(row.name)) return false
  return pinned.owner === undefined || row.owner === undefined || pinned.owner === row.owner
}

/** A holder's columns in force on a day: its own pins, then the rows of the imported register that no pin replaces. */
export function columnsInForce(
  pins: readonly ColumnEntry[],
  rows: readonly RegisterRow[],
  base: string,
  at: PlainDate,
): HeldColumn[] {
  const absolute = (url: string) => new URL(url, base).href
  const inForce = (entry: ColumnEntry) =>
    (entry.from === undefined || entry.from <= at) && (entry.until === undefined || at <= entry.until)
  const imported = rows.filter((row) => !pins.some((pin) => sameColumn(pin, row, absolute)))
  return [
    ...pins.filter(inForce).map((entry) => ({ entry, from: 'pinned' as const })),
    ...imported.filter(inForce).map(({ holder: _, ...entry }) => ({ entry, from: 'register' as const })),
  ]
}

/** The column as an inspection needs it. `ownerless` is who answers where no owner is written. */
export function registrationOf(
  held: HeldColumn,
  base: string,
  find: (name: string) => UnitEntry | 'ambiguous' | undefined,
  ownerless: string | null,
): ColumnRegistration {
  const { entry } = held
  const owner = entry.owner === undefined ? undefined : find(entry.owner)
  const usual = entry.frequency ? daysOfFrequency(entry.frequency) : null
  // A series is judged period by period, not once more by the age of its list.
  const days = entry.maxAgeDays ?? (entry.series ? null : usual)
  const every = usual === null || entry.series ? undefined : EVERY_DAYS[usual]
  return {
    name: entry.name,
    url: entry.url === undefined ? null : new URL(entry.url, base).href,
    role: entry.role ?? null,
    owner: entry.owner === undefined ? ownerless : typeof owner === 'object' ? owner.id : entry.owner,
    maxAgeDays: days,
    from: held.from,
    ...(entry.quarterlyItems ? { quarterlyItems: entry.quarterlyItems } : {}),
    ...(entry.from === undefined ? {} : { since: entry.from }),
    ...(entry.series ? { series: entry.series } : {}),
    ...(every === undefined ? {} : { everyMaybe: every }),
  }
}
