/** Contact elements in running text: name, address, hours, phone, fax, internet, told by their labels and what follows. */

import type { PageFacts } from '../../model/page.js'
import { CONTACT_ELEMENTS } from '../../model/wordings.js'
import { escaped, fromWordings } from '../lexicon.js'
import { BUNDLED } from '../synonyms.js'

/** Contact elements that guides and institution pages must give (条例 art. 12 and 20). */
export type ContactElement = (typeof CONTACT_ELEMENTS)[number]

/** Labels, with any spaces inside: 电　话 is 电话. */
function labels(words: string): string {
  return words
    .split(' ')
    .map((word) => [...word].map(escaped).join('\\s{0,4}'))
    .join('|')
}

/** Patterns of the labels, of any label that ends the value of the one before, and of a value that opens as one. */
const lexicon = fromWordings(({ elements = {} }) => {
  const words = (element: ContactElement) =>
    [...BUNDLED.elements[element], ...(elements[element] ?? [])].join(' ')
  const of = Object.fromEntries(
    CONTACT_ELEMENTS.map((element) => [element, labels(words(element))]),
  ) as Record<ContactElement, string>
  const any = Object.values(of).join('|')
  const others = labels('邮政编码 邮编 监督电话 投诉电话 举报电话 负责人 联系人 备注 主要职责 机构职能')
  return {
    of,
    /** Wider than what is looked for. */
    next: new RegExp(`(?:${any}|${others})\\s{0,3}(?:[:：/]|[(（]|\\n)`, 'i'),
    opens: new RegExp(`^(?:${any})`, 'i'),
    whole: new RegExp(`^(?:${any}|${others})$`, 'i'),
    isPhone: new RegExp(`^(?:${of.phone})$`, 'i'),
  }
})

const PHONE =
  /(?:[(（]?0\d{2,3}[)）]?\s?[-—–－]?\s?)?[1-9]\d{2,3}[-\s]?\d{4}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|(?<!\d)(?:1[12]\d{3}|9\d{4})(?!\d)/
const CLOCK =
  /\d{1,2}\s*[:：.点时]\s*(?:\d{2}|半|整|至|[-—–~])|\d{1,2}\s*[:：]\s*\d{2}|上午|下午|工作日|上班时间|节假日|作息|正常(?:工作|办公)|工作制|周[一二三四五六日末]|星期[一二三四五六日]|全天|24\s*小时|[一二三四五六七八九十两][时点](?:半|整|[一二三四五]?十|至|到|[-—–~])/
const PLACE = /[路街道巷弄号楼室层村镇乡区县市厦场院园里]|大道|中心|广场/
const BODY =
  /[\p{Script=Han}]{2,}(?:办公室|局|委员会|委|办|厅|科|股|处|室|中心|政府|院|站|所|会|部|镇|街道|队|公司)/u
