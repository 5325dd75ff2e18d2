/** Policies with what interprets them, series and quotas, as portals of several shapes show them. */
import { describe, expect, it } from 'vitest'
import type { ColumnRegistration } from '../../../src/model/site.js'
import { article, list, seen } from './duty-portal.js'
import { ORIGIN } from './harvested.js'

describe('policies', () => {
  const TITLE = '区教育局关于印发《校外培训管理办法》的通知'
  const index = '<table><tr><td>发文字号：云教〔2026〕7号</td><td>成文日期：2026-06-04</td></tr></table>'
  const policy = (readings: readonly [string, string][], tail = '', title = TITLE) =>
    seen({
      '/wj/': list('政策文件', [['/wj/1.html', title, '2026-06-04']]),
      '/wj/1.html': article(title, `<p>各校：现印发给你们。</p>${tail}`, '2026-06-04', index),
      '/jd/': list(
        '政策解读',
        readings.map(([name], n) => [`/jd/${n}.html`, name, '2026-06-05'] as const),
      ),
      ...Object.fromEntries(
        readings.map(([name, body], n) => [`/jd/${n}.html`, article(name, body, '2026-06-05')]),
      ),
    }).policies

  it.each<[string, string, string]>([
    ['by its name in title marks', '《校外培训管理办法》政策解读', '<p>一、背景。</p>'],
    ['by its name alone', '校外培训管理办法解读', '<p>一、背景。</p>'],
    ['as a picture', '一图读懂：校外培训管理办法', '<p><img src="/a.png" width="700"></p>'],
    ['as questions and answers', '区教育局负责人就《校外培训管理办法》答记者问', '<p>问：为什么？</p>'],
    ['by its number', '区教育局解读新规', '<p>云教〔2026〕7号文件明确了三项要求。</p>'],
    ['by a link to it', '新规解读', '<p>详见<a href="/wj/1.html">文件原文</a></p>'],
    [
      'in the first lines',
      '规范培训行为的政策解读',
      '<p>近日，区教育局印发《校外培训管理办法》，现解读如下。</p>',
    ],
  ])('interpreted %s', (_, name, body) => {
    expect(policy([[name, body]])[0]?.interpretation).toMatchObject({
      url: `${ORIGIN}/jd/0.html`,
      published: '2026-06-05',
    })
  })

  it('interpreted by a file of its own page', () => {
    const found = policy([], '<p>附件：<a href="/f/jd.pdf">《校外培训管理办法》解读.pdf</a></p>')
    expect(found[0]?.interpretation).toMatchObject({
      url: `${ORIGIN}/f/jd.pdf`,
      fromDocument: true,
      read: false,
    })
  })

  it.each<[string, [string, string][], string | null]>([
    ['nothing', [], null],
    ['an interpretation of something else', [['《学区划分规定》解读', '<p>一、背景。</p>']], null],
    ['one alike', [['《校外培训机构管理办法》解读', '<p>一、背景。</p>']], `${ORIGIN}/jd/0.html`],
  ])('not interpreted: %s', (_, readings, similar) => {
    expect(policy(readings).map((one) => [one.interpretation, one.similar])).toEqual([[null, similar]])
  })

  it.each([
    [
      'both ways',
      '<p>相关解读：<a href="/jd/0.html">政策解读</a></p>',
      '<p>文件：<a href="/wj/1.html">原文</a></p>',
      [true, true],
    ],
    ['not back', '<p>相关解读：<a href="/jd/0.html">政策解读</a></p>', '<p>背景。</p>', [true, false]],
    [
      'the menu’s link to the column is none',
      '',
      '<p>文件：<a href="/wj/1.html">原文</a></p>',
      [false, true],
    ],
  ])('linked: %s', (_, tail, body, expected) => {
    const { interpretation } = policy([['《校外培训管理办法》解读', body]], tail)[0] ?? {}
    expect([interpretation?.fromDocument, interpretation?.toDocument]).toEqual(expected)
  })

  it.each<[string, string, string, string | null]>([
    ['a heading with nothing below it', '<h4>相关解读</h4><ul id="rel"></ul>', '<p>背景。</p>', 'script'],
    [
      'such a heading on the interpretation alone',
      '<p>相关解读：<a href="/jd/0.html">政策解读</a></p>',
      '<h4>原文链接</h4><ul id="rel"></ul>',
      'script',
    ],
    [
      'such a heading below the body',
      '</div><div class="rel"><h4>相关解读</h4><ul id="rel"></ul>',
      '<p>背景。</p>',
      'script',
    ],
    ['no heading', '', '<p>背景。</p>', null],
    [
      'links below it',
      '<h4>相关文件</h4><p><a href="/wj/9.html">校外培训机构设置标准</a></p>',
      '<p>背景。</p>',
      null,
    ],
  ])('a block that a script may fill: %s', (_, tail, body, doubt) => {
    expect(policy([['《校外培训管理办法》解读', body]], tail)[0]?.doubt).toBe(doubt)
  })

  it.each([
    '区教育局关于召开校外培训工作会议的通知',
    '转发市教育局《校外培训管理办法》的通知',
    '区教育局关于校外培训管理办法（征求意见稿）公开征求意见的公告',
    '区教育局关于表彰先进单位的决定',
    '区教育局2026年工作要点',
    '关于张三同志任职的通知',
    '区教育局关于废止《校外培训管理办法》的通知',
    '区教育局校园安全应急预案',
    '中共区教育局党组关于印发《党组议事规则》的通知',
    '区教育局关于印发2026年考核办法的通知',
  ])('no policy document: %s', (title) => {
    expect(policy([], '', title)).toEqual([])
  })

  it('is one document however many columns hold it', () => {
    const copy = article(TITLE, '<p>各校：现印发给你们。</p>', '2026-06-10', index)
    const found = seen({
      '/wj/': list('政策文件', [
        ['/wj/1.html', TITLE, '2026-06-10'],
        ['/wj/2.html', TITLE, '2026-06-04'],
      ]),
      '/wj/1.html': copy,
      '/wj/2.html': article(TITLE, '<p>各校：现印发给你们。</p>', '2026-06-04', index),
    }).policies
    expect(found.map(({ url, published }) => [url, published])).toEqual([
      [`${ORIGIN}/wj/1.html`, '2026-06-04'],
    ])
  })
})

