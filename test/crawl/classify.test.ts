/** From attempts to a verdict on a target: the rules of when nothing may be blamed, as a table. */
import { describe, expect, it } from 'vitest'
import { classify, deservesRepeat, needsBrowser, type Standing } from '../../src/crawl/classify.js'
import type { Attempt } from '../../src/model/attempt.js'
import type { Cause } from '../../src/model/fault.js'

const URL_OF = 'http://www.example.gov.cn/a.html'

function attempt(cause: Cause | null, rest: Partial<Attempt> = {}): Attempt {
  return {
    client: 'http',
    url: URL_OF,
    startedAt: 0,
    finishedAt: 1,
    finalUrl: URL_OF,
    status: null,
    cause,
    error: null,
    address: '203.119.1.1',
    redirects: [],
    bytes: 0,
    bodySha256: null,
    contentType: null,
    ...rest,
  }
}

const three = (cause: Cause, rest: Partial<Attempt> = {}): Attempt[] => [
  attempt(cause, rest),
  attempt(cause, rest),
  attempt(cause, rest),
]
const browser = (cause: Cause | null): Attempt => attempt(cause, { client: 'browser' })
const GREEN: Standing = { needed: 3, canary: 'green', privatePortal: false }
const NONE: Standing = { ...GREEN, canary: 'none' }
const local = { address: null, finalUrl: 'http://127.0.0.1:9/', url: 'http://127.0.0.1:9/' }

