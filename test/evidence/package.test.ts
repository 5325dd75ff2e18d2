/** Evidence packages: whole as made, every altered byte named, checked by stock tools, replayable, harmless to open. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WARCParser } from 'warcio'
import { openArchive } from '../../src/documents/archive.js'
import { currentKey, rotateKey } from '../../src/evidence/keys.js'
import { type PackageVerification, verifyPackage } from '../../src/evidence/verify-package.js'
import { zipFiles } from '../../src/evidence/zip.js'
import { render } from '../../src/messages/catalogue.js'
import { type Authority, type AuthorityPlan, makeAuthority } from './authority.js'
import { BODY, doneByReadme, PAGE_URL, type Packed, packed, RUN } from './packed.js'

const folders: string[] = []
let authority: Authority
let other: Authority
let plain: Packed
let stamped: Packed

beforeAll(async () => {
  authority = makeAuthority()
  other = makeAuthority()
  plain = await packed()
  stamped = await packed({ authority })
  folders.push(plain.dataDir, stamped.dataDir)
})
afterAll(() => {
  authority.close()
  other.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function filesOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const archive = await openArchive(bytes)
  const files = new Map<string, Buffer>()
  for (const name of archive.names) files.set(name, (await archive.read(name)) ?? Buffer.alloc(0))
  return files
}

async function changed(
  of: Packed,
  change: (files: Map<string, Buffer>) => void,
): Promise<PackageVerification> {
  const files = await filesOf(of.bytes)
  change(files)
  return verifyPackage(await zipFiles(files, 0), 'changed.zip')
}

/** What is said of the first broken thing; empty where nothing is. */
function said(found: PackageVerification): string {
  return found.broken ? render(found.broken.key, found.broken.facts, 'en') : ''
}

describe('a package', () => {
  it('holds what a stranger needs', async () => {
    const names = [...(await filesOf(stamped.bytes)).keys()].map((name) =>
      name.replace(/[0-9a-f]{64}/, 'HASH'),
    )
    expect(names).toEqual([
      'index.html',
      'README.txt',
      'package.json',
      'items/HASH.json',
      'proofs/HASH.json',
      'files/HASH.txt',
      'files/HASH.txt',
      'files/HASH.png',
      `seals/${RUN}/seal.json`,
      `seals/${RUN}/seal.sig`,
      `seals/${RUN}/seal.pub.pem`,
      `seals/${RUN}/seal.sm3`,
      `seals/${RUN}/seal.tsr`,
      `seals/${RUN}/seal.ca.pem`,
      'archive.wacz',
      'SHA256SUMS.pub.pem',
      'SHA256SUMS',
      'SHA256SUMS.sig',
    ])
  })

  it('is valid, and says whether a third party stamped it', async () => {
    const [without, withStamp] = [
      await verifyPackage(plain.bytes, 'a.zip'),
      await verifyPackage(stamped.bytes, 'b.zip'),
    ]
    expect([without.valid, without.stamps]).toEqual([true, []])
    expect(withStamp.stamps).toEqual([{ at: expect.any(Number), authority: 'Test Authority' }])
    expect(withStamp.steps.map((step) => step.key)).toEqual([
      'evidence.held.sums',
      'evidence.held.items',
      'evidence.held.seal',
      'evidence.held.stamp',
    ])
  })

  it('with one bit turned in any of its files is broken, and that file is named', async () => {
    const names = [...(await filesOf(stamped.bytes)).keys()]
    for (const name of names) {
      const found = await changed(stamped, (files) => {
        const bytes = Buffer.from(files.get(name) ?? Buffer.alloc(0))
        const at = bytes.length >> 1
        bytes[at] = (bytes[at] ?? 0) ^ 1
        files.set(name, bytes)
      })
      expect(`${name}: ${found.valid} ${said(found)}`).toMatch(
        name.startsWith('SHA256SUMS')
          ? /: false .*(?:SHA256SUMS|altered|missing|malformed)/
          : new RegExp(`: false .*${name.replace(/[.+]/g, '\\$&')}`),
      )
    }
  })

  it('without one of its files, or with one more, is broken', async () => {
    const names = [...(await filesOf(stamped.bytes)).keys()]
    for (const name of names.filter((one) => one !== 'SHA256SUMS')) {
      const found = await changed(stamped, (files) => files.delete(name))
      expect(said(found)).toContain(name)
    }
    const more = await changed(stamped, (files) => files.set('files/more.txt', Buffer.from('x')))
    expect(said(more)).toBe('not listed in SHA256SUMS: files/more.txt')
  })

  it('whose sums were made anew by somebody else is signed by a stranger', async () => {
    const { publicPem } = currentKey(stamped.dataDir)
    const stranger = rotateKey(plain.dataDir)
    const trusted = await verifyPackage(stamped.bytes, 'a.zip', { publicKey: publicPem })
    expect(trusted.valid).toBe(true)
    const found = await verifyPackage(stamped.bytes, 'a.zip', { publicKey: stranger.publicPem })
    expect(found.broken).toEqual({ key: 'evidence.package.stranger', facts: { key: stranger.id } })
  })

  it('is checked against the authority that the verifier trusts', async () => {
    expect((await verifyPackage(stamped.bytes, 'a.zip', { roots: authority.ca })).valid).toBe(true)
    const found = await verifyPackage(stamped.bytes, 'a.zip', { roots: other.ca })
    expect(found.broken?.key).toBe('evidence.stamp.chain')
  })

  it.each<[string, string, AuthorityPlan, Uint8Array | null]>([
    ['stamped something else', 'imprint', {}, Buffer.from('else')],
    ['had no valid certificate', 'expired', { notAfter: '20210101000000Z' }, null],
    ['has a key for something else', 'usage', { usage: 'critical,serverAuth' }, null],
  ])('whose authority %s is refused', async (_, why, plan, stamps) => {
    const lying = makeAuthority(plan)
    try {
      const one = await packed({ authority: lying, lying: { stamps } })
      folders.push(one.dataDir)
      const found = await verifyPackage(one.bytes, 'a.zip')
      expect(found.broken?.key).toBe(`evidence.stamp.${why}`)
      expect(said(found)).not.toBe(`evidence.stamp.${why}`)
    } finally {
      lying.close()
    }
  })

  it.each([
    ['no archive', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', async (_, bytes) => {
    await expect(verifyPackage(bytes, 'x.zip')).rejects.toMatchObject({
      key: 'evidence.not-package',
      exitStatus: 2,
    })
  })

  it('is not just any archive', async () => {
    const bytes = await zipFiles(new Map([['a.txt', Buffer.from('a')]]), 0)
    await expect(verifyPackage(bytes, 'x.zip')).rejects.toMatchObject({ key: 'evidence.not-package' })
  })
})

describe('with stock tools', () => {
  it('sums, signatures, SM3 and stamp hold as the README says', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'xuncha-stock-'))
    folders.push(dir)
    const files = await filesOf(stamped.bytes)
    const outputs = doneByReadme(dir, files)
    expect(outputs).toHaveLength(6)
    expect(outputs[0]?.match(/: OK$/gm)).toHaveLength(files.size - 2)
    expect(outputs.filter((text) => text.includes('Signature Verified Successfully'))).toHaveLength(2)
    const sm3 = /= ([0-9a-f]{64})\n([0-9a-f]{64}) {2}seal\.json/.exec(
      outputs.find((text) => text.includes('seal.json)=')) ?? '',
    )
    expect(sm3?.[1]).toBe(sm3?.[2] ?? 'no second line')
    expect(outputs.some((text) => text.includes('Verification: OK'))).toBe(true)
  })
})

