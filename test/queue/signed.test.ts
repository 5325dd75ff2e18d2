/** Messages of the queue: whose they are, what they are, and that nobody without the secret reads or writes one. */
import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { currentKey } from '../../src/evidence/keys.js'
import { open, sign } from '../../src/queue/signed.js'
import { folder, strike } from './stage.js'

const data = folder()
const key = currentKey(data)
afterAll(async () => {
  rmSync(data, { recursive: true, force: true })
  await strike()
})

const VALUE = { unit: 'edu', secret: '身份证号' }

describe('a message', () => {
  it.each([null, 'of the office'])('comes out as it went in, under the secret %s', async (secret) => {
    const message = await sign('order', VALUE, { key, secret })
    expect(await open('order', message, secret)).toEqual({ value: VALUE, by: key.id })
  })

  it.each([
    ['another secret', 'a', 'b', 'queue.stranger'],
    ['none', 'a', null, 'queue.stranger'],
    ['a secret where none was used', null, 'a', 'queue.stranger'],
  ])('is not opened with %s', async (_, ours, theirs, fault) => {
    const message = await sign('order', VALUE, { key, secret: ours })
    await expect(open('order', message, theirs)).rejects.toMatchObject({ key: fault })
  })

  it('is never taken for one of another kind', async () => {
    const message = await sign('order', VALUE, { key, secret: null })
    await expect(open('delivery', message, null)).rejects.toMatchObject({ key: 'queue.forged' })
  })

  it.each([Buffer.from(''), Buffer.from([0, 1, 2, 3]), Buffer.from('[]'), Buffer.alloc(10, 255)])(
    'that is none says so: %s',
    async (bytes) => {
      await expect(open('order', bytes, null)).rejects.toMatchObject({ key: 'queue.unreadable' })
    },
  )

  it.each([3, 20, -1])('that was altered at byte %i under the secret is nobody’s', async (at) => {
    const message = Buffer.from(await sign('order', VALUE, { key, secret: 'a' }))
    const place = at < 0 ? message.length + at : at
    message.writeUInt8((message[place] ?? 0) ^ 1, place)
    await expect(open('order', message, 'a')).rejects.toMatchObject({ key: 'queue.stranger' })
  })

  it('under a secret shows nothing of what it says', async () => {
    const [one, two] = [
      await sign('order', VALUE, { key, secret: 'a' }),
      await sign('order', VALUE, { key, secret: 'a' }),
    ]
    expect(one.equals(two)).toBe(false)
    expect(one.includes(key.publicPem.slice(30, 60))).toBe(false)
  })
})
