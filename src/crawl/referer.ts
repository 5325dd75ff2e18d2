/** Whence a visitor comes: files and pictures of many sites are given only to requests that name the portal as their referrer. */
import type { SiteSpec } from '../model/site.js'
import type { HttpPort } from './ports.js'

/** Start pages of a site and its units: people type them in, and come from nowhere. */
export function homesOf({ home, units }: SiteSpec): string[] {
  return [home, ...units.map(({ portal }) => portal)]
}

/**
 * A client whose requests come from the portal, as those of a visitor who follows its links. No more than its origin is
 * named, which is all that browsers tell other hosts, too.
 */
export function visiting(http: HttpPort, site: SiteSpec): HttpPort {
  const typed = new Set(homesOf(site))
  const from = `${new URL(site.home).origin}/`
  return {
    get: (url, options) => (typed.has(url) ? http.get(url, options) : http.get(url, { ...options, from })),
    post: (url, form, options) => http.post(url, form, options),
    spacing: (url, intervalMs) => http.spacing?.(url, intervalMs),
    spare: (url) => http.spare?.(url) ?? false,
    close: () => http.close(),
  }
}

/** Whence a visitor of an address says that he comes: no browser tells a plain host of a secure one. */
export function toldTo(url: string, from: string | null): string | null {
  return from?.startsWith('https:') && url.startsWith('http:') ? null : from
}
