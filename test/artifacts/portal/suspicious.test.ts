/** What suspicions rest on, read off small portals: articles and their addresses, expressions, past names, leaders. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import { scanOf } from '../../../src/artifacts/portal/expressions.js'
import { readAddress } from '../../../src/artifacts/portal/record-address.js'
import type { InspectionJob } from '../../../src/model/inspection.js'
import type { UnitSpec } from '../../../src/model/site.js'
import {
  expressionSchema,
  NO_WATCH,
  type OfficeHolder,
  officeHolderSchema,
} from '../../../src/model/watch.js'
import { harvest, job, ORIGIN, site, unit } from './harvested.js'

const MENU = [
  ['/dt/', '工作动态'],
  ['/jg/', '机构职能'],
  ['/ld/', '领导信息'],
] as const
const frame = (title: string, body: string, foot = '') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>
<ul class="nav">${MENU.map(([path, name]) => `<li><a href="${path}">${name}</a></li>`).join('')}</ul>
<div class="con">${body}</div><div class="footer">${foot}</div></body></html>`
const list = (entries: readonly (readonly [string, string, string])[]) =>
  `<ul>${entries.map(([path, title, date]) => `<li><a href="${path}">${title}</a><span>${date}</span></li>`).join('')}</ul>`
const article = (title: string, date: string, body: string) =>
  frame(
    title,
    `<div class="article"><h1>${title}</h1><p>发布日期：${date}　来源：区教育局</p><div class="article-content"><p>${body}</p></div></div>`,
  )
const DUTIES = '<h1>机构职能</h1><p>区教育局负责全区教育工作的组织实施、指导和监督，拟订规划并组织落实。</p>'

function seen(
  pages: Readonly<Record<string, string>>,
  more: { unit?: Partial<UnitSpec>; job?: Partial<InspectionJob> } = {},
) {
  const spec = site([unit('edu', '区教育局', more.unit ?? {})])
  const served = {
    '/': frame('首页', '<h2>欢迎访问</h2>', '<p>区教育局主办</p>'),
    '/dt/': frame('工作动态', list([['/dt/202605/t20260512_7.html', '区教育局部署安全工作', '2026-05-12']])),
    '/dt/202605/t20260512_7.html': article(
      '区教育局部署安全工作',
      '2026-05-12',
      '会议要求各学校认真落实安全责任，逐级检查到位。',
    ),
    '/jg/': frame('机构职能', DUTIES),
    '/ld/': frame('领导信息', '<p>局长 王明　主持全面工作。</p>'),
    ...pages,
  }
  const artifacts = assemble(harvest(spec, served), job(spec, more.job ?? {})).get('edu')
  if (!artifacts) throw new Error('no artifacts')
  return artifacts.suspicious
}
const holder = (one: Partial<OfficeHolder> & { name: string }) =>
  officeHolderSchema.parse({ unit: 'edu', ...one })
const watching = (...holders: OfficeHolder[]) => ({ job: { watch: { ...NO_WATCH, holders } } })

describe('addresses of articles', () => {
  it.each([
    ['/dt/202605/t20260512_7.html', 't20260512_7.html', '2026-05-12', { series: '/dt/*/t*_', number: 7 }],
    [
      '/art/2026/5/12/art_4975_151.html',
      'art_151',
      '2026-05-12',
      { series: '/art/*/art_4975_', number: 151 },
    ],
    ['/show.jsp?id=88&col=3', '/show.jsp?id=88', null, { series: '/show.jsp?id', number: 88 }],
    ['/content/20260512/9f3a.shtml', '9f3a.shtml', '2026-05-12', null],
    ['/content/c1-31.html', 'c1-31.html', null, { series: '/content/c1-', number: 31 }],
    ['/tz/20261399_1.html', '20261399_1.html', null, { series: '/tz/20261399_', number: 1 }],
    ['/about/index.html', '/about/index.html', null, null],
  ])('%s', (path, record, pathDate, serial) => {
    expect(readAddress(ORIGIN + path)).toEqual({ record, pathDate, serial })
  })
})

