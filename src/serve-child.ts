/** Commands of ours in processes of their own, for the server: a backup, a report. Nobody who asks for a page waits for them. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from './commands/package-root.js'
import type { Shell } from './commands/shell.js'
import type { Language } from './messages/catalogue.js'
import { UserFault } from './model/error.js'
import type { AskedReport, ReportFile } from './server/office.js'

const TOLD_CHARACTERS = 1_000
/** A report of a whole province with its pictures takes minutes; what takes longer hangs. */
const REPORT_MS = 10 * 60_000
/** Reports that may wait for the one that is written. */
const MOST_WAITING = 8

async function commandApart(
  shell: Shell,
  args: readonly string[],
  given: {
    readonly language: Language
    readonly fault: string
    readonly signal: AbortSignal
    /** Folder of the server's own that nobody is told of. */
    readonly folder?: string
  },
): Promise<void> {
  const { language, fault, signal, folder } = given
  const own = [join(packageRoot(), 'bin', 'xuncha.js'), ...args, '--data', shell.dataDir, '--lang', language]
  const child = spawn(process.execPath, own, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...shell.host.env },
    signal,
  })
  let told = ''
  // A character may come in two parts.
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-TOLD_CHARACTERS)
  })
  await new Promise<void>((resolve, reject) => {
    const fail = (detail: string) => reject(new UserFault(fault, { detail }))
    child.once('error', (error) => fail(error.message))
    const said = () => {
      const sentence = told.trim().replace(/^xuncha: /, '')
      return folder === undefined ? sentence : sentence.replaceAll(`${folder}/`, '')
    }
    child.once('close', (code) => (code === 0 ? resolve() : fail(said() || String(code))))
  })
}

/** Copies and verifies the database of record into a file. @throws UserFault with what the command said */
export function takeBackup(shell: Shell, file: string): Promise<void> {
  const { language, host } = shell
  const fault = 'server.backup-failed'
  return commandApart(shell, ['backup', file], { language, fault, signal: host.signal })
}

async function writeReport(
  shell: Shell,
  { language, options, template }: AskedReport,
): Promise<ReportFile[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'xuncha-report-'))
  const folder = join(scratch, 'files')
  const own = join(scratch, 'template.docx')
  try {
    if (template) writeFileSync(own, template)
    const flags = Object.entries(options).flatMap(([name, text]) =>
      text === '' ? [] : [`--${name}=${text}`],
    )
    const signal = AbortSignal.any([shell.host.signal, AbortSignal.timeout(REPORT_MS)])
    const args = ['report', ...flags, ...(template ? [`--template=${own}`] : []), `--output=${folder}`]
    await commandApart(shell, args, { language, fault: 'server.report-failed', signal, folder: scratch })
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .sort()
      .map((path) => ({ name: path.slice(folder.length + 1), bytes: readFileSync(path) }))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/**
 * Writes reports one after the other, for the machine has others to serve; those that start a browser in a row of their
 * own, so that a table never waits for one.
 * @returns what the office asks; it throws UserFault with what the command said, or where too many wait
 */
export function reportsApart(shell: Shell): (asked: AskedReport) => Promise<ReportFile[]> {
  const rows = new Map<string, Promise<unknown>>()
  let waiting = 0
  return (asked) => {
    if (waiting > MOST_WAITING) return Promise.reject(new UserFault('server.reports-busy', {}))
    waiting += 1
    const row = asked.options.format === 'pdf' ? 'pdf' : 'other'
    const own = (rows.get(row) ?? Promise.resolve())
      .then(() => writeReport(shell, asked))
      .finally(() => {
        waiting -= 1
      })
    rows.set(
      row,
      own.catch(() => undefined),
    )
    return own
  }
}
