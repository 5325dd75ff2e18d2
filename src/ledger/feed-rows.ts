/** The feed as the database holds it: records frozen as they are first told, and what was told of each entry's effect. */
import { z } from 'zod'
import type { LedgerRow } from '../model/ledger.js'
import type { Ledger } from './open.js'
import { ledgerRows } from './rows.js'

/** One record of the feed as it is kept. `seq` counts from 1 without gaps. */
export interface FeedRow {
  readonly seq: number
  readonly unit: string | null
  /** The record without `seq`, as JSON. */
  readonly json: string
}

/** What is added: the ledger row that caused it, and the record. */
export interface NewFeedRow {
  readonly ledgerSeq: number
  readonly unit: string | null
  readonly record: Readonly<Record<string, unknown>>
}

/** Ledger rows that the feed has not told yet, in order. */
export function untoldRows(ledger: Ledger): LedgerRow[] {
  const told = ledger.sql('SELECT coalesce(max(ledger_seq), 0) FROM feed').pluck().get() as number
  return [...ledgerRows(ledger, told)]
}

/** Appends records; within the transaction that is open. */
export function addFeedRows(ledger: Ledger, rows: readonly NewFeedRow[]): void {
  const last = ledger.sql('SELECT coalesce(max(seq), 0) FROM feed').pluck().get() as number
  const put = ledger.sql('INSERT INTO feed (seq, ledger_seq, unit, json) VALUES (?, ?, ?, ?)')
  rows.forEach((row, index) => {
    put.run(last + index + 1, row.ledgerSeq, row.unit, JSON.stringify(row.record))
  })
}

/** Which records. */
export interface FeedFilter {
  readonly after: number
  readonly limit: number
  /** Only this unit's records; '' those that are no unit's; absent: all. */
  readonly unit?: string
}

/** Records in order of `seq`. */
export function feedRows(ledger: Ledger, { after, limit, unit }: FeedFilter): FeedRow[] {
  const own = unit === undefined ? '' : "AND coalesce(unit, '') = @unit"
  return ledger
    .sql(`SELECT seq, unit, json FROM feed WHERE seq > @after ${own} ORDER BY seq LIMIT @limit`)
    .all(unit === undefined ? { after, limit } : { after, limit, unit }) as FeedRow[]
}

/** Number of the last record; 0 while there is none. */
export function feedHead(ledger: Ledger): number {
  return ledger.sql('SELECT coalesce(max(seq), 0) FROM feed').pluck().get() as number
}

/** What the feed has told of an entry's effect, in hundredths; null: nothing yet. */
export function toldEffect(ledger: Ledger, entry: string): number | null {
  const held: unknown = ledger.sql('SELECT effective FROM feed_effects WHERE entry = ?').pluck().get(entry)
  return z
    .number()
    .nullable()
    .parse(held ?? null)
}

/** Keeps what is told of an entry's effect. */
export function putEffect(ledger: Ledger, entry: string, effective: number): void {
  ledger
    .sql(
      `INSERT INTO feed_effects (entry, effective) VALUES (?, ?)
        ON CONFLICT (entry) DO UPDATE SET effective = excluded.effective`,
    )
    .run(entry, effective)
}
