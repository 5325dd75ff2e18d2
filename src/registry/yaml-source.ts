/** A YAML text with the place of everything in it. */
import { isCollection, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { FileProblem } from '../model/file-fault.js'

/** Path into the document: keys and indexes. */
export type YamlPath = readonly (string | number)[]

/** A parsed file. `value` is null when `problems` is not empty. */
export interface YamlSource {
  readonly value: unknown
  readonly problems: readonly FileProblem[]
  /** Place of the node at a path, of its nearest ancestor where it is absent; `key`: of that key's name instead. */
  place(path: YamlPath, key?: string): { line: number; column: number }
}

/** Aliases may repeat content, not multiply it. */
const MAX_ALIASES = 100
const MAX_CHARACTERS = 64_000_000
const MAX_SYNTAX_PROBLEMS = 20

const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'registry.yaml-duplicate-key',
  TAB_AS_INDENT: 'registry.yaml-tab',
  MULTIPLE_DOCS: 'registry.yaml-several-documents',
  BAD_ALIAS: 'registry.yaml-alias',
  MISSING_CHAR: 'registry.yaml-missing-character',
  RESOURCE_EXHAUSTION: 'registry.yaml-too-deep',
  BAD_INDENT: 'registry.yaml-indent',
  TAG_RESOLVE_FAILED: 'registry.yaml-tag',
}

function offsetOf(root: Node | null, path: YamlPath, key?: string): number {
  let node: unknown = root
  let offset = root?.range?.[0] ?? 0
  for (const step of path) {
    if (!isCollection(node)) break
    const next: unknown = node.get(step, true)
    if (next === undefined) break
    node = next
    offset = (next as Node).range?.[0] ?? offset
  }
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key)
    return (pair?.key as Node | undefined)?.range?.[0] ?? offset
  }
  return offset
}

/** The parser reports one slip several times, and a broken nesting once per level. */
function firstOfEachPlace(problems: readonly FileProblem[]): FileProblem[] {
  const places = new Map<string, FileProblem>()
  for (const problem of problems) {
    const place = `${problem.line}:${problem.column}`
    if (!places.has(place) && places.size < MAX_SYNTAX_PROBLEMS) places.set(place, problem)
  }
  return [...places.values()]
}

/** Parses a YAML file of one document: duplicate keys, tabs, tags and alias bombs are problems with a place. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const failed = (problems: FileProblem[]): YamlSource => ({
    value: null,
    problems,
    place: () => ({ line: 1, column: 1 }),
  })
  const whole = (key: string) => failed([{ line: 1, column: 1, key, facts: {} }])
  if (text.length > MAX_CHARACTERS) return whole('registry.yaml-too-large')
  let document: ReturnType<typeof parseDocument>
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      schema: 'core',
      prettyErrors: false,
    })
  } catch {
    return whole('registry.yaml-too-deep')
  }
  const problems: FileProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    ...place(error.pos[0]),
    key: SYNTAX[error.code] ?? 'registry.yaml-syntax',
    facts: { detail: error.message.split('\n', 1)[0] ?? '' },
  }))
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return
      problems.push({ ...place(alias.range?.[0] ?? 0), key: 'registry.yaml-alias', facts: {} })
    },
  })
  if (problems.length > 0) return failed(firstOfEachPlace(problems))
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return {
      value,
      problems,
      place: (path, key) => place(offsetOf(document.contents as Node | null, path, key)),
    }
  } catch (error) {
    return whole(error instanceof ReferenceError ? 'registry.yaml-alias' : 'registry.yaml-too-deep')
  }
}
