/** Hostile files: what unfolds, nests or never ends is told as data, and the next file is read all the same. */
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { docOf } from '../../fixtures/documents/doc.js'
import { docxOf, xlsxOf } from '../../fixtures/documents/office.js'
import { pdfOf } from '../../fixtures/documents/pdf.js'
import { zipOf } from '../../fixtures/documents/zip.js'
import { openDocumentReaders, type ReaderLimits } from '../../src/documents/pool.js'
import { readDocument } from '../../src/documents/read-document.js'
import type { DocumentReader } from '../../src/model/file.js'

const at = { url: 'http://a.test/x' }
const body = (inner: string) => ({
  'word/document.xml': `<w:document><w:body>${inner}</w:body></w:document>`,
})
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`word/media/${n}`, '']))

/** Says of its only part that it holds `bytes`, whatever it holds. */
function claiming(bytes: number): Buffer {
  const archive = zipOf({ 'word/document.xml': Buffer.alloc(100_000, 32) })
  const directory = archive.indexOf(Buffer.from('PK\x01\x02'))
  archive.writeUInt32LE(bytes, directory + 24)
  return archive
}

describe('a bomb', () => {
  it.each([
    ['unfolds a thousandfold', zipOf({ 'word/document.xml': Buffer.alloc(30_000_000, 32) }), 'limit'],
    ['holds too many parts', zipOf({ ...body(''), ...many(2_000) }), 'limit'],
    ['claims more than is read', claiming(300_000_000), 'limit'],
    ['claims less than it holds', claiming(10), 'unreadable'],
    ['nests a thousand levels', zipOf(body('<w:sdt>'.repeat(1_000))), 'limit'],
    [
      'names itself in its own entities',
      zipOf({
        'word/document.xml': `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document><w:p><w:t>&b;&b;</w:t></w:p></w:document>`,
      }),
      'pictures',
    ],
  ])('%s', async (_, archive, standing) => {
    expect(await readDocument(archive, at)).toMatchObject({ standing })
  })

  it('of cells is read as far as it is bounded', async () => {
    const wide = Array.from({ length: 60 }, (_, n) => [
      `第${n}行的内容`,
      ...Array.from({ length: 25 }, (_, m) => m),
    ])
    const read = await readDocument(xlsxOf([wide]), at)
    expect(read).toMatchObject({ standing: 'read', cut: false })
    const far = await readDocument(
      zipOf({
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="str"><v>很远很远的一个单元格</v></c></row><row r="2"><c r="A2" t="str"><v>近处的一个单元格内容</v></c></row></sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells></worksheet>',
      }),
      at,
    )
    expect(far).toMatchObject({ standing: 'read', cut: true, blocks: [{ rows: [['近处的一个单元格内容']] }] })
  })

  it('of names is no prototype', async () => {
    const odd = zipOf({
      __proto__: 'x',
      constructor: 'x',
      ...body('<w:p><w:t>名称古怪的压缩包也能读取</w:t></w:p>'),
    })
    expect(await readDocument(odd, at)).toMatchObject({ standing: 'read' })
  })
})

describe('damage', () => {
  const WHOLE = [
    pdfOf(blocksOf('<p>政府信息公开指南由区教育局办公室编制。</p>')),
    docxOf(blocksOf('<p>政府信息公开指南由区教育局办公室编制。</p>')),
    docOf(['政府信息公开指南由区教育局办公室编制。']),
    xlsxOf([[['户主姓名', '联系电话号码']]]),
  ]

  it('in any place makes a file unread or read, and nothing else', async () => {
    const places = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WHOLE),
        places,
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        async (whole, hits, length) => {
          const body = Buffer.from(whole.subarray(0, Math.ceil(whole.length * length)))
          for (const [place, value] of hits)
            body[Math.min(body.length - 1, Math.floor(place * body.length))] = value
          const { standing, blocks, lines } = await readDocument(body, at)
          expect(standing === 'read' || blocks.length + lines.length === 0).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)
})

/** A PDF whose only page is one stream that unfolds to so many bytes. */
function bigPage(bytes: number): Buffer {
  const stream = deflateSync(Buffer.alloc(bytes, '(a) Tj '))
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<>>>>endobj\n4 0 obj<</Length ${stream.length}/Filter/FlateDecode>>stream\n`,
    ),
    stream,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF'),
  ])
}

describe('readers in threads', () => {
  // The thread's code is the built one: tests run from the sources, threads do not.
  const entry = new URL('../../dist/src/documents/worker.js', import.meta.url)
  const opened: DocumentReader[] = []
  const readers = (limits: ReaderLimits) => {
    const one = openDocumentReaders({ entry, ...limits })
    opened.push(one)
    return one
  }
  afterAll(() => Promise.all(opened.map((one) => one.close())))

  const GUIDE = pdfOf(blocksOf('<p>政府信息公开指南由区教育局办公室编制。</p>'))

  it('read what the reader reads, several at once, and leave the bytes to their owner', async () => {
    const { read } = { read: readers({ threads: 2 }) }
    const files = [GUIDE, docxOf(blocksOf('<p>政府信息公开指南由区教育局办公室编制。</p>')), GUIDE]
    const before = files.map((file) => file.toString('hex'))
    const found = await Promise.all(files.map((file) => read.read(file, at)))
    expect(found).toEqual(await Promise.all(files.map((file) => readDocument(file, at))))
    expect(files.map((file) => file.toString('hex'))).toEqual(before)
  })

  it('give up a file that takes too long, and read the next', async () => {
    const reader = readers({ threads: 1, timeoutMs: 900 })
    // The first file pays for the start of the thread.
    await reader.read(GUIDE, at)
    const [hung, next] = await Promise.all([reader.read(bigPage(150_000_000), at), reader.read(GUIDE, at)])
    expect(hung).toMatchObject({ format: 'pdf', standing: 'limit', blocks: [], lines: [] })
    expect(next.format).toBe('pdf')
  }, 30_000)

  it('give up a file that makes the process grow', async () => {
    const reader = readers({ threads: 1, growthMb: 60 })
    await reader.read(GUIDE, at)
    expect(await reader.read(bigPage(150_000_000), at)).toMatchObject({ standing: 'limit' })
  }, 30_000)

  it('end their idle threads when they are told to rest, and begin another for the next file', async () => {
    const telling = new URL(
      `data:text/javascript,${encodeURIComponent("import { parentPort, threadId } from 'node:worker_threads'; parentPort.on('message', () => parentPort.postMessage({ pages: threadId }))")}`,
    )
    const reader = readers({ threads: 1, entry: telling })
    const thread = async () => (await reader.read(GUIDE, at)).pages
    const first = await thread()
    expect(await thread()).toBe(first)
    const busy = thread()
    await reader.rest?.()
    expect(await busy).toBe(first)
    await reader.rest?.()
    expect(await thread()).not.toBe(first)
  })

  it('read nothing once they are closed, and end what is under way', async () => {
    const reader = readers({ threads: 1 })
    const under = reader.read(bigPage(150_000_000), at)
    const waiting = reader.read(GUIDE, at)
    await reader.close()
    expect(
      [await under, await waiting, await reader.read(GUIDE, at)].map(({ standing }) => standing),
    ).toEqual(['limit', 'limit', 'limit'])
  })
})
