/** Linting: every error with its line and column, every default and every answer told. */
import { describe, expect, it } from 'vitest'
import { render } from '../../src/messages/catalogue.js'
import { UserFault } from '../../src/model/error.js'
import { lintRubric, loadRubric } from '../../src/rubric/load.js'

const SMALL = `schema: xuncha.rubric/1
id: small
name: 小表
year: 2026
document: { title: 小表, issuer: 区政务公开办 }
max: "10"
total: { floor: "0", ceiling: "100" }
groups:
  - { id: g, title: 组, max: "10" }
columns:
  - { name: 工作动态, synonyms: [新闻动态] }
indicators:
  - id: "1"
    group: g
    title: 栏目
    clause: 栏目空白每处扣1分。未设工作动态的扣2分。
    place: 第1项
    max: "6"
    method: auto
    rules:
      - { id: r-1, type: each, clause: 栏目空白每处扣1分, codes: [column-empty], points: "-1" }
      - { id: r-2, type: once, clause: 未设工作动态的扣2分, codes: [column-missing], column: 工作动态, points: "-2" }
  - id: "2"
    group: g
    title: 检索
    clause: 检索出现6次及以上得4分，3-6次得1-2分。
    place: 第2项
    max: "4"
    method: auto
    rules:
      - id: r-3
        type: tiers
        clause: 检索出现6次及以上得4分，3-6次得1-2分
        metric: keyword-hits
        keywords: [甲]
        tiers:
          - { from: 6, points: "4" }
          - { from: 3, to: 6, points: ["1", "2"], fill: [{ to: 4, points: "1" }, { to: 6, points: "2" }] }
          - { from: 0, to: 2, points: "0" }
        reading: { aggregate: agg, count: cnt, fill: fil, boundary: bnd }
ignored:
  - { code: search-unavailable, because: 另行计分 }
questions:
  - { id: agg, type: choice, question: { zh: 甲, en: a }, options: [{ value: mean, zh: 平均, en: mean }, { value: max, zh: 最高, en: max }], default: mean, answer: { zh: 平均, en: mean }, changes: ["2"] }
  - { id: cnt, type: choice, question: { zh: 乙, en: b }, options: [{ value: occurrences, zh: 次, en: times }], default: occurrences, answer: { zh: 次, en: times }, changes: ["2"] }
  - { id: fil, type: choice, question: { zh: 丙, en: c }, options: [{ value: interpolated, zh: 内插, en: steps }, { value: low, zh: 低, en: low }], default: interpolated, answer: { zh: 内插, en: steps }, changes: ["2"] }
  - { id: bnd, type: choice, question: { zh: 丁, en: d }, options: [{ value: upper, zh: 上, en: up }], default: upper, answer: { zh: 上, en: up }, changes: ["2"] }
`

