/** How one column was read and what it is: list, single page, external; its entries and their dates. */

import type { PlainDate } from '../../model/date.js'
import { weightOf } from '../../model/fault.js'
import type { PageRecord } from '../../model/harvest.js'
import type { ListItem, PageFacts, PageForm } from '../../model/page.js'
import type { ColumnView } from '../../model/portal.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import { showsFile } from '../frames.js'
import { inkOf } from '../shown-text.js'
import { columnKey } from './address-key.js'
import { isRead, itemsOf, listPagesOf, type Records } from './list-pages.js'
import { withoutTemplate } from './page-frame.js'

/** What a column's pages show, before its place in the tree is known. */
export interface ColumnReading {
  readonly read: ColumnView['read']
  readonly form: 'list' | 'single'
  readonly items: readonly ListItem[]
  /** Date of each entry, in the order of `items`; null: none is shown. */
  readonly dates: readonly (PlainDate | null)[]
  readonly newest: PlainDate | null
  readonly undated: number
  /** An entry without a date stands before the newest one that has one. */
  readonly undatedFirst: boolean
  /** Its entries stand in the order of their days, the newest first: what is not read is older. */
  readonly newestFirst: boolean
  readonly complete: boolean
  /** Characters of its first page's text, white space and the lines of the template left out. */
  readonly textLength: number
  /** Pages of the list, the first one first. */
  readonly pages: readonly PageRecord[]
}

const UNREAD: Omit<ColumnReading, 'read'> = {
  form: 'list',
  items: [],
  dates: [],
  newest: null,
  undated: 0,
  undatedFirst: false,
  newestFirst: false,
  complete: false,
  textLength: 0,
  pages: [],
}

/** Shortest text of its own that makes a page a column of one page. */
const MIN_SINGLE_TEXT = 10
/** Words of templates that are no text of a column. */
const FURNITURE =
  /当前位置|您的位置|您现在的位置|首页|主页|上一页|下一页|末页|尾页|上页|下页|跳转|共\s*\d*\s*[条页]|第\s*\d*\s*页|每页(?:显示)?\s*\d*\s*条|\d+\s*条(?:记录|信息|数据)?|\d+\/\d+|序号|标题|发布时间|发布日期|日期|时间|名称|信息名称|发布机构|发布单位|发文日期|生成日期|成文日期|文号|索引号|操作|点击|浏览|次数|排序|全部|分享|打印|字号|搜索|检索|更多|[>»›|]/g

const FRONT = /^(?:网站)?[首主]页$/

/** Whose site it is, on pages that have no footer to put it into. */
const IMPRINT = /^(?:主办|承办|版权所有|copyright)[^\n]{0,60}$|^[^\n]{2,30}(?:主办|版权所有)$/gim

const SINGLE_ROLES: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'guide',
  'institution',
  'leaders',
  'application',
])

function ownText(facts: PageFacts, name: string, template: ReadonlySet<string>): number {
  let text = withoutTemplate(facts.text.slice(0, 4_000), template).replace(IMPRINT, '').replace(FURNITURE, '')
  const named = [name, ...facts.breadcrumb, facts.heading, facts.column, facts.siteName]
  for (const word of named) {
    if (word !== null && word.length > 1) text = text.replaceAll(word, '')
  }
  return text.replace(/\s+/g, '').length
}

/** A frame that holds text of its own: not a menu, and nothing that says that it is empty. */
function isText({ text, menu, placeholder }: PageFacts): boolean {
  if (placeholder !== null) return false
  const rest = menu.reduce((left, { label }) => left.replaceAll(label, ''), text.slice(0, 4_000))
  return inkOf(rest.replace(FURNITURE, '')) >= MIN_SINGLE_TEXT
}

/** A frame with a few plain links: entries, unless the page round it has them as well, or is one of them, as in a menu. */
function leadsOn({ menu, placeholder }: PageFacts, round: PageRecord | undefined): boolean {
  const own = new Set([round?.url ?? '', round?.finalUrl ?? ''].map(columnKey))
  const shown = new Set((round?.facts?.links ?? []).flatMap(({ target }) => target ?? []).map(columnKey))
  const entries = menu.filter(({ url }) => url !== null && !shown.has(columnKey(url)))
  const isMenu = menu.some(({ label, url }) => FRONT.test(label) || (url !== null && own.has(columnKey(url))))
  return placeholder === null && !isMenu && entries.length > 0
}

/** A form that asks for what only one person has is what the page is for: no list is searched with it. */
function asksWhose({ text, fields }: PageForm): boolean {
  return (
    fields.some(({ type }) => type === 'password') ||
    OF_ONE_PERSON.test(`${text} ${fields.map(({ label }) => label).join(' ')}`)
  )
}
const OF_ONE_PERSON =
  /密码|查询码|证件号|身份证|姓名|手机|准考证|流水号|(?:申请|查询|办件|受理|信件|来信)编号/

