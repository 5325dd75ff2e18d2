/** Whose a finding is: frames, common things, template columns, outages, told apart by a pure function. */
import { describe, expect, test } from 'vitest'
import type { UnitResult } from '../../src/model/inspection.js'
import { finding, ORIGIN, ownSite, platform, unitResult, unitSpec } from './made.js'
import { told } from './told.js'

const inspected = (...findings: string[]) => ({ status: 'inspected', reason: null, findings })
const MENU = 'aaaaaaaaaaaaaaaa'
const OWN_MENU = 'bbbbbbbbbbbbbbbb'
const dead = (frame: readonly string[] = []) =>
  finding('link-broken', `${ORIGIN}/dead.html`, { frame: [...frame] })

describe('page frames', () => {
  const carrying = (id: string, frame: string[], broken = true) =>
    unitResult(id, { frame, findings: broken ? [dead([MENU])] : [] })

  test('a piece that two units carry is shared, and stands in no unit', () => {
    const seen = told(platform(['edu', 'gov'], { operator: 'gov' }), [
      carrying('edu', [MENU]),
      carrying('gov', [MENU]),
    ])
    expect(seen).toEqual({
      shared: [
        {
          code: 'link-broken',
          unit: 'gov',
          subject: '/dead.html',
          verdict: 'problem',
          units: ['edu', 'gov'],
        },
      ],
      units: { edu: inspected(), gov: inspected() },
    })
  })

  test('without an operator it stands under @ and the platform', () => {
    const seen = told(platform(['edu', 'gov']), [carrying('edu', [MENU]), carrying('gov', [MENU], false)])
    expect(seen.shared).toMatchObject([{ unit: '@district', units: ['edu', 'gov'] }])
  })

  test('a piece that only one of two units carries is its own', () => {
    const seen = told(platform(['edu', 'gov']), [
      unitResult('edu', { frame: [OWN_MENU], findings: [dead([OWN_MENU])] }),
      unitResult('gov', { frame: [MENU] }),
    ])
    expect(seen.shared).toEqual([])
    expect(seen.units.edu).toEqual(inspected('link-broken /dead.html problem'))
  })

  test('nobody can tell where an origin serves several units and only one was read', () => {
    const seen = told(platform(['edu', 'gov']), [carrying('edu', [MENU])])
    expect(seen.shared).toEqual([])
    expect(seen.units.edu).toEqual(inspected('link-broken /dead.html cannot-tell'))
  })

  test('units read earlier count: as carriers, and as others', () => {
    const memory = (signature: string) => ({
      frames: new Map([['gov', new Set([signature])]]),
      read: new Set(['gov']),
    })
    const site = platform(['edu', 'gov'])
    expect(told(site, [carrying('edu', [MENU])], memory(MENU)).shared).toMatchObject([
      { units: ['edu', 'gov'] },
    ])
    expect(told(site, [carrying('edu', [MENU])], memory(OWN_MENU)).units.edu).toEqual(
      inspected('link-broken /dead.html problem'),
    )
  })

  test('content of a page is never shared, a site of one unit has nothing to share', () => {
    const content = told(platform(['edu', 'gov']), [
      unitResult('edu', { findings: [dead()] }),
      unitResult('gov'),
    ])
    expect(content.units.edu).toEqual(inspected('link-broken /dead.html problem'))
    const alone = told(ownSite('edu'), [carrying('edu', [MENU])])
    expect(alone).toEqual({ shared: [], units: { edu: inspected('link-broken /dead.html problem') } })
  })

  test('a void menu entry on many pages is one finding, named by the nearest page', () => {
    const empty = (page: string) => finding('link-void', `${page} 机构`, { frame: [MENU] })
    const seen = told(platform(['edu', 'gov']), [
      unitResult('edu', { findings: [empty('/edu/a.html')] }),
      unitResult('gov', { findings: [empty('/')] }),
    ])
    expect(seen.shared).toMatchObject([{ code: 'link-void', subject: '/ 机构', units: ['edu', 'gov'] }])
  })

  test('what the operator also meets in its own content is one finding', () => {
    const seen = told(platform(['edu', 'gov', 'office'], { operator: 'office' }), [
      carrying('edu', [MENU]),
      carrying('gov', [MENU]),
      unitResult('office', { findings: [dead()] }),
    ])
    expect(seen.shared).toHaveLength(1)
    expect(seen.units.office).toEqual(inspected())
  })

  test('one doubt makes the shared finding doubtful; a unit that does not count has no say', () => {
    const site = platform(['edu', 'gov', 'tax'])
    const doubt = unitResult('gov', { frame: [MENU], findings: [{ ...dead([MENU]), agreed: false }] })
    expect(told(site, [carrying('edu', [MENU]), doubt]).shared).toMatchObject([{ verdict: 'cannot-tell' }])
    const partial = { ...doubt, status: 'partial' as const, reason: 'timeout' }
    expect(told(site, [carrying('edu', [MENU]), carrying('tax', [MENU]), partial]).shared).toMatchObject([
      { verdict: 'problem', units: ['edu', 'gov', 'tax'] },
    ])
  })
})

describe('proof', () => {
  test.each([
    ['no agreement', { agreed: false }],
    ['no evidence', { evidence: [] }],
  ])('%s: cannot-tell', (_, over) => {
    const seen = told(ownSite('edu'), [unitResult('edu', { findings: [{ ...dead(), ...over }] })])
    expect(seen.units.edu).toEqual(inspected('link-broken /dead.html cannot-tell'))
  })

  test('evidence that nobody holds proves nothing', () => {
    const seen = told(ownSite('edu'), [unitResult('edu', { findings: [dead()] })], {
      holdsEvidence: () => false,
    })
    expect(seen.units.edu).toEqual(inspected('link-broken /dead.html cannot-tell'))
  })
})

