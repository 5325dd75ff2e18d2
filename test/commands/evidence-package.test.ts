/** Evidence as an office hands it out: inspected, exported, carried to another machine, checked there with us and without us. */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { openArchive } from '../../src/documents/archive.js'
import { zipFiles } from '../../src/evidence/zip.js'
import { type Authority, makeAuthority } from '../evidence/authority.js'
import { doneByReadme } from '../evidence/packed.js'
import { type Left, xuncha } from './command-line.js'

const browser = findBrowser(process.env)
const NUMBER = '330303197805060419'
const page = (title: string, body: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body style="margin:0">${body}</body></html>`
const PORTAL: Record<string, string> = {
  '/': page(
    '区教育局',
    '<h1>区教育局</h1><ul class="nav"><li><a href="/dt/">工作动态</a></li></ul><a href="/gone.html">旧文</a>',
  ),
  '/dt/': page(
    '工作动态',
    '<div class="list"><ul><li><a href="/dt/1.html">关于发放助学补贴的公示</a><span>2026-05-18</span></li></ul></div>',
  ),
  '/dt/1.html': page(
    '关于发放助学补贴的公示',
    `<h1>关于发放助学补贴的公示</h1><p>发布日期：2026-05-18</p><div class="content"><p>${'现将名单予以公示。'.repeat(12)}</p>
<p style="margin:0;height:40px">李某，身份证号码：3303031978<b>05060419</b>，补贴四百一十元。</p></div>`,
  ),
}

let root: string
let data: string
let authority: Authority
let server: Server
const found = new Map<string, string>()

const told = async (...args: string[]): Promise<Left> =>
  xuncha(args, { env: browser ? { XUNCHA_BROWSER: browser.path } : {}, now: Date.now() })
const json = async (...args: string[]) => JSON.parse((await told(...args, '--json')).stdout)

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'xuncha-handed-'))
  data = join(root, 'data')
  authority = makeAuthority()
  server = createServer((request, response) => {
    if (request.url === '/tsa') {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => void parts.push(part))
      request.on('end', () => {
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' })
        response.end(authority.answer(Buffer.concat(parts)))
      })
      return
    }
    const html = PORTAL[request.url ?? '/']
    response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(html ?? page('404', '页面不存在'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  writeFileSync(join(root, 'tsa.pem'), authority.ca)
  writeFileSync(
    join(root, 'w.yaml'),
    `defaults:
  confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.05, 0.1] }
  timestamps: [{ url: "${origin}/tsa", ca: ./tsa.pem }]
