/** suspicion: each of the nine, its look-alikes, and never more than cannot-tell. */
import { suspicion } from '../../checks/suspicion.js'
import type { ArticleView, ExpressionView, PastNameView } from '../../src/model/portal-articles.js'
import { article, at, column, PORTAL, start, suspicious } from './artifacts.js'
import { clean, DATED, doubt, SERIES, seen, suspect, urls } from './suspicion-dates.js'
import { checkTable } from './tester.js'

const expression = (changes: Partial<ExpressionView> = {}): ExpressionView => ({
  url: at('wz/x.html'),
  title: '通知',
  where: ['首页'],
  kind: 'wording',
  found: '布署',
  right: '部署',
  quote: '认真布署落实',
  ...changes,
})
const pastName = (changes: Partial<PastNameView> = {}): PastNameView => ({
  of: 'leader',
  url: at('ld/'),
  where: ['首页', '领导信息'],
  name: '王明',
  post: '局长',
  until: '2025-12-31',
  quote: '局长 王明',
  ...changes,
})

const COPY = { copyKey: 'k1', title: '关于放假的通知' }
const NEWS = column('工作动态', 'dt/', { role: 'news' })
const IN_NEWS = { column: { name: '工作动态', url: NEWS.url, role: 'news' as const } }
const reports = (own: number, foreign: number) => [
  ...Array.from({ length: own }, (_, n) => article(`own${n}`, IN_NEWS)),
  ...Array.from({ length: foreign }, (_, n) =>
    article(`far${n}`, { ...IN_NEWS, source: '远山日报', foreign: true, namesUnit: false }),
  ),
]
const news = (articles: readonly ArticleView[]) => ({
  columns: [NEWS],
  suspicious: suspicious({ articles }),
})
/** The day on which the portal was read. */
const readOn = (day: string) => ({
  start: start({
    reach: {
      ...start().reach,
      attempts: start().reach.attempts.map((one) => ({ ...one, startedAt: Date.parse(`${day}T04:00:00Z`) })),
    },
  }),
})
const inColumn = (name: string, role: NonNullable<ArticleView['column']>['role']) => ({
  column: { name, url: at('c/'), role },
})
const moved = Array.from({ length: 6 }, (_, n) =>
  article(`m${n}`, { pathDate: '2026-05-30', published: `2026-05-0${n + 1}` }),
)
const years = ['2024-01-02', '2025-01-02']

