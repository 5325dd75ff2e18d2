/** A scanner of single tags: name and attributes as positions in the page's text, so that nothing is made for what nobody asks. */

/** Attributes of one tag that are remembered. */
const ATTRIBUTES_MAX = 40
const NAMES_MAX = 200

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0c || code === 0x0d
}

/** Names of tags as they were met, lower case: most are met on every page. */
const names = new Map<string, string>()

function lowerName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const lower = text.toLowerCase()
  if (names.size < NAMES_MAX && text.length < 13) names.set(text, lower)
  return lower
}

/** Start and end of each name, start and end of its value (-1: it has none). One for all: a tag is read before the next. */
const spots = new Int32Array(ATTRIBUTES_MAX * 4)

/** Reads the tag that begins at a position; one object serves a whole page. Quotes and blanks are read as the full reader's parser does. */
export class TagScan {
  /** Where the text goes on after the tag. */
  end = 0
  /** The tag closes itself: <script/>. */
  closed = false
  /** More attributes than are remembered. */
  crowded = false
  #count = 0

  constructor(private readonly html: string) {}

  /** Name of the tag whose `<` stands at `at`, lower case; null when the page ends inside the tag. */
  open(at: number): string | null {
    const { html } = this
    const { length } = html
    let index = at + 1
    for (; index < length; index += 1) {
      const code = html.charCodeAt(index)
      if (code === 0x3e || code === 0x2f || isSpace(code)) break
    }
    const nameEnd = index
    this.#count = 0
    this.closed = false
    this.crowded = false
    for (;;) {
      if (index >= length) return null
      const code = html.charCodeAt(index)
      if (code === 0x3e) {
        this.end = index + 1
        return lowerName(html.slice(at + 1, nameEnd))
      }
      if (code === 0x2f) {
        this.closed = html.charCodeAt(index + 1) === 0x3e
        index += 1
      } else if (isSpace(code)) index += 1
      else index = this.#attribute(index)
    }
  }

  /** Reads one attribute; where the next may begin. */
  #attribute(from: number): number {
    const { html } = this
    const { length } = html
    let index = from
    for (; index < length; index += 1) {
      const code = html.charCodeAt(index)
      // An equals sign may begin a name: a slip, but not one that ends the tag.
      if (code === 0x3e || code === 0x2f || isSpace(code) || code === 0x3d) break
    }
    const nameEnd = index
    while (index < length && isSpace(html.charCodeAt(index))) index += 1
    if (html.charCodeAt(index) !== 0x3d) {
      this.#note(from, nameEnd, -1, -1)
      return nameEnd === from ? from + 1 : index
    }
    index += 1
    while (index < length && isSpace(html.charCodeAt(index))) index += 1
    const quote = html.charCodeAt(index)
    if (quote === 0x22 || quote === 0x27) {
      const close = html.indexOf(quote === 0x22 ? '"' : "'", index + 1)
      const valueEnd = close < 0 ? length : close
      this.#note(from, nameEnd, index + 1, valueEnd)
      return valueEnd + 1
    }
    const start = index
    for (; index < length; index += 1) {
      const code = html.charCodeAt(index)
      if (code === 0x3e || isSpace(code)) break
    }
    this.#note(from, nameEnd, start, index)
    return index
  }

  #note(nameFrom: number, nameTo: number, valueFrom: number, valueTo: number): void {
    if (this.#count >= ATTRIBUTES_MAX) {
      this.crowded = true
      return
    }
    const at = this.#count * 4
    spots[at] = nameFrom
    spots[at + 1] = nameTo
    spots[at + 2] = valueFrom
    spots[at + 3] = valueTo
    this.#count += 1
  }

  /** Value of the tag's first attribute of this (lower case) name, as written; '' for one without a value, null for none. */
  value(name: string): string | null {
    const { html } = this
    const first = name.charCodeAt(0)
    for (let at = 0; at < this.#count * 4; at += 4) {
      const from = spots[at] ?? 0
      const to = spots[at + 1] ?? 0
      if (to - from !== name.length || (html.charCodeAt(from) | 0x20) !== first) continue
      if (html.slice(from, to).toLowerCase() !== name) continue
      const valueFrom = spots[at + 2] ?? -1
      return valueFrom < 0 ? '' : html.slice(valueFrom, spots[at + 3])
    }
    return null
  }

  /** Position of the closing tag of what the last tag opened (script, style, title …); -1 when the page ends before it. */
  closing(name: string): number {
    const { html } = this
    for (let at = html.indexOf('</', this.end); at >= 0; at = html.indexOf('</', at + 2)) {
      const after = at + 2 + name.length
      if (html.slice(at + 2, after).toLowerCase() !== name) continue
      const code = html.charCodeAt(after)
      if (code === 0x3e || isSpace(code)) return at
    }
    return -1
  }

  /** Characters between two positions that are no blanks. */
  inked(from: number, to: number): number {
    const { html } = this
    let sum = 0
    for (let index = from; index < to; index += 1) if (html.charCodeAt(index) > 0x20) sum += 1
    return sum
  }
}
