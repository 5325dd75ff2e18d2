/** What a column is for: its role, from its label, the standard page tag ColumnType, or the initials in its path. */
import { tailOf } from '../../model/address.js'
import { foldLabel } from '../../model/label.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import { fromWordings } from '../lexicon.js'

/** One role by label: `is` must match the folded label, `not` must not. The first role that fits is taken. */
interface RoleLabel {
  readonly role: ColumnRole
  readonly is: RegExp
  readonly not?: RegExp
}

/** A longer label is a sentence. */
const MAX_LABEL = 18

const LEAD = '(?:最新|政务|部门|单位|本局|本镇|本街道|重要|信息|工作|政府|街道|乡镇|镇街|区级|本级)*'

const BY_LABEL: readonly RoleLabel[] = [
  {
    role: 'application',
    is: /依申请公开|信息公开申请|^(?:公开申请|申请公开|我要申请|在线申请|网上申请)(?:公开)?$/,
    not: /指南|流程|须知|年报|统计|目录|说明|办法|制度|答复|选登/,
  },
  {
    role: 'annual-report',
    is: /(?:信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:年报|报告)|^(?:公开)?年报$|^(?:公开)?年度报告$|^公开年报/,
    not: /统计|网站|法治|报表|财务/,
  },
  { role: 'guide', is: /(?:信息|政务)公开(?:工作)?指南|^公开指南$|^指南$/, not: /办事|服务|依申请/ },
  {
    role: 'catalog',
    is: /(?:信息|主动)公开(?:基本|事项|标准)?目录|^公开目录$|^信息目录$|公开基本目录|公开(?:事项)?标准目录|^主动公开.{0,8}目录$/,
    not: /采购|收费|清单|重点领域/,
  },
  {
    role: 'system',
    is: /(?:信息|政务)公开(?:相关|工作|配套)?(?:制度|规定|法规|条例|规章)|^公开制度$|^公开规定$|^信息公开依据$/,
  },
  { role: 'statutory', is: /法定主动公开|主动公开内容|法定公开内容|^主动公开$/ },
  { role: 'interpretation', is: /解读/ },
  { role: 'consultation', is: /征集|征求意见|意见征求|民意调查|网上调查|听证|公众参与/ },
  { role: 'proposals', is: /建议提案|提案|议案|代表建议|建议办理/ },
  {
    role: 'leaders',
    is: /^.{0,6}领导(?:信息|之窗|班子|介绍|分工|简介|成员|一览|名录)?$|负责人信息|班子成员|领导班子|领导分工/,
    not: /活动|动态|讲话|信箱|批示|小组|留言|接访/,
  },
  { role: 'mailbox', is: /信箱|来信|咨询|投诉|留言|互动|信访|举报|建言/ },
  {
    role: 'institution',
    is: /机构(?:职能|设置|概况|信息|简介|介绍|职责)|组织机构|组织架构|(?:部门|单位|主要|工作|本局|内设)(?:职能|职责|概况|简介|介绍|机构)|职能职责|^(?:职能|职责|概况|简介|机构)$|概况信息|(?:本?镇|乡|街道|本?局)(?:概况|简介|情)$/,
    not: /动态|调整公告/,
  },
  { role: 'budget', is: /预决算|预算|决算|三公经费|财[政务](?:信息|公开|收支)|^财政资金(?:信息|公开)?$/ },
  { role: 'procurement', is: /采购|招标|投标|招投标/ },
  { role: 'recruitment', is: /招聘|招考|招录|录用|公务员|人事|任前公示|职称/ },
  { role: 'emergency', is: /应急|预案|突发|预警/ },
  { role: 'power-list', is: /(?:权力|责任|权责|负面)清单|权力运行|权责事项/ },
  {
    role: 'permits-penalties',
    is: /行政许可|行政处罚|行政强制|双公示|双随机|行政执法|行政检查|处罚信息|许可信息/,
  },
  { role: 'gazette', is: /公报/ },
  { role: 'statistics', is: /统计|数据发布|数据开放|数据公开/ },
  { role: 'plans', is: /规划|计划|工作总结|工作要点/ },
  { role: 'priority', is: /重点领域|重点信息公开|重点工作|标准化规范化/ },
  {
    role: 'documents',
    is: /规范性文件|政策文件|政策法规|法规文件|^(?:政府|部门|本级|本局|本镇|街道|公开|重要|行政|其他|单位|机关|区政府|局)?文件(?:公开|发布|库|中心|选登)?$|^政策$|^(?:部门|本局|单位|机关)?发文$|^公文/,
    not: /上级|国家|中央|省级|历史|失效|废止|清理|征求|目录/,
  },
  {
    role: 'notices',
    is: new RegExp(`^${LEAD}(?:(?:通知|公告|公示|通告)(?:和|与|及)?){1,4}(?:栏|信息|发布|专栏)?$`),
  },
  {
    role: 'news',
    is: /(?:动态|要闻|新闻|快讯|简讯|(?:^|最新|政务|综合|本地|部门|工作|政府|时政|图文|公开)资讯)(?:信息|中心|报道|速递|要闻|动态)?$|^(?:动态|新闻)(?:信息|要闻|动态)$|^工作信息$/,
    not: /人事|招标|采购|招聘|市场|价格|历史|往年|媒体|视频|专题|行业|国内|国际|上级|监测|统计|项目|疫情|学术|领导|人大|政协/,
  },
]

