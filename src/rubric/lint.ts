/** What a schema cannot see: sums, references, prices for every code, tiers without gaps. Every error, each at its path. */
import { CODES, type Code, codeTraits } from '../model/code.js'
import { amount } from './amount.js'
import type { Path } from './document.js'
import {
  type IndicatorDocument,
  METRICS,
  READING_OPTIONS,
  type ReadingName,
  type RubricDocument,
  type RuleDocument,
  type TierRule,
} from './schema.js'

/** One error of meaning, before it is given its line. */
export interface Flaw {
  readonly path: Path
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

type Report = (path: Path, key: string, facts: Readonly<Record<string, string | number>>) => void

/** Every error of meaning in a rubric of the right shape. */
export function findFlaws(rubric: RubricDocument): Flaw[] {
  const flaws: Flaw[] = []
  const report: Report = (path, key, facts) => flaws.push({ path, key, facts })
  checkIds(rubric, report)
  checkReferences(rubric, report)
  checkSums(rubric, report)
  checkQuestions(rubric, report)
  for (const [row, indicator] of rubric.indicators.entries()) checkRow(rubric, indicator, row, report)
  checkPrices(rubric, report)
  return flaws
}

function checkIds(rubric: RubricDocument, report: Report): void {
  const unique = (what: string, list: readonly { path: Path; id: string }[]): void => {
    const seen = new Set<string>()
    for (const { path, id } of list) {
      if (seen.has(id)) report(path, 'rubric.lint.duplicate', { what, id })
      seen.add(id)
    }
  }
  unique(
    'group',
    rubric.groups.map((group, i) => ({ path: ['groups', i, 'id'], id: group.id })),
  )
  unique(
    'indicator',
    rubric.indicators.map((row, i) => ({ path: ['indicators', i, 'id'], id: row.id })),
  )
  unique(
    'question',
    rubric.questions.map((asked, i) => ({ path: ['questions', i, 'id'], id: asked.id })),
  )
  unique(
    'column',
    rubric.columns.map((column, i) => ({ path: ['columns', i, 'name'], id: column.name })),
  )
  unique(
    'rule',
    rubric.indicators.flatMap((row, i) =>
      row.rules.map((rule, j) => ({ path: ['indicators', i, 'rules', j, 'id'], id: rule.id })),
    ),
  )
}

function checkReferences(rubric: RubricDocument, report: Report): void {
  const groups = new Set(rubric.groups.map((group) => group.id))
  const rows = new Set(rubric.indicators.map((row) => row.id))
  const need = (known: ReadonlySet<string>, what: string, id: string, path: Path): void => {
    if (!known.has(id)) report(path, 'rubric.lint.unknown', { what, id })
  }
  for (const [i, group] of rubric.groups.entries())
    if (group.parent !== undefined) {
      // A parent stands before its children: so there are no rings.
      const earlier = new Set(rubric.groups.slice(0, i).map((other) => other.id))
      need(earlier, 'parent group', group.parent, ['groups', i, 'parent'])
    }
  for (const [i, row] of rubric.indicators.entries())
    if (row.group !== undefined) need(groups, 'group', row.group, ['indicators', i, 'group'])
  for (const [i, scale] of rubric.rescale.entries())
    for (const [j, id] of scale.indicators.entries())
      need(rows, 'indicator', id, ['rescale', i, 'indicators', j])
  for (const [i, asked] of rubric.questions.entries())
    for (const [j, id] of asked.changes.entries()) need(rows, 'indicator', id, ['questions', i, 'changes', j])
}

function checkSums(rubric: RubricDocument, report: Report): void {
  const rowsOf = (group: string | undefined) =>
    rubric.indicators.filter((row) => row.group === group && row.adjusts === undefined)
  const sum = (decimals: readonly string[]): number =>
    decimals.reduce((total, decimal) => total + amount(decimal), 0)
  const compare = (label: string, declared: string, found: number, path: Path): void => {
    if (amount(declared) !== found)
      report(path, 'rubric.lint.sum', { where: label, declared, sum: (found / 100).toString() })
  }
  for (const [i, group] of rubric.groups.entries()) {
    const children = rubric.groups.filter((other) => other.parent === group.id)
    const parts = [...children, ...rowsOf(group.id)].map((part) => part.max)
    compare(group.id, group.max, sum(parts), ['groups', i, 'max'])
  }
  const tops = rubric.groups.filter((group) => group.parent === undefined)
  compare('total', rubric.max, sum([...tops, ...rowsOf(undefined)].map((part) => part.max)), ['max'])
  for (const [i, row] of rubric.indicators.entries())
    if (row.adjusts !== undefined && amount(row.max) !== 0)
      report(['indicators', i, 'max'], 'rubric.lint.sum', { where: row.id, declared: row.max, sum: '0' })
}

function checkQuestions(rubric: RubricDocument, report: Report): void {
  for (const [i, asked] of rubric.questions.entries()) {
    const values = asked.options?.map((option) => option.value) ?? []
    const allowed =
      asked.type === 'choice'
        ? values
        : asked.type === 'text'
          ? ['declared']
          : asked.type === 'sample'
            ? ['none']
            : null
    const fits =
      allowed === null ? /^(none|\d{4}-\d\d-\d\d)$/.test(asked.default) : allowed.includes(asked.default)
    if (!fits)
      report(['questions', i, 'default'], 'rubric.lint.one-of', {
        where: asked.id,
        expected: (allowed ?? ['none', 'YYYY-MM-DD']).join(' | '),
      })
  }
}

const RULES_OF = {
  auto: ['each', 'once', 'tiers', 'manual'],
  assisted: ['hint', 'manual'],
  manual: ['manual'],
} as const

function checkRow(rubric: RubricDocument, row: IndicatorDocument, i: number, report: Report): void {
  const allowed: readonly string[] = RULES_OF[row.method]
  if (row.method === 'auto' && row.rules.every((rule) => rule.type === 'manual'))
    report(['indicators', i, 'method'], 'rubric.lint.no-rule', { where: row.id })
  for (const [j, rule] of row.rules.entries()) {
    const path = ['indicators', i, 'rules', j]
    if (!allowed.includes(rule.type))
      report([...path, 'type'], 'rubric.lint.method', { where: rule.id, type: rule.type, method: row.method })
    if (!row.clause.includes(rule.clause))
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
  if ('column' in rule && rule.column !== undefined && !rubric.columns.some((c) => c.name === rule.column))
    report([...path, 'column'], 'rubric.lint.unknown', { what: 'column', id: rule.column })
  if ('codes' in rule && rule.codes.includes('column-missing') && rule.column === undefined)
    report([...path, 'codes'], 'rubric.lint.column-needed', { where: rule.id })
  if ('since' in rule && rule.since?.startsWith('$')) ask(rule.since.slice(1), 'date', [...path, 'since'])
  if ('sample' in rule && rule.sample !== undefined) ask(rule.sample, 'sample', [...path, 'sample'])
  if ((rule.type === 'each' || rule.type === 'once') && amount(rule.points) < -amount(row.max))
    report([...path, 'points'], 'rubric.lint.beyond', { where: rule.id, points: rule.points, max: row.max })
  if (rule.type === 'each' && rule.cap !== undefined && amount(rule.cap) > amount(rule.points))
    report([...path, 'cap'], 'rubric.lint.cap', { where: rule.id, cap: rule.cap, points: rule.points })
  if (rule.type === 'tiers') checkTiers(rubric, row, rule, path, report)
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

/** Each code of a check in use is priced by a rule or listed under `ignored`: no price is missing in silence. */
function checkPrices(rubric: RubricDocument, report: Report): void {
  const rules = rubric.indicators.flatMap((row) => row.rules)
  const priced = new Set<Code>(rules.flatMap((rule) => ('codes' in rule ? rule.codes : [])))
  const used = new Set<string>([...priced].map((code) => codeTraits(code).check))
  for (const rule of rules) if (rule.type === 'tiers') used.add(METRICS[rule.metric])
  const ignored = new Set<Code>(rubric.ignored.map((item) => item.code))
  for (const code of Object.keys(CODES) as Code[])
    if (used.has(codeTraits(code).check) && !priced.has(code) && !ignored.has(code))
      report(['indicators'], 'rubric.lint.unpriced', { code, check: codeTraits(code).check })
  for (const [i, { code }] of rubric.ignored.entries())
    if (priced.has(code)) report(['ignored', i, 'code'], 'rubric.lint.priced-and-ignored', { code })
}
