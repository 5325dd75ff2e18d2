/** Redirects: which answers are one, and where they lead as browsers read it. */
import { isWrittenOut } from '../model/address.js'

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** True for an answer that sends on to its Location. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status)
}

/** A Location as browsers read it: its bytes as they came, in whatever charset, relative to the page. Null when it is none. */
export function locate(location: string, base: string): string | null {
  const bytes = location.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  try {
    const url = new URL(bytes, base)
    url.hash = ''
    return url.href
  } catch {
    return null
  }
}

/** A wait that visitors hardly notice, in seconds: the same as for a page that says it in its head. */
const REFRESH_WITHIN = 5

/** Where a Refresh header sends on to at once; null for none, for later, and for what is no web address. */
export function refreshOf(header: string | undefined, base: string): string | null {
  if (header === undefined) return null
  const parts = /^\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(header)
  if (parts === null || Number(parts[1]) > REFRESH_WITHIN) return null
  const next = locate(parts[2] ?? '', base)
  return next !== null && /^https?:/.test(next) ? next : null
}

/** The address as it is sent: no fragment, no credentials. Throws a TypeError for what is no URL. */
export function withoutFragment(href: string): string {
  if (isWrittenOut(href)) return href
  const url = new URL(href)
  // Setters parse anew: most addresses have nothing to take off.
  if (url.href.includes('#')) url.hash = ''
  if (url.username !== '' || url.password !== '') {
    url.username = ''
    url.password = ''
  }
  return url.href
}
