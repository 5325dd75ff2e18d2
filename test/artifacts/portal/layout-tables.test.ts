/** Pages of older templates: menus in table cells, forms round articles, and fronts of sub-columns that hold nothing themselves. */
import { describe, expect, it } from 'vitest'
import { emptyColumn } from '../../../checks/empty-column.js'
import { ORIGIN } from './harvested.js'
import { article, GUIDE, list, MENU, type Menu, PAGES, page, seen } from './small-portal.js'

const LABELS: Menu = [['/', '首页'], ...MENU, ['/ysq/', '依申请公开'], ['/zk/', '招考录用']]
const TEXT = '<p>各有关单位要高度重视，结合工作实际抓好落实，及时公开进展情况，接受社会监督。</p>'

/** A page that is nothing but tables and cells without names. */
function cells(title: string, content: string, extra = ''): string {
  const menu = LABELS.map(([url, label]) => `<td><a href="${url}"><font>${label}</font></a></td>`).join('')
  return `<html><head><title>${title} - 云溪区教育局</title></head><body><table><tr><td><font size="6">云溪区教育局</font></td></tr></table>
<table><tr>${menu}</tr></table>${extra}<table><tr><td>您现在的位置：<a href="/">首页</a> &gt;&gt; <a href="/gzdt/">${title}</a></td></tr><tr><td>${content}</td></tr></table>
<table><tr><td>云溪区教育局主办</td></tr></table></body></html>`
}

const inCells = (title: string, body: string): string =>
  `<table><tr><td align="center"><b>${title}</b></td></tr><tr><td>发布时间：2026-11-12　来源：云溪区教育局</td></tr><tr><td>${body}</td></tr></table>`

const emptyIn = (pages: Parameters<typeof seen>[0]): string[] => {
  const { findings } = emptyColumn.run(seen(pages), { params: {}, at: '2026-11-21', calendar: null as never })
  return findings.map(({ subject, verdict }) => `${verdict} ${subject.slice(ORIGIN.length)}`)
}

/** The portal in cells, with a list of two articles of which the first holds `body`. */
const portal = (body: string, title = '区教育局开展安全检查') => {
  const jump = '<ul><li><a href="#main">跳到正文</a></li></ul>'
  const items = list(
    ['/gzdt/t1.html', title, '2026-11-12'],
    ['/gzdt/t2.html', '区教育局召开年度会议', '2026-11-11'],
  )
  return {
    '/': cells('首页', items, jump),
    '/gzdt/': cells('工作动态', items, jump),
    '/gzdt/t1.html': cells(title, inCells(title, body), jump).replace(
      `>${title}</a></td></tr>`,
      '>工作动态</a></td></tr>',
    ),
    '/gzdt/t2.html': cells('区教育局召开年度会议', inCells('区教育局召开年度会议', TEXT), jump),
    '/zk/': cells('招考录用', '<ul class="list"></ul>'),
  }
}

const viewOf = (body: string, title?: string) =>
  seen(portal(body, title)).pages.find(({ url }) => url === `${ORIGIN}/gzdt/t1.html`)

describe('a menu in the cells of a layout table', () => {
  it('is no text of an empty column', () => {
    expect(emptyIn(portal(TEXT))).toEqual(['problem /zk/'])
  })

  it('is no text of an empty article', () => {
    expect(viewOf('')?.layout?.empty).toBe('yes')
    expect(viewOf('<img src="/count/hit.gif" width="1" height="1">')?.layout?.empty).toBe('yes')
    expect(viewOf('<img src="/upload/map.gif">')?.layout?.empty).toBe(null)
    expect(viewOf(TEXT)?.layout?.empty).toBe(null)
  })

  it('is no mark of a document, though it says 依申请公开', () => {
    const body = `<p>云教办〔2026〕40号</p>${TEXT}`
    expect(viewOf(body, '关于报送自查材料的通知')?.mark).toMatchObject({ mark: null, doubt: null })
    expect(viewOf(`${body}<p>（此件主动公开）</p>`, '关于报送自查材料的通知')?.mark?.mark).toContain(
      '主动公开',
    )
  })
})

