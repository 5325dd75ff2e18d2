/** Articles that look like tests, copies, strangers in their column, and columns that hold other bodies' news. */
import { daysBetween } from './date.js'
import { byText } from './draft.js'
import type { ColumnView } from './portal.js'
import type { ArticleView } from './portal-articles.js'
import type { ColumnRole } from './vocabulary.js'

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A title that somebody typed to see whether it works. 核酸检测, 测试赛, 压力测试 and 考试 go on or begin otherwise. */
const TEST_TITLE =
  /^(?:这是(?:一?[条篇个则]))?(?:测试){1,4}(?:文章|信息|标题|内容|数据|新闻|页面|栏目|稿件|一下|专用|用|稿|[a-z\d一二三四五六七八九十])*(?:请?(?:勿|不要)(?:点击|删除|理会|外传))?$|^(?:test(?:ing|article|title|page|news)?|demo|asdf?\w{0,6}|qwer\w{0,6}|(\w)\1{2,})\d{0,6}$|^(?:新建|未命名|无标题)(?:文章|文档|文件|信息|页面|标题)?\d*$/
/** A body that says nothing but that. Digits alone are one only where they are typed like one: a body may be a mere day, or the hotline 12345. */
const TEST_BODY =
  /^(\d)\1{3,}$|^(?:123){2,}\d{0,3}$|^12345\d{1,5}$|^(?!\d+$)(?:测试|test|demo|asdf?|内容|正文|啊|哈|\d{1,3}|([a-z])\2+){2,}$|^(?:测试|test)(?:内容|正文|content)?\d*$/
const LOREM = /lorem ?ipsum|dolor ?sit ?amet/i
const TEST_COLUMN = /^(?:测试|test)(?:栏目|列表|频道|页面)?\d*$/

/** The words that show a test; null where nothing does. */
export function testWords({ title, opening, textLength }: ArticleView): string | null {
  if (TEST_TITLE.test(fold(title.slice(0, 60)))) return title
  if (LOREM.test(opening)) return 'Lorem ipsum'
  const body = fold(opening)
  return textLength <= 200 && body.length >= 4 && TEST_BODY.test(body) ? opening.slice(0, 20) : null
}

/** True for a column that somebody made to see whether it works. */
export function isTestColumn({ name }: ColumnView): boolean {
  return TEST_COLUMN.test(fold(name))
}

/** One article that stands on the portal again. */
export interface Copy {
  readonly article: ArticleView
  readonly first: ArticleView
}

/** What returns each year under one title is no copy. */
const MAX_COPY_DAYS = 92

function earliest(a: ArticleView, b: ArticleView): number {
  return byText(a.published ?? '9999', b.published ?? '9999') || byText(a.url, b.url)
}

/** Articles of the unit's own with title and text of an earlier one; one record shown in several columns is one article. */
export function copiesOf(articles: readonly ArticleView[]): Copy[] {
  const groups = new Map<string, ArticleView[]>()
  for (const article of articles) {
    if (article.copyKey === null || article.foreign) continue
    groups.set(article.copyKey, [...(groups.get(article.copyKey) ?? []), article])
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...rest] = [...group].sort(earliest)
    if (!first) return []
    const records = new Set([first.record])
    return rest.flatMap((article): Copy[] => {
      if (records.has(article.record)) return []
      records.add(article.record)
      const apart =
        first.published !== null && article.published !== null
          ? Math.abs(daysBetween(first.published, article.published))
          : 0
      return apart > MAX_COPY_DAYS ? [] : [{ article, first }]
    })
  })
}

/** A topic that a title names beyond doubt, the columns that are none of its, and words of a column that make it one. */
interface Topic {
  readonly topic: string
  readonly title: RegExp
  readonly not?: RegExp
  readonly strange: readonly ColumnRole[]
  readonly home: RegExp
}

