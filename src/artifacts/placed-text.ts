/** Lines that are set in places as flowing text: what wraps is joined again, what stands apart stays apart. */
import type { PlacedLine } from '../model/file.js'

/** Lines that begin something of their own, whatever the line before looks like. */
const OPENS =
  /^(?:第?[一二三四五六七八九十]{1,3}[、章节条.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|附件|[-—－])/
const PAGE_NUMBER = /^(?:[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s?\d{1,4}\s?页.{0,12}|\d{1,4}\s?\/\s?\d{1,4})$/

/** Words of a line; characters that are spaced out over the line are one word. */
export function wordsOf({ cells }: PlacedLine): string[] {
  const texts = cells.map(({ text }) => text)
  const spaced = texts.length > 2 && texts.every((text) => /^\p{Script=Han}$/u.test(text))
  return spaced ? [texts.join('')] : texts
}

/** A page number stands alone and close together; numbers of a table spread over the page. */
function isPageNumber({ cells, height }: PlacedLine): boolean {
  const [first, last] = [cells[0], cells.at(-1)]
  if (!first || !last || last.right - first.left > height * 12) return false
  return PAGE_NUMBER.test(cells.map(({ text }) => text).join(' '))
}

/** The lines without page numbers at the top or the foot of a page. */
export function withoutPageNumbers(lines: readonly PlacedLine[]): PlacedLine[] {
  return lines.filter((line, i) => {
    const edge = lines[i - 1]?.page !== line.page || lines[i + 1]?.page !== line.page
    return !(edge && isPageNumber(line))
  })
}

interface Margins {
  readonly left: number
  readonly right: number
}

/** Where full lines of the text begin and end. */
function marginsOf(lines: readonly PlacedLine[]): Margins {
  let [left, right] = [Number.POSITIVE_INFINITY, 0]
  for (const { cells } of lines) {
    const [cell] = cells
    if (cells.length !== 1 || !cell || cell.text.length < 12) continue
    left = Math.min(left, cell.left)
    right = Math.max(right, cell.right)
  }
  return { left, right }
}

/** True where a line goes on in the next: it fills the measure, and the next begins where text begins. */
function goesOn(line: PlacedLine, next: PlacedLine, { left, right }: Margins): boolean {
  const [cell] = line.cells
  const [following] = next.cells
  if (line.cells.length !== 1 || !cell || !following || next.page > line.page + 1) return false
  if (OPENS.test(following.text) || Math.abs(line.height - next.height) > line.height * 0.2) return false
  // What begins farther right than an indent is no line of the text but a cell of a table.
  const ofText = cell.left < left + line.height * 3
  const full = cell.right > right - line.height * 1.6
  return ofText && full && following.left < left + line.height * 0.6
}

/**
 * Paragraphs of the lines, in order. `taken`: lines that belong to something else and end the paragraph before them.
 * Words that stand apart on one line are lines of their own.
 */
export function paragraphsOf(lines: readonly PlacedLine[], taken: (line: PlacedLine) => boolean): string[] {
  const margins = marginsOf(lines)
  const paragraphs: string[] = []
  let open: PlacedLine | null = null
  for (const line of lines) {
    if (taken(line)) {
      open = null
      continue
    }
    const words = wordsOf(line)
    const [first = '', ...rest] = words
    if (open && goesOn(open, line, margins)) paragraphs[paragraphs.length - 1] += first
    else paragraphs.push(first)
    paragraphs.push(...rest)
    open = line
  }
  return paragraphs
}

/** The title of a text: its first lines in characters larger than the rest; null where none are. */
export function placedTitle(lines: readonly PlacedLine[]): string | null {
  const heights = lines.map(({ height }) => height).sort((a, b) => a - b)
  const usual = heights[Math.floor(heights.length / 2)] ?? 0
  const opening = lines.slice(0, 12)
  const largest = Math.max(0, ...opening.map(({ height }) => height))
  if (largest < usual * 1.15) return null
  const from = opening.findIndex(({ height }) => height > largest * 0.95)
  const title: string[] = []
  for (const line of opening.slice(from)) {
    if (line.height <= largest * 0.95 || title.length >= 4) break
    title.push(wordsOf(line).join(''))
  }
  return title.join('').slice(0, 200) || null
}
