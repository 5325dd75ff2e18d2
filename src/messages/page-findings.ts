/** Sentences of the findings about single pages, hidden links, upper portals and the content of annual reports. */
import type { Message, MessageArea, MessageFacts } from './catalogue.js'

/** [Chinese, English] */
type Words = readonly [string, string]
type Table = Readonly<Record<string, Words>>

/** Why a person has to look, for these findings. */
export const PAGE_DOUBTS: Table = {
  'related-host': [
    '只有脚本或同域名的其他网站指向该上级网站',
    'only a script or another site of its domain leads there',
  ],
  pictures: ['页面有图片，可能在图片中', 'it may stand in a picture of the page'],
  script: ['页面内容可能由脚本载入', 'a script may bring it'],
  'other-document': ['可能是指另一份文件的附件', 'it may speak of another document'],
  cut: ['页面过长，未完整读取', 'the page was too long to be read whole'],
  paged: ['正文分页，后页未读取', 'the text goes on on another page'],
  'before-rule': ['发文时尚无标注要求', 'the document is older than the rule'],
  'field-empty': ['有公开属性栏但内容不明', 'a field for it is there, but what it says is unclear'],
  reply: ['属建议提案答复或复函', 'it is a reply'],
  charset: ['页面其他部分也有乱码，可能是编码识别问题', 'the charset may have been misread'],
  quoted: ['可能是正文引用的代码', 'the text may quote code'],
  form: ['可能是表单的填写提示', 'it may be a hint of a form'],
  single: ['仅有一个无法显示的字符', 'only one character is lost'],
  'no-card-label': ['号码前没有“卡号”“账号”等字样', 'no label says that it is a card'],
  'other-number': ['可能是其他编号', 'it may be a number of something else'],
  'may-open': ['可能由脚本或样式展开显示', 'a script or style sheet may show it'],
  tables: ['统计表为图片或无法读取', 'the tables are pictures or cannot be read'],
  blank: ['表格有留空', 'cells are left blank'],
  file: ['报告全文可能在附件中', 'the whole report may stand in an attachment'],
  locked: ['文件已加密，无法读取', 'the document asks for a password'],
  placed: [
    '标签之后的内容可能是图片，或因版式无法与标签对应',
    'a picture may follow the label, or the layout does not tell which value is whose',
  ],
  limit: ['文件过大，未能读取', 'the document is larger than what is read'],
  similar: ['文字相近，但不完全相同', 'alike, but not the same throughout'],
}

const KINDS: Table = {
  mojibake: ['文字乱码', 'garbled characters'],
  markup: ['网页代码显示为文字', 'markup shown as text'],
  placeholder: ['残留编辑器占位文字', 'an editor’s placeholder was left'],
  'no-body': ['只有标题，没有正文', 'a title and no text'],
  'resident-id': ['居民身份证号码', 'resident identity number'],
  'bank-card': ['银行卡号', 'bank card number'],
}

const SECTIONS: Table = {
  '1': ['一、总体情况', 'I. overall situation'],
  '2': ['二、主动公开政府信息情况', 'II. disclosure on own initiative'],
  '3': ['三、收到和处理政府信息公开申请情况', 'III. applications'],
  '4': ['四、政府信息公开行政复议、行政诉讼情况', 'IV. reviews and lawsuits'],
  '5': ['五、存在的主要问题及改进情况', 'V. problems and improvements'],
  '6': ['六、其他需要报告的事项', 'VI. other matters'],
}

const IDENTITIES: Table = {
  'applications-balance': [
    '“本年新收+上年结转”应等于“总计+结转下年度”',
    'new and carried-over applications equal those handled and carried on',
  ],
  'applications-results': ['各办理结果之和应等于“总计”', 'the results add up to their total'],
  'applicants-total': ['各类申请人之和应等于“总计”', 'the kinds of applicants add up to the total'],
  'review-total': ['行政复议各项之和应等于“总计”', 'the reviews add up to their total'],
  'lawsuit-total': [
    '行政诉讼（未经复议直接起诉）各项之和应等于“总计”',
    'the direct lawsuits add up to their total',
  ],
  'lawsuit-after-review-total': [
    '行政诉讼（复议后起诉）各项之和应等于“总计”',
    'the lawsuits after review add up to their total',
  ],
  'carried-over': [
    '本年“上年结转”应等于上一年度“结转下年度”',
    'what is carried over equals what last year carried on',
  ],
  'text-applications': [
    '正文与表格中收到的申请件数应一致',
    'the text and the table give the same number of applications',
  ],
}

