/** Rubrics from files: read, linted with line and column, answered by their parameters, versioned. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canonicalJson, sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { type LintError, type PlacedDocument, placeIssues, readPlaced } from './document.js'
import { type Flaw, findFlaws } from './lint.js'
import { findLocalFlaws, overlaysOf, underLocalPrices } from './local.js'
import { answerQuestions, declaredSamples, drawsInForce, findAnswerFlaws } from './parameters.js'
import {
  type Parameters,
  parametersSchema,
  type Rubric,
  type RubricDocument,
  rubricDocumentSchema,
} from './schema.js'

/** A file that is in memory already. */
export interface SourceFile {
  readonly text: string
  readonly path: string
}

/** What linting gives: either errors, or a rubric in force. */
export type Linted =
  | { readonly errors: readonly LintError[]; readonly rubric: null }
  | { readonly errors: readonly []; readonly rubric: Rubric }

const byPlace = (a: LintError, b: LintError): number =>
  (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column

function placeFlaws(document: PlacedDocument, flaws: readonly Flaw[]): LintError[] {
  return flaws.map((flaw) => document.error(flaw.path, flaw.key, flaw.facts))
}

function lintDocument(file: SourceFile): { errors: LintError[]; content: RubricDocument | null } {
  const document = readPlaced(file.text, file.path)
  if (document.errors.length) return { errors: [...document.errors], content: null }
  const parsed = rubricDocumentSchema.safeParse(document.value)
  if (!parsed.success) return { errors: placeIssues(document, parsed.error.issues), content: null }
  return { errors: placeFlaws(document, findFlaws(parsed.data)), content: parsed.data }
}

function lintParameters(
  file: SourceFile,
  content: RubricDocument,
): { errors: LintError[]; parameters: Parameters | null } {
  const document = readPlaced(file.text, file.path)
  if (document.errors.length) return { errors: [...document.errors], parameters: null }
  const parsed = parametersSchema.safeParse(document.value)
  if (!parsed.success) return { errors: placeIssues(document, parsed.error.issues), parameters: null }
  return {
    errors: placeFlaws(document, [
      ...findAnswerFlaws(content, parsed.data),
      ...findLocalFlaws(content, parsed.data),
    ]),
    parameters: parsed.data,
  }
}

const LINTED = new Map<string, Linted>()
/** Texts whose outcome is remembered: a server is asked for the same few again and again. */
const REMEMBERED = 32

/**
 * Every error of a rubric and its parameters, by file, line and column; or the rubric in force. Never throws. The same
 * texts give the very same outcome, which nobody may change.
 */
export function lintRubric(text: string, path: string, parameters?: SourceFile): Linted {
  const key = [path, parameters?.path ?? '', parameters?.text ?? '', text].join('\n\0')
  const known = LINTED.get(key)
  if (known) return known
  const linted = lint(text, path, parameters)
  if (LINTED.size >= REMEMBERED) LINTED.delete([...LINTED.keys()][0] ?? '')
  LINTED.set(key, linted)
  return linted
}

function lint(text: string, path: string, parameters?: SourceFile): Linted {
  const { errors, content } = lintDocument({ text, path })
  if (!content) return { errors: errors.sort(byPlace), rubric: null }
  const answers = parameters ? lintParameters(parameters, content) : { errors: [], parameters: null }
  const all = [...errors, ...answers.errors].sort(byPlace)
  if (all.length) return { errors: all, rubric: null }
  const openQuestions = answerQuestions(content, answers.parameters)
  const samples = declaredSamples(answers.parameters)
  const draws = drawsInForce(content, answers.parameters)
  const overlays = overlaysOf(answers.parameters)
  const inForce = {
    content,
    answers: openQuestions.map(({ id, answer, answeredBy, on }) => ({ id, answer, answeredBy, on })),
    samples,
    // A draw of the rubric's own is part of its content.
    ...(Object.values(draws).some((draw) => draw.announced !== undefined) && { draws }),
    // Left out where there is none, so that a file without local prices keeps the version that assessments pinned.
    ...(overlays.length > 0 && { overlays: overlays.map((overlay) => ({ ...overlay })) }),
  }
  const rubric: Rubric = {
    ...underLocalPrices(content, answers.parameters),
    version: sha256(`xuncha/rubric/1\n${canonicalJson(inForce)}`).slice(0, 16),
    openQuestions,
    samples,
    draws,
    overlays,
    source: { path, text, parameters: parameters ?? null },
  }
  return { errors: [], rubric }
}

/**
 * The rubric in force.
 * @throws UserFault `rubric.invalid`, exit status 2, with every error; `errors` holds them as JSON (LintError[])
 */
export function loadRubric(text: string, path: string, parameters?: SourceFile): Rubric {
  const { errors, rubric } = lintRubric(text, path, parameters)
  if (rubric) return rubric
  const first = errors[0]
  throw new UserFault(
    'rubric.invalid',
    {
      file: first?.file ?? path,
      line: first?.line ?? 1,
      column: first?.column ?? 1,
      count: errors.length,
      errors: JSON.stringify(errors),
    },
    2,
  )
}

const PARAMETERS = '.parameters.yaml'

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UserFault('rubric.unreadable', { file: path, detail }, 2)
  }
}

/** `a/b.yaml` → `a/b.parameters.yaml`, where such a file may stand. */
export function parametersPathOf(path: string): string {
  return path.replace(/\.ya?ml$/i, '') + PARAMETERS
}

/** A rubric file and the parameters file beside it, if there is one. Throws as loadRubric does, and for an unreadable file. */
export function loadRubricFile(path: string): Rubric {
  const beside = parametersPathOf(path)
  const text = readText(path)
  return existsSync(beside)
    ? loadRubric(text, path, { text: readText(beside), path: beside })
    : loadRubric(text, path)
}

/** The folder `rubrics/` of this package, from src/ and from dist/ alike. */
function bundledRubricsDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  for (let up = 0; up < 8; up += 1) {
    const candidate = join(dir, 'rubrics')
    if (existsSync(join(dir, 'package.json')) && existsSync(candidate)) return candidate
    dir = dirname(dir)
  }
  throw new Error('the package has lost its folder rubrics/')
}

function rubricFiles(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith(PARAMETERS))
    .sort()
    .map((name) => join(dir, name))
}

/** Every rubric of a folder, by id. Throws as loadRubricFile does. */
export function listRubrics(dir: string = bundledRubricsDir()): Rubric[] {
  return rubricFiles(dir)
    .map(loadRubricFile)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * The rubric `<dir>/<id>.yaml`.
 * @throws UserFault `rubric.unknown`, exit status 2, naming those that there are
 */
export function rubricById(id: string, dir: string = bundledRubricsDir()): Rubric {
  const known = rubricFiles(dir).map((path) => path.slice(dir.length + 1, -'.yaml'.length))
  if (!known.includes(id)) throw new UserFault('rubric.unknown', { id, known: known.join(', ') }, 2)
  return loadRubricFile(join(dir, `${id}.yaml`))
}

/** True for what names a rubric's file, not its id. */
export function isRubricPath(name: string): boolean {
  return /[\\/]|\.ya?ml$/i.test(name)
}

/** A rubric by id, or by the path of its file. @throws UserFault for an unknown id or an invalid file */
export function rubricNamed(name: string): Rubric {
  return isRubricPath(name) || existsSync(name) ? loadRubricFile(name) : rubricById(name, bundledRubricsDir())
}