/** [what is replaced, by what, key of the error, text at whose place it stands in the changed file, in its line]. */
const BROKEN: [string, string, string, string][] = [
  ['max: "6"', 'max: "7"', 'rubric.lint.sum', '"10" }\ncolumns'],
  ['max: "10"\ntotal', 'max: "11"\ntotal', 'rubric.lint.sum', '"11"\ntotal'],
  ['year: 2026', 'year: 2026\nyaer: 1', 'rubric.lint.unknown-key', 'yaer'],
  ['type: each,', 'type: each, weight: 2,', 'rubric.lint.unknown-key', 'weight'],
  ['[column-empty]', '[column-blank]', 'rubric.lint.one-of', 'column-blank'],
  ['metric: keyword-hits', 'metric: visits', 'rubric.lint.one-of', 'visits'],
  ['points: "-1" }', 'points: "-1.234" }', 'rubric.lint.points', '"-1.234"'],
  ['points: "-1" }', 'points: "1" }', 'rubric.lint.negative', '"1" }\n      - { id: r-2'],
  ['id: r-2', 'id: r-1', 'rubric.lint.duplicate', 'r-1, type: once'],
  ['id: "2"', 'id: "1"', 'rubric.lint.duplicate', '"1"\n    group: g\n    title: 检索'],
  ['group: g\n    title: 检索', 'group: h\n    title: 检索', 'rubric.lint.unknown', 'h\n    title'],
  ['column: 工作动态,', 'column: 通知公告,', 'rubric.lint.unknown', '通知公告, points'],
  ['clause: 未设工作动态的扣2分, codes', 'clause: 未设栏目的扣2分, codes', 'rubric.lint.clause', '未设栏目'],
  [
    '  - { code: search-unavailable, because: 另行计分 }',
    '  []',
    'rubric.lint.unpriced',
    '- id: "1"\n    group',
  ],
  [
    'code: search-unavailable',
    'code: column-empty',
    'rubric.lint.priced-and-ignored',
    'column-empty, because',
  ],
  ['from: 3, to: 6', 'from: 3, to: 7', 'rubric.lint.tier-overlap', '{ from: 3, to: 7'],
  [', boundary: bnd', '', 'rubric.lint.tier-overlap', '{ from: 3, to: 6'],
  ['from: 3, to: 6', 'from: 4, to: 6', 'rubric.lint.tier-gap', '{ from: 0, to: 2'],
  ['from: 0, to: 2', 'from: 1, to: 2', 'rubric.lint.tier-gap', '- { from: 6, points'],
  ['{ to: 6, points: "2" }', '{ to: 5, points: "2" }', 'rubric.lint.tier-fill', '{ from: 3, to: 6'],
  ['aggregate: agg', 'aggregate: nobody', 'rubric.lint.reading', 'nobody'],
  [
    'method: auto\n    rules:\n      - { id',
    'method: manual\n    rules:\n      - { id',
    'rubric.lint.method',
    'each, clause',
  ],
  ['default: mean', 'default: median', 'rubric.lint.one-of', 'median'],
  ['points: "-2" }', 'points: "-20" }', 'rubric.lint.beyond', '"-20"'],
  ['name: 小表\n', 'name: [小表\n', 'rubric.lint.syntax', ''],
]

/** A small table with every kind of rule that [what is replaced, by what, key of the error] can break. */
const MORE = `schema: xuncha.rubric/1
id: more
name: 另一小表
year: 2026
document: { title: 另一小表, issuer: 区政务公开办 }
max: "30"
total: { floor: none, ceiling: "40", bonus: "5" }
groups:
  - { id: pot, title: 日常, max: "20", pot: { per: quarter, each: "5", settledBy: "1" } }
  - { id: own, title: 其他, max: "10", label: { says: "12", question: label } }
indicators:
  - { id: "1", group: pot, title: 甲, clause: 酌情扣分。, place: 一, max: "0", adjusts: pot, method: assisted, rules: [{ id: r-1, type: discretionary, clause: 酌情扣分, codes: [column-empty] }] }
  - id: "2"
    group: own
    title: 乙
    clause: 通报1次扣1分，2次扣3分；不规范的最多得2分；每缺一项扣除相应分值；前3名得5分，其余得1分。
    place: 二
    max: "5"
    method: manual
    rules:
      - { id: r-2, type: count, clause: 通报1次扣1分，2次扣3分, tiers: [{ from: 1, to: 1, points: "-1" }, { from: 2, points: "-3" }] }
      - { id: r-3, type: ceiling, clause: 不规范的最多得2分, ceiling: "2" }
      - { id: r-4, type: list, clause: 每缺一项扣除相应分值, points: "-5", items: [{ id: a, name: 甲 }, { id: b, name: 乙 }] }
      - { id: r-5, type: rank, clause: 前3名得5分，其余得1分, list: 名次, bands: [{ first: 3, points: "5" }, { rest: true, points: "1" }], ties: ties }
  - { id: 3a, group: own, alternative: three, appliesTo: { kinds: [town] }, title: 丙, clause: 丙。, place: 三, max: "5", method: manual }
  - { id: 3b, group: own, alternative: three, appliesTo: { kinds: [street] }, title: 丁, clause: 丁。, place: 三, max: "5", method: manual }
  - { id: "4", title: 戊, clause: 90分以上加3分。, place: 四, max: "0", adjusts: total, method: auto, rules: [{ id: r-6, type: bonus, clause: 90分以上加3分, atLeast: "27", points: "3" }] }
questions:
  - { id: label, type: text, question: { zh: 甲, en: a }, default: declared, answer: { zh: 十分, en: ten }, changes: ["2"] }
  - { id: ties, type: choice, question: { zh: 乙, en: b }, options: [{ value: best, zh: 前, en: best }], default: best, answer: { zh: 前, en: best }, changes: ["2"] }
`

