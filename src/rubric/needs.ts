/** What the rubrics of a run need collected: the union, each thing with who asked for it. */
import type { Needs } from '../model/inspection.js'
import { ruleInForce } from './applies.js'
import { dutiesOf } from './duties.js'
import type { Rubric } from './schema.js'

type Column = Needs['requiredColumns'][number]
type Clause = NonNullable<Needs['clauses']>[number]

/** The clauses of a rubric that price findings; what is only a hint takes nothing and is not quoted. */
function clausesOf(rubric: Rubric): Clause[] {
  return rubric.indicators.flatMap((row) =>
    row.rules.flatMap((rule): Clause[] => {
      if (!ruleInForce(rubric, rule)) return []
      if (rule.type !== 'each' && rule.type !== 'once') return []
      const { id, clause, codes, subjects, column } = rule
      // A subject such as the year before the period is filled in only when it is priced.
      const fixed = subjects?.some((subject) => subject.startsWith('$')) ? undefined : subjects
      return [
        {
          codes: [...codes],
          subjects: fixed ? [...fixed] : null,
          column: column ?? null,
          rubric: rubric.id,
          version: rubric.version,
          indicator: row.id,
          rule: id,
          clause,
          wording: row.clause,
        },
      ]
    }),
  )
}

/** Names, kinds and askers in order, so that the same rubrics in any order need the same. */
export function needsOf(rubrics: readonly Rubric[]): Needs {
  const keywords = new Map<string, Set<string>>()
  const columns = new Map<string, Column>()
  for (const rubric of rubrics) {
    const rules = rubric.indicators.flatMap((row) => row.rules).filter((rule) => ruleInForce(rubric, rule))
    const names = new Set(rules.flatMap((rule) => ('column' in rule && rule.column ? [rule.column] : [])))
    for (const rule of rules)
      if (rule.type === 'tiers')
        for (const keyword of rule.keywords)
          keywords.set(keyword, (keywords.get(keyword) ?? new Set<string>()).add(rubric.id))
    for (const column of rubric.columns) {
      if (!names.has(column.name)) continue
      // Two rubrics may ask for one name of different units: each of these is a need of its own.
      const identity = JSON.stringify([column.name, column.kinds ?? null, column.ownSite ?? null])
      const held = columns.get(identity)
      columns.set(identity, {
        name: column.name,
        synonyms: [...new Set([...(held?.synonyms ?? []), ...column.synonyms])].sort(),
        kinds: column.kinds ? [...column.kinds].sort() : null,
        ownSite: column.ownSite ?? null,
        askedBy: [...new Set([...(held?.askedBy ?? []), rubric.id])].sort(),
      })
    }
  }
  const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  const duties = dutiesOf(rubrics)
  const clauses = new Map(
    rubrics.flatMap((rubric) =>
      clausesOf(rubric).map((one) => [`${one.rubric} ${one.version} ${one.rule}`, one] as const),
    ),
  )
  return {
    keywords: [...keywords]
      .map(([keyword, asked]) => ({ keyword, askedBy: [...asked].sort() }))
      .sort((a, b) => byName(a.keyword, b.keyword)),
    requiredColumns: [...columns].sort(([a], [b]) => byName(a, b)).map(([, column]) => column),
    search: [...new Set(rubrics.filter((rubric) => rubric.search).map((rubric) => rubric.id))].sort(),
    ...(clauses.size === 0
      ? {}
      : { clauses: [...clauses].sort(([a], [b]) => byName(a, b)).map(([, clause]) => clause) }),
    ...(duties === undefined ? {} : { duties }),
  }
}
