/** The evidence index to look through: what was taken, for which unit and finding. */
import type { Ledger } from './open.js'

/** One item of the index. `takenAt` in UTC milliseconds; `findings` are public ids, none for evidence of a metric. */
export interface IndexedEvidence {
  readonly id: string
  readonly run: string
  readonly unit: string
  readonly check: string
  readonly code: string
  readonly state: 'complete' | 'partial'
  readonly takenAt: number
  readonly findings: readonly string[]
}

/** Which items; absent: all. `finding` is a fingerprint. */
export interface EvidenceFilter {
  readonly unit?: string
  readonly run?: string
  readonly finding?: string
}

interface EvidenceRow {
  readonly id: string
  readonly run: string
  readonly unit: string
  readonly check_id: string
  readonly code: string
  readonly state: 'complete' | 'partial'
  readonly taken_at: number
  readonly findings: string
}

/** Items that match, the oldest first. */
export function listEvidence(ledger: Ledger, filter: EvidenceFilter = {}): IndexedEvidence[] {
  const rows = ledger.db
    .prepare(
      `SELECT e.*, (SELECT json_group_array(DISTINCT f.id) FROM finding_evidence l JOIN findings f
                     ON f.fingerprint = l.fingerprint WHERE l.evidence = e.id) AS findings
         FROM evidence e
        WHERE (@unit IS NULL OR e.unit = @unit) AND (@run IS NULL OR e.run = @run)
          AND (@finding IS NULL OR EXISTS
               (SELECT 1 FROM finding_evidence l WHERE l.evidence = e.id AND l.fingerprint = @finding))
        ORDER BY e.taken_at, e.id`,
    )
    .all({
      unit: filter.unit ?? null,
      run: filter.run ?? null,
      finding: filter.finding ?? null,
    }) as EvidenceRow[]
  return rows.map(({ check_id, taken_at, findings, ...row }) => ({
    ...row,
    check: check_id,
    takenAt: taken_at,
    findings: JSON.parse(findings) as string[],
  }))
}
