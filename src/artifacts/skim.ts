/** Skimming: title and links of a page in one pass over its text, without a tree; says when only a full reading will do. */
import { Parser } from 'htmlparser2'
import { isContentPicture, pictureSource } from './pictures.js'
import { isPlain, type SkimSigns } from './skim-doubt.js'
import { TagScan } from './tag-scan.js'
import { tidy } from './tree.js'
import { clickTarget, isFile, isPicture, resolveLink } from './urls.js'

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
/** Longer pages are read in full: there are few. */
const LONGEST = 2_000_000
const LINKS_MAX = 20_000

/** How a link stands in its page: what a person clicks, a click handler, a picture, an embedded thing. */
export type SkimUse = 'click' | 'download' | 'handler' | 'picture' | 'media'

/** One link as written: neither decoded nor resolved, for most stand on every page and are understood once. */
export interface SkimLink {
  readonly raw: string
  readonly use: SkimUse
}

/** A skimmed page. Strings are pieces of the page: copy what is kept. */
export interface Skim {
  readonly title: string | null
  /** The href of the first base element as written; null without one. */
  readonly base: string | null
  /** In document order, at most 20,000. */
  readonly links: readonly SkimLink[]
}

/** One page as it is skimmed. */
class Skimming {
  readonly links: SkimLink[] = []
  readonly #tag: TagScan
  title: string | null = null
  base: string | null = null
  /** The pass met something that it does not understand. */
  lost = false
  readonly signs: SkimSigns = { text: 0, prose: 0, gaps: [], scripts: [], outside: [] }
  #inAnchor = false

  constructor(private readonly html: string) {
    this.#tag = new TagScan(html)
  }

  run(): void {
    const { html } = this
    let end = 0
    let at = html.indexOf('<')
    while (at >= 0 && !this.lost) {
      const next = this.#step(at)
      // A lone bracket is text.
      if (next === at + 1) {
        at = html.indexOf('<', next)
        continue
      }
      if (at > end) this.#text(end, at)
      end = next
      at = html.indexOf('<', next)
    }
    if (end < html.length) this.#text(end, html.length)
  }

  #text(from: number, to: number): void {
    const size = this.#tag.inked(from, to)
    if (size === 0) return
    const { signs } = this
    signs.text += size
    if (!this.#inAnchor) signs.prose += size
    if (signs.gaps.length < 4_000) signs.gaps.push(from, to)
  }

  /** Where the text goes on after what begins at `at`; `at + 1` when nothing does. */
  #step(at: number): number {
    const { html } = this
    const code = html.charCodeAt(at + 1)
    if (code === 0x2f) return this.#close(at)
    if (code === 0x21) return this.#declaration(at)
    if (code === 0x3f) this.lost = true
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
      return end < 0 ? html.length : end + 3
    }
    if (html.charCodeAt(at + 2) === 0x5b) this.lost = true
    const end = html.indexOf('>', at + 2)
    return end < 0 ? html.length : end + 1
  }

  #open(at: number): number {
    const { html } = this
    const tag = this.#tag
    const name = tag.open(at)
    if (name === null) return html.length
    if (tag.crowded) this.lost = true
    if (RAW_TEXT.has(name) || name === 'title') return this.#rawText(name)
    if (this.links.length < LINKS_MAX) this.#element(name)
    return tag.end
  }

  #rawText(name: string): number {
    const { html } = this
    const tag = this.#tag
    if (tag.closed) this.lost = true
    const close = tag.closing(name)
    const stop = close < 0 ? html.length : close
    if (name === 'title') this.title ??= html.slice(tag.end, stop)
    if (name === 'script') {
      const src = tag.value('src')
      if (src !== null) this.signs.outside.push(src)
      else if (stop > tag.end) this.signs.scripts.push(html.slice(tag.end, stop))
    }
    if (close < 0) return html.length
    const end = html.indexOf('>', close)
    return end < 0 ? html.length : end + 1
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
      if (src !== '' && !src.startsWith('data:')) this.links.push({ raw: src, use: 'media' })
    } else if (name === 'datastore' || name === 'plaintext') this.lost = true
    else if (CLICKED.has(name)) {
      const handler = tag.value('onclick')
      if (handler !== null) this.links.push({ raw: handler, use: 'handler' })
    }
  }

  #anchor(): void {
    const tag = this.#tag
    const href = tag.value('href')
    const handler = tag.value('onclick')
    if (href !== null)
      this.links.push({ raw: href, use: tag.value('download') === null ? 'click' : 'download' })
    // The handler leads where the address does not.
    if (handler !== null && (href === null || /^\s*(?:$|#|(?!https?:)[a-z][a-z0-9+.-]*:)/i.test(href)))
      this.links.push({ raw: handler, use: 'handler' })
  }

  #picture(): void {
    const tag = this.#tag
    const attrs: Record<string, string> = {}
    for (const name of PICTURE_ATTRIBUTES) {
      const value = tag.value(name)
      if (value !== null) attrs[name] = value.includes('&') ? decodeText(value) : value
    }
    const src = pictureSource({ attrs })
    if (isContentPicture({ attrs }, src)) this.links.push({ raw: src, use: 'picture' })
  }
}

