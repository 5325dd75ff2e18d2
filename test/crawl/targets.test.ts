/** Link targets: judged by what pages make of them all together. */
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const page = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>区教育局</title></head><body>${body}</body></html>`

const article = (link: string): string =>
  page(
    `<div class="article"><h1>关于</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>${'正文。'.repeat(200)}${link}</p></div></div>`,
  )

describe('a target', () => {
  it.each(['/a.html', '/b.html'])(
    'is judged by all its uses, whichever page answers last: %s',
    async (late) => {
      const slow =
        (path: string, body: string): Handler =>
        (_request, response) =>
          setTimeout(
            () => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body),
            path === late ? 150 : 0,
          )
      const other = await serve({
        '/p?id=1': (_request, response) => response.writeHead(302, { location: '/hotlink/nolink.png' }).end(),
        '/hotlink/nolink.png': (_request, response) =>
          response.writeHead(200, { 'content-type': 'image/png' }).end('PNG'),
      })
      const target = `${other.origin}/p?id=1`
      const portal = await serve({
        '/': page('<a href="/a.html">工作动态</a><a href="/b.html">通知公告</a>'),
        '/a.html': slow('/a.html', article(`<a href="${target}">图</a>`)),
        '/b.html': slow('/b.html', article(`<img width=600 height=400 src="${target}">`)),
      })
      const harvest = await run(job(portal.origin))
      expect(harvest.reach(target)?.cause).toBe('placeholder')
    },
  )
})
