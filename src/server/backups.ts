/** The daily backup: one verified copy a day into a folder, the oldest of them removed when a new one stands. */
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { lastMark, putMark } from '../ledger/leases.js'
import { registry } from '../ledger/registry-store.js'
import { dayIn } from '../model/date.js'
import { clockIn } from '../model/window.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { detailOf, tellFault } from './notices.js'
import type { Office } from './office.js'
import type { Task } from './schedule.js'

const BACKUP = 'backup'
/** After the night: a copy of the day holds what the night found. */
const FROM = '06:30'
/** A copy that failed is tried again so much later. */
const AGAIN_MS = 30 * 60_000
/** Only files that this task named are ever removed. */
const OURS = /^xuncha-\d{4}-\d\d-\d\d\.db$/

/** Removes the oldest copies beyond so many. @returns the names that are gone */
export function rotate(folder: string, keep: number): string[] {
  const ours = readdirSync(folder)
    .filter((name) => OURS.test(name))
    .sort()
  const old = ours.slice(0, Math.max(0, ours.length - keep))
  for (const name of old) rmSync(join(folder, name), { force: true })
  return old
}

/** How copies are taken. */
export interface Backups {
  readonly folder: string
  /** How many are kept, at least one. */
  readonly keep: number
  /** Copies and verifies; rejects where the copy is not good. */
  take(file: string): Promise<void>
}

/** The task of the schedule that takes a copy each day. Nothing old is removed before the new copy stands. */
export function backupTask(office: Office, { folder, keep, take }: Backups): Task {
  const { ledger, now, log } = office
  let failedAt = Number.NEGATIVE_INFINITY
  return {
    name: BACKUP,
    tick: async () => {
      const timezone = registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
      const day = dayIn(timezone, now())
      if (clockIn(timezone, now()) < FROM || (lastMark(ledger, BACKUP) ?? '') >= day) return
      if (now() - failedAt < AGAIN_MS) return
      const file = join(folder, `xuncha-${day}.db`)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        await take(file)
        // It holds what the database holds: keys of receivers, accounts.
        chmodSync(file, 0o600)
      } catch (error) {
        failedAt = now()
        log.error({ file, err: error }, 'the daily backup failed')
        tellFault(office, 'backup-failed', BACKUP, { detail: detailOf(error) })
        return
      }
      putMark(ledger, BACKUP, day)
      const removed = rotate(folder, keep)
      log.info({ file, removed: removed.length }, 'the daily backup was taken')
    },
    figures: () => {
      const last = lastMark(ledger, BACKUP)
      return last === null ? {} : { backup_last_day_seconds: Date.parse(`${last}T00:00:00Z`) / 1000 }
    },
  }
}
