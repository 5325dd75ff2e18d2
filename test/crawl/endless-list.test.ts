/** A list that goes on to a next page for ever is read to where it repeats itself. */
import { afterEach, expect, it } from 'vitest'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const page = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/list?page=1">通知公告</a></li></ul></div>${body}</body></html>`

const rows = (n: number): string =>
  [1, 2, 3]
    .map(
      (i) =>
        `<li><a href="/a/${n}-${i}.html">关于第${n}批第${i}项工作的通告</a><span>2026-0${n}-0${i}</span></li>`,
    )
    .join('')

/** Two pages of entries; whatever comes behind them shows the second again, or nothing. */
const list =
  (behind: 'last' | 'nothing'): Handler =>
  (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const n = Number(url.searchParams.get('page') ?? 1)
    const entries = n <= 2 ? rows(3 - n) : behind === 'last' ? rows(1) : ''
    response
      .writeHead(url.pathname === '/list' ? 200 : 404, { 'content-type': 'text/html' })
      .end(page(`<ul class="list">${entries}</ul><p><a href="/list?page=${n + 1}">下一页</a></p>`))
  }

it.each(['last', 'nothing'] as const)('with the %s behind its end', async (behind) => {
  const portal = await serve({ '/': page('<p>欢迎</p>') }, list(behind))
  await run(job(portal.origin))
  const asked = portal.asked.filter((path) => path.startsWith('/list'))
  expect([...new Set(asked)].sort()).toEqual(
    [1, 2, 3, ...(behind === 'nothing' ? [4] : [])].map((n) => `/list?page=${n}`),
  )
})
