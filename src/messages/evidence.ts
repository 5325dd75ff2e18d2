/** Sentences of the evidence area. */
import type { MessageArea } from './catalogue.js'

export const evidenceMessages: MessageArea = {
  'evidence.bad-id': {
    zh: '“{id}”不是取证编号：取证编号为 sha256: 加 64 位十六进制数字，可用 xuncha evidence list 查看。',
    en: '"{id}" is no evidence id: an id is sha256: and 64 hex digits; xuncha evidence list shows them.',
  },
  'evidence.missing': {
    zh: '取证文件缺失：{file}。请从备份恢复该文件后再核验。',
    en: 'evidence file is missing: {file}. Restore it from a backup and verify again.',
  },
  'evidence.altered': {
    zh: '取证文件内容与其哈希值不符，可能被改动或损坏：{file}。请从备份恢复。',
    en: 'evidence file does not match its hash, it was altered or damaged: {file}. Restore it from a backup.',
  },
  'evidence.not-manifest': {
    zh: '该文件不是取证清单（xuncha.evidence/1）：{file}。',
    en: 'not an evidence manifest (xuncha.evidence/1): {file}.',
  },
  'evidence.not-canonical': {
    zh: '取证清单不是规范格式，无法据以重新计算编号：{file}。',
    en: 'the evidence manifest is not in canonical form, its id cannot be re-derived: {file}.',
  },
  'evidence.wrong-length': {
    zh: '取证文件长度不符：{file}，清单记 {expected} 字节，实为 {actual} 字节。',
    en: 'evidence file has the wrong length: {file}, {expected} bytes listed, {actual} found.',
  },
  'evidence.stray-region': {
    zh: '清单中的标注区域没有对应的取证文件：{url}。',
    en: 'the manifest marks a region of a page of which it lists no file: {url}.',
  },
  'evidence.note.pruned': {
    zh: '{files} 个文件已按保存期限清理，只留哈希值',
    en: '{files} files were pruned when their retention ended, their hashes stay',
  },
  'evidence.note.encrypted': {
    zh: '{files} 个文件含个人信息，以密文保存',
    en: '{files} files hold personal data and are kept encrypted',
  },
  'evidence.note.key-gone': {
    zh: '其中 {files} 个文件的密钥已销毁：密文未被改动，但任何人都无法再打开',
    en: 'the key of {files} of them was deleted: the ciphertext is unaltered, nobody can open it any more',
  },
  'evidence.forgotten': {
    zh: '已销毁 {keys} 个密钥，涉及 {items} 份取证记录；密文与哈希值保留，仍可核验',
    en: 'deleted {keys} keys; {items} items are concerned; ciphertext and hashes stay and still verify',
  },
  'evidence.nothing-encrypted': {
    zh: '{id} 没有加密保存的文件，或其密钥早已销毁',
    en: '{id} has no encrypted file whose key is still here',
  },
  'evidence.nothing-searched': {
    zh: '认定“没有”（{code}），却没有列出查找过的任何页面',
    en: 'an absence is claimed ({code}), and no page is listed on which it was searched for',
  },
  'evidence.limit-absence': {
    zh: '认定“没有”（{code}），而检查触及上限、没有看完：不能据此认定',
    en: 'an absence is claimed ({code}) although a limit cut the inspection short: nobody can tell',
  },
  'evidence.forget.reason': {
    zh: '销毁密钥须写明理由：--reason 文字。销毁后无法恢复',
    en: 'deleting keys needs a reason: --reason TEXT. It cannot be undone',
  },
  'evidence.prune.days': {
    zh: '--older-than 应为天数（0 到 99999 的整数），收到的是“{found}”',
    en: '--older-than takes a number of days (a whole number from 0 to 99999), not "{found}"',
  },
  'evidence.prune.no-days': {
    zh: '没有说明清理多久以前的取证材料：加 --older-than 天数，或在工作区 defaults.retention.evidenceDays 中设定',
    en: 'how old must it be: give --older-than DAYS, or set defaults.retention.evidenceDays in the workspace',
  },
  'evidence.prune.going': {
    zh: '检查批次 {run} 正在进行，此时不能清理：它可能正要引用这些文件。请等它结束后再试',
    en: 'run {run} is going on and may be about to name these files: try again when it has ended',
  },
  'evidence.prune.done': {
    zh: '已清理 {items} 份取证记录的 {files} 个文件（{bytes} 字节），保留 {kept} 份；记录与哈希值仍在',
    en: 'pruned {files} files ({bytes} bytes) of {items} items, kept {kept} items; records and hashes stay',
  },
  'evidence.prune.would': {
    zh: '将清理 {items} 份取证记录的 {files} 个文件（{bytes} 字节），保留 {kept} 份；本次未作改动',
    en: 'would prune {files} files ({bytes} bytes) of {items} items and keep {kept} items; nothing was changed',
  },
  'evidence.not-picture': {
    zh: '无法读取截图（{bytes} 字节），文件可能损坏。',
    en: 'the picture cannot be read ({bytes} bytes), the file may be damaged.',
  },
  'evidence.bad-key': {
    zh: '不是 Ed25519 公钥：需要 PEM 格式（BEGIN PUBLIC KEY）的公钥文件。',
    en: 'no Ed25519 public key: a PEM file (BEGIN PUBLIC KEY) is needed.',
  },
  'evidence.key-unreadable': {
    zh: '签名密钥无法读取或与其编号不符：{file}。请从备份恢复，或用 xuncha evidence keys --rotate 更换新密钥（旧封存仍可用旧公钥核验）。',
    en: 'the signing key cannot be read or does not match its id: {file}. Restore it from a backup, or make a new one with xuncha evidence keys --rotate (older seals still verify with the older public key).',
  },
  'evidence.bad-run': {
    zh: '“{run}”不是检查批次编号，可用 xuncha evidence list 查看。',
    en: '"{run}" is no id of a run; xuncha evidence list shows them.',
  },
  'evidence.seal-unreadable': {
    zh: '该批次的封存文件缺失、损坏或签名不符：{file}。请从备份恢复。',
    en: "the run's seal is missing a file, is damaged, or its signature does not match: {file}. Restore it from a backup.",
  },
  'evidence.stamp.unreadable': { zh: '时间戳无法读取', en: 'the time stamp cannot be read' },
  'evidence.stamp.refused': { zh: '时间戳服务机构拒绝了请求', en: 'the authority refused the request' },
  'evidence.stamp.imprint': {
    zh: '时间戳不是为本封存签发的（摘要不符）',
    en: 'the time stamp is for something else (wrong imprint)',
  },
  'evidence.stamp.nonce': {
    zh: '时间戳不是对本次请求的答复（随机数不符）',
    en: 'the time stamp answers another request (wrong nonce)',
  },
  'evidence.stamp.usage': {
    zh: '签发证书不是专用于时间戳的证书',
    en: 'the certificate is not one for time stamping alone',
  },
  'evidence.stamp.expired': {
    zh: '签发时证书不在有效期内',
    en: 'the certificate was not valid at the stamped time',
  },
  'evidence.stamp.chain': {
    zh: '签发证书不在所信任的根证书之下',
    en: 'the certificate does not lead to a trusted root',
  },
  'evidence.stamp.signature': { zh: '时间戳的签名不符', en: "the time stamp's signature does not match" },
  'evidence.stamp.window': {
    zh: '时间戳的时间与封存时间相差超过24小时',
    en: 'the stamped time is more than 24 hours from the sealing',
  },
}
