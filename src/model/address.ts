/** Addresses: how a URL is normalised, keyed in an identity, and compared with an origin. */

const SESSION_PARAMETERS =
  /^(jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid_session|_t|timestamp)$/i
const SESSION_PATH = /;(jsessionid|phpsessid)=[^/?#]*/gi

/** A fragment by which a script tells its pages apart: `#/list/3`, `#!/list/3`. `#/` alone is the front page. */
const ROUTE = /^#!?\/[^/#].{0,500}$/

/** Absolute http(s) URL without default port, session parameter, or fragment, unless that names a page; null when it is none. */
export function normaliseUrl(href: string, base?: string): string | null {
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

/** Authorities whose origin is remembered: a crawl asks for the same few again and again. */
const ORIGINS_MAX = 5_000
const origins = new Map<string, string>()

/** Scheme and authority of a URL as written, by which its host can be remembered; null where only parsing tells. */
export function authorityOf(href: string): string | null {
  return /^https?:\/\/[^/?#\\\s]{1,300}(?=[/?#\\]|$)/i.exec(href)?.[0] ?? null
}

/** The origin of a URL, '' when it is none. */
export function originOf(url: string): string {
  const authority = authorityOf(url)
  const known = authority === null ? undefined : origins.get(authority)
  if (known !== undefined) return known
  let origin = ''
  try {
    origin = new URL(url).origin
  } catch {
    return ''
  }
  if (authority === null) return origin
  if (origins.size >= ORIGINS_MAX) origins.clear()
  // A copy: a piece of a page would keep the whole page alive.
  origins.set(authority.split('').join(''), origin)
  return origin
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
