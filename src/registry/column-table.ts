/** 栏目分工表 as a table in and out, Chinese or English headers. */
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { columnEntrySchema, type RegisterRow, type Registry } from '../model/workspace.js'
import type { Cell } from '../tables/csv.js'
import {
  addressText,
  dateText,
  type Headers,
  listOf,
  readTable,
  type TableRow,
  yesNo,
} from '../tables/table.js'
import { unitFinder } from './references.js'
import { inOrder, shown } from './schema-problems.js'
import { cellsOfSeries, seriesOfCells } from './series-cells.js'

type Field =
  | 'level1'
  | 'level2'
  | 'level3'
  | 'url'
  | 'owner'
  | 'supporting'
  | 'frequency'
  | 'maxAgeDays'
  | 'quarterlyItems'
  | 'every'
  | 'dueDays'
  | 'firstPeriod'
  | 'exemptPeriods'
  | 'key'
  | 'basis'
  | 'period'
  | 'role'
  | 'holder'

const HEADERS: Headers<Field> = {
  level1: ['一级栏目', '栏目名称', '栏目', 'name', 'column', 'level 1'],
  level2: ['二级栏目', 'level 2'],
  level3: ['三级栏目', 'level 3'],
  url: ['网址', '栏目网址', '链接'],
  owner: ['牵头责任单位', '责任单位', '牵头单位'],
  supporting: ['配合单位', '协办单位'],
  frequency: ['更新频次', '更新频率', '更新时限'],
  maxAgeDays: ['最长更新间隔天数', '更新间隔天数'],
  quarterlyItems: ['季度最低条数', '每季度最低条数'],
  every: ['定期公开', '定期公开周期', 'every'],
  dueDays: ['期满后天数', '期满后公开天数'],
  firstPeriod: ['首期', '起始期'],
  exemptPeriods: ['豁免期', '豁免各期'],
  key: ['是否重点', '重点栏目'],
  basis: ['依据', '公开依据'],
  period: ['起止日期', '起止时间', 'valid'],
  role: ['栏目角色', '角色'],
  holder: ['所属平台', '平台', 'platform'],
}
const LEVELS = ['level1', 'level2', 'level3'] as const

function periodOf(text: string): { from?: string; until?: string } {
  const dates = text.split(/\s*(?:至|到|~|～|—+|–|\.\.)\s*|\s+-\s+/).map(dateText)
  const [from, until] = dates.length > 1 ? dates : [dates[0], '']
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) }
}

function whole(text: string): unknown {
  return /^\d{1,6}$/.test(text) ? Number(text) : text
}

/** Upper levels are written once and then left empty, as merged cells come out of a spreadsheet. */
function* filledDown(rows: readonly TableRow<Field>[]): Generator<[TableRow<Field>, string[]]> {
  let above: string[] = []
  for (const row of rows) {
    const written = LEVELS.map((level) => row.cells.get(level)?.text ?? '')
    const top = written.findIndex((name) => name !== '')
    if (top < 0) {
      yield [row, []]
      continue
    }
    const names = [...above.slice(0, top), ...written.slice(top)].filter((name) => name !== '')
    above = names
    yield [row, names]
  }
}

function entryOf(row: TableRow<Field>, names: readonly string[]): Record<string, unknown> {
  const cell = (field: Field) => row.cells.get(field)?.text ?? ''
  const optional = (key: string, text: string, value: unknown) => (text === '' ? {} : { [key]: value })
  const above = names.slice(0, -1)
  const series = seriesOfCells({
    every: cell('every'),
    dueDays: cell('dueDays'),
    firstPeriod: cell('firstPeriod'),
    exemptPeriods: cell('exemptPeriods'),
  })
  return {
    name: names.at(-1) ?? '',
    ...(above.length > 0 ? { path: above } : {}),
    ...optional('url', cell('url'), addressText(cell('url'))),
    ...optional('owner', cell('owner'), cell('owner')),
    ...optional('supporting', cell('supporting'), listOf(cell('supporting'))),
    ...optional('frequency', cell('frequency'), cell('frequency')),
    ...optional('maxAgeDays', cell('maxAgeDays'), whole(cell('maxAgeDays'))),
    ...optional('quarterlyItems', cell('quarterlyItems'), whole(cell('quarterlyItems'))),
    ...(series === null ? {} : { series }),
    ...optional('key', cell('key'), yesNo(cell('key')) ?? cell('key')),
    ...optional('basis', cell('basis'), cell('basis')),
    ...optional('role', cell('role'), cell('role')),
    ...periodOf(cell('period')),
  }
}

