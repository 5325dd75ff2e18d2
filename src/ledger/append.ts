/** Appending to the ledger: the one INSERT, chained and idempotent by key (contract §7, §9). */
import { canonicalJson, sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { LEDGER_COLUMNS, type LedgerRow, ledgerHash, ledgerRowSchema } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import type { Ledger } from './open.js'
import { rowByKey } from './rows.js'

/** What the caller says of a row; what it leaves out is null. The ledger adds number, time, previous hash and hash. */
export type NewRow = Pick<LedgerRow, 'kind' | 'decidedBy' | 'actor'> &
  Partial<Omit<LedgerRow, 'kind' | 'decidedBy' | 'actor' | 'seq' | 'v' | 'recordedAt' | 'prev' | 'hash'>>

/** The row as the ledger holds it; `added` false: it was there already. */
export interface Appended {
  readonly row: LedgerRow
  readonly added: boolean
}

/** What makes two entries the same. `bucket` is 'Y' where the cap binds per year. */
export interface EntryIdentity {
  readonly assessment: string
  readonly bucket: string
  readonly unit: string
  readonly rubric: string
  readonly indicator: string
  readonly rule: string
  /** Fingerprint, a record's id, or a metric's renewal number. */
  readonly occurrence: string
}

const GENESIS = '0'.repeat(64)

/** Idempotency key of an entry: no version, run, time or evidence is in it. */
export function entryKey(of: EntryIdentity): string {
  return sha256(
    canonicalJson([
      'xuncha/entry/1',
      of.assessment,
      of.bucket,
      of.unit,
      of.rubric,
      of.indicator,
      of.rule,
      of.occurrence,
    ]),
  )
}

/** Public id of an entry. */
export function entryId(key: string): string {
  return `e-${key.slice(0, 16)}`
}

/** True when the two rows would open the same entry with the same content. */
export function samePayload(
  a: Pick<NewRow, 'kind' | 'points' | 'clause'>,
  b: Pick<NewRow, 'kind' | 'points' | 'clause'>,
): boolean {
  return (
    a.kind === b.kind &&
    (a.points ?? null) === (b.points ?? null) &&
    (a.clause ?? null) === (b.clause ?? null)
  )
}

/** A row's payload in one line, for a person who compares. */
export function payloadText(row: Pick<NewRow, 'kind' | 'points' | 'clause'>): string {
  return [row.kind, formatPoints(row.points ?? 0), row.clause ?? ''].join(' ').trim()
}

const INSERT = `INSERT INTO ledger (${LEDGER_COLUMNS.map(([, column]) => column).join(', ')})
  VALUES (${LEDGER_COLUMNS.map(([field]) => `@${field}`).join(', ')})`

/**
 * Appends one row, in the open transaction or in one of its own. A key that the ledger holds with the same
 * (kind, points, clause) adds nothing and gives the held row; with another payload it throws UserFault.
 */
export function append(ledger: Ledger, given: NewRow): Appended {
  return ledger.immediate(() => {
    const held = given.key ? rowByKey(ledger, given.key) : null
    if (held) {
      if (samePayload(held, given)) return { row: held, added: false }
      const facts = { entry: held.entry ?? '', held: payloadText(held), given: payloadText(given) }
      throw new UserFault('ledger.conflict', facts)
    }
    const last = ledger.sql('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined
    const row: Omit<LedgerRow, 'hash'> = {
      entry: null,
      key: null,
      assessment: null,
      bucket: null,
      unit: null,
      rubric: null,
      rubricVersion: null,
      indicator: null,
      rule: null,
      occurrence: null,
      points: null,
      clause: null,
      arithmetic: null,
      finding: null,
      evidence: null,
      reason: null,
      run: null,
      ...given,
      seq: (last?.seq ?? 0) + 1,
      v: 1,
      recordedAt: ledger.now(),
      prev: last?.hash ?? GENESIS,
    }
    const complete = ledgerRowSchema.parse({ ...row, hash: ledgerHash(row) })
    ledger.sql(INSERT).run(complete)
    return { row: complete, added: true }
  })
}
