/** The score sheet (评分表) as a table: what the office is given row by row, and what it sends back filled in. */
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { parsePoints } from '../model/points.js'
import type { UnitEntry } from '../model/workspace.js'
import type { Cell } from '../tables/csv.js'
import { type Headers, listOf, type TableRow, tableOf } from '../tables/table.js'
import { unitFinder } from './references.js'
import { inOrder, shown } from './schema-problems.js'

type Field =
  | 'indicator'
  | 'item'
  | 'clause'
  | 'max'
  | 'deductions'
  | 'note'
  | 'score'
  | 'selfScore'
  | 'selfFiles'
  | 'unit'
  | 'reviewer'
  | 'method'
  | 'rubric'
  | 'period'

const HEADERS: Headers<Field> = {
  indicator: ['序号', '指标编号', '编号', 'row'],
  item: ['项目', '考核指标', '考核项目'],
  clause: ['评分标准', '评分细则内容', '考核标准'],
  max: ['分值', '满分', 'full marks'],
  deductions: ['扣分情况', '扣分'],
  note: ['赋分说明', '说明', '扣分原因'],
  score: ['得分', '考评得分', '实得分'],
  selfScore: ['自评分', '自评得分', 'self score'],
  selfFiles: ['自评材料', '佐证材料', '附件', 'self files', 'files'],
  unit: ['责任单位', '单位', '单位名称', '被考核单位'],
  reviewer: ['审核人', '评分人', 'decided by'],
  method: ['评分方式', '方式'],
  rubric: ['评分细则', '细则编号'],
  period: ['年度', '考核年度', 'year'],
}

/** Columns of the sheet in order. */
export const SCORE_SHEET_FIELDS = Object.keys(HEADERS) as readonly Field[]
export type ScoreSheetRow = Readonly<Record<Field, string | number>>

/** Headers of the sheet in a language. */
export function scoreSheetHeaders(english: boolean): string[] {
  return SCORE_SHEET_FIELDS.map((field) => (english ? field : (HEADERS[field][0] ?? field)))
}

/** A row that says something. Points in whole hundredths; files are names, relative to the sheet. */
export interface FilledRow {
  readonly unit: string
  readonly rubric: string
  readonly period: string
  readonly indicator: string
  readonly score: number | null
  readonly selfScore: number | null
  readonly fileNames: readonly string[]
  readonly note: string | null
  readonly reviewer: string | null
  readonly at: { readonly line: number; readonly column: number }
  /** Where the score stands, for what is wrong with it. */
  readonly scoreAt: { readonly line: number; readonly column: number }
}

function readRow(
  row: TableRow<Field>,
  find: ReturnType<typeof unitFinder>,
  problems: FileProblem[],
): FilledRow[] {
  const cell = (field: Field): Cell => row.cells.get(field) ?? { line: row.line, column: 1, text: '' }
  const said = (field: Field) => cell(field).text
  if (said('score') === '' && said('selfScore') === '') return []
  const report = (field: Field, key: string) => {
    const { line, column, text } = cell(field)
    const facts = { where: HEADERS[field][0] ?? field, found: shown(text), expected: '' }
    problems.push({ line, column, key: text === '' ? 'registry.cell-missing' : key, facts })
  }
  const number = (field: 'score' | 'selfScore'): number | null => {
    if (said(field) === '') return null
    const points = parsePoints(said(field).replace(/\s*分$/, ''))
    if (points === null) report(field, 'registry.bad-cell')
    return points
  }
  const unit = find(said('unit'))
  if (unit === undefined) report('unit', 'registry.unknown-unit-name')
  else if (unit === 'ambiguous') report('unit', 'registry.ambiguous-owner')
  if (said('indicator') === '') report('indicator', 'registry.cell-missing')
  if (!/^20\d\d$/.test(said('period'))) report('period', 'registry.bad-cell')
  if (said('rubric') === '') report('rubric', 'registry.cell-missing')
  const [score, selfScore] = [number('score'), number('selfScore')]
  const { line, column } = cell('indicator')
  const scored = cell('score')
  return [
    {
      unit: typeof unit === 'object' ? unit.id : '',
      rubric: said('rubric'),
      period: said('period'),
      indicator: said('indicator'),
      score,
      selfScore,
      fileNames: listOf(said('selfFiles')),
      note: said('note').slice(0, 2_000) || null,
      reviewer: said('reviewer').slice(0, 120) || null,
      at: { line, column },
      scoreAt: { line: scored.line, column: scored.column },
    },
  ]
}

/**
 * The rows of a filled-in sheet that hold a score or a self-score, whatever their order and whatever columns were added.
 * @throws FileFault (exit status 2) with every problem's row and column; then nothing is taken
 */
export function readScoreSheet(
  rows: readonly (readonly Cell[])[],
  path: string,
  units: readonly UnitEntry[],
): FilledRow[] {
  const table = tableOf(rows, HEADERS, ['indicator', 'unit', 'rubric', 'period'])
  const problems: FileProblem[] = [...table.problems]
  const find = unitFinder(units)
  const filled = table.rows.flatMap((row) => readRow(row, find, problems))
  const seen = new Map<string, number>()
  for (const { rubric, period, unit, indicator, at } of filled) {
    const key = JSON.stringify([rubric, period, unit, indicator])
    const earlier = seen.get(key)
    if (earlier !== undefined)
      problems.push({ ...at, key: 'registry.record-twice', facts: { found: indicator, where: earlier } })
    seen.set(key, at.line)
  }
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return filled
}
