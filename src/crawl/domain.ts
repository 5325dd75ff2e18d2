/** Registrable domains: whose budget, whose cookies, whose neighbourhood a host belongs to. */
import { createRequire } from 'node:module'

type Tldts = typeof import('tldts')

let loaded: Tldts | null = null

/** The registrable domain of a host name or URL; null for addresses and public suffixes. The list behind it is loaded with the first name: addresses have no domain. */
export function domainOf(host: string): string | null {
  if (/^[\d.]+$|^\[[\da-f:.]+\]$/i.test(host)) return null
  loaded ??= createRequire(import.meta.url)('tldts') as Tldts
  return loaded.getDomain(host)
}
