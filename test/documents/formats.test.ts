/** What a file is told by, and what is said of one that holds no text. */
import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { docOf } from '../../fixtures/documents/doc.js'
import { docxOf, ofdOf, xlsxOf } from '../../fixtures/documents/office.js'
import { pdfOf, pdfOfLines, scannedPdf } from '../../fixtures/documents/pdf.js'
import { zipOf } from '../../fixtures/documents/zip.js'
import { toGbk } from '../../fixtures/texts.js'
import { isDocument } from '../../src/documents/format.js'
import { readDocument } from '../../src/documents/read-document.js'

const TEXT = blocksOf('<p>政府信息公开指南由区教育局办公室编制。</p>')
const OLE = (part: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(part, 'utf16le')])
const bytes = (text: string) => Buffer.from(text)

type Made = readonly [name: string, body: Uint8Array, format: string, standing: string, url?: string]
const FILES: readonly Made[] = [
  ['a PDF', pdfOf(TEXT), 'pdf', 'read'],
  ['a PDF by the usual table of characters', pdfOf(TEXT, { codes: 'usual' }), 'pdf', 'read'],
  ['a PDF behind a few bytes', Buffer.concat([bytes('\r\n\r\n'), pdfOf(TEXT)]), 'pdf', 'read'],
  ['a Word file', docxOf(TEXT), 'docx', 'read'],
  ['a Word file under another name', docxOf(TEXT), 'docx', 'read', 'http://a.test/x.pdf'],
  ['a workbook', xlsxOf([[['户主姓名', '联系电话号码']]]), 'xlsx', 'read'],
  ['an OFD file', ofdOf(TEXT), 'ofd', 'read'],
  ['a text', bytes('政府信息公开指南由区教育局办公室编制。'), 'text', 'read'],
  ['a text in GBK', toGbk('政府信息公开指南由区教育局办公室编制。'), 'text', 'read'],
  ['a scan', scannedPdf(), 'pdf', 'pictures'],
  ['a Word file that holds a picture', docxOf([], '<w:p><w:r><a:blip/></w:r></w:p>'), 'docx', 'pictures'],
  ['a picture', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image', 'pictures'],
  ['a PDF without its end', pdfOf(TEXT).subarray(0, 200), 'pdf', 'unreadable'],
  [
    'codes that no table explains',
    pdfOfLines([{ page: 1, x: 50, y: 50, size: 10, text: '\ue001\ue002\ue003\ue004乱' }], 1),
    'pdf',
    'unreadable',
  ],
  ['an Excel file of the old kind', OLE('Workbook'), 'xls', 'unreadable'],
  ['a Word file of the old kind', docOf(['政府信息公开指南', '由区教育局办公室编制。']), 'doc', 'read'],
  ['a locked Word file of the old kind', docOf(['政府信息公开指南由办公室编制'], true), 'doc', 'locked'],
  ['a damaged Word file of the old kind', OLE('WordDocument'), 'doc', 'unreadable'],
  ['a WPS file', OLE('WordDocument'), 'wps', 'unreadable', 'http://a.test/x.wps'],
  ['an encrypted office file', OLE('EncryptedPackage'), 'docx', 'locked'],
  ['an archive of files', zipOf({ 'a.txt': '330303197805060419' }), 'archive', 'unreadable'],
  ['a RAR archive', bytes('Rar!\u001a\u0007\u0000'), 'archive', 'unreadable'],
  ['an archive cut short', docxOf(TEXT).subarray(0, 300), 'archive', 'unreadable'],
  ['a rich text', bytes('{\\rtf1\\ansi text}'), 'other', 'unreadable'],
  ['an error page', bytes('<!DOCTYPE html><html><body>404</body></html>'), 'html', 'unreadable'],
  ['nothing', bytes(''), 'other', 'unreadable'],
]

describe('a file', () => {
  it.each(FILES.map((made) => [made[0], made] as const))('%s', async (_, made) => {
    const [, body, format, standing, url = 'http://a.test/x'] = made
    expect(await readDocument(body, { url })).toMatchObject({ format, standing })
  })

  it.each([
    ['a page', bytes('<!DOCTYPE html><html></html>'), false],
    ['a page without a head', bytes('  <div>政府信息公开</div>'), false],
    ['a data store', bytes('<?xml version="1.0"?><datastore/>'), false],
    ['a text', bytes('政府信息公开'), false],
    ['a PDF', pdfOf(TEXT), true],
    ['a Word file', docxOf(TEXT), true],
    ['an archive', bytes('Rar!\u001a'), true],
  ])('%s is told from what the reader of pages reads', (_, body, document) => {
    expect(isDocument(body)).toBe(document)
  })
})

describe('text', () => {
  const flowing = async (body: Uint8Array) => (await readDocument(body, { url: 'http://a.test/x' })).blocks
  const p = (inner: string) => `<w:p>${inner}</w:p>`
  const r = (text: string, marks = '') => `<w:r>${marks}<w:t>${text}</w:t></w:r>`

  it('of a Word file is what a reader of it sees', async () => {
    const seen = p(r('一、总体') + r('情况已经向社会公开'))
    const hidden = p(
      `<w:del>${r('删去')}</w:del>${r('隐藏', '<w:rPr><w:vanish/></w:rPr>')}<w:r><w:instrText>PAGE</w:instrText></w:r>${r('可见')}`,
    )
    const twice = p(
      `<mc:AlternateContent><mc:Choice>${r('文本框')}</mc:Choice><mc:Fallback>${r('文本框')}</mc:Fallback></mc:AlternateContent>`,
    )
    expect(await flowing(docxOf([], seen + hidden + twice))).toEqual([
      { text: '一、总体情况已经向社会公开' },
      { text: '可见' },
      { text: '文本框' },
    ])
  })

  it('of a Word file of the old kind is read by paragraphs', async () => {
    expect(await flowing(docOf(['一、总体情况', '⼯作机构：教育局办公室']))).toEqual([
      { text: '一、总体情况' },
      { text: '工作机构:教育局办公室' },
    ])
  })

  it('of cells that span stands in each of them', async () => {
    const table = blocksOf(
      '<table><tr><td rowspan="2">申请人信息</td><td colspan="2">姓名</td></tr><tr><td>电话</td><td>地址</td></tr></table>',
    )
    expect(await flowing(docxOf(table))).toEqual([
      {
        rows: [
          ['申请人信息', '姓名', '姓名'],
          ['申请人信息', '电话', '地址'],
        ],
      },
    ])
  })

  it('of a workbook is what its cells hold, sheet by sheet', async () => {
    const sheets = [
      [
        ['姓名', '补助金额'],
        ['王某', 320],
      ],
      [['备注'], ['发放完毕，已经公示']],
    ]
    expect(await flowing(xlsxOf(sheets))).toEqual([
      {
        rows: [
          ['姓名', '补助金额'],
          ['王某', '320'],
        ],
      },
      { rows: [['备注'], ['发放完毕,已经公示']] },
    ])
  })

  it('is spelled with characters, not with radicals', async () => {
    const spelled = { 工: '⼯', 民: '⺠', 页: '⻚' }
    const { lines } = await readDocument(pdfOf(blocksOf('<p>人民政府工作主页的公开内容</p>'), { spelled }), {
      url: 'http://a.test/x',
    })
    expect(lines.map(({ cells }) => cells.map(({ text }) => text))).toEqual([['人民政府工作主页的公开内容']])
  })
})
