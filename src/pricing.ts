/** Rubrics as records and rulings are priced by them: those named, the workspace's, and those that assess the year. For commands and server alike. */
import { assessedRubrics, assessmentId, pinnedVersion } from './ledger/assessment.js'
import type { Ledger } from './ledger/open.js'
import { openRuledEntries, type PersonRuling, ruleFinding } from './ledger/person-rulings.js'
import type { StoredFinding } from './ledger/read.js'
import type { PricingRubric } from './ledger/record-entries.js'
import { scoredUnit } from './ledger/record-unit.js'
import { knowUnits } from './ledger/records.js'
import { registry } from './ledger/registry-store.js'
import type { PlainDate } from './model/date.js'
import type { ScoredUnit } from './model/scoring.js'
import type { Registry } from './model/workspace.js'
import { resolveSites } from './registry/resolve.js'
import { rubricNamed } from './rubric/load.js'
import { rubricFromSource, scoringRubric } from './rubric/pinned.js'
import { priceRecord, priceStanding } from './rubric/record.js'
import type { Rubric } from './rubric/schema.js'

/** Says something that a person should know, as a message key with its facts. */
export type Tell = (key: string, facts: Readonly<Record<string, string | number>>) => void

/** A rubric with the prices of what happened outside the web. */
export function pricingRubric(rubric: Rubric): PricingRubric {
  const rules = new Set(rubric.indicators.flatMap((row) => row.rules.map((rule) => rule.id)))
  return {
    ...scoringRubric(rubric),
    has: (rule) => rules.has(rule),
    price: (facts, record) => priceRecord(rubric, facts, record),
    place: (facts, standing) => priceStanding(rubric, facts, standing),
  }
}

/** Of a rubric the version that the year's assessment pinned; where the file differs from it, that is told. */
function inForce(ledger: Ledger, rubric: Rubric, period: string, tell: Tell): Rubric {
  const assessment = assessmentId(rubric.id, period)
  const pinned = pinnedVersion(ledger, assessment)
  if (!pinned || pinned.version === rubric.version || pinned.source === null) return rubric
  tell('cli.rubric-pinned', { assessment, pinned: pinned.version, given: rubric.version })
  return rubricFromSource(pinned.source)
}

/** The rubrics of a year, each in the version that its assessment pinned; one id once. */
export function rubricsOfYear(
  ledger: Ledger,
  period: string,
  named: readonly string[],
  tell: Tell,
): Rubric[] {
  const usual = registry(ledger).load().defaults.rubric
  const given = [...named, ...(usual === undefined ? [] : [usual])].map(rubricNamed)
  const held = new Map(given.map((rubric) => [rubric.id, inForce(ledger, rubric, period, tell)]))
  for (const id of assessedRubrics(ledger, period)) {
    if (held.has(id)) continue
    const source = pinnedVersion(ledger, assessmentId(id, period))?.source ?? null
    held.set(id, source === null ? rubricNamed(id) : rubricFromSource(source))
  }
  return [...held.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Every registered unit as rubrics distinguish units. */
function unitsToScore(held: Registry, on: string): ScoredUnit[] {
  return resolveSites(held, on).flatMap((site) => site.units.map(scoredUnit))
}

/** Makes the named units known for scoring although nothing of them was inspected. */
export function makeKnown(ledger: Ledger, held: Registry, ids: ReadonlySet<string>, on: string): void {
  knowUnits(
    ledger,
    unitsToScore(held, on).filter((unit) => ids.has(unit.id)),
  )
}

/** A ruling with who gives it and whom to tell. */
export interface RulingRequest {
  readonly ruling: PersonRuling
  readonly reason: string
  /** Last day on which `clean` holds; null: for good. */
  readonly until: PlainDate | null
  readonly at: PlainDate
  readonly actor: string
  readonly tell: Tell
}

/** Rules on one finding and opens what it then costs, in one transaction. Throws UserFault as `ruleFinding` does. */
export function ruleAndPrice(
  ledger: Ledger,
  finding: StoredFinding,
  given: RulingRequest,
): { readonly finding: StoredFinding; readonly entries: readonly string[] } {
  return ledger.immediate(() => {
    const ruled = ruleFinding(ledger, finding, given)
    const period = (ruled.nature === 'event' ? (ruled.occurredOn ?? given.at) : given.at).slice(0, 4)
    const entries = openRuledEntries(ledger, ruled, {
      rubrics: rubricsOfYear(ledger, period, [], given.tell).map(pricingRubric),
      period,
      at: given.at,
      actor: given.actor,
      reason: given.reason,
      posting: registry(ledger).load().defaults.posting ?? 'approval',
    })
    return { finding: ruled, entries }
  })
}
