/** Documents, links, coverage, and the size of a big site. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import type { PageRecord } from '../../../src/model/harvest.js'
import type { Artifacts } from '../../../src/model/portal.js'
import { harvest, job, ORIGIN, type Served, site } from './harvested.js'
import { article, edu, list, MENU, PAGES, page, seen } from './small-portal.js'

describe('documents', () => {
  const index = (formed: string, issuer: string, number: string) =>
    `<table><tr><td>索引号：</td><td>1/2</td><td>发布机构：</td><td>${issuer}</td></tr><tr><td>成文日期：</td><td>${formed}</td><td>文号：</td><td>${number}</td></tr></table>`
  const given = (title: string, block: string, source = '区教育局') => ({
    ...PAGES,
    '/gzdt/': page('工作动态', list(['/gzdt/d.html', title, '2026-09-21'])),
    '/gzdt/d.html': article(title, '2026-09-21', { index: block, source }),
  })
  const document = (pages: Readonly<Record<string, Served>>) =>
    seen(pages).documents.find(({ url }) => url.endsWith('/d.html'))

  it('reads both dates and the way to it', () => {
    expect(
      document(given('关于印发管理办法的通知', index('2026-08-01', '云溪区教育局', '云教发〔2026〕3号'))),
    ).toMatchObject({
      formed: '2026-08-01',
      formedFrom: '成文日期',
      published: '2026-09-21',
      documentNumber: '云教发〔2026〕3号',
      foreign: false,
      firstSeen: null,
      where: ['首页', '工作动态', '关于印发管理办法的通知'],
      underRectification: false,
    })
  })

  it.each([
    ['a repost', '转发市教育局关于安全工作的通知', index('2026-08-01', '云溪区教育局', '云教发〔2026〕3号')],
    [
      'the State Council’s number',
      '关于教育工作的意见',
      index('2026-08-01', '云溪区教育局', '国办发〔2026〕3号'),
    ],
    [
      'another body in the title',
      '云溪区人民政府关于教育工作的意见',
      index('2026-08-01', '云溪区教育局', ''),
    ],
    [
      'several issuers',
      '关于安全检查的通知',
      index('2026-08-01', '云溪区教育局、云溪区公安局', ''),
      '云溪区教育局 云溪区公安局',
    ],
  ])('is foreign: %s', (_, title, block, source = '区教育局') => {
    expect(document(given(title, block, source))?.foreign).toBe(true)
  })

  it('knows since when it was seen, and that its column is being mended', () => {
    const pages = given('关于印发管理办法的通知', index('2026-08-01', '云溪区教育局', ''))
    const spec = site([edu])
    const history = {
      firstSeen: { [`${ORIGIN}/gzdt/d.html`]: '2026-08-05' },
      rectifying: [`${ORIGIN}/gzdt/`],
      frameUnits: {},
    }
    const found = assemble(harvest(spec, pages), job(spec, { history }))
      .get('edu')
      ?.documents.find(({ url }) => url.endsWith('/d.html'))
    expect(found).toMatchObject({ firstSeen: '2026-08-05', underRectification: true })
  })
})

describe('links and coverage', () => {
  it('keeps one view per target with its role and where it stands', () => {
    const artifacts = seen(PAGES)
    const column = artifacts.links.find((link) => link.target === `${ORIGIN}/gzdt/`)
    expect(column).toMatchObject({ role: 'column', inSite: true, referrerCount: 9 })
    expect(column?.referrers[0]).toMatchObject({
      url: `${ORIGIN}/`,
      level: 'home',
      depth: 0,
      text: '工作动态',
      region: 'frame',
      where: ['首页'],
    })
    expect(artifacts.links.find((link) => link.target === `${ORIGIN}/nb/t1.html`)?.role).toBe('report')
    expect(
      artifacts.links
        .find((link) => link.target === `${ORIGIN}/gzdt/t1.html`)
        ?.referrers.map(({ url, level }) => [url, level]),
    ).toEqual([
      [`${ORIGIN}/`, 'home'],
      [`${ORIGIN}/gzdt/`, 'column'],
    ])
  })

  it('is complete when all was read, and not with a gap or a page that failed in doubt', () => {
    expect(seen(PAGES).coverage).toMatchObject({ complete: true, gaps: [], massCause: null })
    expect(
      seen(PAGES, { given: { gaps: [{ unit: null, url: `${ORIGIN}/x/`, reason: 'limit' }] } }).coverage
        .complete,
    ).toBe(false)
    expect(
      seen(PAGES, { given: { gaps: [{ unit: 'another', url: `${ORIGIN}/x/`, reason: 'limit' }] } }).coverage
        .complete,
    ).toBe(true)
    expect(seen({ ...PAGES, '/gzdt/t1.html': { cause: 'timeout' } }).coverage.gaps).toEqual([
      { url: `${ORIGIN}/gzdt/t1.html`, reason: 'failed' },
    ])
  })

  it.each([
    ['a page that is gone', 'http-404'],
    ['a page that fails for good', 'http-5xx'],
  ] as const)('stays complete with %s: that is a defect of its own', (_, cause) => {
    expect(seen({ ...PAGES, '/gzdt/t1.html': { cause } }).coverage).toMatchObject({
      complete: true,
      deadEnds: [],
    })
  })

  it.each([
    ['政府信息公开指南', '/zn/', 'guide'],
    ['政府信息公开年报', '/nb/', 'annual-report'],
    ['政府信息公开', '/xxgk/', null],
    ['法定主动公开内容', '/fd/', null],
  ] as const)('knows the dead end under the name %s', (label, path, role) => {
    const menu = [...MENU, [path, label]] as const
    const pages: Record<string, Served> = { ...PAGES, '/': page('区教育局', '<p>欢迎</p>', menu) }
    pages[path] = { cause: 'http-404' }
    expect(seen(pages).coverage.deadEnds).toEqual([{ url: ORIGIN + path, role }])
    pages[path] = { cause: 'forbidden' }
    expect(seen(pages).coverage.deadEnds).toEqual([])
  })

  it('is complete with a sign-in, which leaves open only what bears its name', () => {
    const menu = [...MENU, ['/grzx/', '个人中心'], ['/nb/', '政府信息公开年报']] as const
    const pages: Record<string, Served> = { ...PAGES, '/': page('区教育局', '<p>欢迎</p>', menu) }
    pages['/grzx/'] = { cause: 'login' }
    expect(seen(pages).coverage).toMatchObject({ complete: true, deadEnds: [] })
    pages['/nb/'] = { cause: 'login' }
    expect(seen(pages).coverage.deadEnds).toMatchObject([{ url: `${ORIGIN}/nb/`, role: 'annual-report' }])
  })

  it('cannot say what is absent while a place is dead', () => {
    const spec = site([edu], { places: [{ role: 'annual-report', url: `${ORIGIN}/dwnb/` }] })
    const pages: Record<string, Served> = { ...PAGES, '/dwnb/': { cause: 'http-404' } }
    expect(assemble(harvest(spec, pages), job(spec)).get('edu')?.coverage).toMatchObject({
      complete: false,
      gaps: [{ url: `${ORIGIN}/dwnb/`, reason: 'failed' }],
    })
  })

  it('keeps a link to a file of somebody’s own machine', () => {
    const body = '<p><a href="file:///C:/tz.doc">附件</a></p>'
    const pages = { ...PAGES, '/gzdt/t1.html': article('区教育局开展安全检查', '2026-11-12', { body }) }
    expect(seen(pages).links.find(({ target }) => target.startsWith('file:'))).toMatchObject({
      target: 'file:///C:/tz.doc',
      inSite: false,
      referrerCount: 1,
    })
  })

  it('takes for page frame what most pages repeat, whatever the template calls it', () => {
    const foot =
      '<div class="x1"><p><a href="/map.html">网站地图</a></p><ul><li><a href="#">云溪概览</a></li></ul></div>'
    const everywhere = Object.fromEntries(
      Object.entries(PAGES).map(([path, html]) => [
        path,
        typeof html === 'string' ? html.replace('</body>', `${foot}</body>`) : html,
      ]),
    )
    const artifacts = seen({ ...everywhere, '/map.html': { cause: 'http-404' } })
    const map = artifacts.links.find(({ target }) => target === `${ORIGIN}/map.html`)
    expect(new Set(map?.referrers.map(({ region }) => region))).toEqual(new Set(['frame']))
    expect(artifacts.voidLinks.map(({ text, referrer }) => [text, referrer.region])).toEqual([
      ['云溪概览', 'frame'],
    ])
    const once = { ...PAGES, '/gzdt/t1.html': everywhere['/gzdt/t1.html'] ?? '' }
    const alone = seen({ ...once, '/map.html': { cause: 'http-404' } })
    expect(
      alone.links
        .find(({ target }) => target === `${ORIGIN}/map.html`)
        ?.referrers.map(({ region }) => region),
    ).toEqual(['content'])
  })

  it('names the cause that most pages fail for, never 404', () => {
    const items = Array.from({ length: 30 }, (_, n): [string, string, string] => [
      `/gzdt/a${n}.html`,
      `第${n}条信息公开`,
      '2026-11-12',
    ])
    const pages: Record<string, Served> = { ...PAGES, '/gzdt/': page('工作动态', list(...items)) }
    expect(seen(pages).coverage.massCause).toBeNull()
    // Where it is our own network's, most of the portal was not seen all the same.
    for (const cause of ['http-5xx', 'internal', 'forbidden'] as const) {
      for (const [url] of items) pages[url] = { cause }
      expect(seen(pages).coverage.massCause).toBe(cause)
    }
    for (const [url] of items) pages[url] = { cause: 'http-404' }
    expect(seen(pages).coverage.massCause).toBeNull()
  })
})

describe('size', () => {
  it('assembles five thousand pages in a few seconds', () => {
    const pages: Record<string, Served> = { ...PAGES }
    const items = Array.from({ length: 1_500 }, (_, n): [string, string, string] => [
      `/gzdt/a${n}.html`,
      `第${n}条工作信息`,
      '2026-11-12',
    ])
    for (const [url, title] of items) pages[url] = article(title, '2026-11-12')
    pages['/gzdt/'] = page('工作动态', list(...items))
    const spec = site([edu])
    const given = harvest(spec, pages)
    const started = performance.now()
    const artifacts = assemble(given, job(spec)).get('edu')
    expect(artifacts?.documents.length).toBeGreaterThan(1_500)
    expect(performance.now() - started).toBeLessThan(2_500)
  })

  it('counts and names every page read, beyond a few thousand too', () => {
    const spec = site([edu])
    const given = harvest(spec, { ...PAGES, '/gzdt/a.html': article('第一条工作信息', '2026-11-12') })
    const [one] = [...given.pages()]
    const more = Array.from({ length: 5_200 }, (_, n) => {
      const url = `${ORIGIN}/gzdt/b${n}.html`
      return { ...one, url, finalUrl: url, depth: 2, facts: one?.facts && { ...one.facts, url } }
    }) as unknown as PageRecord[]
    const known = [...given.pages()].length
    const { coverage } = assemble({ ...given, pages: () => [...given.pages(), ...more] }, job(spec)).get(
      'edu',
    ) as Artifacts
    expect([coverage.pagesRead, coverage.searched.length]).toEqual([known + 5_200, known + 5_200])
  })
})
