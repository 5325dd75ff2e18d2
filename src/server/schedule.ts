/** The schedule: daily monitoring of every unit, each night once, caught up where a night was missed. */
import { hostname } from 'node:os'
import { Cron } from 'croner'
import { dropLease, holdLease, lastMark, putMark } from '../ledger/leases.js'
import { dueRechecks } from '../ledger/rectification-read.js'
import { registry } from '../ledger/registry-store.js'
import { isCode } from '../model/code.js'
import { addDays, dayIn } from '../model/date.js'
import { type NightlyWindow, openUntil } from '../model/window.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import type { Companion, Office } from './office.js'

const TASK = 'night'
const LEASE = 'scheduler'
const LEASE_MS = 90_000
/** When a night begins where the workspace names no window. */
const USUAL_NIGHT: NightlyWindow = { from: '01:00', to: '06:00' }

/** True for a process of this machine that lives no more: a server that was killed keeps nobody from starting it again. */
function isDead(holder: string): boolean {
  const [host, pid] = holder.split(' ')
  if (host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

function clockIn(timezone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/**
 * The night that is due: the day on which the newest window began, in the portal's time zone.
 * @param now UTC milliseconds
 */
export function nightOf(window: NightlyWindow, timezone: string, now: number): string {
  const day = dayIn(timezone, now)
  return clockIn(timezone, now) >= window.from ? day : addDays(day, -1)
}

/**
 * The night to begin now; null: none. One that was missed is begun as soon as the window is open again, or at once
 * where the workspace names no window. On a database without any mark the schedule begins with the next night.
 */
export function nightDue(office: Pick<Office, 'ledger' | 'now'>): string | null {
  const { ledger, now } = office
  const { defaults, units } = registry(ledger).load()
  const timezone = defaults.timezone ?? DEFAULT_TIMEZONE
  const named = defaults.politeness?.window
  const night = nightOf(named ?? USUAL_NIGHT, timezone, now())
  const last = lastMark(ledger, TASK)
  if (last === null) putMark(ledger, TASK, night)
  if (last === null || last >= night || units.length === 0) return null
  return named && openUntil(named, timezone, now()) === null ? null : night
}

/** After the night: findings of problem lists whose re-check is due today. */
async function recheckDue(office: Office): Promise<void> {
  const timezone = registry(office.ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
  const due = dueRechecks(office.ledger, dayIn(timezone, office.now()), timezone)
  const ours = due.filter((finding) => isCode(finding.code))
  if (ours.length > 0) await (await office.recheck(ours, 'schedule')).done
}

/**
 * Runs the schedule until it is stopped. The lease on the database is renewed as long as it lives.
 * @throws UserFault while another process runs the schedule of this database
 */
export function openSchedule(office: Office): Companion {
  const { ledger, log } = office
  const holder = `${hostname()} ${process.pid}`
  holdLease(ledger, LEASE, holder, LEASE_MS, isDead)
  let nights = 0
  let busy = false
  const tick = async () => {
    holdLease(ledger, LEASE, holder, LEASE_MS)
    const night = busy ? null : nightDue(office)
    if (night === null) return
    busy = true
    try {
      const request = { units: [], at: null, rubrics: [], period: null, maxPages: null, fresh: false }
      const run = await office.startInspection({ ...request, purpose: 'monitor', actor: 'schedule' })
      putMark(ledger, TASK, night)
      nights += 1
      log.info({ run: run.id, night }, 'the nightly run began')
      await run.done
      await recheckDue(office)
    } finally {
      busy = false
    }
  }
  // Every half minute: a machine that slept, or whose clock was set, still finds what is due.
  const cron = new Cron('*/30 * * * * *', () => {
    tick().catch((error: unknown) => log.error({ err: error }, 'the schedule failed; it is tried again'))
  })
  return {
    stop: async () => {
      cron.stop()
      dropLease(ledger, LEASE, holder)
    },
    figures: () => ({ schedule_nights_total: nights }),
  }
}
