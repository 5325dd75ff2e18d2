/** The body of `inspect --json`, built from the database alone: a resumed run prints the whole (contract §4). */
import { UserFault } from '../model/error.js'
import type { Facts } from '../model/finding.js'
import { formatPoints } from '../model/points.js'
import type { Score, ScoredIndicator } from '../model/scoring.js'
import type { StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'
import type { UnitSummary } from './record-unit.js'
import { type Run, runById } from './runs.js'

/** Renders the sentence of a key from its facts, in the reader's language. */
export type Render = (key: string, facts: Facts) => string

type Snapshot = StoredFinding & { readonly evidence: readonly string[] }

const instant = (ms: number): string => new Date(ms).toISOString()

/** One finding as the contract prints it; keys beyond the contract's are for people who read on. */
export function findingJson(finding: Snapshot, render: Render) {
  return {
    id: finding.id,
    no: finding.no,
    check: finding.check,
    checkVersion: finding.checkVersion,
    code: finding.code,
    fingerprint: finding.fingerprint,
    nature: finding.nature,
    verdict: finding.verdict,
    state: finding.state,
    ...(finding.occurredOn === null ? {} : { occurredOn: finding.occurredOn }),
    url: finding.url,
    where: finding.where,
    subject: finding.subjectText,
    subjectKey: finding.subject,
    facts: finding.facts,
    message: render(finding.code, finding.facts),
    firstSeen: instant(finding.firstSeen),
    lastSeen: instant(finding.lastSeen),
    urgent: finding.urgent,
    ...(finding.state === 'fixed' && finding.fixedAt !== null
      ? { fixedAt: instant(finding.fixedAt), fixedBy: finding.fixedBy }
      : {}),
    ...(finding.state === 'dismissed' ? { dismissal: finding.dismissal } : {}),
    ...(finding.recurrences > 0 ? { recurrences: finding.recurrences } : {}),
    ...(finding.askedBy === null ? {} : { askedBy: finding.askedBy }),
    evidence: finding.evidence,
  }
}

function indicatorJson(indicator: ScoredIndicator, render: Render) {
  return {
    id: indicator.id,
    title: indicator.title,
    max: formatPoints(indicator.max),
    score: indicator.score === null ? null : formatPoints(indicator.score),
    method: indicator.method,
    status: indicator.status,
    ...(indicator.because ? { because: render(indicator.because.key, indicator.because.facts) } : {}),
    ...(indicator.interval ? { interval: indicator.interval.map(formatPoints) } : {}),
    ...(indicator.preview === 0 ? {} : { preview: formatPoints(indicator.preview) }),
    entries: indicator.entries.map((entry) => ({
      id: entry.id,
      state: entry.state,
      points: formatPoints(entry.points),
      effective: formatPoints(entry.effective),
      finding: entry.finding,
      clause: entry.clause,
    })),
  }
}

/** A score with points as decimal strings. */
function scoreJson(score: Score, render: Render) {
  return {
    rubric: score.rubric,
    rubricVersion: score.rubricVersion,
    period: score.period,
    max: formatPoints(score.max),
    assessed: formatPoints(score.assessed),
    score: formatPoints(score.score),
    pending: formatPoints(score.pending),
    exact: score.exact,
    stage: score.stage,
    indicators: score.indicators.map((indicator) => indicatorJson(indicator, render)),
    ...(score.pots && {
      pots: score.pots.map((pot) => ({
        ...pot,
        max: formatPoints(pot.max),
        change: formatPoints(pot.change),
        score: pot.score === null ? null : formatPoints(pot.score),
      })),
    }),
  }
}

interface UnitRow {
  readonly unit: string
  readonly name: string
  readonly status: string
  readonly reason: string | null
  readonly json: string
}

function snapshots(ledger: Ledger, run: string, shared: 0 | 1, unit?: string): Snapshot[] {
  const rows = ledger
    .sql(
      `SELECT json FROM run_findings WHERE run = ? AND shared = ? ${unit === undefined ? '' : 'AND unit = ?'}
        ORDER BY fingerprint, site`,
    )
    .pluck()
    .all(...(unit === undefined ? [run, shared] : [run, shared, unit])) as string[]
  return rows.map((json) => JSON.parse(json) as Snapshot)
}

/** A place that a platform lends may be met from several sites of one run: it is one finding. */
function joined(findings: readonly Snapshot[]): Snapshot[] {
  const found = new Map<string, Snapshot>()
  for (const finding of findings) {
    const before = found.get(finding.fingerprint)
    const units = [...new Set([...(before?.units ?? []), ...finding.units])].sort()
    const evidence = [...new Set([...(before?.evidence ?? []), ...finding.evidence])].sort()
    found.set(finding.fingerprint, { ...finding, units, evidence })
  }
  return [...found.values()]
}

function unitJson(ledger: Ledger, run: Run, row: UnitRow, render: Render) {
  const summary = JSON.parse(row.json) as UnitSummary
  const scores = ledger
    .sql('SELECT json FROM run_scores WHERE run = ? AND unit = ? ORDER BY rubric, period')
    .pluck()
    .all(run.id, row.unit) as string[]
  return {
    id: row.unit,
    name: row.name,
    status: row.status,
    reason: row.reason,
    pages: summary.pages,
    notVisited: summary.notVisited,
    links: summary.links,
    columns: summary.columns,
    coverage: summary.coverage ?? [],
    findings: snapshots(ledger, run.id, 0, row.unit).map((finding) => findingJson(finding, render)),
    metrics: summary.metrics.map(({ name, value, facts, askedBy, evidence }) => ({
      name,
      value,
      facts,
      ...(askedBy ? { askedBy } : {}),
      evidence,
    })),
    scores: scores.map((json) => scoreJson(JSON.parse(json) as Score, render)),
  }
}

/**
 * The result of a run in the form of `inspect --json`, in the order in which its units were named. Throws UserFault
 * for an unknown run.
 */
export function inspectionJson(ledger: Ledger, runId: string, render: Render) {
  const run = runById(ledger, runId)
  if (!run) throw new UserFault('ledger.unknown-run', { run: runId })
  const rows = ledger
    .sql('SELECT unit, name, status, reason, json FROM unit_results WHERE run = ? ORDER BY unit')
    .all(runId) as UnitRow[]
  const place = new Map(run.units.map((unit, index) => [unit, index]))
  const order = (row: UnitRow): number => place.get(row.unit) ?? run.units.length
  return {
    schema: 'xuncha.inspection/1',
    run: {
      id: run.id,
      purpose: run.purpose,
      at: run.at,
      startedAt: instant(run.startedAt),
      finishedAt: run.finishedAt === null ? null : instant(run.finishedAt),
      tool: run.tool,
      status: run.status === 'running' ? 'interrupted' : run.status,
    },
    shared: joined(snapshots(ledger, runId, 1)).map((finding) => ({
      ...findingJson(finding, render),
      unit: finding.unit,
      units: finding.units,
    })),
    units: rows
      .sort((a, b) => order(a) - order(b) || (a.unit < b.unit ? -1 : 1))
      .map((row) => unitJson(ledger, run, row, render)),
  }
}

/** Type of the printed result. */
export type InspectionJson = ReturnType<typeof inspectionJson>
