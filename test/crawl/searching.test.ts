/** The portal's own search, asked for what stands on the portal: lost, alive, or knowing keywords only. */
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const TITLES = ['区教育局开展校园安全检查', '关于义务教育招生的公告', '关于教师资格认定的公告']

const page = (title: string, body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><form action="/search" method="get"><input name="q" placeholder="站内搜索"><button>搜索</button></form>${body}</body></html>`

const article = (title: string, n: number): string =>
  page(
    title,
    `<div class="article"><h1>${title}</h1><p>发布日期：2026-0${n + 1}-05</p><div id="zoom"><p>${'正文。'.repeat(200)}</p></div></div>`,
  )

/** The portal with a search that answers each word with these titles. */
async function known(find: (word: string) => readonly string[]) {
  const search: Handler = (request, response) => {
    const asked = new URL(request.url ?? '', 'http://x')
    if (asked.pathname !== '/search') {
      response.writeHead(404).end()
      return
    }
    const hits = find(asked.searchParams.get('q') ?? '')
    const entries = hits.map((title, n) => `<li><a href="/r/${n}.html">${title}</a><p>摘要文字。</p></li>`)
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        page(
          '搜索结果',
          `<div class="result"><p>共找到${hits.length}条结果</p><ul class="result-list">${entries.join('')}</ul></div>`,
        ),
      )
  }
  const portal = await serve(
    {
      '/': page('区教育局', '<div class="nav"><a href="/gg/">通知公告</a></div>'),
      '/gg/': page(
        '通知公告',
        `<ul class="list">${TITLES.map((title, n) => `<li><a href="/gg/${n}.html">${title}</a><span>2026-0${n + 1}-05</span></li>`).join('')}</ul>`,
      ),
      ...Object.fromEntries(TITLES.map((title, n) => [`/gg/${n}.html`, article(title, n)])),
    },
    search,
  )
  const view = (await run(job(portal.origin))).search.get('edu')
  return [view?.known?.map(({ outcome }) => outcome), view?.knownDoubt ?? null]
}

describe('articles that the search ought to know', () => {
  it.each<[string, (word: string) => readonly string[], unknown]>([
    ['the index is lost', () => [], [['none', 'none', 'none'], null]],
    [
      'it knows keywords only',
      (word) => (word === '公开' ? ['政府信息公开指南', '政府信息公开目录'] : []),
      [['none', 'none', 'none'], 'finds-others'],
    ],
    [
      'it knows other keywords than ours',
      (word) => (word === '脱贫攻坚' ? ['脱贫攻坚工作推进会召开'] : []),
      [['none', 'none', 'none'], 'finds-others'],
    ],
    ['it finds whole titles', (word) => TITLES.filter((title) => title === word), [['found'], null]],
    [
      'it takes short phrases only',
      (word) => (word.length > 12 ? [] : TITLES.filter((title) => title.includes(word))),
      [['found'], null],
    ],
  ])('%s', async (_, find, expected) => {
    expect(await known(find)).toEqual(expected)
  })
})

describe('the search of a portal whose start page has none', () => {
  const plain = (title: string, body: string): string =>
    `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`
  const box =
    '<form action="/ssjg.jsp" method="get"><input name="wd"><input type="submit" value="搜一下"></form>'
  const forward = '<meta http-equiv="refresh" content="0;url=/home.html">'
  const pages = (every: string): Record<string, string> =>
    Object.fromEntries(
      ['/a/', '/b/', '/c/'].map((path) => [
        path,
        plain(path, `${every}<p><a href="/a/">一</a><a href="/b/">二</a></p>`),
      ]),
    )
  const links = '<a href="/a/">一</a><a href="/b/">二</a><a href="/c/">三</a>'

  it.each<[string, Record<string, string>, 'form' | null]>([
    [
      'it stands where the start page leads on to',
      { '/': plain('', forward), '/home.html': plain('首页', box + links), ...pages('') },
      'form',
    ],
    ['it stands on the other pages, under any name', { '/': plain('首页', links), ...pages(box) }, 'form'],
    [
      'one page alone has a box for its own list',
      { '/': plain('首页', links), ...pages(''), '/b/': plain('二', box) },
      null,
    ],
  ])('%s', async (_, routes, there) => {
    const answer: Handler = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(plain('结果', ''))
    const portal = await serve({ ...routes, '/ssjg.jsp': answer })
    const view = (await run(job(portal.origin))).search.get('edu')
    expect(view?.found ?? null).toBe(there)
  })
})
