/** The nightly window: between which hours a platform may be asked, in its own time zone. */
import type { NightlyWindow } from './window-schema.js'

const DAY_MINUTES = 24 * 60

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

/** The clock of a time zone at an instant, HH:MM. */
export function clockIn(timezone: string, at: number): string {
  const options = { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-GB', options).format(at)
}

/** Minutes since midnight, with their fraction, on the clocks of a time zone. */
function minutesIn(timezone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  const [hours = 0, minutes = 0, seconds = 0] = parts.split(':').map(Number)
  return hours * 60 + minutes + seconds / 60
}

/**
 * Until when the window is open at an instant; null where it is closed.
 * @param at UTC milliseconds, as is what is returned
 */
export function openUntil(window: NightlyWindow, timezone: string, at: number): number | null {
  const [from, to, now] = [minutesOf(window.from), minutesOf(window.to), minutesIn(timezone, at)]
  const length = (to - from + DAY_MINUTES) % DAY_MINUTES
  const since = (now - from + DAY_MINUTES) % DAY_MINUTES
  return since < length ? at + Math.round((length - since) * 60_000) : null
}
