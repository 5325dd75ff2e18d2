/** Names of public bodies in titles and sources: whether a text speaks of the unit, of somebody else, or of nobody. */
import { plainHan, simplified } from '../../model/han.js'
import { foldSpace } from '../../model/label.js'
import { namesOf } from '../../model/site.js'
import { isNamed, type UnitPages } from './unit-pages.js'

const SUFFIX =
  '(?:国务院|人民政府|政府办公室|政府办|政府|委员会|办公室|管委会|办事处|常委会|总局|分局|局|厅|署|部|人大|政协|纪委|监委|委办|(?<![党支常])委|镇|乡|街道|街道办|法院|检察院|支队|大队|中心|学校|学院|小学|中学|高中|大学|幼儿园|党校|医院|卫生院|福利院|敬老院|派出所|司法所|研究院|研究所|公司|集团|协会|联合会|(?:档案|图书|文化|博物|美术|科技)馆|总工会|妇联|残联|科协|团委)'
const ENDS_AS_BODY = new RegExp(`${SUFFIX}$`)
const ENDS_AS_REGION = /[省市区县镇乡]$/

/** Sources that name no body: editors, the site itself. */
const NOBODY =
  /^(?:本站|本网|原创|网站编辑|管理员|编辑|佚名|未知|无|其他|互联网|转载)$|(?:网|网站|平台|客户端|公众号|微信|日报|晚报|新闻社|电视台|融媒体.*)$/

/** 云溪区 stands for 云溪区人民政府, 新桥街道 for 新桥街道办事处. */
const RULERS = /(?:人民政府|政府|办事处|管理委员会|管委会)$/

/** Characters of `short` in the order of `long`: 区府办公室 is short for 区人民政府办公室. */
function abbreviates(short: string, long: string): boolean {
  let at = 0
  for (const char of long) if (char === short[at]) at++
  return at === short.length
}

/** True when a name, short or full, can be the unit's own: 云溪区教育局 and 教育局 for 区教育局. */
function mayBeUnit(given: string, names: readonly string[]): boolean {
  const [name = '', ...own] = [given, ...names].map((one) => one.replace(/委员会$/, '委'))
  return own.some(
    (one) =>
      one === name ||
      (name.length >= 3 && one.endsWith(name)) ||
      name.endsWith(one) ||
      (name.length >= 3 && name.at(-1) === one.at(-1) && abbreviates(name, one)) ||
      (one.length >= 3 && name.at(-1) === one.at(-1) && abbreviates(one, name)),
  )
}

/**
 * True when a name may be an older or a newer one of the unit's: a body of the same region and rank that shares a
 * character of its business (文广旅体局, 文化和旅游局). Offices are merged and renamed; who it is a person knows.
 */
export function mayBeRenamed(name: string, pages: UnitPages): boolean {
  const folded = simplified(foldSpace(name.slice(0, 60))).replace(/[^\p{Script=Han}]/gu, '')
  const parts = (one: string) => /^(.{1,12}?[省市区县镇乡])?(.{2,})$/u.exec(one)
  return namesOf(pages.unit).some((own) => {
    const [, ownRegion, ownBusiness] = parts(own) ?? []
    const [, region, business] = parts(folded) ?? []
    if (!business || !ownBusiness || business.at(-1) !== ownBusiness.at(-1)) return false
    if (region !== undefined && ownRegion !== undefined && region !== ownRegion) return false
    return [...business.slice(0, -1)].some(
      (char) => !/[和与及管理委员会办公室政府人民]/.test(char) && ownBusiness.slice(0, -1).includes(char),
    )
  })
}

/** Names the unit, names another body, or nobody. */
export type Whose = 'own' | 'other' | 'nobody'

/** Whose name a short text (a source, what is left of a title) is. Several bodies of which one is another's are `other`. */
export function whoseName(text: string | null, pages: UnitPages): Whose {
  const plain = simplified(plainHan((text ?? '').slice(0, 200)))
  const folded = foldSpace(plain)
  if (folded === '' || NOBODY.test(folded)) return 'nobody'
  const parts = plain
    .split(/[\s、,;，；/|]+/)
    .map((part) => part.replace(/[^\p{Script=Han}]/gu, ''))
    .filter((part) => part.length > 1)
  const own = namesOf(pages.unit)
  const regions = own
    .map((name) => name.replace(RULERS, ''))
    .filter((name) => name.length > 1 && !own.includes(name))
  const verdicts = parts.map((part): Whose => {
    if (isNamed(pages, part) || regions.some((region) => part.endsWith(region))) return 'own'
    if (NOBODY.test(part)) return 'nobody'
    const outer = part.replace(/(?:办公室|[\p{Script=Han}]{1,6}[科股室])$/u, '')
    if (mayBeUnit(part, own) || (outer.length >= 3 && mayBeUnit(outer, own) && !/政府$/.test(outer)))
      return 'own'
    return ENDS_AS_BODY.test(part) || ENDS_AS_REGION.test(part) ? 'other' : 'nobody'
  })
  if (verdicts.includes('other')) return 'other'
  return verdicts.includes('own') ? 'own' : 'nobody'
}

/** The body in front of 关于 or 办公室关于 in a document's title; null when the title opens otherwise. */
export function issuerInTitle(title: string): string | null {
  const found = /^([\p{Script=Han}、\s]{2,60}?)(?:关于|印发|转发|公告|通告|令)/u.exec(
    title.normalize('NFKC').slice(0, 120),
  )
  const name = found?.[1]?.replace(/[印转]$/, '') ?? ''
  return ENDS_AS_BODY.test(name.replace(/\s+/g, '')) ? name : null
}
