/** Score sheets by commands: out in the layout of the original table, filled in, and back as entries that say who decided. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readXlsx, writeXlsx } from '../../src/tables/xlsx.js'
import { office } from './office.js'

type Office = Awaited<ReturnType<typeof office>>
type Cells = Record<string, string>

async function exported({ data, run }: Office, unit = 'edu') {
  const path = join(data, 'sheet.xlsx')
  const left = await run('sheets', 'export', '--unit', unit, '--period', '2026', '-o', path)
  if (left.status !== 0) throw new Error(left.stderr)
  const [, heads = [], ...rows] = await readXlsx(readFileSync(path), path)
  const headers = heads.map(({ text }) => text)
  return rows.map((row): Cells => Object.fromEntries(row.map(({ text }, n) => [headers[n] ?? '', text])))
}

/** Fills cells of rows by their number and imports the sheet, its rows in another order. */
async function imported(at: Office, rows: readonly Cells[], filled: Readonly<Record<string, Cells>>) {
  const [first = {}] = rows
  const headers = [...Object.keys(first), '备用']
  const changed = rows.map((row) => ({ ...row, ...filled[row.序号 ?? ''] })).reverse()
  const sheet = {
    name: '评分表',
    headers,
    rows: changed.map((row: Cells) => headers.map((head) => row[head] ?? '')),
  }
  const path = join(at.data, 'filled.xlsx')
  writeFileSync(path, await writeXlsx([sheet]))
  return at.run('sheets', 'import', path, '--as', '张三', '--json')
}

it('a sheet has the layout of the original table, a row for each row of the rubric', async () => {
  const at = await office()
  const rows = await exported(at)
  expect(Object.keys(rows[0] ?? {}).slice(0, 11)).toEqual([
    '序号',
    '项目',
    '评分标准',
    '分值',
    '扣分情况',
    '赋分说明',
    '得分',
    '自评分',
    '自评材料',
    '责任单位',
    '审核人',
  ])
  expect(rows.find((row) => row.序号 === '14')).toMatchObject({
    分值: '3',
    责任单位: '区教育局',
    得分: '',
    扣分情况: expect.stringContaining('-1'),
    评分细则: 'ouhai-2017',
    年度: '2026',
  })
})

it('scores come back as entries by whom the sheet names; the same sheet again adds nothing', async () => {
  const at = await office()
  const rows = await exported(at)
  at.file('自评.pdf', 'x')
  const filled = {
    1: { 得分: '6.5', 赋分说明: '通报一次', 审核人: '李四', 自评分: '8', 自评材料: '自评.pdf' },
    2: { 得分: '6' },
  }
  const first = JSON.parse((await imported(at, rows, filled)).stdout)
  expect([first.entries.length, first.selfScores, first.notes]).toEqual([2, 1, []])
  const again = await exported(at)
  expect(again.filter((row) => ['1', '2'].includes(row.序号 ?? ''))).toMatchObject([
    { 得分: '6.5', 赋分说明: '通报一次', 审核人: '李四', 自评分: '8', 自评材料: '自评.pdf' },
    { 得分: '6', 审核人: '张三' },
  ])
  expect(JSON.parse((await imported(at, again, {})).stdout)).toMatchObject({ entries: [], selfScores: 0 })
  const changed = await imported(at, again, { 1: { 得分: '7' } })
  expect(JSON.parse(changed.stdout).entries).toHaveLength(1)
  const { units } = await at.json('score', '--period', '2026')
  const row = units[0].indicators.find(({ id }: { id: string }) => id === '1')
  expect([row.score, row.entries.map(({ points }: { points: string }) => points)]).toEqual([
    '7',
    ['-1.5', '0.5'],
  ])
  expect((await at.entries()).filter(([rule]) => rule === 'sheet').map((entry) => entry[3])).toEqual([
    'import',
    'import',
    'import',
  ])
  expect((await at.run('score', '--explain', 'edu', '1', '--period', '2026')).status).toBe(0)
  expect((await at.run('ledger', 'verify')).status).toBe(0)
})

it.each([
  ['more than full marks', { 1: { 得分: '9' } }, '满分 8'],
  ['a row that the program scores', { 14: { 得分: '0' } }, '由程序评分'],
  ['an unknown unit', { 1: { 得分: '8', 责任单位: '区水利局' } }, '区水利局'],
  ['no number', { 1: { 得分: '良好' } }, '良好'],
  ['a file that is not there', { 1: { 自评分: '8', 自评材料: '没有.pdf' } }, '没有.pdf'],
] as const)('%s is refused, and nothing is taken', async (_, filled, said) => {
  const at = await office()
  const before = await at.entries()
  const left = await imported(at, await exported(at), { 2: { 得分: '6' }, ...filled })
  expect([left.status, left.stdout]).toEqual([2, ''])
  expect(left.stderr).toContain(said)
  expect(await at.entries()).toEqual(before)
})
