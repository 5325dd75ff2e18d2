/** Sentences of the findings about duties with a limit: interpretations, letters, series, quotas, consultations, mending. */
import type { MessageArea } from './catalogue.js'
import type { Wording } from './page-findings.js'

/** [Chinese, English] */
type Words = readonly [string, string]
type Table = Readonly<Record<string, Words>>

/** Why a person has to look, for these findings. */
export const DUTY_DOUBTS: Table = {
  'interpretation-similar': [
    '有一篇标题相近的解读，是否为本文件的解读无法判断',
    'an interpretation with a similar title is there',
  ],
  'interpretation-unread': ['解读页面未能完整读取', 'the interpretation could not be read whole'],
  'reply-unclear': ['页面没有写明是否已答复', 'the page does not say whether it was answered'],
  'other-unit': ['承办、答复单位不是本单位', 'another unit handled it'],
  extended: ['页面写明已延期办理', 'the page speaks of an extension'],
  accepted: ['自受理之日起算未超期', 'counted from its acceptance it is in time'],
  unplaced: ['有的条目看不出属于哪一期', 'some entries name no period'],
  'result-similar': [
    '有一篇标题相近的结果反馈，是否为本次征集的结果无法判断',
    'a result with a similar title is there',
  ],
  'special-search': ['搜索框可能只查办事、法规等专门内容', 'it may search services or laws only'],
  'search-charset': [
    '网站不是UTF-8编码，搜索词的编码可能不被识别',
    'the site is not in UTF-8: it may misread the words',
  ],
  'finds-others': [
    '以别的词能搜到信息，可能只按关键词搜索或者不接受长句',
    'it finds entries for other words: it may know keywords only, or take no long phrases',
  ],
  'other-results': [
    '有搜索结果，但第一页没有该信息',
    'there are results, but not this one on the first page',
  ],
  'few-looked': ['可供检索验证的信息太少', 'too few articles could be looked up'],
  'rectified-unclear': ['本次检查未能确认是否已整改', 'this inspection could not tell whether it was mended'],
}

const LACKING: Table = {
  both: ['文件与解读互相都没有链接', 'neither leads to the other'],
  'from-document': ['文件页面没有链接到解读', 'the document does not lead to its interpretation'],
  'to-document': ['解读页面没有链接到文件', 'the interpretation does not lead to the document'],
}

const FUNCTIONS: Table = { search: ['站内搜索', 'search'] }

/** How the days of a limit are counted. */
const COUNTED: Table = { working: ['个工作日', 'working days'], calendar: ['天', 'days'] }

/** 2026-03 as people say it. */
function periodWords(period: string): Words {
  const [year = '', part = ''] = period.split('-')
  const halves: Table = { H1: ['上半年', 'first half'], H2: ['下半年', 'second half'] }
  const half = Object.hasOwn(halves, part) ? halves[part] : undefined
  if (half) return [`${year}年${half[0]}`, `the ${half[1]} of ${year}`]
  if (part.startsWith('Q')) return [`${year}年第${part.slice(1)}季度`, `quarter ${part.slice(1)} of ${year}`]
  return part === '' ? [`${year}年`, year] : [`${year}年${Number(part)}月`, period]
}

