/** Finding the rules that a person means: by id, or by a clause in the document's own words. */
import { listRubrics } from './load.js'
import type { Rubric, Rule } from './schema.js'

const folded = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '')

/** Rules that a record may be entered under, by a person's word. */
const ENTERED: ReadonlySet<Rule['type']> = new Set([
  'each',
  'once',
  'manual',
  'hint',
  'ceiling',
  'count',
  'list',
  'memo',
  'discretionary',
])

/** A rule as a person picks it: `word` finds it again. */
export interface EnteredRule {
  readonly word: string
  /** Number and title of its row. */
  readonly row: string
  readonly clause: string
}

/** Rules of a rubric that a record may be entered under, in the document's order; of a list each item by itself. */
export function enteredRules(rubric: Rubric): EnteredRule[] {
  return rubric.indicators.flatMap((row) =>
    row.rules
      .filter((rule) => ENTERED.has(rule.type) && rule.type !== 'hint')
      .flatMap((rule): EnteredRule[] => {
        const about = { row: `${row.id} ${row.title}`, clause: rule.clause }
        if (rule.type !== 'list') return [{ ...about, word: rule.id }]
        return rule.items.map((item) => ({ ...about, word: `${rule.id}#${item.id}`, clause: item.name }))
      }),
  )
}

function namedIn(rubric: Rubric, text: string, indicator: string): string[] {
  const rows = rubric.indicators.filter(
    (row) => indicator === '' || row.id === indicator || folded(row.title) === folded(indicator),
  )
  const rules = rows.flatMap((row) => row.rules.filter((rule) => ENTERED.has(rule.type)))
  if (text === '') {
    const own = rules.filter((rule) => rule.type !== 'hint')
    return indicator !== '' && own.length === 1 && own[0] ? [own[0].id] : []
  }
  const [id = '', item] = text.split('#')
  const byId = rules.find((rule) => rule.id === id)
  if (byId) {
    if (byId.type !== 'list') return item === undefined ? [byId.id] : []
    const meant = byId.items.find((one) => one.id === item || folded(one.name) === folded(item ?? ''))
    return meant ? [`${byId.id}#${meant.id}`] : []
  }
  const items = rules.flatMap((rule) =>
    rule.type === 'list'
      ? rule.items.filter((one) => folded(one.name) === folded(text)).map((one) => `${rule.id}#${one.id}`)
      : [],
  )
  const byClause = rules.filter((rule) => rule.type !== 'list' && folded(rule.clause) === folded(text))
  // The same words may stand under a proposal and under the person's own rule: the person's is meant.
  const own = byClause.filter((rule) => rule.type === 'manual')
  const meant = own.length > 0 ? own : byClause
  return items.length > 0 ? items : meant.length === 1 && meant[0] ? [meant[0].id] : []
}

/**
 * The rules that a cell means: ids separated by 、 or ;, or a clause in the document's own words; without any, the only
 * rule of the row that `indicator` names. What is named under no rubric gives an empty list: the row is refused.
 */
export function ruleFinder(rubrics: readonly Rubric[]): (text: string, indicator: string) => string[] {
  let known: Rubric[] | null = null
  const others = (): Rubric[] => {
    known ??= listRubrics().filter((one) => !rubrics.some((held) => held.id === one.id))
    return known
  }
  const find = (among: readonly Rubric[], text: string, indicator: string) =>
    among.flatMap((rubric) => namedIn(rubric, text, indicator))
  return (text, indicator) => {
    const whole = find(rubrics, text, indicator)
    if (whole.length > 0 || text === '') return whole
    const parts = text.split(/[、;；,，\s]+/).filter((part) => part !== '')
    const each = parts.map((part) => {
      const own = find(rubrics, part, indicator)
      return own.length > 0 ? own : find(others(), part, indicator)
    })
    return each.every((found) => found.length > 0) ? each.flat() : []
  }
}
