/** `findings`: rulings on doubts, dismissals by two people, and problems that others found. */
import { describe, expect, it } from 'vitest'
import { writeXlsx } from '../../src/tables/xlsx.js'
import { ORIGIN } from '../ledger/made.js'
import { FOUND, office } from './office.js'

const OPENED = [
  ['oh-14-empty', '-1', 'pending', 'auto'],
  ['oh-14-stale', '-1', 'pending', 'auto'],
]

describe('findings rule', () => {
  it('problem confirms what nobody could tell, opens what it costs, and lasts', async () => {
    const at = await office()
    const { no, id } = await at.byCode('guide-incomplete')
    const left = await at.run(
      'findings',
      'rule',
      no,
      'problem',
      '--reason',
      '电话核实，确无传真',
      '--as',
      '张三',
    )
    expect([left.status, left.stdout]).toEqual([0, `${no}：已确认，新开计分条目 1 条\n`])
    expect(await at.entries()).toEqual([...OPENED, ['oh-7b-guide', '-1', 'pending', 'person']].sort())
    const again = await at.run('findings', 'rule', id, 'problem', '--reason', '再次认定', '--as', '张三')
    expect([again.status, again.stdout]).toEqual([0, `${no}：已确认，新开计分条目 0 条\n`])
    await at.see(FOUND, '2026-05-20')
    expect(await at.byCode('guide-incomplete')).toMatchObject({ state: 'confirmed', verdict: 'problem' })
    const shown = await at.json('findings', 'show', no)
    expect(shown.decisions).toMatchObject([
      { what: 'problem', by: ['张三'], reason: '电话核实，确无传真' },
      { what: 'problem', by: ['张三'], reason: '再次认定' },
    ])
  })

  it('clean settles a doubt for good, and never a problem without doubt', async () => {
    const at = await office()
    const doubt = await at.byCode('guide-incomplete')
    expect((await at.run('findings', 'rule', doubt.no, 'clean', '--reason', '传真写在附件里')).status).toBe(0)
    await at.see(FOUND, '2026-05-20')
    expect(await at.byCode('guide-incomplete')).toMatchObject({ state: 'dismissed' })
    const sure = await at.byCode('column-empty')
    const left = await at.run('findings', 'rule', sure.no, 'clean', '--reason', 'x')
    expect([left.status, left.stderr]).toEqual([
      1,
      `xuncha: ${sure.no}：已查明的问题不能直接认定为不成立，请用 findings dismiss 申请不予认定\n`,
    ])
  })

  it.each([
    ['without a reason', ['rule', 'NO', 'problem'], 2],
    ['an unknown ruling', ['rule', 'NO', 'maybe', '--reason', 'x'], 2],
    ['an unknown finding', ['rule', 'f-0', 'problem', '--reason', 'x'], 2],
  ])('%s is refused', async (_, args, status) => {
    const at = await office()
    const { no } = await at.byCode('guide-incomplete')
    const left = await at.run('findings', ...args.map((arg) => (arg === 'NO' ? no : arg)))
    expect(left.status).toBe(status)
    expect(await at.byCode('guide-incomplete')).toMatchObject({ state: 'candidate', verdict: 'cannot-tell' })
  })
})

