/** What a schema cannot see in one row: which rules it may have, what they quote, and how much they may move. */
import { formatPoints } from '../model/points.js'
import { amount } from './amount.js'
import type { Path } from './document.js'
import type { Report } from './lint.js'
import {
  type CountRule,
  type IndicatorDocument,
  type RankRule,
  READING_OPTIONS,
  type ReadingName,
  type RubricDocument,
  type RuleDocument,
  TIE_OPTIONS,
  type TierRule,
} from './schema.js'

const BY_PERSON = ['manual', 'ceiling', 'discretionary', 'count', 'list', 'rank', 'memo'] as const
const RULES_OF = {
  auto: ['each', 'once', 'tiers', 'bonus', ...BY_PERSON],
  assisted: ['hint', ...BY_PERSON],
  manual: BY_PERSON,
} as const
const FOR_PERSONS = new Set<string>(BY_PERSON)

/** Every error of meaning in one row: rules that its method has no place for, words that it does not say, prices beyond it. */
export function checkRow(rubric: RubricDocument, row: IndicatorDocument, i: number, report: Report): void {
  const allowed: readonly string[] = RULES_OF[row.method]
  if (row.method === 'auto' && row.rules.every((rule) => FOR_PERSONS.has(rule.type)))
    report(['indicators', i, 'method'], 'rubric.lint.no-rule', { where: row.id })
  for (const [j, rule] of row.rules.entries()) {
    const path = ['indicators', i, 'rules', j]
    if (!allowed.includes(rule.type))
      report([...path, 'type'], 'rubric.lint.method', { where: rule.id, type: rule.type, method: row.method })
    if (!row.clause.includes(rule.clause) && !row.remark?.includes(rule.clause))
      report([...path, 'clause'], 'rubric.lint.clause', { where: rule.id })
    checkRule(rubric, row, rule, path, report)
  }
}

function checkRule(
  rubric: RubricDocument,
  row: IndicatorDocument,
  rule: RuleDocument,
  path: Path,
  report: Report,
): void {
  const ask = (id: string, type: string, at: Path): void => {
    if (!rubric.questions.some((asked) => asked.id === id && asked.type === type))
      report(at, 'rubric.lint.unknown', { what: `${type} question`, id })
  }
  for (const [id, value] of Object.entries(rule.when ?? {})) {
    ask(id, 'choice', [...path, 'when', id])
    const options = rubric.questions.find((asked) => asked.id === id)?.options?.map((option) => option.value)
    if (options && !options.includes(value))
      report([...path, 'when', id], 'rubric.lint.one-of', { where: rule.id, expected: options.join(' | ') })
  }
  if (rule.type === 'each' && rule.carryOver === 'again' && row.adjusts !== 'pot')
    report([...path, 'carryOver'], 'rubric.lint.carry-over', { where: rule.id })
  if ('column' in rule && rule.column !== undefined && !rubric.columns.some((c) => c.name === rule.column))
    report([...path, 'column'], 'rubric.lint.unknown', { what: 'column', id: rule.column })
  if ('codes' in rule && rule.codes?.includes('column-missing') && rule.column === undefined)
    report([...path, 'codes'], 'rubric.lint.column-needed', { where: rule.id })
  if ('since' in rule && rule.since?.startsWith('$')) ask(rule.since.slice(1), 'date', [...path, 'since'])
  if ('sample' in rule && rule.sample !== undefined) ask(rule.sample, 'sample', [...path, 'sample'])
  const most = marksOf(rubric, row)
  const within = (given: string, at: string): void => {
    if (most !== null && Math.abs(amount(given)) > most)
      report([...path, at], 'rubric.lint.beyond', { where: rule.id, points: given, max: formatPoints(most) })
  }
  if (rule.type === 'each' || rule.type === 'once') within(rule.points, 'points')
  if (rule.type === 'list') within(rule.points, 'points')
  if (rule.type === 'ceiling') within(rule.ceiling, 'ceiling')
  if (rule.type === 'each' && rule.cap !== undefined && amount(rule.cap) > amount(rule.points))
    report([...path, 'cap'], 'rubric.lint.cap', { where: rule.id, cap: rule.cap, points: rule.points })
  if (rule.type === 'bonus' && row.adjusts !== 'total')
    report([...path, 'type'], 'rubric.lint.bonus', { where: rule.id })
  if (rule.type === 'ceiling' && row.adjusts === 'pot')
    report([...path, 'type'], 'rubric.lint.pot', { where: rule.id })
  if (rule.type === 'count') checkCount(row, rule, path, report)
  if (rule.type === 'rank') {
    ask(rule.ties, 'choice', [...path, 'ties'])
    checkRank(rubric, rule, path, report)
  }
  if (rule.type === 'tiers') checkTiers(rubric, row, rule, path, report)
}

