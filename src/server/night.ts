/** The nightly run: monitoring of every unit, each night once, caught up where it was missed, taken up where it broke off. */
import { lastMark, putMark } from '../ledger/leases.js'
import { dueRechecks } from '../ledger/rectification-read.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns, type Run } from '../ledger/runs.js'
import { isCode } from '../model/code.js'
import { addDays, dayIn } from '../model/date.js'
import { clockIn, openUntil } from '../model/window.js'
import type { NightlyWindow } from '../model/window-schema.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import type { Office } from './office.js'
import type { Task } from './schedule.js'

const NIGHT = 'night'
const AGAIN = 'night-again'
/** Who the schedule's runs and rows say began them. */
export const SCHEDULE = 'schedule'
/** When a night begins where the workspace names no window. */
const USUAL_NIGHT: NightlyWindow = { from: '01:00', to: '06:00' }
/** A run that breaks off by itself is taken up so often in its night, and not at once. */
const MOST_TRIES = 3
const PAUSE_MS = 10 * 60_000
/** Among so many runs the newest nightly one is looked for. */
const LOOKED_THROUGH = 200

/**
 * The night that is due: the day on which the newest window began, in the portal's time zone.
 * @param now UTC milliseconds
 */
export function nightOf(window: NightlyWindow, timezone: string, now: number): string {
  const day = dayIn(timezone, now)
  return clockIn(timezone, now) >= window.from ? day : addDays(day, -1)
}

/** A night to begin; `at`: the assessment date of the run that is taken up again, null for a new one. */
export interface Night {
  readonly night: string
  readonly at: string | null
}

type Books = Pick<Office, 'ledger' | 'now' | 'activeRuns'>

/** The nightly run of this night, if it broke off and may be taken up now. */
function brokenOff({ ledger, now, activeRuns }: Books, nightAt: (instant: number) => string): Run | null {
  const last = listRuns(ledger, LOOKED_THROUGH).find(
    (run) => run.purpose === 'monitor' && run.actor === SCHEDULE && run.scope !== 'starts',
  )
  if (!last || activeRuns().has(last.id)) return null
  if (last.status !== 'running' && last.status !== 'interrupted') return null
  if (nightAt(last.startedAt) !== nightAt(now()) || now() - (last.finishedAt ?? 0) < PAUSE_MS) return null
  return triesOf(ledger, nightAt(now())) < MOST_TRIES ? last : null
}

function triesOf(ledger: Office['ledger'], night: string): number {
  const [day, tries] = (lastMark(ledger, AGAIN) ?? '').split(' ')
  return day === night ? Number(tries) : 0
}

/**
 * The night to begin now; null: none. One that was missed is begun as soon as the window is open again, or at once
 * where the workspace names no window. On a database without any mark the schedule begins with the next night.
 */
export function nightDue(books: Books): Night | null {
  const { ledger, now } = books
  const { defaults, units } = registry(ledger).load()
  const timezone = defaults.timezone ?? DEFAULT_TIMEZONE
  const named = defaults.politeness?.window
  const nightAt = (instant: number) => nightOf(named ?? USUAL_NIGHT, timezone, instant)
  const night = nightAt(now())
  const last = lastMark(ledger, NIGHT)
  if (last === null) putMark(ledger, NIGHT, night)
  if (last === null || units.length === 0) return null
  if (named && openUntil(named, timezone, now()) === null) return null
  if (last < night) return { night, at: null }
  const broken = brokenOff(books, nightAt)
  return broken && { night, at: broken.at }
}

/** Writes down that a night was begun, or taken up once more. */
function mark(ledger: Office['ledger'], { night, at }: Night): void {
  if (at === null) putMark(ledger, NIGHT, night)
  else putMark(ledger, AGAIN, `${night} ${triesOf(ledger, night) + 1}`)
}

/** After the night: findings of problem lists whose re-check is due today. */
async function recheckDue(office: Office): Promise<void> {
  const timezone = registry(office.ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
  const due = dueRechecks(office.ledger, dayIn(timezone, office.now()), timezone)
  const ours = due.filter((finding) => isCode(finding.code))
  if (ours.length > 0) await (await office.recheck(ours, SCHEDULE)).done
}

/** The task of the schedule that inspects every unit each night. */
export function nightTask(office: Office): Task {
  const { ledger, log } = office
  let nights = 0
  return {
    name: NIGHT,
    tick: async () => {
      const due = nightDue(office)
      if (due === null) return
      const request = { units: [], rubrics: [], period: null, maxPages: null, fresh: false }
      const run = await office.startInspection({
        ...request,
        at: due.at,
        purpose: 'monitor',
        actor: SCHEDULE,
      })
      mark(ledger, due)
      nights += 1
      log.info({ run: run.id, night: due.night, again: due.at !== null }, 'the nightly run began')
      await run.done
      await recheckDue(office)
    },
    figures: () => ({ schedule_nights_total: nights }),
  }
}