describe('articles', () => {
  it('show their column, address, text, files and what contradicts itself', () => {
    const body = '公示期自2026年5月20日至2026年5月10日，依据云政〔2027〕3号文件办理，请各学校按要求报送材料。'
    const { articles } = seen({
      '/dt/202605/t20260512_7.html': article('区教育局公示名单', '2026-05-12', body),
    })
    expect(articles).toEqual([
      {
        url: `${ORIGIN}/dt/202605/t20260512_7.html`,
        title: '区教育局公示名单',
        where: ['首页', '工作动态', '区教育局公示名单'],
        published: '2026-05-12',
        formed: null,
        formedFrom: null,
        source: '区教育局',
        foreign: false,
        namesUnit: true,
        column: { name: '工作动态', url: `${ORIGIN}/dt/`, role: 'news' },
        record: 't20260512_7.html',
        copyKey: null,
        pathDate: '2026-05-12',
        serial: { series: '/dt/*/t*_', number: 7 },
        opening: expect.stringContaining('公示期自2026年5月20日'),
        textLength: expect.any(Number),
        files: 0,
        firstSeen: null,
        absentOn: null,
        span: { begin: '2026-05-20', end: '2026-05-10', quote: '2026年5月20日至2026年5月10日' },
        cited: { year: 2027, quote: expect.stringContaining('〔2027〕3号') },
      },
    ])
  })

  it('of one text have one key, of another text or other files another', () => {
    const body = '现将本月校园食堂食品安全检查结果予以通报，请各学校对照检查，认真整改，按时上报整改情况。'
    const entries = [1, 2, 3, 4].map(
      (n) => [`/dt/202605/t2026051${n}_${n}.html`, '检查通报', `2026-05-1${n}`] as const,
    )
    const file = '<a href="/files/b.doc">附件.doc</a>'
    const pages = entries.map(([path, title, date], n) => [
      path,
      article(title, date, n === 2 ? `${body}另有补充。` : n === 3 ? body + file : body),
    ])
    const { articles } = seen({ '/dt/': frame('工作动态', list(entries)), ...Object.fromEntries(pages) })
    const [a, b, c, d] = articles.map(({ copyKey }) => copyKey)
    expect(a).toMatch(/^[0-9a-f]{16}$/)
    expect([b, c === a, d === a]).toEqual([a, false, false])
  })

  it.each([
    ['its list was read without it', {}, ['2026-06-01', '2026-06-08'], '2026-06-08'],
    ['it was first seen later', { at: '2026-06-05' }, ['2026-06-01', '2026-06-08'], '2026-06-01'],
    ['it was seen in the first inspection', { at: '2026-06-01' }, ['2026-06-01', '2026-06-08'], null],
    ['nobody read its list', {}, [], null],
  ])('know when they were not there: %s', (_, { at }: { at?: string }, days, absentOn) => {
    const firstSeen = at === undefined ? {} : { [`${ORIGIN}/dt/202605/t20260512_7.html`]: at }
    const { articles } = seen(
      {},
      { job: { history: { firstSeen, lists: { [`${ORIGIN}/dt/`]: days }, rectifying: [], frameUnits: {} } } },
    )
    expect(articles.map((one) => one.absentOn)).toEqual([absentOn])
  })
})

describe('expressions', () => {
  const scan = scanOf(
    {
      ...NO_WATCH,
      expressions: [
        expressionSchema.parse({ wrong: '布署', right: '部署', except: ['发布署名'] }),
        expressionSchema.parse({ wrong: '教体局', right: '教育体育局', kind: 'organ' }),
        expressionSchema.parse({ wrong: '建设', right: '建设局' }),
      ],
      holders: [
        holder({ name: '王明', post: '党委书记、局长', order: 1, until: '2025-12-31' }),
        holder({ name: '李红', post: '副局长', order: 2 }),
        holder({ name: '赵强', post: '副局长', order: 3 }),
        officeHolderSchema.parse({ unit: 'other', name: '孙伟', order: 1, post: '局长' }),
      ],
    },
    'edu',
  )
  it.each([
    ['认真布署落实', null, [['wording', '布署', '部署']]],
    ['发布署名文章', null, []],
    ['发布署名文章，再行布署', null, [['wording', '布署', '部署']]],
    ['区教体局', null, [['organ', '教体局', '教育体育局']]],
    ['区建设局', null, []],
    ['李红、赵强参加', null, []],
    ['赵强、李红参加', null, [['order', '赵强、李红', '李红、赵强']]],
    ['赵强主持，李红参加', null, []],
    ['局长王明讲话', '2025-05-01', []],
    ['副局长王明讲话', '2025-05-01', [['post', '副局长王明', '党委书记、局长王明']]],
    ['副局长王明讲话', '2026-05-01', []],
    ['局长李红讲话', '2026-05-01', [['post', '局长李红', '副局长李红']]],
    ['孙伟副局长', null, []],
  ] as const)('%s (%s)', (text, day, found) => {
    expect(scan(text, day).map((one) => [one.kind, one.found, one.right])).toEqual(found)
  })
})

