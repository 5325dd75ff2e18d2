/** A portal on loopback with two dead links, each of which can be mended and broken again, inspected once. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '../crawl/servers.js'
import { folder, NOW, xuncha } from './command-line.js'

const page = (title: string, body: string): string =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`
const ARTICLE = page(
  '教育局召开工作会议',
  `<p>发布日期：2026-05-18</p><div class="content"><p>${'会议部署了下一阶段的工作。'.repeat(20)}</p></div>`,
)
const LIST = page(
  '工作动态',
  '<div class="list"><ul><li><a href="/dt/1.html">教育局召开工作会议</a><span>2026-05-18</span></li></ul></div>',
)
const HOME = page(
  '区教育局',
  '<ul class="nav"><li><a href="/dt/">工作动态</a></li></ul><a href="/one.html">旧文一</a><a href="/two.html">旧文二</a>',
)

/** Starts the portal and inspects it; `down` shuts everybody out. */
export async function inspected(over: { readonly down?: () => boolean } = {}) {
  const data = folder()
  const mended = new Set<string>()
  const server = await serve({}, (request, response) => {
    const path = request.url ?? '/'
    const known: Readonly<Record<string, string>> = { '/': HOME, '/dt/': LIST, '/dt/1.html': ARTICLE }
    const body = over.down?.() ? undefined : (known[path] ?? (mended.has(path) ? ARTICLE : undefined))
    response.writeHead(over.down?.() ? 403 : body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
    })
    response.end(body ?? '<title>404</title>')
  })
  const file = join(data, 'w.yaml')
  writeFileSync(
    file,
    `defaults: { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.02, 0.04] } }
units: [{ id: edu, name: 区教育局, portal: "${server.origin}/" }]\n`,
  )
  const clock = { now: NOW }
  const run = (...args: string[]) => xuncha([...args, '--data', data, '--json'], { now: clock.now })
  await run('inspect', '--units', file)
  const links = async (): Promise<Record<string, { no: string; state: string }>> => {
    const { findings } = JSON.parse((await run('findings', 'list', '--code', 'link-broken')).stdout)
    return Object.fromEntries(
      findings.map((one: { subject: string; no: string; state: string }) => [
        new URL(one.subject).pathname,
        { no: one.no, state: one.state },
      ]),
    )
  }
  return { run, links, mended, clock, data }
}
