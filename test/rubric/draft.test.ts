/** Drafting a rubric: what the words say for certain becomes rules, sums that disagree become questions, nothing is lost in silence. */
import { describe, expect, it } from 'vitest'
import { draftRubric } from '../../src/rubric/draft.js'
import { type DraftTable, readDraftTable } from '../../src/rubric/draft-table.js'

const cells = (rows: readonly (readonly string[])[]) =>
  rows.map((row, line) => row.map((text, column) => ({ text, line: line + 1, column: column + 1 })))

function tableOf(rows: readonly (readonly string[])[]): DraftTable {
  const table = readDraftTable(cells(rows))
  if (table === null) throw new Error('no table')
  return table
}

const GIVEN = { id: 'draft', name: '考核表', year: 2026 }
const TABLE = [
  ['某区2026年政务公开工作考核评分表', '', '', '', ''],
  ['序号', '考核项目', '考核内容', '评分标准', '分值'],
  ['1', '组织领导（6分）', '机构健全', '未明确机构的扣2分；未明确人员的扣1分。', '4'],
  ['', '', '', '未召开会议的不得分。', ''],
  ['2', '', '培训', '视情况酌情扣分。', '3'],
  ['3', '信息公开', '更新', '栏目空白每处扣1分；逾期扣1-3分。', '5'],
  ['4', '加分项', '典型', '被省级推广的加2分。', '+2'],
  ['合计', '', '', '', '13'],
  ['备注：本表自发布之日起施行。', '', '', '', ''],
]

describe('a scoring table', () => {
  it('gives rows with their wording, groups with their sums, and the declared total', () => {
    const table = tableOf(TABLE)
    expect(table.title).toBe('某区2026年政务公开工作考核评分表')
    expect(table.groups).toEqual([
      { title: '组织领导', says: 600 },
      { title: '信息公开', says: null },
      { title: '加分项', says: null },
    ])
    expect(table.rows.map(({ line, group, title, max, adds }) => [line, group, title, max, adds])).toEqual([
      [3, '组织领导', '机构健全', 400, false],
      [5, '组织领导', '培训', 300, false],
      [6, '信息公开', '更新', 500, false],
      [7, '加分项', '典型', 200, true],
    ])
    expect(table.rows[0]?.clause).toBe('未明确机构的扣2分；未明确人员的扣1分。\n未召开会议的不得分。')
    expect([table.total, table.unread]).toEqual([1300, [{ line: 9, text: '备注：本表自发布之日起施行。' }]])
  })

  it.each([
    [
      'without a column of marks',
      [
        ['项目', '评分标准'],
        ['甲', '乙'],
      ],
    ],
    ['that is none', [['你好']]],
    ['that is empty', []],
  ])('%s is refused', (_, rows) => {
    expect(readDraftTable(cells(rows))).toBeNull()
  })
})

describe('a drafted rubric', () => {
  const { document, sums } = draftRubric(tableOf(TABLE), GIVEN)

  it('prices only what names one amount; the rest is a person’s', () => {
    expect(
      document.indicators.map(({ id, max, adjusts, rules }) => [
        id,
        max,
        adjusts ?? null,
        rules.map((rule) => [rule.type, rule.clause, 'points' in rule ? (rule.points ?? null) : null]),
      ]),
    ).toEqual([
      [
        '1',
        '4',
        null,
        [
          ['manual', '未明确机构的扣2分', '-2'],
          ['manual', '未明确人员的扣1分', '-1'],
          ['ceiling', '未召开会议的不得分', null],
        ],
      ],
      ['2', '3', null, [['discretionary', '视情况酌情扣分', null]]],
      [
        '3',
        '5',
        null,
        [
          ['manual', '栏目空白每处扣1分', '-1'],
          ['discretionary', '逾期扣1-3分', null],
        ],
      ],
      ['4', '0', 'total', [['manual', '被省级推广的加2分', '2']]],
    ])
  })

  it('tells the sums that disagree and asks about them', () => {
    expect(sums).toEqual([
      { where: '组织领导', declared: '6', sum: '7' },
      { where: '合计', declared: '13', sum: '12' },
    ])
    expect(document.questions.map(({ id, changes }) => [id, changes])).toEqual([
      ['sum-1', ['1', '2']],
      ['sum-2', ['1', '2', '3', '4']],
      ['discretion', ['2', '3']],
      ['bonus', ['4']],
      ['automation', ['1', '2', '3', '4']],
    ])
    expect(document.groups[0]).toEqual({
      id: 'g1',
      title: '组织领导',
      max: '7',
      label: { says: '6', question: 'sum-1' },
    })
  })
})