units: [{ id: edu, name: 区教育局, kind: department, portal: "${origin}/" }]\n`,
  )
  const at = ['--at', '2026-05-20', '--rubric', 'ouhai-2017']
  const printed = await json('inspect', '--units', join(root, 'w.yaml'), '--data', data, ...at)
  for (const { code, id } of printed.units[0].findings) found.set(code, id)
}, 120_000)

afterAll(() => {
  server.close()
  server.closeAllConnections()
  authority.close()
  rmSync(root, { recursive: true, force: true })
})

const idOf = (code: string): string => found.get(code) ?? `no ${code} found`

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

async function unpacked(file: string): Promise<Map<string, Buffer>> {
  const archive = await openArchive(readFileSync(file))
  const files = new Map<string, Buffer>()
  for (const name of archive.names) files.set(name, (await archive.read(name)) ?? Buffer.alloc(0))
  return files
}

let exports = 0
/** The package of a finding, in an empty directory of its own. */
async function handedOut(code: string): Promise<string> {
  const made = join(root, `${code}-${exports++}.zip`)
  expect((await told('evidence', 'export', idOf(code), '-o', made, '--data', data)).stderr).toBe('')
  const elsewhere = mkdtempSync(join(root, 'elsewhere-'))
  copyFileSync(made, join(elsewhere, 'package.zip'))
  return join(elsewhere, 'package.zip')
}

describe.runIf(browser)('a page that shows a number of a person', () => {
  it('is kept encrypted: its number lies nowhere, its key is its owner’s alone', () => {
    const inside = filesUnder(data).filter((path) => readFileSync(path).includes(NUMBER.slice(0, 10)))
    expect(inside).toEqual([])
    const keys = filesUnder(join(data, 'keys', 'data'))
    expect(keys.map((path) => [statSync(path).size, statSync(path).mode & 0o777])).toEqual([[32, 0o600]])
    expect(statSync(join(data, 'keys', 'data')).mode & 0o777).toBe(0o700)
  })

  it('has every original under cipher, its text masked, and the place of the number measured', async () => {
    const shown = await json('evidence', 'show', idOf('personal-data-exposed'), '--data', data)
    const { manifest, valid, notes } = shown.evidence[0]
    expect([valid, notes[0].key, manifest.state]).toEqual([true, 'evidence.note.encrypted', 'complete'])
    const roles = (encrypted: boolean) =>
      manifest.files
        .filter((file: { cipher?: object }) => (file.cipher !== undefined) === encrypted)
        .map((file: { role: string }) => file.role)
    expect(roles(true)).toEqual(['body', 'dom', 'mhtml', 'viewport', 'full'])
    expect(roles(false)).toEqual(['headers', 'text'])
    expect(manifest.regions).toEqual(
      manifest.regions.map((region: object) => ({ ...region, mask: true, text: '3303************19' })),
    )
    expect(manifest.regions.length).toBeGreaterThan(0)
    const ofPage = manifest.attempts.filter((one: { url: string }) => one.url.endsWith('/dt/1.html'))
    expect(ofPage.map((one: { bodySha256: null }) => one.bodySha256)).toEqual(ofPage.map(() => null))
  })

  it('goes out as ciphertext and masked copies: no number, no key', async () => {
    const path = await handedOut('personal-data-exposed')
    const files = await unpacked(path)
    const key = readFileSync(filesUnder(join(data, 'keys', 'data'))[0] ?? '')
    const inner = await openArchive(files.get('archive.wacz') ?? Buffer.alloc(0))
    for (const name of inner.names) files.set(`wacz/${name}`, (await inner.read(name)) ?? Buffer.alloc(0))
    const leaks = [...files].filter(([, bytes]) => bytes.includes(NUMBER.slice(0, 10)) || bytes.includes(key))
    expect(leaks.map(([name]) => name)).toEqual([])
    expect([...files.keys()].filter((name) => name.startsWith('masked/'))).toHaveLength(1)
    expect(files.get('index.html')?.toString('utf8')).toContain('href="masked/')
    expect(await json('evidence', 'verify', path)).toMatchObject({ valid: true, timestamped: true })
  })
})

describe('a package on another machine', () => {
  it('is valid without a data directory, and holds with stock tools as its README says', async () => {
    const path = await handedOut('link-broken')
    const verified = await told('evidence', 'verify', path)
    expect([verified.status, verified.stderr]).toEqual([0, ''])
    const dir = dirname(path)
    const files = await unpacked(path)
    const said = doneByReadme(dir, files)
    expect(said.map((text) => text.trim().split('\n').at(-1))).toEqual([
      expect.stringMatching(/: OK$/),
      'Signature Verified Successfully',
      'Signature Verified Successfully',
      expect.stringMatching(/^[0-9a-f]{64} {2}seal\.json$/),
      'Verification: OK',
      expect.stringMatching(/^[0-9a-f]{64} {2}-$/),
    ])
    rmSync(path)
    expect((await told('evidence', 'verify', dir)).status).toBe(0)
    writeFileSync(join(dir, 'index.html'), 'altered')
    const altered = await told('evidence', 'verify', dir)
    expect([altered.status, altered.stderr]).toEqual([1, expect.stringContaining('index.html')])
  })

  it('with one byte turned in any file is refused, and the file is named', async () => {
    const path = await handedOut('link-broken')
    const files = await unpacked(path)
    const changed = join(dirname(path), 'changed.zip')
    for (const [name, bytes] of files) {
      const turned = Buffer.from(bytes)
      const at = turned.length >> 1
      turned[at] = (turned[at] ?? 0) ^ 1
      writeFileSync(changed, await zipFiles(new Map(files).set(name, turned), 0))
      const { status, stderr } = await told('evidence', 'verify', changed, '--lang', 'en')
      const names = name.startsWith('SHA256SUMS') ? /SHA256SUMS|altered|missing|malformed/ : name
      expect([name, status, stderr]).toEqual([
        name,
        1,
        typeof names === 'string' ? expect.stringContaining(names) : expect.stringMatching(names),
      ])
    }
  })

  it('that is none, and a file that is not there, are no such file', async () => {
    writeFileSync(join(root, 'none.zip'), 'hello')
    expect((await told('evidence', 'verify', join(root, 'none.zip'))).status).toBe(2)
    expect((await told('evidence', 'verify', join(root, 'nowhere.zip'))).status).toBe(2)
  })
})

describe('a report', () => {
  it('bears the first digits of the seal in every format that can be read as text', async () => {
    const folder = join(root, 'report')
    const formats = ['--format', 'html,xlsx,docx,csv,json', '-o', folder]
    const { files } = await json('report', '--data', data, ...formats)
    const [run = ''] = readdirSync(join(data, 'runs'))
    const digits = createHash('sha256')
      .update(readFileSync(join(data, 'runs', run, 'seal.json')))
      .digest('hex')
      .slice(0, 16)
    const held = await Promise.all(
      files.map(async (file: string) => {
        const texts = /\.(?:xlsx|docx)$/.test(file)
          ? [...(await unpacked(file)).values()]
          : [readFileSync(file)]
        return [file.slice(folder.length + 1), texts.some((text) => text.includes(digits))]
      }),
    )
    expect(Object.fromEntries(held)).toEqual({
      'index.html': true,
      'report.xlsx': true,
      'report.docx': true,
      'scores.csv': true,
      'indicators.csv': true,
      'findings.csv': true,
      'origin.csv': true,
      'inspection.json': true,
    })
  })
})

describe.runIf(browser)('a key that is deleted', () => {
  it('leaves ciphertext that verifies, and nothing that anybody can open', async () => {
    const named = idOf('personal-data-exposed')
    expect((await told('evidence', 'forget', named, '--data', data)).status).toBe(2)
    const done = await json('evidence', 'forget', named, '--reason', '当事人请求', '--data', data)
    expect(done.keys).toHaveLength(1)
    expect(filesUnder(join(data, 'keys', 'data'))).toEqual([])
    const shown = await json('evidence', 'show', named, '--data', data)
    expect([shown.evidence[0].valid, shown.evidence[0].notes.map((one: { key: string }) => one.key)]).toEqual(
      [true, ['evidence.note.encrypted', 'evidence.note.key-gone']],
    )
    const files = await unpacked(await handedOut('personal-data-exposed'))
    expect([...files.keys()].filter((name) => /^masked/.test(name))).toEqual([])
    expect((await told('evidence', 'verify', data)).status).toBe(0)
    expect((await told('ledger', 'verify', '--data', data)).status).toBe(0)
    expect((await told('evidence', 'forget', named, '--reason', '再次', '--data', data)).status).toBe(1)
  })
})
