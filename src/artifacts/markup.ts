/** Walks a page's markup as its elements open and close, with the rules by which HTML closes what authors left open. */
import { decodeText, decodeTitle, Tag, tagAt } from './tag.js'

/** Takes what the walk meets, in document order. */
export interface MarkupSink {
  open(tag: Tag): void
  /** The element opened last that is still open ends. */
  close(): void
  text(data: string): void
  comment(data: string): void
}

/** The names of the elements that are open, the innermost last. */
export interface OpenNames {
  push(name: string): void
  pop(): string | undefined
}

/** Where a walk may pass over markup that was walked through before. */
export interface Detours {
  /** The first position at which it wants to be asked. */
  readonly next: number
  /**
   * Asked at each place before or after a piece of markup from `next` on, and at the end. Gives where the walk goes on:
   * here, or further on, what lies between being done.
   * @param spot plain: outside of foreign markup. afterText: where the text before it ends depends on what follows.
   */
  reached(at: number, open: OpenNames, spot: { readonly plain: boolean; readonly afterText: boolean }): number
}

/** Of a page that is walked through from its beginning to its end. */
const NO_DETOURS: Detours = { next: Number.POSITIVE_INFINITY, reached: (at) => at }

const P = ['p']
const CONTROLS = ['input', 'option', 'optgroup', 'select', 'button', 'datalist', 'textarea']
/** What an opening tag ends when it stands directly inside it. */
const ENDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['tr', ['tr', 'th', 'td']],
  ['th', ['th']],
  ['td', ['thead', 'th', 'td']],
  ['body', ['head', 'link', 'script']],
  ['li', ['li']],
  ['option', ['option']],
  ['optgroup', ['optgroup', 'option']],
  ...['dd', 'dt'].map((name) => [name, ['dd', 'dt']] as const),
  ...['rt', 'rp'].map((name) => [name, ['rt', 'rp']] as const),
  ...['tbody', 'tfoot'].map((name) => [name, ['thead', 'tbody']] as const),
  ...['select', 'input', 'output', 'button', 'datalist', 'textarea'].map((name) => [name, CONTROLS] as const),
  ...(
    'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form ' +
    'header hr main nav ol pre section table ul'
  )
    .split(' ')
    .map((name) => [name, P] as const),
])
const FOREIGN = new Set(['math', 'svg'])
/** Inside foreign markup these hold HTML again. */
const HOLDS_HTML = new Set('mi mo mn ms mtext annotation-xml foreignobject desc title'.split(' '))
/** Their contents are text up to their own closing tag. */
const RAW_END: ReadonlyMap<string, RegExp> = new Map(
  ['script', 'style', 'title', 'textarea', 'xmp'].map((name) => [
    name,
    new RegExp(`</${name}[ \\n\\t\\f\\r>]`, 'gi'),
  ]),
)
const [EXCLAMATION, SLASH, GREATER, QUESTION] = [33, 47, 62, 63]
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122
const isBlank = (code: number): boolean =>
  code === 32 || code === 10 || code === 9 || code === 12 || code === 13

const IMPLIED_P = new Tag('p', {}, false)
const IMPLIED_BR = new Tag('br', {}, false)

/** Names of the open elements; how many there are of each, so that a stray closing tag costs nothing. */
class Open implements OpenNames {
  readonly #names: string[] = []
  readonly #counts = new Map<string, number>()

  get last(): string | undefined {
    return this.#names[this.#names.length - 1]
  }

