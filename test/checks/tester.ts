/** The one tester of checks: a table of cases, whole outcomes, and what every check must keep to. */
import { describe, expect, it } from 'vitest'
import { stateCouncilCalendar } from '../../src/calendar/state-council.js'
import type { Check, Outcome, WorkCalendar } from '../../src/check.js'
import { hasMessage, render } from '../../src/messages/catalogue.js'
import { codeTraits } from '../../src/model/code.js'
import type { Finding, Metric } from '../../src/model/finding.js'
import type { Artifacts } from '../../src/model/portal.js'
import { artifacts } from './artifacts.js'

/** What a case expects of one finding: all of it but what takes its usual value. */
export type Expected = Pick<Finding, 'code' | 'subject' | 'url' | 'facts'> &
  Partial<Pick<Finding, 'where' | 'at' | 'frame' | 'occurredOn' | 'askedBy'>> & {
    readonly verdict?: Finding['verdict']
  }

/** One case. The kind is given by where it stands in the table. */
export interface Case {
  readonly name: string
  readonly seen: Partial<Artifacts>
  readonly params?: Record<string, unknown>
  /** Assessment date, 2026-11-21 unless told. */
  readonly at?: string
  readonly calendar?: WorkCalendar
  readonly findings?: readonly Expected[]
  readonly examined: readonly string[]
  readonly metrics?: readonly Metric[]
}

/** Cases by what they end in: nothing, at least one problem, or doubt alone. */
export interface Table {
  readonly clean: readonly Case[]
  readonly problem: readonly Case[]
  readonly cannotTell: readonly Case[]
}

const COVERED = stateCouncilCalendar()

/** Freezes deeply: a check that writes on its artifacts throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

/** Lists whose order says something, and must stay. */
const ORDERED = new Set([
  'referrers',
  'expectedAt',
  'path',
  'where',
  'attempts',
  'redirects',
  'children',
  'personal',
  'lookAt',
  'periods',
  'dates',
  'known',
])

function reversed(value: unknown, key = ''): unknown {
  // The rows of a report's tables are read in their order.
  if (key === 'parts') return value
  if (Array.isArray(value)) {
    const items = value.map((item) => reversed(item))
    return ORDERED.has(key) ? items : items.reverse()
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, reversed(held, name)]))
}

function completed(expected: Expected): Finding {
  const { askedBy, ...rest } = expected
  return {
    verdict: 'problem',
    where: [],
    at: { pages: [expected.url], region: { kind: 'page' } },
    frame: [],
    occurredOn: null,
    ...rest,
    ...(askedBy ? { askedBy } : {}),
  }
}

/** A check that only ever suspects has no problems; one that only measures says nothing that could be doubted. */
function wants({ codes }: Check, kind: keyof Table): boolean {
  if (kind === 'clean') return true
  return kind === 'problem' ? codes.some((code) => !codeTraits(code).suspicion) : codes.length > 0
}

function refuseBadTable(check: Check, table: Table): void {
  for (const kind of ['clean', 'problem', 'cannotTell'] as const)
    if (table[kind].length === 0 && wants(check, kind)) throw new Error(`the table has no ${kind} case`)
  const all = [...table.clean, ...table.problem, ...table.cannotTell]
  const names = new Set(all.map(({ name }) => name))
  if (names.size < all.length) throw new Error('two cases have one name')
  const inputs = new Set(
    all.map(({ seen, params, at, calendar }) =>
      JSON.stringify([seen, params ?? {}, at ?? null, calendar?.years ?? null]),
    ),
  )
  if (inputs.size < all.length) throw new Error('two cases have one input')
  for (const { name, findings = [] } of table.clean)
    if (findings.length) throw new Error(`${name}: a clean case expects findings`)
  for (const { name, findings = [] } of table.problem)
    if (!findings.some(({ verdict = 'problem' }) => verdict === 'problem'))
      throw new Error(`${name}: a problem case expects no problem`)
  for (const { name, findings = [] } of table.cannotTell)
    if (!findings.length || findings.some(({ verdict }) => verdict !== 'cannot-tell'))
      throw new Error(`${name}: a cannot-tell case expects cannot-tell and nothing else`)
}