/** The platform or unit that a row hangs on: as written, else the platform at its address, else the owner's, else the only one. */
export function holderOf(
  row: { readonly url?: string | undefined; readonly owner?: string | undefined },
  registry: Registry,
): string | null {
  const find = unitFinder(registry.units)
  const owner = row.owner === undefined ? undefined : find(row.owner)
  if (row.url !== undefined && URL.canParse(row.url)) {
    const { origin } = new URL(row.url)
    const platform = registry.platforms.find((one) => new URL(one.home).origin === origin)
    if (platform) return platform.id
    if (typeof owner === 'object' && new URL(owner.portal).origin === origin) return owner.id
  }
  if (typeof owner === 'object' && owner.platform !== undefined) return owner.platform
  if (registry.platforms.length === 1) return registry.platforms[0]?.id ?? null
  return typeof owner === 'object' && row.url === undefined ? owner.id : null
}

/** The holder's id by id or by the platform's name; null when neither is registered. */
export function namedHolder(text: string, registry: Registry): string | null {
  const platform = registry.platforms.find((one) => one.id === text || one.name === text)
  return platform?.id ?? registry.units.find((unit) => unit.id === text)?.id ?? null
}

/**
 * Rows of a column register.
 * @param holder platform or unit id for every row; null: told from each row
 * @throws FileFault (exit status 2) with line and column of each cell that cannot be understood
 */
export function readColumnTable(
  source: string | readonly (readonly Cell[])[],
  path: string,
  registry: Registry,
  holder: string | null,
): RegisterRow[] {
  const table = readTable(source, HEADERS, ['level1'])
  const problems: FileProblem[] = [...table.problems]
  const find = unitFinder(registry.units)
  const rows: RegisterRow[] = []
  for (const [row, names] of filledDown(table.rows)) {
    const at = (field: Field): Cell => row.cells.get(field) ?? { line: row.line, column: 1, text: '' }
    const report = (field: Field, key: string, found = at(field).text) => {
      const { line, column } = at(field)
      problems.push({
        line,
        column,
        key,
        facts: { where: HEADERS[field][0] ?? field, found: shown(found), expected: '' },
      })
    }
    const parsed = columnEntrySchema.safeParse(entryOf(row, names))
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const field = fieldOf(String(issue.path[0]), String(issue.path[1]))
        const known = issue.message.startsWith('registry.')
        report(
          field,
          at(field).text === '' ? 'registry.cell-missing' : known ? issue.message : 'registry.bad-cell',
        )
      }
      continue
    }
    const owner = parsed.data.owner === undefined ? null : find(parsed.data.owner)
    if (owner === undefined) report('owner', 'registry.unknown-owner')
    else if (owner === 'ambiguous') report('owner', 'registry.ambiguous-owner')
    const written = at('holder').text
    const held = written === '' ? (holder ?? holderOf(parsed.data, registry)) : namedHolder(written, registry)
    if (held === null)
      report(
        'holder',
        written === '' ? 'registry.no-holder' : 'registry.unknown-platform',
        written || parsed.data.name,
      )
    else rows.push({ ...parsed.data, holder: held })
  }
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return rows
}

function fieldOf(key: string, inside: string): Field {
  if (key === 'series')
    return ({ dueDays: 'dueDays', from: 'firstPeriod', exempt: 'exemptPeriods' } as const)[inside] ?? 'every'
  if (key === 'name' || key === 'path') return 'level1'
  return key === 'from' || key === 'until' ? 'period' : (key as Field)
}

function cellOf(row: RegisterRow, field: Field): string {
  const names = [...(row.path ?? []), row.name]
  switch (field) {
    case 'level1':
    case 'level2':
    case 'level3':
      return names[LEVELS.indexOf(field)] ?? ''
    case 'supporting':
      return (row.supporting ?? []).join('、')
    case 'key':
      return row.key === undefined ? '' : row.key ? '是' : '否'
    case 'every':
    case 'dueDays':
    case 'firstPeriod':
    case 'exemptPeriods':
      return cellsOfSeries(row.series)[field]
    case 'period':
      return row.from === undefined && row.until === undefined ? '' : `${row.from ?? ''}至${row.until ?? ''}`
    default:
      return row[field] === undefined ? '' : String(row[field])
  }
}

/** The register as rows under a row of headers. */
export function columnTable(rows: readonly RegisterRow[], english: boolean): string[][] {
  const fields = Object.keys(HEADERS) as Field[]
  const titles = fields.map((field) => (english ? field : (HEADERS[field][0] ?? field)))
  return [titles, ...rows.map((row) => fields.map((field) => cellOf(row, field)))]
}
