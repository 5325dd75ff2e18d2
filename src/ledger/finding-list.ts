/** Recorded findings to look through: by unit, state and code, and by any of the names that people use for one. */
import type { FindingState } from '../model/vocabulary.js'
import { asFinding, type StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'

/** Which findings; absent: all. `unit` also finds what units share, where it is among those affected. */
export interface FindingFilter {
  readonly unit?: string
  readonly state?: FindingState
  readonly code?: string
}

/** Findings that match, by unit and number. */
export function listFindings(ledger: Ledger, filter: FindingFilter = {}): StoredFinding[] {
  const rows = ledger.db
    .prepare(
      `SELECT * FROM findings f
        WHERE (@unit IS NULL OR f.unit = @unit OR EXISTS (SELECT 1 FROM json_each(f.units) u WHERE u.value = @unit))
          AND (@state IS NULL OR f.state = @state) AND (@code IS NULL OR f.code = @code)
        ORDER BY f.unit, f.no, f.fingerprint`,
    )
    .all({ unit: filter.unit ?? null, state: filter.state ?? null, code: filter.code ?? null })
  return rows.map(asFinding)
}

/** The finding of a public id (`f-…`), a number (`2026-区教育局-012`) or a fingerprint; null when there is none. */
export function findingNamed(ledger: Ledger, name: string): StoredFinding | null {
  const row = ledger.db
    .prepare('SELECT * FROM findings WHERE id = @name OR no = @name OR fingerprint = @name')
    .get({ name })
  return row ? asFinding(row) : null
}
