/** The standard tables of annual reports where no grid is left of them: rows of numbers, told by how many there are. */
import type { PlacedCell, PlacedLine } from '../model/file.js'

/** Names of the lines of table three in the order of the format: 新收, 结转, 21 results, 总计, 结转下年度. */
const APPLICATION_ROWS = [
  '一、本年新收政府信息公开申请数量',
  '二、上年结转政府信息公开申请数量',
  '（一）予以公开',
  '（二）部分公开',
  '（三）不予公开 1.属于国家秘密',
  '（三）不予公开 2.其他法律行政法规禁止公开',
  '（三）不予公开 3.危及“三安全一稳定”',
  '（三）不予公开 4.保护第三方合法权益',
  '（三）不予公开 5.属于三类内部事务信息',
  '（三）不予公开 6.属于四类过程性信息',
  '（三）不予公开 7.属于行政执法案卷',
  '（三）不予公开 8.属于行政查询事项',
  '（四）无法提供 1.本机关不掌握相关政府信息',
  '（四）无法提供 2.没有现成信息需要另行制作',
  '（四）无法提供 3.补正后申请内容仍不明确',
  '（五）不予处理 1.信访举报投诉类申请',
  '（五）不予处理 2.重复申请',
  '（五）不予处理 3.要求提供公开出版物',
  '（五）不予处理 4.无正当理由大量反复申请',
  '（五）不予处理 5.要求行政机关确认或重新出具已获取信息',
  '（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  '（六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
  '（六）其他处理 3.其他',
  '（七）总计',
  '四、结转下年度继续办理',
] as const
const APPLICANTS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'] as const
const OUTCOMES = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'] as const
/** Everything else that the standard tables say, for telling their lines from prose. */
const OTHER_WORDS =
  '第二十条第一项第二十条第五项第二十条第六项第二十条第八项信息内容本年制发件数本年废止件数现行有效件数规章行政规范性文件本年处理决定数量行政许可行政处罚行政强制行政事业性收费本年收费金额单位万元本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和申请人情况法人或其他组织商业企业科研机构社会公益组织法律服务机构三本年度办理结果不予公开无法提供不予处理其他处理区分处理的只计这一情形不计其他情形行政复议行政诉讼未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计'
const hanOf = (text: string): string => text.replace(/[^\p{Script=Han}]/gu, '')
const TABLE_WORDS = hanOf([...APPLICATION_ROWS, ...APPLICANTS, OTHER_WORDS].join(''))

const NUMBER = /^(?:\d{1,9}|[/\\—–\-－]{1,2}|无|空)$/
const isNumber = (text: string): boolean => NUMBER.test(text.replace(/[\s,，]/g, ''))

/** True for a line that the standard tables hold: their words, wrapped as they may be, and numbers. */
export function isTableLine(words: readonly string[]): boolean {
  const pieces = words.flatMap((word) => word.split(/\s+/)).filter((piece) => piece !== '')
  return (
    pieces.length > 0 &&
    pieces.every((piece) => {
      const han = hanOf(piece)
      return han === ''
        ? isNumber(piece) || /^[\p{P}\d]{1,6}$/u.test(piece)
        : piece.length <= 60 && TABLE_WORDS.includes(han)
    })
  )
}

function gridOf(rows: readonly (readonly string[])[]): string[][] {
  return [['', ...APPLICANTS], ...rows.map((row, i) => [APPLICATION_ROWS[i] ?? '', ...row])]
}

/** The last seven cells of a row where they are its numbers, and no number stands in front of them; null elsewhere. */
function lastSeven(row: readonly string[]): readonly string[] | null {
  const numbers = row.slice(-APPLICANTS.length)
  const before = row.at(-APPLICANTS.length - 1)
  if (numbers.length < APPLICANTS.length || (before !== undefined && isNumber(before) && before !== ''))
    return null
  const told =
    numbers.every((cell) => cell === '' || isNumber(cell)) && numbers.some((cell) => isNumber(cell))
  return told ? numbers : null
}

/** Table three from rows whose last seven cells are its numbers; null unless there are exactly as many as the format has. */
export function applicationsFromRows(rows: readonly (readonly string[])[]): string[][] | null {
  const numbers = rows.flatMap((row) => [lastSeven(row) ?? []]).filter((row) => row.length > 0)
  return numbers.length === APPLICATION_ROWS.length ? gridOf(numbers) : null
}

/** Words of a line, however far apart they stand. */
const wordsIn = ({ cells }: PlacedLine): string[] => cells.flatMap(({ text }) => text.split(/\s+/))

