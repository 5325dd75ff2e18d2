/** One text that may be the disclosure guide or a part of it: a page or a document, with how much of a guide it is. */
import type { PlainDate } from '../../model/date.js'
import type { FileRecord } from '../../model/file.js'
import { plainHan, simplified } from '../../model/han.js'
import type { PageFacts } from '../../model/page.js'
import type { ElementView } from '../../model/portal.js'
import { type ContactElement, findContact, hasLabel, maySayInPicture } from './elements.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'

/** Elements of a guide (条例 art. 12), in the contract's order. */
export const GUIDE_ELEMENTS: readonly ContactElement[] = [
  'name',
  'address',
  'hours',
  'phone',
  'fax',
  'internet',
]

/** What only the text of a guide says. */
const GUIDE_WORDS = [
  /编制本(?:《?.{0,12}指南|指南)|本指南/,
  /公开(?:的)?(?:范围|形式|方式|时限)|获取(?:政府)?信息|获取方式/,
  /编排体系|信息(?:的)?分类/,
  /受理(?:机构|部门|时间)|工作机构/,
  /依申请公开|提出申请|申请表|申请人/,
  /监督(?:方式|渠道|投诉)|行政复议/,
]

/** Text shorter than this beside pictures is only their caption. */
const CAPTION = 300

/** A page or document that was read. */
export interface GuideReading {
  readonly url: string
  /** null: a document. */
  readonly page: SitePage | null
  /** As it is matched: radicals plain, characters simplified. */
  readonly text: string
  readonly published: PlainDate | null
  readonly elements: readonly ElementView[]
  readonly score: number
}

/** The words that answer an element, spelled as the text has them. */
function quoteOf(text: string, matched: string, element: ContactElement): string | null {
  const quote = findContact(matched, element)
  if (quote === null || matched === text) return quote
  const value = quote.slice(quote.indexOf('：') + 1)
  const at = matched.indexOf(value)
  return at < 0 ? quote : text.slice(at, at + value.length)
}

function scoreOf(text: string, elements: readonly ElementView[]): number {
  const words = GUIDE_WORDS.filter((word) => word.test(text)).length
  return words * 2 + elements.filter((one) => one.found !== null).length
}

/** An online form or an address to write to, linked from the text itself. */
function internetLink(facts: PageFacts): string | null {
  const link = facts.links.find(
    (one) =>
      one.region === 'content' &&
      !one.hidden &&
      (/^mailto:/i.test(one.raw) ||
        (one.target !== null && one.target === facts.applicationEntry) ||
        /在线申请|网上申请|依申请公开|申请公开|在线提交/.test(one.text)),
  )
  return link === undefined ? null : link.text || link.raw.slice(0, 80)
}

/** What a page tells a visitor, what it folds away included. */
export const wholeText = ({ text, signs }: PageFacts): string =>
  signs?.foldedText === undefined ? text : `${text}\n${signs.foldedText}`

/** What a page says of a guide; null where it could not be read. */
export function pageReading(page: SitePage): GuideReading | null {
  const { facts, record } = page
  if (!isRead(record) || facts === null) return null
  const written = plainHan(wholeText(facts))
  const text = simplified(written)
  const elements = GUIDE_ELEMENTS.map((element): ElementView => {
    const quote = quoteOf(written, text, element) ?? (element === 'internet' ? internetLink(facts) : null)
    if (quote !== null) return { element, found: { url: record.url, quote } }
    const pictured = maySayInPicture(facts, element)
    return { element, found: null, ...(pictured ? { unsure: true as const } : {}) }
  })
  return { url: record.url, page, text, published: facts.published, elements, score: scoreOf(text, elements) }
}

/** True where pieces of a label stand near each other, as a narrow cell wraps it round its value. */
function mayBeWrapped(text: string, element: ContactElement): boolean {
  const pieces = text.split('\n').filter((line) => /^[\p{Script=Han}\s]{1,4}$/u.test(line))
  return pieces.some((piece, i) =>
    pieces.slice(i + 1, i + 4).some((next) => next !== '' && hasLabel(piece + next, element)),
  )
}

/**
 * What a document says of a guide; null where it could not be read. Where its lines are set in places, a label may
 * stand away from its value: what has a label and no value there is `unsure`.
 */
export function fileReading(file: FileRecord | undefined): GuideReading | null {
  const facts = file?.facts
  if (!file || !facts || facts.standing !== 'read') return null
  const text = simplified(facts.text)
  const elements = GUIDE_ELEMENTS.map((element): ElementView => {
    const quote = quoteOf(facts.text, text, element)
    if (quote !== null) return { element, found: { url: file.url, quote } }
    const pictured = facts.images > 0 && (facts.pages !== null || facts.textLength < CAPTION)
    const apart = facts.loose && (hasLabel(text, element) || mayBeWrapped(text, element))
    const unsure = facts.cut || pictured || apart
    return { element, found: null, ...(unsure ? { unsure } : {}) }
  })
  return { url: file.url, page: null, text, published: null, elements, score: scoreOf(text, elements) }
}

/** How many of the usual parts of a guide a text has. */
export const guideWords = ({ elements, score }: GuideReading): number =>
  Math.floor((score - elements.filter((one) => one.found !== null).length) / 2)

/** A guide tells how to get information: two of its usual parts, or one and two ways to reach the office. */
export function isGuide(reading: GuideReading): boolean {
  const found = reading.elements.filter((one) => one.found !== null).length
  const words = guideWords(reading)
  return words >= 2 || (words >= 1 && found >= 2) || found >= 4
}

/** Parts of one guide as one text. */
export function joined(parts: readonly [GuideReading, ...GuideReading[]]): GuideReading {
  const text = parts.map((part) => part.text).join('\n')
  const elements = union(parts)
  return { ...parts[0], text, elements, score: scoreOf(text, elements) }
}

/** Elements that any of the readings gives, by the first that does; doubtful where one of them leaves it open. */
export function union(readings: readonly GuideReading[]): ElementView[] {
  return GUIDE_ELEMENTS.map((element, n) => {
    const views = readings.flatMap((reading) => reading.elements[n] ?? [])
    const found = views.find((one) => one.found !== null)?.found ?? null
    const unsure = found === null && views.some((one) => one.unsure)
    return { element, found, ...(unsure ? { unsure } : {}) }
  })
}
