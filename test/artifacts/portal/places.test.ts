/** A platform: what its places hold for each unit, and what stays the operator’s. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import { harvest, job, ORIGIN, site, unit } from './harvested.js'
import { article, list, page } from './small-portal.js'

describe('places of a platform', () => {
  const office = unit('office', '区政府办公室', { takesRest: true })
  const farm = unit('farm', '区农业农村局', {
    portal: `${ORIGIN}/dw/farm/`,
    formerNames: [{ name: '区农业局', until: '2026-03-01' }],
  })
  const school = unit('school', '区教育局', { portal: `${ORIGIN}/dw/edu/` })
  const spec = site([office, farm, school], {
    operator: 'office',
    places: [
      { role: 'annual-report', url: `${ORIGIN}/nb/` },
      { role: 'application', url: `${ORIGIN}/ysqgk/` },
    ],
  })
  const form = `<form method="post" action="/submit"><h3>政府信息公开申请表</h3><label>申请人姓名<input name="xm"></label><label>联系电话<input name="dh"></label>
<label>所需政府信息内容描述<textarea name="nr"></textarea></label><label>获取信息的方式<select name="fs"><option>纸质</option></select></label></form>`
  const pages = {
    '/': page('平台', '<p>各部门</p>', [
      ['/nb/', '政府信息公开年报'],
      ['/ysqgk/', '依申请公开'],
    ]),
    '/dw/farm/': page('区农业农村局', '<p>欢迎</p>', [
      ['/dw/farm/dt/', '工作动态'],
      ['/ysqgk/', '依申请公开'],
      ['/nb/', '政府信息公开年报'],
    ]),
    '/dw/farm/dt/': page('工作动态', list(['/dw/farm/dt/1.html', '春耕', '2026-11-01']), []),
    '/dw/edu/': page('区教育局', '<p><a href="/dead.html">旧址</a></p>', [['/nb/', '政府信息公开年报']]),
    '/nb/': page(
      '政府信息公开年报',
      list(
        ['/nb/1.html', '云溪区农业局2025年政府信息公开工作年度报告', '2026-01-09'],
        ['/nb/2.html', '区教育局招生办2025年政府信息公开工作年度报告', '2026-01-10'],
      ),
      [],
    ),
    '/nb/1.html': article('云溪区农业局2025年政府信息公开工作年度报告', '2026-01-09', {
      source: '区农业局',
      menu: [],
    }),
    '/nb/2.html': article('区教育局招生办2025年政府信息公开工作年度报告', '2026-01-10', {
      source: '区教育局招生办',
      menu: [],
    }),
    '/ysqgk/': page('依申请公开', form, []),
  }
  const all = assemble(harvest(spec, pages), job(spec))

  it('gives a report to its unit by a former name, and not by the beginning of another body’s', () => {
    expect(all.get('farm')?.reports.reports.map(({ year, url }) => [year, url])).toEqual([
      [2025, `${ORIGIN}/nb/1.html`],
    ])
    expect(all.get('school')?.reports.reports).toEqual([])
  })

  it('offers the common form to everybody', () => {
    for (const id of ['farm', 'school']) {
      expect(all.get(id)?.application).toMatchObject({
        entry: `${ORIGIN}/ysqgk/`,
        channel: 'online',
        fields: ['applicant', 'contact', 'content', 'form'],
        common: true,
      })
    }
  })

  it('leaves the platform’s columns and links to the operator', () => {
    expect(all.get('farm')?.columns.map((column) => column.name)).toEqual(['工作动态'])
    expect(
      all.get('school')?.links.find((link) => link.target === `${ORIGIN}/dead.html`)?.referrerCount,
    ).toBe(1)
    expect(all.get('farm')?.links.some((link) => link.target === `${ORIGIN}/dead.html`)).toBe(false)
    expect(all.get('office')?.columns.map((column) => column.name)).toEqual([
      '政府信息公开年报',
      '依申请公开',
    ])
  })
})

describe('units whose scope is a publisher', () => {
  const byName = (id: string, name: string) => unit(id, name, { scopes: [{ by: 'publisher', name }] })
  const spec = site([byName('farm', '区农业农村局'), byName('school', '区教育局')])
  const menu = [
    ['/zn/', '政府信息公开指南'],
    ['/ml/', '政府信息公开目录'],
    ['/nb/', '政府信息公开年报'],
  ] as const
  const guide =
    '政府信息公开工作机构：办公室。办公地址：青林路18号。办公时间：8:30-17:30。联系电话：0577-88881234。'
  const titled = (what: string) => ['区农业农村局', '区教育局'].map((name) => `${name}${what}`)
  const [farmGuide = '', schoolGuide = ''] = titled('政府信息公开指南')
  const [farmReport = ''] = titled('2025年政府信息公开工作年度报告')
  const pages = {
    '/': page('云溪区信息公开', '<p>各部门</p>', menu),
    '/zn/': page(
      '政府信息公开指南',
      list(['/zn/1.html', farmGuide, '2025-02-01'], ['/zn/2.html', schoolGuide, '2025-02-01']),
      menu,
    ),
    '/zn/1.html': article(farmGuide, '2025-02-01', { source: '区农业农村局', menu, body: `<p>${guide}</p>` }),
    '/zn/2.html': article(schoolGuide, '2025-02-01', { source: '', menu, body: `<p>${guide}</p>` }),
    '/ml/': page('政府信息公开目录', list(['/zn/1.html', '机构职能', '2025-02-01']), menu),
    '/nb/': page('政府信息公开年报', list(['/nb/1.html', farmReport, '2026-01-09']), menu),
    '/nb/1.html': article(farmReport, '2026-01-09', { source: '区农业农村局', menu }),
  }
  const all = assemble(harvest(spec, pages), job(spec))

  it('find on the common pages what names them, and the columns that hold it', () => {
    for (const [id, path] of [
      ['farm', '/zn/1.html'],
      ['school', '/zn/2.html'],
    ] as const) {
      expect(all.get(id)?.guide.url).toBe(`${ORIGIN}${path}`)
      expect(all.get(id)?.catalog.url).toBe(`${ORIGIN}/ml/`)
      expect(all.get(id)?.columns.map(({ name, form }) => [name, form])).toEqual(
        menu.map(([, name]) => [name, 'external']),
      )
    }
    expect(all.get('farm')?.reports.reports.map(({ url }) => url)).toEqual([`${ORIGIN}/nb/1.html`])
    expect(all.get('school')?.reports.reports).toEqual([])
  })
})
