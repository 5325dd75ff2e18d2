/** The rubrics that come with the program: every row, its marks, its method, its wording, its open questions. */
import { describe, expect, it } from 'vitest'
import { render } from '../../src/messages/catalogue.js'
import { listRubrics, rubricById } from '../../src/rubric/load.js'
import { needsOf } from '../../src/rubric/needs.js'
import { rubricFromSource, scoringRubric } from '../../src/rubric/pinned.js'
import type { Rubric } from '../../src/rubric/schema.js'

const ouhai = rubricById('ouhai-2017')
const wuwei = rubricById('wuwei-2020')
const linzi = rubricById('linzi-2021')
const yanjiang = rubricById('yanjiang-2021')
const baohe = rubricById('baohe-2021')

const table = (rubric: Rubric): string[] =>
  rubric.indicators.map((row) => `${row.id} ${row.max} ${row.method}`)

describe('bundled rubrics', () => {
  it('are listed by id', () => {
    expect(listRubrics().map((rubric) => rubric.id)).toEqual([
      'baohe-2021',
      'linzi-2021',
      'ouhai-2017',
      'wuwei-2020',
      'yanjiang-2021',
    ])
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

  it('linzi-2021 has the 20 clauses of articles 13 and 14, in pots of 20 points', () => {
    expect(table(linzi)).toEqual([
      '13.1 0 assisted',
      '13.2a 0 assisted',
      '13.2b 0 assisted',
      '13.2c 0 assisted',
      '13.2d 0 assisted',
      '13.2e 0 assisted',
      '13.2f 0 assisted',
      '13.3a 0 assisted',
      '13.3b 0 assisted',
      '13.3c 0 assisted',
      '13.3d 0 assisted',
      '13.4 0 assisted',
      '13.5 0 manual',
      '14.1 0 assisted',
      '14.2 0 assisted',
      '14.3a 0 assisted',
      '14.3b 0 assisted',
      '14.4 0 manual',
      '14.5 0 manual',
      '14.6 0 manual',
    ])
    expect(linzi.groups.map(({ id, max, pot }) => [id, max, pot?.per, pot?.each])).toEqual([
      ['daily', '80', 'quarter', '20'],
      ['year-end', '20', 'year', '20'],
    ])
  })

  it('yanjiang-2021 has all 12 rows', () => {
    expect(table(yanjiang)).toEqual([
      '1 4 manual',
      '2 3 manual',
      '3a 2 assisted',
      '3b 9 assisted',
      '4 3 manual',
      '5a 10 assisted',
      '5b 10 assisted',
      '6 5 assisted',
      '7 15 manual',
      '8 5 assisted',
      '9a 20 assisted',
      '9b 5 assisted',
      '9c 5 manual',
      '10 14 manual',
      '11.1 0 auto',
      '11.2 0 assisted',
      '11.3 0 assisted',
      '12 0 assisted',
    ])
  })

  it('baohe-2021 has 27 common rows of 60 points, labelled 70, and two tables of 40', () => {
    const sum = (of: (id: string) => boolean): number =>
      baohe.indicators.filter((row) => of(row.id)).reduce((total, row) => total + Number(row.max), 0)
    expect(baohe.indicators).toHaveLength(40)
    expect([sum((id) => /^\d/.test(id)), sum((id) => id[0] === 'a'), sum((id) => id[0] === 'b')]).toEqual([
      60, 40, 40,
    ])
    expect(baohe.groups[0]).toMatchObject({ max: '60', label: { says: '70', question: 'sum-label' } })
    expect(baohe.openQuestions.find((asked) => asked.id === 'sum-label')?.answerText.zh).toContain('60分')
    expect(baohe.indicators.filter((row) => row.method === 'manual').map((row) => row.id)).toEqual([
      '3',
      'a3',
      'a4',
      'b5',
    ])
    expect(baohe.assessment).toBe('acceptance')
  })

  it.each([
    [linzi, '13.4', '对拒不整改的，加重扣分', '13.4', '0'],
    [yanjiang, '8', '通报1次扣1分，通报2次扣2分，通报3次扣5分', '8', '5'],
    [baohe, '27', '国办公开办函〔2019〕60号', '27', '5'],
    [ouhai, '14', '每发现1处扣1分', '14', '3'],
    [ouhai, '8', '每抽查到一次扣2分', '8', '8'],
    [wuwei, '10', '检索结果第一页出现10次及以上，得5分', '10', '5'],
  ])('%#: the clause stands in its original wording', (rubric, id, words, _, max) => {
    const row = rubric.indicators.find((candidate) => candidate.id === id)
    expect(row?.clause).toContain(words)
    expect(row?.max).toBe(max)
    expect(row?.place).not.toBe('')
  })

  it.each([[ouhai], [wuwei], [linzi], [yanjiang], [baohe]])(
    '%#: every open question has an answer in force',
    (rubric) => {
      expect(rubric.openQuestions.length).toBeGreaterThan(8)
      for (const asked of rubric.openQuestions) {
        expect(asked.answeredBy).toBe('default')
        expect(asked.on).toBeNull()
        expect(asked.answerText.zh).not.toBe('')
        for (const id of asked.changes) expect(rubric.indicators.map((row) => row.id)).toContain(id)
      }
    },
  )

  it('keep their version when they come back from what the ledger pinned', () => {
    for (const rubric of [ouhai, wuwei, linzi, yanjiang, baohe])
      expect(rubricFromSource(scoringRubric(rubric).source)).toEqual(rubric)
  })

  it('an unknown id names those that there are', () => {
    expect(() => rubricById('nowhere')).toThrowError(
      expect.objectContaining({
        key: 'rubric.unknown',
        exitStatus: 2,
        facts: { id: 'nowhere', known: 'baohe-2021, linzi-2021, ouhai-2017, wuwei-2020, yanjiang-2021' },
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
    const { clauses, duties, ...rest } = needsOf([ouhai])
    expect(rest).toEqual({ keywords: [], requiredColumns: [], search: [] })
    const row = ouhai.indicators.find(({ id }) => id === '14')
    expect(clauses?.find(({ rule }) => rule === 'oh-14-empty')).toEqual({
      codes: ['column-empty'],
      subjects: null,
      column: null,
      rubric: 'ouhai-2017',
      version: ouhai.version,
      indicator: '14',
      rule: 'oh-14-empty',
      clause: '每发现1处扣1分',
      wording: row?.clause,
    })
    expect(duties?.interpretation).toEqual([
      { days: null, counted: 'working', linked: false, since: null, askedBy: ['ouhai-2017'] },
    ])
  })

  it('is the same in any order and for a rubric named twice', () => {
    expect(needsOf([ouhai, wuwei, wuwei])).toEqual(needsOf([wuwei, ouhai]))
  })
})
