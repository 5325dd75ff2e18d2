/** Parts of artifacts that are made when they are asked for. */
import { describe, expect, test } from 'vitest'
import { madeOnDemand, once } from '../../../src/artifacts/portal/once.js'

describe('parts on demand', () => {
  test('each is made when it is first read, and once', () => {
    const made: string[] = []
    const parts = madeOnDemand<{ one: number; other: string }>({
      one: () => made.push('one'),
      other: () => `${made.push('other')}`,
    })
    expect(made).toEqual([])
    expect([parts.other, parts.other, made.length]).toEqual(['1', '1', 1])
    expect(parts).toEqual({ one: 2, other: '1' })
  })

  test('what throws was not made, and throws again', () => {
    let times = 0
    const part = once(() => {
      times += 1
      throw new Error(`broken ${times}`)
    })
    expect(part).toThrow('broken 1')
    expect(part).toThrow('broken 2')
  })
})
