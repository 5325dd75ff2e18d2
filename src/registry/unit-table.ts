/** 单位名单 as a table in and out, Chinese or English headers. */
import { sha256 } from '../model/canonical.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import type { Kind } from '../model/vocabulary.js'
import { type Registry, type UnitEntry, unitEntrySchema } from '../model/workspace.js'
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

type Field =
  | 'id'
  | 'name'
  | 'kind'
  | 'code'
  | 'aliases'
  | 'formerNames'
  | 'group'
  | 'ownSite'
  | 'disclosure'
  | 'portal'
  | 'scope'
  | 'platform'
  | 'formerOrigins'
  | 'upperPortals'
  | 'search'
  | 'reportDue'
  | 'timezone'

const HEADERS: Headers<Field> = {
  id: ['单位编号', '编号', '单位id', '标识'],
  name: ['单位名称', '单位', '名称', '责任单位'],
  kind: ['单位类别', '类别', '单位类型', '单位性质'],
  code: ['统一社会信用代码', '信用代码', '组织机构代码'],
  aliases: ['简称', '别名', '单位简称'],
  formerNames: ['曾用名', '原名称'],
  group: ['分组', '考核分组', '组别'],
  ownSite: ['是否有独立网站', '独立网站'],
  disclosure: ['是否政府信息公开责任单位', '公开责任单位'],
  portal: ['专栏网址', '网址', '网站地址', '公开专栏网址', 'url'],
  scope: ['归属范围', '范围'],
  platform: ['所属平台', '平台'],
  formerOrigins: ['原网址', '旧域名'],
  upperPortals: ['上级专栏网址', '上级网站'],
  search: ['站内搜索网址'],
  reportDue: ['年报截止日', '年报截止日期'],
  timezone: ['时区'],
}

/** Kinds as offices call them. */
const KIND_NAMES: Readonly<Record<Kind, readonly string[]>> = {
  department: ['部门', '区直部门', '市直部门', '县直部门', '行政机关'],
  town: ['镇', '乡镇', '乡'],
  street: ['街道', '街道办事处'],
  zone: ['开发区', '园区', '功能区', '管委会'],
  institution: ['事业单位/群团', '事业单位', '群团', '群团组织'],
  vertical: ['派驻（垂管）', '派驻(垂管)', '垂管', '派驻', '垂管单位'],
  enterprise: ['企业', '国有企业', '公共企事业单位'],
  village: ['村（居）', '村(居)', '村', '社区'],
  district: ['区县政府', '区政府', '县政府'],
  city: ['市政府'],
}

function kindNamed(text: string): string {
  const plain = text.normalize('NFKC')
  for (const [kind, names] of Object.entries(KIND_NAMES)) {
    if (kind === text || names.some((name) => name.normalize('NFKC') === plain)) return kind
  }
  return text
}

function formerNamesOf(text: string): { name: string; until?: string }[] {
  return listOf(text).map((part) => {
    const parts = /^(.*?)[(（]([^()（）]*\d{4}[^()（）]*)[)）]$/.exec(part)
    if (!parts) return { name: part }
    return { name: parts[1] ?? part, until: dateText((parts[2] ?? '').replace(/^(?:至|到|until\s*)/, '')) }
  })
}

/** The value that a cell stands for; what cannot be understood stays as written and is refused by the schema. */
function meaningOf(field: Field, text: string): unknown {
  switch (field) {
    case 'kind':
      return kindNamed(text)
    case 'aliases':
      return listOf(text)
    case 'formerNames':
      return formerNamesOf(text)
    case 'ownSite':
    case 'disclosure':
      return yesNo(text) ?? text
    case 'portal':
      return addressText(text)
    case 'scope':
    case 'formerOrigins':
    case 'upperPortals':
      return listOf(text, true)
    case 'reportDue':
      return { annualReport: { due: text } }
    default:
      return text
  }
}

function entryOf(row: TableRow<Field>, held: UnitEntry | undefined): Record<string, unknown> {
  const entry: Record<string, unknown> = { ...held }
  for (const [field, cell] of row.cells) {
    const key = field === 'reportDue' ? 'duties' : field
    if (cell.text === '') delete entry[key]
    else entry[key] = meaningOf(field, cell.text)
  }
  return entry
}

