/** A crawl for links alone: the same dead links as an inspection's, whatever the order and however often it is stopped. */
import { afterEach, describe, expect, it } from 'vitest'
import type { InspectionJob } from '../../src/model/inspection.js'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const TEXT = '为贯彻落实上级决策部署，结合我区实际，现将有关事项通知如下，请认真抓好落实。'
const nav = Array.from({ length: 30 }, (_, at) => `<li><a href="/c${at % 6}/">栏目${at}</a></li>`).join('')
const page = (body: string, title = '区教育局'): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="nav"><ul>${nav}</ul></div>
  <div class="main">${body}<p>${TEXT.repeat(20)}</p></div><div class="foot"><a href="/about.html">关于我们</a></div></body></html>`

const PAGES: Record<string, string | Handler> = {
  '/': page('<a href="/lost.html">旧闻</a>'),
  '/about.html': page('<a href="lost.pdf">附件</a><img src="/p/lost.jpg" width="600">'),
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, at) => [
      `/c${at}/`,
      page(`<a href="${at}.html">文章</a><a href="/gone.html">已撤</a>`, `栏目${at}`),
    ]),
  ),
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, at) => [
      `/c${at}/${at}.html`,
      page(`<a href="../lost.html">旧闻</a><a href="/ok.pdf">附件</a>`, `文章${at}`),
    ]),
  ),
  '/gone.html': (_request, response) => response.writeHead(410).end('gone'),
  '/soft.html': '<title>404</title><h1>您访问的页面不存在</h1>',
  '/ok.pdf': (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.4'),
}

const quick = { retrySeconds: [0, 0, 0] }

async function deadOf(one: InspectionJob, origin: string, signal?: AbortSignal) {
  const harvest = await run(one, { depth: 'links', ...(signal ? { signal } : {}) })
  const dead = harvest.deadLinks().map(({ url, cause, referrers }) => {
    const first = referrers.first.map((page) => page.replace(origin, ''))
    return `${url.replace(origin, '')} ${cause} ${referrers.count} ${first.join(',')}`
  })
  const pages = [...harvest.pages()].map(
    ({ url, depth, parent }) => `${depth} ${url.replace(origin, '')} ${parent?.replace(origin, '')}`,
  )
  harvest.close()
  return { dead, pages }
}

const DEAD = [
  '/gone.html http-410 6 /c0/,/c1/,/c2/,/c3/,/c4/',
  '/lost.html http-404 7 /,/c0/0.html,/c1/1.html,/c2/2.html,/c3/3.html',
  '/lost.pdf http-404 1 /about.html',
  '/p/lost.jpg http-404 1 /about.html',
]

describe('dead links', () => {
  it('are told with the pages that name them', async () => {
    const server = await serve(PAGES)
    const one = job(server.origin, { settings: quick })
    const { dead, pages } = await deadOf(one, server.origin)
    expect(dead).toEqual(DEAD)
    expect(pages).toContain('2 /c3/3.html /c3/')
    // Once each, and two more for what failed, which a page that is read and a target that is probed both are.
    const asked = server.asked.filter((path) => path !== '/robots.txt')
    expect(new Set(asked).size).toBe(asked.length - 2 * DEAD.length)
  })

  it('are those of an inspection', async () => {
    const server = await serve(PAGES)
    const harvest = await run(job(server.origin, { settings: quick }))
    expect(harvest.deadLinks().map(({ url }) => url)).toEqual(
      DEAD.map((line) => server.origin + line.split(' ', 1)[0]),
    )
  })

  it('leave what is doubtful to a full reading: an error page that says 200', async () => {
    const server = await serve(
      { ...PAGES, '/': page('<a href="/soft.html">旧闻</a>') },
      (_request, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<title>404</title><h1>您访问的页面不存在</h1>'),
    )
    const harvest = await run(job(server.origin, { settings: quick }), { depth: 'links' })
    expect(harvest.reach(`${server.origin}/soft.html`)).toMatchObject({
      outcome: 'unverified',
      cause: 'soft-404',
    })
  })

  it('and the way to every page are the same in whatever order answers come', async () => {
    const results = []
    for (const slow of ['/c0/', '/c5/', '/about.html']) {
      const late: Record<string, string | Handler> = { ...PAGES }
      const body = PAGES[slow]
      late[slow] = (_request, response) =>
        setTimeout(
          () => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body),
          120,
        )
      const server = await serve(late)
      results.push(await deadOf(job(server.origin, { settings: quick }), server.origin))
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
  })

  it.each([2, 5, 9, 14, 18])(
    'are the same when it was stopped after %i answers and goes on',
    async (after) => {
      let answers = 0
      let stop: AbortController | null = null
      const counted = Object.fromEntries(
        Object.entries(PAGES).map(([path, route]): [string, Handler] => [
          path,
          (request, response) => {
            answers += 1
            if (answers === after) stop?.abort()
            if (typeof route !== 'string') return route(request, response)
            response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(route)
          },
        ]),
      )
      const server = await serve(counted)
      const one = job(server.origin, { settings: quick })
      stop = new AbortController()
      await deadOf(one, server.origin, stop.signal)
      stop = null
      const whole = await deadOf(
        { ...job(server.origin, { settings: quick }), resumeKey: 'whole' },
        server.origin,
      )
      expect(await deadOf(one, server.origin)).toEqual(whole)
      expect(whole.dead).toEqual(DEAD)
    },
  )
})
