/** Problems that others found, entered among the findings: a person decides about them (contract §3). */
import { subjectKey } from '../model/address.js'
import { CODES, isCode } from '../model/code.js'
import type { PlainDate } from '../model/date.js'
import { type EvidenceManifest, evidenceId } from '../model/evidence.js'
import type { Facts } from '../model/finding.js'
import { findingId, fingerprintOf } from '../model/identity.js'
import { REPORTED_CODE, type ReportedProblem } from '../model/reported.js'
import { ownOrigins, type SiteSpec, type UnitSpec } from '../model/site.js'
import type { AttachedFile } from '../model/supporting.js'
import { findingByFingerprint, putFinding, type StoredFinding } from './finding-rows.js'
import { numberUnder } from './numbering.js'
import type { Ledger } from './open.js'

/** A reported problem with the site and unit that it is about. */
export interface LocatedProblem {
  readonly problem: ReportedProblem
  readonly site: SiteSpec
  readonly unit: UnitSpec
}

const natureOf = (code: string): 'state' | 'event' => (isCode(code) ? CODES[code].nature : 'state')

function subjectOf({ problem, site, unit }: LocatedProblem): string {
  return problem.code === REPORTED_CODE
    ? problem.subject.normalize('NFKC')
    : subjectKey(problem.subject, ownOrigins(site, unit))
}

const dayOf = ({ problem }: LocatedProblem): PlainDate | null =>
  natureOf(problem.code) === 'event' ? problem.on : null

/** The identity that the problem has as a finding: one that an inspection found is the same. */
function reportedFingerprint(located: LocatedProblem): string {
  return fingerprintOf(located.unit.id, located.problem.code, subjectOf(located), dayOf(located))
}

function factsOf({ problem }: LocatedProblem): Facts {
  const { said, source, sourceNumber, document, type, column, rules } = problem
  return {
    said,
    source,
    type,
    ...(sourceNumber === null ? {} : { sourceNumber }),
    ...(document === null ? {} : { document }),
    ...(column === null ? {} : { column }),
    ...(rules.length === 0 ? {} : { rules }),
  }
}

/**
 * The evidence item of what was reported: the statement and the files that came with it, nothing that we saw ourselves.
 * `batch`: id under which the items that came together are sealed.
 */
export function reportedManifest(
  located: LocatedProblem,
  files: readonly AttachedFile[],
  by: {
    readonly batch: string
    readonly tool: string
    readonly node: string
    readonly platform: string
    readonly takenAt: number
  },
): EvidenceManifest {
  const { problem, unit } = located
  return {
    schema: 'xuncha.evidence/1',
    run: by.batch,
    unit: unit.id,
    check: checkOf(problem.code),
    checkVersion: 0,
    claim: {
      code: problem.code,
      subject: subjectOf(located),
      kind: 'presence',
      facts: JSON.stringify(factsOf(located)),
    },
    tool: by.tool,
    at: problem.on,
    takenAt: by.takenAt,
    attempts: [],
    searched: [],
    limits: { hit: false, maxPages: 0 },
    environment: {
      node: by.node,
      platform: by.platform,
      browser: null,
      userAgent: '',
      viewport: '',
      timezone: unit.timezone,
      canary: 'none',
      confirm: 'reported',
      robots: null,
    },
    files: files.flatMap(({ name, sha256, bytes, mediaType }) =>
      sha256 === null ? [] : [{ role: 'submitted' as const, of: name, mediaType, bytes, sha256 }],
    ),
    regions: [],
    state: 'complete',
    missing: [],
  }
}

function checkOf(code: string): string {
  return isCode(code) ? CODES[code].check : REPORTED_CODE
}

/** A reported problem as it stands now; `added` false: it was known, and only its proof was added. */
export interface EnteredProblem {
  readonly finding: StoredFinding
  readonly added: boolean
}

/**
 * Enters a problem as a finding to a person: candidate, `cannot-tell`. One that is known keeps its state, its words and
 * its number; what was brought is added to its evidence. Its manifest must be stored before.
 */
export function enterReported(
  ledger: Ledger,
  located: LocatedProblem,
  manifest: EvidenceManifest,
): EnteredProblem {
  return ledger.immediate(() => {
    const { problem, site, unit } = located
    const fingerprint = reportedFingerprint(located)
    const known = findingByFingerprint(ledger, fingerprint)
    const now = ledger.now()
    const finding: StoredFinding = known ?? {
      fingerprint,
      id: findingId(fingerprint),
      no: numberUnder(ledger, unit.name, problem.on),
      unit: unit.id,
      site: site.id,
      shared: false,
      units: [unit.id],
      check: checkOf(problem.code),
      checkVersion: 0,
      code: problem.code,
      nature: natureOf(problem.code),
      subject: subjectOf(located),
      subjectText: problem.code === REPORTED_CODE ? problem.url : problem.subject,
      occurredOn: dayOf(located),
      verdict: 'cannot-tell',
      state: 'candidate',
      url: problem.url,
      where: problem.where,
      facts: factsOf(located),
      askedBy: null,
      urgent: isCode(problem.code) && CODES[problem.code].urgent,
      // The office brings it into the assessment by entering it.
      formal: true,
      firstSeen: now,
      lastSeen: now,
      confirmedOn: null,
      confirmedRun: null,
      fixedAt: null,
      fixedRun: null,
      fixedBy: null,
      goneSince: false,
      recurrences: 0,
      dismissal: null,
    }
    if (!known) putFinding(ledger, finding)
    linkEvidence(ledger, finding, manifest)
    return { finding, added: !known }
  })
}

function linkEvidence(ledger: Ledger, finding: StoredFinding, item: EvidenceManifest): void {
  const id = evidenceId(item)
  ledger
    .sql(
      `INSERT INTO evidence (id, run, unit, check_id, code, state, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(id, item.run, item.unit, item.check, item.claim.code, item.state, item.takenAt)
  ledger
    .sql('INSERT INTO finding_evidence (fingerprint, evidence, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(finding.fingerprint, id, item.run)
}
