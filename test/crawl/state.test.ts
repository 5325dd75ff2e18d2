/** The site's own state: facts come out as they were read, and what did not change is not read again. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import { crawlDbPath } from '../../src/crawl/state/folder.js'
import type { InspectionJob } from '../../src/model/inspection.js'
import { wholeFacts } from '../../src/model/page.js'
import { cleanUp, dataDir, job, run } from './jobs.js'
import { closeServers, type Handler, serve } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const MENU = [
  ['/gzdt/', '工作动态'],
  ['/zn.html', '政府信息公开指南'],
  ['javascript:void(0)', '依申请公开'],
  ['#', '无障碍\u0001浏览'],
]
const frame = `<div class="nav"><ul>${MENU.map(([href, text]) => `<li><a href="${href}">${text}</a></li>`).join('')}</ul>
  <form action="/s"><input type="hidden" name="site" value="3"><input name="q"></form></div>
  <div style="display:none"><a href="https://elsewhere.example/x">隐</a></div>`

const page = (body: string, title = '区教育局'): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${frame}${body}
  <div class="footer">版权所有：区教育局 电话：0577-12345678</div></body></html>`

const article = (title: string, text = '正文。'): string =>
  page(
    `<div class="article"><h1>${title}</h1><p>发布日期：2026-03-01 来源：区教育局</p><div id="zoom">
     <p>${text.repeat(200)}<a href="/a.pdf">附件：名单.pdf</a><a href="/${title}.html\n">下一篇</a></p></div></div>`,
    title,
  )

const portal = (changes: Record<string, string | Handler> = {}) =>
  serve({
    '/': page('<p>欢迎</p>'),
    '/gzdt/': page(
      `<ul class="list"><li><a href="/gzdt/1.html">关于一</a><span>2026-03-01</span></li>
       <li><a href="/gzdt/2.html">关于二</a><span>2026-03-02</span></li></ul>`,
    ),
    '/gzdt/1.html': article('关于一'),
    '/gzdt/2.html': article('关于二'),
    '/zn.html': article('政府信息公开指南'),
    '/a.pdf': (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.4'),
    ...changes,
  })

function database(one: InspectionJob): string {
  return crawlDbPath(one.dataDir, one.site.id)
}

/** What the state says of every page's title is made to begin with 旧. */
function mark(one: InspectionJob): void {
  const db = new Database(database(one))
  db.exec(`UPDATE content SET facts = json_set(facts, '$.title', '旧' || json_extract(facts, '$.title'))
    WHERE json_extract(facts, '$.title') IS NOT NULL`)
  db.close()
}

const nightOf = (first: InspectionJob, changes: Partial<InspectionJob> = {}): InspectionJob => ({
  ...first,
  runId: 'second',
  resumeKey: 'second',
  ...changes,
})

async function titles(one: InspectionJob, origin: string): Promise<(string | null | undefined)[]> {
  const harvest = await run(one)
  const found = ['/gzdt/1.html', '/gzdt/2.html', '/zn.html'].map(
    (path) => harvest.page(`${origin}${path}`)?.facts?.title,
  )
  harvest.close()
  return found
}

describe('facts', () => {
  it('come out as they were read', async () => {
    const bodies: Record<string, string> = {
      '/': page('<p>欢迎</p>'),
      '/gzdt/1.html': article('关于一'),
      '/gzdt/2.html': article('关于二', '别的。'),
    }
    const server = await portal(bodies)
    const harvest = await run(job(server.origin))
    for (const path of ['/', '/gzdt/1.html', '/gzdt/2.html']) {
      const url = `${server.origin}${path}`
      const contentType = 'text/html; charset=utf-8'
      const body = Buffer.from(bodies[path] ?? '')
      const facts = harvest.page(url)?.facts
      expect(facts && wholeFacts(facts)).toEqual(readPage({ url, body, contentType, status: 200 }))
    }
    const [one, two] = [...harvest.pages()].slice(1, 3).map((record) => record.facts?.menu[0])
    expect(one).toBe(two)
  })

  it('of pages that bear the same are the same, and attempts that went well come when somebody asks', async () => {
    const site = await portal()
    const harvest = await run(job(site.origin))
    const [one, two] = ['/gzdt/1.html', '/gzdt/2.html'].map((path) => harvest.page(`${site.origin}${path}`))
    expect([one?.facts?.title, two?.facts?.title]).toEqual(['关于一', '关于二'])
    expect(one?.facts?.source).toBe('区教育局')
    expect(two?.facts?.breadcrumb).toBe(one?.facts?.breadcrumb)
    expect(two?.facts?.items).toBe(one?.facts?.items)
    const file = harvest.reach(`${site.origin}/a.pdf`)
    for (const reach of [one?.reach, file])
      expect(reach).toMatchObject({
        outcome: 'ok',
        attempts: [{ client: 'http', url: reach?.url, status: 200, cause: null }],
      })
  })

  it('are named by hash without being read', async () => {
    const server = await portal()
    const harvest = await run(job(server.origin))
    const url = `${server.origin}/gzdt/1.html`
    expect(harvest.bodySha256?.(url)).toBe(harvest.page(url)?.bodySha256)
    expect(harvest.bodySha256?.(url)).toMatch(/^[0-9a-f]{64}$/)
    expect(harvest.bodySha256?.(`${server.origin}/never.html`)).toBe(null)
  })
})