/** An address to write to, also spelled so that collectors of addresses do not know it: a#b.cn, a(at)b.cn. */
const MAIL =
  /[\w.+-]{1,64}(?:@|\s?(?:[([（【]\s?(?:at|AT|@|#)\s?[)\]）】]|[#★◎])\s?(?=[\w.-]{2,60}\.(?:cn|com|net|org)\b))[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/
const NONE = /^(?:暂?无|没有|未设|不设|未开通|尚未开通|无传真|已?(?:停用|取消)|\/|[-—–－]{1,4}(?:\s|$))/
/** 传真：同电话. */
const SAME = /^(?:同|与)(?:上|左|前|(?:联系|办公|咨询)?电话)/
const WEB = /https?:\/\/|www\.|\.gov\.cn|\.com/i

const ACCEPTS: Readonly<Record<ContactElement, (value: string) => boolean>> = {
  name: (value) => BODY.test(value.slice(0, 60)),
  address: (value) =>
    value.length >= 4 &&
    PLACE.test(value) &&
    /\p{Script=Han}{2}/u.test(value) &&
    !WEB.test(value.slice(0, 12)),
  hours: (value) => CLOCK.test(value),
  phone: (value) => PHONE.test(value),
  fax: (value) => PHONE.test(value) || NONE.test(value) || SAME.test(value),
  internet: (value) => MAIL.test(value) || WEB.test(value),
}

/** Words before a label that make it another thing's: 监督电话 is no contact of the office, 网站地址 no address. */
const NOT_AFTER: Readonly<Record<ContactElement, RegExp | null>> = {
  name: /(?:信息|文件|申请人|姓名|法人|组织|索引号|内容)[^。]{0,2}名\s{0,4}称$/,
  address: /(?:网站?|IP|邮箱|邮件|电子|网络|上网)\s*$/i,
  hours: null,
  phone: /(?:监督|投诉|举报|技术支持|维护|申请人|您的?|传真)\s*$/,
  fax: null,
  internet: null,
}

/** What joins a label to its value: the bracket it stands in itself, a remark in brackets, "/传真", a colon or a verb. */
const JOINT =
  /^\s*(?:[)）](?=\s*[:：]))?\s*(?:[(（][^()（）]{0,20}[)）])?\s*(?:[/及和、]\s*(?:传真|电话|联系电话)(?:号码)?)?\s*(?:的?名称|号码)?\s*(?:[:：]|[|—-]|为|是|即|由|设在|位于|在)?\s*[:：]?\s*/
const MAX_VALUE = 90
const MAX_TRIES = 40
const MAX_TEXT = 60_000

/** The value after a label: up to the next label or the end of the sentence; '' where nothing stands there. */
function valueAt(text: string, from: number): string {
  const raw = text.slice(from, from + MAX_VALUE + 40)
  const tail = raw.slice((JOINT.exec(raw)?.[0] ?? '').length)
  const next = lexicon().next.exec(tail)
  const stop = tail.search(/[。;；]/)
  const ends = [next ? next.index : tail.length, stop < 0 ? tail.length : stop, MAX_VALUE]
  return tail.slice(0, Math.min(...ends)).trim()
}

function byLabel(text: string, element: ContactElement): string | null {
  const label = new RegExp(lexicon().of[element], 'gi')
  const refused = NOT_AFTER[element]
  let tries = 0
  for (let found = label.exec(text); found !== null && tries < MAX_TRIES; found = label.exec(text), tries++) {
    // A label such as 名称 is judged together with what stands before it.
    const before = text.slice(
      Math.max(0, found.index - 8),
      element === 'name' ? label.lastIndex : found.index,
    )
    if (refused?.test(before)) continue
    const value = valueAt(text, label.lastIndex)
    // 名称、办公地址、办公时间: a list of what a guide must hold, not the thing itself.
    if (value === '' || /^[、,，)）]/.test(value) || lexicon().opens.test(value)) continue
    if (ACCEPTS[element](value)) return `${found[0]}：${value}`.slice(0, 120)
  }
  return null
}

/** Wordings without a label that answer an element all the same. */
const IN_PROSE: Readonly<Record<ContactElement, readonly RegExp[]>> = {
  name: [
    /公开[^。;；\n]{0,30}(?:机构|部门|工作|办公室)(?:是|由|设在)(?!各)[\p{Script=Han}]{1,16}(?:办公室|[^各]科|股|处|室|中心|党政办|综合办)/u,
    /[\p{Script=Han}]{2,20}(?:办公室|党政办|综合办|[^各]科|[^各]股|中心|处|局|委员会)[^。;；]{0,10}(?:负责|承担|受理|办理|具体承办)[^。;；]{0,24}(?:公开|申请)/u,
  ],
  address: [
    /(?:位于|地处|坐落(?:于|在))[^。;；:：]{2,40}(?:号|楼|室|层|[路街道镇村][东南西北中]?(?:段|侧|端|首|头|旁|内))|(?:到|前往|至)[^。;；:：]{2,24}(?:\d|[一二三四五六七八九十])(?:号?楼|层)|[\p{Script=Han}]{2,16}(?:路|街|道|巷|弄|里)\s?\d{1,5}\s?号/u,
  ],
  hours: [
    /(?:工作日|周一|星期一)[^。;；]{0,24}(?:\d{1,2}\s*[:：点时]\s*\d{0,2}|[一二三四五六七八九十][时点])/,
    /工作日全天|(?:办公|工作|受理|接待|服务)时间\s?[:：]?\s?(?:法定|正常)|(?:夏|冬)(?:令时|季)[^。;；\n]{0,8}\d{1,2}\s?[:：点时]/,
    /上午\s?\d{1,2}\s?[:：点时][^。;；]{0,6}[-—–~至到]/,
    /(?:周|星期)一\s*[至到、—–~～-]\s*(?:周|星期)?五/,
  ],
  phone: [
    /(?:致电|拨打)[^。;；]{0,12}\d{7,}/,
    new RegExp(
      `(?:(?<!申请)(?:联系人\\s*[:：]\\s*[\\p{Script=Han}·*]{1,8}[\\s,，、]*)|(?:办公室|值班室|综合科|总机|(?<!投诉)咨询|联系)\\s*[:：]\\s*|[☎☏]\\s*[:：]?\\s*)(?:${PHONE.source})`,
      'u',
    ),
  ],
  fax: [
    /(?:无|没有|未设|不设|未开通|不提供|取消)传真/,
    /\d{7,8}\s?[(（]\s?(?:兼|含|同)?\s?传真(?:同号)?\s?[)）]|传真(?:号码)?\s?[:：]?\s?(?:同上|同号|同电话|与电话相同)/,
  ],
  internet: [
    MAIL,
    /(?:在线|网上|网络|互联网)(?:提交|填写|填报|递交)[^。;；]{0,12}申请|(?:通过|登录|登陆|点击)[^。;；]{0,40}(?:在线申请|网上申请|依申请公开["”』」]?(?:系统|平台|栏目|窗口|入口)|申请(?:系统|平台))/,
    /(?:登录|登陆|进入|点击|访问|通过|在)(?:(?!下载|打印|邮寄)[^。;；\n]){0,40}(?:网站?|平台|系统|栏目|依申请公开)(?:(?!下载|打印|邮寄)[^。;；\n]){0,20}(?:填写|填报|提交|递交)/,
    /(?:互联网|网上|网络)(?:联系|申请|受理)(?:方式|渠道)?\s?[:：][^。;；\n]{0,30}(?:网站|服务网|平台|小程序)/,
  ],
}

/** A table with its labels side by side has so many of them in one row at least: two may be a label without a value. */
const MIN_HEADINGS = 3
const MAX_LINES = 4_000

/** One cell may head two things: 电话/传真. */
const together = (cell: string): string[] => cell.split(/\s*[/／、及和与]\s*/)

/** Ends of the rows of labels in a text, with the labels: cells one a line, most of them labels and nothing else. */
function headings(lines: readonly string[]): { readonly next: number; readonly row: readonly string[] }[] {
  const { whole } = lexicon()
  const rows: { next: number; row: string[] }[] = []
  let row: string[] = []
  for (const [i, line] of lines.entries()) {
    const isLabel = (cell = ''): boolean => together(cell).every((part) => whole.test(part))
    if (isLabel(line)) {
      row.push(line)
      if (!isLabel(lines[i + 1]) && row.length >= MIN_HEADINGS) rows.push({ next: i + 1, row })
    } else row = []
  }
  return rows
}

/** A value in the rows below a row of labels. With a telephone beside it a fax is the second number, or said to be none. */
function belowHeadings(text: string, element: ContactElement): string | null {
  const label = new RegExp(`^(?:${lexicon().of[element]})$`, 'i')
  const lines = text
    .split('\n', MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  for (const { next, row } of headings(lines)) {
    const at = row.findIndex((cell) => together(cell).some((part) => label.test(part)))
    if (at < 0) continue
    const cells = lines.slice(next, next + row.length * 2)
    const values = cells.filter((cell) => ACCEPTS[element](cell))
    const own = values.find((cell) => cell === cells[at])
    const phoned = element === 'fax' && row.some((label) => lexicon().isPhone.test(label))
    const value = own ?? values[phoned ? 1 : 0]
    if (value !== undefined) return `${row[at]}：${value}`.slice(0, 120)
  }
  return null
}

/** True where a label of the element stands in the text, whatever follows it. */
export function hasLabel(text: string, element: ContactElement): boolean {
  return new RegExp(lexicon().of[element], 'i').test(text.slice(0, MAX_TEXT))
}

/** True where a label of the element stands with a colon and nothing behind it on its line. */
export function isLeftOpen(text: string, element: ContactElement): boolean {
  const open = new RegExp(`(?:${lexicon().of[element]})\\s{0,3}[:：][ \\t]*(?:\\n|$)`, 'i')
  return open.test(text.slice(0, MAX_TEXT))
}

/** True where a picture on the page may hold the value behind a label that is left open: so that nobody collects it. */
export function maySayInPicture({ images, links, text }: PageFacts, element: ContactElement): boolean {
  const pictured = images > 0 || links.some(({ role, region }) => role === 'image' && region === 'content')
  return pictured && isLeftOpen(text, element)
}

/** The words that answer an element, at most 120 characters; null where none do. A label with nothing behind it answers nothing. */
export function findContact(text: string, element: ContactElement): string | null {
  const bounded = text.slice(0, MAX_TEXT)
  const labelled = byLabel(bounded, element) ?? belowHeadings(bounded, element)
  if (labelled !== null) return labelled
  for (const prose of IN_PROSE[element]) {
    const found = prose.exec(bounded)?.[0]
    if (found !== undefined) return found.slice(0, 120)
  }
  return null
}
