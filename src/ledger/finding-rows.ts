/** Findings as the database holds them: one row a fingerprint, read and written here only. */
import type { PlainDate } from '../model/date.js'
import type { Facts } from '../model/finding.js'
import type { FindingState, Nature, Verdict } from '../model/vocabulary.js'
import type { Ledger } from './open.js'

/** A recorded finding. Instants are UTC milliseconds. */
export interface StoredFinding {
  readonly fingerprint: string
  readonly id: string
  readonly no: string
  readonly unit: string
  readonly site: string
  readonly shared: boolean
  /** Units affected: for a finding that is not shared, its unit. */
  readonly units: readonly string[]
  readonly check: string
  readonly checkVersion: number
  readonly code: string
  readonly nature: Nature
  /** Subject key. */
  readonly subject: string
  readonly subjectText: string
  readonly occurredOn: PlainDate | null
  readonly verdict: Verdict
  readonly state: FindingState
  readonly url: string
  readonly where: readonly string[]
  readonly facts: Facts
  readonly askedBy: readonly string[] | null
  readonly urgent: boolean
  /** Seen by an inspection of purpose formal. */
  readonly formal: boolean
  readonly firstSeen: number
  readonly lastSeen: number
  /** Assessment date of the inspection that first confirmed it. */
  readonly confirmedOn: PlainDate | null
  readonly confirmedRun: string | null
  readonly fixedAt: number | null
  readonly fixedRun: string | null
  readonly fixedBy: string | null
  /** Fixed since it was last confirmed: confirmed again, it is a recurrence. */
  readonly goneSince: boolean
  readonly recurrences: number
  readonly dismissal: string | null
}

interface FindingRow {
  readonly fingerprint: string
  readonly id: string
  readonly no: string
  readonly unit: string
  readonly site: string
  readonly shared: number
  readonly units: string
  readonly check_id: string
  readonly check_version: number
  readonly code: string
  readonly nature: Nature
  readonly subject: string
  readonly subject_text: string
  readonly occurred_on: string | null
  readonly verdict: Verdict
  readonly state: FindingState
  readonly url: string
  readonly path: string
  readonly facts: string
  readonly asked_by: string | null
  readonly urgent: number
  readonly formal: number
  readonly first_seen: number
  readonly last_seen: number
  readonly confirmed_on: string | null
  readonly confirmed_run: string | null
  readonly fixed_at: number | null
  readonly fixed_run: string | null
  readonly fixed_by: string | null
  readonly gone_since: number
  readonly recurrences: number
  readonly dismissal: string | null
}

/** A row as a value. */
export function asFinding(raw: unknown): StoredFinding {
  const row = raw as FindingRow
  return {
    fingerprint: row.fingerprint,
    id: row.id,
    no: row.no,
    unit: row.unit,
    site: row.site,
    shared: row.shared === 1,
    units: JSON.parse(row.units) as string[],
    check: row.check_id,
    checkVersion: row.check_version,
    code: row.code,
    nature: row.nature,
    subject: row.subject,
    subjectText: row.subject_text,
    occurredOn: row.occurred_on,
    verdict: row.verdict,
    state: row.state,
    url: row.url,
    where: JSON.parse(row.path) as string[],
    facts: JSON.parse(row.facts) as Facts,
    askedBy: row.asked_by === null ? null : (JSON.parse(row.asked_by) as string[]),
    urgent: row.urgent === 1,
    formal: row.formal === 1,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    confirmedOn: row.confirmed_on,
    confirmedRun: row.confirmed_run,
    fixedAt: row.fixed_at,
    fixedRun: row.fixed_run,
    fixedBy: row.fixed_by,
    goneSince: row.gone_since === 1,
    recurrences: row.recurrences,
    dismissal: row.dismissal,
  }
}

function asRow(finding: StoredFinding): FindingRow {
  return {
    fingerprint: finding.fingerprint,
    id: finding.id,
    no: finding.no,
    unit: finding.unit,
    site: finding.site,
    shared: finding.shared ? 1 : 0,
    units: JSON.stringify(finding.units),
    check_id: finding.check,
    check_version: finding.checkVersion,
    code: finding.code,
    nature: finding.nature,
    subject: finding.subject,
    subject_text: finding.subjectText,
    occurred_on: finding.occurredOn,
    verdict: finding.verdict,
    state: finding.state,
    url: finding.url,
    path: JSON.stringify(finding.where),
    facts: JSON.stringify(finding.facts),
    asked_by: finding.askedBy === null ? null : JSON.stringify(finding.askedBy),
    urgent: finding.urgent ? 1 : 0,
    formal: finding.formal ? 1 : 0,
    first_seen: finding.firstSeen,
    last_seen: finding.lastSeen,
    confirmed_on: finding.confirmedOn,
    confirmed_run: finding.confirmedRun,
    fixed_at: finding.fixedAt,
    fixed_run: finding.fixedRun,
    fixed_by: finding.fixedBy,
    gone_since: finding.goneSince ? 1 : 0,
    recurrences: finding.recurrences,
    dismissal: finding.dismissal,
  }
}

const COLUMNS = [
  'fingerprint id no unit site shared units check_id check_version code nature subject subject_text occurred_on',
  'verdict state url path facts asked_by urgent formal first_seen last_seen confirmed_on confirmed_run fixed_at',
  'fixed_run fixed_by gone_since recurrences dismissal',
]
  .join(' ')
  .split(' ')
/** What identifies a finding and never changes. */
const LASTING = new Set([
  'fingerprint',
  'id',
  'no',
  'unit',
  'code',
  'nature',
  'subject',
  'occurred_on',
  'first_seen',
])

const PUT = `INSERT INTO findings (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})
  ON CONFLICT (fingerprint) DO UPDATE SET
  ${COLUMNS.filter((name) => !LASTING.has(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`

/** Writes a finding, new or known; its identity, number and first sight last. */
export function putFinding(ledger: Ledger, finding: StoredFinding): void {
  ledger.sql(PUT).run(asRow(finding))
}

/** The finding with this fingerprint, or null. */
export function findingByFingerprint(ledger: Ledger, fingerprint: string): StoredFinding | null {
  const row = ledger.sql('SELECT * FROM findings WHERE fingerprint = ?').get(fingerprint)
  return row ? asFinding(row) : null
}

/** Findings of a unit by fingerprint; those that others share with it are not among them. */
export function findingsOfUnit(ledger: Ledger, unit: string): StoredFinding[] {
  return ledger.sql('SELECT * FROM findings WHERE unit = ? ORDER BY fingerprint').all(unit).map(asFinding)
}

/** Shared findings of a site by fingerprint. */
export function sharedFindingsOfSite(ledger: Ledger, site: string): StoredFinding[] {
  return ledger
    .sql('SELECT * FROM findings WHERE site = ? AND shared = 1 ORDER BY fingerprint')
    .all(site)
    .map(asFinding)
}

/** Evidence ids of a finding, oldest inspection first; `run` narrows to one inspection. */
export function evidenceOf(ledger: Ledger, fingerprint: string, run?: string): string[] {
  const sql = `SELECT f.evidence FROM finding_evidence f JOIN evidence e ON e.id = f.evidence
    WHERE f.fingerprint = ? ${run === undefined ? '' : 'AND f.run = ?'} ORDER BY e.taken_at, f.evidence`
  const found = ledger.sql(sql).pluck()
  return (run === undefined ? found.all(fingerprint) : found.all(fingerprint, run)) as string[]
}
