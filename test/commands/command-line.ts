/** Runs a command line in this process, with its streams caught. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach } from 'vitest'
import { run } from '../../src/cli.js'

/** What a command line left. */
export interface Left {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

class Sink extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8')
    done()
  }
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'xuncha-cli-'))
  folders.push(path)
  return path
}

/** Noon in China on a day whose calendar is known. */
export const NOW = Date.UTC(2026, 4, 20, 4)

/** Runs `xuncha …` without a browser. */
export async function xuncha(
  args: readonly string[],
  given: { readonly env?: Record<string, string>; readonly signal?: AbortSignal; readonly now?: number } = {},
): Promise<Left> {
  const [stdout, stderr] = [new Sink(), new Sink()]
  const status = await run(args, {
    stdout,
    stderr,
    env: { XUNCHA_BROWSER: 'none', ...given.env },
    now: () => given.now ?? NOW,
    signal: given.signal ?? new AbortController().signal,
  })
  return { status, stdout: stdout.text, stderr: stderr.text }
}
