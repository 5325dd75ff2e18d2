/** Text for a terminal: nothing a crawled page wrote may move the cursor or turn the reading direction. */

const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** The text without control characters and without characters that reorder or hide others; tabs and line ends stay. */
export function plain(text: string): string {
  return text.replace(UNSAFE, '')
}

/** The same on one line. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim()
}

/** Columns that a character takes: Chinese ones take two. */
function widthOf(text: string): number {
  let width = 0
  for (const char of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        char,
      ) || char > '\uffff'
        ? 2
        : 1
  return width
}

/** The beginning of a text that fits into so many columns. */
export function cut(text: string, columns: number): string {
  const line = oneLine(text)
  if (widthOf(line) <= columns) return line
  let kept = ''
  let width = 1
  for (const char of line) {
    width += widthOf(char)
    if (width > columns) break
    kept += char
  }
  return `${kept}…`
}

const GAP = '  '

/** Rows under headers, padded by width; the last column is not padded. Cells are cut to 60 columns, the last one is not. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const last = headers.length - 1
  const all = [headers, ...rows].map((row) =>
    headers.map((_, index) => (index === last ? oneLine(row[index] ?? '') : cut(row[index] ?? '', 60))),
  )
  const widths = headers.map((_, index) =>
    all.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), 0),
  )
  const lines = all.map((row) =>
    row
      .map((cell, index) => (index === last ? cell : cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell))))
      .join(GAP)
      .trimEnd(),
  )
  const rule = '─'.repeat(
    Math.min(
      widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length),
      100,
    ),
  )
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
