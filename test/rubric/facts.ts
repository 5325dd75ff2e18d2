/** Makers of scoring facts for tests: a unit, findings, entries as a ledger would hold them. */
import { CODES, type Code, codeTraits } from '../../src/model/code.js'
import type { Entry } from '../../src/model/ledger.js'
import type { ProposedEntry, ScoredFinding, ScoredMetric, ScoringFacts } from '../../src/model/scoring.js'
import { loadRubric, rubricById } from '../../src/rubric/load.js'
import type { Rubric } from '../../src/rubric/schema.js'

/** Every check of this version. */
export const ALL_CHECKS: ReadonlySet<string> = new Set(Object.values(CODES).map((traits) => traits.check))

const EXAMINED_SUBJECTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['disclosure-guide', new Set(['name', 'address', 'hours', 'phone', 'fax', 'internet', '/'])],
  ['institution-info', new Set(['functions', 'address', 'hours', 'phone', 'leader'])],
  ['annual-report', new Set(['2025'])],
])

/** A finding of a code with the rest as most findings have it: a problem, confirmed, seen formally in 2026. */
export function finding(code: Code, subject: string, rest: Partial<ScoredFinding> = {}): ScoredFinding {
  const { check, nature } = codeTraits(code)
  const occurredOn = nature === 'event' ? '2026-05-06' : null
  return {
    fingerprint: `${code} ${subject}`,
    check,
    code,
    verdict: 'problem',
    state: 'confirmed',
    nature,
    occurredOn,
    chargedOn: occurredOn ?? '2026-11-21',
    subject,
    facts: {},
    askedBy: null,
    formal: true,
    ...rest,
  }
}

/** Facts of an examined department with a website of its own. */
export function facts(rest: Partial<ScoringFacts> = {}): ScoringFacts {
  return {
    unit: {
      id: 'edu',
      name: '区教育局',
      kind: 'department',
      ownSite: true,
      disclosure: true,
      group: '部门组',
    },
    period: '2026',
    examined: ALL_CHECKS,
    examinedSubjects: EXAMINED_SUBJECTS,
    findings: [],
    metrics: [],
    entries: [],
    ...rest,
  }
}

/** An entry that a proposal opens. */
export function opened(rubric: Rubric, proposed: ProposedEntry, state: Entry['state'] = 'posted'): Entry {
  return {
    ...proposed,
    id: `e-${proposed.rule}-${proposed.occurrence}`,
    state,
    assessment: `${rubric.id}-2026`,
    bucket: proposed.bucket ?? 'Y',
    unit: 'edu',
    rubric: rubric.id,
    decidedBy: 'auto',
    seq: 1,
  }
}

/** Linzi with a tariff on every clause that rests on findings. */
export function linziPriced(): Rubric {
  const { source } = rubricById('linzi-2021')
  const tariff = (id: string): string => `  ${id}: { points: "0.5", cap: "3", by: 办公室, on: 2026-01-05 }`
  const ids = ['lz-13-3a', 'lz-13-2f', 'lz-14-3a', 'lz-14-3b']
  return loadRubric(source.text, source.path, {
    path: 'p.yaml',
    text: `rubric: linzi-2021\ntariffs:\n${ids.map(tariff).join('\n')}\n`,
  })
}

/** A person's entry. */
export function manual(
  rubric: Rubric,
  indicator: string,
  rule: string,
  points: number,
  occurrence = 'r-1',
): Entry {
  return {
    id: `m-${indicator}-${occurrence}`,
    kind: 'manual',
    state: 'posted',
    assessment: `${rubric.id}-2026`,
    bucket: 'Y',
    unit: 'edu',
    rubric: rubric.id,
    indicator,
    rule,
    occurrence,
    points,
    clause: '',
    arithmetic: '',
    finding: null,
    decidedBy: 'person',
    seq: 1,
  }
}

/** The metric of four keywords. */
export function hits(
  counts: Readonly<Record<string, number>>,
  rest: Partial<ScoredMetric> = {},
  entries: Readonly<Record<string, number>> = counts,
): ScoredMetric {
  return {
    name: 'keyword-hits',
    value: Object.values(counts).reduce((sum, count) => sum + count, 0),
    facts: { perKeyword: counts, entries, venue: 'site' },
    agreed: true,
    unitInspected: true,
    askedBy: ['wuwei-2020'],
    measuredOn: '2026-11-21',
    ...rest,
  }
}