const TOPICS: readonly Topic[] = [
  {
    topic: 'personnel',
    title: /(?:任免|任职|免职|职务)的?(?:通知|决定|公告|公示)$|任前公示|(?:同志|人员)(?:职务)?任免/,
    strange: [
      'procurement',
      'budget',
      'statistics',
      'permits-penalties',
      'emergency',
      'interpretation',
      'consultation',
      'plans',
    ],
    home: /人事|任免|干部|组织/,
  },
  {
    topic: 'procurement',
    title:
      /(?:中标|成交|招标|采购|询价|比选|竞争性(?:磋商|谈判))(?:候选人|结果|意向|需求)?(?:公告|公示|公开)$/,
    strange: [
      'recruitment',
      'leaders',
      'interpretation',
      'emergency',
      'statistics',
      'permits-penalties',
      'consultation',
      'proposals',
    ],
    home: /采购|招标|投标|项目|交易/,
  },
  {
    topic: 'recruitment',
    title:
      /(?:公开)?(?:招聘|招考|招录|录用|遴选|选调)[\p{Script=Han}\d（）()]{0,20}(?:公告|公示|简章|启事|名单)$/u,
    not: /征兵|招生/,
    strange: [
      'procurement',
      'budget',
      'statistics',
      'permits-penalties',
      'emergency',
      'interpretation',
      'consultation',
      'proposals',
    ],
    home: /人事|招聘|招考|录用|就业/,
  },
  {
    topic: 'budget',
    title:
      /\d{4}年(?:度)?[\p{Script=Han}]{0,20}(?:部门|单位)?(?:预算|决算)(?:公开|信息|说明|情况)?$|“?三公”?经费(?:预算|决算|支出)?(?:公开|情况|说明)?$/u,
    not: /审计|审查|报告|会议|调整方案|办法/,
    strange: [
      'recruitment',
      'leaders',
      'permits-penalties',
      'emergency',
      'interpretation',
      'consultation',
      'proposals',
    ],
    home: /预算|决算|财政|财务|资金|经费/,
  },
  {
    topic: 'penalty',
    title: /行政处罚(?:决定书|决定|信息公示|告知书)/,
    not: /裁量|办法|规定|基准|目录|统计/,
    strange: [
      'recruitment',
      'procurement',
      'leaders',
      'budget',
      'statistics',
      'interpretation',
      'consultation',
      'emergency',
    ],
    home: /处罚|执法|双公示|信用/,
  },
  {
    topic: 'event',
    title:
      /^(?!.{0,20}关于)[\p{Script=Han}\d、]{2,20}(?:召开|举行|举办|走访|慰问|调研|赴|来访)[\p{Script=Han}\d、，“”]{2,40}$/u,
    not: /通知|公告|通告|办法|方案|意见|决定|规定|细则|制度|函|批复|纪要|规划|计划|报告|预案|条例|要点|目录|清单|公示/,
    strange: [
      'documents',
      'budget',
      'procurement',
      'permits-penalties',
      'statistics',
      'annual-report',
      'system',
    ],
    home: /动态|新闻|会议|活动|要闻|综合/,
  },
]

/** The topic that an article has and its column cannot have; null where there is no strong sign. */
export function strangeTopic({ title, column }: ArticleView): string | null {
  if (column === null) return null
  const folded = title.normalize('NFKC').replace(/\s+/g, '')
  const topic = TOPICS.find((one) => one.title.test(folded) && !one.not?.test(folded))
  if (!topic?.strange.includes(column.role) || topic.home.test(column.name)) return null
  return topic.topic
}

/** Columns for a unit's own news, and those for everybody else's. */
const OWN_NEWS =
  /^(?:工作|政务|部门|单位|本[局镇乡区县街]|[镇乡]|街道|基层|信息)+(?:动态|信息|要闻|新闻)$|^(?:动态|新闻)(?:信息|动态)?$/
const MEDIA =
  /日报|晚报|早报|时报|新华|人民网|央视|新闻网|新闻客户端|电视台|广播|学习强国|光明|澎湃|中新|头条|传媒|周刊|中国政府网|国务院|人民政府网|发布$|(?<!政府|本|官)网$/
const MIN_NEWS = 6
const FOREIGN_SHARE = 0.8

/** A column of own news that others' reports fill. */
export interface Filled {
  readonly column: ColumnView
  readonly items: number
  readonly foreign: number
  readonly sources: readonly string[]
}

/** Columns for own news of which nearly all articles come from media and bodies elsewhere and never name the unit. */
export function filledByOthers(articles: readonly ArticleView[], columns: readonly ColumnView[]): Filled[] {
  return columns.flatMap((column): Filled[] => {
    if (column.role !== 'news' || column.assignedAway || !OWN_NEWS.test(fold(column.name))) return []
    const own = articles.filter((article) => article.column?.url === column.url && article.source !== null)
    const foreign = own.filter(
      (article) => !article.namesUnit && (article.foreign || MEDIA.test(article.source ?? '')),
    )
    if (own.length < MIN_NEWS || foreign.length < own.length * FOREIGN_SHARE) return []
    const counts = new Map<string, number>()
    for (const { source } of foreign) counts.set(source ?? '', (counts.get(source ?? '') ?? 0) + 1)
    const sources = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0])).map(([source]) => source)
    return [{ column, items: own.length, foreign: foreign.length, sources: sources.slice(0, 5) }]
  })
}
