/** Sentences of the suspicions and of what the operator's lists find: a person decides, so each says what to look at. */
import type { MessageArea } from './catalogue.js'
import type { Wording } from './page-findings.js'

/** [Chinese, English] */
type Words = readonly [string, string]
type Table = Readonly<Record<string, Words>>

/** What the suspicion rests on, which is also why a person has to look. */
export const SUSPICION_DOUBTS: Table = {
  'by-list': ['按错误表述名单比对，是否有误须看上下文', 'compared with a list; the context decides'],
  'by-leaders': [
    '按领导名单比对，名单是否及时更新须一并核对',
    'compared with the list of leaders, which may be behind',
  ],
  'by-former-name': ['按登记的曾用名比对', 'compared with the registered former names'],
  'by-words': ['按标题和正文用语判断', 'told from title and text'],
  'by-dates': [
    '页面上的日期相互矛盾，以哪个为准须核对原件',
    'the days contradict each other; the original decides',
  ],
  'by-text': ['标题、正文相同，是否有意重发须核对', 'title and text are the same; it may be meant'],
  'by-title': ['仅按标题判断', 'told from the title alone'],
  'by-sources': ['仅按信息来源判断', 'told from the sources alone'],
  'by-history': [
    '与历次巡查记录、网址或编号不符，原因须向单位核实',
    'it disagrees with what is known; the unit may explain',
  ],
  'by-import': ['按导入的更新记录判断', 'told from an imported record'],
}

const KINDS: Table = {
  wording: ['疑似错误表述', 'perhaps a wrong expression'],
  sensitive: ['疑似不规范、敏感表述', 'perhaps an expression not to be used'],
  organ: ['疑似机构名称有误', 'perhaps a wrong name of a body'],
  order: ['疑似领导排序有误', 'leaders perhaps out of order'],
  post: ['疑似领导职务有误', 'perhaps a wrong post'],
}

const TOPICS: Table = {
  personnel: ['人事任免', 'appointments'],
  procurement: ['招标采购', 'procurement'],
  recruitment: ['招聘录用', 'recruitment'],
  budget: ['预算决算', 'budgets'],
  penalty: ['行政处罚', 'penalties'],
  event: ['工作动态', 'news of events'],
}

const list = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join('、') : String(value ?? '')

