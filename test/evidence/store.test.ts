/** The evidence store: addressed by content, written once, verified on reading, deaf to path tricks. */
import { mkdir, mkdtemp, readdir, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EvidenceStore, openStore } from '../../src/evidence/store.js'
import { verifyItem } from '../../src/evidence/verify.js'
import { render } from '../../src/messages/catalogue.js'
import { canonicalJson, sha256 } from '../../src/model/canonical.js'
import { type EvidenceManifest, evidenceId } from '../../src/model/evidence.js'
import { manifestSpecimen } from '../specimens.js'

let dataDir: string
let store: EvidenceStore

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'xuncha-evidence-'))
  store = openStore(dataDir)
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

describe('blobs', () => {
  it('are stored once under their hash and read back', async () => {
    const bytes = Buffer.from('栏目为空')
    const first = await store.putBlob(bytes)
    expect(first).toEqual({ sha256: sha256(bytes), bytes: bytes.byteLength })
    const before = await stat(store.blobPath(first.sha256))
    expect(await store.putBlob(bytes)).toEqual(first)
    expect((await stat(store.blobPath(first.sha256))).ino).toBe(before.ino)
    expect(await store.readBlob(first.sha256)).toEqual(bytes)
    const folder = join(dataDir, 'evidence', 'blobs', first.sha256.slice(0, 2))
    expect(await readdir(folder)).toEqual([first.sha256])
  })

  it('altered on disk are refused, naming the file', async () => {
    const { sha256: hash } = await store.putBlob(Buffer.from('one'))
    await writeFile(store.blobPath(hash), 'two')
    await expect(store.readBlob(hash)).rejects.toMatchObject({
      key: 'evidence.altered',
      facts: { file: store.blobPath(hash) },
    })
  })

  it.each([
    '../../../etc/passwd',
    'sha256:../x',
    '',
    'A'.repeat(64),
    `${'a'.repeat(63)}/`,
    `${'a'.repeat(64)}\u0000`,
    '汉'.repeat(64),
  ])('a name that is no hash never reaches a path: %j', async (name) => {
    await expect(store.readBlob(name)).rejects.toMatchObject({ key: 'evidence.bad-id' })
    await expect(store.readItem(name)).rejects.toMatchObject({ key: 'evidence.bad-id' })
  })

  it('put at the same time by two writers end as one whole file', async () => {
    const bytes = Buffer.alloc(200_000, 7)
    const put = await Promise.all([
      store.putBlob(bytes),
      store.putBlob(bytes),
      openStore(dataDir).putBlob(bytes),
    ])
    expect(new Set(put.map((one) => one.sha256)).size).toBe(1)
    expect(await store.readBlob(sha256(bytes))).toEqual(bytes)
  })
})

describe('items', () => {
  it('have the hash of their manifest as id, whatever the order of keys', async () => {
    const item = manifestSpecimen()
    const id = await store.putItem(item)
    expect(id).toBe(evidenceId(item))
    expect(await store.putItem(Object.fromEntries(Object.entries(item).reverse()) as EvidenceManifest)).toBe(
      id,
    )
    expect(await store.hasItem(id)).toBe(true)
    expect(await store.readItem(id)).toEqual(item)
    expect(await store.hasItem(`sha256:${'0'.repeat(64)}`)).toBe(false)
  })
})

describe('verification', () => {
  const png = Buffer.from('a picture')

  async function withPicture(): Promise<{ id: string; hash: string }> {
    const blob = await store.putBlob(png)
    const file = { role: 'full' as const, of: 'http://127.0.0.1/a/', mediaType: 'image/png', ...blob }
    const region = { of: 'http://127.0.0.1/a/', x: 1, y: 2, width: 3, height: 4, text: '' }
    return {
      id: await store.putItem(manifestSpecimen({ files: [file], regions: [region] })),
      hash: blob.sha256,
    }
  }

  it('of an untouched item lists every step', async () => {
    const { id, hash } = await withPicture()
    const result = await verifyItem(store, id)
    expect(result).toMatchObject({ valid: true, steps: ['manifest', `full ${hash}`], broken: null })
  })

  it.each([
    ['manifest altered', 'evidence.altered', async (id: string) => writeFile(store.itemPath(id), '{}')],
    ['manifest gone', 'evidence.missing', async (id: string) => unlink(store.itemPath(id))],
    [
      'blob truncated',
      'evidence.altered',
      async (_: string, hash: string) => truncate(store.blobPath(hash), 3),
    ],
    ['blob gone', 'evidence.missing', async (_: string, hash: string) => unlink(store.blobPath(hash))],
  ])('names the first broken thing: %s', async (_, key, harm) => {
    const { id, hash } = await withPicture()
    await harm(id, hash)
    const result = await verifyItem(store, id)
    expect(result.valid).toBe(false)
    expect(result.broken?.key).toBe(key)
    expect(render(key, result.broken?.facts ?? {}, 'zh-CN')).toContain(dataDir)
    expect(render(key, result.broken?.facts ?? {}, 'en')).toContain(dataDir)
  })

  it.each<[string, string, Partial<EvidenceManifest>, string | null]>([
    ['with what was searched', 'column-missing', {}, null],
    ['searched nowhere', 'column-missing', { searched: [] }, 'evidence.nothing-searched'],
    [
      'of a portal cut short',
      'column-missing',
      { limits: { hit: true, maxPages: 9 } },
      'evidence.limit-absence',
    ],
    ['of one page, others cut short', 'column-empty', { limits: { hit: true, maxPages: 9 } }, null],
  ])('of an absence %s', async (_, code, over, key) => {
    const claim = { code, subject: 'x', kind: 'absence', facts: '{}', verdict: 'problem' } as const
    const id = await store.putItem(manifestSpecimen({ ...over, claim }))
    expect((await verifyItem(store, id)).broken?.key ?? null).toBe(key)
    const doubt = await store.putItem(
      manifestSpecimen({ ...over, claim: { ...claim, verdict: 'cannot-tell' } }),
    )
    expect((await verifyItem(store, doubt)).valid).toBe(true)
  })

  it('refuses a manifest whose text is not canonical, a wrong length, and a region of an unlisted page', async () => {
    const { hash } = await withPicture()
    const loose = Buffer.from(`${canonicalJson(manifestSpecimen())}\n`)
    const blobId = sha256(loose)
    await store.putItem(manifestSpecimen({ run: 'other' }))
    await mkdir(join(store.itemPath(blobId), '..'), { recursive: true })
    await writeFile(store.itemPath(blobId), loose)
    expect((await verifyItem(store, blobId)).broken?.key).toBe('evidence.not-canonical')

    const long = {
      role: 'full' as const,
      of: 'http://127.0.0.1/a/',
      mediaType: 'image/png',
      sha256: hash,
      bytes: 1,
    }
    const wrong = await store.putItem(manifestSpecimen({ files: [long] }))
    expect((await verifyItem(store, wrong)).broken?.key).toBe('evidence.wrong-length')

    const region = { of: 'http://127.0.0.1/b/', x: 1, y: 2, width: 3, height: 4, text: '' }
    const stray = await store.putItem(manifestSpecimen({ regions: [region] }))
    expect((await verifyItem(store, stray)).broken?.key).toBe('evidence.stray-region')
  })
})
