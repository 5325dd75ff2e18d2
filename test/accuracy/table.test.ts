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
    const told = compare(truths, seen, { by: 'mutator', browser: true })
    expect(kinds(told)).toEqual(misses)
    expect(told.tallies.get('link-broken')).toMatchObject({
      planted: { hand: 0, mutator: planted },
      found: hits,
      invented,
    })
  })

  it('takes a doubt of a suspicion that nobody planted for an invention', () => {
    const told = compare([], [found('/a', 'cannot-tell', 'misplaced')], {
      by: 'hand',
      browser: true,
      suspicions: new Set(['misplaced']),
    })
    expect(kinds(told)).toEqual(['invented /a'])
  })

  it('counts a look-alike as spared only where its portal has no invention of the code', () => {
    const told = compare([truth('look-alike', '/a')], [found('/b', 'problem')], { by: 'hand', browser: true })
    expect(told.tallies.get('link-broken')).toMatchObject({ lookAlikes: { hand: 1, mutator: 0 }, spared: 0 })
  })

  it('without a browser wants a doubt of what needs one', () => {
    const needs: Truth = {
      ...truth('defect', '/a'),
      expected: [{ subject: '/a', verdict: 'problem', browser: true }],
    }
    expect(kinds(compare([needs], [found('/a', 'cannot-tell')], { by: 'hand', browser: false }))).toEqual([])
    expect(kinds(compare([needs], [found('/a', 'problem')], { by: 'hand', browser: false }))).toEqual([
      'invented /a',
    ])
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
    const [hand, drawn] = (['hand', 'mutator'] as const).map((by) =>
      compare([truth('defect', '/a'), truth('look-alike', '/b')], [found('/a', 'problem')], {
        by,
        browser: true,
      }),
    )
    if (!hand || !drawn) throw new Error('two runs')
    const table = asMarkdown(
      merged([hand.tallies, drawn.tallies, drawn.tallies]),
      ['link-broken'],
      () => 'broken-link',
    )
    expect(table).toContain(
      '| broken-link | `link-broken` | 1 | 2 | 3 | 0 | 0 | 1 | 2 | 3 | 43.8 % | 43.8 % |',
    )
    const page = 'a\n<!-- t:begin -->\nold\n<!-- t:end -->\nb'
    const once = intoMarkers(page, 't', table)
    expect(once).toContain(table)
    expect(once).not.toContain('old')
    expect(intoMarkers(once, 't', table)).toBe(once)
    expect(() => intoMarkers('nothing', 't', table)).toThrow()
  })
})
