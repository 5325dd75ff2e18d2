/** Registers of units and columns in and out of YAML, CSV and spreadsheets. */
import { describe, expect, it } from 'vitest'
import { UserFault } from '../../src/model/error.js'
import { FileFault } from '../../src/model/file-fault.js'
import { emptyRegistry, type Registry } from '../../src/model/workspace.js'
import { mergeWorkspace } from '../../src/registry/merge.js'
import { readColumns, readUnits, writeColumns, writeUnits } from '../../src/registry/registers.js'

const bytes = (text: string) => Buffer.from(text)

const REGISTRY: Registry = {
  ...emptyRegistry(),
  defaults: { rubric: 'ouhai-2017' },
  platforms: [{ id: 'district', name: '区平台', home: 'http://p.test/', operator: 'edu' }],
  units: [
    {
      id: 'edu',
      name: '区教育局',
      kind: 'department',
      code: '11330304MB0000000X',
      aliases: ['教体局', '教育局'],
      formerNames: [{ name: '区教育体育局', until: '2024-03-01' }, { name: '教委' }],
      group: '部门组',
      ownSite: false,
      disclosure: true,
      portal: 'http://p.test/edu/',
      scope: ['http://p.test/edu/', '?unitId=12'],
      platform: 'district',
      formerOrigins: ['http://edu.test/'],
      upperPortals: ['http://p.test/'],
      search: 'http://p.test/s?q={keyword}',
      timezone: 'Asia/Shanghai',
      duties: { annualReport: { due: '01-31' } },
    },
    {
      id: 'town',
      name: '泽雅镇',
      portal: 'http://p.test/town/',
      columns: [{ name: '动态', maxAgeDays: 14 }],
    },
  ],
}

async function placesOf(run: () => Promise<unknown>): Promise<string[]> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return error.problems.map(({ line, column, key, facts }) => `${line}:${column} ${key} ${facts.found}`)
  }
  return []
}

describe('units as files', () => {
  it.each(['yaml', 'csv', 'xlsx'] as const)('come back as they went out: %s', async (format) => {
    for (const english of [false, true]) {
      const file = await writeUnits(REGISTRY, format, english)
      expect((await readUnits(file, `u.${format}`, REGISTRY)).units).toEqual(REGISTRY.units)
    }
  })

  it('reads the list that an office has, also in GB18030 and with a title above the headers', async () => {
    const list =
      '附件1 单位名单,,\r\n序号,单位名称,网址,类别\r\n1,区教育局,p.test/edu/,部门\r\n2,"泽雅镇",http://p.test/zy/,乡镇\r\n'
    const units = [
      { id: 'edu', name: '区教育局', portal: 'http://p.test/edu/', kind: 'department' },
      {
        id: expect.stringMatching(/^unit-[0-9a-f]{8}$/),
        name: '泽雅镇',
        portal: 'http://p.test/zy/',
        kind: 'town',
      },
    ]
    const known = {
      ...emptyRegistry(),
      units: [{ id: 'edu', name: '区教育局', portal: 'http://old.test/' }],
    }
    expect((await readUnits(bytes(list), 'u.csv', known)).units).toEqual(units)
    const gbk = Buffer.from(
      'b5a5cebbc3fbb3c62ccdf8d6b70ac7f8bdccd3fdbed62c687474703a2f2f702e746573742f6564752f0a',
      'hex',
    )
    expect((await readUnits(gbk, 'u.csv', known)).units).toEqual([
      { id: 'edu', name: '区教育局', portal: 'http://p.test/edu/' },
    ])
  })

  it('says line and column of each bad cell', async () => {
    const text =
      '编号,单位名称,网址,类别\na,甲局,http://h.test/,委办\nB,乙局,nowhere,部门\na,丙局,http://i.test/,\nd,,http://j.test/,\n'
    expect(await placesOf(() => readUnits(bytes(text), 'u.csv', emptyRegistry()))).toEqual([
      '2:21 registry.bad-cell 委办',
      '3:1 registry.bad-id B',
      '3:6 registry.bad-url nowhere',
      '4:1 registry.duplicate-id a',
      '5:3 registry.cell-missing ',
    ])
    expect(await placesOf(() => readUnits(bytes('序号,备注\n1,x\n'), 'u.csv', emptyRegistry()))).toEqual([
      '1:1 registry.table-headers 序号、备注',
    ])
  })

  it('keeps what the table has no column for, and clears what it empties', async () => {
    const text =
      '编号,单位名称,网址,简称\ntown,泽雅镇,http://p.test/town/,\nedu,区教育局,http://p.test/edu/,\n'
    const units = (await readUnits(bytes(text), 'u.csv', REGISTRY)).units ?? []
    expect(units[0]?.columns).toEqual([{ name: '动态', maxAgeDays: 14 }])
    expect(units[1]?.aliases).toBeUndefined()
    expect(units[1]?.group).toBe('部门组')
  })

  it('refuses what is no spreadsheet, and the old format, clearly', async () => {
    await expect(readUnits(bytes('PK\u0003\u0004'), '名单.xlsx', emptyRegistry())).rejects.toThrow(UserFault)
    await expect(readUnits(bytes('x'), '名单.xls', emptyRegistry())).rejects.toThrow(UserFault)
  })

  it('writes no cell that a spreadsheet would run', async () => {
    const registry = { ...emptyRegistry(), units: [{ id: 'a', name: '=1+1', portal: 'http://a.test/' }] }
    expect(String(await writeUnits(registry, 'csv', true))).toContain(",'=1+1,")
  })
})

