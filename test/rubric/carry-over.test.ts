/** Charging again in later buckets, and what becomes of what was mended while pending: both only where the rubric says so. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UserFault } from '../../src/model/error.js'
import { voidsMended } from '../../src/rubric/applies.js'
import { loadRubric, rubricById } from '../../src/rubric/load.js'
import { scoringRubric } from '../../src/rubric/pinned.js'
import { proposeEntries } from '../../src/rubric/propose.js'
import { withProposals } from '../../src/rubric/score.js'
import { facts, finding } from './facts.js'

const small = (rule: string, rest = '', adjusts = 'adjusts: pot, ', max = '0') => `
schema: xuncha.rubric/1
id: small
name: 小细则
year: 2026
document: { title: 办法, issuer: 办公室 }
max: "${adjusts === '' ? 90 : 80}"
total: { floor: "0", ceiling: "100" }
groups:
  - { id: daily, title: 日常, max: "80", pot: { per: quarter, each: "20", settledBy: sign } }
indicators:
  - { id: sign, group: daily, title: 评定, clause: 每季评定, place: 第一条, max: "0", method: manual, adjusts: pot, rules: [{ id: sign-r, type: manual, clause: 每季评定 }] }
  - { id: links, ${adjusts === '' ? '' : 'group: daily, '}title: 链接, clause: 每处扣1分, place: 第二条, max: "${max}", method: auto, ${adjusts}rules: [{ id: link, type: each, clause: 每处扣1分, codes: [link-broken], points: "-1"${rule} }] }
ignored:
  - { code: link-void, because: 不涉及 }
  - { code: attachment-broken, because: 不涉及 }
  - { code: image-broken, because: 不涉及 }
${rest}`

const again = loadRubric(small(', carryOver: again'), 'small.yaml')
const once = loadRubric(small(''), 'small.yaml')
const day = fc
  .record({ month: fc.integer({ min: 1, max: 12 }), on: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, on }) => `2026-${String(month).padStart(2, '0')}-${String(on).padStart(2, '0')}`)
const quarterOf = (text: string): string => `Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`

describe('carryOver', () => {
  test('again: one entry in the bucket of its confirmation and in each later one in which it was seen open', () => {
    fc.assert(
      fc.property(day, fc.array(day, { maxLength: 8 }), (chargedOn, seenOn) => {
        const seen = facts({ findings: [finding('link-broken', '/a', { chargedOn, seenOn })] })
        const expected = new Set([
          quarterOf(chargedOn),
          ...seenOn.filter((one) => one > chargedOn).map(quarterOf),
        ])
        expect(new Set(proposeEntries(again, seen).map(({ bucket }) => bucket))).toEqual(expected)
        expect(proposeEntries(again, seen)).toHaveLength(expected.size)
        expect(proposeEntries(once, seen).map(({ bucket }) => bucket)).toEqual([quarterOf(chargedOn)])
        // What the preview would open is what is called for, and opening it calls for no more.
        const opened = withProposals(again, seen)
        expect(opened.entries).toHaveLength(expected.size)
        expect(withProposals(again, opened).entries).toHaveLength(expected.size)
      }),
    )
  })

  test('is told to the ledger, with the buckets', () => {
    expect([again, once].map((rubric) => scoringRubric(rubric).carriesOver)).toEqual([true, false])
    expect(scoringRubric(again).buckets).toEqual(['Q1', 'Q2', 'Q3', 'Q4'])
    expect(scoringRubric(rubricById('ouhai-2017')).buckets).toEqual([])
  })

  test('has no place where marks are not given per bucket', () => {
    expect(() => loadRubric(small(', carryOver: again', '', '', '10'), 'small.yaml')).toThrow(
      expect.objectContaining({ key: 'rubric.invalid' }) as UserFault,
    )
    expect(() => loadRubric(small('', '', '', '10'), 'small.yaml')).not.toThrow()
  })
})

describe('mended while pending', () => {
  const question = `
questions:
  - id: mended
    type: choice
    question: { zh: 已整改的是否扣分, en: charged when mended }
    options: [{ value: charged, zh: 扣, en: "yes" }, { value: void, zh: 不扣, en: "no" }]
    default: charged
    answer: { zh: 扣, en: "yes" }
    changes: [links]
`
  const answered = (value: string) => ({
    path: 'small.parameters.yaml',
    text: `rubric: small\nanswers: { mended: { value: ${value}, by: 办公室, on: 2026-01-05 } }\n`,
  })
  const asked = small('', `mended: { pending: void, answered: { mended: void } }\n${question}`)

  test.each([
    ['a rubric that says nothing', () => once, false],
    ['one that says charged', () => loadRubric(small('', 'mended: { pending: charged }'), 's.yaml'), false],
    ['one that says void', () => loadRubric(small('', 'mended: { pending: void }'), 's.yaml'), true],
    ['an open question', () => loadRubric(asked, 's.yaml'), false],
    ['the question answered so', () => loadRubric(asked, 's.yaml', answered('void')), true],
    ['the question answered otherwise', () => loadRubric(asked, 's.yaml', answered('charged')), false],
    ['ouhai, until somebody answers', () => rubricById('ouhai-2017'), false],
  ])('%s', (_, rubric, expected) => {
    expect(voidsMended(rubric())).toBe(expected)
  })

  test('an answer that no question asks for is refused', () => {
    expect(() =>
      loadRubric(small('', 'mended: { pending: void, answered: { nobody: void } }'), 's.yaml'),
    ).toThrow(expect.objectContaining({ key: 'rubric.invalid' }) as UserFault)
  })
})
