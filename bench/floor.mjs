/** The floor: what a crawl with link check costs when nothing is kept and nothing is doubted. The yardstick of every ratio. */
import { gunzipSync } from 'node:zlib'
import { Parser } from 'htmlparser2'
import { Agent } from 'undici'

const CONNECTIONS = 10
const HOPS = 10

const start = new URL(process.argv[2]).href
const { origin } = new URL(start)
const agent = new Agent({ connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 20_000 })
/** Hrefs as written that mean the same on every page, and absolute addresses. */
const seen = new Set()
const queue = []
const dead = []
let pages = 0
let addresses = 0
let titles = 0

/** A copy: a piece of a page would keep the whole page in memory. */
const own = (text) => Buffer.from(text).toString()

function want(raw, base) {
  const absolute = raw.startsWith('/') || raw.startsWith('http')
  if (absolute && seen.has(raw)) return
  let url
  try {
    url = new URL(raw, base)
  } catch {
    return
  }
  if (absolute) seen.add(own(raw))
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return
  url.hash = ''
  const { href } = url
  if (seen.has(href) && href !== raw) return
  if (href !== raw) seen.add(own(href))
  addresses += 1
  queue.push(own(href))
}

function read(html, base) {
  let title = null
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title' && title === null) title = ''
      const link = attributes.href ?? attributes.src
      if (link) want(link, base)
    },
    ontext(text) {
      if (title === '') title = text
    },
  })
  parser.end(html)
  if (title) titles += 1
}

async function get(url) {
  const { origin: host, pathname, search } = new URL(url)
  const { statusCode, headers, body } = await agent.request({
    origin: host,
    path: pathname + search,
    method: 'GET',
    headers: { 'accept-encoding': 'gzip', 'user-agent': 'floor' },
  })
  const bytes = Buffer.from(await body.arrayBuffer())
  return { status: statusCode, headers, bytes }
}

async function visit(first) {
  let url = first
  for (let hop = 0; ; hop += 1) {
    const { status, headers, bytes } = await get(url)
    if (status >= 300 && status < 400 && headers.location) {
      const next = new URL(headers.location, url).href
      if (hop >= HOPS || next === url) return void dead.push(first)
      url = next
      continue
    }
    if (status >= 400) return void dead.push(first)
    if (url !== first) return want(url, url)
    if (!url.startsWith(`${origin}/`) || !headers['content-type']?.startsWith('text/html')) return
    pages += 1
    read((headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(), url)
    return
  }
}

async function work() {
  let idle = 0
  while (queue.length > 0 || busy > 0) {
    const url = queue.pop()
    if (url === undefined) {
      // Others may still bring work.
      idle += 1
      await new Promise((resolve) => setTimeout(resolve, Math.min(20, idle)))
      continue
    }
    idle = 0
    busy += 1
    try {
      await visit(url)
    } catch {
      dead.push(url)
    }
    busy -= 1
  }
}

let busy = 0
want(start, start)
await Promise.all(Array.from({ length: CONNECTIONS }, work))
await agent.close()
console.log(JSON.stringify({ pages, addresses, titles, dead }))