const TABLE = `一级栏目,二级栏目,三级栏目,网址,牵头责任单位,配合单位,更新频次,季度最低条数,是否重点,依据,起止日期
政务公开,财政信息,预决算,http://p.test/czyjs/,教体局,"区财政局、泽雅镇",每年,1,是,条例第20条,2026-01-01至2026-12-31
,,三公经费,http://p.test/sgjf/,edu,,每季度,,否,,
,人事信息,,http://p.test/rs/,泽雅镇,,及时更新,,,,
`

describe('column registers as files', () => {
  const rows = [
    {
      holder: 'district',
      name: '预决算',
      path: ['政务公开', '财政信息'],
      url: 'http://p.test/czyjs/',
      owner: '教体局',
      supporting: ['区财政局', '泽雅镇'],
      frequency: '每年',
      quarterlyItems: 1,
      key: true,
      basis: '条例第20条',
      from: '2026-01-01',
      until: '2026-12-31',
    },
    {
      holder: 'district',
      name: '三公经费',
      path: ['政务公开', '财政信息'],
      url: 'http://p.test/sgjf/',
      owner: 'edu',
      frequency: '每季度',
      key: false,
    },
    {
      holder: 'district',
      name: '人事信息',
      path: ['政务公开'],
      url: 'http://p.test/rs/',
      owner: '泽雅镇',
      frequency: '及时更新',
    },
  ]

  it('reads the layout that offices have', async () => {
    expect(await readColumns(bytes(TABLE), '分工表.csv', REGISTRY, null)).toEqual(rows)
  })

  it.each(['yaml', 'csv', 'xlsx'] as const)('come back as they went out: %s', async (format) => {
    const registry = { ...REGISTRY, columns: rows }
    for (const english of [false, true]) {
      const file = await writeColumns(registry, format, english)
      expect(await readColumns(file, `c.${format}`, REGISTRY, null)).toEqual(rows)
    }
  })

  it('says line and column of what it cannot place', async () => {
    const text =
      '栏目名称,网址,牵头责任单位,季度最低条数\n动态,http://x.test/,区财政局,多\n动态,http://x.test/,edu,1\n公告,http://y.test/,区财政局,1\n'
    const registry = { ...REGISTRY, platforms: [] }
    expect(await placesOf(() => readColumns(bytes(text), 'c.csv', registry, null))).toEqual([
      '2:24 registry.bad-cell 多',
      '4:1 registry.no-holder 公告',
      '4:19 registry.unknown-owner 区财政局',
    ])
  })
})

describe('merging', () => {
  it('updates what a file names and deletes nothing', () => {
    const merged = mergeWorkspace(REGISTRY, {
      defaults: { posting: 'automatic' },
      units: [{ id: 'town', name: '新泽雅镇', portal: 'http://p.test/town/' }],
      exemptions: [{ unit: 'edu', basis: '甲' }],
    })
    expect(merged.defaults).toEqual({ rubric: 'ouhai-2017', posting: 'automatic' })
    expect(merged.units.map((unit) => unit.name)).toEqual(['区教育局', '新泽雅镇'])
    const again = mergeWorkspace(merged, { exemptions: [{ unit: 'edu', basis: '乙' }] })
    expect(again.exemptions).toEqual([{ unit: 'edu', basis: '乙' }])
  })
})
