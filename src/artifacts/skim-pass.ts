/** The pass of a skim over one page's text: what each tag gives, and what makes the pass give up. */
import { jumpsToValue, optionAddress } from './options.js'
import { isContentPicture, pictureSource } from './pictures.js'
import type { SkimLink, SkimRun } from './skim.js'
import { BRINGS, type SkimSigns } from './skim-doubt.js'
import type { Mark, Piece, SkimFrames } from './skim-frames.js'
import { decodeText } from './skim-target.js'
import { TagScan } from './tag-scan.js'

/** Elements whose click handler a visitor may follow; the same as those of the full reading. */
const CLICKED = new Set(
  'li p div tr td dd dt dl span h1 h2 h3 h4 label strong b font em i section'.split(' '),
)
const MEDIA = new Set(['embed', 'video', 'audio', 'source', 'object'])
/** What stands inside is text to the parser, never markup. */
const RAW_TEXT = new Set(['script', 'style', 'textarea', 'xmp'])
const PICTURE_ATTRIBUTES = [
  'src',
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'width',
  'height',
  'style',
]
const LINKS_MAX = 20_000
const GAPS_MAX = 4_000
const MARKS_MAX = 1_000
const SHORT_COMMENT = 60
/** Characters of text beyond which no judgement depends on how many there are. */
const ENOUGH = 4_000
const DULL_LONGEST = 160
/** Tags that may say something. All others are dull, unless they have a click handler. */
const TELLING = new Set([
  ...MEDIA,
  ...RAW_TEXT,
  ...'a area img base iframe frame meta title datastore plaintext select option'.split(' '),
])

/** One page as it is passed over: call `run` once. */
export class Skimming {
  readonly #runs: SkimRun[] = []
  /** The run that is being gathered, and how many links stand before it. */
  #links: SkimLink[] = []
  #before = 0
  readonly #tag: TagScan
  title: string | null = null
  base: string | null = null
  /** The pass met something that it does not understand. */
  lost = false
  readonly signs: SkimSigns = { text: 0, prose: 0, gaps: [], scripts: [], outside: [] }
  readonly marks: Mark[] = []
  start: Mark | null = null
  /** Which ends of the page were known as parts of a frame. */
  readonly met = { head: false, tail: false }
  #inAnchor = false
  /** The list whose options are met leads to their values. */
  #jumps = false
  #tailKnown = false

  constructor(
    private readonly html: string,
    private readonly frames: SkimFrames,
  ) {
    this.#tag = new TagScan(html)
  }

  /** Its links, once it has run. */
  get runs(): readonly SkimRun[] {
    return [...this.#runs, { links: this.#links, frame: false }]
  }

  get #count(): number {
    return this.#before + this.#links.length
  }

  run(): void {
    const { html } = this
    const tail = this.frames.tail(html)
    const tailAt = tail ? html.length - tail.html.length : -1
    this.#tailKnown = tail !== null
    let end = 0
    let at = html.indexOf('<')
    while (at >= 0 && !this.lost) {
      this.#text(end, at)
      end = at
      if (at === tailAt && tail && !this.#inAnchor && this.#pass(tail, at)) {
        this.met.tail = true
        return
      }
      if (this.#isBorder(at)) this.marks.push(this.mark(at))
      const next = this.#step(at)
      // A lone bracket is text.
      if (next > at + 1) end = next
      at = html.indexOf('<', next)
    }
    this.#text(end, html.length)
  }

  /** Both ends of the page are known as parts of a frame: there is nothing to learn from it. */
  get #isKnown(): boolean {
    return this.met.head && this.#tailKnown
  }

  /** True where a block begins or ends next to another tag: a piece of the frame may begin or end there. */
  #isBorder(at: number): boolean {
    if (this.#inAnchor || this.#isKnown || this.marks.length >= MARKS_MAX) return false
    const { html } = this
    const before = html.charCodeAt(at - 1)
    if (before !== 0x3e && before > 0x20) return false
    const code = html.charCodeAt(at + 1)
    const letter = (code === 0x2f ? html.charCodeAt(at + 2) : code) | 0x20
    // div and dl, ul, table
    return letter === 0x64 || letter === 0x75 || letter === 0x74
  }

