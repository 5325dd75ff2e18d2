/** Planned inspections: what a bounded night looks at, what it leaves for the next, and what it says of the rest. */
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { knownDbPath } from '../../src/crawl/state/folder.js'
import type { InspectionJob } from '../../src/model/inspection.js'
import { inspecting, reached } from '../faults/inspecting.js'
import { cleanUp, dataDir, job, run } from './jobs.js'
import { closeServers, serve, type TestServer } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

const COLUMNS = 3
const ARTICLES = 6
const EVENING = Date.UTC(2026, 10, 21, 14)
const DAY = 86_400_000

interface Portal {
  readonly server: TestServer
  /** Titles by path, where they are not the usual ones; more articles appear at the top of the first column. */
  readonly titles: Map<string, string>
  readonly gone: Set<string>
  /** What was asked since the last time, without robots.txt, each once. */
  asked(): string[]
}

/** A portal of a home page, three columns, and six articles in each with one file apiece. */
async function portal(): Promise<Portal> {
  const titles = new Map<string, string>()
  const gone = new Set<string>()
  const link = (path: string) =>
    `<li><a href="${path}">${titles.get(path) ?? `关于${path}的通知`}</a><span>2026-11-01</span></li>`
  const server = await serve({}, (request, response) => {
    const path = request.url ?? '/'
    const column = /^\/c(\d)\/$/.exec(path)?.[1]
    const known = path === '/' || column || /^\/c\d\/\w+\.(?:html|pdf)$/.test(path)
    if (!known || gone.has(path)) return void response.writeHead(404).end()
    const title =
      path === '/' ? '区教育局' : column ? `栏目${column}` : (titles.get(path) ?? `关于${path}的通知`)
    const news = [...titles.keys()].filter((one) => one.startsWith(`${path}n`))
    const listed = [...news, ...Array.from({ length: ARTICLES }, (_, n) => `${path}a${n}.html`)]
    const body =
      path === '/'
        ? `<ul class="nav">${Array.from({ length: COLUMNS }, (_, n) => `<li><a href="/c${n}/">栏目${n}</a></li>`).join('')}</ul>`
        : column
          ? `<ul class="list">${listed.map(link).join('')}</ul>`
          : `<p>${'正文内容。'.repeat(30)}</p><p><a href="${path.replace('.html', '.pdf')}">附件</a></p>`
    const head = `<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>`
    response
      .writeHead(200, {
        'content-type': path.endsWith('.pdf') ? 'application/pdf' : 'text/html; charset=utf-8',
      })
      .end(path.endsWith('.pdf') ? '%PDF-1.4' : head + body)
  })
  let from = 0
  return {
    server,
    titles,
    gone,
    asked: () => {
      const paths = [...new Set(server.asked.slice(from))].filter((path) => path !== '/robots.txt').sort()
      from = server.asked.length
      return paths
    },
  }
}

/** One night's job, all nights with one memory. */
function nights(origin: string, settings: Partial<InspectionJob['settings']>, folder = dataDir()) {
  return (night: number, rest: Partial<InspectionJob> = {}): InspectionJob =>
    job(origin, {
      settings,
      job: { purpose: 'monitor', dataDir: folder, resumeKey: `night ${night}`, ...rest },
    })
}

const ALL = [
  '/',
  ...[0, 1, 2].flatMap((c) => [
    `/c${c}/`,
    ...[0, 1, 2, 3, 4, 5].flatMap((n) => [`/c${c}/a${n}.html`, `/c${c}/a${n}.pdf`]),
  ]),
].sort()
const FRONT = ['/', '/c0/', '/c1/', '/c2/']
const at = (night: number) => () => EVENING + night * DAY

