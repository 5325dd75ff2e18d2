/** The schedule: each night once, a missed one caught up within the window, one scheduler for a database. */
import { describe, expect, it } from 'vitest'
import { dropLease, holdLease, lastMark, putMark } from '../../src/ledger/leases.js'
import { registry } from '../../src/ledger/registry-store.js'
import { nightDue, nightOf } from '../../src/server/schedule.js'
import { ledgerAt } from './served.js'

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
    const office = { ledger, now: () => clock.ms }
    const due = (now: string) => {
      clock.ms = at(now)
      return nightDue(office)
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
