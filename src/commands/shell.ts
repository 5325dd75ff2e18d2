/** What every command works with: its streams, language, data directory, log, and how it prints a result. */
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import type { Writable } from 'node:stream'
import type { Command } from 'commander'
import type { Logger, pino as Pino } from 'pino'
import { hasMessage, type Language, type MessageFacts, render } from '../messages/catalogue.js'
import { UserFault } from '../model/error.js'
import { plain, table } from './terminal.js'

/** The process round a command, replaced in tests. */
export interface Host {
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  /** UTC milliseconds. */
  now(): number
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
}

/** One command's surroundings, after its options were read. */
export interface Shell {
  readonly host: Host
  readonly dataDir: string
  readonly language: Language
  readonly json: boolean
  readonly log: Logger
  /** Who acts: `--as`, else the user of the operating system. */
  readonly actor: string
  /** The sentence of a key in this command's language. */
  say(key: string, facts?: MessageFacts): string
  /** Writes one line to stderr: what a person should know, beside the result. */
  note(key: string, facts?: MessageFacts): void
  /** Writes text to stdout; control characters are taken out. Not with --json. */
  write(text: string): void
  /** The result: the document with --json, else the text. */
  result(document: unknown, text: () => string): void
}

/** Options that every command has. */
export interface CommonOptions {
  readonly data?: string
  readonly logLevel?: string
  readonly lang?: string
  readonly json?: boolean
  readonly as?: string
}

export const LANGUAGES = ['zh-CN', 'en'] as const
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
export const DEFAULT_DATA = './data'

/** The language that an argument vector asks for, before it is parsed: help is written in it too. */
export function languageOf(argv: readonly string[]): Language {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const given = at < 0 ? undefined : argv[at]?.startsWith('--lang=') ? argv[at].slice(7) : argv[at + 1]
  return given === 'en' ? 'en' : 'zh-CN'
}

function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}

const load = createRequire(import.meta.url)

/** Surroundings of a command from its parsed options. @throws UserFault for a log level or language that there is not */
export function shellOf(command: Command, host: Host): Shell {
  const options = command.optsWithGlobals<CommonOptions>()
  const language = options.lang === 'en' ? 'en' : 'zh-CN'
  const level = options.logLevel ?? 'warn'
  // Help and versions need no log.
  const pino = load('pino') as typeof Pino
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, host.stderr)
  const json = options.json === true
  const say = (key: string, facts: MessageFacts = {}) => render(key, facts, language)
  return {
    host,
    dataDir: options.data ?? DEFAULT_DATA,
    language,
    json,
    log,
    actor: options.as?.trim() || osUser(),
    say,
    note: (key, facts) => void host.stderr.write(`${plain(say(key, facts))}\n`),
    write: (text) => void host.stdout.write(`${plain(text)}\n`),
    result: (document, text) =>
      void host.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${plain(text())}\n`),
  }
}

/** A command's own options; its types are checked where they are read. */
export function optionsOf<T>(command: Command): T & CommonOptions {
  return command.optsWithGlobals<T & CommonOptions>()
}

/** Ends a command with an exit status other than 0 that is no fault: 3 for doubt, 1 for a failed verification. */
export class ExitWith extends Error {
  constructor(readonly status: 1 | 2 | 3 | 130) {
    super(`exit ${status}`)
    this.name = 'ExitWith'
  }
}

/** A sentence for a key of a closed list, else the bare word: `status.inspected` → 已检查. */
export function word(shell: Shell, area: string, name: string | null | undefined): string {
  if (name === null || name === undefined || name === '') return ''
  const key = `${area}.${name}`
  return hasMessage(key) ? shell.say(key) : name
}

/** A table for the terminal under heads of the catalogue: `id` → `cli.head.id`. */
export function listing(
  shell: Shell,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return table(
    heads.map((head) => shell.say(`cli.head.${head}`)),
    rows,
  )
}

/** Wrong usage that the argument parser could not see: exit status 2. */
export function usage(key: string, facts: Readonly<Record<string, string | number>> = {}): UserFault {
  return new UserFault(key, facts, 2)
}
