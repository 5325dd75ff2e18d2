/** Opens the entries that confirmed findings and agreed metrics call for; running again adds nothing (contract §7). */
import { isOnRoster } from '../model/assessment.js'
import type { ProposedEntry, ScoringFacts, ScoringRubric } from '../model/scoring.js'
import { payloadText, samePayload } from './append.js'
import { assessmentId, isBucketClosed, openAssessment, pinnedVersion, settingsOf } from './assessment.js'
import type { Ledger } from './open.js'
import { openForMetric } from './open-metric.js'
import { type Opening, openRow, rowFor, type Warning } from './opening.js'
import type { Recording } from './record-context.js'
import { rowByKey } from './rows.js'
import { scoringFacts } from './scoring-facts.js'

export type { Warning } from './opening.js'

/** What opening entries did. */
export interface Opened {
  readonly entries: readonly string[]
  readonly warnings: readonly Warning[]
}

/** Confirmed findings of a unit that this run saw and that a formal inspection has seen. */
function chargeable(recording: Recording, unit: string): Set<string> {
  const found = recording.ledger
    .sql(
      `SELECT f.fingerprint FROM observations o JOIN findings f ON f.fingerprint = o.fingerprint
        WHERE o.run = ? AND o.counts = 1 AND f.unit = ? AND f.state = 'confirmed' AND f.verdict = 'problem'
          AND f.formal = 1`,
    )
    .pluck()
    .all(recording.result.runId, unit)
  return new Set(found as string[])
}

/**
 * What daily monitoring may charge: confirmed findings that it saw again once the working days of grace are over. Where
 * the calendar does not say, nobody is charged.
 */
function ripe(recording: Recording, unit: string, graceWorkingDays: number): Set<string> {
  const { result, deps, ledger } = recording
  const found = ledger
    .sql(
      `SELECT f.fingerprint, f.confirmed_on AS day FROM observations o
        JOIN findings f ON f.fingerprint = o.fingerprint
        WHERE o.run = ? AND o.counts = 1 AND f.unit = ? AND f.state = 'confirmed' AND f.verdict = 'problem'
          AND f.confirmed_on IS NOT NULL`,
    )
    .all(result.runId, unit) as { fingerprint: string; day: string }[]
  const over = found.filter(({ day }) => {
    const passed = deps.workdaysBetween?.(day, result.at) ?? null
    return passed !== null && passed >= graceWorkingDays
  })
  return new Set(over.map(({ fingerprint }) => fingerprint))
}

/** The findings that this inspection may charge, and the facts in which those of monitoring count like formal ones. */
function charging(opening: Opening): { readonly allowed: ReadonlySet<string>; readonly facts: ScoringFacts } {
  const { recording, settings, unit, facts } = opening
  const grace = settings.monitorGraceWorkingDays
  if (recording.result.purpose !== 'monitor' || grace === null)
    return { allowed: chargeable(recording, unit), facts }
  const allowed = ripe(recording, unit, grace)
  const findings = facts.findings.map((one) =>
    allowed.has(one.fingerprint) ? { ...one, formal: true } : one,
  )
  return { allowed, facts: { ...facts, findings } }
}

function openForFinding(opening: Opening, proposal: ProposedEntry): void {
  const row = rowFor(opening, proposal, proposal.occurrence)
  const held = rowByKey(opening.recording.ledger, row.key)
  if (!held) {
    if (opening.closed(row.bucket ?? 'Y')) {
      const facts = {
        assessment: opening.assessment,
        bucket: row.bucket ?? 'Y',
        finding: proposal.finding ?? '',
      }
      opening.warnings.push({ key: 'ledger.not-opened-published', facts })
      return
    }
    // An entry never stands without evidence: `judged` lets nothing unproven be confirmed, so this is a bug of ours.
    if (row.evidence === null)
      throw new Error(`finding ${proposal.finding ?? ''} has no evidence in the index`)
    openRow(opening, row)
  } else if (held.rubricVersion === row.rubricVersion && !samePayload(held, row)) {
    // Of another version the prices may differ: those were settled when the assessment was repriced.
    opening.warnings.push({
      key: 'ledger.payload-differs',
      facts: { entry: held.entry ?? '', held: payloadText(held), given: payloadText(row) },
    })
  }
}

