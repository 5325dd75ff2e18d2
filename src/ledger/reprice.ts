/** Repricing: what another version of the rubric would change in an open assessment, listed first, done on a person's word. */
import { isOnRoster } from '../model/assessment.js'
import type { Entry } from '../model/ledger.js'
import type { ProposedEntry, ScoringFacts, ScoringRubric } from '../model/scoring.js'
import { actingRow } from './acting-row.js'
import { append, entryId, entryKey } from './append.js'
import { bucketNamed, isBucketClosed, keepSource, pinnedVersion, settingsOf } from './assessment.js'
import { evidenceOf } from './finding-rows.js'
import { freeze } from './frozen.js'
import type { Ledger } from './open.js'
import { recordedUnits } from './read.js'
import { scoringFacts } from './scoring-facts.js'

/** What becomes of one entry. adjust: other points · reverse: not called for any more · open: called for anew · kept: as it is, and why. */
export interface RepriceLine {
  readonly change: 'adjust' | 'reverse' | 'open' | 'kept'
  readonly unit: string
  readonly indicator: string
  readonly rule: string
  readonly bucket: string
  /** The entry, or the one that would be opened. */
  readonly entry: string
  /** Points in whole hundredths; null where there was, or will be, nothing. */
  readonly from: number | null
  readonly to: number | null
  readonly clause: string
  /** Message key of why it is kept; null otherwise. */
  readonly because: string | null
}

/** The whole change, as it is listed and, once done, frozen. */
export interface RepricePlan {
  readonly schema: 'xuncha.reprice/1'
  readonly assessment: string
  readonly from: string
  readonly to: string
  readonly lines: readonly RepriceLine[]
}

/** A rubric version that entries are priced by anew. */
export interface RepricingRubric extends ScoringRubric {
  /** Points of an entry that a record called for under the new version; null: it has no price there; undefined: a person's own. */
  priceOfRecord(entry: Entry, facts: ScoringFacts): number | null | undefined
}

interface Pricing {
  readonly ledger: Ledger
  readonly rubric: RepricingRubric
  readonly assessment: string
  readonly unit: string
  readonly facts: ScoringFacts
}

const isLive = (entry: Entry): boolean => entry.state === 'pending' || entry.state === 'posted'

/** Findings that were mended since still cost what they cost: being fixed reverses nothing. */
function asCharged(facts: ScoringFacts): ScoringFacts {
  const live = new Set(facts.entries.filter(isLive).flatMap(({ finding }) => finding ?? []))
  const findings = facts.findings.map((one) =>
    live.has(one.fingerprint) && one.state === 'fixed'
      ? { ...one, state: 'confirmed' as const, verdict: 'problem' as const }
      : one,
  )
  return { ...facts, findings }
}

function keyFor(pricing: Pricing, proposal: ProposedEntry): string {
  const { assessment, unit, rubric } = pricing
  const { indicator, rule, occurrence } = proposal
  const bucket = proposal.bucket ?? 'Y'
  return entryKey({ assessment, bucket, unit, rubric: rubric.id, indicator, rule, occurrence })
}

/** The live entry that a metric's rule has, or the one last decided about it. */
function heldFor(pricing: Pricing, proposal: ProposedEntry): Entry | undefined {
  const { entries } = pricing.facts
  if (proposal.finding !== null) {
    const id = entryId(keyFor(pricing, proposal))
    return entries.find((entry) => entry.id === id)
  }
  const own = entries.filter(
    (entry) =>
      entry.finding === null &&
      entry.decidedBy === 'auto' &&
      entry.indicator === proposal.indicator &&
      entry.rule === proposal.rule,
  )
  return own.find(isLive) ?? own.at(-1)
}

function lineOf(
  entry: Entry,
  change: RepriceLine['change'],
  to: number | null,
  because: string | null,
): RepriceLine {
  const { unit, indicator, rule, bucket, clause, points } = entry
  return { change, unit, indicator, rule, bucket, entry: entry.id, from: points, to, clause, because }
}

function proposedLine(pricing: Pricing, proposal: ProposedEntry): RepriceLine[] {
  const held = heldFor(pricing, proposal)
  if (held && !isLive(held)) return []
  if (held) return held.points === proposal.points ? [] : [lineOf(held, 'adjust', proposal.points, null)]
  const { ledger, assessment, unit } = pricing
  const bucket = bucketNamed(settingsOf(ledger, assessment), proposal)
  const { indicator, rule, clause, points } = proposal
  const closed = isBucketClosed(ledger, assessment, bucket)
  const numbered = proposal.finding === null ? { ...proposal, occurrence: '1' } : proposal
  const entry = entryId(keyFor(pricing, numbered))
  const because = closed ? 'ledger.reprice.published' : null
  return [
    {
      change: closed ? 'kept' : 'open',
      unit,
      indicator,
      rule,
      bucket,
      entry,
      from: null,
      to: points,
      clause,
      because,
    },
  ]
}

