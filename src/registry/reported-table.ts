/** Problem lists that others made, as tables: every row understood, or none is taken. */
import { isCode } from '../model/code.js'
import { isPlainDate } from '../model/date.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { REPORTED_CODE, type ReportedProblem } from '../model/reported.js'
import { isWebUrl, type UnitEntry } from '../model/workspace.js'
import type { Cell } from '../tables/csv.js'
import { addressText, dateText, type Headers, listOf, tableOf, yesNo } from '../tables/table.js'
import type { RuleFinder } from './record-table.js'
import { unitFinder } from './references.js'
import { cellOf, type RowReading, reportCell } from './row-reading.js'
import { inOrder } from './schema-problems.js'

type Field =
  | 'unit'
  | 'said'
  | 'url'
  | 'type'
  | 'subject'
  | 'column'
  | 'where'
  | 'on'
  | 'source'
  | 'sourceNumber'
  | 'document'
  | 'rule'
  | 'indicator'
  | 'confirmed'
  | 'files'

const HEADERS: Headers<Field> = {
  unit: ['责任单位', '单位', '单位名称', '被检查单位'],
  said: ['问题描述', '问题', '存在问题', '描述', '具体问题', 'description', 'problem', 'message'],
  url: ['网址', '问题网址', '页面地址', '链接', '问题页面', 'address'],
  type: ['问题类型', '类型', '问题类别', 'code', 'category'],
  subject: ['问题对象', '对象', '目标网址', '错误链接'],
  column: ['栏目', '栏目名称'],
  where: ['位置', '问题位置', '路径', 'path'],
  on: ['发现日期', '检查日期', '日期', '发现时间', 'date'],
  source: ['来源', '问题来源', '检查单位', 'found by'],
  sourceNumber: ['编号', '来源编号', '问题编号', 'number', 'no'],
  document: ['文号', '文件编号', 'document number'],
  rule: ['计分规则', '规则编号', '评分标准'],
  indicator: ['考核指标', '指标', '项目'],
  confirmed: ['是否认定', '认定', '已核实', 'ruling'],
  files: ['佐证材料', '附件', '截图', '文件', 'file'],
}

/** Codes as people call them. What is not among them is kept in the source's words. */
const CODE_NAMES: Readonly<Record<string, readonly string[]>> = {
  'link-broken': ['死链', '断链', '错链', '链接不可用', '链接无法访问', '链接失效', '不可用链接'],
  'attachment-broken': ['附件无法下载', '附件打不开', '附件失效', '附件不可用'],
  'image-broken': ['图片无法显示', '图片失效'],
  'column-empty': ['空白栏目', '栏目空白', '空栏目'],
  'column-stale': ['更新不及时', '栏目更新不及时', '长期未更新', '栏目长期不更新'],
  'attachment-missing': ['缺少附件', '附件缺失', '未添加附件'],
  'disclosure-mark-missing': ['未标注公开属性', '缺少公开属性标注'],
  'layout-irregular': ['排版不规范', '格式不规范'],
  'personal-data-exposed': ['泄露个人信息', '泄露个人隐私', '个人信息泄露', '隐私泄露'],
  'published-late': ['超期公开', '公开超期', '逾期公开'],
}
/** Codes whose subject is the address itself. Of the others a row must name the subject, or it stays as it is said. */
const BY_ADDRESS: ReadonlySet<string> = new Set(Object.keys(CODE_NAMES))

function codeOf(type: string, subject: string): string {
  const named = Object.entries(CODE_NAMES).find(([, names]) => names.includes(type))?.[0]
  const code = named ?? (isCode(type) ? type : REPORTED_CODE)
  return code === REPORTED_CODE || BY_ADDRESS.has(code) || subject !== '' ? code : REPORTED_CODE
}

type Reading = RowReading<Field>

const report = (reading: Reading, field: Field, key: string): void => reportCell(reading, HEADERS, field, key)

