/** The same answers as a web archive (WACZ 1.1.1): what a replay tool shows without us. */
import { getSurt, WARCRecord } from 'warcio'
import { WARCSerializer } from 'warcio/node'
import { sha256 } from '../model/canonical.js'
import type { EvidenceFile, EvidenceManifest } from '../model/evidence.js'
import type { PackageAbout } from '../model/evidence-package.js'
import { zipFiles } from './zip.js'

const ARCHIVE = 'archive/data.warc.gz'
/** Of the wire, not of what is stored: bodies are kept decoded. */
const WIRE_HEADERS = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
])

/** One record of the archive with what the index says of it. */
interface Recorded {
  readonly url: string
  /** UTC milliseconds. */
  readonly at: number
  readonly mime: string
  readonly status: number
  readonly digest: string
  readonly bytes: Buffer
}

interface Answer {
  readonly status: string
  readonly headers: [string, string][]
}

function answerOf(headers: string | null, fallback: string): Answer {
  const [first = '', ...lines] = (headers ?? '').split('\n')
  const status = /^HTTP\s+(\d{3})/.exec(first)?.[1] ?? '200'
  const pairs = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    return colon > 0 && !WIRE_HEADERS.has(name) && /^[!-~]+$/.test(name)
      ? [
          [
            name,
            line
              .slice(colon + 1)
              .trim()
              .replace(/[^\x20-\x7e]/g, '?'),
          ],
        ]
      : []
  })
  if (!pairs.some(([name]) => name === 'content-type')) pairs.push(['content-type', fallback])
  return { status, headers: pairs }
}

function warcDate(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

async function response(
  file: EvidenceFile,
  body: Buffer,
  headers: string | null,
  at: number,
): Promise<Recorded> {
  const answer = answerOf(headers, file.mediaType)
  const record = WARCRecord.create(
    {
      url: file.of,
      date: warcDate(at),
      type: 'response',
      warcVersion: 'WARC/1.1',
      statusline: `HTTP/1.1 ${answer.status}`,
      httpHeaders: answer.headers,
    },
    [new Uint8Array(body)],
  )
  const bytes = Buffer.from(await WARCSerializer.serialize(record, { gzip: true }))
  const mime =
    (answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '').split(';')[0]?.trim() ?? ''
  return { url: file.of, at, mime, status: Number(answer.status), digest: `sha256:${sha256(body)}`, bytes }
}

async function resource(file: EvidenceFile, body: Buffer, at: number): Promise<Recorded> {
  const url = `urn:${file.role === 'full' ? 'fullPage' : 'view'}:${file.of}`
  const record = WARCRecord.create(
    {
      url,
      date: warcDate(at),
      type: 'resource',
      warcVersion: 'WARC/1.1',
      warcHeaders: { 'Content-Type': file.mediaType },
    },
    [new Uint8Array(body)],
  )
  const bytes = Buffer.from(await WARCSerializer.serialize(record, { gzip: true }))
  return { url, at, mime: file.mediaType, status: 200, digest: `sha256:${sha256(body)}`, bytes }
}

/** Encrypted originals are in no archive that anybody replays: a picture's masked copy stands for them. */
async function recordsOf(
  manifests: readonly EvidenceManifest[],
  read: (hash: string) => Promise<Buffer>,
  masked: ReadonlyMap<string, Buffer>,
): Promise<Recorded[]> {
  const records: Recorded[] = []
  const seen = new Set<string>()
  for (const manifest of manifests)
    for (const file of manifest.files) {
      const name = `${file.role} ${file.of} ${file.sha256}`
      if (seen.has(name) || !URL.canParse(file.of)) continue
      seen.add(name)
      if (file.cipher) {
        const copy = masked.get(file.sha256)
        if (copy)
          records.push(
            await resource(
              { ...file, mediaType: 'image/jpeg' },
              copy,
              file.from?.takenAt ?? manifest.takenAt,
            ),
          )
        continue
      }
      if (file.role === 'body') {
        const held = manifest.files.find((one) => one.role === 'headers' && one.of === file.of)
        const headers = held ? (await read(held.sha256)).toString('utf8') : null
        records.push(await response(file, await read(file.sha256), headers, manifest.takenAt))
      }
      if (file.role === 'full' || file.role === 'viewport')
        records.push(await resource(file, await read(file.sha256), file.from?.takenAt ?? manifest.takenAt))
    }
  return records
}

async function infoRecord(about: PackageAbout): Promise<Buffer> {
  const record = WARCRecord.createWARCInfo(
    { filename: 'data.warc.gz', date: warcDate(about.exportedAt), warcVersion: 'WARC/1.1' },
    { software: about.tool, format: 'WARC File Format 1.1' },
  )
  return Buffer.from(await WARCSerializer.serialize(record, { gzip: true }))
}

const stampOf = (at: number): string => new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)

/** Index lines, sorted: sort key, time, and where the record lies. */
function indexOf(records: readonly Recorded[], from: number): string {
  let offset = from
  const lines = records.map((record) => {
    const where = { offset, length: record.bytes.length, filename: 'data.warc.gz' }
    offset += record.bytes.length
    const { url, mime, status, digest } = record
    const said = { url, mime, status: String(status), digest, ...where }
    return `${getSurt(url)} ${stampOf(record.at)} ${JSON.stringify(said)}\n`
  })
  return lines.sort().join('')
}

function pagesOf(records: readonly Recorded[], about: PackageAbout): string {
  const pages = records
    .filter((record) => /html/i.test(record.mime))
    .map((record) => ({
      id: sha256(record.url).slice(0, 16),
      url: record.url,
      ts: new Date(record.at).toISOString(),
      title: about.finding?.message.zh.slice(0, 200) ?? record.url,
    }))
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'All Pages' }
  return [head, ...pages].map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** Builds the archive of every answer and picture that the items hold. */
export async function buildWacz(
  manifests: readonly EvidenceManifest[],
  read: (hash: string) => Promise<Buffer>,
  about: PackageAbout,
  masked: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  const info = await infoRecord(about)
  const records = await recordsOf(manifests, read, masked)
  const files = new Map<string, Buffer>([
    [ARCHIVE, Buffer.concat([info, ...records.map((record) => record.bytes)])],
    ['indexes/index.cdx', Buffer.from(indexOf(records, info.length), 'utf8')],
    ['pages/pages.jsonl', Buffer.from(pagesOf(records, about), 'utf8')],
  ])
  const resources = [...files].map(([path, bytes]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    hash: `sha256:${sha256(bytes)}`,
    bytes: bytes.length,
  }))
  const description = Buffer.from(
    JSON.stringify({
      profile: 'data-package',
      wacz_version: '1.1.1',
      title: about.finding?.no ?? about.entry?.id ?? '',
      created: new Date(about.exportedAt).toISOString(),
      software: about.tool,
      resources,
    }),
  )
  files.set('datapackage.json', description)
  files.set(
    'datapackage-digest.json',
    Buffer.from(JSON.stringify({ path: 'datapackage.json', hash: `sha256:${sha256(description)}` })),
  )
  return zipFiles(files, about.exportedAt)
}
