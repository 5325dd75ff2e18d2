/** Where columns may be: menus, "more" links, headings that link, page tags; one candidate per address. */

import { foldLabel } from '../../model/label.js'
import { isSameOrigin } from '../../model/landing.js'
import type { MenuEntry, PageFacts } from '../../model/page.js'
import { unitByScope } from '../../model/site.js'
import { columnKey, isFile } from './address-key.js'
import { roleOf } from './roles.js'
import type { SitePage } from './site-index.js'
import { isCommon, leadingPages, livesOnCommonPages, type UnitPages } from './unit-pages.js'

/** An address that may be a column. `under`: key of the menu entry above it; `labelsAbove` names groups that link nowhere. */
export interface Candidate {
  readonly key: string
  url: string
  label: string
  inMenu: boolean
  /** It leads out of the unit's part, off the site, or to a file. */
  external: boolean
  /** Another unit owns it by the register. */
  awayTo: string | null
  under: string | null
  labelsAbove: readonly string[]
}

const HOME_LABEL = /^(?:网站|返回|平台|本站)?(?:首页|主页)$|^home$/
const MORE_LABEL = /^(?:查看|了解|点击)?(?:更多|全部|more)(?:信息|内容)?$/
const NO_COLUMN =
  /^(?:登录|注册|搜索|检索|网站地图|站点地图|无障碍.*|长者.*|适老.*|繁体.*|简体.*|english|rss.*|微博|微信|客户端|手机版|设为首页|加入收藏|收藏本站|联系我们|关于我们|返回.*|上一页|下一页|打印|关闭|退出|站长统计|.*icp备.?\d.*|.*公网安备.?\d.*|.{0,8}(?:搜索|检索))$/
const MAX_LABEL = 24
/** Shorter ones may be a column of one page. */
const HEADLINE = 9
/** What no column is called: titles of documents and news. */
const NO_NAME =
  /关于|的(?:公示|公告|通告|通知|通报|意见|决定|批复|复?函)$|\d|[，。！：:“”《》]|召开|开展|举[办行]|调研|赴|荣?获/

/** The label of a menu entry without bullets, brackets and counts. */
function tidyLabel(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[([]\d+[)\]]\s*$/, '')
    .replace(/^[\s>»›·•|\-+]+|[\s>»›·•|\-+]+$/g, '')
    .trim()
}

/** Names that a page gives its own column, the tag first. */
export function ownNames(facts: PageFacts): string[] {
  return [facts.column, facts.breadcrumb.at(-1) ?? null, facts.heading, facts.title].filter(
    (name): name is string => name !== null && name.trim() !== '',
  )
}

/** True for a page whose menus and headings name columns: everything but articles. */
function namesColumns(page: SitePage): page is SitePage & { facts: PageFacts } {
  return (
    page.facts !== null &&
    page.facts.kind !== 'article' &&
    page.facts.kind !== 'blocked' &&
    page.facts.kind !== 'error' &&
    page.facts.kind !== 'search-results'
  )
}

/** Keys of what the unit's lists lead to, and of those entries that have a day. */
function entriesOf(pages: UnitPages): { listed: Set<string>; dated: Set<string> } {
  const [listed, dated] = [new Set<string>(), new Set<string>()]
  for (const { facts } of pages.pages)
    for (const { url, date } of facts?.items ?? []) {
      if (url === null) continue
      listed.add(columnKey(url))
      if (date !== null) dated.add(columnKey(url))
    }
  return { listed, dated }
}

/** Collects one unit's candidates. */
class Collector {
  readonly found = new Map<string, Candidate>()
  private readonly startKeys: ReadonlySet<string>
  private readonly entries: ReadonlySet<string>
  private readonly listed: ReadonlySet<string>

  constructor(private readonly pages: UnitPages) {
    this.startKeys = pages.index.startKeys
    const { listed, dated } = entriesOf(pages)
    this.entries = dated
    this.listed = listed
  }

  /** A dated entry of a list that lists nothing itself: an article of two lines, however its template looks. */
  isEntry(page: SitePage & { facts: PageFacts }): boolean {
    return page.facts.items.length === 0 && this.entries.has(page.key)
  }

  /** Where an address stands to the unit; null: not its business. */
  private standing(url: string, key: string): Pick<Candidate, 'external' | 'awayTo'> | null {
    const { index, unit } = this.pages
    if (isFile(url)) return { external: true, awayTo: null }
    const owner = index.ownerOfUrl(url)
    if (owner === unit.id) return { external: false, awayTo: null }
    if (unitByScope(index.site, url)?.id === unit.id) return { external: false, awayTo: owner }
    if (!isSameOrigin(index.site, url, index.site.origin)) return { external: true, awayTo: null }
    // Common columns hold what is a unit's by its publisher: there for it, and judged as nobody's.
    if (livesOnCommonPages(this.pages) && isCommon(owner, index)) return { external: true, awayTo: null }
    // An address on the site outside the unit's part: its own menu may lead there, the platform's frame does not count.
    const alone = [...index.menuOwners(key)].every((id) => id === unit.id)
    return alone || index.site.units.length === 1 ? { external: true, awayTo: null } : null
  }

