/** `records`: registers outside the web come in whole or not at all, and are priced by the rubric's own rules, once. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeXlsx } from '../../src/tables/xlsx.js'
import { folder, type Left, xuncha } from './command-line.js'

const WORKSPACE = `defaults: { rubric: ouhai-2017 }
units:
  - { id: edu, name: 区教育局, kind: department, portal: "http://127.0.0.1:8101/", aliases: [教体局] }
  - { id: law, name: 区司法局, kind: department, portal: "http://127.0.0.1:8102/" }
  - { id: town, name: 泽雅镇人民政府, portal: "http://127.0.0.1:8103/" }
`

/** A data directory with three units, and a way to run commands on it. */
async function office() {
  const data = folder()
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(data, name), content)
    return join(data, name)
  }
  const run = (...args: string[]): Promise<Left> => xuncha([...args, '--data', data])
  await run('units', 'import', file('ws.yaml', WORKSPACE))
  return { data, file, run }
}

type Office = Awaited<ReturnType<typeof office>>
const entriesOf = async ({ run }: Office) =>
  (
    JSON.parse((await run('ledger', 'list', '--json')).stdout) as {
      entries: {
        unit: string
        rule: string
        points: string
        kind: string
        decidedBy: string
        occurrence: string
      }[]
    }
  ).entries.map(({ unit, rule, points, kind, decidedBy, occurrence }) => [
    unit,
    rule,
    points,
    kind,
    decidedBy,
    occurrence,
  ])

const REGISTER = [
  '2026年登记台账,,,,,,,',
  '编号,登记类别,责任单位,日期,事项,文号,评分标准,佐证材料',
  'R1,通报,教体局,2026年3月5日,安全事件被通报,温政办〔2026〕3号,出现安全事件被区级通报扣2分,proof.txt',
  'R2,行政诉讼,区司法局,2026/4/1,败诉,,oh-12-corrected,',
  'R3,表彰,泽雅镇人民政府,2026.5.1,市级表彰,,市级加5分,',
].join('\n')

describe('records import', () => {
  it('registers and prices each row by the rule that it names, in ids or in words', async () => {
    const at = await office()
    at.file('proof.txt', '通报全文')
    const left = await at.run('records', 'import', at.file('r.csv', REGISTER), '--as', '李四', '--json')
    expect([left.status, left.stderr]).toEqual([0, ''])
    const { records, entries, unpriced } = JSON.parse(left.stdout)
    expect([entries.length, unpriced]).toEqual([3, []])
    expect(records[0]).toMatchObject({
      id: 'R1',
      unit: 'edu',
      on: '2026-03-05',
      document: '温政办〔2026〕3号',
      rules: ['oh-1-district'],
      actor: '李四',
      files: [{ name: 'proof.txt', bytes: 12, mediaType: 'text/plain' }],
    })
    expect(await entriesOf(at)).toEqual([
      ['edu', 'oh-1-district', '-2', 'manual', 'import', 'R1'],
      ['law', 'oh-12-corrected', '-5', 'manual', 'import', 'R2'],
      ['town', 'oh-20-city', '5', 'award', 'import', 'R3'],
    ])
  })

  it('a spreadsheet with other headers, in another order, says the same', async () => {
    const at = await office()
    const bytes = await writeXlsx([
      {
        name: 'records',
        headers: ['remark', 'rule', 'title', 'date', 'unit', 'id'],
        rows: [['', 'oh-1-district', '通报', '2026-03-05', 'edu', 'R1']],
      },
    ])
    const left = await at.run('records', 'import', at.file('r.xlsx', bytes), '--json')
    expect([left.status, JSON.parse(left.stdout).entries.length]).toEqual([0, 1])
  })

  it.each([
    ['an unknown unit', 'R9,通报,区水利局,2026-03-05,事项,,,', ':6:7: 没有编号为“区水利局”的单位'],
    ['no day', 'R9,通报,区教育局,2026-02-30,事项,,,', ':6:12: 日期：写的是“2026-02-30”'],
    [
      'an unknown rule',
      'R9,通报,区教育局,2026-03-05,事项,,扣一百分,',
      ':6:27: 计分规则：没有计分规则“扣一百分”',
    ],
    ['an unknown type', 'R9,闲聊,区教育局,2026-03-05,事项,,,', ':6:4: 登记类别：“闲聊”无法识别'],
    ['the same id twice', 'R2,通报,区教育局,2026-03-05,事项,,,', ':6:1: 编号 R2 在第 4 行已经用过'],
    ['a missing file', 'R9,通报,区教育局,2026-03-05,事项,,,none.pdf', ':6:1: '],
  ])('%s refuses the whole file, with the row', async (_, row, told) => {
    const at = await office()
    at.file('proof.txt', 'x')
    const left = await at.run('records', 'import', at.file('r.csv', `${REGISTER}\n${row}`))
    expect(left.status).toBe(2)
    expect(left.stderr).toContain(told)
    expect(JSON.parse((await at.run('records', 'list', '--json')).stdout)).toEqual({ records: [] })
    expect(await entriesOf(at)).toEqual([])
  })

  it('the same file again is refused row by row and adds nothing', async () => {
    const at = await office()
    at.file('proof.txt', 'x')
    const path = at.file('r.csv', REGISTER)
    await at.run('records', 'import', path)
    const before = await entriesOf(at)
    const again = await at.run('records', 'import', path)
    expect([again.status, again.stderr.trim().split('\n').length]).toEqual([2, 3])
    expect(await entriesOf(at)).toEqual(before)
  })

  it('rows without an id get one from what they say, so that they are known again', async () => {
    const at = await office()
    const path = at.file('r.csv', '责任单位,日期,事项,规则编号\n区教育局,2026-03-05,通报,oh-1-city\n')
    expect((await at.run('records', 'import', path)).status).toBe(0)
    expect((await at.run('records', 'import', path)).status).toBe(2)
  })
})

