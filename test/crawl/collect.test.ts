/** One crawl of one site: what is read, what is probed, what is left open and why. */
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, job, pagesOf, run, unit } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const page = (body: string, title = '区教育局'): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`

const article = (title: string, body = '正文。'.repeat(200)): string =>
  page(
    `<div class="article"><h1>${title}</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>${body}</p></div></div>`,
    title,
  )

const nav = (...links: [string, string][]): string =>
  `<div class="nav"><ul>${links.map(([href, text]) => `<li><a href="${href}">${text}</a></li>`).join('')}</ul></div>`

const list = (...links: [string, string][]): string =>
  `<ul class="list">${links.map(([href, text]) => `<li><a href="${href}">${text}</a><span>2026-03-01</span></li>`).join('')}</ul>`

const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

describe('reading', () => {
  it('reads a portal by depth and URL and probes what is no page', async () => {
    const other = await serve({ '/there': page('其他单位') })
    const portal = await serve({
      '/': page(nav(['/gzdt/', '工作动态'], ['/zn.html', '政府信息公开指南'])),
      '/gzdt/': page(list(['/gzdt/1.html', '关于一'], ['/gzdt/2.html', '关于二'])),
      '/gzdt/1.html': article(
        '关于一',
        `${'正文。'.repeat(100)}<a href="${other.origin}/there">外链</a>，<a href="/a.pdf">附件</a>，<a href="/gone.html">旧页</a>`,
      ),
      '/gzdt/2.html': article('关于二'),
      '/zn.html': article('政府信息公开指南'),
      '/a.pdf': answer(200, '%PDF-1.4', { 'content-type': 'application/pdf' }),
    })
    const harvest = await run(job(portal.origin))
    expect(pagesOf(harvest, portal.origin)).toEqual([
      '0 start /',
      '1 menu /gzdt/',
      '1 menu /zn.html',
      '2 link /gzdt/1.html',
      '2 link /gzdt/2.html',
      '3 link /gone.html',
    ])
    expect(harvest.reach(`${portal.origin}/gone.html`)).toMatchObject({
      outcome: 'broken',
      cause: 'http-404',
    })
    expect(harvest.reach(`${portal.origin}/gone.html`)?.attempts).toHaveLength(3)
    expect(harvest.reach(`${portal.origin}/a.pdf`)).toMatchObject({ outcome: 'ok', bytes: 8 })
    expect(harvest.reach(`${other.origin}/there`)).toMatchObject({ outcome: 'ok' })
    expect(portal.asked.filter((path) => path === '/a.pdf')).toHaveLength(1)
    expect(harvest.starts.get('edu')).toMatchObject({ outcome: 'ok', url: `${portal.origin}/` })
    expect([harvest.gaps, harvest.canary, harvest.interrupted]).toEqual([[], 'none', false])
  })

  it('cuts by depth, then URL, and says what it left', async () => {
    const portal = await serve({
      '/': page(nav(['/c/', '三'], ['/b/', '二'], ['/a/', '一'])),
      '/a/': page(list(['/a/1.html', '关于一'])),
      '/b/': page('二'),
      '/c/': page('三'),
      '/a/1.html': article('关于一'),
    })
    const harvest = await run(job(portal.origin, { settings: { maxPages: 3 } }))
    expect(pagesOf(harvest, portal.origin)).toEqual(['0 start /', '1 menu /a/', '1 menu /b/'])
    expect(harvest.gaps).toEqual([
      { unit: 'edu', url: `${portal.origin}/a/1.html`, reason: 'limit' },
      { unit: 'edu', url: `${portal.origin}/c/`, reason: 'limit' },
    ])
  })

  it('stops at a path that repeats itself', async () => {
    const portal = await serve({}, (request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(page(`<a href="${request.url === '/' ? '/a/' : 'a/'}">更多</a>`))
    })
    const harvest = await run(job(portal.origin))
    expect(pagesOf(harvest, portal.origin)).toEqual(['0 start /', '1 link /a/', '2 link /a/a/'])
    expect(harvest.gaps.map((gap) => [gap.url, gap.reason])).toEqual([[`${portal.origin}/a/a/a/`, 'limit']])
  })

  it('reads only what the named unit has on a platform, and one step aside', async () => {
    const platform = await serve({
      '/': page(nav(['/edu/', '区教育局'], ['/law/', '区司法局'])),
      '/edu/': page(nav(['/edu/news/', '工作动态'], ['/zn/', '政府信息公开指南'], ['/law/', '区司法局'])),
      '/edu/news/': page(list(['/edu/news/1.html', '关于一'], ['/art/9.html', '关于九'])),
      '/edu/news/1.html': article('关于一'),
      '/art/9.html': article('关于九'),
      '/zn/': page(list(['/zn/all.html', '全区指南'])),
      '/zn/all.html': article('全区指南'),
      '/law/': page(nav(['/law/dead.html', '坏'])),
      '/nb/': page(
        list(['/nb/edu.html', '区edu局2025年政府信息公开工作年度报告'], ['/nb/law.html', '区law局年度报告']),
      ),
      '/nb/edu.html': article('年度报告'),
      '/nb/law.html': article('年度报告'),
    })
    const harvest = await run(
      job(platform.origin, {
        inspect: ['edu'],
        site: {
          id: 'district',
          platform: true,
          units: [unit('edu', `${platform.origin}/edu/`), unit('law', `${platform.origin}/law/`)],
          places: [{ role: 'annual-report', url: `${platform.origin}/nb/` }],
        },
      }),
    )
    expect(pagesOf(harvest, platform.origin)).toEqual([
      '0 start /edu/',
      '1 hop /',
      '1 menu /edu/news/',
      '1 hop /law/',
      '1 place /nb/',
      '1 hop /zn/',
      '2 link /art/9.html',
      '2 link /edu/news/1.html',
      '2 link /nb/edu.html',
    ])
    expect(harvest.reach(`${platform.origin}/law/dead.html`)).toBe(undefined)
  })
})

describe('verdicts', () => {
  it('tells broken, unverified and well apart', async () => {
    let flaky = 0
    const closed = await serve({})
    await closed.close()
    const portal = await serve({
      '/': page(
        [
          '/500',
          '/403',
          '/member',
          '/flaky',
          '/soft',
          '/zhuanti/2020/1.html',
          '/empty.doc',
          '/html.pdf',
          '/ok.pdf',
          '/loop',
          '/about404.html',
        ]
          .map((path) => `<p><a href="${path}">${path}</a></p>`)
          .join('') +
          `<a href="${closed.origin}/x">拒绝</a><a href="http://10.0.0.1/">内网</a><a href="http://no-such-name.invalid/">域名</a>`,
      ),
      '/500': answer(500),
      '/403': answer(403),
      '/member': answer(302, '', { location: '/sso/login?to=1' }),
      '/sso/login?to=1': page('<form><input name="u"><input type="password" name="p"></form>'),
      '/flaky': (request, response) => {
        flaky += 1
        answer(flaky < 3 ? 404 : 200, page('好了'), { 'content-type': 'text/html' })(request, response)
      },
      '/soft': page('<h1>404</h1><p>抱歉，您访问的页面不存在或已删除</p>', '页面不存在'),
      '/empty.doc': answer(200, '', { 'content-type': 'application/msword' }),
      '/html.pdf': page('<p>出错了</p>'),
      '/ok.pdf': answer(200, '%PDF', { 'content-type': 'application/pdf' }),
      '/loop': answer(302, '', { location: '/loop' }),
      '/about404.html': article(
        '怎样处理打不开的网页',
        `有人问页面不存在怎么办。${'答复如下。'.repeat(200)}`,
      ),
    })
    const harvest = await run(job(portal.origin))
    const verdict = (url: string): string => {
      const reach = harvest.reach(url.startsWith('/') ? portal.origin + url : url)
      return `${reach?.outcome} ${reach?.cause}`
    }
    expect(
      [
        '/500',
        '/403',
        '/member',
        '/flaky',
        '/soft',
        '/empty.doc',
        '/html.pdf',
        '/ok.pdf',
        '/loop',
        '/about404.html',
      ].map((path) => `${path} ${verdict(path)}`),
    ).toEqual([
      '/500 unverified http-5xx',
      '/403 unverified forbidden',
      '/member unverified login',
      '/flaky ok null',
      '/soft unverified soft-404',
      '/empty.doc broken empty-file',
      '/html.pdf broken html-for-file',
      '/ok.pdf ok null',
      '/loop broken redirect-loop',
      '/about404.html ok null',
    ])
    expect(verdict(`${closed.origin}/x`)).toBe('broken refused')
    // The portal is itself at a private address, and no self-test vouches for the resolver.
    expect(verdict('http://10.0.0.1/')).toBe('unverified private-address')
    expect(verdict('http://no-such-name.invalid/')).toBe('unverified dns')
    expect(harvest.page(`${portal.origin}/soft`)?.facts).toBe(null)
    expect(harvest.gaps.map((gap) => `${gap.url.replace(portal.origin, '')} ${gap.reason}`)).toEqual([
      '/403 blocked',
      '/500 failed',
      '/member login',
    ])
  })

  it('knows an error page by what the host says to nonsense', async () => {
    const gone = page('<div class="box"><p>欢迎访问本站，精彩内容请从首页进入。</p></div>', '首页')
    const portal = await serve(
      {
        '/': page('<p><a href="/old/2019/8.html">旧文</a></p>'),
        '/robots.txt': answer(404),
        '/home': gone,
      },
      (_request, response) => response.writeHead(302, { location: '/' }).end(),
    )
    const harvest = await run(job(portal.origin))
    expect(harvest.reach(`${portal.origin}/old/2019/8.html`)).toMatchObject({
      outcome: 'unverified',
      cause: 'soft-404',
    })
  })
})

describe('when nothing may be blamed', () => {
  it('does not start against a red canary', async () => {
    const canary = await serve({ '/': page('请先登录网络') })
    const portal = await serve({ '/': page('x') })
    const harvest = await run(
      job(portal.origin, { settings: { canaries: [{ url: `${canary.origin}/`, contains: '中国政府网' }] } }),
    )
    expect([harvest.canary, portal.asked, [...harvest.pages()]]).toEqual(['red', [], []])
    expect(harvest.starts.get('edu')?.outcome).toBe('unknown')
  })

  it('reports a network that fails before the end', async () => {
    let asked = 0
    const canary = await serve({
      '/': (request, response) => {
        asked += 1
        answer(asked === 1 ? 200 : 503, '中国政府网')(request, response)
      },
    })
    const portal = await serve({ '/': page('x') })
    const harvest = await run(
      job(portal.origin, { settings: { canaries: [{ url: `${canary.origin}/`, contains: '中国政府网' }] } }),
    )
    expect(harvest.canary).toBe('red')
  })

  it('fetches nothing during a pause', async () => {
    const portal = await serve({ '/': page('x') })
    const now = Date.now()
    const harvest = await run(
      job(portal.origin, { site: { pauses: [{ from: now - 1000, to: now + 60_000, reason: '系统维护' }] } }),
    )
    expect(portal.asked).toEqual([])
    expect(harvest.gaps).toEqual([{ unit: 'edu', url: `${portal.origin}/`, reason: 'pause' }])
  })

  it.each<[string, Handler | string, string[], string[]]>([
    ['404: all is open', answer(404), ['/', '/open.html', '/secret/1.html'], []],
    ['nonsense: all is open', page('首页'), ['/', '/open.html', '/secret/1.html'], []],
    [
      'a closed folder',
      answer(200, 'User-agent: *\nDisallow: /secret/', { 'content-type': 'text/plain' }),
      ['/', '/open.html'],
      ['/secret/1.html'],
    ],
    [
      'closed for others',
      answer(200, 'User-agent: Evil\nDisallow: /', { 'content-type': 'text/plain' }),
      ['/', '/open.html', '/secret/1.html'],
      [],
    ],
    [
      'closed for all',
      answer(200, 'User-agent: *\nDisallow: /', { 'content-type': 'text/plain' }),
      [],
      ['/'],
    ],
    ['503 while the portal works', answer(503), ['/'], ['/open.html', '/secret/1.html']],
  ])('robots.txt, %s', async (_name, robots, read, closed) => {
    const portal = await serve({
      '/robots.txt': robots,
      '/': page('<a href="/open.html">一</a><a href="/secret/1.html">二</a>'),
      '/open.html': page('一'),
      '/secret/1.html': page('二'),
    })
    const harvest = await run(job(portal.origin))
    const paths = [...harvest.pages()].filter((one) => one.reach.outcome === 'ok').map((one) => one.url)
    expect(paths).toEqual(read.map((path) => portal.origin + path))
    expect(harvest.gaps.filter(({ reason }) => reason === 'robots')).toEqual(
      closed.map((path) => ({ unit: 'edu', url: portal.origin + path, reason: 'robots' })),
    )
    expect(portal.asked.filter((path) => closed.includes(path))).toEqual([])
  })

  it('takes an outage for an outage, not for a closure', async () => {
    const portal = await serve({}, answer(503))
    const harvest = await run(job(portal.origin))
    expect(harvest.starts.get('edu')).toMatchObject({ outcome: 'unverified', cause: 'http-5xx', status: 503 })
    expect(harvest.gaps).toEqual([{ unit: 'edu', url: `${portal.origin}/`, reason: 'failed' }])
  })

  it('asks for nothing but the start page while robots.txt answers 5xx, and calls that an outage', async () => {
    const portal = await serve({ '/robots.txt': answer(500), '/': page('<a href="/a.html">一</a>') })
    const harvest = await run(job(portal.origin))
    expect(harvest.starts.get('edu')?.outcome).toBe('ok')
    expect(portal.asked.filter((path) => path !== '/robots.txt')).toEqual(['/'])
    expect(harvest.gaps).toContainEqual({ unit: 'edu', url: `${portal.origin}/`, reason: 'outage' })
  })

  it('takes a start page of 0 bytes for one that fails', async () => {
    const portal = await serve({ '/robots.txt': answer(404), '/': answer(200, '') })
    const harvest = await run(job(portal.origin))
    expect(harvest.starts.get('edu')).toMatchObject({ outcome: 'broken', cause: 'empty-file' })
  })

  it('lifts robots.txt where a document says so', async () => {
    const portal = await serve({
      '/robots.txt': answer(200, 'User-agent: *\nDisallow: /', { 'content-type': 'text/plain' }),
      '/': page('x'),
    })
    const harvest = await run(job(portal.origin, { site: { robotsAuthorised: '云政办函〔2026〕3号' } }))
    expect(pagesOf(harvest, portal.origin)).toEqual(['0 start /'])
    expect(portal.asked).not.toContain('/robots.txt')
  })
})

describe('stopping and going on', () => {
  it('stops when told to and goes on where it stopped', async () => {
    const stop = new AbortController()
    const pages = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`/p/${index}.html`, article(`关于${index}`)] as const),
    )
    let slow = true
    let unanswered = 0
    const portal = await serve({
      '/': page(list(...Object.keys(pages).map((path): [string, string] => [path, `关于${path}`]))),
      ...Object.fromEntries(
        Object.entries(pages).map(([path, body]): [string, Handler] => [
          path,
          (_request, response) => {
            // At last all connections wait for pages that never come.
            if (slow && path > '/p/3') return void (++unanswered === 10 && stop.abort())
            response.writeHead(200, { 'content-type': 'text/html' }).end(body)
          },
        ]),
      ),
    })
    const one = job(portal.origin)
    const first = await run(one, { signal: stop.signal })
    const read = [...first.pages()].length
    expect(first.interrupted).toBe(true)
    expect(read).toBeGreaterThan(5)
    expect(read).toBeLessThan(41)
    first.close()
    slow = false
    portal.asked.length = 0
    const second = await run(one)
    expect([[...second.pages()].length, second.interrupted]).toEqual([41, false])
    expect(portal.asked.filter((path) => path !== '/robots.txt')).toHaveLength(41 - read)
    second.close()
    portal.asked.length = 0
    await run(one)
    expect(portal.asked).toContain('/')
  })
})
