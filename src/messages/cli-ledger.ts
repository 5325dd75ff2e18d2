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
}
