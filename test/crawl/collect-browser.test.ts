/** What the crawl asks of the browser: agreement, rendering, searching, clicking; with a browser that is told what to see. */
import { afterEach, describe, expect, it } from 'vitest'
import type { BrowserPort, Rendered } from '../../src/crawl/ports.js'
import type { Attempt } from '../../src/model/attempt.js'
import type { Cause } from '../../src/model/fault.js'
import { cleanUp, job, run, unit } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const page = (body: string, title = '区教育局'): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`

const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

interface Script {
  readonly pages?: Record<string, string | Cause>
  /** What is there when the browser waits longer. */
  readonly late?: Record<string, string>
  /** Pages whose data do not come. */
  readonly failing?: readonly string[]
  readonly clicks?: Record<string, 'nothing' | 'something'>
  readonly searches?: Record<string, string>
}

/** A browser that shows what the script says and keeps a list of what it was asked. */
function browser(script: Script): { port: BrowserPort; asked: string[] } {
  const asked: string[] = []
  const shown = (url: string, what: string | undefined, cause: Cause | null): Rendered => {
    const attempt: Attempt = {
      client: 'browser',
      url,
      startedAt: 0,
      finishedAt: 1,
      finalUrl: url,
      status: cause ? null : 200,
      cause,
      error: cause,
      address: '127.0.0.1',
      redirects: [],
      bytes: 1,
      bodySha256: null,
      contentType: 'text/html',
    }
    return { attempt, html: cause ? null : (what ?? ''), finalUrl: url }
  }
  const CAUSES = new Set(['http-5xx', 'timeout', 'dns'])
  const port: BrowserPort = {
    version: 'Test 1',
    viewport: '1x1',
    render: async (url, { quietMs } = {}) => {
      const path = new URL(url).pathname
      asked.push(`render ${path}`)
      const what = (quietMs === undefined ? undefined : script.late?.[path]) ?? script.pages?.[path]
      if (CAUSES.has(what ?? '')) return shown(url, undefined, what as Cause)
      const failed = script.failing?.includes(path) ? { failed: true as const } : {}
      return { ...shown(url, what, null), ...failed }
    },
    click: async (url, text) => {
      asked.push(`click ${new URL(url).pathname} ${text}`)
      return script.clicks?.[text] ?? 'nothing'
    },
    search: async (url, field, keyword) => {
      asked.push(`search ${field} ${keyword}`)
      return shown(url, script.searches?.[keyword], null)
    },
    capture: async () => {
      throw new Error('the crawl takes no pictures')
    },
    close: async () => undefined,
  }
  return { port, asked }
}

const withBrowser = { settings: { browser: true } }

describe('agreement', () => {
  it('breaks 5xx and soft 404 only when the browser sees them too', async () => {
    const lost = page('<h1>404</h1><p>抱歉，您访问的页面不存在或已删除</p>', '页面不存在')
    const portal = await serve({
      '/': page(
        ['/dead', '/alive', '/slow', '/lost', '/found']
          .map((path) => `<p><a href="${path}">${path}</a></p>`)
          .join(''),
      ),
      '/dead': answer(502),
      '/alive': answer(502),
      '/slow': answer(502),
      '/lost': lost,
      '/found': lost,
    })
    const { port, asked } = browser({
      pages: {
        '/dead': 'http-5xx',
        '/alive': page(`<h1>工作动态</h1><p>${'正文。'.repeat(100)}</p>`),
        '/slow': 'timeout',
        '/lost': lost,
        '/found': page(`<h1>通知公告</h1><p>${'正文。'.repeat(100)}</p>`),
      },
    })
    const harvest = await run(job(portal.origin, withBrowser), { browser: port })
    const verdicts = ['/dead', '/alive', '/slow', '/lost', '/found'].map((path) => {
      const reach = harvest.reach(portal.origin + path)
      return `${path} ${reach?.outcome} ${reach?.cause} ${reach?.attempts.map((one) => one.client).join(' ')}`
    })
    expect(verdicts).toEqual([
      '/dead broken http-5xx http http http browser',
      '/alive ok null http http http browser',
      '/slow unverified http-5xx http http http browser',
      '/lost broken soft-404 http http http browser',
      '/found ok null http http http browser',
    ])
    expect(asked.filter((one) => one.startsWith('render')).sort()).toEqual([
      'render /alive',
      'render /dead',
      'render /found',
      'render /lost',
      'render /slow',
    ])
    expect(harvest.page(`${portal.origin}/alive`)).toMatchObject({ rendered: true })
  })

  it('uses no browser when the settings say so', async () => {
    const portal = await serve({ '/': answer(500) })
    const { port, asked } = browser({})
    const harvest = await run(job(portal.origin), { browser: port })
    expect([asked, harvest.starts.get('edu')?.outcome]).toEqual([[], 'unverified'])
  })
})

const SHELL = page('<div id="app"></div><script src="/js/app.js"></script>', '工作动态')

describe('rendering', () => {
  it('gives a list that shows nothing more time, and believes none whose data did not come', async () => {
    const none = page('<h1>人事信息</h1><p>暂无信息</p>')
    const list = '<ul><li><a href="/a.html">关于王芳同志任职的通知</a> 2026-06-30</li></ul>'
    const columns = ['/empty/', '/late/', '/failing/', '/listed/']
    const portal = await serve({
      '/': page(columns.map((path) => `<p><a href="${path}">${path}</a></p>`).join('')),
      ...Object.fromEntries(columns.map((path) => [path, SHELL])),
    })
    const { port, asked } = browser({
      pages: { '/empty/': none, '/late/': none, '/failing/': none, '/listed/': page(list) },
      late: { '/late/': page(list) },
      failing: ['/failing/', '/listed/'],
    })
    const harvest = await run(job(portal.origin, withBrowser), { browser: port })
    const seen = columns.map((path) => {
      const record = harvest.page(portal.origin + path)
      return [
        path,
        record?.rendered,
        record?.facts?.items.length,
        asked.filter((one) => one === `render ${path}`).length,
      ]
    })
    expect(seen).toEqual([
      ['/empty/', true, 0, 2],
      ['/late/', true, 1, 2],
      ['/failing/', false, 0, 2],
      ['/listed/', true, 1, 1],
    ])
    expect(harvest.gaps).toContainEqual({
      unit: 'edu',
      url: `${portal.origin}/failing/`,
      reason: 'unrendered',
    })
  })

  it('reads what scripts make, and follows it', async () => {
    const portal = await serve({
      '/': SHELL,
      '/a.html': page('<h1>关于一</h1>'),
    })
    const { port } = browser({ pages: { '/': page('<ul><li><a href="/a.html">关于一</a></li></ul>') } })
    const harvest = await run(job(portal.origin, withBrowser), { browser: port })
    expect([...harvest.pages()].map((one) => [one.url.replace(portal.origin, ''), one.rendered])).toEqual([
      ['/', true],
      ['/a.html', false],
    ])
    expect(harvest.gaps).toEqual([])
  })

  it('says what stayed unrendered', async () => {
    const portal = await serve({ '/': SHELL })
    const harvest = await run(job(portal.origin))
    expect(harvest.gaps).toEqual([{ unit: 'edu', url: `${portal.origin}/`, reason: 'unrendered' }])
    expect(harvest.page(`${portal.origin}/`)).toMatchObject({ rendered: false, reach: { outcome: 'ok' } })
  })
})

describe('clicking', () => {
  it('clicks each entry that leads nowhere once', async () => {
    const menu =
      '<div class="nav"><ul><li><a href="#">互动交流</a></li><li><a href="javascript:void(0)">政务服务</a></li><li><a href="/b.html">工作动态</a></li></ul></div>'
    const portal = await serve({ '/': page(menu), '/b.html': page(`${menu}<p>动态</p>`) })
    const { port, asked } = browser({ clicks: { 政务服务: 'something' } })
    const harvest = await run(job(portal.origin, withBrowser), { browser: port })
    expect(Object.fromEntries(harvest.clicks)).toEqual({
      [`${portal.origin}/\n互动交流`]: 'nothing',
      [`${portal.origin}/\n政务服务`]: 'something',
    })
    expect(asked.filter((one) => one.startsWith('click')).sort()).toEqual([
      'click / 互动交流',
      'click / 政务服务',
    ])
  })
})

const needs = (...keywords: string[]) => ({
  job: {
    needs: {
      keywords: keywords.map((keyword) => ({ keyword, askedBy: ['r'] })),
      requiredColumns: [],
      search: [],
    },
  },
})

const results = (...titles: string[]): string =>
  page(
    `<div class="search-results"><p>为您找到${titles.length}条结果</p><ul class="result-list">${titles
      .map(
        (title, index) =>
          `<li><h3><a href="/r/${index}.html">${title}</a></h3><p>摘要</p><span>2026-03-0${index + 1}</span></li>`,
      )
      .join('')}</ul></div>`,
    '搜索结果',
  )

const FORM =
  '<form action="/search" method="get"><input type="text" name="q" placeholder="请输入关键字"><button>搜索</button></form>'

describe('searching', () => {
  it('counts keywords by the form of the start page', async () => {
    const portal = await serve({ '/': page(FORM) }, (request, response) => {
      const url = new URL(request.url ?? '', 'http://x')
      if (url.pathname !== '/search') return answer(404)(request, response)
      const found = url.searchParams.get('q') === '公开' ? ['公开指南与公开目录', '信息公开'] : []
      answer(200, results(...found), { 'content-type': 'text/html' })(request, response)
    })
    const harvest = await run(job(portal.origin, needs('公开', '预算')))
    const view = harvest.search.get('edu')
    expect([view?.found, view?.state, view?.common, view?.url]).toEqual([
      'form',
      'works',
      false,
      `${portal.origin}/search`,
    ])
    expect(
      view?.counts.map((one) => [one.keyword, one.occurrences, one.entries, one.attempts.length]),
    ).toEqual([
      ['公开', 3, 2, 1],
      ['预算', 0, 0, 1],
    ])
  })

  it('tries a template and tells a dead search', async () => {
    const portal = await serve({ '/': page('x') })
    const template = `${portal.origin}/s?q={keyword}`
    const harvest = await run(
      job(portal.origin, { site: { units: [unit('edu', `${portal.origin}/`, { search: template })] } }),
    )
    expect(harvest.search.get('edu')).toMatchObject({ found: 'template', state: 'failed', counts: [] })
    expect(harvest.search.get('edu')?.reach).toMatchObject({ outcome: 'broken', cause: 'http-404' })
  })

  it('finds none where none is shown', async () => {
    const portal = await serve({ '/': page('x') })
    const harvest = await run(job(portal.origin))
    expect(harvest.search.get('edu')).toEqual({
      found: null,
      url: null,
      state: 'not-tried',
      reach: null,
      counts: [],
      common: false,
    })
  })

  it('asks once for a search that units share', async () => {
    const platform = await serve(
      { '/': page(FORM), '/a/': page(FORM), '/b/': page(FORM) },
      (request, response) => {
        const found = request.url?.startsWith('/search')
        answer(found ? 200 : 404, results('公开指南'), { 'content-type': 'text/html' })(request, response)
      },
    )
    const units = [unit('a', `${platform.origin}/a/`), unit('b', `${platform.origin}/b/`)]
    const harvest = await run(
      job(platform.origin, { ...needs('公开'), site: { id: 'p', platform: true, units } }),
    )
    expect([...harvest.search.values()].map((view) => [view.common, view.counts[0]?.occurrences])).toEqual([
      [true, 1],
      [true, 1],
    ])
    expect(platform.asked.filter((path) => path.startsWith('/search?'))).toHaveLength(1)
  })

  it('types into the form where scripts make the results', async () => {
    const portal = await serve({ '/': page(FORM) }, (request, response) => {
      answer(request.url?.startsWith('/search') ? 200 : 404, SHELL, { 'content-type': 'text/html' })(
        request,
        response,
      )
    })
    const { port, asked } = browser({ pages: { '/search': SHELL }, searches: { 公开: results('公开指南') } })
    const harvest = await run(job(portal.origin, { ...withBrowser, ...needs('公开') }), { browser: port })
    expect(harvest.search.get('edu')).toMatchObject({
      state: 'works',
      counts: [{ keyword: '公开', occurrences: 1 }],
    })
    expect(asked).toContain('search q 公开')
    const without = await run(job(portal.origin, needs('公开')))
    expect(without.search.get('edu')).toMatchObject({ state: 'unread', counts: [] })
  })
})
