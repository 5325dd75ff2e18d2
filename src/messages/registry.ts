/** Sentences of the registry area: what is wrong in a workspace file or a register, and how to mend it. */
import type { Message, MessageArea, MessageFacts } from './catalogue.js'

const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  string: ['文字', 'a text'],
  number: ['数字', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  array: ['列表', 'a list'],
  object: ['一组“键: 值”', 'a mapping'],
  null: ['空值', 'nothing'],
}

const typed = (name: unknown, english: boolean): string =>
  TYPES[String(name)]?.[english ? 1 : 0] ?? String(name)

const say = (zh: Message['zh'], en: Message['en']): Message => ({ zh, en })

/** The found value with what was expected of it. */
const wrong = (zh: string, en: string): Message =>
  say(`{where}：写的是“{found}”，应为${zh}`, `{where}: found "{found}", expected ${en}`)

const hint = (facts: MessageFacts, zh: string, en: string, english: boolean): string =>
  facts.expected ? (english ? en : zh).replace('{expected}', String(facts.expected)) : ''

const place = (facts: MessageFacts, top: string): string => String(facts.where || top)

const quotes = (facts: MessageFacts, english: boolean): string => {
  if (facts.expected !== 'string' || facts.actual !== 'number') return ''
  return english ? '; put it in quotes' : '；请加引号'
}

