/** When observations confirm a finding: agreement at once, or several of them on several days (contract §7). */
import type { PlainDate } from '../model/date.js'
import type { Confirm } from '../model/workspace.js'
import { traitsOf } from './judged.js'

/** How one code is confirmed. */
export interface ConfirmRule {
  readonly observations: number
  /** Distinct clock days in the unit's time zone. */
  readonly days: number
  /** Only observations between 9:00 and 17:00 count. */
  readonly workingHours: boolean
  /** Distinct vantage points. */
  readonly vantages: number
}

/** One observation: the clock's day and minute of the day, in the unit's time zone. */
export interface ObservedAt {
  readonly day: PlainDate
  readonly minute: number
}

/** The same with where it was looked from. */
export interface Observed extends ObservedAt {
  readonly vantage: string
}

const AT_ONCE: ConfirmRule = { observations: 1, days: 1, workingHours: false, vantages: 1 }
const SEVERAL_DAYS: ConfirmRule = { observations: 3, days: 2, workingHours: true, vantages: 1 }
const OPENS_MINUTE = 9 * 60
const CLOSES_MINUTE = 17 * 60

/**
 * Codes read off a page are confirmed at once; reachability codes by the setting; a setting for a code prevails. Vantage
 * points that must agree are asked of both: what a page shows may depend on who looks, too.
 */
export function confirmRule(code: string, setting: Confirm): ConfirmRule {
  if (setting === 'immediate') return AT_ONCE
  const own = (setting.codes as Readonly<Record<string, Partial<ConfirmRule> | undefined>> | undefined)?.[
    code
  ]
  const general =
    traitsOf(code).confirmedBy === 'reachability'
      ? { ...SEVERAL_DAYS, ...given(setting) }
      : { ...AT_ONCE, ...given({ vantages: setting.vantages }) }
  return { ...general, ...given(own ?? {}) }
}

function given(setting: {
  readonly observations?: number | undefined
  readonly days?: number | undefined
  readonly workingHours?: boolean | undefined
  readonly vantages?: number | undefined
}): Partial<ConfirmRule> {
  return {
    ...(setting.observations === undefined ? {} : { observations: setting.observations }),
    ...(setting.days === undefined ? {} : { days: setting.days }),
    ...(setting.workingHours === undefined ? {} : { workingHours: setting.workingHours }),
    ...(setting.vantages === undefined ? {} : { vantages: setting.vantages }),
  }
}

/** True when the observations confirm. */
export function isConfirmed(rule: ConfirmRule, observations: readonly Observed[]): boolean {
  const within = rule.workingHours
    ? observations.filter(({ minute }) => minute >= OPENS_MINUTE && minute < CLOSES_MINUTE)
    : observations
  return (
    within.length >= rule.observations &&
    new Set(within.map(({ day }) => day)).size >= rule.days &&
    new Set(within.map(({ vantage }) => vantage)).size >= rule.vantages
  )
}

/** Making a formatter is dear, and there are few time zones. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(timezone, made)
  return made
}

/** Day and minute of an instant (UTC milliseconds) in a time zone. */
export function observedAt(instantMs: number, timezone: string): ObservedAt {
  const parts = new Map(
    clockOf(timezone)
      .formatToParts(new Date(instantMs))
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  }
}