describe('the web archive', () => {
  it('replays the answer under its address, with the headers of the wire taken off', async () => {
    const wacz = (await filesOf(plain.bytes)).get('archive.wacz') ?? Buffer.alloc(0)
    const inside = await filesOf(wacz)
    const index = inside.get('indexes/index.cdx')?.toString('utf8').trim().split('\n') ?? []
    const entry = index
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
      .find((one) => one.url === PAGE_URL)
    const warc = inside.get('archive/data.warc.gz') ?? Buffer.alloc(0)
    const record = await new WARCParser([warc.subarray(entry.offset, entry.offset + entry.length)]).parse()
    const text = new TextDecoder().decode(await record?.readFully(true))
    expect([entry.status, entry.mime, record?.warcType, record?.httpHeaders?.statusCode, text]).toEqual([
      '404',
      'text/html',
      'response',
      404,
      BODY,
    ])
    expect(record?.httpHeaders?.headers.get('content-encoding')).toBeFalsy()
    const described = JSON.parse(inside.get('datapackage.json')?.toString('utf8') ?? '{}')
    expect(described.resources.map((one: { path: string }) => one.path)).toEqual([
      'archive/data.warc.gz',
      'indexes/index.cdx',
      'pages/pages.jsonl',
    ])
  })
})

describe('the page', () => {
  it('shows hostile text as text', async () => {
    const hostile = await packed({ message: '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e' })
    folders.push(hostile.dataDir)
    const page = (await filesOf(hostile.bytes)).get('index.html')?.toString('utf8') ?? ''
    expect(page).not.toMatch(/<script|<img|\u202e/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('loads nothing but the files beside it', async () => {
    const page = (await filesOf(plain.bytes)).get('index.html')?.toString('utf8') ?? ''
    const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, where]) => where)
    expect(loaded).toEqual([expect.stringMatching(/^files\/[0-9a-f]{64}\.png$/)])
  })
})

describe('a seal', () => {
  it('is signed over exactly its stored bytes', () => {
    const stored = readFileSync(join(plain.seal.folder, 'seal.json'))
    expect(stored.equals(plain.seal.bytes)).toBe(true)
    expect(plain.seal.seal).toMatchObject({
      run: RUN,
      number: 1,
      items: 2,
      previous: null,
      status: 'complete',
    })
  })
})
