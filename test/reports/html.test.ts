/** The HTML report: crawled text stays text, pictures are cropped and bounded, many pictures make one file per unit. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HtmlReportInput, MAX_PICTURES_IN_ONE_FILE, writeHtmlReport } from '../../reports/html/index.js'
import type { FindingDocument, InspectionDocument, UnitDocument } from '../../src/model/document.js'
import type { EvidenceManifest } from '../../src/model/evidence.js'

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202e`
const PAGE = 'http://127.0.0.1:9/a.html'

let dir: string
let png: Uint8Array

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'xuncha-report-'))
  png = await sharp({ create: { width: 1280, height: 3000, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer()
})

afterAll(() => rmSync(dir, { recursive: true, force: true }))

function finding(n: number, over: Partial<FindingDocument> = {}): FindingDocument {
  return {
    id: `f-${n}`,
    no: `2026-区教育局-${n}`,
    check: 'broken-link',
    checkVersion: 1,
    code: 'link-broken',
    fingerprint: `fingerprint-${n}`,
    nature: 'state',
    verdict: 'problem',
    state: 'confirmed',
    url: PAGE,
    where: ['首页', HOSTILE],
    subject: PAGE,
    facts: {},
    message: `链接打不开 ${HOSTILE}`,
    firstSeen: '2026-11-21T00:00:00.000Z',
    lastSeen: '2026-11-21T00:00:00.000Z',
    urgent: false,
    evidence: [`sha256:${n}`],
    ...over,
  }
}

function unit(findings: readonly FindingDocument[]): UnitDocument {
  return {
    id: 'edu',
    name: `区教育局${HOSTILE}`,
    status: 'inspected',
    reason: null,
    pages: 3,
    notVisited: [{ url: `javascript:${HOSTILE}`, reason: 'limit' }],
    links: { checked: 2, broken: 1, unverified: 0 },
    columns: [],
    findings: [...findings],
    metrics: [],
    scores: [],
  }
}

function manifest(): EvidenceManifest {
  return {
    claim: { code: 'link-broken', subject: PAGE, kind: 'availability', facts: '{}' },
    takenAt: 1_000,
    attempts: [],
    files: [{ role: 'full', of: PAGE, mediaType: 'image/png', bytes: 1, sha256: 'picture' }],
    regions: [{ of: PAGE, x: 100, y: 2_000, width: 200, height: 20, text: PAGE }],
  } as unknown as EvidenceManifest
}

function input(units: readonly UnitDocument[], shared: readonly FindingDocument[] = []): HtmlReportInput {
  const document: InspectionDocument = {
    schema: 'xuncha.inspection/1',
    run: {
      id: 'run',
      purpose: 'formal',
      at: '2026-11-21',
      startedAt: '2026-11-21T00:00:00.000Z',
      finishedAt: null,
      tool: 'xuncha 0',
      status: 'complete',
    },
    shared: [...shared],
    units: [...units],
  }
  return {
    document,
    evidence: { manifest: () => manifest(), original: () => png },
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
    writtenAt: 0,
    seal: '0123456789abcdef',
    rubricName: (id) => id,
  }
}

describe('writeHtmlReport', () => {
  it('escapes crawled text wherever it stands, and loads nothing from outside', async () => {
    const [path] = await writeHtmlReport(
      input([unit([finding(1)])], [finding(2, { unit: 'office', units: ['edu'] })]),
      join(dir, 'one'),
    )
    const text = readFileSync(path ?? '', 'utf8')
    expect(text).not.toMatch(/<script|<img src=x|\u202e/)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toMatch(/href="javascript:/)
    expect(text).toContain(`default-src 'none'; img-src data:; style-src 'unsafe-inline'`)
    expect([...text.matchAll(/<img[^>]*src="([^"]{0,30})/g)].map((match) => match[1]?.slice(0, 23))).toEqual([
      'data:image/jpeg;base64,',
      'data:image/jpeg;base64,',
    ])
  })

  it('keeps each picture under 60 KB', async () => {
    const [path] = await writeHtmlReport(input([unit([finding(1)])]), join(dir, 'small'))
    const pictures = [...readFileSync(path ?? '', 'utf8').matchAll(/base64,([A-Za-z0-9+/=]+)/g)]
    expect(pictures).toHaveLength(1)
    expect(Buffer.from(pictures[0]?.[1] ?? '', 'base64').length).toBeLessThanOrEqual(60 * 1024)
  })

  it('is one file per unit with an index above 300 pictures', async () => {
    const many = Array.from({ length: MAX_PICTURES_IN_ONE_FILE + 1 }, (_, n) => finding(n))
    const hasPicture = input([unit(many)])
    const quick = { ...hasPicture, evidence: { manifest: () => manifest(), original: () => null } }
    const files = await writeHtmlReport(quick, join(dir, 'many'))
    expect(files.map((file) => basename(file))).toEqual(['index.html', 'unit-edu.html'])
    expect(readFileSync(files[0] ?? '', 'utf8')).toContain('href="unit-edu.html"')
  })
})
