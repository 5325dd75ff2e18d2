/** Documents that a portal offers: what cannot be read is nobody's fault, and what unfolds without end is left alone. */
import { afterEach, describe, expect, it } from 'vitest'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { docxOf, xlsxOf } from '../../fixtures/documents/office.js'
import { pdfOf, scannedPdf } from '../../fixtures/documents/pdf.js'
import { zipOf } from '../../fixtures/documents/zip.js'
import { readDocument } from '../../src/documents/read-document.js'
import type { DocumentReader } from '../../src/model/file.js'
import { cleanUp, job } from '../crawl/jobs.js'
import { inspecting, problems, reached } from './inspecting.js'
import { answer, closeAll, page, serve } from './server.js'

afterEach(async () => {
  cleanUp()
  await closeAll()
})

/** Reads in this thread. */
const documents: DocumentReader = { read: readDocument, close: async () => undefined }
const GUIDE =
  '<h1>区教育局政府信息公开指南</h1><p>一、受理机构</p><p>机构名称：区教育局办公室。办公地址：云溪路1号。</p><p>办公时间：工作日9:00至17:00。联系电话：0577-12345678。传真：0577-12345679。电子邮箱：jy@yunxi.gov.cn。</p>'

/** A portal whose guide is a file, and what its inspection says of the guide: codes with their verdicts. */
async function guideOf(file: Uint8Array, name = 'zn.pdf'): Promise<string[]> {
  const portal = await serve({
    '/': page(
      '<ul class="nav"><li><a href="/zn/">政府信息公开指南</a></li></ul><h1>区教育局</h1>',
      '区教育局',
    ),
    '/zn/': page(
      `<h1>政府信息公开指南</h1><p>发布日期：2026-01-05</p><div id="zoom"><p>附件：<a href="/${name}">区教育局政府信息公开指南</a></p></div>`,
      '政府信息公开指南',
    ),
    [`/${name}`]: answer(200, { 'content-type': 'application/octet-stream' }, file),
  })
  const result = await inspecting(job(portal.origin), { documents })
  return result.units
    .flatMap((unit) => unit.findings)
    .filter(({ code }) => code.startsWith('guide-'))
    .map(({ code, verdict, subject }) => `${code} ${verdict} ${subject}`)
    .sort()
}

const ELEMENTS = ['address', 'fax', 'hours', 'internet', 'name', 'phone']

describe('A. documents', () => {
  it('20: a guide spelled with radicals is read as it looks', async () => {
    const spelled = { 工: '⼯', 日: '⽇', 一: '⼀', 子: '⼦' }
    expect(await guideOf(pdfOf(blocksOf(GUIDE), { spelled }))).toEqual([])
  })

  it.each<[string, Uint8Array, string]>([
    ['20: a scan', scannedPdf(2), 'zn.pdf'],
    ['22: a damaged PDF', Buffer.from('%PDF-1.4\nnothing of the kind\n%%EOF'), 'zn.pdf'],
    [
      '22: an archive that unfolds a thousandfold',
      zipOf({ 'word/document.xml': Buffer.alloc(30_000_000, 32) }),
      'zn.docx',
    ],
    ['21: a file that calls itself something else', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'zn.pdf'],
  ])('%s: no element of the guide is said to be missing', async (_row, file, name) => {
    const found = await guideOf(file, name)
    expect(found.filter((line) => line.includes(' problem '))).toEqual([])
    expect(found).toEqual(ELEMENTS.map((element) => `guide-incomplete cannot-tell ${element}`))
  })

  it('22: attachments of every hostile kind end in bounded memory, and the healthy ones are read', async () => {
    const cells = '<row r="1"><c r="A1" t="str"><v>x</v></c></row>'.repeat(200_000)
    const files: Record<string, Uint8Array> = {
      '/bomb.xlsx': zipOf({
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${cells}</sheetData></worksheet>`,
      }),
      '/bomb.docx': zipOf({ 'word/document.xml': Buffer.alloc(40_000_000, 32) }),
      '/nested.docx': zipOf({ 'word/document.xml': `<w:document><w:body>${'<w:sdt>'.repeat(50_000)}` }),
      '/locked.pdf': Buffer.from(
        '%PDF-1.6\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\n%%EOF',
      ),
      '/cut.pdf': pdfOf(blocksOf('<p>正文</p>')).subarray(0, 200),
      '/list.docx': docxOf(blocksOf('<p>补助发放名单：李某 身份证号码330303197805060419</p>')),
      '/table.xlsx': xlsxOf([
        [
          ['姓名', '金额'],
          ['王某', 320],
        ],
      ]),
    }
    const links = Object.keys(files)
      .map((path) => `<p><a href="${path}">附件${path}</a></p>`)
      .join('')
    const portal = await serve(
      {
        '/': page(
          `<h1>区教育局通知</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>${'内容。'.repeat(60)}</p>${links}</div>`,
          '区教育局通知',
        ),
      },
      (request, response) => {
        const body = files[request.url ?? '']
        response.writeHead(body ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(body)
      },
    )
    const before = process.memoryUsage().rss
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before)
    }, 20)
    const result = await inspecting(job(portal.origin), { documents })
    clearInterval(watch)
    expect(most).toBeLessThan(400_000_000)
    expect(reached(result, portal.origin)).toEqual([])
    expect(problems(result).filter((code) => code === 'personal-data-exposed')).toHaveLength(1)
  }, 20_000)
})
