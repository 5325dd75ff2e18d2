/** The guide and the annual reports of a unit. */
import { describe, expect, it } from 'vitest'
import { ORIGIN } from './harvested.js'
import { GUIDE, list, PAGES, page, seen } from './small-portal.js'

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
