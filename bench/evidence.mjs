/** What the evidence of one finding costs on a warm page: framed picture with MHTML and hashes, full picture, storing. */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { openBrowser } from '../dist/src/crawl/browser.js'
import { findBrowser } from '../dist/src/crawl/browser-find.js'
import { openEgress } from '../dist/src/crawl/egress.js'
import { openStore } from '../dist/src/evidence/store.js'
import { buildSite } from './site.mjs'

const PAGES = 40
/** The browser and its first page of a host are started, not measured. */
const WARM_UP = 4
const GOALS = { framed: 150, full: 1_000 }
/** The portal's pages as a portal looks: a width, a menu, pictures, so that painting costs what it costs. */
const STYLE = `body{width:1000px;margin:0 auto;font:16px/1.9 sans-serif;background:#f4f6fa}
a{color:#1a4f9c}p{text-indent:2em;background:#fff;padding:8px 16px;border-bottom:1px solid #dde}
nav a,header a{display:inline-block;padding:4px 10px}img{display:block;margin:12px auto;border:1px solid #99a}`

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function picture(seed) {
  let noise = ''
  for (let n = 0; n < 400; n += 1)
    noise += `<circle cx="${(seed * 37 + n * 71) % 600}" cy="${(seed * 53 + n * 29) % 400}" r="${3 + (n % 9)}" fill="hsl(${(n * 13) % 360} 60% 60%)"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">${noise}</svg>`
}

/** The bench's portal with styles and pictures. */
async function serveStyled() {
  const routes = new Map()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://portal')
    if (pathname.endsWith('.css'))
      return void response.writeHead(200, { 'content-type': 'text/css' }).end(STYLE)
    if (/\.(?:jpg|png)$/.test(pathname))
      return void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture(pathname.length))
    const answer = routes.get(pathname)
    if (answer?.body === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': answer.type }).end(answer.body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  for (const [path, answer] of buildSite({ pages: 200, origin, external: origin }).own)
    routes.set(path, answer)
  const articles = [...routes.keys()].filter((path) => /^\/c\d\d\/\d+\.html$/.test(path)).slice(0, PAGES)
  return {
    origin,
    articles,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

async function measure(browser, site, store) {
  const took = { whole: [], framed: [], full: [], stored: [], height: [], bytes: [] }
  for (const [index, path] of site.articles.entries()) {
    const began = performance.now()
    const capture = await browser.capture(site.origin + path, [
      { kind: 'link', target: `${site.origin}/c01/` },
    ])
    const whole = performance.now() - began
    if (capture.missing.length > 0) throw new Error(`${path}: without ${capture.missing}`)
    const hashing = performance.now()
    const files = [capture.viewport, capture.mhtml, Buffer.from(capture.html)]
    for (const bytes of files) createHash('sha256').update(bytes).digest('hex')
    const hashed = performance.now() - hashing
    const storing = performance.now()
    for (const bytes of [...files, capture.full]) await store.putBlob(bytes)
    if (index < WARM_UP) continue
    took.whole.push(whole)
    took.framed.push(capture.tookMs.framed + hashed)
    took.full.push(capture.tookMs.full)
    took.stored.push(performance.now() - storing)
    took.height.push(Buffer.from(capture.full).readUInt32BE(20))
    took.bytes.push(capture.viewport.length + capture.mhtml.length + capture.html.length)
  }
  return took
}

/**
 * Measures it and gives the section of the report; says so where no browser is at hand.
 * @param {string} folder a folder that may be filled
 */
export async function evidenceReport(folder) {
  const head = '## Evidence of one finding on a warm page'
  const found = findBrowser(process.env)
  if (!found) return `${head}\n\nNo browser at hand.\n`
  const site = await serveStyled()
  const settings = { allowPrivate: [], namedOrigins: [site.origin] }
  const silent = { info: () => undefined, warn: () => undefined }
  const browser = await openBrowser({
    executable: found.path,
    egress: openEgress(settings),
    userAgent: 'Xuncha/bench',
    timezone: 'Asia/Shanghai',
    now: Date.now,
    log: silent,
  })
  try {
    const took = await measure(browser, site, openStore(folder))
    const line = (name, values, goal) => {
      const sorted = [...values].sort((a, b) => a - b)
      const p95 = sorted[Math.floor(sorted.length * 0.95)]
      const reached = median(values)
      const mark = goal === undefined ? '' : `≤ ${goal} ${reached <= goal ? '✓' : '✗'}`
      return `| ${name} | ${reached.toFixed(0)} | ${p95.toFixed(0)} | ${mark} |`
    }
    return [
      head,
      '',
      `${browser.version}, ${took.framed.length} pages of one host after ${WARM_UP}, median height ${median(took.height)} px, ${(median(took.bytes) / 1024).toFixed(0)} KB without the full picture.`,
      '',
      '| step | median ms | 95 % ms | goal |',
      '|---|---|---|---|',
      line('framed viewport picture, MHTML, document, hashes', took.framed, GOALS.framed),
      line('full-page picture with regions measured twice', took.full, GOALS.full),
      line('all four stored and synced to the disk', took.stored),
      line('the whole visit, from the request on', took.whole),
      '',
    ].join('\n')
  } finally {
    await browser.close()
    await site.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
