/** How much is planted of each code, by whom, and that the tables of the READMEs tell this version's plants. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Full, optionsOf, plantedInFull } from '../../fixtures/accuracy/full.js'
import type { Counts } from '../../fixtures/accuracy/table.js'
import { CODES } from '../../src/model/code.js'
import { ROOT } from '../end-to-end/harness.js'

const SUSPICIONS = new Set(
  Object.entries(CODES).flatMap(([code, traits]) => ('suspicion' in traits ? [code] : [])),
)
const ALL = [...Object.keys(CODES), 'keyword-hits'].sort()
/** Half of ten by hand, half by the mutator. */
const HALF = 5
const RUNS: readonly (readonly [string, Full])[] = [
  ['accuracy', { atLeast: 10, seed: 1000, browser: false, suspicions: SUSPICIONS }],
  ['accuracy-browser', { atLeast: 5, seed: 1000, browser: true, suspicions: SUSPICIONS }],
]

/** Rows of a table: code to its cells. */
function rowsOf(block: string): Map<string, string[]> {
  const rows = block.split('\n').filter((line) => line.startsWith('|'))
  return new Map(
    rows.slice(2).map((line) => {
      const [, , code = '', ...cells] = line.split('|').map((cell) => cell.trim())
      return [code.replaceAll('`', ''), cells]
    }),
  )
}

function blockOf(file: string, marker: string): string {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const [, after = ''] = text.split(`<!-- ${marker}:begin -->`)
  return (after.split(`<!-- ${marker}:end -->`)[0] ?? '').trim()
}

describe.each(RUNS)('%s', (marker, full) => {
  const planted = plantedInFull(ROOT, full)

  it('has five defects and five look-alikes of every code by hand, and as many by the mutator', () => {
    const few = (counts: Counts | undefined) => !counts || counts.hand < HALF || counts.mutator < HALF
    expect([...planted.keys()].sort()).toEqual(ALL)
    expect(ALL.filter((code) => few(planted.get(code)?.planted))).toEqual([])
    expect(ALL.filter((code) => few(planted.get(code)?.lookAlikes))).toEqual([])
  })

  it('is told by the READMEs as it was measured: the same plants, all found, all look-alikes spared', () => {
    const block = blockOf('README.md', marker)
    expect(blockOf('README.zh-CN.md', marker)).toBe(block)
    // The table with a browser may wait for a machine that has one and time.
    if (full.browser && block === '') return
    expect(block.split('\n')[0]).toBe(`\`npm run accuracy -- ${optionsOf(full)}\``)
    const rows = rowsOf(block)
    expect([...rows.keys()].filter((code) => code !== '').sort()).toEqual(ALL)
    for (const [code, row] of planted) {
      const [defects, alike] = [row.planted, row.lookAlikes]
      const cells = [defects.hand, defects.mutator, defects.hand + defects.mutator, 0, 0]
      const rest = [alike.hand, alike.mutator, alike.hand + alike.mutator]
      expect([code, ...(rows.get(code) ?? []).slice(0, 8)]).toEqual([
        code,
        ...[...cells, ...rest].map(String),
      ])
    }
  })
})
