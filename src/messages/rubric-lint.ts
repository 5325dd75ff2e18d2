/** Sentences about faults in rubric files and the parameters beside them. */
import type { MessageArea } from './catalogue.js'

/** What may be wrong in a rubric file. `{where}` is a path, a row or a rule. */
export const rubricLintMessages: MessageArea = {
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
  'rubric.lint.alternative': {
    zh: '{where} 列为择一适用，须写明 appliesTo',
    en: '{where} is one of several alternatives and must say whom it applies to',
  },
  'rubric.lint.pot': {
    zh: '{where}：共用分值的分组须由不设满分、adjusts: pot 的行组成，且不含下级分组和最高得分规则',
    en: '{where}: a group of shared marks holds rows that adjust its pot, no groups and no ceilings',
  },
  'rubric.lint.bonus': {
    zh: '规则 {where} 取决于总分，只能用于 adjusts: total 的行',
    en: 'rule {where} rests on the total and has its place on a row that adjusts the total only',
  },
  'rubric.lint.count-sign': {
    zh: '规则 {where} 的各档应全部写扣分（负数），或全部写得分；不设满分的行只能写扣分',
    en: 'rule {where}: its tiers all take points or all give them; a row without full marks can only take',
  },
  'rubric.lint.count-order': {
    zh: '规则 {where} 的档次应从 1 起由少到多、互不间断，此处应从 {from} 开始',
    en: 'rule {where}: tiers go up from 1 without a gap; this one ought to begin at {from}',
  },
  'rubric.lint.rank': {
    zh: '规则 {where} 应写 bands 或 steps 之一；每个 band 只写 first、last、rest 之一',
    en: 'rule {where} has either bands or steps, and each band one of first, last, rest',
  },
  'rubric.lint.tariff': {
    zh: '{where} 的酌情分值不能为 0',
    en: 'the tariff of {where} cannot be 0',
  },
  'rubric.lint.grade-order': {
    zh: '等次 {where} 应按分数由高到低排列',
    en: 'grade {where}: grades go from the best down',
  },
  'rubric.lint.unpriced': {
    zh: '检查项 {check} 的问题代码 {code} 没有定价，也没有列入 ignored',
    en: 'code {code} of check {check} is neither priced nor listed under ignored',
  },
  'rubric.lint.priced-and-ignored': {
    zh: '问题代码 {code} 已定价，不应列入 ignored',
    en: 'code {code} is priced and must not be listed under ignored',
  },
  'rubric.lint.carry-over': {
    zh: '规则 {where}：carryOver: again 只用于按月、按季分别给分的条目',
    en: 'rule {where}: carryOver: again is for rows whose marks are given per month or quarter only',
  },
}
