/** Sentences of the checks area: titles, one sentence per finding code, and the calendar's file. */
import type { Cause } from '../model/fault.js'
import type { Message, MessageArea, MessageFacts } from './catalogue.js'
import { DUTY_DOUBTS, DUTY_TITLES, dutyFindings } from './duty-findings.js'
import { PAGE_DOUBTS, pageFindings } from './page-findings.js'
import { SUSPICION_DOUBTS, suspicionFindings, suspicionTitles } from './suspicions.js'

/** [Chinese, English] */
type Words = readonly [string, string]

const CAUSES: Readonly<Record<Cause | 'not-found', Words>> = {
  'http-404': ['页面不存在（404）', 'page not found (404)'],
  'http-410': ['页面已删除（410）', 'page gone (410)'],
  'http-4xx': ['服务器拒绝请求（4xx）', 'request refused by the server (4xx)'],
  'http-5xx': ['服务器错误（5xx）', 'server error (5xx)'],
  'redirect-loop': ['循环跳转', 'redirect loop'],
  refused: ['连接被拒绝', 'connection refused'],
  'empty-file': ['文件为空（0字节）', 'empty file (0 bytes)'],
  'html-for-file': ['返回的是网页而不是文件', 'a web page served in place of the file'],
  'private-address': ['指向内网地址', 'leads to an internal address'],
  placeholder: ['返回的是防盗链占位图', 'hot-link placeholder picture'],
  dns: ['域名无法解析', 'unknown host'],
  'soft-404': ['返回正常状态码，内容却是“页面不存在”', 'answers 200 but says that the page does not exist'],
  timeout: ['访问超时', 'timed out'],
  tls: ['安全证书或加密连接异常', 'TLS failure'],
  reset: ['连接中断', 'connection reset'],
  protocol: ['服务器应答不合规范', 'malformed answer'],
  'too-large': ['内容过大，未完整读取', 'too large to be read whole'],
  'split-horizon': ['域名解析到内网地址', 'host name resolves to an internal address'],
  login: ['需要登录', 'sign-in required'],
  forbidden: ['禁止访问（403等）', 'access forbidden (403 or the like)'],
  challenge: ['被安全防护拦截，需人机验证', 'stopped by a challenge page'],
  'rate-limited': ['访问频次受限', 'rate limited'],
  robots: ['robots.txt不允许访问', 'excluded by robots.txt'],
  egress: ['指向未获准访问的地址', 'leads to an address that may not be contacted'],
  limit: ['超出本次检查范围', 'beyond the limit of this inspection'],
  canary: ['检查端网络异常', 'network of the inspecting machine failed'],
  internal: ['检查程序内部错误', 'internal error of the checker'],
  'not-found': ['未找到搜索入口', 'no search was found'],
}