/** The sentences of this part of the area. */
export function dutyFindings({ sentence, word, text }: Wording): MessageArea {
  return {
    'finding.interpretation-missing': sentence((facts, language) => {
      const [title, published, limit] = [text(facts.title), text(facts.published), text(facts.limit)]
      const unit = word(COUNTED, facts.counted, language)
      return language === 0
        ? `政策文件《${title}》（${published}公布）没有找到解读材料${limit ? `，已超过${limit}${unit}时限` : ''}`
        : `No interpretation of “${title}” (published ${published}) was found${limit ? `; the limit is ${limit} ${unit}` : ''}`
    }),
    'finding.interpretation-late': sentence((facts, language) => {
      const [title, published, interpreted] = [
        text(facts.title),
        text(facts.published),
        text(facts.interpreted),
      ]
      const [days, limit, unit] = [
        text(facts.days),
        text(facts.limit),
        word(COUNTED, facts.counted, language),
      ]
      return language === 0
        ? `政策文件《${title}》${published}公布，${interpreted}才发布解读${days ? `，历时${days}${unit}` : ''}，超过${limit}${unit}时限`
        : `“${title}”, published ${published}, was interpreted on ${interpreted}${days ? `, ${days} ${unit} later` : ''} (at most ${limit} ${unit})`
    }),
    'finding.interpretation-unlinked': sentence((facts, language) => {
      const [title, other] = [text(facts.title), text(facts.interpretationTitle)]
      const lacking = word(LACKING, facts.lacking, language)
      return language === 0
        ? `政策文件《${title}》与其解读“${other}”没有相互关联：${lacking}`
        : `“${title}” and its interpretation “${other}” are not linked: ${lacking}`
    }),
    'finding.reply-missing': sentence((facts, language) => {
      const [title, received, limit] = [text(facts.title), text(facts.received), text(facts.limit)]
      const days = text(facts.workingDays)
      return language === 0
        ? `来信“${title}”（${received}收到）尚未答复${days ? `，已${days}个工作日` : ''}，超过${limit}个工作日时限`
        : `The letter “${title}” of ${received} is unanswered${days ? ` after ${days} working days` : ''} (at most ${limit})`
    }),
    'finding.reply-late': sentence((facts, language) => {
      const [title, received, replied] = [text(facts.title), text(facts.received), text(facts.replied)]
      const [days, limit] = [text(facts.workingDays), text(facts.limit)]
      return language === 0
        ? `来信“${title}”${received}收到，${replied}才答复${days ? `，历时${days}个工作日` : ''}，超过${limit}个工作日时限`
        : `The letter “${title}” of ${received} was answered on ${replied}${days ? `, ${days} working days later` : ''} (at most ${limit})`
    }),
    'finding.period-gap': sentence((facts, language) => {
      const period = periodWords(text(facts.period))[language]
      return language === 0
        ? `定期公开栏目“${text(facts.column)}”缺少${period}的信息（应不晚于${text(facts.due)}公开）`
        : `The series “${text(facts.column)}” lacks ${period} (due ${text(facts.due)})`
    }),
    'finding.column-quota-missed': sentence((facts, language) =>
      language === 0
        ? `栏目“${text(facts.column)}”${periodWords(text(facts.bucket))[0]}发布${text(facts.items)}条，少于规定的${text(facts.quota)}条`
        : `The column “${text(facts.column)}” got ${text(facts.items)} entries in ${periodWords(text(facts.bucket))[1]} (at least ${text(facts.quota)})`,
    ),
    'finding.consultation-without-result': sentence((facts, language) => {
      const [title, closed, limit] = [text(facts.title), text(facts.closed), text(facts.limit)]
      const unit = word(COUNTED, facts.counted, language)
      return language === 0
        ? `意见征集“${title}”已于${closed}截止，超过${limit}${unit}没有公布结果`
        : `The consultation “${title}” closed on ${closed}; no result was told within ${limit} ${unit}`
    }),
    'finding.function-broken': sentence((facts, language) => {
      const name = word(FUNCTIONS, facts.function, language)
      const titles = Array.isArray(facts.titles) ? facts.titles.map(text) : []
      return language === 0
        ? `${name}功能失效：搜不到门户上已发布的信息${titles.map((title) => `“${title}”`).join('、')}`
        : `The ${name} does not work: it does not find what stands on the portal: ${titles.map((title) => `“${title}”`).join(', ')}`
    }),
    'finding.not-rectified': sentence((facts, language) =>
      language === 0
        ? `整改清单所列问题（${text(facts.subject)}，编号 ${text(facts.finding)}）逾期未整改，期限为${text(facts.dueOn)}`
        : `The listed finding ${text(facts.finding)} (${text(facts.subject)}) is still there after its due date ${text(facts.dueOn)}`,
    ),
    'finding.recurred': sentence((facts, language) =>
      language === 0
        ? `整改清单所列问题（${text(facts.subject)}，编号 ${text(facts.finding)}）整改后再次出现，${text(facts.mendedOn)}曾已整改`
        : `The listed finding ${text(facts.finding)} (${text(facts.subject)}), mended on ${text(facts.mendedOn)}, is back`,
    ),
  }
}

/** Titles of the checks of this part. */
export const DUTY_TITLES: MessageArea = {
  'check.policy-interpretation.title': { zh: '政策解读', en: 'Interpretation of policies' },
  'check.reply-deadline.title': { zh: '来信答复时限', en: 'Replies to letters' },
  'check.periodic-series.title': { zh: '定期公开', en: 'Periodic series' },
  'check.column-quota.title': { zh: '栏目最低条数', en: 'Column quotas' },
  'check.consultation.title': { zh: '意见征集结果反馈', en: 'Results of consultations' },
  'check.functions.title': { zh: '网站功能', en: 'Functions of the portal' },
  'check.rectification.title': { zh: '问题整改', en: 'Rectification' },
}
