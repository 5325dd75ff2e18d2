/** Official documents among a unit's articles, and the mark that says how each is disclosed. 公开属性 */
import type { PageFacts } from '../../model/page.js'
import type { MarkView } from '../../model/portal-pages.js'
import { copyOf } from '../flat.js'
import { isCut, isPaged } from './annex.js'
import type { SitePage } from './site-index.js'

/** A document number alone on its line, as it stands below a document's head. The reader has folded the brackets. */
const NUMBER_LINE =
  /^([\p{Script=Han}]{2,12}\s*[〔[(【]\s*((?:19|20)\d\d)\s*[〕\])】]\s*第?\s*\d{1,5}\s*号)(?:\s*签发人.{0,20})?$/u
const HEAD_LINES = 12

/** Decisions on single cases are numbered too and carry no mark. */
const CASE_NUMBER =
  /罚|许可|许决|行许|许准|复决|行复|强制|强执|催告|听告|责改|责停|责令|仲裁|劳仲|赔|审批|准字|核准|验收|鉴定|检字|征补|征决/
const CASE_TITLE =
  /(?:决定|告知|通知|意见|裁决|判决|裁定|调解|催告|承诺|合同|协议|证明|备案|任务|申请)书|许可证|(?:中标|招标|采购|成交|拍卖|出让|竞价)(?:公告|公示|结果)|公示$|名单$|解读|问答|图解/

/** Since the rules of the State Council's General Office of 10 November 2016 every document is to carry its attribute. */
const RULE_SINCE = 2017

const MARK =
  /此\s*件.{0,10}?公\s*开|[(（【[〔]\s*(?:(?:此|本|该)(?:文件?|公文|通知|公告|信息).{0,10}公\s*开.{0,4}|主动公开|(?:全文)?公开(?:发布)?|依申请公开|不予公开|不公开|删减后公开)\s*[)）】\]〕]/
/** Alone on its line, where no menu leads to a column of that name. */
const MARK_LINE = /^(?:主动公开|依申请公开|不予公开)$/gm
const FIELD =
  /(?:公\s*开\s*(?:属\s*性|方\s*式|类\s*别|类\s*型|选\s*项|形\s*式|性\s*质|程\s*度|范\s*围)|发布(?:属性|范围|形式|类型))\s*[:：]?\s*([^\s:：]{0,12})/g
const VALUE = /主动|依申请|申请公开|不予|免予|不公开|全文|公开|社会|全社会|网站|政府/

function markIn(facts: PageFacts): { mark: string | null; empty: boolean } {
  const text = `${facts.frameText}\n${facts.text}`
  const mark = MARK.exec(text)?.[0]
  if (mark !== undefined) return { mark: mark.slice(0, 40), empty: false }
  const lines = text.match(MARK_LINE) ?? []
  const alone = lines.find((line) => !facts.links.some((link) => link.text.trim() === line))
  if (alone !== undefined) return { mark: alone, empty: false }
  let empty = false
  for (const [whole, value = ''] of text.matchAll(FIELD)) {
    if (VALUE.test(value)) return { mark: whole.replace(/\s+/g, ' ').slice(0, 40), empty: false }
    empty = true
  }
  return { mark: null, empty }
}

/** True where a file of the page bears the document's own name: the mark may stand there. */
function hasFullText(facts: PageFacts, title: string): boolean {
  const core = (/《([^《》]{4,})》/.exec(title)?.[1] ?? title)
    .replace(/^.*?关于(?:印发|发布|公布)?/, '')
    .replace(/的?(?:通知|公告|意见)$/, '')
  return facts.attachments.some(
    ({ name }) =>
      /全文|正文|原文|扫描|红头|盖章|签章/.test(name) ||
      (core.length >= 6 && name.includes(core.slice(0, 12)) && name.includes('通知')),
  )
}

/** The mark of an official document; null for any other page. */
export function markOf({ facts }: SitePage, title: string, foreign: boolean): MarkView | null {
  if (facts === null || facts.kind !== 'article' || CASE_TITLE.test(title)) return null
  // Where no body was told from the page, menus stand before the title.
  const found = [0, Math.max(0, facts.text.indexOf(title))]
    .flatMap((from) => facts.text.slice(from, from + 1500).split('\n', HEAD_LINES))
    .map((line) => NUMBER_LINE.exec(line.trim()))
    .find((match) => match !== null)
  if (!found) return null
  const [, documentNumber = '', year = ''] = found
  if (CASE_NUMBER.test(documentNumber)) return null
  const { mark, empty } = markIn(facts)
  const doubt: MarkView['doubt'] =
    mark !== null
      ? null
      : foreign
        ? 'foreign'
        : Number(year) < RULE_SINCE
          ? 'before-rule'
          : isCut(facts)
            ? 'cut'
            : isPaged(facts)
              ? 'paged'
              : empty
                ? 'field-empty'
                : /答复|复函|建议|提案/.test(title)
                  ? 'reply'
                  : facts.images > 0 || hasFullText(facts, title)
                    ? 'pictures'
                    : null
  return { documentNumber: copyOf(documentNumber), mark, doubt }
}
