/** Word files (OOXML): paragraphs and tables in reading order, without what was deleted or hidden. */

import type { DocumentBlock } from '../model/file.js'
import { plainHan } from '../model/han.js'
import type { Archive } from './archive.js'
import { Grid } from './grid.js'
import { hear } from './markup.js'
import type { Gathered } from './reading.js'

const BLOCKS = 20_000
const PARAGRAPH = 20_000

/** Runs that a reader of the file does not see, and alternatives of what is read already. */
const UNSEEN: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'Fallback',
  'instrText',
  'delText',
  'delInstrText',
])

interface Table {
  readonly grid: Grid
  /** Text of the cell so far. */
  cell: string[]
  wide: number
  goesOn: boolean
}

/** Word's body as it streams by. */
class Body {
  readonly blocks: DocumentBlock[] = []
  images = 0
  cut = false
  readonly #tables: Table[] = []
  /** Paragraphs that are open: a text box stands inside one. */
  readonly #paragraphs: string[] = []
  #unseen = 0
  #inText = false
  /** A run's own marks come before its text. */
  #hidden = false
  #inRunMarks = false

  readonly open = (name: string, attributes: ReadonlyMap<string, string>): void => {
    if (UNSEEN.has(name)) this.#unseen += 1
    const table = this.#tables.at(-1)
    switch (name) {
      case 'tbl':
        if (this.#tables.length < 20)
          this.#tables.push({ grid: new Grid(), cell: [], wide: 1, goesOn: false })
        return
      case 'tr':
        table?.grid.row()
        return
      case 'tc':
        if (table) Object.assign(table, { cell: [], wide: 1, goesOn: false })
        return
      case 'gridBefore':
        table?.grid.cell('', Number(attributes.get('val')) || 0, false)
        return
      case 'gridSpan':
        if (table) table.wide = Number(attributes.get('val')) || 1
        return
      case 'vMerge':
        if (table) table.goesOn = attributes.get('val') !== 'restart'
        return
      case 'p':
        this.#paragraphs.push('')
        return
      case 'r':
        this.#hidden = false
        return
      case 'rPr':
        this.#inRunMarks = true
        return
      case 'vanish':
        if (this.#inRunMarks && !/^(?:0|false|off)$/.test(attributes.get('val') ?? '')) this.#hidden = true
        return
      case 't':
        this.#inText = true
        return
      case 'tab':
      case 'br':
      case 'cr':
        if (!this.#inRunMarks) this.#say(name === 'tab' ? '\t' : '\n')
        return
      case 'noBreakHyphen':
        this.#say('-')
        return
      case 'blip':
      case 'imagedata':
        this.images += 1
    }
  }

  readonly text = (text: string): void => {
    if (this.#inText) this.#say(text)
  }

  readonly close = (name: string): void => {
    if (UNSEEN.has(name)) this.#unseen -= 1
    if (name === 't') this.#inText = false
    else if (name === 'rPr') this.#inRunMarks = false
    else if (name === 'p') this.#endParagraph()
    else if (name === 'tc') this.#endCell()
    else if (name === 'tbl') this.#endTable()
  }

  #say(text: string): void {
    if (this.#unseen > 0 || this.#hidden || this.#paragraphs.length === 0) return
    const at = this.#paragraphs.length - 1
    const held = this.#paragraphs[at] ?? ''
    if (held.length + text.length <= PARAGRAPH) this.#paragraphs[at] = held + text
    else this.cut = true
  }

  #endParagraph(): void {
    const text = plainHan(this.#paragraphs.pop() ?? '').trim()
    if (text === '') return
    const table = this.#tables.at(-1)
    if (table) table.cell.push(text)
    else this.#put({ text })
  }

  #endCell(): void {
    const table = this.#tables.at(-1)
    table?.grid.cell(table.cell.join('\n'), table.wide, table.goesOn)
  }

  #endTable(): void {
    const table = this.#tables.pop()
    if (!table) return
    this.cut ||= table.grid.cut
    this.#put({ rows: table.grid.rows })
    // What stands in a table inside a cell is the cell's text too.
    const around = this.#tables.at(-1)
    if (around) around.cell.push(...table.grid.rows.map((row) => row.join('\t')).slice(0, 100))
  }

  #put(block: DocumentBlock): void {
    if (this.blocks.length < BLOCKS) this.blocks.push(block)
    else this.cut = true
  }
}

/** Reads the body of a Word file; null where the archive holds none. */
export async function readDocx(archive: Archive): Promise<Gathered | null> {
  const name =
    archive.names.find((one) => one === 'word/document.xml') ??
    archive.names.find((one) => /^word\/document\d*\.xml$/i.test(one))
  const part = name === undefined ? null : await archive.read(name)
  if (!part) return null
  const body = new Body()
  hear(part, body)
  return { pages: null, images: body.images, blocks: body.blocks, lines: [], cut: body.cut }
}
