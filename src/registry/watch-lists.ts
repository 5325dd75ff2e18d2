/** The operator's lists as files, YAML or CSV: wrong expressions, leaders, accounts in new media. */
import { z } from 'zod'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import {
  accountSchema,
  type Expression,
  expressionSchema,
  type MediaAccount,
  type OfficeHolder,
  officeHolderSchema,
} from '../model/watch.js'
import type { UnitEntry } from '../model/workspace.js'
import { decodeText } from '../tables/decode-text.js'
import { dateText, type Headers, listOf, readTable } from '../tables/table.js'
import { unitFinder } from './references.js'
import { inOrder, schemaProblems, shown } from './schema-problems.js'
import { readYaml } from './yaml-source.js'

/** How one list is written: the key of its YAML file, its headers, and what a cell stands for. */
interface ListForm<Entry, Field extends string> {
  readonly key: string
  readonly schema: z.ZodType<Entry>
  readonly headers: Headers<Field>
  readonly required: readonly Field[]
  meaningOf(field: Field, text: string): unknown
}

const KIND_WORDS: Readonly<Record<string, Expression['kind']>> = {
  文字: 'wording',
  错别字: 'wording',
  表述: 'wording',
  敏感: 'sensitive',
  敏感词: 'sensitive',
  不规范: 'sensitive',
  机构: 'organ',
  机构名称: 'organ',
}

const EXPRESSIONS: ListForm<Expression, 'wrong' | 'right' | 'kind' | 'except'> = {
  key: 'expressions',
  schema: expressionSchema,
  headers: {
    wrong: ['错误表述', '错误写法', '错误', '错词', '敏感词'],
    right: ['规范表述', '正确表述', '正确写法', '正确', '建议'],
    kind: ['类别', '类型'],
    except: ['例外', '除外'],
  },
  required: ['wrong'],
  meaningOf: (field, text) =>
    field === 'except' ? listOf(text) : field === 'kind' ? (KIND_WORDS[text] ?? text) : text,
}

const LEADERS: ListForm<OfficeHolder, 'unit' | 'name' | 'post' | 'order' | 'from' | 'until'> = {
  key: 'leaders',
  schema: officeHolderSchema,
  headers: {
    unit: ['单位', '单位编号', '单位名称'],
    name: ['姓名', '领导姓名'],
    post: ['职务', '现任职务'],
    order: ['排序', '序号', '排名'],
    from: ['任职日期', '任职时间', '到任日期'],
    until: ['离任日期', '离任时间', '免职日期'],
  },
  required: ['name'],
  meaningOf: (field, text) => {
    if (field === 'order') return /^\d+$/.test(text) ? Number(text) : text
    return field === 'from' || field === 'until' ? dateText(text) : text
  },
}

const ACCOUNTS: ListForm<MediaAccount, 'unit' | 'platform' | 'name' | 'lastPost' | 'seenOn'> = {
  key: 'accounts',
  schema: accountSchema,
  headers: {
    unit: ['单位', '单位编号', '单位名称', '主办单位'],
    platform: ['平台', '类型', '新媒体类型'],
    name: ['账号名称', '账号', '名称', '新媒体名称'],
    lastPost: ['最近更新', '最近更新日期', '最后更新时间', '最近发布日期'],
    seenOn: ['查看日期', '监测日期', '采集日期'],
  },
  required: ['unit', 'platform', 'name'],
  meaningOf: (field, text) => (field === 'lastPost' || field === 'seenOn' ? dateText(text) : text),
}

const DAYS: ReadonlySet<string> = new Set(['from', 'until', 'lastPost', 'seenOn'])

/** The sentence for a cell that the schema refuses. */
function problemOf(field: string, message: string): string {
  if (message.startsWith('registry.')) return message
  if (field === 'kind') return 'registry.bad-choice'
  return DAYS.has(field) ? 'registry.bad-date' : 'registry.bad-value'
}

