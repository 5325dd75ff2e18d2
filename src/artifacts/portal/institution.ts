/** Institution information anywhere on the unit's portal: functions, address, hours, phone, leader (条例 art. 20 (2)). */
import type { PageFacts } from '../../model/page.js'
import type { ElementView, GuideView } from '../../model/portal.js'
import type { InstitutionView } from '../../model/portal-pages.js'
import { namesOf } from '../../model/site.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import type { Columns } from './columns.js'
import { findContact, maySayInPicture } from './elements.js'
import { wholeText } from './guide-reading.js'
import { isName, leaderIn } from './leader.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

type Found = NonNullable<ElementView['found']>

const ABOUT = /职能|职责|机构|三定|概况|简介|领导|负责人|联系(?:我们|方式)|指南|地址/
const HOME_ROLES: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'institution',
  'leaders',
  'guide',
  'statutory',
  'application',
])

const DUTIES =
  /(?:主要职责|主要职能|机构职能|部门职能|工作职责|职能职责|单位职能|机构职责|职能|职责)(?:是|为|如下|包括)?\s*[:：。\s]?\s*(.{15,80})/g
/** A menu may name the duties before the text tells them. */
const MAX_TELLINGS = 20
const DUTY_VERBS =
  /负责(?!人)|贯彻|拟订|拟定|组织|承担|指导|监督|管理|执行|落实|协调|起草|研究|统筹|主管|推进/g
/** Pages whose name says that they tell what the unit does. */
const ABOUT_DUTIES = /职|三定|(?:机构|部门|单位|本?局|镇|乡|街道|中心)(?:概况|简介|介绍|设置|信息|情况)/
/** One sentence of such a page may tell it: 主要承担经济发展、社会治安等管理服务事务. */
const IN_ONE_SENTENCE =
  /(?:主要(?:承担|负责|履行|从事)(?!人)|承担着?|履行|行使|担负)[^。；;\n]{6,80}?(?:职责|职能|事务|工作|任务|管理|服务|事项)/
/** @param names the unit's own: 市场监督管理局 says of itself what others do */
function functionsIn(facts: PageFacts, names: readonly string[]): string | null {
  const text = wholeText(facts)
  let told = 0
  for (const [whole, duties = ''] of text.matchAll(DUTIES)) {
    if (duties.search(DUTY_VERBS) >= 0) return whole.slice(0, 120)
    if (++told >= MAX_TELLINGS) break
  }
  if (!ABOUT_DUTIES.test(`${facts.title ?? ''}${facts.heading ?? ''}${facts.column ?? ''}`)) return null
  const unnamed = names.reduce((left, name) => left.replaceAll(name, ''), text)
  if ((unnamed.match(DUTY_VERBS)?.length ?? 0) >= 3) return text.slice(0, 80)
  return IN_ONE_SENTENCE.exec(unnamed)?.[0] ?? null
}

/** Pages about the institution itself: its columns with what they list, guides, and pages titled so. */
function aboutPages(pages: UnitPages, columns: Columns, whereabouts: Whereabouts): SitePage[] {
  const found = new Set<SitePage>()
  for (const { reading, view } of columns.all) {
    if (view.assignedAway || !HOME_ROLES.has(view.role)) continue
    for (const record of reading.pages) {
      const page = pages.index.find(record.url)
      if (page) found.add(page)
    }
  }
  for (const page of pages.pages) {
    const role = whereabouts.listedIn(page)?.role
    const title = `${page.facts?.title ?? ''} ${page.facts?.heading ?? ''} ${page.facts?.column ?? ''}`
    if ((role && HOME_ROLES.has(role)) || page.facts?.kind === 'guide' || ABOUT.test(title)) found.add(page)
  }
  return [...found].filter((page) => isRead(page.record))
}

const MAX_LINES = 400

function leaderOf(about: readonly SitePage[], columns: Columns): Found | null {
  for (const { reading, view } of columns.ofRole('leaders')) {
    const item = reading.items.find(({ title }) => isName(title) || leaderIn(title) !== null)
    if (item) return { url: view.url, quote: item.title }
    for (const { facts } of reading.pages) {
      const name = facts?.text.split('\n', MAX_LINES).find((line) => isName(line))
      if (name !== undefined) return { url: view.url, quote: name.trim() }
    }
  }
  for (const page of about) {
    const quote = leaderIn(page.facts ? wholeText(page.facts) : '')
    if (quote !== null) return { url: page.record.url, quote }
  }
  const pictured = columns.ofRole('leaders').find(({ page }) => (page?.facts?.images ?? 0) > 0 && page?.facts)
  const text = pictured?.page?.facts?.text.slice(0, 60) ?? ''
  return pictured && /\p{Script=Han}{2,4}/u.test(text) && text.length >= 4
    ? { url: pictured.view.url, quote: text }
    : null
}

