/** Egress: which addresses may be contacted at all, for the HTTP client and the browser's proxy alike (contract §2). */
import { lookup } from 'node:dns/promises'
import type { IPv4, IPv6 } from 'ipaddr.js'
import { remembered } from '../artifacts/remembered.js'
import { authorityOf } from '../model/address.js'
import { UserFault } from '../model/error.js'
import type { CrawlSettings } from '../model/inspection.js'
import { ipaddr } from './ipaddr.js'

/** One address a name stands for, in the shape that net.connect's lookup wants. */
export interface PinnedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/**
 * private-address: the URL spells one. split-horizon: its name resolves to one. egress: no http(s) URL.
 * dns: the name does not resolve; nobody was contacted, and it is the portal's affair. timeout: no resolver answered,
 * which says nothing about the name.
 */
export type EgressVerdict =
  | { readonly allowed: true; readonly addresses: readonly PinnedAddress[] }
  | {
      readonly allowed: false
      readonly cause: 'private-address' | 'split-horizon' | 'egress' | 'dns' | 'timeout'
      readonly error: string
    }

/** The guard. Whoever connects must use exactly the addresses it returned: a second lookup could answer otherwise. */
export interface Egress {
  /**
   * At once where the spelling tells, else when the resolver has. `unpinned`: it is asked again, and its new answer
   * pinned.
   */
  check(url: string, options?: { readonly unpinned?: boolean }): EgressVerdict | Promise<EgressVerdict>
}

/** Resolves a host name to all its addresses; rejects with a Node dns error. Replaced in tests. */
export type Resolve = (hostname: string) => Promise<readonly PinnedAddress[]>

type Address = IPv4 | IPv6

interface Allowance {
  readonly network: Address
  readonly bits: number
  readonly ports: readonly [number, number]
}

const ALL_PORTS = [1, 65_535] as const
/** An answer stays pinned this long, so that one page's requests go to one place. */
const PIN_MS = 60_000
const PINS_MAX = 5_000

function badAllowance(entry: string): UserFault {
  return new UserFault('crawl.allow-private', { entry }, 2)
}

/** Reads `addr|CIDR[:port|:port-port]`; IPv6 with ports in brackets. Throws a UserFault otherwise. */
function parseAllowance(entry: string): Allowance {
  const text = entry.trim()
  const parts =
    /^\[([0-9a-fA-F:.]+(?:\/\d{1,3})?)\](?:\/(\d{1,3}))?(?::(\d{1,5})(?:-(\d{1,5}))?)?$/.exec(text) ??
    /^([0-9.]+(?:\/\d{1,2})?)()(?::(\d{1,5})(?:-(\d{1,5}))?)?$/.exec(text) ??
    /^([0-9a-fA-F:.]+(?:\/\d{1,3})?)()()()$/.exec(text)
  if (!parts?.[1]) throw badAllowance(entry)
  const [base = '', inner] = parts[1].split('/')
  if (!ipaddr.isValid(base)) throw badAllowance(entry)
  const network = ipaddr.process(base)
  const most = network.kind() === 'ipv4' ? 32 : 128
  const bits = Number(inner ?? (parts[2] || most))
  const from = parts[3] ? Number(parts[3]) : ALL_PORTS[0]
  const to = parts[4] ? Number(parts[4]) : parts[3] ? from : ALL_PORTS[1]
  if (bits > most || from < 1 || to > 65_535 || from > to) throw badAllowance(entry)
  return { network, bits, ports: [from, to] }
}

function inAllowance(address: Address, port: number, allowance: Allowance): boolean {
  if (address.kind() !== allowance.network.kind()) return false
  if (port < allowance.ports[0] || port > allowance.ports[1]) return false
  return address.match([allowance.network, allowance.bits] as never)
}

/** True for an address of the public internet: global unicast, IPv4 inside IPv6 judged as what it stands for. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  // ipaddr.js calls everything unassigned unicast; only 2000::/3 is handed out.
  return address.kind() === 'ipv4' || address.match(ipaddr.IPv6.parse('2000::'), 3)
}

/** Host of a URL as a judge reads it: lower case, no brackets, no trailing dot. */
function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase()
}

function literalOf(host: string): Address | null {
  if (host === 'localhost' || host.endsWith('.localhost')) return ipaddr.parse('127.0.0.1')
  return ipaddr.isValid(host) ? ipaddr.process(host) : null
}

function parse(url: string): URL | null {
  try {
    return new URL(url)
  } catch {
    return null
  }
}

interface Spelling {
  readonly literal: Address | null
  /** A literal that is no public address. */
  readonly private: boolean
  readonly loopback: boolean
}

const NO_ADDRESS: Spelling = { literal: null, private: false, loopback: false }

