/** `rubrics list | show | lint | import | copy | diff`: scoring tables as data. */
import { existsSync } from 'node:fs'
import { lintRubric, listRubrics, parametersPathOf, rubricNamed } from '../rubric/load.js'
import type { Rubric } from '../rubric/schema.js'
import { group, leaf, type Register } from './program.js'
import { registerRubricTools } from './rubric-tools.js'
import { ExitWith, listing, type Shell, word } from './shell.js'
import { readUserFile } from './user-file.js'

function shown(rubric: Rubric, shell: Shell): string {
  const head = `${rubric.id}  ${rubric.name}  ${shell.say('cli.rubrics.head', { max: rubric.max, version: rubric.version })}`
  const rows = listing(
    shell,
    ['indicator', 'title', 'max', 'method', 'clause'],
    rubric.indicators.map((row) => [
      row.id,
      row.title,
      row.max,
      word(shell, 'cli.method', row.method),
      row.clause,
    ]),
  )
  const english = shell.language === 'en'
  const questions = rubric.openQuestions.map((asked) => {
    const text = english ? asked.question.en : asked.question.zh
    const answer = english ? asked.answerText.en : asked.answerText.zh
    const by = asked.answeredBy === 'default' ? shell.say('cli.rubrics.default') : asked.answeredBy
    return `- ${text}\n  → ${answer} (${by})`
  })
  const asked = questions.length > 0 ? ['', shell.say('cli.rubrics.questions'), ...questions] : []
  return [head, '', rows, ...asked].join('\n')
}

function lint(path: string, shell: Shell): void {
  const text = readUserFile(path).toString('utf8')
  const beside = parametersPathOf(path)
  const parameters = existsSync(beside)
    ? { text: readUserFile(beside).toString('utf8'), path: beside }
    : undefined
  const { errors, rubric } = lintRubric(text, path, parameters)
  const told = errors.map((error) => ({ ...error, message: shell.say(error.key, error.facts) }))
  shell.result({ valid: rubric !== null, rubric: rubric?.id ?? null, errors: told }, () =>
    rubric === null
      ? told.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n')
      : shell.say('cli.rubrics.valid', {
          id: rubric.id,
          version: rubric.version,
          rows: rubric.indicators.length,
        }),
  )
  if (rubric === null) throw new ExitWith(2)
}

export const registerRubrics: Register = (program, registrar) => {
  const rubrics = group(program, registrar, 'rubrics')
  leaf(rubrics, registrar, {
    name: 'list',
    key: 'rubrics.list',
    prints: true,
    run: (shell) => {
      const all = listRubrics().map(({ id, name, max, version, indicators }) => ({
        id,
        name,
        max,
        version,
        indicators: indicators.length,
      }))
      shell.result({ rubrics: all }, () =>
        listing(
          shell,
          ['rubric', 'title', 'max', 'rows', 'version'],
          all.map((rubric) => [
            rubric.id,
            rubric.name,
            rubric.max,
            String(rubric.indicators),
            rubric.version,
          ]),
        ),
      )
    },
  })
  leaf(rubrics, registrar, {
    name: 'show <ID>',
    key: 'rubrics.show',
    prints: true,
    run: (shell, _, [name]) => {
      const rubric = rubricNamed(String(name))
      const { source, ...document } = rubric
      shell.result({ ...document, file: source.path }, () => shown(rubric, shell))
    },
  })
  leaf(rubrics, registrar, {
    name: 'lint <FILE>',
    key: 'rubrics.lint',
    prints: true,
    run: (shell, _, [path]) => lint(String(path), shell),
  })
  registerRubricTools(rubrics, registrar)
}
