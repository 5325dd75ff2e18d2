/** How accuracy is counted: what is missed, invented, doubted, spared, and the bounds. */
import { describe, expect, it } from 'vitest'
import { asMarkdown, compare, intoMarkers, lowerBound, merged } from '../../fixtures/accuracy/table.js'
import type { Truth } from '../../fixtures/mutate/mutate.js'

const truth = (
  kind: Truth['kind'],
  subject: string,
  verdict: 'problem' | 'cannot-tell' = 'problem',
): Truth => ({
  unit: 'u',
  code: 'link-broken',
  plant: subject,
  kind,
  expected: kind === 'look-alike' && verdict === 'problem' ? [] : [{ subject, verdict }],
})
const found = (subject: string, verdict: string, code = 'link-broken') => ({
  unit: 'u',
  code,
  subject,
  verdict,
  facts: {},
})
const kinds = (told: ReturnType<typeof compare>) =>
  told.misses.map(({ kind, text }) => `${kind} ${text.split(' ')[0]}`)

describe('compare', () => {
  it.each([
    ['found', [truth('defect', '/a')], [found('/a', 'problem')], [], [1, 1, 0]],
    ['missed', [truth('defect', '/a')], [], ['missed /a:'], [1, 0, 0]],
    ['only doubted', [truth('defect', '/a')], [found('/a', 'cannot-tell')], ['missed /a:'], [1, 0, 0]],
    ['invented', [truth('look-alike', '/a')], [found('/a', 'problem')], ['invented /a'], [0, 0, 1]],
    [
      'a doubt that is due',
      [truth('look-alike', '/a', 'cannot-tell')],
      [found('/a', 'cannot-tell')],
      [],
      [0, 0, 0],
    ],
    [
      'worse than due',
      [truth('look-alike', '/a', 'cannot-tell')],
      [found('/a', 'problem')],
      ['invented /a'],
      [0, 0, 1],
    ],
    [
      'a doubt that nobody planted',
      [truth('look-alike', '/a')],
      [found('/a', 'cannot-tell')],
      ['doubted /a'],
      [0, 0, 0],
    ],
  ] as const)('%s', (_, truths, seen, misses, [planted, hits, invented]) => {
    const told = compare(truths, seen, true)
    expect(kinds(told)).toEqual(misses)
    expect(told.tallies.get('link-broken')).toMatchObject({ planted, found: hits, invented })
  })

  it('takes a doubt of a suspicion that nobody planted for an invention', () => {
    const told = compare(
      [],
      [found('/a', 'cannot-tell', 'misplaced')],
      true,
      new Set(),
      new Set(['misplaced']),
    )
    expect(kinds(told)).toEqual(['invented /a'])
  })

  it('counts a look-alike as spared only where its portal has no invention of the code', () => {
    const told = compare([truth('look-alike', '/a')], [found('/b', 'problem')], true)
    expect(told.tallies.get('link-broken')).toMatchObject({ lookAlikes: 1, spared: 0 })
  })

  it('without a browser wants a doubt of what needs one', () => {
    const needs: Truth = {
      ...truth('defect', '/a'),
      expected: [{ subject: '/a', verdict: 'problem', browser: true }],
    }
    expect(kinds(compare([needs], [found('/a', 'cannot-tell')], false))).toEqual([])
    expect(kinds(compare([needs], [found('/a', 'problem')], false))).toEqual(['invented /a'])
  })
})

describe('the table', () => {
  it('has the lower end of Wilson’s interval', () => {
    expect(lowerBound(10, 10)).toBeCloseTo(0.7225, 3)
    expect(lowerBound(98, 100)).toBeCloseTo(0.93, 2)
    expect(lowerBound(0, 10)).toBe(0)
    expect(lowerBound(0, 0)).toBeNull()
  })

  it('adds runs and stands between its markers, again and again', () => {
    const told = compare([truth('defect', '/a')], [found('/a', 'problem')], true)
    const table = asMarkdown(merged([told.tallies, told.tallies]), ['link-broken'], () => 'broken-link')
    expect(table).toContain('| broken-link | `link-broken` | 2 | 2 | 0 | 0 | 0 | 0 | 34.2 % | 34.2 % |')
    const page = 'a\n<!-- accuracy:begin -->\nold\n<!-- accuracy:end -->\nb'
    const once = intoMarkers(page, table)
    expect(once).toContain(table)
    expect(once).not.toContain('old')
    expect(intoMarkers(once, table)).toBe(once)
    expect(() => intoMarkers('nothing', table)).toThrow()
  })
})
