/** The text that a visitor reads of a page, gone through once: its lines, how much stands in them, where words stand. */
import { KIND, kindTable } from './characters.js'
import { MIXES, nfkcOf } from './nfkc.js'

/** Marks the border between two inline elements inside a text; never shown. */
export const JOINT = '\u0001'

/** A part of a text. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Characters of a text that are no white space. */
export function inkOf(text: string): number {
  const kinds = kindTable()
  let ink = 0
  for (let i = 0; i < text.length; i++) ink += (kinds[text.charCodeAt(i)] ?? 0) & KIND.ink
  return ink
}

/** Characters that make it worth while to remember a stretch as lines. */
const LONG_STRETCH = 500

const asLine = (raw: string): string => raw.replaceAll(JOINT, '').trim().normalize('NFKC')

const [JOINT_CODE, BREAK] = [JOINT.charCodeAt(0), 10]

/** Where lines are written, two bytes a character. */
let room = Buffer.alloc(16_384)

/** Room for so many bytes; the first ones are kept. */
function roomFor(bytes: number, kept: number): Buffer {
  if (bytes > room.length) {
    const larger = Buffer.alloc(bytes * 2)
    room.copy(larger, 0, 0, kept)
    room = larger
  }
  return room
}

/** What stands between two positions as lines that are not empty, a break between any two. */
function linesIn(text: string, from: number, to: number): string {
  const kinds = kindTable()
  let bytes = roomFor((to - from) * 2, 0)
  let size = 0
  for (let start = from; start < to; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 || found > to ? to : found
    let [first, last] = [start, end]
    start = end + 1
    while (first < last && kinds[text.charCodeAt(first)] === 0) first++
    if (first === last) continue
    while (kinds[text.charCodeAt(last - 1)] === 0) last--
    if (size > 0) {
      bytes[size++] = BREAK
      bytes[size++] = 0
    }
    const begin = size
    for (let at = first; at < last; at++) {
      const code = text.charCodeAt(at)
      if (code === JOINT_CODE) continue
      const plain = nfkcOf(code)
      if (plain === MIXES) {
        const line = asLine(text.slice(first, last))
        bytes = roomFor(begin + (line.length + to - end) * 2, begin)
        size = begin + bytes.write(line, begin, 'utf16le')
        break
      }
      bytes[size++] = plain & 0xff
      bytes[size++] = plain >> 8
    }
  }
  return bytes.toString('utf16le', 0, size)
}

/** Where in a list of spans, sorted and apart, the first stands that ends after a position. */
function firstAfter(spans: readonly Span[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((spans[mid]?.to ?? 0) <= at) low = mid + 1
    else high = mid
  }
  return low
}

/** True where one of the spans, sorted and apart, has something in common with what lies between two positions. */
export function touchesSpan(spans: readonly Span[], from: number, to: number): boolean {
  const span = spans[firstAfter(spans, from)]
  return span !== undefined && span.from < to
}

/** A page's visible text. Each thing is worked out when it is first asked for. */
export class ShownText {
  #ink: Int32Array | null = null
  #kinds = 0
  #lines: Span[] | null = null
  /** The last long stretch as lines, whole: several readers ask for the same body. */
  #stretch = { from: -1, to: -1, lines: '' }
  #plain: string | null = null

  /** Text with joints between inline elements and line breaks between blocks. */
  constructor(readonly whole: string) {}

  /** The text without joints. */
  get plain(): string {
    this.#plain ??= this.whole.replaceAll(JOINT, '')
    return this.#plain
  }

  /** Characters between two positions that are no white space. */
  ink(from = 0, to = this.whole.length): number {
    this.#ink ??= this.#count()
    return Math.max(0, (this.#ink[to] ?? 0) - (this.#ink[from] ?? 0))
  }

  /** The first character between two positions that is no white space; '' where none is. */
  opening(from: number, to: number): string {
    const kinds = kindTable()
    let at = from
    while (at < to && kinds[this.whole.charCodeAt(at)] === 0) at++
    return at < to ? this.whole.charAt(at) : ''
  }

  /** The kinds of characters that it holds, see {@link KIND}. */
  get kinds(): number {
    this.#ink ??= this.#count()
    return this.#kinds
  }

  /** Whether characters of a kind stand anywhere in the text. */
  holds(kind: number): boolean {
    return (this.kinds & kind) !== 0
  }

  #count(): Int32Array {
    const { whole } = this
    const table = kindTable()
    const sums = new Int32Array(whole.length + 1)
    let [ink, kinds] = [0, 0]
    for (let i = 0; i < whole.length; i++) {
      const kind = table[whole.charCodeAt(i)] ?? 0
      kinds |= kind
      ink += kind & KIND.ink
      sums[i + 1] = ink
    }
    this.#kinds = kinds
    return sums
  }

  /** Its lines, without the breaks between them. */
  get lines(): readonly Span[] {
    this.#lines ??= this.#findLines()
    return this.#lines
  }

  #findLines(): Span[] {
    const { whole } = this
    const lines: Span[] = []
    for (let from = 0; from <= whole.length; ) {
      const end = whole.indexOf('\n', from)
      const to = end < 0 ? whole.length : end
      lines.push({ from, to })
      from = to + 1
    }
    return lines
  }

  /** What stands between two positions as lines: white space folded, NFKC, at most `max` characters. */
  linesBetween(from: number, to: number, max: number): string {
    const end = Math.min(to, from + max * 2)
    const known = this.#stretch
    if (known.from === from && known.to === end) return known.lines.slice(0, max)
    const lines = this.#isWithin(known, from, end)
      ? [linesIn(this.whole, from, known.from), known.lines, linesIn(this.whole, known.to, end)]
          .filter((part) => part !== '')
          .join('\n')
      : linesIn(this.whole, from, end)
    if (end - from >= LONG_STRETCH) this.#stretch = { from, to: end, lines }
    return lines.slice(0, max)
  }

  /** True for a stretch of whole lines that lies between two positions. */
  #isWithin(stretch: Span, from: number, to: number): boolean {
    if (stretch.from < from || stretch.to > to) return false
    const breaks = (at: number): boolean => this.whole.charCodeAt(at) === BREAK
    const begins = stretch.from === 0 || breaks(stretch.from - 1)
    return begins && (stretch.to === this.whole.length || breaks(stretch.to) || breaks(stretch.to - 1))
  }

  /** Whether a word stands anywhere in the text, be it parted by joints. */
  says(word: RegExp): boolean {
    return word.test(this.plain)
  }

  /** The lines that, read without joints, hold what is looked for. */
  linesWith(wanted: RegExp): Span[] {
    if (!wanted.test(this.plain)) return []
    return this.lines.filter(({ from, to }) => wanted.test(this.whole.slice(from, to).replaceAll(JOINT, '')))
  }
}
