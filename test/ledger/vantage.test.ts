/** Vantage points: two of them may have to agree, and what is seen from outside the allowed ones costs nothing. */
import { describe, expect, it } from 'vitest'
import { confirmRule, isConfirmed } from '../../src/ledger/confirm.js'
import { listEntries, listFindings } from '../../src/ledger/read.js'
import type { Confirm } from '../../src/model/workspace.js'
import { finding, HOUR, inspect, ORIGIN, ownSite, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

const DEAD = finding('link-broken', `${ORIGIN}/dead.html`)
const EMPTY = finding('column-empty', `${ORIGIN}/a/`, { facts: { column: '规划计划' } })
const ONCE = { observations: 1, days: 1, workingHours: false }

/** A unit's site that is visited from places. */
function visited(confirm: Confirm, vantages?: readonly string[]) {
  const { ledger, clock } = ledgerAt()
  const site = ownSite('edu')
  return {
    ledger,
    async from(vantage: string | undefined, ...findings: (typeof DEAD)[]) {
      const unit = unitResult('edu', {
        findings,
        examined: { [DEAD.check]: [DEAD.subject], [EMPTY.check]: [EMPTY.subject] },
      })
      const over = vantage === undefined ? {} : { vantage }
      const recorded = await inspect(
        ledger,
        clock,
        { site, units: [unit], over },
        { confirm, ...(vantages && { vantages }) },
      )
      clock.now += HOUR
      return recorded.units
    },
    findings: () => listFindings(ledger).map((one) => `${one.code} ${one.state} ${one.verdict}`),
  }
}

describe('a rule', () => {
  it('asks for vantage points of every code, and of one code where that says so', () => {
    expect(confirmRule('link-broken', { ...ONCE, vantages: 2 })).toEqual({ ...ONCE, vantages: 2 })
    expect(confirmRule('column-empty', { vantages: 2 })).toEqual({ ...ONCE, vantages: 2 })
    expect(confirmRule('link-broken', { codes: { 'link-broken': { vantages: 3 } } }).vantages).toBe(3)
    expect(confirmRule('link-broken', 'immediate').vantages).toBe(1)
  })

  it.each([
    [['a', 'a', 'a'], false],
    [['a', 'b'], true],
    [['a'], false],
  ])('of two vantage points over observations from %j: %s', (places, confirmed) => {
    const seen = places.map((vantage) => ({ day: '2026-03-02', minute: 600, vantage }))
    expect(isConfirmed({ ...ONCE, vantages: 2 }, seen)).toBe(confirmed)
  })
})

describe('two vantage points that must agree', () => {
  it('confirm what both saw, and not what one saw twice', async () => {
    const { from, findings, ledger } = visited({ ...ONCE, vantages: 2 })
    await from('telecom', DEAD, EMPTY)
    await from('telecom', DEAD, EMPTY)
    expect(findings()).toEqual(['column-empty candidate problem', 'link-broken candidate problem'])
    expect(listEntries(ledger)).toEqual([])
    await from('unicom', DEAD)
    expect(findings().sort()).toEqual(['column-empty fixed problem', 'link-broken confirmed problem'])
    expect(listEntries(ledger)).toHaveLength(1)
  })
})

describe('a vantage point outside the allowed ones', () => {
  it('confirms nothing, mends nothing, charges nothing, and says why', async () => {
    const { from, findings, ledger } = visited('immediate', ['telecom', 'unicom'])
    expect(await from('abroad', DEAD)).toEqual([{ id: 'edu', status: 'inconclusive', reason: 'vantage' }])
    expect(findings()).toEqual(['link-broken candidate cannot-tell'])
    expect(listEntries(ledger)).toEqual([])
    await from('telecom', DEAD, EMPTY)
    expect(listEntries(ledger)).toHaveLength(2)
    await from('abroad')
    expect(findings().sort()).toEqual(['column-empty confirmed problem', 'link-broken confirmed problem'])
    await from('unicom')
    expect(findings().sort()).toEqual(['column-empty fixed problem', 'link-broken fixed problem'])
  })

  it('is also one that nobody named, unless local is allowed', async () => {
    const strict = visited('immediate', ['telecom'])
    expect(await strict.from(undefined, DEAD)).toMatchObject([{ status: 'inconclusive' }])
    const home = visited('immediate', ['local'])
    expect(await home.from(undefined, DEAD)).toMatchObject([{ status: 'inspected' }])
    expect(listEntries(home.ledger)).toHaveLength(1)
  })
})
