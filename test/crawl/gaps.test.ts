/** Gaps: however many one unit has, the others keep theirs. */
import { expect, it } from 'vitest'
import { Gaps } from '../../src/crawl/gaps.js'

it('keeps thousands, each once, and some of every unit and reason beyond', () => {
  const gaps = new Gaps()
  for (let n = 0; n < 6_000; n += 1) gaps.add({ unit: 'a', url: `http://a.test/${n}`, reason: 'limit' })
  for (let n = 0; n < 30; n += 1)
    for (let twice = 0; twice < 2; twice += 1)
      gaps.add({ unit: 'b', url: `http://b.test/${n}`, reason: 'limit' })
  gaps.add({ unit: 'b', url: 'http://b.test/x', reason: 'robots' })
  gaps.add({ unit: null, url: 'http://c.test/', reason: 'failed' })
  const counts = new Map<string, number>()
  for (const { unit, reason } of gaps.list())
    counts.set(`${unit} ${reason}`, (counts.get(`${unit} ${reason}`) ?? 0) + 1)
  expect(Object.fromEntries(counts)).toEqual({
    'a limit': 5_000,
    'b limit': 20,
    'b robots': 1,
    'null failed': 1,
  })
})