/** Full marks that a rule may move: of the row, or of one bucket of its pot; null where it moves the total. */
function marksOf(rubric: RubricDocument, row: IndicatorDocument): number | null {
  if (row.adjusts === 'total') return null
  const pot = row.adjusts === 'pot' ? rubric.groups.find((group) => group.id === row.group)?.pot : undefined
  return pot ? amount(pot.each) : amount(row.max)
}

function checkCount(row: IndicatorDocument, rule: CountRule, path: Path, report: Report): void {
  const taken = rule.tiers.filter((tier) => amount(tier.points) < 0).length
  if (taken !== 0 && taken !== rule.tiers.length)
    report([...path, 'tiers'], 'rubric.lint.count-sign', { where: rule.id })
  if (taken === 0 && row.adjusts !== undefined)
    report([...path, 'tiers'], 'rubric.lint.count-sign', { where: rule.id })
  for (const [k, tier] of rule.tiers.entries()) {
    const below = rule.tiers[k - 1]
    const expected = below === undefined ? 1 : (below.to ?? tier.from) + 1
    if (tier.from !== expected || (tier.to !== undefined && tier.to < tier.from))
      report([...path, 'tiers', k], 'rubric.lint.count-order', { where: rule.id, from: expected })
    if (row.adjusts === undefined && Math.abs(amount(tier.points)) > amount(row.max))
      report([...path, 'tiers', k, 'points'], 'rubric.lint.beyond', {
        where: rule.id,
        points: tier.points,
        max: row.max,
      })
  }
}

function checkRank(rubric: RubricDocument, rule: RankRule, path: Path, report: Report): void {
  const options = rubric.questions.find((asked) => asked.id === rule.ties)?.options ?? []
  if (options.some(({ value }) => !TIE_OPTIONS.some((known) => known === value)))
    report([...path, 'ties'], 'rubric.lint.reading', { id: rule.ties, expected: TIE_OPTIONS.join(' | ') })
  if ((rule.bands === undefined) === (rule.steps === undefined))
    report([...path, 'type'], 'rubric.lint.rank', { where: rule.id })
  for (const [k, band] of (rule.bands ?? []).entries())
    if ([band.first, band.last, band.rest].filter((way) => way !== undefined).length !== 1)
      report([...path, 'bands', k], 'rubric.lint.rank', { where: rule.id })
}

function checkTiers(
  rubric: RubricDocument,
  row: IndicatorDocument,
  rule: TierRule,
  path: Path,
  report: Report,
): void {
  if (row.rules.filter((other) => other.type === 'tiers').length > 1)
    report([...path, 'type'], 'rubric.lint.one-metric', { where: row.id })
  for (const [name, id] of Object.entries(rule.reading)) {
    if (id === undefined) continue
    const asked = rubric.questions.find((question) => question.id === id)
    const known: readonly string[] = READING_OPTIONS[name as ReadingName]
    const options = asked?.options?.map((option) => option.value)
    if (!options?.length || options.some((value) => !known.includes(value)))
      report([...path, 'reading', name], 'rubric.lint.reading', { id, expected: known.join(' | ') })
  }
  for (const [k, tier] of rule.tiers.entries()) {
    const at = [...path, 'tiers', k]
    const above = rule.tiers[k - 1]
    const top = typeof tier.points === 'string' ? tier.points : tier.points[1]
    if (amount(top) > amount(row.max))
      report([...at, 'points'], 'rubric.lint.beyond', { where: rule.id, points: top, max: row.max })
    if (k === 0 ? tier.to !== undefined : tier.to === undefined)
      report(at, 'rubric.lint.tier-order', { where: rule.id })
    if (above && tier.to !== undefined && tier.to < above.from - 1)
      report(at, 'rubric.lint.tier-gap', { where: rule.id, from: tier.to + 1, to: above.from - 1 })
    if (above && tier.to !== undefined && tier.to > above.from)
      report(at, 'rubric.lint.tier-overlap', { where: rule.id, count: above.from })
    if (above && tier.to === above.from && rule.reading.boundary === undefined)
      report(at, 'rubric.lint.tier-overlap', { where: rule.id, count: above.from })
    if (typeof tier.points !== 'string' && tier.fill?.at(-1)?.to !== tier.to)
      report(at, 'rubric.lint.tier-fill', { where: rule.id })
  }
  if (rule.tiers.at(-1)?.from !== 0)
    report([...path, 'tiers'], 'rubric.lint.tier-gap', {
      where: rule.id,
      from: 0,
      to: (rule.tiers.at(-1)?.from ?? 1) - 1,
    })
}