  has(name: string): boolean {
    return (this.#counts.get(name) ?? 0) > 0
  }

  push(name: string): void {
    this.#names.push(name)
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  pop(): string | undefined {
    const name = this.#names.pop()
    if (name !== undefined) this.#counts.set(name, (this.#counts.get(name) ?? 1) - 1)
    return name
  }
}

class Walk {
  readonly #open = new Open()
  readonly #foreign: boolean[] = [false]

  constructor(
    private readonly html: string,
    private readonly sink: MarkupSink,
    private readonly detours: Detours,
  ) {}

  run(): void {
    const { html } = this
    let at = 0
    let afterText = false
    for (;;) {
      if (at >= this.detours.next) at = this.#detour(at, afterText)
      if (at >= html.length) break
      const end = this.#textEnd(at)
      if (end > at) this.sink.text(decodeText(html.slice(at, end)))
      // Detours may begin between a text and what follows it, too.
      afterText = end > at && end >= this.detours.next
      at = afterText ? end : end < html.length ? this.#markup(end) : end
    }
    while (this.#open.pop() !== undefined) this.sink.close()
  }

  /** Goes on where all that is known from here on has been passed over. */
  #detour(from: number, afterText: boolean): number {
    let at = from
    for (;;) {
      const plain = this.#foreign.length === 1 && this.#foreign[0] === false
      const on = this.detours.reached(at, this.#open, { plain, afterText: afterText && at === from })
      if (on === at || on < this.detours.next) return on
      at = on
    }
  }

  /** Where markup begins: a `<` that a letter, `/`, `!` or `?` follows. */
  #textEnd(from: number): number {
    const { html } = this
    for (let at = html.indexOf('<', from); at >= 0; at = html.indexOf('<', at + 1)) {
      const code = html.charCodeAt(at + 1)
      if (isLetter(code) || code === EXCLAMATION || code === QUESTION) return at
      // `</>` is text.
      if (code === SLASH && html.charCodeAt(this.#afterBlanks(at + 2)) !== GREATER) return at
    }
    return html.length
  }

  #afterBlanks(from: number): number {
    let at = from
    while (isBlank(this.html.charCodeAt(at))) at++
    return at
  }

  /** Reads one piece of markup; gives the position after it. */
  #markup(at: number): number {
    const code = this.html.charCodeAt(at + 1)
    if (code === SLASH) return this.#closing(at)
    if (code === EXCLAMATION || code === QUESTION) return this.#declaration(at)
    const found = tagAt(this.html, at)
    return found === null ? this.html.length : this.#opening(found.tag, found.end)
  }

  #opening(tag: Tag, end: number): number {
    const { name } = tag
    this.#push(tag)
    if (tag.empty) {
      this.sink.close()
      return end
    }
    if (tag.selfClosing && this.#foreign[this.#foreign.length - 1]) {
      this.#open.pop()
      this.sink.close()
      return end
    }
    const rawEnd = tag.selfClosing ? undefined : RAW_END.get(name)
    return rawEnd === undefined ? end : this.#raw(name, rawEnd, end)
  }

  #push(tag: Tag): void {
    const { name } = tag
    const ends = ENDS.get(name)
    if (ends !== undefined)
      for (let last = this.#open.last; last !== undefined && ends.includes(last); last = this.#open.last) {
        this.#open.pop()
        this.sink.close()
      }
    if (!tag.empty) {
      this.#open.push(name)
      if (FOREIGN.has(name)) this.#foreign.push(true)
      else if (HOLDS_HTML.has(name)) this.#foreign.push(false)
    }
    this.sink.open(tag)
  }

  /** Text up to the closing tag, which is read next; a title's has entities. */
  #raw(name: string, wanted: RegExp, from: number): number {
    wanted.lastIndex = from
    const end = wanted.exec(this.html)?.index ?? this.html.length
    if (end > from) {
      const text = this.html.slice(from, end)
      this.sink.text(name === 'title' ? decodeTitle(text) : text)
    }
    return end
  }

  #closing(at: number): number {
    const { html } = this
    const last = this.#open.last
    // Most often the innermost element's own, written plainly.
    if (
      last !== undefined &&
      html.charCodeAt(at + 2 + last.length) === GREATER &&
      html.startsWith(last, at + 2)
    ) {
      this.#closed(last)
      return at + 3 + last.length
    }
    const from = this.#afterBlanks(at + 2)
    const end = html.indexOf('>', from)
    if (end < 0) return html.length
    if (!isLetter(html.charCodeAt(from))) {
      this.sink.comment(html.slice(from, end))
      return end + 1
    }
    let until = from + 1
    while (until < end && !isBlank(html.charCodeAt(until))) until++
    this.#closed(html.slice(from, until).toLowerCase())
    return end + 1
  }

  #closed(name: string): void {
    if (FOREIGN.has(name) || HOLDS_HTML.has(name)) this.#foreign.pop()
    if (this.#open.has(name)) {
      for (;;) {
        const last = this.#open.pop()
        this.sink.close()
        if (last === name) return
      }
    }
    const implied = name === 'p' ? IMPLIED_P : name === 'br' ? IMPLIED_BR : null
    if (implied === null) return
    this.sink.open(implied)
    this.sink.close()
  }

  /** Comments are told; doctypes and processing instructions are passed over. */
  #declaration(at: number): number {
    const { html } = this
    if (html.startsWith('<!--', at)) return this.#comment(html.indexOf('-->', at + 2), at + 4, 3, '', '')
    if (html.startsWith('<![CDATA[', at))
      return this.#comment(html.indexOf(']]>', at + 9), at + 9, 3, '[CDATA[', ']]')
    // What follows the mark is part of it, be it a `>`.
    const skipped = html.startsWith('<!-', at) ? 4 : html.startsWith('<?', at) ? 2 : 3
    const end = html.indexOf('>', at + skipped)
    return end < 0 ? html.length : end + 1
  }

  #comment(end: number, from: number, mark: number, before: string, after: string): number {
    const until = end < 0 ? this.html.length : end
    this.sink.comment(`${before}${this.html.slice(from, Math.max(from, until))}${after}`)
    return end < 0 ? this.html.length : end + mark
  }
}

/** Walks markup of any quality. Never throws, never recurses. */
export function walkMarkup(html: string, sink: MarkupSink, detours: Detours = NO_DETOURS): void {
  new Walk(html, sink, detours).run()
}
