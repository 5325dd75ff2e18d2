/** Registers as files: which format a file is in, and the units and columns that it brings or that are written out. */
import { stringify } from 'yaml'
import { z } from 'zod'
import { UserFault } from '../model/error.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { columnEntrySchema, type RegisterRow, type Registry, type WorkspaceFile } from '../model/workspace.js'
import { decodeText } from '../tables/decode-text.js'
import { holderOf, namedHolder, readColumnTable, writeColumnTable } from './column-table.js'
import { layoutConflicts } from './layout.js'
import { mergeWorkspace } from './merge.js'
import { readWorkspace } from './read-workspace.js'
import { unitFinder } from './references.js'
import { inOrder, schemaProblems } from './schema-problems.js'
import { readUnitTable, writeUnitTable } from './unit-table.js'
import { readYaml } from './yaml-source.js'

export type RegisterFormat = 'yaml' | 'csv'

/** Text and format of a register file; by its name, else by what it holds. @throws UserFault for a spreadsheet */
export function readRegisterFile(bytes: Uint8Array, path: string): { text: string; format: RegisterFormat } {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b
  const compound = bytes[0] === 0xd0 && bytes[1] === 0xcf
  if (zipped || compound || /\.xlsx?$/i.test(path))
    throw new UserFault('registry.spreadsheet', { file: path }, 2)
  const text = decodeText(bytes)
  if (/\.(?:csv|tsv|txt)$/i.test(path)) return { text, format: 'csv' }
  if (/\.(?:ya?ml|json)$/i.test(path)) return { text, format: 'yaml' }
  const first = text.slice(0, 2000).split(/\r?\n/, 1)[0] ?? ''
  return { text, format: /[,\t]/.test(first) && !first.includes(': ') ? 'csv' : 'yaml' }
}

/**
 * Units (and, from YAML, platforms, exemptions and defaults) of a file.
 * @throws FileFault (exit status 2) with every problem's place
 */
export function readUnits(bytes: Uint8Array, path: string, known: Registry): WorkspaceFile {
  const { text, format } = readRegisterFile(bytes, path)
  if (format === 'yaml') return readWorkspace(text, path, known)
  const file = { units: readUnitTable(text, path, known) }
  const [conflict] = layoutConflicts(mergeWorkspace(known, file))
  if (conflict) throw new UserFault(conflict.key, conflict.facts, 2)
  return file
}

const registerFileSchema = z.strictObject({
  columns: z.array(columnEntrySchema.extend({ holder: z.string().optional() })).min(1),
})

/** Rows of a column register from CSV or YAML (`columns:`, each with an optional `holder`). @throws FileFault */
export function readColumns(
  bytes: Uint8Array,
  path: string,
  known: Registry,
  holder: string | null,
): RegisterRow[] {
  const { text, format } = readRegisterFile(bytes, path)
  if (format === 'csv') return readColumnTable(text, path, known, holder)
  const source = readYaml(text)
  if (source.problems.length > 0) throw new FileFault(path, source.problems)
  const parsed = registerFileSchema.safeParse(source.value)
  if (!parsed.success) throw new FileFault(path, schemaProblems(parsed.error, source.value, source))
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

/** The registry's units (YAML: with platforms, exemptions and defaults) as a file. */
export function writeUnits(registry: Registry, format: RegisterFormat, english: boolean): string {
  if (format === 'csv') return writeUnitTable(registry.units, english)
  const { defaults, platforms, units, exemptions } = registry
  return stringify({
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...(platforms.length > 0 ? { platforms } : {}),
    units,
    ...(exemptions.length > 0 ? { exemptions } : {}),
  })
}

/** The imported column registers as a file. */
export function writeColumns(registry: Registry, format: RegisterFormat, english: boolean): string {
  if (format === 'csv') return writeColumnTable(registry.columns, english)
  return stringify({ columns: registry.columns })
}