/** Attribute or title text with its entities decoded. */
function decodeText(text: string): string {
  if (!text.includes('&')) return text
  let decoded = ''
  const parser = new Parser({
    onattribute: (_name, value) => {
      decoded = value
    },
  })
  parser.end(`<a title="${text.replaceAll('"', '&quot;')}">`)
  return decoded
}

/**
 * Skims a page's decoded text. null: only a full reading will do, for the text is no plain page (data, a wall, an error
 * page, frames, a page that scripts complete or that forwards), or is written so oddly that the pass lost its way.
 */
export function skimPage(html: string): Skim | null {
  if (html.length > LONGEST || !/^[\s\ufeff]*<(?!\?xml)/i.test(html) || html.includes('<%--')) return null
  const skimming = new Skimming(html)
  skimming.run()
  const title = skimming.title === null ? null : tidy(decodeText(skimming.title))
  if (skimming.lost || !isPlain(html, title ?? '', skimming.signs)) return null
  return { title, base: skimming.base, links: skimming.links }
}

/** Where a skimmed link leads and as what; `file`: a `file:` address as written, which no client can follow. */
export type SkimTarget =
  | { readonly url: string; readonly role: 'page' | 'attachment' | 'image' }
  | { readonly file: string }

/** Understands a link as the full reading does; null when it leads nowhere. @param base see {@link skimBase} */
export function resolveSkimmed(link: SkimLink, base: string): SkimTarget | null {
  const raw = decodeText(link.raw)
  const scripted = link.use === 'handler' ? clickTarget(raw) : null
  if (link.use === 'handler') return scripted === null ? null : clicked(resolveLink(scripted, base), false)
  const direct = resolveLink(raw, base)
  if (link.use === 'picture') return direct === null ? null : { url: direct, role: 'image' }
  if (link.use === 'media')
    return direct === null ? null : { url: direct, role: isPicture(raw) ? 'image' : 'attachment' }
  if (direct !== null) return clicked(direct, link.use === 'download')
  if (/^\s*file:/i.test(raw)) return { file: tidy(raw, 2000) }
  const target = clickTarget(raw)
  return target === null ? null : clicked(resolveLink(target, base), link.use === 'download')
}

function clicked(url: string | null, download: boolean): SkimTarget | null {
  if (url === null) return null
  if (isFile(url)) return { url, role: 'attachment' }
  if (isPicture(url)) return { url, role: 'image' }
  return { url, role: download ? 'attachment' : 'page' }
}

/** Address that a skimmed page's links resolve against. @param url the page's own */
export function skimBase(skim: Skim, url: string): string {
  if (skim.base === null) return url
  try {
    const base = new URL(decodeText(skim.base), url)
    return base.protocol === 'http:' || base.protocol === 'https:' ? base.href : url
  } catch {
    return url
  }
}
