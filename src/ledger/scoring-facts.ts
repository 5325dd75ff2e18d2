/** All that scoring knows of one unit in one assessment, read from the database. */
import type { Facts } from '../model/finding.js'
import type { Entry } from '../model/ledger.js'
import type { ScoredFinding, ScoredMetric, ScoredUnit, ScoringFacts } from '../model/scoring.js'
import { assessmentId, settingsOf } from './assessment.js'
import { asFinding, findingsOfUnit, type StoredFinding } from './finding-rows.js'
import { foldEntries } from './fold.js'
import type { Ledger } from './open.js'
import { rowsOf } from './rows.js'

/** The unit as of its last inspection, or null when none was recorded. */
export function recordedUnit(ledger: Ledger, unit: string): ScoredUnit | null {
  const json = ledger.sql('SELECT json FROM scored_units WHERE unit = ?').pluck().get(unit)
  return typeof json === 'string' ? (JSON.parse(json) as ScoredUnit) : null
}

/** A recorded finding as the scorer sees it; `chargedOn` null for a state that the period has not confirmed. */
export function scoredFinding(finding: StoredFinding, charged: string | null): ScoredFinding {
  return {
    fingerprint: finding.fingerprint,
    check: finding.check,
    code: finding.code,
    verdict: finding.verdict,
    state: finding.state,
    nature: finding.nature,
    occurredOn: finding.occurredOn,
    chargedOn: finding.nature === 'event' ? finding.occurredOn : charged,
    subject: finding.subject,
    facts: finding.facts,
    askedBy: finding.askedBy,
    formal: finding.formal,
  }
}

function asked(by: readonly string[] | null, rubric: string): boolean {
  return by === null || by.includes(rubric)
}

/** Events of another year and states that were fixed before the period met them are none of its business. */
function concerns(finding: StoredFinding, period: string, charged: string | null): boolean {
  if (finding.nature === 'event') return finding.occurredOn?.slice(0, 4) === period
  return finding.state !== 'fixed' || charged !== null
}

function ownFindings(ledger: Ledger, unit: string, period: string, rubric: string): ScoredFinding[] {
  const charges = new Map(
    (
      ledger
        .sql(
          `SELECT c.fingerprint, c.day FROM charges c JOIN findings f ON f.fingerprint = c.fingerprint
            WHERE f.unit = ? AND c.period = ?`,
        )
        .all(unit, period) as { fingerprint: string; day: string }[]
    ).map(({ fingerprint, day }) => [fingerprint, day]),
  )
  return findingsOfUnit(ledger, unit).flatMap((finding) => {
    const charged = charges.get(finding.fingerprint) ?? null
    const relevant = asked(finding.askedBy, rubric) && concerns(finding, period, charged)
    return relevant ? [scoredFinding(finding, charged)] : []
  })
}

/** What others answer for leaves what rests on it untold for the units that it affects (contract §5). */
function sharedDoubts(ledger: Ledger, unit: string, rubric: string): ScoredFinding[] {
  return ledger
    .sql(
      `SELECT f.* FROM findings f WHERE f.shared = 1 AND f.state IN ('candidate', 'confirmed') AND f.unit <> ?
        AND EXISTS (SELECT 1 FROM json_each(f.units) WHERE value = ?) ORDER BY f.fingerprint`,
    )
    .all(unit, unit)
    .map(asFinding)
    .filter((finding) => asked(finding.askedBy, rubric))
    .map((finding) => ({ ...scoredFinding(finding, null), verdict: 'cannot-tell', state: 'candidate' }))
}

