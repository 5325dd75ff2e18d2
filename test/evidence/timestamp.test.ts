/** Time stamps of an authority made with openssl: an honest one is believed, every lie is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkStamp, STAMP_WINDOW_MS, stampRequest } from '../../src/evidence/timestamp.js'
import { type Authority, makeAuthority } from './authority.js'

const SEALED = Buffer.from('{"schema":"xuncha.seal/1"}\n')
const NOW = Date.now()
let honest: Authority
let other: Authority

beforeAll(() => {
  honest = makeAuthority()
  other = makeAuthority()
})
afterAll(() => {
  honest.close()
  other.close()
})

function stamped(authority: Authority, bytes: Uint8Array = SEALED) {
  const { der, nonce } = stampRequest(bytes)
  return { response: authority.answer(der), nonce }
}

describe('a stamp', () => {
  it('of an authority that is trusted says when, and by whom', async () => {
    const { response, nonce } = stamped(honest)
    const check = await checkStamp(response, SEALED, honest.ca, { around: NOW, nonce })
    expect(check).toEqual({ valid: true, at: expect.any(Number), authority: 'Test Authority' })
    expect(check.valid && Math.abs(check.at - NOW)).toBeLessThan(3_600_000)
  })

  it('over something else is a wrong imprint', async () => {
    const { response } = stamped(honest, Buffer.from('else'))
    expect(await checkStamp(response, SEALED, honest.ca, { around: NOW })).toEqual({
      valid: false,
      why: 'imprint',
    })
  })

  it('that answers another request has the wrong nonce', async () => {
    const { response } = stamped(honest)
    const { nonce } = stampRequest(SEALED)
    const check = await checkStamp(response, SEALED, honest.ca, { around: NOW, nonce })
    expect(check).toEqual({ valid: false, why: 'nonce' })
  })

  it('under a root that nobody trusts is not believed', async () => {
    const { response } = stamped(honest)
    expect(await checkStamp(response, SEALED, other.ca, { around: NOW })).toEqual({
      valid: false,
      why: 'chain',
    })
    expect(await checkStamp(response, SEALED, '', { around: NOW })).toEqual({ valid: false, why: 'chain' })
  })

  it('far from the sealing is outside the window', async () => {
    const { response } = stamped(honest)
    const around = NOW - 2 * STAMP_WINDOW_MS
    expect(await checkStamp(response, SEALED, honest.ca, { around })).toEqual({ valid: false, why: 'window' })
  })

  it('altered in any single byte is never valid', async () => {
    const { response } = stamped(honest)
    const seen = new Set<string>()
    for (let at = 0; at < response.length; at += 29) {
      const altered = Buffer.from(response)
      altered[at] = (altered[at] ?? 0) ^ 0x15
      const check = await checkStamp(altered, SEALED, honest.ca, { around: NOW })
      // A byte of the human name of the policy or of unsigned wrapping may not matter; what was stamped and when always does.
      if (check.valid) seen.add(new Date(check.at).toISOString())
    }
    expect([...seen].filter((when) => Math.abs(Date.parse(when) - NOW) > 60_000)).toEqual([])
  })

  it.each(['not a stamp', ''])('is not %j', async (text) => {
    const check = await checkStamp(Buffer.from(text), SEALED, honest.ca, { around: NOW })
    expect(check).toEqual({ valid: false, why: 'unreadable' })
  })
})

describe('a lying authority', () => {
  it.each([
    ['that only answers by other means than openssl is believed', {}, true],
    ['whose key is for web servers is refused', { usage: 'critical,serverAuth' }, 'usage'],
    ['whose key is for stamping and more is refused', { usage: 'critical,timeStamping,serverAuth' }, 'usage'],
    ['whose purpose is not critical is refused', { usage: 'timeStamping' }, 'usage'],
    ['with a certificate that has run out is refused', { notAfter: '20210101000000Z' }, 'expired'],
  ])('%s', async (_, plan, outcome) => {
    const authority = makeAuthority(plan)
    try {
      const { der, nonce } = stampRequest(SEALED)
      const check = await checkStamp(await authority.forge(der), SEALED, authority.ca, { around: NOW, nonce })
      expect(check.valid || check.why).toBe(outcome)
    } finally {
      authority.close()
    }
  })
})
