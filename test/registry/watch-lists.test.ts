/** The operator's lists: YAML and CSV read alike, and what is wrong with them is told with its place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileFault } from '../../src/model/file-fault.js'
import { readAccounts, readExpressions, readLeaders } from '../../src/registry/watch-lists.js'

const bytes = (text: string) => Buffer.from(text)
const UNITS = [
  { id: 'edu', name: '区教育局', aliases: ['教体局'], portal: 'http://127.0.0.1:8101/' },
  { id: 'gov', name: '区政府办公室', portal: 'http://127.0.0.1:8100/' },
]

function problems(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof FileFault) return error.problems.map(({ line, column, key }) => [line, column, key])
    throw error
  }
  return []
}

describe('expressions', () => {
  const WANTED = [
    { wrong: '布署', right: '部署', kind: 'wording', except: ['发布署名', '公布署名'] },
    { wrong: '教体局', right: null, kind: 'organ', except: [] },
  ]
  it('from YAML', () => {
    const text = `expressions:\n  - { wrong: 布署, right: 部署, except: [发布署名, 公布署名] }\n  - { wrong: 教体局, kind: organ }\n`
    expect(readExpressions(bytes(text), 'a.yaml')).toEqual(WANTED)
  })
  it('from CSV', () => {
    const text = '错误表述,规范表述,类别,例外\n布署,部署,,发布署名、公布署名\n教体局,,机构,\n'
    expect(readExpressions(bytes(text), 'a.csv')).toEqual(WANTED)
  })
  it('that come with the program are read, each with what is right, and none is within its own right one', () => {
    const path = join(import.meta.dirname, '..', '..', 'wordings', 'expressions.yaml')
    const read = readExpressions(readFileSync(path), path)
    expect(read.length).toBeGreaterThan(40)
    expect(new Set(read.map(({ wrong }) => wrong)).size).toBe(read.length)
    expect(read.filter(({ wrong, right }) => right === null || right.includes(wrong))).toEqual([])
  })
  it.each([
    [
      'an unknown key',
      'a.yaml',
      'expressions:\n  - { wrong: 布署, rigth: 部署 }\n',
      [[2, 18, 'registry.unknown-key']],
    ],
    ['a single character', 'a.yaml', 'expressions:\n  - { wrong: 布 }\n', [[2, 14, 'registry.too-small']]],
    [
      'another file',
      'a.yaml',
      'units: []\n',
      [
        [1, 1, 'registry.missing'],
        [1, 1, 'registry.unknown-key'],
      ],
    ],
    ['a table without its header', 'a.csv', '词语\n布署\n', [[1, 1, 'registry.table-headers']]],
    ['an unknown kind', 'a.csv', '错误表述,类别\n布署,其他\n', [[2, 4, 'registry.bad-choice']]],
  ])('%s is told with its place', (_, path, text, found) => {
    expect(problems(() => readExpressions(bytes(text), path))).toEqual(found)
  })
})

describe('leaders', () => {
  it('name their unit by id, name or alias', () => {
    const text =
      '单位,姓名,职务,排序,任职日期,离任日期\n区教育局,王明,局长,1,2022年1月5日,2025-08-31\n教体局,李红,副局长,2,,\n,赵强,副区长,,,\n'
    const nobody = { unit: 'edu', order: null, from: null, until: null }
    expect(readLeaders(bytes(text), 'a.csv', UNITS)).toEqual([
      { ...nobody, name: '王明', post: '局长', order: 1, from: '2022-01-05', until: '2025-08-31' },
      { ...nobody, name: '李红', post: '副局长', order: 2 },
      { ...nobody, unit: null, name: '赵强', post: '副区长' },
    ])
  })
  it.each([
    ['an unknown unit', '姓名,单位\n王明,区水利局\n', [[2, 4, 'registry.watch-unit']]],
    ['a day that does not exist', '姓名,离任日期\n王明,2025-02-30\n', [[2, 4, 'registry.bad-date']]],
    ['a missing name', '姓名,职务\n,局长\n', [[2, 1, 'registry.cell-missing']]],
  ])('%s is told', (_, text, found) => {
    expect(problems(() => readLeaders(bytes(text), 'a.csv', UNITS))).toEqual(found)
  })
})

it('a unit that is not registered has its place in YAML too', () => {
  const text = 'leaders:\n  - { name: 王明, unit: edu }\n  - { name: 李红, unit: water }\n'
  expect(problems(() => readLeaders(bytes(text), 'a.yaml', UNITS))).toEqual([[3, 23, 'registry.watch-unit']])
})

it('accounts are read with the day on which somebody looked', () => {
  const text = '单位,平台,账号名称,最近更新,查看日期\ngov,微信,云溪发布,2026/11/18,2026.11.20\n'
  expect(readAccounts(bytes(text), 'a.csv', UNITS)).toEqual([
    { unit: 'gov', platform: '微信', name: '云溪发布', lastPost: '2026-11-18', seenOn: '2026-11-20' },
  ])
})
