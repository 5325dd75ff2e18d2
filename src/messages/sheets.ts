/** Sentences about drafting, copying and comparing rubrics, and about score sheets and reports as office files. */
import type { Message, MessageArea } from './catalogue.js'

const say = (zh: string, en: string): Message => ({ zh, en })

export const sheetsMessages: MessageArea = {
  'cli.command.rubrics.import': say(
    '从考核表（.xlsx、.docx）起草评分细则，列出合计与待答问题',
    'draft a rubric from a scoring table (.xlsx, .docx), with its sums and open questions',
  ),
  'cli.command.rubrics.copy': say(
    '把一份评分细则复制为另一份（编号或文件），连同参数文件',
    'copy a rubric to another id or file, with its parameters file',
  ),
  'cli.command.rubrics.diff': say('比较两份评分细则', 'what differs between two rubrics'),
  'cli.option.draft-id': say(
    '细则编号（小写字母、数字、. 和 -）',
    'id of the rubric (lower case, digits, . and -)',
  ),
  'cli.option.draft-name': say(
    '细则名称（默认取自表题或文件名）',
    "name of the rubric (default: the table's title, else the file's name)",
  ),
  'cli.option.rubric-year': say('年度', 'year of the rubric'),
  'cli.option.draft-output': say('写入的文件（默认 <编号>.yaml）', 'file to write (default: <id>.yaml)'),
  'cli.rubrics.file-exists': say(
    '{file} 已存在，不予覆盖；请换一个文件名或先移走它',
    '{file} exists and is not overwritten; choose another name or move it away',
  ),
  'cli.rubrics.bad-id': say(
    '编号“{found}”不合要求：须以小写字母或数字开头，只含小写字母、数字、. 和 -，至多 64 个字符',
    'id "{found}" is not allowed: lower-case letters, digits, . and -, beginning with a letter or digit, at most 64 characters',
  ),
  'cli.rubrics.bad-year': say('年度“{found}”不是四位年份', 'year "{found}" is no year of four digits'),
  'cli.rubrics.no-table': say(
    '{file} 中找不到考核表：需要有一行表头，含“分值”和“评分标准”（或“考核内容”“项目”）',
    '{file} holds no scoring table: it needs a row of headers with 分值 (points) and 评分标准 (criteria) or 项目 (item)',
  ),
  'cli.rubrics.wrong-file': say(
    '{file} 不是 .xlsx、.docx 或 CSV 文件；旧版 .doc、.xls 请另存后再导入',
    '{file} is no .xlsx, .docx or CSV file; save an old .doc or .xls anew',
  ),
  'cli.rubrics.drafted': say(
    '已起草 {file}：{rows} 行，满分 {max}。草稿各行均由人工计分，请逐条核对后再使用。',
    'drafted {file}: {rows} rows, full marks {max}. Every row of a draft is scored by a person: check each before use.',
  ),
  'cli.rubrics.sums': say('合计不一致：', 'Sums that do not agree:'),
  'cli.rubrics.sum': say(
    '{where}：写明 {declared} 分，各行合计 {sum} 分',
    '{where}: says {declared}, its rows add up to {sum}',
  ),
  'cli.rubrics.unread': say('未能读入的行：', 'Rows that were not read:'),
  'cli.rubrics.unread-row': say('第 {line} 行：{text}', 'row {line}: {text}'),
  'cli.rubrics.to-answer': say('待答问题：', 'Open questions:'),
  'cli.rubrics.copied': say('已复制为 {files}', 'copied to {files}'),
  'cli.rubrics.same': say('两份细则内容相同', 'the two rubrics say the same'),
  'cli.rubrics.changes': say('{a} → {b}：{count} 处不同', '{a} → {b}: {count} differences'),
  'cli.report.no-browser': say(
    '生成 PDF 需要浏览器：本机没有找到可用的 Chromium（xuncha doctor 可查看原因），请改用 html 或 docx 格式',
    'a PDF needs a browser and no Chromium was found (see xuncha doctor); choose html or docx instead',
  ),
  'cli.inspect.check-rate': say(
    '暂缓入账：检查项“{check}”在 {units} 家单位（{percent}%）发现问题，平时约 {usualPercent}%。本批新开条目留待核实，核实后用 ledger post 入账',
    'held: check "{check}" found problems at {units} units ({percent}%), usually about {usualPercent}%. New entries wait; post them with "ledger post" once verified',
  ),
  'cli.inspect.units-failing': say(
    '暂缓入账：{units} 家单位（{percent}%）同时未能正常检查，平时约 {usualPercent}%。本批新开条目留待核实，核实后用 ledger post 入账',
    'held: {units} units ({percent}%) could not be inspected properly at once, usually about {usualPercent}%. New entries wait; post them with "ledger post" once verified',
  ),
  'cli.command.sheets': say('评分表：导出、导入', 'score sheets'),
  'cli.command.sheets.export': say(
    '按原表格式导出评分表（.xlsx），人工、辅助评分的行可填写后导回',
    'write a score sheet (.xlsx) in the layout of the original table, to be filled in and imported',
  ),
  'cli.command.sheets.import': say(
    '导入填写后的评分表：得分记为人工认定的条目，自评分及材料另存对照',
    'import a filled-in score sheet: scores become entries by a person, self-scores and their files are kept beside',
  ),
  'cli.option.sheet-output': say('写入的 .xlsx 文件', 'the .xlsx file to write'),
  'cli.sheets.name': say('评分表', 'score sheet'),
  'cli.sheets.title': say('{rubric}（{period}年度）评分表', '{rubric}, {period}: score sheet'),
  'cli.sheets.reason': say('评分表认定', 'decided on the score sheet'),
  'cli.sheets.imported': say(
    '已读入 {rows} 行，新开条目 {entries} 条，自评分 {selfScores} 项',
    '{rows} rows read, {entries} entries opened, {selfScores} self-scores kept',
  ),
  'sheets.automatic': say(
    '第 {indicator} 项由程序评分，不能在评分表中改为 {found} 分；有异议请用 dispute 或 findings rule',
    'row {indicator} is scored by the program and cannot be set to {found} on a sheet; use dispute or findings rule',
  ),
  'sheets.shared-marks': say(
    '第 {indicator} 项与同组各项共用分值，请用 records add 按季度登记',
    'row {indicator} shares its marks with its group; register it per bucket with records add',
  ),
  'sheets.beyond': say(
    '第 {indicator} 项满分 {max}，不能得 {found} 分',
    'row {indicator} has {max} full marks, not {found}',
  ),
  'sheets.no-row': say('细则 {rubric} 没有第 {indicator} 项', 'rubric {rubric} has no row {indicator}'),
  'sheets.no-rubric': say(
    '{period} 年没有使用细则 {rubric} 的考核；请先检查或用 assessments open 开启',
    'no assessment of {period} uses rubric {rubric}; inspect first, or open one with assessments open',
  ),
  'registry.unknown-unit-name': say(
    '“{found}”不在单位名单中（可写编号、名称、简称或曾用名）',
    '"{found}" is no registered unit (write its id, name, alias or former name)',
  ),
  'cli.head.precision': say('准确率', 'precision'),
  'cli.checks.precision': say(
    '{precision}%（误判 {wrong}/{entries}）',
    '{precision}% ({wrong} of {entries} wrong)',
  ),
  'cli.checks.demoted': say(
    '{precision}%（误判 {wrong}/{entries}），已降为待人工核实',
    '{precision}% ({wrong} of {entries} wrong): only suspects now',
  ),
  'cli.inspect.demoted': say(
    '检查项“{check}”的准确率为 {precision}%（误判 {wrong}/{entries}），低于规定值，其发现一律转人工核实',
    'check "{check}" has a precision of {precision}% ({wrong} of {entries} wrong), below the set one: what it finds goes to a person',
  ),
  'cli.diff.added': say('新增', 'added'),
  'cli.diff.removed': say('删除', 'removed'),
  'cli.diff.changed': say('变更', 'changed'),
  'cli.what.rubric': say('细则', 'rubric'),
  'cli.what.group': say('分组', 'group'),
  'cli.what.indicator': say('指标', 'indicator'),
  'cli.what.rule': say('规则', 'rule'),
  'cli.what.column': say('栏目', 'column'),
  'cli.what.question': say('问题', 'question'),
  'cli.what.ignored': say('不计分', 'ignored'),
  'cli.what.duty': say('时限', 'duty'),
  'tables.not-a-document': {
    zh: (facts) =>
      facts.why === 'too-big'
        ? `${facts.file}：文件过大，请拆分后再导入`
        : `${facts.file}：不是完好的 .docx 文件（${facts.why}），请用文字处理软件另存为 .docx 后再导入`,
    en: (facts) =>
      facts.why === 'too-big'
        ? `${facts.file}: the file is too big; split it`
        : `${facts.file}: no intact .docx file (${facts.why}); save it again as .docx`,
  },
}
