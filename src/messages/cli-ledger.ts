/** What the commands of the ledger, of assessments, disputes and backups say, and what their help tells. */
import type { MessageArea } from './catalogue.js'

export const cliLedgerMessages: MessageArea = {
  'cli.ledger.no-entries': {
    zh: '请写明要处理的条目编号，或加 --all 处理全部拟扣条目',
    en: 'name the entries, or use --all for every pending one',
  },
  'cli.ledger.decided': { zh: '{count} 条已改为“{state}”', en: '{count} entry(ies) are now {state}' },
  'cli.ledger.valid': {
    zh: '台账完好：{rows} 行，末行校验值 {head}，签名检查点至第 {signed} 行（无时间戳）',
    en: 'the ledger is valid: {rows} rows, head {head}, signed up to row {signed} (not timestamped)',
  },
  'cli.ledger.valid-unsigned': {
    zh: '台账完好：{rows} 行，末行校验值 {head}；没有签名检查点，尾部是否完整无从核对（无时间戳）',
    en: 'the ledger is valid: {rows} rows, head {head}; no signed checkpoints, so a cut tail could not be noticed (not timestamped)',
  },
  'cli.ledger.broken': { zh: '台账已损坏：{message}', en: 'the ledger is broken: {message}' },
  'cli.option.checkpoints': {
    zh: '另存于别处的检查点文件（默认用数据目录内的）',
    en: 'a copy of the checkpoint file kept elsewhere (default: the one in the data directory)',
  },
  'cli.bad-date': {
    zh: '{option} 应为确实存在的日期，如 2026-11-21，写的是“{found}”',
    en: '{option} takes an existing day such as 2026-11-21, found "{found}"',
  },
  'cli.book.bucket': { zh: '期次', en: 'bucket' },
  'cli.book.stage': { zh: '状态', en: 'state' },
  'cli.book.pending': { zh: '拟扣', en: 'pending' },
  'cli.book.posted': { zh: '已入账', en: 'posted' },
  'cli.book.disputed': { zh: '申诉中', en: 'disputed' },
  'cli.stage.draft': { zh: '初评', en: 'draft' },
  'cli.stage.feedback': { zh: '反馈', en: 'feedback' },
  'cli.stage.review': { zh: '复核', en: 'review' },
  'cli.stage.approved': { zh: '审定', en: 'approved' },
  'cli.stage.published': { zh: '通报', en: 'published' },
  'cli.stage.archived': { zh: '归档', en: 'archived' },
  'cli.command.assessments': {
    zh: '考核：开立、查看、推进、通报、退回',
    en: 'assessments: open, list, advance, publish, reopen',
  },
  'cli.command.assessments.open': {
    zh: '开立一次考核（或重设其名单与设置），如 ouhai-2017 --period 2026',
    en: 'open an assessment, or set its roster and settings anew',
  },
  'cli.command.assessments.list': {
    zh: '列出各次考核及各期状态、拟扣条数、历次通报',
    en: 'list assessments with the state of each bucket, what is pending, and publications',
  },
  'cli.command.assessments.advance': {
    zh: '推进到下一状态；进入审定时，未在申诉中的拟扣条目一并入账',
    en: 'advance to the next state; approving posts all that is pending and not under dispute',
  },
  'cli.command.assessments.publish': {
    zh: '通报：冻结全部得分；尚有拟扣条目时不能通报',
    en: 'publish: freeze all scores; refused while an entry is pending',
  },
  'cli.command.assessments.reopen': {
    zh: '退回到通报之前的状态（须写明理由）；已通报的内容不变',
    en: 'go back to a state before published, with a reason; what was published stays',
  },
  'cli.option.bucket': { zh: '只对这一期（M01–M12、Q1–Q4、Y）', en: 'this bucket only (M01–M12, Q1–Q4, Y)' },
  'cli.option.buckets': {
    zh: '条目按什么分期：year 全年、quarter 季度、month 月',
    en: 'part of the year by which entries are told apart',
  },
  'cli.option.roster': {
    zh: '考核单位名单（CSV 或 XLSX：单位、考核分组、年报时限、备注）',
    en: 'roster of units, CSV or XLSX (unit, group, annual report due, note)',
  },
  'cli.option.nominate': { zh: '列入名单的单位，可多次使用', en: 'a unit of the roster; may be repeated' },
  'cli.option.assessment-title': { zh: '考核名称', en: 'name of the assessment' },
  'cli.option.dispute-days': {
    zh: '申诉应在多少个工作日内答复（默认 10）',
    en: 'working days within which a dispute is to be decided (default 10)',
  },
  'cli.option.feedback-days': {
    zh: '反馈阶段给被考核单位多少个工作日答复（默认 5）',
    en: 'working days that units have for an answer once a bucket is in feedback (default 5)',
  },
  'cli.option.monitor-days': {
    zh: '日常监测发现的问题满多少个工作日仍未整改的，也提出扣分（默认不提出）',
    en: 'working days after which findings of monitoring propose entries too (default: never)',
  },
  'cli.option.official-date': { zh: '文件日期 YYYY-MM-DD', en: 'date of the official document' },
  'cli.option.official-number': { zh: '文件编号', en: 'number of the official document' },
  'cli.option.official-title': { zh: '文件名称', en: 'name of the official document' },
  'cli.option.to-state': {
    zh: '推进到哪个状态（默认下一个）',
    en: 'state to advance to (default: the next)',
  },
  'cli.option.back-to': { zh: '退回到哪个状态', en: 'state to go back to' },
  'cli.assessments.none': {
    zh: '还没有考核；可用 xuncha assessments open 开立，或在首次正式检查时自动开立',
    en: 'there is no assessment yet; open one with xuncha assessments open, or run a formal inspection',
  },
  'cli.assessments.unknown': {
    zh: '没有考核 {assessment}，已有：{known}',
    en: 'there is no assessment {assessment}; there are: {known}',
  },
  'cli.assessments.nobody-nominated': {
    zh: '示范点验收须列明被推荐的单位：请用 --roster 名单 或 --unit 编号',
    en: 'an acceptance is about the sites that were put forward: name them with --roster or --unit',
  },
  'cli.assessments.head': {
    zh: '评分细则版本 {version}，{roster}',
    en: 'rubric version {version}, {roster}',
  },
  'cli.assessments.everybody': { zh: '全部被检查单位', en: 'every unit that is inspected' },
  'cli.assessments.roster': { zh: '名单 {count} 个单位', en: 'a roster of {count} units' },
  'cli.assessments.publication': {
    zh: '通报 {id}（{buckets}）{official}；其后变更 {changes} 处',
    en: 'publication {id} ({buckets}) {official}; tells {changes} change(s)',
  },
  'cli.assessments.posted': { zh: '已将 {count} 条拟扣条目入账', en: '{count} pending entries were posted' },
  'cli.assessments.disputed': {
    zh: '{count} 条正在申诉，仍为拟扣：{entries}',
    en: '{count} entries stay pending, they are under dispute: {entries}',
  },
  'cli.assessments.published': {
    zh: '已通报 {id}：{units} 个单位的得分已冻结，可用 xuncha score --as-of 重印',
    en: 'published {id}: the scores of {units} units are frozen; xuncha score --as-of prints them again',
  },
  'cli.book.dispute': { zh: '申诉', en: 'dispute' },
  'cli.book.unit': { zh: '单位', en: 'unit' },
  'cli.book.entry': { zh: '条目', en: 'entry' },
  'cli.book.points': { zh: '分值', en: 'points' },
  'cli.book.statement': { zh: '申诉理由', en: 'statement' },
  'cli.outcome.maintained': { zh: '维持', en: 'maintained' },
  'cli.outcome.amended': { zh: '变更', en: 'amended' },
  'cli.outcome.cancelled': { zh: '撤销', en: 'cancelled' },
  'cli.dispute-state.open': { zh: '待复核', en: 'open' },
  'cli.dispute-state.overdue': { zh: '逾期未复核', en: 'overdue' },
  'cli.command.dispute': { zh: '申诉与复核', en: 'disputes' },
  'cli.command.dispute.open': {
    zh: '对一条计分条目提出申诉（拟扣或已入账均可）',
    en: 'contest an entry, pending or posted',
  },
  'cli.command.dispute.decide': {
    zh: '作出复核决定：maintained 维持、amended 变更、cancelled 撤销',
    en: 'decide a dispute: maintained, amended or cancelled',
  },
  'cli.command.dispute.list': { zh: '列出申诉及其决定', en: 'list disputes and decisions' },
  'cli.option.statement': { zh: '申诉理由', en: 'what the unit says' },
  'cli.option.statement-file': { zh: '申诉理由所在的文本文件', en: 'text file with what the unit says' },
  'cli.option.supporting-file': {
    zh: '佐证材料，可多次使用；复制入库并记录校验值',
    en: 'supporting file, copied into the store with its hash; may be repeated',
  },
  'cli.option.disputed-by': {
    zh: '单位的申诉人（默认为操作人）',
    en: 'who speaks for the unit (default: who acts)',
  },
  'cli.option.on-behalf': {
    zh: '由政务公开办代单位登记，须附盖章扫描件',
    en: 'recorded by the office on the unit’s behalf; needs the stamped scan',
  },
  'cli.option.scan': {
    zh: '盖章申诉书的扫描件（代为登记）',
    en: 'scan of the stamped paper (on behalf of the unit)',
  },
  'cli.option.dispute-code': {
    zh: '原因：fixed-later 事后已整改、false-positive 误判、not-ours 非本单位责任、platform-cause 平台原因、exempted 已豁免、justified-delay 有正当理由、counted-twice 重复计分、not-applicable 条款不适用',
    en: 'reason code',
  },
  'cli.option.amended-points': {
    zh: '变更后的分值，如 -0.5',
    en: 'points after the amendment, such as -0.5',
  },
  'cli.option.of-entry': { zh: '只看这条条目', en: 'of this entry only' },
  'cli.option.dispute-state': { zh: '只看这种状态的申诉', en: 'disputes in this state only' },
  'cli.option.overdue': { zh: '只看逾期未复核的', en: 'overdue ones only' },
  'cli.dispute.none': { zh: '没有申诉', en: 'no disputes' },
  'cli.dispute.due': { zh: '，应于 {day} 前决定', en: ', due {day}' },
  'cli.dispute.no-statement': {
    zh: '请写明申诉理由：--statement 或 --statement-file',
    en: 'say why: --statement or --statement-file',
  },
  'cli.dispute.no-scan': {
    zh: '代单位登记申诉须附盖章申诉书的扫描件：--scan 文件',
    en: 'a dispute recorded on a unit’s behalf needs the stamped scan: --scan FILE',
  },
  'cli.dispute.no-calendar': {
    zh: '工作日历未覆盖答复期限所在年份，本件不设期限；可在工作区用 calendar 补充',
    en: 'the calendar does not cover the years of the deadline: none was set; extend it with calendar in the workspace',
  },
  'cli.dispute.dismissal-asked': {
    zh: '问题 {finding} 已提请不予认定，待第二人用 xuncha findings approve 批准后不再列为问题',
    en: 'the dismissal of finding {finding} was asked for; it takes effect once a second person approves it (xuncha findings approve)',
  },
  'cli.bad-points': {
    zh: '分值“{found}”无效，应为至多两位小数，如 -0.5',
    en: '"{found}" is no number of points with at most two decimals',
  },
  'cli.option.as-of': {
    zh: '重印某次通报时的得分（通报编号）',
    en: 'print the scores of a publication again, by its id',
  },
  'cli.score.preview': {
    zh: '{period} 年度没有按 {rubric} 开立考核：以下为按已有事实试算，不入台账；未采集的内容列为待评。',
    en: 'No assessment of {period} uses {rubric}: this is a preview over the facts at hand, not in the ledger; what was not collected is pending.',
  },
  'cli.score.as-of': { zh: '{period} 年度得分，据通报 {id}', en: 'scores of {period} as published in {id}' },
  'cli.score.not-assessed': { zh: '未检查', en: 'not assessed' },
  'cli.score.version-gone': {
    zh: '评分细则版本 {version} 的原文没有留存，无法说明来由',
    en: 'the text of rubric version {version} was not kept: it cannot be explained',
  },
  'cli.command.ledger.adjust': {
    zh: '调整一条条目的分值（须写明理由）',
    en: 'let an entry count with other points; a reason is needed',
  },
  'cli.command.ledger.reprice': {
    zh: '按评分细则的新版本重新定价：先列出变动，加 --yes 才执行',
    en: 'price an assessment by another version of its rubric: lists the changes, --yes does them',
  },
  'cli.option.adjusted-points': { zh: '调整后的分值，如 -0.5', en: 'points from now on, such as -0.5' },
  'cli.option.new-version': {
    zh: '评分细则的新版本（编号或文件，默认取同编号的现行文件）',
    en: 'the other version, by id or file (default: the file of the same id)',
  },
  'cli.option.reprice-yes': { zh: '执行（默认只列出）', en: 'do it (default: list only)' },
  'cli.ledger.xlsx-to-file': {
    zh: '导出为 xlsx 时请用 -o 指定文件',
    en: 'an xlsx is written to a file: name it with -o',
  },
  'cli.ledger.too-many-rows': {
    zh: '台账有 {rows} 行，超出一张表的上限 {most} 行；请导出为 csv 或 jsonl',
    en: 'the ledger has {rows} rows, a sheet holds {most} at most; export csv or jsonl',
  },
  'cli.ledger.sheet': { zh: '计分台账', en: 'ledger' },
  'cli.book.change': { zh: '变动', en: 'change' },
  'cli.book.row': { zh: '指标与规则', en: 'row and rule' },
  'cli.book.from': { zh: '原分值', en: 'from' },
  'cli.book.to': { zh: '新分值', en: 'to' },
  'cli.change.adjust': { zh: '调整', en: 'adjust' },
  'cli.change.reverse': { zh: '冲销', en: 'reverse' },
  'cli.change.open': { zh: '新增', en: 'open' },
  'cli.change.kept': { zh: '保留', en: 'kept' },
  'cli.reprice.would': {
    zh: '考核 {assessment} 由版本 {from} 改按 {to} 定价，将变动 {count} 条：',
    en: 'pricing {assessment} by version {to} instead of {from} would change {count} entries:',
  },
  'cli.reprice.done': {
    zh: '考核 {assessment} 已由版本 {from} 改按 {to} 定价，变动 {count} 条：',
    en: '{assessment} is now priced by version {to} instead of {from}; {count} entries changed:',
  },
  'cli.reprice.how': {
    zh: '以上仅为预览，台账未改动；确认后加 --yes --reason 执行',
    en: 'this is a list only, the ledger is unchanged; add --yes --reason to do it',
  },
  'cli.reprice.same': {
    zh: '考核 {assessment} 已按版本 {version} 定价，无需重新定价；如有新版本请用 --rubric 指定文件',
    en: '{assessment} is priced by version {version} already; name another version with --rubric',
  },
  'cli.reprice.other-rubric': {
    zh: '考核 {assessment} 不能改按另一份评分细则 {found} 定价',
    en: '{assessment} cannot be priced by another rubric, {found}',
  },
  'ledger.reprice.published': { zh: '所在期次已通报，不新增', en: 'its bucket is published: not opened' },
  'ledger.reprice.no-price': {
    zh: '新版本没有相应价格，请人工处理',
    en: 'the new version has no price for it: left to a person',
  },
  'cli.command.backup': {
    zh: '备份台账数据库（运行中也可），并校验备份',
    en: 'a consistent, verified copy of the database, also while running',
  },
  'cli.command.restore': {
    zh: '用备份恢复台账数据库；现有数据库另存，恢复一事记入台账',
    en: 'put a backup in place; the present database is kept aside, the ledger says so',
  },
  'cli.backup.taken': {
    zh: '已备份到 {file}（{bytes} 字节，台账 {rows} 行，SHA-256 {sha256}）',
    en: 'backed up to {file} ({bytes} bytes, {rows} ledger rows, SHA-256 {sha256})',
  },
  'cli.backup.beside': {
    zh: '备份只含数据库；{evidence} 份取证材料、签名密钥和检查点在数据目录的 evidence、keys、checkpoints 下，请一并另行保存',
    en: 'it holds the database only; {evidence} evidence items, keys and checkpoints lie in evidence, keys and checkpoints of the data directory: keep a copy of those too',
  },
  'cli.backup.restored': {
    zh: '已用 {file} 恢复台账数据库（{rows} 行）',
    en: 'restored the database from {file} ({rows} ledger rows)',
  },
  'cli.backup.aside': { zh: '原数据库另存为 {file}', en: 'the former database is kept as {file}' },
  'cli.backup.missing': {
    zh: '有 {count} 份取证材料不在本机（如 {first}），请从保存处补回 evidence 目录',
    en: '{count} evidence items are not on this machine (such as {first}); bring them back into evidence',
  },
  'cli.option.no-recheck': { zh: '不立即复查网页', en: 'do not look at the page again at once' },
  'cli.dispute.rechecked': { zh: '已立即复查：{outcome}', en: 'looked again at once: {outcome}' },
  'cli.dispute.not-rechecked': { zh: '未能立即复查：{why}', en: 'could not look again: {why}' },
}
