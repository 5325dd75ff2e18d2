/** The outbox of notices: each cause once in a day, kept until every way has taken it. */
import type { PlainDate } from '../model/date.js'
import type { NoticeKind } from '../model/notify.js'
import type { Ledger } from './open.js'

/** What a sentence about it is rendered from. */
export type NoticeFacts = Readonly<Record<string, string | number | null>>

/** Something to be told. */
export interface NewNotice {
  /** What it comes from: the same cause is told once a day. */
  readonly cause: string
  readonly day: PlainDate
  readonly kind: NoticeKind
  readonly facts: NoticeFacts
}

/** A notice as it is kept; `createdAt` in UTC milliseconds. */
export interface Notice extends NewNotice {
  readonly no: number
  readonly createdAt: number
}

interface NoticeRow {
  readonly no: number
  readonly cause: string
  readonly day: string
  readonly kind: NoticeKind
  readonly facts: string
  readonly createdAt: number
}

const COLUMNS = 'no, cause, day, kind, facts, created_at AS createdAt'
const asNotice = (row: NoticeRow): Notice => ({ ...row, facts: JSON.parse(row.facts) as NoticeFacts })

/** Puts a notice into the outbox; false where the cause was told on that day already. */
export function putNotice(ledger: Ledger, { cause, day, kind, facts }: NewNotice): boolean {
  return ledger.immediate(
    () =>
      ledger
        .sql(
          'INSERT INTO notices (cause, day, kind, facts, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        )
        .run(cause, day, kind, JSON.stringify(facts), ledger.now()).changes > 0,
  )
}

/** Notices, newest first. */
export function listNotices(ledger: Ledger, most = 200): Notice[] {
  const rows = ledger.sql(`SELECT ${COLUMNS} FROM notices ORDER BY no DESC LIMIT ?`).all(most)
  return (rows as NoticeRow[]).map(asNotice)
}

/** A notice that a way has not taken yet. */
export interface Waiting {
  readonly notice: Notice
  readonly attempts: number
}

const DAY_MS = 86_400_000
/** What nobody could be told in three days is no news any more. */
const NEWS_MS = 3 * DAY_MS
const KEPT_MS = 400 * DAY_MS

/** Notices that are due to go out by a way, oldest first, at most 50; what is older than three days is no news any more. */
export function waitingNotices(ledger: Ledger, way: string, now: number): Waiting[] {
  const rows = ledger
    .sql(
      `SELECT n.no, n.cause, n.day, n.kind, n.facts, n.created_at AS createdAt, coalesce(d.attempts, 0) AS attempts
        FROM notices n LEFT JOIN notice_deliveries d ON d.notice = n.no AND d.way = ?
        WHERE d.done_at IS NULL AND coalesce(d.next_at, 0) <= ? AND n.created_at >= ? ORDER BY n.no LIMIT 50`,
    )
    .all(way, now, now - NEWS_MS) as (NoticeRow & { attempts: number })[]
  return rows.map(({ attempts, ...row }) => ({ notice: asNotice(row), attempts }))
}

/** How sending by a way went: `error` null where it was taken, else it is tried again at `nextAt`. */
export function putDelivery(
  ledger: Ledger,
  given: {
    readonly notice: number
    readonly way: string
    readonly attempts: number
    readonly nextAt: number
    readonly error: string | null
  },
): void {
  const done = given.error === null ? ledger.now() : null
  ledger.immediate(() =>
    ledger
      .sql(
        `INSERT INTO notice_deliveries (notice, way, attempts, next_at, done_at, error) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (notice, way) DO UPDATE SET attempts = excluded.attempts, next_at = excluded.next_at,
            done_at = excluded.done_at, error = excluded.error`,
      )
      .run(given.notice, given.way, given.attempts, given.nextAt, done, given.error),
  )
}

/** How many deliveries have failed and wait to be tried again, and what the last one failed of. */
export function failingDeliveries(
  ledger: Ledger,
  now: number,
): { readonly count: number; readonly error: string | null } {
  const since = now - NEWS_MS
  return ledger
    .sql(
      `SELECT count(*) AS count, max(d.error) AS error FROM notice_deliveries d JOIN notices n ON n.no = d.notice
        WHERE d.done_at IS NULL AND n.created_at >= ?`,
    )
    .get(since) as { count: number; error: string | null }
}

/** Lets go of notices that are older than 400 days. */
export function dropOldNotices(ledger: Ledger, now: number): void {
  const before = now - KEPT_MS
  ledger.immediate(() => {
    ledger
      .sql('DELETE FROM notice_deliveries WHERE notice IN (SELECT no FROM notices WHERE created_at < ?)')
      .run(before)
    ledger.sql('DELETE FROM notices WHERE created_at < ?').run(before)
  })
}
