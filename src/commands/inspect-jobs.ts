/** `inspect-jobs` (internal): a child of the server takes jobs from stdin, a line each, and hands back their results. */
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { UserFault } from '../model/error.js'
import { leaf, type Register } from './program.js'
import { type Inspector, openLocalInspector } from './run/inspector.js'
import { type FromChild, linesOf, toChildSchema } from './run/job-lines.js'
import type { Shell } from './shell.js'

function failureOf(no: number, error: unknown): FromChild {
  if (error instanceof UserFault) return { no, fault: { key: error.key, facts: { ...error.facts } } }
  return { no, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

async function takeJobs(shell: Shell, input: Readable): Promise<void> {
  const tell = (message: FromChild) => void shell.host.stdout.write(`${JSON.stringify(message)}\n`)
  let inspector: Inspector | null = null
  const working: Promise<void>[] = []
  const stops = new Map<number, AbortController>()
  try {
    for await (const line of createInterface({ input })) {
      const message = toChildSchema.parse(JSON.parse(line))
      if ('settings' in message) {
        inspector = await openLocalInspector(shell, message)
        tell({ ready: inspector.browser })
        continue
      }
      if (inspector === null) throw new Error('a job came before the settings')
      if ('stop' in message) {
        stops.get(message.stop)?.abort()
        continue
      }
      const { no, job } = message
      const stop = new AbortController()
      stops.set(no, stop)
      working.push(
        inspector.inspect(job, stop.signal).then(
          (result) => {
            for (const part of linesOf(no, result)) tell(part)
          },
          (error: unknown) => tell(failureOf(no, error)),
        ),
      )
    }
    await Promise.all(working)
  } finally {
    await inspector?.close()
  }
}

export const registerInspectJobs: Register = (program, registrar) => {
  const command = leaf(program, registrar, {
    name: 'inspect-jobs',
    key: 'inspect-jobs',
    run: (shell) => takeJobs(shell, process.stdin),
  })
  // Not for people: it stands in no help.
  Object.assign(command, { _hidden: true })
}
