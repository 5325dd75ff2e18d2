/** What people and imports bring in from outside the web, priced by the rubric's own rules. Pure. */
import { formatPoints } from '../model/points.js'
import type { PricedRecord, ProposedEntry, ScoringFacts, Standing } from '../model/scoring.js'
import { amount } from './amount.js'
import { itemApplies, rowApplies, ruleApplies, ruleInForce } from './applies.js'
import { bucketOn, potOf } from './bucket.js'
import { marksFor, placeOf, tiesInForce } from './rank.js'
import type { Indicator, RankRule, Rubric, Rule } from './schema.js'
import type { Because } from './status.js'
import { changeOfCount, changeOfList, itemNamed } from './tally.js'

/** An entry, or the reason why the rubric has no price for the record. */
export type PricedEntry =
  | { readonly entry: ProposedEntry; readonly refused: null }
  | { readonly entry: null; readonly refused: Because }

const refuse = (key: string, facts: Because['facts'] = {}): PricedEntry => ({
  entry: null,
  refused: { key, facts },
})

function found(rubric: Rubric, id: string): { row: Indicator; rule: Rule } | null {
  for (const row of rubric.indicators) {
    const rule = row.rules.find((held) => held.id === id)
    if (rule) return { row, rule }
  }
  return null
}

/** The rule's own price for one record, with how it came about; null: the person has to say. */
function ownPrice(
  row: Indicator,
  rule: Rule,
  record: PricedRecord,
  facts: ScoringFacts,
): { readonly points: number; readonly how: string } | null {
  const max = amount(row.max)
  switch (rule.type) {
    case 'each':
    case 'once':
      return { points: amount(rule.points), how: `1 × ${rule.points}` }
    case 'manual':
    case 'hint':
      return rule.points === undefined ? null : { points: amount(rule.points), how: `1 × ${rule.points}` }
    case 'ceiling': {
      if (row.adjusts !== undefined) return { points: 0, how: `否决：总分最多 ${rule.ceiling}` }
      const points = amount(rule.ceiling) - max
      return { points, how: `本项最多得 ${rule.ceiling}；满分 ${row.max}` }
    }
    case 'count':
      return { points: changeOfCount(rule, max, 1), how: '按累计次数取档，1 次时' }
    case 'list':
      return { points: changeOfList(rule, facts.unit, 1), how: `${rule.points} 按适用的各项均分` }
    case 'memo':
      return record.points === null
        ? null
        : { points: record.points * rule.times, how: `${formatPoints(record.points)} × ${rule.times}` }
    default:
      return null
  }
}

function kindOf(rule: Rule, points: number): ProposedEntry['kind'] {
  if (rule.type === 'memo') return 'external'
  return points > 0 ? 'award' : 'manual'
}

/** The bucket of a day where the row's marks are given per bucket. */
function bucketFor(rubric: Rubric, row: Indicator, on: string): { bucket?: string } {
  const pot = potOf(rubric, row)
  return pot ? { bucket: bucketOn(on, pot.pot.per) } : {}
}

/**
 * The entry that a record calls for. A record of another year, of a rule that is not the unit's or not in force, or
 * without a price is refused, with the reason; nothing is ever dropped in silence.
 */
export function priceRecord(rubric: Rubric, facts: ScoringFacts, record: PricedRecord): PricedEntry {
  const held = found(rubric, record.rule)
  if (!held) return refuse('rubric.record.no-rule', { rule: record.rule })
  const { row, rule } = held
  if (record.on.slice(0, 4) !== facts.period)
    return refuse('rubric.record.other-year', { on: record.on, period: facts.period })
  if (!ruleInForce(rubric, rule)) return refuse('rubric.idle.not-in-force')
  for (const applies of [rowApplies(rubric, row, facts.unit), ruleApplies(rule, facts.unit)]) {
    if (applies.is === 'no') return refuse(applies.key)
    if (applies.is === 'unclear') return refuse('rubric.because.kind-unclear')
  }
  if (rule.type === 'list') {
    const item = itemNamed(rule, record.occurrence)
    if (!item) return refuse('rubric.record.no-item', { item: record.occurrence })
    const due = itemApplies(item, facts.unit)
    if (due === 'unclear') return refuse('rubric.because.kind-unclear')
    if (due === 'no') return refuse('rubric.record.item-not-due', { item: item.name })
  }
  const own = ownPrice(row, rule, record, facts)
  const given = rule.type === 'memo' ? null : record.points
  const points = given ?? own?.points
  if (points === undefined) return refuse('rubric.record.no-price', { rule: rule.id })
  return {
    refused: null,
    entry: {
      kind: kindOf(rule, points),
      indicator: row.id,
      rule: rule.id,
      occurrence: record.occurrence,
      points,
      clause: rule.clause,
      arithmetic: given === null && own ? own.how : `人工认定 ${formatPoints(points)}`,
      finding: null,
      chargedOn: record.on,
      ...bucketFor(rubric, row, record.on),
    },
  }
}

function entryForPlace(
  rubric: Rubric,
  row: Indicator,
  rule: RankRule,
  facts: ScoringFacts,
  standing: Standing,
): ProposedEntry | null {
  const ties = tiesInForce(rubric, rule)
  const place = placeOf(standing, facts.unit.id, ties)
  if (!place) return null
  const marks = marksFor(rule, place)
  const points = row.adjusts === undefined ? marks - amount(row.max) : marks
  // Where a place adds to the total, one that gives nothing is no entry.
  if (row.adjusts !== undefined && points === 0) return null
  return {
    kind: kindOf(rule, points),
    indicator: row.id,
    rule: rule.id,
    occurrence: standing.record,
    points,
    clause: rule.clause,
    arithmetic: `${standing.list}：${place.of} 名中第 ${place.place} 名，得 ${formatPoints(marks)}`,
    finding: null,
    chargedOn: standing.on,
    ...bucketFor(rubric, row, standing.on),
  }
}

/** The entries that a ranked list calls for, for one unit; none where the list does not name it. */
export function priceStanding(rubric: Rubric, facts: ScoringFacts, standing: Standing): ProposedEntry[] {
  if (standing.on.slice(0, 4) !== facts.period) return []
  return rubric.indicators.flatMap((row) =>
    row.rules.flatMap((rule) => {
      if (rule.type !== 'rank' || rule.list !== standing.list || !ruleInForce(rubric, rule)) return []
      const theirs = [rowApplies(rubric, row, facts.unit), ruleApplies(rule, facts.unit)]
      if (theirs.some(({ is }) => is !== 'yes')) return []
      const entry = entryForPlace(rubric, row, rule, facts, standing)
      return entry ? [entry] : []
    }),
  )
}