const DOUBTS: Readonly<Record<string, Words>> = {
  ...PAGE_DOUBTS,
  ...DUTY_DOUBTS,
  ...SUSPICION_DOUBTS,
  coverage: ['门户未能完整读取', 'the portal could not be read to its end'],
  whose: [
    '有一份年报署名与本单位名称相近，是否为本单位原名称无法判断',
    'a report bears a name close to the unit’s, perhaps a former one',
  ],
  elsewhere: ['对应栏目设在其他网站，其中有无无法判断', 'it is kept on another site that was not searched'],
  similar: ['有名称相近的栏目，是否即为该栏目无法判断', 'a column of a similar name may be the one'],
  'dead-link': [
    '对应链接打不开，内容是否存在无法判断',
    'its link is dead, so nobody knows whether it exists',
  ],
  blocked: ['访问被拦截', 'access was blocked'],
  unverified: ['尚不能确认失效', 'the failure is not certain'],
  'empty-page': ['页面打开后是空白的', 'the page answers with nothing in it'],
  'no-canary': ['未配置网络自检，不能排除检查端网络原因', 'no network self-test is configured'],
  mass: ['本单位半数以上页面同因失败', 'most pages of the unit fail for the same cause'],
  'not-clicked': ['未经真实点击验证', 'no real click was made'],
  'not-applicable': ['栏目声明本单位不涉及', 'the column says that it does not apply to the unit'],
  incomplete: ['列表未读完', 'the list was not read to its end'],
  'children-unread': ['下级栏目未能读取', 'its sub-columns could not be read'],
  text: ['页面另有较多文字', 'the page holds much text beside'],
  aside: ['正文旁边有本栏目独有的链接，可能就是其条目', 'links beside its content may be its entries'],
  stopped: ['栏目写明已停止更新、迁移或并入其他栏目', 'the column says that it was stopped, moved or merged'],
  undated: ['较多条目未注明日期', 'many entries show no date'],
  kind: ['单位类别不明', 'the kind of the unit is unclear'],
  unreadable: ['内容为图片或无法读取的文件', 'the content is a picture or an unreadable file'],
  'statutory-only': ['仅有“法定主动公开内容”', 'only the statutory content is there'],
  renamed: ['单位当年新设、合并或更名', 'the unit was founded, merged or renamed'],
  undatable: ['有年度不明的年报', 'there are reports of an unknown year'],
  unled: ['门户上列有该名称，但只能由脚本打开', 'the portal names it, and only a script leads there'],
  listed: ['列表中有该年度年报，但打不开', 'a list names it, and no address opens it'],
  holiday: ['截止日遇节假日', 'the due date is a day off'],
  calendar: ['工作日历未覆盖该年度', 'the working-day calendar does not cover the year'],
  migration: ['同日集中发布，疑为网站迁移', 'many were published on one day: a migration of the site'],
  foreign: ['转载或联合发文，成文日期非本单位', 'a repost or joint document of another body'],
  'no-channel': ['未识别到在线表单或申请说明', 'neither a form nor instructions were recognised'],
  witness: ['复核时未得到相同结果', 'a second look did not agree'],
  'no-results-page': ['有应答，但不像搜索结果', 'it answers, but not as a search does'],
}

const ELEMENTS: Readonly<Record<string, Words>> = {
  name: ['公开工作机构名称', 'name of the disclosure office'],
  address: ['办公地址', 'office address'],
  hours: ['办公时间', 'office hours'],
  phone: ['联系电话', 'telephone number'],
  fax: ['传真号码', 'fax number'],
  internet: ['互联网联系方式', 'internet contact'],
  functions: ['机构职能', 'functions'],
  leader: ['负责人姓名', 'name of the head'],
  applicant: ['申请人信息', 'applicant'],
  contact: ['联系方式', 'contact'],
  content: ['所需信息的内容描述', 'description of the information'],
  form: ['获取信息的方式', 'form of supply'],
}

