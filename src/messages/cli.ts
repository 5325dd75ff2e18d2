/** Sentences of the command line: what commands do, what they ask for, what they say. */
import type { MessageArea } from './catalogue.js'
import { cliHelpMessages } from './cli-help.js'
import { cliWordMessages } from './cli-words.js'

export const cliMessages: MessageArea = {
  ...cliHelpMessages,
  ...cliWordMessages,
  'cli.bug': {
    zh: '程序内部出错，请将以下内容反馈给开发者（已入库的内容不受影响）：',
    en: 'this is a bug of ours; please report what follows (what was recorded is safe):',
  },
  'cli.stopping': {
    zh: '正在停止：已完成的站点已入库，再次运行可接着做。再按一次 Ctrl-C 立即退出。',
    en: 'Stopping: finished sites are recorded, running again goes on from here. Ctrl-C again ends at once.',
  },
  'cli.more': { zh: '……另有 {count} 条', en: '… and {count} more' },
  'cli.written': { zh: '已写入 {file}', en: 'written: {file}' },
  'cli.days': { zh: '{days} 天', en: '{days} days' },
  'cli.yes': { zh: '是', en: 'yes' },
  'cli.no': { zh: '否', en: 'no' },
  'cli.file-missing': {
    zh: '找不到文件 {file}，请核对路径',
    en: 'there is no file {file}; check the path',
  },
  'cli.file-is-folder': {
    zh: '{file} 不是可用的文件（{code}），请改用文件路径',
    en: '{file} is not a file ({code}); give the path of a file',
  },
  'cli.not-a-folder': {
    zh: '{file} 不是文件夹，或其上级不是文件夹（{code}），请换一个路径',
    en: '{file} or what it lies in is no folder ({code}); choose another path',
  },
  'cli.file-denied': {
    zh: '没有权限读写 {file}（{code}），请检查权限或用 --data 换一个目录',
    en: 'no permission for {file} ({code}); check the permissions or choose another directory with --data',
  },
  'cli.disk-full': {
    zh: '磁盘空间不足，{file} 未能写入；请清理后重试',
    en: 'the disk is full, {file} was not written; free some space and try again',
  },
  'cli.usage.bad-choice': {
    zh: '选项 {option} 的值“{found}”无效，可选：{known}',
    en: 'option {option}: "{found}" is not a choice, expected {known}',
  },
  'cli.usage.unknown-option': {
    zh: (facts) =>
      `没有选项“${facts.first}”${facts.hint ? `，是否想用 ${facts.hint}？` : '，可用 --help 查看'}`,
    en: (facts) =>
      `unknown option "${facts.first}"${facts.hint ? `; did you mean ${facts.hint}?` : '; see --help'}`,
  },
  'cli.usage.unknown-command': {
    zh: (facts) =>
      `没有命令“${facts.first}”${facts.hint ? `，是否想用 ${facts.hint}？` : '，可用 xuncha --help 查看'}`,
    en: (facts) =>
      `unknown command "${facts.first}"${facts.hint ? `; did you mean ${facts.hint}?` : '; see xuncha --help'}`,
  },
  'cli.usage.missing-argument': {
    zh: '缺少参数 {first}，可用 --help 查看用法',
    en: 'argument {first} is missing; see --help',
  },
  'cli.usage.option-without-value': {
    zh: '选项“{first}”后面缺少值',
    en: 'option "{first}" needs a value',
  },
  'cli.usage.missing-option': { zh: '缺少选项“{first}”', en: 'option "{first}" is required' },
  'cli.usage.bad-value': { zh: '参数值无效：{detail}', en: 'invalid value: {detail}' },
  'cli.usage.too-many': {
    zh: '“{first}”后面的参数过多，可用 --help 查看用法',
    en: 'too many arguments after "{first}"; see --help',
  },
  'cli.usage.conflict': { zh: '选项相互冲突：{detail}', en: 'options conflict: {detail}' },
  'cli.usage.other': { zh: '用法有误：{detail}', en: '{detail}' },
  'cli.bad-url': {
    zh: '“{found}”不是完整网址，应以 http:// 或 https:// 开头',
    en: '"{found}" is no full web address; it starts with http:// or https://',
  },
  'cli.bad-count': {
    zh: '{option} 应为不小于 1 的整数，写的是“{found}”',
    en: '{option} takes a whole number of at least 1, found "{found}"',
  },
  'cli.bad-period': {
    zh: '考核年度应为四位年份，如 2026，写的是“{found}”',
    en: 'a period is a year such as 2026, found "{found}"',
  },
  'cli.unknown-unit': {
    zh: '没有编号为“{id}”的单位，可用 xuncha units list 查看',
    en: 'there is no unit "{id}"; see xuncha units list',
  },
  'cli.rubric-pinned': {
    zh: '考核 {assessment} 已锁定评分细则版本 {pinned}，与现有文件（{given}）不同；按锁定的版本计分',
    en: 'assessment {assessment} pins rubric version {pinned}, the file is {given}: the pinned version prices',
  },
  'cli.browser-failed': {
    zh: '浏览器 {path} 无法启动（{detail}），本次不用浏览器继续；需要浏览器判断的列为待人工核实',
    en: 'the browser {path} cannot be started ({detail}); going on without one, what needs it is cannot-tell',
  },
  'cli.browser-unconfined': {
    zh: '浏览器 {path} 在本机不能启用沙箱，为安全起见只用它打开本机（回环地址）上的网站；其他网站不用浏览器检查，需要浏览器判断的列为待人工核实。请换普通用户运行，或安装 setpriv 并允许 user namespaces',
    en: 'the browser {path} has no sandbox here, so it opens portals on loopback only; other portals are inspected without it, what needs it is cannot-tell. Run as an ordinary user, or install setpriv and allow user namespaces',
  },
  'cli.units.imported': {
    zh: '已导入：单位 {units} 个，平台 {platforms} 个，豁免 {exemptions} 条',
    en: 'imported: {units} unit(s), {platforms} platform(s), {exemptions} exemption(s)',
  },
  'cli.columns.imported': {
    zh: '已导入栏目 {columns} 个，涉及平台或网站 {holders} 个',
    en: 'imported {columns} column(s) of {holders} platform(s) or site(s)',
  },
  'cli.checks.unknown': {
    zh: '没有检查项“{id}”，现有：{known}',
    en: 'there is no check "{id}"; known: {known}',
  },
  'cli.rubrics.head': { zh: '满分 {max}，版本 {version}', en: 'full marks {max}, version {version}' },
  'cli.rubrics.questions': { zh: '条款未写明、按下列口径执行：', en: 'Where the wording is open, read as:' },
  'cli.rubrics.default': { zh: '默认口径', en: 'default' },
  'cli.rubrics.valid': {
    zh: '评分细则 {id} 校验通过：{rows} 项，版本 {version}',
    en: 'rubric {id} is valid: {rows} rows, version {version}',
  },
  'cli.init.exists': {
    zh: '{file} 已存在，未改动；请换一个目录，或先移走该文件',
    en: '{file} exists and was left alone; choose another directory or move it away first',
  },
  'cli.init.written': {
    zh: '已写入 {file}。填好单位后运行：xuncha inspect --units {file}',
    en: 'written: {file}. Fill in your units, then run: xuncha inspect --units {file}',
  },
  'cli.page.failed': { zh: '无法读取 {url}：{why}', en: 'cannot read {url}: {why}' },
  'cli.page.items': { zh: '列表条目：', en: 'Items:' },
  'cli.inspect.no-units': {
    zh: '没有可检查的单位：请用 --units 给出名单文件，或先运行 xuncha units import',
    en: 'there is no unit to inspect: give a file with --units, or run xuncha units import first',
  },
  'cli.inspect.bad-purpose': {
    zh: '检查目的“{found}”无效，可选：{known}',
    en: 'unknown purpose "{found}"; choose {known}',
  },
  'cli.inspect.bad-date': {
    zh: '--at 应为确实存在的日期，如 2026-11-21，写的是“{found}”',
    en: '--at takes an existing day such as 2026-11-21, found "{found}"',
  },
  'cli.inspect.immediate': {
    zh: '注意：confirm 设为 immediate，链接类问题一次检查即确认，不再多日复核（取证材料中会注明）',
    en: 'note: confirm is immediate, reachability problems are confirmed by one inspection (the evidence says so)',
  },
  'cli.inspect.no-canaries': {
    zh: '注意：没有配置网络自测（defaults.canaries），域名解析、连接、超时类故障一律列为待人工核实',
    en: 'note: no network self-test is configured (defaults.canaries): DNS, connection, TLS and timeout faults are cannot-tell',
  },
  'cli.inspect.resumed': {
    zh: '接着上次中断的检查批次 {run}（要从头做请加 --fresh）',
    en: 'going on with the interrupted run {run} (--fresh starts anew)',
  },
  'cli.inspect.bug': {
    zh: '检查“{site}”时程序内部出错（{detail}），该站点各单位列为无法判定，其余站点继续',
    en: 'inspecting "{site}" failed by a bug of ours ({detail}); its units are inconclusive, the other sites go on',
  },
  'cli.inspect.progress': {
    zh: '已完成 {done}/{total} 个站点，正在检查：{sites}',
    en: '{done}/{total} sites done, at work: {sites}',
  },
  'cli.inspect.head': {
    zh: '{purpose}  考核日期 {at}  检查批次 {run}（{status}）',
    en: '{purpose}  at {at}  run {run} ({status})',
  },
  'cli.inspect.problems': { zh: '问题 {count} 条：', en: '{count} problem(s):' },
  'cli.inspect.doubts': {
    zh: '疑点 {count} 条，待人工核实，不扣分：',
    en: '{count} cannot-tell, for a person, not charged:',
  },
  'cli.inspect.coverage': {
    zh: '本次只看了一部分（本次/已知，括号内为7日内看过的）：',
    en: 'Part was looked at (this time / known, in brackets: in the last seven days):',
  },
  'cli.inspect.nothing-found': { zh: '未发现问题。', en: 'Nothing was found.' },
  'cli.inspect.fixed': { zh: '本次查明已整改 {count} 条。', en: '{count} finding(s) were found fixed.' },
  'cli.inspect.shared': { zh: '公共部分（涉及 {units} 家）', en: 'shared by {units} units' },
  'cli.score.partial': {
    zh: '{score} / {assessed}（待评 {pending}）',
    en: '{score} / {assessed} (pending {pending})',
  },
  'cli.score.head': { zh: '{rubric}  {period} 年度', en: '{rubric}  {period}' },
  'cli.score.no-rubric': {
    zh: '没有指定评分细则：请加 --rubric，或在工作区 defaults.rubric 中写明',
    en: 'no rubric is named: give --rubric, or set defaults.rubric in the workspace',
  },
  'cli.score.which-rubric': {
    zh: '本年度有多份评分细则（{known}），请用 --rubric 指定一份',
    en: 'several rubrics assess this period ({known}); say which with --rubric',
  },
  'cli.score.never-inspected': {
    zh: '单位“{unit}”还没有检查记录，请先运行 xuncha inspect {unit}',
    en: 'unit "{unit}" was never inspected; run xuncha inspect {unit} first',
  },
  'cli.score.unknown-indicator': {
    zh: '评分细则 {rubric} 没有指标“{indicator}”，现有：{known}',
    en: 'rubric {rubric} has no indicator "{indicator}"; known: {known}',
  },
  'cli.score.explain-what': {
    zh: '说明得分请写：xuncha score --explain 单位编号 指标编号',
    en: 'to explain a score: xuncha score --explain UNIT INDICATOR',
  },
  'cli.explain.clause': { zh: '条款原文：', en: 'Clause:' },
  'cli.explain.rules': { zh: '规则与依据：', en: 'Rules and what they rest on:' },
  'cli.explain.each': { zh: '每处 {points} 分', en: '{points} each' },
  'cli.explain.cap': { zh: '上限 {cap} 分', en: 'at most {cap}' },
  'cli.explain.not-in-force': { zh: '未启用', en: 'not in force' },
  'cli.explain.confirmed': { zh: '已确认 {count} 处：', en: '{count} confirmed:' },
  'cli.explain.candidates': {
    zh: '疑似 {count} 处（未确认，不扣分）：',
    en: '{count} candidate(s), not charged:',
  },
  'cli.explain.doubts': { zh: '待人工核实 {count} 处（不扣分）：', en: '{count} cannot-tell, not charged:' },
  'cli.explain.metric': {
    zh: '监测值得分 {points}（精确值 {exact} ÷ 100）：',
    en: 'metric: {points} (exactly {exact} ÷ 100):',
  },
  'cli.explain.interval': {
    zh: '换一种口径，得分在 {low}～{high} 之间',
    en: 'other readings give {low} to {high}',
  },
  'cli.explain.preview': {
    zh: '疑似问题如全部确认，将再计 {points} 分',
    en: 'candidates, if confirmed, would cost {points}',
  },
  'cli.explain.steps': { zh: '本项计算（按先后）：', en: 'This row, step by step:' },
  'cli.explain.total': { zh: '总分计算（按先后）：', en: 'The total, step by step:' },
  'cli.explain.sum': {
    zh: '合计 {score} / {assessed}（待评 {pending}；精确值 {exact} ÷ 100）',
    en: 'total {score} / {assessed} (pending {pending}; exactly {exact} ÷ 100)',
  },
  'cli.findings.unknown': {
    zh: '没有问题“{id}”（可写编号、f- 开头的标识或指纹），可用 xuncha findings list 查看',
    en: 'there is no finding "{id}" (give its number, id or fingerprint); see xuncha findings list',
  },
  'cli.findings.none': { zh: '没有符合条件的问题。', en: 'No finding matches.' },
  'cli.inspect.no-stamp': {
    zh: '提示：未取得时间戳（{url}）：{detail}；封存仍然有效，只是没有第三方时间证明',
    en: 'note: no time stamp from {url}: {detail}; the seal stands, without a third party saying when',
  },
  'cli.file-exists': {
    zh: '文件 {file} 已存在：请换一个文件名，或先移走它',
    en: '{file} exists already: give another name, or move it away',
  },
  'cli.evidence.none': { zh: '没有符合条件的取证材料。', en: 'No evidence matches.' },
  'cli.evidence.unknown': {
    zh: '没有取证材料“{id}”：请写 sha256: 加 64 位十六进制数字，或问题、计分条目的编号；可用 xuncha evidence list 查看',
    en: 'no evidence "{id}": give sha256: and 64 hex digits, or a finding or an entry; xuncha evidence list shows them',
  },
  'cli.evidence.broken': { zh: '取证材料校验未通过：{message}', en: 'the evidence is broken: {message}' },
  'cli.evidence.valid': {
    zh: '校验通过：清单与 {files} 个文件均与标识相符',
    en: 'valid: manifest and {files} file(s) match their hashes',
  },
  'cli.report.no-run': {
    zh: '还没有检查批次，请先运行 xuncha inspect',
    en: 'there is no run yet; run xuncha inspect first',
  },
  'cli.report.unit-not-in-run': {
    zh: '检查批次 {run} 没有检查单位“{unit}”',
    en: 'run {run} did not inspect unit "{unit}"',
  },
  'cli.report.format': {
    zh: '这个版本不能生成“{found}”格式的报告，可选：{known}',
    en: 'this version cannot write "{found}" reports; choose {known}',
  },
  'cli.demo.done': {
    zh: '演示完成。报告：{report}（数据在 {data}，下次演示会清空）',
    en: 'The demo is done. Report: {report} (data in {data}, emptied by the next demo)',
  },
  'cli.demo.port-in-use': {
    zh: '端口 {port} 被占用，示例网站改用空闲端口',
    en: 'port {port} is in use: the fixture portals take free ports',
  },
  'cli.demo.not-empty': {
    zh: '{dir} 里已有别的数据，演示不会清空它；请用 --data 指定一个空目录',
    en: '{dir} holds other data, which a demo does not remove; give an empty directory with --data',
  },
  'cli.provision.playwright': {
    zh: '没有找到浏览器，正在用 Playwright 下载（最多 {seconds} 秒；设 XUNCHA_NO_INSTALL=1 可跳过）……',
    en: 'no browser found: downloading one with Playwright (at most {seconds} s; XUNCHA_NO_INSTALL=1 skips it) …',
  },
  'cli.provision.packages': {
    zh: '正在用 apt-get 安装 {packages}（最多 {seconds} 秒；设 XUNCHA_NO_INSTALL=1 可跳过）……',
    en: 'installing {packages} with apt-get (at most {seconds} s; XUNCHA_NO_INSTALL=1 skips it) …',
  },
  'cli.provision.browser-off': {
    zh: '已设 XUNCHA_BROWSER=none：不使用浏览器，没有截图，由脚本生成的内容列为待人工核实',
    en: 'XUNCHA_BROWSER=none: no browser is used, so no pictures, and what comes by script is cannot-tell',
  },
  'cli.provision.no-browser': {
    zh: '没有可用的浏览器：不截图，由脚本生成的内容列为待人工核实（安装：apt-get install chromium-headless-shell 或 npx playwright install chromium）',
    en: 'no browser at hand: no pictures, and what comes by script is cannot-tell (apt-get install chromium-headless-shell, or npx playwright install chromium)',
  },
  'cli.provision.no-fonts': {
    zh: '没有中文字体：截图中的汉字会显示为方框（安装：apt-get install fonts-noto-cjk）',
    en: 'no Chinese font: characters in pictures show as boxes (apt-get install fonts-noto-cjk)',
  },
}
