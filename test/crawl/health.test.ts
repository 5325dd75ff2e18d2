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