describe('what costs nothing', () => {
  it.each([
    ['an answer in time', '2026-03-02,2026-03-20,', 'records', '14 个工作日内办结，未超过 20 个工作日'],
    ['an answer in the extended time', '2026-03-02,2026-04-10,是', 'records', '未超过 40 个工作日'],
    ['days that no calendar covers', '2036-03-02,2036-04-20,', 'records', '工作日历不全'],
  ])('%s', async (_, days, __, told) => {
    const at = await office()
    const text = `责任单位,类别,日期,事项,规则编号,收到日期,答复日期,是否延期\n区教育局,依申请公开,2026-05-01,答复,oh-12-complaint,${days}\n`
    const left = await at.run('records', 'import', at.file('r.csv', text))
    expect([left.status, left.stdout.includes(told)]).toEqual([0, true])
    expect(await entriesOf(at)).toEqual([])
  })

  it('a late answer does cost', async () => {
    const at = await office()
    const text =
      '责任单位,类别,日期,事项,规则编号,收到日期,答复日期\n区教育局,依申请公开,2026-05-01,答复,oh-12-complaint,2026-03-02,2026-04-20\n'
    await at.run('records', 'import', at.file('r.csv', text))
    expect((await entriesOf(at)).map(([unit, rule, points]) => [unit, rule, points])).toEqual([
      ['edu', 'oh-12-complaint', '-2'],
    ])
  })

  it('a check that was passed, and a record that names no rule, are kept and told', async () => {
    const at = await office()
    const text =
      '编号,责任单位,日期,事项,规则编号,结果\nA,区教育局,2026-05-01,电话,oh-12-complaint,合格\nB,区教育局,2026-05-01,走访,,\n'
    const left = await at.run('records', 'import', at.file('r.csv', text), '--json')
    const { unpriced } = JSON.parse(left.stdout) as { unpriced: { record: string; key: string }[] }
    expect(unpriced.map(({ record, key }) => [record, key])).toEqual([
      ['A', 'records.passed'],
      ['B', 'ledger.record-no-rule'],
    ])
  })
})

describe('a ranked list', () => {
  const list = (day: string) =>
    [
      '类别,榜单,责任单位,日期,得分',
      `排名,OA应用综合得分,区教育局,${day},90`,
      `排名,OA应用综合得分,区司法局,${day},95.5`,
    ].join('\n')
  it('gives points by place, once, and a later list of the same time does not add to it', async () => {
    const at = await office()
    expect((await at.run('records', 'import', at.file('a.csv', list('2026-06-30')))).status).toBe(0)
    const first = await entriesOf(at)
    expect(first.map(([unit, rule, points]) => [unit, rule, points])).toEqual([
      ['edu', 'oh-3-rank', '0'],
      ['law', 'oh-3-rank', '0'],
    ])
    expect((await at.run('records', 'import', at.file('b.csv', list('2026-06-30')))).status).toBe(2)
    const later = await at.run('records', 'import', at.file('c.csv', list('2026-12-31')))
    expect([later.status, later.stdout.includes('同一期不再按新的排名计分')]).toEqual([0, true])
    expect(await entriesOf(at)).toEqual(first)
  })
})

describe('records add and list', () => {
  it('one by hand means what a row means', async () => {
    const at = await office()
    const added = await at.run(
      ...['records', 'add', '--unit', 'edu', '--on', '2026-06-01', '--type', 'lawsuit', '--title', '败诉'],
      ...['--rule', 'oh-12-corrected', '--as', '张三', '--lang', 'en'],
    )
    expect([added.status, added.stdout]).toEqual([0, '1 record(s) registered, 1 entry(ies) opened\n'])
    expect((await entriesOf(at)).map((entry) => entry.slice(0, 5))).toEqual([
      ['edu', 'oh-12-corrected', '-5', 'manual', 'person'],
    ])
    const listed = JSON.parse((await at.run('records', 'list', '--unit', 'edu', '--json')).stdout)
    expect(listed.records).toMatchObject([{ title: '败诉', actor: '张三', decidedBy: 'person' }])
    const [heads = '', , row = ''] = (await at.run('records', 'list')).stdout.split('\n')
    expect([heads.split(/ {2,}/).at(-1), row.split(/ {2,}/).at(-1)]).toEqual(['名称', '败诉'])
    expect((await at.run('records', 'add', '--unit', 'edu', '--title', 'x')).status).toBe(2)
  })
})
