/** A unit's portal from the pages of its site: columns, guide, reports, entry, links, coverage. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import { explainColumns } from '../../../src/artifacts/portal/discover.js'
import type { Artifacts } from '../../../src/model/portal.js'
import type { SiteSpec, UnitSpec } from '../../../src/model/site.js'
import { type Given, harvest, job, ORIGIN, type Served, site, unit } from './harvested.js'

const MENU = [
  ['/gzdt/', '工作动态'],
  ['/tzgg/', '通知公告'],
  ['/zn/', '政府信息公开指南'],
  ['/nb/', '政府信息公开年报'],
] as const

type Menu = readonly (readonly [string, string])[]

/** A page in a frame with a menu, a breadcrumb and content. */
function page(title: string, content: string, menu: Menu = MENU, trail: readonly string[] = [title]): string {
  const crumbs = ['<a href="/">首页</a>', ...trail].join(' &gt; ')
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>
<div class="nav"><ul>${menu.map(([url, label]) => `<li><a href="${url}">${label}</a></li>`).join('')}</ul></div>
<div class="position">当前位置：${crumbs}</div><div class="content">${content}</div>
<div class="footer">主办：云溪区教育局</div></body></html>`
}

/** A dated list. */
function list(...items: readonly (readonly [string, string, string])[]): string {
  return `<ul class="list">${items.map(([url, title, date]) => `<li><a href="${url}">${title}</a><span>${date}</span></li>`).join('')}</ul>`
}

/** An article with its dates. */
function article(
  title: string,
  date: string,
  more: { source?: string; body?: string; index?: string; trail?: readonly string[]; menu?: Menu } = {},
): string {
  return page(
    title,
    `${more.index ?? ''}<h1>${title}</h1><div class="info">发布日期：${date} 来源：${more.source ?? '区教育局'}</div>
<div class="TRS_Editor">${more.body ?? '<p>各有关单位要高度重视，结合工作实际抓好落实，及时公开进展情况，接受社会监督。</p>'}</div>`,
    more.menu ?? MENU,
    more.trail ?? ['工作动态'],
  )
}

const GUIDE = `<h1>政府信息公开指南</h1><p>为方便公民、法人和其他组织获取政府信息，编制本指南。公开范围见目录，申请人可提出申请。</p>
<p>受理机构：云溪区教育局办公室</p><p>办公地址：云溪区学院路18号</p><p>办公时间：工作日8:30-12:00</p>
<p>联系电话：0577-88110001</p><p>传真：无</p><p>电子邮箱：jyj@yunxi.gov.cn</p>`

const REPORTS = list(
  ['/nb/t1.html', '2025年政府信息公开工作年度报告', '2026-01-20'],
  ['/nb/2024.pdf', '云溪区教育局2024年政府信息公开工作年度报告', '2025-01-22'],
  ['/nb/t3.html', '云溪区人民政府2025年政府信息公开工作年度报告', '2026-03-20'],
)

const PAGES: Readonly<Record<string, Served>> = {
  '/': page(
    '云溪区教育局',
    `<h2>工作动态</h2>${list(['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12'])}`,
  ),
  '/gzdt/': page(
    '工作动态',
    list(
      ['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12'],
      ['/gzdt/t0.html', '置顶：使用说明', '2020-01-02'],
    ),
  ),
  '/gzdt/t1.html': article('区教育局开展安全检查', '2026-11-12'),
  '/gzdt/t0.html': article('使用说明', '2020-01-02'),
  '/tzgg/': page('通知公告', '<p>暂无信息</p>'),
  '/zn/': page('政府信息公开指南', GUIDE),
  '/nb/': page('政府信息公开年报', REPORTS),
  '/nb/t1.html': article('2025年政府信息公开工作年度报告', '2026-01-20', { trail: ['政府信息公开年报'] }),
  '/nb/t3.html': article('云溪区人民政府2025年政府信息公开工作年度报告', '2026-03-20', {
    source: '区政府',
    trail: ['政府信息公开年报'],
  }),
}

const edu = unit('edu', '区教育局')

function seen(
  pages: Readonly<Record<string, Served>>,
  more: { unit?: UnitSpec; site?: Partial<SiteSpec>; given?: Given } = {},
): Artifacts {
  const one = more.unit ?? edu
  const spec = site([one], more.site ?? {})
  const artifacts = assemble(harvest(spec, pages, more.given ?? {}), job(spec)).get(one.id)
  if (!artifacts) throw new Error('not assembled')
  return artifacts
}

const columnOf = (artifacts: Artifacts, name: string) =>
  artifacts.columns.find((column) => column.name === name)

describe('columns', () => {
  it('finds the menu’s columns with role, entries and newest date, the pinned old entry regardless', () => {
    const rows = explainColumns(seen(PAGES)).map(
      ({ name, role, because, form, items, newest, complete }) => ({
        name,
        role,
        because,
        form,
        items,
        newest,
        complete,
      }),
    )
    expect(rows).toEqual([
      {
        name: '工作动态',
        role: 'news',
        because: 'label:工作动态',
        form: 'list',
        items: 2,
        newest: '2026-11-12',
        complete: true,
      },
      {
        name: '政府信息公开年报',
        role: 'annual-report',
        because: 'label:政府信息公开年报',
        form: 'list',
        items: 3,
        newest: '2026-03-20',
        complete: true,
      },
      {
        name: '政府信息公开指南',
        role: 'guide',
        because: 'label:政府信息公开指南',
        form: 'single',
        items: 0,
        newest: null,
        complete: true,
      },
      {
        name: '通知公告',
        role: 'notices',
        because: 'label:通知公告',
        form: 'list',
        items: 0,
        newest: null,
        complete: true,
      },
    ])
  })

  it('tells an empty list by its placeholder and its place in the menu', () => {
    expect(columnOf(seen(PAGES), '通知公告')).toMatchObject({
      placeholder: expect.stringContaining('暂无'),
      inMenu: true,
      read: 'html',
      path: ['首页', '通知公告'],
    })
  })

  it('takes index.html and the folder for one column', () => {
    const menu: Menu = [...MENU, ['/gzdt/index.html', '工作动态']]
    const pages = {
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', menu),
      '/gzdt/index.html': PAGES['/gzdt/'] as Served,
    }
    expect(seen(pages).columns.filter((column) => column.name === '工作动态')).toHaveLength(1)
  })

  it('keeps what leads off the site by name alone', () => {
    const menu: Menu = [...MENU, ['http://zfcg.zj.test/', '政府采购']]
    expect(
      columnOf(seen({ ...PAGES, '/': page('云溪区教育局', '<p>欢迎</p>', menu) }), '政府采购'),
    ).toMatchObject({ form: 'external', role: 'procurement', items: 0 })
  })

  it('reads an empty page above filled columns as their parent', () => {
    const menu: Menu = [...MENU, ['/zwgk/', '政务公开'], ['/zwgk/gh/', '规划计划']]
    const pages = {
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', menu),
      '/zwgk/': page('政务公开', '', menu),
      '/zwgk/gh/': page('规划计划', list(['/zwgk/gh/t1.html', '2026年工作计划', '2026-02-01']), menu, [
        '政务公开',
        '规划计划',
      ]),
      '/zwgk/gh/t1.html': article('2026年工作计划', '2026-02-01'),
    }
    const artifacts = seen(pages)
    expect(columnOf(artifacts, '政务公开')).toMatchObject({
      form: 'parent',
      children: [`${ORIGIN}/zwgk/gh/`],
      newest: '2026-02-01',
    })
    expect(columnOf(artifacts, '规划计划')?.path).toEqual(['首页', '政务公开', '规划计划'])
  })

  it('marks columns of past years, and a column that waits for scripts', () => {
    const menu: Menu = [...MENU, ['/old/', '2019年动态'], ['/js/', '政策文件']]
    const pages = {
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', menu),
      '/old/': page('2019年动态', list(['/old/t1.html', '旧闻一则', '2019-05-05']), menu),
      '/old/t1.html': article('旧闻一则', '2019-05-05'),
      '/js/':
        '<html><head><title>政策文件</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>',
    }
    const artifacts = seen(pages)
    expect(columnOf(artifacts, '2019年动态')?.archive).toBe(true)
    expect(columnOf(artifacts, '政策文件')).toMatchObject({ read: 'unrendered', items: 0 })
    expect(artifacts.coverage).toMatchObject({
      complete: false,
      gaps: [{ url: `${ORIGIN}/js/`, reason: 'unrendered' }],
    })
  })

  it('lets pins and the register say name, role and age, and gives away what the register gives away', () => {
    const spec = unit('edu', '区教育局', {
      columns: [
        {
          name: '教育动态',
          url: `${ORIGIN}/gzdt/`,
          role: 'other',
          owner: null,
          maxAgeDays: 30,
          from: 'pinned',
        },
      ],
    })
    const other = unit('exam', '区考试院', { portal: `${ORIGIN}/exam/` })
    const shared = site([spec, other], {
      columns: [
        {
          name: '通知公告',
          url: `${ORIGIN}/tzgg/`,
          role: null,
          owner: 'exam',
          maxAgeDays: 90,
          from: 'register',
        },
      ],
    })
    const all = assemble(
      harvest(shared, { ...PAGES, '/exam/': page('区考试院', '<p>欢迎</p>') }),
      job(shared),
    )
    const [mine, theirs] = [all.get('edu'), all.get('exam')]
    expect(mine?.columns.find((column) => column.name === '教育动态')).toMatchObject({
      role: 'other',
      because: 'pinned',
      maxAgeDays: 30,
      maxAgeFrom: 'pinned',
      assignedAway: false,
    })
    expect(mine?.columns.find((column) => column.url === `${ORIGIN}/tzgg/`)).toMatchObject({
      assignedAway: true,
      owner: 'exam',
    })
    expect(theirs?.columns.find((column) => column.url === `${ORIGIN}/tzgg/`)).toMatchObject({
      assignedAway: false,
      owner: 'exam',
      maxAgeDays: 90,
      maxAgeFrom: 'register',
    })
  })

  it('counts entries over all pages, and says when a page of the list is missing', () => {
    const pager = '<div class="page"><script>createPageHTML(2, 0, "index", "html");</script></div>'
    const second = page('工作动态', list(['/gzdt/t9.html', '第二页的旧闻', '2025-03-03']))
    const pages = {
      ...PAGES,
      '/gzdt/': page('工作动态', list(['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12']) + pager),
    }
    expect(columnOf(seen({ ...pages, '/gzdt/index_1.html': second }), '工作动态')).toMatchObject({
      items: 2,
      complete: true,
    })
    expect(columnOf(seen(pages), '工作动态')).toMatchObject({ items: 1, complete: false })
  })
})

describe('guide', () => {
  it('finds every element with its words', () => {
    const { guide } = seen(PAGES)
    expect(guide.url).toBe(`${ORIGIN}/zn/`)
    expect(guide.elements.map(({ element, found }) => [element, found?.quote])).toEqual([
      ['name', '受理机构：云溪区教育局办公室'],
      ['address', '办公地址：云溪区学院路18号'],
      ['hours', '办公时间：工作日8:30-12:00'],
      ['phone', '联系电话：0577-88110001'],
      ['fax', '传真：无'],
      ['internet', '电子邮箱：jyj@yunxi.gov.cn'],
    ])
    expect(guide).toMatchObject({ unreadable: false, outdated: [] })
  })

  it('is no guide when the text below its heading is another', () => {
    const history =
      '<h1>政府信息公开指南</h1><p>云溪区教育局成立于1984年，前身为云溪县文教局，历经多次机构改革，现有干部职工四十余人。</p>'
    const { guide } = seen({ ...PAGES, '/zn/': page('政府信息公开指南', history) })
    expect(guide.url).toBeNull()
    expect(guide.expectedAt).toContain(`${ORIGIN}/zn/`)
  })

  it('cannot be read when it is a picture', () => {
    const { guide } = seen({
      ...PAGES,
      '/zn/': page(
        '政府信息公开指南',
        '<h1>政府信息公开指南</h1><p><img src="/zn/a.jpg" width="800" height="1200"></p>',
      ),
    })
    expect(guide).toMatchObject({ url: `${ORIGIN}/zn/`, unreadable: true })
  })

  it('is found one level down, below a menu of departments', () => {
    const menu = `<ul>${['区教育局', '区民政局', '区水利局'].map((name, n) => `<li><a href="/zn/${n}.html">${name}信息公开指南</a></li>`).join('')}</ul>`
    const { guide } = seen({
      ...PAGES,
      '/zn/': page('政府信息公开指南', menu),
      '/zn/0.html': page('区教育局信息公开指南', GUIDE),
    })
    expect(guide.url).toBe(`${ORIGIN}/zn/0.html`)
  })
})

describe('annual reports', () => {
  it('takes its own with and without a name, pages and files, and leaves the district’s', () => {
    expect(seen(PAGES).reports).toEqual({
      reports: [
        {
          year: 2025,
          url: `${ORIGIN}/nb/t1.html`,
          title: '2025年政府信息公开工作年度报告',
          published: '2026-01-20',
        },
        {
          year: 2024,
          url: `${ORIGIN}/nb/2024.pdf`,
          title: '云溪区教育局2024年政府信息公开工作年度报告',
          published: '2025-01-22',
        },
      ],
      column: `${ORIGIN}/nb/`,
      expectedAt: [`${ORIGIN}/nb/`, `${ORIGIN}/`],
      undatable: [],
    })
  })

  it('names what it cannot date', () => {
    const pages = {
      ...PAGES,
      '/nb/': page('政府信息公开年报', list(['/nb/x.pdf', '政府信息公开工作年度报告', '2026-01-20'])),
    }
    expect(seen(pages).reports).toMatchObject({ undatable: [`${ORIGIN}/nb/x.pdf`] })
  })
})

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

  it('names the cause that most pages fail for, never 404', () => {
    const items = Array.from({ length: 30 }, (_, n): [string, string, string] => [
      `/gzdt/a${n}.html`,
      `第${n}条信息公开`,
      '2026-11-12',
    ])
    const pages: Record<string, Served> = { ...PAGES, '/gzdt/': page('工作动态', list(...items)) }
    expect(seen(pages).coverage.massCause).toBeNull()
    for (const [url] of items) pages[url] = { cause: 'http-5xx' }
    expect(seen(pages).coverage.massCause).toBe('http-5xx')
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
})
