/** Requests say whence they come, as those of a visitor do: some hosts give their files to nobody else. */
import { afterEach, expect, it } from 'vitest'
import { openHttp } from '../../src/crawl/http.js'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve, testSettings } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const html = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>区教育局</title></head><body>${body}</body></html>`

/** Answers 404 to whoever does not come from the origin. */
const guarded =
  (origin: () => string, type: string, body: string): Handler =>
  (request, response) => {
    const from = request.headers.referer === `${origin()}/`
    response
      .writeHead(from ? 200 : 404, { 'content-type': from ? type : 'text/html' })
      .end(from ? body : 'no')
  }

it('names the portal where its files and pictures are given to its own visitors only', async () => {
  const said: (string | undefined)[] = []
  const portal = await serve({
    '/': (request, response) => {
      said.push(request.headers.referer)
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          html(
            `<p>${'正文。'.repeat(90)}</p><p><a href="/up/a.pdf">附件</a><img src="/up/b.png" alt="图"></p>`,
          ),
        )
    },
    '/up/a.pdf': guarded(() => portal.origin, 'application/pdf', '%PDF-1.4'),
    '/up/b.png': guarded(() => portal.origin, 'image/png', '\x89PNG and more than nothing'),
  })
  const harvest = await run(job(portal.origin))
  expect(harvest.reach(`${portal.origin}/up/a.pdf`)).toMatchObject({ outcome: 'ok' })
  expect(harvest.reach(`${portal.origin}/up/b.png`)).toMatchObject({ outcome: 'ok' })
  expect(said).toEqual([undefined])
})

it('does not tell a plain host of a secure one', async () => {
  const said: (string | undefined)[] = []
  const portal = await serve({}, (request, response) => {
    said.push(request.headers.referer)
    response.writeHead(200, { 'content-type': 'text/html' }).end('a')
  })
  const http = openHttp(testSettings())
  for (const from of ['https://a.gov.cn/', 'http://a.gov.cn/']) await http.get(`${portal.origin}/`, { from })
  await http.get(`${portal.origin}/`)
  await http.close()
  expect(said).toEqual([undefined, 'http://a.gov.cn/', undefined])
})
