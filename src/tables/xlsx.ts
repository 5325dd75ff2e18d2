/** Spreadsheets (.xlsx) in and out: read within bounds whatever the file claims, written as text that no program takes for a formula. */
import yauzl from 'yauzl'
import { UserFault } from '../model/error.js'
import type { Cell } from './csv.js'

/** One sheet to be written: a title row or none, headers, rows; cells are text or numbers. */
export interface Sheet {
  readonly name: string
  readonly title?: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** Width of each column in characters; absent: by the header. */
  readonly widths?: readonly number[]
}

const MAX_FILE_BYTES = 50 * 1024 * 1024
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024
const MAX_PARTS = 2_000
const MAX_ROWS = 200_000
const MAX_COLUMNS = 200
/** What a cell of the format may hold. */
const MAX_CELL_CHARACTERS = 32_767

const refused = (file: string, why: string): UserFault =>
  new UserFault('tables.not-a-spreadsheet', { file, why }, 2)

function openZip(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip))),
  )
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** True where a part of a sheet names a cell beyond the bounds: one such cell would be filled up to. */
function reachesTooFar(xml: string): boolean {
  for (const [, letters = '', row = ''] of xml.matchAll(/\br="([A-Z]{1,4})(\d{1,9})"/g))
    if (columnNumber(letters) > MAX_COLUMNS || Number(row) > MAX_ROWS) return true
  return /<row\b[^>]{0,200}\br="(?:\d{7,}|[2-9]\d{5})"/.test(xml)
}

/**
 * Unpacks every part of an office file, counting, before anybody else does: sizes that a file claims are not believed.
 * Throws UserFault (exit status 2) for what goes beyond the bounds, an Error for what is damaged.
 */
export async function refuseBombs(bytes: Buffer, file: string): Promise<void> {
  const zip = await openZip(bytes)
  let unpacked = 0
  let parts = 0
  const readPart = (entry: yauzl.Entry): Promise<void> =>
    new Promise((resolve, reject) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(entry.fileName)
        // A cell's name may lie across two pieces.
        let tail = ''
        stream.on('data', (piece: Buffer) => {
          unpacked += piece.length
          const text = isSheet ? tail + piece.toString('latin1') : ''
          tail = text.slice(-64)
          if (unpacked > MAX_UNPACKED_BYTES || reachesTooFar(text)) {
            stream.destroy()
            reject(refused(file, 'too-big'))
          }
        })
        stream.on('end', resolve)
        stream.on('error', reject)
      }),
    )
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      parts += 1
      if (parts > MAX_PARTS) return reject(refused(file, 'too-big'))
      readPart(entry).then(() => zip.readEntry(), reject)
    })
    zip.on('end', resolve)
    zip.on('error', reject)
    zip.readEntry()
  }).finally(() => zip.close())
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) {
    const iso = Number.isNaN(value.getTime()) ? '' : value.toISOString()
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16)
  }
  // Binary fractions of a cell that shows 1.1 may read 1.1000000000000001.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)))
  return String(value).trim()
}

/**
 * Cells of the first sheet that holds any; line is the row, column the column, both from 1. Blank rows are left out.
 * @throws UserFault (exit status 2) for what is no spreadsheet, is damaged, or goes beyond the bounds
 */
export async function readXlsx(bytes: Buffer, file: string): Promise<Cell[][]> {
  if (bytes.length > MAX_FILE_BYTES) throw refused(file, 'too-big')
  let sheets: readonly { readonly data: readonly (readonly unknown[])[] }[]
  try {
    await refuseBombs(bytes, file)
    const { default: readXlsxFile } = await import('read-excel-file/node')
    sheets = await readXlsxFile(bytes)
  } catch (error) {
    if (error instanceof UserFault) throw error
    throw refused(file, error instanceof Error ? error.message : String(error))
  }
  const filled = sheets.map(({ data }) =>
    data
      .map((row, index) =>
        row.map((value, place): Cell => ({ text: textOf(value), line: index + 1, column: place + 1 })),
      )
      .filter((row) => row.some((cell) => cell.text !== '')),
  )
  return filled.find((rows) => rows.length > 0) ?? []
}

/** Text as the format can hold it: no control characters, no halves of characters, not too long. */
function written(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .slice(0, MAX_CELL_CHARACTERS)
}

const cellOf = (value: string | number, over: object = {}) =>
  typeof value === 'number'
    ? { value, type: Number, ...over }
    : { value: written(value), type: String, wrap: true, alignVertical: 'top' as const, ...over }

/** Names of sheets are at most 31 characters and hold none of these; the first of several equal ones keeps it. */
function sheetName(name: string, index: number): string {
  const plain = written(name)
    .replace(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 28)
  return index === 0 ? plain || 'Sheet1' : `${plain || 'Sheet'} ${index + 1}`
}

/** Printed, a sheet is as wide as its page and as long as it needs: nobody glues columns together. */
const ONE_PAGE_WIDE = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml: string) =>
          xml
            .replace('<sheetViews', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews')
            .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" '),
      },
    },
  },
}

/** A spreadsheet of these sheets; every text is a text cell, so that `=…` is never worked out. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const named = new Set<string>()
  const made = sheets.map(({ name, title, headers, rows, widths }, index) => {
    const own = sheetName(name, 0)
    const sheet = named.has(own) ? sheetName(name, index) : own
    named.add(sheet)
    const head = headers.map((header) => cellOf(header, { fontWeight: 'bold', backgroundColor: '#E8EEF7' }))
    const top =
      title === undefined ? [] : [[cellOf(title, { fontWeight: 'bold', columnSpan: headers.length })]]
    return {
      sheet,
      data: [...top, head, ...rows.map((row) => row.map((value) => cellOf(value)))],
      columns: headers.map((header, column) => ({
        width: widths?.[column] ?? Math.max(10, header.length * 2 + 2),
      })),
      stickyRowsCount: top.length + 1,
      orientation: 'landscape' as const,
    }
  })
  return writeXlsxFile(made, { features: [ONE_PAGE_WIDE] }).toBuffer()
}