function addressIn(reading: Reading, unit: UnitEntry | 'ambiguous' | undefined): string {
  const text = addressText(cellOf(reading, 'url').text)
  if (text === '' && typeof unit === 'object') return unit.portal
  if (!isWebUrl(text)) report(reading, 'url', 'registry.bad-url')
  return text
}

function confirmedIn(reading: Reading): boolean {
  const { text } = cellOf(reading, 'confirmed')
  if (text === '' || /^(?:待核实|待定|cannot-tell)$/.test(text)) return false
  if (/^(?:问题|属实|认定|problem)$/.test(text)) return true
  const said = yesNo(text)
  if (said === undefined) report(reading, 'confirmed', 'registry.bad-cell')
  return said ?? false
}

/** A problem as a table brings it; its files are still names, relative to the table. */
export type ReadProblem = ReportedProblem & {
  readonly fileNames: readonly string[]
  readonly at: { readonly line: number; readonly column: number }
}

function readRow(
  reading: Reading,
  given: { find: ReturnType<typeof unitFinder>; rules: RuleFinder; source: string | null },
): ReadProblem | null {
  const said = (field: Field) => cellOf(reading, field).text
  const unit = given.find(said('unit'))
  if (typeof unit !== 'object')
    report(reading, 'unit', unit === undefined ? 'registry.unknown-unit' : 'registry.ambiguous-owner')
  if (said('said') === '') report(reading, 'said', 'registry.cell-missing')
  const on = dateText(said('on').replace(/[T ]\d{1,2}:\d{2}(?::\d{2})?$/, ''))
  if (!isPlainDate(on)) report(reading, 'on', 'registry.bad-date')
  const source = said('source') || given.source || ''
  if (source === '') report(reading, 'source', 'registry.cell-missing')
  const url = addressIn(reading, unit)
  const written = said('rule')
  const rules = written === '' && said('indicator') === '' ? [] : given.rules(written, said('indicator'))
  if (rules.length === 0 && (written !== '' || said('indicator') !== ''))
    report(reading, written === '' ? 'indicator' : 'rule', 'registry.unknown-rule')
  const confirmed = confirmedIn(reading)
  if (reading.problems.length > 0 || typeof unit !== 'object') return null
  const code = codeOf(said('type'), said('subject'))
  const number = said('sourceNumber')
  const { line, column } = cellOf(reading, 'unit')
  return {
    unit: unit.id,
    code,
    type: said('type') || code,
    url,
    subject:
      code === REPORTED_CODE
        ? JSON.stringify([source, number === '' ? [url, said('said')] : number])
        : said('subject') || url,
    column: said('column') || null,
    where: said('where')
      .split(/\s*(?:›|>|》|\/|→|、)\s*/)
      .filter((part) => part !== ''),
    said: said('said').slice(0, 4_000),
    on,
    source,
    sourceNumber: number || null,
    document: said('document') || null,
    rules,
    confirmed,
    fileNames: listOf(said('files')),
    at: { line, column },
  }
}

/**
 * Problems of a table, in its order.
 * @param given.source who found them, where the table does not say
 * @throws FileFault (exit status 2) with every problem's row and column; then nothing is taken
 */
export function readReportedTable(
  rows: readonly (readonly Cell[])[],
  path: string,
  given: { readonly units: readonly UnitEntry[]; readonly rules: RuleFinder; readonly source: string | null },
): ReadProblem[] {
  const table = tableOf(rows, HEADERS, ['unit', 'said'])
  const problems: FileProblem[] = [...table.problems]
  const find = unitFinder(given.units)
  const seen = new Map<string, number>()
  const read = table.rows.flatMap((row): ReadProblem[] => {
    const reading: Reading = { row, problems: [] }
    const one = readRow(reading, { find, rules: given.rules, source: given.source })
    problems.push(...reading.problems)
    if (one === null) return []
    const key = JSON.stringify([one.unit, one.code, one.subject])
    const earlier = seen.get(key)
    seen.set(key, row.line)
    if (earlier === undefined) return [one]
    problems.push({ ...one.at, key: 'registry.problem-twice', facts: { where: earlier } })
    return []
  })
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return read
}
