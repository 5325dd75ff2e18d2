/** The problem list (整改清单) as a table: what a unit is given, and what it fills in and sends back by the findings' numbers. */
import { isPlainDate, type PlainDate } from '../model/date.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import type { Claim } from '../model/rectification.js'
import type { Cell } from '../tables/csv.js'
import { dateText, type Headers, listOf, type TableRow, tableOf } from '../tables/table.js'
import { inOrder, shown } from './schema-problems.js'

type Field =
  | 'number'
  | 'unit'
  | 'type'
  | 'said'
  | 'where'
  | 'url'
  | 'found'
  | 'due'
  | 'standing'
  | 'claim'
  | 'measures'
  | 'done'
  | 'files'
  | 'contact'

const HEADERS: Headers<Field> = {
  number: ['问题编号', '编号', 'no'],
  unit: ['责任单位', '单位', '单位名称'],
  type: ['问题类型', '类型'],
  said: ['问题描述', '存在问题', 'problem'],
  where: ['位置', '问题位置'],
  url: ['网址', '问题网址'],
  found: ['发现日期'],
  due: ['整改期限', '整改截止日期', 'due on'],
  standing: ['当前状态', '状态', 'state'],
  claim: ['整改结果', '整改情况', '是否整改', 'result'],
  measures: ['整改措施', '整改说明', '情况说明', 'what was done', 'reply'],
  done: ['完成日期', '整改完成日期', '完成时间', 'done on'],
  files: ['佐证材料', '附件', '材料', 'file'],
  contact: ['联系人', '联系人及电话', '经办人'],
}

/** Columns of the list in order: the office's, then those that the unit fills in. */
export const SHEET_FIELDS = Object.keys(HEADERS) as readonly Field[]

/** Headers of the list in a language. */
export function sheetHeaders(english: boolean): string[] {
  return SHEET_FIELDS.map((field) => (english ? field : (HEADERS[field][0] ?? field)))
}

/** What units write for a result, and its name on the list. */
export const CLAIM_NAMES: Readonly<Record<Claim, readonly string[]>> = {
  mended: ['已整改', '已完成', '完成', '整改完成', '已修复', '是'],
  partly: ['部分整改', '部分完成'],
  working: ['整改中', '正在整改', '未完成', '未整改', '否'],
  disputed: ['有异议', '不属实', '异议', '非本单位'],
}

function claimNamed(text: string): Claim | null | undefined {
  if (text === '') return null
  return (Object.keys(CLAIM_NAMES) as Claim[]).find(
    (claim) => claim === text.toLowerCase() || CLAIM_NAMES[claim].includes(text),
  )
}

/** One row as a unit answered it; its files are still names, relative to the table. */
export interface ReadReply {
  readonly number: string
  readonly claim: Claim | null
  readonly text: string | null
  readonly doneOn: PlainDate | null
  readonly fileNames: readonly string[]
  readonly at: { readonly line: number; readonly column: number }
}

function readRow(
  row: TableRow<Field>,
  problems: FileProblem[],
  known: (number: string) => boolean,
): ReadReply[] {
  const cell = (field: Field): Cell => row.cells.get(field) ?? { line: row.line, column: 1, text: '' }
  const report = (field: Field, key: string) => {
    const { line, column, text } = cell(field)
    problems.push({
      line,
      column,
      key,
      facts: { where: HEADERS[field][0] ?? field, found: shown(text), expected: '' },
    })
  }
  const said = (field: Field) => cell(field).text
  const answered = (['claim', 'measures', 'done', 'files'] as const).some((field) => said(field) !== '')
  if (!answered) return []
  const number = said('number').normalize('NFKC').replace(/\s+/g, '')
  if (number === '') report('number', 'registry.cell-missing')
  else if (!known(number)) report('number', 'registry.unknown-number')
  const claim = claimNamed(said('claim'))
  if (claim === undefined) report('claim', 'registry.bad-claim')
  const done = dateText(said('done').replace(/[T ]\d{1,2}:\d{2}(?::\d{2})?$/, ''))
  if (done !== '' && !isPlainDate(done)) report('done', 'registry.bad-date')
  const { line, column } = cell('number')
  const contact = said('contact') === '' ? '' : `（${said('contact')}）`
  return [
    {
      number,
      claim: claim ?? null,
      text: said('measures') === '' ? contact || null : `${said('measures').slice(0, 4_000)}${contact}`,
      doneOn: done === '' || !isPlainDate(done) ? null : done,
      fileNames: listOf(said('files')),
      at: { line, column },
    },
  ]
}

/**
 * The rows of a filled-in list that say something, whatever their order and whatever columns were added.
 * @param known whether a number stands on a list that was issued to the unit
 * @throws FileFault (exit status 2) with every problem's row and column; then nothing is taken
 */
export function readReplies(
  rows: readonly (readonly Cell[])[],
  path: string,
  known: (number: string) => boolean,
): ReadReply[] {
  const table = tableOf(rows, HEADERS, ['number'])
  const problems: FileProblem[] = [...table.problems]
  const seen = new Map<string, number>()
  const replies = table.rows.flatMap((row) => readRow(row, problems, known))
  for (const reply of replies) {
    const earlier = seen.get(reply.number)
    if (earlier !== undefined && reply.number !== '')
      problems.push({
        ...reply.at,
        key: 'registry.record-twice',
        facts: { found: reply.number, where: earlier },
      })
    seen.set(reply.number, reply.at.line)
  }
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return replies
}
