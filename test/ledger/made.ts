/** Made-up sites, inspections and a rubric for the tests of the database of record. */

import type { Ledger } from '../../src/ledger/open.js'
import { type RecordDeps, type Recorded, record } from '../../src/ledger/record.js'
import { beginRun } from '../../src/ledger/runs.js'
import { subjectKey } from '../../src/model/address.js'
import { CODES, type Code } from '../../src/model/code.js'
import { type EvidenceManifest, evidenceId } from '../../src/model/evidence.js'
import type {
  InspectionResult,
  UnitResult,
  WitnessedFinding,
  WitnessedMetric,
} from '../../src/model/inspection.js'
import type { Score, ScoringFacts, ScoringRubric } from '../../src/model/scoring.js'
import { ownOrigins, type SiteSpec, type UnitSpec } from '../../src/model/site.js'
import type { Purpose } from '../../src/model/vocabulary.js'
import { manifestSpecimen, siteSpecimen, unitSpecimen } from '../specimens.js'

export const ORIGIN = 'http://127.0.0.1:8100'
/** 2026-03-02 02:00 UTC: a Monday, 10:00 in Shanghai. */
export const MONDAY = Date.UTC(2026, 2, 2, 2, 0)
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export function unitSpec(id: string, over: Partial<UnitSpec> = {}): UnitSpec {
  return unitSpecimen(id, `${ORIGIN}/${id}/`, { ownSite: false, ...over })
}

/** A platform with these units; `operator` must be named in `over` to exist. */
export function platform(units: readonly (string | UnitSpec)[], over: Partial<SiteSpec> = {}): SiteSpec {
  const specs = units.map((unit) => (typeof unit === 'string' ? unitSpec(unit) : unit))
  return siteSpecimen(ORIGIN, specs, {
    id: 'district',
    name: '云溪区政府信息公开平台',
    platform: true,
    ...over,
  })
}

/** A unit's own site. */
export function ownSite(id: string, over: Partial<UnitSpec> = {}): SiteSpec {
  const unit = unitSpec(id, { ownSite: true, portal: `${ORIGIN}/`, ...over })
  return platform([unit], { id: ORIGIN, name: unit.name, platform: false })
}

/** A finding before it is proven: `inspect` below gives it evidence. */
export function finding(code: Code, subject: string, over: Partial<WitnessedFinding> = {}): WitnessedFinding {
  return {
    check: CODES[code].check,
    checkVersion: 1,
    code,
    subject: subjectKey(subject, [ORIGIN]),
    subjectText: subject,
    occurredOn: null,
    verdict: 'problem',
    url: `${ORIGIN}/`,
    where: ['首页'],
    facts: {},
    frame: [],
    common: false,
    agreed: true,
    evidence: ['to be made'],
    ...over,
  }
}

export function unitResult(id: string, over: Partial<UnitResult> = {}): UnitResult {
  return {
    id,
    status: 'inspected',
    reason: null,
    pages: 30,
    notVisited: [],
    links: { checked: 10, broken: 0, unverified: 0 },
    columns: [],
    examined: {},
    unjudged: null,
    findings: [],
    metrics: [],
    frame: [],
    documents: [],
    ...over,
  }
}

/** A unit of which nothing but a count of keywords is told. */
export const hits = (value: number, over: Partial<WitnessedMetric> = {}): UnitResult =>
  unitResult('edu', {
    metrics: [
      {
        check: 'keyword-search',
        name: 'keyword-hits',
        value,
        facts: {},
        agreed: true,
        evidence: ['to be made'],
        ...over,
      },
    ],
  })

export function manifest(
  run: string,
  unit: string,
  check: string,
  code: string,
  takenAt: number,
): EvidenceManifest {
  return manifestSpecimen({
    run,
    unit,
    check,
    claim: { code, subject: '', kind: 'presence', facts: '{}' },
    at: '2026-03-02',
    takenAt,
    searched: [],
  })
}

export interface Inspection {
  readonly site: SiteSpec
  readonly units: readonly UnitResult[]
  readonly run?: string
  readonly at?: string
  readonly purpose?: Purpose
  readonly over?: Partial<InspectionResult>
}

