/** `recheck` over a real portal on loopback: one finding is looked at again, and nothing else changes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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

/** A portal with two dead links, each of which can be mended. */
async function inspected(over: { readonly down?: () => boolean } = {}) {
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
  return { run, links, mended, clock }
}

describe('recheck', () => {
  it('of what is still there says so and leaves everything as it is', async () => {
    const { run, links } = await inspected()
    const before = await links()
    const left = await run('recheck', before['/one.html']?.no ?? '')
    expect(left.status).toBe(0)
    expect(JSON.parse(left.stdout).findings).toMatchObject([
      { no: before['/one.html']?.no, outcome: 'there', state: 'confirmed', unitStatus: 'inspected' },
    ])
    expect(await links()).toEqual(before)
  })

  it('of what was mended finds it gone, and looks at nothing else', async () => {
    const { run, links, mended } = await inspected()
    mended.add('/one.html').add('/two.html')
    const { no } = (await links())['/one.html'] ?? { no: '' }
    const left = await run('recheck', no)
    expect(JSON.parse(left.stdout).findings).toMatchObject([{ no, outcome: 'gone', state: 'fixed' }])
    expect(Object.fromEntries(Object.entries(await links()).map(([path, one]) => [path, one.state]))).toEqual(
      {
        '/one.html': 'fixed',
        '/two.html': 'confirmed',
      },
    )
  })

  it('of a portal that lets nobody in decides nothing: exit status 3', async () => {
    let down = false
    const { run, links } = await inspected({ down: () => down })
    const before = await links()
    down = true
    const left = await run('recheck', before['/one.html']?.no ?? '')
    expect(left.status).toBe(3)
    expect(JSON.parse(left.stdout).findings).toMatchObject([{ outcome: 'unseen', state: 'confirmed' }])
    expect(await links()).toEqual(before)
  })

  it('--due looks at what is past its last day on a problem list', async () => {
    const { run, links, mended, clock } = await inspected()
    const { no } = (await links())['/two.html'] ?? { no: '' }
    await run('rectify', 'issue', '--finding', no, '--until', '2026-05-25')
    expect(JSON.parse((await run('recheck', '--due')).stdout)).toEqual({ findings: [] })
    clock.now = NOW + 6 * 86_400_000
    mended.add('/two.html')
    const left = await run('recheck', '--due')
    expect(JSON.parse(left.stdout).findings).toMatchObject([{ no, outcome: 'gone', state: 'fixed' }])
    expect(JSON.parse((await run('rectify', 'list')).stdout).lists[0].items).toMatchObject([
      { standing: 'mended' },
    ])
    expect(JSON.parse((await run('recheck', '--due')).stdout)).toEqual({ findings: [] })
  })

  it.each([
    ['nothing', []],
    ['an unknown finding', ['f-0']],
  ])('of %s is wrong usage', async (_, args) => {
    const { run } = await inspected()
    expect((await run('recheck', ...args)).status).toBe(2)
  })
})