describe('classify', () => {
  it.each<[string, Attempt[], Standing, string]>([
    ['nothing tried', [], GREEN, 'unknown null'],
    ['an answer', [attempt(null)], NONE, 'ok null'],
    ['404 once', [attempt('http-404')], GREEN, 'unverified http-404'],
    ['404 twice', [attempt('http-404'), attempt('http-404')], GREEN, 'unverified http-404'],
    ['404 three times', three('http-404'), NONE, 'broken http-404'],
    ['404 twice, then an answer', [attempt('http-404'), attempt('http-404'), attempt(null)], NONE, 'ok null'],
    [
      '404 with a timeout between',
      [attempt('http-404'), attempt('timeout'), attempt('http-404')],
      GREEN,
      'unverified timeout',
    ],
    [
      '404 and 410 mixed',
      [attempt('http-404'), attempt('http-410'), attempt('http-404')],
      GREEN,
      'unverified http-404',
    ],
    ['404 with a bug of ours between', [...three('http-404'), attempt('internal')], GREEN, 'broken http-404'],
    ['only bugs of ours', three('internal'), GREEN, 'unverified internal'],
    ['410', three('http-410'), NONE, 'broken http-410'],
    ['a redirect loop', three('redirect-loop'), NONE, 'broken redirect-loop'],
    ['an empty file', three('empty-file'), NONE, 'broken empty-file'],
    ['HTML for a file', three('html-for-file'), NONE, 'broken html-for-file'],
    ['refused on loopback', three('refused', local), NONE, 'broken refused'],
    ['refused elsewhere, no self-test', three('refused'), NONE, 'unverified refused'],
    ['refused elsewhere, green', three('refused'), GREEN, 'broken refused'],
    ['refused elsewhere, red', three('refused'), { ...GREEN, canary: 'red' }, 'unverified refused'],
    ['5xx without a browser', three('http-5xx'), GREEN, 'unverified http-5xx'],
    ['5xx, the browser too', [...three('http-5xx'), browser('http-5xx')], NONE, 'broken http-5xx'],
    ['5xx, the browser gets it', [...three('http-5xx'), browser(null)], NONE, 'ok null'],
    [
      '5xx, the browser sees a timeout',
      [...three('http-5xx'), browser('timeout')],
      NONE,
      'unverified http-5xx',
    ],
    [
      '5xx, the browser meets a wall',
      [...three('http-5xx'), browser('challenge')],
      NONE,
      'unverified challenge',
    ],
    ['dns, the browser too, no self-test', [...three('dns'), browser('dns')], NONE, 'unverified dns'],
    ['dns, the browser too, green', [...three('dns'), browser('dns')], GREEN, 'broken dns'],
    ['dns without a browser', three('dns'), GREEN, 'unverified dns'],
    ['soft 404, the browser too', [...three('soft-404'), browser('soft-404')], NONE, 'broken soft-404'],
    ['soft 404 without a browser', three('soft-404'), NONE, 'unverified soft-404'],
    ['timeouts', [...three('timeout'), browser('timeout')], GREEN, 'unverified timeout'],
    ['certificate', [...three('tls'), browser('tls')], GREEN, 'unverified tls'],
    ['resets', three('reset'), GREEN, 'unverified reset'],
    ['405', three('forbidden'), GREEN, 'unverified forbidden'],
    ['406', three('http-4xx'), GREEN, 'unverified http-4xx'],
    ['403', [attempt('forbidden')], GREEN, 'unverified forbidden'],
    ['404 after 403', [attempt('forbidden'), ...three('http-404')], GREEN, 'unverified forbidden'],
    ['a login', [attempt('login')], GREEN, 'unverified login'],
    ['a challenge', [attempt('challenge')], GREEN, 'unverified challenge'],
    ['429 for ever', three('rate-limited'), GREEN, 'unverified rate-limited'],
    ['larger than we read', [attempt('too-large')], GREEN, 'ok null'],
    ['a private address as written', [attempt('private-address')], NONE, 'broken private-address'],
    [
      'the same on a private portal',
      [attempt('private-address')],
      { ...NONE, privatePortal: true },
      'unverified private-address',
    ],
    ['a name with a private address', three('split-horizon'), GREEN, 'unverified split-horizon'],
    ['not let through', three('egress'), GREEN, 'unverified egress'],
    [
      'one attempt is enough when one is asked',
      [attempt('http-404')],
      { ...NONE, needed: 1 },
      'broken http-404',
    ],
  ])('%s', (_name, attempts, standing, expected) => {
    const reach = classify(URL_OF, attempts, standing)
    expect(`${reach.outcome} ${reach.cause}`).toBe(expected)
    expect(reach.attempts).toEqual(attempts)
  })

  it('shows status, size and end of the telling attempt', () => {
    const telling = attempt('http-404', { status: 404, bytes: 9, finalUrl: 'http://www.example.gov.cn/b' })
    expect(classify(URL_OF, [telling, telling, telling], NONE)).toMatchObject({
      url: URL_OF,
      status: 404,
      bytes: 9,
      finalUrl: 'http://www.example.gov.cn/b',
    })
  })
})

describe('what is still to be asked', () => {
  it.each<[Attempt[], boolean]>([
    [[], false],
    [[attempt(null)], false],
    [[attempt('http-404')], true],
    [[attempt('http-404'), attempt('http-404')], true],
    [three('http-404'), false],
    [[attempt('timeout')], true],
    [[attempt('rate-limited')], true],
    [[attempt('forbidden')], false],
    [[attempt('login')], false],
    [[attempt('private-address')], false],
    [[attempt('split-horizon')], false],
    [[attempt('egress')], false],
    [[attempt('too-large')], false],
  ])('%# repeats', (attempts, expected) => {
    expect(deservesRepeat(attempts, 3)).toBe(expected)
  })

  it('asks the browser once, and only for what it can settle', () => {
    expect(needsBrowser(three('http-5xx'), 3)).toBe(true)
    expect(needsBrowser(three('dns'), 3)).toBe(true)
    expect(needsBrowser([...three('http-5xx'), browser(null)], 3)).toBe(false)
    expect(needsBrowser(three('http-404'), 3)).toBe(false)
    expect(needsBrowser([attempt('http-5xx')], 3)).toBe(false)
    expect(needsBrowser([attempt('http-5xx'), attempt('timeout'), attempt('http-5xx')], 3)).toBe(false)
  })
})
