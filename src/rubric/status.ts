/** Whether a row is scored, waits for somebody or something, or is not the unit's at all. */
import type { Facts } from '../model/finding.js'
import type { ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { rowApplies, rulesFor } from './applies.js'
import { bonusRuleOf } from './bonus.js'
import { entriesOf, isLive, type RowLines } from './evaluate.js'
import { isFindingRule, sortFindings, unexaminedBy } from './match.js'
import type { Indicator, Rubric, Rule } from './schema.js'
import { usableMetric } from './tiers.js'

/** A reason as a message key with facts. */
export interface Because {
  readonly key: string
  readonly facts: Facts
}

/** Status of a row with its reason. */
export interface RowStatus {
  readonly status: 'scored' | 'pending' | 'not-applicable'
  readonly because: Because | null
}

const SCORED: RowStatus = { status: 'scored', because: null }
const pending = (key: string, facts: Facts = {}): RowStatus => ({
  status: 'pending',
  because: { key, facts },
})

/** What keeps one rule from being decided; null: nothing. */
function openOf(rubric: Rubric, row: Indicator, rule: Rule, facts: ScoringFacts): Because | null {
  const entries = entriesOf(rubric, facts).filter(
    (entry) => entry.indicator === row.id && entry.rule === rule.id,
  )
  if (rule.type === 'tiers') {
    // The metric's entry decides the row even when a dispute reversed it: its points are given back. A person's that
    // was reversed leaves the row as it was.
    if (entries.some((entry) => entry.kind === 'deduct')) return null
    const usable = usableMetric(rubric, rule, facts)
    return 'because' in usable
      ? { key: usable.because, facts: usable.facts }
      : { key: 'rubric.because.not-entered', facts: { metric: rule.metric } }
  }
  if (!isFindingRule(rule)) return null
  if (rule.type === 'once') {
    if (entries.some(isLive)) return null
    const { doubts } = sortFindings(rubric, rule, facts)
    if (doubts.length)
      return {
        key: 'rubric.because.cannot-tell',
        facts: { count: doubts.length, codes: [...new Set(doubts.map((doubt) => doubt.code))].sort() },
      }
  }
  const unexamined = unexaminedBy(rule, facts)
  return unexamined.length ? { key: 'rubric.because.not-examined', facts: { checks: unexamined } } : null
}

/**
 * Status of a row. A person's live entry decides every row. A row that adjusts the total is decided by any live entry.
 * An automatic row is scored when each of its rules is decided: per-occurrence rules once their checks examined,
 * yes/no and metric rules once nothing that they rest on is in doubt, or the row has nothing left to lose.
 */
export function statusOf(rubric: Rubric, { row, lines }: RowLines, facts: ScoringFacts): RowStatus {
  const applies = rowApplies(rubric, row, facts.unit)
  if (applies.is === 'no') return { status: 'not-applicable', because: { key: applies.key, facts: {} } }
  if (applies.is === 'unclear') return pending('rubric.because.kind-unclear')
  const live = lines.filter((line) => isLive(line.entry))
  if (live.some((line) => line.entry.kind === 'manual' || row.adjusts === 'total')) return SCORED
  // What rests on the total is decided by the total.
  if (bonusRuleOf(row)) return SCORED
  if (row.method !== 'auto')
    return pending(row.method === 'manual' ? 'rubric.because.manual' : 'rubric.because.assisted')
  const { rules, unclear } = rulesFor(rubric, row, facts.unit)
  if (unclear) return pending('rubric.because.kind-unclear')
  const yesNo = !rules.some((rule) => rule.type === 'each')
  const lost = lines.reduce((sum, line) => sum - line.after['group-cap'], 0)
  if (yesNo && row.adjusts === undefined && lost > 0 && lost >= amount(row.max)) return SCORED
  for (const rule of rules) {
    const because = openOf(rubric, row, rule, facts)
    if (because) return { status: 'pending', because }
  }
  return SCORED
}
