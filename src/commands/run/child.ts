/** Inspections in a child process: a crawl that breaks takes nothing with it, and this process alone writes the database. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { UserFault } from '../../model/error.js'
import type { InspectionResult } from '../../model/inspection.js'
import { packageRoot } from '../package-root.js'
import type { Shell } from '../shell.js'
import type { OpenInspector } from './inspector.js'
import {
  type Arrived,
  type FromChild,
  fromChildSchema,
  jobSpoiled,
  type ToChild,
  wholeResult,
} from './job-lines.js'

interface Waiting {
  readonly arrived: Arrived
  resolve(result: InspectionResult): void
  reject(error: unknown): void
}

/** How long a child may take to come up, and to end after it was asked to. */
const START_MS = 60_000
const STOP_MS = 30_000

function send(child: ChildProcess, message: ToChild): void {
  child.stdin?.write(`${JSON.stringify(message)}\n`)
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return null
  }
}

function settle(waiting: Map<number, Waiting>, message: FromChild): void {
  if ('ready' in message) return
  const one = waiting.get(message.no)
  if (!one) return
  if ('item' in message) return void one.arrived.evidence.push(message.item)
  if ('unit' in message) return void one.arrived.units.push(message.unit)
  waiting.delete(message.no)
  if ('result' in message) one.resolve(wholeResult(one.arrived, message.result))
  else if ('fault' in message) one.reject(new UserFault(message.fault.key, message.fault.facts))
  else one.reject(new UserFault('server.child-failed', { detail: message.bug.slice(0, 500) }))
}

/** A line of the child that is not in our form: a library printed it, or a job's result is none. */
function spoil(waiting: Map<number, Waiting>, line: unknown, detail: string): void {
  const no = jobSpoiled(line)
  if (no === null) return
  waiting.get(no)?.reject(new UserFault('server.child-failed', { detail: detail.slice(0, 500) }))
  waiting.delete(no)
}

function start(shell: Shell): ChildProcess {
  const args = [join(packageRoot(), 'bin', 'xuncha.js'), 'inspect-jobs']
  const child = spawn(
    process.execPath,
    [...args, '--data', shell.dataDir, '--log-level', shell.log.level, '--lang', shell.language],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...shell.host.env } },
  )
  // A pipe whose reader has gone is told by the end of the child, which is listened to.
  child.stdin?.on('error', () => undefined)
  return child
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Inspects in one child process for the whole run, so that its sites share one budget per host. */
export const openChildInspector: OpenInspector = async (shell, given) => {
  const child = start(shell)
  const waiting = new Map<number, Waiting>()
  let lastNo = 0
  let gone: UserFault | null = null
  const stop = () => void child.kill('SIGTERM')
  const ready = new Promise<boolean>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
    const fail = (detail: string) => {
      gone = new UserFault('server.child-failed', { detail })
      clearTimeout(timer)
      reject(gone)
      for (const one of waiting.values()) one.reject(gone)
      waiting.clear()
    }
    child.once('error', (error) => fail(error.message))
    child.once('close', (code, signal) => fail(String(signal ?? code ?? '')))
    const lines = createInterface({ input: child.stdout ?? process.stdin })
    lines.on('line', (line) => {
      const said = parsed(line)
      const message = fromChildSchema.safeParse(said)
      if (!message.success) spoil(waiting, said, message.error.message)
      else if ('ready' in message.data) {
        clearTimeout(timer)
        resolve(message.data.ready)
      } else settle(waiting, message.data)
    })
  })
  shell.host.signal.addEventListener('abort', stop, { once: true })
  const { settings, tool, timezone, calendarFile } = given
  send(child, { settings, tool, timezone, calendarFile })
  try {
    const browser = await ready
    return {
      browser,
      inspect: (job, signal) =>
        new Promise((resolve, reject) => {
          if (gone) return reject(gone)
          lastNo += 1
          const no = lastNo
          waiting.set(no, { arrived: { evidence: [], units: [] }, resolve, reject })
          send(child, { no, job })
          const breakOff = () => waiting.has(no) && send(child, { stop: no })
          if (signal?.aborted) breakOff()
          signal?.addEventListener('abort', breakOff, { once: true })
        }),
      close: async () => {
        shell.host.signal.removeEventListener('abort', stop)
        child.stdin?.end()
        await ended(child)
      },
    }
  } catch (error) {
    shell.host.signal.removeEventListener('abort', stop)
    throw error
  }
}
