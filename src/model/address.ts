/** Addresses: how a URL is normalised, keyed in an identity, and compared with an origin. */

const SESSION_PARAMETERS =
  /^(jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid_session|_t|timestamp)$/i
const SESSION_PATH = /;(jsessionid|phpsessid)=[^/?#]*/gi

/** A fragment by which a script tells its pages apart: `#/list/3`, `#!/list/3`. `#/` alone is the front page. */
const ROUTE = /^#!?\/[^/#].{0,500}$/

/** Path and query in characters that no parser writes otherwise. */
const PLAIN_TAIL = /^\/[\w\-.~!$&()*+,;=:@/%]*(?:\?[\w\-.~!$&()*+,;=:@/%?]*)?$/
/** Steps within a path, which a parser takes. */
const STEPS = /\/\.{1,2}(?:[/?]|$)|%2e/i

/** True for a URL that a parser would write just as it is, as most links are: told without parsing. Never with a fragment. */
export function isWrittenOut(href: string): boolean {
  const known = writtenIn(href)
  if (known === null || known.origin !== known.authority) return false
  const tail = href.slice(known.authority.length)
  return PLAIN_TAIL.test(tail) && !STEPS.test(tail)
}

/** Path and query of a URL as a parser gives them. Throws a TypeError for what is no URL. */
export function tailOf(href: string): { readonly pathname: string; readonly search: string } {
  if (!isWrittenOut(href)) return new URL(href)
  const from = authorityOf(href)?.length ?? 0
  const query = href.indexOf('?', from)
  if (query < 0) return { pathname: href.slice(from), search: '' }
  // A question mark with nothing behind it is no query.
  return { pathname: href.slice(from, query), search: query + 1 === href.length ? '' : href.slice(query) }
}

/** A path from the root of an origin, with nothing in it that could be taken off, as the address that it is; else null. */
function rootedAt(base: string | undefined, href: string): string | null {
  if (base === undefined || href.charCodeAt(0) !== 0x2f || href.charCodeAt(1) === 0x2f) return null
  const url = `${originOf(base)}${href}`
  return url.includes('?') || url.includes(';') || !isWrittenOut(url) ? null : url
}

/** Absolute http(s) URL without default port, session parameter, or fragment, unless that names a page; null when it is none. */
export function normaliseUrl(href: string, base?: string): string | null {
  const rooted = rootedAt(base, href)
  if (rooted !== null) return rooted
  let url: URL
  try {
    url = new URL(href, base)
  } catch {
    return null
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  // Setters parse anew: most addresses have nothing to take off.
  if (url.href.includes('#') && !ROUTE.test(url.hash)) url.hash = ''
  if (url.href.includes('@')) {
    url.username = ''
    url.password = ''
  }
  if (SESSION_PATH.test(url.pathname)) url.pathname = url.pathname.replace(SESSION_PATH, '')
  SESSION_PATH.lastIndex = 0
  if (url.search) {
    const kept = url.search
      .slice(1)
      .split('&')
      .filter((pair) => pair !== '' && !SESSION_PARAMETERS.test(pair.split('=', 1)[0] ?? ''))
    url.search = kept.length ? `?${kept.join('&')}` : ''
  }
  return url.href
}

/** The fragment of an address where it names a page of its own, with its `#`; else ''. */
export function routeOf(url: string): string {
  const at = url.indexOf('#')
  return at >= 0 && ROUTE.test(url.slice(at)) ? url.slice(at) : ''
}

/** A scheme and authority as written, and the origin that it is; '' when it is none. */
interface Written {
  readonly authority: string
  readonly origin: string
}

/** Authorities that are remembered: a crawl asks for the same few again and again. */
const WRITTEN_MAX = 5_000
const written = new Map<string, Written>()
/** The one that was asked for last: mostly the next URL's as well. */
let last: Written | null = null

function originIn(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return ''
  }
}

/** True where a URL's authority ends: at its end, a slash, a question mark or a hash. */
function endsAt(href: string, at: number): boolean {
  if (at === href.length) return true
  const code = href.charCodeAt(at)
  return code === 0x2f || code === 0x3f || code === 0x23 || code === 0x5c
}

function writtenIn(href: string): Written | null {
  if (last !== null && href.startsWith(last.authority) && endsAt(href, last.authority.length)) return last
  const authority = /^https?:\/\/[^/?#\\\s]{1,300}(?=[/?#\\]|$)/i.exec(href)?.[0]
  if (authority === undefined) return null
  last = written.get(authority) ?? null
  if (last !== null) return last
  // A copy: a piece of a page would keep the whole page alive.
  const own = authority.split('').join('')
  last = { authority: own, origin: originIn(`${own}/`) }
  if (written.size >= WRITTEN_MAX) written.clear()
  written.set(own, last)
  return last
}

/** Scheme and authority of a URL as written, by which its host can be remembered; null where only parsing tells. */
export function authorityOf(href: string): string | null {
  return writtenIn(href)?.authority ?? null
}

/** The origin of a URL, '' when it is none. */
export function originOf(url: string): string {
  const known = writtenIn(url)
  return known === null ? originIn(url) : known.origin
}

function tidyPercent(text: string): string {
  return text.replace(/%[0-9a-fA-F]{2}/g, (code) => {
    const char = String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return /[A-Za-z0-9\-._~]/.test(char) ? char : code.toUpperCase()
  })
}

/**
 * Subject key of a URL (contract §9): on one of the unit's own origins path and query only, elsewhere host,
 * non-default port, path and query; never scheme or fragment. A subject that is no URL (a name, a year) is NFKC.
 */
export function subjectKey(subject: string, ownOrigins: readonly string[]): string {
  if (!/^https?:\/\//i.test(subject)) return subject.normalize('NFKC')
  const normal = normaliseUrl(subject)
  if (normal === null) return subject.normalize('NFKC')
  const url = new URL(normal)
  const tail = tidyPercent(url.pathname + url.search)
  return ownOrigins.includes(url.origin) ? tail : `${url.host}${tail}`
}
