/** Signing keys: made once, private to their owner, rotated without losing what older ones signed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { currentKey, isSignedBy, keyFolder, keyIdOf, publicKeys, rotateKey } from '../../src/evidence/keys.js'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'xuncha-keys-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)
const TEXT = Buffer.from('封存')

describe('signing keys', () => {
  it('are made once and kept', () => {
    const first = currentKey(dir)
    const again = currentKey(dir)
    expect(again.id).toBe(first.id)
    expect(keyIdOf(first.publicPem)).toBe(first.id)
    expect(isSignedBy(first.publicPem, TEXT, again.sign(TEXT))).toBe(true)
    expect(isSignedBy(first.publicPem, Buffer.from('别的'), again.sign(TEXT))).toBe(false)
  })

  it('are for their owner only', () => {
    const { id } = currentKey(dir)
    expect(modeOf(keyFolder(dir))).toBe('700')
    expect(modeOf(join(keyFolder(dir), `${id}.key.pem`))).toBe('600')
    expect(readdirSync(keyFolder(dir)).sort()).toEqual([`${id}.key.pem`, `${id}.pub.pem`, 'current'].sort())
  })

  it('rotate: the new one signs, the old one still verifies', () => {
    const old = currentKey(dir)
    const signature = old.sign(TEXT)
    const fresh = rotateKey(dir)
    expect(fresh.id).not.toBe(old.id)
    expect(currentKey(dir).id).toBe(fresh.id)
    const known = publicKeys(dir)
    expect(known.map(({ id, current }) => ({ id, current }))).toEqual(
      [
        { id: old.id, current: false },
        { id: fresh.id, current: true },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
    const kept = known.find((key) => key.id === old.id)
    expect(isSignedBy(kept?.pem ?? '', TEXT, signature)).toBe(true)
  })

  it('that are damaged or exchanged are refused by name', () => {
    const { id } = currentKey(dir)
    const path = join(keyFolder(dir), `${id}.key.pem`)
    writeFileSync(path, 'not a key')
    expect(() => currentKey(dir)).toThrow(
      expect.objectContaining({ key: 'evidence.key-unreadable', facts: { file: path } }),
    )
    const other = rotateKey(dir)
    writeFileSync(path, readFileSync(join(keyFolder(dir), `${other.id}.key.pem`)))
    writeFileSync(join(keyFolder(dir), 'current'), id)
    expect(() => currentKey(dir)).toThrow(expect.objectContaining({ key: 'evidence.key-unreadable' }))
  })

  it('are none before the first use, and no other text is one', () => {
    expect(publicKeys(dir)).toEqual([])
    expect(() =>
      isSignedBy('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', TEXT, TEXT),
    ).toThrow(expect.objectContaining({ key: 'evidence.bad-key' }))
  })
})
