/** Iframes that may hold a page's content, and where a page that only forwards sends its visitor. */
import { type Regions, regionOf } from './regions.js'
import { type El, type Tree, tidy } from './tree.js'
import { isFile, resolveLink } from './urls.js'

const NO_CONTENT =
  /visitcount|tianqi|weather|cnzz|tongji|baidu|stat[./]|count|share|player|video|map|jiucuo|wza|about:blank|qq\.com|weibo|login|sso|message|pixel/i

/** Addresses of the iframes and frames of the same site that are large enough to hold content, each once. */
export function readFrames(tree: Tree, base: string): string[] {
  if (!tree.names.has('iframe') && !tree.names.has('frame')) return []
  const out = new Set<string>()
  for (const el of tree.els) {
    if ((el.tag !== 'iframe' && el.tag !== 'frame') || out.size >= 20) continue
    const src = el.attrs.src ?? ''
    const url = resolveLink(src, base)
    if (url === null || el.hidden || tiny(el) || NO_CONTENT.test(url) || !sameSite(url, base)) continue
    out.add(url)
  }
  return [...out]
}

function tiny(el: El): boolean {
  const small = (value: string | undefined): boolean =>
    value !== undefined && /^\s*\d+(?:px)?\s*$/.test(value) && Number.parseInt(value, 10) < 60
  const style = el.attrs.style ?? ''
  return (
    small(el.attrs.height) ||
    small(el.attrs.width) ||
    /(?:^|[;\s])(?:width|height)\s*:\s*[0-5]?\d(?:px)?\s*(?:;|$)/i.test(style)
  )
}

/** Same host, or hosts that share all but their first label (xxgk.a.gov.cn and www.a.gov.cn). */
function sameSite(a: string, b: string): boolean {
  try {
    const [x, y] = [new URL(a).hostname, new URL(b).hostname]
    if (x === y) return true
    if (/^[\d.:[\]a-f]+$/.test(x)) return false
    const tail = (host: string): string => host.split('.').slice(-3).join('.')
    return tail(x) === tail(y) && tail(x).split('.').length === 3
  } catch {
    return false
  }
}

