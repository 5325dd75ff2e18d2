/** Wall-clock times of a time zone as instants. */

const FIELDS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const

/** What a clock in the zone shows at the instant, as if it were UTC. */
function wallClock(timezone: string, instant: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    ...FIELDS,
  }).formatToParts(instant))
    part[type] = Number(value)
  return Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  )
}

/** UTC milliseconds of a local time `2026-10-01T22:00` in an IANA zone; a time that a clock change skips is read as the later one. */
export function instantOf(local: string, timezone: string): number {
  const asUtc = Date.parse(`${local.replace(' ', 'T')}Z`)
  const first = asUtc - (wallClock(timezone, asUtc) - asUtc)
  return asUtc - (wallClock(timezone, first) - first)
}