describe('the next crawl', () => {
  it('reads what changed, takes over what did not, and asks for every link again', async () => {
    let second = article('关于二')
    const server = await portal({
      '/gzdt/2.html': (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(second),
    })
    const first = job(server.origin)
    expect(await titles(first, server.origin)).toEqual(['关于一', '关于二', '政府信息公开指南'])
    mark(first)
    second = article('关于二', '更正。')
    const asked = server.asked.length
    expect(await titles(nightOf(first), server.origin)).toEqual(['旧关于一', '关于二', '旧政府信息公开指南'])
    expect(server.asked.slice(asked).sort()).toEqual(server.asked.slice(0, asked).sort())
  })

  it('asks a host that gave validators whether they still hold, and takes over what does', async () => {
    let second = article('关于二')
    const conditions: string[] = []
    const valid =
      (tag: () => string, body: () => string, name = 'etag'): Handler =>
      (request, response) => {
        const asked = request.headers[name === 'etag' ? 'if-none-match' : 'if-modified-since']
        if (asked !== undefined) conditions.push(`${request.url} ${asked}`)
        if (asked === tag()) return response.writeHead(304, { [name]: tag() }).end()
        return response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', [name]: tag() })
          .end(body())
      }
    const day = 'Sat, 21 Nov 2026 00:00:00 GMT'
    const server = await portal({
      '/gzdt/1.html': valid(
        () => '"one"',
        () => article('关于一'),
      ),
      '/gzdt/2.html': valid(
        () => `"two-${second.length}"`,
        () => second,
      ),
      '/zn.html': valid(
        () => day,
        () => article('政府信息公开指南'),
        'last-modified',
      ),
    })
    const first = job(server.origin)
    expect(await titles(first, server.origin)).toEqual(['关于一', '关于二', '政府信息公开指南'])
    expect(conditions).toEqual([])
    mark(first)
    const before = second.length
    second = article('关于二', '更正了。')
    const night = nightOf(first)
    const harvest = await run(night)
    const url = `${server.origin}/gzdt/1.html`
    expect(harvest.page(url)).toMatchObject({
      facts: { title: '旧关于一' },
      reach: { outcome: 'ok', status: 304 },
    })
    expect(harvest.page(url)?.bodySha256).toMatch(/^[0-9a-f]{64}$/)
    expect(harvest.page(url)?.reach.attempts.map(({ status, bodySha256 }) => [status, bodySha256])).toEqual([
      [304, null],
    ])
    expect(harvest.page(`${server.origin}/gzdt/2.html`)?.facts?.title).toBe('关于二')
    harvest.close()
    expect(conditions.sort()).toEqual([
      '/gzdt/1.html "one"',
      `/gzdt/2.html "two-${before}"`,
      `/zn.html ${day}`,
    ])
    // A third night rests on the same reading, however often it was confirmed by 304.
    expect(await titles(nightOf(first, { resumeKey: 'third' }), server.origin)).toEqual([
      '旧关于一',
      '关于二',
      '旧政府信息公开指南',
    ])
    // Another reader's facts are no use to this one, so that it asks for the page itself.
    conditions.length = 0
    await titles(nightOf(first, { tool: 'xuncha 9.9.9' }), server.origin)
    expect(conditions).toEqual([])
  })

  it('takes a 304 that nobody asked for as no answer', async () => {
    const server = await portal({ '/zn.html': (_request, response) => response.writeHead(304).end() })
    const harvest = await run(job(server.origin, { settings: { retrySeconds: [0, 0, 0] } }))
    expect(harvest.reach(`${server.origin}/zn.html`)).toMatchObject({
      outcome: 'unverified',
      cause: 'protocol',
    })
  })

  it('keeps one version of a page', async () => {
    let count = 0
    const server = await portal({
      '/gzdt/2.html': (_request, response) => {
        count += 1
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end(article('关于二', `第${count}次。`))
      },
    })
    const first = job(server.origin)
    for (const night of ['a', 'b', 'c']) (await run(nightOf(first, { resumeKey: night }))).close()
    const db = new Database(database(first), { readonly: true })
    const versions = db.prepare('SELECT address, count(*) AS n FROM content GROUP BY address').all()
    db.close()
    expect(versions.map((row) => (row as { n: number }).n)).toEqual([1, 1, 1, 1, 1])
  })

  it.each<[string, (one: InspectionJob) => InspectionJob]>([
    ['was read by another version', (one) => nightOf(one, { tool: 'xuncha 9.9.9' })],
    [
      'stands in a damaged state',
      (one) => {
        const path = database(one)
        const bytes = readFileSync(path)
        writeFileSync(path, bytes.fill(0x5a, 4_096, bytes.length - 4_096))
        return nightOf(one)
      },
    ],
    [
      'stands in half a state',
      (one) => {
        truncateSync(database(one), 8_192)
        return nightOf(one)
      },
    ],
    [
      'stands in a state of other tables',
      (one) => {
        const db = new Database(database(one))
        db.pragma('user_version = 1')
        db.close()
        return nightOf(one)
      },
    ],
    ['is gone', (one) => nightOf(one, { dataDir: dataDir() })],
  ])('reads again what %s', async (_name, change) => {
    const server = await portal()
    const first = job(server.origin)
    await titles(first, server.origin)
    mark(first)
    expect(await titles(change(first), server.origin)).toEqual(['关于一', '关于二', '政府信息公开指南'])
  })
})
