/** What differs between two rubrics: rows, rules, sums, questions and the answers in force, each by its id. Pure. */
import { canonicalJson } from '../model/canonical.js'
import type { Rubric } from './schema.js'

/** One difference. `from` and `to` are texts; null where the one or the other rubric has no such thing. */
export interface RubricChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly what: 'rubric' | 'group' | 'indicator' | 'rule' | 'column' | 'question' | 'ignored' | 'duty'
  readonly id: string
  /** Absent where the whole thing was added or removed. */
  readonly field?: string
  readonly from: string | null
  readonly to: string | null
}

type Thing = Readonly<Record<string, unknown>>

function show(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : canonicalJson(value)
}

function fieldsOf(what: RubricChange['what'], id: string, a: Thing, b: Thing): RubricChange[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((field): RubricChange[] => {
    const [from, to] = [show(a[field]), show(b[field])]
    return from === to ? [] : [{ kind: 'changed', what, id, field, from, to }]
  })
}

function lists(
  what: RubricChange['what'],
  a: ReadonlyMap<string, Thing>,
  b: ReadonlyMap<string, Thing>,
  title: (thing: Thing) => unknown,
): RubricChange[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((id): RubricChange[] => {
    const [held, other] = [a.get(id), b.get(id)]
    if (held && other) return fieldsOf(what, id, held, other)
    const text = show(title(held ?? other ?? {}))
    return held
      ? [{ kind: 'removed', what, id, from: text, to: null }]
      : [{ kind: 'added', what, id, from: null, to: text }]
  })
}

const byId = <T extends Thing>(things: readonly T[], id: (thing: T) => string): Map<string, Thing> =>
  new Map(things.map((thing) => [id(thing), thing]))

function rulesOf(rubric: Rubric): Map<string, Thing> {
  return new Map(
    rubric.indicators.flatMap((row) =>
      row.rules.map((rule) => [rule.id, { ...rule, indicator: row.id }] as const),
    ),
  )
}

/** What a rubric says of itself as a whole. */
const HEAD = [
  'name',
  'year',
  'document',
  'max',
  'total',
  'assessment',
  'rescale',
  'mended',
  'conversions',
  'grades',
] as const

/** Every difference, in the order of the first rubric, then of the second. Two equal rubrics give none, whatever their ids. */
export function diffRubrics(a: Rubric, b: Rubric): RubricChange[] {
  const head = (rubric: Rubric): Thing => Object.fromEntries(HEAD.map((key) => [key, rubric[key]]))
  const rows = (rubric: Rubric) =>
    byId(
      rubric.indicators.map(({ rules: _, ...row }) => row),
      (row) => row.id,
    )
  const asked = (rubric: Rubric) =>
    byId(
      rubric.openQuestions.map(({ id, question, answer, answeredBy, on }) => ({
        id,
        question,
        answer,
        answeredBy,
        on,
      })),
      (one) => one.id,
    )
  return [
    ...fieldsOf('rubric', b.id, head(a), head(b)),
    ...lists(
      'group',
      byId(a.groups, ({ id }) => id),
      byId(b.groups, ({ id }) => id),
      ({ title }) => title,
    ),
    ...lists('indicator', rows(a), rows(b), ({ title }) => title),
    ...lists('rule', rulesOf(a), rulesOf(b), ({ clause }) => clause),
    ...lists(
      'column',
      byId(a.columns, ({ name }) => name),
      byId(b.columns, ({ name }) => name),
      ({ name }) => name,
    ),
    ...lists('question', asked(a), asked(b), ({ question }) => question),
    ...lists(
      'ignored',
      byId(a.ignored, ({ code }) => code),
      byId(b.ignored, ({ code }) => code),
      (one) => one.because,
    ),
    ...fieldsOf('duty', 'duties', { ...a.duties }, { ...b.duties }),
  ]
}
