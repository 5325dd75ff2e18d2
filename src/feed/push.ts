/** The push feed: each record is posted, signed, until it is accepted; in order per unit (contract §8). */
import { createHmac } from 'node:crypto'
import { feedRows } from '../ledger/feed-rows.js'
import type { Ledger } from '../ledger/open.js'
import {
  listReceivers,
  putStanding,
  type Receiver,
  receivers,
  type Standing,
  waitingUnits,
} from '../ledger/receivers.js'

/** Sends one body; gives the status that answered. Rejects when nothing did. */
export type PostRecord = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<number>

/** What pushing works with. */
export interface PushPorts {
  /** UTC milliseconds. */
  now(): number
  post: PostRecord
  /** True once nothing more is to be sent. */
  stopped(): boolean
  warn(facts: Readonly<Record<string, unknown>>, text: string): void
}

/** Records of one unit that are sent in one go before other units have their turn. */
const BATCH = 50
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 10 * 60_000

/** How long to wait after so many failures in a row: doubled each time, ten minutes at most. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS)
}

/** The signature header of a body: HMAC-SHA256 under the receiver's secret, hex. */
export function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

async function sendOne(receiver: Receiver, seq: number, json: string, ports: PushPorts): Promise<void> {
  const record = { id: String(seq), seq, ...(JSON.parse(json) as Record<string, unknown>) }
  const body = JSON.stringify(record)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-xuncha-id': record.id,
    'x-xuncha-signature': signatureOf(receiver.secret, body),
  }
  const status = await ports.post(receiver.url, headers, body)
  if (status < 200 || status > 299) throw new Error(`HTTP ${status}`)
}

/** Sends one unit's records in order; the first that is not accepted stops the unit until its next attempt is due. */
async function sendUnit(ledger: Ledger, receiver: Receiver, from: Standing, ports: PushPorts): Promise<void> {
  let standing = from
  for (const row of feedRows(ledger, { after: from.accepted, limit: BATCH, unit: from.unit })) {
    if (ports.stopped()) return
    try {
      await sendOne(receiver, row.seq, row.json, ports)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      const attempts = standing.attempts + 1
      const nextAt = ports.now() + waitAfter(attempts)
      putStanding(ledger, receiver.id, { ...standing, attempts, nextAt }, detail.slice(0, 300))
      ports.warn({ receiver: receiver.id, unit: from.unit, seq: row.seq, attempts, detail }, 'not accepted')
      return
    }
    standing = { unit: from.unit, accepted: row.seq, attempts: 0, nextAt: 0 }
    putStanding(ledger, receiver.id, standing, null)
  }
}

/** Sends what is due to every receiver. @returns true while more of it can be sent at once */
export async function pushDue(ledger: Ledger, ports: PushPorts): Promise<boolean> {
  for (const receiver of receivers(ledger))
    for (const standing of waitingUnits(ledger, receiver.id))
      if (standing.nextAt <= ports.now() && !ports.stopped())
        await sendUnit(ledger, receiver, standing, ports)
  return receivers(ledger).some((receiver) =>
    waitingUnits(ledger, receiver.id).some((one) => one.nextAt <= ports.now()),
  )
}

/** Records that wait for some receiver: what /metrics shows of a feed that is stuck. */
export function waitingRecords(ledger: Ledger): number {
  return listReceivers(ledger).reduce((sum, one) => sum + one.waiting, 0)
}
