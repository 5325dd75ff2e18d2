/** Reports as office files: what the document says stands in each of them, and nothing in it is worked out or loaded. */
import { describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { wordReport } from '../../reports/docx/index.js'
import type { HtmlReportInput } from '../../reports/html/index.js'
import { wordsIn } from '../../reports/html/words.js'
import { reportTables } from '../../reports/tables/index.js'
import type { FindingDocument, InspectionDocument } from '../../src/model/document.js'
import { writeCsv } from '../../src/tables/csv.js'
import { readXlsx, writeXlsx } from '../../src/tables/xlsx.js'

const FINDING: FindingDocument = {
  id: 'f-1',
  no: '2026-区教育局-001',
  check: 'broken-link',
  checkVersion: 1,
  code: 'link-broken',
  fingerprint: 'fp',
  nature: 'state',
  verdict: 'problem',
  state: 'confirmed',
  url: 'http://127.0.0.1:9/a.html',
  where: ['首页', '=cmd|calc'],
  subject: 's',
  facts: {},
  message: '=HYPERLINK("http://x")\u0001',
  firstSeen: '2026-11-21T00:00:00.000Z',
  lastSeen: '2026-11-21T00:00:00.000Z',
  urgent: false,
  evidence: ['sha256:0'],
}
const DOCUMENT: InspectionDocument = {
  schema: 'xuncha.inspection/1',
  run: {
    id: 'run-1',
    purpose: 'formal',
    at: '2026-11-21',
    startedAt: '2026-11-21T00:00:00.000Z',
    finishedAt: null,
    tool: 'xuncha test',
    status: 'complete',
  },
  shared: [{ ...FINDING, id: 'f-2', no: '2026-共性-001', unit: 'edu', units: ['edu'] }],
  units: [
    {
      id: 'edu',
      name: '区教育局',
      status: 'inspected',
      reason: null,
      pages: 3,
      notVisited: [],
      links: { checked: 2, broken: 1, unverified: 0 },
      columns: [],
      findings: [FINDING],
      metrics: [],
      scores: [
        {
          rubric: 'r',
          rubricVersion: 'v',
          period: '2026',
          max: '100',
          assessed: '3',
          score: '2',
          pending: '97',
          stage: 'provisional',
          indicators: [
            {
              id: '14',
              title: '栏目建设',
              max: '3',
              score: '2',
              method: 'auto',
              status: 'scored',
              because: null,
              interval: null,
              preview: '0',
              entries: [
                {
                  id: 'e',
                  state: 'pending',
                  points: '-1',
                  effective: '-1',
                  finding: 'fp',
                  clause: '每处扣1分',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      id: 'law',
      name: '区司法局',
      status: 'inconclusive',
      reason: 'network',
      pages: 0,
      notVisited: [],
      links: { checked: 0, broken: 0, unverified: 0 },
      columns: [],
      findings: [],
      metrics: [],
      scores: [],
    },
  ],
}
const INPUT: HtmlReportInput = {
  document: DOCUMENT,
  evidence: { manifest: () => null, original: () => null },
  language: 'zh-CN',
  timezone: 'Asia/Shanghai',
  writtenAt: 0,
  seal: null,
  rubricName: () => '瓯海细则',
}

function partOf(bytes: Buffer, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (entry) => {
        if (entry.fileName !== name) return zip.readEntry()
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed)
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => void pieces.push(piece))
          stream.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')))
        })
      })
      zip.on('end', () => reject(new Error(`no ${name}`)))
      zip.readEntry()
    })
  })
}

describe('a report', () => {
  const tables = reportTables({ ...INPUT, words: wordsIn('zh-CN') })

  it('as tables says every unit, row and finding', () => {
    expect(tables.map(({ file, rows }) => [file, rows.length])).toEqual([
      ['scores', 2],
      ['indicators', 1],
      ['findings', 1],
      ['shared', 1],
    ])
    expect(tables[0]?.rows).toEqual([
      ['edu', '区教育局', '已检查', '瓯海细则', 2, 3, 97, 100, 1, 0, 3],
      ['law', '区司法局', '无法判定', '', '', '', '', '', 0, 0, 0],
    ])
    expect(tables[2]?.rows[0]?.slice(0, 8)).toEqual([
      '区教育局',
      '2026-区教育局-001',
      '问题',
      '已确认',
      '=HYPERLINK("http://x")\u0001',
      '首页 › =cmd|calc',
      'http://127.0.0.1:9/a.html',
      '14 · 每处扣1分 (-1)',
    ])
    for (const { headers, rows } of tables) for (const row of rows) expect(row).toHaveLength(headers.length)
  })

  it('as a spreadsheet keeps formulas as text', async () => {
    const bytes = await writeXlsx(tables)
    expect((await readXlsx(bytes, 'r.xlsx'))[1]?.[1]?.text).toBe('区教育局')
    const sheet = await partOf(bytes, 'xl/worksheets/sheet3.xml')
    expect(sheet).not.toContain('<f>')
    const csv = writeCsv(tables.flatMap(({ rows }) => rows.map((row) => row.map(String))))
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")`)
  })

  it.each(['zh-CN', 'en'] as const)('as a Word file holds every unit and finding: %s', async (language) => {
    const bytes = await wordReport({ ...INPUT, language })
    const text = await partOf(bytes, 'word/document.xml')
    for (const part of [
      '区教育局',
      '区司法局',
      '2026-区教育局-001',
      '2026-共性-001',
      '每处扣1分',
      '瓯海细则',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('\u0001')
  })
})
