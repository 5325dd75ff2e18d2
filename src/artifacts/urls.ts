/** Addresses as a page writes them: its base, what they resolve to, and what kind of thing they name. */
import { normaliseUrl } from '../model/address.js'
import type { Tree } from './tree.js'

const FILE = /\.(?:docx?|xlsx?|pdf|wps|et|dps|ofd|zip|rar|txt|pptx?|csv|7z|rtf|tif|gz|tar)$/i
const DOWNLOAD =
  /\/(?:downfile|download|filedownload|attach(?:ment)?|down)(?:\.(?:jsp|do|aspx?|php|action|shtml))?(?:[/?]|$)|[?&](?:filename|attachid|fileid)=/i

/** Address that relative links resolve against: an http(s) base element, else the page's own. */
export function baseOf(tree: Tree, pageUrl: string): string {
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

/** Absolute address of an attribute as written, without fragment; null when it is none or not http(s). */
export function resolveLink(raw: string, base: string): string | null {
  const trimmed = raw.replace(/[\t\r\n]/g, '').trim()
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > 4000) return null
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null
  return normaliseUrl(trimmed.replaceAll('\\', '/'), base)
}

/** True for an address that names a document to download. */
export function isFile(url: string): boolean {
  try {
    const { pathname, search } = new URL(url)
    if (FILE.test(pathname)) return true
    return DOWNLOAD.test(pathname + search) && !/\.(?:s?html?)$/i.test(pathname)
  } catch {
    return false
  }
}

/** True for an address that names a picture. */
export function isPicture(url: string): boolean {
  return /\.(?:jpe?g|png|gif|bmp|webp)$/i.test(url.split(/[?#]/, 1)[0] ?? '')
}

/** Addresses that single articles have in the usual content systems. */
const ARTICLE =
  /\/t(?:19|20)\d{6}_\d+(?:_\d+)?\.s?html?$|\/art\/(?:19|20)\d{2}\/\d{1,2}\/\d{1,2}\/|\/art_[\da-f_]+\.html?$|\/content_\d+|\/c\d{2}_\d+\.s?html?$|\/post_\d+\.html?$|\/info\/\d+\/\d+\.html?$|\/(?:19|20)\d{2}-?\d{2}\/\d{2}\/[^/]+\.s?html?$|\/gongkai\/show\/[\da-f]+|\/(?:article|detail|show|view|news)[/_-]?\d+(?:\.s?html?)?$|\/(?:19|20)\d{6}\/[\w-]+\.html?$/i

/** True for an address that looks like a single article's. */
export function isArticleUrl(url: string): boolean {
  return (
    ARTICLE.test(url.split(/[?#]/, 1)[0] ?? '') ||
    /[?&](?:articleid|newsid|infoid|contentid|docid)=\w+/i.test(url)
  )
}

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
