/** Opens the entries that confirmed findings and agreed metrics call for; running again adds nothing (contract §7). */
import type { LedgerRow } from '../model/ledger.js'
import type { ProposedEntry, ScoringFacts, ScoringRubric } from '../model/scoring.js'
import { append, entryId, entryKey, type NewRow, payloadText, samePayload } from './append.js'
import { assessmentId, assessmentStage, openAssessment, pinnedVersion } from './assessment.js'
import type { Ledger } from './open.js'
import type { Recording } from './record-context.js'
import { rowByKey } from './rows.js'
import { scoringFacts } from './scoring-facts.js'

/** Something that a person should read about, as a message key with its facts. */
export interface Warning {
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** What opening entries did. */
export interface Opened {
  readonly entries: readonly string[]
  readonly warnings: readonly Warning[]
}

interface Opening {
  readonly recording: Recording
  readonly rubric: ScoringRubric
  readonly assessment: string
  readonly unit: string
  readonly facts: ScoringFacts
  readonly opened: string[]
  readonly warnings: Warning[]
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

/** Evidence that an entry rests on: of its finding, else of the unit's metrics; null where there is none. */
function proofOf(recording: Recording, unit: string, finding: string | null): string | null {
  const { ledger } = recording
  if (finding !== null) {
    const id = ledger
      .sql(
        `SELECT evidence FROM finding_evidence WHERE fingerprint = ? AND run = ? ORDER BY evidence LIMIT 1`,
      )
      .pluck()
      .get(finding, recording.result.runId)
    return (id as string | undefined) ?? null
  }
  const id = ledger
    .sql(
      `SELECT e.value FROM metrics m, json_each(m.evidence) e JOIN evidence known ON known.id = e.value
        WHERE m.unit = ? AND m.run = ? ORDER BY e.value LIMIT 1`,
    )
    .pluck()
    .get(unit, recording.result.runId)
  return (id as string | undefined) ?? null
}

function rowFor(opening: Opening, proposal: ProposedEntry, occurrence: string): NewRow & { key: string } {
  const { recording, rubric, assessment, unit } = opening
  const bucket = proposal.bucket ?? 'Y'
  const { indicator, rule } = proposal
  const key = entryKey({ assessment, bucket, unit, rubric: rubric.id, indicator, rule, occurrence })
  return {
    kind: proposal.kind,
    key,
    entry: entryId(key),
    assessment,
    bucket,
    unit,
    rubric: rubric.id,
    rubricVersion: rubric.version,
    indicator,
    rule,
    occurrence,
    points: proposal.points,
    clause: proposal.clause,
    arithmetic: proposal.arithmetic,
    finding: proposal.finding,
    evidence: proofOf(recording, unit, proposal.finding),
    decidedBy: 'auto',
    actor: recording.deps.actor,
    run: recording.result.runId,
  }
}

function openRow(opening: Opening, row: NewRow): void {
  const { ledger, deps, result } = opening.recording
  append(ledger, row)
  opening.opened.push(row.entry ?? '')
  if (deps.posting === 'automatic') append(ledger, acting('post', row, deps.actor, result.runId, null))
}

function acting(
  kind: 'post' | 'reverse',
  of: NewRow | LedgerRow,
  actor: string,
  run: string,
  reason: string | null,
): NewRow {
  return {
    kind,
    entry: of.entry ?? null,
    assessment: of.assessment ?? null,
    bucket: of.bucket ?? null,
    unit: of.unit ?? null,
    rubric: of.rubric ?? null,
    rubricVersion: of.rubricVersion ?? null,
    indicator: of.indicator ?? null,
    rule: of.rule ?? null,
    finding: of.finding ?? null,
    decidedBy: 'auto',
    actor,
    run,
    reason,
  }
}

function openForFinding(opening: Opening, proposal: ProposedEntry): void {
  const row = rowFor(opening, proposal, proposal.occurrence)
  const held = rowByKey(opening.recording.ledger, row.key)
  if (!held) {
    // An entry never stands without evidence: `judged` lets nothing unproven be confirmed, so this is a bug of ours.
    if (row.evidence === null)
      throw new Error(`finding ${proposal.finding ?? ''} has no evidence in the index`)
    openRow(opening, row)
  } else if (!samePayload(held, row)) {
    opening.warnings.push({
      key: 'ledger.payload-differs',
      facts: { entry: held.entry ?? '', held: payloadText(held), given: payloadText(row) },
    })
  }
}

/** A metric's row is one entry: reversed and renewed, under the next number, only when its points change. */
function openForMetric(opening: Opening, proposal: ProposedEntry): void {
  const { ledger, deps, result } = opening.recording
  const held = ledger
    .sql(
      `SELECT seq, entry, points, occurrence FROM ledger WHERE assessment = ? AND unit = ? AND rubric = ?
        AND indicator = ? AND rule = ? AND key IS NOT NULL AND finding IS NULL AND decided_by = 'auto'
        ORDER BY CAST(occurrence AS INTEGER) DESC LIMIT 1`,
    )
    .get(opening.assessment, opening.unit, opening.rubric.id, proposal.indicator, proposal.rule) as
    | { entry: string; points: number; occurrence: string }
    | undefined
  if (held && held.points === proposal.points) return
  const row = rowFor(opening, proposal, String(Number(held?.occurrence ?? 0) + 1))
  if (row.evidence === null)
    throw new Error(`the metric behind ${proposal.indicator} has no evidence in the index`)
  const old = held && opening.facts.entries.find((entry) => entry.id === held.entry)
  if (old && (old.state === 'pending' || old.state === 'posted'))
    append(
      ledger,
      acting('reverse', { ...row, entry: old.id }, deps.actor, result.runId, `renewed by ${row.entry}`),
    )
  openRow(opening, row)
}

/** Sorted so that the same proposals open the same rows in the same order. */
function inOrder(proposals: readonly ProposedEntry[]): ProposedEntry[] {
  const keyOf = (one: ProposedEntry) =>
    JSON.stringify([one.indicator, one.rule, one.occurrence, one.bucket ?? 'Y'])
  return [...proposals].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function openForUnit(opening: Opening): void {
  const { recording, unit, facts, rubric } = opening
  const allowed = chargeable(recording, unit)
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
  return !assessmentStage(ledger, assessment).closed
}

/**
 * Opens missing entries for what this inspection saw. Only formal inspections propose; a recheck opens entries of
 * findings that a formal one has seen, in an assessment that is open. Under another than the pinned version, and in a
 * published assessment, nothing is opened.
 */
export function openEntries(recording: Recording): Opened {
  const { ledger, deps, result } = recording
  const warnings: Warning[] = []
  const opened: string[] = []
  if (result.purpose !== 'formal' && result.purpose !== 'recheck') return { entries: opened, warnings }
  for (const rubric of [...deps.rubrics].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!mayOpen(ledger, recording, rubric, warnings)) continue
    const assessment = assessmentId(rubric.id, recording.period)
    for (const unit of unitsToCharge(recording)) {
      const facts = scoringFacts(ledger, unit, recording.period, rubric.id)
      if (facts) openForUnit({ recording, rubric, assessment, unit, facts, opened, warnings })
    }
  }
  return { entries: opened, warnings }
}
