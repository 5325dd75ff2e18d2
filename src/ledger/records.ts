/** Records from outside the web as the database keeps them: they are added, never changed (contract §1, §9). */
import { UserFault } from '../model/error.js'
import { type NewRecord, type OffWebRecord, type RecordType, recordSchema } from '../model/record.js'
import type { ScoredUnit, Standing } from '../model/scoring.js'
import type { Ledger } from './open.js'

/** Who brings records in, and how. */
export interface BroughtBy {
  readonly actor: string
  readonly decidedBy: 'person' | 'import'
}

/** True where a record of this id is registered. */
export function isRecordKnown(ledger: Ledger, id: string): boolean {
  return ledger.sql('SELECT 1 FROM records WHERE id = ?').get(id) !== undefined
}

/**
 * Registers records: all of them or none. Throws UserFault (exit status 2) for an id that is taken, and for a second
 * list of the same name and day.
 */
export function addRecords(ledger: Ledger, records: readonly NewRecord[], by: BroughtBy): OffWebRecord[] {
  return ledger.immediate(() => {
    const ranked = ledger.sql(`SELECT 1 FROM records WHERE type = 'rank' AND list = ? AND happened_on = ?`)
    const again = records.find(
      (record) => record.type === 'rank' && ranked.get(record.list, record.on) !== undefined,
    )
    if (again) throw new UserFault('ledger.rank-known', { list: again.list ?? '', on: again.on }, 2)
    const put = ledger.sql(
      'INSERT INTO records (id, unit, type, happened_on, list, json, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    return records.map((given) => {
      if (isRecordKnown(ledger, given.id)) throw new UserFault('ledger.record-known', { id: given.id }, 2)
      const record = recordSchema.parse({ ...given, ...by, recordedAt: ledger.now() })
      put.run(
        record.id,
        record.unit,
        record.type,
        record.on,
        record.list,
        JSON.stringify(record),
        record.recordedAt,
      )
      return record
    })
  })
}

/** Which records; what is left out does not narrow. */
export interface RecordFilter {
  readonly unit?: string
  readonly type?: RecordType
  /** A calendar year. */
  readonly period?: string
}

/** Records by day, then in the order in which they came. */
export function listRecords(ledger: Ledger, filter: RecordFilter = {}): OffWebRecord[] {
  const rows = ledger
    .sql(
      `SELECT json FROM records WHERE (@unit IS NULL OR unit = @unit) AND (@type IS NULL OR type = @type)
        AND (@period IS NULL OR substr(happened_on, 1, 4) = @period) ORDER BY happened_on, seq`,
    )
    .pluck()
    .all({
      unit: filter.unit ?? null,
      type: filter.type ?? null,
      period: filter.period ?? null,
    }) as string[]
  return rows.map((json) => recordSchema.parse(JSON.parse(json)))
}

/** The ranked lists among records, each of one name and day; units by id. */
export function standingsOf(records: readonly OffWebRecord[]): Standing[] {
  const lists = new Map<string, OffWebRecord[]>()
  for (const record of records) {
    if (record.type !== 'rank') continue
    const id = `${record.list}@${record.on}`
    const held = lists.get(id)
    if (held) held.push(record)
    else lists.set(id, [record])
  }
  return [...lists].map(([id, rows]) => ({
    list: rows[0]?.list ?? '',
    record: id,
    on: rows[0]?.on ?? '',
    rows: rows
      .map(({ unit, place, value }) => ({ unit, place, value }))
      .sort((a, b) => (a.unit < b.unit ? -1 : 1)),
  }))
}

/** Makes units known that were never inspected, so that they can be scored; those that are known stay as they are. */
export function knowUnits(ledger: Ledger, units: readonly ScoredUnit[]): void {
  const put = ledger.sql('INSERT INTO scored_units (unit, json) VALUES (?, ?) ON CONFLICT DO NOTHING')
  ledger.immediate(() => {
    for (const unit of units) put.run(unit.id, JSON.stringify(unit))
  })
}
