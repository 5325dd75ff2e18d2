/** Public consultations of the unit: when each closed, and whether its result is told anywhere. 意见征集 */
import { addDays, type PlainDate, plainDate } from '../../model/date.js'
import type { InspectionJob } from '../../model/inspection.js'
import { foldSpace } from '../../model/label.js'
import type { PageFacts } from '../../model/page.js'
import type { ConsultationView } from '../../model/portal-duties.js'
import { columnKey } from './address-key.js'
import { linesBelow } from './after-body.js'
import type { Columns } from './columns.js'
import { foreignness } from './documents.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import { coreOf, likeness, quotedNames, sameSubject } from './subject-name.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

const CALL = /征求.{0,40}意见|意见征[集求]|征集.{0,40}(?:意见|建议)|(?:意见|建议)征集|公开征[集求]/
const RESULT_TITLE = /结果|采纳|反馈|(?:征集|征求|意见|建议|听取).{0,8}(?:情况|汇总|综述)/
/** Calls for something else than opinions on a decision. */
const OTHER_CALL =
  /线索|作品|照片|摄影|书画|文艺|节目|征文|标识|标语|歌曲|歌词|徽标|会徽|logo|口号|吉祥物|供应商|志愿者|专家|评委|人才|项目库|承办|合作|房源|见证人|代表$/i
const DAY = '(?:(20\\d\\d)\\s*[-/.年]\\s*)?(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?'
const TIME = '(?:\\s*(?:上午|下午|\\d{1,2}\\s*[:：时点]\\s*\\d{0,2}(?:\\s*[:：]\\s*\\d{2})?分?))?'
const FULL_DAY = `(20\\d\\d)\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?`
const RANGE = new RegExp(
  `(?:征[集求].{0,10}|公示|公告|反馈|意见|活动|起止).{0,6}(?:时间|期限|日期|期)[^0-9]{0,12}${FULL_DAY}${TIME}\\s*(?:至|到|起至|—+|-+|–|~|～|－)\\s*${DAY}`,
  'g',
)
const CLOSING = [
  new RegExp(`截[止至](?:时间|日期|日)?(?:为|到|至|于|是)?\\s*[:：]?\\s*${FULL_DAY}`, 'g'),
  new RegExp(`(?:延长|延期|顺延|展期)(?:至|到)\\s*${FULL_DAY}`, 'g'),
  new RegExp(`结束(?:时间|日期)\\s*[:：]?\\s*${FULL_DAY}`, 'g'),
  new RegExp(`(?:请|可|均可|应|须|欢迎)?(?:于|在)\\s*${FULL_DAY}${TIME}\\s*(?:之?前|以前|\\(?含\\)?前)`, 'g'),
]
const AFTER_PUBLICATION =
  /自?(?:本?(?:公告|通知|公示)?(?:发布|公布|公告|公示)之日|即日)起?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:个)?(?:自然)?(日|天)/
const HAN_DAYS: Readonly<Record<string, number>> = {
  五: 5,
  七: 7,
  十: 10,
  十五: 15,
  二十: 20,
  三十: 30,
  六十: 60,
}
const MAX_TOLD = 5_000
/** Words of a result's title that say of what it is the result. */
const NO_SUBJECT =
  /公开|征[求集]|意见|建议|结果|采纳|反馈|情况|公[布示告]|汇总|关于|查看|点击|[一二三四五六\d的]/g
/** What a result says that a call does not. */
const CAME_IN = /收到|采纳|收集到|未收到|征集到|提出的?意见/
/** A part of the page that tells the result, not a promise that it will be told. */
const OWN_RESULT =
  /(?:征[集求](?:意见)?结果|结果反馈|反馈结果|(?:意见|建议)?采纳(?:情况|结果)|意见反馈情况|征[集求]情况(?:说明|反馈)|结果公[布告示开])\s*[:：]?\s*(?!将|会|于|请|在)(?!.{0,6}(?:暂无|尚未|未公布|无结果|将))\S{4,}/

/** The last day for comments that the page names; the latest of several. */
function closingDay(facts: PageFacts): PlainDate | null {
  const text = facts.text.normalize('NFKC').slice(0, 20_000)
  const days: PlainDate[] = []
  const put = (year: string | undefined, month: string | undefined, day: string | undefined) => {
    const date = plainDate(Number(year), Number(month), Number(day))
    if (date !== null) days.push(date)
  }
  for (const found of text.matchAll(RANGE)) put(found[4] ?? found[1], found[5], found[6])
  for (const shape of CLOSING) for (const found of text.matchAll(shape)) put(found[1], found[2], found[3])
  const after = AFTER_PUBLICATION.exec(text)
  if (days.length === 0 && after && facts.published !== null) {
    const count = HAN_DAYS[after[1] ?? ''] ?? Number(after[1])
    if (Number.isInteger(count) && count > 0) days.push(addDays(facts.published, count))
  }
  return days.sort().at(-1) ?? null
}

interface Told {
  readonly key: string
  readonly url: string
  readonly core: string
}

interface Results {
  readonly told: readonly Told[]
  /** Calls that a list shows with the link to their result beside them: 查看反馈. */
  readonly beside: ReadonlySet<string>
}