function metricsOf(ledger: Ledger, unit: string, period: string, rubric: string): ScoredMetric[] {
  const rows = ledger
    .sql('SELECT * FROM metrics WHERE unit = ? AND period = ? ORDER BY name, asked_by')
    .all(unit, period) as {
    name: string
    asked_by: string
    value: number
    facts: string
    agreed: number
    inspected: number
    at: string
  }[]
  return rows
    .map((row) => ({
      name: row.name,
      value: row.value,
      facts: JSON.parse(row.facts) as Facts,
      agreed: row.agreed === 1,
      unitInspected: row.inspected === 1,
      measuredOn: row.at,
      askedBy: row.asked_by === '' ? null : (JSON.parse(row.asked_by) as string[]),
    }))
    .filter((metric) => asked(metric.askedBy, rubric))
}

/** Entries of one unit under one rubric in one period, by the number of their opening row. */
export function entriesOf(ledger: Ledger, unit: string, period: string, rubric: string): Entry[] {
  return foldEntries(rowsOf(ledger, assessmentId(rubric, period), unit))
}

/** The unit in the group under which the assessment's roster ranks it. */
function asListed(ledger: Ledger, unit: ScoredUnit, assessment: string): ScoredUnit {
  const listed = settingsOf(ledger, assessment).roster?.find((one) => one.unit === unit.id)
  return listed && listed.group !== null ? { ...unit, group: listed.group } : unit
}

/** The findings with the assessment dates in the period on which formal inspections saw them. */
function withSightings(
  ledger: Ledger,
  unit: string,
  period: string,
  findings: readonly ScoredFinding[],
): ScoredFinding[] {
  const rows = ledger
    .sql(
      `SELECT DISTINCT o.fingerprint, o.at FROM observations o
        JOIN findings f ON f.fingerprint = o.fingerprint JOIN runs r ON r.id = o.run
        WHERE f.unit = ? AND r.purpose = 'formal' AND o.counts = 1 AND o.at BETWEEN ? AND ? ORDER BY o.at`,
    )
    .all(unit, `${period}-01-01`, `${period}-12-31`) as { fingerprint: string; at: string }[]
  const seen = new Map<string, string[]>()
  for (const { fingerprint, at } of rows) seen.set(fingerprint, [...(seen.get(fingerprint) ?? []), at])
  return findings.map((finding) => ({ ...finding, seenOn: seen.get(finding.fingerprint) ?? [] }))
}

/** The unit's documents of the period, by subject. */
function documentsOf(ledger: Ledger, unit: string, period: string): { subject: string; published: string }[] {
  return ledger
    .sql(
      'SELECT subject, published FROM documents WHERE unit = ? AND substr(published, 1, 4) = ? ORDER BY subject',
    )
    .all(unit, period) as { subject: string; published: string }[]
}

/**
 * Facts for scoring a unit under a rubric in a period: its findings that concern the period, shared ones of others as
 * doubts, latest metrics, what formal inspections of the period examined, and the entries. Findings and metrics that
 * another rubric asked for are left out. `carriesOver`: with the days on which findings were seen. Null when no inspection of the unit was ever recorded.
 */
export function scoringFacts(
  ledger: Ledger,
  unitId: string,
  period: string,
  rubricId: string,
  carriesOver = false,
): ScoringFacts | null {
  const recorded = recordedUnit(ledger, unitId)
  if (!recorded) return null
  const unit = asListed(ledger, recorded, assessmentId(rubricId, period))
  const own = ownFindings(ledger, unitId, period, rubricId)
  const examined = ledger
    .sql('SELECT check_id, subjects FROM coverage WHERE unit = ? AND period = ?')
    .all(unitId, period) as { check_id: string; subjects: string }[]
  return {
    unit,
    period,
    examined: new Set(examined.map((row) => row.check_id)),
    examinedSubjects: new Map(
      examined.map((row) => [row.check_id, new Set(JSON.parse(row.subjects) as string[])]),
    ),
    findings: [
      ...(carriesOver ? withSightings(ledger, unitId, period, own) : own),
      ...sharedDoubts(ledger, unitId, rubricId),
    ],
    metrics: metricsOf(ledger, unitId, period, rubricId),
    documents: documentsOf(ledger, unitId, period),
    entries: entriesOf(ledger, unitId, period, rubricId),
  }
}
