/** What a schema refuses → problems with line, column, what was found and what was expected. */
import type { z } from 'zod'
import type { FileProblem } from '../model/file-fault.js'
import { keysAt, nearestKey } from './allowed-keys.js'
import type { YamlPath, YamlSource } from './yaml-source.js'

type Issue = z.core.$ZodIssue

const SHOWN = 80

/** A value as a person wrote it, cut short. */
export function shown(value: unknown): string {
  if (value === undefined) return '—'
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

function valueAt(root: unknown, path: YamlPath): unknown {
  let held = root
  for (const step of path) {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, step)) return undefined
    held = (held as Record<string | number, unknown>)[step]
  }
  return held
}

/** `units[3].portal`, as people read it. */
function pathText(path: YamlPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

/** The branch of a union that the writer most likely meant: the one that fails deepest. */
function likeliest(issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown): readonly Issue[] {
  const isObject = typeof value === 'object' && value !== null
  const branches = issue.errors.filter((branch) =>
    branch.every((inner) => !(isObject && inner.path.length === 0 && inner.code !== 'unrecognized_keys')),
  )
  const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map((inner) => inner.path.length))
  return [...branches].sort((a, b) => depth(b) - depth(a))[0] ?? []
}

function stepsOf(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((step) => (typeof step === 'symbol' ? String(step) : step))
}

/** More names than these are no help in one line. */
const MAX_KEYS = 24

/** A key that the schema does not know at its place, with the key that was meant, else all that may stand there. */
function unknownKey(name: string, path: YamlPath, schema: z.ZodType): Record<string, string> {
  const keys = keysAt(schema, path)
  const meant = nearestKey(name, keys) ?? ''
  const choices = meant === '' && keys.length <= MAX_KEYS ? keys.join(' | ') : ''
  return { where: pathText(path), found: shown(name), expected: meant, choices }
}

/** What was read, with its form: where problems are told from. */
interface Read {
  readonly value: unknown
  readonly source: YamlSource
  readonly schema: z.ZodType
}

function ofIssue(issue: Issue, base: YamlPath, read: Read): FileProblem[] {
  const { value, source, schema } = read
  const path = [...base, ...stepsOf(issue.path)]
  const found = valueAt(value, path)
  const where = pathText(path) || '/'
  const at = source.place(path)
  const problem = (key: string, facts: Record<string, string | number> = {}): FileProblem[] => [
    { ...at, key, facts: { where, found: shown(found), ...facts } },
  ]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => ({
        ...source.place(path, name),
        key: 'registry.unknown-key',
        facts: unknownKey(name, path, schema),
      }))
    case 'invalid_union': {
      const inner = likeliest(issue, found)
      if (inner.length > 0 && !(inner.length === 1 && inner[0]?.path.length === 0))
        return inner.flatMap((one) => ofIssue(one, path, read))
      return problem(where.endsWith('confirm') ? 'registry.bad-confirm' : 'registry.bad-choice', {
        expected: '',
      })
    }
    case 'invalid_type':
      return found === undefined
        ? problem('registry.missing', { expected: issue.expected })
        : problem('registry.bad-type', { expected: issue.expected, actual: typeName(found) })
    case 'invalid_value':
      return problem('registry.bad-choice', { expected: issue.values.map(String).join(' | ') })
    case 'invalid_key':
      return problem('registry.unknown-key', unknownKey(String(path.at(-1) ?? ''), path.slice(0, -1), schema))
    case 'too_small':
      if (issue.inclusive === false) return problem('registry.not-above', { expected: Number(issue.minimum) })
      return problem('registry.too-small', { expected: Number(issue.minimum), measure: issue.origin })
    case 'too_big':
      return problem('registry.too-big', { expected: Number(issue.maximum), measure: issue.origin })
    default:
      return problem(issue.message.startsWith('registry.') ? issue.message : 'registry.bad-value', {
        expected: issue.message,
      })
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** All problems that a value has which `schema` refused, in order of place. */
export function schemaProblems(
  error: z.ZodError,
  value: unknown,
  source: YamlSource,
  schema: z.ZodType,
): FileProblem[] {
  return inOrder(error.issues.flatMap((issue) => ofIssue(issue, [], { value, source, schema })))
}

/** Problems by line, then column. */
export function inOrder(problems: readonly FileProblem[]): FileProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column)
}