/** A result with evidence for every finding and metric that asks for it, and every finding's subject examined. */
export function resultOf(inspection: Inspection, run: string, instant: number): InspectionResult {
  const evidence: EvidenceManifest[] = []
  const prove = (unit: string, check: string, code: string, wanted: readonly string[]): string[] => {
    if (wanted.length === 0) return []
    const item = manifest(run, unit, check, code, instant)
    evidence.push(item)
    return [evidenceId(item)]
  }
  const units = inspection.units.map((unit) => {
    const examined: Record<string, string[]> = { ...unit.examined }
    for (const one of unit.findings) examined[one.check] = [...(examined[one.check] ?? []), one.subject]
    return {
      ...unit,
      examined,
      findings: unit.findings.map((one) => ({
        ...one,
        evidence: prove(unit.id, one.check, `${one.code} ${one.subject}`, one.evidence),
      })),
      metrics: unit.metrics.map((one) => ({
        ...one,
        evidence: prove(unit.id, one.check, one.name, one.evidence),
      })),
    }
  })
  const outage = inspection.over?.outage ?? null
  return {
    schema: 'xuncha.result/1',
    runId: run,
    purpose: inspection.purpose ?? 'formal',
    at: inspection.at ?? '2026-03-02',
    tool: 'xuncha 0.1.0',
    site: inspection.site,
    startedAt: instant,
    finishedAt: instant + 1,
    interrupted: false,
    canary: 'none',
    units,
    ...inspection.over,
    outage: outage && { ...outage, evidence: prove('@', outage.check, outage.code, outage.evidence) },
    evidence,
  }
}

/** Units of the site by the keys under which a finding on a page of theirs is known. */
export function keyOf(site: SiteSpec, subject: string): string {
  return subjectKey(subject, ownOrigins(site, null))
}

const PRICES: Readonly<Record<string, number>> = { 'column-missing': -200 }

/** A rubric for tests: every confirmed finding −1, column-missing −2, keyword hits as the points of one row of five. */
export function testRubric(over: Partial<ScoringRubric> = {}): ScoringRubric {
  const version = over.version ?? '1'
  return {
    id: 'test',
    version,
    propose: (facts) => [
      ...facts.findings.map((one) => ({
        kind: 'deduct' as const,
        indicator: '14',
        rule: one.code,
        occurrence: one.fingerprint,
        points: PRICES[one.code] ?? -100,
        clause: '每发现1处扣1分',
        arithmetic: '1 × -1',
        finding: one.fingerprint,
        chargedOn: one.chargedOn ?? '1970-01-01',
      })),
      ...facts.metrics
        .filter((metric) => metric.agreed && metric.unitInspected)
        .map((metric) => ({
          kind: 'deduct' as const,
          indicator: '20',
          rule: 'keywords',
          occurrence: 'metric',
          points: Math.min(metric.value, 5) * 100 - 500,
          clause: '按出现次数赋分',
          arithmetic: `${metric.value}`,
          finding: null,
          chargedOn: '2026-03-02',
        })),
    ],
    score: (facts) => scoreOf(facts, version),
    ...over,
  }
}

function scoreOf(facts: ScoringFacts, version: string): Score {
  const live = facts.entries.filter((entry) => entry.state === 'pending' || entry.state === 'posted')
  const lost = live.reduce((sum, entry) => sum + entry.points, 0)
  return {
    rubric: 'test',
    rubricVersion: version,
    period: facts.period,
    max: 10_000,
    assessed: 3_400,
    pending: 6_600,
    score: 3_400 + lost,
    exact: `${3_400 + lost}/1`,
    stage: 'provisional',
    indicators: [
      {
        id: '14',
        title: '信息发布',
        max: 300,
        score: 300 + lost,
        method: 'auto',
        status: 'scored',
        because: null,
        interval: null,
        entries: live.map((entry) => ({
          id: entry.id,
          state: entry.state,
          points: entry.points,
          effective: entry.points,
          finding: entry.finding,
          clause: entry.clause,
        })),
        preview: 0,
      },
    ],
  }
}

export function depsOf(over: Partial<RecordDeps> = {}, clock: { now: number } = { now: MONDAY }): RecordDeps {
  return {
    rubrics: [testRubric()],
    now: () => clock.now,
    actor: 'tester',
    posting: 'approval',
    confirm: 'immediate',
    period: null,
    putItem: () => undefined,
    ...over,
  }
}

export function newRun(ledger: Ledger, inspection: Inspection, units?: readonly string[]): string {
  return beginRun(ledger, {
    purpose: inspection.purpose ?? 'formal',
    at: inspection.at ?? '2026-03-02',
    period: null,
    tool: 'xuncha 0.1.0',
    actor: 'tester',
    resumeKey: 'key',
    units: units ?? inspection.units.map((unit) => unit.id),
    rubrics: ['test'],
  })
}

/** Begins a run of its own and records one inspection in it, now. */
export async function inspect(
  ledger: Ledger,
  clock: { now: number },
  inspection: Inspection,
  deps: Partial<RecordDeps> = {},
): Promise<Recorded> {
  const run = inspection.run ?? newRun(ledger, inspection)
  return record(ledger, resultOf(inspection, run, clock.now), depsOf(deps, clock))
}
