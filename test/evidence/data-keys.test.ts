/** Keys of originals that hold personal data: their owner's alone, gone once deleted, and what they open with them. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  dataKeyIds,
  decrypted,
  deleteDataKey,
  encrypted,
  keepDataKey,
  makeDataKey,
  readDataKey,
} from '../../src/evidence/data-keys.js'
import { isViewable, originalOf } from '../../src/evidence/shown-picture.js'
import { openStore } from '../../src/evidence/store.js'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'xuncha-data-keys-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const TEXT = Buffer.from('330303197805060419')
const cipherOf = (key: string) => ({ cipher: { algorithm: 'aes-256-gcm' as const, key } })

it('are kept once, readable by their owner only, and deleted for good', () => {
  const key = makeDataKey()
  keepDataKey(dataDir, key)
  keepDataKey(dataDir, { ...key, secret: Buffer.alloc(32) })
  const path = join(dataDir, 'keys', 'data', `${key.id}.key`)
  expect([statSync(path).mode & 0o777, statSync(join(dataDir, 'keys')).mode & 0o777]).toEqual([0o600, 0o700])
  expect([readDataKey(dataDir, key.id), dataKeyIds(dataDir)]).toEqual([key, [key.id]])
  expect([deleteDataKey(dataDir, key.id), deleteDataKey(dataDir, key.id)]).toEqual([true, false])
  expect([readDataKey(dataDir, key.id), dataKeyIds(dataDir)]).toEqual([null, []])
})

it.each(['../../x', 'A'.repeat(32), '', 'a'.repeat(31)])('%j is no id of one, and reaches no path', (id) => {
  expect(() => readDataKey(dataDir, id)).toThrow(expect.objectContaining({ key: 'evidence.bad-id' }))
})

it('encrypt the same text differently each time, and open only what is theirs and unaltered', () => {
  const [own, other] = [makeDataKey(), makeDataKey()]
  const [one, two] = [encrypted(TEXT, own), encrypted(TEXT, own)]
  expect([one.equals(two), one.includes(TEXT)]).toEqual([false, false])
  expect([decrypted(one, own), decrypted(two, own)]).toEqual([TEXT, TEXT])
  expect([decrypted(one, other), decrypted(one, { ...own, id: other.id })]).toEqual([null, null])
  expect([decrypted(one.subarray(0, 20), own), decrypted(Buffer.alloc(0), own)]).toEqual([null, null])
})

it('decide with the store what views can show', async () => {
  const store = openStore(dataDir)
  const key = makeDataKey()
  const stored = encrypted(TEXT, key)
  const { sha256 } = await store.putBlob(stored)
  const file = { ...cipherOf(key.id), sha256 }
  expect(await isViewable(dataDir, store, file)).toBe(false)
  keepDataKey(dataDir, key)
  expect([await isViewable(dataDir, store, file), originalOf(dataDir, file, stored)]).toEqual([true, TEXT])
  expect(await isViewable(dataDir, store, { sha256: '0'.repeat(64) })).toBe(false)
  expect([await isViewable(dataDir, store, { sha256 }), originalOf(dataDir, {}, stored)]).toEqual([
    true,
    stored,
  ])
  writeFileSync(join(dataDir, 'keys', 'data', `${key.id}.key`), 'short')
  expect(originalOf(dataDir, file, stored)).toBeNull()
})
