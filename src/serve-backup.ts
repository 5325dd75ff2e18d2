/** A backup while the server runs: the `backup` command in a process of its own, so that nobody waits for the copy. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from './commands/package-root.js'
import type { Shell } from './commands/shell.js'
import { UserFault } from './model/error.js'

const TOLD_CHARACTERS = 1_000

/** Copies and verifies the database of record into a file. @throws UserFault with what the command said */
export async function takeBackup(shell: Shell, file: string): Promise<void> {
  const args = [join(packageRoot(), 'bin', 'xuncha.js'), 'backup', file, '--data', shell.dataDir]
  const child = spawn(process.execPath, [...args, '--lang', shell.language], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...shell.host.env },
    signal: shell.host.signal,
  })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => {
    told = (told + chunk.toString('utf8')).slice(-TOLD_CHARACTERS)
  })
  await new Promise<void>((resolve, reject) => {
    const fail = (detail: string) => reject(new UserFault('server.backup-failed', { detail }))
    child.once('error', (error) => fail(error.message))
    child.once('close', (code) => (code === 0 ? resolve() : fail(told.trim() || String(code))))
  })
}
