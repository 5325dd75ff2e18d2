/** The unit's articles as the suspicions see them: days, addresses, texts that repeat, and since when we know them. */
import type { PlainDate } from '../../model/date.js'
import { plainDate } from '../../model/date.js'
import type { InspectionJob } from '../../model/inspection.js'
import { foldLabel, foldSpace } from '../../model/label.js'
import type { PageFacts } from '../../model/page.js'
import type { ArticleView } from '../../model/portal-articles.js'
import { namesOf } from '../../model/site.js'
import { copyOf } from '../flat.js'
import { columnKey } from './address-key.js'
import type { Columns } from './columns.js'
import { foreignness } from './documents.js'
import { readAddress } from './record-address.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

/** Lines that a template sets round a text, and lines of next to no text. */
const ROUND_TEXT =
  /^(?:发布|成文|生成|发文|印发|信息|来源|文章|稿件|作者|编辑|责任编辑|审核|浏览|点击|阅读|访问|字号|字体|时间|日期|索引|文号|主题|分享|打印|关闭|收藏|上一[篇条]|下一[篇条]|.{0,6}位置[:：是]|扫一扫|视力|保护色|附件)/
/** A footer names who runs the site, whomever the article is about. */
const OF_THE_SITE = /^.{0,40}(?:主办|承办|版权所有|技术支持|网站标识码).{0,40}$/
const MIN_LINE = 10
const MIN_BODY = 40
const OPENING = 120
/** Characters in which the opening is looked for; lines longer than a title are none. */
const HEAD = 600
const MAX_TITLE = 120
const CITED = /[〔[(【](20\d\d)[〕\])】]\s?第?\s?\d{1,5}\s?号/g
const DAY = '((?:19|20)\\d\\d)\\s?[-/.年]\\s?(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})\\s?日?'
/** From … to …: both with their years, for a day of the month alone may be of the next year. */
const SPAN = new RegExp(
  `${DAY}\\s?(?:\\d{1,2}[:：]\\d{2})?起?\\s?(?:至|到|—{1,2}|–|~|～|-{1,2})\\s?${DAY}`,
  'g',
)
const MAX_MATCHES = 40

/** Lines of a text that are neither its title nor a template's; what the start page shows too is a template's. */
function ownLines(text: string, title: string, common: ReadonlySet<string>): string[] {
  const bare = foldLabel(title)
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) =>
        !ROUND_TEXT.test(line) && !common.has(line) && (line.length > MAX_TITLE || foldLabel(line) !== bare),
    )
}

/** FNV-1a over UTF-16 units, twice with different seeds: names a text, 16 hex. */
function textKey(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01234567]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x85ebca6b)
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}

/** Names a text with its files: what is published anew each week has one text and other files. */
function copyKeyOf(title: string, body: string, facts: PageFacts): string {
  const files = facts.attachments.map(({ url }) => url.slice(url.lastIndexOf('/') + 1))
  return textKey([title, foldSpace(body), facts.images, ...files].join('\n'))
}

function dayOf(found: readonly (string | undefined)[], from: number): PlainDate | null {
  return plainDate(Number(found[from]), Number(found[from + 1]), Number(found[from + 2]))
}

/** The first span of two whole days whose end lies before its beginning. */
function reversedSpan(text: string): ArticleView['span'] {
  if (!/[至到—–~～-]/.test(text)) return null
  let tries = 0
  for (const found of text.matchAll(SPAN)) {
    const [begin, end] = [dayOf(found, 1), dayOf(found, 4)]
    if (begin !== null && end !== null && end < begin)
      return { begin, end, quote: copyOf(found[0].slice(0, 60)) }
    if (++tries >= MAX_MATCHES) break
  }
  return null
}

function latestCited(text: string): ArticleView['cited'] {
  let latest: ArticleView['cited'] = null
  let tries = 0
  for (const found of text.matchAll(CITED)) {
    const year = Number(found[1])
    if (latest === null || year > latest.year)
      latest = {
        year,
        quote: copyOf(text.slice(Math.max(0, found.index - 10), found.index + found[0].length)),
      }
    if (++tries >= MAX_MATCHES) break
  }
  return latest
}

/** Names by which a text speaks of the unit: its own, and what it is the office of (泽清镇人民政府 → 泽清镇). */
function spokenNames(pages: UnitPages): string[] {
  return namesOf(pages.unit)
    .flatMap((name) => [
      name,
      name.replace(/(?:人民政府|政府|办事处|管理委员会|管委会)$/u, ''),
      name.replace(/^(?:.{1,3}?[省市区县])/u, ''),
    ])
    .filter((name) => name.length >= 3)
}

