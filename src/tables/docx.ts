/** Tables and paragraphs of a Word file (.docx) in the words of the file; a cell that spans several stands in the first of them. */
import { UserFault } from '../model/error.js'
import type { Cell } from './csv.js'
import { refuseBombs } from './xlsx.js'

/** What a Word file holds: paragraphs outside tables, and rows of all its tables one after the other. */
export interface WordTables {
  readonly paragraphs: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

const MAX_FILE_BYTES = 50 * 1024 * 1024
const MAX_ROWS = 20_000
const MAX_COLUMNS = 200

/** What `colspan` or `rowspan` says, within bounds. */
const span = (text: string | undefined): number => Math.min(MAX_COLUMNS, Math.max(1, Number(text) || 1))

/**
 * Reads the tables of a Word file; `line` of a cell is its row, counted over all tables.
 * @throws UserFault (exit status 2) for what is no Word file, is damaged, or goes beyond the bounds
 */
export async function readDocxTables(bytes: Buffer, file: string): Promise<WordTables> {
  if (bytes.length > MAX_FILE_BYTES) throw new UserFault('tables.not-a-document', { file, why: 'too-big' }, 2)
  let markup: string
  try {
    await refuseBombs(bytes, file)
    const { default: mammoth } = await import('mammoth')
    markup = (await mammoth.convertToHtml({ buffer: bytes })).value
  } catch (error) {
    if (error instanceof UserFault) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new UserFault('tables.not-a-document', { file, why }, 2)
  }
  const { load } = await import('cheerio')
  const $ = load(markup)
  // A paragraph ends a line of its cell.
  $('p, br').append('\n')
  const textOf = (element: Parameters<typeof $>[0]): string =>
    $(element)
      .text()
      .replace(/[ \t\u00a0]+/g, ' ')
      .replace(/\s*\n\s*/g, '\n')
      .trim()
  const rows: Cell[][] = []
  const spanned = new Map<number, number>()
  for (const row of $('tr').toArray().slice(0, MAX_ROWS)) {
    const cells: Cell[] = []
    const put = (text: string) => void cells.push({ text, line: rows.length + 1, column: cells.length + 1 })
    const passSpanned = (): void => {
      for (let left = spanned.get(cells.length) ?? 0; left > 0; left = spanned.get(cells.length) ?? 0) {
        spanned.set(cells.length, left - 1)
        put('')
      }
    }
    for (const cell of $(row).children('td, th').toArray()) {
      passSpanned()
      const [wide, high] = [span($(cell).attr('colspan')), span($(cell).attr('rowspan'))]
      for (let n = 0; n < wide && cells.length < MAX_COLUMNS; n++) {
        spanned.set(cells.length, high - 1)
        put(n === 0 ? textOf(cell) : '')
      }
    }
    passSpanned()
    rows.push(cells)
  }
  $('table').remove()
  return {
    paragraphs: $('p, h1, h2, h3, h4, h5, h6')
      .toArray()
      .map(textOf)
      .filter((text) => text !== ''),
    rows: rows.filter((row) => row.some(({ text }) => text !== '')),
  }
}