checkTable(suspicion, {
  clean: [
    clean('an ordinary article', article('ordinary')),
    ...[
      '核酸检测点安排公告',
      '2026年校园足球测试赛开赛',
      '体质健康测试通知',
      '测试工程师招聘',
      '考试安排',
      '压力测试演练',
    ].map((title) => clean(`no test: ${title}`, article('t', { title }))),
    clean('a body of nothing but its day', article('t', { opening: '2026-11-03', textLength: 10 })),
    clean('a body that is the hotline', article('t', { opening: '12345', textLength: 5 })),
    clean('formed and published on one day', article('d', { formed: '2026-05-20' })),
    clean('an address one day ahead', article('d', { pathDate: '2026-05-21' })),
    clean('a draft of six weeks', article('d', { pathDate: '2026-04-10' })),
    clean('cites the year of its publication', article('d', { cited: { year: 2026, quote: '〔2026〕3号' } })),
    clean('moved there on one day', ...moved),
    clean(
      'one record in two columns',
      article('c1', { ...COPY, record: 'same' }),
      article('c2', { ...COPY, record: 'same' }),
    ),
    clean('reposts may repeat', article('c1', COPY), article('c2', { ...COPY, foreign: true })),
    clean('what returns each year', ...years.map((published, n) => article(`y${n}`, { ...COPY, published }))),
    clean(
      'appointments among personnel',
      article('r', { title: '关于王明任职的通知', ...inColumn('人事任免', 'recruitment') }),
    ),
    clean(
      'a column for both',
      article('r', { title: '关于王明任职的通知', ...inColumn('人事与采购', 'procurement') }),
    ),
    clean(
      'a document on a meeting',
      article('r', { title: '云溪区召开会议管理办法', ...inColumn('政策文件', 'documents') }),
    ),
    clean('a series in order', ...SERIES),
    clean('seen before its day', article('f', { absentOn: '2026-05-10' })),
    {
      name: 'own news with reposts among them',
      seen: news(reports(4, 6)),
      examined: [NEWS.url, ...urls(...reports(4, 6))],
    },
    {
      name: 'few reports',
      seen: news(reports(0, 5)),
      examined: [NEWS.url, ...urls(...reports(0, 5))],
    },
    {
      name: 'many articles after an assessment date in the past',
      at: '2026-03-01',
      seen: { ...seen(...SERIES), ...readOn('2026-11-21') },
      examined: urls(...SERIES),
    },
  ],
  problem: [],
  cannotTell: [
    ...[
      '测试',
      '测试文章1',
      'test',
      'Test123',
      'aaa',
      '这是一条测试信息，请勿点击',
      '【测试】',
      '未命名文档',
    ].map((title) =>
      suspect(
        `a test: ${title}`,
        article('t', { title }),
        'test-content',
        { title, found: title, why: 'by-words' },
        title,
      ),
    ),
    suspect(
      'a body that only tests',
      article('t', { opening: '测试测试测试', textLength: 6 }),
      'test-content',
      { title: '关于t的通知', found: '测试测试测试', why: 'by-words' },
      '测试测试测试',
    ),
    suspect(
      'a body of digits as they are typed',
      article('t', { opening: '123123123', textLength: 9 }),
      'test-content',
      { title: '关于t的通知', found: '123123123', why: 'by-words' },
      '123123123',
    ),
    suspect(
      'an editor’s Latin',
      article('t', { opening: 'Loremipsumdolorsitamet' }),
      'test-content',
      { title: '关于t的通知', found: 'Lorem ipsum', why: 'by-words' },
      'Lorem ipsum',
    ),
    {
      name: 'a column that tests',
      seen: { columns: [column('测试栏目', 'cs/')] },
      findings: [
        {
          code: 'test-content',
          verdict: 'cannot-tell',
          subject: at('cs/'),
          url: at('cs/'),
          where: ['首页', '测试栏目'],
          facts: { title: '测试栏目', found: '测试栏目', why: 'by-words' },
        },
      ],
      examined: [at('cs/')],
    },
    ...DATED,
    {
      name: 'the later of two copies, both to be looked at',
      seen: seen(article('c1', COPY), article('c2', { ...COPY, published: '2026-05-28' })),
      findings: [
        {
          ...doubt('duplicate-article', article('c2'), {
            title: '关于放假的通知',
            published: '2026-05-28',
            other: at('wz/c1.html'),
            otherPublished: '2026-05-20',
            why: 'by-text',
          }),
          at: { pages: [at('wz/c2.html'), at('wz/c1.html')], region: { kind: 'page' } },
        },
      ],
      examined: [at('wz/c1.html'), at('wz/c2.html')],
    },
    ...(
      [
        ['关于王明任职的通知', '政府采购', 'procurement', 'personnel'],
        ['校舍维修工程中标结果公告', '招聘信息', 'recruitment', 'procurement'],
        ['2026年教师公开招聘公告', '政府采购', 'procurement', 'recruitment'],
        ['2026年度部门预算公开', '政策解读', 'interpretation', 'budget'],
        ['某公司行政处罚决定书', '统计信息', 'statistics', 'penalty'],
        ['区教育局召开2026年安全工作会议', '政策文件', 'documents', 'event'],
      ] as const
    ).map(([title, name, role, topic]) =>
      suspect(
        `misplaced: ${title}`,
        article('r', { title, ...inColumn(name, role) }),
        'misplaced',
        { title, topic, column: name, columnUrl: at('c/'), why: 'by-title' },
        title,
      ),
    ),
    {
      name: 'a column of own news that others fill',
      seen: news(reports(1, 7)),
      findings: [
        {
          code: 'repost-out-of-scope',
          verdict: 'cannot-tell',
          subject: NEWS.url,
          url: NEWS.url,
          where: ['首页', '工作动态'],
          facts: { column: '工作动态', items: 8, foreign: 7, sources: ['远山日报'], why: 'by-sources' },
        },
      ],
      examined: [NEWS.url, ...urls(...reports(1, 7))],
    },
    {
      name: 'expressions of one page, the gravest first',
      seen: {
        suspicious: suspicious({
          expressions: [
            expression(),
            expression({ kind: 'sensitive', found: '不用词', right: null, quote: '写了不用词' }),
          ],
        }),
      },
      findings: [
        {
          code: 'wording-suspect',
          verdict: 'cannot-tell',
          subject: at('wz/x.html'),
          url: at('wz/x.html'),
          where: ['首页'],
          facts: {
            kind: 'sensitive',
            found: '不用词',
            right: null,
            quote: '写了不用词',
            title: '通知',
            count: 2,
            places: [
              { kind: 'sensitive', found: '不用词', right: null, quote: '写了不用词' },
              { kind: 'wording', found: '布署', right: '部署', quote: '认真布署落实' },
            ],
            why: 'by-list',
          },
          at: { pages: [at('wz/x.html')], region: { kind: 'text', text: '不用词' } },
        },
      ],
      examined: [at('wz/x.html')],
    },
    {
      name: 'past names, once a page',
      seen: {
        suspicious: suspicious({
          pastNames: [
            pastName(),
            pastName({ name: '李红', post: '副局长' }),
            pastName({
              of: 'unit',
              url: PORTAL,
              where: ['首页'],
              name: '区教育体育局',
              post: null,
              quote: '区教育体育局主办',
            }),
          ],
        }),
      },
      findings: [
        {
          code: 'leader-outdated',
          verdict: 'cannot-tell',
          subject: at('ld/'),
          url: at('ld/'),
          where: ['首页', '领导信息'],
          facts: {
            name: '李红',
            names: ['李红', '王明'],
            post: '副局长',
            until: '2025-12-31',
            quote: '局长 王明',
            why: 'by-leaders',
          },
          at: { pages: [at('ld/')], region: { kind: 'text', text: '李红' } },
        },
        {
          code: 'unit-name-outdated',
          verdict: 'cannot-tell',
          subject: PORTAL,
          url: PORTAL,
          where: ['首页'],
          facts: {
            name: '区教育体育局',
            names: ['区教育体育局'],
            until: '2025-12-31',
            quote: '区教育体育局主办',
            why: 'by-former-name',
          },
          at: { pages: [PORTAL], region: { kind: 'text', text: '区教育体育局' } },
        },
      ],
      examined: [PORTAL, at('ld/')],
    },
  ],
})
