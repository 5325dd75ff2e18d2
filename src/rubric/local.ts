/** Local prices laid over a document: tariffs for what is discretionary, grades, conversions; each signed and dated. */
import { formatPoints } from '../model/points.js'
import { amount } from './amount.js'
import type { Flaw } from './lint.js'
import type {
  DiscretionaryRule,
  IndicatorDocument,
  Overlay,
  Parameters,
  RubricDocument,
  RuleDocument,
  Tariff,
} from './schema.js'

type Priced = Extract<RuleDocument, { type: 'each' | 'hint' | 'manual' }>

/** Errors of meaning in what a parameters file decides beyond the questions. */
export function findLocalFlaws(rubric: RubricDocument, parameters: Parameters): Flaw[] {
  const flaws: Flaw[] = []
  const rules = rubric.indicators.flatMap((row) => row.rules)
  for (const [id, tariff] of Object.entries(parameters.tariffs ?? {})) {
    const path = ['tariffs', id]
    if (!rules.some((rule) => rule.id === id && rule.type === 'discretionary'))
      flaws.push({ path, key: 'rubric.lint.unknown', facts: { what: 'discretionary rule', id } })
    if (amount(tariff.points) === 0)
      flaws.push({ path: [...path, 'points'], key: 'rubric.lint.tariff', facts: { where: id } })
    if (tariff.cap !== undefined && amount(tariff.cap) < amount(tariff.points))
      flaws.push({
        path: [...path, 'cap'],
        key: 'rubric.lint.cap',
        facts: { where: id, cap: tariff.cap, points: tariff.points },
      })
  }
  for (const id of Object.keys(parameters.conversions ?? {}))
    if (!rubric.conversions?.some((conversion) => conversion.id === id))
      flaws.push({
        path: ['conversions', id],
        key: 'rubric.lint.unknown',
        facts: { what: 'conversion', id },
      })
  const grades = parameters.grades?.value ?? []
  for (const [k, grade] of grades.entries()) {
    const above = grades[k - 1]
    if (above && amount(grade.from) >= amount(above.from))
      flaws.push({
        path: ['grades', 'value', k, 'from'],
        key: 'rubric.lint.grade-order',
        facts: { where: grade.name },
      })
  }
  return flaws
}

const signed = (sign: DiscretionaryRule['sign'], points: string): string =>
  formatPoints(sign === 'award' ? amount(points) : -amount(points))

/** What a discretionary rule is under a tariff, or without one. */
function priced(rule: DiscretionaryRule, tariff: Tariff | undefined): Priced {
  const { sign, codes, subjects, column, where, unless, atLeast, since, type: _, mutex, ...base } = rule
  const mark = mutex === undefined ? {} : { mutex }
  const price = tariff
    ? {
        points: signed(sign, tariff.points),
        ...(tariff.cap === undefined ? {} : { cap: signed(sign, tariff.cap) }),
      }
    : null
  if (codes === undefined) return { ...base, ...mark, ...price, type: 'manual' }
  const filter = {
    codes,
    ...(subjects && { subjects }),
    ...(column !== undefined && { column }),
    ...(where && { where }),
    ...(unless && { unless }),
    ...(atLeast && { atLeast }),
    ...(since !== undefined && { since }),
  }
  return price
    ? { ...base, ...mark, ...filter, ...price, type: 'each' }
    : { ...base, ...filter, type: 'hint' }
}

function rowUnder(row: IndicatorDocument, tariffs: Readonly<Record<string, Tariff>>): IndicatorDocument {
  const open = row.rules.filter((rule) => rule.type === 'discretionary')
  if (open.length === 0) return row
  const facts = open.filter((rule) => rule.codes !== undefined)
  const decided = facts.length > 0 && facts.every((rule) => tariffs[rule.id] !== undefined)
  const rules = row.rules.map((rule) =>
    rule.type === 'discretionary'
      ? priced(rule, decided || !rule.codes ? tariffs[rule.id] : undefined)
      : rule,
  )
  return { ...row, rules, method: decided && row.method === 'assisted' ? 'auto' : row.method }
}

/**
 * The document with local prices in it. A row becomes automatic when every discretionary rule of it that rests on
 * findings has a tariff; until then findings are proposals and a person decides.
 */
export function underLocalPrices(rubric: RubricDocument, parameters: Parameters | null): RubricDocument {
  const tariffs = parameters?.tariffs ?? {}
  return {
    ...rubric,
    indicators: rubric.indicators.map((row) => rowUnder(row, tariffs)),
    ...(parameters?.grades && { grades: parameters.grades.value }),
    ...(rubric.conversions && {
      conversions: rubric.conversions.map((conversion) => {
        const given = parameters?.conversions?.[conversion.id]
        return given ? { ...conversion, to: given.to } : conversion
      }),
    }),
  }
}

/** What was decided locally, for printing. */
export function overlaysOf(parameters: Parameters | null): Overlay[] {
  const { tariffs = {}, conversions = {}, grades } = parameters ?? {}
  return [
    ...Object.entries(tariffs).map(
      ([id, { points, cap, by, on }]): Overlay => ({
        what: 'tariff',
        id,
        value: cap === undefined ? points : `${points} (≤ ${cap})`,
        by,
        on,
      }),
    ),
    ...Object.entries(conversions).map(
      ([id, { to, by, on }]): Overlay => ({ what: 'conversion', id, value: to, by, on }),
    ),
    ...(grades
      ? [
          {
            what: 'grades' as const,
            id: '',
            value: grades.value.map(({ name, from }) => `${name} ${from}`).join(', '),
            by: grades.by,
            on: grades.on,
          },
        ]
      : []),
  ]
}