/** Short words that lead from a row of a list to the result of the call beside them. */
const BESIDE =
  /^(?:点击)?(?:查看|浏览)?(?:征集|征求|意见|公示|调查)?(?:结果|反馈|采纳)(?:结果|情况|公示|公布|详情)?$/

/** Every entry, article and link of the unit that speaks of a result. */
function resultsOf(pages: UnitPages): Results {
  const told = new Map<string, Told>()
  const beside = new Set<string>()
  const put = (title: string, url: string | null) => {
    if (url === null || !RESULT_TITLE.test(title) || title.length > 200) return
    const key = columnKey(url)
    if (!told.has(`${key} ${title}`)) told.set(`${key} ${title}`, { key, url, core: coreOf(title) })
  }
  const around = new Set([...pages.pages, ...pages.placePages('consultation')])
  for (const { facts, record } of around) {
    if (facts === null) continue
    for (const item of facts.items) put(item.title, item.url)
    let before: string | null = null
    for (const { text, target, hidden, region } of facts.links) {
      if (hidden || target === null) continue
      put(text, target)
      if (region !== 'content') continue
      if (!BESIDE.test(text.trim())) before = columnKey(target)
      else if (before !== null) beside.add(before)
    }
    if (facts.items.length === 0) put(facts.title ?? facts.heading ?? '', record.url)
  }
  return { told: [...told.values()].slice(0, MAX_TOLD), beside }
}

const fold = (text: string): string =>
  foldSpace(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Whether a page that speaks of a result is about this call: it names it where it tells what came in, or links to it. */
function tellsOf({ url, core }: Told, call: SitePage, names: readonly string[], pages: UnitPages): boolean {
  const facts = pages.index.find(url)?.facts
  if (!facts || facts.items.length > 0) return false
  const links = facts.links.filter(({ region }) => region === 'content').slice(0, 200)
  // What a link says is the name of another page: the one before, the one after.
  const text = links.reduce(
    (left, link) => (link.text.length < 6 ? left : left.replace(fold(link.text), '')),
    fold(facts.text.slice(0, 5_000)),
  )
  if (CAME_IN.test(text) && names.some((name) => name.length >= 6 && text.includes(name))) return true
  // A result that names its own subject links to other calls only as its neighbours in the list.
  if (core.replace(NO_SUBJECT, '').length >= 4) return false
  return links.some(({ target }) => target !== null && columnKey(target) === call.key)
}

function tellsItself(facts: PageFacts, columns: Columns): boolean {
  const text = facts.text.normalize('NFKC')
  const below = linesBelow(facts).flatMap((line) => (line.linked ? [] : [line.text]))
  if (OWN_RESULT.test(text) || OWN_RESULT.test(below.join('\n').normalize('NFKC'))) return true
  if (facts.attachments.some(({ name }) => RESULT_TITLE.test(name))) return true
  // A link of its own to the result, not the menu's to the column of results.
  return facts.links.some(
    ({ text: label, target, hidden, region }) =>
      !hidden &&
      region === 'content' &&
      target !== null &&
      RESULT_TITLE.test(label) &&
      columns.byUrl(target) === undefined,
  )
}

/** Articles that call for opinions: those of consultation columns, and others whose title says so. */
function callsOf(pages: UnitPages, columns: Columns): SitePage[] {
  const inColumn = new Set(
    columns
      .ofRole('consultation')
      .flatMap(({ reading }) => reading.items.flatMap(({ url }) => (url === null ? [] : [columnKey(url)]))),
  )
  return pages.pages.filter((page) => {
    const { facts, record } = page
    if (!isRead(record) || facts === null || facts.items.length > 1) return false
    const title = facts.title ?? facts.heading ?? ''
    if (RESULT_TITLE.test(title) || OTHER_CALL.test(title)) return false
    return CALL.test(title) && (inColumn.has(page.key) || facts.kind === 'article')
  })
}

/** The unit's consultations, where a rubric asks for their results. */
export function consultationsOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  job: InspectionJob,
): ConsultationView[] {
  if (!job.needs.duties?.consultation.length) return []
  const results = resultsOf(pages)
  const isForeign = foreignness(pages)
  const lists = columns.ofRole('consultation').map(({ view }) => view.url)
  return callsOf(pages, columns).map((page) => {
    const { record } = page
    const facts = page.facts as PageFacts
    const title = facts.title ?? facts.heading ?? ''
    const core = coreOf(title)
    const others = results.told.filter(({ key }) => key !== page.key)
    const names = [core, ...quotedNames(title.normalize('NFKC'))]
    const same =
      results.beside.has(page.key) ||
      others.some((one) => sameSubject(one.core, core)) ||
      others.some((one) => tellsOf(one, page, names, pages))
    const similar = others.find((one) => likeness(one.core, core) >= 0.5)
    const result = tellsItself(facts, columns) ? 'own' : same ? 'page' : similar ? 'similar' : 'none'
    const scripted = (facts.needsScript || facts.signs?.bare === 'scripted') && !record.rendered
    return {
      url: record.url,
      title,
      where: whereabouts.where(page),
      closed: closingDay(facts),
      result,
      doubt: isForeign(facts, title) ? 'foreign' : scripted ? 'script' : null,
      lookAt: [record.url, ...lists].slice(0, 20),
    }
  })
}
