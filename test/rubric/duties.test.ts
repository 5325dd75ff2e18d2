/** Duties with a limit: what rubrics declare, what a run collects for them, and what lint refuses. */
import { describe, expect, it } from 'vitest'
import { lintRubric, loadRubric } from '../../src/rubric/load.js'
import { needsOf } from '../../src/rubric/needs.js'

/** A rubric of one assisted row that hints at letters and interpretations. */
function rubricText(id: string, duties: string, options = '"3", "5", none'): string {
  const listed = options
    .split(', ')
    .map((value) => `{ value: ${value}, zh: 时限, en: limit }`)
    .join(', ')
  return `schema: xuncha.rubric/1
id: ${id}
name: 样表
year: 2026
document: { title: 样表, issuer: 某区 }
max: "10"
total: { floor: "0", ceiling: "100" }
groups: []
duties:
${duties}
indicators:
  - id: "1"
    title: 回应
    clause: 及时回应来信
    place: 第1项
    max: "10"
    method: assisted
    rules:
      - { id: a-1, type: hint, clause: 及时回应来信, codes: [reply-missing, reply-late] }
questions:
  - id: letters
    type: choice
    question: { zh: 几天？, en: "How many days?" }
    options: [${listed}]
    default: "5"
    answer: { zh: 五天, en: five }
    changes: ["1"]
`
}
const load = (id: string, duties: string) => loadRubric(rubricText(id, duties), `${id}.yaml`)
const errorsOf = (text: string) => lintRubric(text, 'x.yaml').errors.map(({ key, facts }) => [key, facts])

describe('duties of a run', () => {
  it('take limits from the file or from the answer in force', () => {
    const fixed = load('fixed', '  replies: { workingDays: 7 }\n  consultation: { days: 30 }')
    const asked = load('asked', '  replies: { workingDays: $letters }')
    expect(needsOf([fixed, asked]).duties).toEqual({
      interpretation: [],
      replies: [
        { workingDays: 5, askedBy: ['asked'] },
        { workingDays: 7, askedBy: ['fixed'] },
      ],
      consultation: [{ days: 30, counted: 'calendar', askedBy: ['fixed'] }],
      series: [],
    })
  })

  it('are one where rubrics agree, in whatever order they come', () => {
    const one = load('one', '  replies: { workingDays: 5 }')
    const two = load('two', '  replies: { workingDays: $letters }')
    expect(needsOf([two, one]).duties?.replies).toEqual([{ workingDays: 5, askedBy: ['one', 'two'] }])
    expect(needsOf([one, two, one])).toEqual(needsOf([two, one]))
  })

  it('name no limit where the answer is none: interpretations go to a person, letters are not judged', () => {
    const text = rubricText(
      'none',
      '  replies: { workingDays: $letters }\n  interpretation: { days: $letters, linked: true }',
    ).replace('default: "5"', 'default: none')
    expect(needsOf([loadRubric(text, 'none.yaml')]).duties).toEqual({
      interpretation: [{ days: null, counted: 'working', linked: true, since: null, askedBy: ['none'] }],
      replies: [],
      consultation: [],
      series: [],
    })
  })

  it('hold series by the name of their column', () => {
    const text =
      '  replies: { workingDays: 5 }\n  series: [{ column: 统计月报, every: month, dueDays: 15, from: 2026-01, exempt: [2026-02] }]'
    expect(needsOf([load('tables', text)]).duties?.series).toEqual([
      {
        column: '统计月报',
        synonyms: [],
        kinds: null,
        every: 'month',
        dueDays: 15,
        from: '2026-01',
        exempt: ['2026-02'],
        askedBy: ['tables'],
      },
    ])
  })
})

describe('lint', () => {
  it('refuses a limit that no question answers', () => {
    expect(errorsOf(rubricText('x', '  replies: { workingDays: $nowhere }'))).toEqual([
      ['rubric.lint.unknown', { what: 'choice question', id: 'nowhere' }],
    ])
  })

  it('refuses answers that are no number of days', () => {
    expect(errorsOf(rubricText('x', '  replies: { workingDays: $letters }', '"5", soon'))).toEqual([
      ['rubric.lint.reading', { id: 'letters', expected: 'none | 1, 2, 3 …' }],
    ])
  })

  it('refuses a rule on letters where no duty is declared', () => {
    expect(errorsOf(rubricText('x', '  consultation: { days: 30 }'))).toEqual([
      ['rubric.lint.unknown', { what: 'duty', id: 'replies' }],
    ])
  })

  it('refuses a period that is none', () => {
    const text = '  replies: { workingDays: 5 }\n  series: [{ column: 月报, every: month, from: 2026-13 }]'
    expect(errorsOf(rubricText('x', text))).toHaveLength(1)
  })
})
