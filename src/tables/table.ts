/** Tables with Chinese or English headers → records that know where each of their fields stands. */
import type { FileProblem } from '../model/file-fault.js'
import { type Cell, readCsv } from './csv.js'

/** Field name → the headers that offices use for it, the one written on export first; English is the field's own name. */
export type Headers<Field extends string> = Readonly<Record<Field, readonly string[]>>

/** One row: its fields as written. A field whose column the table lacks is absent. */
export interface TableRow<Field extends string> {
  readonly line: number
  readonly cells: ReadonlyMap<Field, Cell>
}

/** A table, or why it is none. */
export interface Table<Field extends string> {
  readonly fields: ReadonlySet<Field>
  readonly rows: readonly TableRow<Field>[]
  readonly problems: readonly FileProblem[]
}

const fold = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*-]+/g, '')
    .replace(/\(.*?\)$/, '')

/** Rows above the headers (a table's title) that are skipped. */
const TITLE_ROWS = 5

/** Reads a table written as CSV, or its rows of cells, as `tableOf` does. */
export function readTable<Field extends string>(
  source: string | readonly (readonly Cell[])[],
  headers: Headers<Field>,
  required: readonly Field[],
): Table<Field> {
  return tableOf(typeof source === 'string' ? readCsv(source) : source, headers, required)
}

/** Rows of cells as a table. Unknown headers are ignored (序号, 备注); a table without one of `required` is refused. */
export function tableOf<Field extends string>(
  rows: readonly (readonly Cell[])[],
  headers: Headers<Field>,
  required: readonly Field[],
): Table<Field> {
  const names = new Map<string, Field>()
  for (const field of Object.keys(headers) as Field[]) {
    for (const name of [field, ...headers[field]]) names.set(fold(name), field)
  }
  const known = (row: readonly Cell[]) => row.map((cell) => names.get(fold(cell.text)))
  const at = rows
    .slice(0, TITLE_ROWS)
    .findIndex((row) => required.every((field) => known(row).includes(field)))
  const first = rows[0]?.[0]
  if (at < 0) {
    const seen = new Set(known(rows[0] ?? []))
    const missing = required.filter((field) => !seen.has(field)).map((field) => headers[field][0] ?? field)
    return {
      fields: new Set(),
      rows: [],
      problems: [
        {
          line: first?.line ?? 1,
          column: first?.column ?? 1,
          key: 'registry.table-headers',
          facts: { expected: missing.join('、'), found: (rows[0] ?? []).map((cell) => cell.text).join('、') },
        },
      ],
    }
  }
  const columns = known(rows[at] ?? [])
  const records = rows.slice(at + 1).map((row): TableRow<Field> => {
    const cells = new Map<Field, Cell>()
    columns.forEach((field, index) => {
      const cell = row[index]
      if (field !== undefined && cell !== undefined && !cells.has(field)) cells.set(field, cell)
    })
    return { line: row[0]?.line ?? 1, cells }
  })
  return { fields: new Set(columns.filter((field) => field !== undefined)), rows: records, problems: [] }
}

/** Several names in one cell: 、；; or a line break between them; also commas unless `urls`. */
export function listOf(text: string, urls = false): string[] {
  return text
    .split(urls ? /[\s；;、]+/ : /[、；;，,\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** 是 / 否 as offices write it; undefined for anything else. */
export function yesNo(text: string): boolean | undefined {
  if (/^(?:是|有|y|yes|true|1|√|✓)$/i.test(text)) return true
  return /^(?:否|无|不是|n|no|false|0|×)$/i.test(text) ? false : undefined
}

/** A date as offices write it (2026-1-5, 2026/01/05, 2026年1月5日, 2026.1.5) as YYYY-MM-DD; else the text unchanged. */
export function dateText(text: string): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim())
  if (!parts) return text.trim()
  return `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
}

/** A web address as offices write it: without a scheme, `http://` is meant. */
export function addressText(text: string): string {
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?]|$)/.test(text) ? `http://${text}` : text
}