describe('findings dismiss and approve', () => {
  it('a dismissal has no effect until a second person approves it, then it costs nothing', async () => {
    const at = await office()
    const { no } = await at.byCode('column-empty')
    const ask = ['findings', 'dismiss', no, '--reason', '栏目已按文件停用', '--as', '张三']
    expect((await at.run(...ask)).status).toBe(0)
    expect(await at.byCode('column-empty')).toMatchObject({ state: 'confirmed' })
    expect((await at.run(...ask)).status).toBe(1)
    expect((await at.json('findings', 'list', '--asked')).dismissals).toMatchObject([
      { no, scope: 'finding', until: '2026-12-31', actor: '张三', answer: null },
    ])
    const own = await at.run('findings', 'approve', no, '--as', '张三')
    expect([own.status, own.stderr.includes('不能是同一人')]).toEqual([1, true])
    const other = await at.run('findings', 'approve', no, '--as', '李四')
    expect([other.status, other.stdout]).toEqual([
      0,
      `${no}：已批准不予认定，涉及问题 1 个，作废或冲销条目 1 条\n`,
    ])
    expect(await at.byCode('column-empty')).toMatchObject({ state: 'dismissed' })
    expect(await at.entries()).toEqual([
      ['oh-14-empty', '-1', 'voided', 'auto'],
      ['oh-14-stale', '-1', 'pending', 'auto'],
    ])
    await at.see(FOUND, '2026-05-20')
    expect(await at.byCode('column-empty')).toMatchObject({ state: 'dismissed' })
    expect((await at.json('ledger', 'verify')).valid).toBe(true)
  })

  it('what is posted is reversed', async () => {
    const at = await office()
    await at.run('ledger', 'post', '--all')
    const { no } = await at.byCode('column-stale')
    await at.run('findings', 'dismiss', no, '--reason', '本年无新信息', '--as', '张三')
    await at.run('findings', 'approve', no, '--as', '李四')
    expect(await at.entries()).toEqual([
      ['oh-14-empty', '-1', 'posted', 'auto'],
      ['oh-14-stale', '-1', 'reversed', 'auto'],
    ])
  })

  it('a refusal leaves everything as it was', async () => {
    const at = await office()
    const { no } = await at.byCode('column-empty')
    await at.run('findings', 'dismiss', no, '--reason', 'x', '--as', '张三')
    await at.run('findings', 'approve', no, '--refuse', '--reason', '依据不足', '--as', '李四')
    expect([(await at.byCode('column-empty')).state, await at.entries()]).toEqual(['confirmed', OPENED])
    expect((await at.run('findings', 'approve', no, '--as', '李四')).status).toBe(1)
  })

  it('a wider scope covers the unit alone, later findings too, and ends on its day', async () => {
    const at = await office()
    const { no } = await at.byCode('column-empty')
    const ask = ['--reason', '平台改版', '--scope', 'code', '--until', '2026-06-30']
    await at.run('findings', 'dismiss', no, ...ask, '--as', '张三')
    await at.run('findings', 'approve', no, '--as', '李四')
    const more = {
      ...FOUND[0],
      subject: '/edu/other/',
      subjectText: `${ORIGIN}/edu/other/`,
    } as (typeof FOUND)[number]
    await at.see([...FOUND, more], '2026-05-25')
    const { findings } = await at.json('findings', 'list', '--code', 'column-empty')
    expect(findings.map((one: { state: string }) => one.state)).toEqual(['dismissed', 'dismissed'])
    await at.see([...FOUND, more], '2026-07-01')
    const later = await at.json('findings', 'list', '--code', 'column-empty')
    expect(later.findings.map((one: { state: string }) => one.state)).toEqual(['confirmed', 'confirmed'])
  })

  it.each([
    ['beyond the assessment', ['--reason', 'x', '--until', '2027-01-01']],
    ['without a reason', []],
    ['for a column that the finding has not', ['--reason', 'x', '--scope', 'column']],
  ])('%s is refused', async (_, flags) => {
    const at = await office()
    const { no } = await at.byCode('guide-incomplete')
    expect((await at.run('findings', 'dismiss', no, ...flags)).status).toBe(2)
    expect((await at.json('findings', 'list', '--asked')).dismissals).toEqual([])
  })
})

