/** Registers as files: which format a file is in, and the units and columns that it brings or that are written out. */
import { stringify } from 'yaml'
import { z } from 'zod'
import { UserFault } from '../model/error.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { columnEntrySchema, type RegisterRow, type Registry, type WorkspaceFile } from '../model/workspace.js'
import { type Cell, writeCsv } from '../tables/csv.js'
import { decodeText } from '../tables/decode-text.js'
import { isZip, readTableFile } from '../tables/file.js'
import { columnTable, holderOf, namedHolder, readColumnTable } from './column-table.js'
import { layoutConflicts } from './layout.js'
import { mergeWorkspace } from './merge.js'
import { readWorkspace } from './read-workspace.js'
import { unitFinder } from './references.js'
import { inOrder, schemaProblems } from './schema-problems.js'
import { readUnitTable, unitTable } from './unit-table.js'
import { readYaml } from './yaml-source.js'

/** Formats that a register is written in. */
export const REGISTER_FORMATS = ['yaml', 'csv', 'xlsx'] as const
export type RegisterFormat = (typeof REGISTER_FORMATS)[number]

type RegisterSource =
  | { readonly format: 'yaml'; readonly text: string }
  | { readonly format: 'table'; readonly rows: readonly (readonly Cell[])[] }

/** What a register file holds: told by its name, else by its content. @throws UserFault for a spreadsheet that cannot be read */
async function readRegisterFile(bytes: Buffer, path: string): Promise<RegisterSource> {
  const isTable = async (): Promise<RegisterSource> => ({
    format: 'table',
    rows: await readTableFile(bytes, path),
  })
  const compound = bytes[0] === 0xd0 && bytes[1] === 0xcf
  if (isZip(bytes) || compound || /\.(?:csv|tsv|txt|xlsx?)$/i.test(path)) return isTable()
  const text = decodeText(bytes)
  if (/\.(?:ya?ml|json)$/i.test(path)) return { text, format: 'yaml' }
  const first = text.slice(0, 2000).split(/\r?\n/, 1)[0] ?? ''
  return /[,\t]/.test(first) && !first.includes(': ') ? isTable() : { text, format: 'yaml' }
}

/**
 * Units (and, from YAML, platforms, exemptions and defaults) of a file.
 * @throws FileFault (exit status 2) with every problem's place
 */
export async function readUnits(bytes: Buffer, path: string, known: Registry): Promise<WorkspaceFile> {
  const source = await readRegisterFile(bytes, path)
  if (source.format === 'yaml') return readWorkspace(source.text, path, known)
  const file = { units: readUnitTable(source.rows, path, known) }
  const [conflict] = layoutConflicts(mergeWorkspace(known, file))
  if (conflict) throw new UserFault(conflict.key, conflict.facts, 2)
  return file
}

const registerFileSchema = z.strictObject({
  columns: z.array(columnEntrySchema.extend({ holder: z.string().optional() })).min(1),
})

/** Rows of a column register from a table or YAML (`columns:`, each with an optional `holder`). @throws FileFault */
export async function readColumns(
  bytes: Buffer,
  path: string,
  known: Registry,
  holder: string | null,
): Promise<RegisterRow[]> {
  const file = await readRegisterFile(bytes, path)
  if (file.format === 'table') return readColumnTable(file.rows, path, known, holder)
  return columnsOfYaml(file.text, path, known, holder)
}

function columnsOfYaml(text: string, path: string, known: Registry, holder: string | null): RegisterRow[] {
  const source = readYaml(text)
  if (source.problems.length > 0) throw new FileFault(path, source.problems)
  const parsed = registerFileSchema.safeParse(source.value)
  if (!parsed.success)
    throw new FileFault(path, schemaProblems(parsed.error, source.value, source, registerFileSchema))
  const find = unitFinder(known.units)
  const problems: FileProblem[] = []
  const rows = parsed.data.columns.flatMap((entry, index): RegisterRow[] => {
    const owner = entry.owner === undefined ? null : find(entry.owner)
    if (owner === undefined || owner === 'ambiguous') {
      const key = owner === undefined ? 'registry.unknown-owner' : 'registry.ambiguous-owner'
      problems.push({
        ...source.place(['columns', index, 'owner']),
        key,
        facts: { found: entry.owner ?? '' },
      })
    }
    const held =
      entry.holder === undefined ? (holder ?? holderOf(entry, known)) : namedHolder(entry.holder, known)
    if (held !== null) return [{ ...entry, holder: held }]
    problems.push({
      ...source.place(['columns', index, 'holder']),
      key: entry.holder === undefined ? 'registry.no-holder' : 'registry.unknown-platform',
      facts: { found: entry.holder ?? entry.name },
    })
    return []
  })
  if (problems.length > 0) throw new FileFault(path, inOrder(problems))
  return rows
}

/** A table of texts as CSV or as a spreadsheet; no cell of it is ever worked out as a formula. */
async function written(
  rows: readonly (readonly string[])[],
  format: 'csv' | 'xlsx',
  name: string,
): Promise<Buffer> {
  const [headers = [], ...body] = rows
  if (format === 'csv') return Buffer.from(writeCsv(rows))
  const { writeXlsx } = await import('../tables/xlsx.js')
  return writeXlsx([{ name, headers, rows: body }])
}

/** The registry's units (YAML: with platforms, exemptions and defaults) as a file. */
export async function writeUnits(
  registry: Registry,
  format: RegisterFormat,
  english: boolean,
): Promise<Buffer> {
  const { defaults, platforms, units, exemptions } = registry
  if (format !== 'yaml') return written(unitTable(units, english), format, english ? 'units' : '单位名单')
  const workspace = {
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...(platforms.length > 0 ? { platforms } : {}),
    units,
    ...(exemptions.length > 0 ? { exemptions } : {}),
  }
  return Buffer.from(stringify(workspace))
}

/** The imported column registers as a file. */
export async function writeColumns(
  registry: Registry,
  format: RegisterFormat,
  english: boolean,
): Promise<Buffer> {
  const { columns } = registry
  if (format !== 'yaml')
    return written(columnTable(columns, english), format, english ? 'columns' : '栏目分工表')
  return Buffer.from(stringify({ columns }))
}