const OUTDATED: Readonly<Record<string, Words>> = {
  'regulation-2007': [
    '仍以2007年《条例》（国务院令第492号）为依据',
    'it cites the regulation of 2007 as the law in force',
  ],
  'reply-15-days': ['仍写15个工作日答复', 'it promises replies within 15 working days'],
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function word(table: Readonly<Record<string, Words>>, key: unknown, language: 0 | 1): string {
  const id = text(key)
  return Object.hasOwn(table, id) ? (table[id]?.[language] ?? id) : id
}

function words(table: Readonly<Record<string, Words>>, keys: unknown, language: 0 | 1): string {
  const list: readonly unknown[] = Array.isArray(keys) ? keys : []
  return list.map((key) => word(table, key, language)).join(language === 0 ? '、' : ', ')
}

/** Why a person has to look, in brackets; nothing where nothing is in doubt. */
function doubt(facts: MessageFacts, language: 0 | 1): string {
  if (text(facts.why) === '') return ''
  const why = word(DOUBTS, facts.why, language)
  return language === 0 ? `（待人工核实：${why}）` : ` (for a person to check: ${why})`
}

/** A sentence of which every part is a fact: `body` gives it in one language. */
function sentence(body: (facts: MessageFacts, language: 0 | 1) => string): Message {
  return {
    zh: (facts) => body(facts, 0) + doubt(facts, 0),
    en: (facts) => body(facts, 1) + doubt(facts, 1),
  }
}

const both = (zh: string, en: string): Message => sentence((_, language) => (language === 0 ? zh : en))

function broken(zh: string, en: string): Message {
  return sentence((facts, language) => {
    const label = text(facts.linkText)
    const cause = word(CAUSES, facts.cause, language)
    if (language === 0) return `${zh}${label ? `“${label}”` : ''}打不开：${cause || '原因不明'}`
    return `${en}${label ? ` “${label}”` : ''} fails: ${cause || 'cause unknown'}`
  })
}

const FINDINGS: MessageArea = {
  'finding.homepage-unreachable': sentence((facts, language) => {
    const cause = word(CAUSES, facts.cause, language)
    return language === 0
      ? `首页无法访问：${cause || '原因不明'}`
      : `The start page fails: ${cause || 'cause unknown'}`
  }),
  'finding.link-broken': broken('链接', 'The link'),
  'finding.attachment-broken': broken('附件', 'The attachment'),
  'finding.image-broken': broken('图片', 'The image'),
  'finding.link-void': sentence((facts, language) =>
    language === 0
      ? `“${text(facts.linkText)}”点击后没有反应，未链接到任何页面`
      : `“${text(facts.linkText)}” leads nowhere when clicked`,
  ),
  'finding.column-empty': sentence((facts, language) => {
    const shown = text(facts.placeholder)
    if (language === 0) return `栏目“${text(facts.column)}”没有内容${shown ? `，页面显示“${shown}”` : ''}`
    return `The column “${text(facts.column)}” is empty${shown ? `: it says “${shown}”` : ''}`
  }),
  'finding.column-stale': sentence((facts, language) =>
    language === 0
      ? `栏目“${text(facts.column)}”更新不及时：最新信息为${text(facts.newest)}，已${text(facts.ageDays)}天未更新（应不超过${text(facts.maxAgeDays)}天）`
      : `The column “${text(facts.column)}” is stale: its newest entry is of ${text(facts.newest)}, ${text(facts.ageDays)} days old (at most ${text(facts.maxAgeDays)})`,
  ),
  'finding.column-missing': sentence((facts, language) =>
    language === 0
      ? `未找到应设栏目“${text(facts.column)}”${facts.similar ? `，有栏目“${text(facts.similar)}”` : ''}`
      : `The required column “${text(facts.column)}” was not found${facts.similar ? `; there is “${text(facts.similar)}”` : ''}`,
  ),
  'finding.guide-missing': both('未找到政府信息公开指南', 'No disclosure guide was found'),
  'finding.guide-incomplete': sentence((facts, language) => {
    const element = word(ELEMENTS, facts.element, language)
    return language === 0 ? `政府信息公开指南缺少“${element}”` : `The disclosure guide lacks: ${element}`
  }),
  'finding.guide-outdated': sentence((facts, language) => {
    const reason = word(OUTDATED, facts.reason, language)
    return language === 0
      ? `政府信息公开指南内容过时：${reason}`
      : `The disclosure guide is outdated: ${reason}`
  }),
  'finding.catalog-missing': both('未找到政府信息公开目录', 'No disclosure catalogue was found'),
  'finding.annual-report-missing': sentence((facts, language) => {
    const [year, due] = [text(facts.year), text(facts.due)]
    if (language === 0)
      return `未找到${year}年度政府信息公开工作年度报告${due ? `（应不晚于${due}公开）` : ''}`
    return `The annual report on ${year} was not found${due ? ` (due ${due})` : ''}`
  }),
  'finding.annual-report-late': sentence((facts, language) => {
    const [year, published, due] = [text(facts.year), text(facts.published), text(facts.due)]
    if (language === 0)
      return `${year}年度政府信息公开工作年度报告于${published}公开${due ? `，晚于截止日期${due}` : ''}`
    return `The annual report on ${year} was published on ${published}${due ? `, after its due date ${due}` : ''}`
  }),
  'finding.institution-info-missing': sentence((facts, language) => {
    const element = word(ELEMENTS, facts.element, language)
    return language === 0 ? `门户上未找到机构信息“${element}”` : `Nowhere on the portal: ${element}`
  }),
  'finding.published-late': sentence((facts, language) => {
    const [title, formed, published] = [text(facts.title), text(facts.formed), text(facts.published)]
    const [from, days] = [text(facts.formedFrom), text(facts.workingDays)]
    if (language === 0)
      return `《${title}》${from || '成文日期'}为${formed}，${published}才公开${days ? `，历时${days}个工作日，超过20个工作日` : ''}`
    return `“${title}”, formed ${formed}${from ? ` (${from})` : ''}, was published on ${published}${days ? `, ${days} working days later (at most 20)` : ''}`
  }),
  'finding.application-entry-missing': both('未找到依申请公开入口', 'No on-application entry was found'),
  'finding.application-entry-broken': broken('依申请公开入口', 'The on-application entry'),
  'finding.application-form-incomplete': sentence((facts, language) => {
    const missing = words(ELEMENTS, facts.missing, language)
    return language === 0
      ? `依申请公开在线申请表缺少：${missing}`
      : `The online application form lacks: ${missing}`
  }),
  'finding.search-unavailable': sentence((facts, language) => {
    const cause = word(CAUSES, facts.cause, language)
    return language === 0
      ? `站内搜索不可用${cause ? `：${cause}` : ''}`
      : `The portal's search is not available${cause ? `: ${cause}` : ''}`
  }),
}

const TITLES: MessageArea = {
  'check.site-availability.title': { zh: '站点可用性', en: 'Site availability' },
  'check.broken-link.title': { zh: '链接可用性', en: 'Broken links' },
  'check.empty-column.title': { zh: '空白栏目', en: 'Empty columns' },
  'check.stale-column.title': { zh: '栏目更新', en: 'Stale columns' },
  'check.required-columns.title': { zh: '应设栏目', en: 'Required columns' },
  'check.disclosure-guide.title': { zh: '政府信息公开指南', en: 'Disclosure guide' },
  'check.disclosure-catalog.title': { zh: '政府信息公开目录', en: 'Disclosure catalogue' },
  'check.annual-report.title': { zh: '政府信息公开年度报告', en: 'Annual report' },
  'check.institution-info.title': { zh: '机构信息', en: 'Institution information' },
  'check.publication-deadline.title': { zh: '20个工作日公开时限', en: 'Publication deadline' },
  'check.application-entry.title': { zh: '依申请公开入口', en: 'On-application entry' },
  'check.keyword-search.title': { zh: '站内搜索与关键词', en: 'Search and keywords' },
  'check.upper-links.title': { zh: '上级网站链接', en: 'Links to upper portals' },
  'check.attachments.title': { zh: '附件齐全', en: 'Attachments' },
  'check.disclosure-mark.title': { zh: '公文公开属性标注', en: 'Disclosure marks' },
  'check.typography.title': { zh: '排版规范', en: 'Typography' },
  'check.privacy.title': { zh: '个人信息保护', en: 'Personal data' },
  'check.hidden-links.title': { zh: '暗链', en: 'Hidden links' },
}

export const checkMessages: MessageArea = {
  ...FINDINGS,
  ...pageFindings({ sentence, word, text }),
  ...dutyFindings({ sentence, word, text }),
  ...suspicionFindings({ sentence, word, text }),
  ...TITLES,
  ...DUTY_TITLES,
  ...suspicionTitles,
  'calendar.extension-invalid': {
    zh: '工作日历文件 {file} 的 {where} 有误：{what}。请按 years: [{ year, source, off, work }] 填写，日期写作 YYYY-MM-DD。',
    en: 'Calendar file {file}, at {where}: {what}. Write years: [{ year, source, off, work }] with days as YYYY-MM-DD.',
  },
}
