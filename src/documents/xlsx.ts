/** Spreadsheets (OOXML): each sheet as a grid of the texts that its cells show. */
import type { DocumentBlock } from '../model/file.js'
import { plainHan } from '../model/han.js'
import type { Archive } from './archive.js'
import { hear } from './markup.js'
import type { Gathered } from './reading.js'

const SHEETS = 20
const ROWS = 5_000
const COLUMNS = 200
const CELLS = 100_000
const SHARED = 200_000
const CELL_TEXT = 1_000
const MERGES = 2_000

/** Texts that cells share, by number. */
function sharedTexts(part: Buffer | null): string[] {
  const texts: string[] = []
  if (!part) return texts
  let text = ''
  let inText = false
  let phonetic = 0
  hear(part, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') phonetic += 1
    },
    text: (piece) => {
      if (inText && phonetic === 0 && text.length < CELL_TEXT) text += piece
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic -= 1
      else if (name === 'si' && texts.length < SHARED) texts.push(plainHan(text).trim())
    },
  })
  return texts
}

/** Zero-based row and column of a reference such as BC12; null for none, or one beyond what is read. */
function placeOf(reference: string): { row: number; column: number } | null {
  const found = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (!found) return null
  const column = [...(found[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const row = Number(found[2]) - 1
  return row < ROWS && column < COLUMNS && row >= 0 ? { row, column } : null
}

/** One sheet as it streams by. */
class Sheet {
  readonly rows: string[][] = []
  cut = false
  #cells = 0
  #merges = 0
  #place: { row: number; column: number } | null = null
  #type = ''
  #value = ''
  #inValue = false
  #next = { row: 0, column: 0 }

  constructor(private readonly shared: readonly string[]) {}

  readonly open = (name: string, attributes: ReadonlyMap<string, string>): void => {
    if (name === 'row') {
      const given = Number(attributes.get('r'))
      this.#next = { row: given > 0 ? given - 1 : this.#next.row, column: 0 }
    } else if (name === 'c') {
      const reference = attributes.get('r')
      this.#place = reference === undefined ? { ...this.#next } : placeOf(reference)
      this.#type = attributes.get('t') ?? 'n'
      this.#value = ''
    } else if (name === 'v' || name === 't') this.#inValue = true
    else if (name === 'mergeCell') this.#merge(attributes.get('ref') ?? '')
  }

  readonly text = (text: string): void => {
    if (this.#inValue && this.#value.length < CELL_TEXT) this.#value += text
  }

  readonly close = (name: string): void => {
    if (name === 'v' || name === 't') this.#inValue = false
    else if (name === 'row') this.#next = { row: this.#next.row + 1, column: 0 }
    else if (name === 'c') {
      this.#put()
      this.#next.column = (this.#place?.column ?? this.#next.column) + 1
    }
  }

  #put(): void {
    const place = this.#place
    if (!place || place.row >= ROWS || place.column >= COLUMNS || this.#cells >= CELLS) {
      this.cut = true
      return
    }
    const text = this.#type === 's' ? (this.shared[Number(this.#value)] ?? '') : plainHan(this.#value).trim()
    if (text === '') return
    this.#cells += 1
    this.#set(place.row, place.column, text)
  }

  #set(row: number, column: number, text: string): void {
    while (this.rows.length <= row) this.rows.push([])
    const line = this.rows[row] as string[]
    while (line.length < column) line.push('')
    line[column] = text
  }

  /** Merged cells follow their sheet: what the first of them shows stands for all. */
  #merge(reference: string): void {
    const [from, to] = reference.split(':').map((one) => placeOf(one))
    const text = from ? this.rows[from.row]?.[from.column] : undefined
    this.#merges += 1
    if (!from || !to || !text || this.#merges > MERGES) return
    for (let row = from.row; row <= to.row; row++)
      for (let column = from.column; column <= to.column; column++) {
        if (this.#cells >= CELLS) return
        this.#cells += 1
        this.#set(row, column, text)
      }
  }
}

function numberIn(name: string): number {
  return Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0)
}

/** Reads the sheets of a workbook in the order of their numbers; null where the archive holds none. */
export async function readXlsx(archive: Archive): Promise<Gathered | null> {
  const names = archive.names
    .filter((name) => /^xl\/worksheets\/[^/]+\.xml$/i.test(name))
    .sort((a, b) => numberIn(a) - numberIn(b))
  if (names.length === 0) return null
  const shared = sharedTexts(await archive.read('xl/sharedStrings.xml'))
  const blocks: DocumentBlock[] = []
  let cut = names.length > SHEETS
  for (const name of names.slice(0, SHEETS)) {
    const part = await archive.read(name)
    if (!part) continue
    const sheet = new Sheet(shared)
    hear(part, sheet)
    cut ||= sheet.cut
    const rows = sheet.rows
      .map((row) => Array.from(row, (cell) => cell ?? ''))
      .filter((row) => row.some((cell) => cell !== ''))
    if (rows.length > 0) blocks.push({ rows })
  }
  return { pages: names.length, images: 0, blocks, lines: [], cut }
}
