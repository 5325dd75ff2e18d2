/** Sentences about rectification (整改): lists, replies, extensions, verdicts, re-checks. */
import type { Message, MessageArea } from './catalogue.js'

const say = (zh: Message['zh'], en: Message['en']): Message => ({ zh, en })

export const rectifyMessages: MessageArea = {
  'cli.command.rectify': say('问题整改', 'rectification'),
  'cli.command.rectify.issue': say('下达整改清单', 'issue problem lists'),
  'cli.command.rectify.receive': say('登记签收', 'record that a list was received'),
  'cli.command.rectify.reply': say(
    '登记整改回复（单个问题，或导入填好的清单）',
    'record a reply, or a list that was filled in',
  ),
  'cli.command.rectify.extend': say('延长整改期限', 'extend the time'),
  'cli.command.rectify.verdict': say('登记人工复查结论', 'record what a person found on looking again'),
  'cli.command.rectify.list': say('列出整改清单及进展', 'list problem lists and how they stand'),
  'cli.option.listed-finding': say('列入清单的问题，可多次使用', 'a finding for the list; may be repeated'),
  'cli.option.working-days': say('工作日数（默认 10）', 'working days (default: 10)'),
  'cli.option.due-on': say('截止日期', 'last day'),
  'cli.option.happened-on': say('日期（默认今天）', 'day (default: today)'),
  'cli.option.recheck-due': say(
    '只看期限已过、尚待复查的问题',
    'only findings whose time is over and that wait for a re-check',
  ),
  'cli.option.sheet-output': say(
    '写成可由单位填写的表格（.xlsx）',
    'write as the spreadsheet that units fill in (.xlsx)',
  ),
  'cli.option.reply-import': say(
    '单位填好的整改清单（.xlsx 或 CSV）',
    'the list as the unit filled it in (.xlsx or CSV)',
  ),
  'cli.option.reply-claim': say(
    '整改结果：mended、partly、working、disputed',
    'result: mended, partly, working, disputed',
  ),
  'cli.option.reply-text': say('整改情况说明', 'what was done, in words'),
  'cli.head.due': say('整改期限', 'due'),
  'rectify.standing.working': say('整改中', 'working on it'),
  'rectify.standing.replied': say('已回复待复查', 'answered, to be checked'),
  'rectify.standing.mended': say('已整改', 'mended'),
  'rectify.standing.partly': say('部分整改', 'partly mended'),
  'rectify.standing.not-mended': say('未整改', 'not mended'),
  'rectify.standing.overdue': say('逾期未整改', 'overdue'),
  'rectify.standing.recurred': say('问题反弹', 'recurred'),
  'rectify.standing.dismissed': say('不予认定', 'dismissed'),
  'rectify.none': say('没有整改清单', 'no problem lists'),
  'rectify.head': say(
    '{id}  {unit}  下达 {issued}，期限 {due}，{standing}',
    '{id}  {unit}  issued {issued}, due {due}: {standing}',
  ),
  'rectify.sheet': say('整改清单', 'problems'),
  'rectify.title': say('整改清单 {id}', 'Problem list {id}'),
  'rectify.replied': say(
    '已登记回复 {replies} 条，已有的 {known} 条',
    '{replies} reply(ies) recorded, {known} known already',
  ),
  'rectify.nothing': say('{unit}：没有可列入清单的问题', '{unit}: there is no problem for a list'),
  'rectify.nothing-open': say(
    '没有已确认且未列入清单的问题',
    'no confirmed finding is left that stands on no running list',
  ),
  'rectify.due-before-issue': say(
    '整改期限 {due} 应晚于下达日期 {issued}',
    'the last day {due} must come after the day of issue {issued}',
  ),
  'rectify.no-calendar': say(
    '{from} 起 {days} 个工作日超出已有的工作日历，请用 --until 写明截止日期，或用 defaults.calendar 补充日历',
    '{days} working days after {from} go beyond the known calendar; give --until, or extend the calendar by defaults.calendar',
  ),
  'rectify.not-listed': say('{finding}：不在任何整改清单上', '{finding} stands on no problem list'),
  'rectify.not-later': say(
    '新期限 {until} 应晚于原期限 {due}',
    'the new last day {until} must come after {due}',
  ),
  'rectify.reason-needed': say(
    '请用 --reason 写明延期理由',
    'give the reason for the extension with --reason',
  ),
  'rectify.finding-needed': say(
    '复查结论须针对具体问题，请写问题编号',
    'a verdict is about one finding: give its number',
  ),
  'rectify.empty-reply': say(
    '回复没有内容，请用 --claim、--text 或 --file',
    'an empty reply: use --claim, --text or --file',
  ),
  'rectify.reply-what': say(
    '请写问题编号，或用 --import 导入填好的清单',
    'name a finding, or import a list with --import',
  ),
  'cli.command.recheck': say(
    '立即复查问题，只记录所查问题的情况',
    'look at findings again now, and record what is seen of them',
  ),
  'recheck.which': say(
    '请写问题编号，或用 --due 复查期限已过的问题',
    'name a finding, or use --due for those whose time is over',
  ),
  'recheck.by-hand': say(
    '{finding}：不是本程序能检查的问题，请人工复查后用 rectify verdict 登记结论',
    '{finding} is nothing that a check can look at: look yourself and record it with rectify verdict',
  ),
  'recheck.nothing-due': say('没有待复查的问题', 'nothing is due for a re-check'),
  'recheck.outcome.there': say('仍然存在', 'still there'),
  'recheck.outcome.gone': say('已不存在', 'gone'),
  'recheck.outcome.doubt': say('无法确定', 'not certain'),
  'recheck.outcome.unseen': say('未能检查', 'could not be looked at'),
  'registry.unknown-number': say(
    '{where}：“{found}”不在已下达的整改清单上{expected}',
    '{where}: "{found}" stands on no list that was issued{expected}',
  ),
  'registry.bad-claim': say(
    '{where}：写的是“{found}”，应为已整改、部分整改、整改中或有异议{expected}',
    '{where}: found "{found}", expected mended, partly, working or disputed{expected}',
  ),
}
