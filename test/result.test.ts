/** What a harvest says of an outage of the whole site: never more than its home, or all of its start pages, showed. */
import { describe, expect, it } from 'vitest'
import type { Reach } from '../src/model/attempt.js'
import type { Cause } from '../src/model/fault.js'
import type { Harvest } from '../src/model/harvest.js'
import { outageOf } from '../src/result.js'
import { ORIGIN, platform } from './ledger/made.js'

const site = platform(['a', 'b', 'c'])
const reachOf = (url: string, cause: Cause | null): Reach => ({
  url,
  outcome: cause === null ? 'ok' : 'broken',
  cause,
  status: null,
  bytes: null,
  finalUrl: url,
  attempts: [],
})

/** Causes by unit, null: it answered; absent: not looked at. `home` alike. */
function seen(units: Readonly<Record<string, Cause | null>>, home?: Cause | null): string {
  const starts = new Map(
    Object.entries(units).map(([id, cause]) => [id, reachOf(`${ORIGIN}/${id}/`, cause)] as const),
  )
  const atHome = home === undefined ? undefined : reachOf(`${ORIGIN}/`, home)
  const harvest: Pick<Harvest, 'site' | 'starts' | 'reach'> = { site, starts, reach: () => atHome }
  const outage = outageOf(harvest as Harvest)
  return outage === null
    ? 'none'
    : `${outage.reach.url.slice(ORIGIN.length)} ${outage.proven ? 'proven' : 'doubted'}`
}

describe('an outage of a site of three units', () => {
  it.each([
    ['two of two that were looked at are gone', { a: 'http-404', b: 'http-404' }, undefined, 'none'],
    ['the same, and the home is fine', { a: 'http-404', b: 'http-404' }, null, 'none'],
    ['the same, and the home is gone', { a: 'http-404', b: 'http-404' }, 'http-404', '/ proven'],
    ['all are gone', { a: 'http-404', b: 'http-404', c: 'http-404' }, undefined, '/a/ proven'],
    ['all are gone but the home', { a: 'http-404', b: 'http-404', c: 'http-404' }, null, '/a/ doubted'],
    ['two of two meet a fault of the host', { a: 'http-5xx', b: 'http-5xx' }, undefined, '/a/ doubted'],
    ['the same, and the home is fine', { a: 'http-5xx', b: 'http-5xx' }, null, '/a/ doubted'],
    ['the same, and the home fails alike', { a: 'http-5xx', b: 'http-5xx' }, 'http-5xx', '/ proven'],
    ['one was looked at and meets one', { a: 'refused' }, undefined, '/a/ doubted'],
    ['one was looked at, and the home fails alike', { a: 'refused' }, 'refused', '/ proven'],
    ['one was looked at, and the home is fine', { a: 'refused' }, null, 'none'],
    ['two are blocked', { a: 'challenge', b: 'challenge' }, undefined, 'none'],
  ] as const)('%s', (_, units, home, expected) => {
    expect(seen(units, home)).toBe(expected)
  })
})