describe('a bounded night', () => {
  it('begins with what leads on, goes on where the last one ended, and looks at everything in turn', async () => {
    const { server, asked } = await portal()
    const jobOf = nights(server.origin, { maxRequests: 20 })
    const looked: string[][] = []
    for (let night = 1; night <= 3; night += 1) {
      const harvest = await run(jobOf(night), { now: at(night) })
      const paths = asked()
      expect(paths.length).toBeLessThanOrEqual(20)
      expect(paths).toEqual(expect.arrayContaining(FRONT))
      // What it did not look at it does not speak of.
      for (const path of ALL.filter((one) => !paths.includes(one))) {
        expect(harvest.page(server.origin + path)).toBeUndefined()
        expect(harvest.reach(server.origin + path)?.outcome ?? 'unknown').toBe('unknown')
      }
      expect(harvest.gaps.some(({ unit, reason }) => unit === 'edu' && reason === 'limit')).toBe(true)
      looked.push(paths.filter((path) => !FRONT.includes(path)))
      harvest.close()
    }
    expect([...new Set(looked.flat())].sort()).toEqual(ALL.filter((path) => !FRONT.includes(path)))
    // A page and its file are looked at in the same night, but for the last page that fits in.
    for (const paths of looked) {
      const alone = paths.filter(
        (one) => one.endsWith('.html') && !paths.includes(one.replace('html', 'pdf')),
      )
      expect(alone.length).toBeLessThanOrEqual(1)
    }
  })

  it('looks at what is new or shown otherwise before it looks at the old again', async () => {
    const { server, titles, asked } = await portal()
    const jobOf = nights(server.origin, { maxRequests: 20 })
    for (let night = 1; night <= 3; night += 1) (await run(jobOf(night), { now: at(night) })).close()
    asked()
    titles.set('/c0/n1.html', '今天的通知')
    titles.set('/c1/a3.html', '改了标题的通知')
    await run(jobOf(4), { now: at(4) })
    expect(asked()).toEqual([...FRONT, '/c0/n1.html', '/c0/n1.pdf', '/c1/a3.html'].sort())
  })

  it('looks at open findings again, with the pages that show them', async () => {
    const { server, asked } = await portal()
    const jobOf = nights(server.origin, { maxRequests: 20 })
    for (let night = 1; night <= 3; night += 1) (await run(jobOf(night), { now: at(night) })).close()
    asked()
    const open = [`${server.origin}/c2/a5.html`, `${server.origin}/c2/a5.pdf`]
    await run(jobOf(4, { history: { firstSeen: {}, rectifying: [], frameUnits: {}, open } as never }), {
      now: at(4),
    })
    expect(asked()).toEqual([...FRONT, '/c2/a5.html', '/c2/a5.pdf'].sort())
  })

  it('is a whole inspection where the requests suffice, and forgets what is no longer there', async () => {
    const { server, gone, asked } = await portal()
    const jobOf = nights(server.origin, { maxRequests: 60 })
    const first = await run(jobOf(1), { now: at(1) })
    expect([asked(), first.gaps]).toEqual([ALL, []])
    expect(first.shares?.get('edu')).toEqual({
      fronts: { known: 4, looked: 4, recent: 4 },
      pages: { known: 22, looked: 22, recent: 22 },
      links: { known: 18, looked: 18, recent: 18 },
    })
    first.close()
    gone.add('/c2/')
    const second = await run(jobOf(2), { now: at(2) })
    expect(second.shares?.get('edu')?.pages).toEqual({ known: 16, looked: 16, recent: 16 })
  })

  it('counts what it asks again: a failure takes the place of something else', async () => {
    const { server, gone } = await portal()
    const folder = dataDir()
    const whole = nights(server.origin, { maxRequests: 60 }, folder)
    ;(await run(whole(1), { now: at(1) })).close()
    const before = server.asked.length
    gone.add('/c2/')
    const bounded = nights(server.origin, { maxRequests: 11 }, folder)
    ;(await run(bounded(12), { now: at(12) })).close()
    const asked = server.asked.slice(before).filter((path) => path !== '/robots.txt')
    // Two pages with their files, where there would be room for three.
    expect([asked.length, asked.filter((path) => path === '/c2/').length]).toEqual([10, 3])
  })

  it('broken off, it goes on with its own plan, and leaves nothing behind until it has ended', async () => {
    const { server, asked } = await portal()
    const jobOf = nights(server.origin, { maxRequests: 20 })
    const stop = new AbortController()
    const watch = setInterval(() => {
      if (server.asked.length > 8) stop.abort()
    }, 1)
    const first = await run(jobOf(1), { now: at(1), signal: stop.signal })
    clearInterval(watch)
    expect(first.interrupted).toBe(true)
    const before = asked()
    first.close()
    const second = await run(jobOf(1), { now: at(1) })
    const all = new Set([...before, ...asked()])
    expect(all.size).toBeLessThanOrEqual(20)
    expect([...all]).toEqual(expect.arrayContaining(FRONT))
    expect(second.shares?.get('edu')?.pages.looked).toBe(
      [...all].filter((path) => !path.endsWith('.pdf')).length,
    )
  })

  it('says of each check what share of its inputs it had, and judges nothing beyond', async () => {
    const { server, gone } = await portal()
    const jobOf = nights(server.origin, { maxRequests: 20 })
    gone.add('/c0/a0.pdf').add('/c2/a5.pdf')
    const results = []
    for (let night = 1; night <= 3; night += 1)
      results.push(await inspecting(jobOf(night), { now: at(night) }))
    const found = results.map((result) => reached(result, server.origin))
    expect(found.flat().sort()).toEqual([
      'attachment-broken /c0/a0.pdf problem http-404',
      'attachment-broken /c2/a5.pdf problem http-404',
    ])
    for (const result of results) {
      const [unit] = result.units
      expect(unit).toMatchObject({ status: 'inspected', reason: 'limit', unjudged: null })
      const pages = unit?.coverage?.find(({ check }) => check === 'typography')
      const start = unit?.coverage?.find(({ check }) => check === 'site-availability')
      expect(start).toEqual({ check: 'site-availability', inputs: 'start', known: 1, looked: 1, recent: 1 })
      expect(pages?.looked).toBeLessThan(pages?.known ?? 0)
    }
    const last = results[2]?.units[0]?.coverage?.find(({ check }) => check === 'broken-link')
    expect([last?.inputs, last?.known, last?.recent]).toEqual(['links', 18, 18])
  })
})

