/** The unit lists that come with the program: whole, of known kinds, importable once their portals are filled in. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FileFault } from '../../src/model/file-fault.js'
import { emptyRegistry } from '../../src/model/workspace.js'
import { readUnitTable } from '../../src/registry/unit-table.js'

const NONE = emptyRegistry()
const read = (name: string): string =>
  readFileSync(new URL(`../../rosters/${name}.csv`, import.meta.url), 'utf8')

/** Every row with a portal of its own, as somebody would fill it in. */
const filled = (name: string): string => {
  const [head, ...rows] = read(name).trim().split('\n')
  return [head, ...rows.map((row, i) => `${row}https://www.example.gov.cn/u${i + 1}/`)].join('\n')
}

const count = (list: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of list) counts[item ?? ''] = (counts[item ?? ''] ?? 0) + 1
  return counts
}

describe('rosters', () => {
  it('ouhai-2017 has the 63 units of the annex: 50 departments, 13 towns and streets', () => {
    const units = readUnitTable(filled('ouhai-2017'), 'o.csv', NONE)
    expect(units).toHaveLength(63)
    expect(count(units.map((unit) => unit.group))).toEqual({ 部门: 50, 镇街: 13 })
    expect(count(units.map((unit) => unit.kind))).toEqual({
      department: 39,
      zone: 2,
      institution: 2,
      vertical: 6,
      enterprise: 1,
      street: 12,
      town: 1,
    })
    expect(units[0]).toMatchObject({
      name: '区人民政府办公室',
      aliases: ['法制办', '人防办'],
      disclosure: true,
    })
    expect(new Set(units.map((unit) => unit.id)).size).toBe(63)
  })

  it('linzi-2021 has the 34 units that the annex names', () => {
    const units = readUnitTable(filled('linzi-2021'), 'l.csv', NONE)
    expect(units).toHaveLength(34)
    expect(count(units.map((unit) => unit.kind))).toEqual({ department: 26, vertical: 4, institution: 4 })
  })

  it('as they come, every row without a portal is refused by its line', () => {
    let fault: unknown
    try {
      readUnitTable(read('linzi-2021'), 'l.csv', NONE)
    } catch (error) {
      fault = error
    }
    if (!(fault instanceof FileFault)) throw new Error('not refused')
    expect(fault.problems.map(({ line, key }) => [line, key])).toEqual(
      Array.from({ length: 34 }, (_, i) => [i + 2, 'registry.cell-missing']),
    )
  })
})
