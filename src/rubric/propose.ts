/** Which entries confirmed findings and agreed metrics call for. Pure; the order of what is given never matters. */
import { formatPoints } from '../model/points.js'
import type { ProposedEntry, ScoredFinding, ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { rowApplies, rulesFor } from './applies.js'
import { bucketOn, potOf } from './bucket.js'
import { isFindingRule, sortFindings } from './match.js'
import type { EachRule, Indicator, OnceRule, Rubric, Rule, TierRule } from './schema.js'
import { grade, readingInForce, usableMetric } from './tiers.js'

/** Points that one finding opens an entry with; what caps leave of it is worked out on reading. */
function priceOf(rule: EachRule | OnceRule): number {
  return amount(rule.points)
}

function arithmeticOf(row: Indicator, rule: EachRule | OnceRule, each: string | null): string {
  const limit = rule.type === 'once' ? rule.points : rule.cap
  const capped = limit === undefined ? '' : `；本条合计至多 ${limit}`
  const marks = each === null ? `第 ${row.id} 项满分 ${row.max}` : `第 ${row.id} 项与同组各项共 ${each} 分`
  return `1 × ${rule.points}${capped}；${marks}`
}

/** True for a rule that charges an open finding again in each later bucket. */
export function isCarriedOver(rule: Rule): boolean {
  return rule.type === 'each' && rule.carryOver === 'again'
}

/** A state that was confirmed outside the period is charged at the edge of the period that is nearer to it. */
function bucketDay(finding: ScoredFinding, period: string): string {
  const day = finding.chargedOn ?? finding.occurredOn ?? `${period}-12-31`
  if (day.slice(0, 4) < period) return `${period}-01-01`
  return day.slice(0, 4) > period ? `${period}-12-31` : day
}

/** The entry that a finding calls for under a rule; where marks are given per bucket it names its bucket. */
export function entryFor(
  rubric: Rubric,
  row: Indicator,
  rule: EachRule | OnceRule,
  finding: ScoredFinding,
  period: string,
): ProposedEntry {
  const day = bucketDay(finding, period)
  const pot = potOf(rubric, row)
  return {
    kind: 'deduct',
    indicator: row.id,
    rule: rule.id,
    occurrence: finding.fingerprint,
    points: priceOf(rule),
    clause: rule.clause,
    arithmetic: arithmeticOf(row, rule, pot?.pot.each ?? null),
    finding: finding.fingerprint,
    chargedOn: day,
    ...(pot && { bucket: bucketOn(day, pot.pot.per) }),
  }
}

/**
 * What a finding calls for under a rule: one entry a year; where the rule carries over, one in each bucket in which a
 * formal inspection saw it open. An event happens once, whatever the rule says.
 */
function entriesFor(
  rubric: Rubric,
  row: Indicator,
  rule: EachRule | OnceRule,
  finding: ScoredFinding,
  period: string,
): ProposedEntry[] {
  const first = entryFor(rubric, row, rule, finding, period)
  if (!isCarriedOver(rule) || finding.nature === 'event') return [first]
  const buckets = new Set([first.bucket])
  const later = [...(finding.seenOn ?? [])].sort().flatMap((day): ProposedEntry[] => {
    const again = entryFor(rubric, row, rule, { ...finding, chargedOn: day }, period)
    if (day <= first.chargedOn || buckets.has(again.bucket)) return []
    buckets.add(again.bucket)
    return [again]
  })
  return [first, ...later]
}

function metricEntry(rubric: Rubric, row: Indicator, rule: TierRule, facts: ScoringFacts): ProposedEntry[] {
  const usable = usableMetric(rubric, rule, facts)
  if ('because' in usable) return []
  const reading = readingInForce(rubric, rule)
  const graded = grade(rule, usable.counts, reading)
  const max = amount(row.max)
  const each = graded.perKeyword.map(
    ({ keyword, count, points }) => `${keyword} ${count} 次得 ${formatPoints(points)}`,
  )
  const how = { mean: '平均', sum: '次数合计后', min: '取最低', max: '取最高' }[reading.aggregate]
  return [
    {
      kind: 'deduct',
      indicator: row.id,
      rule: rule.id,
      occurrence: 'metric',
      points: graded.points - max,
      clause: rule.clause,
      arithmetic: `${each.join('；')}；${how}得 ${formatPoints(graded.points)}；${formatPoints(graded.points)} − ${row.max} = ${formatPoints(graded.points - max)}`,
      finding: null,
      chargedOn: usable.metric.measuredOn ?? `${facts.period}-12-31`,
    },
  ]
}

/**
 * Every entry that the facts call for, by rule order, then occurrence. Rows for a person call for none.
 * Each finding under a once-only rule calls for an entry of its own, so that keys stay the same when findings come
 * and go; that the rule takes its points once only is a cap, applied on reading.
 */
export function proposeEntries(rubric: Rubric, facts: ScoringFacts): ProposedEntry[] {
  return rubric.indicators.flatMap((row) => {
    if (row.method !== 'auto' || rowApplies(rubric, row, facts.unit).is !== 'yes') return []
    return rulesFor(rubric, row, facts.unit).rules.flatMap((rule) => {
      if (rule.type === 'tiers') return metricEntry(rubric, row, rule, facts)
      if (!isFindingRule(rule) || rule.type === 'hint') return []
      return sortFindings(rubric, rule, facts).charged.flatMap((finding) =>
        entriesFor(rubric, row, rule, finding, facts.period),
      )
    })
  })
}
