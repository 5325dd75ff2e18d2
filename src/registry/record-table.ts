/** Registers from outside the web (登记事项) as tables: every row understood, or none is taken. */
import { canonicalJson, sha256 } from '../model/canonical.js'
import { isPlainDate, type PlainDate } from '../model/date.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { parsePoints } from '../model/points.js'
import { type NewRecord, RECORD_TYPES, type RecordType } from '../model/record.js'
import type { UnitEntry } from '../model/workspace.js'
import type { Cell } from '../tables/csv.js'
import { dateText, type Headers, listOf, tableOf, yesNo } from '../tables/table.js'
import { unitFinder } from './references.js'
import { cellOf, type RowReading, reportCell } from './row-reading.js'
import { inOrder } from './schema-problems.js'

type Field =
  | 'id'
  | 'type'
  | 'unit'
  | 'on'
  | 'title'
  | 'document'
  | 'rule'
  | 'indicator'
  | 'points'
  | 'deducted'
  | 'received'
  | 'answered'
  | 'extended'
  | 'result'
  | 'list'
  | 'place'
  | 'value'
  | 'files'
  | 'note'

const HEADERS: Headers<Field> = {
  id: ['编号', '登记编号', '序列号', 'record', 'record id'],
  type: ['登记类别', '类别', '类型', '事项类别', 'kind', 'register'],
  unit: ['责任单位', '单位', '单位名称', '被考核单位', '承办单位'],
  on: ['日期', '发生日期', '时间', '认定日期', 'date'],
  title: ['事项', '标题', '内容', '名称', '问题描述', '简要情况', 'description', 'subject'],
  document: ['文号', '文件编号', '文书号', 'document number', 'documentNumber'],
  rule: ['计分规则', '规则编号', '评分标准', 'rules'],
  indicator: ['考核指标', '指标', '项目', '考核项'],
  points: ['加减分', '分值', '得分变化'],
  deducted: ['扣分', '扣分情况', '扣分值', 'deduct', 'deduction'],
  received: ['收到日期', '受理日期', '收件日期'],
  answered: ['答复日期', '办结日期', '答复时间', 'replied'],
  extended: ['是否延期', '延期', '延长答复'],
  result: ['结果', '检查结果', '是否合格', '是否完成'],
  list: ['榜单', '排名名称', '名单'],
  place: ['名次', '排名', 'rank'],
  value: ['得分', '总分', '综合得分', 'score'],
  files: ['佐证材料', '附件', '文件', '材料', 'file'],
  note: ['备注', '说明', 'remark'],
}

/** Types as offices call them. */
const TYPE_NAMES: Readonly<Record<RecordType, readonly string[]>> = {
  application: ['依申请公开', '依申请公开办理', '信息公开申请', '申请办理', '超期答复'],
  review: ['行政复议', '复议'],
  lawsuit: ['行政诉讼', '诉讼', '败诉'],
  circular: ['通报', '通报批评', '点名通报'],
  award: ['表彰', '奖励', '表彰奖励', '加分'],
  task: ['任务', '交办任务', '工作任务', '材料报送'],
  activity: ['活动', '政务开放日', '培训', '会议'],
  phone: ['电话检查', '电话抽查', '电话'],
  field: ['实地检查', '现场检查', '实地测评'],
  rank: ['排名', '名次'],
  'self-score': ['自评分', '自评'],
  other: ['其他'],
}

/** Finds the rules that a cell means: ids, or a clause in the document's words; an empty list where there is none. */
export type RuleFinder = (text: string, indicator: string) => readonly string[]

const typeNamed = (text: string): RecordType | null =>
  RECORD_TYPES.find((type) => type === text.toLowerCase() || TYPE_NAMES[type].includes(text)) ?? null

/** 合格 and the like; what is neither stays open. */
function resultOf(text: string): boolean | null | undefined {
  if (text === '') return null
  if (/^(?:合格|通过|正常|接通|已完成|完成|按时|达标|pass(?:ed)?|ok)$/i.test(text)) return true
  if (/^(?:不合格|未通过|不正常|未接通|未完成|超期|逾期|不达标|fail(?:ed)?)$/i.test(text)) return false
  return yesNo(text)
}

type Reading = RowReading<Field>

const report = (reading: Reading, field: Field, key: string): void => reportCell(reading, HEADERS, field, key)

function dayIn(reading: Reading, field: Field, needed: boolean): PlainDate | null {
  const text = dateText(cellOf(reading, field).text.replace(/[T ]\d{1,2}:\d{2}(?::\d{2})?$/, ''))
  if (text === '' && !needed) return null
  if (isPlainDate(text)) return text
  report(reading, field, 'registry.bad-date')
  return null
}

/** 加减分 keeps its sign; 扣分 is a deduction, however it is written. */
function pointsOf(reading: Reading): number | null {
  for (const field of ['points', 'deducted'] as const) {
    const text = cellOf(reading, field)
      .text.replace(/分$/, '')
      .replace(/^\+/, '')
      .replace(/^[−－]/, '-')
    if (text === '') continue
    const points = parsePoints(text)
    if (points === null) report(reading, field, 'registry.bad-points')
    else return field === 'deducted' ? -Math.abs(points) || 0 : points
  }
  return null
}

