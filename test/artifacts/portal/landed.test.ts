/** A portal whose start page leads elsewhere: https or www of its host, a directory, another site. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import type { Artifacts } from '../../../src/model/portal.js'
import { harvestFrom, job, ORIGIN, type Served, site } from './harvested.js'
import { edu, PAGES } from './small-portal.js'

function landed(start: Served, served: (url: URL) => Served | undefined, alsoOn?: string): Artifacts {
  const spec = site([edu])
  const answer = (url: string) => (url === `${ORIGIN}/` ? start : served(new URL(url)))
  const harvest = harvestFrom(spec, answer, alsoOn === undefined ? {} : { alsoOn })
  const artifacts = assemble(harvest, job(spec)).get(edu.id)
  if (!artifacts) throw new Error('not assembled')
  return artifacts
}

const under =
  (origin: string, prefix = '') =>
  (url: URL) =>
    url.origin === origin && url.pathname.startsWith(prefix)
      ? PAGES[url.pathname.slice(prefix.length).replace(/^\/index\.html$/, '/')]
      : undefined
const whole = { guide: true, reports: [2025, 2024], gaps: [] }
const outline = ({ guide, reports, coverage }: Artifacts) => ({
  guide: guide.url !== null,
  reports: reports.reports.map((report) => report.year),
  gaps: coverage.gaps,
})

describe('a start page that leads on', () => {
  it.each([
    ['to https', 'https://www.yunxi.test'],
    ['to the name without www', 'http://yunxi.test'],
  ])('%s is the same portal', (_name, origin) => {
    const seen = landed({ to: `${origin}/index.html` }, under(origin), origin)
    expect(outline(seen)).toEqual(whole)
    expect(seen.columns.map(({ form }) => form)).not.toContain('external')
    expect(seen.links.every(({ inSite }) => inSite)).toBe(true)
  })

  it('by a script to https is the same portal', () => {
    const script =
      '<html><body><script>location.href="https://www.yunxi.test/index.html"</script></body></html>'
    expect(outline(landed(script, under('https://www.yunxi.test'), 'https://www.yunxi.test'))).toEqual(whole)
  })

  it('to another site leaves unknown what is there', () => {
    const seen = landed({ to: 'http://www.haitang.test/jyj/index.html' }, (url) =>
      url.origin === 'http://www.haitang.test' ? PAGES['/'] : undefined,
    )
    expect(seen.coverage).toMatchObject({
      complete: false,
      gaps: [{ url: 'http://www.haitang.test/jyj/index.html', reason: 'elsewhere' }],
    })
  })

  it('by script alone leaves unknown what its menu leads to', () => {
    const names = ['工作动态', '通知公告', '政府信息公开指南', '依申请公开']
    const menu = names.map((name, n) => `<div class="mi" data-node="${n}"><span>${name}</span></div>`)
    const seen = landed(`<html><body>${menu.join('')}<script src="/app.js"></script></body></html>`, () => '')
    expect(outline(seen)).toEqual({
      guide: false,
      reports: [],
      gaps: [{ url: `${ORIGIN}/`, reason: 'unrendered' }],
    })
    expect(seen.coverage.complete).toBe(false)
  })

  it('leaves open what a page names behind a script, beside a menu with addresses', () => {
    const tree = ['政府信息公开指南', '主动公开目录', '工作动态'].map(
      (name, n) => `<div data-id="${n}"><em>${name}</em></div>`,
    )
    const nav = ['工作动态', '通知公告', '政策文件', '机构职能'].map(
      (name, n) => `<li><a href="/l${n}/">${name}</a></li>`,
    )
    const html = (names: readonly string[]) =>
      `<html><body><div class="nav"><ul>${nav.join('')}</ul></div><div>${names.join('')}</div><script>$('div').on('click', show)</script></body></html>`
    const ends = (names: readonly string[]) =>
      landed(html(names), (url) =>
        /^\/l\d\/$/.test(url.pathname) ? '<html><body>暂无信息</body></html>' : undefined,
      ).coverage.deadEnds
    const more = '<div data-id="9"><em>权责清单</em></div>'
    expect(ends([...tree, more])).toEqual([
      { url: `${ORIGIN}/`, role: 'guide', why: 'unled' },
      { url: `${ORIGIN}/`, role: 'catalog', why: 'unled' },
      { url: `${ORIGIN}/`, role: 'power-list', why: 'unled' },
    ])
    expect(ends(tree)).toEqual([])
  })

  it('that leads nowhere is no whole portal', () => {
    const files =
      '<a href="/zn.pdf">指南下载</a><a href="http://www.gov.cn/">中国政府网</a><a href="/index.html">首页</a>'
    const alone = landed(
      `<html><body><h1>云溪区教育局</h1><p>欢迎访问</p>${files}</body></html>`,
      () => undefined,
    )
    expect(alone.coverage).toMatchObject({
      complete: false,
      gaps: [{ url: `${ORIGIN}/`, reason: 'elsewhere' }],
    })
    const onward = '<html><body><h1>云溪区教育局</h1><a href="/gk/">政务公开</a></body></html>'
    expect(landed(onward, () => undefined).coverage.gaps).not.toContainEqual({
      url: `${ORIGIN}/`,
      reason: 'elsewhere',
    })
  })

  const pieces: Readonly<Record<string, string>> = {
    '/index.htm':
      '<html><frameset rows="90,*"><frame src="/top.htm"><frame src="/main.htm"></frameset></html>',
    '/top.htm': `<html><base target="main"><h1>云溪区教育局</h1><ul class="nav">${['工作动态', '通知公告', '政策文件', '机构职能'].map((name, n) => `<li><a href="/html/${n}/index.htm">${name}</a></li>`).join('')}</ul></html>`,
    '/main.htm': '<html><title>云溪区教育局</title><h2>工作动态</h2><p>欢迎访问本网站。</p></html>',
  }
  const piece = (n: string | undefined) =>
    `<html><title>栏目</title><p>您现在的位置：<a href="/main.htm">首页</a> &gt; <a href="/html/${n}/index.htm">第${n}栏目</a></p><ul><li><a href="/html/${n}/1.htm">关于做好有关工作的公告</a><span>2026-01-06</span></li></ul></html>`
  const framed = (url: URL) => pieces[url.pathname] ?? piece(/^\/html\/(\d)\/index/.exec(url.pathname)?.[1])
  const forward = (to: string) =>
    `<html><head><meta http-equiv="refresh" content="0;url=${to}"></head><body></body></html>`

  it.each([
    ['a refresh', forward('/index.htm')],
    ['a script', '<html><script>location.href="/index.htm"</script></html>'],
    ['a redirect', { to: `${ORIGIN}/index.htm` }],
  ])('by %s into a frameset is read with its menu', (_name, start) => {
    const seen = landed(start, framed)
    expect(seen.coverage).toMatchObject({ complete: true, gaps: [] })
    expect(seen.columns.filter(({ inMenu }) => inMenu).map(({ name }) => name)).toContain('机构职能')
  })

  it.each([
    ['a refresh', forward('/html/0/index.htm'), '/html/0/index.htm'],
    ['a redirect', { to: `${ORIGIN}/main.htm` }, '/main.htm'],
  ])('by %s past the menu of a frameset leaves open what is missing', (_name, start, path) => {
    expect(landed(start, framed).coverage).toMatchObject({
      complete: false,
      gaps: [{ url: `${ORIGIN}${path}`, reason: 'elsewhere' }],
    })
  })
})
