/** Builds commands the same way everywhere: common options, help in the user's language, errors as exceptions. */
import { Command, Option } from 'commander'
import { type Language, render } from '../messages/catalogue.js'
import { DEFAULT_DATA, type Host, LANGUAGES, LOG_LEVELS, type Shell, shellOf } from './shell.js'

/** What registering a command is given. */
export interface Registrar {
  readonly host: Host
  readonly language: Language
}

/** A part of the command line that adds itself to the program. */
export type Register = (program: Command, registrar: Registrar) => void

/** A description out of the catalogue. */
export function described(registrar: Registrar, key: string): string {
  return render(key, {}, registrar.language)
}

function commonOptions(command: Command, registrar: Registrar): Command {
  const text = (key: string) => described(registrar, key)
  return command
    .addOption(new Option('--data <DIR>', `${text('cli.option.data')} (${DEFAULT_DATA})`))
    .addOption(new Option('--log-level <LEVEL>', text('cli.option.log-level')).choices(LOG_LEVELS))
    .addOption(new Option('--lang <LANG>', text('cli.option.lang')).choices(LANGUAGES))
}

/** What help says of an option: its description, the words that it takes, and what it is unless said. */
function optionText({ description, argChoices, defaultValue }: Option, language: Language): string {
  const rest = [
    ...(argChoices === undefined
      ? []
      : [render('cli.option.choices', { choices: argChoices.join(' | ') }, language)]),
    ...(typeof defaultValue === 'string'
      ? [render('cli.option.default', { value: defaultValue }, language)]
      : []),
  ]
  return rest.length === 0 ? description : `${description} (${rest.join('; ')})`
}

/** Wording and behaviour of a command or group: help in the user's language, exceptions in place of exits. */
export function furnish(command: Command, registrar: Registrar): Command {
  const chinese = registrar.language === 'zh-CN'
  const titles: Readonly<Record<string, string>> = {
    'Usage:': '用法：',
    'Arguments:': '参数：',
    'Options:': '选项：',
    'Global Options:': '通用选项：',
    'Commands:': '命令：',
  }
  return command
    .helpOption('-h, --help', described(registrar, 'cli.option.help'))
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => (chinese ? (titles[title] ?? title) : title),
      optionDescription: (of) => optionText(of, registrar.language),
    })
    .configureOutput({
      writeOut: (text) => void registrar.host.stdout.write(text),
      // The parser's own complaint is English; ours is written where the error is caught.
      writeErr: (text) => void (text.startsWith('error:') || registrar.host.stderr.write(text)),
    })
    .exitOverride()
}

/** A group of commands (`units …`); `key` names its description in the catalogue, by default after its name. */
export function group(parent: Command, registrar: Registrar, name: string, key = name): Command {
  const command = new Command(name).description(described(registrar, `cli.command.${key}`))
  parent.addCommand(furnish(command, registrar))
  return command
}

/** How a command is declared. `key` names its description in the catalogue, by default after its path. */
export interface CommandPlan {
  /** Name and arguments as commander writes them: `show <ID>`. */
  readonly name: string
  /** Path for the description: `rubrics.show`. */
  readonly key: string
  /** It prints a result: has --json. */
  readonly prints?: boolean
  /** It changes something: has --as. */
  readonly changes?: boolean
  readonly options?: readonly Option[]
  run(shell: Shell, command: Command, args: readonly (string | readonly string[])[]): Promise<void> | void
}

/** Adds one command. */
export function leaf(parent: Command, registrar: Registrar, plan: CommandPlan): Command {
  const [name = '', ...args] = plan.name.split(' ')
  const command = new Command(name).description(described(registrar, `cli.command.${plan.key}`))
  for (const arg of args) command.argument(arg)
  for (const option of plan.options ?? []) command.addOption(option)
  if (plan.prints) command.option('--json', described(registrar, 'cli.option.json'))
  if (plan.changes) command.option('--as <NAME>', described(registrar, 'cli.option.as'))
  commonOptions(command, registrar)
  command.action(async (...given: unknown[]) => {
    const positional = given.slice(0, args.length) as (string | readonly string[] | undefined)[]
    await plan.run(
      shellOf(command, registrar.host),
      command,
      positional.map((value) => value ?? ''),
    )
  })
  parent.addCommand(furnish(command, registrar))
  return command
}

/** An option described by `cli.option.NAME` of the catalogue. */
export function option(registrar: Registrar, flags: string, key: string): Option {
  return new Option(flags, described(registrar, `cli.option.${key}`))
}

/** Collects a repeatable option. */
export function collect(value: string, held: readonly string[] | undefined): string[] {
  return [...(held ?? []), value]
}

/** The program with its common options. */
export function newProgram(registrar: Registrar, version: string): Command {
  const program = new Command('xuncha')
    .description(described(registrar, 'cli.about'))
    .version(version, '-V, --version', described(registrar, 'cli.option.version'))
  return furnish(commonOptions(program, registrar), registrar).showHelpAfterError(false)
}
