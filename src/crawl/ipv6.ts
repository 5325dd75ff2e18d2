/** Asks the name service for a host's IPv6 addresses and tries one of them; only public addresses are ever contacted. */
import { Resolver } from 'node:dns/promises'
import { connect } from 'node:net'
import type { Ipv6Probe, Ipv6View } from '../model/ipv6.js'
import { ipaddr } from './ipaddr.js'

/** How it is asked: by the name service and a connection, unless told. */
export interface Ipv6Means {
  /** IPv6 addresses of a host; [] where it has none. Rejects where nobody answers. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  /** True: connected. False: refused or silent. null: this machine has no IPv6. */
  readonly reach: (address: string, port: number) => Promise<boolean | null>
}

const TIMEOUT_MS = 3_000
const MAX_HOSTS = 50
/** This machine, not the host, has no way there. */
const OURS: ReadonlySet<string> = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EHOSTUNREACH'])

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

async function resolve(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 })
  try {
    return await resolver.resolve6(host)
  } catch (error) {
    if (codeOf(error) === 'ENODATA') return []
    throw error
  }
}

function reach(address: string, port: number): Promise<boolean | null> {
  return new Promise((done) => {
    const socket = connect({ host: address, port, family: 6 })
    const end = (reached: boolean | null) => {
      socket.destroy()
      done(reached)
    }
    socket.setTimeout(TIMEOUT_MS, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', (error) => end(OURS.has(codeOf(error)) ? null : false))
  })
}

function isPublic(address: string): boolean {
  return ipaddr.IPv6.isValid(address) && ipaddr.IPv6.parse(address).range() === 'unicast'
}

/** A name that can have records of its own: no address, no name of this machine. */
function isName(host: string): boolean {
  return /[a-z]/i.test(host) && host.includes('.') && !host.startsWith('[') && !/\.?localhost$/i.test(host)
}

async function ask(url: URL, means: Ipv6Means): Promise<Ipv6View | null> {
  const host = url.hostname
  try {
    const addresses = (await means.resolve(host)).filter(isPublic)
    const [first] = addresses
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
    return {
      host,
      addresses: addresses.length,
      reached: first === undefined ? null : await means.reach(first, port),
    }
  } catch {
    // Nobody answered: nothing is known of the host.
    return null
  }
}

/** Opens the probe. At most 50 hosts of a site are asked, all at once, each within six seconds. */
export function openIpv6(means: Ipv6Means = { resolve, reach }): Ipv6Probe {
  return async (urls) => {
    const byHost = new Map<string, URL>()
    for (const text of urls) {
      const url = URL.canParse(text) ? new URL(text) : null
      if (url && isName(url.hostname) && byHost.size < MAX_HOSTS) byHost.set(url.hostname, url)
    }
    const views = await Promise.all([...byHost.values()].map((url) => ask(url, means)))
    return new Map(views.flatMap((view) => (view ? [[view.host, view] as const] : [])))
  }
}
