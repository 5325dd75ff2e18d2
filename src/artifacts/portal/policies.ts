/** Policy documents of the unit, each with what interprets it: told by links, by its name, by its number. 政策解读 */
import type { PlainDate } from '../../model/date.js'
import type { InspectionJob } from '../../model/inspection.js'
import { foldLabel } from '../../model/label.js'
import type { PageFacts } from '../../model/page.js'
import type { PolicyView } from '../../model/portal-duties.js'
import { columnKey } from './address-key.js'
import { linesBelow } from './after-body.js'
import type { Columns } from './columns.js'
import { foreignness } from './documents.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import { coreOf, likeness, quotedNames, sameSubject } from './subject-name.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

/** What sets rules for others: the title of a document ends so. */
const NORMATIVE =
  /(?:办法|规定|细则|若干意见|实施意见|指导意见|的意见|方案|规划|若干措施|措施|政策|规则|条例|标准|暂行规定)(?:[(（【[][^)）】\]]{1,12}[)）】\]])?》?(?:的)?(?:通知|公告|决定|通告)?$/
/** Papers that look alike and rule nobody outside the house, or are none yet. */
const NOT_POLICY =
  /征求意见|征集|意见稿|草案|解读|图解|问答|转发|转载|批复|复函|答复|任免|表彰|通报|值班|放假|考核|考评|评议|责任分工|任务分工|工作要点|工作安排|工作总结|(?:活动|工作|演练|招聘|招生|考试|招标|采购|培训|宣传|整改|整治|抽查|检查)方案|应急预案|年度计划|工作计划|党组|党委|党支部|议事规则|工作规则|内部控制|财务管理|公示|名单|废止|清理|失效|年度报告|(?:审查|评审|审核|处理|处置|验收)意见|(?:会议?|培训班?|现场会|讲座|比赛)的通知/
const INTERPRETS = /解读|图解|读懂|答记者问|政策问答|问答|起草说明|政策说明|新闻发布会/
/** Most documents and interpretations that are compared. */
const MAX_DOCUMENTS = 2_000
const MAX_SIGHTINGS = 5_000
const ALIKE = 0.55

interface Sighting {
  readonly key: string
  readonly url: string
  readonly title: string
  readonly core: string
  date: PlainDate | null
  page: SitePage | undefined
}

function isPolicy(facts: PageFacts, inColumn: boolean): boolean {
  if (facts.kind !== 'article' || facts.items.length > 1) return false
  const title = (facts.title ?? facts.heading ?? '').normalize('NFKC').trim()
  if (title === '' || NOT_POLICY.test(title) || !NORMATIVE.test(title)) return false
  return facts.documentNumber !== null || inColumn
}

function scripted(page: SitePage | undefined): boolean {
  const facts = page?.facts
  if (!facts) return true
  return (facts.needsScript || facts.signs?.bare === 'scripted') && !page.record.rendered
}

/** Heading of a block that leads to what belongs together. */
const RELATED =
  /^[【[]?(?:相关|关联|对应|配套)(?:的)?(?:政策|文件|解读|政策解读|解读材料|政策文件)[】\]]?[:：]?$|^(?:解读(?:材料|链接|文件)|原文链接|文件原文|政策原文|原文件)[:：]?$/

/** A heading that nothing follows, on a page that nobody rendered: a script may fill the block below it. */
function promisesLinks({ facts, record }: SitePage): boolean {
  if (!facts || record.rendered) return false
  const inBody = facts.text
    .slice(-2_000)
    .split('\n')
    .map((line) => ({
      text: line.trim(),
      linked: facts.links.some(({ text }) => text.trim() === line.trim()),
    }))
  const lines = [...inBody.filter(({ text }) => text !== ''), ...linesBelow(facts)]
  return lines.some(({ text, linked }, n) => !linked && RELATED.test(text) && lines[n + 1]?.linked !== true)
}