describe('the nightly window', () => {
  const window = { from: '22:00', to: '06:00' }

  it('outside of it monitoring asks nobody and decides nothing; a formal inspection goes on', async () => {
    const { server, asked } = await portal()
    const jobOf = nights(server.origin, { window })
    const noon = () => EVENING - 10 * 3_600_000
    const result = await inspecting(jobOf(1), { now: noon })
    expect(asked()).toEqual([])
    expect(result.units[0]).toMatchObject({ status: 'inconclusive', reason: 'window', findings: [] })
    const formal = await inspecting(jobOf(2, { purpose: 'formal' }), { now: noon })
    expect(formal.units[0]).toMatchObject({ status: 'inspected', reason: null })
  })

  it('when it closes, what had begun is ended and the rest is left for another night', async () => {
    const { server, asked } = await portal()
    const jobOf = nights(server.origin, { window })
    // Each request takes a while of the night.
    const closing = () => EVENING + 8 * 3_600_000 - 60_000 + server.asked.length * 5_000
    const harvest = await run(jobOf(1), { now: closing })
    const paths = asked()
    expect(paths.length).toBeLessThan(ALL.length - 5)
    expect(harvest.gaps.length).toBeGreaterThan(0)
    expect(new Set(harvest.gaps.map(({ reason }) => reason))).toEqual(new Set(['limit']))
    harvest.close()
    await run(jobOf(2), { now: at(2) })
    expect(asked()).toEqual(ALL)
  })
})

it('where nothing bounds it, monitoring looks at everything and remembers nothing', async () => {
  const { server, asked } = await portal()
  const one = nights(server.origin, {})(1)
  await run(one)
  expect(asked()).toEqual(ALL)
  expect(existsSync(knownDbPath(one.dataDir, one.site.id))).toBe(false)
})
