/** The feed as files for systems that cannot be called: feed.jsonl and feed.csv, only ever appended to. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { csvCell } from '../ledger/export.js'
import { feedRows } from '../ledger/feed-rows.js'
import type { Ledger } from '../ledger/open.js'

const BATCH = 500

/** Columns of the CSV file, by the names of the records' keys. */
const COLUMNS = [
  'seq',
  'kind',
  'recordedAt',
  'assessment',
  'bucket',
  'unit',
  'rubric',
  'indicator',
  'rule',
  'entry',
  'points',
  'effective',
  'effectiveChange',
  'indicatorScoreAfter',
  'clause',
  'finding',
  'decided_by',
  'actor',
  'reason',
  'ledgerSeq',
] as const

type FeedRecord = Readonly<Record<string, unknown>>

function csvLine(record: FeedRecord): string {
  const cells = COLUMNS.map((column) => {
    const value = record[column]
    // One record is one line, so that a file that broke off can be mended by its last line break.
    if (typeof value === 'string') return csvCell(value.replace(/[\r\n]+/g, ' '))
    return csvCell(typeof value === 'number' ? value : null)
  })
  return `${cells.join(',')}\r\n`
}

interface FeedFile {
  readonly name: string
  readonly head: string
  line(record: FeedRecord): string
  /** Number of the record in a line. */
  seqOf(line: string): number
}

const FILES: readonly FeedFile[] = [
  {
    name: 'feed.jsonl',
    head: '',
    line: (record) => `${JSON.stringify(record)}\n`,
    seqOf: (line) => Number((JSON.parse(line) as { seq: number }).seq),
  },
  {
    name: 'feed.csv',
    head: `\uFEFF${COLUMNS.join(',')}\r\n`,
    line: csvLine,
    seqOf: (line) => Number.parseInt(line, 10) || 0,
  },
]

/** Number of the last whole record of a file; what broke off behind it is cut, a new file gets its head. */
function lastTold(path: string, file: FeedFile): number {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) truncateSync(path, Buffer.byteLength(whole))
  if (whole === '') appendFileSync(path, file.head)
  const last = whole.trimEnd().split('\n').at(-1) ?? ''
  return last === '' ? 0 : file.seqOf(last)
}

/** Opens the files in a folder; each call of what it gives appends what is new. */
export function feedFiles(ledger: Ledger, folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const told = new Map(FILES.map((file) => [file, lastTold(join(folder, file.name), file)]))
  return () => {
    for (const file of FILES) {
      for (;;) {
        const rows = feedRows(ledger, { after: told.get(file) ?? 0, limit: BATCH })
        const last = rows.at(-1)
        if (last === undefined) break
        const lines = rows.map(({ seq, json }) =>
          file.line({ id: String(seq), seq, ...(JSON.parse(json) as FeedRecord) }),
        )
        appendFileSync(join(folder, file.name), lines.join(''))
        told.set(file, last.seq)
      }
    }
  }
}