/** Entries, articles and named links that interpret something, each address once. */
function sightingsOf(pages: UnitPages, columns: Columns): Map<string, Sighting> {
  const found = new Map<string, Sighting>()
  const put = (title: string, url: string | null, date: PlainDate | null) => {
    if (url === null || columns.byUrl(url) !== undefined || found.size >= MAX_SIGHTINGS) return
    const key = columnKey(url)
    const known = found.get(key)
    if (known) known.date = known.date === null || (date !== null && date < known.date) ? date : known.date
    else found.set(key, { key, url, title, core: coreOf(title), date, page: pages.index.find(url) })
  }
  for (const { reading } of columns.ofRole('interpretation'))
    for (const [n, item] of reading.items.entries()) put(item.title, item.url, reading.dates[n] ?? null)
  for (const { facts, record } of new Set([...pages.pages, ...pages.placePages('interpretation')])) {
    if (!facts || !isRead(record)) continue
    for (const item of facts.items) if (INTERPRETS.test(item.title)) put(item.title, item.url, item.date)
    const title = facts.title ?? facts.heading ?? ''
    if (facts.items.length === 0 && INTERPRETS.test(title)) put(title, record.url, facts.published)
  }
  for (const one of found.values()) {
    const published = one.page?.facts?.published ?? null
    if (one.date === null || (published !== null && published < one.date)) one.date = published ?? one.date
  }
  return found
}

/** What an interpretation speaks of: names in its title, at the head of its text, and numbers of documents. */
function topicsOf(one: Sighting): { names: string[]; numbers: string[] } {
  const text = one.page?.facts?.text.normalize('NFKC') ?? ''
  const numbers =
    text.slice(0, 20_000).match(/[\p{Script=Han}]{1,12}[〔[(【]\s?20\d\d\s?[〕\])】]\s?\d{1,5}\s?号/gu) ?? []
  return {
    names: [one.core, ...quotedNames(one.title.normalize('NFKC')), ...quotedNames(text.slice(0, 600))],
    numbers: numbers.slice(0, 20).map(foldLabel),
  }
}

function leadsTo(facts: PageFacts | null | undefined, key: string): boolean {
  if (!facts) return false
  return (
    facts.links.some(({ target, hidden }) => !hidden && target !== null && columnKey(target) === key) ||
    facts.attachments.some(({ url }) => columnKey(url) === key)
  )
}

/** A link or file of the document's page that says that it interprets; not the menu's to the column. */
function interpretedHere(
  facts: PageFacts,
  columns: Columns,
  pages: UnitPages,
): { title: string; url: string } | null {
  const link = facts.links.find(
    ({ text, target, hidden }) =>
      !hidden &&
      target !== null &&
      INTERPRETS.test(text) &&
      columns.byUrl(target) === undefined &&
      !pages.index.startKeys.has(columnKey(target)) &&
      columnKey(target) !== columnKey(facts.url) &&
      sameSubjectOrBare(text, facts),
  )
  if (link?.target) return { title: link.text, url: link.target }
  const file = facts.attachments.find(({ name }) => INTERPRETS.test(name))
  return file ? { title: file.name, url: file.url } : null
}

/** 相关解读, 政策解读 name nothing and stand for this document; a longer text must name it. */
function sameSubjectOrBare(text: string, facts: PageFacts): boolean {
  const core = coreOf(text)
  const own = coreOf(facts.title ?? facts.heading ?? '')
  return core.length <= 8 || sameSubject(core, own) || likeness(core, own) >= ALIKE
}

interface Copies {
  readonly first: SitePage
  readonly all: SitePage[]
}

/** Documents that stand in several columns are one: by number, else by title. */
function copiesOf(documents: readonly SitePage[]): Copies[] {
  const groups = new Map<string, Copies>()
  for (const page of documents) {
    const { documentNumber, title, heading } = page.facts as PageFacts
    const key = foldLabel(documentNumber ?? '') || coreOf(title ?? heading ?? '')
    const known = groups.get(key)
    if (known) known.all.push(page)
    else groups.set(key, { first: page, all: [page] })
  }
  return [...groups.values()]
}

