/** The command line: arguments to a command, exceptions to one clear line and an exit status. */
import { setMaxListeners } from 'node:events'
import { failureOf } from './commands/failures.js'
import { packageVersion } from './commands/package-root.js'
import { newProgram, type Registrar } from './commands/program.js'
import { registerAll } from './commands/register-all.js'
import { type Host, languageOf } from './commands/shell.js'
import { tuneEngine } from './engine.js'
import { render } from './messages/catalogue.js'

/**
 * Runs one command line in the given surroundings.
 * @param args the arguments without `node` and the script
 * @returns the exit status of contract §3
 */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const registrar: Registrar = { host, language: languageOf(args) }
  try {
    const program = newProgram(registrar, packageVersion())
    await registerAll(program, registrar, args)
    if (args.length === 0) {
      program.outputHelp()
      return 2
    }
    await program.parseAsync([...args], { from: 'user' })
    return host.signal.aborted ? 130 : 0
  } catch (error) {
    const { lines, status } = failureOf(error, registrar.language, host.signal.aborted)
    for (const line of lines) host.stderr.write(`${line}\n`)
    return status
  }
}

/** The first signal stops the work and keeps what is done, the second ends the process at once. */
function stopOnSignals(language: ReturnType<typeof languageOf>): AbortSignal {
  const controller = new AbortController()
  // Every request of a run listens to it.
  setMaxListeners(0, controller.signal)
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    process.stderr.write(`\n${render('cli.stopping', {}, language)}\n`)
    controller.abort(new Error('interrupted'))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve()
    else stream.write('', () => resolve())
  })
}

/** Entry point of bin/xuncha.js: runs the command line of this process and ends it. */
export async function main(argv: readonly string[]): Promise<void> {
  tuneEngine()
  for (const stream of [process.stdout, process.stderr]) {
    // `xuncha … | head`: the reader has gone; what is being recorded goes on.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  const args = argv.slice(2)
  process.exitCode = await run(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now: Date.now,
    signal: stopOnSignals(languageOf(args)),
  })
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  process.exit()
}
