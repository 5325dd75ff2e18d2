/** Sentences of the rubric area: faults of rubric files, why a row is not scored, the steps of the arithmetic. */
import type { Language, MessageArea, MessageFacts } from './catalogue.js'

/** What may be wrong in a rubric file. `{where}` is a path, a row or a rule. */
const LINT: MessageArea = {
  'rubric.lint.syntax': { zh: 'YAML 语法错误：{detail}', en: 'YAML syntax: {detail}' },
  'rubric.lint.unknown-key': { zh: '{where} 不认识的键 {key}', en: '{where}: unknown key {key}' },
  'rubric.lint.expected': { zh: '{where} 应为 {expected}', en: '{where}: expected {expected}' },
  'rubric.lint.one-of': { zh: '{where} 应为：{expected}', en: '{where}: expected {expected}' },
  'rubric.lint.invalid': { zh: '{where} 不合规定：{detail}', en: '{where}: {detail}' },
  'rubric.lint.id': {
    zh: '{where} 编号只能用小写字母、数字、点和连字符',
    en: '{where}: an id holds lower-case letters, digits, dots and hyphens only',
  },
  'rubric.lint.empty': { zh: '{where} 不能为空', en: '{where}: must not be empty' },
  'rubric.lint.points': {
    zh: '{where} 分值应为至多两位小数',
    en: '{where}: expected points with at most two decimals',
  },
  'rubric.lint.positive': { zh: '{where} 满分不能为负', en: '{where}: full marks cannot be negative' },
  'rubric.lint.negative': {
    zh: '{where} 扣分应写成负数',
    en: '{where}: a deduction is written as a negative number',
  },
  'rubric.lint.duplicate': { zh: '{what} {id} 重复', en: 'duplicate {what} {id}' },
  'rubric.lint.unknown': { zh: '没有这个 {what}：{id}', en: 'there is no {what} {id}' },
  'rubric.lint.sum': {
    zh: '{where} 标明 {declared} 分，各项相加为 {sum} 分',
    en: '{where}: declared {declared} points, the parts add up to {sum}',
  },
  'rubric.lint.no-rule': {
    zh: '第 {where} 项为自动评分，却没有自动规则',
    en: 'row {where} is automatic but has no automatic rule',
  },
  'rubric.lint.method': {
    zh: '规则 {where}（{type}）不能用于 {method} 项',
    en: 'rule {where} ({type}) has no place on a row that is {method}',
  },
  'rubric.lint.clause': {
    zh: '规则 {where} 的条文不在本项原文之中',
    en: 'rule {where}: its clause is no part of the wording of its row',
  },
  'rubric.lint.column-needed': {
    zh: '规则 {where} 使用 column-missing，须写明 column',
    en: 'rule {where} uses column-missing and must name a column',
  },
  'rubric.lint.beyond': {
    zh: '规则 {where} 的 {points} 分超过本项满分 {max}',
    en: 'rule {where}: {points} points are beyond the full marks {max}',
  },
  'rubric.lint.cap': {
    zh: '规则 {where} 的上限 {cap} 小于一次扣分 {points}',
    en: 'rule {where}: the cap {cap} is less than one deduction {points}',
  },
  'rubric.lint.one-metric': {
    zh: '第 {where} 项只能有一条监测值规则',
    en: 'row {where} may have one metric rule only',
  },
  'rubric.lint.reading': {
    zh: '问题 {id} 应给出选项：{expected}',
    en: 'question {id} must offer options of: {expected}',
  },
  'rubric.lint.tier-order': {
    zh: '规则 {where} 的档次应由高到低，只有第一档不设上限',
    en: 'rule {where}: tiers go from the top down, and only the first has no upper end',
  },
  'rubric.lint.tier-gap': {
    zh: '规则 {where} 的档次漏了 {from} 至 {to}',
    en: 'rule {where}: no tier holds {from} to {to}',
  },
  'rubric.lint.tier-overlap': {
    zh: '规则 {where} 的档次在 {count} 重叠，没有说明按哪一档',
    en: 'rule {where}: tiers overlap at {count} and no order is declared',
  },
  'rubric.lint.tier-fill': {
    zh: '规则 {where} 的分值区间没有说明怎样取分',
    en: 'rule {where}: the range of points is not filled in up to its end',
  },
  'rubric.lint.unpriced': {
    zh: '检查项 {check} 的问题代码 {code} 没有定价，也没有列入 ignored',
    en: 'code {code} of check {check} is neither priced nor listed under ignored',
  },
  'rubric.lint.priced-and-ignored': {
    zh: '问题代码 {code} 已定价，不应列入 ignored',
    en: 'code {code} is priced and must not be listed under ignored',
  },
}

function fill(key: string, facts: MessageFacts, language: Language): string {
  const template = LINT[key]?.[language === 'en' ? 'en' : 'zh']
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
  ...LINT,
  'rubric.invalid': { zh: (facts) => listErrors(facts, 'zh-CN'), en: (facts) => listErrors(facts, 'en') },
  'rubric.unreadable': {
    zh: '读不了评分细则 {file}：{detail}',
    en: 'cannot read the rubric {file}: {detail}',
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
  'rubric.step.clamp': {
    zh: '总分限于 {floor} 至 {ceiling}；精确值 {exact}（百分之一分），末位四舍五入',
    en: 'the total lies between {floor} and {ceiling}; exact {exact} hundredths, rounded half up once',
  },
}
