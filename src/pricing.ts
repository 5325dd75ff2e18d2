/** Rubrics as records and rulings are priced by them: those named, the workspace's, and those that assess the year. */
import { assessedRubrics } from '../../ledger/assessment.js'
import type { Ledger } from '../../ledger/open.js'
import type { PricingRubric } from '../../ledger/record-entries.js'
import { scoredUnit } from '../../ledger/record-unit.js'
import { knowUnits } from '../../ledger/records.js'
import { registry } from '../../ledger/registry-store.js'
import type { ScoredUnit } from '../../model/scoring.js'
import type { Registry } from '../../model/workspace.js'
import { resolveSites } from '../../registry/resolve.js'
import { listRubrics } from '../../rubric/load.js'
import { priceRecord, priceStanding } from '../../rubric/record.js'
import type { Rubric, Rule } from '../../rubric/schema.js'
import { rubricNamed } from '../rubrics.js'
import type { Shell } from '../shell.js'
import { pinnedByAssessment, rubricsInForce, scoringRubric } from './scoring.js'

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

/** The rubrics of a year, each in the version that its assessment pinned; one id once. */
export function rubricsOfYear(
  ledger: Ledger,
  period: string,
  named: readonly string[],
  shell: Shell,
): Rubric[] {
  const usual = registry(ledger).load().defaults.rubric
  const given = [...named, ...(usual === undefined ? [] : [usual])].map(rubricNamed)
  const held = new Map(rubricsInForce(ledger, given, period, shell).map((rubric) => [rubric.id, rubric]))
  for (const id of assessedRubrics(ledger, period)) {
    if (held.has(id)) continue
    const pinned = pinnedByAssessment(ledger, id, period)
    held.set(id, pinned ?? rubricNamed(id))
  }
  return [...held.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Every registered unit as rubrics distinguish units. */
export function unitsToScore(held: Registry, on: string): ScoredUnit[] {
  return resolveSites(held, on).flatMap((site) => site.units.map(scoredUnit))
}

/** Makes the named units known for scoring although nothing of them was inspected. */
export function makeKnown(ledger: Ledger, held: Registry, ids: ReadonlySet<string>, on: string): void {
  knowUnits(
    ledger,
    unitsToScore(held, on).filter((unit) => ids.has(unit.id)),
  )
}

const folded = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '')

/** Rules that a record may be entered under, by a person's word. */
const ENTERED: ReadonlySet<Rule['type']> = new Set([
  'each',
  'once',
  'manual',
  'hint',
  'ceiling',
  'count',
  'list',
  'memo',
  'discretionary',
])

function namedIn(rubric: Rubric, text: string, indicator: string): string[] {
  const rows = rubric.indicators.filter(
    (row) => indicator === '' || row.id === indicator || folded(row.title) === folded(indicator),
  )
  const rules = rows.flatMap((row) => row.rules.filter((rule) => ENTERED.has(rule.type)))
  if (text === '') {
    const own = rules.filter((rule) => rule.type !== 'hint')
    return indicator !== '' && own.length === 1 && own[0] ? [own[0].id] : []
  }
  const [id = '', item] = text.split('#')
  const byId = rules.find((rule) => rule.id === id)
  if (byId) {
    if (byId.type !== 'list') return item === undefined ? [byId.id] : []
    const meant = byId.items.find((one) => one.id === item || folded(one.name) === folded(item ?? ''))
    return meant ? [`${byId.id}#${meant.id}`] : []
  }
  const items = rules.flatMap((rule) =>
    rule.type === 'list'
      ? rule.items.filter((one) => folded(one.name) === folded(text)).map((one) => `${rule.id}#${one.id}`)
      : [],
  )
  const byClause = rules.filter((rule) => rule.type !== 'list' && folded(rule.clause) === folded(text))
  // The same words may stand under a proposal and under the person's own rule: the person's is meant.
  const own = byClause.filter((rule) => rule.type === 'manual')
  const meant = own.length > 0 ? own : byClause
  return items.length > 0 ? items : meant.length === 1 && meant[0] ? [meant[0].id] : []
}

/**
 * The rules that a cell means: ids separated by 、 or ;, or a clause in the document's own words; without any, the only
 * rule of the row that `indicator` names. What is named under no rubric gives an empty list: the row is refused.
 */
export function ruleFinder(rubrics: readonly Rubric[]): (text: string, indicator: string) => string[] {
  let known: Rubric[] | null = null
  const others = (): Rubric[] => {
    known ??= listRubrics().filter((one) => !rubrics.some((held) => held.id === one.id))
    return known
  }
  const find = (among: readonly Rubric[], text: string, indicator: string) =>
    among.flatMap((rubric) => namedIn(rubric, text, indicator))
  return (text, indicator) => {
    const whole = find(rubrics, text, indicator)
    if (whole.length > 0 || text === '') return whole
    const parts = text.split(/[、;；,，\s]+/).filter((part) => part !== '')
    const each = parts.map((part) => {
      const own = find(rubrics, part, indicator)
      return own.length > 0 ? own : find(others(), part, indicator)
    })
    return each.every((found) => found.length > 0) ? each.flat() : []
  }
}