function recordLine(pricing: Pricing, entry: Entry): RepriceLine[] {
  const points = pricing.rubric.priceOfRecord(entry, pricing.facts)
  if (points === undefined) return []
  if (points === null) return [lineOf(entry, 'kept', null, 'ledger.reprice.no-price')]
  return points === entry.points ? [] : [lineOf(entry, 'adjust', points, null)]
}

function linesOf(pricing: Pricing): RepriceLine[] {
  const proposals = pricing.rubric.propose(pricing.facts)
  const called = new Set(proposals.flatMap((proposal) => heldFor(pricing, proposal)?.id ?? []))
  const others = pricing.facts.entries.filter((entry) => isLive(entry) && !called.has(entry.id))
  return [
    ...proposals.flatMap((proposal) => proposedLine(pricing, proposal)),
    ...others.flatMap((entry) =>
      // What a person or a dispute decided is not the rubric's to take back.
      entry.decidedBy === 'auto' ? [lineOf(entry, 'reverse', null, null)] : recordLine(pricing, entry),
    ),
  ]
}

const inOrder = (a: RepriceLine, b: RepriceLine): number => {
  const key = (line: RepriceLine) => JSON.stringify([line.unit, line.indicator, line.rule, line.entry])
  return key(a) < key(b) ? -1 : 1
}

/** What this version would change. Nothing is written. `assessment` is open. */
export function planReprice(ledger: Ledger, assessment: string, rubric: RepricingRubric): RepricePlan {
  const period = assessment.slice(assessment.lastIndexOf('/') + 1)
  const settings = settingsOf(ledger, assessment)
  const units = recordedUnits(ledger).filter((unit) => isOnRoster(settings, unit))
  const lines = units.flatMap((unit) => {
    const facts = scoringFacts(ledger, unit, period, rubric.id, rubric.carriesOver)
    return facts ? linesOf({ ledger, rubric, assessment, unit, facts: asCharged(facts) }) : []
  })
  return {
    schema: 'xuncha.reprice/1',
    assessment,
    from: pinnedVersion(ledger, assessment)?.version ?? '',
    to: rubric.version,
    lines: lines.sort(inOrder),
  }
}

/** Who reprices, and why. */
export interface Repricing {
  readonly actor: string
  readonly reason: string
}

function openLine(
  ledger: Ledger,
  rubric: RepricingRubric,
  assessment: string,
  line: RepriceLine,
  by: Repricing,
): void {
  const period = assessment.slice(assessment.lastIndexOf('/') + 1)
  const facts = scoringFacts(ledger, line.unit, period, rubric.id, rubric.carriesOver)
  if (!facts) throw new Error(`nothing is known of ${line.unit} any more`)
  const pricing: Pricing = { ledger, rubric, assessment, unit: line.unit, facts }
  for (const proposal of rubric.propose(asCharged(facts))) {
    const numbered = proposal.finding === null ? { ...proposal, occurrence: '1' } : proposal
    const key = keyFor(pricing, numbered)
    if (entryId(key) !== line.entry) continue
    const { kind, occurrence, points, clause, arithmetic, finding, indicator, rule } = numbered
    append(ledger, {
      kind,
      key,
      entry: line.entry,
      assessment,
      bucket: line.bucket,
      unit: line.unit,
      rubric: rubric.id,
      rubricVersion: rubric.version,
      indicator,
      rule,
      occurrence,
      points,
      clause,
      arithmetic,
      finding,
      evidence: finding === null ? null : (evidenceOf(ledger, finding)[0] ?? null),
      decidedBy: 'auto',
      actor: by.actor,
      reason: by.reason,
    })
    return
  }
}

/**
 * Does what `planReprice` lists, worked out again within the transaction: the assessment pins the new version from then
 * on. Adjusted entries keep their state; new ones are pending. Returns what was done.
 */
export function reprice(
  ledger: Ledger,
  assessment: string,
  rubric: RepricingRubric,
  by: Repricing,
): RepricePlan {
  return ledger.immediate(() => {
    const plan = planReprice(ledger, assessment, rubric)
    keepSource(ledger, rubric)
    append(ledger, {
      kind: 'reprice',
      assessment,
      rubric: rubric.id,
      rubricVersion: rubric.version,
      occurrence: plan.from,
      evidence: freeze(ledger, plan),
      decidedBy: 'person',
      actor: by.actor,
      reason: by.reason,
    })
    const acting = { actor: by.actor, decidedBy: 'person', run: null, reason: by.reason } as const
    for (const line of plan.lines) {
      const of = { ...line, assessment, rubric: rubric.id, rubricVersion: rubric.version }
      if (line.change === 'open') openLine(ledger, rubric, assessment, line, by)
      if (line.change === 'reverse') append(ledger, actingRow('reverse', of, acting))
      if (line.change === 'adjust') append(ledger, { ...actingRow('adjust', of, acting), points: line.to })
    }
    return plan
  })
}