/** What the area lends to its sentences. */
export interface Wording {
  readonly sentence: (body: (facts: MessageFacts, language: 0 | 1) => string) => Message
  readonly word: (table: Table, key: unknown, language: 0 | 1) => string
  readonly text: (value: unknown) => string
}

/** The sentences. */
export function pageFindings({ sentence, word, text }: Wording): MessageArea {
  return {
    'finding.upper-link-missing': sentence((facts, language) =>
      language === 0
        ? `未设置指向上级网站${text(facts.upper)}的链接`
        : `Nothing links to the upper portal ${text(facts.upper)}`,
    ),
    'finding.attachment-missing': sentence((facts, language) =>
      language === 0
        ? `《${text(facts.title)}》正文写有“${text(facts.quote)}”，页面上没有附件`
        : `“${text(facts.title)}” speaks of an attachment (“${text(facts.quote)}”) that is not there`,
    ),
    'finding.disclosure-mark-missing': sentence((facts, language) =>
      language === 0
        ? `${text(facts.documentNumber)}《${text(facts.title)}》未注明“（此件公开发布）”等公开属性`
        : `${text(facts.documentNumber)} “${text(facts.title)}” does not say how it is disclosed`,
    ),
    'finding.layout-irregular': sentence((facts, language) => {
      const kind = word(KINDS, facts.kind, language)
      const quote = text(facts.quote)
      if (language === 0) return `《${text(facts.title)}》排版不规范：${kind}${quote ? `（“${quote}”）` : ''}`
      return `“${text(facts.title)}” is badly set: ${kind}${quote ? ` (“${quote}”)` : ''}`
    }),
    'finding.personal-data-exposed': sentence((facts, language) => {
      const kind = word(KINDS, facts.kind, language)
      const [masked, count] = [text(facts.masked), text(facts.count)]
      const title = text(facts.title)
      if (facts.document === true)
        return language === 0
          ? `附件“${title}”中有未作遮挡的${kind}${count}个，如${masked}`
          : `Unmasked in the attachment “${title}”: ${kind}, ${count} in all, e.g. ${masked}`
      if (language === 0) return `页面公开了未作遮挡的${kind}${count}个，如${masked}`
      return `Unmasked on the page: ${kind}, ${count} in all, e.g. ${masked}`
    }),
    'finding.hidden-link': sentence((facts, language) => {
      const hosts = Array.isArray(facts.hosts) ? facts.hosts.map(text).join(' ') : text(facts.hosts)
      const label = text(facts.linkText)
      if (language === 0) return `页面藏有指向${hosts}的隐藏链接${label ? `“${label}”` : ''}`
      return `The page hides a link to ${hosts}${label ? `: “${label}”` : ''}`
    }),
    'finding.annual-report-incomplete': sentence((facts, language) => {
      const section = word(SECTIONS, facts.section, language)
      return language === 0
        ? `${text(facts.year)}年度报告缺少“${section}”部分`
        : `The annual report on ${text(facts.year)} lacks section ${section}`
    }),
    'finding.annual-report-inconsistent': sentence((facts, language) => {
      const identity = word(IDENTITIES, facts.identity, language)
      const [left, right, place] = [text(facts.left), text(facts.right), text(facts.at)]
      if (left === '')
        return language === 0
          ? `${text(facts.year)}年度报告的数据无法核对${identity ? `：${identity}` : ''}`
          : `The numbers of the annual report on ${text(facts.year)} cannot be checked${identity ? `: ${identity}` : ''}`
      if (language === 0)
        return `${text(facts.year)}年度报告数据不一致${identity ? `：${identity}` : ''}${place ? `（“${place}”列）` : ''}，分别为${left}和${right}`
      return `The annual report on ${text(facts.year)} contradicts itself${identity ? `: ${identity}` : ''}${place ? `, in the column “${place}”` : ''}: ${left} against ${right}`
    }),
    'finding.annual-report-duplicate': sentence((facts, language) => {
      const [year, other, share] = [text(facts.year), text(facts.otherYear), text(facts.similarity)]
      const [passage] = Array.isArray(facts.passages) ? facts.passages : [facts.passages]
      const quote = text(passage)
      return language === 0
        ? `${year}年度报告与${other}年度报告的文字雷同（相似度${share}%）${quote ? `，如“${quote}”` : ''}`
        : `The annual reports on ${year} and ${other} read alike (${share} %)${quote ? `, e.g. “${quote}”` : ''}`
    }),
  }
}
