/** Sentences about records from outside the web, rulings, dismissals and rectification. */
import type { Message, MessageArea } from './catalogue.js'

const say = (zh: Message['zh'], en: Message['en']): Message => ({ zh, en })

const RECORDS: MessageArea = {
  'cli.command.records': say('网络以外的登记事项', 'registers outside the web'),
  'cli.command.records.import': say(
    '导入登记事项（CSV 或 XLSX），按评分细则计分',
    'import records (CSV or XLSX) and price them by the rubrics',
  ),
  'cli.command.records.add': say('登记一件事项', 'enter one record'),
  'cli.command.records.list': say('列出登记事项', 'list records'),
  'cli.option.attached': say(
    '佐证材料文件或网址，可多次使用',
    'a file or address to attach; may be repeated',
  ),
  'cli.option.record-type': say('只看这类事项', 'records of this type only'),
  'cli.option.record-id': say('编号（默认按内容生成）', 'id (default: made from the content)'),
  'cli.option.record-unit': say('责任单位', 'the unit'),
  'cli.option.record-on': say('日期', 'the day'),
  'cli.option.record-title': say('事项', 'what happened'),
  'cli.option.record-document': say('文号', 'document number'),
  'cli.option.record-rule': say('计分规则编号，或评分标准原文', 'rule ids, or the clause in its own words'),
  'cli.option.record-indicator': say('考核指标编号或名称', 'indicator by id or title'),
  'cli.option.record-points': say('加减分（默认按规则）', 'points, with sign (default: the rule’s own)'),
  'cli.option.record-received': say('申请收到日期', 'day on which an application was received'),
  'cli.option.record-answered': say('申请答复日期', 'day on which it was answered'),
  'cli.option.record-extended': say('是否依法延期（是/否）', 'extended by law (yes/no)'),
  'cli.option.record-result': say('结果（合格/不合格）', 'result (pass/fail)'),
  'cli.option.record-list': say('排名榜单名称', 'name of the ranked list'),
  'cli.option.record-place': say('名次', 'place in it'),
  'cli.option.record-value': say('得分', 'value in it'),
  'cli.option.record-note': say('备注', 'remark'),
  'cli.head.day': say('日期', 'day'),
  'cli.head.rules': say('计分规则', 'rules'),
  'cli.head.document': say('文号', 'document'),
  'records.type.application': say('依申请公开', 'application'),
  'records.type.review': say('行政复议', 'review'),
  'records.type.lawsuit': say('行政诉讼', 'lawsuit'),
  'records.type.circular': say('通报', 'circular'),
  'records.type.award': say('表彰奖励', 'award'),
  'records.type.task': say('任务', 'task'),
  'records.type.activity': say('活动', 'activity'),
  'records.type.phone': say('电话检查', 'phone check'),
  'records.type.field': say('实地检查', 'field check'),
  'records.type.rank': say('排名', 'rank'),
  'records.type.other': say('其他', 'other'),
  'records.none': say('没有登记事项', 'no records'),
  'records.needs': say('缺少 {option}', '{option} is missing'),
  'records.imported': say(
    '已登记 {records} 件，新开计分条目 {entries} 条',
    '{records} record(s) registered, {entries} entry(ies) opened',
  ),
  'records.passed': say('结果合格，不计分', 'it passed: not priced'),
  'records.in-time': say(
    '{workingDays} 个工作日内办结，未超过 {limit} 个工作日的期限，不扣分',
    'answered in {workingDays} working days, within the limit of {limit}: no deduction',
  ),
  'records.clock-unknown': say(
    '收到日期 {received} 起的工作日历不全，无法判定是否超期，不扣分',
    'the working-day calendar does not cover the time since {received}: nobody can tell, no deduction',
  ),
  'ledger.record-known': say('登记事项 {id} 已经登记过', 'record {id} is registered already'),
  'ledger.record-no-rule': say('没有写明计分规则，只登记不计分', 'names no rule: registered and not priced'),
  'ledger.record-no-rubric': say(
    '当年使用的评分细则里没有规则 {rule}，只登记不计分；可用 --rubric 指定细则',
    'no rubric of that year has the rule {rule}: registered and not priced; --rubric names one',
  ),
  'ledger.record-no-list': say(
    '没有评分细则按“{list}”的排名计分，只登记不计分',
    'no rubric gives points by the list “{list}”: registered and not priced',
  ),
  'ledger.rank-known': say(
    '{on} 的“{list}”排名已经登记过',
    'the list “{list}” of {on} is registered already',
  ),
  'ledger.rank-again': say(
    '“{list}”已按 {held} 计分（{entry}），同一期不再按新的排名计分；如需更正，请先作废或冲销原条目',
    '“{list}” is priced already by {held} ({entry}); void or reverse that entry to price a later list',
  ),
  'registry.record-twice': say(
    '编号 {found} 在第 {where} 行已经用过',
    'id {found} stands in row {where} already',
  ),
  'registry.record-known': say('编号 {found} 已经登记过', 'id {found} is registered already'),
  'registry.unknown-rule': say(
    '{where}：没有计分规则“{found}”{expected}',
    '{where}: there is no rule “{found}”{expected}',
  ),
  'registry.bad-points': say(
    '{where}：写的是“{found}”，应为至多两位小数的分数{expected}',
    '{where}: found "{found}", expected points with at most two decimals{expected}',
  ),
  'cli.files-too-many': say('一次至多附 {most} 个文件', 'at most {most} files at once'),
  'cli.file-too-big': say(
    '{file}：超过 200 MB，请压缩或拆分',
    '{file}: larger than 200 MB; compress or split it',
  ),
}

export const casesMessages: MessageArea = { ...RECORDS }
