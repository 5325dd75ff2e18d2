/** A scoring table as an office wrote it → its rows with group, title, wording and full marks. Pure; nothing is guessed in silence. */
import { parsePoints } from '../model/points.js'
import type { Cell } from '../tables/csv.js'

/** One row of the table that has marks of its own, with the wording of the rows below it that have none. */
export interface DraftRow {
  readonly line: number
  readonly group: string | null
  readonly title: string
  readonly clause: string
  readonly remark: string
  /** Whole hundredths; for a row that adds to the total, what it may add. */
  readonly max: number
  readonly adds: boolean
}

/** A group with what the document says that it is worth, in whole hundredths; null where it says nothing. */
export interface DraftGroup {
  readonly title: string
  readonly says: number | null
}

/** What a table says. `unread` are rows that no part of the draft is made of. */
export interface DraftTable {
  readonly title: string | null
  readonly groups: readonly DraftGroup[]
  readonly rows: readonly DraftRow[]
  /** The total that the document declares. */
  readonly total: number | null
  readonly unread: readonly { readonly line: number; readonly text: string }[]
}

const HEADERS = [
  [
    'skip',
    /^(?:序号|编号|扣分情况|赋分说明|得分|自评(?:分|得分)?|考评得分|实得分|责任单位|牵头单位|审核人)$/,
  ],
  ['max', /^(?:分值|权重|满分|标准分|分数|分|points|max)$/],
  ['clause', /标准|细则|办法|计分|评分|要求|要点|criteria|clause/],
  ['remark', /备注|方式|来源|remark|note/],
  ['group', /^(?:一级指标|考核类别|类别|考核项目|项目|大类|group)$/],
  ['title', /指标|内容|事项|项目|title|item/],
] as const
type Field = (typeof HEADERS)[number][0]

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/\([^()]*\)$/, '')

/** What each column of a row of headers holds; null where the row is none. */
function headersOf(row: readonly Cell[]): Map<Field, number> | null {
  const fields = new Map<Field, number>()
  row.forEach((cell, column) => {
    const name = plain(cell.text)
    const field =
      name.length > 20 || name === '' ? undefined : HEADERS.find(([, shape]) => shape.test(name))?.[0]
    if (field === undefined || field === 'skip') return
    // 考核项目 above 考核内容 above 评分标准: the first is the group, where another names the row.
    if (!fields.has(field)) fields.set(field, column)
    else if (field === 'clause' && !fields.has('title')) {
      fields.set('title', fields.get('clause') ?? column)
      fields.set('clause', column)
    }
  })
  if (!fields.has('max') || !(fields.has('clause') || fields.has('title') || fields.has('group'))) return null
  const group = fields.get('group')
  if (!fields.has('title') && group !== undefined) {
    fields.set('title', group)
    fields.delete('group')
  }
  return fields
}

const TOTAL = /^(?:合计|总计|总分|共计|total)/
const HEADING = /^(?:[（(]?[一二三四五六七八九十]+[)）]?[、.．]?|第[一二三四五六七八九十]+[章节部分]+)/
const LABEL = /[(（]\s*(?:共|满分|计)?\s*(\d{1,4}(?:\.\d{1,2})?)\s*分\s*[)）]/

const pointsIn = (text: string): number | null => {
  const number = /^\+?(\d{1,4}(?:\.\d{1,2})?)分?$/.exec(plain(text))?.[1]
  return number === undefined ? null : parsePoints(number)
}
const labelIn = (text: string): number | null => {
  const number = LABEL.exec(text)?.[1]
  return number === undefined ? null : parsePoints(number)
}
const withoutLabel = (text: string): string => text.replace(LABEL, '').replace(/\s+/g, ' ').trim()

interface Reading {
  readonly fields: ReadonlyMap<Field, number>
  group: string | null
  title: string
  total: number | null
  readonly groups: Map<string, number | null>
  readonly rows: { -readonly [K in keyof DraftRow]: DraftRow[K] }[]
  readonly unread: { line: number; text: string }[]
}

function enterGroup(reading: Reading, text: string): void {
  const name = withoutLabel(text)
  if (name === '') return
  reading.group = name
  reading.title = ''
  if (!reading.groups.has(name)) reading.groups.set(name, labelIn(text))
}

function readRow(reading: Reading, row: readonly Cell[]): void {
  const cell = (field: Field): string => {
    const column = reading.fields.get(field)
    return column === undefined ? '' : (row[column]?.text.trim() ?? '')
  }
  const filled = row.filter(({ text }) => text.trim() !== '')
  const texts = [...new Set(filled.map(({ text }) => text.trim()))]
  const [first = ''] = texts
  const line = row[0]?.line ?? 1
  if (TOTAL.test(plain(first))) {
    reading.total = texts.map(pointsIn).find((points) => points !== null) ?? labelIn(first) ?? reading.total
    return
  }
  if (texts.length === 1 && (HEADING.test(first) || labelIn(first) !== null) && first.length <= 60) {
    enterGroup(reading, first)
    return
  }
  if (cell('group') !== '') enterGroup(reading, cell('group'))
  if (cell('title') !== '') reading.title = cell('title')
  const max = pointsIn(cell('max'))
  const clause = cell('clause')
  const last = reading.rows.at(-1)
  if (max === null) {
    if (last && clause !== '') last.clause += `\n${clause}`
    else reading.unread.push({ line, text: texts.join(' ') })
    return
  }
  const title = withoutLabel(reading.title) || (reading.group ?? clause.slice(0, 30))
  reading.rows.push({
    line,
    group: reading.group,
    title,
    clause: clause || title,
    remark: cell('remark'),
    max,
    adds: /加分/.test(`${reading.group ?? ''}${title}`) || cell('max').trim().startsWith('+'),
  })
}

/** Reads the table; null where no row of headers names the marks and what they are given for. */
export function readDraftTable(rows: readonly (readonly Cell[])[]): DraftTable | null {
  const at = rows.slice(0, 20).findIndex((row) => headersOf(row) !== null)
  const fields = headersOf(rows[at] ?? [])
  if (at < 0 || fields === null) return null
  const reading: Reading = {
    fields,
    group: null,
    title: '',
    total: null,
    groups: new Map(),
    rows: [],
    unread: [],
  }
  // Headers are printed again on every page.
  for (const row of rows.slice(at + 1)) if (headersOf(row) === null) readRow(reading, row)
  const above = rows.slice(0, at).flatMap((row) => row.map(({ text }) => text.trim()))
  return {
    title: above.filter((text) => text.length >= 4).sort((a, b) => b.length - a.length)[0] ?? null,
    groups: [...reading.groups]
      .filter(([name]) => reading.rows.some((row) => row.group === name))
      .map(([title, says]) => ({ title, says })),
    rows: reading.rows,
    total: reading.total,
    unread: reading.unread,
  }
}
