/** What an inspection found gone: examined to the end, and not shown by anybody (contract §7). */
import { subjectKey } from '../model/address.js'
import type { UnitResult } from '../model/inspection.js'
import { ownOrigins } from '../model/site.js'
import {
  evidenceOf,
  findingsOfUnit,
  putFinding,
  type StoredFinding,
  sharedFindingsOfSite,
} from './finding-rows.js'
import { traitsOf, type UnitStanding } from './judged.js'
import { afterGone } from './lifecycle.js'
import type { Recording } from './record-context.js'
import type { RecordedFinding } from './record-findings.js'
import { examinedColumns, foldName } from './share-columns.js'

/** What the inspection judged, as sets. */
interface Examination {
  /** Fingerprints that were shown, in whatever place. */
  readonly shown: ReadonlySet<string>
  /** `check\nsubject` with which any unit found fault, before it was told whose it is. Events are no fault that lasts. */
  readonly reported: ReadonlySet<string>
}

/** How an open finding ended. */
type FixedBy = 'repaired' | 'removed'

/**
 * What of a finding's subject a unit's inspection says: `repaired`: judged, and fine; `removed`: a link or column that
 * the portal, read to its end, holds no more. Null: not looked at, or its check still finds fault with the same
 * subject: an application entry that fails now has not mended its form.
 */
function endedAt(unit: UnitResult, code: string, check: string, subject: string): FixedBy | null {
  const examined = unit.examined[check]
  if (!examined) return null
  const faulty = unit.findings.some(
    (one) => one.check === check && one.subject === subject && traitsOf(one.code).nature === 'state',
  )
  if (faulty) return null
  if (examined.includes(subject)) return 'repaired'
  const vanished = traitsOf(code).goesWithSubject && unit.unjudged?.includes(subject) === false
  return vanished ? 'removed' : null
}

function closed(
  recording: Recording,
  finding: StoredFinding,
  under: string | null,
  fixedBy: FixedBy,
): RecordedFinding | null {
  const { only } = recording.deps
  if (only && !only.has(finding.fingerprint)) return null
  const after = afterGone(
    {
      state: finding.state,
      verdict: finding.verdict,
      everConfirmed: finding.confirmedOn !== null,
      goneSince: finding.goneSince,
    },
    finding.nature,
  )
  if (after.change !== 'fixed') return null
  const fixed: StoredFinding = {
    ...finding,
    state: 'fixed',
    fixedAt: recording.result.finishedAt,
    fixedRun: recording.result.runId,
    fixedBy,
    goneSince: true,
  }
  putFinding(recording.ledger, fixed)
  keepProof(recording, finding.fingerprint)
  const evidence = evidenceOf(recording.ledger, finding.fingerprint)
  return { under, finding: fixed, shown: fixed, evidence, change: 'fixed', counts: true, kept: true }
}

/** What closes a finding is evidence of it as well. */
function keepProof({ ledger, result }: Recording, fingerprint: string): void {
  const link = ledger.sql(
    'INSERT INTO finding_evidence (fingerprint, evidence, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  for (const proof of result.gone ?? [])
    if (proof.fingerprint === fingerprint) link.run(fingerprint, proof.evidence, result.runId)
}

function fixedOfUnit(
  recording: Recording,
  unit: UnitStanding,
  result: UnitResult,
  examination: Examination,
): RecordedFinding[] {
  return findingsOfUnit(recording.ledger, unit.id)
    .filter(
      (finding) =>
        !finding.shared &&
        !examination.shown.has(finding.fingerprint) &&
        !unit.moved.has(finding.fingerprint),
    )
    .flatMap((finding) => {
      const end = endedAt(result, finding.code, finding.check, finding.subject)
      return end === null ? [] : (closed(recording, finding, unit.id, end) ?? [])
    })
}

/** Subjects of shared findings that units read to their end judged. A portal's own key stands for the site's home, too. */
function examinedShared(recording: Recording, complete: readonly UnitResult[]): Map<string, Set<string>> {
  const { site } = recording.result
  const home = subjectKey(site.home, ownOrigins(site, null))
  const examined = new Map<string, Set<string>>()
  for (const unit of complete) {
    const spec = recording.specOf(unit.id)
    const portal = spec ? subjectKey(spec.portal, ownOrigins(site, spec)) : null
    for (const [check, subjects] of Object.entries(unit.examined)) {
      const all = examined.get(check) ?? new Set<string>()
      for (const subject of subjects) {
        all.add(subject)
        if (subject === portal) all.add(home)
      }
      examined.set(check, all)
    }
  }
  return examined
}

function fixedShared(
  recording: Recording,
  complete: readonly UnitResult[],
  examination: Examination,
): RecordedFinding[] {
  if (complete.length === 0 || recording.siteWeight !== 'counts') return []
  const examined = examinedShared(recording, complete)
  const columns = examinedColumns(recording.result, new Set(complete.map((unit) => unit.id)))
  const read = new Map(complete.map((unit) => [unit.id, unit]))
  const endOf = (finding: StoredFinding): FixedBy | null => {
    if (finding.code === 'column-empty') return columns.has(foldName(finding.subject)) ? 'repaired' : null
    // As the units of the site name it: an operator elsewhere has the host in its key.
    const subject = subjectKey(finding.subjectText, ownOrigins(recording.result.site, null))
    if (examination.reported.has(`${finding.check}\n${subject}`)) return null
    if (examined.get(finding.check)?.has(subject)) return 'repaired'
    const removed = finding.units.every((id) => {
      const unit = read.get(id)
      return unit !== undefined && endedAt(unit, finding.code, finding.check, subject) === 'removed'
    })
    return removed && finding.units.length > 0 ? 'removed' : null
  }
  return sharedFindingsOfSite(recording.ledger, recording.result.site.id)
    .filter(
      (finding) =>
        (finding.unit.startsWith('@') || recording.roster.has(finding.unit)) &&
        !examination.shown.has(finding.fingerprint),
    )
    .flatMap((finding) => {
      const end = endOf(finding)
      return end === null ? [] : (closed(recording, finding, null, end) ?? [])
    })
}

/** Marks as fixed what complete units examined and nobody shows any more. Kept-apart purposes fix nothing. */
export function recordFixed(recording: Recording, seen: readonly RecordedFinding[]): RecordedFinding[] {
  if (recording.apart) return []
  const { out, result } = recording
  const examination: Examination = {
    shown: new Set(seen.map((one) => one.finding.fingerprint)),
    reported: new Set(
      result.units.flatMap((unit) =>
        unit.findings
          .filter((one) => traitsOf(one.code).nature === 'state')
          .map((one) => `${one.check}\n${one.subject}`),
      ),
    ),
  }
  const results = new Map(result.units.map((unit) => [unit.id, unit]))
  const complete = out.units.flatMap((unit) => {
    const given = results.get(unit.id)
    return given && recording.isComplete(unit) ? [{ unit, given }] : []
  })
  const own = complete.flatMap(({ unit, given }) => fixedOfUnit(recording, unit, given, examination))
  const shared = fixedShared(
    recording,
    complete.map(({ given }) => given),
    examination,
  )
  return [...own, ...shared]
}