function fromYaml<Entry>(text: string, path: string, form: ListForm<Entry, string>): Entry[] {
  const source = readYaml(text)
  if (source.problems.length > 0) throw new FileFault(path, source.problems)
  const schema = z.strictObject({ [form.key]: z.array(form.schema).max(50_000) })
  const parsed = schema.safeParse(source.value)
  if (!parsed.success) throw new FileFault(path, schemaProblems(parsed.error, source.value, source, schema))
  return (parsed.data as Record<string, Entry[]>)[form.key] ?? []
}

function fromTable<Entry, Field extends string>(
  text: string,
  path: string,
  form: ListForm<Entry, Field>,
): Entry[] {
  const table = readTable<Field>(text, form.headers, form.required)
  const problems: FileProblem[] = [...table.problems]
  const entries = table.rows.flatMap((row): Entry[] => {
    const filled = [...row.cells].filter(([, cell]) => cell.text !== '')
    if (filled.length === 0) return []
    const parsed = form.schema.safeParse(
      Object.fromEntries(filled.map(([field, cell]) => [field, form.meaningOf(field, cell.text)])),
    )
    if (parsed.success) return [parsed.data]
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0] ?? form.required[0]) as Field
      const { line, column, text: found } = row.cells.get(field) ?? { line: row.line, column: 1, text: '' }
      problems.push({
        line,
        column,
        key: found === '' ? 'registry.cell-missing' : problemOf(field, issue.message),
        facts: {
          where: form.headers[field]?.[0] ?? field,
          found: shown(found),
          expected: field === 'kind' ? '文字 | 敏感 | 机构' : issue.message,
        },
      })
    }
    return []
  })
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return entries
}

function read<Entry, Field extends string>(
  bytes: Uint8Array,
  path: string,
  form: ListForm<Entry, Field>,
): Entry[] {
  const text = decodeText(bytes)
  return /\.ya?ml$/i.test(path)
    ? fromYaml(text, path, form as unknown as ListForm<Entry, string>)
    : fromTable(text, path, form)
}

/** The same list, of which every unit must be registered. */
function ofKnownUnits<Entry extends { readonly unit: string | null }, Field extends string>(
  form: ListForm<Entry, Field>,
  units: readonly UnitEntry[],
): ListForm<Entry, Field> {
  const find = unitFinder(units)
  const schema = form.schema.refine(({ unit }) => unit === null || typeof find(unit) === 'object', {
    path: ['unit'],
    message: 'registry.watch-unit',
  })
  return { ...form, schema }
}

/** Ids in place of names and aliases. */
function withIds<Entry extends { readonly unit: string | null }>(
  entries: readonly Entry[],
  units: readonly UnitEntry[],
): Entry[] {
  const find = unitFinder(units)
  return entries.map((entry) => {
    const unit = entry.unit === null ? undefined : find(entry.unit)
    return typeof unit === 'object' ? { ...entry, unit: unit.id } : entry
  })
}

/** Expressions of a file: `expressions:` in YAML, or a table with 错误表述 and 规范表述. @throws FileFault */
export function readExpressions(bytes: Uint8Array, path: string): Expression[] {
  return read(bytes, path, EXPRESSIONS)
}

/** Leaders of a file: `leaders:` in YAML, or a table with 姓名; a unit is named by id, name or alias. @throws FileFault */
export function readLeaders(bytes: Uint8Array, path: string, units: readonly UnitEntry[]): OfficeHolder[] {
  return withIds(read(bytes, path, ofKnownUnits(LEADERS, units)), units)
}

/** Accounts of a file: `accounts:` in YAML, or a table with 单位, 平台 and 账号名称. @throws FileFault */
export function readAccounts(bytes: Uint8Array, path: string, units: readonly UnitEntry[]): MediaAccount[] {
  return withIds(read(bytes, path, ofKnownUnits(ACCOUNTS, units)), units)
}
