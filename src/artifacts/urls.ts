/** Addresses as a page writes them: its base, what they resolve to, and what kind of thing they name. */
import { normaliseUrl, routeOf, tailOf } from '../model/address.js'
import { copyOf } from './flat.js'
import { remembered } from './remembered.js'
import type { Tree } from './tree.js'

const FILE = /\.(?:docx?|xlsx?|pdf|wps|et|dps|ofd|zip|rar|txt|pptx?|csv|7z|rtf|tif|gz|tar)$/i
const DOWNLOAD =
  /\/(?:downfile|download|filedownload|attach(?:ment)?|down)(?:\.(?:jsp|do|aspx?|php|action|shtml))?(?:[/?]|$)|[?&](?:filename|attachid|fileid)=/i

/** Address that relative links resolve against: an http(s) base element, else the page's own. */
export function baseOf(tree: Tree, pageUrl: string): string {
  if (!tree.names.has('base')) return pageUrl
  for (const el of tree.els) {
    if (el.tag !== 'base' || el.attrs.href === undefined) continue
    try {
      const base = new URL(el.attrs.href, pageUrl)
      if (base.protocol === 'http:' || base.protocol === 'https:') return base.href
    } catch {
      return pageUrl
    }
    return pageUrl
  }
  return pageUrl
}

/** What links resolve to, by what they resolve against and as they are written. Forgotten when there are too many. */
const resolved = new Map<string, Map<string, string | null>>()
const MAX_RESOLVED = 8_000
const LONGEST_RESOLVED = 500
let resolvedCount = 0
let last = { base: '', origin: '', folder: '' }

/** The ways of a page, as {@link resolvedBy} tells them: its origin, and the folder that it lies in; '' for none. */
export function waysOf(base: string): { readonly origin: string; readonly folder: string } {
  if (base !== last.base) {
    const parts = /^(https?:\/\/[^/?#\\]+)(\/(?:[^?#]*\/)?)/i.exec(base)
    const origin = parts?.[1] ?? ''
    const folder = parts === null ? '' : `${parts[1]}${parts[2]}`
    // The very same texts for page after page: they are compared with those of every link.
    last = {
      base,
      origin: origin === last.origin ? last.origin : copyOf(origin),
      folder: folder === last.folder ? last.folder : copyOf(folder),
    }
  }
  return last
}

/** What a link is resolved against: the origin is enough for whole addresses, the folder for relative ones; else null. */
export function resolvedBy(raw: string, base: string): string | null {
  const { origin, folder } = waysOf(base)
  if (raw.length > LONGEST_RESOLVED || origin === '') return null
  if (/^(?:https?:\/\/[^/]|\/(?:[^/\\]|$))/i.test(raw)) return origin
  return /^[\w.]/.test(raw) ? folder : null
}

/** Absolute address of an attribute as written, without fragment unless that names a page; null when it is none or not http(s). */
export function resolveLink(raw: string, base: string): string | null {
  const key = resolvedBy(raw, base)
  if (key === null) return resolveAnew(raw, base)
  const known = resolved.get(key)?.get(raw)
  if (known !== undefined) return known
  const url = resolveAnew(raw, base)
  if (resolvedCount++ > MAX_RESOLVED) {
    resolved.clear()
    resolvedCount = 0
  }
  let held = resolved.get(key)
  if (held === undefined) {
    held = new Map()
    resolved.set(copyOf(key), held)
  }
  held.set(copyOf(raw), url)
  return url
}

/** The same for what is not met again: nothing of it is remembered. */
export function resolveAnew(raw: string, base: string): string | null {
  const trimmed = raw.replace(/[\t\r\n]/g, '').trim()
  if (trimmed === '' || trimmed.length > 4000) return null
  if (trimmed.startsWith('#') && routeOf(trimmed) === '') return null
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null
  return normaliseUrl(trimmed.replaceAll('\\', '/'), base)
}

/** What kind of thing an address names, for one that is not met again. */
export function namedKind(url: string): 'file' | 'picture' | 'page' {
  if (namesFile(url)) return 'file'
  return namesPicture(url) ? 'picture' : 'page'
}

function namesFile(url: string): boolean {
  try {
    const { pathname, search } = tailOf(url)
    if (FILE.test(pathname)) return true
    return DOWNLOAD.test(pathname + search) && !/\.(?:s?html?)$/i.test(pathname)
  } catch {
    return false
  }
}

function namesPicture(url: string): boolean {
  return /\.(?:jpe?g|png|gif|bmp|webp)$/i.test(url.split(/[?#]/, 1)[0] ?? '')
}

/** True for an address that names a document to download. */
export const isFile = remembered(2_500, 500, namesFile)

/** True for an address that names a picture. */
export const isPicture = remembered(2_500, 500, namesPicture)

/** Addresses that single articles have in the usual content systems. */
const ARTICLE =
  /\/t(?:19|20)\d{6}_\d+(?:_\d+)?\.s?html?$|\/art\/(?:19|20)\d{2}\/\d{1,2}\/\d{1,2}\/|\/art_[\da-f_]+\.html?$|\/content_\d+|\/c\d{2}_\d+\.s?html?$|\/post_\d+\.html?$|\/info\/\d+\/\d+\.html?$|\/(?:19|20)\d{2}-?\d{2}\/\d{2}\/[^/]+\.s?html?$|\/gongkai\/show\/[\da-f]+|\/(?:article|detail|show|view|news)[/_-]?\d+(?:\.s?html?)?$|\/(?:19|20)\d{6}\/[\w-]+\.html?$/i

/** True for an address that looks like a single article's. */
export const isArticleUrl = remembered(
  5_000,
  500,
  (url): boolean =>
    ARTICLE.test((routeOf(url) || url).split(/[?#]/, routeOf(url) ? 2 : 1).at(-1) ?? '') ||
    /[?&](?:articleid|newsid|infoid|contentid|docid)=\w+/i.test(url),
)

/** Host and port of an address; '' when it is none. */
export const hostOf = remembered(2_500, 500, (url): string => (URL.canParse(url) ? new URL(url).host : ''))

/** Target that a click handler names in so many words: location.href='…', window.open('…'). */
export function clickTarget(handler: string | undefined): string | null {
  if (handler === undefined || handler.length > 2000) return null
  const match =
    /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\(|^\s*(?:javascript:)?\s*open\s*\()\s*(['"])(.*?)\1\s*(?![+\s]*\+)/i.exec(
      handler,
    )
  return match?.[2] ?? null
}

/**
 * Address of a page that was saved to a file: what the browser noted when saving, the page tag, the canonical link;
 * null when it names none. Only for pages whose own address is not http(s).
 */
export function savedFrom(html: string): string | null {
  const head = html.slice(0, 20_000)
  const noted = /<!--\s*saved from url=\(\d{1,6}\)(https?:\/\/[^\s>]{4,1000})/i.exec(head)?.[1]
  const tagged = /<meta\s+name=["']url["']\s+content=["'](https?:\/\/[^"'\s]{4,1000})["']/i.exec(head)?.[1]
  const canonical =
    /<link\s[^>]{0,200}rel=["']canonical["'][^>]{0,200}href=["'](https?:\/\/[^"'\s]{4,1000})["']/i.exec(
      head,
    )?.[1]
  const found = noted ?? tagged ?? canonical
  return found === undefined ? null : resolveLink(found, found)
}
