/** Text as a page's markup gives it, a piece at a time: white space folded, borders of elements kept. */
import { JOINT } from './shown-text.js'

/** Control, zero-width and direction characters: they are no text, and hide text from a search. */
const UNPRINTED =
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]+/g

/** What folding changes wherever it stands, beside blanks in a row: what is not printed, and white space that is no blank. */
const untidy = new Uint8Array(65_536)
for (const [first, last] of [
  [0x00, 0x1f],
  [0x7f, 0x7f],
  [0xa0, 0xa0],
  [0xad, 0xad],
  [0x1680, 0x1680],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x2069],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const)
  untidy.fill(1, first, last + 1)

const BLANK = 0x20

/** True for blanks, tabs and line breaks alone, as they stand between tags. */
function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== BLANK && code !== 0x0a && code !== 0x0d && code !== 0x09) return false
  }
  return text !== ''
}

/** A text without what is not printed, and with single blanks for its white space. */
export function folded(text: string): string {
  let last = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (untidy[code] === 1 || (code === BLANK && last === BLANK))
      return isBlank(text) ? ' ' : text.replace(UNPRINTED, '').replace(/\s+/g, ' ')
    last = code
  }
  return text
}

/** Text under construction: no white space in a row, remembers its length and its last character only. */
export class TextFlow {
  readonly #parts: string[] = []
  length = 0
  #last = '\n'

  /** The character that it ends with; a line break before it begins. */
  get last(): string {
    return this.#last
  }

  #push(text: string): void {
    this.#parts.push(text)
    this.length += text.length
    this.#last = text.charAt(text.length - 1)
  }

  /** A text that is folded. */
  text(given: string): void {
    let text = given
    if (text.startsWith(' ') && (this.#last === ' ' || this.#last === '\n')) text = text.slice(1)
    if (text !== '') this.#push(text)
  }

  /** A piece that another flow was given as it stood where this one stands. */
  piece(text: string): void {
    if (text !== '') this.#push(text)
  }

  line(): void {
    if (this.#last !== '\n') this.#push('\n')
  }

  joint(): void {
    if (this.#last !== '\n' && this.#last !== JOINT) this.#push(JOINT)
  }

  toString(): string {
    return this.#parts.join('')
  }
}