/** Runs of numbers in the cells of a table whose rows nobody parted: of the length given. */
function runsOf(rows: readonly (readonly string[])[], length: number): string[][] {
  const runs: string[][] = [[]]
  for (const cell of rows.flat()) {
    if (isNumber(cell)) runs.at(-1)?.push(cell)
    else if (runs.at(-1)?.length !== 0) runs.push([])
  }
  return runs.filter((run) => run.length === length)
}

/** Table three and table four from cells alone; null where a number is left out somewhere. */
export function tablesFromCells(rows: readonly (readonly string[])[], text: string): string[][] | null {
  const numbers = runsOf(rows, APPLICANTS.length)
  if (numbers.length === APPLICATION_ROWS.length) return gridOf(numbers)
  return disputesFromRows(runsOf(rows, 3 * OUTCOMES.length), text)
}

/** Table three from lines that each begin with the name of their row; null where the rows that matter are not there once each. */
export function labelledApplications(lines: readonly PlacedLine[]): string[][] | null {
  if (!lines.some((line) => ['自然人', '总计'].every((name) => wordsIn(line).includes(name)))) return null
  const rows = lines.flatMap((line) => {
    const words = wordsIn(line)
    const numbers = lastSeven(words)
    const label = words.slice(0, -APPLICANTS.length).join('')
    return numbers && /\p{Script=Han}/u.test(label) ? [[label, ...numbers]] : []
  })
  const once = (name: string) => rows.filter(([label]) => label?.includes(name)).length === 1
  return ['本年新收', '上年结转', '结转下年度'].every(once) ? [['', ...APPLICANTS], ...rows] : null
}

const centre = ({ left, right }: PlacedCell): number => (left + right) / 2

/** Middle of each of the seven columns, from a line that fills them all. */
function columnsOf(line: PlacedLine): number[] | null {
  const last = line.cells.slice(-APPLICANTS.length)
  const full = last.length === APPLICANTS.length && last.every(({ text }) => isNumber(text))
  return full && line.cells.length < 2 * APPLICANTS.length ? last.map(centre) : null
}

/** The numbers of a line under the columns; null where one stands under none or two under one; empty: none are there. */
function underColumns(line: PlacedLine, columns: readonly number[]): string[] | null {
  const spacing = ((columns.at(-1) ?? 0) - (columns[0] ?? 0)) / (columns.length - 1)
  const row = columns.map(() => '')
  for (const cell of line.cells) {
    if (centre(cell) < (columns[0] ?? 0) - spacing / 2) continue
    if (!isNumber(cell.text)) return []
    const at = columns.findIndex((column) => Math.abs(column - centre(cell)) < spacing * 0.4)
    if (at < 0 || row[at] !== '') return null
    row[at] = cell.text
  }
  return row.every((cell) => cell === '') ? [] : row
}

/** Table three from lines of a page, by the places of its numbers; null where they cannot be told for sure. */
export function placedApplications(lines: readonly PlacedLine[]): string[][] | null {
  const from = lines.findIndex(({ cells }) => cells.some(({ text }) => /^自\s?然\s?人$/.test(text)))
  if (from < 0) return null
  const columns = lines.slice(from, from + 40).flatMap((line) => columnsOf(line) ?? [])
  const first = columns.slice(0, APPLICANTS.length)
  if (first.length === 0) return null
  const rows: string[][] = []
  for (const line of lines.slice(from)) {
    const row = underColumns(line, first)
    // The numbers of another table begin.
    if (row === null) break
    if (row.length > 0) rows.push(row)
    if (rows.length > APPLICATION_ROWS.length) return null
  }
  return rows.length === APPLICATION_ROWS.length ? gridOf(rows) : null
}

/** Table four from rows of fifteen numbers; null unless exactly one is there, below the heads of the table. */
export function disputesFromRows(rows: readonly (readonly string[])[], text: string): string[][] | null {
  if (!/复议后起诉/.test(text)) return null
  const full = rows.filter((row) => row.length === 3 * OUTCOMES.length && row.every((cell) => isNumber(cell)))
  const [only] = full
  return full.length === 1 && only ? [[...OUTCOMES, ...OUTCOMES, ...OUTCOMES], [...only]] : null
}

/** The same from lines that are set in places. */
export function placedDisputes(lines: readonly PlacedLine[], text: string): string[][] | null {
  return disputesFromRows(lines.map(wordsIn), text)
}