  /** Takes over what a piece of the frame holds; false where it does not fit in. */
  #pass(piece: Piece, at: number): boolean {
    const { signs } = this
    const count = this.#count + piece.run.links.length
    if (count > LINKS_MAX) return false
    this.#runs.push({ links: this.#links, frame: false }, piece.run)
    this.#links = []
    this.#before = count
    signs.text += piece.signs.text
    signs.prose += piece.signs.prose
    for (const gap of piece.signs.gaps) signs.gaps.push(at + gap)
    signs.scripts.push(...piece.signs.scripts)
    signs.outside.push(...piece.signs.outside)
    return true
  }

  /** Where it stands, and what it has gathered so far. */
  mark(at: number): Mark {
    const { text, prose, gaps, scripts, outside } = this.signs
    return {
      at,
      links: this.#count,
      text,
      prose,
      gaps: gaps.length,
      scripts: scripts.length,
      outside: outside.length,
    }
  }

  #text(from: number, to: number): void {
    // More would change nothing, unless a piece of the frame is measured.
    if (this.#isKnown && this.signs.text > ENOUGH && this.signs.prose > ENOUGH) return
    const size = this.#tag.inked(from, to)
    if (size === 0) return
    const { signs } = this
    signs.text += size
    if (!this.#inAnchor) signs.prose += size
    if (signs.gaps.length < GAPS_MAX) signs.gaps.push(from, to)
  }

  /** Where the text goes on after what begins at `at`; `at + 1` when nothing does. */
  #step(at: number): number {
    const { html } = this
    const code = html.charCodeAt(at + 1)
    if (code === 0x2f) return this.#close(at)
    if (code === 0x21) return this.#declaration(at)
    // Instructions of a server that were never carried out.
    if (code === 0x3f || code === 0x25) this.lost = true
    const lower = code | 0x20
    return lower >= 0x61 && lower <= 0x7a ? this.#open(at) : at + 1
  }

  #close(at: number): number {
    const { html } = this
    const letter = html.charCodeAt(at + 2) | 0x20
    if (letter === 0x61 && /^[\s>]$/.test(html.charAt(at + 3))) this.#inAnchor = false
    const end = html.indexOf('>', at + 2)
    return end < 0 ? html.length : end + 1
  }

  #declaration(at: number): number {
    const { html } = this
    if (html.startsWith('<!--', at)) {
      // Comments that end before they begin are read in more than one way.
      if (html.startsWith('>', at + 4) || html.startsWith('->', at + 4)) this.lost = true
      const end = html.indexOf('-->', at + 4)
      if (end - at > SHORT_COMMENT && BRINGS.test(html.slice(at, end))) this.lost = true
      return end < 0 ? html.length : end + 3
    }
    if (html.charCodeAt(at + 2) === 0x5b) this.lost = true
    const end = html.indexOf('>', at + 2)
    return end < 0 ? html.length : end + 1
  }

  #open(at: number): number {
    const { html } = this
    const tag = this.#tag
    const first = html.indexOf('>', at)
    const spelled = first - at < DULL_LONGEST ? html.slice(at, first) : ''
    if (this.frames.dull.has(spelled)) return first + 1
    const name = tag.open(at)
    if (name === null) return html.length
    if (tag.crowded) this.lost = true
    if (RAW_TEXT.has(name) || name === 'title') return this.#rawText(name)
    if (!TELLING.has(name) && tag.end === first + 1 && spelled !== '' && tag.value('onclick') === null) {
      this.frames.addDull(spelled)
      return tag.end
    }
    if (this.#count < LINKS_MAX) this.#element(name)
    return tag.end
  }

  #rawText(name: string): number {
    const { html } = this
    const tag = this.#tag
    if (tag.closed) this.lost = true
    const close = tag.closing(name)
    const stop = close < 0 ? html.length : close
    if (name === 'script') {
      const src = tag.value('src')
      if (src !== null) this.signs.outside.push(src)
      else if (stop > tag.end) this.signs.scripts.push(html.slice(tag.end, stop))
    }
    if (close < 0) return html.length
    const end = html.indexOf('>', close)
    if (end < 0) return html.length
    if (name === 'title' && this.title === null) return this.#titled(html.slice(tag.end, stop), end + 1)
    return end + 1
  }

  /** Behind the title begins what pages have in common. */
  #titled(title: string, at: number): number {
    this.title = title
    if (this.#inAnchor) return at
    this.start = this.mark(at)
    const head = this.frames.head(this.html, at)
    if (!head || !this.#pass(head, at)) return at
    this.met.head = true
    return at + head.html.length
  }

  #element(name: string): void {
    const tag = this.#tag
    if (name === 'a' || name === 'area') {
      this.#inAnchor = name === 'a'
      this.#anchor()
    } else if (name === 'img') this.#picture()
    else if (name === 'base') this.base ??= tag.value('href')
    else if (name === 'iframe' || name === 'frame') {
      const src = tag.value('src')
      if (src !== null && src.trim() !== '' && src.trim() !== 'about:blank') this.lost = true
    } else if (name === 'meta') {
      if (/^\s*refresh\s*$/i.test(tag.value('http-equiv') ?? '')) this.lost = true
    } else if (MEDIA.has(name)) {
      const src = tag.value('src') ?? tag.value('data') ?? ''
      if (src !== '' && !src.startsWith('data:')) this.#links.push({ raw: src, use: 'media' })
    } else if (name === 'datastore' || name === 'plaintext') this.lost = true
    else if (name === 'select') this.#jumps = jumpsToValue(tag.value('onchange'))
    else if (name === 'option') {
      const address = optionAddress(tag.value('value'), this.#jumps)
      if (address !== null) this.#links.push({ raw: address, use: 'click' })
    } else if (CLICKED.has(name)) {
      const handler = tag.value('onclick')
      if (handler !== null) this.#links.push({ raw: handler, use: 'handler' })
    }
  }

  #anchor(): void {
    const tag = this.#tag
    const href = tag.value('href')
    const handler = tag.value('onclick')
    if (href !== null)
      this.#links.push({ raw: href, use: tag.value('download') === null ? 'click' : 'download' })
    // The handler leads where the address does not.
    if (handler !== null && (href === null || /^\s*(?:$|#|(?!https?:)[a-z][a-z0-9+.-]*:)/i.test(href)))
      this.#links.push({ raw: handler, use: 'handler' })
  }

  #picture(): void {
    const tag = this.#tag
    const attrs: Record<string, string> = {}
    for (const name of PICTURE_ATTRIBUTES) {
      const value = tag.value(name)
      if (value !== null) attrs[name] = value.includes('&') ? decodeText(value) : value
    }
    const src = pictureSource({ attrs })
    if (isContentPicture({ attrs }, src)) this.#links.push({ raw: src, use: 'picture' })
  }
}
