/** Spreadsheets: what is written reads back as it was, formulas stay text, and hostile files are refused in a sentence. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import yazl from 'yazl'
import { readTableFile } from '../../src/tables/file.js'
import { readXlsx, writeXlsx } from '../../src/tables/xlsx.js'

const texts = (rows: readonly (readonly { text: string }[])[]) =>
  rows.map((row) => row.map((cell) => cell.text))

function zipOf(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    zip.outputStream.on('data', (piece: Buffer) => void pieces.push(piece))
    zip.outputStream.on('end', () => resolve(Buffer.concat(pieces)))
    zip.outputStream.on('error', reject)
  })
}

describe('a spreadsheet', () => {
  it('reads back as it was written, with the place of every cell', async () => {
    const bytes = await writeXlsx([
      {
        name: '问题清单[1]',
        title: '整改问题清单',
        headers: ['编号', '说明'],
        rows: [
          ['2026-区教育局-001', '第一行\n第二行'],
          ['2026-区教育局-002', 12.5],
        ],
      },
    ])
    const rows = await readXlsx(bytes, 'list.xlsx')
    expect(texts(rows)).toEqual([
      ['整改问题清单', ''],
      ['编号', '说明'],
      ['2026-区教育局-001', '第一行\n第二行'],
      ['2026-区教育局-002', '12.5'],
    ])
    expect(rows[3]?.[1]).toEqual({ text: '12.5', line: 4, column: 2 })
  })

  it('keeps what looks like a formula as text', async () => {
    const bytes = await writeXlsx([
      { name: 'a', headers: ['x'], rows: [['=1+1'], ['@SUM(A1)'], ['\u0000-2']] },
    ])
    const xml = (await unpacked(bytes))['xl/worksheets/sheet1.xml'] ?? ''
    expect(xml).not.toContain('<f>')
    expect(texts(await readXlsx(bytes, 'a.xlsx'))).toEqual([['x'], ['=1+1'], ['@SUM(A1)'], ['-2']])
  })

  it('gives days as days, and keeps the number of a row below blank ones', async () => {
    const bytes = await writeXlsxFile([
      [{ value: '日期' }],
      [],
      [{ value: new Date(Date.UTC(2026, 0, 5)), type: Date, format: 'yyyy-mm-dd' }],
    ]).toBuffer()
    expect(await readTableFile(bytes, 'a.xlsx')).toEqual([
      [{ text: '日期', line: 1, column: 1 }],
      [{ text: '2026-01-05', line: 3, column: 1 }],
    ])
  })

  it('gives equal names of sheets apart', async () => {
    const bytes = await writeXlsx([
      { name: '甲', headers: ['1'], rows: [] },
      { name: '甲', headers: ['2'], rows: [] },
    ])
    expect((await unpacked(bytes))['xl/workbook.xml']).toMatch(/name="甲".*name="甲 2"/)
  })
})

async function unpacked(bytes: Buffer): Promise<Record<string, string>> {
  const { default: yauzl } = await import('yauzl')
  return new Promise((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      const parts: Record<string, string> = {}
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, (fault, stream) => {
          if (fault) return reject(fault)
          const pieces: Buffer[] = []
          stream.on('data', (piece: Buffer) => void pieces.push(piece))
          stream.on('end', () => {
            parts[entry.fileName] = Buffer.concat(pieces).toString('utf8')
            zip.readEntry()
          })
        }),
      )
      zip.on('end', () => resolve(parts))
      zip.readEntry()
    }),
  )
}

const SHEET = (cells: string) =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`

describe('a file that is no good', () => {
  const cases: readonly [string, () => Buffer | Promise<Buffer>, string][] = [
    ['no zip', () => Buffer.from('hello'), 'tables.not-a-spreadsheet'],
    [
      'a cut zip',
      async () => (await writeXlsx([{ name: 'a', headers: ['x'], rows: [] }])).subarray(0, 300),
      'tables.not-a-spreadsheet',
    ],
    ['a zip of something else', () => zipOf({ 'a.txt': 'x' }), 'tables.not-a-spreadsheet'],
    ['an old .xls', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'tables.old-spreadsheet'],
    [
      'a cell at the end of the world',
      () =>
        zipOf({ 'xl/worksheets/sheet1.xml': SHEET('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') }),
      'tables.not-a-spreadsheet',
    ],
    [
      'a bomb',
      () => zipOf({ 'xl/worksheets/sheet1.xml': SHEET(' '.repeat(201 * 1024 * 1024)) }),
      'tables.not-a-spreadsheet',
    ],
  ]
  it.each(cases)('%s is refused in a sentence', async (_, make, key) => {
    const bytes = await make()
    await expect(readTableFile(bytes, 'a.xlsx')).rejects.toMatchObject({ key, exitStatus: 2 })
  })

  it('a CSV is read by what it holds, whatever its encoding', async () => {
    const gbk = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0x78, 0x0a, 0x31, 0x2c, 0x32])
    expect(texts(await readTableFile(gbk, 'a.csv'))).toEqual([
      ['编号', 'x'],
      ['1', '2'],
    ])
    expect(
      texts(await readTableFile(readFileSync('rosters/ouhai-2017.csv'), 'r.csv')).length,
    ).toBeGreaterThan(50)
  })
})
