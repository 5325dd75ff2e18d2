/** Progress of a long run: one line that rewrites itself, on a terminal only. */
import type { Shell } from '../shell.js'
import { cut } from '../terminal.js'

/** Tells how far a run is. */
export interface Progress {
  begin(site: string): void
  end(site: string): void
  close(): void
}

const SILENT: Progress = { begin: () => undefined, end: () => undefined, close: () => undefined }
const COLUMNS = 78

/** Progress on stderr; silent where that is no terminal. */
export function progressOn(shell: Shell, total: number): Progress {
  const { stderr } = shell.host
  if (stderr.isTTY !== true) return SILENT
  const working = new Set<string>()
  let done = 0
  const draw = () => {
    const line = shell.say('cli.inspect.progress', { done, total, sites: [...working].join('、') })
    stderr.write(`\r${' '.repeat(COLUMNS)}\r${cut(line, COLUMNS)}`)
  }
  return {
    begin: (site) => {
      working.add(site)
      draw()
    },
    end: (site) => {
      working.delete(site)
      done += 1
      draw()
    },
    close: () => void stderr.write(`\r${' '.repeat(COLUMNS)}\r`),
  }
}
