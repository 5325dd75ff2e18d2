/** Findings of one inspection entered into their lives: seen, confirmed, dismissed, found fixed (contract §7). */
import { findingId } from '../model/identity.js'
import { confirmRule, isConfirmed, type Observed, type ObservedAt, observedAt } from './confirm.js'
import { dismissalOn } from './dismissals.js'
import { findingByFingerprint, putFinding, type StoredFinding } from './finding-rows.js'
import { type JudgedFinding, occurredOn, type SharedFinding, traitsOf } from './judged.js'
import { type After, afterSeen, type Weight } from './lifecycle.js'
import { numbersFor } from './numbering.js'
import type { Recording } from './record-context.js'
import { exemptionOf, rulingOn } from './rulings.js'
import { vantageOf } from './vantage.js'

/** A finding that this inspection showed or found fixed, in its state after recording. */
export interface RecordedFinding {
  /** The unit under which the result prints it; null: in `shared`. */
  readonly under: string | null
  readonly finding: StoredFinding
  /** What this inspection saw of it, in that state: what its result prints. */
  readonly shown: StoredFinding
  readonly evidence: readonly string[]
  readonly change: After['change']
  /** Seen by an inspection that counts. */
  readonly counts: boolean
  /** False: kept apart, nothing of it is in the database. */
  readonly kept: boolean
}

interface Case {
  readonly under: string | null
  readonly seen: JudgedFinding
  readonly units: readonly string[]
  readonly weight: Weight
  readonly keep: boolean
  readonly before: StoredFinding | null
}

function mayKeep(recording: Recording, unit: string): boolean {
  return !recording.apart && (unit.startsWith('@') || recording.roster.has(unit))
}

function casesOf(recording: Recording): Case[] {
  const { ledger, out, result } = recording
  const known = (seen: JudgedFinding) => findingByFingerprint(ledger, seen.fingerprint)
  const own = out.units.flatMap((unit) =>
    unit.findings.map((seen): Case => {
      const weight = recording.weightOf(unit)
      return {
        under: unit.id,
        seen,
        units: [unit.id],
        weight,
        keep: mayKeep(recording, unit.id),
        before: known(seen),
      }
    }),
  )
  const shared = out.shared.map((seen: SharedFinding): Case => {
    const weight = seen.counts ? recording.siteWeight : 'doubtful'
    return {
      under: null,
      seen,
      units: seen.units,
      weight,
      keep: mayKeep(recording, seen.unit),
      before: known(seen),
    }
  })
  // A recheck observes known findings only, and where it is about one, that one.
  const { only } = recording.deps
  return [...own, ...shared].filter(
    (one) =>
      (result.purpose !== 'recheck' || one.before !== null) && (!only || only.has(one.seen.fingerprint)),
  )
}

function askedBy(before: StoredFinding | null, seen: JudgedFinding): string[] | null {
  if (seen.askedBy === undefined || (before && before.askedBy === null)) return null
  return [...new Set([...(before?.askedBy ?? []), ...seen.askedBy])].sort()
}

function earlierObservations(recording: Recording, before: StoredFinding | null): Observed[] {
  if (!before) return []
  return recording.ledger
    .sql(
      `SELECT day, minute, vantage FROM observations WHERE fingerprint = ? AND counts = 1 AND run <> ? AND observed_at > ?`,
    )
    .all(before.fingerprint, recording.result.runId, before.fixedAt ?? -1) as Observed[]
}

function judgedLife(
  recording: Recording,
  one: Case,
  now: ObservedAt,
): { after: After; dismissal: string | null } {
  const { ledger, deps, result } = recording
  const ruling = rulingOn(ledger, one.seen.fingerprint, result.at)
  const dismissal =
    ruling?.ruling === 'dismissed'
      ? ruling.reason
      : (exemptionOf(recording.specOf(one.seen.unit), one.seen, result.at) ??
        dismissalOn(ledger, one.seen, result.at))
  const observations = [...earlierObservations(recording, one.before), { ...now, vantage: vantageOf(result) }]
  const before = one.before && {
    state: one.before.state,
    verdict: one.before.verdict,
    everConfirmed: one.before.confirmedOn !== null,
    goneSince: one.before.goneSince,
  }
  const after = afterSeen(before, {
    verdict: one.seen.verdict,
    weight: recording.apart ? 'doubtful' : one.weight,
    enough: isConfirmed(confirmRule(one.seen.code, deps.confirm), observations),
    dismissal,
    ruledProblem: ruling?.ruling === 'problem',
  })
  return {
    after,
    dismissal: after.state === 'dismissed' ? (dismissal ?? one.before?.dismissal ?? null) : null,
  }
}