function keepsTheContract(check: Check, outcome: Outcome): void {
  for (const finding of outcome.findings) {
    const { code, subject, occurredOn, facts } = finding
    expect(check.codes).toContain(code)
    expect(codeTraits(code).check).toBe(check.id)
    expect(outcome.examined).toContain(subject)
    expect(occurredOn !== null).toBe(codeTraits(code).nature === 'event')
    expect(finding.at.pages.length).toBeGreaterThan(0)
    if (codeTraits(code).suspicion) expect(finding.verdict).toBe('cannot-tell')
    expect(hasMessage(`finding.${code}`)).toBe(true)
    // Who has to look is told why, in words; a problem leaves no doubt.
    expect(typeof facts.why === 'string').toBe(finding.verdict === 'cannot-tell')
    if (finding.verdict === 'cannot-tell')
      expect(render(`finding.${code}`, facts, 'zh-CN')).toMatch(/（待人工核实：[^a-z）][^）]*）$/)
    for (const language of ['zh-CN', 'en'] as const)
      expect(render(`finding.${code}`, facts, language)).not.toMatch(/undefined|\[object|\{\w+\}/)
  }
  const places = outcome.findings.map(({ code, subject, occurredOn }) =>
    [code, subject, occurredOn].join(' '),
  )
  expect(new Set(places).size).toBe(places.length)
}

/** The artifacts as judging gives them: each is made when it is asked for, and none may be that the check does not name. */
function onDemand(seen: Artifacts, { id, needs }: Check): Artifacts {
  const given = {}
  for (const [key, value] of Object.entries(seen))
    Object.defineProperty(given, key, {
      enumerable: true,
      get: () => {
        if (!needs.some((need) => need === key)) throw new Error(`${id} asks for ${key} and does not need it`)
        return value
      },
    })
  return given as Artifacts
}

function runCase(check: Check, one: Case): void {
  const params = check.params.parse(one.params ?? {})
  const given = { params, at: one.at ?? '2026-11-21', calendar: one.calendar ?? COVERED }
  const seen = frozen(artifacts(one.seen))
  const outcome = check.run(onDemand(seen, check), given)
  expect(outcome.findings).toEqual((one.findings ?? []).map(completed))
  expect([...outcome.examined].sort()).toEqual([...one.examined].sort())
  expect(outcome.metrics ?? []).toEqual(one.metrics ?? [])
  keepsTheContract(check, outcome)
  // Pure, and blind to the order in which artifacts came.
  const again = check.run(frozen(reversed(seen)) as Artifacts, given)
  expect(again.findings).toEqual(outcome.findings)
  expect([...again.examined].sort()).toEqual([...outcome.examined].sort())
  expect(again.metrics).toEqual(outcome.metrics)
}

/** Runs a check's table; refuses one without a clean, a problem and a cannot-tell case, or with a case twice. */
export function checkTable(check: Check, table: Table): void {
  refuseBadTable(check, table)
  describe(check.id, () => {
    it('takes its parameters from their defaults', () => {
      expect(check.params.safeParse({}).success).toBe(true)
    })
    it('has every code in the table, as a problem where it can be one', () => {
      const all = [...table.problem, ...table.cannotTell].flatMap(({ findings = [] }) => findings)
      const shown = all.filter(({ verdict = 'problem', code }) =>
        codeTraits(code).suspicion ? verdict === 'cannot-tell' : verdict === 'problem',
      )
      expect([...new Set(shown.map(({ code }) => code))].sort()).toEqual([...check.codes].sort())
    })
    for (const [kind, cases] of Object.entries(table) as [string, readonly Case[]][]) {
      if (cases.length === 0) continue
      describe(kind, () => {
        for (const one of cases) it(one.name, () => runCase(check, one))
      })
    }
  })
}
