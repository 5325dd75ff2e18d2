/** Whether a text says that files go with it, and whether they do. */
import type { PageFacts } from '../../model/page.js'
import type { AnnexView } from '../../model/portal-pages.js'
import { copyOf } from '../flat.js'
import type { SitePage } from './site-index.js'

/** The reader keeps no more of a text: what is longer may go on. */
const MAX_TEXT = 60_000
const MAX_QUOTE = 60

/** The list of annexes at a document's end, and its heading alone. */
const LIST = /^附\s*(?:件|表|图)?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]/
/** A sentence that sends the reader to an annex of this text. */
const INLINE =
  /(?:详见|请见|见|参见|填写|填报|请下载|附)(?:本?(?:通知|公告|文)(?:的)?)?(?:附件|附表)\s*[\d一二三四五六七八九十]*(?=$|[)）。，,;；、\s])/
/** The heading of an annex that stands in the text. */
const HEADING =
  /^附\s*(?:件|表|图|录)\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?$|^附\s*(?:件|表)\s*[\d一二三四五六七八九十]{1,3}\s*[^:：\d]/

const ABSENT =
  /附件\s*[\d一二三四五六七八九十]*\s*[:：]?\s*[(（]?\s*略|[(（][^()（）]{0,10}(?:略|另发|另附|不公开|不予公开|涉密)[)）]|附件[^。\n]{0,30}(?:另发|另附|另行|不公开|不予公开|不宜公开|涉密|依申请公开|已发|已通过|随文|纸质|邮箱|邮件|自行|请到|请至|请登录|从.{0,30}下载|在.{0,30}(?:下载|查阅|查看|查询))|(?:登录|访问|关注|打开|扫描|扫码)[^。\n]{0,60}(?:下载|获取|查看)|^附\s*件\s*[:：]\s*(?:无|没有|空)[。\s]*$|附[件表图][^。\n]{0,40}[(（][^()（）]{0,12}(?:存档|备查|留存|内部|仅发|仅供|单独|不宜|秘密|发至|下发|印发)[^()（）]{0,10}[)）]|附[件表图][^。\n]{0,60}(?:https?:\/\/|www\.|链接|网址|网盘|提取码)/m

/** Titles of texts that speak of another text's annexes. */
const ABOUT_OTHERS = /解读|问答|答复|回复|来信|咨询|图解|访谈|答记者问|转载|新闻|会议|召开|举办|开展|调研/
/** A document of its own has annexes of its own. */
const OWN_DOCUMENT = /(?:通知|公告|通告|意见|函|方案|办法|公示|规定|细则|决定)(?:[(（].*)?$/
const SIGNED =
  /^(?:[\p{Script=Han}、\s]{2,40}(?:局|委|会|办|办公室|政府|厅|部|镇|乡|街道|处|中心|院|站|所|队|公司|组)|(?:19|20)\d\d\s*年.{2,8}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}|二.{3}年.{2,6}日)$/u
const ASIDE =
  /^[(（]?(?:此件|联系人|联系电话|联系方式|抄送|主动公开|依申请公开|信息公开|电话|传真|邮箱|地址|责任编辑|来源|编辑|打印|分享|扫一扫|上一篇|下一篇|上一条|下一条|印发)/
const FILE_WORDS = /附件|附表|下载|全文|\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)/i

interface Claim {
  readonly line: number
  readonly quote: string
  /** Names of the annexes, as far as the list gives them. */
  readonly names: readonly string[]
  /** First line after the list. */
  readonly next: number
}

function claimIn(lines: readonly string[]): Claim | null {
  const listed = lines.findLastIndex((line) => LIST.test(line) && line.replace(LIST, '').trim().length > 1)
  const headed = listed >= 0 ? listed : lines.findIndex((line) => LIST.test(line))
  if (headed >= 0) {
    let next = headed + 1
    while (
      next < lines.length &&
      /^[\d一二三四五六七八九十]{1,3}\s*[.、．]/.test(lines[next] ?? '') &&
      (lines[next] ?? '').length <= 60
    )
      next++
    const names = lines.slice(headed, next).map((line) =>
      line
        .replace(LIST, '')
        .replace(/^\s*\d{1,2}\s*[.、．]\s*/, '')
        .trim(),
    )
    return {
      line: headed,
      quote: copyOf((lines[headed] ?? '').slice(0, MAX_QUOTE)),
      names: names.filter((name) => name.length > 1),
      next,
    }
  }
  const line = lines.findIndex((one) => INLINE.test(one))
  if (line < 0) return null
  const at = INLINE.exec(lines[line] ?? '')?.index ?? 0
  const quote = copyOf((lines[line] ?? '').slice(Math.max(0, at - 20), at + 20))
  return { line, quote, names: [], next: line + 1 }
}

/** What comes after the list, or after a heading that says 附件, is an annex when it is more than names and a signature. */
function followsIn(lines: readonly string[], claim: Claim): boolean {
  const heading = lines.findIndex((line, i) => i !== claim.line && HEADING.test(line) && !INLINE.test(line))
  const from =
    claim.names.length > 0 || LIST.test(lines[claim.line] ?? '')
      ? claim.next
      : heading < 0
        ? lines.length
        : heading + 1
  const rest = lines
    .slice(from)
    .filter((line) => !SIGNED.test(line) && !ASIDE.test(line) && !HEADING.test(line))
  if (heading > claim.line && rest.length >= 2) return true
  return (
    rest.length >= 5 ||
    rest.join('').length >= 80 ||
    rest.some((line) => /[。；]/.test(line) && line.length >= 15)
  )
}

function alike(text: string, names: readonly string[]): boolean {
  const folded = text.replace(/[^\p{Script=Han}\da-z]/giu, '')
  return names.some((name) => {
    const wanted = name.replace(/[^\p{Script=Han}\da-z]/giu, '')
    return (
      folded === wanted ||
      (folded.length >= 4 && wanted.length >= 4 && (folded.includes(wanted) || wanted.includes(folded)))
    )
  })
}

/** What is known of the targets of links: those that the start page leads to as well, and those that answered with a file. */
export interface Targets {
  readonly common: ReadonlySet<string>
  isFile(url: string): boolean
}

/** Files, frames and links that may be the annex. Downloads of the page frame that every page carries are none. */
function isShown(facts: PageFacts, claim: Claim, { common, isFile }: Targets): boolean {
  if (facts.attachments.length > 0 || facts.frames.length > 0) return true
  return facts.links.some((link) => {
    const target = link.target ?? ''
    if (link.role === 'attachment' || link.role === 'frame') return !common.has(target)
    if (link.role === 'image') return link.region === 'content' && FILE_WORDS.test(link.text)
    if (alike(link.text, claim.names)) return true
    return link.region === 'content' && (FILE_WORDS.test(link.text) || isFile(target)) && !common.has(target)
  })
}

/** True where an article goes on on a further page. */
export function isPaged(facts: PageFacts): boolean {
  return facts.links.some(
    (link) =>
      link.region === 'content' &&
      /^(?:下一页|下页|后一页|第?[2二]页?|余下全文|阅读全文)[>»]*$/.test(link.text),
  )
}

/** True where the reader kept only the beginning of a text. */
export const isCut = (facts: PageFacts): boolean => facts.text.length >= MAX_TEXT

/** What an article's text says of files; null when it says nothing. */
export function annexOf({ facts }: SitePage, title: string, targets: Targets): AnnexView | null {
  if (facts === null || facts.kind !== 'article' || !facts.text.includes('附')) return null
  const lines = facts.text.split('\n')
  const claim = claimIn(lines)
  if (claim === null) return null
  const { quote } = claim
  if (isShown(facts, claim, targets)) return { quote, standing: 'shown', doubt: null }
  if (ABSENT.test(facts.text)) return { quote, standing: 'declared', doubt: null }
  if (followsIn(lines, claim)) return { quote, standing: 'follows', doubt: null }
  const doubt = isCut(facts)
    ? 'cut'
    : isPaged(facts)
      ? 'paged'
      : facts.needsScript || facts.signs?.scriptedFiles
        ? 'script'
        : facts.images > 0
          ? 'pictures'
          : ABOUT_OTHERS.test(title) && !OWN_DOCUMENT.test(title)
            ? 'other-document'
            : null
  return { quote, standing: 'none', doubt }
}
