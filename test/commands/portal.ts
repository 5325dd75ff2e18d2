/** A small portal on loopback whose pages a test may change, and a workspace that names it. */
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach } from 'vitest'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** Path → HTML, or a bare status; everything else is 404. */
export type Pages = Record<string, string | number>

/** Serves the pages as they are when they are asked for; gives the origin. */
export async function portal(pages: Pages): Promise<string> {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '/'] ?? 404
    response.writeHead(typeof page === 'number' ? page : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(typeof page === 'number' ? `<title>${page}</title>` : page)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const LIST = `<html><head><title>工作动态</title></head><body><div class="list"><ul>
<li><a href="/dt/1.html">教育局召开工作会议</a><span>2026-05-18</span></li>
<li><a href="/dt/2.html">教育局开展安全检查</a><span>2026-05-11</span></li></ul></div></body></html>`
const ARTICLE = `<html><head><title>教育局召开工作会议</title></head><body><h1>教育局召开工作会议</h1>
<p>发布日期：2026-05-18</p><div class="content"><p>${'会议部署了下一阶段的工作。'.repeat(20)}</p></div></body></html>`

/** A portal with a news column and these dead links on its start page. */
export function pagesWith(dead: readonly string[]): Pages {
  const links = dead.map((path) => `<a href="${path}">旧文</a>`).join('')
  const home = `<html><head><title>区教育局</title></head><body><h1>区教育局</h1>
<ul class="nav"><li><a href="/dt/">工作动态</a></li></ul>${links}</body></html>`
  return { '/': home, '/dt/': LIST, '/dt/1.html': ARTICLE, '/dt/2.html': ARTICLE }
}

/** Writes a workspace of units by id and origin; reachability is confirmed at the first sight. */
export function workspace(dir: string, units: Readonly<Record<string, string>>, defaults = ''): string {
  const lines = Object.entries(units).map(
    ([id, origin]) => `  - { id: ${id}, name: ${id}局, kind: department, portal: "${origin}/" }`,
  )
  const quick = 'confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.02, 0.04] }'
  const path = join(dir, 'w.yaml')
  writeFileSync(path, `defaults: { ${quick}${defaults} }\nunits:\n${lines.join('\n')}\n`)
  return path
}

/** A stream that nobody reads. */
export function quiet(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
