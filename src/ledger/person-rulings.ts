/** What a person rules on a finding that nobody could tell, and the entries that a ruling calls for (contract §7). */
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { ProposedEntry } from '../model/scoring.js'
import { assessmentId, pinnedVersion } from './assessment.js'
import { evidenceOf, putFinding, type StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'
import { openProposed } from './open-proposed.js'
import type { PricingRubric } from './record-entries.js'
import { addRuling } from './rulings.js'
import { scoringFacts } from './scoring-facts.js'

/** problem: it is one, whatever doubt was left; clean: it is none. */
export const PERSON_RULINGS = ['problem', 'clean'] as const
export type PersonRuling = (typeof PERSON_RULINGS)[number]

/** A ruling as a person gives it. */
export interface GivenRuling {
  readonly ruling: PersonRuling
  readonly reason: string
  /** Last day on which `clean` holds; null: for good. */
  readonly until: PlainDate | null
  /** The day that picks the bucket of a state that becomes confirmed by it. */
  readonly at: PlainDate
  readonly actor: string
}

/**
 * Rules on an open finding. A finding without doubt is not for a ruling of `clean`: that is a dismissal, which takes a
 * second person. Throws UserFault for it, for a finding that is fixed, and without a reason.
 */
export function ruleFinding(ledger: Ledger, finding: StoredFinding, given: GivenRuling): StoredFinding {
  const facts = { finding: finding.no }
  if (given.reason.trim() === '') throw new UserFault('findings.reason-needed', facts, 2)
  if (finding.state === 'fixed') throw new UserFault('findings.not-open', { ...facts, state: finding.state })
  const doubtful = finding.verdict === 'cannot-tell' && finding.state !== 'confirmed'
  if (given.ruling === 'clean' && !doubtful && finding.state !== 'dismissed')
    throw new UserFault('findings.dismiss-instead', facts)
  return ledger.immediate(() => {
    addRuling(ledger, {
      fingerprint: finding.fingerprint,
      ruling: given.ruling === 'problem' ? 'problem' : 'dismissed',
      reason: given.reason.trim(),
      until: given.ruling === 'problem' ? null : given.until,
      actor: given.actor,
      second: null,
    })
    const ruled: StoredFinding =
      given.ruling === 'clean'
        ? { ...finding, state: 'dismissed', dismissal: given.reason.trim() }
        : {
            ...finding,
            state: 'confirmed',
            verdict: 'problem',
            dismissal: null,
            confirmedOn: finding.confirmedOn ?? given.at,
            goneSince: false,
          }
    putFinding(ledger, ruled)
    if (given.ruling === 'problem' && finding.nature === 'state')
      ledger
        .sql('INSERT INTO charges (fingerprint, period, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(finding.fingerprint, given.at.slice(0, 4), given.at)
    return ruled
  })
}

/** Rules that whoever reported a finding named for it. */
function reportedUnder(finding: StoredFinding): readonly string[] {
  const { rules } = finding.facts
  return Array.isArray(rules) ? rules.filter((rule): rule is string => typeof rule === 'string') : []
}

/**
 * Opens what a finding that a person confirmed calls for, in every assessment that is open over the period. A finding
 * that no formal inspection saw calls for nothing. Returns the ids of the entries opened now.
 */
export function openRuledEntries(
  ledger: Ledger,
  finding: StoredFinding,
  given: {
    readonly rubrics: readonly PricingRubric[]
    readonly period: string
    readonly at: PlainDate
    readonly actor: string
    readonly reason: string
    readonly posting: 'approval' | 'automatic'
  },
): string[] {
  const { period } = given
  if (!finding.formal || finding.state !== 'confirmed' || finding.unit.startsWith('@')) return []
  const evidence = evidenceOf(ledger, finding.fingerprint).at(-1) ?? null
  return given.rubrics.flatMap((rubric) => {
    const assessment = assessmentId(rubric.id, period)
    if (pinnedVersion(ledger, assessment)?.version !== rubric.version) return []
    const facts = scoringFacts(ledger, finding.unit, period, rubric.id, rubric.carriesOver)
    if (!facts) return []
    const named = reportedUnder(finding).flatMap((rule): ProposedEntry[] => {
      const occurrence = finding.fingerprint
      const priced = rubric.has(rule)
        ? rubric.price(facts, { occurrence, rule, on: given.at, points: null })
        : null
      return priced?.entry ? [{ ...priced.entry, finding: finding.fingerprint }] : []
    })
    const own = rubric.propose(facts).filter((proposal) => proposal.finding === finding.fingerprint)
    return [...own, ...named].flatMap((proposal) => {
      const opened = openProposed(ledger, {
        rubric,
        period,
        unit: finding.unit,
        proposal,
        evidence,
        decidedBy: 'person',
        actor: given.actor,
        run: null,
        reason: given.reason,
        posting: given.posting,
      })
      return opened.added ? [opened.entry] : []
    })
  })
}