/** Id of a unit that the list gives none: that of the registered unit of the same name, else one made from the name. */
function idFor(name: string, find: ReturnType<typeof unitFinder>): string {
  const held = find(name)
  return typeof held === 'object' ? held.id : `unit-${sha256(name.normalize('NFKC')).slice(0, 8)}`
}

/**
 * Units of a table. Fields that the table has no column for are kept as registered; an empty cell clears one.
 * @throws FileFault (exit status 2) with line and column of each cell that cannot be understood
 */
export function readUnitTable(
  source: string | readonly (readonly Cell[])[],
  path: string,
  known: Registry,
): UnitEntry[] {
  const table = readTable<Field>(source, HEADERS, ['name', 'portal'])
  const problems: FileProblem[] = [...table.problems]
  const find = unitFinder(known.units)
  const units: UnitEntry[] = []
  const seen = new Map<string, number>()
  for (const row of table.rows) {
    const name = row.cells.get('name')?.text ?? ''
    const id = row.cells.get('id')?.text || idFor(name, find)
    const held = known.units.find((unit) => unit.id === id)
    const parsed = unitEntrySchema.safeParse({ ...entryOf(row, held), id })
    const at = (field: Field) => row.cells.get(field) ?? { line: row.line, column: 1, text: '' }
    const earlier = seen.get(id)
    if (earlier !== undefined) {
      const { line, column } = at(row.cells.has('id') ? 'id' : 'name')
      problems.push({ line, column, key: 'registry.duplicate-id', facts: { found: id, where: `${earlier}` } })
    }
    seen.set(id, row.line)
    if (parsed.success) {
      const { platform } = parsed.data
      if (platform !== undefined && !known.platforms.some((one) => one.id === platform)) {
        const { line, column } = at('platform')
        problems.push({ line, column, key: 'registry.unknown-platform', facts: { found: platform } })
      }
      units.push(parsed.data)
      continue
    }
    for (const issue of parsed.error.issues) {
      const key = String(issue.path[0] ?? 'name')
      const field = (key === 'duties' ? 'reportDue' : key) as Field
      const { line, column, text: found } = at(field)
      problems.push({
        line,
        column,
        key: found === '' ? 'registry.cell-missing' : messageKey(issue.message),
        facts: { where: HEADERS[field]?.[0] ?? key, found: shown(found), expected: expectedOf(issue) },
      })
    }
  }
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return units
}

function messageKey(message: string): string {
  return message.startsWith('registry.') ? message : 'registry.bad-cell'
}

function expectedOf(issue: {
  readonly code?: string | undefined
  readonly values?: readonly unknown[]
}): string {
  return issue.code === 'invalid_value' && issue.values ? issue.values.map(String).join(' | ') : ''
}

function cellOf(unit: UnitEntry, field: Field): string {
  switch (field) {
    case 'kind':
      return unit.kind === undefined ? '' : (KIND_NAMES[unit.kind][0] ?? unit.kind)
    case 'aliases':
      return (unit.aliases ?? []).join('；')
    case 'formerNames':
      return (unit.formerNames ?? [])
        .map(({ name, until }) => (until === undefined ? name : `${name}（${until}）`))
        .join('；')
    case 'ownSite':
    case 'disclosure':
      return unit[field] === undefined ? '' : unit[field] ? '是' : '否'
    case 'scope':
    case 'formerOrigins':
    case 'upperPortals':
      return (unit[field] ?? []).join('；')
    case 'reportDue':
      return unit.duties?.annualReport?.due ?? ''
    default:
      return unit[field] ?? ''
  }
}

/** The units as rows under a row of headers; what has no column in it (columns, pauses, places, robots) is left out. */
export function unitTable(units: readonly UnitEntry[], english: boolean): string[][] {
  const fields = Object.keys(HEADERS) as Field[]
  const titles = fields.map((field) => (english ? field : (HEADERS[field][0] ?? field)))
  return [titles, ...units.map((unit) => fields.map((field) => cellOf(unit, field)))]
}
