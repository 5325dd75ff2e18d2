/** The nightly run: each night once, a missed one caught up within the window, one that broke off taken up; one scheduler. */
import { describe, expect, it } from 'vitest'
import { dropLease, holdLease, lastMark, putMark } from '../../src/ledger/leases.js'
import { registry } from '../../src/ledger/registry-store.js'
import { beginRun, finishRun } from '../../src/ledger/runs.js'
import { nightDue, nightOf, nightTask, SCHEDULE } from '../../src/server/night.js'
import { ledgerAt, served } from './served.js'

const at = (text: string): number => Date.parse(`${text}+08:00`)

describe('a night', () => {
  it.each([
    ['2026-05-20T21:59:00', '2026-05-19'],
    ['2026-05-20T22:00:00', '2026-05-20'],
    ['2026-05-21T03:00:00', '2026-05-20'],
  ])('at %s is that of %s', (now, night) => {
    expect(nightOf({ from: '22:00', to: '06:00' }, 'Asia/Shanghai', at(now))).toBe(night)
  })

  it('begins once, not on the first start, and is caught up in the next open window', () => {
    const { ledger, clock } = ledgerAt()
    registry(ledger).update({ defaults: { politeness: { window: { from: '22:00', to: '06:00' } } } })
    const office = { ledger, now: () => clock.ms, activeRuns: () => new Set<string>() }
    const due = (now: string) => {
      clock.ms = at(now)
      return nightDue(office)?.night ?? null
    }
    expect([due('2026-05-20T12:00:00'), lastMark(ledger, 'night')]).toEqual([null, '2026-05-19'])
    expect(due('2026-05-20T22:30:00')).toBe('2026-05-20')
    putMark(ledger, 'night', '2026-05-20')
    expect([due('2026-05-21T02:00:00'), due('2026-05-23T12:00:00'), due('2026-05-23T23:00:00')]).toEqual([
      null,
      null,
      '2026-05-23',
    ])
    expect(due('2026-05-24T05:00:00')).toBe('2026-05-23')
  })
})

describe('a night that broke off', () => {
  it('is taken up in its night with its own date, not at once, three times, and not by day', () => {
    const { ledger, clock } = ledgerAt()
    registry(ledger).update({ defaults: { politeness: { window: { from: '22:00', to: '06:00' } } } })
    const active = new Set<string>()
    const office = { ledger, now: () => clock.ms, activeRuns: () => active }
    const due = (now: string) => {
      clock.ms = at(now)
      return nightDue(office)
    }
    due('2026-05-19T12:00:00')
    clock.ms = at('2026-05-20T22:00:00')
    putMark(ledger, 'night', '2026-05-20')
    const made = { purpose: 'monitor', at: '2026-05-20', period: '2026', tool: 't', resumeKey: 'k' } as const
    const run = beginRun(ledger, { ...made, actor: SCHEDULE, units: ['edu', 'tax'], rubrics: [] })
    // A look at start pages and somebody else's run are no night.
    const rest = { units: ['edu'], rubrics: [] }
    finishRun(ledger, beginRun(ledger, { ...made, actor: SCHEDULE, scope: 'starts', ...rest }), 'complete')
    finishRun(ledger, beginRun(ledger, { ...made, actor: 'a', ...rest }), 'complete')
    active.add(run)
    expect(due('2026-05-20T23:00:00')).toBeNull()
    active.clear()
    expect(due('2026-05-20T23:00:00')).toEqual({ night: '2026-05-20', at: '2026-05-20' })
    finishRun(ledger, run, 'interrupted')
    expect(due('2026-05-20T23:05:00')).toBeNull()
    expect(due('2026-05-21T03:00:00')).toEqual({ night: '2026-05-20', at: '2026-05-20' })
    expect(due('2026-05-21T08:00:00')).toBeNull()
    putMark(ledger, 'night-again', '2026-05-20 2')
    expect(due('2026-05-21T04:00:00')).toEqual({ night: '2026-05-20', at: '2026-05-20' })
    putMark(ledger, 'night-again', '2026-05-20 3')
    expect(due('2026-05-21T04:00:00')).toBeNull()
    expect(due('2026-05-21T22:00:00')).toEqual({ night: '2026-05-21', at: null })
  })

  it('asks for the same run and counts its tries', async () => {
    const { office, ledger, started } = await served()
    putMark(ledger, 'night', '2026-05-20')
    const made = { purpose: 'monitor', at: '2026-05-20', period: '2026', tool: 't', resumeKey: 'k' } as const
    beginRun(ledger, { ...made, actor: SCHEDULE, units: ['edu', 'tax'], rubrics: [] })
    await nightTask(office).tick()
    expect(started).toMatchObject([{ purpose: 'monitor', at: '2026-05-20', actor: SCHEDULE, fresh: false }])
    expect(lastMark(ledger, 'night-again')).toBe('2026-05-20 1')
  })
})

describe('two schedulers', () => {
  it('do not run on one database', () => {
    const { ledger, clock } = ledgerAt()
    holdLease(ledger, 'scheduler', 'one', 1_000)
    holdLease(ledger, 'scheduler', 'one', 1_000)
    expect(() => holdLease(ledger, 'scheduler', 'two', 1_000)).toThrow('server.scheduler-running')
    holdLease(ledger, 'scheduler', 'two', 1_000, (holder) => holder === 'one')
    clock.ms += 1_001
    holdLease(ledger, 'scheduler', 'two', 1_000)
    dropLease(ledger, 'scheduler', 'two')
    holdLease(ledger, 'scheduler', 'one', 1_000)
  })
})