/** True where files or pictures may carry what a page is about: pictures that the start page shows too are the site's. */
function mayCarry(facts: PageFacts, common: ReadonlySet<string>): boolean {
  if (facts.attachments.length > 0) return true
  const pictures = facts.links.filter(({ role, region }) => role === 'image' && region === 'content')
  const own = pictures.some(({ target }) => target === null || !common.has(target))
  return facts.images > 0 && (own || pictures.length === 0)
}

/** True when institution pages exist that say nothing in text: pictures, files, another site, unread. */
function isUnreadable(pages: UnitPages, columns: Columns): boolean {
  const common = new Set(
    (pages.start?.facts?.links ?? []).flatMap(({ role, target }) => (role === 'image' ? (target ?? []) : [])),
  )
  const unread = [
    ...columns.ofRole('institution'),
    ...columns.ofRole('leaders'),
    ...columns.ofRole('guide'),
  ].some(({ view, page }) => {
    if (view.form === 'external') return view.role !== 'guide'
    if (view.read !== 'html' && view.read !== 'rendered') return view.read !== 'failed' || page === undefined
    const facts = page?.facts
    return facts !== undefined && facts !== null && mayCarry(facts, common) && facts.textLength < 160
  })
  const articles = pages.pages.some(
    ({ facts }) =>
      facts !== null &&
      /机构(?:职能|设置|简介|概况)|三定|主要职责/.test(facts.title ?? '') &&
      mayCarry(facts, common) &&
      facts.textLength < 160,
  )
  return unread || articles
}

/**
 * Looks for the five elements: on pages about the institution first, then in lists, columns and the page frame of an own
 * site. A news article's phone number is not the unit's. The guide counts, also where it is a document.
 */
export function institutionOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  guide: GuideView,
): InstitutionView {
  const about = aboutPages(pages, columns, whereabouts)
  const known = new Set(about)
  const others = pages.pages.filter(
    (page) => isRead(page.record) && page.facts?.kind !== 'article' && !known.has(page),
  )
  const ownFrame = pages.index.site.units.length === 1
  const seen = new Set<string>()
  const contact = (element: 'address' | 'hours' | 'phone'): Found | null => {
    for (const page of [...about, ...others]) {
      const quote = findContact(page.facts ? wholeText(page.facts) : '', element)
      if (quote !== null) return { url: page.record.url, quote }
    }
    if (!ownFrame) return null
    seen.clear()
    for (const page of [...about, ...others]) {
      const frame = page.facts?.frameText ?? ''
      // A footer is the same on every page: each one is read once.
      const key = frame.slice(-400)
      if (seen.has(key)) continue
      seen.add(key)
      const quote = findContact(frame, element)
      if (quote !== null) return { url: page.record.url, quote }
    }
    return null
  }
  const names = namesOf(pages.unit)
  const duties = about
    .map((page) => ({ page, quote: page.facts ? functionsIn(page.facts, names) : null }))
    .find((one) => one.quote)
  const reach = (element: 'address' | 'hours' | 'phone'): ElementView => {
    const found = contact(element) ?? guide.elements.find((one) => one.element === element)?.found ?? null
    const pictured = about.some(({ facts }) => facts !== null && maySayInPicture(facts, element))
    return { element, found, ...(found === null && pictured ? { unsure: true } : {}) }
  }
  const elements: ElementView[] = [
    {
      element: 'functions',
      found: duties?.quote ? { url: duties.page.record.url, quote: duties.quote } : null,
    },
    reach('address'),
    reach('hours'),
    reach('phone'),
    { element: 'leader', found: leaderOf(about, columns) },
  ]
  const expectedAt = [
    ...columns.ofRole('institution'),
    ...columns.ofRole('leaders'),
    ...columns.ofRole('guide'),
  ]
  return {
    elements,
    unreadable: elements.some((one) => one.found === null) && isUnreadable(pages, columns),
    expectedAt: [...new Set([...expectedAt.map(({ view }) => view.url), pages.unit.portal])].slice(0, 20),
  }
}
