/** Deadlines: each of many things ends at its own time, and none for our own slowness. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Deadlines, type Pending } from '../../src/crawl/deadlines.js'

let clock = 0
/** The process listens meanwhile. */
function pass(ms: number): void {
  for (let gone = 0; gone < ms; gone += 1) {
    clock += 1
    vi.advanceTimersByTime(1)
  }
}
/** The process does not. */
function work(ms: number): void {
  clock += ms
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function started() {
  const deadlines = new Deadlines(() => clock)
  const told: string[] = []
  const begin = (name: string, ms: number, signal?: AbortSignal): Pending => {
    const tell = (what: string): void => {
      told.push(`${name} ${what}`)
      deadlines.drop(one)
    }
    const one: Pending = {
      signal,
      dueAt: clock + ms,
      expire: () => tell('expired'),
      stop: () => tell('stopped'),
    }
    deadlines.add(one)
    return one
  }
  return { deadlines, told, begin }
}

describe('deadlines', () => {
  it('end each at its time, in whatever order they began', () => {
    const { told, begin } = started()
    begin('third', 150)
    begin('first', 30)
    begin('second', 90)
    pass(60)
    expect(told).toEqual(['first expired'])
    pass(200)
    expect(told).toEqual(['first expired', 'second expired', 'third expired'])
  })

  it('say nothing of what was over before', () => {
    const { deadlines, told, begin } = started()
    const early = begin('early', 30)
    begin('late', 60)
    deadlines.drop(early)
    pass(120)
    expect(told).toEqual(['late expired'])
  })

  it('watch on after nothing was left to watch', () => {
    const { deadlines, told, begin } = started()
    deadlines.drop(begin('one', 30))
    pass(60)
    begin('two', 30)
    pass(90)
    expect(told).toEqual(['two expired'])
  })

  it('give back the time in which this process did not listen', () => {
    const { told, begin } = started()
    begin('one', 20)
    work(150)
    pass(20)
    expect(told).toEqual([])
    pass(150)
    expect(told).toEqual(['one expired'])
  })

  it('stop what was begun under a signal, and nothing else', () => {
    const { told, begin } = started()
    const [mine, yours] = [new AbortController(), new AbortController()]
    begin('a', 60, mine.signal)
    begin('b', 60, yours.signal)
    begin('c', 60)
    begin('d', 60, mine.signal)
    mine.abort()
    expect(told).toEqual(['a stopped', 'd stopped'])
    pass(120)
    expect(told).toEqual(['a stopped', 'd stopped', 'b expired', 'c expired'])
  })
})
