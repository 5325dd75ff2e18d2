/** What an inspection leaves of each unit beside findings: its result, frames, columns, documents, coverage, metrics. */
import { subjectKey } from '../model/address.js'
import type { UnitResult, WitnessedMetric } from '../model/inspection.js'
import type { ScoredUnit } from '../model/scoring.js'
import { ownOrigins, type UnitSpec } from '../model/site.js'
import { observedAt } from './confirm.js'
import type { UnitStanding } from './judged.js'
import { specOf } from './judged.js'
import type { Recording } from './record-context.js'
import { columnsOf } from './share-columns.js'
import { frameOf } from './share-place.js'
import { vantageOf } from './vantage.js'

/** What `inspect --json` prints of a unit beside findings and scores. */
export interface UnitSummary {
  readonly pages: number
  readonly notVisited: UnitResult['notVisited']
  readonly links: UnitResult['links']
  readonly columns: UnitResult['columns']
  readonly metrics: readonly WitnessedMetric[]
  /** Absent where the result did not count. */
  readonly coverage?: UnitResult['coverage']
}

/** The unit as rubrics distinguish units. */
export function scoredUnit(spec: UnitSpec): ScoredUnit {
  const { id, name, kind, ownSite, disclosure, group } = spec
  return { id, name, kind, ownSite, disclosure, group }
}

/** Puts the evidence that the result brings into the index. */
export function indexEvidence(recording: Recording): void {
  const put = recording.ledger.sql(
    `INSERT INTO evidence (id, run, unit, check_id, code, state, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  )
  for (const { id, manifest: item } of recording.brought)
    put.run(id, item.run, item.unit, item.check, item.claim.code, item.state, item.takenAt)
}

/** The inspection itself: one row a (run, site). */
export function putInspection(recording: Recording): void {
  const { result, ledger, deps } = recording
  ledger
    .sql(
      `INSERT INTO inspections (run, site, purpose, at, canary, started_at, finished_at, recorded_at, vantage)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      result.runId,
      result.site.id,
      result.purpose,
      result.at,
      result.canary,
      result.startedAt,
      result.finishedAt,
      deps.now(),
      vantageOf(result),
    )
}

