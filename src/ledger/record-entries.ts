/** Opens the entries that records call for, under every rubric that prices them; running again adds nothing (contract §7). */
import type { PlainDate } from '../model/date.js'
import type { Facts } from '../model/finding.js'
import type { OffWebRecord } from '../model/record.js'
import type { PricedRecord, ProposedEntry, ScoringFacts, ScoringRubric, Standing } from '../model/scoring.js'
import { openAssessment } from './assessment.js'
import type { Ledger } from './open.js'
import { openProposed } from './open-proposed.js'
import { standingsOf } from './records.js'
import { scoringFacts } from './scoring-facts.js'

/** A rubric as records are priced by it. */
export interface PricingRubric extends ScoringRubric {
  /** Whether it has this rule. */
  has(rule: string): boolean
  price(
    facts: ScoringFacts,
    record: PricedRecord,
  ):
    | { readonly entry: ProposedEntry; readonly refused: null }
    | { readonly entry: null; readonly refused: { readonly key: string; readonly facts: Facts } }
  /** Entries of a unit for its place in a list. */
  place(facts: ScoringFacts, standing: Standing): readonly ProposedEntry[]
}

/** Why a record is not priced: a message key with its facts. */
export interface Unpriced {
  readonly record: string
  readonly rubric: string | null
  readonly rule: string | null
  readonly key: string
  readonly facts: Facts
}

/** What pricing did. `entries`: ids of those that were opened now. */
export interface PricedRecords {
  readonly entries: readonly string[]
  readonly unpriced: readonly Unpriced[]
}

/** What pricing rests on beside the records. */
export interface RecordPricing {
  readonly rubrics: readonly PricingRubric[]
  readonly actor: string
  readonly posting: 'approval' | 'automatic'
  /** Why a record costs nothing although it names a rule: answered in time, passed, or nobody can tell. null: it may cost. */
  spared(record: OffWebRecord): { readonly key: string; readonly facts: Facts } | null
}

const yearOf = (day: PlainDate): string => day.slice(0, 4)

/** A rule over a list is named with the missing item: `rule#item`. */
function occurrenceOf(record: OffWebRecord, rule: string): { rule: string; occurrence: string } {
  const [id = rule, item] = rule.split('#')
  return { rule: id, occurrence: item === undefined ? record.id : `${item}#${record.id}` }
}

function reasonOf(record: OffWebRecord): string {
  return record.document === null ? record.title : `${record.title}（${record.document}）`
}

interface Work {
  readonly ledger: Ledger
  readonly pricing: RecordPricing
  readonly entries: string[]
  readonly unpriced: Unpriced[]
}

function open(
  work: Work,
  rubric: PricingRubric,
  unit: string,
  proposal: ProposedEntry,
  record: Pick<OffWebRecord, 'id' | 'decidedBy' | 'actor'> & { readonly reason: string },
): void {
  const { ledger, pricing } = work
  const period = yearOf(proposal.chargedOn)
  const opened = openProposed(ledger, {
    rubric,
    period,
    unit,
    proposal,
    evidence: null,
    decidedBy: record.decidedBy,
    actor: record.actor,
    run: null,
    reason: record.reason,
    posting: pricing.posting,
  })
  if (opened.added) work.entries.push(opened.entry)
  if (opened.warning)
    work.unpriced.push({ record: record.id, rubric: rubric.id, rule: proposal.rule, ...opened.warning })
}

/** The facts of the unit in the assessment, which is opened in draft where it was not; null for a unit nobody knows. */
function assessed(work: Work, rubric: PricingRubric, unit: string, period: string): ScoringFacts | null {
  const { ledger, pricing } = work
  openAssessment(ledger, rubric, period, { actor: pricing.actor, run: null })
  return scoringFacts(ledger, unit, period, rubric.id, rubric.carriesOver)
}

function priceOne(work: Work, record: OffWebRecord): void {
  const note = (rubric: string | null, rule: string | null, key: string, facts: Facts = {}): void => {
    work.unpriced.push({ record: record.id, rubric, rule, key, facts })
  }
  const spared = work.pricing.spared(record)
  if (record.rules.length === 0) note(null, null, 'ledger.record-no-rule')
  else if (spared) note(null, null, spared.key, spared.facts)
  for (const named of spared ? [] : record.rules) {
    const { rule, occurrence } = occurrenceOf(record, named)
    const rubrics = work.pricing.rubrics.filter((rubric) => rubric.has(rule))
    if (rubrics.length === 0) note(null, rule, 'ledger.record-no-rubric', { rule })
    for (const rubric of rubrics) {
      const facts = assessed(work, rubric, record.unit, yearOf(record.on))
      if (facts === null) continue
      const priced = rubric.price(facts, { occurrence, rule, on: record.on, points: record.points })
      if (priced.entry === null) note(rubric.id, rule, priced.refused.key, priced.refused.facts)
      else open(work, rubric, record.unit, priced.entry, { ...record, reason: reasonOf(record) })
    }
  }
}

function priceList(work: Work, standing: Standing, records: readonly OffWebRecord[]): void {
  const period = yearOf(standing.on)
  let met = false
  for (const rubric of work.pricing.rubrics) {
    for (const record of records) {
      const facts = scoringFacts(work.ledger, record.unit, period, rubric.id, rubric.carriesOver)
      if (facts === null || rubric.place(facts, standing).length === 0) continue
      met = true
      const open_ = assessed(work, rubric, record.unit, period)
      if (open_ === null) continue
      for (const proposal of rubric.place(open_, standing)) {
        const earlier = open_.entries.find(
          (entry) =>
            entry.rule === proposal.rule &&
            entry.occurrence !== proposal.occurrence &&
            (proposal.bucket === undefined || entry.bucket === proposal.bucket) &&
            (entry.state === 'pending' || entry.state === 'posted'),
        )
        if (earlier)
          work.unpriced.push({
            record: record.id,
            rubric: rubric.id,
            rule: proposal.rule,
            key: 'ledger.rank-again',
            facts: { list: standing.list, entry: earlier.id, held: earlier.occurrence },
          })
        else open(work, rubric, record.unit, proposal, { ...record, reason: `${reasonOf(record)}` })
      }
    }
  }
  if (!met)
    for (const record of records)
      work.unpriced.push({
        record: record.id,
        rubric: null,
        rule: null,
        key: 'ledger.record-no-list',
        facts: { list: standing.list },
      })
}

/** Opens what is missing for these records, in one transaction. Ranked lists must be given whole. */
export function openRecordEntries(
  ledger: Ledger,
  records: readonly OffWebRecord[],
  pricing: RecordPricing,
): PricedRecords {
  const work: Work = { ledger, pricing, entries: [], unpriced: [] }
  ledger.immediate(() => {
    for (const record of records)
      if (record.type !== 'rank' && record.type !== 'self-score') priceOne(work, record)
    for (const standing of standingsOf(records))
      priceList(
        work,
        standing,
        records.filter(
          (record) => record.type === 'rank' && record.list === standing.list && record.on === standing.on,
        ),
      )
  })
  return { entries: work.entries, unpriced: work.unpriced }
}
