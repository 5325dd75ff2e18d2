/** Hosts that a page leads to by other means than links, and hosts that its source names at all. */
import type { PageLink, PageSigns } from '../model/page.js'
import type { Tag } from './tag.js'
import type { Tree } from './tree.js'
import { hostOf } from './urls.js'

const MAX_HOSTS = 200
const MAX_SOURCE = 2_000_000
const HOST = /(?:\/\/|%2f%2f)([a-z0-9](?:[a-z0-9.-]{1,80})(?::\d{1,5})?)(?=[/"'\s?#&%<>\\),;]|$)/iy
const CARRIERS = [
  'value',
  'onclick',
  'onchange',
  'data-href',
  'data-url',
  'data-link',
  'href',
  'src',
] as const

const NONE: readonly string[] = []

/** Where an address may begin: at `//`, or at the same encoded. */
function* startsIn(text: string): Generator<number> {
  const encoded = text.includes('%2') && /%2f%2f/i.test(text)
  if (!encoded) {
    for (let at = text.indexOf('//'); at >= 0; at = text.indexOf('//', at + 1)) yield at
    return
  }
  for (const { index } of text.matchAll(/\/(?=\/)|%2f(?=%2f)/gi)) yield index
}

function hostsIn(text: string, into: Set<string>): void {
  let until = 0
  for (const at of startsIn(text)) {
    if (into.size >= MAX_HOSTS) return
    if (at < until) continue
    HOST.lastIndex = at
    const match = HOST.exec(text)
    if (match === null) continue
    until = HOST.lastIndex
    const host = match[1] ?? ''
    if (host.includes('.') || host.includes(':')) into.add(host.toLowerCase())
  }
}

/** Hosts that a tag's attributes name, however many tags repeat it. */
function hostsOfTag(tag: Tag): readonly string[] {
  if (tag.hosts === null) {
    const hosts = new Set<string>()
    for (const name of CARRIERS) {
      const value = tag.attrs[name]
      if (value !== undefined && value.length < 2000) hostsIn(value, hosts)
    }
    tag.hosts = hosts.size === 0 ? NONE : [...hosts]
  }
  return tag.hosts
}

/** A link that somebody commented out leads nowhere. */
function outsideComments(hosts: readonly string[], html: string): readonly string[] {
  if (hosts.length === 0 || !html.includes('<!--')) return hosts
  const left = new Set<string>()
  hostsIn(html.slice(0, MAX_SOURCE).replace(/<!--[\s\S]*?(?:-->|$)/g, ' '), left)
  return hosts.filter((host) => left.has(host))
}

/** Hosts of options and click handlers, and the other hosts of the source; what links lead to is left out of both. */
export function readMentions(
  tree: Tree,
  html: string,
  links: readonly PageLink[],
): Pick<PageSigns, 'offered' | 'mentioned'> {
  const linked = new Set<string>()
  let origin = ''
  for (const { target } of links) {
    // Most links of a page lead where the one before them leads.
    if (target === null || (origin !== '' && target.startsWith(origin))) continue
    linked.add(hostOf(target))
    origin = target.slice(0, target.indexOf('/', 'https://'.length) + 1)
  }
  const offered = new Set<string>()
  for (const el of tree.els) {
    const hosts = hostsOfTag(el.place.tag)
    if (hosts === NONE) continue
    for (const host of hosts) {
      if (offered.size >= MAX_HOSTS) break
      offered.add(host)
    }
  }
  const mentioned = new Set<string>()
  hostsIn(html.slice(0, MAX_SOURCE), mentioned)
  const away = (hosts: ReadonlySet<string>, known: ReadonlySet<string>): string[] =>
    [...hosts].filter((host) => !known.has(host)).sort()
  const options = away(offered, linked)
  const others = outsideComments(away(mentioned, new Set([...linked, ...options])), html)
  return {
    ...(options.length > 0 ? { offered: options } : {}),
    ...(others.length > 0 ? { mentioned: others } : {}),
  }
}