function putResult(recording: Recording, unit: UnitResult, standing: UnitStanding, spec: UnitSpec): void {
  const { result, ledger } = recording
  const summary: UnitSummary = {
    pages: unit.pages,
    notVisited: unit.notVisited,
    links: unit.links,
    columns: unit.columns,
    metrics: standing.status === 'inspected' ? unit.metrics : [],
    coverage: unit.coverage,
  }
  ledger
    .sql(
      `INSERT INTO unit_results (run, unit, site, name, purpose, at, status, reason, json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      result.runId,
      unit.id,
      result.site.id,
      spec.name,
      result.purpose,
      result.at,
      standing.status,
      standing.reason,
      JSON.stringify(summary),
    )
}

/** Makes the recorded set what was seen now, touching only what differs: most nights nothing does. */
function putFrame(recording: Recording, unit: UnitResult): void {
  const { ledger } = recording
  const site = recording.result.site.id
  const seen = frameOf(unit)
  const held = new Set(
    ledger
      .sql('SELECT signature FROM frames WHERE site = ? AND unit = ?')
      .pluck()
      .all(site, unit.id) as string[],
  )
  const put = ledger.sql('INSERT INTO frames (site, unit, signature) VALUES (?, ?, ?)')
  for (const signature of seen) if (!held.has(signature)) put.run(site, unit.id, signature)
  const drop = ledger.sql('DELETE FROM frames WHERE site = ? AND unit = ? AND signature = ?')
  for (const signature of held) if (!seen.has(signature)) drop.run(site, unit.id, signature)
}

function putColumns(recording: Recording, unit: UnitResult): void {
  const { ledger } = recording
  const site = recording.result.site.id
  ledger.sql('DELETE FROM unit_columns WHERE site = ? AND unit = ?').run(site, unit.id)
  const put = ledger.sql('INSERT INTO unit_columns (site, unit, name, empty) VALUES (?, ?, ?, ?)')
  for (const [name, empty] of columnsOf(unit)) put.run(site, unit.id, name, empty ? 1 : 0)
}

function putDocuments(recording: Recording, unit: UnitResult): void {
  const day = observedAt(recording.result.startedAt, recording.timezoneOf(unit.id)).day
  const put = recording.ledger.sql(
    'INSERT INTO first_seen (unit, url, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  for (const { url } of unit.documents) put.run(unit.id, url, day)
}

/** The unit's own documents with the day of their publication: what a sample is drawn from. */
function putPublished(recording: Recording, unit: UnitResult, spec: UnitSpec): void {
  const own = new Set(unit.examined['publication-deadline'] ?? [])
  const origins = ownOrigins(recording.result.site, spec)
  const put = recording.ledger.sql(
    `INSERT INTO documents (unit, subject, published) VALUES (?, ?, ?)
     ON CONFLICT (unit, subject) DO UPDATE SET published = excluded.published`,
  )
  for (const { url, published } of unit.documents) {
    const subject = subjectKey(url, origins)
    if (published !== null && own.has(subject)) put.run(unit.id, subject, published)
  }
}

/**
 * Checks whose subjects are counted one by one: no rule rests on one link or one document, so of the thousands that
 * they judged only the first is kept, to tell "examined something" from "there was nothing to examine".
 */
const COUNTED_ONE_BY_ONE: ReadonlySet<string> = new Set(['broken-link', 'publication-deadline', 'suspicion'])

function putCoverage(recording: Recording, unit: UnitResult): void {
  const { ledger } = recording
  const held = ledger
    .sql('SELECT subjects FROM coverage WHERE unit = ? AND period = ? AND check_id = ?')
    .pluck()
  const put = ledger.sql(
    `INSERT INTO coverage (unit, period, check_id, subjects) VALUES (?, ?, ?, ?)
     ON CONFLICT (unit, period, check_id) DO UPDATE SET subjects = excluded.subjects`,
  )
  for (const [check, subjects] of Object.entries(unit.examined)) {
    const before = held.get(unit.id, recording.period, check) as string | undefined
    const known = before === undefined ? [] : (JSON.parse(before) as string[])
    const all = [...new Set([...known, ...subjects])].sort()
    const after = JSON.stringify(COUNTED_ONE_BY_ONE.has(check) ? all.slice(0, 1) : all)
    if (after !== before) put.run(unit.id, recording.period, check, after)
  }
}

function putMetrics(recording: Recording, unit: UnitResult): void {
  const put = recording.ledger.sql(
    `INSERT INTO metrics (unit, period, name, asked_by, value, facts, agreed, inspected, evidence, at, run)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
     ON CONFLICT (unit, period, name, asked_by) DO UPDATE SET value = excluded.value, facts = excluded.facts,
       agreed = excluded.agreed, inspected = 1, evidence = excluded.evidence, at = excluded.at, run = excluded.run`,
  )
  for (const metric of unit.metrics)
    put.run(
      unit.id,
      recording.period,
      metric.name,
      metric.askedBy ? JSON.stringify([...metric.askedBy].sort()) : '',
      metric.value,
      JSON.stringify(metric.facts),
      metric.agreed ? 1 : 0,
      JSON.stringify(metric.evidence),
      recording.result.at,
      recording.result.runId,
    )
}

function putScoredUnit(recording: Recording, spec: UnitSpec): void {
  recording.ledger
    .sql(
      'INSERT INTO scored_units (unit, json) VALUES (?, ?) ON CONFLICT (unit) DO UPDATE SET json = excluded.json',
    )
    .run(spec.id, JSON.stringify(scoredUnit(spec)))
}

/** Enters every unit's part. Kept-apart purposes leave their result and nothing else. */
export function recordUnits(recording: Recording): void {
  const { result, out } = recording
  const given = new Map(result.units.map((unit) => [unit.id, unit]))
  for (const standing of out.units) {
    const unit = given.get(standing.id)
    if (!unit) continue
    const spec = specOf(result, unit.id)
    putResult(recording, unit, standing, spec)
    putScoredUnit(recording, spec)
    if (recording.apart || standing.status === 'inconclusive') continue
    putDocuments(recording, unit)
    const weight = recording.weightOf(standing)
    // A recheck looks at one subject: what it saw of frames and columns is no picture of the unit.
    if (standing.status === 'inspected' && result.purpose !== 'recheck' && weight === 'counts') {
      putFrame(recording, unit)
      putColumns(recording, unit)
    }
    if (result.purpose !== 'formal' || weight !== 'counts') continue
    putCoverage(recording, unit)
    putPublished(recording, unit, spec)
    if (standing.status === 'inspected') putMetrics(recording, unit)
  }
}
