/** Evidence in a shared store: held against its hash when it is written, kept here while the store fails, lost never. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { knownDbPath } from '../../src/crawl/state/folder.js'
import { fetchState, sendState } from '../../src/crawl/state/travel.js'
import { storeIdentity } from '../../src/evidence/identity.js'
import type { Objects } from '../../src/evidence/objects.js'
import { type EvidenceStore, openStore } from '../../src/evidence/store.js'
import { openObjects, setSharedStore } from '../../src/evidence/store-setting.js'
import { manifest } from '../ledger/made.js'
import { type BucketServer, bucketServer, KEYS } from './bucket.js'

const BYTES = Buffer.from('<html>栏目为空</html>')
const URL_OF = 's3://evidence/yunxi'
let bucket: BucketServer
let dir: string

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'xuncha-shared-'))
  bucket = await bucketServer()
  for (const [name, value] of Object.entries(bucket.env)) vi.stubEnv(name, value)
})
afterEach(() => {
  bucket.close()
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true, force: true })
})

/** A machine's store over the bucket. */
function machine(name: string, store = URL_OF): EvidenceStore {
  setSharedStore(join(dir, name), store, process.env)
  return openStore(join(dir, name))
}

/** Blobs that a machine keeps itself, and what it has yet to send. */
function kept(name: string): { blobs: number; unsent: number } {
  const files = (folder: string) => {
    const path = join(dir, name, 'evidence', folder)
    return existsSync(path)
      ? readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
      : 0
  }
  return { blobs: files('blobs'), unsent: files('unsent') }
}

describe('a bucket', () => {
  it('holds what one machine stores for every other one, once', async () => {
    const [one, two] = [machine('one'), machine('two')]
    const { sha256 } = await one.putBlob(BYTES)
    expect(await two.hasBlob(sha256)).toBe(true)
    expect(await two.readBlob(sha256)).toEqual(BYTES)
    expect([...bucket.objects.keys()]).toEqual([
      `/evidence/yunxi/evidence/blobs/${sha256.slice(0, 2)}/${sha256}`,
    ])
    const before = bucket.asked.length
    await two.putBlob(BYTES)
    expect(bucket.asked.slice(before).map((line) => line.split(' ')[0])).toEqual(['HEAD'])
    expect([kept('one'), kept('two')]).toEqual([
      { blobs: 0, unsent: 0 },
      { blobs: 0, unsent: 0 },
    ])
  })

  it('holds manifests as well, which stay here too', async () => {
    const one = machine('one')
    const id = await one.putItem(manifest('r', 'edu', 'broken-link', 'link-broken', 1))
    expect([...bucket.objects.keys()]).toEqual([
      `/evidence/yunxi/evidence/items/${id.slice(7, 9)}/${id.slice(7)}.json`,
    ])
    expect((await one.readItem(id)).unit).toBe('edu')
  })

  it.each(['alters', 'refuses', 'down'] as const)('that %s is noticed, and nothing is lost', async (mood) => {
    const one = machine('one')
    bucket.mood = mood
    const { sha256 } = await one.putBlob(BYTES)
    expect(kept('one')).toEqual({ blobs: 1, unsent: 1 })
    expect(bucket.objects.size).toBe(0)
    expect(await one.readBlob(sha256)).toEqual(BYTES)
    expect(await one.settle()).toBe(1)
    bucket.mood = 'good'
    expect(await one.settle()).toBe(0)
    expect(kept('one')).toEqual({ blobs: 0, unsent: 0 })
    expect(await machine('two').readBlob(sha256)).toEqual(BYTES)
  })

  it('whose object was altered later is found out when it is read', async () => {
    const { sha256 } = await machine('one').putBlob(BYTES)
    for (const key of bucket.objects.keys()) bucket.objects.set(key, Buffer.from('other'))
    await expect(machine('two').readBlob(sha256)).rejects.toMatchObject({ key: 'evidence.altered' })
  })

  it('is another one with other keys: nobody is let in', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong')
    await machine('one').putBlob(BYTES)
    expect(kept('one')).toEqual({ blobs: 1, unsent: 1 })
  })

  it.each([
    ['s3://', {}, 'evidence.bad-store'],
    ['s3://UPPER/x', {}, 'evidence.bad-store'],
    [URL_OF, { AWS_ENDPOINT_URL_S3: '' }, 'evidence.store-keys'],
    [URL_OF, { AWS_SECRET_ACCESS_KEY: '' }, 'evidence.store-keys'],
  ])('%s with %j is refused before anything begins', (url, over, key) => {
    const env = { ...bucket.env, ...KEYS, ...over }
    expect(() => setSharedStore(join(dir, 'x'), url, env)).toThrowError(
      expect.objectContaining({ key, exitStatus: 2 }),
    )
    expect(existsSync(join(dir, 'x', 'store.json'))).toBe(false)
  })
})

describe('a folder that all machines see', () => {
  it('holds what one machine stores for every other one', async () => {
    const shared = join(dir, 'shared')
    const { sha256 } = await machine('one', shared).putBlob(BYTES)
    expect(await machine('two', shared).readBlob(sha256)).toEqual(BYTES)
    expect(kept('one')).toEqual({ blobs: 0, unsent: 0 })
  })

  it('may be the data directory of the coordinator itself', async () => {
    const office = openStore(join(dir, 'office'))
    const { sha256 } = await machine('one', join(dir, 'office')).putBlob(BYTES)
    expect(await office.readBlob(sha256)).toEqual(BYTES)
    expect(storeIdentity(join(dir, 'one'))).toBe(storeIdentity(join(dir, 'office')))
    expect(storeIdentity(join(dir, 'two'))).not.toBe(storeIdentity(join(dir, 'office')))
  })
})

describe('a site’s state', () => {
  const SITE = 'http://edu.yunxi.gov.cn'
  const path = (name: string): string => knownDbPath(join(dir, name), SITE)

  /** A machine leaves a state behind. */
  async function inspected(name: string, text: string, objects: Objects): Promise<void> {
    await fetchState(join(dir, name), SITE, objects)
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), text)
    await sendState(join(dir, name), SITE, objects)
  }

  it('goes to whoever inspects the site next, and what it replaces is removed', async () => {
    const objects = openObjects(URL_OF, process.env)
    for (const text of ['first night', 'second night']) {
      await inspected('one', text, objects)
      await fetchState(join(dir, 'two'), SITE, objects)
      expect(readFileSync(path('two'), 'utf8')).toBe(text)
    }
    expect([...bucket.objects.keys()].filter((key) => key.endsWith('.gz'))).toHaveLength(1)
  })

  it('that this machine went on from meanwhile is not laid over what it has', async () => {
    const objects = openObjects(URL_OF, process.env)
    await inspected('one', 'first night', objects)
    writeFileSync(path('one'), 'half of the second')
    await fetchState(join(dir, 'one'), SITE, objects)
    expect(readFileSync(path('one'), 'utf8')).toBe('half of the second')
  })

  it('that was altered on its way is left out', async () => {
    const objects = openObjects(URL_OF, process.env)
    await inspected('one', 'a night', objects)
    for (const key of bucket.objects.keys())
      if (key.endsWith('.gz')) bucket.objects.set(key, Buffer.from('x'))
    await fetchState(join(dir, 'two'), SITE, objects)
    expect(existsSync(path('two'))).toBe(false)
  })
})
