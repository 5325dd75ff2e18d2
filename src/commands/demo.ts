/** `demo`: starts the bundled fixture portals, inspects them all, prints the score table and writes reports. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Fixtures, startFixtures } from '../../fixtures/serve.js'
import { UserFault } from '../model/error.js'
import { runInspection, statusOf } from './inspect.js'
import { leaf, option, type Register } from './program.js'
import { ensureTools } from './provision.js'
import { writeReports } from './report.js'
import { printInspection } from './run/print.js'
import { ExitWith, optionsOf, type Shell } from './shell.js'

/** The demo's own data directory where --data names none: removed at the start, so that every demo is the same. */
const DEMO_DATA = './data/demo'
const DEMO_CONCURRENCY = 4

/** Stands in a directory that a demo made, and that the next one may empty. */
const MARK = '.xuncha-demo'

/** An empty directory for the demo. @throws UserFault where it holds anything but an earlier demo */
function emptied(dir: string): void {
  const held = existsSync(dir) ? readdirSync(dir) : []
  if (held.length > 0 && !held.includes(MARK)) throw new UserFault('cli.demo.not-empty', { dir })
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, MARK), '')
}

function portInUse(error: unknown): number | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return null
  return 'port' in error ? Number(error.port) : 0
}

/** The portals on their fixed ports, so that links between them stay the same; where one is taken, on free ones. */
async function started(shell: Shell, workspacePath: string): Promise<Fixtures> {
  try {
    return await startFixtures({ workspacePath })
  } catch (error) {
    const port = portInUse(error)
    if (port === null) throw error
    shell.note('cli.demo.port-in-use', { port })
    return startFixtures({ workspacePath, ports: 'free' })
  }
}

export const registerDemo: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'demo',
    key: 'demo',
    prints: true,
    options: [option(registrar, '--no-browser', 'no-browser')],
    run: async (given, command) => {
      const options = optionsOf<{ browser?: boolean }>(command)
      const shell = { ...given, dataDir: options.data ?? DEMO_DATA }
      if (options.browser !== false) await ensureTools({ env: shell.host.env, say: shell.note })
      emptied(shell.dataDir)
      const fixtures = await started(shell, join(shell.dataDir, 'workspace.yaml'))
      try {
        const document = await runInspection(shell, {
          units: [],
          unitsFile: fixtures.workspacePath,
          rubrics: [],
          period: null,
          purpose: 'formal',
          at: fixtures.at,
          browser: options.browser !== false,
          maxPages: null,
          concurrency: DEMO_CONCURRENCY,
          fresh: true,
        })
        const dir = join(shell.dataDir, 'report')
        if (!shell.host.signal.aborted)
          await writeReports(shell, document, { dir, formats: ['html', 'json'], timezone: 'Asia/Shanghai' })
        shell.result(document, () => printInspection(shell, document))
        if (shell.host.signal.aborted) throw new ExitWith(130)
        shell.note('cli.demo.done', { report: resolve(dir, 'index.html'), data: shell.dataDir })
        if (statusOf(document) === 3) throw new ExitWith(3)
      } finally {
        await fixtures.close()
      }
    },
  })
}
