/** What commands and options do, as help tells it. */
import type { MessageArea } from './catalogue.js'

export const cliHelpMessages: MessageArea = {
  'cli.about': {
    zh: '巡查：检查政府信息公开专栏，留存证据，按评分细则计分',
    en: 'inspects government open-information portals, proves what it finds, keeps the score',
  },
  'cli.command.demo': {
    zh: '启动自带的示例网站并全部检查一遍，打印得分表，生成报告',
    en: 'start the bundled fixture portals, inspect them all, print the score table, write reports',
  },
  'cli.command.init': { zh: '生成带说明的工作区文件', en: 'write a commented workspace' },
  'cli.command.units': { zh: '单位名单：导入、查看、导出', en: 'the register of units' },
  'cli.command.units.import': {
    zh: '导入单位名单（YAML 或 CSV，中英文表头均可）',
    en: 'import units from YAML or CSV, with Chinese or English headers',
  },
  'cli.command.units.list': { zh: '列出已登记的单位', en: 'list the registered units' },
  'cli.command.units.export': { zh: '导出单位名单', en: 'export the units' },
  'cli.command.columns': { zh: '栏目分工表：导入、查看、导出、发现', en: 'the register of columns' },
  'cli.command.columns.import': {
    zh: '导入栏目分工表（CSV 或 YAML）',
    en: 'import a column register from CSV or YAML',
  },
  'cli.command.columns.list': { zh: '列出已登记的栏目', en: 'list the registered columns' },
  'cli.command.columns.export': { zh: '导出栏目分工表', en: 'export the column register' },
  'cli.command.columns.discover': {
    zh: '查看一个专栏自身有哪些栏目、各是什么角色',
    en: 'print the columns and roles that a portal shows',
  },
  'cli.command.inspect': {
    zh: '检查单位：抓取、判断、取证、入库、计分，并打印结果',
    en: 'inspect units: crawl, judge, prove, record, score, and print the result',
  },
  'cli.command.page': {
    zh: '读取一个网页（已保存的文件或网址），打印识别出的内容',
    en: 'read one page, saved or live, and print what the parser sees',
  },
  'cli.command.checks': { zh: '检查项目录', en: 'the catalogue of checks' },
  'cli.command.checks.list': { zh: '列出检查项', en: 'list the checks' },
  'cli.command.checks.show': { zh: '查看一个检查项的说明', en: 'show the page of a check' },
  'cli.command.rubrics': { zh: '评分细则：查看、校验', en: 'scoring tables' },
  'cli.command.rubrics.list': { zh: '列出评分细则', en: 'list the rubrics' },
  'cli.command.rubrics.show': {
    zh: '查看一份评分细则（编号或文件）',
    en: 'show a rubric, by id or by file',
  },
  'cli.command.rubrics.lint': {
    zh: '校验评分细则文件，逐条指出错误的行列',
    en: 'report every error of a rubric file with line and column',
  },
  'cli.command.findings': { zh: '问题：查看', en: 'findings' },
  'cli.command.findings.list': { zh: '列出问题及其状态', en: 'list findings and their states' },
  'cli.command.findings.show': {
    zh: '查看一个问题（编号、标识或指纹）',
    en: 'show one finding, by number, id or fingerprint',
  },
  'cli.command.score': {
    zh: '按台账重新计算得分表；--explain 说明某项得分的来由',
    en: 'the score table recomputed from the ledger; --explain tells why a row has its points',
  },
  'cli.command.ledger': { zh: '计分台账：查看、入账、作废、导出、校验', en: 'the score ledger' },
  'cli.command.ledger.list': { zh: '列出计分条目', en: 'list entries' },
  'cli.command.ledger.post': { zh: '将拟扣条目入账', en: 'post pending entries' },
  'cli.command.ledger.void': {
    zh: '作废拟扣条目（须写明理由）',
    en: 'void pending entries; a reason is needed',
  },
  'cli.command.ledger.export': { zh: '导出台账全部记录', en: 'export every row of the ledger' },
  'cli.command.ledger.verify': {
    zh: '校验台账：结构、序号、校验链、取证材料',
    en: 'verify the ledger: schema, numbering, hash chain, evidence',
  },
  'cli.command.evidence': { zh: '取证材料：查看、导出、核验', en: 'evidence' },
  'cli.command.evidence.export': {
    zh: '把一个问题或计分条目的取证材料导出为可脱机核验的包',
    en: 'export the evidence of a finding or an entry as a package that can be checked offline',
  },
  'cli.command.evidence.verify': {
    zh: '脱机核验一个取证材料包（或解开后的目录）、一个检查批次的目录或整个数据目录，逐步说明，指出第一处不符',
    en: 'verify a package (packed or unpacked), the folder of a run, or a data directory, offline and step by step, naming the first broken thing',
  },
  'cli.command.evidence.keys': {
    zh: '签名密钥：列出公钥，--rotate 启用新密钥，-o 导出公钥',
    en: 'signing keys: list the public halves, --rotate to a new one, -o writes the public key',
  },
  'cli.command.evidence.prune': {
    zh: '按保存期限清理：只删除已无计分、申诉、未结考核所依据的文件，记录与哈希值保留，并记入台账',
    en: 'retention: deletes files that no entry, dispute or open assessment rests on; records and hashes stay, the ledger says so',
  },
  'cli.command.evidence.forget': {
    zh: '销毁含个人信息的原件的密钥，此后任何人都无法再打开；密文与哈希值保留',
    en: 'delete the keys of originals that hold personal data: nobody can open them any more, ciphertext and hashes stay',
  },
  'cli.option.dry-run': { zh: '只说明会做什么，不作改动', en: 'only say what would be done' },
  'cli.option.older-than': {
    zh: '只清理这么多天以前的（默认取工作区的 retention.evidenceDays）',
    en: "older than this many days only (default: the workspace's retention.evidenceDays)",
  },
  'cli.command.evidence.list': { zh: '列出取证材料', en: 'list evidence items' },
  'cli.command.evidence.show': { zh: '查看并校验一份取证材料', en: 'show and verify one evidence item' },
  'cli.command.report': { zh: '根据检查批次生成报告', en: 'write reports of a run' },
  'cli.command.doctor': { zh: '检查本机缺少什么', en: 'say what is missing on this machine' },
  'cli.option.help': { zh: '显示帮助', en: 'show help' },
  'cli.option.version': { zh: '显示版本', en: 'show the version' },
  'cli.option.data': { zh: '数据目录', en: 'data directory' },
  'cli.option.log-level': { zh: '日志级别（输出到 stderr）', en: 'log level (to stderr)' },
  'cli.option.lang': { zh: '语言', en: 'language' },
  'cli.option.json': {
    zh: '在 stdout 输出一份 JSON 文档，别无其他',
    en: 'print one JSON document on stdout and nothing else',
  },
  'cli.option.as': { zh: '操作人（默认为系统用户）', en: 'who acts (default: the OS user)' },
  'cli.option.format': { zh: '格式', en: 'format' },
  'cli.option.output': { zh: '写入文件（默认输出到 stdout）', en: 'file to write (default: stdout)' },
  'cli.option.output-dir': { zh: '输出目录', en: 'directory to write into' },
  'cli.option.platform': {
    zh: '栏目所属平台（编号或名称），表中未写明时使用',
    en: 'platform of the columns, where the table does not say',
  },
  'cli.option.explain-columns': { zh: '说明每个栏目角色的判断依据', en: 'say why each column has its role' },
  'cli.option.no-browser': { zh: '不使用浏览器', en: 'use no browser' },
  'cli.option.max-pages': { zh: '每个站点最多读取的页数', en: 'most pages to read per site' },
  'cli.option.units-file': {
    zh: '工作区文件或单位名单，先导入再检查其中的单位',
    en: 'workspace file or list of units: imported first, its units are inspected',
  },
  'cli.option.rubric': { zh: '评分细则编号或文件，可多次使用', en: 'rubric id or file; may be repeated' },
  'cli.option.rubric-id': { zh: '评分细则编号', en: 'rubric id' },
  'cli.option.period': { zh: '考核年度（默认取考核日期所在年）', en: 'period (default: the year of --at)' },
  'cli.option.purpose': {
    zh: '检查目的：formal 正式检查、monitor 日常监测、recheck 复查、self-check 自查、trial 试运行',
    en: 'purpose: formal, monitor, recheck, self-check, trial',
  },
  'cli.option.at': {
    zh: '考核日期 YYYY-MM-DD（默认今天），所有时效按此计算',
    en: 'assessment date YYYY-MM-DD (default: today)',
  },
  'cli.option.concurrency': { zh: '同时检查的站点数（默认 4）', en: 'sites inspected at once (default 4)' },
  'cli.option.fresh': { zh: '不接着上次中断的批次，从头检查', en: 'start anew instead of resuming' },
  'cli.option.base': {
    zh: '网页的原网址，用于补全相对链接',
    en: 'address of the page, to resolve its links against',
  },
  'cli.option.unit': { zh: '只看这个单位', en: 'this unit only' },
  'cli.option.run': { zh: '检查批次（默认最近一次）', en: 'run (default: the newest)' },
  'cli.option.run-only': { zh: '只看这个检查批次', en: 'of this run only' },
  'cli.option.entry-state': { zh: '只看这种状态的条目', en: 'entries in this state only' },
  'cli.option.finding-state': { zh: '只看这种状态的问题', en: 'findings in this state only' },
  'cli.option.code': { zh: '只看这类问题', en: 'findings of this code only' },
  'cli.option.package-file': { zh: '写到这个 ZIP 文件', en: 'ZIP file to write' },
  'cli.option.public-key': { zh: '只认这个公钥（PEM 文件）', en: 'trust this public key only (PEM file)' },
  'cli.option.tsa-ca': {
    zh: '只认这些时间戳根证书（PEM 文件）',
    en: "trust these time stamp authorities' roots only (PEM file)",
  },
  'cli.option.rotate': { zh: '启用新的签名密钥', en: 'sign with a new key from now on' },
  'cli.option.key-file': {
    zh: '把正在使用的公钥写到这个文件',
    en: 'write the public key in use to this file',
  },
  'cli.option.finding': { zh: '只看这个问题的取证材料', en: 'evidence of this finding only' },
  'cli.option.all-pending': { zh: '全部拟扣条目', en: 'every pending entry' },
  'cli.option.reason': { zh: '理由', en: 'reason' },
  'cli.option.report-format': {
    zh: '报告格式，用逗号分隔：html,xlsx,docx,pdf,csv,json',
    en: 'formats, comma-separated: html,xlsx,docx,pdf,csv,json',
  },
  'cli.option.explain-score': {
    zh: '说明该单位某项指标的得分（后接指标编号）',
    en: 'explain this unit’s score; the indicator id follows',
  },
}
