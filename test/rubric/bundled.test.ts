/** The rubrics that come with the program: every row, its marks, its method, its wording, its open questions. */
import { describe, expect, it } from 'vitest'
import { render } from '../../src/messages/catalogue.js'
import { listRubrics, rubricById } from '../../src/rubric/load.js'
import { needsOf } from '../../src/rubric/needs.js'
import { rubricFromSource, scoringRubric } from '../../src/rubric/pinned.js'
import type { Rubric } from '../../src/rubric/schema.js'

const ouhai = rubricById('ouhai-2017')
const wuwei = rubricById('wuwei-2020')

const table = (rubric: Rubric): string[] =>
  rubric.indicators.map((row) => `${row.id} ${row.max} ${row.method}`)

describe('bundled rubrics', () => {
  it('are listed by id', () => {
    expect(listRubrics().map((rubric) => rubric.id)).toEqual(['ouhai-2017', 'wuwei-2020'])
  })

  it('ouhai-2017 has all 22 rows', () => {
    expect(table(ouhai)).toEqual([
      '1 8 manual',
      '2 6 manual',
      '3 6 manual',
      '4 2 assisted',
      '5 2 assisted',
      '6 6 manual',
      '7a 1 assisted',
      '7b 1 auto',
      '7c 1 auto',
      '7d 1 auto',
      '7e 1 auto',
      '7f 1 assisted',
      '8 8 auto',
      '9 4 assisted',
      '10 2 assisted',
      '11 3 manual',
      '12 15 manual',
      '13 2 assisted',
      '14 3 auto',
      '15 10 assisted',
      '16 2 assisted',
      '17 8 assisted',
      '18 2 assisted',
      '19 5 manual',
      '20 0 assisted',
      '21 0 assisted',
      '22 0 assisted',
    ])
  })

  it('wuwei-2020 has rows 1 to 34 without 29 and 30', () => {
    const numbers = new Set(wuwei.indicators.map((row) => Number.parseInt(row.id, 10)))
    expect([...numbers]).toEqual(
      Array.from({ length: 34 }, (_, i) => i + 1).filter((n) => n !== 29 && n !== 30),
    )
    expect(table(wuwei).filter((row) => row.endsWith('auto'))).toEqual([
      '1.1 1 auto',
      '1.2 1 auto',
      '1.3 1 auto',
      '1.4 1 auto',
      '1.5 1 auto',
      '1.6 1 auto',
      '1.7 1 auto',
      '9 3 auto',
      '10 5 auto',
      '12.2 1 auto',
      '12.3 1 auto',
      '12.4 1 auto',
      '12.5 1 auto',
      '14.1 2 auto',
      '14.3 1.5 auto',
      '28.2 0.5 auto',
      '33.1 1 auto',
    ])
  })

  it.each([
    [ouhai, '14', '每发现1处扣1分', '14', '3'],
    [ouhai, '8', '每抽查到一次扣2分', '8', '8'],
    [wuwei, '10', '检索结果第一页出现10次及以上，得5分', '10', '5'],
  ])('%#: the clause stands in its original wording', (rubric, id, words, _, max) => {
    const row = rubric.indicators.find((candidate) => candidate.id === id)
    expect(row?.clause).toContain(words)
    expect(row?.max).toBe(max)
    expect(row?.place).not.toBe('')
  })

  it.each([[ouhai], [wuwei]])('%#: every open question has an answer in force', (rubric) => {
    expect(rubric.openQuestions.length).toBeGreaterThan(10)
    for (const asked of rubric.openQuestions) {
      expect(asked.answeredBy).toBe('default')
      expect(asked.on).toBeNull()
      expect(asked.answerText.zh).not.toBe('')
      for (const id of asked.changes) expect(rubric.indicators.map((row) => row.id)).toContain(id)
    }
  })

  it('keep their version when they come back from what the ledger pinned', () => {
    for (const rubric of [ouhai, wuwei])
      expect(rubricFromSource(scoringRubric(rubric).source)).toEqual(rubric)
  })

  it('an unknown id names those that there are', () => {
    expect(() => rubricById('nowhere')).toThrowError(
      expect.objectContaining({
        key: 'rubric.unknown',
        exitStatus: 2,
        facts: { id: 'nowhere', known: 'ouhai-2017, wuwei-2020' },
      }),
    )
    expect(render('rubric.unknown', { id: 'x', known: 'a, b' }, 'en')).toBe(
      'there is no rubric x; there are: a, b',
    )
  })
})

describe('needs', () => {
  it('wuwei asks for four keywords, a search and columns of district governments; ouhai for none by default', () => {
    const needs = needsOf([wuwei])
    expect(needs.keywords).toEqual(
      ['生态环保', '精准扶贫', '脱贫攻坚', '防范风险'].map((keyword) => ({
        keyword,
        askedBy: ['wuwei-2020'],
      })),
    )
    expect(needs.search).toEqual(['wuwei-2020'])
    expect(needs.requiredColumns.map((column) => column.name)).toHaveLength(14)
    for (const column of needs.requiredColumns) {
      expect(column.kinds).toEqual(['city', 'district'])
      expect(column.askedBy).toEqual(['wuwei-2020'])
    }
    expect(needsOf([ouhai])).toEqual({ keywords: [], requiredColumns: [], search: [] })
  })

  it('is the same in any order and for a rubric named twice', () => {
    expect(needsOf([ouhai, wuwei, wuwei])).toEqual(needsOf([wuwei, ouhai]))
  })
})