  /** Notes one address; the first label and place in the menu last. */
  add(
    url: string,
    label: string,
    inMenu: boolean,
    under: string | null,
    labelsAbove: readonly string[],
  ): void {
    const key = columnKey(url)
    const folded = foldLabel(label)
    if (this.startKeys.has(key) || HOME_LABEL.test(folded) || NO_COLUMN.test(folded)) return
    if (label.length > MAX_LABEL) return
    const known = this.found.get(key)
    if (known) {
      known.inMenu ||= inMenu
      if (known.label === '') known.label = label
      if (known.under === null && under !== key) known.under = under
      if (known.labelsAbove.length === 0) known.labelsAbove = labelsAbove
      if (url.length < known.url.length) known.url = url
      return
    }
    const standing = this.standing(url, key)
    if (standing === null || (standing.external && !inMenu)) return
    this.found.set(key, {
      key,
      url,
      label,
      inMenu,
      under: under === key ? null : under,
      labelsAbove,
      ...standing,
    })
  }

  /** A headline that a ticker or a front page shows: an article's own title. A column may be one article, under its own name. */
  private isHeadline(url: string, label: string): boolean {
    if (label.length < HEADLINE) return false
    if (!this.listed.has(columnKey(url)) && !NO_NAME.test(label)) return false
    const facts = this.pages.index.find(url)?.facts
    if (facts?.kind !== 'article' || facts.published === null) return false
    const title = foldLabel(facts.title ?? facts.heading ?? '')
    return title !== '' && title.startsWith(foldLabel(label.replace(/[.…]+$/, '')))
  }

  /** An article under the name that leads to it, which no list holds, and which is no title of a document or of news. */
  private isNamedAs({ key, facts }: SitePage & { facts: PageFacts }, label: string): boolean {
    const named = label.length > 3 && !NO_NAME.test(label) && !this.listed.has(key)
    return named && foldLabel(facts.title ?? '') === foldLabel(label)
  }

  /** A menu in reading order: deeper entries stand under the nearest shallower one before them. */
  addMenu(menu: readonly MenuEntry[]): void {
    const above: { level: number; label: string; key: string | null }[] = []
    for (const entry of menu) {
      while (above.length > 0 && (above.at(-1)?.level ?? 0) >= entry.level) above.pop()
      const label = tidyLabel(entry.label)
      const parent = above.findLast((one) => one.key !== null)
      const groups = above.filter((one) => one.key === null).map((one) => one.label)
      if (entry.url !== null) {
        const more = MORE_LABEL.test(foldLabel(label))
        if (!this.isHeadline(entry.url, label))
          this.add(entry.url, more ? '' : label, true, parent?.key ?? null, groups)
      }
      const home = HOME_LABEL.test(foldLabel(label))
      if (!home)
        above.push({ level: entry.level, label, key: entry.url === null ? null : columnKey(entry.url) })
    }
  }

  /** Links that say "more", and links that bear the name of the column page they lead to. */
  addLinks(page: SitePage & { facts: PageFacts }): void {
    for (const link of page.facts.links) {
      if (link.target === null || link.hidden || link.role !== 'page') continue
      const label = tidyLabel(link.text)
      const folded = foldLabel(label)
      if (folded === '' || label.length > MAX_LABEL) continue
      const target = this.pages.index.find(link.target)
      // A menu that leads straight to an article: a column of one page, when its label is a usual one, or its own name.
      const article = target?.facts?.kind === 'article' && target.owner === this.pages.unit.id
      if (
        article &&
        link.region === 'frame' &&
        ((label.length <= 10 && roleOf(label, link.target, null) !== null) ||
          this.isNamedAs(target as SitePage & { facts: PageFacts }, label))
      ) {
        this.add(link.target, label, true, null, [])
      }
      if (target?.facts?.kind !== 'column' || target.owner !== this.pages.unit.id) continue
      if (this.isEntry(target as SitePage & { facts: PageFacts })) continue
      if (target.record.via === 'pager' || target.record.via === 'frame') continue
      if (MORE_LABEL.test(folded)) this.add(link.target, '', true, null, [])
      else if (ownNames(target.facts).some((name) => foldLabel(name) === folded)) {
        this.add(link.target, label, true, null, [])
      }
    }
  }
}

/** Keys of what lists go on with, and what those pages go on with: that is the same list, however the crawl came to it first. */
function furtherPages(lists: readonly (SitePage & { facts: PageFacts })[], pages: UnitPages): Set<string> {
  const further = new Set<string>()
  const queue = [...lists]
  for (const { key, facts } of queue)
    for (const url of facts.pager?.urls ?? []) {
      const next = columnKey(url)
      if (next === key || further.has(next)) continue
      further.add(next)
      const page = pages.index.find(url)
      if (page && namesColumns(page)) queue.push(page)
    }
  return further
}

/** Every address that may be a column of the unit, in the order of the pages that lead to it. */
export function candidatesOf(pages: UnitPages): Map<string, Candidate> {
  const collector = new Collector(pages)
  const sources = leadingPages(pages).filter(namesColumns)
  for (const page of sources) collector.addMenu(page.facts.menu)
  for (const page of sources) collector.addLinks(page)
  const further = furtherPages(
    sources.filter(({ key, record }) => collector.found.has(key) || record.via === 'frame'),
    pages,
  )
  for (const page of sources) {
    const { kind, items } = page.facts
    const listed = kind === 'column' || (kind === 'other' && items.length > 0)
    const onward = page.record.via === 'pager' || page.record.via === 'frame' || page.record.via === 'place'
    if (listed && !onward && !further.has(page.key) && !collector.isEntry(page)) {
      collector.add(
        page.record.url,
        tidyLabel(ownNames(page.facts)[0] ?? '').slice(0, MAX_LABEL),
        false,
        null,
        [],
      )
    }
  }
  return collector.found
}
