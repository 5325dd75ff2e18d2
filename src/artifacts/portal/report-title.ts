/** Titles of annual disclosure reports: whether a title is one, of which year, and whose. */
import { simplified } from '../../model/han.js'
import { foldSpace } from '../../model/label.js'
import { hanDigits, NOUGHTS } from '../../model/numerals.js'
import { type Whose, whoseName } from './bodies.js'
import { isNamed, type UnitPages } from './unit-pages.js'

const REPORT =
  /(?:信息|政务)公开(?:工作)?(?:的)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度报告|年报|报告)|年度?(?:政府)?信息公开(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:总结)?(?:报告|年报)|信息公开工作总结/
/** In a column of annual reports a title need not say of what. */
const SHORT_REPORT = /年报|年度报告|年度工作报告|年度?报告/
/** Other reports and what is said about reports; no word here may be part of a body's name (区统计局, 生态环境局). */
const NOT_REPORT =
  /统计(?:表|数据|情况)|网站(?:工作|建设)?年|网站.{0,4}报表|法治(?:政府|建设)|财务报告|部门[预决]算|解读|的通知|通报|指南|模板|格式|培训班|会议|征求意见|环境(?:信息|质量|责任)|答复|制度|社会责任/

const HAN_YEAR = new RegExp(`[${NOUGHTS}一二三四五六七八九]{4}(?=年)`, 'g')

/** Years as digits: 二〇二五年 is 2025年. */
export function withDigits(title: string): string {
  return simplified(foldSpace(title.slice(0, 300))).replace(HAN_YEAR, hanDigits)
}

/** The year that a title reports on, as 2025年, 2025年度 or a bare 2025; null when none or several stand there. */
export function yearOf(title: string): number | null {
  const digits = withDigits(title)
  const marked = [...digits.matchAll(/(?<!\d)(20\d\d)年度?/g)].map((match) => Number(match[1]))
  const years = new Set(
    marked.length > 0 ? marked : [...digits.matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map((m) => Number(m[1])),
  )
  if (years.size === 1) return [...years][0] ?? null
  // "2025年度报告（2026年1月）": the year of the report is the one that the report's own words follow.
  const bound = /(20\d\d)年度?[^\d]{0,30}?(?:报告|年报|总结)/.exec(digits)
  return bound && marked.length > 1 ? Number(bound[1]) : null
}

/** True for the title of an annual disclosure report; inside a column of them short titles do as well. */
export function isReportTitle(title: string, inColumn: boolean): boolean {
  const folded = withDigits(title)
  if (NOT_REPORT.test(folded)) return false
  if (REPORT.test(folded)) return true
  return inColumn && (SHORT_REPORT.test(folded) || /^20\d\d年?度?$/.test(folded))
}

const REPORT_WORDS =
  /20\d\d年?度?(?:\d{1,2}月)?(?:\d{1,2}日)?|政府信息|信息|政务|公开|工作|年度|年报|报告|情况|总结|关于|本级|本机关|本单位|我局|我单位|机关|发布|公布|\.(?:pdf|docx?|wps)$|[^\p{Script=Han}]|的|年|度/giu

/** What a report's title holds beside year and usual words: a name, or nothing. */
export function nameInReport(title: string): string {
  return withDigits(title).replace(REPORT_WORDS, '')
}

/** Whose report a title and its source name. A title that names nobody leaves it to the source. */
export function whoseReport(title: string, source: string | null, pages: UnitPages): Whose {
  if (isNamed(pages, title)) return 'own'
  const rest = nameInReport(title)
  const named = rest.length >= 2 ? whoseName(rest, pages) : 'nobody'
  return named === 'nobody' ? whoseName(source, pages) : named
}