describe('a block beside the content of every page', () => {
  it('is no text of an empty column, however many reports and guides are told by their bodies alone', () => {
    const beside = '<table><tr><td>联系我们</td></tr><tr><td>值班电话：0577-88110001</td></tr></table>'
    const years = [2021, 2022, 2023, 2024, 2025]
    const titles = years.map((year) => `云溪区教育局${year}年政府信息公开工作年度报告`)
    const reports = years.map(
      (year, n) => [`/nb/t${year}.html`, titles[n] ?? '', `${year + 1}-01-20`] as const,
    )
    const pages = {
      ...portal(TEXT),
      '/tzgg/': cells('通知公告', list(['/gzdt/t2.html', '区教育局召开年度会议', '2026-11-11'])),
      '/nb/': cells('政府信息公开年报', list(...reports)),
      '/zn/': page('政府信息公开指南', GUIDE),
      ...Object.fromEntries(
        reports.map(([path, title, day]) => [path, article(title, day, { trail: ['政府信息公开年报'] })]),
      ),
    }
    const bearing = Object.entries(pages).map(([path, html]) => [
      path,
      html.replace(/<body[^>]*>/, (body) => `${body}${beside}`),
    ])
    expect(emptyIn(Object.fromEntries(bearing))).toEqual(['problem /zk/'])
  })

  it('is none either where the lists of others stand in frames', () => {
    const beside = '<table><tr><td>联系我们</td></tr><tr><td>值班电话：0577-88110001</td></tr></table>'
    const columns = [1, 2, 3, 4, 5].map((n) => [`/l${n}/`, `第${n}类公告`] as const)
    const rows = (n: number) => list([`/l${n}/t.html`, `关于第${n}类事项的公告`, '2026-11-11'])
    const menu: Menu = [['/', '首页'], ...columns, ['/zk/', '招考录用']]
    const round = (title: string, content: string) => page(title, `${beside}${content}`, menu)
    const pages = Object.fromEntries([
      ['/', round('云溪区教育局', rows(1))],
      ['/zk/', round('招考录用', '<ul></ul>')],
      ...columns.flatMap(([path, name], n) => [
        [path, round(name, `<iframe src="${path}rows.html" width="100%"></iframe>`)],
        [`${path}rows.html`, `<html><body>${rows(n + 1)}</body></html>`],
      ]),
    ])
    expect(emptyIn(pages)).toEqual(['problem /zk/'])
  })
})

const emptyAt = (body: string, wrap = (html: string) => html) =>
  seen({
    ...PAGES,
    '/gzdt/t1.html': wrap(article('区教育局开展安全检查', '2026-11-12', { body })),
  }).pages.find(({ url }) => url.endsWith('/gzdt/t1.html'))?.layout?.empty

describe('a form round an article', () => {
  const inForm = (html: string) =>
    html.replace(/(<h1>.*)(<div class="footer">)/s, '<form name="news">$1</form>$2')
  it.each([
    ['without a text is empty', '', 'yes'],
    ['with fields to fill in is not', '<input name="xm" type="text">', null],
  ])('%s', (_, body, empty) => expect(emptyAt(body, inForm)).toBe(empty))
})

describe('a short text', () => {
  it.each([
    '网站即日起改版。',
    '公开招聘结果现予公布，请查看。',
    '大力开展排查整治行动。',
    '中共云溪区委教育工委决定表彰先进。',
    '时间定于11月20日，地点在区第一中学。',
    '<a href="/files/x.html">中小学名单</a>',
  ])('that begins like a label or a control is one: %s', (body) => {
    expect(emptyAt(`<p>${body}</p>`)).toBe(null)
  })

  it.each([
    '<p>浏览次数：12　字号：大 中 小</p>',
    '<p>大 中 小</p><p>信息来源：区教育局　责任编辑：王某</p>',
  ])('is no label and no control: %s', (body) => expect(emptyAt(body)).toBe('yes'))
})