/** What was seen of a finding, laid over what is recorded of it. */
function described(recording: Recording, one: Case, instant: number, no: string): StoredFinding {
  const { before, seen, under } = one
  const { result } = recording
  const traits = traitsOf(seen.code)
  return {
    fingerprint: seen.fingerprint,
    id: findingId(seen.fingerprint),
    no: before?.no ?? no,
    unit: seen.unit,
    site: result.site.id,
    shared: under === null,
    units: under === null ? [...new Set([...(before?.units ?? []), ...one.units])].sort() : one.units,
    check: seen.check,
    checkVersion: seen.checkVersion,
    code: seen.code,
    nature: traits.nature,
    subject: seen.subject,
    subjectText: seen.subjectText,
    occurredOn: occurredOn(seen),
    verdict: seen.verdict,
    state: 'candidate',
    url: seen.url,
    where: seen.where,
    facts: seen.facts,
    askedBy: askedBy(before, seen),
    urgent: traits.urgent,
    formal: before?.formal === true || result.purpose === 'formal',
    firstSeen: before?.firstSeen ?? instant,
    lastSeen: Math.max(before?.lastSeen ?? instant, instant),
    confirmedOn: before?.confirmedOn ?? null,
    confirmedRun: before?.confirmedRun ?? null,
    fixedAt: before?.fixedAt ?? null,
    fixedRun: before?.fixedRun ?? null,
    fixedBy: before?.fixedBy ?? null,
    goneSince: before?.goneSince ?? false,
    recurrences: before?.recurrences ?? 0,
    dismissal: null,
  }
}

function lived(recording: Recording, one: Case, no: string): RecordedFinding {
  const { seen, before } = one
  const instant = recording.instantOf(seen)
  const when = observedAt(instant, recording.timezoneOf(seen.unit))
  const { after, dismissal } = judgedLife(recording, one, when)
  const confirmedNow = after.change === 'confirmed' || after.change === 'recurred'
  const seenNow = described(recording, one, instant, no)
  // What does not count may not reword what is recorded: facts and verdict stay those of an inspection that does.
  // Nor may a doubt reword what is confirmed, or say that it was seen again.
  const doubted = before?.state === 'confirmed' && seen.verdict === 'cannot-tell'
  const settled = before !== null && (one.weight !== 'counts' || recording.apart || doubted)
  const finding: StoredFinding = {
    ...(settled
      ? { ...before, lastSeen: recording.apart || doubted ? before.lastSeen : seenNow.lastSeen }
      : seenNow),
    state: after.state,
    verdict: after.verdict,
    dismissal,
    ...(confirmedNow
      ? {
          confirmedOn: seenNow.confirmedOn ?? recording.result.at,
          confirmedRun: seenNow.confirmedRun ?? recording.result.runId,
          goneSince: false,
          recurrences: seenNow.recurrences + (after.change === 'recurred' ? 1 : 0),
        }
      : {}),
  }
  if (one.keep) {
    putFinding(recording.ledger, finding)
    keepObservation(recording, one, instant, when)
    keepCharge(recording, one, finding)
  }
  // A doubt about what is confirmed, or the other way round, has no facts that go with the verdict that stands.
  const { url, where, facts } = seen
  const shown = settled && seen.verdict === finding.verdict ? { ...finding, url, where, facts } : finding
  return {
    under: one.under,
    finding,
    shown,
    evidence: seen.evidence,
    change: after.change,
    counts: one.weight === 'counts' && !recording.apart,
    kept: one.keep,
  }
}

function keepObservation(recording: Recording, one: Case, instant: number, when: ObservedAt): void {
  const counts = one.weight === 'counts' && one.seen.verdict === 'problem' && one.seen.agreed
  const { result, ledger } = recording
  ledger
    .sql(
      `INSERT INTO observations (fingerprint, run, at, observed_at, day, minute, verdict, counts, vantage)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      one.seen.fingerprint,
      result.runId,
      result.at,
      instant,
      when.day,
      when.minute,
      one.seen.verdict,
      counts ? 1 : 0,
      vantageOf(result),
    )
  const link = ledger.sql(
    'INSERT INTO finding_evidence (fingerprint, evidence, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  for (const id of one.seen.evidence) link.run(one.seen.fingerprint, id, result.runId)
}

/** A state is charged to the day on which a period first had it confirmed; an event has its own day. */
function keepCharge(recording: Recording, one: Case, finding: StoredFinding): void {
  if (finding.state !== 'confirmed' || finding.nature === 'event' || one.weight !== 'counts') return
  const { period } = recording
  const { at } = recording.result
  const day = at.slice(0, 4) === period ? at : at < period ? `${period}-01-01` : `${period}-12-31`
  recording.ledger
    .sql('INSERT INTO charges (fingerprint, period, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(finding.fingerprint, period, day)
}

/** Enters what the inspection saw, in order of fingerprints. Self-checks and trials are judged but not kept. */
export function recordSeen(recording: Recording): RecordedFinding[] {
  const cases = casesOf(recording).sort((a, b) => (a.seen.fingerprint < b.seen.fingerprint ? -1 : 1))
  const fresh = cases.filter((one) => one.before === null)
  const numbers = numbersFor(
    recording.ledger,
    recording.result,
    fresh.map((one) => ({ fingerprint: one.seen.fingerprint, unit: one.seen.unit, kept: one.keep })),
    recording.result.at,
  )
  return cases.map((one) => lived(recording, one, numbers.get(one.seen.fingerprint) ?? ''))
}
