/** Which findings a rule is about, and when one of them costs points. */

import { codeTraits, isCode } from '../model/code.js'
import type { FactValue } from '../model/finding.js'
import type { ScoredFinding, ScoringFacts } from '../model/scoring.js'
import { answerTo } from './parameters.js'
import type { FindingRule, Rubric, Rule } from './schema.js'

/** True for rules that rest on findings. */
export function isFindingRule(rule: Rule): rule is FindingRule {
  return rule.type === 'each' || rule.type === 'once' || rule.type === 'hint'
}

const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

/** The names that a required column of the rubric goes by. */
function namesOf(rubric: Rubric, column: string): Set<string> {
  const declared = rubric.columns.find((candidate) => candidate.name === column)
  return new Set([column, ...(declared?.synonyms ?? [])].map(folded))
}

function isOfColumn(rubric: Rubric, rule: FindingRule, finding: ScoredFinding): boolean {
  if (rule.column === undefined) return true
  if (finding.code === 'column-missing') return folded(finding.subject) === folded(rule.column)
  const name = finding.facts.column
  return typeof name === 'string' && namesOf(rubric, rule.column).has(folded(name))
}

function holds(
  filter: Readonly<Record<string, readonly FactValue[]>>,
  finding: ScoredFinding,
  all: boolean,
): boolean {
  const one = ([name, values]: [string, readonly FactValue[]]): boolean => {
    const value = Object.hasOwn(finding.facts, name) ? finding.facts[name] : undefined
    return value !== undefined && values.includes(value)
  }
  return all ? Object.entries(filter).every(one) : Object.entries(filter).some(one)
}

function reaches(rule: FindingRule, finding: ScoredFinding): boolean {
  return Object.entries(rule.atLeast ?? {}).every(([name, least]) => {
    const value = Object.hasOwn(finding.facts, name) ? finding.facts[name] : undefined
    return typeof value !== 'number' || value >= least
  })
}

/** The first day whose events and articles cost something under the rule; null: all do. */
export function sinceOf(rubric: Rubric, rule: FindingRule): string | null {
  if (rule.since === undefined) return null
  const day = rule.since.startsWith('$') ? answerTo(rubric, rule.since.slice(1)) : rule.since
  return day === 'none' ? null : day
}

function inTime(rubric: Rubric, rule: FindingRule, finding: ScoredFinding, period: string): boolean {
  if (finding.nature === 'event' && finding.occurredOn?.slice(0, 4) !== period) return false
  const since = sinceOf(rubric, rule)
  if (since === null) return true
  const day = finding.occurredOn ?? finding.facts.articleDate
  return typeof day !== 'string' || day >= since
}

/** True when the rubric may price it: asked of every rubric or of this one, and an event only of the period's year. */
export function isAbout(rubric: Rubric, rule: FindingRule, finding: ScoredFinding, period: string): boolean {
  return (
    isCode(finding.code) &&
    rule.codes.includes(finding.code) &&
    (finding.askedBy === null || finding.askedBy.includes(rubric.id)) &&
    (rule.subjects === undefined || rule.subjects.includes(finding.subject)) &&
    isOfColumn(rubric, rule, finding) &&
    (rule.where === undefined || holds(rule.where, finding, true)) &&
    (rule.unless === undefined || !holds(rule.unless, finding, false)) &&
    reaches(rule, finding) &&
    inTime(rubric, rule, finding, period)
  )
}

const byFingerprint = (a: ScoredFinding, b: ScoredFinding): number =>
  a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0

/** The findings that a rule is about, by what they are to it; each list sorted by fingerprint. */
export function sortFindings(
  rubric: Rubric,
  rule: FindingRule,
  facts: ScoringFacts,
): {
  /** Confirmed problems seen by a formal inspection: they call for an entry. */
  readonly charged: readonly ScoredFinding[]
  /** Problems not yet confirmed: a preview. */
  readonly candidates: readonly ScoredFinding[]
  /** Open cannot-tells: to a person. */
  readonly doubts: readonly ScoredFinding[]
} {
  const about = facts.findings
    .filter((finding) => isAbout(rubric, rule, finding, facts.period))
    .sort(byFingerprint)
  return {
    charged: about.filter(
      (f) => f.verdict === 'problem' && f.state === 'confirmed' && f.formal && f.chargedOn !== null,
    ),
    candidates: about.filter((f) => f.verdict === 'problem' && f.state === 'candidate'),
    doubts: about.filter(
      (f) => f.verdict === 'cannot-tell' && (f.state === 'candidate' || f.state === 'confirmed'),
    ),
  }
}

/** The checks that a rule rests on. */
export function checksOf(rule: FindingRule): string[] {
  return [...new Set(rule.codes.map((code) => codeTraits(code).check))].sort()
}

/** What a rule rests on and nobody has examined yet: check ids, with the subject where it rests on one. */
export function unexaminedBy(rule: FindingRule, facts: ScoringFacts): string[] {
  return checksOf(rule).flatMap((check) => {
    if (!facts.examined.has(check)) return [check]
    if (rule.type === 'each') return []
    const subjects = facts.examinedSubjects.get(check)
    const wanted =
      check === 'required-columns' && rule.column !== undefined
        ? [rule.column.normalize('NFKC')]
        : (rule.subjects ?? [])
    if (wanted.length === 0) return subjects !== undefined && subjects.size === 0 ? [check] : []
    return wanted.filter((subject) => !subjects?.has(subject)).map((subject) => `${check}: ${subject}`)
  })
}
