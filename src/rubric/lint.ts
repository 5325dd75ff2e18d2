/** What a schema cannot see: sums, references, prices for every code, tiers without gaps. Every error, each at its path. */
import { CODES, type Code, codeTraits } from '../model/code.js'
import { amount } from './amount.js'
import { bucketsOf } from './bucket.js'
import type { Path } from './document.js'
import { checkDuties } from './duties.js'
import { checkRow } from './lint-rule.js'
import { METRICS, type RubricDocument } from './schema.js'

/** One error of meaning, before it is given its line. */
export interface Flaw {
  readonly path: Path
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Takes one error of meaning. */
export type Report = (path: Path, key: string, facts: Readonly<Record<string, string | number>>) => void

/** Every error of meaning in a rubric of the right shape. */
export function findFlaws(rubric: RubricDocument): Flaw[] {
  const flaws: Flaw[] = []
  const report: Report = (path, key, facts) => flaws.push({ path, key, facts })
  checkIds(rubric, report)
  checkReferences(rubric, report)
  checkSums(rubric, report)
  checkPots(rubric, report)
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

/** Parts of one alternative count once, and must be worth the same: no unit has both. */
function checkAlternatives(rubric: RubricDocument, report: Report): void {
  const worth = new Map<string, string>()
  const parts = [
    ...rubric.groups.map((part, i) => ({ part, path: ['groups', i] })),
    ...rubric.indicators.map((part, i) => ({ part, path: ['indicators', i] })),
  ]
  for (const { part, path } of parts) {
    if (part.alternative === undefined) continue
    if (part.appliesTo === undefined)
      report([...path, 'alternative'], 'rubric.lint.alternative', { where: part.id })
    const held = worth.get(part.alternative) ?? part.max
    worth.set(part.alternative, held)
    if (amount(held) !== amount(part.max))
      report([...path, 'max'], 'rubric.lint.sum', {
        where: part.alternative,
        declared: held,
        sum: part.max,
      })
  }
}

function sumOf(
  parts: readonly { readonly max: string; readonly alternative?: string | undefined }[],
): number {
  const seen = new Set<string>()
  return parts.reduce((total, { max, alternative }) => {
    if (alternative !== undefined && seen.has(alternative)) return total
    if (alternative !== undefined) seen.add(alternative)
    return total + amount(max)
  }, 0)
}

function checkSums(rubric: RubricDocument, report: Report): void {
  checkAlternatives(rubric, report)
  const rowsOf = (group: string | undefined) =>
    rubric.indicators.filter((row) => row.group === group && row.adjusts === undefined)
  const compare = (label: string, declared: string, found: number, path: Path): void => {
    if (amount(declared) !== found)
      report(path, 'rubric.lint.sum', { where: label, declared, sum: (found / 100).toString() })
  }
  for (const [i, group] of rubric.groups.entries()) {
    const children = rubric.groups.filter((other) => other.parent === group.id)
    const found = group.pot
      ? bucketsOf(group.pot.per).length * amount(group.pot.each)
      : sumOf([...children, ...rowsOf(group.id)])
    compare(group.id, group.max, found, ['groups', i, 'max'])
    if (group.label && !rubric.questions.some((asked) => asked.id === group.label?.question))
      report(['groups', i, 'label', 'question'], 'rubric.lint.unknown', {
        what: 'question',
        id: group.label.question,
      })
  }
  const tops = rubric.groups.filter((group) => group.parent === undefined)
  compare('total', rubric.max, sumOf([...tops, ...rowsOf(undefined)]), ['max'])
  for (const [i, row] of rubric.indicators.entries())
    if (row.adjusts !== undefined && amount(row.max) !== 0)
      report(['indicators', i, 'max'], 'rubric.lint.sum', { where: row.id, declared: row.max, sum: '0' })
}

/** Marks in common: a group with a pot holds rows without marks of their own, one of them signed per bucket. */
function checkPots(rubric: RubricDocument, report: Report): void {
  const pots = new Set(rubric.groups.filter((group) => group.pot).map((group) => group.id))
  for (const [i, row] of rubric.indicators.entries())
    if ((row.adjusts === 'pot') !== (row.group !== undefined && pots.has(row.group)))
      report(['indicators', i, 'group'], 'rubric.lint.pot', { where: row.id })
  for (const [i, group] of rubric.groups.entries()) {
    if (!group.pot) continue
    const { settledBy } = group.pot
    if (!rubric.indicators.some((row) => row.id === settledBy && row.group === group.id))
      report(['groups', i, 'pot', 'settledBy'], 'rubric.lint.unknown', { what: 'indicator', id: settledBy })
    for (const [j, other] of rubric.groups.entries())
      if (other.parent === group.id) report(['groups', j, 'parent'], 'rubric.lint.pot', { where: other.id })
  }
}

function checkQuestions(rubric: RubricDocument, report: Report): void {
  for (const [id, value] of Object.entries(rubric.mended?.answered ?? {})) {
    const options = rubric.questions.find((asked) => asked.id === id && asked.type === 'choice')?.options
    if (!options?.some((option) => option.value === value))
      report(['mended', 'answered', id], 'rubric.lint.unknown', { what: 'choice question', id })
  }
  for (const [i, asked] of rubric.questions.entries()) {
    const values = asked.options?.map((option) => option.value) ?? []
    const allowed =
      asked.type === 'choice'
        ? values
        : asked.type === 'text'
          ? ['declared']
          : asked.type === 'sample'
            ? [asked.draw ? 'drawn' : 'none']
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

/** Each code of a check in use is priced by a rule or listed under `ignored`: no price is missing in silence. */
function checkPrices(rubric: RubricDocument, report: Report): void {
  const rules = rubric.indicators.flatMap((row) => row.rules)
  const priced = new Set<Code>(rules.flatMap((rule) => ('codes' in rule ? (rule.codes ?? []) : [])))
  const used = new Set<string>([...priced].map((code) => codeTraits(code).check))
  for (const rule of rules) if (rule.type === 'tiers') used.add(METRICS[rule.metric])
  const ignored = new Set<Code>(rubric.ignored.map((item) => item.code))
  for (const code of Object.keys(CODES) as Code[])
    if (used.has(codeTraits(code).check) && !priced.has(code) && !ignored.has(code))
      report(['indicators'], 'rubric.lint.unpriced', { code, check: codeTraits(code).check })
  checkDuties(rubric, used, report)
  for (const [i, { code }] of rubric.ignored.entries())
    if (priced.has(code)) report(['ignored', i, 'code'], 'rubric.lint.priced-and-ignored', { code })
}