/** Standard page tag ColumnType (国办发〔2017〕47号, annex), as its enumerated values are written. */
const BY_TYPE: Readonly<Record<string, ColumnRole>> = {
  概况信息: 'institution',
  机构职能: 'institution',
  负责人信息: 'leaders',
  工作动态: 'news',
  政策文件: 'documents',
  信息公开指南: 'guide',
  信息公开目录: 'catalog',
  信息公开年报: 'annual-report',
  依申请公开: 'application',
  数据发布: 'statistics',
  数据开放: 'statistics',
  政策解读: 'interpretation',
  回应关切: 'interpretation',
  咨询投诉: 'mailbox',
  征集调查: 'consultation',
  通知公告: 'notices',
}

const PATH_WORDS: readonly (readonly [ColumnRole, string])[] = [
  ['guide', 'zfxxgkzn xxgkzn gkzn zfxxgkzhn'],
  ['catalog', 'zfxxgkml xxgkml gkml zdgkjbml jbml zdgkml'],
  ['system', 'zfxxgkzd xxgkzd gkzd'],
  ['statutory', 'fdzdgknr fdgknr fdzdgk zdgknr'],
  ['annual-report', 'zfxxgknb xxgknb gknb xxgkndbg zfxxgkndbg zfxxgknbg xxgknbg gzndbg'],
  ['application', 'ysqgk zfxxgksq xxgksq sqgk gksq'],
  ['institution', 'jgzn jgsz jggk zzjg jgxx'],
  ['leaders', 'ldxx ldzc ldbz ldjs ldfg'],
  ['interpretation', 'zcjd wjjd'],
  ['news', 'gzdt zwdt bmdt dtxx'],
  ['notices', 'tzgg gggs gsgg'],
  ['documents', 'zcwj gfxwj xzgfxwj'],
]
const BY_PATH = new Map(PATH_WORDS.flatMap(([role, words]) => words.split(' ').map((word) => [word, role])))

/** Two or three initials mean a role only below a folder of open information. */
const BY_SHORT_PATH: Readonly<Record<string, ColumnRole>> = {
  zn: 'guide',
  ml: 'catalog',
  zd: 'system',
  nb: 'annual-report',
  ndbg: 'annual-report',
  sq: 'application',
}
const OPEN_FOLDER = /^(?:zfxxgk|xxgk|zwgk|gkpt|zfxxgkzl|zwgkzl)/

/** Roles that a label which says something else may still get from its path: none of them is ever judged by age. */
const STRUCTURAL: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'guide',
  'catalog',
  'system',
  'statutory',
  'annual-report',
  'application',
  'institution',
  'leaders',
])

/** Names to which an operator gave a role. */
const added = fromWordings(({ roles = {}, application = [] }) => {
  const byLabel = new Map<string, ColumnRole>(application.map((label) => [foldLabel(label), 'application']))
  for (const [role, labels] of Object.entries(roles) as [ColumnRole, string[]][])
    for (const label of labels) byLabel.set(foldLabel(label), role)
  return byLabel
})

function byPath(url: string): { role: ColumnRole; word: string; long: boolean } | null {
  if (url === '') return null
  let path: string
  try {
    path = tailOf(url).pathname.toLowerCase()
  } catch {
    return null
  }
  const parts = path.split('/').filter((part) => part !== '' && !part.includes('.'))
  const last = parts.at(-1)
  if (last === undefined) return null
  const role = BY_PATH.get(last)
  if (role !== undefined) return { role: role as ColumnRole, word: last, long: true }
  const short = Object.hasOwn(BY_SHORT_PATH, last) ? BY_SHORT_PATH[last] : undefined
  if (short !== undefined && parts.slice(0, -1).some((part) => OPEN_FOLDER.test(part))) {
    return { role: short, word: last, long: false }
  }
  return null
}

/**
 * The role of a column, and why: `label:…`, `columnType:…` or `path:…`; null when nothing tells. A label that says
 * something goes first; a path alone never makes a column one that must be updated, unless it has no label.
 */
export function roleOf(
  label: string,
  url: string,
  columnType: string | null,
): { role: ColumnRole; because: string } | null {
  const folded = foldLabel(label)
  const given = added().get(folded)
  if (given !== undefined) return { role: given, because: `label:${label.trim()}` }
  if (folded !== '' && folded.length <= MAX_LABEL) {
    const named = BY_LABEL.find(({ is, not }) => is.test(folded) && !(not?.test(folded) ?? false))
    if (named) return { role: named.role, because: `label:${label.trim()}` }
  }
  const type = columnType === null ? '' : foldLabel(columnType)
  if (Object.hasOwn(BY_TYPE, type)) {
    const role = BY_TYPE[type]
    if (role !== undefined) return { role, because: `columnType:${type}` }
  }
  const path = byPath(url)
  if (path === null) return null
  const trusted = folded === '' || (path.long && STRUCTURAL.has(path.role))
  return trusted ? { role: path.role, because: `path:${path.word}` } : null
}