describe('series and quotas', () => {
  const pinned = (name: string, path: string, more: Partial<ColumnRegistration>): ColumnRegistration => ({
    name,
    url: `${ORIGIN}${path}`,
    role: null,
    owner: 'edu',
    maxAgeDays: null,
    from: 'register',
    ...more,
  })
  const monthly = (titles: readonly (readonly [string, string])[], more: Partial<ColumnRegistration>) =>
    seen(
      {
        '/yb/': list(
          '统计月报',
          titles.map(([title, date], n) => [`/yb/${n}.html`, title, date] as const),
        ),
      },
      { columns: [pinned('统计月报', '/yb/', more)] },
    ).series

  it('a frequency makes a series of a list whose titles name periods', () => {
    const found = monthly(
      [
        ['2026年5月份教育统计月报', '2026-06-08'],
        ['4月份教育统计月报', '2026-05-08'],
        ['2026年1-2月教育统计月报', '2026-03-10'],
        ['2025年12月教育统计月报', '2026-01-09'],
      ],
      { everyMaybe: 'month' },
    )
    expect(found).toMatchObject([
      {
        every: 'month',
        holesOnly: true,
        periods: ['2025-12', '2026-01', '2026-02', '2026-04', '2026-05'],
        unplaced: 0,
      },
    ])
  })

  it.each<[string, readonly (readonly [string, string])[]]>([
    [
      'days',
      [
        ['2026年5月3日行政处罚', '2026-05-03'],
        ['2026年3月8日行政处罚', '2026-03-08'],
        ['2026年1月9日行政处罚', '2026-01-09'],
      ],
    ],
    [
      'no periods',
      [
        ['关于校服的通知', '2026-05-03'],
        ['关于校车的通知', '2026-03-08'],
        ['关于食堂的通知', '2026-01-09'],
      ],
    ],
    [
      'news that happen to name months',
      [
        ['2026年3月学雷锋活动走进校园', '2026-03-28'],
        ['2026年5月校园安全月启动', '2026-05-30'],
        ['2026年8月教师培训', '2026-08-29'],
        ['2026年9月全区推普周', '2026-09-28'],
      ],
    ],
    [
      'many a month',
      ['甲', '乙', '丙', '丁'].flatMap((name) =>
        ['5', '4', '3'].map((month): [string, string] => [
          `2026年${month}月${name}校检查情况`,
          `2026-0${month}-28`,
        ]),
      ),
    ],
  ])('a frequency over a list of %s makes none', (_, titles) => {
    expect(monthly(titles, { everyMaybe: 'month' })).toEqual([])
  })

  it('a period that stands in another column is not missing', () => {
    const found = seen(
      {
        '/yb/': list('统计月报', [
          ['/yb/1.html', '2026年5月教育统计月报', '2026-06-08'],
          ['/yb/2.html', '2026年3月教育统计月报', '2026-04-08'],
        ]),
        '/dt/': list('工作动态', [
          ['/dt/1.html', '2026年4月教育统计月报', '2026-05-08'],
          ['/dt/2.html', '区教育局召开会议', '2026-05-07'],
        ]),
      },
      { columns: [pinned('统计月报', '/yb/', { series: { every: 'month' } })] },
    ).series
    expect(found.map(({ periods }) => periods)).toEqual([['2026-03', '2026-04', '2026-05']])
  })

  it('a quota counts each entry once, over the column and what stands below it', () => {
    const found = seen(
      {
        '/dt/': list('工作动态', [
          ['/dt/1.html', '第一次检查', '2026-08-01'],
          ['/dt/2.html', '第二次检查', '2026-08-09'],
          ['/dt/1.html', '第一次检查', '2026-08-01'],
          ['/dt/3.html', '没有日期的信息', ''],
        ]),
      },
      { columns: [pinned('工作动态', '/dt/', { quarterlyItems: 3, since: '2026-01-01' })] },
    ).quotas
    expect(found).toMatchObject([
      {
        column: '工作动态',
        quota: 3,
        since: '2026-01-01',
        dates: ['2026-08-01', '2026-08-09'],
        undated: 1,
        complete: true,
      },
    ])
  })
})
