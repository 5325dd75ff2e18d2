/** The life of a finding over several inspections, with a clock that the test moves. */
import { describe, expect, test } from 'vitest'
import { confirmRule, isConfirmed, observedAt } from '../../src/ledger/confirm.js'
import { findFinding, listEntries, listFindings } from '../../src/ledger/read.js'
import { addRuling } from '../../src/ledger/rulings.js'
import type { UnitResult } from '../../src/model/inspection.js'
import type { UnitSpec } from '../../src/model/site.js'
import { DAY, finding, MONDAY, ORIGIN, unitResult } from './made.js'
import { watch } from './watched.js'

const DEAD = finding('link-broken', `${ORIGIN}/dead.html`)
const EMPTY = finding('column-empty', `${ORIGIN}/czyjs/`, { facts: { column: '财政预决算' } })
const LATE = finding('published-late', `${ORIGIN}/doc.html`, { occurredOn: '2026-02-10' })

const shows = (...findings: (typeof DEAD)[]) => unitResult('edu', { findings })
const mended = (of: typeof DEAD) => unitResult('edu', { examined: { [of.check]: [of.subject] } })

describe('confirmation', () => {
  test.each([
    ['link-broken', {}, { observations: 3, days: 2, workingHours: true }],
    ['link-broken', 'immediate' as const, { observations: 1, days: 1, workingHours: false }],
    [
      'link-broken',
      { observations: 2, workingHours: false },
      { observations: 2, days: 2, workingHours: false },
    ],
    ['column-empty', {}, { observations: 1, days: 1, workingHours: false }],
    ['column-empty', { observations: 5 }, { observations: 1, days: 1, workingHours: false }],
    [
      'column-empty',
      { codes: { 'column-empty': { observations: 2 } } },
      { observations: 2, days: 1, workingHours: false },
    ],
    [
      'link-broken',
      { observations: 4, codes: { 'link-broken': { days: 1 } } },
      { observations: 4, days: 1, workingHours: true },
    ],
  ])('%s under %j', (code, setting, rule) =>
    expect(confirmRule(code, setting)).toEqual({ ...rule, vantages: 1 }),
  )

  test.each([
    [
      'three on two days',
      [
        [1, 600],
        [1, 700],
        [2, 600],
      ],
      true,
    ],
    [
      'three on one day',
      [
        [1, 600],
        [1, 700],
        [1, 800],
      ],
      false,
    ],
    [
      'two on two days',
      [
        [1, 600],
        [2, 600],
      ],
      false,
    ],
    [
      'one of them before nine',
      [
        [1, 600],
        [1, 539],
        [2, 600],
      ],
      false,
    ],
    [
      'at nine and just before five',
      [
        [1, 540],
        [1, 1019],
        [2, 600],
      ],
      true,
    ],
    [
      'at five',
      [
        [1, 600],
        [1, 1020],
        [2, 600],
      ],
      false,
    ],
  ])('%s', (_, seen, confirmed) => {
    const rule = { observations: 3, days: 2, workingHours: true, vantages: 1 }
    const observations = seen.map(([day, minute]) => ({
      day: `2026-03-0${day}`,
      minute: minute ?? 0,
      vantage: 'local',
    }))
    expect(isConfirmed(rule, observations)).toBe(confirmed)
  })

  test('day and hour are those of the time zone', () => {
    expect(observedAt(Date.UTC(2026, 2, 1, 23, 30), 'Asia/Shanghai')).toEqual({
      day: '2026-03-02',
      minute: 450,
    })
    expect(observedAt(Date.UTC(2026, 2, 1, 16, 5), 'Asia/Shanghai')).toEqual({ day: '2026-03-02', minute: 5 })
  })

  test('a dead link needs three observations on two days; until then a candidate with the verdict problem', async () => {
    const { visit, clock, only, ledger } = watch({})
    expect(await visit(shows(DEAD))).toBe('candidate')
    expect(await visit(shows(DEAD))).toBe('candidate')
    expect(await visit(shows(DEAD))).toBe('candidate')
    expect(only()).toMatchObject({ verdict: 'problem', confirmedOn: null })
    expect(listEntries(ledger)).toEqual([])
    clock.now = MONDAY + DAY
    expect(await visit(shows(DEAD), { at: '2026-03-03' })).toBe('confirmed')
    expect(only().confirmedOn).toBe('2026-03-03')
    expect(listEntries(ledger)).toMatchObject([{ state: 'pending', points: -100 }])
  })

  test('what is read off a page is confirmed at once when the witness agrees, else in doubt', async () => {
    expect(await watch({}).visit(shows(EMPTY))).toBe('confirmed')
    const doubt = watch({})
    expect(await doubt.visit(shows({ ...EMPTY, agreed: false }))).toBe('candidate')
    expect(doubt.only().verdict).toBe('cannot-tell')
    expect(await doubt.visit(shows({ ...EMPTY, agreed: false }))).toBe('candidate')
    expect(await doubt.visit(mended(EMPTY))).toBe('candidate')
  })

  test.each(['partial', 'inconclusive'] as const)(
    'nothing from a %s inspection confirms or fixes',
    async (status) => {
      const { visit } = watch()
      const doubtful = (unit: UnitResult) => ({ ...unit, status, reason: 'timeout' })
      expect(await visit(doubtful(shows(EMPTY)))).toBe('candidate')
      expect(await visit(shows(EMPTY))).toBe('confirmed')
      expect(await visit(doubtful(mended(EMPTY)))).toBe('confirmed')
    },
  )

  test('a crawl cut by a limit confirms what it saw and fixes nothing', async () => {
    const { visit } = watch()
    const cut = (unit: UnitResult) => ({ ...unit, reason: 'limit' })
    expect(await visit(cut(shows(EMPTY)))).toBe('confirmed')
    expect(await visit(cut(mended(EMPTY)))).toBe('confirmed')
    expect(await visit(mended(EMPTY))).toBe('fixed')
  })
})