const MORE_BROKEN: [string, string, string][] = [
  ['each: "5"', 'each: "6"', 'rubric.lint.sum'],
  ['settledBy: "1"', 'settledBy: "2"', 'rubric.lint.unknown'],
  ['adjusts: pot, ', '', 'rubric.lint.pot'],
  ['group: own\n    title: 乙', 'group: pot\n    title: 乙', 'rubric.lint.pot'],
  ['question: label }', 'question: nobody }', 'rubric.lint.unknown'],
  ['appliesTo: { kinds: [street] }, ', '', 'rubric.lint.alternative'],
  ['place: 三, max: "5"', 'place: 三, max: "4"', 'rubric.lint.sum'],
  ['{ from: 2, points: "-3" }', '{ from: 3, points: "-3" }', 'rubric.lint.count-order'],
  ['{ from: 2, points: "-3" }', '{ from: 2, points: "3" }', 'rubric.lint.count-sign'],
  ['{ from: 2, points: "-3" }', '{ from: 2, points: "-6" }', 'rubric.lint.beyond'],
  ['ceiling: "2"', 'ceiling: "6"', 'rubric.lint.beyond'],
  ['points: "-5", items', 'points: "-6", items', 'rubric.lint.beyond'],
  ['{ first: 3, points', '{ first: 3, last: 2, points', 'rubric.lint.rank'],
  ['ties: ties', 'ties: label', 'rubric.lint.unknown'],
  ['{ value: best, zh', '{ value: luck, zh', 'rubric.lint.reading'],
  ['max: "0", adjusts: total, ', 'max: "0", ', 'rubric.lint.bonus'],
  ['atLeast: "27"', 'atLeast: "27", atMost: "30"', 'rubric.lint.unknown-key'],
]

