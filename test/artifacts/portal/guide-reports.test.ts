/** The guide and the annual reports of a unit. */
import { describe, expect, it } from 'vitest'
import { ORIGIN, type Served, unit } from './harvested.js'
import { GUIDE, list, MENU, PAGES, page, seen } from './small-portal.js'

describe('catalogue', () => {
  const catalogue = (content: string) =>
    seen({
      '/': page('云溪区教育局', '<p>欢迎访问</p>', [['/gk/', '政府信息公开']]),
      '/gk/': page('政府信息公开', content),
    }).catalog.url
  const LINK = '<p><a href="#b">政府信息公开目录</a></p>'

  it('is a part of the one page that holds all of the disclosure', () => {
    const table = '<table><tr><td>索引号</td><td>名称</td></tr><tr><td>A1</td><td>机构概况</td></tr></table>'
    expect(catalogue(`${LINK}<h3 id="b">政府信息公开目录</h3>${table}`)).toBe(`${ORIGIN}/gk/`)
  })

  it('is none where only a link has its name', () => {
    expect(catalogue(`${LINK}<p>栏目正在调整，请稍后再来查看有关信息。</p>`)).toBe(null)
  })
})

describe('guide', () => {
  const TABS =
    '<div><a href="/zn/">总则</a> <a href="/zn/sq.html">申请程序</a> <a href="/zn/jg.html">受理机构</a></div>'
  const parted = (first: string) =>
    seen({
      ...PAGES,
      '/zn/': page('政府信息公开指南', `<h1>政府信息公开指南</h1>${TABS}${first}`),
      '/zn/sq.html': page('申请程序', `${TABS}<p>申请人填写申请表，提出申请。</p>`),
      '/zn/jg.html': page('受理机构', `${TABS}${GUIDE.slice(GUIDE.indexOf('<p>受理机构'))}`),
    }).guide

  it('may stand on several pages, none of which tells enough of one', () => {
    const { url, elements } = parted('<p>根据条例编制本指南，方便查阅政府信息。</p>')
    expect(url).toBe(`${ORIGIN}/zn/`)
    expect(elements.every(({ found }) => found !== null)).toBe(true)
  })

  it('is not what another page tells of the institution', () => {
    const contact = GUIDE.slice(GUIDE.indexOf('<p>办公地址'))
    const { guide } = seen({
      ...PAGES,
      '/zn/': page('政府信息公开指南', '<p>栏目正在调整。</p><p><a href="/jg/">机构概况</a></p>'),
      '/jg/': page('机构概况', `<p>机构名称：云溪区教育局</p>${contact}`),
    })
    expect(guide.url).toBe(null)
  })

  it('may be a part of the one page that holds all of the disclosure', () => {
    const { '/zn/': _, ...others } = PAGES
    const within = (heading: string) =>
      seen({
        ...others,
        '/': `<html><head><title>云溪区教育局</title></head><body><div><a href="#a">机构职能</a> <a href="#b">政府信息公开指南</a> <a href="/gzdt/">工作动态</a></div><h2 id="a">机构职能</h2><p>本局负责教育管理工作。</p>${heading}${GUIDE.slice(GUIDE.indexOf('</h1>') + 5)}</body></html>`,
      }).guide.url
    expect(within('<h2 id="b">政府信息公开指南</h2>')).toBe(`${ORIGIN}/`)
    expect(within('')).toBe(null)
  })

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

  it('leaves open what a picture may say behind its label, here and for the institution', () => {
    const lacking = (phone: string) => {
      const pages = { ...PAGES, '/zn/': page('政府信息公开指南', GUIDE.replace('0577-88110001', phone)) }
      const { guide, institution } = seen(pages)
      return [guide, institution].map(({ elements }) => elements.find(({ element }) => element === 'phone'))
    }
    const open = { element: 'phone', found: null, unsure: true }
    expect(lacking('<img src="/zn/dh.png">')).toEqual([open, open])
    const missing = { element: 'phone', found: null }
    expect(lacking('')).toEqual([missing, missing])
  })

  it('is reached by a link of its text that leads to the entry for applications, whatever it is called', () => {
    const { guide } = seen({
      ...PAGES,
      '/zn/': page('政府信息公开指南', GUIDE.replace('jyj@yunxi.gov.cn', '<a href="/ysq/">点击进入</a>'), [
        ...MENU,
        ['/ysq/', '依申请公开'],
      ]),
    })
    expect(guide.elements.find(({ element }) => element === 'internet')?.found?.quote).toBe('点击进入')
  })

  it('is told behind tabs too, and so is where the unit is', () => {
    const [intro = '', ...rest] = GUIDE.split('</p>')
    const { guide, institution } = seen({
      ...PAGES,
      '/zn/': page(
        '政府信息公开指南',
        `<div class="tab"><b>概述</b><b>联系方式</b></div><div>${intro}</p><p>为便于公众获取信息，编制本指南。申请人可提出申请。</p></div><div style="display:none">${rest.join('</p>')}</div>`,
      ),
    })
    expect(guide.elements.filter(({ found }) => found === null)).toEqual([])
    expect(institution.elements.find(({ element }) => element === 'phone')?.found).not.toBe(null)
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
  it('are no lists for a block of other entries below them; a list of the year’s reports is none', () => {
    const [url, title] = ['/nb/t1.html', '2025年政府信息公开工作年度报告']
    const below = (...titles: string[]) =>
      page(
        title,
        `<p>${title}</p><p>2026-01-20</p><p>本报告由六个部分组成。</p>${list(...titles.map((one, n) => [`/gzdt/s${n}.html`, one, '2026-11-02'] as const))}`,
        MENU,
        ['政府信息公开年报'],
      )
    const years = (html: string) =>
      seen({ ...PAGES, '/nb/': page('政府信息公开年报', list([url, title, '2026-01-20'])), [url]: html })
        .reports.reports.filter((report) => report.url.endsWith(url))
        .map(({ year, published }) => [year, published])
    const others = ['区教育局开展安全检查', '区教育局召开年度会议', '关于报送材料的通知']
    expect(years(below(...others))).toEqual([[2025, '2026-01-20']])
    expect(years(below(...others.slice(1), '2024年政府信息公开工作年度报告'))).toEqual([[2025, '2026-01-20']])
    expect(years(below('区第一中学2025年信息公开年度报告', '区第二中学2025年信息公开年度报告'))).toEqual([])
  })

  it('may be among what a list holds beyond what was read of it', () => {
    const cut = list(['/nb/t1.html', '2023年政府信息公开工作年度报告', '2024-01-20'])
    const pager = "<div>共5条 1/5页 <a href=\"javascript:__doPostBack('p','2')\">下一页</a></div>"
    const ends = (content: string) =>
      seen({ ...PAGES, '/nb/': page('政府信息公开年报', content) }).coverage.deadEnds
    expect(ends(`${cut}${pager}`)).toEqual([
      { url: `${ORIGIN}/nb/`, role: 'annual-report', why: 'incomplete' },
    ])
    expect(ends(cut)).toEqual([])
  })

  it('takes its own with and without a name, pages and files, and leaves the district’s', () => {
    const { reports, ...rest } = seen(PAGES).reports
    expect({ ...rest, reports: reports.map(({ content: _, ...report }) => report) }).toEqual({
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
          datedOn: `${ORIGIN}/nb/`,
        },
      ],
      column: `${ORIGIN}/nb/`,
      expectedAt: [`${ORIGIN}/nb/`, `${ORIGIN}/`],
      undatable: [],
    })
  })

  it('knows the years that a list names without an address', () => {
    const rows = [
      ['2025年政府信息公开工作年度报告', '2026-01-20'],
      ['云溪区民政局2024年政府信息公开工作年度报告', '2025-01-22'],
    ].map(([title, day]) => `<li onclick="show(7)">${title}<span>${day}</span></li>`)
    const { listed, reports } = seen({
      ...PAGES,
      '/nb/': page('政府信息公开年报', `<ul>${rows.join('')}</ul>`),
    }).reports
    expect({ listed, years: reports.map(({ year }) => year) }).toEqual({ listed: [2025], years: [] })
  })

  it('leaves to a person a report whose title leads to a page of something else', () => {
    const astray = (served: Served) => {
      const { listed, reports } = seen({ ...PAGES, '/nb/t1.html': served }).reports
      return { listed, years: reports.map(({ year }) => year) }
    }
    for (const served of [{ to: '/' }, PAGES['/']] as const)
      expect(astray(served as Served)).toEqual({ listed: [2025], years: [2024] })
    // A column of that name which holds no report is none.
    const nav = [...MENU, ['/nb/t1.html', '2025年政府信息公开工作年度报告']] as const
    const column = page(
      '2025年政府信息公开工作年度报告',
      list(['/gzdt/t1.html', '安全检查', '2026-11-12']),
      nav,
    )
    const { listed } = seen({
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎访问</p>', nav),
      '/nb/t1.html': column,
    }).reports
    expect(listed).toBeUndefined()
  })

  it('leaves to a person a report whose name may be a former one of the unit, on its own site', () => {
    const named = (name: string) =>
      seen(
        {
          ...PAGES,
          '/nb/': page(
            '政府信息公开年报',
            list(['/nb/x.pdf', `${name}2025年政府信息公开工作年度报告`, '2026-01-20']),
          ),
        },
        { unit: unit('edu', '云溪区教育局') },
      ).reports
    expect(named('云溪区文教体局')).toMatchObject({ reports: [], doubtful: [2025] })
    for (const other of ['云溪区水利局', '海棠区文教体局', '云溪区人民政府'])
      expect(named(other)).not.toHaveProperty('doubtful')
  })

  it('finds the report in a list that the menu keeps on another site, by the name', () => {
    const menu = [...MENU.slice(0, 3), ['http://xxgk.yunxi.test/nb/', '政府信息公开年报']] as const
    const elsewhere = (items: string) =>
      seen(
        Object.fromEntries(
          Object.entries(PAGES).map(([path, html]) => [
            path,
            typeof html === 'string' ? html.replace('href="/nb/"', `href="${menu[3]?.[0]}"`) : html,
          ]),
        ),
        { elsewhere: { 'http://xxgk.yunxi.test/nb/': page('年报', items, []) } },
      )
    const listed = elsewhere(list(['/nb/9.html', '云溪区教育局2025年政府信息公开工作年度报告', '2026-01-20']))
    expect(listed.reports.reports.map(({ year }) => year)).toEqual([2025])
    expect(elsewhere('<p>请选择单位查询</p>').coverage.deadEnds).toEqual([
      { url: 'http://xxgk.yunxi.test/nb/', role: 'annual-report', why: 'elsewhere' },
    ])
  })

  it('names what it cannot date', () => {
    const pages = {
      ...PAGES,
      '/nb/': page('政府信息公开年报', list(['/nb/x.pdf', '政府信息公开工作年度报告', '2026-01-20'])),
    }
    expect(seen(pages).reports).toMatchObject({ undatable: [`${ORIGIN}/nb/x.pdf`] })
  })
})