/** A page whose frames hold no list is one of text where it, or one of them, has a text or links of its own. */
function isSingle(
  pages: readonly PageRecord[],
  name: string,
  role: ColumnRole,
  template: ReadonlySet<string>,
): boolean {
  const [facts, ...framed] = pages.flatMap((page) => page.facts ?? [])
  if (facts === undefined || facts.placeholder !== null || pages.some((page) => page.facts?.items.length))
    return false
  if (facts.listFrom === 'iframe') {
    if (facts.frames.some(showsFile)) return true
    const empty = framed.some(({ placeholder }) => placeholder !== null)
    return (
      !empty &&
      (ownText(facts, name, template) >= MIN_SINGLE_TEXT ||
        framed.some((frame) => isText(frame) || leadsOn(frame, pages[0])))
    )
  }
  if (facts.listFrom !== 'none') return false
  if (facts.kind === 'article' || facts.kind === 'guide' || facts.kind === 'application-form') return true
  if (facts.pager !== null) return false
  if (facts.signs?.folded) return true
  if (
    facts.images > 0 ||
    (facts.embeds ?? 0) > 0 ||
    facts.attachments.length > 0 ||
    facts.forms.some((form) => form.fields.length > 3 || asksWhose(form))
  ) {
    return true
  }
  return ownText(facts, name, template) >= (SINGLE_ROLES.has(role) ? 1 : MIN_SINGLE_TEXT)
}

/** Why a page that should have been read was not. */
function unreadBecause(record: PageRecord | undefined): ColumnView['read'] {
  if (record === undefined) return 'failed'
  if (record.facts?.blocked) return 'blocked'
  const { cause, outcome } = record.reach
  return outcome !== 'ok' && cause !== null && weightOf(cause) === 'block' ? 'blocked' : 'failed'
}

const DAY_AFTER = /^[\s[(（【]*(\d{1,2})[-/.月](\d{1,2})(?!\d)/
const DAY_AFTER_CUT = /^[^\n]{0,50}?(?:…|\.{2,6})[\s[(（【]*(\d{1,2})[-/.月](\d{1,2})(?!\d)/
/** So much of a title is left where it is cut short. */
const STEM = 8

/** Month and day as a list writes them without a year, right after the title. */
function shownDay(text: string, written: string): string | null {
  const title = written.normalize('NFKC')
  for (const [stem, after] of [
    [title, DAY_AFTER],
    // A list may cut its titles short; the whole one is an attribute.
    [title.slice(0, STEM), DAY_AFTER_CUT],
  ] as const) {
    for (let at = text.indexOf(stem), n = 0; at >= 0 && n < 5; at = text.indexOf(stem, at + 1), n++) {
      const day = after.exec(text.slice(at + stem.length, at + stem.length + 70))
      if (day) return `${day[1]?.padStart(2, '0')}-${day[2]?.padStart(2, '0')}`
    }
  }
  return null
}

/**
 * Date of an entry: as the list shows it; a year-less one gets its year from its own article, when month and day agree
 * (contract §6). An entry without any date stays undated, whatever its article says.
 */
function dateOf(item: ListItem, listText: string, records: Records): PlainDate | null {
  if (item.date !== null || item.url === null) return item.date
  const published = records.find(item.url)?.facts?.published ?? null
  if (published === null) return null
  return shownDay(listText, item.title) === published.slice(5) ? published : null
}

/** Fewer entries may stand in such an order by chance. */
const MIN_ORDERED = 5

function isDescending(dates: readonly (PlainDate | null)[]): boolean {
  if (dates.length < MIN_ORDERED) return false
  return dates.every((date, n) => {
    const before = n === 0 ? date : dates[n - 1]
    return date !== null && before != null && before >= date
  })
}

/** Reads a column from its first page on. `name`, `role` and the {@link templateLines} of the unit tell a page of text from an empty list. */
export function readColumn(
  record: PageRecord | undefined,
  records: Records,
  name: string,
  role: ColumnRole,
  template: ReadonlySet<string>,
): ColumnReading {
  if (!isRead(record))
    return { ...UNREAD, read: unreadBecause(record), textLength: record?.facts?.textLength ?? 0 }
  const facts = record.facts as PageFacts
  const textLength = Math.min(facts.textLength, inkOf(withoutTemplate(facts.text, template)))
  const { pages, whole, missingFrames } = listPagesOf(record, records)
  const items = itemsOf(pages)
  const byScript = facts.needsScript || facts.listFrom === 'datastore' || facts.listFrom === 'iframe'
  const unread = pages.some(({ facts: own, rendered }) => own?.needsScript && !rendered)
  const waiting =
    items.length === 0 && facts.notApplicable === null && !record.rendered && !facts.frames.some(showsFile)
  if (waiting && (byScript || missingFrames > 0) && (unread || missingFrames > 0 || pages.length === 1)) {
    return { ...UNREAD, read: 'unrendered', textLength }
  }
  const listText = items.some((item) => item.date === null)
    ? pages.map((page) => page.facts?.text ?? '').join('\n')
    : ''
  const dates = items.map((item) => dateOf(item, listText, records))
  const known = dates.filter((date): date is PlainDate => date !== null)
  const newest = known.reduce<PlainDate | null>(
    (max, date) => (max === null || date > max ? date : max),
    null,
  )
  const first = dates.indexOf(null)
  const shown = pages.reduce((sum, page) => sum + (page.facts?.items.length ?? 0), 0)
  const total = facts.pager?.total ?? null
  const pageCount = facts.pager?.pages ?? null
  return {
    read: record.rendered ? 'rendered' : 'html',
    form: isSingle(pages, name, role, template) ? 'single' : 'list',
    items,
    dates,
    newest,
    undated: dates.length - known.length,
    undatedFirst: first >= 0 && first < dates.indexOf(newest),
    newestFirst: missingFrames === 0 && isDescending(dates),
    complete:
      whole &&
      missingFrames === 0 &&
      facts.pager?.turns !== true &&
      (total === null || shown >= total) &&
      (pageCount === null || pages.length >= pageCount),
    textLength,
    pages,
  }
}
