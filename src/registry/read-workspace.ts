/** A workspace file → checked data, or every one of its problems with line and column. */
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { emptyRegistry, type Registry, type WorkspaceFile, workspaceSchema } from '../model/workspace.js'
import { layoutConflicts } from './layout.js'
import { mergeWorkspace } from './merge.js'
import { referenceProblems } from './references.js'
import { inOrder, schemaProblems, shown } from './schema-problems.js'
import { readYaml, type YamlSource } from './yaml-source.js'

/** Scopes that cannot be told apart, at the unit or platform of this file that they are about. */
function layoutProblems(file: WorkspaceFile, known: Registry, source: YamlSource): FileProblem[] {
  return layoutConflicts(mergeWorkspace(known, file)).map(({ list, id, at, key, facts }) => {
    const index = (file[list] ?? []).findIndex((entry) => entry.id === id)
    return { ...source.place(index < 0 ? [list] : [list, index, at]), key, facts }
  })
}

/**
 * Reads a workspace file.
 * @param text content of the file
 * @param path its name, for messages only
 * @param known what is registered already: references may lead there
 * @throws FileFault (exit status 2) with all problems, first first
 */
export function readWorkspace(text: string, path: string, known: Registry = emptyRegistry()): WorkspaceFile {
  const source = readYaml(text)
  const refuse = (problems: readonly FileProblem[]): never => {
    throw new FileFault(path, inOrder(problems))
  }
  if (source.problems.length > 0) return refuse(source.problems)
  const { value } = source
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse([{ line: 1, column: 1, key: 'registry.not-a-workspace', facts: { found: shown(value) } }])
  const parsed = workspaceSchema.safeParse(value)
  if (!parsed.success) return refuse(schemaProblems(parsed.error, value, source, workspaceSchema))
  const problems = referenceProblems(parsed.data, known, source)
  if (problems.length === 0) problems.push(...layoutProblems(parsed.data, known, source))
  return problems.length > 0 ? refuse(problems) : parsed.data
}
