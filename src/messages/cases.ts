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
  'records.type.self-score': say('自评分', 'self-score'),
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
  'ledger.not-on-roster': say(
    '{unit}：不在 {assessment} 的考核名单上，不计分',
    '{unit} is not on the roster of {assessment}: not priced',
  ),
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

const FINDINGS: MessageArea = {
  'cli.command.findings.rule': say(
    '对待核实的问题作出认定：problem 属实，clean 不成立',
    'rule on what nobody could tell: problem, or clean',
  ),
  'cli.command.findings.dismiss': say(
    '申请不予认定（须由另一人批准后生效）',
    'ask to dismiss a finding (in force once another person approves)',
  ),
  'cli.command.findings.approve': say('批准或驳回不予认定的申请', 'approve or refuse a dismissal'),
  'cli.command.findings.add': say('登记他人发现的一个问题', 'enter a problem that others found'),
  'cli.command.findings.import': say(
    '导入他人发现的问题（CSV 或 XLSX）',
    'import problems that others found (CSV or XLSX)',
  ),
  'cli.option.until': say('认定有效至（默认长期有效）', 'last day on which it holds (default: for good)'),
  'cli.option.ruled-at': say('认定日期（默认今天）', 'day of the ruling (default: today)'),
  'cli.option.dismissed-until': say(
    '有效至（最迟为考核年度末日）',
    'last day on which it holds (at most the end of the assessment)',
  ),
  'cli.option.dismissal-scope': say(
    '范围：这一个问题、本单位同一栏目、本单位同类问题',
    'scope: this finding, the unit’s column, the unit’s findings of the code',
  ),
  'cli.option.refuse': say('驳回', 'refuse it'),
  'cli.option.asked': say('只看等待批准的不予认定申请', 'dismissals that wait for approval'),
  'cli.option.reported-unit': say('责任单位', 'the unit'),
  'cli.option.reported-said': say('问题描述', 'the problem, in words'),
  'cli.option.reported-url': say('网址（默认单位首页）', 'page (default: the unit’s start page)'),
  'cli.option.reported-type': say('问题类型', 'type of the problem, or a code'),
  'cli.option.reported-subject': say('问题对象', 'what is at fault'),
  'cli.option.reported-column': say('栏目', 'column'),
  'cli.option.reported-where': say('位置', 'where it is found'),
  'cli.option.reported-on': say('发现日期', 'day on which it was found'),
  'cli.option.reported-source': say('来源', 'who found it'),
  'cli.option.reported-document': say('文号', 'document number'),
  'cli.option.reported-rule': say('认定后适用的计分规则', 'rule that prices it once it is confirmed'),
  'cli.option.reported-confirmed': say(
    '直接认定为问题（默认待核实）',
    'take it as a problem at once (default: to be ruled on)',
  ),
  'finding.reported': say('{source}：{said}', '{source}: {said}'),
  'findings.scope.finding': say('这一个问题', 'this finding'),
  'findings.scope.column': say('本单位同一栏目', 'the unit’s column'),
  'findings.scope.code': say('本单位同类问题', 'the unit’s findings of this code'),
  'findings.none-asked': say('没有等待批准的不予认定申请', 'no dismissal waits for approval'),
  'findings.decision': say(
    (facts) =>
      `${facts.at} ${facts.what}（${facts.by}）：${facts.reason}${facts.until ? `，至 ${facts.until}` : ''}`,
    (facts) =>
      `${facts.at} ${facts.what} (${facts.by}): ${facts.reason}${facts.until ? `, until ${facts.until}` : ''}`,
  ),
  'findings.what.problem': say('认定属实', 'ruled a problem'),
  'findings.what.clean': say('认定不成立', 'ruled clean'),
  'findings.what.dismissed': say('不予认定', 'dismissed'),
  'findings.what.asked': say('申请不予认定', 'dismissal asked for'),
  'findings.what.refused': say('驳回不予认定', 'dismissal refused'),
  'cli.head.until': say('有效至', 'until'),
  'cli.head.by': say('经办人', 'by'),
  'cli.head.reason': say('理由', 'reason'),
  'findings.ruled': say(
    '{finding}：{state}，新开计分条目 {entries} 条',
    '{finding}: {state}, {entries} entry(ies) opened',
  ),
  'findings.asked': say(
    '{finding}：已申请不予认定（{scope}，至 {until}），须由另一人用 findings approve 批准后生效',
    '{finding}: dismissal asked for ({scope}, until {until}); in force once another person runs findings approve',
  ),
  'findings.approved': say(
    '{finding}：已批准不予认定，涉及问题 {findings} 个，作废或冲销条目 {entries} 条',
    '{finding}: dismissed, {findings} finding(s), {entries} entry(ies) voided or reversed',
  ),
  'findings.refused': say('{finding}：已驳回不予认定的申请', '{finding}: the dismissal is refused'),
  'findings.entered': say(
    '新登记问题 {added} 个，已有的 {known} 个，新开计分条目 {entries} 条',
    '{added} problem(s) entered, {known} known already, {entries} entry(ies) opened',
  ),
  'findings.bad-ruling': say(
    '“{found}”不是认定结论，应为 {known}',
    '"{found}" is no ruling, expected {known}',
  ),
  'findings.reason-needed': say(
    '{finding}：请用 --reason 写明理由',
    '{finding}: give a reason with --reason',
  ),
  'findings.until-too-late': say(
    '{finding}：有效期 {until} 超出考核年度，最迟为 {latest}',
    '{finding}: {until} is beyond the assessment, at most {latest}',
  ),
  'findings.not-open': say('{finding}：已不是待处理的问题（{state}）', '{finding} is not open ({state})'),
  'findings.no-column': say('{finding}：这个问题没有所属栏目', '{finding} belongs to no column'),
  'findings.asked-already': say(
    '{finding}：{actor} 已申请不予认定，正在等待批准',
    '{finding}: {actor} has asked already, it waits for approval',
  ),
  'findings.nothing-asked': say(
    '{finding}：没有等待批准的不予认定申请，请先用 findings dismiss 申请',
    '{finding}: no dismissal waits for approval; ask with findings dismiss first',
  ),
  'findings.same-person': say(
    '{finding}：申请人与批准人不能是同一人（{actor}），请用 --as 写明批准人',
    '{finding}: {actor} asked for it and cannot approve it; name another person with --as',
  ),
  'findings.dismiss-instead': say(
    '{finding}：已查明的问题不能直接认定为不成立，请用 findings dismiss 申请不予认定',
    '{finding} is a problem without doubt: ask for its dismissal with findings dismiss',
  ),
  'registry.problem-twice': say('与第 {where} 行是同一个问题', 'the same problem stands in row {where}'),
}

export const casesMessages: MessageArea = { ...RECORDS, ...FINDINGS }
