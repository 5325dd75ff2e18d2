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

/** A name without what offices add or leave out: spaces, punctuation, a closing 信息公开 or 公开. */
function folded(name: string): string {
  const plain = name.normalize('NFKC').replace(/[\s\p{P}\p{S}]+/gu, '')
  const stem = plain.replace(/(信息)?公开$/u, '')
  return stem.length >= 2 ? stem : plain
}

/** Whether a finding is of the rule's column: by its own name, by a usual other name, or not at all. */
function columnOf(rubric: Rubric, rule: FindingRule, finding: ScoredFinding): 'named' | 'similar' | null {
  if (rule.column === undefined) return 'named'
  const name = finding.code === 'column-missing' ? finding.subject : finding.facts.column
  if (typeof name !== 'string') return null
  if (folded(name) === folded(rule.column)) return 'named'
  if (finding.code === 'column-missing') return null
  const declared = rubric.columns.find((candidate) => candidate.name === rule.column)
  return declared?.synonyms.some((synonym) => folded(synonym) === folded(name)) ? 'similar' : null
}

/** Subjects of a rule in a period: `$last-year` is the year before it. */
function subjectsOf(rule: FindingRule, period: string): string[] {
  return (rule.subjects ?? []).map((subject) =>
    subject === '$last-year' ? String(Number(period) - 1) : subject,
  )
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
function sinceOf(rubric: Rubric, rule: FindingRule): string | null {
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
function isAbout(rubric: Rubric, rule: FindingRule, finding: ScoredFinding, period: string): boolean {
  return (
    isCode(finding.code) &&
    rule.codes.includes(finding.code) &&
    (finding.askedBy === null || finding.askedBy.includes(rubric.id)) &&
    (rule.subjects === undefined || subjectsOf(rule, period).includes(finding.subject)) &&
    columnOf(rubric, rule, finding) !== null &&
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
  /**
   * To a person: open cannot-tells, and defects of a column with a usual other name of the required one, for the
   * information may well stand in the next column.
   */
  readonly doubts: readonly ScoredFinding[]
} {
  const about = facts.findings
    .filter((finding) => isAbout(rubric, rule, finding, facts.period))
    .sort(byFingerprint)
  const sure = about.filter((finding) => columnOf(rubric, rule, finding) === 'named')
  const open = (f: ScoredFinding): boolean => f.state === 'candidate' || f.state === 'confirmed'
  return {
    charged: sure.filter(
      (f) => f.verdict === 'problem' && f.state === 'confirmed' && f.formal && f.chargedOn !== null,
    ),
    candidates: sure.filter((f) => f.verdict === 'problem' && f.state === 'candidate'),
    doubts: about.filter((f) => open(f) && (f.verdict === 'cannot-tell' || !sure.includes(f))),
  }
}

/** The checks that a rule rests on. */
function checksOf(rule: FindingRule): string[] {
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
        : subjectsOf(rule, facts.period)
    if (wanted.length === 0) return subjects !== undefined && subjects.size === 0 ? [check] : []
    return wanted.filter((subject) => !subjects?.has(subject)).map((subject) => `${check}: ${subject}`)
  })
}
