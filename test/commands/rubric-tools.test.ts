/** Rubrics by commands: drafted from a Word table or a spreadsheet, carried into the next year, compared. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalMergeType } from 'docx'
import { expect, it } from 'vitest'
import { loadRubricFile } from '../../src/rubric/load.js'
import { writeXlsx } from '../../src/tables/xlsx.js'
import { folder, xuncha } from './command-line.js'

const ROWS = [
  ['项目', '评分标准', '分值'],
  ['组织领导', '未明确机构的扣1分。', '4'],
  ['', '未召开会议的扣2分。', '6'],
]

async function word(path: string): Promise<void> {
  const cell = (text: string, first: boolean) =>
    new TableCell({
      children: [new Paragraph(text)],
      ...(first &&
        text !== '项目' && {
          verticalMerge: text === '' ? VerticalMergeType.CONTINUE : VerticalMergeType.RESTART,
        }),
    })
  const rows = ROWS.map((row) => new TableRow({ children: row.map((text, n) => cell(text, n === 0)) }))
  const file = new Document({
    sections: [{ children: [new Paragraph('云溪区政务公开考核评分表'), new Table({ rows })] }],
  })
  writeFileSync(path, await Packer.toBuffer(file))
}

it.each(['docx', 'xlsx'])('a draft from %s lints and says its sums and questions', async (format) => {
  const dir = folder()
  const path = join(dir, `table.${format}`)
  if (format === 'docx') await word(path)
  else
    writeFileSync(
      path,
      await writeXlsx([
        { name: '表', title: '云溪区政务公开考核评分表', headers: ROWS[0] ?? [], rows: ROWS.slice(1) },
      ]),
    )
  const output = join(dir, 'yunxi-2026.yaml')
  const args = ['rubrics', 'import', path, '--id', 'yunxi-2026', '--year', '2026', '-o', output]
  const left = await xuncha([...args, '--json'])
  expect(left.stderr).toBe('')
  const drafted = JSON.parse(left.stdout)
  expect(drafted.rubric).toEqual({
    id: 'yunxi-2026',
    name: '云溪区政务公开考核评分表',
    year: 2026,
    max: '10',
    indicators: 2,
  })
  expect(drafted.questions.map(({ id }: { id: string }) => id)).toEqual(['automation'])
  expect(loadRubricFile(output).indicators.map(({ title, clause, max }) => [title, clause, max])).toEqual([
    ['组织领导', '未明确机构的扣1分。', '4'],
    ['组织领导', '未召开会议的扣2分。', '6'],
  ])
  expect((await xuncha(['rubrics', 'lint', output])).status).toBe(0)
  expect((await xuncha(args)).status).toBe(2)
})

it.each([
  ['empty.docx', 'PK\u0003\u0004'],
  ['old.doc', 'x'],
  ['plain.csv', '甲,乙\n1,2\n'],
])('%s is refused in a sentence', async (name, content) => {
  const path = join(folder(), name)
  writeFileSync(path, content)
  const left = await xuncha(['rubrics', 'import', path])
  expect([left.status, left.stdout]).toEqual([2, ''])
  expect(left.stderr).toContain(name)
})

it('a copy says the same under another id; what is changed in it is all that differs', async () => {
  const path = join(folder(), 'ouhai-2027.yaml')
  const copied = await xuncha(['rubrics', 'copy', 'ouhai-2017', path, '--year', '2027', '--json'])
  expect(JSON.parse(copied.stdout).files).toEqual([path, path.replace('.yaml', '.parameters.yaml')])
  const diff = async () =>
    JSON.parse((await xuncha(['rubrics', 'diff', 'ouhai-2017', path, '--json'])).stdout)
  const year = { kind: 'changed', what: 'rubric', id: 'ouhai-2027', field: 'year', from: '2017', to: '2027' }
  expect((await diff()).changes).toEqual([year])
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/title: 电子政务网络安全管理/, 'title: 网络与数据安全'),
  )
  const changes = (await diff()).changes as { what: string; field: string; to: string }[]
  expect(changes.slice(1).map(({ what, field, to }) => [what, field, to])).toEqual([
    ['indicator', 'title', '网络与数据安全'],
  ])
  expect((await xuncha(['rubrics', 'copy', 'ouhai-2017', path])).status).toBe(2)
})