function viewOf(
  { first, all }: Copies,
  sightings: ReadonlyMap<string, Sighting>,
  topics: ReadonlyMap<string, { names: string[]; numbers: string[] }>,
  context: { pages: UnitPages; columns: Columns; whereabouts: Whereabouts },
): PolicyView {
  const facts = first.facts as PageFacts
  const title = facts.title ?? facts.heading ?? ''
  const core = coreOf(title)
  const number = facts.documentNumber === null ? null : foldLabel(facts.documentNumber)
  const own = new Set(all.map(({ key }) => key))
  const others = [...sightings.values()].filter(({ key }) => !own.has(key))
  const matches = others.filter((one) => {
    const { names, numbers } = topics.get(one.key) ?? { names: [], numbers: [] }
    if (
      all.some((copy) => leadsTo(copy.facts, one.key)) &&
      (names.length <= 1 || likeness(one.core, core) >= 0.3)
    )
      return true
    if (one.page?.facts && all.some(({ key }) => leadsTo(one.page?.facts, key))) return true
    return names.some((name) => sameSubject(name, core)) || (number !== null && numbers.includes(number))
  })
  const here = all.flatMap(
    (copy) => interpretedHere(copy.facts as PageFacts, context.columns, context.pages) ?? [],
  )[0]
  const dated = matches.toSorted((a, b) => ((a.date ?? '9') < (b.date ?? '9') ? -1 : 1))
  const linkedBoth = dated.find(
    (one) =>
      all.some((copy) => leadsTo(copy.facts, one.key)) &&
      all.some(({ key }) => leadsTo(one.page?.facts, key)),
  )
  const best = linkedBoth ?? dated[0]
  const earliest = dated.flatMap(({ date }) => (date === null ? [] : [date])).sort()[0] ?? null
  const interpretation = best
    ? {
        url: best.url,
        title: best.title,
        published: dated.some(({ date }) => date === null) ? null : earliest,
        read: best.page !== undefined && isRead(best.page.record) && !scripted(best.page),
        fromDocument: here !== undefined || all.some((copy) => leadsTo(copy.facts, best.key)),
        toDocument: all.some(({ key }) => leadsTo(best.page?.facts, key)),
      }
    : here
      ? {
          ...here,
          published: publishedAt(here.url, context.pages),
          read: false,
          fromDocument: true,
          toDocument: false,
        }
      : null
  const similar = others.find((one) => likeness(one.core, core) >= ALIKE)
  const published = all.flatMap(({ facts: copy }) => copy?.published ?? []).sort()[0] ?? null
  return {
    url: first.record.url,
    title,
    where: context.whereabouts.where(first),
    published,
    interpretation,
    similar: interpretation === null ? (similar?.url ?? null) : null,
    doubt: all.some(scripted) || awaitsLinks(all, best, interpretation) ? 'script' : null,
    lookAt: [first.record.url, ...context.columns.ofRole('interpretation').map(({ view }) => view.url)].slice(
      0,
      20,
    ),
  }
}

/** The side that lacks a link has a block for it that is empty before scripts run. */
function awaitsLinks(
  copies: readonly SitePage[],
  best: Sighting | undefined,
  interpretation: PolicyView['interpretation'],
): boolean {
  if (interpretation === null) return copies.some(promisesLinks)
  if (!interpretation.fromDocument && copies.some(promisesLinks)) return true
  return !interpretation.toDocument && best?.page !== undefined && promisesLinks(best.page)
}

/** Publication of what a document's page links to. */
function publishedAt(url: string, unit: UnitPages): PlainDate | null {
  return unit.index.find(url)?.facts?.published ?? null
}

/** Every policy document of the unit, where a rubric asks for interpretations. */
export function policiesOf(
  unit: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  job: InspectionJob,
): PolicyView[] {
  if (!job.needs.duties?.interpretation.length) return []
  const isForeign = foreignness(unit)
  const documents = unit.pages.filter((page) => {
    const { facts, record } = page
    if (!facts || !isRead(record)) return false
    const inColumn = whereabouts.listedIn(page)?.role === 'documents'
    return isPolicy(facts, inColumn) && !isForeign(facts, facts.title ?? facts.heading ?? '')
  })
  const sightings = sightingsOf(unit, columns)
  const topics = new Map([...sightings.values()].map((one) => [one.key, topicsOf(one)]))
  return copiesOf(documents)
    .slice(0, MAX_DOCUMENTS)
    .map((copies) => viewOf(copies, sightings, topics, { pages: unit, columns, whereabouts }))
}