describe('problems that others found', () => {
  const LIST = [
    '编号,责任单位,问题类型,网址,问题描述,发现日期,来源,佐证材料',
    `1,区教育局,空白栏目,${ORIGIN}/edu/zcjd/,政策解读栏目为空,2026-04-10,第三方评估,shot.png`,
    '2,区司法局,服务态度,,咨询电话无人接听,2026-04-11,群众反映,',
  ].join('\n')

  it('come in as doubts with source and files, once', async () => {
    const at = await office()
    at.file('shot.png', 'picture')
    const path = at.file('list.csv', LIST)
    const left = await at.run('findings', 'import', path, '--as', '李四')
    expect([left.status, left.stdout.split('\n')[0]]).toEqual([
      0,
      '新登记问题 2 个，已有的 0 个，新开计分条目 0 条',
    ])
    const reported = await at.byCode('reported')
    expect(reported).toMatchObject({
      unit: 'law',
      state: 'candidate',
      verdict: 'cannot-tell',
      message: '群众反映：咨询电话无人接听',
    })
    const { findings } = await at.json('findings', 'list', '--unit', 'edu', '--code', 'column-empty')
    const [, entered] = findings
    expect([entered.no, entered.message, entered.evidence.length]).toEqual([
      '2026-区教育局-004',
      '第三方评估：政策解读栏目为空',
      1,
    ])
    const pack = `${at.data}/evidence.zip`
    await at.run('evidence', 'export', entered.no, '-o', pack)
    expect((await at.run('evidence', 'verify', pack)).status).toBe(0)
    const again = await at.run('findings', 'import', path)
    expect(again.stdout.split('\n')[0]).toBe('新登记问题 0 个，已有的 2 个，新开计分条目 0 条')
    expect(await at.entries()).toEqual(OPENED)
  })

  it('one that our inspection found already is the same finding, and costs once', async () => {
    const at = await office()
    const bytes = await writeXlsx([
      {
        name: '问题',
        headers: ['责任单位', '问题描述', '问题类型', '网址', '发现日期', '来源', '认定'],
        rows: [
          ['区教育局', '工作动态为空', '空白栏目', `${ORIGIN}/edu/gzdt/`, '2026-04-10', '上级通报', '是'],
        ],
      },
    ])
    const { findings } = await at.json('findings', 'import', at.file('list.xlsx', bytes))
    expect(findings).toMatchObject([{ added: false, state: 'confirmed', entries: [] }])
    expect(await at.entries()).toEqual(OPENED)
  })

  it('one that the office confirms is priced by the rule of its code, or by the rule that is named', async () => {
    const at = await office()
    await at.run(
      ...[
        'findings',
        'add',
        '--unit',
        'law',
        '--type',
        '空白栏目',
        '--url',
        `${ORIGIN}/law/a/`,
        '--said',
        '栏目为空',
      ],
      ...['--on', '2026-04-10', '--source', '上级通报', '--confirmed', '--as', '李四'],
    )
    await at.run(
      ...[
        'findings',
        'add',
        '--unit',
        'law',
        '--said',
        '发布内容有误',
        '--on',
        '2026-04-10',
        '--source',
        '群众反映',
      ],
      ...['--rule', 'oh-14-content', '--confirmed', '--as', '李四'],
    )
    expect(await at.entries()).toEqual(
      [
        ...OPENED,
        ['oh-14-empty', '-1', 'pending', 'person'],
        ['oh-14-content', '-1', 'pending', 'person'],
      ].sort(),
    )
    expect((await at.json('ledger', 'verify')).valid).toBe(true)
  })

  it.each([
    ['an unknown unit', '3,区水利局,,,问题,2026-04-10,评估,', ':4:3: 没有编号为“区水利局”的单位'],
    ['no source', '3,区教育局,,,问题,2026-04-10,,', ':4:'],
    ['a missing file', '3,区教育局,,,问题,2026-04-10,评估,none.png', ':4:'],
    ['the same problem twice', LIST.split('\n')[1] ?? '', ':4:3: 与第 2 行是同一个问题'],
  ])('%s refuses the whole list', async (_, row, told) => {
    const at = await office()
    at.file('shot.png', 'picture')
    const left = await at.run('findings', 'import', at.file('list.csv', `${LIST}\n${row}`))
    expect([left.status, left.stderr.includes(told)]).toEqual([2, true])
    expect((await at.json('findings', 'list', '--unit', 'law')).findings).toEqual([])
  })
})
