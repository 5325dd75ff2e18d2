/** Health of hosts: which failures call for a self-test of our own network, and when a host is left alone. */
import { describe, expect, it } from 'vitest'
import { causeOfError } from '../../src/crawl/cause.js'
import { Health } from '../../src/crawl/health.js'
import type { Attempt } from '../../src/model/attempt.js'
import type { Cause } from '../../src/model/fault.js'

const URL_A = 'http://www.yunxi.gov.cn/a.html'

function attempt(cause: Cause | null, status: number | null = null): Attempt {
  return {
    client: 'http',
    url: URL_A,
    startedAt: 1,
    finishedAt: 2,
    finalUrl: URL_A,
    status,
    cause,
    error: cause,
    address: null,
    redirects: [],
    bytes: 0,
    bodySha256: null,
    contentType: null,
  }
}

/** Health that has seen these attempts, and how often it doubted our own network. */
function after(...attempts: readonly Attempt[]) {
  let doubts = 0
  const health = new Health({
    get: async () => attempt(null, 200),
    onDoubt: () => {
      doubts += 1
    },
  })
  for (const one of attempts) health.note(one)
  return { doubts, givenUp: health.givenUp(URL_A)?.cause ?? null }
}

describe('a failed attempt', () => {
  it.each<[Attempt, number]>([
    [attempt(null, 200), 0],
    [attempt('http-404', 404), 0],
    [attempt('forbidden', 403), 0],
    [attempt('dns'), 1],
    [attempt('timeout'), 1],
    [attempt(causeOfError(Object.assign(new Error('no route'), { code: 'ENETUNREACH' }))), 1],
  ])('%o calls for %i self-tests', (one, doubts) => {
    expect(after(one).doubts).toBe(doubts)
  })
})

describe('a host', () => {
  const silent = Array.from({ length: 10 }, () => attempt('timeout'))

  it.each<[string, Attempt[], Cause | null]>([
    ['that answers nothing ten times in a row is left alone', silent, 'timeout'],
    [
      'that answers in between is asked',
      [...silent.slice(1), attempt('http-404', 404), attempt('timeout')],
      null,
    ],
    ['is not given up for what is ours', silent.map(() => attempt('internal')), null],
  ])('%s', (_name, attempts, cause) => {
    expect(after(...attempts).givenUp).toBe(cause)
  })
})

describe('a wall', () => {
  /** Health that met this cause so many times; what it asked for, and whether the host is left alone. */
  async function met(cause: Cause, times: number, control: Cause | null) {
    const asked: string[] = []
    const health = new Health({
      get: async (url) => {
        asked.push(url)
        return attempt(control, control === null ? 200 : 403)
      },
      onDoubt: () => undefined,
    })
    for (let n = 0; n < times; n++) await health.blocked(attempt(cause, 403))
    return { asked: asked.length, url: asked[0] ?? null, givenUp: health.givenUp(URL_A)?.cause ?? null }
  }

  const HOME = 'http://www.yunxi.gov.cn/'
  it.each<[string, Cause, number, Cause | null, object]>([
    ['round one page only', 'forbidden', 1, null, { asked: 1, url: HOME, givenUp: null }],
    ['round the home as well', 'forbidden', 1, 'forbidden', { asked: 1, url: HOME, givenUp: 'forbidden' }],
    ['met again is believed for ten times', 'challenge', 10, null, { asked: 1, url: HOME, givenUp: null }],
    ['met more often is tried again', 'challenge', 11, null, { asked: 2, url: HOME, givenUp: null }],
    [
      'that a closed host goes on with',
      'challenge',
      11,
      'challenge',
      { asked: 1, url: HOME, givenUp: 'challenge' },
    ],
    ['that asks for a sign-in', 'login', 1, 'forbidden', { asked: 0, url: null, givenUp: null }],
    ['that asks for a pause', 'rate-limited', 1, 'forbidden', { asked: 0, url: null, givenUp: null }],
    ['that is none: a page is gone', 'http-404', 1, 'forbidden', { asked: 0, url: null, givenUp: null }],
  ])('%s', async (_name, cause, times, control, told) => {
    expect(await met(cause, times, control)).toEqual(told)
  })
})
