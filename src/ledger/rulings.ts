/** What a person decided about a finding, and what the office exempted beforehand: both last (contract §7). */
import type { PlainDate } from '../model/date.js'
import type { UnitSpec } from '../model/site.js'
import type { JudgedFinding } from './judged.js'
import type { Ledger } from './open.js'
import { columnOf, foldName } from './share-columns.js'

/** A ruling: `dismissed` until its day, or `problem` on what nobody could tell. */
export interface Ruling {
  readonly fingerprint: string
  readonly ruling: 'dismissed' | 'problem'
  readonly reason: string
  /** Last day on which it holds; null: for good. */
  readonly until: PlainDate | null
  readonly actor: string
  readonly second: string | null
}

/** Records a ruling; the finding takes its state at once where it is known. */
export function addRuling(ledger: Ledger, ruling: Ruling): void {
  ledger.immediate(() => {
    ledger
      .sql(
        'INSERT INTO rulings (fingerprint, ruling, reason, until, actor, second, ruled_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        ruling.fingerprint,
        ruling.ruling,
        ruling.reason,
        ruling.until,
        ruling.actor,
        ruling.second,
        ledger.now(),
      )
    if (ruling.ruling === 'dismissed')
      ledger
        .sql(`UPDATE findings SET state = 'dismissed', dismissal = ? WHERE fingerprint = ?`)
        .run(ruling.reason, ruling.fingerprint)
  })
}

/** The latest ruling on a fingerprint that holds on the day, or null. */
export function rulingOn(ledger: Ledger, fingerprint: string, day: PlainDate): Ruling | null {
  const row = ledger
    .sql(
      `SELECT fingerprint, ruling, reason, until, actor, second FROM rulings WHERE fingerprint = ?
        ORDER BY id DESC LIMIT 1`,
    )
    .get(fingerprint) as Ruling | undefined
  return row && (row.until === null || day <= row.until) ? row : null
}

/** Everything that people ruled on a fingerprint, in order; `ruledAt` in UTC milliseconds. */
export function rulingsOf(ledger: Ledger, fingerprint: string): (Ruling & { readonly ruledAt: number })[] {
  return ledger
    .sql(
      `SELECT fingerprint, ruling, reason, until, actor, second, ruled_at AS ruledAt FROM rulings
        WHERE fingerprint = ? ORDER BY id`,
    )
    .all(fingerprint) as (Ruling & { readonly ruledAt: number })[]
}

/**
 * The reason of the unit's exemption that covers a finding on the day, or null. An exemption names a column, a code,
 * both, or neither: then it covers the unit.
 */
export function exemptionOf(unit: UnitSpec | null, finding: JudgedFinding, day: PlainDate): string | null {
  const column = columnOf(finding)
  const folded = column === null ? null : foldName(column)
  const covering = unit?.exemptions.find(
    (exemption) =>
      (exemption.until === null || day <= exemption.until) &&
      (exemption.code === null || exemption.code === finding.code) &&
      (exemption.column === null || foldName(exemption.column) === folded),
  )
  if (!covering) return null
  return covering.document === null ? covering.basis : `${covering.basis}（${covering.document}）`
}
