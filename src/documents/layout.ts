/** Pieces of text set in places, put together to lines: what stands on one height, from left to right. */
import type { PlacedCell, PlacedLine } from '../model/file.js'
import { plainHan } from '../model/han.js'

/** One run of text. Lengths in points; `y` from the top of the page, at the foot of the characters. */
export interface Piece {
  readonly left: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly text: string
}

/** Pieces nearer than this share of a character's height are one word, farther ones stand in cells of their own. */
const WORD_GAP = 0.35
const CELL_GAP = 1.1
/** Feet of characters on one line differ by less. */
const SAME_LINE = 0.4
const LINE_TEXT = 2_000
const NUMBER = /^[\d.,/—–-]+$/

/** Width of a text in halves of a character: Chinese characters take two. */
function halves(text: string): number {
  let width = 0
  for (const char of text) width += char.charCodeAt(0) > 0x2e7f ? 2 : 1
  return width
}

/** A piece that holds wide gaps of spaces is several, each where its characters stand. */
function split(piece: Piece): Piece[] {
  const { text } = piece
  if (!/\S\s+\S/.test(text)) return [{ ...piece, text: text.trim() }]
  const all = Math.max(1, halves(text))
  const parts: Piece[] = []
  for (const found of text.matchAll(/\S+/g)) {
    const before = halves(text.slice(0, found.index))
    const width = (piece.width * halves(found[0])) / all
    parts.push({ ...piece, left: piece.left + (piece.width * before) / all, width, text: found[0] })
  }
  return parts
}

/** Words of one line as cells. */
function cellsOf(pieces: readonly Piece[]): PlacedCell[] {
  const cells: { left: number; right: number; text: string }[] = []
  for (const piece of [...pieces].sort((a, b) => a.left - b.left)) {
    const right = piece.left + piece.width
    const last = cells.at(-1)
    const gap = last ? piece.left - last.right : Number.POSITIVE_INFINITY
    // Narrow columns of numbers stand nearer than words do.
    const apart = last && NUMBER.test(last.text) && NUMBER.test(piece.text) ? WORD_GAP : CELL_GAP
    if (last && gap < piece.height * apart) {
      // The same word drawn twice makes it bold.
      if (gap < -0.5 * piece.width && last.text.endsWith(piece.text)) continue
      const latin = /[A-Za-z0-9,.;:]$/.test(last.text) && /^[A-Za-z0-9(]/.test(piece.text)
      last.text +=
        gap > piece.height * WORD_GAP || (latin && gap > piece.height * 0.15) ? ` ${piece.text}` : piece.text
      last.right = Math.max(last.right, right)
    } else cells.push({ left: piece.left, right, text: piece.text })
  }
  return cells.map((cell) => ({ ...cell, text: cell.text.slice(0, LINE_TEXT) }))
}

/** The lines of one page, from its top. */
export function linesOfPage(page: number, pieces: readonly Piece[]): PlacedLine[] {
  const words = pieces
    .flatMap((piece) => split({ ...piece, text: plainHan(piece.text) }))
    .filter(
      ({ text, left, y, width, height }) => text !== '' && [left, y, width, height].every(Number.isFinite),
    )
    .sort((a, b) => a.y - b.y || a.left - b.left)
  const lines: PlacedLine[] = []
  let line: Piece[] = []
  const end = () => {
    const [first] = line
    if (!first) return
    const height = Math.max(...line.map((one) => one.height))
    lines.push({ page, y: first.y, height, cells: cellsOf(line) })
    line = []
  }
  for (const word of words) {
    const first = line[0]
    if (first && word.y - first.y > SAME_LINE * Math.min(first.height, word.height)) end()
    line.push(word)
  }
  end()
  return lines
}