describe('past names', () => {
  const LEFT = holder({ name: '孙建国', post: '局长', until: '2025-08-31' })
  const names = (pages: Record<string, string>, more: Parameters<typeof seen>[1]) =>
    seen(pages, more).pastNames.map(({ of, url, name }) => [of, url.slice(ORIGIN.length), name])

  it.each([
    ['on the leaders’ page', { '/ld/': frame('领导信息', '<p>局长 孙建国　主持全面工作</p>') }, ['/ld/']],
    ['said to be a former one', { '/ld/': frame('领导信息', '<p>历任局长：孙建国</p>') }, []],
    [
      'in the news of his time',
      {
        '/dt/202605/t20260512_7.html': article(
          '孙建国局长调研学校安全工作情况报道',
          '2025-03-12',
          '局长孙建国到各学校调研。',
        ),
      },
      [],
    ],
    [
      'as an entry of the leaders’ list, with the day of his profile',
      {
        '/ld/': frame('领导信息', list([['/ld/202301/t20230105_1.html', '孙建国', '2023-01-05']])),
        '/ld/202301/t20230105_1.html': article(
          '孙建国',
          '2023-01-05',
          '男，汉族，1968年出生，现任区教育局局长，主持全面工作。',
        ),
      },
      ['/ld/', '/ld/202301/t20230105_1.html'],
    ],
  ])('a leader %s', (_, pages, urls) => {
    expect(names(pages, watching(LEFT))).toEqual(urls.map((url) => ['leader', url, '孙建国']))
  })

  it('somebody who changed his post is still there', () => {
    const pages = { '/ld/': frame('领导信息', '<p>书记 孙建国　主持全面工作</p>') }
    expect(
      names(pages, watching(LEFT, holder({ name: '孙建国', post: '书记', from: '2025-09-01' }))),
    ).toEqual([])
  })

  const former = {
    unit: { aliases: ['区教体育局'], formerNames: [{ name: '区教育体育局', until: '2024-03-01' }] },
  }
  it.each([
    ['in the page frame', { '/': frame('首页', '<h2>欢迎</h2>', '<p>主办：区教育体育局</p>') }, ['/']],
    [
      'on the institution’s page',
      { '/jg/': frame('机构职能', `${DUTIES}<p>地址：区教育体育局二楼</p>`) },
      ['/jg/'],
    ],
    ['told as history', { '/jg/': frame('机构职能', `${DUTIES}<p>由原区教育体育局改组而来</p>`) }, []],
    [
      'in old news',
      {
        '/dt/202605/t20260512_7.html': article(
          '区教育体育局召开会议',
          '2023-05-12',
          '区教育体育局召开会议。',
        ),
      },
      [],
    ],
  ])('a former name %s', (_, pages, urls) => {
    expect(names(pages, former)).toEqual(urls.map((url) => ['unit', url, '区教育体育局']))
  })
})

describe('leaders and accounts', () => {
  it('names leaders with post, duties and career', () => {
    const pages = {
      '/ld/': frame(
        '领导信息',
        list([
          ['/ld/1.html', '王明', '2025-09-01'],
          ['/ld/2.html', '李红', '2025-09-01'],
        ]),
      ),
      '/ld/1.html': article(
        '王明',
        '2025-09-01',
        '现任区教育局局长，主持全面工作。1970年3月出生，1992年8月参加工作。',
      ),
      '/ld/2.html': article('李红', '2025-09-01', '现任区教育局副局长。'),
    }
    expect(
      seen(pages).leaders.map(({ name, post, duties, career }) => [name, post !== null, duties, career]),
    ).toEqual([
      ['王明', true, true, true],
      ['李红', true, false, false],
    ])
  })

  it('finds the page that shows an account of the unit', () => {
    const account = { platform: '微信', lastPost: null, seenOn: null }
    const accounts = [
      { ...account, unit: 'edu', name: '云溪教育发布' },
      { ...account, unit: 'edu', name: '云溪学校' },
      { ...account, unit: 'other', name: '别家' },
    ]
    const pages = { '/': frame('首页', '<h2>欢迎</h2>', '<p>微信公众号：云溪教育发布</p>') }
    expect(
      seen(pages, { job: { watch: { ...NO_WATCH, accounts } } }).accounts.map(({ name, shownAt }) => [
        name,
        shownAt,
      ]),
    ).toEqual([
      ['云溪教育发布', `${ORIGIN}/`],
      ['云溪学校', null],
    ])
  })
})