/** Sorted so that the same proposals open the same rows in the same order. */
function inOrder(proposals: readonly ProposedEntry[]): ProposedEntry[] {
  const keyOf = (one: ProposedEntry) =>
    JSON.stringify([one.indicator, one.rule, one.occurrence, one.bucket ?? 'Y'])
  return [...proposals].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function openForUnit(opening: Opening): void {
  const { recording, unit, rubric } = opening
  const { allowed, facts } = charging(opening)
  const events = new Set(facts.findings.filter((one) => one.nature === 'event').map((one) => one.fingerprint))
  const standing = recording.out.units.find((one) => one.id === unit)
  const measured =
    recording.result.purpose === 'formal' &&
    standing?.status === 'inspected' &&
    recording.weightOf(standing) === 'counts'
  for (const proposal of inOrder(rubric.propose(facts))) {
    if (proposal.finding === null) {
      if (measured) openForMetric(opening, proposal)
      continue
    }
    const foreignYear = events.has(proposal.finding) && proposal.chargedOn.slice(0, 4) !== recording.period
    if (allowed.has(proposal.finding) && !foreignYear) openForFinding(opening, proposal)
  }
}

/** Units whose entries this inspection may open: those inspected, and the operator for what they share. */
export function unitsToCharge(recording: Recording): string[] {
  const shared = recording.out.shared
    .map((finding) => finding.unit)
    .filter((unit) => !unit.startsWith('@') && recording.roster.has(unit))
  return [...new Set([...recording.out.units.map((unit) => unit.id), ...shared])].sort()
}

function mayOpen(ledger: Ledger, recording: Recording, rubric: ScoringRubric, warnings: Warning[]): boolean {
  const { purpose, runId } = recording.result
  const assessment = assessmentId(rubric.id, recording.period)
  const pinned =
    purpose === 'formal'
      ? openAssessment(ledger, rubric, recording.period, { actor: recording.deps.actor, run: runId })
      : pinnedVersion(ledger, assessment)?.version
  if (pinned === undefined) return false
  if (pinned !== rubric.version) {
    const facts = { assessment, pinned, given: rubric.version }
    warnings.push({ key: 'ledger.pinned-version', facts })
    return false
  }
  return true
}

/** Buckets that are published, each asked of the database once. */
function closedBuckets(ledger: Ledger, assessment: string): (bucket: string) => boolean {
  const known = new Map<string, boolean>()
  return (bucket) => {
    const held = known.get(bucket) ?? isBucketClosed(ledger, assessment, bucket)
    known.set(bucket, held)
    return held
  }
}

/**
 * Opens missing entries for what this inspection saw. Formal inspections propose; a recheck opens entries of findings
 * that a formal one has seen; monitoring only where the assessment says so. Under another than the pinned version, for
 * a unit that is not on the roster, and in a published bucket, nothing is opened.
 */
export function openEntries(recording: Recording): Opened {
  const { ledger, deps, result } = recording
  const warnings: Warning[] = []
  const opened: string[] = []
  if (recording.apart) return { entries: opened, warnings }
  for (const rubric of [...deps.rubrics].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const assessment = assessmentId(rubric.id, recording.period)
    const settings = settingsOf(ledger, assessment)
    if (result.purpose === 'monitor' && settings.monitorGraceWorkingDays === null) continue
    if (!mayOpen(ledger, recording, rubric, warnings)) continue
    const common = { recording, rubric, assessment, settings, closed: closedBuckets(ledger, assessment) }
    for (const unit of unitsToCharge(recording)) {
      if (!isOnRoster(settings, unit)) continue
      const facts = scoringFacts(ledger, unit, recording.period, rubric.id, rubric.carriesOver)
      if (facts) openForUnit({ ...common, unit, facts, opened, warnings })
    }
  }
  return { entries: opened, warnings }
}
