/** CSV and TSV as spreadsheets write them (RFC 4180), each cell with its place in the file. */

/** One cell. Line and column count from 1; `text` is trimmed. */
export interface Cell {
  readonly text: string
  readonly line: number
  readonly column: number
}

const MAX_ROWS = 500_000
const MAX_CELLS = 200

/** Rows of cells; blank rows are left out. The separator is a tab where the first line holds one, else a comma or semicolon. */
export function readCsv(text: string): Cell[][] {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  const separator = first.includes('\t') ? '\t' : first.includes(',') || !first.includes(';') ? ',' : ';'
  const rows: Cell[][] = []
  let row: Cell[] = []
  let [line, lineStart, at] = [1, 0, text.charCodeAt(0) === 0xfeff ? 1 : 0]
  const endRow = () => {
    if (row.some((cell) => cell.text !== '')) rows.push(row)
    row = []
  }
  while (at < text.length && rows.length < MAX_ROWS) {
    const [cellLine, cellColumn] = [line, at - lineStart + 1]
    let value = ''
    if (text[at] === '"') {
      at++
      while (at < text.length) {
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break
          at++
        }
        if (text[at] === '\n') {
          line++
          lineStart = at + 1
        }
        value += text[at++]
      }
      at++
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r')
      value += text[at++]
    if (row.length < MAX_CELLS) row.push({ text: value.trim(), line: cellLine, column: cellColumn })
    if (text[at] === separator) {
      at++
      continue
    }
    endRow()
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    lineStart = at
  }
  endRow()
  return rows
}

/**
 * A cell as CSV writes it: quoted where it must be. A text that a spreadsheet would take for a formula is set off
 * with an apostrophe.
 */
export function csvCell(value: string): string {
  const safe =
    /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A CSV file with a byte-order mark, so that spreadsheets take it for UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}