describe('a line that ends every page', () => {
  const MORE = '<p>区教育局主办 <a href="/gzdt/">区政府要闻</a></p>'
  const end = (html: string, more = MORE) =>
    html.replace(/<div class="footer">.*?<\/div>/s, '').replace('</body>', `${more}</body>`)
  const ended = (pages: Parameters<typeof seen>[0], more = MORE) =>
    Object.fromEntries(
      Object.entries(pages).map(([path, html]) => [path, typeof html === 'string' ? end(html, more) : html]),
    )
  const ending = (body: string) => {
    const one = article('区教育局开展安全检查', '2026-11-12', { body })
    return seen(ended({ ...PAGES, '/gzdt/t1.html': one })).pages.find(({ url }) =>
      url.endsWith('/gzdt/t1.html'),
    )?.layout?.empty
  }
  it('is no text of an article, and its links lead on to nothing', () => {
    expect(ending('')).toBe('yes')
    expect(ending('<p>大会延期至下周三举行。</p>')).toBe(null)
    expect(ending('<p><a href="/zt/one.html">活动专题</a></p>')).toBe(null)
  })

  it('is text where it is a paragraph', () => {
    const same = '<p>区教育系统认真贯彻落实上级决策部署，扎实推进各项工作，取得了阶段性成效。</p>'
    const long = `<p>${'检查组实地查看了校舍、食堂、实验室和校车停放点，逐项核对台账，现场反馈问题，限期整改到位。'.repeat(8)}</p>`
    const unnamed = (title: string, body: string) =>
      article(title, '2026-11-12', { body }).replace('TRS_Editor', 'nr')
    const rows = [1, 2, 3].map((n) => [`/gzdt/s${n}.html`, `区教育局第${n}次安全检查`, '2026-11-12'] as const)
    const pages = {
      ...PAGES,
      ...Object.fromEntries(rows.map(([path, title]) => [path, unnamed(title, long + same)])),
      '/gzdt/': page('工作动态', list(['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12'], ...rows)),
    }
    const emptyWith = (body: string) =>
      seen({ ...pages, '/gzdt/t1.html': unnamed('区教育局开展安全检查', body) }).pages.find(({ url }) =>
        url.endsWith('/gzdt/t1.html'),
      )?.layout?.empty
    expect(emptyWith(same)).toBe(null)
    expect(emptyWith('')).toBe('yes')
  })

  const HEADS = '<table><tr><th>标题</th><th>发布日期</th></tr></table>'
  const items = [1, 2, 3].map((n) => [`/gzdt/t${n}.html`, `区教育局第${n}次会议召开`, '2026-11-12'] as const)
  const FOOT = '<p>区教育局主办<a href="http://www.yunxi.test/">云溪区政府</a></p>'
  const column = (content: string, bodies = TEXT, foot = FOOT) => {
    const told = items.map(([path, title, day], n) => {
      return [path, article(title, day, { body: `<p>第${n}次会议</p>${bodies}` })] as const
    })
    const pages = {
      '/': page('云溪区教育局', list(...items), [...MENU, ['/rs/', '人事任免']]),
      '/gzdt/': page('工作动态', list(...items)),
      '/rs/': page('人事任免', content),
      ...Object.fromEntries(told),
    }
    return emptyIn(ended(pages, foot)).filter((one) => one.endsWith('/rs/'))
  }

  it.each([
    ['a table of headings alone', HEADS],
    ['a list without entries', '<ul class="list"></ul>'],
  ])('is no text of a column with %s', (_, content) => expect(column(content)).toEqual(['problem /rs/']))

  it.each([
    ['a text below the headings', `${HEADS}<p>任免信息见区委组织部网站</p>`],
    [
      'a form under the headings',
      `${HEADS}<form><input name=a><input name=b><input name=c><input name=d></form>`,
    ],
    ['a file to take away', `${HEADS}<p><a href="/files/rs.xls">任免表</a></p>`],
    ['rows that a frame brings', `${HEADS}<iframe src="/rs/rows.html"></iframe>`],
    [
      'rows that a script brings',
      `${HEADS.replace('</table>', '<tbody id="rows"></tbody></table>')}<script>$.getJSON('/api', (d) => $('#rows').html(d))</script>`,
    ],
  ])('leaves a column its own: %s', (_, content) => expect(column(content)).toEqual([]))

  it('is none that articles end with themselves', () => {
    const line = '<p>任免信息见区委组织部网站</p>'
    expect(column(line, line, '')).toEqual([])
  })
})

describe('a page that only leads to columns', () => {
  const menu: Menu = [...MENU, ['/hd/', '互动交流'], ['/xx/', '局长信箱'], ['/zj/', '意见征集']]
  const links = (...some: readonly (readonly [string, string])[]) =>
    `<div><ul>${some.map(([url, label]) => `<li><a href="${url}">${label}</a></li>`).join('')}</ul></div>`
  const filled = (url: string, name: string, before = '') =>
    page(name, before + list([`${url}t1.html`, `关于${name}的第一号信息`, '2026-11-02']), menu)
  const base = {
    ...PAGES,
    '/': page('云溪区教育局', '<p>欢迎</p>', menu),
    '/tzgg/': page('通知公告', list(['/tzgg/t1.html', '关于放假的通知', '2026-11-01']), menu),
  }

  it('is not empty where the columns are filled', () => {
    const front = page('互动交流', links(['/xx/', '局长信箱'], ['/zj/', '意见征集']), menu)
    expect(
      emptyIn({
        ...base,
        '/hd/': front,
        '/xx/': filled('/xx/', '局长信箱'),
        '/zj/': filled('/zj/', '意见征集'),
      }),
    ).toEqual([])
  })

  it('is empty where its links are the menu that it shares with the columns beside it', () => {
    const side = links(['/hd/', '互动交流'], ['/xx/', '局长信箱'])
    expect(
      emptyIn({
        ...base,
        '/hd/': page('互动交流', side, menu),
        '/xx/': filled('/xx/', '局长信箱', side),
        '/zj/': filled('/zj/', '意见征集'),
      }),
    ).toEqual(['problem /hd/'])
  })
})

describe('entries in a block that is named like a side', () => {
  const menu: Menu = [...MENU, ['/zk/', '招考录用'], ['/zfcg/', '政府采购']]
  const side = (n: string) =>
    `<div class="side-right"><ul><li><a href="/x/${n}1.html">云溪区第${n}批教师招聘公告</a></li><li><a href="/x/${n}2.html">云溪区第${n}批入围名单公示</a></li></ul></div>`
  const portalWith = (beside: string, other: string) =>
    emptyIn({
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', menu),
      '/zk/': page('招考录用', beside, menu),
      '/zfcg/': page('政府采购', other, menu),
    })

  it('leave open whether the column is empty, unless other columns have them, too', () => {
    expect(portalWith(side('一'), '<p>采购公告见附表，另有意向公开二十六项。</p>')).toEqual([
      'problem /tzgg/',
      'cannot-tell /zk/',
    ])
    expect(portalWith(side('一'), side('一'))).toEqual(['problem /tzgg/', 'problem /zfcg/', 'problem /zk/'])
  })
})