/** The latest earlier day on which the column was read to its end and the article, unseen so far, was not in it. */
function absentOn(
  column: string | null,
  firstSeen: PlainDate | null,
  history: InspectionJob['history'],
): PlainDate | null {
  if (column === null) return null
  const days =
    history.lists !== undefined && Object.hasOwn(history.lists, column) ? history.lists[column] : undefined
  return (
    (days ?? [])
      .filter((day) => firstSeen === null || day < firstSeen)
      .sort()
      .at(-1) ?? null
  )
}

/** What a list says of an article: short ones show no title that a reader can tell from the page's. */
type Listed = ReadonlyMap<string, { readonly title: string; readonly date: PlainDate | null }>

function listedOf(columns: Columns): Listed {
  const listed = new Map<string, { title: string; date: PlainDate | null }>()
  for (const { view, reading } of columns.all) {
    if (view.assignedAway) continue
    for (const { url, title, date } of reading.items)
      if (url !== null && title !== '') listed.set(columnKey(url), { title, date })
  }
  return listed
}

/** An article, or what a list leads to and holds nothing but text: a page of two lines looks like an empty column. */
function isArticle({ facts, key, record }: SitePage, columns: Columns, listed: Listed): boolean {
  if (facts === null || facts.blocked !== null || facts.softError !== null || facts.items.length > 0)
    return false
  if (facts.kind === 'article') return true
  return (
    (facts.kind === 'column' || facts.kind === 'other') &&
    listed.has(key) &&
    columns.byUrl(record.url) === undefined &&
    facts.pager === null &&
    facts.frames.length === 0 &&
    facts.forward === null &&
    !facts.needsScript
  )
}

/** Titles that several pages bear, folded. */
function repeatedTitles(titles: Iterable<string>): Set<string> {
  const [once, again] = [new Set<string>(), new Set<string>()]
  for (const shown of titles) {
    const title = foldLabel(shown)
    if (once.has(title)) again.add(title)
    else once.add(title)
  }
  return again
}

/** Views of the articles read, in order of depth and URL. Addresses that lead to one page are one article. */
export function articlesOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  job: InspectionJob,
): ArticleView[] {
  const listed = listedOf(columns)
  const seen = new Set<string>()
  const articles = pages.pages.filter((page) => {
    if (!isArticle(page, columns, listed) || seen.has(page.record.finalUrl)) return false
    seen.add(page.record.finalUrl)
    return true
  })
  const titleOf = ({ facts, key }: SitePage) => facts?.title ?? listed.get(key)?.title ?? facts?.heading ?? ''
  const repeated = repeatedTitles(articles.map(titleOf))
  const isForeign = foreignness(pages)
  const names = spokenNames(pages)
  const start = pages.start?.facts
  const common = new Set(
    `${start?.frameText ?? ''}\n${start?.text ?? ''}`.split('\n').map((line) => line.trim()),
  )
  const { firstSeen: days } = job.history
  return articles.map((page): ArticleView => {
    const facts = page.facts as PageFacts
    const { url } = page.record
    const title = titleOf(page)
    const column = whereabouts.listedIn(page) ?? null
    const firstSeen = Object.hasOwn(days, url) ? (days[url] ?? null) : null
    const folded = foldLabel(title)
    const copied = repeated.has(folded)
    // Whose an article is, is asked of copies and of news alone: it takes the whole text.
    const asked = copied || column?.role === 'news'
    const lines = ownLines(asked ? facts.text : facts.text.slice(0, HEAD), title, common)
    const body = copied ? lines.filter((line) => line.length >= MIN_LINE).join('\n') : ''
    return {
      url,
      title,
      where: whereabouts.where(page),
      published: facts.published ?? (facts.kind === 'article' ? null : (listed.get(page.key)?.date ?? null)),
      formed: facts.formed,
      formedFrom: facts.formedFrom,
      source: facts.source,
      foreign: asked && isForeign(facts, title),
      namesUnit:
        !asked ||
        names.some(
          (name) =>
            title.includes(name) || lines.some((line) => line.includes(name) && !OF_THE_SITE.test(line)),
        ),
      column: column === null ? null : { name: column.name, url: column.url, role: column.role },
      ...readAddress(url),
      copyKey: body.length >= MIN_BODY ? copyKeyOf(folded, body, facts) : null,
      opening: copyOf(
        foldSpace(lines.join('').slice(0, HEAD)).replace(foldSpace(title), '').slice(0, OPENING),
      ),
      textLength: facts.textLength,
      files: facts.attachments.length + facts.images + (facts.embeds ?? 0),
      firstSeen,
      absentOn: absentOn(column?.url ?? null, firstSeen, job.history),
      span: reversedSpan(facts.text),
      cited: latestCited(facts.text),
    }
  })
}