/** A viewer that is told which file to show. */
const TOLD_FILE = /[?&][^=&]{1,20}=[^&]{1,500}\.(?:pdf|ofd|docx?|xlsx?|wps)(?:&|#|$)/i

/** True for the address of a frame that shows a file. */
export function showsFile(url: string): boolean {
  return isFile(url) || TOLD_FILE.test(url)
}

const ONLY_FORWARDS =
  /^\s*(?:<!--\s*)?(?:(?:window|self|top|document)\s*\.\s*)?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(?:"[^"\n]{1,500}"|'[^'\n]{1,500}')\s*\)?\s*;?\s*(?:(?:\/\/\s*)?-->)?\s*$/
/** Another page in the window itself. */
const OPENS_HERE =
  /(?:window\s*\.\s*)?\bopen\s*\(\s*(["'])([^"'\n]{1,500})\1\s*,\s*(["'])_(?:self|top|parent)\3\s*\)/g
const MEDIA = new Set(['video', 'audio', 'embed', 'object'])
const NO_EMBED =
  /visitcount|tianqi|weather|cnzz|tongji|baidu\.com\/hm|stat[./]|count|share|jiucuo|wza|about:blank|pixel/i

const CONTROL_NAME = /prev|next|page|close|btn|button|arrow|share|bds|top|home|logo|icon|search/i

/** A card without a word, be it a picture by style: it leads on to another page of the site. */
function isWordlessCard(tree: Tree, el: El, base: string): boolean {
  if (el.tag !== 'a' || el.to - el.from > 1 || el.attrs.href === undefined) return false
  if (CONTROL_NAME.test(`${el.attrs.class ?? ''} ${el.attrs.id ?? ''}`)) return false
  for (let i = el.index + 1; i < el.end; i++) if (tree.els[i]?.tag === 'img') return false
  const url = resolveLink(el.attrs.href, base)
  if (url === null || !URL.canParse(base)) return false
  const [to, from] = [new URL(url), new URL(base)]
  return to.host === from.host && to.pathname !== '/' && to.pathname !== from.pathname
}

const PICTURE_BEHIND = /background(?:-image)?\s*:[^;]*url\(/i
const TALL = /height\s*:\s*[1-9]\d{2,}px/i

/** A box with nothing in it but a picture behind it, tall enough to be looked at. */
function isPainted({ attrs, from, to }: El): boolean {
  const { style } = attrs
  return style !== undefined && to - from <= 1 && PICTURE_BEHIND.test(style) && TALL.test(style)
}

/** Videos, sounds, documents, other sites' windows and cards that the content shows, be it without a word. */
export function countEmbeds(tree: Tree, regions: Regions, base: string, frames: readonly string[]): number {
  let count = 0
  for (const el of tree.els) {
    if (!el.hidden && regionOf(regions, el) === 'content' && isWordlessCard(tree, el, base)) count++
    if (isPainted(el) && !el.hidden && regionOf(regions, el) === 'content') count++
    const isMedia = MEDIA.has(el.tag)
    if (!isMedia && el.tag !== 'iframe') continue
    if (el.hidden || tiny(el) || regionOf(regions, el) !== 'content') continue
    if (isMedia) {
      count++
      continue
    }
    const url = resolveLink(el.attrs.src ?? '', base)
    if (url !== null && !frames.includes(url) && !NO_EMBED.test(url)) count++
  }
  return count
}

/** Where a page sends its visitor. */
export interface Forward {
  readonly url: string
  /** Every visitor, whatever browser or window it is opened in. */
  readonly always: boolean
}

/** What makes a script choose, once its texts are taken out of it. */
const CHOOSES = /\b(?:if|else|switch|try)\b|[?&|]/
const TEXTS = /"[^"\n]*"|'[^'\n]*'/g

function forwardTo(url: string | null, always: boolean): Forward | null {
  return url === null ? null : { url, always }
}

/** Target of an immediate refresh or of a script that is nothing but a redirect; null when the page stays. */
export function readForward(tree: Tree, base: string): Forward | null {
  for (const el of tree.els) {
    if (el.tag !== 'meta' || el.attrs['http-equiv']?.toLowerCase() !== 'refresh') continue
    const match = /^\s*(\d{1,3})(?:\.\d+)?\s*[;,]\s*url\s*=\s*["']?([^"'>\s]+)/i.exec(el.attrs.content ?? '')
    if (match !== null && Number(match[1]) <= 5 && !inNoscript(tree, el))
      return forwardTo(resolveLink(match[2] ?? '', base), true)
  }
  const shown = tree.shown.ink() > 60
  for (const { src, text: written } of [...tree.scripts, ...onLoad(tree)]) {
    const text = written.length > 1500 ? written : written.replace(OPENS_HERE, 'location.href=$1$2$1')
    // On a page that shows something only a script that does nothing else leads on for sure.
    if (shown && !ONLY_FORWARDS.test(text)) continue
    if (src !== null || text.length > 1500 || /userAgent|confirm\s*\(|onclick|function\s+\w+\s*\(/.test(text))
      continue
    const match =
      /(?:^|[;{}\s("'])(?:(?:window|self|top|document|parent)\s*\.\s*)?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(["'])([^"'\n]{1,500})\1\s*\)?\s*(?:["';}]|$|<|\/\/|\n)/.exec(
        text,
      )
    if (match !== null)
      return forwardTo(resolveLink(tidy(match[2] ?? ''), base), !CHOOSES.test(text.replace(TEXTS, '')))
  }
  return null
}

/** What a page does as soon as it is there. */
function onLoad(tree: Tree): { src: null; text: string }[] {
  const text = tree.els.find(({ tag }) => tag === 'body')?.attrs.onload
  return text === undefined ? [] : [{ src: null, text }]
}

function inNoscript(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 6 && at !== undefined; i++) {
    if (at.tag === 'noscript') return true
    at = tree.els[at.parent]
  }
  return false
}