describe('common things', () => {
  const form = finding('application-form-incomplete', `${ORIGIN}/ysqgk/`, { common: true })

  test('the common form is judged once for all', () => {
    const seen = told(platform(['edu', 'gov'], { operator: 'gov' }), [
      unitResult('edu', { findings: [form] }),
      unitResult('gov', { findings: [form] }),
    ])
    expect(seen.shared).toEqual([
      {
        code: 'application-form-incomplete',
        unit: 'gov',
        subject: '/ysqgk/',
        verdict: 'problem',
        units: ['edu', 'gov'],
      },
    ])
    expect(seen.units).toEqual({ edu: inspected(), gov: inspected() })
  })

  test('a search that every unit names by its own portal is the platform home', () => {
    const search = (id: string) =>
      unitResult(id, { findings: [finding('search-unavailable', `${ORIGIN}/${id}/`, { common: true })] })
    expect(told(platform(['edu', 'gov']), [search('edu'), search('gov')]).shared).toMatchObject([
      { code: 'search-unavailable', subject: '/', units: ['edu', 'gov'] },
    ])
  })

  test('on a site of its own it is the unit', () => {
    const seen = told(ownSite('edu'), [unitResult('edu', { findings: [form] })])
    expect(seen.shared).toEqual([])
    expect(seen.units.edu).toEqual(inspected('application-form-incomplete /ysqgk/ problem'))
  })

  test('a place that a platform lends is nobody else: never the unit with its own site', () => {
    const lent = 'http://127.0.0.1:8111/nb/'
    const site = { ...ownSite('edu'), places: [{ role: 'annual-report' as const, url: lent }] }
    const seen = told(site, [
      unitResult('edu', { findings: [finding('link-broken', `${lent}x.html`, { common: true })] }),
    ])
    expect(seen.shared).toMatchObject([{ unit: '@http://127.0.0.1:8111', units: ['edu'] }])
    expect(seen.units.edu).toEqual(inspected())
  })
})

describe('template columns', () => {
  const column = (id: string, name: string, empty: boolean, over: Partial<UnitResult> = {}) =>
    unitResult(id, {
      columns: [
        { name, url: `${ORIGIN}/${id}/c/`, role: 'news', items: empty ? 0 : 3, newest: null, complete: true },
      ],
      findings: empty ? [finding('column-empty', `${ORIGIN}/${id}/c/`, { facts: { column: name } })] : [],
      ...over,
    })
  const units = ['a', 'b', 'c', 'd']
  const seenWith = (empty: number) =>
    told(
      platform(units, { operator: 'a' }),
      units.map((id, index) => column(id, '视频解读', index < empty)),
    )

  test.each([
    [1, 0, 'problem'],
    [2, 1, 'cannot-tell'],
    [4, 1, 'cannot-tell'],
  ])('%i of 4 empty: %i shared, at the unit %s', (empty, shared, verdict) => {
    const seen = seenWith(empty)
    expect(seen.shared).toHaveLength(shared)
    expect(seen.units.a).toEqual(inspected(`column-empty /a/c/ ${verdict}`))
  })

  test('its subject is the name, its unit the operator', () => {
    expect(seenWith(3).shared).toEqual([
      { code: 'column-empty', unit: 'a', subject: '视频解读', verdict: 'problem', units: ['a', 'b', 'c'] },
    ])
  })

  test('a name is the same in full and half width; another column is another', () => {
    const site = platform(['a', 'b'])
    const same = told(site, [column('a', '视频 解读（一）', true), column('b', '视频解读(一)', true)])
    expect(same.shared).toHaveLength(1)
    const other = told(site, [column('a', '视频解读', true), column('b', '图片解读', false)])
    expect(other.shared).toEqual([])
    expect(other.units.a).toEqual(inspected('column-empty /a/c/ problem'))
  })

  test('units recorded earlier count; of one unit alone nobody can tell', () => {
    const site = platform(['a', 'b'])
    const alone = told(site, [column('a', '视频解读', true)])
    expect([alone.shared, alone.units.a]).toEqual([[], inspected('column-empty /a/c/ cannot-tell')])
    const with_ = (empty: boolean) =>
      told(site, [column('a', '视频解读', true)], {
        columns: new Map([['b', new Map([['视频解读', empty]])]]),
        read: new Set(['b']),
      })
    expect(with_(true).shared).toHaveLength(1)
    expect(with_(false).shared).toHaveLength(1)
  })

  test('doubt at most units is doubt in the whole', () => {
    const doubtful = units.map((id, index) => {
      const unit = column(id, '视频解读', true)
      return index === 0
        ? unit
        : { ...unit, findings: unit.findings.map((one) => ({ ...one, agreed: false })) }
    })
    expect(told(platform(units), doubtful).shared).toMatchObject([{ verdict: 'cannot-tell' }])
  })
})

test('the order of units and findings does not matter', () => {
  const site = platform([unitSpec('edu'), unitSpec('gov'), unitSpec('tax')], { operator: 'tax' })
  const units = ['edu', 'gov', 'tax'].map((id) =>
    unitResult(id, {
      frame: [MENU],
      findings: [
        { ...dead([MENU]), url: `${ORIGIN}/${id}/` },
        finding('link-broken', `${ORIGIN}/${id}/a`),
        finding('link-broken', `${ORIGIN}/${id}/b`),
      ],
    }),
  )
  const turned = [...units].reverse().map((unit) => ({ ...unit, findings: [...unit.findings].reverse() }))
  expect(told(site, turned)).toEqual(told(site, units))
})
