/** `serve`: the office in one process: console, HTTP API, schedule, push feed, on the one open database. */
import type { Command } from 'commander'
import type { FastifyInstance } from 'fastify'
import { openForWriting } from './commands/open-data.js'
import { packageVersion } from './commands/package-root.js'
import { fromWeb } from './commands/page.js'
import { leaf, option, type Register } from './commands/program.js'
import { optionsOf, type Shell } from './commands/shell.js'
import { countOption, portOption } from './commands/values.js'
import { setSharedStore } from './evidence/store-setting.js'
import { tellFeed } from './feed/tell.js'
import { addAccount, invite, listAccounts } from './ledger/accounts.js'
import type { Ledger } from './ledger/open.js'
import { registry } from './ledger/registry-store.js'
import { runById } from './ledger/runs.js'
import { UserFault } from './model/error.js'
import { scorer } from './score-table.js'
import { registerServeAccess } from './serve-access.js'
import { reportsApart, takeBackup } from './serve-child.js'
import { type Inspecting, servedRuns } from './serve-runs.js'
import { buildApp } from './server/app.js'
import { backupTask } from './server/backups.js'
import { errorPage } from './server/console/routes.js'
import { openDelivery } from './server/feed-delivery.js'
import { nightTask, SCHEDULE } from './server/night.js'
import { detailOf, noticesTask, tellFault } from './server/notices.js'
import type { Companion, Office } from './server/office.js'
import { newSecret } from './server/password.js'
import { ROUTES } from './server/routes.js'
import { samplingTask } from './server/sampling.js'
import { openSchedule } from './server/schedule.js'

interface Flags {
  readonly port?: string
  readonly host?: string
  readonly createAdmin?: string
  readonly schedule?: boolean
  readonly redis?: string
  readonly store?: string
  readonly feedFolder?: string
  readonly backupFolder?: string
  readonly backupKeep?: string
}

const USUAL_PORT = 8080
/** Daily copies that are kept. */
const USUAL_BACKUPS = 14
const USUAL_HOST = '127.0.0.1'

/** Adds the administrator and shows the one-time link; there is no default password. */
function createAdmin(shell: Shell, name: string, url: string): void {
  const ledger = openForWriting(shell)
  try {
    const secret = newSecret()
    ledger.immediate(() => {
      addAccount(ledger, { name, role: 'administrator', unit: null, actor: shell.actor })
      invite(ledger, name, secret)
    })
    shell.note('server.admin-link', { name })
    shell.write(`${url}/welcome?secret=${secret}`)
  } finally {
    ledger.close()
  }
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new UserFault('server.port-taken', { port, detail })
  }
}

function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** What goes on by itself: the night, samples, backups, notices. */
function scheduleOf(shell: Shell, office: Office, flags: Flags): Companion {
  const { env, signal } = shell.host
  const keep = countOption('--backup-keep', flags.backupKeep) ?? USUAL_BACKUPS
  const tasks = [nightTask(office), samplingTask(office), noticesTask(office, env, signal)]
  if (flags.backupFolder !== undefined)
    tasks.push(
      backupTask(office, { folder: flags.backupFolder, keep, take: (file) => takeBackup(shell, file) }),
    )
  return openSchedule(office, tasks, (task, error) =>
    tellFault(office, 'task-failed', task, { task, detail: detailOf(error) }),
  )
}

async function serveOn(
  shell: Shell,
  ledger: Ledger,
  flags: Flags,
  port: number,
  inspecting?: Inspecting,
  queue?: Companion,
): Promise<void> {
  const companions: Companion[] = queue ? [queue] : []
  const books = { ledger, now: shell.host.now }
  const failed = (run: string | null, error: unknown): void => {
    shell.log.error({ run, err: error }, 'a run ended badly; it can be taken up again')
    const begun = run === null ? null : runById(ledger, run)
    // What the schedule tries again and again fails as often: told once a day, not once a run.
    const name = begun?.actor === SCHEDULE ? `${SCHEDULE} ${begun.scope}` : String(run)
    tellFault(books, 'run-failed', name, { run, detail: detailOf(error) })
  }
  const runs = servedRuns(shell, ledger, failed, inspecting)
  const office: Office = {
    dataDir: shell.dataDir,
    ledger,
    log: shell.log,
    version: packageVersion(),
    now: shell.host.now,
    startInspection: runs.start,
    recheck: runs.recheck,
    sample: runs.sample,
    inspectStarts: runs.inspectStarts,
    report: reportsApart(shell),
    readPage: (url) => fromWeb(shell, registry(ledger).load(), url),
    activeRuns: runs.active,
    figures: () => Object.assign({}, ...companions.map((one) => one.figures())) as Record<string, number>,
  }
  // What was written before there was a feed is told now.
  tellFeed(ledger, scorer())
  const app = await buildApp(office, ROUTES, errorPage)
  try {
    if (flags.schedule !== false) companions.push(scheduleOf(shell, office, flags))
    companions.push(openDelivery(office, flags.feedFolder ?? null))
    const url = await listen(app, flags.host ?? USUAL_HOST, port)
    shell.note('server.listening', { url })
    if (!listAccounts(ledger).some((one) => one.role === 'administrator')) shell.note('server.no-admin')
    await untilStopped(shell.host.signal)
  } finally {
    await app.close()
    await Promise.all(companions.map((one) => one.stop()))
    await runs.ended()
  }
}

async function serve(shell: Shell, command: Command): Promise<void> {
  const flags = optionsOf<Flags>(command)
  const port = portOption('--port', flags.port) ?? USUAL_PORT
  if (flags.createAdmin !== undefined)
    return createAdmin(shell, flags.createAdmin, `http://${flags.host ?? USUAL_HOST}:${port}`)
  if (flags.store !== undefined) setSharedStore(shell.dataDir, flags.store, shell.host.env)
  const ledger = openForWriting(shell)
  try {
    if (flags.redis === undefined) return await serveOn(shell, ledger, flags, port)
    const { withQueue } = await import('./commands/run/queue-inspector.js')
    await withQueue(shell, flags.redis, (inspecting, { figures }) =>
      serveOn(shell, ledger, flags, port, inspecting, { figures, stop: async () => undefined }),
    )
  } finally {
    ledger.close()
  }
}

export const registerServe: Register = (program, registrar) => {
  const command = leaf(program, registrar, {
    name: 'serve',
    key: 'serve',
    changes: true,
    options: [
      option(registrar, '--port <N>', 'port'),
      option(registrar, '--host <ADDRESS>', 'host'),
      option(registrar, '--create-admin <NAME>', 'create-admin'),
      option(registrar, '--redis <URL>', 'redis'),
      option(registrar, '--store <URL|DIR>', 'store'),
      option(registrar, '--no-schedule', 'no-schedule'),
      option(registrar, '--feed-folder <DIR>', 'feed-folder'),
      option(registrar, '--backup-folder <DIR>', 'backup-folder'),
      option(registrar, '--backup-keep <N>', 'backup-keep'),
    ],
    run: serve,
  })
  registerServeAccess(command, registrar)
}