function standingOf(reading: Reading, type: RecordType | null): Pick<NewRecord, 'list' | 'place' | 'value'> {
  if (type !== 'rank') return { list: null, place: null, value: null }
  const [list, place, value] = (['list', 'place', 'value'] as const).map(
    (field) => cellOf(reading, field).text,
  )
  if (!list) report(reading, 'list', 'registry.cell-missing')
  if (!place && !value) report(reading, 'place', 'registry.cell-missing')
  if (place && !/^[1-9]\d{0,5}$/.test(place)) report(reading, 'place', 'registry.bad-cell')
  if (value && !/^-?\d{1,12}(?:\.\d{1,4})?$/.test(value)) report(reading, 'value', 'registry.bad-cell')
  return { list: list || null, place: place ? Number(place) : null, value: value || null }
}

function flagOf(reading: Reading, field: 'extended'): boolean {
  const { text } = cellOf(reading, field)
  const flag = text === '' ? false : yesNo(text)
  if (flag === undefined) report(reading, field, 'registry.bad-cell')
  return flag ?? false
}

/** An id for a row that brings none: the same row again has the same. */
function idOf(record: Omit<NewRecord, 'id' | 'files' | 'source'>): string {
  return `rec-${sha256(canonicalJson(['xuncha/record/1', JSON.stringify(record)])).slice(0, 12)}`
}

/** A record as a table brings it; its files are still names, relative to the table. */
export type ReadRecord = Omit<NewRecord, 'files'> & {
  readonly fileNames: readonly string[]
  /** Where it stands, for what is found out later. */
  readonly at: { readonly line: number; readonly column: number }
}

function readRow(
  reading: Reading,
  find: ReturnType<typeof unitFinder>,
  rules: RuleFinder,
): ReadRecord | null {
  const said = (field: Field) => cellOf(reading, field).text
  const typeText = said('type')
  const type = typeText === '' ? (said('list') === '' ? 'other' : 'rank') : typeNamed(typeText)
  if (type === null) report(reading, 'type', 'registry.bad-cell')
  const unit = find(said('unit'))
  if (typeof unit !== 'object')
    report(reading, 'unit', unit === undefined ? 'registry.unknown-unit' : 'registry.ambiguous-owner')
  const on = dayIn(reading, 'on', true)
  const result = resultOf(said('result'))
  if (result === undefined) report(reading, 'result', 'registry.bad-cell')
  const standing = standingOf(reading, type)
  const title = said('title') || standing.list || ''
  if (title === '') report(reading, 'title', 'registry.cell-missing')
  const written = said('rule')
  const named = written === '' && said('indicator') === '' ? [] : rules(written, said('indicator'))
  if (named.length === 0 && (written !== '' || said('indicator') !== ''))
    report(reading, written === '' ? 'indicator' : 'rule', 'registry.unknown-rule')
  const [received, answered] = [dayIn(reading, 'received', false), dayIn(reading, 'answered', false)]
  const rest = {
    type: type ?? 'other',
    unit: typeof unit === 'object' ? unit.id : '',
    on: on ?? '',
    title: title.slice(0, 2_000),
    document: said('document') || null,
    rules: [...new Set(named)].sort(),
    points: pointsOf(reading),
    received,
    answered,
    extended: flagOf(reading, 'extended'),
    passed: result ?? null,
    ...standing,
    note: said('note').slice(0, 2_000) || null,
  }
  if (reading.problems.length > 0) return null
  const { line, column } = cellOf(reading, said('id') === '' ? 'unit' : 'id')
  return {
    ...rest,
    id: said('id') || idOf(rest),
    fileNames: listOf(said('files'), false),
    source: null,
    at: { line, column },
  }
}

/**
 * Records of a table, in its order.
 * @param taken ids that are registered already: they are refused
 * @throws FileFault (exit status 2) with every problem's row and column; then nothing is taken
 */
export function readRecordTable(
  rows: readonly (readonly Cell[])[],
  path: string,
  given: {
    readonly units: readonly UnitEntry[]
    readonly rules: RuleFinder
    readonly taken: (id: string) => boolean
  },
): ReadRecord[] {
  const table = tableOf(rows, HEADERS, ['unit', 'on'])
  const problems: FileProblem[] = [...table.problems]
  const find = unitFinder(given.units)
  const seen = new Map<string, number>()
  const records = table.rows.flatMap((row): ReadRecord[] => {
    const reading: Reading = { row, problems: [] }
    const record = readRow(reading, find, given.rules)
    problems.push(...reading.problems)
    if (record === null) return []
    const earlier = seen.get(record.id)
    seen.set(record.id, row.line)
    if (earlier !== undefined)
      problems.push({
        ...record.at,
        key: 'registry.record-twice',
        facts: { found: record.id, where: earlier },
      })
    else if (given.taken(record.id))
      problems.push({ ...record.at, key: 'registry.record-known', facts: { found: record.id } })
    return [record]
  })
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return records
}
