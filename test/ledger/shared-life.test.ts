/** Purposes, and the life of what several units share. */
import { describe, expect, test } from 'vitest'
import { listEntries, listFindings, observationsOf } from '../../src/ledger/read.js'
import { DAY, finding, inspect, MONDAY, ORIGIN, platform, unitResult } from './made.js'
import { ledgerAt } from './opened.js'
import { watch } from './watched.js'

const DEAD = finding('link-broken', `${ORIGIN}/dead.html`)
const EMPTY = finding('column-empty', `${ORIGIN}/czyjs/`, { facts: { column: '财政预决算' } })

const shows = (...findings: (typeof DEAD)[]) => unitResult('edu', { findings })
const mended = (of: typeof DEAD) => unitResult('edu', { examined: { [of.check]: [of.subject] } })

describe('purposes', () => {
  test('a self-check changes no state, no observation, no date and not the ledger', async () => {
    const { visit, only, ledger } = watch()
    expect(await visit(shows(EMPTY), { purpose: 'self-check' })).toBe('')
    await visit(shows(EMPTY))
    const before = only()
    await visit(mended(EMPTY), { purpose: 'self-check' })
    await visit(shows(EMPTY, DEAD), { purpose: 'self-check' })
    expect(listFindings(ledger)).toEqual([before])
    expect(observationsOf(ledger, before.fingerprint)).toHaveLength(1)
    expect(listEntries(ledger)).toHaveLength(1)
  })

  test('a monitor run confirms and proposes nothing; the next formal one opens the entry', async () => {
    const { visit, ledger } = watch()
    expect(await visit(shows(EMPTY), { purpose: 'monitor' })).toBe('confirmed')
    expect(listEntries(ledger)).toEqual([])
    await visit(shows(EMPTY), { at: '2026-04-01' })
    expect(listEntries(ledger)).toHaveLength(1)
  })

  test('a recheck observes known findings only, and charges those that a formal inspection has seen', async () => {
    const { visit, ledger, clock } = watch({ observations: 2, days: 2, workingHours: false })
    expect(await visit(shows(DEAD), { purpose: 'recheck' })).toBe('')
    await visit(shows(DEAD))
    clock.now = MONDAY + DAY
    expect(await visit(shows(DEAD), { purpose: 'recheck' })).toBe('confirmed')
    expect(listEntries(ledger)).toHaveLength(1)
    expect(await visit(mended(DEAD), { purpose: 'recheck' })).toBe('fixed')
    const never = watch({ observations: 2, days: 1, workingHours: false })
    await never.visit(shows(DEAD), { purpose: 'monitor' })
    expect(await never.visit(shows(DEAD), { purpose: 'recheck' })).toBe('confirmed')
    expect(listEntries(never.ledger)).toEqual([])
  })
})

describe('shared findings', () => {
  const MENU = 'aaaaaaaaaaaaaaaa'
  const site = platform(['edu', 'gov', 'office'], { operator: 'office' })
  const form = finding('application-form-incomplete', `${ORIGIN}/ysqgk/`, { common: true })
  const units = (...findings: (typeof form)[]) =>
    ['edu', 'gov', 'office'].map((id) =>
      unitResult(id, {
        frame: [MENU],
        findings,
        examined: { 'application-entry': ['/ysqgk/'], 'site-availability': [`/${id}/`] },
      }),
    )

  test('are confirmed once, charged to the operator once, fixed when nobody shows them', async () => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, { site, units: units(form) })
    expect(listFindings(ledger)).toMatchObject([
      { unit: 'office', shared: true, state: 'confirmed', units: ['edu', 'gov', 'office'] },
    ])
    expect(listEntries(ledger)).toMatchObject([{ unit: 'office', points: -100 }])
    clock.now += DAY
    await inspect(ledger, clock, { site, units: units() })
    expect(listFindings(ledger)).toMatchObject([{ state: 'fixed' }])
    expect(listEntries(ledger)).toHaveLength(1)
  })

  test('a link that left every page frame is removed; while one unit was not read it stays', async () => {
    const { ledger, clock } = ledgerAt()
    const menu = finding('link-broken', `${ORIGIN}/dead.html`, { frame: [MENU] })
    const later = (unread: string) =>
      ['edu', 'gov', 'office'].map((id) =>
        unitResult(id, {
          frame: [MENU],
          examined: { 'broken-link': ['/a.html'] },
          unjudged: id === unread ? null : [],
        }),
      )
    await inspect(ledger, clock, { site, units: units(menu) })
    expect(listFindings(ledger)).toMatchObject([{ unit: 'office', shared: true, state: 'confirmed' }])
    clock.now += DAY
    await inspect(ledger, clock, { site, units: later('gov') })
    expect(listFindings(ledger)).toMatchObject([{ state: 'confirmed' }])
    clock.now += DAY
    await inspect(ledger, clock, { site, units: later('') })
    expect(listFindings(ledger)).toMatchObject([{ state: 'fixed', fixedBy: 'removed' }])
  })

  test('are nobody else when only one unit is inspected: nothing is recorded or charged for the operator', async () => {
    const { ledger, clock } = ledgerAt()
    const [edu] = units(form)
    await inspect(ledger, clock, { site, units: edu ? [edu] : [] })
    expect(listFindings(ledger)).toEqual([])
    expect(listEntries(ledger)).toEqual([])
  })

  test('without an operator they are recorded and cost nobody anything', async () => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, { site: { ...site, operator: null }, units: units(form) })
    expect(listFindings(ledger)).toMatchObject([{ unit: '@district', no: '2026-云溪区政府信息公开平台-001' }])
    expect(listEntries(ledger)).toEqual([])
  })

  test('an outage costs no unit anything and is over when a unit can be read', async () => {
    const { ledger, clock } = ledgerAt()
    const down = ['edu', 'gov', 'office'].map((id) =>
      unitResult(id, { status: 'unreachable', reason: 'http-5xx', pages: 0 }),
    )
    const outage = finding('homepage-unreachable', `${ORIGIN}/`, {
      common: true,
      facts: { cause: 'http-5xx' },
    })
    await inspect(ledger, clock, { site: { ...site, operator: null }, units: down, over: { outage } })
    expect(listFindings(ledger)).toMatchObject([{ code: 'homepage-unreachable', state: 'confirmed' }])
    expect(listEntries(ledger)).toEqual([])
    clock.now += DAY
    await inspect(ledger, clock, { site: { ...site, operator: null }, units: units() })
    expect(listFindings(ledger)).toMatchObject([{ state: 'fixed' }])
  })

  test('what was a unit’s own and turns out to be shared is not fixed by that', async () => {
    const { ledger, clock } = ledgerAt()
    const menu = finding('link-broken', `${ORIGIN}/dead.html`, { frame: [MENU] })
    const plain = platform(['edu', 'gov'])
    const run = (frame: string[]) =>
      inspect(ledger, clock, {
        site: plain,
        units: [unitResult('edu', { frame: [MENU], findings: [menu] }), unitResult('gov', { frame })],
      })
    await run(['bbbbbbbbbbbbbbbb'])
    clock.now += DAY
    await run([MENU])
    expect(listFindings(ledger).map((one) => [one.unit, one.state])).toEqual([
      ['@district', 'confirmed'],
      ['edu', 'confirmed'],
    ])
  })
})
