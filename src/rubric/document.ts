/** YAML with places: a parsed document that can say on which line and column a path stands. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'

/** A path into a document: keys and list positions. */
export type Path = readonly (string | number)[]

/** One thing wrong in a file. Lines and columns count from 1; `key` and `facts` make the sentence. */
export interface LintError {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** A file that was read as YAML. */
export interface PlacedDocument {
  readonly value: unknown
  /** Errors of syntax: while there are any, `value` is null. */
  readonly errors: readonly LintError[]
  /** An error at a path; `onKey` places it at the key instead of the value. */
  error(
    path: Path,
    key: string,
    facts?: Readonly<Record<string, string | number>>,
    onKey?: boolean,
  ): LintError
}

function offsetOf(contents: Node | null, path: Path, onKey: boolean): number {
  let node: Node | null = contents
  let offset = node?.range?.[0] ?? 0
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) return offset
      const last = depth === path.length - 1
      const value = pair.value as Node | null
      const key = pair.key as Node
      offset = (onKey && last ? undefined : value?.range?.[0]) ?? key.range?.[0] ?? offset
      node = value
    } else if (isSeq(node) && typeof step === 'number') {
      node = (node.items[step] as Node | undefined) ?? null
      offset = node?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

/** Reads YAML 1.2; never throws. Duplicate keys are errors of syntax. */
export function readPlaced(text: string, file: string): PlacedDocument {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number, key: string, facts: Readonly<Record<string, string | number>>): LintError => {
    const { line, col } = counter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), key, facts }
  }
  const errors = document.errors.map((error) =>
    at(error.pos[0], 'rubric.lint.syntax', { detail: error.message }),
  )
  let value: unknown = null
  if (errors.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 1000 })
    } catch (error) {
      errors.push(
        at(0, 'rubric.lint.syntax', { detail: error instanceof Error ? error.message : String(error) }),
      )
    }
  }
  return {
    value,
    errors,
    error: (path, key, facts = {}, onKey = false) => at(offsetOf(document.contents, path, onKey), key, facts),
  }
}

/** What a schema complains of, each complaint at its place. */
export function placeIssues(document: PlacedDocument, issues: readonly z.core.$ZodIssue[]): LintError[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol')
    const where = path.join('.') || '.'
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) =>
          document.error([...path, key], 'rubric.lint.unknown-key', { key, where }, true),
        )
      case 'invalid_type':
        return [document.error(path, 'rubric.lint.expected', { where, expected: issue.expected })]
      case 'invalid_value':
        return [
          document.error(path, 'rubric.lint.one-of', {
            where,
            expected: issue.values.map(String).join(' | '),
          }),
        ]
      default:
        return [
          issue.message.startsWith('rubric.lint.')
            ? document.error(path, issue.message, { where })
            : document.error(path, 'rubric.lint.invalid', { where, detail: issue.message }),
        ]
    }
  })
}
