/** What went wrong, in a sentence on stderr, and the exit status that goes with it (contract §3). */
import { CommanderError } from 'commander'
import { type Language, render } from '../messages/catalogue.js'
import { UserFault } from '../model/error.js'
import { FileFault } from '../model/file-fault.js'
import { machineFault } from './machine-fault.js'
import { DEFAULT_DATA, ExitWith } from './shell.js'
import { oneLine } from './terminal.js'

/** One line of a fault in a file: `file:line:column: sentence`. */
interface PlacedLine {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

const SHOWN_PROBLEMS = 100

function placed(lines: readonly PlacedLine[], language: Language): string[] {
  const shown = lines
    .slice(0, SHOWN_PROBLEMS)
    .map(
      ({ file, line, column, key, facts }) =>
        `${file}:${line}:${column}: ${oneLine(render(key, facts, language))}`,
    )
  const more = lines.length - shown.length
  return more > 0 ? [...shown, render('cli.more', { count: more }, language)] : shown
}

/** Errors that a fault carries with their places, first first; null when it has none. */
function placedLines(fault: UserFault): PlacedLine[] | null {
  if (fault instanceof FileFault) return fault.problems.map((problem) => ({ ...problem, file: fault.file }))
  if (fault.key === 'rubric.invalid' && typeof fault.facts.errors === 'string')
    return JSON.parse(fault.facts.errors) as PlacedLine[]
  return null
}

const USAGE: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'cli.usage.unknown-option',
  'commander.unknownCommand': 'cli.usage.unknown-command',
  'commander.missingArgument': 'cli.usage.missing-argument',
  'commander.optionMissingArgument': 'cli.usage.option-without-value',
  'commander.missingMandatoryOptionValue': 'cli.usage.missing-option',
  'commander.invalidArgument': 'cli.usage.bad-value',
  'commander.excessArguments': 'cli.usage.too-many',
  'commander.conflictingOption': 'cli.usage.conflict',
}
const NO_ERROR = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

function usageLines(error: CommanderError, language: Language): string[] {
  const choice = /option '([^']*)' argument '([^']*)' is invalid\. Allowed choices are (.+)\.$/.exec(
    error.message,
  )
  if (choice) {
    const [, option = '', found = '', known = ''] = choice
    return [render('cli.usage.bad-choice', { option, found, known }, language)]
  }
  const [first = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '')
  const hint = /\(Did you mean (?:one of )?([^)?]+)\??\)/.exec(error.message)?.[1] ?? ''
  const key = USAGE[error.code] ?? 'cli.usage.other'
  const detail = error.message.replace(/^error:\s*/, '')
  return [render(key, { first, second, hint, detail }, language)]
}

/** What a failure prints on stderr, line by line, and the exit status. */
export interface Failure {
  readonly lines: readonly string[]
  readonly status: number
}

/** The failure that an exception stands for. A bug of ours is told with its trace: it must be reported, not hidden. */
export function failureOf(error: unknown, language: Language, aborted: boolean): Failure {
  if (error instanceof ExitWith) return { lines: [], status: error.status }
  if (error instanceof CommanderError) {
    if (NO_ERROR.has(error.code))
      return error.exitCode === 0 ? { lines: [], status: 0 } : { lines: [], status: 2 }
    return { lines: [`xuncha: ${usageLines(error, language).join(' ')}`], status: 2 }
  }
  if (aborted) return { lines: [], status: 130 }
  const fault = error instanceof UserFault ? error : machineFault(error, DEFAULT_DATA)
  if (fault) {
    const lines = placedLines(fault)
    const said = oneLine(render(fault.key, fault.facts, language))
    if (!lines) return { lines: [`xuncha: ${said}`], status: fault.exitStatus }
    return { lines: placed(lines, language), status: fault.exitStatus }
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { lines: [`xuncha: ${render('cli.bug', {}, language)}`, trace], status: 1 }
}
