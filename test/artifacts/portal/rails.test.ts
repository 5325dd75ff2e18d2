/** A block of latest entries on every page is the list of none of them, whatever its elements are called. */
import { describe, expect, it } from 'vitest'
import { explainColumns } from '../../../src/artifacts/portal/discover.js'
import { columnOf, seen } from './small-portal.js'

const NEWS = Array.from(
  { length: 6 },
  (_, n) => [`/show.asp?id=${n}`, `区教育局第${6 - n}次校园巡查`, `2026-11-1${8 - n}`] as const,
)
const DOCUMENTS = [
  ['/show.asp?id=21', '关于加强校车管理的通知', '2025-03-04'],
  ['/show.asp?id=22', '关于食堂保洁工作的通知', '2025-01-07'],
] as const
const REPORT = ['/show.asp?id=31', '云溪区教育局2025年政府信息公开工作年度报告', '2026-01-20'] as const
type Entry = readonly [string, string, string]

const rows = (entries: readonly Entry[]): string =>
  entries
    .map(([url, title, day]) => `<tr><td><a href="${url}">${title}</a></td><td>${day}</td></tr>`)
    .join('')
const MENU = ['news', 'documents', 'reports', 'buys', 'plans'] as const
const NAMES = {
  news: '工作动态',
  documents: '政策文件',
  reports: '政府信息公开年报',
  buys: '政府采购',
  plans: '规划计划',
}
/** A page in tables without a class, its rail in the cell beside the content. */
const page = (title: string, content: string, rail: readonly Entry[]): string =>
  `<html><head><title>${title}</title></head><body><table><tr><td><a href="/">首页</a> ${MENU.map((id) => `<a href="/${id}.asp">${NAMES[id]}</a>`).join(' ')}</td></tr></table>
<table><tr><td><table><tr><td>最新更新</td></tr>${rows(rail)}</table></td><td>当前位置：<a href="/">首页</a> &gt; ${title}<table>${content}</table></td></tr></table></body></html>`
const text = ([, title, day]: Entry): string =>
  `<tr><td><b>${title}</b></td></tr><tr><td>发布日期：${day}</td></tr><tr><td><p>各镇街要高度重视，结合实际抓好落实，及时报送进展情况，接受社会监督。</p></td></tr>`

function portal(
  rail: readonly Entry[],
  plans = '',
  more: readonly Entry[] = [],
  news = page('工作动态', rows(NEWS), rail),
) {
  const articles = [...NEWS, ...DOCUMENTS, REPORT, ...more]
  return seen({
    '/': page('云溪区教育局', rows(NEWS.slice(0, 3)), []),
    '/news.asp': news,
    '/documents.asp': page('政策文件', rows(DOCUMENTS), rail),
    '/reports.asp': page('政府信息公开年报', rows([REPORT]), rail),
    '/buys.asp': page('政府采购', rows(more), rail),
    '/plans.asp': page('规划计划', plans, rail),
    ...Object.fromEntries(articles.map((one) => [one[0], page(one[1], text(one), rail)])),
  })
}

describe('a rail of latest entries', () => {
  it('is no list of the pages that carry it', () => {
    const artifacts = portal(NEWS.slice(0, 4))
    const told = explainColumns(artifacts).map(({ name, items, newest }) => [name, items, newest])
    expect(told.filter(([name]) => Object.values(NAMES).includes(String(name)))).toEqual([
      ['工作动态', 6, '2026-11-18'],
      ['政府信息公开年报', 1, '2026-01-20'],
      ['政府采购', 0, null],
      ['政策文件', 2, '2025-03-04'],
      ['规划计划', 0, null],
    ])
    expect(artifacts.reports.reports.map(({ year, url }) => [year, new URL(url).search])).toEqual([
      [2025, '?id=31'],
    ])
  })

  it('leaves a column open whose own list a script may bring', () => {
    const scripted = portal(
      NEWS.slice(0, 4),
      '<tr><td><ul class="list"></ul><script src="/js/own.js"></script></td></tr>',
    )
    expect(columnOf(scripted, '规划计划')).toMatchObject({ items: 0, read: 'unrendered' })
  })

  it('is none where it stands below articles alone, looking like the list that it is taken from', () => {
    const below = rows(NEWS.slice(0, 3))
    const read = (entry: Entry) => page(entry[1], `${text(entry)}${below}`, [])
    const column = (content: string) => page('工作动态', content, [])
    const artifacts = seen({
      '/': page('云溪区教育局', rows(NEWS.slice(0, 3)), []),
      '/news.asp': column(below),
      '/documents.asp': page('政策文件', rows(DOCUMENTS), []),
      '/reports.asp': page('政府信息公开年报', rows([REPORT]), []),
      '/buys.asp': page('政府采购', '', []),
      '/plans.asp': page('规划计划', '', []),
      ...Object.fromEntries([...NEWS, ...DOCUMENTS, REPORT].map((one) => [one[0], read(one)])),
    })
    expect(columnOf(artifacts, '工作动态')?.items).toBe(3)
  })

  it('leaves its entries to a column that goes without it and shows them alike', () => {
    const rail = NEWS.slice(0, 4)
    const artifacts = portal(rail, '', [], page('工作动态', rows(rail), []))
    expect(columnOf(artifacts, '工作动态')?.items).toBe(4)
    expect(columnOf(artifacts, '规划计划')?.items).not.toBe(0)
  })

  it('takes no list that few pages show for one', () => {
    const shared: Entry = ['/show.asp?id=41', '关于公布采购目录的公告', '2026-10-10']
    const artifacts = portal([], rows([shared]), [shared])
    expect([columnOf(artifacts, '政府采购')?.items, columnOf(artifacts, '规划计划')?.items]).toEqual([1, 1])
  })
})
