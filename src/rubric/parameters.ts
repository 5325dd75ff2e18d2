/** Answers to a rubric's open questions: the declared default, or what the parameters file beside it says. */
import { isPlainDate } from '../model/date.js'
import type { Flaw } from './lint.js'
import type {
  Draw,
  OpenQuestion,
  Parameters,
  QuestionDocument,
  Rubric,
  RubricDocument,
  Sample,
} from './schema.js'

/** Errors of meaning in a parameters file. */
export function findAnswerFlaws(rubric: RubricDocument, parameters: Parameters): Flaw[] {
  const flaws: Flaw[] = []
  if (parameters.rubric !== rubric.id)
    flaws.push({
      path: ['rubric'],
      key: 'rubric.lint.one-of',
      facts: { where: 'rubric', expected: rubric.id },
    })
  for (const [id, answer] of Object.entries(parameters.answers)) {
    const asked = rubric.questions.find((question) => question.id === id)
    if (!asked) {
      flaws.push({ path: ['answers', id], key: 'rubric.lint.unknown', facts: { what: 'question', id } })
      continue
    }
    const expected = misfit(asked, answer.value)
    if (expected !== null)
      flaws.push({
        path: ['answers', id, 'value'],
        key: 'rubric.lint.one-of',
        facts: { where: id, expected },
      })
  }
  return flaws
}

/** What would have been a fitting answer; null when it is one. */
function misfit(asked: QuestionDocument, value: string | Sample | Draw): string | null {
  if (asked.type === 'sample') {
    const whole = isDraw(value) ? value.announced !== undefined : typeof value !== 'string'
    return whole ? null : '[{ unit, bucket?, documents }] | { per, n, seed, announced }'
  }
  if (typeof value !== 'string') return 'text'
  if (asked.type === 'date') return value === 'none' || isPlainDate(value) ? null : 'none | YYYY-MM-DD'
  if (asked.type === 'text') return null
  const values = asked.options?.map((option) => option.value) ?? []
  return values.includes(value) ? null : values.join(' | ')
}

/** Every question with its answer in force. */
export function answerQuestions(rubric: RubricDocument, parameters: Parameters | null): OpenQuestion[] {
  return rubric.questions.map((asked) => {
    const given = parameters?.answers[asked.id]
    const value = given?.value ?? asked.default
    const answer = answerOf(value)
    const option = asked.options?.find((candidate) => candidate.value === answer)
    return {
      id: asked.id,
      type: asked.type,
      question: asked.question,
      answer,
      answerText: !given
        ? asked.answer
        : option
          ? { zh: option.zh, en: option.en }
          : { zh: answer, en: answer },
      answeredBy: given?.by ?? 'default',
      on: given?.on ?? null,
      changes: asked.changes,
    }
  })
}

const isDraw = (value: unknown): value is Draw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value in one line: a draw with its seed, a declared sample by its number of documents. */
function answerOf(value: string | Sample | Draw): string {
  if (typeof value === 'string') return value
  if (!isDraw(value)) return String(value.reduce((n, s) => n + s.documents.length, 0))
  const announced = value.announced === undefined ? '' : ` (${value.announced})`
  return `${value.n}/${value.per} ${value.seed}${announced}`
}

/** The draws in force by question id: declared, or the rubric's own where nothing is. */
export function drawsInForce(rubric: RubricDocument, parameters: Parameters | null): Record<string, Draw> {
  return Object.fromEntries(
    rubric.questions.flatMap((asked): [string, Draw][] => {
      const given = parameters?.answers[asked.id]?.value
      if (given !== undefined) return isDraw(given) ? [[asked.id, given]] : []
      return asked.draw ? [[asked.id, asked.draw]] : []
    }),
  )
}

/** The declared samples by question id. */
export function declaredSamples(parameters: Parameters | null): Record<string, Sample> {
  return Object.fromEntries(
    Object.entries(parameters?.answers ?? {}).flatMap(([id, { value }]) =>
      typeof value === 'string' || isDraw(value) ? [] : [[id, value]],
    ),
  )
}

/** The answer in force; a question that is not there is a bug of ours: lint has refused it. */
export function answerTo(rubric: Rubric, id: string): string {
  const asked = rubric.openQuestions.find((question) => question.id === id)
  if (!asked) throw new TypeError(`rubric ${rubric.id} asks no question ${id}`)
  return asked.answer
}
