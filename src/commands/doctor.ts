/** `doctor`: what this machine lacks, and how to get it. */
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { stateCouncilCalendar } from '../calendar/state-council.js'
import { findBrowser } from '../crawl/browser-find.js'
import { tryBrowser } from '../crawl/browser-trial.js'
import { ledgerPath } from '../ledger/open.js'
import { dayIn } from '../model/date.js'
import type { Defaults } from '../model/workspace.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { calendarOf } from './calendar-file.js'
import { packageRoot } from './package-root.js'
import { leaf, type Register } from './program.js'
import { hasChineseFont } from './provision.js'
import { readRegistry } from './registry-state.js'
import { ExitWith, type Shell } from './shell.js'

/** ok: it is there. warning: something does not work or is not proved. missing: nothing works. */
type Level = 'ok' | 'warning' | 'missing'

interface Diagnosis {
  readonly id: string
  readonly level: Level
  /** Message key and facts of the sentence. */
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

const LOW_DISK_BYTES = 2 * 1024 ** 3
/** Notices for the next year come out in November. */
const NOTICE_MONTH_DAY = '11-01'

const ok = (id: string, facts: Diagnosis['facts'] = {}): Diagnosis => ({
  id,
  level: 'ok',
  key: `cli.doctor.${id}.ok`,
  facts,
})
const bad = (id: string, level: Level, what: string, facts: Diagnosis['facts'] = {}): Diagnosis => ({
  id,
  level,
  key: `cli.doctor.${id}.${what}`,
  facts,
})

function node(): Diagnosis {
  const wanted = /(\d+)\.(\d+)/.exec(
    readFileSync(`${packageRoot()}/package.json`, 'utf8').match(/"node":\s*"([^"]*)"/)?.[1] ?? '',
  )
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [needMajor, needMinor] = [Number(wanted?.[1] ?? 20), Number(wanted?.[2] ?? 0)]
  const facts = { found: process.versions.node, needed: `${needMajor}.${needMinor}` }
  return major > needMajor || (major === needMajor && minor >= needMinor)
    ? ok('node', facts)
    : bad('node', 'missing', 'old', facts)
}

function sqlite(): Diagnosis {
  try {
    const db = new Database(':memory:')
    const version = db.prepare('SELECT sqlite_version()').pluck().get() as string
    db.close()
    return ok('sqlite', { version })
  } catch (error) {
    return bad('sqlite', 'missing', 'fails', {
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

/** The browser, and whether it runs in its sandbox: without it only portals on this machine are opened in it. */
async function browser(shell: Shell): Promise<Diagnosis[]> {
  const found = findBrowser(shell.host.env)
  if (found) {
    const { confinement, detail } = await tryBrowser(found.path)
    if (confinement === null) return [bad('browser', 'warning', 'fails', { path: found.path, detail })]
    const user = confinement === 'nobody' ? 'nobody' : shell.actor
    const sandbox = confinement === 'none' ? bad('sandbox', 'warning', 'none') : ok('sandbox', { user })
    return [ok('browser', { path: found.path, product: found.product }), sandbox]
  }
  const named = shell.host.env.XUNCHA_BROWSER
  if (named === 'none') return [bad('browser', 'warning', 'off')]
  return [named ? bad('browser', 'warning', 'wrong', { path: named }) : bad('browser', 'warning', 'none')]
}

/** The nearest folder that exists: where the data directory is or would be made. */
function existing(path: string): string {
  let folder = resolve(path)
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function data(shell: Shell): Diagnosis[] {
  const folder = existing(shell.dataDir)
  const facts = { dir: resolve(shell.dataDir) }
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return [bad('data', 'missing', 'readonly', facts)]
  }
  const disk = statfsSync(folder)
  const free = disk.bavail * disk.bsize
  const gigabytes = { gigabytes: (free / 1024 ** 3).toFixed(1) }
  return [
    ok('data', facts),
    free < LOW_DISK_BYTES ? bad('disk', 'warning', 'low', gigabytes) : ok('disk', gigabytes),
  ]
}

function canaries(defaults: Defaults): Diagnosis {
  const count = defaults.canaries?.length ?? 0
  return count > 0 ? ok('canaries', { count }) : bad('canaries', 'warning', 'none')
}

/** This year must be covered; the next one from 1 November on. */
function calendar(shell: Shell, defaults: Defaults): Diagnosis {
  const today = dayIn(defaults.timezone ?? DEFAULT_TIMEZONE, shell.host.now())
  const year = Number(today.slice(0, 4))
  const { years } = defaults.calendar === undefined ? stateCouncilCalendar() : calendarOf(defaults.calendar)
  const facts = { year, next: year + 1, first: years[0] ?? 0, last: years.at(-1) ?? 0 }
  if (!years.includes(year)) return bad('calendar', 'warning', 'now', facts)
  if (today.slice(5) >= NOTICE_MONTH_DAY && !years.includes(year + 1))
    return bad('calendar', 'warning', 'next', facts)
  return ok('calendar', facts)
}

function timezones(): Diagnosis {
  try {
    const noon = dayIn(DEFAULT_TIMEZONE, Date.UTC(2026, 0, 1, 20))
    return noon === '2026-01-02' ? ok('timezones') : bad('timezones', 'missing', 'wrong')
  } catch {
    return bad('timezones', 'missing', 'wrong')
  }
}

function defaultsOf(shell: Shell): Defaults {
  return existsSync(ledgerPath(shell.dataDir)) ? readRegistry(shell.dataDir).defaults : {}
}

const MARKS: Readonly<Record<Level, string>> = { ok: '✓', warning: '!', missing: '✗' }

export const registerDoctor: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'doctor',
    key: 'doctor',
    prints: true,
    run: async (shell) => {
      const defaults = defaultsOf(shell)
      const found = [
        node(),
        sqlite(),
        ...data(shell),
        ...(await browser(shell)),
        hasChineseFont() ? ok('fonts') : bad('fonts', 'warning', 'none'),
        canaries(defaults),
        calendar(shell, defaults),
        timezones(),
      ].map((one) => ({ ...one, message: shell.say(one.key, one.facts) }))
      const missing = found.some((one) => one.level === 'missing')
      shell.result(
        {
          ok: !missing,
          checks: found.map(({ id, level, message, facts }) => ({ id, level, message, facts })),
        },
        () => found.map(({ level, message }) => `${MARKS[level]} ${message}`).join('\n'),
      )
      if (missing) throw new ExitWith(1)
    },
  })
}
