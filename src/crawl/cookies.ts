/** Cookies of one redirect chain: kept from hop to hop, forgotten with the chain. */
import { domainOf } from './domain.js'

/** A jar that lives as long as one chain. */
export interface ChainCookies {
  /** Takes the Set-Cookie headers of an answer. */
  take(url: string, setCookie: readonly string[]): void
  /** The Cookie header for a URL, '' for none. */
  header(url: string): string
}

const COOKIES_MAX = 50

interface Cookie {
  readonly name: string
  readonly value: string
  readonly host: string
  readonly subdomains: boolean
}

function domainFor(host: string, line: string): { host: string; subdomains: boolean } {
  const asked = /;\s*domain=\.?([^;\s]+)/i.exec(line)?.[1]?.toLowerCase()
  if (asked && domainOf(host) !== null && domainOf(host) === domainOf(asked))
    return { host: asked, subdomains: true }
  return { host, subdomains: false }
}

/** An empty jar. Paths and expiry are ignored: a chain lasts seconds. */
export function chainCookies(): ChainCookies {
  const cookies = new Map<string, Cookie>()
  return {
    take(url, setCookie) {
      if (setCookie.length === 0) return
      const host = new URL(url).hostname
      for (const line of setCookie) {
        const pair = /^\s*([^=;\s]+)=([^;]*)/.exec(line)
        if (!pair?.[1] || cookies.size >= COOKIES_MAX) continue
        const name = pair[1]
        const scope = domainFor(host, line)
        if (/;\s*max-age=(?:0|-\d+)\s*(?:;|$)/i.test(line)) cookies.delete(`${scope.host} ${name}`)
        else cookies.set(`${scope.host} ${name}`, { name, value: (pair[2] ?? '').trim(), ...scope })
      }
    },
    header(url) {
      if (cookies.size === 0) return ''
      const host = new URL(url).hostname
      return [...cookies.values()]
        .filter((cookie) => host === cookie.host || (cookie.subdomains && host.endsWith(`.${cookie.host}`)))
        .map((cookie) => `${cookie.name}=${cookie.value}`)
        .join('; ')
    },
  }
}
