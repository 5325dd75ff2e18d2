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
