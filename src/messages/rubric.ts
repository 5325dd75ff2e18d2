/** Sentences of the rubric area: a refused rubric file, why a row is not scored, the steps of the arithmetic. */
import type { Language, MessageArea, MessageFacts } from './catalogue.js'
import { rubricLintMessages } from './rubric-lint.js'

function fill(key: string, facts: MessageFacts, language: Language): string {
  const template = rubricLintMessages[key]?.[language === 'en' ? 'en' : 'zh']
  if (typeof template !== 'string') return `[${key}] ${JSON.stringify(facts)}`
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
}

interface Placed {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly key: string
  readonly facts: MessageFacts
}

/** `facts.errors` is the JSON of the list of errors: facts of a fault are plain values. */
function listErrors(facts: MessageFacts, language: Language): string {
  const errors = JSON.parse(String(facts.errors)) as Placed[]
  const lines = errors.map(
    (error) => `${error.file}:${error.line}:${error.column} ${fill(error.key, error.facts, language)}`,
  )
  const head =
    language === 'en'
      ? `invalid rubric, ${errors.length} error(s); mend the file and try again:`
      : `评分细则有 ${errors.length} 处错误，改正后再试：`
  return [head, ...lines].join('\n')
}

export const rubricMessages: MessageArea = {
  ...rubricLintMessages,
  'rubric.invalid': { zh: (facts) => listErrors(facts, 'zh-CN'), en: (facts) => listErrors(facts, 'en') },
  'rubric.unreadable': {
    zh: '读不了评分细则 {file}（{detail}），请核对路径和读取权限',
    en: 'cannot read the rubric {file} ({detail}); check the path and the permissions',
  },
  'rubric.unknown': {
    zh: '没有评分细则 {id}；现有：{known}',
    en: 'there is no rubric {id}; there are: {known}',
  },

  'rubric.because.no-own-site': {
    zh: '不适用：本单位没有自办网站',
    en: 'not applicable: the unit has no website of its own',
  },
  'rubric.because.own-site': {
    zh: '不适用：只适用于没有自办网站的单位',
    en: 'not applicable: for units without a website of their own',
  },
  'rubric.because.no-disclosure': {
    zh: '不适用：非政府信息公开责任单位',
    en: 'not applicable: the unit has no duty of disclosure',
  },
  'rubric.because.disclosure': {
    zh: '不适用：只适用于非政府信息公开责任单位',
    en: 'not applicable: for units without a duty of disclosure',
  },
  'rubric.because.roster': {
    zh: '不适用：本单位不在该项的考核名单内',
    en: 'not applicable: the unit is not on the roster of this row',
  },
  'rubric.because.kind': {
    zh: '不适用：不考核这类单位',
    en: 'not applicable: this kind of unit is not assessed here',
  },
  'rubric.because.rescaled': {
    zh: '不适用：非政府信息公开责任单位只按指定项目换算计分',
    en: 'not applicable: units without a duty of disclosure are scored on named rows only, scaled up',
  },
  'rubric.because.kind-unclear': {
    zh: '待评：单位类别不明，请在单位名单中填写',
    en: 'pending: the kind of the unit is unclear; state it in the units file',
  },
  'rubric.because.manual': { zh: '待评：由人工评分', en: 'pending: a person scores this row' },
  'rubric.because.assisted': {
    zh: '待评：程序提供情况，由人工评分',
    en: 'pending: the program supplies facts, a person scores this row',
  },
  'rubric.because.not-examined': {
    zh: '待评：尚未检查（{checks}）',
    en: 'pending: not examined yet ({checks})',
  },
  'rubric.because.cannot-tell': {
    zh: '待评：有 {count} 条待人工核实（{codes}）',
    en: 'pending: a person has to look at {count} finding(s) ({codes})',
  },
  'rubric.because.metric-missing': {
    zh: '待评：没有采集到监测值 {metric}',
    en: 'pending: the metric {metric} was not collected',
  },
  'rubric.because.not-inspected': {
    zh: '待评：本单位的检查没有完成，监测值不计分',
    en: 'pending: the unit was not inspected to the end, its metrics do not count',
  },
  'rubric.because.metric-disagrees': {
    zh: '待评：监测值 {metric} 两次采集不一致',
    en: 'pending: two collections of {metric} disagree',
  },
  'rubric.because.keywords-missing': {
    zh: '待评：关键词没有检索结果记录（{keywords}）',
    en: 'pending: no counts for the keywords {keywords}',
  },
  'rubric.because.not-entered': {
    zh: '待评：监测值 {metric} 尚未登记入账',
    en: 'pending: the metric {metric} has no entry in the ledger yet',
  },

  'rubric.because.total-open': {
    zh: '待评：加分前总评分是否达到 {atLeast} 分，要等其余各项评定',
    en: 'pending: whether the total before bonuses reaches {atLeast} depends on rows that are still open',
  },

  'rubric.pot': {
    zh: '{bucket}：共用分值 {max}，变动 {change}；未经人工评定前不计入总分',
    en: '{bucket}: {max} points in common, change {change}; not in the total until a person signs it',
  },
  'rubric.memo': {
    zh: '备忘：记入其他考核，不计入本表总分',
    en: 'memo for another scheme, not in this total',
  },

  'rubric.record.no-rule': { zh: '本细则没有规则 {rule}', en: 'the rubric has no rule {rule}' },
  'rubric.record.other-year': {
    zh: '发生于 {on}，不在 {period} 年度内，不计分',
    en: 'it happened on {on}, outside {period}, and is not priced',
  },
  'rubric.record.no-item': { zh: '清单中没有 {item} 这一项', en: 'the list has no item {item}' },
  'rubric.record.item-not-due': {
    zh: '本单位不需要“{item}”，不扣分',
    en: 'the unit does not owe {item}: nothing is taken',
  },
  'rubric.record.no-price': {
    zh: '规则 {rule} 没有定价，须由人工填写分值',
    en: 'rule {rule} has no price of its own: a person has to state the points',
  },

  'rubric.idle.no-bucket': {
    zh: '没有写明所属考核期（季度、月份），不计',
    en: 'it names no bucket of the year that has marks: no effect',
  },
  'rubric.idle.voided': { zh: '已作废，不计', en: 'voided: no effect' },
  'rubric.idle.reversed': { zh: '已冲销，不计', en: 'reversed: no effect' },
  'rubric.idle.not-in-force': {
    zh: '按现行答复本条规则不适用，不计',
    en: 'the rule is not in force under the answers given: no effect',
  },
  'rubric.idle.not-applicable': {
    zh: '本项不适用于该单位，不计',
    en: 'the row is not the unit’s: no effect',
  },
  'rubric.sample': {
    zh: (facts) =>
      `每期抽 ${facts.n} 件，种子“${facts.seed}”${facts.announced ? `（${facts.announced} 公布）` : ''}`,
    en: (facts) =>
      `${facts.n} are drawn in each period, seed "${facts.seed}"${facts.announced ? ` (announced ${facts.announced})` : ''}`,
  },
  'rubric.drawn': {
    zh: '{bucket}：{of} 件中抽 {drawn} 件：{list}',
    en: '{bucket}: {drawn} of {of}: {list}',
  },
  'rubric.idle.seed-too-late': {
    zh: '抽样种子在本期开始之后才公布，本期不计分',
    en: 'the seed of the sample was announced after the period had begun: no effect',
  },
  'rubric.idle.outside-sample': {
    zh: '不在公布的抽查样本之内，不计',
    en: 'outside the declared sample: no effect',
  },

  'rubric.step.occurrences': {
    zh: '各次扣分：{count} 条计入，{idle} 条不计',
    en: 'occurrences: {count} count, {idle} do not',
  },
  'rubric.step.tiers': { zh: '按档次或名次取分', en: 'tiers and lists' },
  'rubric.step.exclusion': {
    zh: '互斥：同组规则只计最重的一条',
    en: 'exclusion: of one group only the dearest rule counts',
  },
  'rubric.step.rule-cap': { zh: '单条规则上限', en: 'cap of each rule' },
  'rubric.step.ceiling': {
    zh: '最多得分：同时有几条的按最低一条',
    en: 'ceilings: of several the lowest holds',
  },
  'rubric.step.quota': {
    zh: '分期分值：每期至多扣完当期分值',
    en: 'marks per bucket: at most those of the bucket',
  },
  'rubric.step.to-pot': {
    zh: '本项不单设满分，从同组共用分值中扣 {change} 分',
    en: 'the row has no marks of its own: {change} from those that its group shares',
  },
  'rubric.step.to-total': { zh: '直接计入总分：{change}', en: 'straight to the total: {change}' },
  'rubric.step.from-total': {
    zh: '按加分前总评分是否达到 {atLeast} 分计算',
    en: 'worked out from the total before bonuses: at least {atLeast}',
  },
  'rubric.step.convert': {
    zh: '折算：{title}（满分 {max}），精确值 {exact}（百分之一分）；原总分照留',
    en: 'conversion: {title} (full marks {max}), exact {exact} hundredths; the total itself stays',
  },
  'rubric.step.item-cap': {
    zh: '本项上限：至多扣完 {max} 分',
    en: 'cap of the row: at most its {max} points',
  },
  'rubric.step.group-cap': { zh: '分组上限', en: 'cap of the group' },
  'rubric.step.floor': {
    zh: '本项得分：满分 {max}，变动 {change}，不低于 0',
    en: 'the row: full marks {max}, change {change}, not below 0',
  },
  'rubric.step.not-scored': {
    zh: '本项尚未评分，不计入总分；满分 {max}',
    en: 'the row is not scored and not in the total; full marks {max}',
  },
  'rubric.step.sum': {
    zh: '已评各项相加（适用满分 {applicable}）',
    en: 'sum of the scored rows (full marks that apply: {applicable})',
  },
  'rubric.step.rescale': { zh: '换算：乘以 {factor}', en: 'rescaling: times {factor}' },
  'rubric.step.no-rescale': { zh: '不换算', en: 'no rescaling' },
  'rubric.step.overflow': { zh: '超出本项、在总分中扣除', en: 'deductions from the total, beyond the rows' },
  'rubric.step.bonus': { zh: '加分', en: 'bonus' },
  'rubric.step.veto': { zh: '单项否决：总分最多 {ceiling}', en: 'veto: the total is {ceiling} at most' },
  'rubric.step.no-own-marks': {
    zh: '本项不单设满分，没有本项上限',
    en: 'the row has no full marks of its own, so no cap of the row',
  },
  'rubric.step.clamp-above': {
    zh: '总分至多 {ceiling}，不设下限；精确值 {exact}（百分之一分），末位四舍五入',
    en: 'the total is at most {ceiling} and has no lower end; exact {exact} hundredths, rounded half up once',
  },
  'rubric.step.clamp': {
    zh: '总分限于 {floor} 至 {ceiling}；精确值 {exact}（百分之一分），末位四舍五入',
    en: 'the total lies between {floor} and {ceiling}; exact {exact} hundredths, rounded half up once',
  },
}
