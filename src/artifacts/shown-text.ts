/** The text that a visitor reads of a page, gone through once: its lines, how much stands in them, where words stand. */
import { KIND, kindTable } from './characters.js'
import { remembered } from './remembered.js'

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

const asLine = (raw: string): string =>
  (raw.includes(JOINT) ? raw.replaceAll(JOINT, '') : raw).trim().normalize('NFKC')
/** The short lines of a site's frame stand on every page. */
const asShortLine = remembered(8_000, 60, asLine)

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
  /** Whole lines as they are read, by their number. */
  readonly #texts = new Map<number, string>()
  /** Long stretches as lines, whole, by where they stand: several readers ask for the same body. */
  readonly #stretches = new Map<number, string>()
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
    const key = end === to && to - from >= LONG_STRETCH ? from * 2 ** 26 + to : -1
    const known = this.#stretches.get(key)
    if (known !== undefined) return known.slice(0, max)
    const out: string[] = []
    for (let i = firstAfter(this.lines, from); i < this.lines.length; i++) {
      const line = this.lines[i]
      if (line === undefined || line.from >= end) break
      const [start, stop] = [Math.max(from, line.from), Math.min(end, line.to)]
      if (this.ink(start, stop) === 0) continue
      const isWhole = start === line.from && stop === line.to
      const text = (isWhole ? this.#texts.get(i) : undefined) ?? this.#lineText(start, stop)
      if (isWhole) this.#texts.set(i, text)
      out.push(text)
    }
    const whole = out.join('\n')
    if (key >= 0) this.#stretches.set(key, whole)
    return whole.slice(0, max)
  }

  #lineText(from: number, to: number): string {
    const raw = this.whole.slice(from, to)
    return raw.length > 60 ? asLine(raw) : asShortLine(raw)
  }

  /** The lines that, read without joints, hold what is looked for. */
  linesWith(wanted: RegExp): Span[] {
    if (!wanted.test(this.plain)) return []
    return this.lines.filter(({ from, to }) => wanted.test(this.whole.slice(from, to).replaceAll(JOINT, '')))
  }
}