describe('lintRubric on counts, lists, ranks, ceilings, pots and alternatives', () => {
  it('accepts them', () => {
    expect(lintRubric(MORE, 'more.yaml').errors.filter(({ key }) => key !== 'rubric.lint.unpriced')).toEqual(
      [],
    )
  })

  it.each(MORE_BROKEN)('%j → %j is %s', (from, to, key) => {
    expect(MORE).toContain(from)
    const { errors, rubric } = lintRubric(
      MORE.replace(from, () => to),
      'more.yaml',
    )
    expect(rubric).toBeNull()
    expect(errors.map((error) => error.key)).toContain(key)
    for (const error of errors)
      for (const language of ['zh-CN', 'en'] as const)
        expect(render(error.key, error.facts, language)).not.toMatch(/^\[|\{\w+\}|undefined/)
  })
})

function placeOf(text: string, needle: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(needle)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

describe('lintRubric', () => {
  it('accepts the small rubric and answers its questions by default', () => {
    const { rubric, errors } = lintRubric(SMALL, 'small.yaml')
    expect(errors).toEqual([])
    expect(rubric?.version).toMatch(/^[0-9a-f]{16}$/)
    expect(rubric?.openQuestions[0]).toEqual({
      id: 'agg',
      type: 'choice',
      question: { zh: '甲', en: 'a' },
      answer: 'mean',
      answerText: { zh: '平均', en: 'mean' },
      answeredBy: 'default',
      on: null,
      changes: ['2'],
    })
  })

  it.each(BROKEN)('%j → %j is %s', (from, to, key, needle) => {
    expect(SMALL).toContain(from)
    const text = SMALL.replace(from, () => to)
    const { errors, rubric } = lintRubric(text, 'small.yaml')
    expect(rubric).toBeNull()
    const error = errors.find((candidate) => candidate.key === key)
    if (!error) throw new Error(`expected ${key}, got ${JSON.stringify(errors)}`)
    if (needle !== '') expect({ line: error.line, column: error.column }).toEqual(placeOf(text, needle))
    expect(error.file).toBe('small.yaml')
    for (const language of ['zh-CN', 'en'] as const) {
      const sentence = render(error.key, error.facts, language)
      expect(sentence).not.toMatch(/^\[|\{\w+\}|undefined/)
    }
  })

  it('reports all errors at once, in order', () => {
    const text = SMALL.replace('max: "6"', 'max: "7"').replace('id: r-2', 'id: r-1')
    expect(lintRubric(text, 'f').errors.map(({ line, key }) => `${line} ${key}`)).toEqual([
      '9 rubric.lint.sum',
      '22 rubric.lint.duplicate',
    ])
  })
})

describe('loadRubric', () => {
  it('throws one fault with every error, exit status 2, in both languages', () => {
    const load = () => loadRubric(SMALL.replace('year: 2026', 'yaer: 2026'), 'small.yaml')
    expect(load).toThrow(UserFault)
    try {
      load()
    } catch (error) {
      if (!(error instanceof UserFault)) throw error
      expect({ key: error.key, status: error.exitStatus, ...error.facts }).toMatchObject({
        key: 'rubric.invalid',
        status: 2,
        file: 'small.yaml',
        count: 2,
      })
      const told = render(error.key, error.facts, 'en').split('\n')
      expect(told).toHaveLength(3)
      expect(told).toContain('small.yaml:4:1 .: unknown key yaer')
      expect(render(error.key, error.facts, 'zh-CN')).toContain('2 处错误')
    }
  })

  it('a hostile file costs an error, not the program', () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`
    expect(lintRubric(bomb, 'f').rubric).toBeNull()
    expect(lintRubric('__proto__: { max: 1 }', 'f').rubric).toBeNull()
    expect(lintRubric('', 'f').errors[0]?.key).toBe('rubric.lint.expected')
  })
})

describe('parameters', () => {
  const answers = (body: string) =>
    lintRubric(SMALL, 'small.yaml', {
      path: 'small.parameters.yaml',
      text: `rubric: small\nanswers:\n${body}`,
    })

  it('take another reading, signed and dated, and change the version', () => {
    const plain = lintRubric(SMALL, 'small.yaml').rubric
    const { rubric } = answers('  agg: { value: max, by: 张三, on: 2026-01-05 }\n')
    expect(rubric?.openQuestions[0]).toMatchObject({
      answer: 'max',
      answerText: { zh: '最高', en: 'max' },
      answeredBy: '张三',
      on: '2026-01-05',
    })
    expect(rubric?.version).not.toBe(plain?.version)
    expect(answers('  {}\n').rubric?.version).toBe(plain?.version)
  })

  it.each([
    ['  agg: { value: median, by: 张三, on: 2026-01-05 }\n', 'rubric.lint.one-of', 3, 17],
    ['  agg: { value: max, by: 张三 }\n', 'rubric.lint.expected', 3, 8],
    ['  agg: { value: max, by: 张三, on: 2026-02-30 }\n', 'rubric.lint.invalid', 3, 34],
    ['  nobody: { value: max, by: 张三, on: 2026-01-05 }\n', 'rubric.lint.unknown', 3, 11],
  ])('%j is %s', (body, key, line, column) => {
    expect(answers(body).errors.map((error) => [error.file, error.key, error.line, error.column])).toEqual([
      ['small.parameters.yaml', key, line, column],
    ])
  })
})
