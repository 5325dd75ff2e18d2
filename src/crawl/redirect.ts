/** Redirects: which answers are one, and where they lead as browsers read it. */
import { isWrittenOut } from '../model/address.js'

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** True for an answer that sends on to its Location. */
export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status)
}

/** A Location as browsers read it: raw UTF-8 bytes instead of latin1, relative to the page. Null when it is none. */
export function locate(location: string, base: string): string | null {
  const bytes = Buffer.from(location, 'latin1')
  const utf8 = bytes.toString('utf8')
  try {
    const url = new URL(utf8.includes('\ufffd') ? location : utf8, base)
    url.hash = ''
    return url.href
  } catch {
    return null
  }
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
