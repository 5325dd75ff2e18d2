/** What a claim quotes and rests on: clauses of its code, subject and column; nothing is absent where a limit cut in. */
import { describe, expect, it } from 'vitest'
import { clausesOf, restsOnLimit } from '../../src/crawl/witness-claim.js'
import type { Code } from '../../src/model/code.js'
import { findingOf } from '../../src/model/draft.js'
import type { Harvest } from '../../src/model/harvest.js'
import type { Needs } from '../../src/model/inspection.js'
import { HOME, jobOf } from './witness-stage.js'

const found = (code: Code, subject: string, facts = {}) =>
  findingOf({ code, verdict: 'problem', subject, url: HOME, facts })

const NAMES = { rubric: 'r', version: 'v', indicator: '1', wording: '全文' }
const needs: Needs = {
  keywords: [],
  requiredColumns: [],
  search: [],
  clauses: [
    {
      ...NAMES,
      codes: ['column-missing', 'column-empty'],
      subjects: null,
      column: null,
      rule: 'any',
      clause: '一',
    },
    { ...NAMES, codes: ['column-missing'], subjects: null, column: '财政', rule: 'column', clause: '二' },
    { ...NAMES, codes: ['guide-incomplete'], subjects: ['fax'], column: null, rule: 'fax', clause: '三' },
  ],
}

describe('the clauses', () => {
  it.each([
    ['of a code', found('column-empty', HOME), ['any']],
    ['of a column, by its name', found('column-missing', '财政'), ['any', 'column']],
    ['of a column, by its fact', found('column-missing', HOME, { column: '财政' }), ['any', 'column']],
    ['of one element', found('guide-incomplete', 'fax'), ['fax']],
    ['of no rule', found('guide-incomplete', 'address'), []],
  ])('%s', (_, finding, rules) => {
    expect(clausesOf(finding, needs).map(({ rule }) => rule)).toEqual(rules)
  })
})

describe('a limit', () => {
  const unit = jobOf(HOME).site.units[0]
  const harvest = (gaps: { unit: string | null; reason: string }[]) =>
    ({ gaps: gaps.map((gap) => ({ url: HOME, ...gap })) }) as unknown as Harvest
  it.each<[string, Code, { unit: string | null; reason: string }[], boolean]>([
    ['of the unit leaves an absence open', 'column-missing', [{ unit: 'edu', reason: 'limit' }], true],
    ['of the site leaves an absence open', 'guide-missing', [{ unit: null, reason: 'limit' }], true],
    ['of another unit does not matter', 'guide-missing', [{ unit: 'law', reason: 'limit' }], false],
    ['does not matter to what one page shows', 'column-empty', [{ unit: 'edu', reason: 'limit' }], false],
    ['is not any gap', 'column-missing', [{ unit: 'edu', reason: 'robots' }], false],
  ])('%s', (_, code, gaps, rests) => {
    expect(unit && restsOnLimit(found(code, HOME), unit, harvest(gaps))).toBe(rests)
  })
})
