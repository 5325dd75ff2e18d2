/** `rubrics import | copy | diff`: a draft from an office's table, a rubric for the next year, and what changed between two. */
import { existsSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { copiedParameters, copiedRubric } from '../rubric/copy.js'
import { diffRubrics } from '../rubric/diff.js'
import { draftRubric } from '../rubric/draft.js'
import { readDraftTable } from '../rubric/draft-table.js'
import { loadRubric, parametersPathOf, rubricNamed } from '../rubric/load.js'
import type { Cell } from '../tables/csv.js'
import { readDocxTables } from '../tables/docx.js'
import { isZip, readTableFile } from '../tables/file.js'
import { leaf, option, type Register } from './program.js'
import { optionsOf, type Shell, usage, word } from './shell.js'
import { readUserFile } from './user-file.js'

function checkedId(id: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{0,63}$/.test(id)) throw usage('cli.rubrics.bad-id', { found: id })
  return id
}

function checkedYear(text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^20\d\d$/.test(text)) throw usage('cli.rubrics.bad-year', { found: text })
  return Number(text)
}

function writeNew(path: string, text: string): void {
  if (existsSync(path)) throw usage('cli.rubrics.file-exists', { file: path })
  writeFileSync(path, text, { flag: 'wx' })
}

interface Brought {
  readonly rows: readonly (readonly Cell[])[]
  /** Text above or beside the table, which may hold its title. */
  readonly paragraphs: readonly string[]
}

async function bring(path: string): Promise<Brought> {
  const bytes = readUserFile(path)
  if (isZip(bytes) && /\.docx$/i.test(path)) return readDocxTables(bytes, path)
  if (/\.(?:docx?|pdf)$/i.test(path)) throw usage('cli.rubrics.wrong-file', { file: path })
  return { rows: await readTableFile(bytes, path), paragraphs: [] }
}

interface ImportFlags {
  readonly id?: string
  readonly name?: string
  readonly year?: string
  readonly output?: string
}

/** An id out of the file's name, where it has letters or digits that an id may hold. */
function idFrom(file: string, year: number): string {
  const plain = file
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return /[a-z]/.test(plain) ? plain.slice(0, 64) : `draft-${year}`
}

async function importRubric(shell: Shell, path: string, flags: ImportFlags): Promise<void> {
  const brought = await bring(path)
  const table = readDraftTable(brought.rows)
  if (table === null || table.rows.length === 0) throw usage('cli.rubrics.no-table', { file: path })
  const file = basename(path).replace(/\.[^.]+$/, '')
  const title = brought.paragraphs.find((text) => text.length >= 6 && text.length <= 60)
  const name = (flags.name ?? table.title ?? title ?? file).replace(/\s+/g, ' ').trim()
  const said = /20\d\d/.exec(`${name} ${file}`)?.[0]
  const year = checkedYear(flags.year) ?? Number(said ?? new Date(shell.host.now()).getUTCFullYear())
  const id = checkedId(flags.id ?? idFrom(file, year))
  const { document, sums } = draftRubric(table, { id, name, year })
  const text = `# 由 ${basename(path)} 起草，须逐条核对。\n${stringify(document, { lineWidth: 0 })}`
  const output = flags.output ?? `${id}.yaml`
  loadRubric(text, output)
  writeNew(output, text)
  const { max, indicators, questions } = document
  const asked = questions.map(({ id, question, changes }) => ({ id, question, changes }))
  const drafted = { id, name, year, max, indicators: indicators.length }
  shell.result({ file: output, rubric: drafted, sums, questions: asked, unread: table.unread }, () =>
    [
      shell.say('cli.rubrics.drafted', { file: output, rows: indicators.length, max }),
      ...(sums.length > 0 ? [shell.say('cli.rubrics.sums')] : []),
      ...sums.map((one) => `- ${shell.say('cli.rubrics.sum', { ...one })}`),
      ...(table.unread.length > 0 ? [shell.say('cli.rubrics.unread')] : []),
      ...table.unread.map((one) => `- ${shell.say('cli.rubrics.unread-row', { ...one })}`),
      shell.say('cli.rubrics.to-answer'),
      ...asked.map(
        ({ question, changes }) =>
          `- ${shell.language === 'en' ? question.en : question.zh} (${changes.join(', ')})`,
      ),
    ].join('\n'),
  )
}

function copyRubric(shell: Shell, from: string, to: string, year: number | null): void {
  const { source } = rubricNamed(from)
  const path = /\.ya?ml$/i.test(to) ? to : `${to}.yaml`
  const id = checkedId(
    basename(path)
      .replace(/\.ya?ml$/i, '')
      .toLowerCase(),
  )
  const text = copiedRubric(source.text, id, year)
  const beside = parametersPathOf(path)
  const parameters = source.parameters && {
    text: copiedParameters(source.parameters.text, id),
    path: beside,
  }
  if (parameters) loadRubric(text, path, parameters)
  else loadRubric(text, path)
  if (parameters && existsSync(beside)) throw usage('cli.rubrics.file-exists', { file: beside })
  writeNew(path, text)
  if (parameters) writeNew(beside, parameters.text)
  const files = [path, ...(parameters ? [beside] : [])]
  shell.result({ rubric: id, files }, () => shell.say('cli.rubrics.copied', { files: files.join('、') }))
}

function compareRubrics(shell: Shell, first: string, second: string): void {
  const [a, b] = [rubricNamed(first), rubricNamed(second)]
  const changes = diffRubrics(a, b)
  const named = ({ id, version }: typeof a) => ({ id, version })
  shell.result({ a: named(a), b: named(b), same: changes.length === 0, changes }, () =>
    changes.length === 0
      ? shell.say('cli.rubrics.same')
      : [
          shell.say('cli.rubrics.changes', { a: a.id, b: b.id, count: changes.length }),
          ...changes.flatMap(({ kind, what, id, field, from, to }) => [
            `${word(shell, 'cli.diff', kind)} ${word(shell, 'cli.what', what)} ${id}${field === undefined ? '' : `.${field}`}`,
            ...(from === null ? [] : [`  - ${from}`]),
            ...(to === null ? [] : [`  + ${to}`]),
          ]),
        ].join('\n'),
  )
}

/** Adds the three commands to the group `rubrics`. */
export function registerRubricTools(rubrics: Command, registrar: Parameters<Register>[1]): void {
  leaf(rubrics, registrar, {
    name: 'import <FILE>',
    key: 'rubrics.import',
    prints: true,
    options: [
      option(registrar, '--id <ID>', 'draft-id'),
      option(registrar, '--name <NAME>', 'draft-name'),
      option(registrar, '--year <YEAR>', 'rubric-year'),
      option(registrar, '-o, --output <FILE>', 'draft-output'),
    ],
    run: (shell, command, [path]) => importRubric(shell, String(path), optionsOf<ImportFlags>(command)),
  })
  leaf(rubrics, registrar, {
    name: 'copy <A> <B>',
    key: 'rubrics.copy',
    prints: true,
    options: [option(registrar, '--year <YEAR>', 'rubric-year')],
    run: (shell, command, [from, to]) =>
      copyRubric(shell, String(from), String(to), checkedYear(optionsOf<{ year?: string }>(command).year)),
  })
  leaf(rubrics, registrar, {
    name: 'diff <A> <B>',
    key: 'rubrics.diff',
    prints: true,
    run: (shell, _, [first, second]) => compareRubrics(shell, String(first), String(second)),
  })
}
