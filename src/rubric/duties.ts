/** The duties with a limit that rubrics ask for: limits by the answers in force, equal duties once, each with who asked. */
import { type Duties, interpretationDutySchema } from '../model/duty.js'
import type { Report } from './lint.js'
import { answerTo } from './parameters.js'
import type { Rubric, RubricDocument } from './schema.js'
import type { DutiesDocument, Limit } from './schema-duties.js'

const ANSWER = /^(?:none|[1-9]\d{0,3})$/

/** The limit in force; null: the document names none. */
function limitOf(rubric: Rubric, limit: Limit): number | null {
  if (typeof limit === 'number') return limit
  const answer = answerTo(rubric, limit.slice(1))
  return answer === 'none' ? null : Number(answer)
}

/** Equal duties become one; the askers and the duties are in order, whatever the order of the rubrics. */
function union<T extends { readonly askedBy: readonly string[] }>(list: readonly T[]): T[] {
  const held = new Map<string, T>()
  for (const one of list) {
    const key = JSON.stringify({ ...one, askedBy: [] })
    const known = held.get(key)
    held.set(key, { ...one, askedBy: [...new Set([...(known?.askedBy ?? []), ...one.askedBy])].sort() })
  }
  return [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/** What the rubrics ask for; undefined: none of them asks for any duty with a limit. */
export function dutiesOf(rubrics: readonly Rubric[]): Duties | undefined {
  const asked = rubrics.flatMap((rubric) => (rubric.duties ? [{ rubric, duties: rubric.duties }] : []))
  if (asked.length === 0) return undefined
  return {
    interpretation: union(
      asked.flatMap(({ rubric, duties: { interpretation: duty } }) =>
        duty
          ? [
              {
                ...interpretationDutySchema.parse({ ...duty, days: limitOf(rubric, duty.days) }),
                askedBy: [rubric.id],
              },
            ]
          : [],
      ),
    ),
    replies: union(
      asked.flatMap(({ rubric, duties: { replies } }) => {
        const workingDays = replies ? limitOf(rubric, replies.workingDays) : null
        return workingDays === null ? [] : [{ workingDays, askedBy: [rubric.id] }]
      }),
    ),
    consultation: union(
      asked.flatMap(({ rubric, duties: { consultation } }) => {
        const days = consultation ? limitOf(rubric, consultation.days) : null
        return days === null || !consultation
          ? []
          : [{ days, counted: consultation.counted, askedBy: [rubric.id] }]
      }),
    ),
    series: union(
      asked.flatMap(({ rubric, duties }) =>
        (duties.series ?? []).map((series) => ({
          ...series,
          synonyms: [...series.synonyms].sort(),
          kinds: series.kinds ? [...series.kinds].sort() : null,
          askedBy: [rubric.id],
        })),
      ),
    ),
  }
}

/** Checks that judge only what a rubric declares, with the key that declares it. */
const DECLARED: Readonly<Record<string, keyof DutiesDocument>> = {
  'policy-interpretation': 'interpretation',
  'reply-deadline': 'replies',
  consultation: 'consultation',
}

/** A limit must be answerable; a rule that rests on such a check must find its duty declared. */
export function checkDuties(rubric: RubricDocument, usedChecks: ReadonlySet<string>, report: Report): void {
  const duties = rubric.duties ?? {}
  const limits: readonly (readonly [string, string, Limit | undefined])[] = [
    ['interpretation', 'days', duties.interpretation?.days],
    ['replies', 'workingDays', duties.replies?.workingDays],
    ['consultation', 'days', duties.consultation?.days],
  ]
  for (const [duty, key, limit] of limits) {
    if (typeof limit !== 'string') continue
    const path = ['duties', duty, key]
    const asked = rubric.questions.find(({ id, type }) => id === limit.slice(1) && type === 'choice')
    if (!asked) report(path, 'rubric.lint.unknown', { what: 'choice question', id: limit.slice(1) })
    else if (asked.options?.some(({ value }) => !ANSWER.test(value)))
      report(path, 'rubric.lint.reading', { id: asked.id, expected: 'none | 1, 2, 3 …' })
  }
  for (const [check, duty] of Object.entries(DECLARED))
    if (usedChecks.has(check) && duties[duty] === undefined)
      report(['duties'], 'rubric.lint.unknown', { what: 'duty', id: duty })
}
