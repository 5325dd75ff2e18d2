/** Sentences of the ledger area. */
import type { MessageArea } from './catalogue.js'

export const ledgerMessages: MessageArea = {
  'ledger.missing': {
    zh: '找不到台账数据库 {path}。请先运行 xuncha inspect 或 xuncha units import，或用 --data 指定数据目录。',
    en: 'No database at {path}. Run xuncha inspect or xuncha units import first, or name the data directory with --data.',
  },
  'ledger.not-a-database': {
    zh: '{path} 不是本程序的台账数据库（{detail}）。请核对 --data 指定的目录，必要时从备份恢复。',
    en: '{path} is not a database of this program ({detail}). Check the directory given with --data, or restore a backup.',
  },
  'ledger.newer': {
    zh: '数据库 {path} 由更新的版本写成（结构版本 {found}，本程序支持到 {known}）。请升级巡查后再打开。',
    en: '{path} was written by a newer version (schema {found}, this program knows {known}). Upgrade xuncha to open it.',
  },
  'ledger.older': {
    zh: '数据库 {path} 的结构版本 {found} 较旧，只读方式不能升级。请先运行一次 xuncha inspect 或 xuncha units list。',
    en: '{path} has the older schema {found}, which cannot be upgraded while reading only. Run a writing command once first.',
  },
  'ledger.changed-migration': {
    zh: '数据库 {path} 的结构变更记录第 {version} 号与本程序不一致。请换用写入它的程序版本，或从备份恢复。',
    en: 'Migration {version} recorded in {path} differs from the one of this program. Use the version that wrote it, or restore a backup.',
  },
  'ledger.busy': {
    zh: '另一个进程正在写入台账 {path}。请待其结束后重试。',
    en: 'Another process is writing the ledger {path}. Try again when it has finished.',
  },
  'ledger.disk-full': {
    zh: '磁盘空间不足，台账 {path} 未能写入；已入库的内容完好。请清理空间后重试。',
    en: 'The disk is full: {path} was not written; what was recorded before is intact. Free some space and try again.',
  },
  'ledger.not-writable': {
    zh: '台账 {path} 不可写（{detail}）。请检查文件权限。',
    en: '{path} cannot be written ({detail}). Check the permissions of the file.',
  },
  'ledger.no-folder': {
    zh: '数据目录 {folder} 建不了（{detail}）。请检查权限，或用 --data 换一个目录。',
    en: 'The data directory {folder} cannot be made ({detail}). Check the permissions or choose another with --data.',
  },
  'ledger.conflict': {
    zh: '台账条目 {entry} 已存在，内容不同（已有 {held}，新提 {given}），未作改动。如需变更，请用调整或冲销。',
    en: 'Entry {entry} exists with another content (held {held}, given {given}); nothing was changed. Adjust or reverse it instead.',
  },
  'ledger.unknown-entry': {
    zh: '台账中没有条目 {entry}。可用 xuncha ledger list 查看。',
    en: 'The ledger holds no entry {entry}. See xuncha ledger list.',
  },
  'ledger.wrong-state': {
    zh: '条目 {entry} 当前为“{state}”，不能执行“{action}”。',
    en: 'Entry {entry} is {state}; it cannot be changed by "{action}".',
  },
  'ledger.reason-needed': {
    zh: '“{action}”须写明理由；命令行中加 --reason。',
    en: '"{action}" needs a reason; on the command line add --reason.',
  },
  'ledger.bucket-published': {
    zh: '考核 {assessment} 已通报，不能再执行“{action}”；只能冲销、调整，或由申诉产生新条目。',
    en: 'Assessment {assessment} is published: "{action}" is not possible any more; only reversals, adjustments and entries from a dispute are.',
  },
  'ledger.id-taken': {
    zh: '编号 {id} 已被{holder}使用，单位与平台的编号不得重复。',
    en: 'The id {id} is taken by a {holder}; ids are unique over units and platforms.',
  },
  'ledger.unit-in-use': {
    zh: '单位 {id} 已有检查记录，不能删除；不再考核的，在考核设置中去掉，或给予豁免。',
    en: 'Unit {id} has been inspected and cannot be removed: take it off the assessment’s roster, or exempt it.',
  },
  'ledger.unknown-run': {
    zh: '没有检查批次 {run}，请核对编号；写报告时不加 --run 即取最近一次。',
    en: 'There is no run {run}: check its id; report without --run takes the newest.',
  },
  'ledger.pinned-version': {
    zh: '考核 {assessment} 已锁定评分细则版本 {pinned}，与本次给出的 {given} 不同；本次未按新版本开出条目。',
    en: 'Assessment {assessment} pins rubric version {pinned}, this run was given {given}: no entry was opened under the other version.',
  },
  'ledger.payload-differs': {
    zh: '条目 {entry} 按现有事实应为 {given}，台账中为 {held}；台账未改动，请人工核对。',
    en: 'Entry {entry} would now be {given}, the ledger holds {held}; the ledger was left as it is, please check.',
  },
  'ledger.broken.file': {
    zh: '数据库文件已损坏：{detail}',
    en: 'The database file is damaged: {detail}',
  },
  'ledger.broken.schema': {
    zh: '数据库结构被改动：{name}',
    en: 'The schema was altered: {name}',
  },
  'ledger.broken.pragma': {
    zh: '结构版本不符：{found}，应为 {expected}',
    en: 'Schema version {found}, expected {expected}',
  },
  'ledger.broken.integrity': {
    zh: '完整性检查未通过：{detail}',
    en: 'The integrity check failed: {detail}',
  },
  'ledger.broken.foreign-key': {
    zh: '表 {table} 中有记录指向不存在的对象（{parent}）',
    en: 'A row of {table} refers to something that does not exist ({parent})',
  },
  'ledger.broken.sequence': {
    zh: '台账第 {expected} 行缺失（其后为第 {found} 行）',
    en: 'Row {expected} of the ledger is missing (the next one is {found})',
  },
  'ledger.broken.shape': {
    zh: '台账第 {seq} 行的内容不合规范：{detail}',
    en: 'Row {seq} of the ledger is malformed: {detail}',
  },
  'ledger.broken.link': {
    zh: '台账第 {seq} 行与上一行的校验值不衔接',
    en: 'Row {seq} of the ledger does not continue the hash of the row before it',
  },
  'ledger.broken.hash': {
    zh: '台账第 {seq} 行的内容与其校验值不符',
    en: 'Row {seq} of the ledger does not match its hash',
  },
  'ledger.broken.evidence': {
    zh: '台账第 {seq} 行引用的取证材料 {evidence} 不在取证目录中',
    en: 'Row {seq} of the ledger names evidence {evidence}, which the index does not hold',
  },
  'ledger.broken.document': {
    zh: '台账第 {seq} 行所依据的文档 {document} 缺失或被改动',
    en: 'The document {document} that row {seq} of the ledger rests on is missing or was altered',
  },
  'ledger.broken.no-checkpoints': {
    zh: '签名检查点文件缺失：台账有 {rows} 行，却无从核对其尾部是否完整',
    en: 'The file of signed checkpoints is missing: the ledger has {rows} rows, and nothing says whether its tail is whole',
  },
  'ledger.broken.checkpoint': {
    zh: '检查点文件第 {line} 行不是本机密钥签发的检查点',
    en: 'Line {line} of the checkpoint file is not signed by a key of this installation',
  },
  'ledger.broken.truncated': {
    zh: '台账尾部被截断：现有 {rows} 行，而 {at}（UTC）已签名至第 {signed} 行',
    en: 'The tail of the ledger was cut off: it has {rows} rows, and {signed} were signed at {at} UTC',
  },
  'ledger.broken.restamped': {
    zh: '台账第 {from}～{seq} 行被重写后重新计算了校验值：与 {at}（UTC）的签名检查点不符',
    en: 'Rows {from} to {seq} of the ledger were rewritten and stamped anew: they contradict the checkpoint signed at {at} UTC',
  },
  'ledger.not-opened-published': {
    zh: '考核 {assessment} 的 {bucket} 期已通报，问题 {finding} 未开出条目；如需计分，请先按程序重新打开该期。',
    en: 'Bucket {bucket} of assessment {assessment} is published: no entry was opened for finding {finding}; reopen the bucket first if it is to be priced.',
  },
  'ledger.metric-published': {
    zh: '考核 {assessment} 的 {bucket} 期已通报，{unit} 第 {indicator} 项的新监测值未改变得分。',
    en: 'Bucket {bucket} of assessment {assessment} is published: the new measurement of row {indicator} of {unit} changed no score.',
  },
  'ledger.metric-decided': {
    zh: '考核 {assessment} 中 {unit} 第 {indicator} 项已由人工认定，新监测值未改变得分；如需采用，请先冲销人工认定的条目。',
    en: 'Row {indicator} of {unit} in assessment {assessment} was decided by a person: the new measurement changed no score; reverse that entry first if it is to count.',
  },
  'ledger.unknown-dispute': {
    zh: '没有申诉 {dispute}。可用 xuncha dispute list 查看。',
    en: 'There is no dispute {dispute}. See xuncha dispute list.',
  },
  'ledger.under-dispute': {
    zh: '条目 {entry} 正在申诉（{dispute}），须先作出复核决定，不能执行“{action}”。',
    en: 'Entry {entry} is under dispute {dispute}: decide that first; "{action}" is not possible until then.',
  },
  'ledger.bucket-archived': {
    zh: '考核 {assessment} 的 {bucket} 期已归档，不再受理申诉；如确需更正，请先按程序重新打开该期。',
    en: 'Bucket {bucket} of assessment {assessment} is archived and takes no more disputes; reopen it first.',
  },
  'ledger.dispute-decided': {
    zh: '申诉 {dispute} 已作出决定（{outcome}），不能再改；如有新情况请另行申诉。',
    en: 'Dispute {dispute} is decided ({outcome}) and stays so; open a new one if there is something new.',
  },
  'ledger.dispute-code': {
    zh: '撤销或变更须注明原因代码（--code）：{dispute}',
    en: 'A cancelled or amended dispute needs a reason code (--code): {dispute}',
  },
  'ledger.points-unasked': {
    zh: '只有“变更”（amended）才给出新分值（--points），本次为 {outcome}',
    en: 'Points (--points) go with the outcome amended only, not with {outcome}',
  },
  'ledger.amend-points': {
    zh: '变更条目 {entry} 须给出新分值（--points）',
    en: 'Amending entry {entry} needs its new points (--points)',
  },
  'ledger.amend-same': {
    zh: '条目 {entry} 原为 {held} 分，变更为 {given} 分不成立：须与原分值不同、正负相同且不为 0；全部取消请用“撤销”（cancelled）。',
    en: 'Entry {entry} holds {held}: it cannot be amended to {given}. The points must differ, keep their sign and not be 0; use cancelled to take it away.',
  },
  'ledger.unknown-assessment': {
    zh: '没有考核 {assessment}。可用 xuncha assessments list 查看，或用 xuncha assessments open 开立。',
    en: 'There is no assessment {assessment}. See xuncha assessments list, or open it with xuncha assessments open.',
  },
  'ledger.unknown-bucket': {
    zh: '考核 {assessment} 没有 {bucket} 期，可选：{known}',
    en: 'Assessment {assessment} has no bucket {bucket}; it has {known}',
  },
  'ledger.stage-not-ahead': {
    zh: '考核 {assessment} 的 {bucket} 期现为 {from}，不能推进到 {to}；如需退回请用 assessments reopen。',
    en: 'Bucket {bucket} of {assessment} is in state {from}: it cannot advance to {to}. Use assessments reopen to go back.',
  },
  'ledger.publish-first': {
    zh: '考核 {assessment} 的 {bucket} 期现为 {from}，须用 xuncha assessments publish 通报，通报后方可归档。',
    en: 'Bucket {bucket} of {assessment} is in state {from}: publish it with xuncha assessments publish; only what is published can be archived.',
  },
  'ledger.nothing-to-advance': {
    zh: '考核 {assessment} 没有可推进到 {to} 的期次。',
    en: 'Assessment {assessment} has no bucket that could advance to {to}.',
  },
  'ledger.nothing-to-reopen': {
    zh: '考核 {assessment} 没有可退回到 {to} 的期次。',
    en: 'Assessment {assessment} has no bucket that stands beyond {to}.',
  },
  'ledger.reopen-to-closed': {
    zh: '只能退回到通报之前的状态，不能退回到 {to}。',
    en: 'A bucket can be reopened only to a state before published, not to {to}.',
  },
  'ledger.disputes-open': {
    zh: '考核 {assessment} 的 {bucket} 期尚有 {count} 件申诉未决，不能归档。',
    en: '{count} dispute(s) of bucket {bucket} of {assessment} are undecided: it cannot be archived yet.',
  },
  'ledger.not-approved': {
    zh: '考核 {assessment} 的 {bucket} 期现为 {state}，须先审定（assessments advance --to approved）再通报。',
    en: 'Bucket {bucket} of {assessment} is in state {state}: approve it first (assessments advance --to approved).',
  },
  'ledger.pending-left': {
    zh: '考核 {assessment} 尚有 {count} 条拟扣条目未处理（{entries}），不能通报；请先入账、作废或作出复核决定。',
    en: '{count} entries of {assessment} are still pending ({entries}): post or void them, or decide their disputes, before publishing.',
  },
  'ledger.unknown-publication': {
    zh: '没有通报 {id}，已有：{known}',
    en: 'There is no publication {id}; there are: {known}',
  },
  'ledger.settings-published': {
    zh: '考核 {assessment} 已有期次通报，名单和设置不能再改；确需变更请先按程序重新打开。',
    en: 'A bucket of assessment {assessment} is published: its roster and settings can no longer change; reopen it first.',
  },
  'ledger.no-backup': {
    zh: '找不到备份文件 {file}，请核对路径',
    en: 'there is no backup {file}; check the path',
  },
  'ledger.backup-foreign': {
    zh: '{file} 不是本程序的数据库备份，未作改动；请换一个文件名或核对路径',
    en: '{file} is not a backup of this program and was left alone; choose another name or check the path',
  },
  'ledger.backup-broken': {
    zh: '{file} 未通过校验：{broken}。未作改动，请换一份备份或先查明原因。',
    en: '{file} does not verify: {broken}. Nothing was changed; use another backup, or find out why first.',
  },
  'ledger.no-backup-folder': {
    zh: '{file} 所在的文件夹不存在，请先建好或换一个路径',
    en: 'the folder of {file} does not exist; make it first or choose another path',
  },
}