function spellingIn(url: URL | null): Spelling {
  const literal = url ? literalOf(hostOf(url)) : null
  if (literal === null) return NO_ADDRESS
  return { literal, private: !isPublic(literal), loopback: literal.range() === 'loopback' }
}

const spellingOfAuthority = remembered(5_000, 300, (authority) => spellingIn(parse(authority)))

/** What the host of a URL spells: judged once per scheme, host and port. */
function spellingOf(href: string): Spelling {
  const authority = authorityOf(href)
  return authority === null ? spellingIn(parse(href)) : spellingOfAuthority(authority)
}

/**
 * True when a URL itself spells a loopback, private or otherwise not public address, in any spelling, or is
 * `file:`. Decided without asking anybody; a name that merely resolves to one is not meant.
 */
export function spellsPrivate(href: string): boolean {
  return spellingOf(href).private || parse(href)?.protocol === 'file:'
}

/** True when a URL spells the machine itself: such portals are fixtures, without rate and without canaries. */
export function isLoopback(href: string): boolean {
  return spellingOf(href).loopback
}

/** True when an address written as text is of the machine itself. */
export function isLoopbackAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === 'loopback'
}

const resolveAll: Resolve = async (hostname) => {
  const answers = await lookup(hostname, { all: true, verbatim: true })
  return answers.map((answer) => ({ address: answer.address, family: answer.family === 6 ? 6 : 4 }))
}

/** A resolver that is down, refuses or gave up: a name that does not exist is told by ENOTFOUND and its like. */
const NO_ANSWER: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_SYSTEM',
  'ESERVFAIL',
  'ETIMEOUT',
  'EREFUSED',
  'ECONNREFUSED',
])

function isNoAnswer(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_ANSWER.has(error.code)
}

function pinnedLiteral(literal: Address): PinnedAddress {
  return { address: literal.toString(), family: literal.kind() === 'ipv6' ? 6 : 4 }
}

/**
 * Opens the guard.
 * @param settings whose `namedOrigins` and `allowPrivate` open private addresses; a bad entry throws a UserFault
 * @param deps resolver and clock (UTC milliseconds), for tests
 */
export function openEgress(
  settings: Pick<CrawlSettings, 'allowPrivate' | 'namedOrigins'>,
  deps: { readonly resolve?: Resolve; readonly now?: () => number } = {},
): Egress {
  const allowances = settings.allowPrivate.map(parseAllowance)
  const named = new Set(settings.namedOrigins.map((origin) => parse(origin)?.origin ?? origin))
  const resolve = deps.resolve ?? resolveAll
  const now = deps.now ?? Date.now
  const pins = new Map<string, { readonly at: number; readonly answers: readonly PinnedAddress[] }>()

  const permitted = (address: Address, url: URL): boolean => {
    if (isPublic(address)) return true
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
    return allowances.some((allowance) => inAllowance(address, port, allowance))
  }

  const answersOf = async (host: string, unpinned: boolean): Promise<readonly PinnedAddress[]> => {
    const pin = pins.get(host)
    if (pin && !unpinned && now() - pin.at < PIN_MS) return pin.answers
    const answers = await resolve(host)
    if (pins.size >= PINS_MAX) pins.clear()
    pins.set(host, { at: now(), answers })
    return answers
  }

  /** Judged by its spelling alone; null where the resolver must be asked. */
  const bySpelling = (href: string): EgressVerdict | null => {
    const url = parse(href)
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
      return { allowed: false, cause: 'egress', error: 'not an http(s) URL' }
    const literal = literalOf(hostOf(url))
    if (literal === null) return null
    if (named.has(url.origin) || permitted(literal, url))
      return { allowed: true, addresses: [pinnedLiteral(literal)] }
    return { allowed: false, cause: 'private-address', error: `${hostOf(url)} is not a public address` }
  }
  const settled = remembered(2_000, 300, bySpelling)

  const byAnswer = async (href: string, unpinned: boolean): Promise<EgressVerdict> => {
    const url = new URL(href)
    const host = hostOf(url)
    let answers: readonly PinnedAddress[]
    try {
      answers = await answersOf(host, unpinned)
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      return { allowed: false, cause: isNoAnswer(error) ? 'timeout' : 'dns', error: said }
    }
    if (answers.length === 0) return { allowed: false, cause: 'dns', error: `${host} has no address` }
    const refused = answers.find((answer) => !permitted(ipaddr.process(answer.address), url))
    if (refused && !named.has(url.origin))
      return { allowed: false, cause: 'split-horizon', error: `${host} resolves to ${refused.address}` }
    return { allowed: true, addresses: answers }
  }

  const check: Egress['check'] = (href, { unpinned = false } = {}) => {
    const authority = authorityOf(href)
    return (authority === null ? bySpelling(href) : settled(authority)) ?? byAnswer(href, unpinned)
  }
  return { check }
}