export const registryMessages: MessageArea = {
  'registry.invalid-file': say(
    '{file} 有 {count} 处错误，未做任何更改',
    '{file} has {count} error(s); nothing was changed',
  ),
  'registry.watch-unit': say(
    '名单中的单位“{found}”没有登记，请写单位编号、名称或简称',
    'the list names the unit "{found}", which is not registered; write an id, a name or an alias',
  ),
  'registry.yaml-syntax': say('YAML 语法有误：{detail}', 'YAML syntax: {detail}'),
  'registry.yaml-duplicate-key': say(
    '同一层里有重复的键，请合并成一个',
    'the same key stands twice in one mapping; keep one',
  ),
  'registry.yaml-tab': say('缩进用了制表符（Tab），请改用空格', 'a tab is used as indentation; use spaces'),
  'registry.yaml-indent': say('缩进不对：{detail}', 'wrong indentation: {detail}'),
  'registry.yaml-missing-character': say('缺少符号：{detail}', 'a character is missing: {detail}'),
  'registry.yaml-several-documents': say(
    '一个文件只能有一份 YAML 文档，请去掉“---”之后的部分',
    'a file holds one YAML document; remove what follows "---"',
  ),
  'registry.yaml-alias': say(
    'YAML 引用（*名称）无法解析或层层放大，请直接写出内容',
    'a YAML alias cannot be resolved or multiplies itself; write the content out',
  ),
  'registry.yaml-tag': say('不支持 YAML 标签：{detail}', 'YAML tags are not supported: {detail}'),
  'registry.yaml-too-large': say(
    '文件过大（上限 6400 万字符）',
    'the file is too large (at most 64 million characters)',
  ),
  'registry.yaml-too-deep': say('嵌套层数过多，无法读取', 'nested too deeply to be read'),
  'registry.not-a-workspace': say(
    '应为含 defaults、platforms、units、exemptions 的工作区文件，实际是“{found}”',
    'expected a workspace with defaults, platforms, units, exemptions, found "{found}"',
  ),
  'registry.unknown-key': say(
    (facts) =>
      `${place(facts, '文件顶层')} 下没有“${facts.found}”这个键${hint(facts, '，是否想写 {expected}？', '', false)}${facts.choices ? `，可用的键：${facts.choices}` : ''}`,
    (facts) =>
      `${place(facts, 'top level')}: unknown key "${facts.found}"${hint(facts, '', '; did you mean {expected}?', true)}${facts.choices ? `; allowed here: ${facts.choices}` : ''}`,
  ),
  'registry.missing': say(
    (facts) => `缺少 ${facts.where}，应为${typed(facts.expected, false)}`,
    (facts) => `${facts.where} is missing, expected ${typed(facts.expected, true)}`,
  ),
  'registry.bad-type': say(
    (facts) =>
      `${facts.where}：应为${typed(facts.expected, false)}，写的是${typed(facts.actual, false)}“${facts.found}”${quotes(facts, false)}`,
    (facts) =>
      `${facts.where}: expected ${typed(facts.expected, true)}, found ${typed(facts.actual, true)} "${facts.found}"${quotes(facts, true)}`,
  ),
  'registry.bad-choice': say(
    (facts) => `${facts.where}：“${facts.found}”不在可选值之内${hint(facts, '，应为 {expected}', '', false)}`,
    (facts) =>
      `${facts.where}: "${facts.found}" is not a choice${hint(facts, '', ', expected {expected}', true)}`,
  ),
  'registry.too-small': say(
    (facts) =>
      `${facts.where}：写的是“${facts.found}”，${facts.measure === 'string' ? '长度' : facts.measure === 'array' ? '个数' : '数值'}至少为 ${facts.expected}`,
    (facts) =>
      `${facts.where}: found "${facts.found}", expected ${facts.measure === 'string' ? 'a length of ' : facts.measure === 'array' ? 'a count of ' : ''}at least ${facts.expected}`,
  ),
  'registry.not-above': say(
    '{where}：写的是“{found}”，数值应大于 {expected}',
    '{where}: found "{found}", expected more than {expected}',
  ),
  'registry.too-big': say(
    (facts) =>
      `${facts.where}：写的是“${facts.found}”，${facts.measure === 'string' ? '长度' : facts.measure === 'array' ? '个数' : '数值'}至多为 ${facts.expected}`,
    (facts) =>
      `${facts.where}: found "${facts.found}", expected ${facts.measure === 'string' ? 'a length of ' : facts.measure === 'array' ? 'a count of ' : ''}at most ${facts.expected}`,
  ),
  'registry.bad-value': say(
    '{where}：“{found}”不合规定（{expected}）',
    '{where}: "{found}" is not valid ({expected})',
  ),
  'registry.bad-id': wrong(
    '小写字母、数字和连字符（a-z、0-9、-）',
    'lower-case letters, digits and hyphens ([a-z0-9-]+)',
  ),
  'registry.bad-url': wrong(
    '完整网址（http:// 或 https:// 开头）',
    'a full web address (http:// or https://)',
  ),
  'registry.bad-secret': wrong(
    'env:变量名，或 file:/只有本人能读的文件；密钥本身不写在这里',
    'env:NAME, or file:/PATH of a file that only its owner can read; never the secret itself',
  ),
  'registry.bad-mail': wrong('邮箱地址', 'a mail address'),
  'registry.bad-host': wrong('主机名或 IP 地址', 'a host name or address'),
  'registry.bad-reference': wrong(
    '完整网址，或以 ./、/ 开头的相对地址',
    'a full web address, or a path starting with ./ or /',
  ),
  'registry.bad-scope': wrong(
    '网址前缀、?参数=值（只写一个参数）或发布机构名称',
    'a URL prefix, one ?name=value, or a publisher name',
  ),
  'registry.bad-search': say(
    (facts) => `${facts.where}：写的是“${facts.found}”，应为含 {keyword} 的完整网址`,
    (facts) => `${facts.where}: found "${facts.found}", expected a full web address that holds {keyword}`,
  ),
  'registry.bad-timezone': wrong('时区名称，如 Asia/Shanghai', 'a time zone such as Asia/Shanghai'),
  'registry.bad-date': wrong('确实存在的日期，如 2026-01-31', 'an existing day such as 2026-01-31'),
  'registry.bad-time': wrong('年月日时分，如 2026-10-01T22:00', 'a day and time such as 2026-10-01T22:00'),
  'registry.bad-clock': wrong('时:分，如 22:00', 'hour and minute such as 22:00'),
  'registry.empty-window': wrong('起止时间不同的时段', 'a window whose two times differ'),
  'registry.bad-month-day': wrong('月-日，如 01-31', 'month and day such as 01-31'),
  'registry.bad-period': wrong(
    '期次，如 2026-03、2026-Q1、2026-H1、2026',
    'a period such as 2026-03, 2026-Q1, 2026-H1 or 2026',
  ),
  'registry.bad-private-range': wrong(
    'IP 地址或网段，可带端口，如 127.0.0.1:8100-8199、10.0.0.0/8',
    'an address or range with optional ports, such as 127.0.0.1:8100-8199 or 10.0.0.0/8',
  ),
  'registry.bad-confirm': wrong(
    'immediate，或 { observations: 3, days: 2, workingHours: true }',
    'immediate, or { observations: 3, days: 2, workingHours: true }',
  ),
  'registry.duplicate-id': say(
    '编号“{found}”重复，已用于 {where}；单位与平台的编号不得相同',
    'id "{found}" is used twice (also by {where}); ids are unique over units and platforms',
  ),
  'registry.unknown-operator': say(
    '平台承办单位“{found}”不在单位名单中',
    'operator "{found}" is no registered unit',
  ),
  'registry.unknown-platform': say('没有编号为“{found}”的平台', 'platform "{found}" is not registered'),
  'registry.unknown-owner': say(
    '牵头责任单位“{found}”不在单位名单中（可写编号、名称或简称）',
    'owner "{found}" is no registered unit (write its id, name or alias)',
  ),
  'registry.ambiguous-owner': say(
    '“{found}”对应多个单位，请改写编号',
    '"{found}" names several units; write the id',
  ),
  'registry.unknown-unit': say('没有编号为“{found}”的单位', 'unit "{found}" is not registered'),
  'registry.pause-order': say(
    '停机结束时间“{found}”须晚于开始时间“{expected}”',
    'the pause ends at "{found}", which is not after its start "{expected}"',
  ),
  'registry.scope-is-root': say(
    '单位 {unit}（{name}）的范围 {scope} 覆盖了整个站点 {site}，会把其他单位和公共部分的问题算到它头上；建议写 scope: ["{proposed}"]，如它是平台承办单位，请在平台上写 operator: {unit}',
    'the scope {scope} of unit {unit} ({name}) covers the whole site {site}; proposed: scope: ["{proposed}"], or, if it runs the platform, operator: {unit} on the platform',
  ),
  'registry.scope-overlap': say(
    '单位 {unit}（{name}）与 {other}（{otherName}）的范围重叠于 {scope}；建议 {unit} 写 scope: ["{proposed}"]',
    'the scopes of unit {unit} ({name}) and {other} ({otherName}) overlap at {scope}; proposed for {unit}: scope: ["{proposed}"]',
  ),
  'registry.platforms-share-origin': say(
    '平台 {platform} 与 {other} 在同一域名 {origin} 上，请合并成一个平台',
    'platforms {platform} and {other} share the origin {origin}; make them one platform',
  ),
  'registry.site-key-on-platform': say(
    '单位 {unit}（{name}）的专栏在平台 {platform} 上，{key} 应写在平台下，单位自己有网站时才写在单位下',
    'unit {unit} ({name}) lives on platform {platform}: {key} belongs on the platform, or on a unit with its own site',
  ),
  'registry.table-headers': say(
    '找不到表头：缺少“{expected}”列；首行为：{found}',
    'headers not found: column "{expected}" is missing; the first row is: {found}',
  ),
  'registry.cell-missing': say('缺少“{where}”', '"{where}" is missing'),
  'registry.bad-cell': say(
    (facts) => `${facts.where}：“${facts.found}”无法识别${hint(facts, '，应为 {expected}', '', false)}`,
    (facts) =>
      `${facts.where}: "${facts.found}" cannot be understood${hint(facts, '', ', expected {expected}', true)}`,
  ),
  'registry.no-holder': say(
    '看不出栏目“{found}”属于哪个平台；请加“所属平台”列，或用 --platform 指明',
    'cannot tell which platform column "{found}" belongs to; add a column "platform", or use --platform',
  ),
  'registry.roster-unknown': {
    zh: '名单中的单位 {found} 未登记，或名称对应多个单位；请先导入单位，或改用编号',
    en: 'the unit {found} of the roster is not registered, or several carry that name; import it first or use its id',
  },
  'registry.roster-twice': {
    zh: '单位 {found} 在名单中出现两次',
    en: 'the unit {found} stands twice in the roster',
  },
  'registry.roster-due': {
    zh: '年报时限 {found} 不是一年中的日期，应为 01-31 或 1月31日',
    en: 'the due date {found} is no day of the year; write it as 01-31',
  },
  'cli.columns.loose': {
    zh: '{columns} 个栏目的更新频次不是确定的期限（{words}），不据此判断更新是否及时；需要时请填“最长更新间隔天数”',
    en: 'the update frequency of {columns} column(s) names no period ({words}): nothing is called stale by it; fill in the longest gap in days where one is meant',
  },
  'cli.export-ending': {
    zh: '不能写成 {path} 这种格式，可选：{choices}；请改扩展名，或用 --format 指定',
    en: '{path} names a format that is not written, expected {choices}; change the ending, or name it with --format',
  },
}
