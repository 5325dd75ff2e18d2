/** A sealed run with two items, and the package of one of them: what the tests of packages start from. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { packagePage } from '../../reports/package/page.js'
import { packageReadme } from '../../reports/package/readme.js'
import { currentKey } from '../../src/evidence/keys.js'
import { buildPackage, fileName, sealFolder } from '../../src/evidence/package.js'
import { placeFile } from '../../src/evidence/place-file.js'
import { itemProof, type StoredSeal, sealRun } from '../../src/evidence/seal.js'
import { openStore } from '../../src/evidence/store.js'
import { stampRequest } from '../../src/evidence/timestamp.js'
import { type EvidenceManifest, evidenceId } from '../../src/model/evidence.js'
import type { PackageAbout } from '../../src/model/evidence-package.js'
import { manifestSpecimen } from '../specimens.js'
import type { Authority } from './authority.js'

export const RUN = '01935b6a-0000-7000-8000-000000000001'
export const PAGE_URL = 'http://127.0.0.1:8100/zwgk/a.html?x=1'
export const BODY = '<!DOCTYPE html><title>办事指南</title><p>页面不存在</p>'
/** A one by one pixel PNG. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

export interface Packed {
  readonly dataDir: string
  readonly bytes: Buffer
  readonly seal: StoredSeal
  readonly about: PackageAbout
}

function manifestOf(subject: string, files: EvidenceManifest['files']): EvidenceManifest {
  return manifestSpecimen({
    run: RUN,
    check: 'broken-link',
    claim: { code: 'link-broken', subject, kind: 'availability', facts: '{}' },
    takenAt: Date.UTC(2026, 10, 21, 2),
    attempts: [
      {
        client: 'http',
        url: PAGE_URL,
        startedAt: Date.UTC(2026, 10, 21, 1, 59),
        finishedAt: Date.UTC(2026, 10, 21, 1, 59, 1),
        finalUrl: PAGE_URL,
        status: 404,
        cause: 'not-found',
        error: null,
        address: '127.0.0.1',
        redirects: [],
        bytes: BODY.length,
        bodySha256: null,
        contentType: 'text/html',
      },
    ],
    searched: [],
    files,
    regions: [{ of: PAGE_URL, x: 0, y: 0, width: 1, height: 1, text: '链接' }],
  })
}

/** Makes the data directory, the run's seal, and the package of one finding. `message` is shown on its page. */
export async function packed(
  options: {
    readonly message?: string
    readonly authority?: Authority
    /** It stamps without asking itself whether it may; `stamps`: what, in place of the seal. */
    readonly lying?: { readonly stamps: Uint8Array | null }
    readonly sealedAt?: number
  } = {},
): Promise<Packed> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuncha-package-'))
  const store = openStore(dataDir)
  const put = async (role: EvidenceManifest['files'][number]['role'], mediaType: string, bytes: Buffer) => ({
    role,
    of: PAGE_URL,
    mediaType,
    ...(await store.putBlob(bytes)),
  })
  const headers = Buffer.from('HTTP 404\ncontent-encoding: gzip\ncontent-type: text/html; charset=utf-8\n')
  const manifest = manifestOf(PAGE_URL, [
    await put('body', 'text/html', Buffer.from(BODY)),
    await put('headers', 'text/plain', headers),
    await put('full', 'image/png', PNG),
  ])
  const id = await store.putItem(manifest)
  const other = manifestOf('http://127.0.0.1:8100/other.html', [])
  await store.putItem(other)
  const sealedAt = options.sealedAt ?? Date.now()
  const evidence = [id, evidenceId(other)]
  const seal = sealRun(dataDir, {
    run: RUN,
    status: 'complete',
    purpose: 'formal',
    at: '2026-11-21',
    tool: 'xuncha 0.1.0',
    startedAt: sealedAt - 60_000,
    finishedAt: sealedAt,
    sealedAt,
    rubrics: ['ouhai-2017'],
    evidence,
    ledger: { seq: 3, hash: 'ab'.repeat(32) },
  })
  if (options.authority) {
    const { authority, lying } = options
    const { der } = stampRequest(lying?.stamps ?? seal.bytes)
    placeFile(join(seal.folder, 'seal.tsr'), lying ? await authority.forge(der) : authority.answer(der))
    placeFile(join(seal.folder, 'seal.ca.pem'), options.authority.ca)
  }
  const message = options.message ?? '链接打不开（404）'
  const about: PackageAbout = {
    schema: 'xuncha.package/1',
    tool: 'xuncha 0.1.0',
    exportedAt: sealedAt + 1_000,
    finding: {
      id: 'f-0123456789abcdef',
      no: '2026-区教育局-001',
      fingerprint: '0123456789abcdef0123456789abcdef',
      unit: 'edu',
      unitName: '区教育局',
      check: 'broken-link',
      code: 'link-broken',
      verdict: 'problem',
      state: 'confirmed',
      url: PAGE_URL,
      where: ['首页', '政务公开'],
      subject: PAGE_URL,
      message: { zh: message, en: message },
      firstSeen: '2026-11-21T02:00:00.000Z',
      lastSeen: '2026-11-21T02:00:00.000Z',
    },
    entry: null,
    items: [{ id, run: RUN, seal: sealFolder(RUN) }],
  }
  const proof = itemProof(evidence, id)
  if (!proof) throw new Error('the item is not among its own run')
  const picture = manifest.files.find((file) => file.role === 'full')
  const shown = {
    id,
    manifest,
    seal: seal.seal,
    sealDigits: seal.sha256.slice(0, 16),
    picture: picture
      ? { name: fileName(picture), width: 1, height: 1, frames: manifest.regions, masked: false }
      : null,
  }
  const bytes = await buildPackage({
    about,
    items: [{ id, manifest, proof, seal, masked: new Map() }],
    store,
    key: currentKey(dataDir),
    readme: packageReadme({ about, seals: [sealFolder(RUN)], stamped: options.authority !== undefined }),
    page: packagePage(about, [shown]),
  })
  return { dataDir, bytes, seal, about }
}

/** Lays a package's files into a folder and does there what its README says with stock tools; what each command printed. */
export function doneByReadme(dir: string, files: ReadonlyMap<string, Buffer>): string[] {
  for (const [name, bytes] of files) {
    mkdirSync(join(dir, dirname(name)), { recursive: true })
    writeFileSync(join(dir, name), bytes)
  }
  const readme = files.get('README.txt')?.toString('utf8') ?? ''
  const commands = readme
    .split('\n')
    .flatMap((line) => /^ {4}((?:sha256sum|openssl|\(cd) .*)$/.exec(line)?.[1] ?? [])
  return [...new Set(commands)].map((command) =>
    execFileSync('sh', ['-c', `${command} 2>&1`], { cwd: dir, encoding: 'utf8' }),
  )
}
