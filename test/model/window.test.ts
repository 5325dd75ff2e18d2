/** The nightly window: when it is open, and for how much longer. */
import { describe, expect, it } from 'vitest'
import { openUntil } from '../../src/model/window.js'
import { windowSchema } from '../../src/model/window-schema.js'

const SHANGHAI = 'Asia/Shanghai'
/** An hour and minute on 21 November 2026 in China. */
const at = (clock: string, seconds = 0): number => Date.parse(`2026-11-21T${clock}:00+08:00`) + seconds * 1000

describe('a window', () => {
  it.each([
    ['22:00', '06:00', '21:59', null],
    ['22:00', '06:00', '22:00', 480],
    ['22:00', '06:00', '23:30', 390],
    ['22:00', '06:00', '00:00', 360],
    ['22:00', '06:00', '05:59', 1],
    ['22:00', '06:00', '06:00', null],
    ['01:00', '05:30', '00:59', null],
    ['01:00', '05:30', '01:00', 270],
    ['01:00', '05:30', '05:30', null],
    ['18:00', '00:00', '23:59', 1],
    ['18:00', '00:00', '00:00', null],
  ])('from %s to %s is at %s open for %s minutes', (from, to, clock, minutes) => {
    const until = openUntil({ from, to }, SHANGHAI, at(clock))
    expect(until === null ? null : (until - at(clock)) / 60_000).toBe(minutes)
  })

  it('is told to the second, by the clocks of its own zone', () => {
    expect(openUntil({ from: '22:00', to: '06:00' }, SHANGHAI, at('05:59', 30))).toBe(at('06:00'))
    expect(openUntil({ from: '22:00', to: '06:00' }, 'Europe/Berlin', at('05:59'))).toBe(at('13:00'))
    expect(openUntil({ from: '14:00', to: '15:00' }, 'UTC', at('22:30'))).toBe(at('23:00'))
  })

  it.each(['24:00', '7:00', '07:60', '07.00', 'night', ''])('%s is no time', (from) => {
    expect(windowSchema.safeParse({ from, to: '06:00' }).success).toBe(false)
  })

  it('has a length', () => {
    expect(windowSchema.safeParse({ from: '06:00', to: '06:00' }).success).toBe(false)
    expect(windowSchema.safeParse({ from: '22:00', to: '06:00' }).success).toBe(true)
  })
})
