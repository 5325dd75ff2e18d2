/** Receivers of the push feed, and how far each is with each unit's records. */
import { UserFault } from '../model/error.js'
import type { Ledger } from './open.js'

/** A receiver as deliveries need it. */
export interface Receiver {
  readonly id: string
  readonly url: string
  /** Key of the HMAC that signs what is sent. */
  readonly secret: string
}

/** Adds a receiver; it is told everything from the first record on. Throws UserFault (2) for a bad address or a taken name. */
export function addReceiver(ledger: Ledger, given: Receiver & { readonly actor: string }): void {
  ledger.immediate(() => {
    if (!/^https?:\/\/[^\s]+$/.test(given.url) || !URL.canParse(given.url))
      throw new UserFault('server.receiver-url', { url: given.url }, 2)
    if (ledger.sql('SELECT 1 FROM receivers WHERE id = ?').get(given.id))
      throw new UserFault('server.receiver-taken', { name: given.id }, 2)
    ledger
      .sql('INSERT INTO receivers (id, url, secret, created_by, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(given.id, given.url, given.secret, given.actor, ledger.now())
  })
}

/** Receivers that are not removed, by name. */
export function receivers(ledger: Ledger): Receiver[] {
  return ledger
    .sql('SELECT id, url, secret FROM receivers WHERE removed_at IS NULL ORDER BY id')
    .all() as Receiver[]
}

/** A receiver as it is listed: without its key, with what still waits and what last went wrong. */
export interface ListedReceiver {
  readonly id: string
  readonly url: string
  readonly waiting: number
  readonly error: string | null
}

/** Receivers with what still waits for each. */
export function listReceivers(ledger: Ledger): ListedReceiver[] {
  return ledger
    .sql(
      `SELECT r.id, r.url,
        (SELECT count(*) FROM feed f LEFT JOIN deliveries d ON d.receiver = r.id AND d.unit = coalesce(f.unit, '')
          WHERE f.seq > coalesce(d.accepted, 0)) AS waiting,
        (SELECT d.error FROM deliveries d WHERE d.receiver = r.id AND d.error IS NOT NULL LIMIT 1) AS error
        FROM receivers r WHERE r.removed_at IS NULL ORDER BY r.id`,
    )
    .all() as ListedReceiver[]
}

/** Receivers that have refused one unit's next record so many times in a row. */
export function stuckReceivers(ledger: Ledger, attempts: number): ListedReceiver[] {
  const stuck = new Set(
    ledger
      .sql('SELECT DISTINCT receiver FROM deliveries WHERE attempts >= ?')
      .pluck()
      .all(attempts) as string[],
  )
  return stuck.size === 0 ? [] : listReceivers(ledger).filter((one) => stuck.has(one.id))
}

function known(ledger: Ledger, id: string): void {
  if (!ledger.sql('SELECT 1 FROM receivers WHERE id = ? AND removed_at IS NULL').get(id))
    throw new UserFault('server.unknown-receiver', { name: id }, 2)
}

/** Ends a receiver. Throws UserFault (2) for one that there is not. */
export function removeReceiver(ledger: Ledger, id: string): void {
  ledger.immediate(() => {
    known(ledger, id)
    ledger.sql('UPDATE receivers SET removed_at = ? WHERE id = ?').run(ledger.now(), id)
  })
}

/** How far a receiver is with one unit's records: `unit` '' for those of no unit. */
export interface Standing {
  readonly unit: string
  /** Number of the last record that it accepted. */
  readonly accepted: number
  /** Failed attempts in a row, and when the next one is due (UTC milliseconds). */
  readonly attempts: number
  readonly nextAt: number
}

/** Units with records that the receiver has not accepted, each with where it stands. */
export function waitingUnits(ledger: Ledger, receiver: string): Standing[] {
  return ledger
    .sql(
      `SELECT coalesce(f.unit, '') AS unit, coalesce(d.accepted, 0) AS accepted, coalesce(d.attempts, 0) AS attempts,
          coalesce(d.next_at, 0) AS nextAt
        FROM feed f LEFT JOIN deliveries d ON d.receiver = ? AND d.unit = coalesce(f.unit, '')
        GROUP BY coalesce(f.unit, '') HAVING max(f.seq) > coalesce(d.accepted, 0) ORDER BY min(f.seq)`,
    )
    .all(receiver) as Standing[]
}

/** Keeps where a receiver stands with a unit; `error` null after a success. */
export function putStanding(
  ledger: Ledger,
  receiver: string,
  standing: Standing,
  error: string | null,
): void {
  ledger.immediate(() =>
    ledger
      .sql(
        `INSERT INTO deliveries (receiver, unit, accepted, attempts, next_at, error) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (receiver, unit) DO UPDATE SET accepted = excluded.accepted, attempts = excluded.attempts,
            next_at = excluded.next_at, error = excluded.error`,
      )
      .run(receiver, standing.unit, standing.accepted, standing.attempts, standing.nextAt, error),
  )
}

/** Sends a receiver everything after a number again; repeats are told by their ids. */
export function replayFrom(ledger: Ledger, receiver: string, after: number): void {
  ledger.immediate(() => {
    known(ledger, receiver)
    ledger
      .sql(
        `UPDATE deliveries SET accepted = min(accepted, ?), attempts = 0, next_at = 0, error = NULL WHERE receiver = ?`,
      )
      .run(after, receiver)
  })
}
