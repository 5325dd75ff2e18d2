/** Registers as spreadsheets by commands alone: what an office has goes in, comes out, and what cannot be matched is listed. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeXlsx } from '../../src/tables/xlsx.js'
import { folder, xuncha } from './command-line.js'

async function office() {
  const data = folder()
  const run = (...args: string[]) => xuncha([...args, '--data', data])
  const sheet = async (name: string, headers: string[], rows: string[][]): Promise<string> => {
    const path = join(data, name)
    writeFileSync(path, await writeXlsx([{ name: '表', title: '附件', headers, rows }]))
    return path
  }
  const units = await sheet(
    '名单.xlsx',
    ['序号', '编号', '单位名称', '单位类别', '曾用名', '网址'],
    [
      ['1', 'edu', '区教育局', '部门', '区教育体育局（2024-03-01）', 'http://127.0.0.1:9/edu/'],
      ['2', 'town', '泽雅镇', '镇', '', 'http://127.0.0.1:9/town/'],
    ],
  )
  await run('units', 'import', units)
  return { data, run, sheet }
}

it('a list of units goes in as a spreadsheet and comes out as one that goes in again', async () => {
  const { data, run } = await office()
  const out = join(data, 'out.xlsx')
  expect((await run('units', 'export', out)).status).toBe(0)
  const before = (await run('units', 'list', '--json')).stdout
  expect(JSON.parse((await run('units', 'import', out, '--json')).stdout)).toEqual({
    imported: { units: 2, platforms: 0, exemptions: 0 },
  })
  expect((await run('units', 'list', '--json')).stdout).toBe(before)
  expect((await run('units', 'export', '--format', 'xlsx')).status).toBe(2)
})

it('a column register finds owners by former names; what has no owner is listed by its cell', async () => {
  const { data, run, sheet } = await office()
  const headers = ['一级栏目', '二级栏目', '牵头责任单位', '更新频次', '所属平台']
  const bad = await sheet('错.xlsx', headers, [['政务公开', '预决算', '区水利局', '每年', 'edu']])
  const refused = await run('columns', 'import', bad)
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain('错.xlsx:3:3')
  const good = await sheet('对.xlsx', headers, [
    ['政务公开', '预决算', '区教育体育局', '每年', 'edu'],
    ['', '三公经费', '泽雅镇', '每季度', 'town'],
  ])
  expect((await run('columns', 'import', good)).status).toBe(0)
  const before = (await run('columns', 'list', '--json')).stdout
  expect(JSON.parse(before).columns).toHaveLength(2)
  const out = join(data, 'columns.xlsx')
  expect((await run('columns', 'export', out)).status).toBe(0)
  expect((await run('columns', 'import', out)).status).toBe(0)
  expect((await run('columns', 'list', '--json')).stdout).toBe(before)
})

it('a frequency that names no period is said, and a file is written in the format of its name or not at all', async () => {
  const { data, run, sheet } = await office()
  const headers = ['一级栏目', '网址', '牵头责任单位', '更新频次', '最长更新间隔天数']
  const row = (name: string, every: string, days = '') => [
    name,
    `http://127.0.0.1:9/edu/${name}/`,
    'edu',
    every,
    days,
  ]
  const rows = [row('a', '每季度'), row('b', '及时更新'), row('c', '每两年半', '900'), row('d', '及时更新')]
  const path = await sheet('频次.xlsx', headers, rows)
  const left = await run('columns', 'import', path)
  expect(left.status).toBe(0)
  expect(left.stderr).toContain('2 个栏目的更新频次不是确定的期限（及时更新）')
  for (const register of ['units', 'columns']) {
    const refused = await run(register, 'export', join(data, 'out.pdf'))
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toContain('csv, ')
    expect(existsSync(join(data, 'out.pdf'))).toBe(false)
    expect((await run(register, 'export', join(data, 'out.pdf'), '--format', 'csv')).status).toBe(0)
    rmSync(join(data, 'out.pdf'))
  }
})