describe('fixed and back', () => {
  test('examined and not shown is fixed; not examined is not looked at', async () => {
    const { visit, only } = watch()
    await visit(shows(EMPTY))
    expect(await visit(unitResult('edu', { examined: { 'empty-column': ['/other/'] } }))).toBe('confirmed')
    expect(await visit(mended(EMPTY))).toBe('fixed')
    expect(only()).toMatchObject({ fixedBy: 'repaired', recurrences: 0 })
  })

  test.each([
    ['gone from a portal read to its end', ['/a.html'], true, 'fixed', 'removed'],
    ['met, though not judged', ['/dead.html'], true, 'confirmed', null],
    ['from a portal that was not read to its end', null, true, 'confirmed', null],
    ['its check did not run', ['/a.html'], false, 'confirmed', null],
  ] as const)('a link %s', async (_, unjudged, ran, state, fixedBy) => {
    const { visit, only } = watch()
    await visit(shows(DEAD))
    const examined: UnitResult['examined'] = ran ? { 'broken-link': ['/b.html'] } : {}
    expect(await visit(unitResult('edu', { examined, unjudged: unjudged && [...unjudged] }))).toBe(state)
    expect(only().fixedBy).toBe(fixedBy)
  })

  test('what is no link and no column does not vanish: it is judged or not looked at', async () => {
    const { visit } = watch()
    await visit(shows(finding('guide-outdated', `${ORIGIN}/zn.html`)))
    const elsewhere = { examined: { 'disclosure-guide': ['/new.html'] }, unjudged: [] }
    expect(await visit(unitResult('edu', elsewhere))).toBe('confirmed')
  })

  test('an entry that fails now has not mended its form', async () => {
    const { visit, ledger } = watch()
    await visit(shows(finding('application-form-incomplete', `${ORIGIN}/ysq/`)))
    await visit(shows(finding('application-entry-broken', `${ORIGIN}/ysq/`)))
    expect(listFindings(ledger).map((one) => [one.code, one.state])).toEqual([
      ['application-form-incomplete', 'confirmed'],
      ['application-entry-broken', 'confirmed'],
    ])
    expect(await visit(unitResult('edu', { examined: { 'application-entry': ['/ysq/'] } }))).toBe(
      'fixed fixed',
    )
  })

  test('back after a fix is a recurrence, and not charged again', async () => {
    const { visit, only, ledger } = watch()
    await visit(shows(EMPTY))
    await visit(mended(EMPTY))
    expect(await visit(shows(EMPTY))).toBe('confirmed')
    expect(only()).toMatchObject({ recurrences: 1, confirmedOn: '2026-03-02' })
    expect(listEntries(ledger)).toHaveLength(1)
  })

  test('a link that comes and goes starts its observations anew', async () => {
    const { visit, clock } = watch({ observations: 2, days: 2, workingHours: false })
    await visit(shows(DEAD))
    clock.now = MONDAY + DAY
    expect(await visit(mended(DEAD))).toBe('fixed')
    clock.now = MONDAY + 2 * DAY
    expect(await visit(shows(DEAD))).toBe('candidate')
    clock.now = MONDAY + 3 * DAY
    expect(await visit(shows(DEAD))).toBe('confirmed')
  })

  test('an event is never fixed', async () => {
    const { visit } = watch()
    expect(await visit(shows(LATE))).toBe('confirmed')
    expect(await visit(mended(LATE))).toBe('confirmed')
  })

  test('a later doubt leaves what is confirmed as it is', async () => {
    const { visit, only } = watch()
    await visit(shows(EMPTY))
    expect(await visit(shows({ ...EMPTY, verdict: 'cannot-tell' }))).toBe('confirmed')
    expect(only().verdict).toBe('problem')
  })
})

