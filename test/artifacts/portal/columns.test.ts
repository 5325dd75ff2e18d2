/** Discovery of columns: menus, parents, pins, pagers, archives. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import { explainColumns } from '../../../src/artifacts/portal/discover.js'
import { harvest, job, ORIGIN, type Served, site, unit } from './harvested.js'
import { article, columnOf, list, MENU, type Menu, PAGES, page, seen } from './small-portal.js'

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

  it.each([
    ['领导信息', '<ul><li>局长：张建国</li><li>副局长：李红</li></ul>', 'single'],
    ['视频新闻', '<video src="/a.mp4" controls></video>', 'single'],
    ['政务地图', '<iframe src="http://map.yunxi.test/embed" width="800" height="600"></iframe>', 'single'],
    ['便民服务', '<iframe src="http://www.tianqi.test/weather" width="200" height="60"></iframe>', 'list'],
    [
      '便民服务',
      '<h4>优待证申领</h4><div style="display:none">申领优待证请到户籍所在地乡镇（街道）退役军人服务站办理。</div>',
      'single',
    ],
    [
      '便民服务',
      '<b>分享</b><div style="display:none">打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。</div>',
      'list',
    ],
    [
      '申请查询',
      '<form action="/q">查询编号<input name="n">密码<input type="password" name="p"><button>查询</button></form>',
      'single',
    ],
    ['图解政策', '<div style="background:url(/tj.jpg) no-repeat;height:900px"></div>', 'single'],
    ['网上办事', '<ul><li><a href="http://zwfw.test/a"><i></i>户籍</a></li></ul>', 'parent'],
    ['便民服务', '<p>监督电话：12345，投诉邮箱见首页</p>', 'single'],
    ['便民服务', '<div class="list"></div><div class="page">共 0 条 第 1/1 页 每页 15 条</div>', 'list'],
    [
      '便民服务',
      '<table><tr><th>索引号</th><th>名称</th><th>发布机构</th><th>生成日期</th></tr></table>',
      'list',
    ],
  ])('%s with %s is a %s', (name, content, form) => {
    const menu: Menu = [...MENU, ['/x/', name]]
    const pages = { ...PAGES, '/': page('云溪区教育局', '<p>欢迎</p>', menu), '/x/': page(name, content) }
    expect(columnOf(seen(pages), name)).toMatchObject({ form, items: 0 })
  })

  it.each([
    ['因机构改革，本栏目已停止更新，相关信息请到区市场监管局网站查看。', true],
    ['该栏目内容现已并入“政策文件”栏目', true],
    ['全区学校整合方案公布，本栏目将持续更新', undefined],
  ])('knows whether it is kept up: %s', (note, stopped) => {
    const rows = list(['/gzdt/n1.html', '区教育局召开会议', '2019-01-10'])
    const artifacts = seen({ ...PAGES, '/gzdt/': page('工作动态', `<p>${note}</p>${rows}`) })
    expect(columnOf(artifacts, '工作动态')?.stopped).toBe(stopped)
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

  it.each([
    [
      'a script in a page of the portal',
      page('网络问政', '<script>location.href="http://wz.yunxi.test/"</script>'),
    ],
    ['a page that only forwards', '<html><script>location.href="http://wz.yunxi.test/"</script></html>'],
  ])('is external where %s leads to another site', (_how, html) => {
    const menu: Menu = [...MENU, ['/wz/', '网络问政']]
    const pages = { ...PAGES, '/': page('云溪区教育局', '<p>欢迎</p>', menu), '/wz/': html }
    const elsewhere = {
      'http://wz.yunxi.test/': page('问政', '<p>欢迎使用网络问政平台，请先选择部门</p>', []),
    }
    expect(columnOf(seen(pages, { elsewhere }), '网络问政')?.form).toBe('external')
  })

  it.each(['浙ICP备05029117号-1', '浙公网安备 33030402000523号', '站长统计'])(
    'takes %s for no column',
    (label) => {
      const menu: Menu = [...MENU, ['http://www.beian.test/', label]]
      expect(
        columnOf(seen({ ...PAGES, '/': page('云溪区教育局', '<p>欢迎</p>', menu) }), label),
      ).toBeUndefined()
    },
  )

  it('takes no headline of a ticker for a column', () => {
    const title = '关于2026年度先进集体拟表彰名单的公示'
    const ticker: Menu = [...MENU, ['/show/15', title]]
    const pages = {
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', ticker),
      '/show/15': article(title, '2026-10-30'),
    }
    expect(columnOf(seen(pages), title)).toBeUndefined()
  })

  it.each(['/zdxm/16', '/art/2026/10/30/art_16.html'])(
    'is a page of its name, be it an article: %s',
    (path) => {
      const name = '重大建设项目批准和实施'
      const pages = {
        ...PAGES,
        '/': page('云溪区教育局', '<p>欢迎</p>', [...MENU, [path, name]]),
        [path]: article(name, '2026-10-30'),
      }
      expect(columnOf(seen(pages), name)).toMatchObject({ form: 'single', inMenu: true })
    },
  )

  it('knows the year of an entry that is cut short by its article, and which entries stay undated', () => {
    const rows = [
      ['/show/1', '关于2026年度先进集体拟表彰名单的公示', '10-30'],
      ['/show/2', '关于暂停受理部分业务的通告', '09-14'],
    ] as const
    const cut = rows.map(
      ([url, title, day]) =>
        `<li><a href="${url}" title="${title}">${title.slice(0, 12)}…</a><i>[${day}]</i></li>`,
    )
    const pages = (...read: string[]) => ({
      ...PAGES,
      '/tzgg/': page('通知公告', `<ul>${cut.join('')}</ul>`),
      ...Object.fromEntries(
        rows
          .filter(([url]) => read.includes(url))
          .map(([url, title, day]) => [url, article(title, `2026-${day}`)]),
      ),
    })
    const told = (...read: string[]) => {
      const { newest, undated, undatedFirst } = columnOf(seen(pages(...read)), '通知公告') ?? {}
      return { newest, undated, undatedFirst }
    }
    expect(told('/show/1', '/show/2')).toEqual({ newest: '2026-10-30', undated: 0, undatedFirst: undefined })
    expect(told('/show/1')).toEqual({ newest: '2026-10-30', undated: 1, undatedFirst: undefined })
    expect(told('/show/2')).toEqual({ newest: '2026-09-14', undated: 1, undatedFirst: true })
  })

  it('is one list however its last page leads back to the first', () => {
    const turned = (n: number, to: string) =>
      page(
        '工作动态',
        `${list([`/a/${n}.html`, `区教育局第${n}期情况通报`, `2026-11-0${n}`])}<div>第${n}/2页 ${to}</div>`,
      )
    const menu: Menu = [...MENU, ['/c.asp?id=1', '部门动态']]
    const pages = {
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', menu),
      '/c.asp?id=1': turned(2, '<a href="/c.asp?id=1&page=2">下一页</a>'),
      '/c.asp?id=1&page=2': turned(1, '<a href="/c.asp?id=1&page=1">上一页</a>'),
      '/c.asp?id=1&page=1': turned(2, '<a href="/c.asp?id=1&page=2">下一页</a>'),
    }
    const urls = seen(pages).columns.map(({ url }) => url)
    expect(urls.filter((url) => url.includes('c.asp'))).toEqual([`${ORIGIN}/c.asp?id=1`])
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

  it.each([
    ['the newest first', ['2026-11-12', '2026-11-12', '2026-11-03', '2026-10-21', '2026-10-08'], true],
    [
      'an old entry on top',
      ['2024-01-02', '2026-11-12', '2026-11-03', '2026-10-21', '2026-10-08'],
      undefined,
    ],
    ['few entries', ['2026-11-12', '2026-11-03', '2026-10-21', '2026-10-08'], undefined],
  ])('tells of a list that goes on whether what it shows is the newest: %s', (_, days, newestFirst) => {
    const rows = days.map((day, n) => [`/gzdt/n${n}.html`, `区教育局第${n}次会议召开`, day] as const)
    const more = '<a href="javascript:void(0)">下一页</a>'
    const artifacts = seen({ ...PAGES, '/gzdt/': page('工作动态', list(...rows) + more) })
    expect(columnOf(artifacts, '工作动态')).toMatchObject({ complete: false, newest: '2026-11-12' })
    expect(columnOf(artifacts, '工作动态')?.newestFirst).toBe(newestFirst)
  })

  it.each([
    ['a menu', '<p>主要职责：负责保障本区学校安全。</p><iframe src="/top.html"></iframe>', 'single'],
    ['a text', '<iframe src="/text.html"></iframe>', 'single'],
    ['a list without entries', '<iframe src="/none.html"></iframe>', 'list'],
    ['a menu over an empty list', '<ul class="list"></ul><iframe src="/top.html"></iframe>', 'list'],
    ['a few links', '<iframe src="/few.html"></iframe>', 'single'],
    ['a viewer that shows a file', '<iframe src="/view.html?f=/up/a.pdf"></iframe>', 'single'],
    ['a menu with the page itself', '<iframe src="/side.html"></iframe>', 'list'],
  ])('tells a page of text with a frame that holds %s', (_, content, form) => {
    const bare = (body: string) => `<html><head><meta charset="utf-8"></head><body>${body}</body></html>`
    const pages = {
      ...PAGES,
      '/': page('云溪区教育局', '<p>欢迎</p>', [...MENU, ['/aq/', '校园安全']]),
      '/aq/': page('校园安全', content),
      '/top.html': bare(
        '<ul class="nav"><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li></ul>',
      ),
      '/text.html': bare('<p>全区中小学校园安全事项共二十六项，逐项列明责任科室。</p>'),
      '/none.html': bare('<p>暂无信息</p>'),
      '/few.html': bare(
        '<ul><li><a href="/aq/1.html">校车</a></li><li><a href="/aq/2.html">食堂</a></li></ul>',
      ),
      '/view.html?f=/up/a.pdf': bare('<div id="viewer"></div>'),
      '/side.html': bare('<ul><li><a href="/aq/">校园安全</a></li><li><a href="/zp/">人员招聘</a></li></ul>'),
    }
    expect(columnOf(seen(pages), '校园安全')).toMatchObject({ form, items: 0, read: 'html' })
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
    // A page that was met as a link first is no second column.
    const columns = seen({ ...pages, '/gzdt/index_1.html': second }).columns.filter(
      ({ name }) => name === '工作动态',
    )
    expect(columns.map(({ url }) => url)).toEqual([`${ORIGIN}/gzdt/`])
  })

  it.each([
    ['', true],
    ['共1条', true],
    ['共30条', false],
  ])('read to where it repeats itself, below %j, is whole: %s', (count, complete) => {
    const shown = (next: number) =>
      page(
        '工作动态',
        `${list(['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12'])}<div class="page">${count} <a href="/gzdt/index_${next}.html">下一页</a></div>`,
      )
    const pages = {
      ...PAGES,
      '/gzdt/': shown(1),
      '/gzdt/index_1.html': shown(2),
      '/gzdt/index_2.html': shown(3),
    }
    expect(columnOf(seen(pages), '工作动态')).toMatchObject({ items: 1, complete })
  })
})
