/** What a schema refuses → problems with line, column, what was found and what was expected. */
import type { z } from 'zod'
import type { FileProblem } from '../model/file-fault.js'
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

/** Names of a schema's keys nearest to a misspelt one, for "did you mean". */
function nearest(wrong: string, known: readonly string[]): string {
  const folded = wrong.toLowerCase().replace(/[-_ ]/g, '')
  const near = known.find((name) => {
    const other = name.toLowerCase()
    return other === folded || (folded.length > 3 && (other.startsWith(folded) || folded.startsWith(other)))
  })
  return near ?? ''
}

/** Keys that stand anywhere in the schema's documentation, to hint at the right spelling. */
const KNOWN_KEYS =
  'defaults platforms units exemptions rubric timezone contact allowPrivate canaries politeness sampling perDay notify language webhooks secret mail host port security user password confirm posting precision limits maxPages timestamps ca retention evidenceDays calendar wordings dictionary leaders newMedia connections requestsPerSecond observations days workingHours vantages retrySeconds codes id name home operator robots authorised pauses places columns role url owner maxAgeDays from to until reason kind code aliases formerNames group ownSite disclosure portal scope platform formerOrigins upperPortals search duties annualReport due unit column basis document path supporting frequency quarterlyItems key'.split(
    ' ',
  )

function ofIssue(issue: Issue, base: YamlPath, value: unknown, source: YamlSource): FileProblem[] {
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
        facts: { where, found: name, expected: nearest(name, KNOWN_KEYS) },
      }))
    case 'invalid_union': {
      const inner = likeliest(issue, found)
      if (inner.length > 0 && !(inner.length === 1 && inner[0]?.path.length === 0))
        return inner.flatMap((one) => ofIssue(one, path, value, source))
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
      return problem('registry.unknown-key', { found: shown(issue.path.at(-1)), expected: '' })
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

/** All problems that a refused value has, in order of place. */
export function schemaProblems(error: z.ZodError, value: unknown, source: YamlSource): FileProblem[] {
  return inOrder(error.issues.flatMap((issue) => ofIssue(issue, [], value, source)))
}

/** Problems by line, then column. */
export function inOrder(problems: readonly FileProblem[]): FileProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column)
}