/** The sentences. */
export function suspicionFindings({ sentence, word, text }: Wording): MessageArea {
  const right = (value: unknown, zh: string, en: string, language: 0 | 1): string =>
    text(value) === '' ? '' : `${language === 0 ? zh : en}“${text(value)}”`
  return {
    'finding.wording-suspect': sentence((facts, language) => {
      const kind = word(KINDS, facts.kind, language)
      const more = Number(facts.count) > 1
      if (language === 0)
        return `《${text(facts.title)}》${kind}“${text(facts.found)}”${right(facts.right, '，规范表述为', '', 0)}${more ? `，本页共${text(facts.count)}处` : ''}`
      return `“${text(facts.title)}”: ${kind}, “${text(facts.found)}”${right(facts.right, '', ', should be ', 1)}${more ? `; ${text(facts.count)} on the page` : ''}`
    }),
    'finding.leader-outdated': sentence((facts, language) => {
      const until = text(facts.until)
      return language === 0
        ? `领导信息页面仍有已离任的${list(facts.names)}${until ? `（${until}离任）` : ''}`
        : `The leaders’ page still shows ${list(facts.names)}, who left${until ? ` on ${until}` : ''}`
    }),
    'finding.unit-name-outdated': sentence((facts, language) => {
      const until = text(facts.until)
      return language === 0
        ? `页面仍使用单位曾用名“${text(facts.name)}”${until ? `（用至${until}）` : ''}：“${text(facts.quote)}”`
        : `The page still uses the former name “${text(facts.name)}”${until ? ` (until ${until})` : ''}: “${text(facts.quote)}”`
    }),
    'finding.test-content': sentence((facts, language) =>
      language === 0
        ? `疑似测试内容：“${text(facts.found)}”`
        : `Perhaps a test that was left: “${text(facts.found)}”`,
    ),
    'finding.date-contradiction': sentence((facts, language) => {
      const [published, title] = [text(facts.published), text(facts.title)]
      const said: Record<string, Words> = {
        'published-before-formed': [
          `发布日期${published}早于${text(facts.formedFrom) || '成文日期'}${text(facts.formed)}`,
          `published ${published}, before it was formed (${text(facts.formed)})`,
        ],
        future: [
          `发布日期${published}晚于检查之日`,
          `its day of publication, ${published}, is still to come`,
        ],
        'cites-later': [
          `发布日期${published}，却引用了以后年度的文号“${text(facts.cited)}”`,
          `published ${published}, it cites a later document: “${text(facts.cited)}”`,
        ],
        'end-before-begin': [
          `正文所写止期${text(facts.end)}早于起期${text(facts.begin)}`,
          `its period ends ${text(facts.end)}, before it begins (${text(facts.begin)})`,
        ],
        'address-earlier': [
          `发布日期${published}，网址中的日期却是${text(facts.pathDate)}`,
          `published ${published}, yet its address says ${text(facts.pathDate)}`,
        ],
      }
      const what = word(said, facts.kind, language)
      return language === 0 ? `《${title}》日期矛盾：${what}` : `“${title}”: ${what}`
    }),
    'finding.duplicate-article': sentence((facts, language) =>
      language === 0
        ? `《${text(facts.title)}》重复发布，另一处为${text(facts.other)}`
        : `“${text(facts.title)}” stands on the portal twice, also at ${text(facts.other)}`,
    ),
    'finding.misplaced': sentence((facts, language) => {
      const topic = word(TOPICS, facts.topic, language)
      return language === 0
        ? `《${text(facts.title)}》属${topic}信息，却放在“${text(facts.column)}”栏目`
        : `“${text(facts.title)}” is about ${topic}, yet stands in the column “${text(facts.column)}”`
    }),
    'finding.repost-out-of-scope': sentence((facts, language) =>
      language === 0
        ? `栏目“${text(facts.column)}”查看${text(facts.items)}条，${text(facts.foreign)}条转自${list(facts.sources)}，与本单位无关`
        : `Of ${text(facts.items)} articles in “${text(facts.column)}” ${text(facts.foreign)} come from ${list(facts.sources)} and do not name the unit`,
    ),
    'finding.backdated': sentence((facts, language) => {
      const [published, column] = [text(facts.published), text(facts.column)]
      const said: Record<string, Words> = {
        'first-seen': [
          `${text(facts.absentOn)}巡查时${column ? `“${column}”` : ''}列表中还没有这条信息`,
          `on ${text(facts.absentOn)} the list${column ? ` “${column}”` : ''} did not hold it yet`,
        ],
        address: [`网址中的日期是${text(facts.pathDate)}`, `its address says ${text(facts.pathDate)}`],
        serial: [
          `按编号应在${text(facts.neighbours)}前后发布`,
          `by its number it was made about ${text(facts.neighbours)}`,
        ],
      }
      const how = word(said, facts.how, language)
      return language === 0
        ? `《${text(facts.title)}》标注发布日期${published}，疑似倒签：${how}`
        : `“${text(facts.title)}” is dated ${published}, perhaps too early: ${how}`
    }),
    'finding.new-media-stale': sentence((facts, language) => {
      const [platform, name, last] = [text(facts.platform), text(facts.name), text(facts.lastPost)]
      if (language === 0)
        return `${platform}账号“${name}”${last ? `最近更新为${last}，已${text(facts.ageDays)}天未更新` : '没有发布过内容'}`
      return `The ${platform} account “${name}” ${last ? `was last used on ${last}, ${text(facts.ageDays)} days before` : 'has never been used'}`
    }),
  }
}

/** Titles of the checks. */
export const suspicionTitles: MessageArea = {
  'check.suspicion.title': { zh: '疑点线索', en: 'Suspicions' },
  'check.new-media.title': { zh: '政务新媒体更新', en: 'Accounts in new media' },
  'check.leaders.title': { zh: '领导信息', en: 'Leaders' },
  'check.ipv6.title': { zh: 'IPv6支持', en: 'IPv6' },
}