describe('an inspection before the latest one', () => {
  test('confirms nothing, fixes nothing, reopens nothing, charges nothing', async () => {
    const { visit, ledger } = watch()
    await visit(shows(EMPTY), { at: '2026-06-01' })
    expect(await visit(mended(EMPTY), { at: '2026-05-31' })).toBe('confirmed')
    expect(await visit(mended(EMPTY), { at: '2026-06-01' })).toBe('fixed')
    expect(await visit(shows(EMPTY), { at: '2026-05-01' })).toBe('fixed')
    const before = listEntries(ledger)
    expect(await visit(shows(EMPTY, DEAD), { at: '2026-05-01' })).toMatch(
      /^(fixed candidate|candidate fixed)$/,
    )
    expect(listEntries(ledger)).toEqual(before)
    expect(await visit(shows(EMPTY), { at: '2026-06-02' })).toMatch(/confirmed/)
  })
})

describe('dismissal', () => {
  const exempt = (over: Partial<UnitSpec['exemptions'][number]>) => ({
    exemptions: [
      {
        column: null,
        code: null,
        basis: '本单位无此职能',
        document: '云政办〔2026〕9号',
        until: '2026-12-31',
        ...over,
      },
    ],
  })

  test.each([
    ['its column', { column: '财政 预决算' }, 'dismissed'],
    ['another column', { column: '行政处罚' }, 'confirmed'],
    ['its code', { code: 'column-empty' }, 'dismissed'],
    ['another code', { code: 'column-stale' }, 'confirmed'],
    ['its column and another code', { column: '财政预决算', code: 'column-stale' }, 'confirmed'],
    ['the whole unit', {}, 'dismissed'],
    ['a time that is over', { column: '财政预决算', until: '2026-03-01' }, 'confirmed'],
    ['today as the last day', { column: '财政预决算', until: '2026-03-02' }, 'dismissed'],
  ])('exemption of %s', async (_, over, state) => {
    const { visit, ledger, only } = watch('immediate', exempt(over))
    expect(await visit(shows(EMPTY))).toBe(state)
    expect(listEntries(ledger)).toHaveLength(state === 'dismissed' ? 0 : 1)
    expect(only().dismissal).toBe(state === 'dismissed' ? '本单位无此职能（云政办〔2026〕9号）' : null)
  })

  test('when the exemption is over the finding is confirmed', async () => {
    const { visit } = watch('immediate', exempt({ column: '财政预决算', until: '2026-03-31' }))
    expect(await visit(shows(EMPTY))).toBe('dismissed')
    expect(await visit(shows(EMPTY), { at: '2026-04-01' })).toBe('confirmed')
  })

  test('a ruling lasts by fingerprint until its day', async () => {
    const { visit, ledger, only } = watch()
    await visit(shows(EMPTY))
    const fingerprint = only().fingerprint
    const ruling = { fingerprint, ruling: 'dismissed' as const, reason: '误报', actor: '甲', second: '乙' }
    addRuling(ledger, { ...ruling, until: '2026-06-30' })
    expect(only()).toMatchObject({ state: 'dismissed', dismissal: '误报' })
    expect(await visit(shows(EMPTY), { at: '2026-06-30' })).toBe('dismissed')
    expect(await visit(mended(EMPTY), { at: '2026-06-30' })).toBe('dismissed')
    expect(await visit(shows(EMPTY), { at: '2026-07-01' })).toBe('confirmed')
  })

  test('a person may say that what nobody could tell is a problem', async () => {
    const { visit, ledger, only } = watch()
    await visit(shows({ ...EMPTY, verdict: 'cannot-tell' }))
    const { fingerprint } = only()
    addRuling(ledger, {
      fingerprint,
      ruling: 'problem',
      reason: '已核实',
      until: null,
      actor: '甲',
      second: null,
    })
    expect(await visit(shows({ ...EMPTY, verdict: 'cannot-tell' }))).toBe('confirmed')
  })
})

test('findings are found by id, fingerprint and number', async () => {
  const { visit, ledger, only } = watch()
  await visit(shows(EMPTY))
  const one = only()
  expect(one.id).toBe(`f-${one.fingerprint.slice(0, 16)}`)
  for (const name of [one.id, one.fingerprint, one.no]) expect(findFinding(ledger, name)).toEqual(one)
  expect(findFinding(ledger, 'f-none')).toBeNull()
})
