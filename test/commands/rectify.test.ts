/** `rectify`: a problem list from its issue to its verdict, by commands alone; the list that a unit filled in comes back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { history } from '../../src/ledger/history.js'
import { openLedger } from '../../src/ledger/open.js'
import { readXlsx, writeXlsx } from '../../src/tables/xlsx.js'
import { ORIGIN, platform, unitSpec } from '../ledger/made.js'
import { NOW } from './command-line.js'
import { FOUND, office } from './office.js'

interface Item {
  readonly no: string
  readonly code: string
  readonly standing: string
  readonly dueOn: string
  readonly reply: { readonly claim: string; readonly text: string; readonly files: { name: string }[] } | null
  readonly after: readonly string[]
  readonly before: readonly string[]
}
type Office = Awaited<ReturnType<typeof office>>
const items = async (at: Office): Promise<Item[]> =>
  (await at.json('rectify', 'list')).lists.flatMap((list: { items: Item[] }) => list.items)
const standings = async (at: Office) =>
  (await items(at)).map(({ code, standing, dueOn }) => [code, standing, dueOn]).sort()

describe('rectify issue', () => {
  it('lists what is confirmed, due in working days, once', async () => {
    const at = await office()
    const { lists } = await at.json(
      'rectify',
      'issue',
      '--days',
      '10',
      '--document',
      '整改〔2026〕1号',
      '--as',
      '张三',
    )
    // 2026-05-20 is a Wednesday; ten working days later it is Wednesday 2026-06-03.
    expect(lists).toMatchObject([
      {
        id: 'r-2026-edu-1',
        unit: 'edu',
        issuedOn: '2026-05-20',
        dueOn: '2026-06-03',
        workingDays: 10,
        actor: '张三',
      },
    ])
    expect(await standings(at)).toEqual([
      ['column-empty', 'working', '2026-06-03'],
      ['column-stale', 'working', '2026-06-03'],
    ])
    const again = await at.run('rectify', 'issue')
    expect([again.status, again.stderr]).toEqual([2, 'xuncha: 没有已确认且未列入清单的问题\n'])
  })

  it.each([
    ['an unknown unit', ['water']],
    ['an unknown finding', ['--finding', 'f-0']],
    ['a last day before the first', ['--until', '2026-05-20']],
    ['days beyond the calendar', ['--on', '2036-01-01', '--days', '5']],
  ])('%s is refused', async (_, args) => {
    const at = await office()
    expect((await at.run('rectify', 'issue', ...args)).status).toBe(2)
    expect(await items(at)).toEqual([])
  })
})

describe('the list that a unit fills in', () => {
  it('comes back by the findings’ numbers, rows sorted anew and columns added', async () => {
    const at = await office()
    at.file('done.png', 'picture')
    await at.run('rectify', 'issue', '-o', at.data)
    const rows = await readXlsx(readFileSync(join(at.data, 'r-2026-edu-1.xlsx')), 'x')
    const [title, headers, ...body] = rows.map((row) => row.map((cell) => cell.text))
    expect([title?.[0], headers?.slice(0, 4), body.map((row) => row[0])]).toEqual([
      '整改清单 r-2026-edu-1',
      ['问题编号', '责任单位', '问题类型', '问题描述'],
      (await items(at)).map((item) => item.no),
    ])
    const place = (name: string) => headers?.indexOf(name) ?? -1
    const filled = body.map((row, index) => {
      const copy = [...row, '领导意见：同意']
      if (index === 0) {
        copy[place('整改结果')] = '已整改'
        copy[place('整改措施')] = '已补充信息'
        copy[place('完成日期')] = '2026年5月25日'
        copy[place('佐证材料')] = 'done.png'
      }
      return copy
    })
    const back = await writeXlsx([
      { name: 'x', headers: [...(headers ?? []), '领导意见'], rows: filled.reverse() },
    ])
    const left = await at.run('rectify', 'reply', '--import', at.file('back.xlsx', back), '--as', '教育局')
    expect([left.status, left.stdout]).toEqual([0, '已登记回复 1 条，已有的 0 条\n'])
    const [first, second] = await items(at)
    expect(first).toMatchObject({
      standing: 'replied',
      reply: { claim: 'mended', text: '已补充信息', files: [{ name: 'done.png' }] },
    })
    expect(second).toMatchObject({ standing: 'working', reply: null })
    const again = await at.run('rectify', 'reply', '--import', at.file('back.xlsx', back))
    expect(again.stdout).toBe('已登记回复 0 条，已有的 1 条\n')
  })

  it.each([
    ['an unknown number', '2026-区教育局-999,已整改', ':2:1: 问题编号'],
    ['an unknown result', 'NO,差不多', '整改结果：写的是“差不多”'],
    ['no number', ',已整改', '缺少“问题编号”'],
  ])('%s refuses the whole list', async (_, row, told) => {
    const at = await office()
    await at.run('rectify', 'issue')
    const [first] = await items(at)
    const text = `问题编号,整改结果\n${row.replace('NO', first?.no ?? '')}\n`
    const left = await at.run('rectify', 'reply', '--import', at.file('back.csv', text))
    expect([left.status, left.stderr.includes(told)]).toEqual([2, true])
    expect((await items(at)).map((item) => item.reply)).toEqual([null, null])
  })
})

describe('the life of a list', () => {
  const day = (n: number): number => NOW + n * 86_400_000

  it('received, answered, due for a look, seen again, mended, back again', async () => {
    const at = await office()
    await at.run('rectify', 'issue', '--days', '5')
    await at.run('rectify', 'receive', 'r-2026-edu-1', '--on', '2026-05-21', '--as', '教育局')
    const { no } = await at.byCode('column-empty')
    await at.run('rectify', 'reply', no, '--claim', 'mended', '--text', '已补充', '--as', '教育局')
    at.clock.now = day(9)
    expect(await standings(at)).toEqual([
      ['column-empty', 'replied', '2026-05-27'],
      ['column-stale', 'overdue', '2026-05-27'],
    ])
    const due = await at.json('rectify', 'list', '--due')
    expect(due.lists[0].items.map((item: Item) => item.code).sort()).toEqual(['column-empty', 'column-stale'])

    await at.see([FOUND[1] ?? []].flat(), '2026-05-29', { examined: { 'empty-column': ['/edu/gzdt/'] } })
    expect(await standings(at)).toEqual([
      ['column-empty', 'mended', '2026-05-27'],
      ['column-stale', 'not-mended', '2026-05-27'],
    ])
    expect((await at.json('rectify', 'list', '--due')).lists).toEqual([])

    at.clock.now = day(20)
    await at.see(FOUND, '2026-06-09')
    expect((await standings(at)).map(([, standing]) => standing)).toEqual(['recurred', 'not-mended'])
    expect((await items(at)).map((item) => [item.before.length, item.after.length > 0])).toEqual([
      [1, true],
      [1, true],
    ])
  })

  it('an extension needs a reason and a later day, for one finding or for all', async () => {
    const at = await office()
    await at.run('rectify', 'issue', '--days', '5')
    const { no } = await at.byCode('column-empty')
    expect((await at.run('rectify', 'extend', no, '--days', '3')).status).toBe(2)
    expect((await at.run('rectify', 'extend', no, '--until', '2026-05-25', '--reason', 'x')).status).toBe(2)
    expect((await at.run('rectify', 'extend', no, '--days', '3', '--reason', '平台升级')).status).toBe(0)
    expect((await standings(at)).map(([, , due]) => due)).toEqual(['2026-06-01', '2026-05-27'])
    await at.run('rectify', 'extend', 'r-2026-edu-1', '--until', '2026-06-30', '--reason', '统一延期')
    expect((await standings(at)).map(([, , due]) => due)).toEqual(['2026-06-30', '2026-06-30'])
  })

  it('a person judges what no inspection can see', async () => {
    const at = await office()
    await at.run(
      ...['findings', 'add', '--unit', 'law', '--said', '电话无人接听', '--on', '2026-05-10'],
      ...['--source', '群众反映', '--confirmed'],
    )
    const { no } = await at.byCode('reported')
    await at.run('rectify', 'issue', '--finding', no)
    expect((await at.run('rectify', 'verdict', no, 'maybe')).status).toBe(2)
    await at.run('rectify', 'verdict', no, 'partly', '--reason', '仅上午有人')
    expect((await items(at)).map((item) => item.standing)).toEqual(['partly'])
    await at.run('rectify', 'verdict', no, 'mended', '--reason', '已接通')
    expect((await items(at)).map((item) => item.standing)).toEqual(['mended'])
    expect(await at.byCode('reported')).toMatchObject({ state: 'fixed' })
  })
})

describe('what an inspection is told', () => {
  it('columns being put in order, and findings with their last day', async () => {
    const at = await office()
    await at.run('rectify', 'issue', '--days', '5')
    const ledger = openLedger(at.data, { now: () => at.clock.now })
    try {
      const told = history(ledger, platform([unitSpec('edu')], { id: ORIGIN }))
      expect(told.rectifying).toEqual([`${ORIGIN}/edu/gzdt/`, `${ORIGIN}/edu/tzgg/`])
      expect(
        told.rectifications
          ?.map(({ code, subject, issuedOn, dueOn, mendedOn }) => [code, subject, issuedOn, dueOn, mendedOn])
          .sort(),
      ).toEqual([
        ['column-empty', '/edu/gzdt/', '2026-05-20', '2026-05-27', null],
        ['column-stale', '/edu/tzgg/', '2026-05-20', '2026-05-27', null],
      ])
    } finally {
      ledger.close()
    }
  })
})
